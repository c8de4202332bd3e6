"""Starting, scoring and handing in an evaluation: one function, one thing a person does, one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from kompass.catalogue.digest import digest
from kompass.domain.answers import Answer, Answers, Level, NotApplicable
from kompass.domain.completeness import answer_problems, cleaned, missing
from kompass.domain.errors import Invalid, NotFound, NotPossibleNow, Problem
from kompass.domain.evaluation import NOT_SAVED, Evaluation, SavedAnswer, Status
from kompass.domain.framework import Area, Framework
from kompass.domain.municipality import validity_problems
from kompass.domain.permissions import Actor, Permission, can
from kompass.domain.register import Unit
from kompass.domain.scoring import Result, score
from kompass.services.access import evaluation_for, require
from kompass.services.installation import Installation
from kompass.storage import evaluations, journal, municipalities
from kompass.storage.database import transaction

EARLIEST_YEAR = 1993


@dataclass(frozen=True, slots=True)
class Scored:
    """An evaluation with its result so far."""

    evaluation: Evaluation
    framework: Framework
    result: Result


@dataclass(frozen=True, slots=True)
class AreaSheet:
    """What the scoring page of one area shows; `saved` has an entry for every criterion of the area."""

    scored: Scored
    area: Area
    saved: dict[str, SavedAnswer]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a person wants to save about one criterion, and the version they saw when they wrote it.

    `operation` is the client's own key for this save, empty when it has none.
    """

    criterion_id: str
    answer: Answer | None
    note: str
    seen_version: int
    operation: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """The save was made, or had been made before; the new version and the result with it."""

    version: int
    saved: SavedAnswer
    result: Result


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody saved something else first. Nothing was written; the reader chooses between both texts."""

    current: SavedAnswer
    result: Result


def framework_of(at: Installation, evaluation: Evaluation, locale: str) -> Framework:
    """The framework an evaluation was started with; NotPossibleNow when its scoring has changed since."""
    framework = at.shelf.get(evaluation.framework_id, evaluation.edition, locale)
    if framework.scoring_digest != evaluation.scoring_digest:
        raise NotPossibleNow("edition_changed", edition=evaluation.edition)
    return framework


def start(at: Installation, session: Session, actor: Actor | None, number: str, evaluated_on: date) -> int:
    """Start an evaluation with the newest edition; its id. Invalid when number or date will not do."""
    actor = require(actor, Permission.EVALUATION_START)
    edition = at.shelf.newest()
    with transaction(session):
        municipality = municipalities.municipality(session, number)
        if municipality is None:
            raise Invalid((Problem("unknown_municipality", "number", (("number", number),)),))
        problems = validity_problems(municipality, evaluated_on)
        if not EARLIEST_YEAR <= evaluated_on.year <= at.clock().year + 1:
            values = (("first", str(EARLIEST_YEAR)), ("last", str(at.clock().year + 1)))
            problems.append(Problem("date_out_of_range", "evaluated_on", values))
        if evaluations.exists_on(session, number, evaluated_on):
            problems.append(Problem("evaluation_exists", "evaluated_on", (("name", municipality.name),)))
        if problems:
            raise Invalid(tuple(problems))
        new = Evaluation(
            id=0,
            municipality=municipality,
            framework_id=edition.id,
            edition=edition.edition,
            scoring_digest=edition.scoring_digest,
            evaluated_on=evaluated_on,
            status=Status.SCORING,
        )
        evaluation_id = evaluations.add(session, new, account_id=actor.id, at=at.clock())
        journal.record(
            session,
            "start",
            account_id=actor.id,
            at=at.clock(),
            evaluation_id=evaluation_id,
            after={"number": number},
        )
    return evaluation_id


def scored(at: Installation, session: Session, actor: Actor | None, evaluation_id: int, locale: str) -> Scored:
    """An evaluation with its result so far."""
    evaluation = evaluation_for(session, actor, Permission.EVALUATION_READ, evaluation_id)
    framework = framework_of(at, evaluation, locale)
    return Scored(evaluation, framework, score(framework, evaluations.answers_of(session, evaluation_id)))


def listed(
    at: Installation, session: Session, actor: Actor | None, locale: str, of: Unit | None = None
) -> list[Scored]:
    """Evaluations with their results so far, newest first; of one municipality, under all its numbers."""
    require(actor, Permission.EVALUATION_READ)
    return scored_many(at, session, found_of(session, of), locale)


def found_of(session: Session, unit: Unit | None) -> list[Evaluation]:
    """Evaluations without their results, newest first; of one unit, under all its numbers, when one is given."""
    if unit is None:
        return evaluations.evaluations(session)
    found = evaluations.evaluations(session, unit.numbers)
    return [evaluation for evaluation in found if unit.is_valid_on(evaluation.evaluated_on)]


def scored_many(at: Installation, session: Session, found: Sequence[Evaluation], locale: str) -> list[Scored]:
    """These evaluations with their results, in the same order."""
    answers = evaluations.answers_of_many(session, [evaluation.id for evaluation in found])
    scored = []
    for evaluation in found:
        framework = framework_of(at, evaluation, locale)
        scored.append(Scored(evaluation, framework, score(framework, answers[evaluation.id])))
    return scored


def area_sheet(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, area_id: str, locale: str
) -> AreaSheet:
    """One area of an evaluation with what is saved about each criterion; NotFound for an unknown area."""
    evaluation = scored(at, session, actor, evaluation_id, locale)
    area = evaluation.framework.area(area_id)
    if area is None:
        raise NotFound
    saved = evaluations.saved_answers(session, evaluation_id)
    return AreaSheet(evaluation, area, {c.id: saved.get(c.id, NOT_SAVED) for c in area.criteria})


def save_answer(
    at: Installation,
    session: Session,
    actor: Actor | None,
    evaluation_id: int,
    proposal: Proposal,
    locale: str,
) -> Saved | Conflict:
    """Save an answer if nobody has saved another since the person saw it.

    Equal content is no conflict, and the same operation sent twice counts once. Invalid lists every
    problem with the content; NotPossibleNow when the evaluation is locked.
    """
    evaluation = evaluation_for(session, actor, Permission.EVALUATION_EDIT, evaluation_id)
    actor = require(actor, Permission.EVALUATION_EDIT)
    framework = framework_of(at, evaluation, locale)
    proposal = _cleaned(proposal)
    if proposal.criterion_id not in framework.criteria:
        raise NotFound("unknown_criterion", id=proposal.criterion_id)
    problems = answer_problems(framework, proposal.criterion_id, proposal.answer, proposal.note)
    if problems:
        raise Invalid(tuple(problems))
    with transaction(session):
        outcome = _save(at, session, actor, evaluation_id, proposal)
    result = score(framework, evaluations.answers_of(session, evaluation_id))
    current = evaluations.saved_answer(session, evaluation_id, proposal.criterion_id) or NOT_SAVED
    return Conflict(current, result) if outcome is None else Saved(outcome, current, result)


def enter_answers(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, answers: Answers
) -> None:
    """Enter many first answers at once, all or none; Invalid lists every problem by criterion."""
    evaluation = evaluation_for(session, actor, Permission.EVALUATION_EDIT, evaluation_id)
    actor = require(actor, Permission.EVALUATION_EDIT)
    framework = framework_of(at, evaluation, "nb")
    problems = [
        Problem(problem.code, criterion_id, problem.values)
        for criterion_id, answer in answers.items()
        for problem in answer_problems(framework, criterion_id, answer, "")
    ]
    if problems:
        raise Invalid(tuple(problems))
    with transaction(session):
        for criterion_id, answer in answers.items():
            proposal = Proposal(criterion_id, answer, note="", seen_version=0)
            if _save(at, session, actor, evaluation_id, proposal) is None:
                raise NotPossibleNow("already_answered", id=criterion_id)


def may_edit(actor: Actor | None) -> bool:
    """Whether the person may score at all, so that a page can leave out what would be refused."""
    return can(actor, Permission.EVALUATION_EDIT)


def _cleaned(proposal: Proposal) -> Proposal:
    answer = proposal.answer
    if isinstance(answer, NotApplicable):
        answer = NotApplicable(cleaned(answer.reason))
    return replace(proposal, answer=answer, note=cleaned(proposal.note))


def _save(
    at: Installation,
    session: Session,
    actor: Actor,
    evaluation_id: int,
    proposal: Proposal,
) -> int | None:
    """Write the proposal; the version it has now, None on a conflict."""
    criterion_id = proposal.criterion_id
    evaluation = evaluations.evaluation(session, evaluation_id)
    if evaluation is None or evaluation.is_locked:
        raise NotPossibleNow("evaluation_locked")
    content = digest([evaluation_id, criterion_id, plain(proposal.answer), proposal.note])
    if proposal.operation:
        done = evaluations.operation(session, actor.id, proposal.operation)
        if done is not None:
            if done[0] != content:
                raise Invalid((Problem("operation_reused", "op"),))
            return done[1]
    stored = evaluations.saved_answer(session, evaluation_id, criterion_id) or NOT_SAVED
    same = (stored.answer, stored.note) == (proposal.answer, proposal.note)
    if not same and stored.version != proposal.seen_version:
        return None
    version = stored.version if same else stored.version + 1
    now = at.clock()
    if not same:
        written = evaluations.write_answer(
            session,
            evaluation_id,
            criterion_id,
            answer=proposal.answer,
            note=proposal.note,
            version=stored.version,
            account_id=actor.id,
            at=now,
        )
        if not written:
            return None
        journal.record(
            session,
            "answer",
            account_id=actor.id,
            at=now,
            evaluation_id=evaluation_id,
            criterion_id=criterion_id,
            before={"answer": plain(stored.answer), "note": stored.note},
            after={"answer": plain(proposal.answer), "note": proposal.note},
        )
    if proposal.operation:
        evaluations.remember_operation(
            session,
            actor.id,
            proposal.operation,
            evaluation_id=evaluation_id,
            criterion_id=criterion_id,
            content_digest=content,
            version=version,
            at=now,
        )
    return version


def plain(answer: Answer | None) -> dict[str, int | str] | None:
    """An answer as plain values, for the journal and for digests."""
    if isinstance(answer, Level):
        return {"level": answer.value}
    return None if answer is None else {"not_applicable": answer.reason}


def missing_answers(scored: Scored) -> list[Problem]:
    """What must be answered before the evaluation can be handed in, in reading order."""
    answered = {c.criterion.id: c.answer for c in scored.result.criteria if c.answer is not None}
    return missing(scored.framework, answered)


def hand_in(at: Installation, session: Session, actor: Actor | None, evaluation_id: int) -> None:
    """Lock a complete evaluation; Invalid lists what is missing, NotPossibleNow when it is locked already."""
    _move(at, session, actor, evaluation_id, Status.HANDED_IN)


def reopen(at: Installation, session: Session, actor: Actor | None, evaluation_id: int) -> None:
    """Unlock an evaluation that was handed in, so that it can be scored further."""
    _move(at, session, actor, evaluation_id, Status.SCORING)


def _move(at: Installation, session: Session, actor: Actor | None, evaluation_id: int, to: Status) -> None:
    evaluation = evaluation_for(session, actor, Permission.EVALUATION_EDIT, evaluation_id)
    actor = require(actor, Permission.EVALUATION_EDIT)
    framework = framework_of(at, evaluation, "nb")
    if not evaluation.can_move_to(to):
        raise NotPossibleNow("status_changed")
    with transaction(session):
        if to is Status.HANDED_IN:
            problems = missing(framework, evaluations.answers_of(session, evaluation_id))
            if problems:
                raise Invalid(tuple(problems))
        text_digest = framework.text_digest if to is Status.HANDED_IN else None
        if not evaluations.move(session, evaluation_id, expected=evaluation.status, to=to, text_digest=text_digest):
            raise NotPossibleNow("status_changed")
        journal.record(
            session,
            "move",
            account_id=actor.id,
            at=at.clock(),
            evaluation_id=evaluation_id,
            before={"status": evaluation.status},
            after={"status": to},
        )
