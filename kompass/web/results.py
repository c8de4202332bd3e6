"""The result page: what an evaluation shows against the ideal and against a comparison group."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kompass import formats
from kompass.domain.comparison import SMALLEST_GROUP, Group, Spread
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
from kompass.domain.points import published_areas, published_total
from kompass.domain.scoring import Part, Result
from kompass.language import Language
from kompass.services.comparison import comparison_group
from kompass.services.evaluations import Scored
from kompass.web import session
from kompass.web.figures import (
    PublishedFigures,
    area_bar_figures,
    evaluation_line,
    published_figures,
    total_figures,
)
from kompass.web.table_links import FIGURE_KINDS, file_links

LISTED = 5
TABLES = ("omrader", "delomrader", "prosesser")
FIGURES = ("omrader", "prosesser")


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """The group's quartiles of one area or the total, as positions from 0 to 100 and as text.

    `distance` is from the mean, and empty while points are missing.
    """

    lower: float
    median: float
    upper: float
    lower_text: str
    median_text: str
    upper_text: str
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
    """Everything the page shows.

    `highest` and `lowest` name the areas with most and fewest points; both are empty while answers are
    missing, and when all areas stand alike.
    """

    evaluation: Evaluation
    framework: Framework
    total: PublishedFigures
    answered: int
    answered_share: float
    count: int
    highest: str
    highest_points: str
    lowest: str
    lowest_points: str
    areas: list[AreaRow]
    group_count: int
    smallest_group: int
    has_group: bool
    total_group: GroupFigures | None
    strengths: list[StandingLine]
    improvements: list[StandingLine]
    ahead: list[StandingLine]
    behind: list[StandingLine]
    files: Mapping[str, list[tuple[str, str]]]
    figures: Mapping[str, list[tuple[str, str]]]
    area_figures: Mapping[str, list[tuple[str, str]]]


def result_page(scored: Scored) -> ResultPage:
    """Score against the ideal and the group, as strings and positions."""
    language = session.current_language()
    locale = language.locale
    group = comparison_group(
        session.database(),
        session.actor(),
        scored,
        language.gettext("Andre kommuner"),
    )
    result = scored.result
    found = standings(result, Kind.CRITERION, group)
    line = evaluation_line(scored.evaluation, scored, locale)
    highest, lowest = _extremes(result, language)
    return ResultPage(
        evaluation=scored.evaluation,
        framework=scored.framework,
        total=total_figures(result, locale),
        answered=line.answered,
        answered_share=line.answered_share,
        count=line.count,
        highest=highest[0],
        highest_points=highest[1],
        lowest=lowest[0],
        lowest_points=lowest[1],
        areas=_area_rows(result, group, locale),
        group_count=group.count if group else 0,
        smallest_group=SMALLEST_GROUP,
        has_group=group is not None and group.total is not None,
        total_group=_total_group(group, result, locale),
        strengths=standing_lines(strengths(found, LISTED), scored, locale),
        improvements=standing_lines(improvements(found, LISTED), scored, locale),
        ahead=standing_lines(ahead_of_group(found, LISTED), scored, locale),
        behind=standing_lines(behind_group(found, LISTED), scored, locale),
        files={name: file_links("table_files.result", name, evaluation_id=scored.evaluation.id) for name in TABLES},
        figures={name: _figure_links(name, scored) for name in FIGURES},
        area_figures={area.area.id: _figure_links(f"delomrader-{area.area.id}", scored) for area in result.areas},
    )


def _figure_links(name: str, scored: Scored) -> list[tuple[str, str]]:
    return file_links("figure_files.result_file", name, FIGURE_KINDS, evaluation_id=scored.evaluation.id)


def _extremes(result: Result, language: Language) -> tuple[tuple[str, str], tuple[str, str]]:
    """Titles and points of the areas with most and with fewest points; ties are named together."""
    points = {area_id: found.points for area_id, found in published_areas(result).items() if found.applicable}
    most, fewest = max(points.values(), default=0), min(points.values(), default=0)
    if most == fewest or not result.total.complete:
        return ("", ""), ("", "")
    return _named(most, points, result, language), _named(fewest, points, result, language)


def _named(wanted: int, points: dict[str, int], result: Result, language: Language) -> tuple[str, str]:
    titles = [
        language.gettext("«%(title)s»") % {"title": area.area.title}
        for area in result.areas
        if points.get(area.area.id) == wanted
    ]
    return formats.listing(titles, language.locale), formats.number(wanted, language.locale)


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


def _group_figures(group: Group | None, area_id: str, points: int, part: Part, locale: str) -> GroupFigures | None:
    spread = group.spreads.get(area_id) if group else None
    if spread is None or not part.applicable:
        return None
    return _spread_figures(spread, points if part.complete else None, part.maximum, locale)


def _total_group(group: Group | None, result: Result, locale: str) -> GroupFigures | None:
    """The group's totals; None too when an area here has nothing applicable, since its total is of less."""
    if group is None or group.total is None or not all(area.part.applicable for area in result.areas):
        return None
    total = published_total(result)
    points = total.points if total.complete else None
    return _spread_figures(group.total, points, Fraction(total.maximum), locale)


def _spread_figures(spread: Spread, points: int | None, maximum: Fraction, locale: str) -> GroupFigures:
    distance = None if points is None else spread.distance_from(points)
    return GroupFigures(
        lower=_position(spread.lower, maximum),
        median=_position(spread.median, maximum),
        upper=_position(spread.upper, maximum),
        lower_text=formats.number(spread.lower, locale),
        median_text=formats.number(spread.median, locale),
        upper_text=formats.number(spread.upper, locale),
        mean_text=formats.number(spread.mean, locale),
        distance="" if distance is None else formats.change(distance, locale),
        is_behind=distance is not None and distance < 0,
    )


def _position(points: Fraction, maximum: Fraction) -> float:
    return round(float(100 * points / maximum), 2)


def standing_lines(ranked: Iterable[Ranked], scored: Scored, locale: str) -> list[StandingLine]:
    """Strengths or improvement areas with their reasons as text."""
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
