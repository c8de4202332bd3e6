"""The municipal register as a graph in time: who became whom, and what stayed the same under a new number.

A number is a label. A *unit* is the municipality behind it: one organisation from one merger or division to
the next. Renumbering and renaming leave the unit as it is; a merger or a division ends it. So one number can
name two units (1103 Stavanger before and after 2020) and one unit can have many numbers (3005 and 3301
Drammen). The rules are written out in docs/mergers.md.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from kompass.domain.municipality import Municipality

WHOLE = Fraction(1)


class ChangeKind(StrEnum):
    """What happened on a date; SSB's Klass gives the codes, the kind is read out of them."""

    MERGE = "merge"
    SPLIT = "split"
    RENUMBER = "renumber"
    RENAME = "rename"
    BOUNDARY = "boundary"


# After a merge or a split nothing is the same municipality any more.
REPLACING = frozenset({ChangeKind.MERGE, ChangeKind.SPLIT})


@dataclass(frozen=True, slots=True)
class Change:
    """One link from a number to the number that came after it, on the first day the change holds.

    `share` is the part of the first one's inhabitants that went along, 0 to 1; None for a boundary change.
    `inhabitants` is how many moved with a boundary change, None when that is not known.
    """

    date: date
    kind: ChangeKind
    from_number: str
    from_name: str
    to_number: str
    to_name: str
    share: Fraction | None = WHOLE
    inhabitants: int | None = None
    is_estimate: bool = False
    note: str = ""


@dataclass(frozen=True)
class Unit:
    """One municipality as an organisation, from one merger or division to the next.

    `periods` are its numbers in order, as the register knows them. `valid_to` is the first day it was gone.
    """

    periods: tuple[Municipality, ...]
    valid_from: date
    valid_to: date | None

    @property
    def numbers(self) -> tuple[str, ...]:
        return tuple(period.number for period in self.periods)

    @property
    def municipality(self) -> Municipality:
        """The unit under its last number and name."""
        return self.periods[-1]

    @property
    def number(self) -> str:
        return self.municipality.number

    @property
    def name(self) -> str:
        return self.municipality.name

    @property
    def is_current(self) -> bool:
        return self.valid_to is None

    @property
    def is_demonstration(self) -> bool:
        return self.municipality.is_demonstration

    @property
    def key(self) -> str:
        """What the unit is called in an address: its first number, and the year it began."""
        return f"{self.periods[0].number}-{self.valid_from.year}"

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def existed_in(self, year: int) -> bool:
        """Whether it existed for some part of the year."""
        return self.valid_from.year <= year and (self.valid_to is None or date(year, 1, 1) < self.valid_to)

    def __hash__(self) -> int:
        return hash((self.periods[0].number, self.valid_from))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Unit) and (self.key, self.valid_from) == (other.key, other.valid_from)

    def __repr__(self) -> str:
        return f"<Unit {self.key} {self.name}>"


@dataclass(frozen=True, slots=True)
class Link:
    """What one unit brought into another: `share` of its inhabitants, 0 to 1."""

    predecessor: Unit
    successor: Unit
    date: date
    share: Fraction
    is_estimate: bool
    note: str

    @property
    def is_part(self) -> bool:
        """Whether only a part of the predecessor went this way."""
        return self.share < 1


@dataclass(frozen=True)
class Register:
    """Every municipality number with what became of it; `changes` in the order of their dates.

    Made from what `kompass.domain.register_checks` found no fault with.
    """

    municipalities: Mapping[str, Municipality]
    changes: tuple[Change, ...]
    _links: "_Links" = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_links", _Links(self.municipalities, self.changes))

    @property
    def units(self) -> tuple[Unit, ...]:
        """Every unit, ordered by first number and time."""
        return self._links.units

    def unit(self, number: str, day: date) -> Unit | None:
        """The unit that had this number on this day; None when none had."""
        for unit in self._links.of_number.get(number, ()):
            period = self.municipalities[number]
            if unit.is_valid_on(day) and period.is_valid_on(day):
                return unit
        return None

    def units_of(self, number: str) -> tuple[Unit, ...]:
        """Every unit that has had this number, the oldest first."""
        return tuple(self._links.of_number.get(number, ()))

    def by_key(self, key: str) -> Unit | None:
        """The unit with this key; None when there is none."""
        return self._links.by_key.get(key)

    def same_place_as(self, number: str, day: date) -> tuple[str, ...]:
        """Every number of the unit that had this number on this day, following renumbering alone."""
        unit = self.unit(number, day)
        return unit.numbers if unit else ()

    def predecessors(self, unit: Unit) -> tuple[Link, ...]:
        """What the unit was made from; empty for one that was never merged."""
        return tuple(self._links.before.get(unit, ()))

    def successors(self, unit: Unit) -> tuple[Link, ...]:
        """What the unit became; empty while it is current."""
        return tuple(self._links.after.get(unit, ()))

    def origins(self, unit: Unit) -> tuple[Unit, ...]:
        """Every unit before it, over all time, the nearest first."""
        return tuple(_walk(unit, lambda one: [link.predecessor for link in self.predecessors(one)]))

    def heirs(self, unit: Unit) -> tuple[Unit, ...]:
        """Every unit after it, over all time, the nearest first."""
        return tuple(_walk(unit, lambda one: [link.successor for link in self.successors(one)]))

    @property
    def merged(self) -> tuple[Unit, ...]:
        """Every unit that came out of a merger or a division."""
        return tuple(unit for unit in self.units if unit in self._links.before)

    def boundary_changes(self, unit: Unit) -> tuple[Change, ...]:
        """Areas moved to or from the unit while it existed, or on the day it began."""
        return tuple(
            change
            for number in unit.numbers
            for change in self._links.boundaries.get(number, ())
            if self._touches(change, unit)
        )

    def _touches(self, change: Change, unit: Unit) -> bool:
        # The giver is the one before the change, the receiver the one after it.
        before, after = change.date - timedelta(days=1), change.date
        return self.unit(change.from_number, before) == unit or self.unit(change.to_number, after) == unit

    def valid_on(self, day: date) -> Iterator[Municipality]:
        """Every municipality that was valid this day."""
        return (one for one in self.municipalities.values() if one.is_valid_on(day))


