"""What a report can show: text, exact numbers and tuples, frozen. Knows neither the domain's objects nor paper."""

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


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its finding as caption and its content in words. `name` is its address inside the report."""

    name: str
    chart: Chart
    caption: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A chapter (depth 1) or section (depth 2). `number` is empty for what stands outside the numbering."""

    id: str
    number: str
    title: str
    depth: int


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure or a piece of information with its label."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class PartRow:
    """An area or a sub-area in a table. Cells are text; empty where there is nothing to say."""

    number: str
    title: str
    points: str
    maximum: str
    share: str
    mean: str
    distance: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of the scale."""

    value: str
    name: str
    text: str
    share: str


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One area's processes by level, as text."""

    number: str
    title: str
    counts: tuple[str, ...]
    open: str
    not_applicable: str


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One area in the table of the profile."""

    number: str
    title: str
    points: str
    median: str


@dataclass(frozen=True, slots=True)
class Place:
    """A strength or an improvement area: its place in the ranking and why it is there, in words."""

    place: str
    number: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """A ranked list under a heading; `none` is said when it is empty."""

    heading: str
    places: tuple[Place, ...]
    none: str


@dataclass(frozen=True, slots=True)
class Practice:
    """A process in the chapter of its area. `advice` is empty where there is none to give."""

    number: str
    title: str
    reason: str
    text: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class WrittenArea:
    """What the assessors have written about an area, with light marks; each is empty when they have not."""

    summary: str = ""
    strengths: str = ""
    improvements: str = ""


@dataclass(frozen=True, slots=True)
class AreaChapter:
    """One area: introduction, facts, finding, chart, table and its processes.

    `figure` is None when nothing in the area is applicable. What is `written` is printed in place of the summary
    and of the lists of strengths and improvements.
    """

    id: str
    number: str
    title: str
    introduction: str
    summary: str
    facts: tuple[Fact, ...]
    figure: Figure | None
    rows: tuple[PartRow, ...]
    strengths: tuple[Practice, ...]
    improvements: tuple[Practice, ...]
    not_applicable: tuple[Practice, ...]
    unanswered: tuple[str, ...]
    written: WrittenArea = WrittenArea()


@dataclass(frozen=True, slots=True)
class ProcessRow:
    """One process in the appendix."""

    number: str
    title: str
    level: str
    points: str
    maximum: str


@dataclass(frozen=True, slots=True)
class ProcessGroup:
    """A sub-area in the appendix."""

    number: str
    title: str
    points: str
    maximum: str
    rows: tuple[ProcessRow, ...]


@dataclass(frozen=True, slots=True)
class ProcessArea:
    """An area in the appendix; `sum` is its points in words."""

    number: str
    title: str
    sum: str
    groups: tuple[ProcessGroup, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """What the first page says. `notices` are what a reader must know before the first figure."""

    place: str
    year: str
    evaluated: str
    edition: str
    notices: tuple[str, ...]
    emblem: Figure


@dataclass(frozen=True, slots=True)
class General:
    """The edition, its scale and its areas."""

    edition: str
    description: str
    size: str
    steps: tuple[StepRow, ...]


@dataclass(frozen=True, slots=True)
class Method:
    """What the method chapter says about this evaluation; `written` is what the assessors say, with light marks."""

    written: str
    sources: str
    example: str
    step: str
    open: str
    not_applicable: str
    group: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """The chapter of results. `profile` and what stands beside the group are empty without a group."""

    findings: tuple[str, ...]
    facts: tuple[Fact, ...]
    areas: Figure
    rows: tuple[PartRow, ...]
    total: PartRow
    profile: Figure
    profile_rows: tuple[ProfileRow, ...]
    levels: Figure
    level_names: tuple[str, ...]
    level_rows: tuple[LevelRow, ...]
    has_open: bool
    has_not_applicable: bool
    ideal: tuple[Ranking, ...]
    group: tuple[Ranking, ...]


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """Everything the report of one evaluation says, in one language.

    `mark` goes on every page and chart of invented figures, empty otherwise. What is written, with light marks, is
    printed in place of `foreword` and `closing`, which are then empty.
    """

    locale: str
    title: str
    place: str
    mark: str
    headings: tuple[Heading, ...]
    cover: Cover
    foreword: tuple[str, ...]
    general: General
    method: Method
    has_group: bool
    results: Results
    areas: tuple[AreaChapter, ...]
    closing: tuple[str, ...]
    appendix: tuple[ProcessArea, ...]
    colophon: tuple[Fact, ...]
    written_foreword: str = ""
    written_closing: str = ""

    @property
    def template(self) -> str:
        return "evaluation/report.html"

    @property
    def foot(self) -> str:
        """What stands at the foot of every page that has no mark."""
        return self.cover.edition

    @property
    def figures(self) -> tuple[Figure, ...]:
        results = self.results
        found = (self.cover.emblem, results.areas, results.profile, results.levels)
        return found + tuple(area.figure for area in self.areas if area.figure)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with more than text: a number before it, the shade of a level (0 to 4), or weight."""

    text: str
    number: str = ""
    shade: int | None = None
    is_strong: bool = False


