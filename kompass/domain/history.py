"""Published results at the depth they are known: that one exists, its total, its areas, or in full.

A result known only as a total has no areas: nothing here invents them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from kompass.domain.editions import EditionKey
from kompass.domain.errors import Problem
from kompass.domain.evaluation import Evaluation
from kompass.domain.points import published_areas, published_total
from kompass.domain.register import Unit
from kompass.domain.scoring import Result


class Depth(StrEnum):
    """How much of a published result is known."""

    EXISTS = "exists"
    TOTAL = "total"
    AREAS = "areas"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class PublishedResult:
    """One evaluation as it was published. `year`, `edition` and points are None where not published.

    `areas` holds the points of area 1 to 8 in that edition's order, or nothing. `inferred` says in the
    source's words what was concluded rather than stated. `stated_change` is the change from the previous
    evaluation as the source gives it, in points.
    """

    place: str
    country: str
    municipality_number: str | None
    year: int | None
    edition: str
    total: int | None
    areas: tuple[int, ...]
    stated_change: int | None
    inferred: str
    facts: str
    source: str

    @property
    def depth(self) -> Depth:
        if self.areas:
            return Depth.AREAS
        return Depth.EXISTS if self.total is None else Depth.TOTAL


@dataclass(frozen=True, slots=True)
class KnownResult:
    """One evaluation at the depth it is known: that it exists, its total, its areas, or every process.

    `areas` holds whole points by area id (by number, "1" to "8", in a published result), without areas that are
    not applicable. `maximum` is what the total could have been. `evaluation_id` is None for a published result.
    """

    year: int | None
    edition: EditionKey
    depth: Depth
    total: int | None
    maximum: int
    areas: Mapping[str, int]
    result: Result | None = None
    evaluation_id: int | None = None
    source: str = ""

    @property
    def has_figures(self) -> bool:
        return self.total is not None or bool(self.areas)

    @property
    def order(self) -> tuple[int, int]:
        """Sorts results by time, the deeper one later when two are of the same year."""
        return (self.year or 0, list(Depth).index(self.depth))


def is_of(result: PublishedResult, unit: Unit) -> bool:
    """Whether a published result is about this unit; one without a year is taken to be of its own time."""
    if result.municipality_number not in unit.numbers:
        return False
    return result.year is None or unit.existed_in(result.year)


PUBLISHED_FRAMEWORK = "kommunekompasset"
HIGHEST_TOTAL = 800


def known_from_evaluation(evaluation: Evaluation, result: Result) -> KnownResult:
    """A finished evaluation of our own, known to every process."""
    areas = published_areas(result)
    total = published_total(result)
    return KnownResult(
        year=evaluation.year,
        edition=EditionKey(evaluation.framework_id, evaluation.edition),
        depth=Depth.FULL,
        total=total.points,
        maximum=total.maximum,
        areas={area_id: found.points for area_id, found in areas.items() if found.applicable},
        result=result,
        evaluation_id=evaluation.id,
    )


def known_from_publication(published: PublishedResult) -> KnownResult:
    """A published result; its areas go by their numbers in that edition, for their names changed.

    Where the areas are published and the total is not, it is their sum.
    """
    return KnownResult(
        year=published.year,
        edition=EditionKey(PUBLISHED_FRAMEWORK, published.edition),
        depth=published.depth,
        total=sum(published.areas) if published.total is None and published.areas else published.total,
        maximum=HIGHEST_TOTAL,
        areas={str(number): points for number, points in enumerate(published.areas, 1)},
        source=published.source,
    )


def history_findings(results: Iterable[PublishedResult]) -> list[Problem]:
    """Where published figures disagree with each other. They are reported, never corrected."""
    results = list(results)
    findings = [finding for result in results if (finding := _sum_finding(result))]
    places: dict[tuple[str, str], list[PublishedResult]] = {}
    for result in results:
        places.setdefault((result.country, result.place), []).append(result)
    for of_place in places.values():
        dated = sorted((r for r in of_place if r.year is not None), key=lambda r: r.year or 0)
        findings += [f for earlier, later in pairwise(dated) if (f := _change_finding(earlier, later))]
    return findings


def _sum_finding(result: PublishedResult) -> Problem | None:
    if not result.areas or result.total in (None, sum(result.areas)):
        return None
    values = (("total", str(result.total)), ("sum", str(sum(result.areas))), ("year", str(result.year)))
    return Problem("total_differs_from_areas", result.place, values)


def _change_finding(earlier: PublishedResult, later: PublishedResult) -> Problem | None:
    if later.stated_change is None or earlier.total is None or later.total is None:
        return None
    difference = later.total - earlier.total
    if difference == later.stated_change:
        return None
    values = (
        ("stated", str(later.stated_change)),
        ("difference", str(difference)),
        ("from", str(earlier.year)),
        ("to", str(later.year)),
    )
    return Problem("change_differs_from_totals", result_name(later), values)


def result_name(result: PublishedResult) -> str:
    """Place and year, as a reader would name the result."""
    return f"{result.place} {result.year}" if result.year else result.place
