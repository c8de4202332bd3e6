"""The customary profile: a spoke for each part."""

from collections.abc import Sequence
from fractions import Fraction
from math import cos, pi, sin

from kompass import theme
from kompass.reporting.canvas import Align, Canvas, Pen, Point
from kompass.reporting.charts import keys
from kompass.reporting.charts.frame import INK, LINE, SMALL, TICKS, WIDTH, mixed
from kompass.reporting.data.charts import RadarChart, Strip

CENTRE, RADIUS = (WIDTH / 2, 168.0), 116.0
# The widest title.
LABEL = 116.0


def radar(chart: RadarChart, pen: Pen) -> Canvas:
    """The profile of the municipality, with the median of the group behind it."""
    count, canvas = len(chart.strips), Canvas(WIDTH, 332.0, pen)
    rings = [[_spoke(i, count, tick) for i in range(count)] for tick in TICKS[1:]]
    canvas.lines([[*ring, ring[0]] for ring in rings], INK.line, theme.GRID_WIDTH)
    canvas.lines([[CENTRE, end] for end in rings[-1]], INK.line, theme.GRID_WIDTH)
    own = [_spoke(i, count, s.low) for i, s in enumerate(chart.strips) if s.low is not None and s.low == s.high]
    medians = [_spoke(i, count, s.median) for i, s in enumerate(chart.strips) if s.median is not None]
    if len(own) > 2:
        canvas.areas([own], mixed(INK.now, 0.14))
    gap = _free_gap(chart.strips)
    for tick in TICKS[1:]:
        x, y = _spoke(gap + 0.5, count, tick * cos(pi / count))
        canvas.text((x, y + 2.4), str(tick), size=SMALL, color=INK.muted, align="center")
    keys.Key([keys.dot(chart.own), *([keys.circle(chart.median)] if medians else [])], pen).draw(canvas)
    if medians:
        _ring(canvas, medians, INK.before, hollow=True)
    _ring(canvas, own, INK.now, hollow=False)
    for position, strip in enumerate(chart.strips):
        _spoke_label(canvas, strip, position, count)
    return canvas


def _spoke(position: float, count: int, share: Fraction | float) -> Point:
    """The point this far out on a spoke; the first spoke points up, the others follow clockwise."""
    angle, length = 2 * pi * position / count, RADIUS * float(share) / 100
    return (CENTRE[0] + length * sin(angle), CENTRE[1] - length * cos(angle))


def _free_gap(strips: Sequence[Strip]) -> int:
    """The gap between two spokes where the numbers of the axis are farthest from every line; the first of those."""

    def room(gap: int) -> float:
        first, second = strips[gap], strips[(gap + 1) % len(strips)]
        lines = [_halfway(first.low, second.low), _halfway(first.median, second.median)]
        return min(abs(tick - line) for tick in TICKS[1:] for line in lines)

    return max(range(len(strips)), key=room, default=0)


def _halfway(first: Fraction | None, second: Fraction | None) -> float:
    """How far out a line between two spokes is halfway between them, on the scale of the rings there."""
    return 2 * float(first * second / (first + second)) if first and second else 0.0


def _ring(canvas: Canvas, points: list[Point], color: str, *, hollow: bool) -> None:
    if len(points) > 2:
        width = theme.LINE_WIDTH * 0.75 if hollow else theme.LINE_WIDTH
        canvas.lines([[*points, points[0]]], color, width, dashed=hollow)
    if points:
        canvas.dots(points, theme.MARKER_SIZE * (0.7 if hollow else 0.9), color, hollow=hollow)


def _spoke_label(canvas: Canvas, strip: Strip, position: int, count: int) -> None:
    """Title and figure outside the outermost ring, turned towards it."""
    x, y = _spoke(position, count, 108)
    side, up = (x - CENTRE[0]) / RADIUS, (CENTRE[1] - y) / RADIUS
    align: Align = "center" if abs(side) < 0.01 else ("left" if side > 0 else "right")
    # A title beside the middle ends at the edge of the drawing.
    room = LABEL if align == "center" else min(LABEL, WIDTH - x if align == "left" else x)
    lines = canvas.pen.wrapped(strip.label, room, theme.TEXT_SIZE, lines=3)
    height = LINE * (len(lines) + 1)
    # Above the middle the block ends at the spoke, below it begins there, at the sides it is centred.
    top = y - height * (1 + min(1.0, max(-1.0, up))) / 2 + 8
    for row, line in enumerate(lines):
        canvas.text((x, top + row * LINE), line, align=align)
    canvas.text((x, top + len(lines) * LINE), strip.figure, weight=600, color=INK.now, align=align)
