"""From a chart's data to SVG. One function for each kind of chart; the axis always runs from 0 to 100.

One hue carries meaning: the municipality. The group is grey, and differs by shape too, so that a copy in
grey can be read. Charts are as wide as the text block and set in points.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import cos, pi, sin

from kompass import theme
from kompass.reporting.canvas import Align, Canvas, Pen, Point, box
from kompass.reporting.data import (
    BarChart,
    Chart,
    DotChart,
    DumbbellChart,
    Emblem,
    LevelChart,
    LevelStrip,
    Marked,
    RadarChart,
    RangeChart,
    Strip,
)

WIDTH = 459.0
LABEL_WIDTH = 168.0
LEFT, RIGHT = 186.0, 420.0
HEAD = 26.0
ROW = 25.0
FOOT = 27.0
SMALL = theme.TEXT_SIZE - 1.5
TICKS = (0, 25, 50, 75, 100)
INK = theme.LIGHT


def svg(chart: Chart, mark: str, pen: Pen) -> bytes:
    """The chart as SVG, with the mark of invented figures when there is one."""
    if isinstance(chart, DotChart):
        canvas = _dots(chart, pen)
    elif isinstance(chart, BarChart):
        canvas = _bars(chart, pen)
    elif isinstance(chart, LevelChart):
        canvas = _levels(chart, pen)
    elif isinstance(chart, RadarChart):
        canvas = _radar(chart, pen)
    elif isinstance(chart, RangeChart):
        canvas = _ranges(chart, pen)
    elif isinstance(chart, DumbbellChart):
        canvas = _dumbbells(chart, pen)
    else:
        canvas = _emblem(chart, pen)
    if mark and not isinstance(chart, Emblem):  # the cover says it in words beside the emblem
        canvas.text((WIDTH, canvas.height - 3), mark, size=SMALL, color=INK.muted, align="right")
    return canvas.svg()


def mixed(color: str, share: float) -> str:
    """The colour thinned out on paper: 1 is the colour itself, 0 is white."""
    parts = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 + (part - 255) * share):02x}" for part in parts)


BAND = mixed(theme.LIGHT.before, 0.24)
TRACK = mixed(theme.LIGHT.before, 0.16)


def _dots(chart: DotChart, pen: Pen) -> Canvas:
    canvas = Canvas(WIDTH, HEAD + ROW * len(chart.strips) + FOOT, pen)
    has_group = any(strip.median is not None for strip in chart.strips)
    _axis(canvas, len(chart.strips))
    key = _Key(canvas)
    key.dot(chart.own)
    if has_group:
        key.band(chart.band)
        key.tick(chart.median)
    for row, strip in enumerate(chart.strips):
        middle = _middle(row)
        _label(canvas, strip.label, middle)
        if strip.lower is not None and strip.upper is not None and strip.low is not None:
            canvas.areas([box(_x(strip.lower), middle - 6.5, _x(strip.upper), middle + 6.5)], BAND)
        if strip.median is not None and strip.low is not None:
            _tick(canvas, _x(strip.median), middle)
        _own(canvas, strip, middle)
    return canvas


def _own(canvas: Canvas, strip: Strip, middle: float) -> None:
    """The municipality's dot, or its band while answers are missing, and the figure."""
    if strip.low is not None and strip.high is not None:
        low, high = _x(strip.low), _x(strip.high)
        if low == high:
            canvas.dots([(high, middle)], theme.MARKER_SIZE + 3, INK.surface)
            canvas.dots([(high, middle)], theme.MARKER_SIZE, INK.now)
        else:
            canvas.lines([[(low, middle), (high, middle)]], INK.now, theme.LINE_WIDTH * 1.5)
            canvas.dots([(low, middle), (high, middle)], theme.MARKER_SIZE, INK.now, hollow=True)
    _figure(canvas, strip.figure, middle)


def _figure(canvas: Canvas, figure: str, middle: float) -> None:
    """The figure stands at the right edge, where the eye runs down a straight column."""
    canvas.text((WIDTH, middle + 3), figure, weight=600, color=INK.now, align="right")


