"""What reports are made of: headings, facts, figures, tables, and chapters of sections."""

from dataclasses import dataclass
from typing import Protocol

from kompass.reporting.data.charts import Chart


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart with its finding as caption and its content in words. `name` is its address inside the report.

    `title` is what it is called where it stands alone; empty for what never does.
    """

    name: str
    chart: Chart
    caption: str
    alternative: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG with what it shows in words. `name` is its address inside the report."""

    name: str
    content: bytes
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


# Rows of a table that is kept on one page.
SHORT = 16


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `total` is the last row, empty without one.

    `kind` is the name the style sheet knows it by. `may_break` lets a short one run on to the next page.
    """

    kind: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[AnyCell, ...], ...]
    total: tuple[AnyCell, ...] = ()
    may_break: bool = False

    @property
    def is_short(self) -> bool:
        """Whether it is kept on one page."""
        return len(self.rows) <= SHORT and not self.may_break

    @property
    def is_headed(self) -> bool:
        """Whether it has headings above its columns."""
        return any(column.title for column in self.columns)

    @property
    def heads_rows(self) -> bool:
        """Whether the first cells are headings; in a tiny table they would outnumber what they head."""
        rows, columns = len(self.rows) + bool(self.total), len(self.columns)
        return rows + columns * self.is_headed <= rows * (columns - 1)


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


class Report(Protocol):
    """What every report has, whatever it says. `mark` goes on every page and chart of invented figures."""

    @property
    def template(self) -> str: ...
    @property
    def locale(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def mark(self) -> str: ...
    @property
    def foot(self) -> str: ...
    @property
    def headings(self) -> tuple[Heading, ...]: ...
    @property
    def figures(self) -> tuple[Figure, ...]: ...
