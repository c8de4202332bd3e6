"""Municipalities that merge, and what came of it: by their letters, from then to now, and side by side."""

from collections.abc import Sequence
from fractions import Fraction

from kompass import theme
from kompass.reporting.canvas import Canvas, Pen, box
from kompass.reporting.charts import keys
from kompass.reporting.charts.frame import (
    BAND,
    FOOT,
    INK,
    SMALL,
    WIDTH,
    at,
    axis,
    figure,
    hollow_dots,
    label,
    middle_of,
    own_dot,
    sheet,
    tick_mark,
)
from kompass.reporting.charts.places import Call, Calls, apart
from kompass.reporting.data.charts import DumbbellChart, Marked, RangeChart

# Letters stand above their dots, this far apart.
LETTER_WIDTH = 8.5
RANGE_ROW = 26.0


def ranges(chart: RangeChart, pen: Pen) -> Canvas:
    """The range of the predecessors in each part, with every one of them marked by its letter."""
    entries = [keys.letter(sign, name) for sign, name in chart.names]
    entries += [keys.tick(chart.mean)] if any(strip.mean is not None for strip in chart.strips) else []
    key = keys.Key(entries, pen)
    bottom = key.height + RANGE_ROW * len(chart.strips)
    canvas = Canvas(WIDTH, bottom + FOOT, pen)
    axis(canvas, key.height, bottom)
    key.draw(canvas)
    for row, strip in enumerate(chart.strips):
        _range(canvas, strip, key.height + RANGE_ROW * row + RANGE_ROW / 2 + 4)
    return canvas


def _range(canvas: Canvas, strip: Marked, middle: float) -> None:
    label(canvas, strip.label, middle)
    _band(canvas, strip, middle)
    marks = sorted(strip.marks, key=lambda mark: mark[1])
    places = [at(share) for _, share in marks]
    for place, (sign, _), x in zip(places, marks, apart(places, LETTER_WIDTH), strict=True):
        canvas.lines([[(place, middle - 3), (x, middle - 8)]], INK.before, theme.GRID_WIDTH)
        canvas.text((x, middle - 9.5), sign, size=SMALL, weight=600, align="center")
    hollow_dots(canvas, places, middle)
    figure(canvas, strip.figure, middle, INK.ink)


def _band(canvas: Canvas, strip: Marked, middle: float) -> None:
    """The range, with the mean on it."""
    if strip.low is not None and strip.high is not None:
        canvas.areas([box(at(strip.low), middle - 4, at(strip.high), middle + 4)], BAND)
    if strip.mean is not None:
        tick_mark(canvas, at(strip.mean), middle)


def dumbbells(chart: DumbbellChart, pen: Pen) -> Canvas:
    """From what was, hollow, to what is, filled."""
    calls = Calls(_calls(chart), pen)
    canvas = sheet(len(chart.strips), pen, calls.height)
    calls.draw(canvas)
    for row, strip in enumerate(chart.strips):
        middle = middle_of(row, calls.height)
        label(canvas, strip.label, middle)
        _dumbbell(canvas, strip, middle)
        figure(canvas, strip.figure, middle)
    return canvas


def _calls(chart: DumbbellChart) -> Sequence[Call]:
    """The marks of the first part that has both what was and what is."""
    for row, strip in enumerate(chart.strips):
        if strip.low is not None and strip.high is not None and strip.after is not None:
            middle = middle_of(row, 0)
            before = tuple(at(share) for share in _before(strip))
            calls = [
                Call(chart.after, (at(strip.after),), middle - 4, INK.now, 600),
                Call(chart.before, before, middle - 4),
            ]
            if chart.mean and strip.mean is not None:
                calls.append(Call(chart.mean, (at(strip.mean),), middle - 9))
            return calls
    return ()


def _before(strip: Marked) -> Sequence[Fraction]:
    """Everyone who was, from left to right, or the one point they are taken together as."""
    marks = sorted(share for _, share in strip.marks)
    return marks or [share for share in (strip.low,) if share is not None]


def _dumbbell(canvas: Canvas, strip: Marked, middle: float) -> None:
    """What was, hollow, to what is, filled; a range is a band with everyone on it."""
    if strip.low is None or strip.high is None or strip.after is None:
        return
    low, high, after = at(strip.low), at(strip.high), at(strip.after)
    nearest = min(max(after, low), high)
    _band(canvas, strip, middle)
    if nearest != after:
        canvas.lines([[(nearest, middle), (after, middle)]], INK.now, theme.LINE_WIDTH)
    hollow_dots(canvas, [at(share) for share in _before(strip)], middle)
    own_dot(canvas, after, middle)
