"""A municipality as the register knows it, and the rules of its validity."""

from dataclasses import dataclass
from datetime import date

from kompass.domain.errors import Problem


@dataclass(frozen=True, slots=True)
class Municipality:
    """One municipality number and the time it was valid.

    `valid_to` is the first day the number was not valid (as in SSB's Klass); None while it is current.
    `population` is inhabitants on 1 January of `population_year`, None when the register has no figure.
    `is_demonstration` marks an invented municipality, which may hold invented scores.
    """

    number: str
    name: str
    other_names: str
    county: str
    valid_from: date
    valid_to: date | None
    population: int | None = None
    population_year: int | None = None
    is_demonstration: bool = False

    def is_valid_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class Grouping:
    """The groups a municipality was in one year, as text; empty where the register has none.

    `kostra_group` belongs to the grouping of the year `kostra_standard`, `centrality` to a scale of
    `centrality_classes` classes: of four, 3 is the most central; of six, 1 is. Scales are never mixed.
    """

    municipality_number: str
    year: int
    kostra_group: str
    kostra_standard: str
    centrality: str
    centrality_classes: str
    language_form: str


def validity_problems(municipality: Municipality, day: date) -> list[Problem]:
    """Why an evaluation of this municipality cannot be dated this day; empty when it can."""
    values = (("name", municipality.name), ("number", municipality.number))
    if day < municipality.valid_from:
        start = (("year", str(municipality.valid_from.year)),)
        return [Problem("evaluated_before_municipality", "evaluated_on", values + start)]
    if municipality.valid_to is not None and day >= municipality.valid_to:
        end = (("year", str(municipality.valid_to.year)),)
        return [Problem("municipality_no_longer_valid", "evaluated_on", values + end)]
    return []
