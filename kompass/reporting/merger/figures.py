"""The charts of a merger report with their finding and their content in words."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from kompass.domain.before_after import Comparison, Starting
from kompass.domain.merger import BaselineKind
from kompass.domain.register import Unit
from kompass.reporting.data.charts import (
    DumbbellChart,
    Marked,
    MergerEmblem,
    Panel,
    PanelBar,
    PanelChart,
    RangeChart,
)
from kompass.reporting.data.parts import Figure
from kompass.reporting.merger.material import MergerMaterial
from kompass.reporting.sentences import charts, merger_after, merger_before, mergers

WHOLE = 100
# With more panels than this they would be too narrow to read.
MOST_PANELS = 5


def emblem(material: MergerMaterial) -> Figure | None:
    """The range of each area for the cover, with the new municipality on it once there is one; None of nothing."""
    starting = material.starting if material.after else material.before
    strips = tuple(_range_strip(material, starting, area) for area in _drawn(starting))
    words = merger_before.range_in_words(material.voice, _range_items(material, starting))
    return Figure("cover", MergerEmblem(strips), "", words) if strips else None


def range_figure(material: MergerMaterial) -> Figure:
    """Every predecessor in every area."""
    voice, starting = material.voice, material.before
    chart = RangeChart(
        strips=tuple(_range_strip(material, starting, area) for area in _drawn(starting)),
        names=tuple((material.letters[unit], unit.name) for unit in material.units),
        mean=voice.gettext("vektet snitt"),
    )
    words = merger_before.range_in_words(voice, _range_items(material, starting))
    return Figure("range", chart, _range_caption(material), words, voice.gettext("Spennet mellom kommunene"))


def _drawn(starting: Starting) -> list[Comparison]:
    """Areas that have an axis to stand on: one that nobody has use for has none."""
    return [area for area in starting.areas if area.maximum]


def _range_items(material: MergerMaterial, starting: Starting) -> list[str]:
    return [
        merger_before.range_item(
            material.voice,
            material.area_title(starting, area.id),
            [(unit.name, points) for unit, points in area.points.items()],
            area.mean,
        )
        for area in starting.areas
    ]


def _range_caption(material: MergerMaterial) -> str:
    starting, voice = material.before, material.voice
    spreads = [(area.spread, area) for area in starting.areas if area.spread is not None]
    if not spreads:
        known = [unit.name for unit in material.units if any(unit in area.points for area in starting.areas)]
        return merger_before.known_caption(voice, known)
    spread, widest = max(spreads, key=lambda found: found[0])
    if not spread:
        return merger_before.alike_caption(voice)
    title = material.area_title(starting, widest.id)
    return merger_before.range_caption(voice, title, spread, is_merger=material.is_merger)


def _range_strip(material: MergerMaterial, starting: Starting, area: Comparison) -> Marked:
    points = area.points.values()
    return Marked(
        label=material.area_title(starting, area.id),
        figure=material.voice.band(min(points), max(points)) if points else mergers.NONE,
        marks=_marks(material, area),
        low=_share(area, area.range.low if area.range else None),
        high=_share(area, area.range.high if area.range else None),
        mean=_share(area, area.mean if len(points) > 1 else None),
        after=_share(area, area.after),
    )


def _marks(material: MergerMaterial, area: Comparison) -> tuple[tuple[str, Fraction], ...]:
    return tuple(
        (material.letters[unit], Fraction(points * WHOLE, area.maximum)) for unit, points in area.points.items()
    )


def panel_figure(material: MergerMaterial) -> Figure | None:
    """The predecessors side by side; None where fewer than two have points in areas, or there are too many."""
    starting, voice = material.before, material.voice
    areas = _drawn(starting)
    known = [unit for unit in material.units if any(unit in area.points for area in areas)]
    if not 1 < len(known) <= len(material.units) <= MOST_PANELS:
        return None
    chart = PanelChart(
        labels=tuple(material.area_title(starting, area.id) for area in areas),
        panels=tuple(_panel(material, unit, areas) for unit in known),
        strong=voice.gettext("flest poeng i området"),
        means=tuple(_share(area, area.mean if len(area.points) > 1 else None) for area in areas),
        mean=voice.gettext("vektet snitt"),
    )
    items = [
        charts.panel_item(
            voice, unit.name, [(s, bar.figure) for s, bar in zip(chart.labels, panel.bars, strict=True)]
        )
        for unit, panel in zip(known, chart.panels, strict=True)
    ]
    words, title = charts.panels_in_words(voice, items), voice.gettext("Kommunene side om side")
    return Figure("panels", chart, _panel_caption(material, areas), words, title)


def _panel(material: MergerMaterial, unit: Unit, areas: Sequence[Comparison]) -> Panel:
    voice, total = material.voice, material.before.total
    points = total.points.get(unit)
    bars = (
        PanelBar(
            share=_share(area, area.points.get(unit)),
            figure=voice.whole(area.points[unit]) if unit in area.points else mergers.NONE,
            is_strong=area.best == (unit,),
        )
        for area in areas
    )
    name = f"{material.letters[unit]} {unit.name}"
    return Panel(name, "" if points is None else charts.of_maximum(voice, points, total.maximum), tuple(bars))


def _panel_caption(material: MergerMaterial, areas: Sequence[Comparison]) -> str:
    best = Counter(area.best[0] for area in areas if len(area.best) == 1)
    if not best:
        return charts.nobody_alone(material.voice)
    most = max(best.values())
    names = [unit.name for unit in material.units if best[unit] == most]
    return charts.most_in(material.voice, names, most, len(areas))


def dumbbell_figure(material: MergerMaterial, areas: Sequence[Comparison]) -> Figure:
    """From the baseline to the new municipality in these areas, in the order they are given."""
    voice, starting = material.voice, material.starting
    is_range = material.kind is BaselineKind.RANGE
    year = mergers.year(voice, material.after.year) if material.after else ""
    chart = DumbbellChart(
        strips=tuple(_dumbbell_strip(material, area) for area in areas),
        before=_before_name(material),
        after=f"{material.name} {year}",
        mean=voice.gettext("vektet snitt") if is_range and not material.is_alone else "",
    )
    items = [
        merger_after.dumbbell_item(
            voice,
            material.area_title(starting, area.id),
            before_text(material, area),
            voice.whole(area.after or 0),
            difference_text(material, area),
        )
        for area in areas
    ]
    words, title = merger_after.dumbbell_in_words(voice, items), voice.gettext("Før og etter")
    return Figure("dumbbell", chart, _dumbbell_caption(material, areas), words, title)


def _before_name(material: MergerMaterial) -> str:
    if material.is_alone:
        return material.names[0]
    if material.kind is BaselineKind.RANGE:
        return material.voice.gettext("forgjengerne og spennet mellom dem")
    return merger_after.baseline(material.voice, material.kind)


def _dumbbell_caption(material: MergerMaterial, areas: Sequence[Comparison]) -> str:
    if material.kind is BaselineKind.RANGE and not material.is_alone:
        differences = [area.difference for area in areas if area.difference is not None]
        return merger_after.within_caption(material.voice, material.name, differences)
    most, least = (
        (
            material.area_title(material.starting, area.id),
            area.difference or Fraction(0),
            difference_text(material, area),
        )
        for area in (areas[0], areas[-1])
    )
    return merger_after.dumbbell_caption(material.voice, most, least)


def _dumbbell_strip(material: MergerMaterial, area: Comparison) -> Marked:
    baseline, is_range = area.baseline, material.kind is BaselineKind.RANGE
    return Marked(
        label=material.area_title(material.starting, area.id),
        figure=difference_text(material, area),
        marks=_marks(material, area) if is_range else (),
        low=_share(area, baseline.low if baseline else None),
        high=_share(area, baseline.high if baseline else None),
        mean=_share(area, area.mean if is_range and not material.is_alone else None),
        after=_share(area, area.after),
    )


def before_text(material: MergerMaterial, part: Comparison) -> str:
    """The baseline of an area or the total: «48–61», «56,5», or a dash."""
    found = part.baseline
    if found is None:
        return mergers.NONE
    if material.kind in MEANS:
        return material.voice.tenth(found.low)
    return material.voice.band(found.low, found.high)


# Their points have a decimal, and so has every difference from them.
MEANS = frozenset({BaselineKind.WEIGHTED_MEAN, BaselineKind.MEAN})


def difference_text(material: MergerMaterial, part: Comparison) -> str:
    """The difference with its sign; a dash without one."""
    if part.difference is None:
        return mergers.NONE
    return material.voice.change(part.difference, 1 if material.kind in MEANS else 0)


def _share(part: Comparison, points: Fraction | int | None) -> Fraction | None:
    return None if points is None else Fraction(points) * WHOLE / part.maximum
