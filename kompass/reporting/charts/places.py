"""Where labels go, so that no two of them lie on one another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kompass import theme
from kompass.reporting.canvas import Canvas, Pen
from kompass.reporting.charts.frame import INK, SMALL, WIDTH

GAP = 7.0
# Lines nearer one another than this look like one; a label that can go elsewhere does.
NEAR = 4.0
CALL_LINE, CALL_FOOT = 11.0, 6.0
CALL_SIZE = SMALL + 0.5


def apart(places: Sequence[float], width: float, within: tuple[float, float] | None = None) -> list[float]:
    """These places from left to right, moved as little as needed to be this far apart.

    Inside the limits, when there are limits and there is room.
    """
    groups: list[list[float]] = []
    for place in places:
        groups.append([place])
        while (
            len(groups) > 1
            and _centre(groups[-1], width, within) - _centre(groups[-2], width, within)
            < width * (len(groups[-1]) + len(groups[-2])) / 2
        ):
            last = groups.pop()
            groups[-1] += last
    return [
        _centre(group, width, within) + width * (position - (len(group) - 1) / 2)
        for group in groups
        for position in range(len(group))
    ]


def _centre(group: Sequence[float], width: float, within: tuple[float, float] | None) -> float:
    centre = sum(group) / len(group)
    if within is None:
        return centre
    reach = width * (len(group) - 1) / 2
    low, high = within
    return max(low + reach, min(high - reach, centre))


@dataclass(frozen=True, slots=True)
class Call:
    """A label and the mark it names: where the mark can be met, and how far down it is.

    A heading names everything that begins below it: it begins there itself, and has no line.
    """

    text: str
    marks: tuple[float, ...]
    bottom: float
    color: str = INK.ink
    weight: int = 400
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A label with its place: its left end, its width, its line counted from the chart, and its mark."""

    call: Call
    left: float
    width: float
    row: int
    mark: float

    def crosses(self, other: "Placed", near: float) -> bool:
        """Whether the labels, or a label and the leader of the other, lie on one another."""
        if max(len(self.call.marks), len(other.call.marks)) > 1 and abs(self.mark - other.mark) < near:
            return True
        if self.row == other.row:
            return self.left < other.left + other.width + GAP and other.left < self.left + self.width + GAP
        upper, lower = (self, other) if self.row > other.row else (other, self)
        return not upper.call.is_heading and lower.left - 2 < upper.mark < lower.left + lower.width + 2


class Calls:
    """Labels above a chart, each with a thin line to the mark it names; as few lines of text as possible."""

    def __init__(self, calls: Sequence[Call], pen: Pen, limits: tuple[float, float] = (0.0, WIDTH)) -> None:
        self._pen, self._limits = pen, limits
        short = [replace(call, text=pen.cut(call.text, limits[1] - limits[0], CALL_SIZE)) for call in calls]
        self._placed = (
            self._place(short, (), NEAR)
            or self._place(short, (), 0)
            or [next(self._choices(call, row)) for row, call in enumerate(short)]
        )

    @property
    def height(self) -> float:
        """What the labels need above the chart."""
        return CALL_FOOT + CALL_LINE * (1 + max((placed.row for placed in self._placed), default=0))

    def draw(self, canvas: Canvas) -> None:
        """The leaders, then the labels. The chart begins at `height`; how far down a mark is counts from there."""
        for placed in self._placed:
            if placed.call.is_heading:
                continue
            end = (placed.mark, self.height + placed.call.bottom)
            canvas.lines([[(placed.mark, self._base(placed.row) + 2.5), end]], INK.before, theme.GRID_WIDTH)
        for placed in self._placed:
            call = placed.call
            place = (placed.left, self._base(placed.row))
            canvas.text(place, call.text, size=CALL_SIZE, color=call.color, weight=call.weight)

    def _base(self, row: int) -> float:
        return self.height - CALL_FOOT - CALL_LINE * row

    def _place(self, calls: Sequence[Call], before: tuple[Placed, ...], near: float) -> list[Placed]:
        """A place for each, the first of them as low and as near as it can; empty when there is none."""
        if not calls:
            return list(before)
        for row in range(len(before) + len(calls)):
            for choice in self._choices(calls[0], row):
                if not any(choice.crosses(other, near) for other in before) and (
                    found := self._place(calls[1:], (*before, choice), near)
                ):
                    return found
        return []

    def _choices(self, call: Call, row: int) -> Iterator[Placed]:
        """Centred on a mark, hung up at either end, or beside its line; never outside the limits."""
        low, high = self._limits
        width = self._pen.width(call.text, CALL_SIZE, call.weight)
        for mark in call.marks:
            beside = (mark - width / 2, mark - 4, mark + 4 - width, mark + 4, mark - 4 - width)
            for left in (mark,) if call.is_heading else beside:
                yield Placed(call, max(low, min(high - width, left)), width, row, mark)