def _bars(chart: BarChart, pen: Pen) -> Canvas:
    canvas = Canvas(WIDTH, HEAD + ROW * len(chart.strips) + FOOT, pen)
    _axis(canvas, len(chart.strips))
    key = _Key(canvas)
    key.bar(chart.own)
    if any(strip.mean is not None for strip in chart.strips):
        key.tick(chart.mean)
    for row, strip in enumerate(chart.strips):
        middle = _middle(row)
        _label(canvas, strip.label, middle)
        if strip.low is not None and strip.high is not None:
            canvas.areas([box(LEFT, middle - 5, RIGHT, middle + 5)], TRACK)
            canvas.areas([box(LEFT, middle - 5, _x(strip.low), middle + 5)], INK.now)
            if strip.high > strip.low:
                ends = box(_x(strip.low), middle - 4.4, _x(strip.high), middle + 4.4)
                canvas.areas([ends], mixed(INK.now, 0.3))
                canvas.lines([[*ends, ends[0]]], INK.now, theme.GRID_WIDTH * 2)
            if strip.mean is not None:
                _tick(canvas, _x(strip.mean), middle)
        _figure(canvas, strip.figure, middle)
    return canvas


# A predecessor's mark is a letter in a ring. Marks closer than this stand under one another.
MARK, MARK_LANE = 11.0, 10.5


def _ranges(chart: RangeChart, pen: Pen) -> Canvas:
    lanes = [_lanes(strip) for strip in chart.strips]
    heights = [ROW + MARK_LANE * max(lane, default=0) for lane in lanes]
    canvas = Canvas(WIDTH, HEAD + sum(heights) + FOOT, pen)
    _axis_to(canvas, HEAD + sum(heights))
    key = _Key(canvas)
    for letter, name in chart.names:
        key.letter(letter, name)
    if any(strip.mean is not None for strip in chart.strips):
        key.tick(chart.mean)
    top = HEAD
    for strip, lane, height in zip(chart.strips, lanes, heights, strict=True):
        _range(canvas, strip, lane, top + ROW / 2)
        top += height
    return canvas


def _range(canvas: Canvas, strip: Marked, lanes: Sequence[int], middle: float) -> None:
    bottom = middle + MARK_LANE * max(lanes, default=0)
    _label(canvas, strip.label, middle)
    if strip.low is not None and strip.high is not None:
        canvas.areas([box(_x(strip.low), middle - 6.5, _x(strip.high), bottom + 6.5)], BAND)
    if strip.mean is not None:
        _tick(canvas, _x(strip.mean), middle)
    for (letter, share), lane in zip(strip.marks, lanes, strict=True):
        _mark(canvas, letter, _x(share), middle + MARK_LANE * lane)
    _figure(canvas, strip.figure, middle)


def _lanes(strip: Marked) -> list[int]:
    """The lane of each mark: the first one where it does not cover another."""
    ends: list[float] = []
    lanes = [0] * len(strip.marks)
    for position in sorted(range(len(strip.marks)), key=lambda one: strip.marks[one][1]):
        x = _x(strip.marks[position][1])
        lane = next((lane for lane, end in enumerate(ends) if x >= end), len(ends))
        ends[lane : lane + 1] = [x + MARK]
        lanes[position] = lane
    return lanes


def _mark(canvas: Canvas, letter: str, x: float, y: float) -> None:
    canvas.dots([(x, y)], MARK - 1, INK.before, hollow=True)
    canvas.text((x, y + 2.6), letter, size=SMALL, weight=600, align="center")


def _dumbbells(chart: DumbbellChart, pen: Pen) -> Canvas:
    canvas = Canvas(WIDTH, HEAD + ROW * len(chart.strips) + FOOT, pen)
    _axis(canvas, len(chart.strips))
    key = _Key(canvas)
    key.circle(chart.before)
    key.dot(chart.after)
    for row, strip in enumerate(chart.strips):
        middle = _middle(row)
        _label(canvas, strip.label, middle)
        _dumbbell(canvas, strip, middle)
        _figure(canvas, strip.figure, middle)
    return canvas


def _dumbbell(canvas: Canvas, strip: Marked, middle: float) -> None:
    """What was, hollow, to what is, filled; a range is a band with a ring at each end."""
    if strip.low is None or strip.high is None or strip.after is None:
        return
    low, high, after = _x(strip.low), _x(strip.high), _x(strip.after)
    if low != high:
        canvas.areas([box(low, middle - 3.5, high, middle + 3.5)], BAND)
    nearest = min(max(after, low), high)
    if nearest != after:
        canvas.lines([[(nearest, middle), (after, middle)]], INK.now, theme.LINE_WIDTH)
    canvas.dots(
        [(low, middle), *([(high, middle)] if high != low else [])], theme.MARKER_SIZE, INK.before, hollow=True
    )
    canvas.dots([(after, middle)], theme.MARKER_SIZE + 3, INK.surface)
    canvas.dots([(after, middle)], theme.MARKER_SIZE, INK.now)


