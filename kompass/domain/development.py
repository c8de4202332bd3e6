"""A municipality's own evaluations over time: which of them can be held against each other, and what changed.

Points by different editions are never subtracted. A total of fewer areas is not held against one of more.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kompass.domain.answers import Level
from kompass.domain.editions import Crosswalk, EditionKey
from kompass.domain.evaluation import SEALED, Evaluation
from kompass.domain.framework import Criterion
from kompass.domain.history import Depth, KnownResult, PublishedResult, known_from_publication
from kompass.domain.points import published_areas, published_total
from kompass.domain.scoring import Result


@dataclass(frozen=True, slots=True)
class Milestone:
    """One evaluation in a development: our own, or a published one.

    `known.areas` holds the areas that are scored to the end, and `known.total` is None until all of them are;
    `band` is then what the total can end at.
    """

    known: KnownResult
    evaluation: Evaluation | None = None
    published: PublishedResult | None = None
    band: tuple[int, int] | None = None

    @property
    def is_draft(self) -> bool:
        """Whether it is not delivered yet, and can change."""
        return self.evaluation is not None and self.evaluation.status not in SEALED

    @property
    def is_inferred(self) -> bool:
        """Whether something of a published result was concluded rather than stated."""
        return self.published is not None and bool(self.published.inferred)

    @property
    def order(self) -> tuple[int, int, int]:
        """Sorts by time; a published one without a day is taken to be of the middle of its year."""
        days = self.evaluation.evaluated_on.timetuple().tm_yday if self.evaluation else 183
        return (self.known.year or 0, days, self.known.order[1])


def of_evaluation(evaluation: Evaluation, result: Result) -> Milestone:
    """One of our own evaluations, finished or not."""
    areas, total = published_areas(result), published_total(result)
    known = KnownResult(
        year=evaluation.year,
        edition=EditionKey(evaluation.framework_id, evaluation.edition),
        depth=Depth.FULL,
        total=total.points if total.complete and total.applicable else None,
        maximum=total.maximum,
        areas={id_: found.points for id_, found in areas.items() if found.applicable and found.complete},
        result=result,
        evaluation_id=evaluation.id,
    )
    return Milestone(known, evaluation, band=None if total.complete else (total.points, total.highest))


def of_publication(published: PublishedResult) -> Milestone:
    """A published result."""
    return Milestone(known_from_publication(published), published=published)


def in_time(milestones: Iterable[Milestone]) -> tuple[Milestone, ...]:
    """The oldest first, those without a year before them all."""
    return tuple(sorted(milestones, key=lambda one: one.order))


def are_comparable(earlier: Milestone, later: Milestone) -> bool:
    """Whether both are by the same edition, known by name."""
    return earlier.known.edition == later.known.edition and later.known.edition.is_known


def total_change(earlier: Milestone, later: Milestone) -> int | None:
    """Points from one total to the next; None where they cannot be held against each other."""
    before, after = earlier.known, later.known
    if not are_comparable(earlier, later) or before.maximum != after.maximum:
        return None
    return None if before.total is None or after.total is None else after.total - before.total


def area_changes(earlier: Milestone, later: Milestone) -> dict[str, int]:
    """Points from one evaluation to the next by area id, where both have the area; none across editions."""
    if not are_comparable(earlier, later):
        return {}
    before = earlier.known.areas
    return {id_: points - before[id_] for id_, points in later.known.areas.items() if id_ in before}


def linked_areas(earlier: Milestone, later: Milestone, crosswalks: Iterable[Crosswalk]) -> dict[str, int]:
    """Points of the earlier evaluation by area id of the later one, through a crosswalk; none without one."""
    links: Mapping[str, str] = next(
        (one.areas for one in crosswalks if one.older == earlier.known.edition and one.older.is_known), {}
    )
    points = earlier.known.areas
    return {
        newer: points[older] for older, newer in links.items() if older in points and newer in later.known.areas
    }


def last_pair(milestones: Sequence[Milestone], *, full: bool = False) -> tuple[Milestone, Milestone] | None:
    """The last evaluation with figures, and the nearest before it that it can be held against; None of such.

    With `full` both must be known to every process.
    """
    found = [one for one in milestones if (one.known.result if full else one.known.has_figures)]
    if not found:
        return None
    last = found[-1]
    return next(((one, last) for one in reversed(found[:-1]) if are_comparable(one, last)), None)


@dataclass(frozen=True, slots=True)
class ProcessChange:
    """A process that has another level than before; `points` is what that is worth now."""

    criterion: Criterion
    before: int
    after: int
    points: Fraction


@dataclass(frozen=True, slots=True)
class ProcessChanges:
    """What changed between two evaluations with the same edition: `up` and `down`, the most points first.

    `unchanged` and `left_out` are counts; left out is what had no level in one of them.
    """

    up: tuple[ProcessChange, ...]
    down: tuple[ProcessChange, ...]
    unchanged: int
    left_out: int


def process_changes(earlier: Result, later: Result) -> ProcessChanges:
    """Process by process, where both have a level."""
    before = {one.criterion.id: one for one in earlier.criteria}
    found, unchanged, left_out = [], 0, 0
    for now in later.criteria:
        then = before.get(now.criterion.id)
        if then is None or not isinstance(then.answer, Level) or not isinstance(now.answer, Level):
            left_out += 1
        elif then.answer == now.answer:
            unchanged += 1
        else:
            worth = ((now.share or 0) - (then.share or 0)) * now.maximum
            found.append(ProcessChange(now.criterion, then.answer.value, now.answer.value, worth))
    up = sorted((one for one in found if one.points > 0), key=lambda one: -one.points)
    down = sorted((one for one in found if one.points < 0), key=lambda one: one.points)
    return ProcessChanges(tuple(up), tuple(down), unchanged, left_out)


def edition_groups(milestones: Iterable[Milestone]) -> list[tuple[Milestone, ...]]:
    """Evaluations with known areas by edition, the edition of the newest first; an unknown edition alone each."""
    groups: list[list[Milestone]] = []
    for one in milestones:
        if one.known.areas:
            found = next((group for group in groups if are_comparable(group[0], one)), None)
            if found is None:
                groups.append([one])
            else:
                found.append(one)
    return [tuple(group) for group in sorted(groups, key=lambda group: group[-1].order, reverse=True)]
