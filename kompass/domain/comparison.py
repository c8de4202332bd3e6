"""A comparison group: the mean of other results, part by part, with the number behind each mean.

Refuses editions that are not comparable, and shows no mean of fewer than five.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kompass.domain.errors import NotComparable
from kompass.domain.points import half_up, published_areas, published_total
from kompass.domain.scoring import Part, Result

# Below this a mean tells too much about each member (Udir hides counts of 1 to 4; we follow).
SMALLEST_GROUP = 5


@dataclass(frozen=True, slots=True)
class Mean:
    """Mean share of the ideal (0 to 1) over `count` results that have the part."""

    share: Fraction
    count: int


@dataclass(frozen=True, slots=True)
class Spread:
    """Whole area points in the group: quartiles and median as exact fractions, and the count."""

    lower: Fraction
    median: Fraction
    upper: Fraction
    count: int
    mean: Fraction

    def distance_from(self, points: int) -> int:
        """How far whole points are above (positive) or below the printed mean, so that a reader can check it."""
        return points - half_up(self.mean)


@dataclass(frozen=True, slots=True)
class Group:
    """A named comparison group.

    `means` by area, sub-area and criterion id; `spreads` by area id. A part that fewer than
    `SMALLEST_GROUP` members have is absent. `totals` are the whole points behind `total`, the fewest first, so that
    their order tells nothing of whose they are; empty where `total` is None.
    """

    name: str
    count: int
    means: Mapping[str, Mean]
    spreads: Mapping[str, Spread]
    total: Spread | None
    totals: tuple[int, ...] = ()

    def distance(self, part_id: str, share: Fraction | None, maximum: Fraction) -> Fraction | None:
        """Points above (positive) or below the group's mean; None when either side is unknown."""
        mean = self.means.get(part_id)
        return None if mean is None or share is None else (share - mean.share) * maximum


def group_of(name: str, scoring_digest: str, results: Iterable[Result]) -> Group:
    """The group of these complete results; NotComparable when one has another scoring digest."""
    results = tuple(results)
    if any(result.framework.scoring_digest != scoring_digest for result in results):
        raise NotComparable
    shares: dict[str, list[Fraction]] = {}
    for result in results:
        for part_id, share in shares_of(result).items():
            shares.setdefault(part_id, []).append(share)
    means = {
        part_id: Mean(sum(values, Fraction(0)) / len(values), len(values))
        for part_id, values in shares.items()
        if len(values) >= SMALLEST_GROUP
    }
    points: dict[str, list[int]] = {}
    for result in results:
        for area_id, found in published_areas(result).items():
            if found.applicable:
                points.setdefault(area_id, []).append(found.points)
    spreads = {area_id: s for area_id, values in points.items() if (s := spread_of(values))}
    totals = [
        published_total(result).points for result in results if all(area.part.applicable for area in result.areas)
    ]
    total = spread_of(totals)
    return Group(name, len(results), means, spreads, total, tuple(sorted(totals)) if total else ())


def shares_of(result: Result) -> dict[str, Fraction]:
    """Share of the ideal of everything in the result that has one, by id."""
    shares: dict[str, Fraction] = {}
    for area in result.areas:
        _keep(shares, area.area.id, area.part)
        for subarea in area.subareas:
            _keep(shares, subarea.subarea.id, subarea.part)
            shares.update({c.criterion.id: c.share for c in subarea.criteria if c.share is not None})
    return shares


def _keep(shares: dict[str, Fraction], part_id: str, part: Part) -> None:
    if part.share is not None:
        shares[part_id] = part.share


def spread_of(values: Iterable[int]) -> Spread | None:
    """Quartiles, median and mean of whole points; None for fewer than `SMALLEST_GROUP`.

    Quartiles by linear interpolation between the ordered values (Hyndman and Fan 1996, type 7).
    """
    ordered = sorted(values)
    if len(ordered) < SMALLEST_GROUP:
        return None
    lower, median, upper = (quantile(ordered, Fraction(quarter, 4)) for quarter in (1, 2, 3))
    return Spread(lower, median, upper, len(ordered), Fraction(sum(ordered), len(ordered)))


def quantile(ordered: list[int], share: Fraction) -> Fraction:
    """The value below which this share of the ordered values lies, interpolated (type 7)."""
    position = share * (len(ordered) - 1)
    below = int(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])
