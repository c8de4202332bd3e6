"""The result as a mark on a cover, without words."""

from fractions import Fraction

from kompass.reporting.canvas import Canvas, Pen, box
from kompass.reporting.charts.frame import INK, WIDTH, mixed
from kompass.reporting.data.charts import Emblem, MergerEmblem


def emblem(chart: Emblem, pen: Pen) -> Canvas:
    """One line for each part, white on the colour of the cover."""
    width, gap = WIDTH, 26.0
    canvas = Canvas(width, gap * len(chart.strips), pen)
    pale = mixed(INK.now, 0.55)
    for row, strip in enumerate(chart.strips):
        y = gap * row + gap / 2
        canvas.lines([[(0, y), (width, y)]], pale, 0.8)
        if strip.low is None or strip.high is None:
            continue
        low, high = (7 + (width - 14) * float(share) / 100 for share in (strip.low, strip.high))
        canvas.lines([[(0, y), (low, y)]], INK.surface, 2.4)
        if low == high:
            canvas.dots([(high, y)], 13, INK.surface)
        else:
            canvas.lines([[(low, y), (high, y)]], INK.surface, 1.2)
    return canvas


def merger_emblem(chart: MergerEmblem, pen: Pen) -> Canvas:
    """The range of the predecessors, and the new municipality on it."""
    gap = 26.0
    canvas = Canvas(WIDTH, gap * len(chart.strips), pen)

    def at(share: Fraction) -> float:
        return 7 + (WIDTH - 14) * float(share) / 100

    for row, strip in enumerate(chart.strips):
        y = gap * row + gap / 2
        canvas.lines([[(0, y), (WIDTH, y)]], mixed(INK.now, 0.55), 0.8)
        if strip.low is not None and strip.high is not None:
            canvas.areas([box(at(strip.low), y - 3.5, at(strip.high), y + 3.5)], mixed(INK.now, 0.55))
        dots = [at(share) for _, share in strip.marks] if strip.after is None else [at(strip.after)]
        canvas.dots([(x, y) for x in dots], 8 if strip.after is None else 13, INK.surface)
    return canvas
