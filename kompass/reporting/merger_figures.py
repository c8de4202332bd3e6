"""The charts of a merger report with their finding and their content in words."""

from collections.abc import Sequence
from fractions import Fraction

from kompass.domain.before_after import Comparison
from kompass.reporting.data import DumbbellChart, Emblem, Figure, Marked, RangeChart, Strip
from kompass.reporting.merger_material import MergerMaterial
from kompass.reporting.sentences import mergers

WHOLE = 100


def emblem(material: MergerMaterial) -> Figure:
    """The range of each area, for the cover; the new municipality's points once there are some."""
    strips = tuple(
        Strip(
            material.area_title(area),
            "",
            _share(area, area.after if area.after is not None else area.range.low if area.range else None),
            _share(area, area.after if area.after is not None else area.range.high if area.range else None),
        )
        for area in material.starting.areas
    )
    return Figure("cover", Emblem(strips), "", mergers.range_in_words(material.voice, _range_items(material)))


def range_figure(material: MergerMaterial) -> Figure:
    """Every predecessor in every area."""
    voice = material.voice
    chart = RangeChart(
        strips=tuple(_range_strip(material, area) for area in material.starting.areas),
        names=tuple((material.letters[p.unit], p.unit.name) for p in material.partners),
        range=voice.gettext("spenn"),
        mean=voice.gettext("vektet snitt"),
    )
    words = mergers.range_in_words(voice, _range_items(material))
    return Figure("range", chart, _range_caption(material), words)


def _range_items(material: MergerMaterial) -> list[str]:
    return [
        mergers.range_item(
            material.voice,
            material.area_title(area),
            [(unit.name, points) for unit, points in area.points.items()],
        )
        for area in material.starting.areas
    ]


def _range_caption(material: MergerMaterial) -> str:
    spreads = [(area.spread, area) for area in material.starting.areas if area.spread]
    if not spreads:
        return mergers.no_range_caption(material.voice)
    spread, widest = max(spreads, key=lambda found: found[0])
    return mergers.range_caption(material.voice, material.area_title(widest), spread)


def _range_strip(material: MergerMaterial, area: Comparison) -> Marked:
    marks = tuple(
        (material.letters[unit], Fraction(points * WHOLE, area.maximum)) for unit, points in area.points.items()
    )
    values = [share for _, share in marks]
    figure = (
        material.voice.band(min(area.points.values()), max(area.points.values())) if area.points else mergers.NONE
    )
    return Marked(
        material.area_title(area),
        figure,
        marks,
        min(values, default=None),
        max(values, default=None),
        _share(area, area.mean),
    )


def dumbbell_figure(material: MergerMaterial, areas: Sequence[Comparison]) -> Figure:
    """From the baseline to the new municipality in these areas, in the order they are given."""
    voice = material.voice
    chart = DumbbellChart(
        strips=tuple(_dumbbell_strip(material, area) for area in areas),
        before=mergers.baseline(voice, material.kind),
        after=material.name,
    )
    items = [
        mergers.dumbbell_item(
            voice,
            material.area_title(area),
            before_text(material, area),
            voice.whole(area.after or 0),
            difference_text(material, area),
        )
        for area in areas
    ]
    most, least = (material.area_title(area) for area in (areas[0], areas[-1]))
    caption = mergers.dumbbell_caption(voice, most, least)
    return Figure("dumbbell", chart, caption, mergers.dumbbell_in_words(voice, items))


def _dumbbell_strip(material: MergerMaterial, area: Comparison) -> Marked:
    found = area.baseline
    return Marked(
        material.area_title(area),
        difference_text(material, area),
        (),
        _share(area, found.low if found else None),
        _share(area, found.high if found else None),
        after=_share(area, area.after),
    )


def before_text(material: MergerMaterial, part: Comparison) -> str:
    """The baseline of an area or the total: «48–61», «56,5», or a dash."""
    found = part.baseline
    if found is None:
        return mergers.NONE
    if found.low != found.high or found.low.denominator == 1:
        return material.voice.band(found.low, found.high)
    return material.voice.tenth(found.low)


def difference_text(material: MergerMaterial, part: Comparison) -> str:
    """The difference with its sign; a dash without one."""
    if part.difference is None:
        return mergers.NONE
    return material.voice.change(part.difference, 0 if part.difference.denominator == 1 else 1)


def _share(part: Comparison, points: Fraction | int | None) -> Fraction | None:
    return None if points is None else Fraction(points) * WHOLE / part.maximum