def _levels(chart: LevelChart, pen: Pen) -> Canvas:
    canvas = Canvas(WIDTH, HEAD + ROW * len(chart.strips) + FOOT, pen)
    shades = [mixed(INK.now, 0.1 + 0.9 * level / (len(chart.levels) - 1)) for level in range(len(chart.levels))]
    has_open = any(strip.open for strip in chart.strips)
    key = _Key(canvas)
    for name, shade in zip(chart.levels, shades, strict=True):
        key.square(name, shade)
    if has_open:
        key.square(chart.open, INK.surface)
    for row, strip in enumerate(chart.strips):
        _label(canvas, strip.label, _middle(row))
        _stack(canvas, strip, shades, _middle(row))
    return canvas


def _stack(canvas: Canvas, strip: LevelStrip, shades: Sequence[str], middle: float) -> None:
    counts, whole = [*strip.counts, strip.open], sum(strip.counts) + strip.open
    if not whole:
        return
    colors, left = [*shades, INK.surface], LEFT
    for position, (count, color) in enumerate(zip(counts, colors, strict=True)):
        right = left + (WIDTH - LEFT) * count / whole
        if count:
            outline = box(left, middle - 8, right, middle + 8)
            canvas.areas([outline], color)
            canvas.lines([[*outline, outline[0]]], INK.now, theme.GRID_WIDTH)
            dark = 2 * position >= len(shades) and position < len(shades)
            canvas.text(
                ((left + right) / 2, middle + 3),
                str(count),
                color=INK.surface if dark else INK.ink,
                align="center",
            )
        left = right


def _radar(chart: RadarChart, pen: Pen) -> Canvas:
    count, canvas = len(chart.strips), Canvas(WIDTH, 332.0, pen)
    rings = [[_spoke(i, count, tick) for i in range(count)] for tick in TICKS[1:]]
    canvas.lines([[*ring, ring[0]] for ring in rings], INK.line, theme.GRID_WIDTH)
    canvas.lines([[_CENTRE, end] for end in rings[-1]], INK.line, theme.GRID_WIDTH)
    own = [_spoke(i, count, s.low) for i, s in enumerate(chart.strips) if s.low is not None and s.low == s.high]
    medians = [_spoke(i, count, s.median) for i, s in enumerate(chart.strips) if s.median is not None]
    key = _Key(canvas)
    key.dot(chart.own)
    if len(own) > 2:
        canvas.areas([own], mixed(INK.now, 0.14))
    for tick in TICKS[1:]:
        # Between the first two spokes, where no line runs.
        x, y = _spoke(0.5, count, tick * cos(pi / count))
        canvas.text((x, y + 2.4), str(tick), size=SMALL, color=INK.muted, align="center")
    if medians:
        key.circle(chart.median)
        _ring(canvas, medians, INK.before, hollow=True)
    _ring(canvas, own, INK.now, hollow=False)
    for position, strip in enumerate(chart.strips):
        _spoke_label(canvas, strip, position, count)
    return canvas


_CENTRE, _RADIUS = (WIDTH / 2, 168.0), 116.0


def _spoke(position: float, count: int, share: Fraction | float) -> Point:
    """The point this far out on a spoke; the first spoke points up, the others follow clockwise."""
    angle, length = 2 * pi * position / count, _RADIUS * float(share) / 100
    return (_CENTRE[0] + length * sin(angle), _CENTRE[1] - length * cos(angle))


def _ring(canvas: Canvas, points: list[Point], color: str, *, hollow: bool) -> None:
    if len(points) > 2:
        width = theme.LINE_WIDTH * 0.75 if hollow else theme.LINE_WIDTH
        canvas.lines([[*points, points[0]]], color, width, dashed=hollow)
    if points:
        canvas.dots(points, theme.MARKER_SIZE * (0.7 if hollow else 0.9), color, hollow=hollow)


