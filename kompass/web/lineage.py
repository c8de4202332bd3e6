"""A municipality's line through time: as a drawing, as a list that says the same, and in single sentences.

The drawing has one row for each unit. Places across are in per cent of the width, so that its words keep their
size on any screen; places down are in pixels.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from flask import url_for

from kompass import formats
from kompass.domain.lineage import Lineage
from kompass.domain.register import Change, Link, Unit
from kompass.language import Language
from kompass.services.municipalities import Place
from kompass.web.merger_pages import share_text

EARLIEST_YEAR = 2010
# Years to the left of the first thing that happened, so that there is room for a line and its name.
YEARS_BEFORE = 5
TOP = 22
ROW = 56
# The name stands on the line, the numbers hang below it.
LINE = 27
# In per cent of the width of a phone: two numbers closer than this would run into each other.
ROOM_FOR_A_NUMBER = 11
ROOM_FOR_A_LETTER = 2.2


@dataclass(frozen=True, slots=True)
class Words:
    """Words in the drawing; `anchor` is start or end."""

    x: float
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One unit: a line from `x1` to `x2` with its name, the part of it that is meant, and its numbers.

    `share` says of whom or to whom; `short_share` leaves that to the drawing, where there is little room.
    `ticks` are where it got a new number. `begins` and `ends` when that is inside the drawing.
    """

    y: int
    x1: float
    x2: float
    name: Words
    share: str
    short_share: str
    numbers: list[Words]
    ticks: list[float]
    begins: bool
    ends: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class Joint:
    """Where lines part or meet: straight down from one row to another."""

    x: float
    y1: int
    y2: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole family, top to bottom."""

    height: int
    years: list[Words]
    rows: list[Row]
    joints: list[Joint]


@dataclass(frozen=True, slots=True)
class Member:
    """One unit in words; `address` is empty for the unit the page is about."""

    name: str
    address: str
    years: str
    sentences: list[str]


@dataclass(frozen=True, slots=True)
class Boundary:
    """An area that moved to or from the municipality; `note` is the register's own, in bokmål."""

    text: str
    note: str


@dataclass(frozen=True, slots=True)
class Line:
    """What the page shows of a municipality's line through time; `drawing` is None when nothing happened to it."""

    drawing: Drawing | None
    members: list[Member]
    has_parts: bool
    renames: list[str]
    boundaries: list[Boundary]


def line_view(found: Lineage, places: Mapping[Unit, Place], today: date, language: Language) -> Line:
    """The line through time of one municipality."""
    is_worth_it = found.is_worth_drawing
    return Line(
        drawing=_drawing(found, today, language) if is_worth_it else None,
        members=[_member(places[unit], found.unit, language) for unit in found.units] if is_worth_it else [],
        has_parts=any(link.is_part for link in found.links),
        renames=[_rename(change, language) for change in found.renames],
        boundaries=[_boundary(change, found.unit, language) for change in found.boundaries],
    )


# --- In words ---


def address(place: Place) -> str:
    """Where the page of a unit is."""
    return url_for("municipalities.show", number=place.unit.number, year=place.year)


def years(unit: Unit, language: Language) -> str:
    """«1838–2020», or «siden 2020»."""
    first = {"first": str(unit.valid_from.year)}
    if unit.valid_to is None:
        return language.gettext("siden %(first)s") % first
    return language.gettext("%(first)s–%(last)s") % (first | {"last": str(unit.valid_to.year)})


def became(place: Place, language: Language) -> str:
    """«ble en del av Heim, Hitra og Orkland i 2020»; empty for one that is not gone."""
    if not place.became:
        return ""
    new, names = language.gettext("nye %(name)s"), []
    for link in place.became:
        is_named_alike = link.successor.name == place.unit.name and not place.is_division
        names.append(new % {"name": link.successor.name} if is_named_alike else link.successor.name)
    sentence = (
        language.gettext("ble delt i %(names)s i %(year)s")
        if place.is_division
        else language.gettext("ble en del av %(names)s i %(year)s")
    )
    values = {"names": formats.listing(names, language.locale), "year": str(place.became[0].date.year)}
    return sentence % values


def earlier_numbers(unit: Unit) -> str:
    """«0602, 3005», each with the name it had then where that was another; empty for one that had no other."""
    return ", ".join(
        period.number if period.name == unit.name else f"{period.number} ({period.name})"
        for period in unit.periods[:-1]
    )


def made_of(links: Iterable[Link], language: Language) -> str:
    """«Halsa, Hemne og 17 % av Snillfjord (anslått)»: the whole ones first."""
    ordered = sorted(links, key=lambda link: link.is_part)
    names = [_part_of(link, language) if link.is_part else link.predecessor.name for link in ordered]
    return formats.listing(names, language.locale)


def _made_of(place: Place, language: Language) -> str:
    """«Ble til 1. januar 2020 av Halsa, Hemne og 17 % av Snillfjord (anslått).»; empty for one never merged."""
    if not place.made_of:
        return ""
    day = formats.long_date(place.made_of[0].date, language.locale)
    return language.gettext("Ble til %(day)s av %(names)s.") % {
        "day": day,
        "names": made_of(place.made_of, language),
    }


def _part_of(link: Link, language: Language) -> str:
    values = {"share": share_text(link.share, language.locale), "name": link.predecessor.name}
    if link.is_estimate:
        return language.gettext("%(share)s av %(name)s (anslått)") % values
    return language.gettext("%(share)s av %(name)s") % values


def _part(link: Link, language: Language) -> str:
    share = share_text(link.share, language.locale)
    return language.gettext("%(share)s (anslått)") % {"share": share} if link.is_estimate else share


