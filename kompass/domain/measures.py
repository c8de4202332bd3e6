"""What a municipality has decided to do after an evaluation, and which evaluations came before which."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kompass.domain.errors import Problem
from kompass.domain.evaluation import SEALED, Evaluation
from kompass.domain.register import Register, Unit

TITLE_LIMIT = 200
OWNER_LIMIT = 200
NOTE_LIMIT = 5_000
# A deadline farther off than this is a slip of the finger.
MOST_YEARS = 20


class MeasureStatus(StrEnum):
    """How far a measure has come."""

    PLANNED = "planned"
    STARTED = "started"
    DONE = "done"
    DROPPED = "dropped"


UNFINISHED = frozenset({MeasureStatus.PLANNED, MeasureStatus.STARTED})


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure. `criterion_id` is "" when it is about no single process; `due_on` None when it has no deadline.

    `owner_role` is a role in the municipality, never a person's name.
    """

    id: int
    evaluation_id: int
    criterion_id: str
    title: str
    owner_role: str
    due_on: date | None
    status: MeasureStatus
    note: str
    version: int
    saved_at: datetime
    saved_by: str

    @property
    def is_unfinished(self) -> bool:
        return self.status in UNFINISHED

    def is_overdue(self, today: date) -> bool:
        """Whether the deadline has passed with the measure neither done nor dropped."""
        return self.is_unfinished and self.due_on is not None and self.due_on < today


def by_deadline(found: Iterable[Measure]) -> list[Measure]:
    """The unfinished ones first; then by deadline, those without one last."""
    return sorted(found, key=lambda one: (not one.is_unfinished, one.due_on or date.max, one.id))


def counts(found: Iterable[Measure]) -> Mapping[MeasureStatus, int]:
    """How many there are with each status, in the order of the statuses; every status is there."""
    counted = Counter(one.status for one in found)
    return {status: counted[status] for status in MeasureStatus}


def due_problems(due_on: date | None, evaluation: Evaluation) -> list[Problem]:
    """Why a deadline cannot be right: before the year of the evaluation, or very far off."""
    first, last = evaluation.year, evaluation.year + MOST_YEARS
    if due_on is None or first <= due_on.year <= last:
        return []
    return [Problem("date_out_of_range", "due_on", (("first", str(first)), ("last", str(last))))]


def previous_evaluations(
    register: Register, evaluation: Evaluation, others: Iterable[Evaluation]
) -> tuple[Evaluation, ...]:
    """The last delivered evaluation before this one of the same unit; else the last of each it was made from.

    Nearest first: where a predecessor has none either, it is looked for farther back.
    """
    earlier = [one for one in others if one.status in SEALED and one.evaluated_on < evaluation.evaluated_on]
    unit = register.unit(evaluation.municipality.number, evaluation.evaluated_on)
    found = () if unit is None else _last_of(register, unit, earlier)
    return tuple(dict.fromkeys(found))


def _last_of(register: Register, unit: Unit, earlier: list[Evaluation]) -> tuple[Evaluation, ...]:
    own = [one for one in earlier if register.unit(one.municipality.number, one.evaluated_on) == unit]
    if own:
        return (max(own, key=lambda one: (one.evaluated_on, one.id)),)
    return tuple(
        one for link in register.predecessors(unit) for one in _last_of(register, link.predecessor, earlier)
    )