def _spoke_label(canvas: Canvas, strip: Strip, position: int, count: int) -> None:
    """Title and figure outside the outermost ring, turned towards it."""
    x, y = _spoke(position, count, 108)
    lines = canvas.pen.wrapped(strip.label, 116, theme.TEXT_SIZE, lines=3)
    height = 10.5 * (len(lines) + 1)
    side, up = (x - _CENTRE[0]) / _RADIUS, (_CENTRE[1] - y) / _RADIUS
    align: Align = "center" if abs(side) < 0.01 else ("left" if side > 0 else "right")
    # Above the middle the block ends at the spoke, below it begins there, at the sides it is centred.
    top = y - height * (1 + min(1.0, max(-1.0, up))) / 2 + 8
    for row, line in enumerate(lines):
        canvas.text((x, top + row * 10.5), line, align=align)
    canvas.text((x, top + len(lines) * 10.5), strip.figure, weight=600, color=INK.now, align=align)


def _emblem(chart: Emblem, pen: Pen) -> Canvas:
    width, gap = WIDTH, 26.0
    canvas = Canvas(width, gap * len(chart.strips), pen)
    pale = mixed(INK.now, 0.55)
    for row, strip in enumerate(chart.strips):
        y = gap * row + gap / 2
        canvas.lines([[(0, y), (width, y)]], pale, 0.8)
        if strip.low is None or strip.high is None:
            continue
        low, high = (7 + (width - 14) * float(share) / 100 for share in (strip.low, strip.high))
        canvas.lines([[(0, y), (low, y)]], INK.surface, 2.4)
        if low == high:
            canvas.dots([(high, y)], 13, INK.surface)
        else:
            canvas.lines([[(low, y), (high, y)]], INK.surface, 1.2)
    return canvas


def _x(share: Fraction) -> float:
    return LEFT + (RIGHT - LEFT) * float(share) / 100


def _middle(row: int) -> float:
    return HEAD + ROW * row + ROW / 2


def _axis(canvas: Canvas, rows: int) -> None:
    _axis_to(canvas, HEAD + ROW * rows)


def _axis_to(canvas: Canvas, bottom: float) -> None:
    canvas.lines([[(_x(Fraction(t)), HEAD), (_x(Fraction(t)), bottom)] for t in TICKS], INK.line, theme.GRID_WIDTH)
    for tick in TICKS:
        canvas.text((_x(Fraction(tick)), bottom + 11), str(tick), size=SMALL, color=INK.muted, align="center")


def _label(canvas: Canvas, label: str, middle: float) -> None:
    lines = canvas.pen.wrapped(label, LABEL_WIDTH, theme.TEXT_SIZE)
    first = middle + 3 - (len(lines) - 1) * 5.25
    for row, line in enumerate(lines):
        canvas.text((0, first + row * 10.5), line)


def _tick(canvas: Canvas, x: float, middle: float) -> None:
    """The group's median or mean; the white halo keeps it apart from whatever lies below."""
    canvas.lines([[(x, middle - 9), (x, middle + 9)]], INK.surface, 4)
    canvas.lines([[(x, middle - 8.5), (x, middle + 8.5)]], INK.ink, theme.LINE_WIDTH)


class _Key:
    """The row above a chart that shows what is what, from left to right."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas, self._left, self._middle = canvas, 0.0, 9.0

    def dot(self, text: str) -> None:
        self._canvas.dots([(self._left + 4, self._middle)], theme.MARKER_SIZE, INK.now)
        self._text(text, 12)

    def circle(self, text: str) -> None:
        self._canvas.dots([(self._left + 4, self._middle)], theme.MARKER_SIZE * 0.8, INK.before, hollow=True)
        self._text(text, 12)

    def letter(self, letter: str, text: str) -> None:
        _mark(self._canvas, letter, self._left + 5, self._middle)
        self._text(text, 14)

    def band(self, text: str) -> None:
        self._canvas.areas([box(self._left, self._middle - 5, self._left + 14, self._middle + 5)], BAND)
        self._text(text, 18)

    def bar(self, text: str) -> None:
        self._canvas.areas([box(self._left, self._middle - 4, self._left + 14, self._middle + 4)], INK.now)
        self._text(text, 18)

    def tick(self, text: str) -> None:
        _tick(self._canvas, self._left + 2, self._middle)
        self._text(text, 8)

    def square(self, text: str, color: str) -> None:
        outline = box(self._left, self._middle - 4.5, self._left + 9, self._middle + 4.5)
        self._canvas.areas([outline], color)
        self._canvas.lines([[*outline, outline[0]]], INK.now, theme.GRID_WIDTH)
        self._text(text, 13)

    def _text(self, text: str, indent: float) -> None:
        self._canvas.text((self._left + indent, self._middle + 3), text, size=SMALL + 0.5, color=INK.ink)
        self._left += indent + self._canvas.pen.width(text, SMALL + 0.5) + 14
