"""What the charts share: the size of the sheet, the axis from 0 to 100, and the parts of a row."""

from collections.abc import Sequence
from fractions import Fraction

from kompass import theme
from kompass.reporting.canvas import Canvas, Pen, Point, box
from kompass.reporting.data.charts import Strip

WIDTH = 459.0
LABEL_WIDTH = 168.0
LEFT, RIGHT = 186.0, 420.0
HEAD = 26.0
ROW = 25.0
FOOT = 27.0
LINE = 10.5
SMALL = theme.TEXT_SIZE - 1.5
TICKS = (0, 25, 50, 75, 100)
INK = theme.LIGHT


def mixed(color: str, share: float) -> str:
    """The colour thinned out on paper: 1 is the colour itself, 0 is white."""
    parts = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 + (part - 255) * share):02x}" for part in parts)


BAND = mixed(theme.LIGHT.before, 0.24)
TRACK = mixed(theme.LIGHT.before, 0.16)


def at(share: Fraction | int) -> float:
    """Where a share is on the axis."""
    return LEFT + (RIGHT - LEFT) * float(share) / 100


def middle_of(row: int, head: float = HEAD) -> float:
    """The middle of a row."""
    return head + ROW * row + ROW / 2


def sheet(rows: int, pen: Pen, head: float = HEAD) -> Canvas:
    """A canvas for this many rows with their axis."""
    canvas = Canvas(WIDTH, head + ROW * rows + FOOT, pen)
    axis(canvas, head, head + ROW * rows)
    return canvas


def axis(canvas: Canvas, top: float, bottom: float) -> None:
    """The lines behind the rows, and their numbers below."""
    canvas.lines([[(at(tick), top), (at(tick), bottom)] for tick in TICKS], INK.line, theme.GRID_WIDTH)
    for tick in TICKS:
        canvas.text((at(tick), bottom + 11), str(tick), size=SMALL, color=INK.muted, align="center")


def label(canvas: Canvas, text: str, middle: float, width: float = LABEL_WIDTH) -> None:
    """What a row is of, at its left."""
    lines = canvas.pen.wrapped(text, width, theme.TEXT_SIZE)
    first = middle + 3 - (len(lines) - 1) * LINE / 2
    for row, line in enumerate(lines):
        canvas.text((0, first + row * LINE), line)


def figure(canvas: Canvas, text: str, middle: float, color: str = INK.now) -> None:
    """The figure stands at the right edge, where the eye runs down a straight column."""
    canvas.text((canvas.width, middle + 3), text, weight=600, color=color, align="right")


def own_figure(canvas: Canvas, strip: Strip, middle: float) -> None:
    """The figure of the municipality, or the words for what is not applicable, which are no figure."""
    if strip.low is None:
        canvas.text((canvas.width, middle + 3), strip.figure, color=INK.muted, align="right")
    else:
        figure(canvas, strip.figure, middle)


def tick_mark(canvas: Canvas, x: float, middle: float, reach: float = 8.5) -> None:
    """The group's median or mean; the white halo keeps it apart from whatever lies below."""
    tick_marks(canvas, [(x, middle)], reach)


def tick_marks(
    canvas: Canvas, places: Sequence[Point], reach: float = 8.5, width: float = theme.LINE_WIDTH
) -> None:
    """Such a tick at each place."""
    halo = [[(x, y - reach - 0.5), (x, y + reach + 0.5)] for x, y in places]
    canvas.lines(halo, INK.surface, width * 2.5)
    canvas.lines([[(x, y - reach), (x, y + reach)] for x, y in places], INK.ink, width)


def own_dot(canvas: Canvas, x: float, middle: float) -> None:
    """The municipality, kept apart by a white ring."""
    canvas.dots([(x, middle)], theme.MARKER_SIZE + 3, INK.surface)
    canvas.dots([(x, middle)], theme.MARKER_SIZE, INK.now)


def hollow_dots(canvas: Canvas, places: Sequence[float], middle: float) -> None:
    """What was, or the others."""
    if places:
        canvas.dots([(x, middle) for x in places], theme.MARKER_SIZE * 0.85, INK.before, hollow=True)


def bar(canvas: Canvas, row: tuple[float, float, float], shares: tuple[Fraction, Fraction]) -> None:
    """A bar on its track: filled as far as is known, hollow as far as it may reach.

    The row is its left end, its right end and its middle.
    """
    left, right, middle = row
    low, high = (left + (right - left) * float(share) / 100 for share in shares)
    canvas.areas([box(left, middle - 5, right, middle + 5)], TRACK)
    canvas.areas([box(left, middle - 5, low, middle + 5)], INK.now)
    if high > low:
        ends = box(low, middle - 4.4, high, middle + 4.4)
        canvas.areas([ends], mixed(INK.now, 0.3))
        canvas.lines([[*ends, ends[0]]], INK.now, theme.GRID_WIDTH * 2)
