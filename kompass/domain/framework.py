"""The evaluation framework: areas, sub-areas, criteria and their scale, as frozen values in one language.

Knows nothing of files, locales or databases; the catalogue builds these values and checks them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a scale: its value, its share of full points (0 to 1), its name and general text."""

    value: int
    share: Fraction
    name: str
    text: str


@dataclass(frozen=True)
class Scale:
    """The ordered steps a level may be chosen from, lowest first."""

    id: str
    steps: tuple[Step, ...]

    def step(self, value: int) -> Step | None:
        """The step with this value; None when the value is off the scale."""
        return next((step for step in self.steps if step.value == value), None)

    @cached_property
    def denominator(self) -> int:
        """The smallest number that makes every share a whole number of parts."""
        return lcm(*(step.share.denominator for step in self.steps))

    @cached_property
    def parts(self) -> Mapping[int, int]:
        """Share of full points at each value, counted in parts of `denominator`."""
        return {step.value: int(step.share * self.denominator) for step in self.steps}


@dataclass(frozen=True, slots=True)
class Source:
    """Where to look for evidence: kind is document, website or interview."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One organisational process (criterion) with everything an assessor needs to judge it.

    `weight` counts within the sub-area. `levels` has one text per step of the scale, lowest first.
    """

    id: str
    title: str
    question: str
    evidence: str
    not_evidence: str
    sources: tuple[Source, ...]
    weight: int
    scale: Scale
    levels: tuple[str, ...]
    advice: str


@dataclass(frozen=True, slots=True)
class SubArea:
    """A part of an area; `points` is its maximum when everything in the area applies."""

    id: str
    title: str
    points: int
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """One of the focus areas; `points` is its maximum, the sum of its sub-areas' maxima."""

    id: str
    title: str
    introduction: str
    points: int
    subareas: tuple[SubArea, ...]

    @property
    def criteria(self) -> Iterator[Criterion]:
        return (criterion for subarea in self.subareas for criterion in subarea.criteria)


@dataclass(frozen=True)
class Framework:
    """One edition of a framework in one language.

    `scoring_digest` covers all that can move a score and no word; `text_digest` covers what was read.
    `rules` names the aggregation rules, see `kompass.domain.scoring.AGGREGATES`.
    """

    id: str
    edition: str
    title: str
    description: str
    locale: str
    scale: Scale
    rules: Mapping[str, str]
    areas: tuple[Area, ...]
    scoring_digest: str
    text_digest: str

    @cached_property
    def criteria(self) -> Mapping[str, Criterion]:
        """Every criterion by id, in reading order."""
        return {criterion.id: criterion for area in self.areas for criterion in area.criteria}

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """Printed number of every area ("1"), sub-area ("1.2") and criterion ("1.2.3"), by id."""
        numbers: dict[str, str] = {}
        for a, area in enumerate(self.areas, 1):
            numbers[area.id] = f"{a}"
            for s, subarea in enumerate(area.subareas, 1):
                numbers[subarea.id] = f"{a}.{s}"
                numbers.update({c.id: f"{a}.{s}.{n}" for n, c in enumerate(subarea.criteria, 1)})
        return numbers

    def area(self, area_id: str) -> Area | None:
        """The area with this id; None when the edition has no such area."""
        return next((area for area in self.areas if area.id == area_id), None)

    def area_of(self, criterion_id: str) -> Area | None:
        """The area a criterion stands in; None when the edition has no such criterion."""
        return next((area for area in self.areas if any(c.id == criterion_id for c in area.criteria)), None)
