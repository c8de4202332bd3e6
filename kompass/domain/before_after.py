"""What the predecessors had, area by area and in all, held against what the new municipality got.

The rules stand in docs/mergers.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kompass.domain.editions import Crosswalk, EditionKey
from kompass.domain.framework import Framework
from kompass.domain.history import HIGHEST_TOTAL, KnownResult
from kompass.domain.merged_processes import ProcessBefore, processes_before
from kompass.domain.merger import Baseline, BaselineKind, Coverage, Merger, Partner, baseline_of, coverage
from kompass.domain.register import Unit
from kompass.domain.scoring import Result

TOTAL = "total"
# What each area gives in every published edition.
PUBLISHED_MAXIMUM = 100


class Levelling(StrEnum):
    """Where the new municipality landed among its predecessors."""

    UP = "up"
    BETWEEN = "between"
    DOWN = "down"
    UNCHANGED = "unchanged"


class LeftOut(StrEnum):
    """Why a predecessor has no points in a comparison."""

    NO_EVALUATION = "no_evaluation"
    NO_FIGURES = "no_figures"
    OTHER_EDITION = "other_edition"
    TOTAL_ONLY = "total_only"
    NOT_APPLICABLE = "not_applicable"
    OTHER_MAXIMUM = "other_maximum"


@dataclass(frozen=True)
class Comparison:
    """One area, or the total, before and after.

    `points` are the predecessors' whole points, `left_out` says why the others have none. `range` and `mean`
    (weighted by inhabitants) are None below the coverage that is enough, as is `baseline`, the one chosen.
    `after` and what follows from it are None until there is an evaluation to hold against.
    """

    id: str
    maximum: int
    points: Mapping[Unit, int]
    left_out: Mapping[Unit, LeftOut]
    coverage: Coverage
    range: Baseline | None
    mean: Fraction | None
    baseline: Baseline | None
    after: int | None

    @property
    def difference(self) -> Fraction | None:
        """Points above or below the baseline; None without either side."""
        if self.baseline is None or self.after is None:
            return None
        return self.baseline.difference(self.after)

    @property
    def best(self) -> tuple[Unit, ...]:
        """Who had most, several when they were alike; nobody where fewer than two have points."""
        most = max(self.points.values(), default=0)
        return tuple(unit for unit, points in self.points.items() if points == most) if len(self.points) > 1 else ()

    @property
    def spread(self) -> int | None:
        """Points between highest and lowest; None where fewer than two have points."""
        values = self.points.values()
        return max(values) - min(values) if len(values) > 1 else None

    @property
    def levelling(self) -> Levelling | None:
        """Levelled up to the best or beyond, down to the weakest or below, or between them."""
        if self.range is None or self.after is None:
            return None
        if self.range.low == self.range.high == self.after:
            return Levelling.UNCHANGED
        if self.after >= self.range.high:
            return Levelling.UP
        return Levelling.DOWN if self.after <= self.range.low else Levelling.BETWEEN


@dataclass(frozen=True)
class Starting:
    """What the predecessors had in one edition: the areas, the total, and each process where it is known.

    `edition` is None when no predecessor has a figure. `framework` is None when no full result is known.
    `through_crosswalk` are the units whose points come from an older edition. `ambition` is best of each area.
    """

    merger: Merger
    edition: EditionKey | None
    framework: Framework | None
    areas: tuple[Comparison, ...]
    total: Comparison
    through_crosswalk: tuple[Unit, ...]
    processes: tuple[ProcessBefore, ...]
    process_coverage: Coverage
    ambition: int | None


def starting_point(
    merger: Merger,
    after: KnownResult | None = None,
    kind: BaselineKind = BaselineKind.RANGE,
    crosswalks: Sequence[Crosswalk] = (),
) -> Starting:
    """What the predecessors had, held against `after` when it is given.

    The edition is that of `after`, else of the newest result with figures. A predecessor evaluated with another
    edition has no points here, unless a crosswalk to this edition is among `crosswalks`; it is never dropped
    in silence, see `Comparison.left_out`.
    """
    edition = after.edition if after else _newest_edition(merger.partners)
    views = {partner.unit: _view(partner.known, edition, crosswalks) for partner in merger.partners}
    framework = _framework(after, views.values())
    maxima = _maxima(after, views.values(), framework)
    areas = tuple(_area(merger, views, area_id, after, kind, maximum) for area_id, maximum in maxima.items())
    full = [unit for unit, view in views.items() if view.result is not None]
    return Starting(
        merger=merger,
        edition=edition,
        framework=framework,
        areas=areas,
        total=_total(merger, views, areas, after, kind),
        through_crosswalk=tuple(unit for unit, view in views.items() if view.is_crosswalk),
        processes=processes_before({u: v.result for u, v in views.items() if v.result}, framework),
        process_coverage=coverage(merger, full),
        ambition=_ambition(areas),
    )


@dataclass(frozen=True, slots=True)
class _View:
    """A predecessor's result as far as it can be read in the edition of the comparison."""

    reason: LeftOut | None
    total: int | None = None
    maximum: int = 0
    areas: Mapping[str, int] | None = None
    result: Result | None = None
    is_crosswalk: bool = False


