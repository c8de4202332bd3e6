"""Each chart of the report: its data, its finding as caption, and its content in words."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from kompass.domain.scoring import AreaResult, CriterionResult, SubAreaResult
from kompass.reporting.data.charts import (
    BarChart,
    DistributionChart,
    DotChart,
    Emblem,
    HeatCell,
    HeatChart,
    HeatRow,
    RadarChart,
    Strip,
    ranked,
)
from kompass.reporting.data.parts import Figure
from kompass.reporting.evaluation.material import Material
from kompass.reporting.sentences import charts

WHOLE = 100


def emblem(material: Material) -> Figure:
    """The mark on the cover; it has no caption."""
    strips = _area_strips(material)
    return Figure("emblem", Emblem(strips), "", charts.emblem_in_words(material.voice, material.total))


def glance_figures(material: Material) -> tuple[Figure, ...]:
    """The areas with the strongest first, and the mean of the group."""
    return (ranked_figure(material),)


def ranked_figure(material: Material) -> Figure:
    """Every area as a bar, the longest first; those not applicable last."""
    voice = material.voice
    strips = ranked(_share_strip(material, area) for area in material.result.areas)
    chart = BarChart(strips, material.evaluation.municipality.name, voice.gettext("snitt i gruppen"))
    items = [
        charts.item(voice, strip.label, strip.figure)
        if strip.mean is None
        else charts.item_with_mean(voice, strip.label, strip.figure, voice.whole(strip.mean))
        for strip in strips
    ]
    title = voice.gettext("Områdene, det sterkeste først")
    return Figure("glance", chart, "", charts.ranked_in_words(voice, items), title)


def _share_strip(material: Material, area: AreaResult) -> Strip:
    strip, found, spread = _area_strip(material, area), material.points[area.area.id], material.spread(area.area.id)
    return replace(
        strip, mean=Fraction(spread.mean * WHOLE, found.maximum) if spread and found.applicable else None
    )


def areas_figure(material: Material) -> Figure:
    """Every area as a dot on the band of the group."""
    voice, strips = material.voice, _area_strips(material)
    chart = DotChart(
        strips,
        own=material.evaluation.municipality.name,
        band=voice.gettext("midtre halvdel av gruppen"),
        median=voice.gettext("median i gruppen"),
    )
    items = [_in_words(material, strip) for strip in strips]
    title = voice.gettext("Områdene")
    return Figure("areas", chart, areas_caption(material), charts.dots_in_words(voice, items), title)


def _in_words(material: Material, strip: Strip) -> str:
    if strip.lower is None or strip.median is None or strip.upper is None:
        return charts.item(material.voice, strip.label, strip.figure)
    band = (strip.lower, strip.median, strip.upper)
    return charts.item_with_band(material.voice, strip.label, strip.figure, band)


def areas_caption(material: Material) -> str:
    """The finding of the areas: how many lie above the group, else how far apart they are."""
    voice, found = material.voice, list(material.complete_areas.values())
    if not found or len(found) < sum(area.applicable for area in material.points.values()):
        return charts.still_open(voice)
    distances = [d for area_id in material.points if (d := material.distance(area_id)) is not None]
    if distances:
        return charts.above_group(voice, sum(1 for distance in distances if distance > 0), len(distances))
    points = [area.points for area in found]
    return charts.range_of_areas(voice, min(points), max(points))


def radar_figure(material: Material) -> Figure:
    """The profile, with the median of the group behind it."""
    voice, strips = material.voice, _area_strips(material)
    chart = RadarChart(strips, material.evaluation.municipality.name, voice.gettext("median i gruppen"))
    items = [
        charts.item(voice, strip.label, strip.figure)
        if strip.median is None
        else charts.item_with_median(voice, strip.label, strip.figure, strip.median)
        for strip in strips
    ]
    title = voice.gettext("Profilen")
    return Figure("profile", chart, _radar_caption(material), charts.radar_in_words(voice, items), title)


def _radar_caption(material: Material) -> str:
    voice, found = material.voice, material.complete_areas
    if not found or len(found) < sum(area.applicable for area in material.points.values()):
        return charts.still_open(voice)
    against = [(points.points, spread.median) for i, points in found.items() if (spread := material.spread(i))]
    if against:
        return charts.outside_median(voice, sum(1 for own, median in against if own > median), len(against))
    highest, lowest = max(p.points for p in found.values()), min(p.points for p in found.values())
    if highest == lowest:
        return charts.even_profile(voice)
    return charts.profile(voice, material.titles_with(highest), material.titles_with(lowest))


def _area_strips(material: Material) -> tuple[Strip, ...]:
    return tuple(_area_strip(material, area) for area in material.result.areas)


def _area_strip(material: Material, area: AreaResult) -> Strip:
    found, spread = material.points[area.area.id], material.spread(area.area.id)
    return Strip(
        label=area.area.title,
        figure=material.voice.points(found),
        low=Fraction(found.points * WHOLE, found.maximum) if found.applicable else None,
        high=Fraction(found.highest * WHOLE, found.maximum) if found.applicable else None,
        lower=spread.lower if spread else None,
        median=spread.median if spread else None,
        upper=spread.upper if spread else None,
        mean=spread.mean if spread else None,
    )


def bars_figure(material: Material, area: AreaResult) -> Figure:
    """The sub-areas of one area as shares of their ideal."""
    voice = material.voice
    strips = tuple(_subarea_strip(material, subarea) for subarea in area.subareas)
    chart = BarChart(strips, material.evaluation.municipality.name, voice.gettext("snitt i gruppen"))
    items = [
        charts.item(voice, strip.label, strip.figure)
        if strip.mean is None
        else charts.item_with_mean(voice, strip.label, strip.figure, voice.percent(strip.mean / WHOLE))
        for strip in strips
    ]
    title, words = charts.subareas_of(voice, area.area.title), charts.bars_in_words(voice, items)
    return Figure(f"area-{area.area.id}", chart, _bars_caption(material, area), words, title)


def _subarea_strip(material: Material, subarea: SubAreaResult) -> Strip:
    part, voice = subarea.part, material.voice
    mean = material.share_of_group(subarea.subarea.id)
    if not part.applicable:
        return Strip(subarea.subarea.title, voice.gettext("ikke aktuell"), None, None)
    low, high = part.points / part.maximum, (part.points + part.open) / part.maximum
    return Strip(
        label=subarea.subarea.title,
        figure=voice.percent_band(low, high),
        low=low * WHOLE,
        high=high * WHOLE,
        mean=None if mean is None else mean * WHOLE,
    )


def _bars_caption(material: Material, area: AreaResult) -> str:
    voice = material.voice
    found = [
        (subarea.part.share, subarea.subarea.title)
        for subarea in area.subareas
        if subarea.part.complete and subarea.part.share is not None
    ]
    if len(found) < sum(subarea.part.applicable for subarea in area.subareas):
        return charts.still_open(voice)
    high, low = max(share for share, _ in found), min(share for share, _ in found)
    if len(found) == 1:
        return charts.one_subarea(voice, found[0][1], high)
    if high == low:
        return charts.same_subareas(voice, high)
    best, worst = ([title for share, title in found if share == wanted] for wanted in (high, low))
    return charts.subareas(voice, best, worst, high, low)


def levels_figure(material: Material) -> Figure:
    """Every process as a cell, by the level it stands on."""
    voice, steps = material.voice, material.framework.scale.steps
    rows = tuple(
        HeatRow(
            area.area.title,
            "",
            tuple(tuple(_heat_cell(material, one) for one in subarea.criteria) for subarea in area.subareas),
        )
        for area in material.result.areas
    )
    chart = HeatChart(
        rows,
        tuple(step.name for step in steps),
        not_applicable=voice.gettext("Ikke aktuell"),
        open=voice.gettext("Ikke vurdert"),
    )
    items = [
        charts.item(voice, area.area.title, _counts_in_words(material, area)) for area in material.result.areas
    ]
    title = voice.gettext("Alle prosessene")
    return Figure("levels", chart, _levels_caption(material), charts.heat_in_words(voice, items), title)


def _heat_cell(material: Material, found: CriterionResult) -> HeatCell:
    step = material.step(found)
    return HeatCell(material.framework.scale.steps.index(step) if step else None, found.applicable)


def _counts_in_words(material: Material, area: AreaResult) -> str:
    """How many processes stand on each level; those that stand on none are named when there are any."""
    voice, counts = material.voice, material.level_counts(area)
    left = area.part.count - area.part.answered
    found = list(zip((step.name for step in material.framework.scale.steps), counts, strict=True))
    found += [(voice.gettext("Ikke vurdert"), left)] if left else []
    apart = area.part.answered - sum(counts)
    found += [(voice.gettext("Ikke aktuell"), apart)] if apart else []
    return ", ".join(charts.count(voice, name, count) for name, count in found)


def _levels_caption(material: Material) -> str:
    """The area where the largest share of the processes has come far; the first one when several have."""
    found = [
        (Fraction(material.reached(area.criteria), of), area)
        for area in material.result.areas
        if area.part.complete and (of := sum(material.level_counts(area)))
    ]
    if not found:
        return charts.still_open(material.voice)
    share = max(share for share, _ in found)
    areas = [area for reached, area in found if reached == share]
    return charts.furthest(material.voice, [area.area.title for area in areas], share, material.good_step.name)


def place_figure(material: Material) -> Figure | None:
    """The total among those of the group; None without a group, or when this total is of fewer areas."""
    voice, total, group = material.voice, material.total, material.group
    if not group or not group.total or not all(found.applicable for found in material.points.values()):
        return None

    def share(points: Fraction | int) -> Fraction:
        return Fraction(points) * WHOLE / total.maximum

    name = material.evaluation.municipality.name
    values = {"points": voice.points(total), "maximum": voice.whole(total.maximum)}
    points = voice.gettext("%(points)s av %(maximum)s") % values
    chart = DistributionChart(
        others=tuple(share(points) for points in group.totals),
        own=name,
        figure=points,
        low=share(total.points),
        high=share(total.highest),
        median=share(group.total.median),
        median_label=voice.gettext("median i gruppen"),
        axis=voice.gettext("prosent av idealet"),
    )
    ends = (group.total.count, group.totals[0], group.totals[-1])
    own = charts.item(voice, name, points)
    words = charts.distribution_in_words(voice, own, ends, group.total.median)
    return Figure("place", chart, _place_caption(material, group.totals), words, voice.gettext("Summen i gruppen"))


def _place_caption(material: Material, totals: Sequence[int]) -> str:
    if not material.total.complete:
        return charts.still_open(material.voice)
    below = sum(1 for points in totals if points < material.total.points)
    return charts.place_in_group(material.voice, material.evaluation.municipality.name, below, len(totals))
