"""The levels of the processes: every process as a cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from kompass import theme
from kompass.reporting.canvas import Canvas, Pen, Point, box
from kompass.reporting.charts import keys
from kompass.reporting.charts.frame import FOOT, INK, LEFT, TRACK, WIDTH, figure, label
from kompass.reporting.data.charts import HeatCell, HeatChart, HeatRow

# Cells are at most this wide.
CELL, HEIGHT, SPACE, PART = 12.0, 14.0, 1.2, 5.0
ROW = 24.0
# What stands in a cell on the lowest level, and the stroke of one that is not applicable.
LEAST, STROKE = 1.4, 0.9
KEY_SIZE, KEY_HEIGHT = 9.0, 11.0

Placed = tuple[HeatCell, Point]


@dataclass(frozen=True, slots=True)
class _Size:
    """How large a cell is, and how many levels it can be filled to."""

    width: float
    height: float
    levels: int


def heat(chart: HeatChart, pen: Pen) -> Canvas:
    """Every process as a cell filled as high as its level, the sub-areas a little apart."""
    key = keys.Key(_entries(chart), pen)
    canvas = Canvas(WIDTH, key.height + ROW * len(chart.rows) + FOOT - 8, pen)
    key.draw(canvas)
    figures = max((pen.width(row.figure, theme.TEXT_SIZE, 600) + 10 for row in chart.rows if row.figure), default=0)
    width = min((_width(row, WIDTH - LEFT - figures) for row in chart.rows), default=CELL)
    cells: list[Placed] = []
    for position, row in enumerate(chart.rows):
        middle = key.height + ROW * position + ROW / 2
        label(canvas, row.label, middle)
        figure(canvas, row.figure, middle)
        cells += _placed(row, width, middle)
    _draw(canvas, cells, _Size(width, HEIGHT, len(chart.levels)))
    return canvas


def _entries(chart: HeatChart) -> list[keys.Entry]:
    """The levels, and the other marks where there are any."""
    size, cells = (
        _Size(KEY_SIZE, KEY_HEIGHT, len(chart.levels)),
        [c for r in chart.rows for g in r.groups for c in g],
    )
    entries = [_entry(HeatCell(level), name, size) for level, name in enumerate(chart.levels)]
    if any(cell.is_applicable and cell.level is None for cell in cells):
        entries.append(_entry(HeatCell(None), chart.open, size))
    if any(not cell.is_applicable for cell in cells):
        entries.append(_entry(HeatCell(None, is_applicable=False), chart.not_applicable, size))
    return entries


def _entry(cell: HeatCell, text: str, size: _Size) -> keys.Entry:
    def mark(canvas: Canvas, left: float, middle: float) -> None:
        _draw(canvas, [(cell, (left, middle))], size)

    return keys.Entry(text, size.width + 4, mark)


def _width(row: HeatRow, room: float) -> float:
    """How wide a cell can be for the row to fit."""
    groups = [group for group in row.groups if group]
    count = sum(len(group) for group in groups)
    return min(CELL, (room - PART * (len(groups) - 1)) / count - SPACE) if count else CELL


def _placed(row: HeatRow, width: float, middle: float) -> list[Placed]:
    """Every cell with the middle of its left end."""
    found, left = [], LEFT
    for group in row.groups:
        for cell in group:
            found.append((cell, (left, middle)))
            left += width + SPACE
        left += PART if group else 0
    return found


def _draw(canvas: Canvas, cells: Sequence[Placed], size: _Size) -> None:
    """The cells, what fills them, those not assessed and the dashes; all of a kind at once.

    The height says the level, so that it can be read without colours.
    """
    assessed = [(cell.level, place) for cell, place in cells if cell.is_applicable and cell.level is not None]
    empty = [place for cell, place in cells if cell.is_applicable and cell.level is None]
    apart = [place for cell, place in cells if not cell.is_applicable]
    top = max(1, size.levels - 1)
    filled = [_part(place, size, max(LEAST / size.height, level / top)) for level, place in assessed]
    dashes = [box(x + size.width * 0.2, y - STROKE / 2, x + size.width * 0.8, y + STROKE / 2) for x, y in apart]
    for outlines, color, edge in (
        ([_part(place, size, 1) for _, place in assessed], TRACK, "none"),
        (filled, INK.now, "none"),
        ([_part(place, size, 1) for place in empty], INK.surface, INK.before),
        (dashes, INK.ink, "none"),
    ):
        if outlines:
            canvas.cells(outlines, color, edge, theme.GRID_WIDTH)


def _part(place: Point, size: _Size, share: float) -> list[Point]:
    """The lower part of a cell."""
    left, bottom = place[0], place[1] + size.height / 2
    return box(left, bottom - size.height * share, left + size.width, bottom)
