"""Loading the municipal register and the published history from the files under register/.

Everything wrong in a file is reported at once, with file and row; nothing is loaded then.
"""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

from sqlalchemy.orm import Session

from kompass.domain.errors import Invalid, Problem
from kompass.domain.history import PublishedResult, history_findings
from kompass.domain.municipality import Municipality
from kompass.storage import municipalities, results
from kompass.storage.database import transaction

COUNTRIES = {"NO", "SE", "DK", "NO/SE/DK"}
AREA_COLUMNS = tuple(f"area_{number}" for number in range(1, 9))

Fields = Mapping[str, str]
Value = TypeVar("Value")


def load_register(session: Session, folder: Path) -> tuple[int, int]:
    """Load municipalities, population and published results; how many municipalities and results."""
    found = read_municipalities(folder)
    population = read_population(folder, {municipality.number for municipality in found})
    history = read_history(folder, {municipality.number for municipality in found})
    with transaction(session):
        municipalities.replace_register(session, found, population)
        results.replace_history(session, history)
    return len(found), len(history)


def findings(session: Session) -> list[Problem]:
    """Where the published figures disagree with each other; reported, never corrected."""
    return history_findings(results.published_results(session))


def read_municipalities(folder: Path) -> list[Municipality]:
    """The register's municipalities; Invalid with every faulty row."""
    counties = {row["number"]: row["name"] for _, row in _rows(folder / "counties.csv")}
    latest = _latest_numbers(folder / "renumberings.csv")

    def municipality(row: Fields) -> Municipality:
        return Municipality(
            number=_number(row["number"]),
            name=row["name"],
            other_names=row["other_names"],
            county=counties[row["county_number"]],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            latest_number=latest(row["number"]),
        )

    found = _read(folder / "municipalities.csv", municipality)
    twice = [number for number, times in Counter(m.number for m in found).items() if times > 1]
    if twice:
        raise Invalid(tuple(Problem("duplicate_number", "municipalities.csv", (("number", n),)) for n in twice))
    return found


def _latest_numbers(path: Path) -> Callable[[str], str]:
    successors = {row["from_number"]: row["to_number"] for _, row in _rows(path)}

    def latest(number: str) -> str:
        passed = {number}
        while number in successors and successors[number] not in passed:
            number = successors[number]
            passed.add(number)
        return number

    return latest


def read_population(folder: Path, numbers: set[str]) -> list[tuple[str, int, int]]:
    """Number, year and inhabitants of every row; Invalid with every faulty row."""

    def population(row: Fields) -> tuple[str, int, int]:
        return _known(row["municipality_number"], numbers), int(row["year"]), int(row["inhabitants"])

    return _read(folder / "population.csv", population)


def read_history(folder: Path, numbers: set[str]) -> list[PublishedResult]:
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
            municipality_number=_known(row["municipality_number"], numbers) if row["municipality_number"] else None,
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
            found.append(build(row))
        except (KeyError, ValueError, TypeError) as error:
            values = (("file", path.name), ("row", str(line)), ("detail", str(error)))
            problems.append(Problem("register_row", path.name, values))
    if problems:
        raise Invalid(tuple(problems))
    return found


def _number(text: str) -> str:
    if len(text) != 4 or not text.isdigit():
        raise ValueError(f"not a municipality number: {text}")
    return text


def _known(number: str, numbers: Iterable[str]) -> str:
    if number not in numbers:
        raise ValueError(f"unknown municipality number: {number}")
    return number


def _whole(text: str) -> int | None:
    return int(text) if text else None


def _points(text: str, highest: int) -> int | None:
    points = _whole(text)
    if points is not None and not 0 <= points <= highest:
        raise ValueError(f"{points} is not between 0 and {highest}")
    return points
