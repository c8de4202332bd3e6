"""How one language writes figures, titles and lists. All sentences of the report are said with a voice."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from kompass import formats
from kompass.domain.points import Published
from kompass.language import Language

Number = int | Fraction
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Voice:
    """One language; `gettext` and `ngettext` mark what the catalogues translate."""

    language: Language

    @property
    def locale(self) -> str:
        return self.language.locale

    def gettext(self, message: str) -> str:
        return self.language.gettext(message)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return self.language.ngettext(singular, plural, number)

    def whole(self, value: Number) -> str:
        """«61»: points of areas and totals, and counts."""
        return formats.number(value, self.locale)

    def tenth(self, value: Number) -> str:
        """«15,3»: points of sub-areas and processes."""
        return formats.number(value, self.locale, 1)

    def hundredth(self, value: Number) -> str:
        """«0,83»: figures of agreement."""
        return formats.number(value, self.locale, 2)

    def band(self, low: Number, high: Number) -> str:
        """«40–70» in whole points, or one number when both ends read the same."""
        return formats.number_range(low, high, self.locale)

    def fine_band(self, low: Number, high: Number) -> str:
        """«3,1–7,5», or one number when both ends read the same."""
        first, last = self.tenth(low), self.tenth(high)
        return first if first == last else f"{first}–{last}"

    def change(self, value: Number, decimals: int = 0) -> str:
        """«+8», «−0,4»."""
        return formats.change(value, self.locale, decimals)

    def percent(self, share: Fraction) -> str:
        """«67 %»."""
        return formats.percent(share, self.locale)

    def percent_band(self, low: Fraction, high: Fraction) -> str:
        """«40–70 %», or one share when both ends read the same."""
        first, last = self.percent(low), self.percent(high)
        return first if first == last else f"{self.whole(low * 100)}–{last}"

    def points(self, found: Published) -> str:
        """Whole points or their band; words when nothing is applicable."""
        return self.band(found.points, found.highest) if found.applicable else self.gettext("ikke aktuell")

    def quoted(self, title: str) -> str:
        """A title inside a sentence."""
        return self.gettext("«%(title)s»") % {"title": title}

    def listed(self, titles: Sequence[str]) -> str:
        """Titles inside a sentence: «A», «B» og «C»."""
        return formats.listing([self.quoted(title) for title in titles], self.locale)


def inside(name: str) -> str:
    """A level's name inside a sentence: «etterlevd»."""
    return name[:1].lower() + name[1:]
