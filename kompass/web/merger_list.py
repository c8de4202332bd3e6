"""The list of all mergers and divisions, sorted by date, with the invented ones by themselves."""

from collections.abc import Iterable
from dataclasses import dataclass

from kompass import formats
from kompass.domain.register import Unit
from kompass.formats import search_key
from kompass.language import Language
from kompass.services.mergers import Listed
from kompass.web.lineage import made_of


@dataclass(frozen=True, slots=True)
class MergerLine:
    """One merger in the list; `evaluated` counts predecessors with an evaluation on record, `of` all of them."""

    key: str
    name: str
    predecessors: str
    evaluated: int
    of: int
    is_evaluated_after: bool


@dataclass(frozen=True, slots=True)
class Day:
    """Everything that happened on one day."""

    text: str
    lines: list[MergerLine]


@dataclass(frozen=True, slots=True)
class ListPage:
    """The list as it was asked for; `count` of `total` real ones are shown."""

    query: str
    only_evaluated: bool
    days: list[Day]
    demonstrations: list[MergerLine]
    count: int
    total: int

    @property
    def is_narrowed(self) -> bool:
        return bool(self.query) or self.only_evaluated


def list_page(found: Iterable[Listed], query: str, only_evaluated: bool, language: Language) -> ListPage:
    """The mergers with a name or number that holds every word, or only those with an evaluation on record."""
    found = list(found)
    words = search_key(query).split()
    shown = [
        one
        for one in found
        if all(word in _search_text(one) for word in words)
        and (one.evaluated_before or one.evaluated_after or not only_evaluated)
    ]
    real = [one for one in shown if not one.successor.is_demonstration]
    days: dict[str, list[MergerLine]] = {}
    for one in real:
        day = formats.long_date(one.successor.valid_from, language.locale)
        days.setdefault(day, []).append(_line(one, language))
    return ListPage(
        query=query,
        only_evaluated=only_evaluated,
        days=[Day(text, lines) for text, lines in days.items()],
        demonstrations=[_line(one, language) for one in shown if one.successor.is_demonstration],
        count=len(real),
        total=sum(not one.successor.is_demonstration for one in found),
    )


def _search_text(one: Listed) -> str:
    units = [one.successor, *(link.predecessor for link in one.links)]
    return search_key(" ".join(_names(unit) for unit in units))


def _names(unit: Unit) -> str:
    return " ".join(f"{period.number} {period.name} {period.other_names}" for period in unit.periods)


def _line(one: Listed, language: Language) -> MergerLine:
    return MergerLine(
        key=one.successor.key,
        name=one.successor.name,
        predecessors=made_of(one.links, language),
        evaluated=one.evaluated_before,
        of=len(one.links),
        is_evaluated_after=one.evaluated_after > 0,
    )
