"""Starting an evaluation and scoring it alone: one function, one thing a person does, one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from kompass.domain.answers import Answers
from kompass.domain.completeness import answer_problems, missing
from kompass.domain.errors import Invalid, NotFound, NotPossibleNow, Problem
from kompass.domain.evaluation import NOT_SAVED, Evaluation, SavedAnswer, Status
from kompass.domain.framework import Area, Framework
from kompass.domain.municipality import validity_problems
from kompass.domain.permissions import Actor, Permission, Relation
from kompass.domain.register import Unit
from kompass.domain.scoring import Result, score
from kompass.services.access import evaluation_for, may, open_to, readable, require
from kompass.services.answers import (
    Conflict,
    Proposal,
    Saved,
    Target,
    cleaned_proposal,
    named_problems,
    own_sheet,
    write,
)
from kompass.services.installation import Installation
from kompass.storage import evaluations, journal, municipalities, sheets, teams
from kompass.storage.database import transaction

EARLIEST_YEAR = 1993


@dataclass(frozen=True, slots=True)
class Scored:
    """An evaluation with its result so far."""

    evaluation: Evaluation
    framework: Framework
    result: Result


@dataclass(frozen=True, slots=True)
class Listed:
    """An evaluation in a list; `scored` is None for one who may know of it and not read its scores."""

    evaluation: Evaluation
    scored: Scored | None


@dataclass(frozen=True, slots=True)
class AreaSheet:
    """What the scoring page of one area shows; `saved` has an entry for every criterion of the area.

    `may_score` says whether the person may change it, `is_handed_in` whether they have handed in this area of
    their own sheet. What a level rests on is for those who may read the notes.
    """

    scored: Scored
    area: Area
    saved: dict[str, SavedAnswer]
    may_score: bool
    is_handed_in: bool
    may_read_evidence: bool


def framework_of(at: Installation, evaluation: Evaluation, locale: str) -> Framework:
    """The framework an evaluation was started with; NotPossibleNow when its scoring has changed since."""
    framework = at.shelf.get(evaluation.framework_id, evaluation.edition, locale)
    if framework.scoring_digest != evaluation.scoring_digest:
        raise NotPossibleNow("edition_changed", edition=evaluation.edition)
    return framework


def start(at: Installation, session: Session, actor: Actor | None, number: str, evaluated_on: date) -> int:
    """Plan an evaluation with the newest edition, led by the actor; its id. Invalid for a wrong number or date."""
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
            status=Status.PLANNED,
        )
        evaluation_id = evaluations.add(session, new, account_id=actor.id, at=at.clock())
        teams.put(session, evaluation_id, actor.id, Relation.LEAD, at=at.clock())
        sheets.add(session, evaluation_id, None)
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
    """An evaluation with its result so far: of the person's own answers while each scores alone."""
    evaluation = evaluation_for(session, actor, Permission.SCORES_READ, evaluation_id)
    return scored_many(at, session, [evaluation], locale, actor)[0]


def overview(at: Installation, session: Session, actor: Actor | None, evaluation_id: int, locale: str) -> Listed:
    """An evaluation, with its result so far for those who may read it."""
    evaluation = evaluation_for(session, actor, Permission.EVALUATION_READ, evaluation_id)
    shown = may(session, actor, Permission.SCORES_READ, evaluation)
    return Listed(evaluation, scored_many(at, session, [evaluation], locale, actor)[0] if shown else None)


def listed(
    at: Installation, session: Session, actor: Actor | None, locale: str, of: Unit | None = None
) -> list[Listed]:
    """Evaluations the person may know of, with their results so far, newest first; of one unit when it is given."""
    actor = require(actor, Permission.EVALUATION_READ)
    found = readable(session, actor, found_of(session, of))
    open_ = readable(session, actor, found, Permission.SCORES_READ)
    results = {one.evaluation.id: one for one in scored_many(at, session, open_, locale, actor)}
    return [Listed(evaluation, results.get(evaluation.id)) for evaluation in found]


def found_of(session: Session, unit: Unit | None) -> list[Evaluation]:
    """Evaluations without their results, newest first; of one unit, under all its numbers, when one is given."""
    if unit is None:
        return evaluations.evaluations(session)
    found = evaluations.evaluations(session, unit.numbers)
    return [evaluation for evaluation in found if unit.is_valid_on(evaluation.evaluated_on)]


