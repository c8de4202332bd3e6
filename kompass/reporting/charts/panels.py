"""Municipalities side by side, each in its own small panel on the same axis."""

from kompass import theme
from kompass.reporting.canvas import Canvas, Pen, Point, box
from kompass.reporting.charts import keys
from kompass.reporting.charts.frame import INK, LABEL_WIDTH, LINE, SMALL, TRACK, WIDTH, label, mixed, tick_marks
from kompass.reporting.data.charts import Panel, PanelChart

ROW, FOOT, GAP = 23.0, 25.0, 12.0
# With more panels than this the labels give way, and the text is smaller.
ROOMY = 3
NARROW_LABELS = 128.0
SIZES = (8.5, 8.0, 7.5, 7.0)
NAME_LINES = 3
PALE = mixed(INK.before, 0.6)
THIN = 1.1


def panels(chart: PanelChart, pen: Pen) -> Canvas:
    """A bar for each part in each panel; the labels stand once, at the left."""
    count = len(chart.panels)
    labels = LABEL_WIDTH if count <= ROOMY else NARROW_LABELS
    width = (WIDTH - labels - GAP * count) / max(1, count)
    size = _size(chart, width, pen)
    names = [pen.wrapped(panel.name, width, size, NAME_LINES, 600) for panel in chart.panels]
    key = keys.Key(_entries(chart), pen)
    lines = max((len(name) for name in names), default=0)
    has_figures = any(panel.figure for panel in chart.panels)
    top = (key.height - 6 if _entries(chart) else 4) + LINE * (lines + has_figures) + 6
    canvas = Canvas(WIDTH, top + ROW * len(chart.labels) + FOOT, pen)
    key.draw(canvas)
    for row, text in enumerate(chart.labels):
        label(canvas, text, top + ROW * row + ROW / 2, labels)
    for position, (panel, name) in enumerate(zip(chart.panels, names, strict=True)):
        left = labels + GAP + (width + GAP) * position
        base = top - 8 - LINE * (lines - 1 + has_figures)
        for line, words in enumerate(name):
            canvas.text((left, base + LINE * (line + lines - len(name))), words, size=size, weight=600)
        canvas.text((left, top - 8), pen.cut(panel.figure, width + GAP / 2, size), size=size, color=INK.muted)
        _panel(canvas, chart, panel, (left, width, top))
    return canvas


def _size(chart: PanelChart, width: float, pen: Pen) -> float:
    """The largest text in which every word of every name fits its panel; the smallest when none does."""
    words = [word for panel in chart.panels for word in panel.name.split()]
    fitting = (size for size in SIZES if all(pen.width(word, size, 600) <= width for word in words))
    return next(fitting, SIZES[-1])


def _entries(chart: PanelChart) -> list[keys.Entry]:
    has_mean = chart.mean and any(mean is not None for mean in chart.means)
    has_strong = chart.strong and any(bar.is_strong for panel in chart.panels for bar in panel.bars)
    strong = [keys.bar(chart.strong)] if has_strong else []
    return [*strong, keys.tick(chart.mean)] if has_mean else strong


def _panel(canvas: Canvas, chart: PanelChart, panel: Panel, place: tuple[float, float, float]) -> None:
    """One panel; the place is its left end, its width and its top."""
    left, width, top = place
    right = left + width - canvas.pen.width("100", theme.TEXT_SIZE, 600) - 4
    _axis(canvas, (left, right), (top, top + ROW * len(chart.labels)))
    middles = [top + ROW * row + ROW / 2 for row in range(len(chart.labels))]
    tracks: list[list[Point]] = []
    pale: list[list[Point]] = []
    strong: list[list[Point]] = []
    for bar, middle in zip(panel.bars, middles, strict=True):
        if bar.share is not None:
            end = left + (right - left) * float(bar.share) / 100
            tracks.append(box(left, middle - 5, right, middle + 5))
            (strong if bar.is_strong else pale).append(box(left, middle - 5, end, middle + 5))
        weight, color = (600, INK.now) if bar.is_strong else (400, INK.ink)
        canvas.text((right + 4, middle + 3), bar.figure, weight=weight, color=color)
    for outlines, color in ((tracks, TRACK), (pale, PALE), (strong, INK.now)):
        if outlines:
            canvas.areas(outlines, color)
    ticks = [
        (left + (right - left) * float(mean) / 100, middle)
        for bar, mean, middle in zip(panel.bars, chart.means, middles, strict=False)
        if mean is not None and bar.share is not None
    ]
    if ticks:
        tick_marks(canvas, ticks, 6.5, THIN)


def _axis(canvas: Canvas, across: tuple[float, float], down: tuple[float, float]) -> None:
    (left, right), (top, bottom) = across, down
    places = (left, (left + right) / 2, right)
    canvas.lines([[(x, top), (x, bottom)] for x in places], INK.line, theme.GRID_WIDTH)
    for x, share in ((left, "0"), (right, "100")):
        canvas.text((x, bottom + 10), share, size=SMALL, color=INK.muted, align="center")
