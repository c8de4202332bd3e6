"""The map: one equal tile for every municipality of today, and what is known of each one's results."""

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from sqlalchemy.orm import Session

from kompass.domain.errors import Invalid, Problem
from kompass.domain.history import KnownResult, is_of, known_from_evaluation, known_from_publication
from kompass.domain.municipality import Municipality
from kompass.domain.permissions import Actor, Permission
from kompass.domain.register import Register, Unit
from kompass.services.access import require
from kompass.services.evaluations import found_of, scored_many
from kompass.services.installation import Installation
from kompass.storage import municipalities, results

TILES, LABELS = "tiles.csv", "tile-labels.csv"
ANCHORS = ("start", "middle", "end")
LEADER = re.compile(r"(M[\d.]+ [\d.]+([HV][\d.]+)+)?")

Row = dict[str, str]
Value = TypeVar("Value", bound="Tile | Label")


@dataclass(frozen=True, slots=True)
class Tile:
    """Where a municipality stands; the first column is in the west, the first row in the north."""

    number: str
    column: int
    row: int

    @property
    def county(self) -> str:
        return self.number[:2]


@dataclass(frozen=True, slots=True)
class Label:
    """Where the name of a county stands, in cells; `leader` is the path of a line to it, or empty."""

    county: str
    column: float
    row: float
    anchor: str
    leader: str


@dataclass(frozen=True, slots=True)
class Movement:
    """The change of a total, in points, since the result before it."""

    points: int
    since: int | None


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality with its results, the oldest first; `tile` is None where the map has none for it."""

    municipality: Municipality
    tile: Tile | None
    results: tuple[KnownResult, ...]

    @property
    def latest(self) -> KnownResult | None:
        """The latest result with a total, else the latest one known of; None when none is known."""
        with_total = [result for result in self.results if result.total is not None]
        return next(reversed(with_total or self.results), None)

    @property
    def movement(self) -> Movement | None:
        """The change from the total before the latest; None unless both have a year and are of one edition."""
        dated = [result for result in self.results if result.total is not None and result.year is not None]
        if len(dated) < 2 or dated[-1] is not self.latest:
            return None
        before, now = dated[-2:]
        alike = now.edition.is_known and (now.edition, now.maximum) == (before.edition, before.maximum)
        return Movement((now.total or 0) - (before.total or 0), before.year) if alike else None


@dataclass(frozen=True, slots=True)
class Overview:
    """Every municipality of today, and the invented ones with results; never mixed."""

    places: tuple[Place, ...]
    demonstrations: tuple[Place, ...]


@lru_cache
def tiles(folder: Path) -> tuple[Tile, ...]:
    """The layout of the map; Invalid with every faulty row."""
    found = _read(folder / TILES, _tile, lambda tile: [tile.number, f"{tile.column},{tile.row}"])
    return tuple(sorted(found, key=lambda tile: (tile.row, tile.column)))


@lru_cache
def labels(folder: Path) -> tuple[Label, ...]:
    """Where the counties' names stand; Invalid with every faulty row."""
    return tuple(_read(folder / LABELS, _label, lambda label: [label.county]))


def overview(at: Installation, session: Session, actor: Actor | None, locale: str) -> Overview:
    """What the map shows. A result belongs to the unit that was evaluated, never to what that became part of."""
    require(actor, Permission.EVALUATION_READ)
    register = municipalities.register(session)
    known: dict[Unit, list[KnownResult]] = defaultdict(list)
    for unit, result in (*_published(session, register), *_evaluated(at, session, register, locale)):
        known[unit].append(result)
    tile_of = {unit: tile for tile in tiles(at.register_folder) for unit in _current(register, tile.number)}
    places = [
        Place(unit.municipality, tile_of.get(unit), tuple(sorted(known[unit], key=lambda result: result.order)))
        for unit in register.units
        if unit.is_current
    ]
    return Overview(
        tuple(place for place in places if not place.municipality.is_demonstration),
        tuple(place for place in places if place.municipality.is_demonstration and place.results),
    )


def _published(session: Session, register: Register) -> Iterator[tuple[Unit, KnownResult]]:
    for result in results.published_results(session):
        units = [unit for unit in register.units_of(result.municipality_number or "") if is_of(result, unit)]
        # A result without a year, under a number two units have had, may be either's.
        if len(units) == 1:
            yield units[0], known_from_publication(result)


def _evaluated(
    at: Installation, session: Session, register: Register, locale: str
) -> Iterator[tuple[Unit, KnownResult]]:
    found = [evaluation for evaluation in reversed(found_of(session, None)) if evaluation.is_public]
    for scored in scored_many(at, session, found, locale):
        evaluation = scored.evaluation
        known = known_from_evaluation(evaluation, scored.result)
        # One unit: an evaluation cannot be dated a day its number was not valid.
        units = register.units_of(evaluation.municipality.number)
        yield from ((unit, known) for unit in units if unit.is_valid_on(evaluation.evaluated_on))


def _current(register: Register, number: str) -> list[Unit]:
    """The unit of today that has had the number, so that a tile follows its municipality to a new number."""
    return [unit for unit in register.units_of(number) if unit.is_current]


def _read(path: Path, build: Callable[[Row], Value], keys: Callable[[Value], Sequence[str]]) -> list[Value]:
    found: list[Value] = []
    problems: list[Problem] = []
    taken: set[str] = set()
    for line, row in _rows(path):
        try:
            value = build(row)
            _refuse_taken(keys(value), taken)
        except (KeyError, ValueError, TypeError) as error:
            details = (("file", path.name), ("row", str(line)), ("detail", str(error)))
            problems.append(Problem("register_row", path.name, details))
        else:
            found.append(value)
            taken.update(keys(value))
    if problems:
        raise Invalid(tuple(problems))
    return found


def _refuse_taken(keys: Iterable[str], taken: set[str]) -> None:
    for key in keys:
        if key in taken:
            raise ValueError(f"{key} is taken by another row")


def _rows(path: Path) -> Iterator[tuple[int, Row]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            yield reader.line_num, row


def _tile(row: Row) -> Tile:
    tile = Tile(_digits(row.pop("number"), 4), int(row.pop("column")), int(row.pop("row")))
    if min(tile.column, tile.row) < 1:
        raise ValueError(f"{tile.number} stands outside the map")
    _refuse_others(row)
    return tile


def _label(row: Row) -> Label:
    county, anchor, leader = _digits(row.pop("county_number"), 2), row.pop("anchor"), row.pop("leader")
    if anchor not in ANCHORS or not LEADER.fullmatch(leader):
        raise ValueError(f"unknown anchor or leader of {county}")
    label = Label(county, float(row.pop("column")), float(row.pop("row")), anchor, leader)
    _refuse_others(row)
    return label


def _refuse_others(row: Row) -> None:
    if row:
        raise ValueError(f"unknown columns: {', '.join(str(name) for name in row)}")


def _digits(text: str, length: int) -> str:
    if len(text) != length or not text.isdigit():
        raise ValueError(f"not a number of {length} digits: {text}")
    return text
