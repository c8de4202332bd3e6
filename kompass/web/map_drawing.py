"""The lines and names of the map: around the counties, and beside them. Everything is measured in cells."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from kompass.services.map import Label, Place, Tile

# Room around the tiles for the names of the counties, in cells: west, north, east and south.
MARGIN = (1.6, 0.2, 0.2, 0.5)

Edge = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class LabelView:
    x: float
    y: float
    anchor: str
    text: str
    leader: str


def frame(layout: Iterable[Tile]) -> str:
    """The viewBox around every tile and the names beside them."""
    columns, rows = [tile.column for tile in layout], [tile.row for tile in layout]
    west, north, east, south = MARGIN
    width, height = max(columns, default=1) + west + east, max(rows, default=1) + north + south
    return f"{1 - west:g} {1 - north:g} {width:g} {height:g}"


def label_views(found: Iterable[Label], places: Iterable[Place]) -> list[LabelView]:
    names = {place.tile.county: place.municipality.county for place in places if place.tile}
    return [
        LabelView(label.column, round(label.row + 0.72, 2), label.anchor, names[label.county], label.leader)
        for label in found
        if label.county in names
    ]


def outlines(layout: Iterable[Tile]) -> str:
    """The path around every county; each line is drawn once."""
    county = {(tile.column, tile.row): tile.county for tile in layout}
    flat: set[tuple[int, int]] = set()
    upright: set[tuple[int, int]] = set()
    for (column, row), own in county.items():
        for side in (0, 1):
            if county.get((column, row - 1 + 2 * side)) != own:
                flat.add((row + side, column))
            if county.get((column - 1 + 2 * side, row)) != own:
                upright.add((column + side, row))
    lines = [f"M{start} {at}H{end}" for at, start, end in _runs(flat)]
    lines += [f"M{at} {start}V{end}" for at, start, end in _runs(upright)]
    return "".join(lines)


def _runs(cells: set[tuple[int, int]]) -> list[Edge]:
    """Edges of one cell put together to lines: where they lie, first and last end."""
    ordered = sorted(cells)
    breaks = [
        i for i, ((at, cell), (at2, cell2)) in enumerate(pairwise(ordered), 1) if (at2, cell2) != (at, cell + 1)
    ]
    ends = [0, *breaks, len(ordered)] if ordered else []
    return [(ordered[i][0], ordered[i][1], ordered[j - 1][1] + 1) for i, j in pairwise(ends)]
