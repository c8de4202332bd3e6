"""From a chart's data to SVG and PNG. One function for each kind of chart; the axis always runs from 0 to 100.

One hue carries meaning: the municipality. The group is grey, and differs by shape too, so that a copy in
grey can be read. Charts are as wide as the text block and set in points.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
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
from kompass.reporting.plain_svg import plain

DRAWN_BY: Mapping[type, Callable[[Any, Pen], Canvas]] = {
    data.BarChart: rows.bars,
    data.DotChart: rows.dots,
    data.CompactBarChart: compact.bars,
    data.RadarChart: radar.radar,
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
# Dots to the inch of an image: enough for print, and sharp on every screen.
DOTS = 200


@dataclass(frozen=True, slots=True)
class Words:
    """What a chart that stands alone says of itself: its title, and its content in words."""

    title: str
    content: str


def svg(chart: Chart, mark: str, pen: Pen) -> bytes:
    """The chart as SVG for paper, with the mark of invented figures when there is one."""
    return plain(_drawn(chart, mark, pen).svg(), pen.width)


def png(chart: Chart, mark: str, pen: Pen, words: Words | None = None, dots: float = DOTS) -> bytes:
    """The same drawing as an image on white, or an emblem on the colour of its cover; `dots` to the inch."""
    inside = {"Title": words.title, "Description": words.content} if words else {}
    # An emblem is drawn in white.
    ground = INK.now if isinstance(chart, UNMARKED) else INK.surface
    return _drawn(chart, mark, pen).png(dots / 72, inside, ground)


def svg_file(chart: Chart, mark: str, pen: Pen, words: Words) -> bytes:
    """The chart as an SVG that stands alone: on white, its content in words inside, and fonts to fall back on."""
    canvas = _drawn(chart, mark, pen)
    head, start, rest = canvas.svg(is_white=True).partition(b"<svg ")
    attributes, end, body = rest.partition(b">")
    said = f'\n <title id="title">{escape(words.title)}</title>\n <desc id="words">{escape(words.content)}</desc>'
    opened = head + start + b'role="img" aria-labelledby="title words" ' + attributes + end + said.encode()
    return opened + body.replace(FONT, FALLBACK)


FONT = f"'{theme.FONT}'".encode()
FALLBACK = f"'{theme.FONT}', Arial, sans-serif".encode()


def _drawn(chart: Chart, mark: str, pen: Pen) -> Canvas:
    canvas = DRAWN_BY[type(chart)](chart, pen)
    if mark and not isinstance(chart, UNMARKED):
        size = compact.NOTE if isinstance(chart, data.CompactBarChart) else SMALL
        canvas.text((canvas.width, canvas.height - 3), mark, size=size, color=INK.muted, align="right")
    return canvas
