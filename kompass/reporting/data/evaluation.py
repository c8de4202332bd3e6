"""The report of one evaluation."""

from dataclasses import dataclass

from kompass.reporting.data.parts import Fact, Figure, Heading, Picture, Table


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
    """A ranked list under a heading; `none` is said when it is empty, `more` when too many share a place."""

    heading: str
    places: tuple[Place, ...]
    none: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Practice:
    """A process in the chapter of its area. `advice` is empty where there is none to give."""

    number: str
    title: str
    reason: str
    text: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Star:
    """A gold star: the process it was given for, and what is worth learning, with light marks."""

    number: str
    process: str
    title: str
    description: str


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
    stars: tuple[Star, ...] = ()
    more_strengths: str = ""
    more_improvements: str = ""


@dataclass(frozen=True, slots=True)
class ProcessRow:
    """One process in the appendix. `text` is what its level says; `evidence` what it rests on, as counts."""

    number: str
    title: str
    level: str
    text: str
    evidence: str
    points: str


@dataclass(frozen=True, slots=True)
class ProcessGroup:
    """A sub-area in the appendix."""

    number: str
    title: str
    points: str
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
    """What the first page says. `notices` are what a reader must know before the first figure.

    `other_names` are the municipality's names in other languages, each with the code of its language; `heading` is
    the place in such pieces.
    """

    place: str
    year: str
    evaluated: str
    edition: str
    notices: tuple[str, ...]
    emblem: Figure
    other_names: tuple[tuple[str, str], ...] = ()
    heading: tuple[tuple[str, str], ...] = ()
    arms: Picture | None = None


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
    agreement: tuple[str, ...] = ()
    agreement_table: Table | None = None


@dataclass(frozen=True, slots=True)
class Glance:
    """The result on one page: in a sentence, in figures, in charts, and what stands out."""

    sentence: str
    facts: tuple[Fact, ...]
    figures: tuple[Figure, ...]
    rankings: tuple[Ranking, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """The chapter of results. What stands beside the group is empty without one.

    `place` is the total among those of the group, and `place_table` its figures.
    """

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
    place: Figure | None = None
    place_table: Table | None = None


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
    glance: Glance
    written_foreword: str = ""
    written_headlines: str = ""
    written_closing: str = ""
    measures: Table | None = None
    evidence_key: str = ""

    @property
    def template(self) -> str:
        return "evaluation/report.html"

    @property
    def foot(self) -> str:
        """What stands at the foot of every page that has no mark."""
        return self.cover.edition

    @property
    def pictures(self) -> tuple[Picture, ...]:
        return (self.cover.arms,) if self.cover.arms else ()

    @property
    def figures(self) -> tuple[Figure, ...]:
        results = self.results
        drawn = (results.areas, results.profile, results.levels, results.place)
        found = (self.cover.emblem, *self.glance.figures, *drawn, *(area.figure for area in self.areas))
        return tuple(figure for figure in found if figure)