def scored_many(
    at: Installation, session: Session, found: Sequence[Evaluation], locale: str, actor: Actor | None = None
) -> list[Scored]:
    """These evaluations with their results, in the same order.

    While assessors score alone it is the result of the actor's own answers, and of none without an actor.
    """
    answers = answers_shown(session, found, actor)
    scored = []
    for evaluation in found:
        framework = framework_of(at, evaluation, locale)
        scored.append(Scored(evaluation, framework, score(framework, answers.get(evaluation.id, {}))))
    return scored


def answers_shown(session: Session, found: Sequence[Evaluation], actor: Actor | None = None) -> dict[int, Answers]:
    """The answers that count by evaluation id, in the same order; while assessors score alone, the actor's own."""
    shown = _sheets_shown(session, found, actor)
    answers = evaluations.answers_of_many(session, shown.values())
    return {one.id: answers[shown[one.id]] for one in found if one.id in shown}


def _sheets_shown(session: Session, found: Sequence[Evaluation], actor: Actor | None) -> dict[int, int]:
    """Id of the sheet to show, by evaluation id: the agreed one, or the actor's own while scoring is alone."""
    agreed = sheets.agreed_sheets(session, [one.id for one in found if not one.is_alone])
    alone = [one.id for one in found if one.is_alone]
    own = sheets.own_sheets(session, actor.id, alone) if actor and alone else {}
    return {**agreed, **own}


def area_sheet(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, area_id: str, locale: str
) -> AreaSheet:
    """One area of an evaluation with what is saved about each criterion; NotFound for an unknown area."""
    found = scored(at, session, actor, evaluation_id, locale)
    area = found.framework.area(area_id)
    if area is None:
        raise NotFound
    sheet_id = _sheets_shown(session, [found.evaluation], actor).get(evaluation_id)
    saved = evaluations.saved_answers(session, sheet_id)
    rights = open_to(session, actor, found.evaluation)
    reads_notes = Permission.NOTES_READ in rights
    if not reads_notes:
        saved = without_notes(saved)
    handed_in = sheets.handed_in(session, sheet_id) if sheet_id and found.evaluation.is_alone else frozenset()
    return AreaSheet(
        scored=found,
        area=area,
        saved={c.id: saved.get(c.id, NOT_SAVED) for c in area.criteria},
        may_score=Permission.SCORE in rights,
        is_handed_in=area_id in handed_in,
        may_read_evidence=reads_notes,
    )


def without_notes(saved: Mapping[str, SavedAnswer]) -> dict[str, SavedAnswer]:
    """The same answers without what assessors have noted beside them, and without who they are."""
    return {criterion_id: replace(one, note="", saved_by="") for criterion_id, one in saved.items()}


def save_answer(
    at: Installation,
    session: Session,
    actor: Actor | None,
    evaluation_id: int,
    proposal: Proposal,
    locale: str,
) -> Saved | Conflict:
    """Save an answer on the person's own sheet, unless they saved another elsewhere since they saw this one.

    Equal content is no conflict, and the same operation sent twice counts once. Invalid lists every
    problem with the content; NotPossibleNow when the evaluation is not being scored or the area is handed in.
    """
    evaluation = evaluation_for(session, actor, Permission.SCORE, evaluation_id)
    actor = require(actor, Permission.SCORE)
    framework = framework_of(at, evaluation, locale)
    proposal = cleaned_proposal(proposal)
    if proposal.criterion_id not in framework.criteria:
        raise NotFound("unknown_criterion", id=proposal.criterion_id)
    problems = answer_problems(framework, proposal.criterion_id, proposal.answer, proposal.note)
    problems += named_problems(session, evaluation_id, proposal)
    if problems:
        raise Invalid(tuple(problems))
    area_id = area_of(framework, proposal.criterion_id).id
    with transaction(session):
        sheet_id = own_sheet(session, evaluation_id, actor)
        if area_id in sheets.handed_in(session, sheet_id):
            raise NotPossibleNow("area_handed_in")
        outcome = write(at, session, actor, Target(evaluation_id, sheet_id, Status.SCORING, "answer"), proposal)
    result = score(framework, evaluations.answers_of(session, sheet_id))
    current = evaluations.saved_answer(session, sheet_id, proposal.criterion_id) or NOT_SAVED
    return Conflict(current, result) if outcome is None else Saved(outcome, current, result)


