"""Loading the municipal register and the published history from the files under register/.

Everything wrong in a file is reported at once, with file and row; nothing is loaded then.
"""

import csv
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from sqlalchemy.orm import Session

from kompass.domain.errors import Invalid, Problem
from kompass.domain.history import PublishedResult, history_findings
from kompass.domain.municipality import Grouping, Municipality
from kompass.domain.register import Change, ChangeKind, Register
from kompass.domain.register_checks import Count, change_problems, population_problems
from kompass.storage import municipalities, results
from kompass.storage.database import transaction

COUNTRIES = {"NO", "SE", "DK", "NO/SE/DK"}
COUNT_COLUMNS = ("year", "municipalities", "inhabitants")
AREA_COLUMNS = tuple(f"area_{number}" for number in range(1, 9))

Fields = Mapping[str, str]
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Loaded:
    """How much was read: municipality numbers, mergers and divisions, published results."""

    municipalities: int
    merged: int
    results: int


@dataclass(frozen=True, slots=True)
class Files:
    """What stands in the register's files. Population is inhabitants by number and year, on 1 January."""

    register: Register
    population: dict[tuple[str, int], int]
    counts: list[Count]
    groupings: list[Grouping]


def load_register(session: Session, folder: Path) -> Loaded:
    """Load municipalities, changes, population and published results; Invalid with every fault in the files."""
    files = read_register(folder)
    register = files.register
    history = read_history(folder, register.municipalities)
    with transaction(session):
        municipalities.replace_register(
            session, register.municipalities.values(), register.changes, files.population
        )
        municipalities.replace_groupings(session, files.groupings)
        results.replace_history(session, history)
    return Loaded(len(register.municipalities), len(register.merged), len(history))


def findings(session: Session) -> list[Problem]:
    """Where the published figures disagree with each other; reported, never corrected."""
    return history_findings(results.published_results(session))


def read_register(folder: Path) -> Files:
    """The whole register with every check passed; Invalid with every fault found, file by file."""
    found = _read_municipalities(folder)
    numbers = {municipality.number for municipality in found}
    changes = _read(folder / "changes.csv", lambda row: _change(row, numbers))
    counts = _read(folder / "counts.csv", lambda row: Count(*(int(row[column]) for column in COUNT_COLUMNS)))
    population = _read_population(folder, numbers)
    groupings = _read(folder / "groups.csv", lambda row: _grouping(row, numbers))
    problems = change_problems(found, changes) or population_problems(found, changes, population, counts)
    if problems:
        raise Invalid(tuple(problems))
    in_order = sorted(changes, key=lambda change: (change.date, change.to_number, change.from_number))
    return Files(Register({one.number: one for one in found}, tuple(in_order)), population, counts, groupings)


def _read_municipalities(folder: Path) -> list[Municipality]:
    counties = {row["number"]: row["name"] for _, row in _rows(folder / "counties.csv")}

    def municipality(row: Fields) -> Municipality:
        return Municipality(
            number=_number(row["number"]),
            name=row["name"],
            other_names=row["other_names"],
            county=counties[row["county_number"]],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        )

    return _read(folder / "municipalities.csv", municipality)


def _change(row: Fields, numbers: Container[str]) -> Change:
    return Change(
        date=date.fromisoformat(row["date"]),
        kind=ChangeKind(row["kind"]),
        from_number=_known(row["from_number"], numbers),
        from_name=row["from_name"],
        to_number=_known(row["to_number"], numbers),
        to_name=row["to_name"],
        share=Fraction(row["share"]) if row["share"] else None,
        inhabitants=_whole(row["inhabitants"]),
        is_estimate=_yes(row["estimated"]),
        note=row["note"],
    )


def _grouping(row: Fields, numbers: Container[str]) -> Grouping:
    return Grouping(
        municipality_number=_known(row["municipality_number"], numbers),
        year=int(row["year"]),
        kostra_group=row["kostra_group"],
        kostra_standard=row["kostra_standard"],
        centrality=row["centrality"],
        centrality_classes=row["centrality_classes"],
        language_form=row["language_form"],
    )


def _read_population(folder: Path, numbers: set[str]) -> dict[tuple[str, int], int]:
    def population(row: Fields) -> tuple[tuple[str, int], int]:
        return (_known(row["municipality_number"], numbers), int(row["year"])), int(row["inhabitants"])

    return dict(_read(folder / "population.csv", population))


def read_history(folder: Path, municipalities_known: Mapping[str, Municipality]) -> list[PublishedResult]:
    """Published results at the depth they are known; Invalid with every faulty row."""

    def result(row: Fields) -> PublishedResult:
        areas = [row[column] for column in AREA_COLUMNS]
        if any(areas) and not all(areas):
            raise ValueError("some areas are missing")
        if row["country"] not in COUNTRIES:
            raise ValueError(f"unknown country {row['country']}")
        return PublishedResult(
            place=row["place"],
            country=row["country"],
            municipality_number=_valid(row, municipalities_known) if row["municipality_number"] else None,
            year=_whole(row["year"]),
            edition=row["edition"],
            total=_points(row["total"], 800),
            areas=tuple(points for area in areas if (points := _points(area, 100)) is not None),
            stated_change=_whole(row["stated_change"]),
            inferred=row["inferred"],
            facts=row["facts"],
            source=row["source"],
        )

    return _read(folder / "published-results.csv", result)


def _rows(path: Path) -> Iterator[tuple[int, Fields]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            yield reader.line_num, row


def _read(path: Path, build: Callable[[Fields], Value]) -> list[Value]:
    found: list[Value] = []
    problems: list[Problem] = []
    for line, row in _rows(path):
        try:
            if None in row or None in row.values():
                raise ValueError("the row has too many or too few columns")
            found.append(build(row))
        except (KeyError, ValueError, TypeError, ZeroDivisionError) as error:
            values = (("file", path.name), ("row", str(line)), ("detail", str(error)))
            problems.append(Problem("register_row", path.name, values))
    if problems:
        raise Invalid(tuple(problems))
    return found


def _number(text: str) -> str:
    if len(text) != 4 or not text.isdigit():
        raise ValueError(f"not a municipality number: {text}")
    return text


def _known(number: str, numbers: Container[str]) -> str:
    if number not in numbers:
        raise ValueError(f"unknown municipality number: {number}")
    return number


def _valid(row: Fields, known: Mapping[str, Municipality]) -> str:
    """The row's number, which must have been in use in the row's year."""
    number, year = _known(row["municipality_number"], known), _whole(row["year"])
    if year is not None and not any(known[number].is_valid_on(date(year, month, 1)) for month in (1, 12)):
        raise ValueError(f"{number} was not in use in {year}")
    return number


def _whole(text: str) -> int | None:
    return int(text) if text else None


def _yes(text: str) -> bool:
    if text not in {"", "yes"}:
        raise ValueError(f"neither yes nor empty: {text}")
    return text == "yes"


def _points(text: str, highest: int) -> int | None:
    points = _whole(text)
    if points is not None and not 0 <= points <= highest:
        raise ValueError(f"{points} is not between 0 and {highest}")
    return points
