"""Charts to be read on a phone: nothing stands beside the bars, and no text is below nine points."""

from fractions import Fraction

from kompass.reporting.canvas import Canvas, Pen
from kompass.reporting.charts.frame import INK, bar, tick_mark
from kompass.reporting.data.charts import CompactBarChart, Strip

WIDTH = 492.0
TEXT, NOTE = 10.5, 9.0
HEAD, ROW, FOOT = 24.0, 33.0, 24.0
# Between a label and the figure at the right edge.
GAP = 10.0
# The line below a bar where its tick is named.
NAMED = 15.0


def bars(chart: CompactBarChart, pen: Pen) -> Canvas:
    """Each label above its bar, which runs over the whole width; the mean named below the last one that has it."""
    last = max((row for row, strip in enumerate(chart.strips) if _has_mean(strip)), default=-1)
    extra = NAMED if last >= 0 and chart.mean else 0.0
    canvas = Canvas(WIDTH, HEAD + ROW * len(chart.strips) + extra + FOOT, pen)
    canvas.text((0, 11), pen.cut(chart.own, WIDTH, TEXT, 600), size=TEXT, weight=600, color=INK.now)
    for row, strip in enumerate(chart.strips):
        _row(canvas, strip, HEAD + ROW * row + (extra if row > last else 0))
    if extra:
        _name(canvas, chart.mean, _at(chart.strips[last].mean), HEAD + ROW * (last + 1))
    foot = canvas.height - FOOT + 9
    canvas.text((0, foot), "0", size=NOTE, color=INK.muted)
    canvas.text((_at(Fraction(50)), foot), "50", size=NOTE, color=INK.muted, align="center")
    canvas.text((WIDTH, foot), "100", size=NOTE, color=INK.muted, align="right")
    return canvas


def _has_mean(strip: Strip) -> bool:
    return strip.mean is not None and strip.low is not None


def _at(share: Fraction | None) -> float:
    # A tick at either end would be cut in two by the edge of the sheet.
    return min(WIDTH - 1, max(1, WIDTH * float(share or 0) / 100))


def _row(canvas: Canvas, strip: Strip, top: float) -> None:
    pen, base = canvas.pen, top + 10
    room = WIDTH - pen.width(strip.figure, TEXT, 600) - GAP
    canvas.text((0, base), pen.cut(strip.label, room, TEXT), size=TEXT)
    color, weight = (INK.muted, 400) if strip.low is None else (INK.now, 600)
    canvas.text((WIDTH, base), strip.figure, size=TEXT, weight=weight, color=color, align="right")
    if strip.low is not None and strip.high is not None:
        bar(canvas, (0, WIDTH, top + 20), (strip.low, strip.high))
        if strip.mean is not None:
            tick_mark(canvas, _at(strip.mean), top + 20, 7)


def _name(canvas: Canvas, text: str, mark: float, bottom: float) -> None:
    """The mean below its tick, inside the sheet."""
    half = canvas.pen.width(text, NOTE) / 2
    place = (max(half, min(WIDTH - half, mark)), bottom + 7)
    canvas.text(place, text, size=NOTE, align="center")
