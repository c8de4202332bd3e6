"""From a chart's data to SVG and PNG. One function for each kind of chart; the axis always runs from 0 to 100.

One hue carries meaning: the municipality. The group is grey, and differs by shape too, so that a copy in
grey can be read. Charts are as wide as the text block and set in points.
"""

from collections.abc import Callable, Mapping
from typing import Any
from xml.sax.saxutils import escape

from kompass import theme
from kompass.reporting.canvas import Canvas, Pen
from kompass.reporting.charts import (
    compact,
    development,
    emblems,
    group,
    levels,
    mergers,
    panels,
    radar,
    rows,
)
from kompass.reporting.charts.frame import INK, SMALL
from kompass.reporting.data import charts as data
from kompass.reporting.data.charts import Chart

DRAWN_BY: Mapping[type, Callable[[Any, Pen], Canvas]] = {
    data.BarChart: rows.bars,
    data.DotChart: rows.dots,
    data.CompactBarChart: compact.bars,
    data.RadarChart: radar.radar,
    data.LevelChart: levels.levels,
    data.HeatChart: levels.heat,
    data.RangeChart: mergers.ranges,
    data.DumbbellChart: mergers.dumbbells,
    data.PanelChart: panels.panels,
    data.SlopeChart: development.slopes,
    data.DistributionChart: group.distribution,
    data.Emblem: emblems.emblem,
    data.MergerEmblem: emblems.merger_emblem,
}
# The cover says in words beside the emblem that its figures are invented.
UNMARKED = (data.Emblem, data.MergerEmblem)
# Pixels to a point in an image: twice what a screen shows, so that it is sharp.
SCALE = 2


def svg(chart: Chart, mark: str, pen: Pen) -> bytes:
    """The chart as SVG, with the mark of invented figures when there is one."""
    return _drawn(chart, mark, pen).svg()


def png(chart: Chart, mark: str, pen: Pen, scale: float = SCALE) -> bytes:
    """The same drawing as an image on white, `scale` pixels to a point."""
    return _drawn(chart, mark, pen).png(scale)


def svg_file(chart: Chart, mark: str, pen: Pen, words: str) -> bytes:
    """The chart as an SVG that stands alone: on white, its content in words inside, and fonts to fall back on."""
    canvas = _drawn(chart, mark, pen)
    head, start, rest = canvas.svg(is_white=True).partition(b"<svg ")
    attributes, end, body = rest.partition(b">")
    described = f'\n <title id="words">{escape(words)}</title>'.encode()
    opened = head + start + b'role="img" aria-labelledby="words" ' + attributes + end + described
    return opened + body.replace(FONT, FALLBACK)


FONT = f"'{theme.FONT}'".encode()
FALLBACK = f"'{theme.FONT}', Arial, sans-serif".encode()


def _drawn(chart: Chart, mark: str, pen: Pen) -> Canvas:
    canvas = DRAWN_BY[type(chart)](chart, pen)
    if mark and not isinstance(chart, UNMARKED):
        size = compact.NOTE if isinstance(chart, data.CompactBarChart) else SMALL
        canvas.text((canvas.width, canvas.height - 3), mark, size=size, color=INK.muted, align="right")
    return canvas
