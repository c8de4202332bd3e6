"""A letter."""

from dataclasses import dataclass

from kompass.reporting.data.parts import Figure, Heading, Table


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
