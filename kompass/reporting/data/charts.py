"""What each kind of chart shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from kompass.domain.comparison import SMALLEST_GROUP


@dataclass(frozen=True, slots=True)
class Strip:
    """One line of a chart from 0 to 100.

    `low` to `high` is the band while answers are missing, both alike when complete; None when nothing is
    applicable. The group's quartiles, median and mean are None where there is no group.
    """

    label: str
    figure: str
    low: Fraction | None
    high: Fraction | None
    lower: Fraction | None = None
    median: Fraction | None = None
    upper: Fraction | None = None
    mean: Fraction | None = None


def ranked(strips: Iterable[Strip]) -> tuple[Strip, ...]:
    """The longest first, those alike in the order they come, and those not applicable last."""
    return tuple(sorted(strips, key=lambda strip: (strip.low is None, -(strip.low or 0), -(strip.high or 0))))


@dataclass(frozen=True, slots=True)
class DotChart:
    """A dot for each part, on the band of the group."""

    strips: tuple[Strip, ...]
    own: str
    band: str
    median: str


@dataclass(frozen=True, slots=True)
class BarChart:
    """A bar for each part, with a tick at the mean of the group."""

    strips: tuple[Strip, ...]
    own: str
    mean: str


@dataclass(frozen=True, slots=True)
class CompactBarChart:
    """The same bars as wide as a phone: the label above its bar, and nothing smaller than nine points."""

    strips: tuple[Strip, ...]
    own: str
    mean: str


@dataclass(frozen=True, slots=True)
class RadarChart:
    """The profile of the municipality, with the median of the group behind it."""

    strips: tuple[Strip, ...]
    own: str
    median: str


@dataclass(frozen=True, slots=True)
class Emblem:
    """The result as a mark on the cover: one line for each part, without words."""

    strips: tuple[Strip, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """One line of a chart of predecessors, 0 to 100: where each of them is, by its letter.

    `low` to `high` is what the new municipality is held against, one point when both are alike; `mean` is the
    weighted mean. None where too few are known. `after` is the new municipality, None before there is one.
    """

    label: str
    figure: str
    marks: tuple[tuple[str, Fraction], ...]
    low: Fraction | None
    high: Fraction | None
    mean: Fraction | None = None
    after: Fraction | None = None


@dataclass(frozen=True, slots=True)
class RangeChart:
    """The range of the predecessors in each part, with every one of them marked by its letter."""

    strips: tuple[Marked, ...]
    names: tuple[tuple[str, str], ...]
    mean: str


@dataclass(frozen=True, slots=True)
class DumbbellChart:
    """From what was to the new municipality, one line for each part. `before` names the points, or the range."""

    strips: tuple[Marked, ...]
    before: str
    after: str
    mean: str = ""


@dataclass(frozen=True, slots=True)
class MergerEmblem:
    """The merger as a mark on the cover: the range of the predecessors, and the new municipality on it."""

    strips: tuple[Marked, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """An evaluation in a chart of the development. `time` is when it was in years; only the distances count.

    `starts_anew` breaks the lines before it: it is by an edition that is not comparable to the one before.
    """

    label: str
    time: Fraction
    starts_anew: bool = False


@dataclass(frozen=True, slots=True)
class SlopeLine:
    """One part through the evaluations, a share for each moment; None where it is not known, which is a gap.

    `figure` stands after the label at the right end: «62», or «62 (+8)». A line that `is_strong` is drawn in
    the colour of the municipality, thicker and with filled dots; the others are grey and hollow.
    """

    label: str
    figure: str
    shares: tuple[Fraction | None, ...]
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class SlopeChart:
    """The development over two to six evaluations, the oldest first, each line named at its right end.

    `anew` is written where an evaluation starts anew.
    """

    moments: tuple[Moment, ...]
    lines: tuple[SlopeLine, ...]
    anew: str = ""


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One process: the position of its level on the scale from 0, None when it is not assessed."""

    level: int | None
    is_applicable: bool = True


@dataclass(frozen=True, slots=True)
class HeatRow:
    """One area: its processes, a group for each sub-area. `figure` stands at the right edge, empty for none."""

    label: str
    figure: str
    groups: tuple[tuple[HeatCell, ...], ...]


@dataclass(frozen=True, slots=True)
class HeatChart:
    """Every process as a cell. `levels` are the names of the levels, the lowest first.

    `not_applicable` and `open` name the marks of the cells that have no level.
    """

    rows: tuple[HeatRow, ...]
    levels: tuple[str, ...]
    not_applicable: str
    open: str


@dataclass(frozen=True, slots=True)
class PanelBar:
    """One part of one panel. None when it is not known, and then `figure` is a dash or a word.

    What `is_strong` is drawn in the colour of the municipality, the others in grey outline.
    """

    share: Fraction | None
    figure: str
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """One municipality: its name, what stands below it («48 av 100»), and a bar for each label of the chart."""

    name: str
    figure: str
    bars: tuple[PanelBar, ...]


@dataclass(frozen=True, slots=True)
class PanelChart:
    """One to five municipalities side by side on the same axis, with a tick at `means` in each.

    `means` has a share for each label, or is empty. `strong` and `mean` say what is drawn so; empty for neither.
    """

    labels: tuple[str, ...]
    panels: tuple[Panel, ...]
    strong: str = ""
    means: tuple[Fraction | None, ...] = ()
    mean: str = ""


@dataclass(frozen=True, slots=True)
class DistributionChart:
    """The comparison group as dots without names, and the municipality among them.

    `others` are the group without the municipality, in any order; fewer than five is a ValueError, for then a dot
    would tell who it is. `low` to `high` is the municipality's own share, both alike when complete, None before
    anything is known; `own` is its name and `figure` its points. `median` is the group's, with its label. `axis`
    says what the axis counts.
    """

    others: tuple[Fraction, ...]
    own: str
    figure: str
    low: Fraction | None
    high: Fraction | None
    median: Fraction | None = None
    median_label: str = ""
    axis: str = ""

    def __post_init__(self) -> None:
        """Refuse a group that is too small."""
        if len(self.others) < SMALLEST_GROUP:
            message = f"a group of {len(self.others)} is not shown"
            raise ValueError(message)


Chart = (
    DotChart
    | BarChart
    | CompactBarChart
    | RadarChart
    | HeatChart
    | RangeChart
    | DumbbellChart
    | PanelChart
    | SlopeChart
    | DistributionChart
    | Emblem
    | MergerEmblem
)
