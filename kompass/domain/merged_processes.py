"""Each process before and after a merger: what all lack, what one can teach another, what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kompass.domain.findings import STRONG
from kompass.domain.framework import Criterion, Framework
from kompass.domain.merger import Coverage
from kompass.domain.register import Unit
from kompass.domain.scoring import CriterionResult, Result


class Fate(StrEnum):
    """What became of a process. A strength has at least three quarters of the ideal."""

    KEPT = "kept"
    GAINED = "gained"
    LOST = "lost"
    NEW_WEAKNESS = "new_weakness"
    INHERITED = "inherited"


@dataclass(frozen=True, slots=True)
class ProcessBefore:
    """One process with each predecessor that has a level on it; `shares` of the ideal, 0 to 1."""

    criterion: Criterion
    levels: Mapping[Unit, int]
    shares: Mapping[Unit, Fraction]
    maximum: Fraction


@dataclass(frozen=True, slots=True)
class ProcessFate:
    """What became of one process: its levels before, its level after, and the points that are left."""

    before: ProcessBefore
    after: CriterionResult
    level: int
    fate: Fate


def fates(processes: Sequence[ProcessBefore], known: Coverage, after: Result | None) -> list[ProcessFate]:
    """What became of every process that is known before and after, in reading order.

    Empty without a full result after, and where too few predecessors are known to say what nobody had.
    """
    if after is None or not known.is_enough:
        return []
    now = {found.criterion.id: found for found in after.criteria}
    found = []
    for before in processes:
        result = now.get(before.criterion.id)
        if result is not None and result.share is not None and before.shares:
            level = _level(result)
            found.append(ProcessFate(before, result, level, _fate(before, result.share)))
    return found


def _fate(before: ProcessBefore, share: Fraction) -> Fate:
    strong = [one >= STRONG for one in before.shares.values()]
    if share >= STRONG:
        return Fate.KEPT if any(strong) else Fate.GAINED
    if all(strong):
        return Fate.NEW_WEAKNESS
    return Fate.LOST if any(strong) else Fate.INHERITED


@dataclass(frozen=True, slots=True)
class Lesson:
    """A process one predecessor masters and another has hardly begun."""

    before: ProcessBefore
    teachers: tuple[Unit, ...]
    learners: tuple[Unit, ...]


def lessons(processes: Sequence[ProcessBefore]) -> list[Lesson]:
    """What one can teach the others: one at the ideal where another has a quarter of it or less.

    The farthest apart in points first; equal ones in reading order.
    """
    found = []
    for before in processes:
        teachers = tuple(unit for unit, share in before.shares.items() if share == 1)
        learners = tuple(unit for unit, share in before.shares.items() if share <= Fraction(1, 4))
        if teachers and learners:
            found.append(Lesson(before, teachers, learners))
    return sorted(found, key=lambda lesson: -lesson.before.maximum * (1 - min(lesson.before.shares.values())))


def common_gaps(processes: Sequence[ProcessBefore], known: Coverage, level: int) -> list[ProcessBefore]:
    """What all lack: processes where every predecessor stands below this level; the most points left first.

    Empty unless every predecessor's processes are known: nobody can say "all" of some.
    """
    if not known.is_whole:
        return []
    found = [before for before in processes if before.levels and all(one < level for one in before.levels.values())]
    return sorted(found, key=lambda before: -before.maximum * (1 - max(before.shares.values())))


def processes_before(results: Mapping[Unit, Result], framework: Framework | None) -> tuple[ProcessBefore, ...]:
    """Every process of the framework with the levels these predecessors have; nothing without a framework."""
    if framework is None:
        return ()
    found = {unit: {c.criterion.id: c for c in result.criteria} for unit, result in results.items()}
    processes = []
    for criterion in framework.criteria.values():
        known = {unit: of_unit[criterion.id] for unit, of_unit in found.items()}
        processes.append(
            ProcessBefore(
                criterion=criterion,
                levels={unit: _level(one) for unit, one in known.items() if one.share is not None},
                shares={unit: one.share for unit, one in known.items() if one.share is not None},
                maximum=max((one.maximum for one in known.values()), default=Fraction(0)),
            )
        )
    return tuple(processes)


def _level(found: CriterionResult) -> int:
    return next(step.value for step in found.criterion.scale.steps if step.share == found.share)
