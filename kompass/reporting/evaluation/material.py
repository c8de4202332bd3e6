"""What a report is made from: one evaluation, its result, its comparison group and the language to write in."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from kompass.domain.answers import Level
from kompass.domain.comparison import Group, Spread
from kompass.domain.evaluation import Evaluation
from kompass.domain.findings import STRONG, Kind, Standing, standings
from kompass.domain.framework import Framework, Step
from kompass.domain.points import Published, published_areas, published_total
from kompass.domain.scoring import AreaResult, CriterionResult, Result
from kompass.reporting.evaluation.beside import Beside
from kompass.reporting.sentences import front
from kompass.reporting.sentences.voice import Voice


@dataclass(frozen=True)
class Material:
    """Everything the chapters are composed from. `group` is None when there is nobody to compare with.

    `texts` are what the assessors have written, by part, with light marks; `beside` is what stands beside the
    scores.
    """

    evaluation: Evaluation
    framework: Framework
    result: Result
    group: Group | None
    voice: Voice
    texts: Mapping[str, str] = field(default_factory=dict)
    beside: Beside = field(default_factory=Beside)

    @property
    def fingerprint(self) -> str:
        """Everything the report is made from, as text: equal fingerprints give equal reports."""
        answers = [subarea.answers for area in self.result.areas for subarea in area.subareas]
        edition = (self.framework.id, self.framework.scoring_digest, self.framework.text_digest)
        texts = sorted(self.texts.items())
        return repr(
            (self.voice.locale, self.evaluation, edition, answers, self.group, texts, self.beside.fingerprint)
        )

    def written(self, part: str) -> str:
        """What is written of a part; empty when nothing is."""
        return self.texts.get(part, "")

    @property
    def title(self) -> str:
        return front.title(self.voice, self.place, self.evaluation.year)

    @cached_property
    def place(self) -> str:
        return front.place(self.voice, self.evaluation.municipality.name)

    @cached_property
    def points(self) -> dict[str, Published]:
        """Whole points of every area by id."""
        return published_areas(self.result)

    @cached_property
    def total(self) -> Published:
        return published_total(self.result)

    @cached_property
    def complete_areas(self) -> dict[str, Published]:
        """Whole points of the areas that are applicable and scored to the end."""
        return {area_id: found for area_id, found in self.points.items() if found.applicable and found.complete}

    def titles_with(self, points: int) -> list[str]:
        """Titles of the complete areas that have exactly these points."""
        return [
            area.title
            for area in self.framework.areas
            if area.id in self.complete_areas and self.complete_areas[area.id].points == points
        ]

    def level_counts(self, area: AreaResult) -> tuple[int, ...]:
        """Processes of an area on each step, lowest first."""
        found = Counter(step.value for one in area.criteria if (step := self.step(one)))
        return tuple(found[step.value] for step in self.framework.scale.steps)

    @property
    def has_group(self) -> bool:
        """Whether the group is large enough to show a mean."""
        return self.group is not None and bool(self.group.spreads)

    def spread(self, area_id: str) -> Spread | None:
        """The group's whole points in an area; None without a group or where too few have the area."""
        return self.group.spreads.get(area_id) if self.group else None

    def distance(self, area_id: str) -> int | None:
        """An area's distance from the printed mean; None without one, while incomplete or not applicable."""
        spread, found = self.spread(area_id), self.points[area_id]
        if spread is None or not found.applicable or not found.complete:
            return None
        return spread.distance_from(found.points)

    @cached_property
    def total_distance(self) -> int | None:
        """The total's distance from the printed mean; None without one, while incomplete or of fewer areas."""
        spread = self.group.total if self.group else None
        if spread is None or not self.total.complete or not all(found.applicable for found in self.points.values()):
            return None
        return spread.distance_from(self.total.points)

    def share_of_group(self, part_id: str) -> Fraction | None:
        """The group's mean share of the ideal in a part; None where there is none."""
        mean = self.group.means.get(part_id) if self.group else None
        return None if mean is None else mean.share

    def step(self, found: CriterionResult) -> Step | None:
        """The step a process stands on; None while unanswered or not applicable."""
        return found.criterion.scale.step(found.answer.value) if isinstance(found.answer, Level) else None

    def level_name(self, standing: Standing) -> str:
        """Name of a process's level; empty for areas and sub-areas, which have none."""
        if standing.level is None:
            return ""
        step = self.framework.scale.step(standing.level)
        return step.name if step else ""

    @cached_property
    def good_step(self) -> Step:
        """The lowest step that counts as a strength."""
        return next(step for step in self.framework.scale.steps if step.share >= STRONG)

    def reached(self, found: Iterable[CriterionResult]) -> int:
        """How many processes stand on the good step or higher."""
        return sum(1 for one in found if one.share is not None and one.share >= self.good_step.share)

    def subareas(self) -> list[Standing]:
        """Sub-areas that are scored to the end: half a sub-area says too little to be ranked."""
        complete = {s.subarea.id for area in self.result.areas for s in area.subareas if s.part.complete}
        return [found for found in standings(self.result, Kind.SUBAREA, self.group) if found.id in complete]

    @cached_property
    def processes(self) -> list[Standing]:
        """Every process that has a level."""
        return standings(self.result, Kind.CRITERION, self.group)
