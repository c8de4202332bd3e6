"""The rows above a chart that say what its marks are, where they cannot be named directly."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kompass import theme
from kompass.reporting.canvas import Canvas, Pen, box
from kompass.reporting.charts.frame import INK, SMALL, WIDTH, hollow_dots, tick_mark

SIZE, ROW, GAP = SMALL + 0.5, 14.0, 14.0
# Half of the first row, and what is left below the last.
TOP, BOTTOM = 9.0, 17.0

Mark = Callable[[Canvas, float, float], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """A mark and what it means: `mark` draws it from this left end on this middle, `indent` is its width."""

    text: str
    indent: float
    mark: Mark


class Key:
    """Entries from left to right; a new row where one is full."""

    def __init__(self, entries: Sequence[Entry], pen: Pen) -> None:
        self._places: list[tuple[Entry, float, float]] = []
        left, middle = 0.0, TOP
        for entry in entries:
            text = pen.cut(entry.text, WIDTH - entry.indent, SIZE)
            width = entry.indent + pen.width(text, SIZE)
            if left and left + width > WIDTH:
                left, middle = 0.0, middle + ROW
            self._places.append((Entry(text, entry.indent, entry.mark), left, middle))
            left += width + GAP
        self.height = middle + BOTTOM

    def draw(self, canvas: Canvas) -> None:
        """Draw the rows from the upper left corner."""
        for entry, left, middle in self._places:
            entry.mark(canvas, left, middle)
            canvas.text((left + entry.indent, middle + 3), entry.text, size=SIZE)


def dot(text: str) -> Entry:
    """The municipality, or what is now."""

    def mark(canvas: Canvas, left: float, middle: float) -> None:
        canvas.dots([(left + 4, middle)], theme.MARKER_SIZE, INK.now)

    return Entry(text, 12, mark)


def circle(text: str) -> Entry:
    """What was, or the others."""

    def mark(canvas: Canvas, left: float, middle: float) -> None:
        hollow_dots(canvas, [left + 4], middle)

    return Entry(text, 12, mark)


def letter(sign: str, text: str) -> Entry:
    """A letter, and whose it is."""

    def mark(canvas: Canvas, left: float, middle: float) -> None:
        canvas.text((left + 4, middle + 3), sign, size=SIZE, weight=600, align="center")

    return Entry(text, 11, mark)


def bar(text: str) -> Entry:
    """A bar in the colour of the municipality."""

    def mark(canvas: Canvas, left: float, middle: float) -> None:
        canvas.areas([box(left, middle - 4, left + 14, middle + 4)], INK.now)

    return Entry(text, 18, mark)


def tick(text: str) -> Entry:
    """A mean or a median."""

    def mark(canvas: Canvas, left: float, middle: float) -> None:
        tick_mark(canvas, left + 2, middle, 5.5)

    return Entry(text, 8, mark)
