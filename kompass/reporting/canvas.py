"""A sheet to draw a chart on: points (1/72 inch) from the upper left corner, no axes, no pyplot.

Axes with ticks are what costs time in matplotlib; the report's charts need neither.
"""

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Literal

import numpy as np
from matplotlib import font_manager, rc_context
from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.collections import LineCollection, PathCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.path import Path as Outline
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform

from kompass import theme

Point = tuple[float, float]
Align = Literal["left", "center", "right"]

# Fixed ids, no date, no creator: the same data give the same bytes. Text stays text, and never mathematics.
STYLE = {
    "svg.hashsalt": "kompass",
    "svg.fonttype": "none",
    "text.parse_math": False,
    "path.simplify": False,
}
NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
FONT_FILES = {400: "Inter-Regular.ttf", 600: "Inter-SemiBold.ttf"}
# Measured large and scaled down, or rounding to whole pixels would add up along a line.
MEASURED_SIZE = 100
ELLIPSIS = "…"


class Pen:
    """The fonts charts are written with; made once for each folder of fonts."""

    def __init__(self, fonts: Path) -> None:
        self._measures: dict[int, FT2Font] = {}
        for weight, name in FONT_FILES.items():
            font_manager.fontManager.addfont(fonts / name)
            self._measures[weight] = FT2Font(str(fonts / name))
            self._measures[weight].set_size(MEASURED_SIZE, 72)

        # The same labels come again and again.
        self._measured = lru_cache(maxsize=2000)(self._measure)
        self.font = lru_cache(maxsize=50)(self._font)

    def width(self, text: str, size: float, weight: int = 400) -> float:
        """Width of a line of text in points."""
        return self._measured(text, weight) * size / MEASURED_SIZE

    def _measure(self, text: str, weight: int) -> float:
        font = self._measures[weight]
        font.set_text(text, flags=LoadFlags.NO_HINTING)
        return float(font.get_width_height()[0]) / 64

    def _font(self, size: float, weight: int) -> FontProperties:
        return FontProperties(family=theme.FONT, size=size, weight=weight)

    def wrapped(self, text: str, width: float, size: float, lines: int = 2) -> list[str]:
        """The text in at most this many lines of this width; what does not fit ends in an ellipsis."""
        found: list[str] = []
        for word in text.split():
            longer = f"{found[-1]} {word}" if found else word
            if found and self.width(longer, size) <= width:
                found[-1] = longer
            else:
                found.append(word)
        kept = found[:lines]
        if len(found) > lines:
            kept[-1] = f"{kept[-1]}{ELLIPSIS}"
        return [self._cut(line, width, size) for line in kept]

    def _cut(self, line: str, width: float, size: float) -> str:
        while len(line) > 1 and self.width(line, size) > width:
            line = line.rstrip(ELLIPSIS)[:-1] + ELLIPSIS
            if len(line) <= 2:
                break
        return line


class _Line(Text):
    """A line of text on its base line, handed straight to the SVG.

    Matplotlib would measure and lay it out first, which takes ten times as long and changes nothing here.
    """

    def draw(self, renderer: RendererBase) -> None:
        context = renderer.new_gc()
        context.set_foreground(self.get_color())
        x, y = self.get_position()
        height = renderer.get_canvas_width_height()[1]
        renderer.draw_text(context, x, height - y, self.get_text(), self.get_fontproperties(), 0, mtext=self)
        context.restore()


class Canvas:
    """One chart."""

    def __init__(self, width: float, height: float, pen: Pen) -> None:
        self.width, self.height, self.pen = width, height, pen
        self._figure = Figure(figsize=(width / 72, height / 72), dpi=72)
        self._figure.patch.set_visible(False)
        self._drawn = 0

    def text(
        self,
        at: Point,
        text: str,
        *,
        size: float = theme.TEXT_SIZE,
        color: str = theme.LIGHT.ink,
        weight: int = 400,
        align: Align = "left",
    ) -> None:
        """A line of text on its base line."""
        self._add(
            _Line(
                at[0],
                self.height - at[1],
                text,
                color=color,
                fontproperties=self.pen.font(size, weight),
                horizontalalignment=align,
                transform=IdentityTransform(),
            )
        )

    def lines(
        self,
        lines: Sequence[Sequence[Point]],
        color: str,
        width: float,
        *,
        dashed: bool = False,
        round_ends: bool = False,
    ) -> None:
        """Lines through these points, all alike."""
        self._add(
            LineCollection(
                [self._up(line) for line in lines],
                colors=color,
                linewidths=width,
                linestyles=(0, (3, 2)) if dashed else "solid",
                capstyle="round" if round_ends else "butt",
                transform=IdentityTransform(),
            )
        )

    def areas(self, areas: Sequence[Sequence[Point]], color: str | Sequence[str]) -> None:
        """Filled outlines through these points; one colour for all, or one for each."""
        self._add(
            PolyCollection(
                [self._up(area) for area in areas],
                facecolors=color,
                edgecolors="none",
                transform=IdentityTransform(),
            )
        )

    def dots(self, centres: Sequence[Point], size: float, color: str, *, hollow: bool = False) -> None:
        """Circles of this diameter, filled or hollow."""
        circle = Outline.unit_circle()
        shape = np.asarray(circle.vertices, dtype=float) * size / 2
        paths = [
            Outline(shape + point, circle.codes) for point in self._up(centres)
        ]  # fmt: skip
        self._add(
            PathCollection(
                paths,
                facecolors=theme.LIGHT.surface if hollow else color,
                edgecolors=color if hollow else "none",
                linewidths=theme.LINE_WIDTH * 0.75,
                transform=IdentityTransform(),
            )
        )

    def svg(self) -> bytes:
        """The chart as SVG."""
        target = BytesIO()
        with rc_context(STYLE):  # type: ignore[arg-type]  # the names of settings are a closed list of literals
            FigureCanvasSVG(self._figure).print_svg(  # type: ignore[no-untyped-call]  # matplotlib has no types here
                target, metadata=NO_METADATA
            )
        return target.getvalue()

    def _add(self, artist: Artist) -> None:
        # What is drawn later lies on top; left alone, matplotlib puts every line above every dot.
        self._drawn += 1
        artist.set_zorder(self._drawn)
        self._figure.add_artist(artist)

    def _up(self, points: Sequence[Point]) -> np.ndarray:
        """Matplotlib counts from the lower left corner."""
        return np.asarray([(x, self.height - y) for x, y in points])


def box(left: float, top: float, right: float, bottom: float) -> list[Point]:
    """The corners of a rectangle."""
    return [(left, top), (right, top), (right, bottom), (left, bottom)]
