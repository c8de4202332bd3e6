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


def square(text: str, color: str, sign: str = "", ink: str = INK.ink) -> Entry:
    """A shade, with the sign that stands in its cells."""

    def mark(canvas: Canvas, left: float, middle: float) -> None:
        outline = box(left, middle - 4.5, left + 9, middle + 4.5)
        canvas.areas([outline], color)
        canvas.lines([[*outline, outline[0]]], INK.now, theme.GRID_WIDTH)
        if sign:
            canvas.text((left + 4.5, middle + 2.4), sign, size=SMALL - 0.5, color=ink, align="center")

    return Entry(text, 13, mark)


def sign(text: str, sign: str) -> Entry:
    """A sign without a cell."""

    def mark(canvas: Canvas, left: float, middle: float) -> None:
        canvas.text((left + 4.5, middle + 2.4), sign, size=SIZE, color=INK.ink, align="center")

    return Entry(text, 13, mark)
