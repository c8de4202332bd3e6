"""A merger and what its predecessors are held together by: inhabitants, coverage, and a baseline that is chosen.

No baseline is neutral: points of a process cannot be added up over municipalities, so what the predecessors
"had together" is a choice, and is named as one. Formulas and worked examples stand in docs/mergers.md; a test
recomputes them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from kompass.domain.errors import Invalid, Problem
from kompass.domain.history import KnownResult
from kompass.domain.points import tenth
from kompass.domain.register import Unit

# Below this part of the inhabitants a baseline would speak for people nobody has evaluated.
SMALLEST_COVERAGE = Fraction(2, 3)


@dataclass(frozen=True, slots=True)
class Partner:
    """One predecessor in a merger.

    `share` is the part of its inhabitants that went along; `inhabitants` is everyone it had on 1 January of
    `inhabitants_year`. `known` is its last evaluation before the merger, None when there is none; `earlier` are
    those before that, the newest first.
    """

    unit: Unit
    share: Fraction
    is_estimate: bool
    inhabitants: int
    inhabitants_year: int
    known: KnownResult | None = None
    earlier: tuple[KnownResult, ...] = ()
    note: str = ""

    @property
    def weight(self) -> Fraction:
        """The inhabitants it brought along, exact."""
        return self.inhabitants * self.share

    @property
    def is_part(self) -> bool:
        return self.share < 1

    @property
    def results(self) -> tuple[KnownResult, ...]:
        """Every evaluation before the merger, the newest first."""
        return (self.known, *self.earlier) if self.known else ()


@dataclass(frozen=True, slots=True)
class Merger:
    """What became one municipality on a date, the partner with most inhabitants first.

    `successor` is None for municipalities that are compiled without having merged. One partner alone is a
    municipality that came out of a division.
    """

    partners: tuple[Partner, ...]
    successor: Unit | None = None
    on: date | None = None

    @property
    def weight(self) -> Fraction:
        return sum((partner.weight for partner in self.partners), Fraction(0))

    def part_of(self, partner: Partner) -> Fraction:
        """The partner's part of all the inhabitants, 0 to 1."""
        return partner.weight / self.weight

    @property
    def largest(self) -> Partner:
        return self.partners[0]


def merger(partners: Iterable[Partner], successor: Unit | None = None, on: date | None = None) -> Merger:
    """A merger of these; Invalid when one stands there twice, when weights sum to 0, or when there is nobody."""
    ordered = sorted(partners, key=lambda partner: (-partner.weight, partner.unit.name, partner.unit.key))
    problems = []
    for position, partner in enumerate(ordered):
        if partner.unit in [other.unit for other in ordered[:position]]:
            problems.append(Problem("partner_twice", partner.unit.key, (("name", partner.unit.name),)))
    if len(ordered) < (2 if successor is None else 1):
        problems.append(Problem("too_few_partners"))
    elif not sum(partner.weight for partner in ordered):
        problems.append(Problem("weights_sum_to_zero"))
    if problems:
        raise Invalid(tuple(problems))
    return Merger(tuple(ordered), successor, on)


class BaselineKind(StrEnum):
    """What the new municipality is held against. The range is no choice; every other is one, and says so."""

    RANGE = "range"
    WEIGHTED_MEAN = "weighted_mean"
    MEAN = "mean"
    LARGEST = "largest"
    BEST = "best"
    WORST = "worst"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the merger has points in something: `count` of `of` partners, `share` of the inhabitants."""

    count: int
    of: int
    share: Fraction

    @property
    def is_whole(self) -> bool:
        return self.count == self.of

    @property
    def is_enough(self) -> bool:
        """Whether a baseline may be shown."""
        return self.count > 0 and self.share >= SMALLEST_COVERAGE


@dataclass(frozen=True, slots=True)
class Baseline:
    """What the predecessors had, in points: from `low` to `high`, both alike for all but the range."""

    low: Fraction
    high: Fraction

    def difference(self, points: int) -> Fraction:
        """Points above (positive) or below; 0 within a range, else the distance to its nearer end."""
        if points > self.high:
            return points - self.high
        return min(points - self.low, Fraction(0))


def coverage(merger: Merger, units: Iterable[Unit]) -> Coverage:
    """How much of the merger these units are."""
    counted = [partner for partner in merger.partners if partner.unit in set(units)]
    weight = sum((partner.weight for partner in counted), Fraction(0))
    return Coverage(len(counted), len(merger.partners), weight / merger.weight)


def baseline_of(merger: Merger, points: Mapping[Unit, int], kind: BaselineKind) -> Baseline | None:
    """The baseline of this kind over those who have points; None below the coverage that is enough.

    Means are rounded to a tenth once, here, so that differences and sums can be checked against what is printed.
    The largest partner has to have points itself.
    """
    if not coverage(merger, points).is_enough:
        return None
    weights = {partner.unit: partner.weight for partner in merger.partners}
    values = [Fraction(value) for value in points.values()]
    if kind is BaselineKind.RANGE:
        return Baseline(min(values), max(values))
    if kind is BaselineKind.LARGEST and merger.largest.unit not in points:
        return None
    value = {
        BaselineKind.WEIGHTED_MEAN: lambda: tenth(
            sum((weights[unit] * value for unit, value in points.items()), Fraction(0))
            / sum((weights[unit] for unit in points), Fraction(0))
        ),
        BaselineKind.MEAN: lambda: tenth(sum(values, Fraction(0)) / len(values)),
        BaselineKind.LARGEST: lambda: Fraction(points[merger.largest.unit]),
        BaselineKind.BEST: lambda: max(values),
        BaselineKind.WORST: lambda: min(values),
    }[kind]()
    return Baseline(value, value)
