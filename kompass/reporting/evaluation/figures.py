"""Each chart of the report: its data, its finding as caption, and its content in words."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from kompass.domain.scoring import AreaResult, SubAreaResult
from kompass.reporting.data.charts import (
    BarChart,
    DotChart,
    Emblem,
    LevelChart,
    LevelStrip,
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
    return Figure("glance", chart, "", charts.ranked_in_words(voice, items))


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
    return Figure("areas", chart, areas_caption(material), charts.dots_in_words(voice, items))


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
    return Figure("profile", chart, _radar_caption(material), charts.radar_in_words(voice, items))


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
    return Figure(f"area-{area.area.id}", chart, _bars_caption(material, area), charts.bars_in_words(voice, items))


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
    """How the processes of each area are spread over the levels."""
    voice, steps = material.voice, material.framework.scale.steps
    names, left = tuple(step.name for step in steps), voice.gettext("Ikke vurdert")
    strips = tuple(
        LevelStrip(area.area.title, material.level_counts(area), area.part.count - area.part.answered)
        for area in material.result.areas
    )
    items = [charts.item(voice, strip.label, _counts_in_words(material, strip, names, left)) for strip in strips]
    chart = LevelChart(strips, names, left)
    return Figure("levels", chart, _levels_caption(material), charts.levels_in_words(voice, items))


def _counts_in_words(material: Material, strip: LevelStrip, names: Sequence[str], left: str) -> str:
    counts = [*zip(names, strip.counts, strict=True), *([(left, strip.open)] if strip.open else [])]
    return ", ".join(charts.count(material.voice, name, count) for name, count in counts)


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
