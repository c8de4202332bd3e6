"""One row for each part: bars from 0, or dots on the band of the group."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from kompass import theme
from kompass.reporting.canvas import Canvas, Pen, box
from kompass.reporting.charts.frame import (
    BAND,
    INK,
    LEFT,
    RIGHT,
    at,
    bar,
    label,
    middle_of,
    own_dot,
    own_figure,
    sheet,
    tick_mark,
)
from kompass.reporting.charts.places import Call, Calls
from kompass.reporting.data.charts import BarChart, DotChart, Strip


def bars(chart: BarChart, pen: Pen) -> Canvas:
    """A bar for each part, with a tick at the mean of the group."""
    mean = [] if not chart.mean else _calls(chart.strips, chart.mean, lambda strip: strip.mean)
    own = Call(chart.own, (LEFT,), 0, INK.now, 600, is_heading=True)
    calls = Calls([own, *mean], pen)
    canvas = sheet(len(chart.strips), pen, calls.height)
    calls.draw(canvas)
    for row, strip in enumerate(chart.strips):
        middle = middle_of(row, calls.height)
        label(canvas, strip.label, middle)
        if strip.low is not None and strip.high is not None:
            bar(canvas, (LEFT, RIGHT, middle), (strip.low, strip.high))
            if strip.mean is not None:
                tick_mark(canvas, at(strip.mean), middle)
        own_figure(canvas, strip, middle)
    return canvas


def _calls(strips: Sequence[Strip], text: str, share: Callable[[Strip], Fraction | None]) -> list[Call]:
    """A label for this mark of the first part that has it; none when no part has."""
    for row, strip in enumerate(strips):
        found = share(strip)
        if found is not None and strip.low is not None:
            return [Call(text, (at(found),), middle_of(row, 0) - 9)]
    return []


def dots(chart: DotChart, pen: Pen) -> Canvas:
    """A dot for each part, on the band of the group."""
    calls = Calls([*_own_call(chart), *_calls(chart.strips, chart.median, _median), *_band_call(chart)], pen)
    canvas = sheet(len(chart.strips), pen, calls.height)
    calls.draw(canvas)
    for row, strip in enumerate(chart.strips):
        middle = middle_of(row, calls.height)
        label(canvas, strip.label, middle)
        if strip.low is not None and strip.high is not None:
            if strip.lower is not None and strip.upper is not None:
                canvas.areas([box(at(strip.lower), middle - 6.5, at(strip.upper), middle + 6.5)], BAND)
            if strip.median is not None:
                tick_mark(canvas, at(strip.median), middle)
            _own(canvas, (at(strip.low), at(strip.high)), middle)
        own_figure(canvas, strip, middle)
    return canvas


def _median(strip: Strip) -> Fraction | None:
    return strip.median


def _own_call(chart: DotChart) -> list[Call]:
    return [
        Call(call.text, call.marks, call.bottom + 5, INK.now, 600)
        for call in _calls(chart.strips, chart.own, lambda strip: strip.high)
    ]


def _band_call(chart: DotChart) -> list[Call]:
    """The band is named at the end that lies farthest from the other marks."""
    for row, strip in enumerate(chart.strips):
        if strip.lower is not None and strip.upper is not None and strip.low is not None and strip.high is not None:
            ends = [at(strip.lower) + 1, at(strip.upper) - 1]
            others = [at(share) for share in (strip.low, strip.high, strip.median) if share is not None]
            ends.sort(key=lambda end: -min(abs(end - other) for other in others))
            return [Call(chart.band, tuple(ends), middle_of(row, 0) - 6.5)]
    return []


def _own(canvas: Canvas, places: tuple[float, float], middle: float) -> None:
    """The municipality's dot, or its band while answers are missing."""
    low, high = places
    if low == high:
        own_dot(canvas, high, middle)
    else:
        canvas.lines([[(low, middle), (high, middle)]], INK.now, theme.LINE_WIDTH * 1.5)
        canvas.dots([(low, middle), (high, middle)], theme.MARKER_SIZE, INK.now, hollow=True)
