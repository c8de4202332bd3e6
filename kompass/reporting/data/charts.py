"""What each kind of chart shows."""

from dataclasses import dataclass
from fractions import Fraction


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
class RadarChart:
    """The profile of the municipality, with the median of the group behind it."""

    strips: tuple[Strip, ...]
    own: str
    median: str


@dataclass(frozen=True, slots=True)
class LevelStrip:
    """How many processes of one part stand on each level, lowest first; `open` have none yet."""

    label: str
    counts: tuple[int, ...]
    open: int


@dataclass(frozen=True, slots=True)
class LevelChart:
    """How the processes of each part are spread over the levels."""

    strips: tuple[LevelStrip, ...]
    levels: tuple[str, ...]
    open: str


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


Chart = DotChart | BarChart | RadarChart | LevelChart | RangeChart | DumbbellChart | Emblem | MergerEmblem
