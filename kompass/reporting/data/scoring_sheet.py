"""The blank scoring sheet of an edition: what stands on it, before anybody has written anything."""

from dataclasses import dataclass

from kompass.reporting.data.parts import Figure, Heading


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A process to score; `group` is the sub-area it opens, and is empty for the others."""

    number: str
    title: str
    group: str


@dataclass(frozen=True, slots=True)
class SheetArea:
    """An area to score: one spread."""

    heading: Heading
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True)
class ScoringSheet:
    """The sheet in one language. `steps` are value, name and meaning of each level."""

    locale: str
    title: str
    place: str
    steps: tuple[tuple[str, str, str], ...]
    areas: tuple[SheetArea, ...]
    mark: str = ""
    foot: str = ""
    figures: tuple[Figure, ...] = ()

    @property
    def template(self) -> str:
        return "sheet/sheet.html"

    @property
    def width(self) -> int:
        """Columns of the table: the process, a box for each level and for «not applicable», and the note."""
        return len(self.steps) + 3

    @property
    def headings(self) -> tuple[Heading, ...]:
        return tuple(area.heading for area in self.areas)
