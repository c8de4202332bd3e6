"""From exact results to published whole points. The only rounding in the program.

Whole points per area, half up; the total is the sum of the whole area points, so that the printed
column adds up. The official rule was not found; every published figure known is a whole number and
the one full case adds up this way.
"""

from dataclasses import dataclass
from fractions import Fraction
from math import floor

from kompass.domain.scoring import Part, Result


def half_up(value: Fraction) -> int:
    """The nearest whole number; a half goes up, also below zero (-1/2 becomes 0)."""
    return floor(value + Fraction(1, 2))


def tenth(value: Fraction) -> Fraction:
    """The nearest tenth, half up: what stands for a mean of whole points wherever it is printed or used."""
    return Fraction(half_up(value * 10), 10)


@dataclass(frozen=True, slots=True)
class Published:
    """Published points of one area or of the total.

    `lowest` to `highest` is the band while answers are missing; both equal `points` when complete.
    `maximum` is 0, and `points` without meaning, when nothing is applicable.
    """

    points: int
    highest: int
    maximum: int
    complete: bool

    @property
    def applicable(self) -> bool:
        return self.maximum > 0


def published(part: Part) -> Published:
    """One area's exact points as whole points."""
    points, highest = half_up(part.points), half_up(part.points + part.open)
    return Published(points, highest, half_up(part.maximum), part.complete)


def published_areas(result: Result) -> dict[str, Published]:
    """Whole points of every area by area id, in the framework's order."""
    return {area.area.id: published(area.part) for area in result.areas}


def published_total(result: Result) -> Published:
    """The total as the sum of the whole area points."""
    areas = published_areas(result).values()
    return Published(
        points=sum(area.points for area in areas),
        highest=sum(area.highest for area in areas),
        maximum=sum(area.maximum for area in areas),
        complete=all(area.complete for area in areas),
    )
