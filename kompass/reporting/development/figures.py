"""The lines of a development report, with their finding and their content in words."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from kompass.domain.development import Milestone, are_comparable, area_changes
from kompass.reporting.data.charts import Moment, SlopeChart, SlopeLine
from kompass.reporting.data.parts import Figure
from kompass.reporting.development.material import MOST_MOMENTS, DevelopmentMaterial
from kompass.reporting.sentences import charts
from kompass.reporting.sentences import development as say

WHOLE = 100
DAYS = 366


def totals_figure(material: DevelopmentMaterial, caption: str) -> Figure | None:
    """The total through time, broken where the edition changes; None of fewer than two totals."""
    found, voice = material.with_total[-MOST_MOMENTS:], material.voice
    if len(found) < 2:
        return None
    last = found[-1]
    line = SlopeLine(
        label=voice.gettext("Sum"),
        figure=charts.of_maximum(voice, last.known.total or 0, last.known.maximum),
        shares=tuple(Fraction((one.known.total or 0) * WHOLE, one.known.maximum) for one in found),
        is_strong=True,
    )
    items = [
        charts.item(voice, material.label(one), charts.of_maximum(voice, one.known.total or 0, one.known.maximum))
        for one in found
    ]
    chart = SlopeChart(_moments(material, found), (line,), voice.gettext("ny utgave"))
    title = voice.gettext("Summen over tid")
    return Figure("totals", chart, caption, say.totals_in_words(voice, items), title)


def areas_figure(material: DevelopmentMaterial, group: Sequence[Milestone], name: str) -> Figure | None:
    """Every area through the evaluations by one edition; None of fewer than two."""
    found, voice = group[-MOST_MOMENTS:], material.voice
    if len(found) < 2:
        return None
    first, last = found[0], found[-1]
    titles, changes = material.area_titles(found), area_changes(first, last)
    most = max((abs(change) for change in changes.values()), default=0)
    moved = [id_ for id_, change in changes.items() if abs(change) == most > 0]
    lines = tuple(_line(material, found, id_, title, id_ in moved) for id_, title in titles.items())
    items = [
        charts.slope_item(
            voice,
            title,
            [(material.label(one), _points(material, one, id_)) for one in found],
        )
        for id_, title in titles.items()
    ]
    chart = SlopeChart(_moments(material, found), lines)
    caption = _caption(material, (first, changes), titles)
    title = voice.gettext("Områdene over tid, %(edition)s") % {"edition": material.edition_title(last)}
    return Figure(name, chart, caption, charts.slopes_in_words(voice, items), title)


def _caption(material: DevelopmentMaterial, since: tuple[Milestone, dict[str, int]], titles: dict[str, str]) -> str:
    voice, (first, changes) = material.voice, since
    label = material.label(first)
    if not any(changes.values()):
        return charts.nothing_changed(voice, label) if changes else ""
    # A rise and a fall of the same size are told as the rise.
    most = max(changes.values(), key=lambda change: (abs(change), change))
    return charts.changed_most(voice, [titles[i] for i, change in changes.items() if change == most], most, label)


def _line(
    material: DevelopmentMaterial, found: Sequence[Milestone], area_id: str, title: str, is_strong: bool
) -> SlopeLine:
    voice, known = material.voice, [one for one in found if area_id in one.known.areas]
    figure = voice.whole(known[-1].known.areas[area_id])
    change = area_changes(found[0], found[-1]).get(area_id)
    if change is not None:
        figure = f"{figure} ({voice.change(change)})"
    shares = tuple(
        Fraction(one.known.areas[area_id] * WHOLE, material.area_maximum(one, area_id))
        if area_id in one.known.areas
        else None
        for one in found
    )
    return SlopeLine(title, figure, shares, is_strong)


def _points(material: DevelopmentMaterial, one: Milestone, area_id: str) -> str:
    return material.voice.whole(one.known.areas[area_id]) if area_id in one.known.areas else ""


def _moments(material: DevelopmentMaterial, found: Sequence[Milestone]) -> tuple[Moment, ...]:
    anew = [False, *(not are_comparable(earlier, later) for earlier, later in pairwise(found))]
    return tuple(Moment(material.label(one), _time(one), starts) for one, starts in zip(found, anew, strict=True))


def _time(one: Milestone) -> Fraction:
    """The moment in years; a published result is taken to be of the middle of its year."""
    year = one.known.year or 0
    day = one.evaluation.evaluated_on if one.evaluation else date(max(1, year), 7, 1)
    return year + Fraction(day.timetuple().tm_yday, DAYS)
