"""A table as numbers and words, to be worked on in a spreadsheet instead of read."""

from dataclasses import dataclass
from fractions import Fraction

# None is an empty cell: not known, or not applicable.
Value = str | int | Fraction | None


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column; `decimals` is how many a number is written with, half up, and None for words."""

    title: str
    decimals: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table. `mark` stands below the figures that are invented, and is empty otherwise."""

    title: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    mark: str = ""
