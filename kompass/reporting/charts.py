"""From a chart's data to SVG. One function for each kind of chart; the axis always runs from 0 to 100.

One hue carries meaning: the municipality. The group is grey, and differs by shape too, so that a copy in
grey can be read. Charts are as wide as the text block and set in points.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import cos, pi, sin

from kompass import theme
from kompass.reporting.canvas import Align, Canvas, Pen, Point, box
from kompass.reporting.data.charts import (
    BarChart,
    Chart,
    DotChart,
    DumbbellChart,
    Emblem,
    LevelChart,
    LevelStrip,
    Marked,
    MergerEmblem,
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
    elif isinstance(chart, MergerEmblem):
        canvas = _merger_emblem(chart, pen)
    else:
        canvas = _emblem(chart, pen)
    if mark and not isinstance(chart, Emblem | MergerEmblem):  # the cover says it in words beside the emblem
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
    _axis(canvas, HEAD, HEAD + ROW * len(chart.strips))
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
    _axis(canvas, HEAD, HEAD + ROW * len(chart.strips))
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


# Letters stand above their dots, this far apart.
LETTER_WIDTH = 8.5
RANGE_ROW = 26.0


def _ranges(chart: RangeChart, pen: Pen) -> Canvas:
    has_mean = any(strip.mean is not None for strip in chart.strips)
    entries = [*(_Key.indent_of_letter + pen.width(name, _Key.size) for _, name in chart.names)]
    entries += [_Key.indent_of_tick + pen.width(chart.mean, _Key.size)] if has_mean else []
    head = HEAD + _Key.row * (_Key.rows(entries) - 1)
    bottom = head + RANGE_ROW * len(chart.strips)
    canvas = Canvas(WIDTH, bottom + FOOT, pen)
    _axis(canvas, head, bottom)
    key = _Key(canvas)
    for letter, name in chart.names:
        key.letter(letter, name)
    if has_mean:
        key.tick(chart.mean)
    for row, strip in enumerate(chart.strips):
        _range(canvas, strip, head + RANGE_ROW * row + RANGE_ROW / 2 + 4)
    return canvas


def _range(canvas: Canvas, strip: Marked, middle: float) -> None:
    _label(canvas, strip.label, middle)
    _band(canvas, strip, middle)
    marks = sorted(strip.marks, key=lambda mark: mark[1])
    places = [_x(share) for _, share in marks]
    letters = _apart(places, LETTER_WIDTH)
    for place, (letter, _), at in zip(places, marks, letters, strict=True):
        canvas.lines([[(place, middle - 3), (at, middle - 8)]], INK.before, theme.GRID_WIDTH)
        canvas.text((at, middle - 9.5), letter, size=SMALL, weight=600, align="center")
    _hollow(canvas, places, middle)
    canvas.text((WIDTH, middle + 3), strip.figure, weight=600, align="right")


def _band(canvas: Canvas, strip: Marked, middle: float) -> None:
    """The range, with the mean on it."""
    if strip.low is not None and strip.high is not None:
        canvas.areas([box(_x(strip.low), middle - 4, _x(strip.high), middle + 4)], BAND)
    if strip.mean is not None:
        _tick(canvas, _x(strip.mean), middle)


def _hollow(canvas: Canvas, places: Sequence[float], middle: float) -> None:
    if places:
        canvas.dots([(x, middle) for x in places], theme.MARKER_SIZE * 0.85, INK.before, hollow=True)


def _apart(places: Sequence[float], width: float) -> list[float]:
    """These places from left to right, moved as little as needed to be this far apart."""
    groups: list[list[float]] = []
    for place in places:
        groups.append([place])
        while (
            len(groups) > 1
            and _centre(groups[-1]) - _centre(groups[-2]) < width * (len(groups[-1]) + len(groups[-2])) / 2
        ):
            last = groups.pop()
            groups[-1] += last
    return [
        _centre(group) + width * (position - (len(group) - 1) / 2)
        for group in groups
        for position in range(len(group))
    ]


def _centre(group: Sequence[float]) -> float:
    return sum(group) / len(group)


def _dumbbells(chart: DumbbellChart, pen: Pen) -> Canvas:
    canvas = Canvas(WIDTH, HEAD + ROW * len(chart.strips) + FOOT, pen)
    _axis(canvas, HEAD, HEAD + ROW * len(chart.strips))
    key = _Key(canvas)
    key.circle(chart.before)
    if chart.mean:
        key.tick(chart.mean)
    key.dot(chart.after)
    for row, strip in enumerate(chart.strips):
        middle = _middle(row)
        _label(canvas, strip.label, middle)
        _dumbbell(canvas, strip, middle)
        _figure(canvas, strip.figure, middle)
    return canvas


def _dumbbell(canvas: Canvas, strip: Marked, middle: float) -> None:
    """What was, hollow, to what is, filled; a range is a band with everyone on it."""
    if strip.low is None or strip.high is None or strip.after is None:
        return
    low, high, after = _x(strip.low), _x(strip.high), _x(strip.after)
    nearest = min(max(after, low), high)
    _band(canvas, strip, middle)
    if nearest != after:
        canvas.lines([[(nearest, middle), (after, middle)]], INK.now, theme.LINE_WIDTH)
    _hollow(canvas, [_x(share) for _, share in strip.marks] or [low], middle)
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


def _merger_emblem(chart: MergerEmblem, pen: Pen) -> Canvas:
    gap = 26.0
    canvas = Canvas(WIDTH, gap * len(chart.strips), pen)

    def at(share: Fraction) -> float:
        return 7 + (WIDTH - 14) * float(share) / 100

    for row, strip in enumerate(chart.strips):
        y = gap * row + gap / 2
        canvas.lines([[(0, y), (WIDTH, y)]], mixed(INK.now, 0.55), 0.8)
        if strip.low is not None and strip.high is not None:
            canvas.areas([box(at(strip.low), y - 3.5, at(strip.high), y + 3.5)], mixed(INK.now, 0.55))
        dots = [at(share) for _, share in strip.marks] if strip.after is None else [at(strip.after)]
        canvas.dots([(x, y) for x in dots], 8 if strip.after is None else 13, INK.surface)
    return canvas


def _x(share: Fraction) -> float:
    return LEFT + (RIGHT - LEFT) * float(share) / 100


def _middle(row: int) -> float:
    return HEAD + ROW * row + ROW / 2


def _axis(canvas: Canvas, top: float, bottom: float) -> None:
    canvas.lines([[(_x(Fraction(t)), top), (_x(Fraction(t)), bottom)] for t in TICKS], INK.line, theme.GRID_WIDTH)
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
    """The row above a chart that shows what is what, from left to right; a new row where one is full."""

    size, row, gap = SMALL + 0.5, 14.0, 14.0
    indent_of_letter, indent_of_tick = 11.0, 8.0

    def __init__(self, canvas: Canvas) -> None:
        self._canvas, self._left, self._middle = canvas, 0.0, 9.0

    @classmethod
    def rows(cls, widths: Sequence[float]) -> int:
        """How many rows entries of these widths take."""
        count, left = 1, 0.0
        for width in widths:
            if left and left + width > WIDTH:
                count, left = count + 1, 0.0
            left += width + cls.gap
        return count

    def dot(self, text: str) -> None:
        self._canvas.dots([(self._left + 4, self._middle)], theme.MARKER_SIZE, INK.now)
        self._text(text, 12)

    def circle(self, text: str) -> None:
        self._canvas.dots([(self._left + 4, self._middle)], theme.MARKER_SIZE * 0.8, INK.before, hollow=True)
        self._text(text, 12)

    def letter(self, letter: str, text: str) -> None:
        self._make_room(text, self.indent_of_letter)
        self._canvas.text((self._left + 4, self._middle + 3), letter, size=self.size, weight=600, align="center")
        self._text(text, self.indent_of_letter)

    def band(self, text: str) -> None:
        self._canvas.areas([box(self._left, self._middle - 5, self._left + 14, self._middle + 5)], BAND)
        self._text(text, 18)

    def bar(self, text: str) -> None:
        self._canvas.areas([box(self._left, self._middle - 4, self._left + 14, self._middle + 4)], INK.now)
        self._text(text, 18)

    def tick(self, text: str) -> None:
        self._make_room(text, self.indent_of_tick)
        _tick(self._canvas, self._left + 2, self._middle)
        self._text(text, self.indent_of_tick)

    def square(self, text: str, color: str) -> None:
        outline = box(self._left, self._middle - 4.5, self._left + 9, self._middle + 4.5)
        self._canvas.areas([outline], color)
        self._canvas.lines([[*outline, outline[0]]], INK.now, theme.GRID_WIDTH)
        self._text(text, 13)

    def _make_room(self, text: str, indent: float) -> None:
        if self._left and self._left + indent + self._canvas.pen.width(text, self.size) > WIDTH:
            self._left, self._middle = 0.0, self._middle + self.row

    def _text(self, text: str, indent: float) -> None:
        self._canvas.text((self._left + indent, self._middle + 3), text, size=self.size, color=INK.ink)
        self._left += indent + self._canvas.pen.width(text, self.size) + self.gap