def _part_to(link: Link, language: Language) -> str:
    values = {"share": share_text(link.share, language.locale), "name": link.successor.name}
    if link.is_estimate:
        return language.gettext("%(share)s til %(name)s (anslått)") % values
    return language.gettext("%(share)s til %(name)s") % values


def _member(place: Place, own: Unit, language: Language) -> Member:
    gone = became(place, language)
    sentences = [
        _made_of(place, language),
        _numbers(place.unit, language),
        gone and f"{gone[0].upper()}{gone[1:]}.",
    ]
    return Member(
        name=place.unit.name,
        address="" if place.unit == own else address(place),
        years=years(place.unit, language),
        sentences=[sentence for sentence in sentences if sentence],
    )


def _numbers(unit: Unit, language: Language) -> str:
    first, *others = unit.periods
    texts = [first.number if first.name == unit.name else f"{first.number} ({first.name})"]
    for period in others:
        number = period.number if period.name == unit.name else f"{period.number} ({period.name})"
        values = {"number": number, "day": formats.long_date(period.valid_from, language.locale)}
        texts.append(language.gettext("%(number)s fra %(day)s") % values)
    return language.gettext("Nummer %(numbers)s.") % {"numbers": ", ".join(texts)}


def _rename(change: Change, language: Language) -> str:
    values = {
        "day": formats.long_date(change.date, language.locale),
        "before": change.from_name,
        "after": change.to_name,
    }
    return language.gettext("%(day)s: det offisielle navnet ble endret fra «%(before)s» til «%(after)s».") % values


def _boundary(change: Change, unit: Unit, language: Language) -> Boundary:
    values = {"day": formats.long_date(change.date, language.locale)}
    if change.from_number in unit.numbers and change.to_number not in unit.numbers:
        text = language.gettext("%(day)s: et område gikk til %(name)s.") % (values | {"name": change.to_name})
    else:
        text = language.gettext("%(day)s: et område kom fra %(name)s.") % (values | {"name": change.from_name})
    if change.inhabitants is not None:
        moved = language.ngettext(
            "%(count)s innbygger fulgte med.", "%(count)s innbyggere fulgte med.", change.inhabitants
        )
        text += " " + moved % {"count": formats.number(change.inhabitants, language.locale)}
    return Boundary(text, change.note)


# --- As a drawing ---


class _Axis:
    """Where a day stands across the drawing, in per cent."""

    def __init__(self, events: Iterable[date], today: date) -> None:
        first = max(EARLIEST_YEAR, min(day.year for day in events) - YEARS_BEFORE)
        self._start, self._end = date(first, 1, 1), today
        step = 2 if today.year - first <= 12 else 5
        self.years = [year for year in range(first, today.year + 1) if year % step == 0]

    def holds(self, day: date | None) -> bool:
        return day is not None and self._start < day <= self._end

    def place(self, day: date | None) -> float:
        if day is None or day >= self._end:
            return 100
        return round(max(0, 100 * (day - self._start).days / (self._end - self._start).days), 2)


def _drawing(found: Lineage, today: date, language: Language) -> Drawing:
    days = [link.date for link in found.links]
    days += [period.valid_from for unit in found.units for period in unit.periods[1:]]
    axis = _Axis(days, today)
    heights = {unit: TOP + LINE + position * ROW for position, unit in enumerate(found.units)}
    rows = [_row(unit, heights[unit], found, axis, language) for unit in found.units]
    return Drawing(
        height=TOP + ROW * len(found.units),
        years=[Words(axis.place(date(year, 1, 1)), "start", str(year)) for year in axis.years],
        rows=rows,
        joints=[
            Joint(axis.place(link.date), *sorted((heights[link.predecessor], heights[link.successor])))
            for link in found.links
        ],
    )


def _row(unit: Unit, y: int, found: Lineage, axis: _Axis, language: Language) -> Row:
    x1, x2 = axis.place(unit.valid_from), axis.place(unit.valid_to)
    parts = _parts(unit, found)
    is_before = found.units.index(unit) < found.units.index(found.unit)
    share = [_part_to(link, language) if is_before else _part_of(link, language) for link in parts]
    short_share = [_part(link, language) for link in parts]
    letters = len(unit.name) + len(", ".join(short_share))
    starts_left = x1 + ROOM_FOR_A_LETTER * letters < 100
    return Row(
        y=y,
        x1=x1,
        x2=x2,
        name=Words(x1 if starts_left else 100, "start" if starts_left else "end", unit.name),
        share=", ".join(share),
        short_share=", ".join(short_share),
        numbers=_number_words(unit, axis),
        ticks=[axis.place(period.valid_from) for period in unit.periods[1:]],
        begins=axis.holds(unit.valid_from),
        ends=axis.holds(unit.valid_to),
        is_own=unit == found.unit,
    )


def _parts(unit: Unit, found: Lineage) -> list[Link]:
    """The links that took a part only: from it for one above the municipality, to it for the others."""
    position = found.units.index
    own = position(found.unit)
    parts = [link for link in found.links if link.is_part]
    if position(unit) < own:
        return [link for link in parts if link.predecessor == unit]
    return [link for link in parts if link.successor == unit and position(link.predecessor) >= own]


def _number_words(unit: Unit, axis: _Axis) -> list[Words]:
    """The numbers where they began, the newest of two that would run into each other."""
    starts = [axis.place(unit.valid_from), *(axis.place(period.valid_from) for period in unit.periods[1:])]
    words = []
    for x, following, period in zip(starts, [*starts[1:], 1000.0], unit.periods, strict=True):
        if following - x >= ROOM_FOR_A_NUMBER:
            words.append(_number_word(x, period.number))
    return words


def _number_word(x: float, number: str) -> Words:
    return Words(x, "start", number) if x < 100 - ROOM_FOR_A_NUMBER else Words(100, "end", number)
