"""The council summary: the result of one evaluation on two pages, for those who have never heard of the tool."""

from dataclasses import dataclass

from kompass.reporting.data.parts import Figure, Heading


@dataclass(frozen=True, slots=True)
class Point:
    """A strength, or something to work on. `start` is what to do first, empty where there is nothing to advise."""

    title: str
    reason: str
    start: str = ""


@dataclass(frozen=True, slots=True)
class PointList:
    """Points under their heading. `opening` is said before them or in place of them, empty when all is usual."""

    heading: Heading
    opening: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class SentenceList:
    """Sentences under their heading."""

    heading: Heading
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """The total as a big figure, what stands after it, and what it means."""

    figure: str
    of: str
    meaning: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CouncilSummary:
    """Everything the two pages say, in one language.

    `written` is what the assessors have written of the findings, with light marks, as much of it as there is room
    for; `findings` are then empty. The finding of the chart is the heading above it. `is_close` sets both
    pages a little smaller, when there is much to say.
    """

    locale: str
    title: str
    place: str
    mark: str
    foot: str
    kind: str
    name: str
    year: str
    notices: tuple[str, ...]
    what: str
    score: Score
    findings: SentenceList
    written: str
    more_written: str
    areas: Heading
    chart: Figure
    strengths: PointList
    improvements: PointList
    questions: SentenceList
    certainty: SentenceList
    further: SentenceList
    is_close: bool = False
    heading: tuple[tuple[str, str], ...] = ()

    @property
    def template(self) -> str:
        return "summary/summary.html"

    @property
    def headings(self) -> tuple[Heading, ...]:
        lists = (self.strengths, self.improvements, self.questions, self.certainty, self.further)
        return (self.findings.heading, self.areas, *(one.heading for one in lists))

    @property
    def figures(self) -> tuple[Figure, ...]:
        return (self.chart,)
