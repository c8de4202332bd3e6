"""The charts of the report: data in, SVG out. One function for each kind; the axis is always 0 to 100."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import cos, pi, sin
from typing import Any

from kompass import theme
from kompass.reporting.canvas import Canvas, Pen, Point, box
from kompass.reporting.data import BarChart, Chart, DotChart, Emblem, LevelChart, RadarChart, Strip

# Points. The width is that of the text on an A4 page.
WIDTH = 482.0
LABEL = 172.0
FIGURE = 44.0
ROW = 22.0
HEAD = 34.0
SMALL = 7.5
AXIS = (0, 25, 50, 75, 100)
COLORS = theme.LIGHT
BAND = "#c9d0d4"
TRACK = "#e7eaec"
OPEN = "#a9c6ce"
# From nothing to everything: light to dark, so that it reads in grey as well.
LEVELS = ("#d9dee1", "#b9d3da", "#7fb1be", "#3f8496", "#0b5a6b")


def drawn(chart: Chart, pen: Pen) -> bytes:
    """The chart as SVG; the same data give the same bytes."""
    return DRAW[type(chart)](chart, pen)


def _dots(chart: DotChart, pen: Pen) -> bytes:
    canvas = Canvas(WIDTH, HEAD + ROW * len(chart.strips) + 4, pen)
    has_group = any(strip.median is not None for strip in chart.strips)
    x = 0.0
    canvas.dots([(x + 4, 6)], theme.MARKER_SIZE, COLORS.now)
    canvas.text((x + 12, 9), chart.own)
    if has_group:
        x += 26 + pen.width(chart.own, theme.TEXT_SIZE)
        canvas.lines([[(x + 4, 1), (x + 4, 11)]], COLORS.ink, theme.LINE_WIDTH)
        canvas.text((x + 11, 9), chart.median)
        x += 26 + pen.width(chart.median, theme.TEXT_SIZE)
        canvas.areas([box(x, 2, x + 14, 10)], BAND)
        canvas.text((x + 19, 9), chart.band)
    _axis(canvas, len(chart.strips))
    for row, strip in enumerate(chart.strips):
        middle = HEAD + ROW * row + ROW / 2
        _label(canvas, strip, middle)
        if strip.lower is not None and strip.upper is not None and strip.median is not None:
            canvas.areas([box(_x(strip.lower), middle - 5, _x(strip.upper), middle + 5)], BAND)
            canvas.lines([[(_x(strip.median), middle - 8), (_x(strip.median), middle + 8)]], COLORS.ink, 1.6)
        if strip.low is not None and strip.high is not None:
            if strip.high > strip.low:
                canvas.areas([box(_x(strip.low), middle - 2, _x(strip.high), middle + 2)], OPEN)
            canvas.dots([(_x(strip.low), middle)], theme.MARKER_SIZE + 1, COLORS.now)
    return canvas.svg()


def _bars(chart: BarChart, pen: Pen) -> bytes:
    has_mean = any(strip.mean is not None for strip in chart.strips)
    canvas = Canvas(WIDTH, HEAD + ROW * len(chart.strips) + 4, pen)
    canvas.areas([box(0, 2, 12, 10)], COLORS.now)
    canvas.text((17, 9), chart.own)
    if has_mean:
        x = 31 + pen.width(chart.own, theme.TEXT_SIZE)
        canvas.lines([[(x + 3, 1), (x + 3, 11)]], COLORS.fall, 2)
        canvas.text((x + 10, 9), chart.mean)
    _axis(canvas, len(chart.strips))
    for row, strip in enumerate(chart.strips):
        middle = HEAD + ROW * row + ROW / 2
        _label(canvas, strip, middle)
        if strip.low is not None and strip.high is not None:
            canvas.areas([box(_x(Fraction(0)), middle - 5, _x(strip.low), middle + 5)], COLORS.now)
            if strip.high > strip.low:
                canvas.areas([box(_x(strip.low), middle - 5, _x(strip.high), middle + 5)], OPEN)
        if strip.mean is not None:
            # A white halo keeps the tick visible on top of the bar, also in grey.
            tick: list[Point] = [(_x(strip.mean), middle - 8), (_x(strip.mean), middle + 8)]
            canvas.lines([tick], COLORS.surface, 4)
            canvas.lines([tick], COLORS.fall, 2)
    return canvas.svg()


def _radar(chart: RadarChart, pen: Pen) -> bytes:
    size, radius = 250.0, 92.0
    canvas = Canvas(size, size, pen)
    corners = len(chart.strips)

    def corner(position: int, value: float) -> Point:
        angle = 2 * pi * position / corners - pi / 2
        return size / 2 + radius * value / 100 * cos(angle), size / 2 - 4 + radius * value / 100 * sin(angle)

    rings = [[corner(p % corners, value) for p in range(corners + 1)] for value in AXIS[1:]]
    canvas.lines(rings, COLORS.line, theme.GRID_WIDTH)
    canvas.lines([[corner(p, 0), corner(p, 100)] for p in range(corners)], COLORS.line, theme.GRID_WIDTH)
    medians = [float(s.median) for s in chart.strips if s.median is not None]
    if len(medians) == corners:
        outline = [corner(p, value) for p, value in enumerate(medians)]
        canvas.lines([[*outline, outline[0]]], COLORS.before, 1.4, dashed=True)
    own = [corner(p, float(strip.low or 0)) for p, strip in enumerate(chart.strips)]
    canvas.areas([own], "#0b5a6b24")
    canvas.lines([[*own, own[0]]], COLORS.now, 1.8)
    shown = [point for point, strip in zip(own, chart.strips, strict=True) if strip.low is not None]
    canvas.dots(shown, 5, COLORS.now)
    for position, strip in enumerate(chart.strips):
        x, y = corner(position, 116)
        canvas.text((x, y + 3), strip.label.split()[0], weight=600, align="center")
    return canvas.svg()


def _levels(chart: LevelChart, pen: Pen) -> bytes:
    canvas = Canvas(WIDTH, HEAD + ROW * len(chart.strips), pen)
    x = 0.0
    for color, name in zip(LEVELS, chart.levels, strict=True):
        canvas.areas([box(x, 2, x + 10, 10)], color)
        canvas.text((x + 14, 9), name, size=SMALL)
        x += 24 + pen.width(name, SMALL)
    if any(strip.open for strip in chart.strips):
        canvas.lines([[(x, 6), (x + 10, 6)]], COLORS.before, 1, dashed=True)
        canvas.text((x + 14, 9), chart.open, size=SMALL)
    for row, strip in enumerate(chart.strips):
        middle = HEAD - 8 + ROW * row + ROW / 2
        _words(canvas, strip.label, middle)
        total = sum(strip.counts) + strip.open
        left = LABEL
        for step, count in enumerate(strip.counts):
            right = left + (WIDTH - LABEL) * count / total if total else left
            if count:
                canvas.areas([box(left, middle - 7, right, middle + 7)], LEVELS[step])
                ink = COLORS.surface if step > 2 else COLORS.ink
                canvas.text(
                    ((left + right) / 2, middle + 3), str(count), size=SMALL, color=ink, align="center"
                )
            left = right
        if strip.open:
            canvas.lines([[(left, middle), (WIDTH, middle)]], COLORS.before, 1, dashed=True)
            canvas.text((WIDTH, middle - 3), str(strip.open), size=SMALL, color=COLORS.muted, align="right")
    return canvas.svg()


def _emblem(chart: Emblem, pen: Pen) -> bytes:
    size = 300.0
    canvas = Canvas(size, size, pen)
    corners = len(chart.strips)
    for position, strip in enumerate(chart.strips):
        angle = 2 * pi * position / corners - pi / 2
        wing = pi / corners * 0.72
        length = 20 + 118 * float(strip.low or 0) / 100
        for reach, color in ((138.0, "#ffffff1f"), (length, "#ffffffd9")):
            canvas.areas([_wedge(size / 2, angle, wing, reach)], color)
    canvas.dots([(size / 2, size / 2)], 14, "#ffffff")
    return canvas.svg()


def _wedge(centre: float, angle: float, wing: float, reach: float) -> list[Point]:
    inner = 14.0
    turns = (angle - wing, angle - wing / 2, angle, angle + wing / 2, angle + wing)
    outside = [(centre + reach * cos(turn), centre + reach * sin(turn)) for turn in turns]
    inside = [(centre + inner * cos(turn), centre + inner * sin(turn)) for turn in reversed(turns)]
    return outside + inside


def _x(value: Fraction) -> float:
    return LABEL + (WIDTH - LABEL - FIGURE) * float(value) / 100


def _axis(canvas: Canvas, rows: int) -> None:
    bottom = HEAD + ROW * rows
    canvas.lines(
        [[(_x(Fraction(mark)), HEAD - 3), (_x(Fraction(mark)), bottom)] for mark in AXIS], TRACK, 0.7
    )
    for mark in AXIS:
        canvas.text((_x(Fraction(mark)), HEAD - 7), str(mark), size=SMALL, color=COLORS.muted, align="center")


def _label(canvas: Canvas, strip: Strip, middle: float) -> None:
    _words(canvas, strip.label, middle)
    canvas.text((WIDTH, middle + 3), strip.figure, weight=600, align="right")


def _words(canvas: Canvas, label: str, middle: float) -> None:
    lines = canvas.pen.wrapped(label, LABEL - 12, theme.TEXT_SIZE)
    for number, line in enumerate(lines):
        canvas.text((0, middle + 3 + (number - (len(lines) - 1) / 2) * 9.5), line)


DRAW: Mapping[type[Any], Callable[[Any, Pen], bytes]] = {
    DotChart: _dots,
    BarChart: _bars,
    RadarChart: _radar,
    LevelChart: _levels,
    Emblem: _emblem,
}
