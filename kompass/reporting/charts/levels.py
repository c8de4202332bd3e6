"""The levels of the processes: how many on each, and every process as a cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from kompass import theme
from kompass.reporting.canvas import Canvas, Pen, Point, box
from kompass.reporting.charts import keys
from kompass.reporting.charts.frame import (
    FOOT,
    INK,
    LEFT,
    ROW,
    WIDTH,
    figure,
    is_dark,
    label,
    middle_of,
    shades,
)
from kompass.reporting.data.charts import HeatCell, HeatChart, HeatRow, LevelChart, LevelStrip


def levels(chart: LevelChart, pen: Pen) -> Canvas:
    """How the processes of each part are spread over the levels."""
    colors = shades(len(chart.levels))
    entries = [keys.square(name, color) for name, color in zip(chart.levels, colors, strict=True)]
    entries += [keys.square(chart.open, INK.surface)] if any(strip.open for strip in chart.strips) else []
    key = keys.Key(entries, pen)
    canvas = Canvas(WIDTH, key.height + ROW * len(chart.strips) + FOOT - 10, pen)
    key.draw(canvas)
    for row, strip in enumerate(chart.strips):
        label(canvas, strip.label, middle_of(row, key.height))
    parts = [part for row, strip in enumerate(chart.strips) for part in _stack(strip, middle_of(row, key.height))]
    for level, color in enumerate((*colors, INK.surface)):
        if outlines := [part.outline for part in parts if part.level == level]:
            canvas.cells(outlines, color, INK.now, theme.GRID_WIDTH)
    for part in parts:
        dark = part.level < len(colors) and is_dark(part.level, len(colors))
        ink = INK.surface if dark else INK.ink
        (left, top), (right, bottom) = part.outline[0], part.outline[2]
        canvas.text(((left + right) / 2, (top + bottom) / 2 + 3), str(part.count), color=ink, align="center")
    return canvas


@dataclass(frozen=True, slots=True)
class _Part:
    """The processes of a part that stand on one level; those that stand on none come after the last level."""

    level: int
    count: int
    outline: list[Point]


def _stack(strip: LevelStrip, middle: float) -> list[_Part]:
    whole, left, found = sum(strip.counts) + strip.open, LEFT, []
    for level, count in enumerate((*strip.counts, strip.open)):
        if count:
            right = left + (WIDTH - LEFT - 0.5) * count / whole
            found.append(_Part(level, count, box(left, middle - 8, right, middle + 8)))
            left = right
    return found


# Cells are at most this wide; their signs are left out where they would not fit.
CELL, SMALLEST = 12.0, 8.0
SPACE, PART = 1.0, 5.0
HEAT_ROW, HEIGHT = 24.0, 13.0
SIGN = 7.0
NOT_APPLICABLE = "–"

Placed = tuple[HeatCell, Point]


def heat(chart: HeatChart, pen: Pen) -> Canvas:
    """Every process as a cell with the figure of its level, the sub-areas a little apart."""
    key = keys.Key(_entries(chart), pen)
    canvas = Canvas(WIDTH, key.height + HEAT_ROW * len(chart.rows) + FOOT - 8, pen)
    key.draw(canvas)
    figures = max((pen.width(row.figure, theme.TEXT_SIZE, 600) + 10 for row in chart.rows if row.figure), default=0)
    size = min((_cell(row, WIDTH - LEFT - figures) for row in chart.rows), default=CELL)
    cells: list[Placed] = []
    for position, row in enumerate(chart.rows):
        middle = key.height + HEAT_ROW * position + HEAT_ROW / 2
        label(canvas, row.label, middle)
        figure(canvas, row.figure, middle)
        cells += _placed(row, size, middle)
    _cells(canvas, chart, cells, size)
    return canvas


def _entries(chart: HeatChart) -> list[keys.Entry]:
    count, cells = len(chart.levels), [cell for row in chart.rows for group in row.groups for cell in group]
    entries = [
        keys.square(name, color, sign, INK.surface if is_dark(level, count) else INK.ink)
        for level, ((sign, name), color) in enumerate(zip(chart.levels, shades(count), strict=True))
    ]
    if any(cell.is_applicable and cell.level is None for cell in cells):
        entries.append(keys.square(chart.open, INK.surface))
    if any(not cell.is_applicable for cell in cells):
        entries.append(keys.sign(chart.not_applicable, NOT_APPLICABLE))
    return entries


def _cell(row: HeatRow, room: float) -> float:
    """How wide a cell can be for the row to fit."""
    groups = [group for group in row.groups if group]
    count = sum(len(group) for group in groups)
    return min(CELL, (room - PART * (len(groups) - 1)) / count - SPACE) if count else CELL


def _placed(row: HeatRow, size: float, middle: float) -> list[Placed]:
    """Every cell with the middle of its left end."""
    found, left = [], LEFT
    for group in row.groups:
        for cell in group:
            found.append((cell, (left, middle)))
            left += size + SPACE
        left += PART if group else 0
    return found


def _cells(canvas: Canvas, chart: HeatChart, cells: Sequence[Placed], size: float) -> None:
    """All cells at once, then what stands in them."""
    count = len(chart.levels)
    colors, drawn = shades(count), [(cell, place) for cell, place in cells if cell.is_applicable]
    for level in (None, *range(count)):
        outlines = [
            box(x, y - HEIGHT / 2, x + size, y + HEIGHT / 2) for cell, (x, y) in drawn if cell.level == level
        ]
        if outlines:
            color = INK.surface if level is None else colors[level]
            canvas.cells(outlines, color, INK.now, theme.GRID_WIDTH * 0.75)
    for cell, (x, y) in cells:
        at = (x + size / 2, y + 2.6)
        if not cell.is_applicable:
            canvas.text(at, NOT_APPLICABLE, size=SIGN, align="center")
        elif cell.level is not None and size >= SMALLEST:
            ink = INK.surface if is_dark(cell.level, count) else INK.ink
            canvas.text(at, chart.levels[cell.level][0], size=SIGN, color=ink, align="center")
