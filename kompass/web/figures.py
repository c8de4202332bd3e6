"""Results as the pages show them: strings ready to print, and positions in per cent for the charts."""

from dataclasses import dataclass
from fractions import Fraction

from kompass import formats
from kompass.domain.evaluation import Evaluation
from kompass.domain.points import Published, published, published_areas, published_total
from kompass.domain.scoring import AreaResult, Part, Result
from kompass.services.evaluations import Scored

WHOLE = Fraction(100)


@dataclass(frozen=True, slots=True)
class PartFigures:
    """One part while it is being scored: points with one decimal, share of its maximum from 0 to 100."""

    points: str
    maximum: str
    open: str
    share: float
    open_share: float
    answered: int
    count: int


@dataclass(frozen=True, slots=True)
class PublishedFigures:
    """Whole points; `band` is «212–640» while something is missing and equals `points` when complete."""

    points: str
    band: str
    maximum: str
    applicable: bool
    complete: bool
    low: float
    high: float

    @property
    def open_share(self) -> float:
        """How much can still come, in per cent of the maximum."""
        return round(self.high - self.low, 2)


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One area in a list: number, title, progress and points."""

    number: str
    id: str
    title: str
    answered: int
    count: int
    figures: PublishedFigures


@dataclass(frozen=True, slots=True)
class EvaluationLine:
    """One evaluation in a list; `total` is None for one whose scores the reader may not see."""

    evaluation: Evaluation
    answered: int
    count: int
    answered_share: float
    total: PublishedFigures | None

    @property
    def missing(self) -> int:
        return self.count - self.answered


def part_figures(part: Part, locale: str) -> PartFigures:
    """Figures of an area, sub-area or total while scoring goes on."""
    return PartFigures(
        points=formats.number(part.points, locale, 1),
        maximum=formats.number(part.maximum, locale),
        open=formats.number(part.open, locale, 1),
        share=_per_cent(part.points, part.maximum),
        open_share=_per_cent(part.open, part.maximum),
        answered=part.answered,
        count=part.count,
    )


def published_figures(found: Published, locale: str) -> PublishedFigures:
    """Whole points, with the band while something is missing."""
    return PublishedFigures(
        points=formats.number(found.points, locale),
        band=formats.number_range(found.points, found.highest, locale),
        maximum=formats.number(found.maximum, locale),
        applicable=found.applicable,
        complete=found.complete,
        low=_per_cent(Fraction(found.points), Fraction(found.maximum)),
        high=_per_cent(Fraction(found.highest), Fraction(found.maximum)),
    )


def total_figures(result: Result, locale: str) -> PublishedFigures:
    """The total as the sum of the whole area points."""
    return published_figures(published_total(result), locale)


def area_lines(result: Result, locale: str) -> list[AreaLine]:
    """Every area with progress and points, in the framework's order."""
    points = published_areas(result)
    numbers = result.framework.numbers
    return [_area_line(area, numbers[area.area.id], points[area.area.id], locale) for area in result.areas]


def _area_line(area: AreaResult, number: str, found: Published, locale: str) -> AreaLine:
    return AreaLine(
        number=number,
        id=area.area.id,
        title=area.area.title,
        answered=area.part.answered,
        count=area.part.count,
        figures=published_figures(found, locale),
    )


def evaluation_line(evaluation: Evaluation, scored: Scored | None, locale: str) -> EvaluationLine:
    """One evaluation for a list."""
    if scored is None:
        return EvaluationLine(evaluation, 0, 0, 0.0, None)
    part = scored.result.total
    return EvaluationLine(
        evaluation,
        part.answered,
        part.count,
        float(part.answered_share * WHOLE),
        total_figures(scored.result, locale),
    )


def area_bar_figures(part: Part, locale: str) -> PublishedFigures:
    """Whole points of any part, as the bars show them."""
    return published_figures(published(part), locale)


def _per_cent(points: Fraction, maximum: Fraction) -> float:
    return round(float(points / maximum * WHOLE), 2) if maximum else 0.0
