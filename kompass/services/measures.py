"""The measures after an evaluation: choosing them, following them, and what became of those from last time."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from kompass.domain.answers import Answer
from kompass.domain.completeness import cleaned, text_problems
from kompass.domain.errors import Invalid, NotFound, Problem
from kompass.domain.evaluation import Evaluation
from kompass.domain.findings import Kind, improvements, standings
from kompass.domain.framework import Criterion, Framework
from kompass.domain.measures import (
    NOTE_LIMIT,
    OWNER_LIMIT,
    TITLE_LIMIT,
    Measure,
    MeasureStatus,
    by_deadline,
    counts,
    due_problems,
    previous_evaluations,
)
from kompass.domain.permissions import Actor, Permission
from kompass.domain.texts import is_named
from kompass.services.access import evaluation_for, may, require
from kompass.services.evaluations import found_of, framework_of, scored_many
from kompass.services.installation import Installation
from kompass.storage import evaluations, journal, measures, municipalities, sheets, teams
from kompass.storage.database import transaction


@dataclass(frozen=True, slots=True)
class Choice:
    """A process with something to gain, in points; most to gain first."""

    criterion: Criterion
    gap: Fraction


@dataclass(frozen=True, slots=True)
class EarlierMeasure:
    """A measure from last time: the level of its process then and now, None where there is none to show.

    `criterion` is the process as it was asked about then, None for a measure about no single process.
    """

    measure: Measure
    criterion: Criterion | None
    then: Answer | None
    now: Answer | None


@dataclass(frozen=True, slots=True)
class Earlier:
    """The measures after one earlier evaluation. `is_comparable` when both were done with the same edition."""

    evaluation: Evaluation
    framework: Framework
    is_comparable: bool
    measures: tuple[EarlierMeasure, ...]


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The measures after an evaluation, and those from the evaluations before it.

    `choices` is empty for those who may not write. `today` decides what is overdue. `reads_scores` says whether
    the person may look up the levels of this evaluation.
    """

    evaluation: Evaluation
    framework: Framework
    measures: tuple[Measure, ...]
    counts: Mapping[MeasureStatus, int]
    choices: tuple[Choice, ...]
    earlier: tuple[Earlier, ...]
    may_write: bool
    reads_scores: bool
    today: date


@dataclass(frozen=True, slots=True)
class MeasureProposal:
    """What a person wants a measure to be, and the version they saw, 0 for a new one.

    `status` is None when what was chosen is none.
    """

    criterion_id: str
    title: str
    owner_role: str
    due_on: date | None
    status: MeasureStatus | None
    note: str
    seen_version: int = 0


@dataclass(frozen=True, slots=True)
class MeasureConflict:
    """Somebody changed the measure first. Nothing was written."""

    current: Measure


def follow_up(at: Installation, session: Session, actor: Actor | None, evaluation_id: int, locale: str) -> FollowUp:
    """The measures of an evaluation with those from last time, as far as the person may read them."""
    evaluation = evaluation_for(session, actor, Permission.MEASURE_READ, evaluation_id)
    framework = framework_of(at, evaluation, locale)
    found = by_deadline(measures.measures_of(session, [evaluation_id]))
    may_write = may(session, actor, Permission.MEASURE_WRITE, evaluation)
    return FollowUp(
        evaluation=evaluation,
        framework=framework,
        measures=tuple(found),
        counts=counts(found),
        choices=_choices(at, session, evaluation, locale) if may_write else (),
        earlier=_earlier(at, session, actor, evaluation, locale),
        may_write=may_write,
        reads_scores=may(session, actor, Permission.SCORES_READ, evaluation),
        today=at.clock().date(),
    )


def _choices(at: Installation, session: Session, evaluation: Evaluation, locale: str) -> tuple[Choice, ...]:
    """The improvement areas of the result, process by process."""
    found = scored_many(at, session, [evaluation], locale)[0]
    ranked = improvements(standings(found.result, Kind.CRITERION), len(found.framework.criteria))
    return tuple(Choice(found.framework.criteria[one.standing.id], one.standing.gap) for one in ranked)


def _earlier(
    at: Installation, session: Session, actor: Actor | None, evaluation: Evaluation, locale: str
) -> tuple[Earlier, ...]:
    found = [
        one
        for one in previous_evaluations(municipalities.register(session), evaluation, found_of(session, None))
        if may(session, actor, Permission.MEASURE_READ, one)
    ]
    kept = measures.measures_of(session, [one.id for one in found])
    return tuple(
        _one_earlier(at, session, actor, (one, evaluation), [m for m in kept if m.evaluation_id == one.id], locale)
        for one in found
        if any(measure.evaluation_id == one.id for measure in kept)
    )


def _one_earlier(
    at: Installation,
    session: Session,
    actor: Actor | None,
    pair: tuple[Evaluation, Evaluation],
    found: list[Measure],
    locale: str,
) -> Earlier:
    before, after = pair
    framework = framework_of(at, before, locale)
    is_comparable = (before.framework_id, before.edition) == (after.framework_id, after.edition)
    then, now = (_levels(session, actor, one) for one in pair)
    return Earlier(
        evaluation=before,
        framework=framework,
        is_comparable=is_comparable,
        measures=tuple(
            EarlierMeasure(
                measure=one,
                criterion=framework.criteria.get(one.criterion_id),
                then=then.get(one.criterion_id),
                now=now.get(one.criterion_id) if is_comparable else None,
            )
            for one in by_deadline(found)
        ),
    )