def enter_answers(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, answers: Answers
) -> None:
    """Enter many first answers on one's own sheet, all or none; Invalid lists every problem by criterion."""
    evaluation = evaluation_for(session, actor, Permission.SCORE, evaluation_id)
    actor = require(actor, Permission.SCORE)
    framework = framework_of(at, evaluation, "nb")
    problems = [
        Problem(problem.code, criterion_id, problem.values)
        for criterion_id, answer in answers.items()
        for problem in answer_problems(framework, criterion_id, answer, "")
    ]
    if problems:
        raise Invalid(tuple(problems))
    with transaction(session):
        target = Target(evaluation_id, own_sheet(session, evaluation_id, actor), Status.SCORING, "answer")
        for criterion_id, answer in answers.items():
            proposal = Proposal(criterion_id, answer, note="", seen_version=0)
            if write(at, session, actor, target, proposal) is None:
                raise NotPossibleNow("already_answered", id=criterion_id)


@dataclass(frozen=True, slots=True)
class Doors:
    """What of an evaluation is open to a person now, so that a page leaves out what would be refused."""

    score: bool
    agree: bool
    read_scores: bool
    read_opinions: bool
    read_team: bool
    read_plan: bool
    read_self_description: bool
    write_self_description: bool
    read_texts: bool
    read_draft: bool
    read_evidence: bool
    read_measures: bool


def doors(session: Session, actor: Actor | None, evaluation: Evaluation) -> Doors:
    """What is open to the person."""
    found = open_to(session, actor, evaluation)
    return Doors(
        score=Permission.SCORE in found,
        agree=Permission.AGREE in found,
        read_scores=Permission.SCORES_READ in found,
        read_opinions=Permission.OPINIONS_READ in found,
        read_team=Permission.TEAM_READ in found,
        read_plan=Permission.PLAN_READ in found,
        read_self_description=Permission.SELF_DESCRIPTION_READ in found,
        write_self_description=Permission.SELF_DESCRIPTION_WRITE in found,
        read_texts=Permission.TEXT_READ in found,
        read_draft=Permission.DRAFT_READ in found,
        read_evidence=Permission.EVIDENCE_READ in found,
        read_measures=Permission.MEASURE_READ in found,
    )


def handed_in_areas(session: Session, actor: Actor | None, evaluation: Evaluation) -> frozenset[str]:
    """Ids of the areas the person has handed in on their own sheet."""
    sheet_id = sheets.sheet_of(session, evaluation.id, actor.id) if actor else None
    return sheets.handed_in(session, sheet_id) if sheet_id else frozenset()


def area_of(framework: Framework, criterion_id: str) -> Area:
    """The area a criterion stands in; NotFound for an unknown criterion."""
    found = framework.area_of(criterion_id)
    if found is None:
        raise NotFound("unknown_criterion", id=criterion_id)
    return found


def missing_answers(scored: Scored) -> list[Problem]:
    """What must be answered before the evaluation can be handed in, in reading order."""
    answered = {c.criterion.id: c.answer for c in scored.result.criteria if c.answer is not None}
    return missing(scored.framework, answered)


def hand_in_area(at: Installation, session: Session, actor: Actor | None, evaluation_id: int, area_id: str) -> None:
    """Hand in an area of one's own sheet, so that the others may see it; Invalid lists what is missing."""
    _mark(at, session, actor, evaluation_id, area_id, is_handed_in=True)


def take_back_area(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, area_id: str
) -> None:
    """Score an area of one's own sheet further. The others' answers are hidden again meanwhile."""
    _mark(at, session, actor, evaluation_id, area_id, is_handed_in=False)


def _mark(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, area_id: str, *, is_handed_in: bool
) -> None:
    evaluation = evaluation_for(session, actor, Permission.SCORE, evaluation_id)
    actor = require(actor, Permission.SCORE)
    area = framework_of(at, evaluation, "nb").area(area_id)
    if area is None:
        raise NotFound
    with transaction(session):
        sheet_id = own_sheet(session, evaluation_id, actor)
        if not is_handed_in:
            sheets.take_back(session, sheet_id, area_id)
        else:
            answered = evaluations.answers_of(session, sheet_id)
            gaps = tuple(Problem("unanswered", c.id) for c in area.criteria if c.id not in answered)
            if gaps:
                raise Invalid(gaps)
            sheets.hand_in(session, sheet_id, area_id, at=at.clock())
        journal.record(
            session,
            "hand_in_area" if is_handed_in else "take_back_area",
            account_id=actor.id,
            at=at.clock(),
            evaluation_id=evaluation_id,
            after={"area": area_id},
        )
