"""A sheet to draw a chart on: points (1/72 inch) from the upper left corner, no axes, no pyplot.

Axes with ticks are what costs time in matplotlib; the report's charts need neither.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from io import BytesIO
from pathlib import Path
from typing import Literal

import numpy as np
from matplotlib import font_manager, rc_context
from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.collections import LineCollection, PathCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.path import Path as Outline
from matplotlib.text import Text
from matplotlib.transforms import Affine2D
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from kompass import theme

Point = tuple[float, float]
Align = Literal["left", "center", "right"]

# Fixed ids, no date, no creator: the same data give the same bytes. Text stays text, and never mathematics.
STYLE = {
    "svg.hashsalt": "kompass",
    "svg.fonttype": "none",
    "text.parse_math": False,
    "path.simplify": False,
    # An image has its letters where the measure of their font puts them.
    "text.hinting": "no_hinting",
}
NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
# Shades of one hue and of grey: with more colours than these an image becomes three times as large, and no better.
MOST_COLOURS = 64
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

    def wrapped(self, text: str, width: float, size: float, lines: int = 2, weight: int = 400) -> list[str]:
        """The text in at most this many lines of this width; what does not fit ends in an ellipsis."""
        found: list[str] = []
        for word in text.split():
            longer = f"{found[-1]} {word}" if found else word
            if found and self.width(longer, size, weight) <= width + ROUNDING:
                found[-1] = longer
            else:
                found.append(word)
        kept = found[:lines]
        if len(found) > lines:
            kept[-1] = f"{kept[-1]}{ELLIPSIS}"
        return [self.cut(line, width, size, weight) for line in kept]

    def cut(self, line: str, width: float, size: float, weight: int = 400) -> str:
        """The line, shortened to this width with an ellipsis."""
        while len(line) > 1 and self.width(line, size, weight) > width + ROUNDING:
            line = line.rstrip(ELLIPSIS)[:-1].rstrip() + ELLIPSIS
            if len(line) <= 2:
                break
        return line


# Points. Room that was worked out from the width of a text is enough for the text.
ROUNDING = 1e-6
# How much of the width of a line lies left of the point it is set at.
BEFORE: Mapping[str, float] = {"left": 0.0, "center": 0.5, "right": 1.0}


class _Line(Text):
    """A line of text on its base line, handed straight to the SVG.

    Matplotlib would measure and lay it out first, which takes ten times as long and changes nothing here.
    `width` is the width of the line in points: an SVG aligns the text itself, an image does not.
    """

    width: Callable[[], float]

    def draw(self, renderer: RendererBase) -> None:
        context = renderer.new_gc()
        context.set_foreground(self.get_color())
        (x, y), font = self.get_transform().transform(self.get_position()), self.get_fontproperties()
        height = renderer.get_canvas_width_height()[1]
        if isinstance(renderer, RendererAgg):
            pixels = self.width() * renderer.dpi / 72
            x -= BEFORE[str(self.get_horizontalalignment())] * pixels
        renderer.draw_text(context, x, height - y, self.get_text(), font, 0, mtext=self)
        context.restore()


class Canvas:
    """One chart."""

    def __init__(self, width: float, height: float, pen: Pen) -> None:
        self.width, self.height, self.pen = width, height, pen
        self._figure = Figure(figsize=(width / 72, height / 72), dpi=72)
        self._drawn = 0
        # Points to what is drawn on: the same in an SVG, more pixels in an image.
        self._scale = Affine2D()

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
        line = _Line(
            at[0],
            self.height - at[1],
            text,
            color=color,
            fontproperties=self.pen.font(size, weight),
            horizontalalignment=align,
            transform=self._scale,
        )
        line.width = partial(self.pen.width, text, size, weight)
        self._add(line)

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
                transform=self._scale,
            )
        )

    def areas(self, areas: Sequence[Sequence[Point]], color: str | Sequence[str]) -> None:
        """Filled outlines through these points; one colour for all, or one for each."""
        self._add(
            PolyCollection(
                [self._up(area) for area in areas],
                facecolors=color,
                edgecolors="none",
                transform=self._scale,
            )
        )

    def cells(self, cells: Sequence[Sequence[Point]], color: str, edge: str, width: float) -> None:
        """Outlined shapes of one colour, none of them over another: one path for all, which is much cheaper."""
        closed = [[*self._up(cell), (0.0, 0.0)] for cell in cells]
        codes = [
            code
            for cell in cells
            for code in (Outline.MOVETO, *[Outline.LINETO] * (len(cell) - 1), Outline.CLOSEPOLY)
        ]
        outline = Outline(np.concatenate(closed), codes)
        self._add(
            PathCollection([outline], facecolors=color, edgecolors=edge, linewidths=width, transform=self._scale)
        )

    def dots(self, centres: Sequence[Point], size: float, color: str, *, hollow: bool = False) -> None:
        """Circles of this diameter, filled or hollow."""
        circle = Outline.unit_circle()
        shape = np.asarray(circle.vertices, dtype=float) * size / 2
        paths = [
            Outline(_fine(shape + point), circle.codes) for point in self._up(centres)
        ]  # fmt: skip
        self._add(
            PathCollection(
                paths,
                facecolors=theme.LIGHT.surface if hollow else color,
                edgecolors=color if hollow else "none",
                linewidths=theme.LINE_WIDTH * 0.75,
                transform=self._scale,
            )
        )

    def svg(self, *, is_white: bool = False) -> bytes:
        """The chart as SVG, on nothing, or on white."""
        target = BytesIO()
        self._figure.patch.set(visible=is_white, facecolor=theme.LIGHT.surface)
        with rc_context(STYLE):  # type: ignore[arg-type]  # the names of settings are a closed list of literals
            FigureCanvasSVG(self._figure).print_svg(  # type: ignore[no-untyped-call]  # matplotlib has no types here
                target, metadata=NO_METADATA
            )
        return target.getvalue()

    def png(self, scale: float, words: Mapping[str, str], ground: str = theme.LIGHT.surface) -> bytes:
        """The chart as an image, this many pixels to a point, with these words inside by their keyword."""
        self._scale.scale(scale)
        self._figure.set_dpi(72 * scale)
        self._figure.patch.set(visible=True, facecolor=ground)
        with rc_context(STYLE):  # type: ignore[arg-type]  # as above
            canvas = FigureCanvasAgg(self._figure)
            canvas.draw()  # type: ignore[no-untyped-call]  # as above
            drawn = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]  # as above
        self._figure.set_dpi(72)
        self._scale.clear()
        return _packed(drawn, 72 * scale, words)

    def _add(self, artist: Artist) -> None:
        # What is drawn later lies on top; left alone, matplotlib puts every line above every dot.
        self._drawn += 1
        artist.set_zorder(self._drawn)
        self._figure.add_artist(artist)

    def _up(self, points: Sequence[Point]) -> np.ndarray:
        """Matplotlib counts from the lower left corner."""
        return _fine(np.asarray([(x, self.height - y) for x, y in points]))


def _fine(points: np.ndarray) -> np.ndarray:
    """As fine as anybody can see: more decimals would be half of the drawing's file."""
    return np.round(points, 2)


def _packed(drawn: np.ndarray, dots: float, words: Mapping[str, str]) -> bytes:
    """The drawing as PNG, in few colours; `dots` to the inch."""
    image = Image.fromarray(drawn).convert("RGB")
    few = image.quantize(MOST_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    # The ground is averaged with what is nearly alike, and would be a grey that shows on a white page.
    place, palette = np.asarray(few)[0, 0], few.getpalette() or []
    palette[3 * place : 3 * place + 3] = [int(part) for part in drawn[0, 0, :3]]
    few.putpalette(palette)
    inside = PngInfo()
    for keyword, text in words.items():
        inside.add_itxt(keyword, text)
    target = BytesIO()
    few.save(target, "PNG", dpi=(dots, dots), pnginfo=inside)
    return target.getvalue()


def box(left: float, top: float, right: float, bottom: float) -> list[Point]:
    """The corners of a rectangle."""
    return [(left, top), (right, top), (right, bottom), (left, bottom)]
