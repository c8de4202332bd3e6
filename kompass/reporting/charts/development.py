"""The development over several evaluations."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from kompass import theme
from kompass.reporting.canvas import Canvas, Pen, Point
from kompass.reporting.charts.frame import INK, SMALL, TICKS, WIDTH, mixed
from kompass.reporting.charts.places import apart
from kompass.reporting.data.charts import Moment, SlopeChart, SlopeLine

# One or two lines need less height than all the areas.
TOP, BOTTOM, LOW_BOTTOM, FEW = 16.0, 256.0, 136.0, 2
FOOT = 34.0
LEFT = 26.0
# From the last evaluation to the names, which are given the room they need within these limits.
LEADER, NAME_LINE = 22.0, 11.5
NARROWEST, WIDEST, WIDEST_OF_FEW = 150.0, 236.0, 330.0
# More evaluations than a few need more width for their labels, and a long name may then be cut.
FEW_MOMENTS, NARROWEST_OF_MANY = 4, 190.0
MOMENT_GAP, FIGURE_GAP = 8.0, 8.0
PALE = mixed(INK.before, 0.7)


def slopes(chart: SlopeChart, pen: Pen) -> Canvas:
    """A line for each part, named at its right end; broken where it is not known, or not comparable."""
    canvas = Canvas(WIDTH, (BOTTOM if len(chart.lines) > FEW else LOW_BOTTOM) + FOOT, pen)
    right = _right(chart, pen)
    places = _moments(chart.moments, right, pen)
    _frame(canvas, chart, places, right)
    # What matters is drawn last, on top.
    for line in sorted(chart.lines, key=lambda line: line.is_strong):
        _line(canvas, line, chart.moments, places)
    _names(canvas, chart.lines, places, right)
    return canvas


def _right(chart: SlopeChart, pen: Pen) -> float:
    """Where the last evaluation stands: as far out as the names allow."""
    lines = chart.lines
    names = [
        pen.width(line.label, theme.TEXT_SIZE, _weight(line)) + pen.width(line.figure, theme.TEXT_SIZE, 600)
        for line in lines
    ]
    widest = WIDEST if len(lines) > FEW else WIDEST_OF_FEW
    narrowest = NARROWEST if len(chart.moments) <= FEW_MOMENTS else NARROWEST_OF_MANY
    return min(widest, max(narrowest, WIDTH - LEADER - FIGURE_GAP - max(names, default=0)))


def _weight(line: SlopeLine) -> int:
    return 600 if line.is_strong else 400


def _y(canvas: Canvas, share: Fraction | int) -> float:
    bottom = canvas.height - FOOT
    return bottom - (bottom - TOP) * float(share) / 100


def _moments(moments: Sequence[Moment], right: float, pen: Pen) -> list[float]:
    """Where each moment stands: by its time, but never so near another that their labels meet."""
    if len(moments) < 2:
        return [right] * len(moments)
    first, last = moments[0].time, moments[-1].time
    step = (right - LEFT) / (len(moments) - 1)
    if last <= first:
        return [LEFT + step * position for position in range(len(moments))]
    places = [LEFT + (right - LEFT) * float((moment.time - first) / (last - first)) for moment in moments]
    widest = max(pen.width(moment.label, theme.TEXT_SIZE) for moment in moments) + MOMENT_GAP
    return apart(places, min(widest, step), (LEFT, right))


def _frame(canvas: Canvas, chart: SlopeChart, places: Sequence[float], right: float) -> None:
    """The axis from 0 to 100, and a line for each evaluation."""
    moments, bottom = chart.moments, canvas.height - FOOT
    heights = [_y(canvas, tick) for tick in TICKS]
    canvas.lines([[(LEFT, y), (right, y)] for y in heights], INK.line, theme.GRID_WIDTH)
    for tick, y in zip(TICKS, heights, strict=True):
        canvas.text((LEFT - 8, y + 2.6), str(tick), size=SMALL, color=INK.muted, align="right")
    if places:
        canvas.lines([[(x, TOP), (x, bottom)] for x in places], INK.line, theme.GRID_WIDTH)
    step = (right - LEFT) / max(1, len(moments) - 1)
    for moment, x in zip(moments, places, strict=True):
        text = canvas.pen.cut(moment.label, step - 3, theme.TEXT_SIZE)
        canvas.text((x, bottom + 14), text, color=INK.ink, align="center")
    for (earlier, _), (later, moment) in pairwise(zip(places, moments, strict=True)):
        if moment.starts_anew:
            middle = (earlier + later) / 2
            canvas.lines([[(middle, TOP), (middle, bottom)]], INK.before, theme.GRID_WIDTH * 2, dashed=True)
            canvas.text((middle, TOP - 4), chart.anew, size=SMALL, color=INK.muted, align="center")


def _line(canvas: Canvas, line: SlopeLine, moments: Sequence[Moment], places: Sequence[float]) -> None:
    """The known stretches of a line, with a dot for each evaluation."""
    stretches: list[list[Point]] = [[]]
    for moment, x, share in zip(moments, places, line.shares, strict=True):
        if share is None or moment.starts_anew:
            stretches.append([])
        if share is not None:
            stretches[-1].append((x, _y(canvas, share)))
    drawn, dots = [s for s in stretches if len(s) > 1], [point for stretch in stretches for point in stretch]
    color, width = (INK.now, theme.LINE_WIDTH * 1.6) if line.is_strong else (PALE, theme.LINE_WIDTH * 0.7)
    if drawn:
        canvas.lines(drawn, color, width)
    if dots and line.is_strong:
        canvas.dots(dots, theme.MARKER_SIZE + 2.5, INK.surface)
        canvas.dots(dots, theme.MARKER_SIZE, INK.now)
    elif dots:
        canvas.dots(dots, theme.MARKER_SIZE * 0.65, INK.before, hollow=True)


def _names(canvas: Canvas, lines: Sequence[SlopeLine], places: Sequence[float], right: float) -> None:
    """Each name as near the end of its line as the others let it be, with a thin line between them."""
    ends, names = [_end(canvas, line, places, right) for line in lines], right + LEADER
    order = sorted(range(len(lines)), key=lambda position: (ends[position][1], position))
    heights = apart([ends[position][1] for position in order], NAME_LINE, (TOP, canvas.height - FOOT))
    for position, height in zip(order, heights, strict=True):
        line, (x, y) = lines[position], ends[position]
        if any(share is not None for share in line.shares):
            # A line that ended before the last evaluation is led on dashed, or it would look as if it went on.
            leader = [(x + 5, y), (right + 5, y), (names - 3, height)]
            color = INK.now if line.is_strong else PALE
            canvas.lines([leader], color, theme.GRID_WIDTH, dashed=x < places[-1])
        _name(canvas, line, (names, height + 3))


def _end(canvas: Canvas, line: SlopeLine, places: Sequence[float], right: float) -> Point:
    """Where the line ends; the lower right corner when nothing is known."""
    known = [(x, _y(canvas, share)) for x, share in zip(places, line.shares, strict=True) if share is not None]
    return known[-1] if known else (right, canvas.height - FOOT)


def _name(canvas: Canvas, line: SlopeLine, place: Point) -> None:
    weight, color = _weight(line), INK.now if line.is_strong else INK.ink
    room = WIDTH - place[0] - canvas.pen.width(line.figure, theme.TEXT_SIZE, 600) - FIGURE_GAP
    text = canvas.pen.cut(line.label, room, theme.TEXT_SIZE, weight)
    canvas.text(place, text, weight=weight, color=color)
    is_known = any(share is not None for share in line.shares)
    weight, color = (600, color) if is_known else (400, INK.muted)
    canvas.text((WIDTH, place[1]), line.figure, weight=weight, color=color, align="right")