def _levels(session: Session, actor: Actor | None, evaluation: Evaluation) -> Mapping[str, Answer]:
    """The levels the person may read: the agreed ones, or their own while each scores alone."""
    if actor is None or not may(session, actor, Permission.SCORES_READ, evaluation):
        return {}
    of = actor.id if evaluation.is_alone else None
    return evaluations.answers_of(session, sheets.sheet_of(session, evaluation.id, of))


def measure(session: Session, actor: Actor | None, evaluation_id: int, measure_id: int) -> Measure:
    """One measure, for one who may change it; NotFound when there is none."""
    evaluation_for(session, actor, Permission.MEASURE_WRITE, evaluation_id)
    found = measures.measure(session, evaluation_id, measure_id)
    if found is None:
        raise NotFound
    return found


def add(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, proposal: MeasureProposal
) -> int:
    """Add a measure; its id. The same sent twice counts once. Invalid lists every problem."""
    evaluation = evaluation_for(session, actor, Permission.MEASURE_WRITE, evaluation_id)
    actor = require(actor, Permission.MEASURE_WRITE)
    fields = _fields(at, session, evaluation, proposal)
    with transaction(session):
        for one in measures.measures_of(session, [evaluation_id]):
            if _content(one) == fields and one.version == 1:
                return one.id
        measure_id = measures.add(session, evaluation_id, **fields, account_id=actor.id, at=at.clock())
        _record(at, session, actor, evaluation_id, measure_id, (None, fields))
    return measure_id


def change(
    at: Installation,
    session: Session,
    actor: Actor | None,
    evaluation_id: int,
    measure_id: int,
    proposal: MeasureProposal,
) -> int | MeasureConflict:
    """Change a measure, unless somebody else has since the person saw it; the version it has now.

    Equal content is no conflict. Invalid lists every problem.
    """
    evaluation = evaluation_for(session, actor, Permission.MEASURE_WRITE, evaluation_id)
    actor = require(actor, Permission.MEASURE_WRITE)
    fields = _fields(at, session, evaluation, proposal)
    with transaction(session):
        stored = measure(session, actor, evaluation_id, measure_id)
        before = _content(stored)
        if before == fields:
            return stored.version
        if stored.version != proposal.seen_version or not measures.write(
            session, measure_id, **fields, version=stored.version, account_id=actor.id, at=at.clock()
        ):
            return MeasureConflict(stored)
        _record(at, session, actor, evaluation_id, measure_id, (before, fields))
    return stored.version + 1


Fields = dict[str, Any]


def _fields(at: Installation, session: Session, evaluation: Evaluation, proposal: MeasureProposal) -> Fields:
    """What is to be stored, in normal form; Invalid with everything that is wrong with it."""
    proposal = replace(
        proposal,
        title=cleaned(proposal.title),
        owner_role=cleaned(proposal.owner_role),
        note=cleaned(proposal.note),
    )
    problems = _problems(at, session, evaluation, proposal)
    if problems:
        raise Invalid(tuple(problems))
    fields = asdict(proposal)
    del fields["seen_version"]
    return fields


def _problems(
    at: Installation, session: Session, evaluation: Evaluation, proposal: MeasureProposal
) -> list[Problem]:
    problems = [
        *text_problems(proposal.title, "title", TITLE_LIMIT),
        *text_problems(proposal.owner_role, "owner", OWNER_LIMIT),
        *text_problems(proposal.note, "note", NOTE_LIMIT),
        *due_problems(proposal.due_on, evaluation),
    ]
    if proposal.criterion_id and proposal.criterion_id not in framework_of(at, evaluation, "nb").criteria:
        problems.append(Problem("unknown_criterion", "criterion", (("id", proposal.criterion_id),)))
    if not proposal.title:
        problems.append(Problem("measure_missing", "title"))
    if not proposal.owner_role:
        problems.append(Problem("owner_missing", "owner"))
    names = [member.person.name for member in teams.members(session, evaluation.id)]
    problems += [
        Problem("owner_is_a_name", "owner", (("name", name),))
        for name in names
        if is_named(proposal.owner_role, name)
    ]
    if proposal.status is None:
        problems.append(Problem("measure_status_missing", "status"))
    return problems


def _content(one: Measure) -> Fields:
    return {
        "criterion_id": one.criterion_id,
        "title": one.title,
        "owner_role": one.owner_role,
        "due_on": one.due_on,
        "status": one.status,
        "note": one.note,
    }


def _record(
    at: Installation,
    session: Session,
    actor: Actor,
    evaluation_id: int,
    measure_id: int,
    change_: tuple[Fields | None, Fields],
) -> None:
    before, after = (
        None if one is None else {"id": measure_id, **one, "due_on": one["due_on"] and one["due_on"].isoformat()}
        for one in change_
    )
    journal.record(
        session,
        "measure",
        account_id=actor.id,
        at=at.clock(),
        evaluation_id=evaluation_id,
        before=before,
        after=after,
    )