def _walk(unit: Unit, step: Callable[[Unit], list[Unit]]) -> Iterator[Unit]:
    seen, wave = {unit}, step(unit)
    while wave:
        following: list[Unit] = []
        for one in wave:
            if one not in seen:
                seen.add(one)
                yield one
                following += step(one)
        wave = following


class _Links:
    """Units and the links between them, worked out once."""

    def __init__(self, municipalities: Mapping[str, Municipality], changes: Sequence[Change]) -> None:
        self.of_number: dict[str, list[Unit]] = defaultdict(list)
        self.before: dict[Unit, list[Link]] = defaultdict(list)
        self.after: dict[Unit, list[Link]] = defaultdict(list)
        self.boundaries: dict[str, list[Change]] = defaultdict(list)
        self._starting: dict[tuple[str, date], Unit] = {}
        self._ending: dict[tuple[str, date], Unit] = {}
        self.units = self._make_units(municipalities, changes)
        self.by_key = {unit.key: unit for unit in self.units}
        self._link(changes)
        for change in changes:
            if change.kind is ChangeKind.BOUNDARY:
                self.boundaries[change.from_number].append(change)
                self.boundaries[change.to_number].append(change)

    def _make_units(
        self, municipalities: Mapping[str, Municipality], changes: Iterable[Change]
    ) -> tuple[Unit, ...]:
        renumbered = {(c.from_number, c.date): c.to_number for c in changes if c.kind is ChangeKind.RENUMBER}
        continuing = {(number, day) for (_, day), number in renumbered.items()}
        remade: dict[str, set[date]] = defaultdict(set)
        for change in changes:
            if change.kind in REPLACING:
                remade[change.to_number].add(change.date)
        units: list[Unit] = []
        for first in municipalities.values():
            starts = set(remade[first.number])
            if (first.number, first.valid_from) not in continuing:
                starts.add(first.valid_from)
            units += [self._unit(first, start, municipalities, renumbered, remade) for start in sorted(starts)]
        return tuple(units)

    def _unit(
        self,
        first: Municipality,
        start: date,
        municipalities: Mapping[str, Municipality],
        renumbered: Mapping[tuple[str, date], str],
        remade: Mapping[str, set[date]],
    ) -> Unit:
        periods, current, since = [first], first, start
        while True:
            ends = [day for day in remade[current.number] if day > since]
            ends += [current.valid_to] if current.valid_to else []
            end = min(ends, default=None)
            following = renumbered.get((current.number, end)) if end else None
            if end is None or following is None:
                break
            current, since = municipalities[following], end
            periods.append(current)
        unit = Unit(tuple(periods), start, end)
        self._starting[first.number, start] = unit
        if end:
            self._ending[current.number, end] = unit
        for number in unit.numbers:
            self.of_number[number].append(unit)
        return unit

    def _link(self, changes: Iterable[Change]) -> None:
        for change in changes:
            if change.kind in REPLACING:
                successor = self._starting[change.to_number, change.date]
                predecessor = self._ending[change.from_number, change.date]
                self._add(
                    Link(
                        predecessor,
                        successor,
                        change.date,
                        change.share or Fraction(0),
                        change.is_estimate,
                        change.note,
                    )
                )
        # A municipality that keeps its number and takes in a part of another is remade without a row of its own.
        for (number, day), successor in self._starting.items():
            kept = self._ending.get((number, day))
            if kept and kept not in {link.predecessor for link in self.before.get(successor, ())}:
                self._add(Link(kept, successor, day, WHOLE, is_estimate=False, note=""))

    def _add(self, link: Link) -> None:
        self.before[link.successor].append(link)
        self.after[link.predecessor].append(link)
