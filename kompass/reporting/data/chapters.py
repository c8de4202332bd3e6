"""A report that is chapters of sections, whatever they say: a merger, a compilation, a development, a booklet."""

from dataclasses import dataclass

from kompass.reporting.data.parts import Chapter, Figure, Heading


@dataclass(frozen=True, slots=True)
class ChapterCover:
    """What the first page says: what the report is, of whom, and what must be known before the first figure.

    `emblem` is None when there is nothing to draw. `heading` is the name in pieces, each with the code of
    its language; empty when there is nothing to tell.
    """

    kind: str
    name: str
    when: str
    lines: tuple[str, ...]
    notices: tuple[str, ...]
    emblem: Figure | None
    heading: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ChapterReport:
    """Everything a report of chapters and sections says, in one language.

    `foot` stands at the foot of every page that has no mark. `mark` goes on every page and chart of invented
    figures, and is empty otherwise. `is_brief` is a report of a few pages: no contents, no page for each chapter.
    `kind` is the name the style sheet knows it by.
    """

    locale: str
    title: str
    place: str
    mark: str
    foot: str
    cover: ChapterCover
    chapters: tuple[Chapter, ...]
    is_brief: bool = False
    kind: str = ""

    @property
    def template(self) -> str:
        return "chapters/report.html"

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