def _newest_edition(partners: Iterable[Partner]) -> EditionKey | None:
    with_figures = [
        partner.known
        for partner in partners
        if partner.known and partner.known.has_figures and partner.known.edition.is_known
    ]
    return max(with_figures, key=lambda known: known.order).edition if with_figures else None


def _view(known: KnownResult | None, edition: EditionKey | None, crosswalks: Iterable[Crosswalk]) -> _View:
    if known is None:
        return _View(LeftOut.NO_EVALUATION)
    if not known.has_figures:
        return _View(LeftOut.NO_FIGURES)
    if edition is not None and known.edition == edition and edition.is_known:
        return _View(None, known.total, known.maximum, known.areas or None, known.result)
    for crosswalk in crosswalks:
        if crosswalk.older == known.edition and known.areas:
            linked = {crosswalk.areas[old]: points for old, points in known.areas.items() if old in crosswalk.areas}
            if linked:
                return _View(None, areas=linked, is_crosswalk=True)
    return _View(LeftOut.OTHER_EDITION)


def _framework(after: KnownResult | None, views: Iterable[_View]) -> Framework | None:
    results = [after.result if after else None, *(view.result for view in views)]
    return next((result.framework for result in results if result is not None), None)


def _maxima(after: KnownResult | None, views: Iterable[_View], framework: Framework | None) -> dict[str, int]:
    """What each area can give, by area id, in reading order."""
    if framework is not None:
        return {area.id: area.points for area in framework.areas}
    known = [after.areas if after else {}, *(view.areas or {} for view in views)]
    return dict.fromkeys(sorted({area_id for areas in known for area_id in areas}), PUBLISHED_MAXIMUM)


def _area(
    merger: Merger,
    views: Mapping[Unit, _View],
    area_id: str,
    after: KnownResult | None,
    kind: BaselineKind,
    maximum: int,
) -> Comparison:
    points: dict[Unit, int] = {}
    left_out: dict[Unit, LeftOut] = {}
    for unit, view in views.items():
        if view.reason is not None:
            left_out[unit] = view.reason
        elif view.areas is None:
            left_out[unit] = LeftOut.TOTAL_ONLY
        elif area_id in view.areas:
            points[unit] = view.areas[area_id]
        else:
            left_out[unit] = LeftOut.OTHER_EDITION if view.is_crosswalk else LeftOut.NOT_APPLICABLE
    mean = baseline_of(merger, points, BaselineKind.WEIGHTED_MEAN)
    return Comparison(
        id=area_id,
        maximum=maximum,
        points=points,
        left_out=left_out,
        coverage=coverage(merger, points),
        range=baseline_of(merger, points, BaselineKind.RANGE),
        mean=mean.low if mean else None,
        baseline=baseline_of(merger, points, kind),
        after=after.areas.get(area_id) if after else None,
    )


def _total(
    merger: Merger,
    views: Mapping[Unit, _View],
    areas: Sequence[Comparison],
    after: KnownResult | None,
    kind: BaselineKind,
) -> Comparison:
    """The total, without those that could not have been as high: somewhere whole areas are not applicable."""
    points: dict[Unit, int] = {}
    left_out: dict[Unit, LeftOut] = {}
    highest = max((view.maximum for view in views.values()), default=0) or HIGHEST_TOTAL
    maximum = after.maximum if after else highest
    for unit, view in views.items():
        if view.total is None:
            left_out[unit] = view.reason or LeftOut.OTHER_EDITION
        elif view.maximum != maximum:
            left_out[unit] = LeftOut.OTHER_MAXIMUM
        else:
            points[unit] = view.total
    mean = _summed(merger, points, areas, BaselineKind.WEIGHTED_MEAN)
    return Comparison(
        id=TOTAL,
        maximum=maximum,
        points=points,
        left_out=left_out,
        coverage=coverage(merger, points),
        range=baseline_of(merger, points, BaselineKind.RANGE),
        mean=mean.low if mean else None,
        baseline=_summed(merger, points, areas, kind),
        after=after.total if after else None,
    )


# What is chosen area by area; the total is then the sum of the column, as it is for a result.
BY_AREA = frozenset({BaselineKind.WEIGHTED_MEAN, BaselineKind.MEAN, BaselineKind.BEST, BaselineKind.WORST})


def _summed(
    merger: Merger, points: Mapping[Unit, int], areas: Sequence[Comparison], kind: BaselineKind
) -> Baseline | None:
    """The baseline of the total: the sum of the areas' when each has the same predecessors, else of the totals."""
    own = baseline_of(merger, points, kind)
    same = bool(areas) and all(area.points.keys() == points.keys() for area in areas)
    if own is None or kind not in BY_AREA or not same:
        return own
    found = [baseline_of(merger, area.points, kind) for area in areas]
    value = sum((one.low for one in found if one is not None), Fraction(0))
    return Baseline(value, value)


def _ambition(areas: Sequence[Comparison]) -> int | None:
    """The sum of the best of each area; None unless every area has enough coverage."""
    if not areas or any(area.range is None for area in areas):
        return None
    return sum(max(area.points.values()) for area in areas)
