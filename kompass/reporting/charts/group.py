"""The comparison group and the municipality in it."""

from collections.abc import Sequence
from fractions import Fraction

from kompass import theme
from kompass.reporting.canvas import Canvas, Pen, Point
from kompass.reporting.charts.frame import INK, SMALL, TICKS, WIDTH
from kompass.reporting.charts.places import Call, Calls
from kompass.reporting.data.charts import DistributionChart

LEFT, RIGHT = 8.0, 451.0
DOT, SMALLEST_DOT, TALLEST = 8.0, 2.0, 110.0
# Half the width of the municipality's own dot.
OWN, RING = 5.0, 1.5
# From this level on, stacks stand in columns.
MANY = 5
FOOT = 30.0


def distribution(chart: DistributionChart, pen: Pen) -> Canvas:
    """A hollow dot for each of the others, stacked where they are alike, and the municipality on top, filled."""
    size, others = _stacked(chart.others)
    tallest = max(level for _, level in others) + 1
    own = _own(chart, others, size)
    height = max(size * tallest, size * (own + 0.5) + OWN) + 4
    calls = Calls(_calls(chart, height - size * (own + 0.5)), pen)
    bottom = calls.height + height
    canvas = Canvas(WIDTH, bottom + FOOT, pen)
    for tick in TICKS:
        canvas.lines([[(_x(tick), bottom), (_x(tick), bottom + 4)]], INK.before, theme.GRID_WIDTH)
        canvas.text((_x(tick), bottom + 14), str(tick), size=SMALL, color=INK.muted, align="center")
    canvas.text((LEFT, canvas.height - 3), chart.axis, size=SMALL, color=INK.muted)
    canvas.lines([[(LEFT, bottom), (RIGHT, bottom)]], INK.before, theme.GRID_WIDTH)
    if chart.median is not None:
        canvas.lines(
            [[(_x(chart.median), calls.height), (_x(chart.median), bottom)]], INK.ink, theme.LINE_WIDTH * 0.6
        )
    calls.draw(canvas)
    dots = [(x, bottom - size * (level + 0.5)) for x, level in others]
    canvas.dots(dots, size - 1.4, INK.before, hollow=True)
    _draw_own(canvas, chart, bottom - size * (own + 0.5))
    return canvas


def _x(share: Fraction | int) -> float:
    return LEFT + (RIGHT - LEFT) * float(share) / 100


def _stacked(shares: Sequence[Fraction]) -> tuple[float, list[Point]]:
    """The size of a dot, and each dot's place and level; smaller dots where they would stack too high."""
    size = DOT
    while True:
        places = [_x(share) for share in sorted(shares)]
        found = _levels(places, size)
        if max(level for _, level in found) >= MANY:
            found = _levels([_column(x, size) for x in places], size)
        if max(level for _, level in found) * size <= TALLEST or size <= SMALLEST_DOT:
            return size, found
        size *= 0.8


def _levels(places: Sequence[float], size: float) -> list[Point]:
    """Each dot on the lowest level where there is room for it; from left to right."""
    ends: list[float] = []
    found = []
    for x in places:
        level = next((level for level, end in enumerate(ends) if x - end > size - 0.01), len(ends))
        ends[level : level + 1] = [x]
        found.append((x, float(level)))
    return found


def _column(x: float, size: float) -> float:
    """The middle of the column a dot falls in: of many dots, leaning stacks would look like noise."""
    count = round((RIGHT - LEFT) / size)
    width = (RIGHT - LEFT) / count
    return LEFT + width * (min(count - 1, int((x - LEFT) / width)) + 0.5)


def _own(chart: DistributionChart, others: Sequence[Point], size: float) -> float:
    """The level of the municipality: above everyone it would lie on."""
    if chart.low is None or chart.high is None:
        return 0.0
    low, high = _x(chart.low) - OWN, _x(chart.high) + OWN
    below = [level + 1 for x, level in others if low - size / 2 < x < high + size / 2]
    return max(below, default=0.0) + (OWN + RING - size / 2) / size


def _calls(chart: DistributionChart, own: float) -> list[Call]:
    calls = []
    if chart.low is not None and chart.high is not None:
        reach = OWN + 1 if chart.low == chart.high else 0
        text = f"{chart.own} {chart.figure}".strip()
        calls.append(Call(text, (_x((chart.low + chart.high) / 2),), own - reach, INK.now, 600))
    if chart.median is not None and chart.median_label:
        calls.append(Call(chart.median_label, (_x(chart.median),), 0))
    return calls


def _draw_own(canvas: Canvas, chart: DistributionChart, middle: float) -> None:
    """A filled dot, larger than the others; a line with two hollow ends while answers are missing."""
    if chart.low is None or chart.high is None:
        return
    low, high = _x(chart.low), _x(chart.high)
    if low == high:
        canvas.dots([(low, middle)], (OWN + RING) * 2, INK.surface)
        canvas.dots([(low, middle)], OWN * 2, INK.now)
    else:
        canvas.lines([[(low, middle), (high, middle)]], INK.now, theme.LINE_WIDTH * 1.5)
        canvas.dots([(low, middle), (high, middle)], OWN * 1.7, INK.now, hollow=True)
