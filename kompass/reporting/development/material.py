"""What a development report is made from: the evaluations of one municipality, and the language to write in."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kompass import formats
from kompass.domain.development import Milestone, are_comparable, edition_groups, last_pair
from kompass.domain.editions import Crosswalk, EditionKey
from kompass.domain.errors import Problem
from kompass.domain.framework import Framework
from kompass.domain.history import KnownResult
from kompass.domain.measures import Measure
from kompass.domain.register import Link, Unit
from kompass.reporting.sentences import development as say
from kompass.reporting.sentences import mergers
from kompass.reporting.sentences.voice import NOTHING, Voice

# What the drawing has room for side by side.
MOST_MOMENTS = 6


@dataclass(frozen=True)
class DevelopmentMaterial:
    """Everything the chapters are composed from. `milestones` are the evaluations, the oldest first.

    `crosswalks` are those that lead to an edition, by that edition. `measures` are those after an evaluation, by
    its id, as far as the reader may see them. `findings` is where published figures disagree.
    """

    unit: Unit
    milestones: tuple[Milestone, ...]
    voice: Voice
    crosswalks: Mapping[EditionKey, tuple[Crosswalk, ...]] = field(default_factory=dict)
    measures: Mapping[int, tuple[Measure, ...]] = field(default_factory=dict)
    findings: tuple[Problem, ...] = ()
    made_of: tuple[Link, ...] = ()
    became: tuple[Link, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Everything the report is made from, as text: equal fingerprints give equal reports."""
        unit = self.unit
        return repr(
            (
                self.voice.locale,
                (
                    unit.key,
                    unit.name,
                    unit.municipality.other_names,
                    unit.numbers,
                    unit.is_demonstration,
                    unit.valid_to,
                ),
                [_print(one) for one in self.milestones],
                sorted((str(key), repr(found)) for key, found in self.crosswalks.items()),
                [(id_, [_words(one) for one in found]) for id_, found in sorted(self.measures.items())],
                self.findings,
                [(link.predecessor.name, link.successor.name, link.date) for link in (*self.made_of, *self.became)],
            )
        )

    @property
    def title(self) -> str:
        return say.title(self.voice, self.unit.name)

    @cached_property
    def dated(self) -> tuple[Milestone, ...]:
        """Evaluations whose year is known: only these have a place in time."""
        return tuple(one for one in self.milestones if one.known.year is not None)

    @cached_property
    def with_total(self) -> tuple[Milestone, ...]:
        """Those that can be drawn as totals, the last of them."""
        return tuple(one for one in self.dated if one.known.total is not None)

    @cached_property
    def pair(self) -> tuple[Milestone, Milestone] | None:
        """The two evaluations everything is said of: the last one, and the nearest it can be held against."""
        return last_pair(self.dated)

    @cached_property
    def full_pair(self) -> tuple[Milestone, Milestone] | None:
        """The same, of those known to every process."""
        return last_pair(self.dated, full=True)

    @cached_property
    def groups(self) -> list[tuple[Milestone, ...]]:
        """Evaluations with known areas by edition, the newest edition first."""
        return edition_groups(self.dated)

    @cached_property
    def _labels(self) -> Mapping[int, str]:
        """What each evaluation is called, by its place: its year, and its month where two share the year."""
        years = Counter(one.known.year for one in self.milestones)
        return {position: self._label(one, years) for position, one in enumerate(self.milestones)}

    def _label(self, one: Milestone, years: Counter[int | None]) -> str:
        name = mergers.year(self.voice, one.known.year)
        if one.evaluation and years[one.known.year] > 1:
            name = formats.month_and_year(one.evaluation.evaluated_on, self.voice.locale)
        return say.label(self.voice, name, is_draft=one.is_draft)

    def label(self, one: Milestone) -> str:
        """What an evaluation is called."""
        return self._labels[self.milestones.index(one)]

    def labels(self, found: Sequence[Milestone]) -> list[str]:
        """What they are called, each name once."""
        return list(dict.fromkeys(self.label(one) for one in found))

    def framework(self, group: Sequence[Milestone]) -> Framework | None:
        """The edition of these evaluations; None where it is known from published results only."""
        return next((one.known.result.framework for one in group if one.known.result), None)

    def edition_title(self, one: Milestone) -> str:
        """What the edition of an evaluation is called."""
        framework = self.framework([one])
        return framework.title if framework else mergers.edition(self.voice, one.known.edition)

    def area_titles(self, group: Sequence[Milestone]) -> dict[str, str]:
        """Title of each area that is known in any of them, in the order of the edition."""
        known = dict.fromkeys(id_ for one in group for id_ in one.known.areas)
        framework = self.framework(group)
        if framework:
            return {area.id: area.title for area in framework.areas if area.id in known}
        return {id_: mergers.numbered_area(self.voice, id_) for id_ in sorted(known, key=len)}

    def area_maximum(self, one: Milestone, area_id: str) -> int:
        """What an area can give in the edition of an evaluation."""
        framework = self.framework([one])
        area = framework.area(area_id) if framework else None
        return area.points if area else PUBLISHED_MAXIMUM

    def points(self, one: Milestone) -> str:
        """The total, the band it will end in, or a dash."""
        if one.band:
            return self.voice.band(*one.band)
        return NOTHING if one.known.total is None else self.voice.whole(one.known.total)

    def editions(self, found: Sequence[Milestone]) -> int:
        """How many editions they are by; each unknown one counts."""
        kinds: list[Milestone] = []
        for one in found:
            if not any(are_comparable(kind, one) for kind in kinds):
                kinds.append(one)
        return len(kinds)


# What each area gives in every published edition.
PUBLISHED_MAXIMUM = 100


def _print(one: Milestone) -> tuple[object, ...]:
    return (_known(one.known), one.evaluation, one.published, one.band)


def _known(known: KnownResult) -> tuple[object, ...]:
    result = known.result
    answers = [subarea.answers for area in result.areas for subarea in area.subareas] if result else []
    digests = (result.framework.scoring_digest, result.framework.text_digest) if result else ()
    return (known.year, known.edition, known.depth, known.total, sorted(known.areas.items()), digests, answers)


def _words(one: Measure) -> tuple[object, ...]:
    return (one.id, one.criterion_id, one.title, one.owner_role, one.due_on, one.status)
