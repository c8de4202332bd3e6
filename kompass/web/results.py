"""The result page: what an evaluation shows against the ideal and against a comparison group."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from kompass import formats
from kompass.domain.comparison import SMALLEST_GROUP, Group
from kompass.domain.evaluation import Evaluation
from kompass.domain.findings import (
    Kind,
    Ranked,
    Standing,
    ahead_of_group,
    behind_group,
    improvements,
    standings,
    strengths,
)
from kompass.domain.framework import Framework
from kompass.domain.points import half_up, published_areas
from kompass.domain.scoring import Part, Result
from kompass.services.comparison import comparison_group
from kompass.services.evaluations import Scored
from kompass.web import session
from kompass.web.figures import PublishedFigures, area_bar_figures, published_figures, total_figures

LISTED = 5


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """The group's quartiles of one area, as positions from 0 to 100 and as text."""

    lower: float
    median: float
    upper: float
    median_text: str
    mean_text: str
    distance: str
    is_behind: bool


@dataclass(frozen=True, slots=True)
class SubAreaRow:
    number: str
    title: str
    figures: PublishedFigures
    share: str


@dataclass(frozen=True, slots=True)
class AreaRow:
    number: str
    id: str
    title: str
    figures: PublishedFigures
    share: str
    group: GroupFigures | None
    subareas: list[SubAreaRow]


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """Why; `value` is text: a level's name, a share in per cent, or points."""

    code: str
    value: str


@dataclass(frozen=True, slots=True)
class StandingLine:
    """One strength or improvement area. `criterion_id` is empty for areas and sub-areas."""

    place: int
    number: str
    title: str
    area_id: str
    criterion_id: str
    reasons: list[ReasonLine]
    advice: str


@dataclass(frozen=True, slots=True)
class ResultPage:
    evaluation: Evaluation
    framework: Framework
    total: PublishedFigures
    answered: int
    count: int
    areas: list[AreaRow]
    group_count: int
    smallest_group: int
    has_group: bool
    total_median: str
    strengths: list[StandingLine]
    improvements: list[StandingLine]
    ahead: list[StandingLine]
    behind: list[StandingLine]


def result_page(scored: Scored) -> ResultPage:
    """Everything the page shows."""
    language = session.current_language()
    locale = language.locale
    group = comparison_group(
        session.installation(),
        session.database(),
        session.actor(),
        scored,
        locale,
        language.gettext("Andre kommuner"),
    )
    result = scored.result
    found = standings(result, Kind.CRITERION, group)
    total = group.total if group else None
    return ResultPage(
        evaluation=scored.evaluation,
        framework=scored.framework,
        total=total_figures(result, locale),
        answered=result.total.answered,
        count=result.total.count,
        areas=_area_rows(result, group, locale),
        group_count=group.count if group else 0,
        smallest_group=SMALLEST_GROUP,
        has_group=total is not None,
        total_median=formats.number(total.median, locale) if total else "",
        strengths=_lines(strengths(found, LISTED), scored, locale),
        improvements=_lines(improvements(found, LISTED), scored, locale),
        ahead=_lines(ahead_of_group(found, LISTED), scored, locale),
        behind=_lines(behind_group(found, LISTED), scored, locale),
    )


def _area_rows(result: Result, group: Group | None, locale: str) -> list[AreaRow]:
    points = published_areas(result)
    numbers = result.framework.numbers
    return [
        AreaRow(
            number=numbers[area.area.id],
            id=area.area.id,
            title=area.area.title,
            figures=published_figures(points[area.area.id], locale),
            share=_share(area.part, locale),
            group=_group_figures(group, area.area.id, points[area.area.id].points, area.part, locale),
            subareas=[
                SubAreaRow(
                    numbers[subarea.subarea.id],
                    subarea.subarea.title,
                    area_bar_figures(subarea.part, locale),
                    _share(subarea.part, locale),
                )
                for subarea in area.subareas
            ],
        )
        for area in result.areas
    ]


def _share(part: Part, locale: str) -> str:
    return "–" if part.share is None else formats.percent(part.share, locale)


def _group_figures(
    group: Group | None, area_id: str, points: int, part: Part, locale: str
) -> GroupFigures | None:
    spread = group.spreads.get(area_id) if group else None
    if spread is None or not part.applicable:
        return None
    # The printed difference is that of the printed figures, so that a reader can check it.
    distance = points - half_up(spread.mean)
    return GroupFigures(
        lower=float(spread.lower),
        median=float(spread.median),
        upper=float(spread.upper),
        median_text=formats.number(spread.median, locale),
        mean_text=formats.number(spread.mean, locale),
        distance=formats.change(distance, locale) if part.complete else "–",
        is_behind=part.complete and distance < 0,
    )


def _lines(ranked: Iterable[Ranked], scored: Scored, locale: str) -> list[StandingLine]:
    return [_line(one, scored.framework, locale) for one in ranked]


def _line(ranked: Ranked, framework: Framework, locale: str) -> StandingLine:
    standing = ranked.standing
    area = framework.area_of(standing.id)
    criterion = framework.criteria.get(standing.id)
    return StandingLine(
        place=ranked.place,
        number=framework.numbers[standing.id],
        title=standing.title,
        area_id=area.id if area else standing.id.split(".")[0],
        criterion_id=standing.id if criterion else "",
        reasons=[
            ReasonLine(reason.code, _reason_value(reason.code, reason.value, standing, framework, locale))
            for reason in standing.reasons
        ],
        advice=criterion.advice if criterion else "",
    )


def _reason_value(code: str, value: Fraction, standing: Standing, framework: Framework, locale: str) -> str:
    if code == "level":
        step = framework.criteria[standing.id].scale.step(int(value))
        return step.name if step else ""
    return formats.percent(value, locale) if code == "share" else formats.number(value, locale, 1)