# Most cells are text alone.
AnyCell = Cell | str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `kind` is what stands in it: "figures", "words", "levels", or "own" figures."""

    title: str
    kind: str = "figures"


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `total` is the last row, empty without one.

    `kind` is the name the style sheet knows it by.
    """

    kind: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[AnyCell, ...], ...]
    total: tuple[AnyCell, ...] = ()

    @property
    def is_short(self) -> bool:
        """Whether it is kept on one page."""
        return len(self.rows) <= SHORT

    @property
    def is_headed(self) -> bool:
        """Whether it has headings above its columns."""
        return any(column.title for column in self.columns)

    @property
    def heads_rows(self) -> bool:
        """Whether the first cells are headings; in a tiny table they would outnumber what they head."""
        rows, columns = len(self.rows) + bool(self.total), len(self.columns)
        return rows + columns * self.is_headed <= rows * (columns - 1)


SHORT = 16


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a chapter, in the order it is printed. `heading` is None for what opens the chapter.

    `is_beside` sets the text beside its heading instead of below it.
    """

    heading: Heading | None
    lead: str = ""
    facts: tuple[Fact, ...] = ()
    paragraphs: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    figure: Figure | None = None
    tables: tuple[Table, ...] = ()
    is_beside: bool = False

    @property
    def is_short(self) -> bool:
        """Whether it is kept on one page, heading and all."""
        return self.figure is None and len(self.tables) < 2 and all(table.is_short for table in self.tables)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter with its sections."""

    heading: Heading
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class MergerCover:
    """What the first page says: what the report is, of whom, and what must be known before the first figure.

    `emblem` is None when there is nothing to draw.
    """

    kind: str
    name: str
    when: str
    lines: tuple[str, ...]
    notices: tuple[str, ...]
    emblem: Figure | None


@dataclass(frozen=True, slots=True)
class MergerReport:
    """Everything the report of a merger, or of a compilation, says, in one language.

    `foot` stands at the foot of every page that has no mark. `mark` goes on every page and chart of invented
    figures, and is empty otherwise. `is_brief` is a report of a few pages: no contents, no page for each chapter.
    """

    locale: str
    title: str
    place: str
    mark: str
    foot: str
    cover: MergerCover
    chapters: tuple[Chapter, ...]
    is_brief: bool = False

    @property
    def template(self) -> str:
        return "merger/report.html"

    @property
    def headings(self) -> tuple[Heading, ...]:
        """What stands in the contents: the chapters, and the numbered sections of those that are numbered."""
        found: list[Heading] = []
        for chapter in self.chapters:
            sections = (section.heading for section in chapter.sections) if chapter.heading.number else ()
            found += [chapter.heading, *(heading for heading in sections if heading and heading.number)]
        return tuple(found)

    @property
    def figures(self) -> tuple[Figure, ...]:
        drawn = (section.figure for chapter in self.chapters for section in chapter.sections)
        return tuple(figure for figure in (self.cover.emblem, *drawn) if figure)


@dataclass(frozen=True, slots=True)
class LetterSection:
    """A part of a letter under its heading: sentences, a table when there is one, sentences after it."""

    heading: Heading
    paragraphs: tuple[str, ...] = ()
    table: Table | None = None
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """Everything a letter says, in one language. `place` and `foot` stand at the foot of every page.

    `mark` stands in place of the foot when the municipality is invented, and is empty otherwise. `sender` is the
    lines below the greeting, and `address` where to answer.
    """

    locale: str
    title: str
    place: str
    mark: str
    foot: str
    to: str
    written: str
    opening: tuple[str, ...]
    sections: tuple[LetterSection, ...]
    greeting: str
    sender: tuple[str, ...]
    address: str

    @property
    def template(self) -> str:
        return "letter/letter.html"

    @property
    def headings(self) -> tuple[Heading, ...]:
        return tuple(section.heading for section in self.sections)

    @property
    def figures(self) -> tuple[Figure, ...]:
        return ()


Report = EvaluationReport | MergerReport | Letter
