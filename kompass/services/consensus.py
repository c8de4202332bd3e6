"""From each assessor's own answers to the agreed ones: only where they differ, both reasons side by side."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from kompass.catalogue.digest import digest
from kompass.domain.agreement import Agreement
from kompass.domain.answers import Answer
from kompass.domain.completeness import answer_problems
from kompass.domain.consensus import Difference, agreement_in, differences
from kompass.domain.errors import Invalid, NotFound, NotPossibleNow, Problem
from kompass.domain.evaluation import NOT_SAVED, Evaluation, SavedAnswer, Sheet, Status
from kompass.domain.framework import Area, Framework
from kompass.domain.permissions import Actor, Permission
from kompass.domain.scoring import score
from kompass.services.access import evaluation_for, may, require
from kompass.services.answers import (
    Conflict,
    Proposal,
    Saved,
    Target,
    cleaned_proposal,
    named_problems,
    plain,
    write,
)
from kompass.services.evaluations import Scored, framework_of, scored
from kompass.services.installation import Installation
from kompass.storage import evaluations, sheets
from kompass.storage.database import transaction


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one assessor answered alone, with the note; `answer` is None when they left it."""

    name: str
    answer: Answer | None
    note: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """A criterion the assessors differ on, each one's own answer, and what they have agreed on so far.

    `basis` is a digest of the opinions: agreeing on what somebody has since changed is refused.
    """

    difference: Difference
    opinions: tuple[Opinion, ...]
    agreed: SavedAnswer
    basis: str


@dataclass(frozen=True, slots=True)
class AreaCount:
    """One area: how many of its criteria were answered twice, were the same at once, and are still open.

    `agreement` is of the assessors' own levels, whatever they agreed on later.
    """

    area: Area
    compared: int
    same: int
    open: int
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class Consensus:
    """Where the assessors differ, farthest apart first, and how much they agreed in each area."""

    scored: Scored
    names: tuple[str, ...]
    disputes: tuple[Dispute, ...]
    areas: tuple[AreaCount, ...]
    may_agree: bool


def consensus(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, locale: str
) -> Consensus:
    """Where the assessors differ.

    NotFound for those outside the team; NotPossibleNow while each still scores alone, so that nobody sees the
    others' answers before their own.
    """
    evaluation = evaluation_for(session, actor, Permission.OPINIONS_READ, evaluation_id)
    found = scored(at, session, actor, evaluation_id, locale)
    own = _sheets(session, evaluation)
    answers = {sheet.account_id: evaluations.answers_of(session, sheet.id) for sheet in own}
    disputes = _disputes(session, evaluation, own, differences(found.framework, answers))
    return Consensus(
        scored=found,
        names=tuple(sheet.name for sheet in own),
        disputes=disputes,
        areas=tuple(_count(area, answers, disputes) for area in found.framework.areas),
        may_agree=may(session, actor, Permission.AGREE, evaluation),
    )


def dispute_at(session: Session, evaluation: Evaluation, framework: Framework, criterion_id: str) -> Dispute | None:
    """What the assessors differ on in one criterion; None when they do not."""
    own = _sheets(session, evaluation)
    answers = {sheet.account_id: evaluations.answers_of(session, sheet.id) for sheet in own}
    here = [one for one in differences(framework, answers) if one.criterion.id == criterion_id]
    return next(iter(_disputes(session, evaluation, own, here)), None)


def _sheets(session: Session, evaluation: Evaluation) -> list[Sheet]:
    return [sheet for sheet in sheets.assessors_sheets(session, evaluation.id) if sheet.handed_in]


def _disputes(
    session: Session, evaluation: Evaluation, own: list[Sheet], found: list[Difference]
) -> tuple[Dispute, ...]:
    saved = {sheet.id: evaluations.saved_answers(session, sheet.id) for sheet in own}
    agreed = evaluations.saved_answers(session, sheets.sheet_of(session, evaluation.id, None))
    disputes = []
    for one in found:
        entries = [saved[sheet.id].get(one.criterion.id, NOT_SAVED) for sheet in own]
        opinions = tuple(
            Opinion(sheet.name, entry.answer, entry.note) for sheet, entry in zip(own, entries, strict=True)
        )
        disputes.append(Dispute(one, opinions, agreed.get(one.criterion.id, NOT_SAVED), _basis(opinions)))
    return tuple(disputes)


def _basis(opinions: tuple[Opinion, ...]) -> str:
    return digest([[one.name, plain(one.answer), one.note] for one in opinions])


def _count(area: Area, answers: Mapping[int, Mapping[str, Answer]], disputes: tuple[Dispute, ...]) -> AreaCount:
    ids = {criterion.id for criterion in area.criteria}
    compared = sum(sum(id_ in sheet for sheet in answers.values()) > 1 for id_ in ids)
    here = [one for one in disputes if one.difference.criterion.id in ids]
    return AreaCount(
        area=area,
        compared=compared,
        same=compared - len(here),
        open=sum(one.agreed.answer is None for one in here),
        agreement=agreement_in(area, answers.values()),
    )


def agree(
    at: Installation,
    session: Session,
    actor: Actor | None,
    evaluation_id: int,
    proposal: Proposal,
    locale: str,
) -> Saved | Conflict:
    """Set the agreed answer with its reason, the proposal's note.

    Invalid when there is no answer or no reason; NotPossibleNow when an assessor's own answer is another than the
    one the person saw; Conflict when somebody agreed on something else first.
    """
    evaluation = evaluation_for(session, actor, Permission.AGREE, evaluation_id)
    actor = require(actor, Permission.AGREE)
    framework = framework_of(at, evaluation, locale)
    proposal = cleaned_proposal(proposal)
    _refuse_unusable(framework, proposal, named_problems(session, evaluation_id, proposal))
    with transaction(session):
        dispute = dispute_at(session, evaluation, framework, proposal.criterion_id)
        if dispute is None or dispute.basis != proposal.basis:
            raise NotPossibleNow("opinions_changed")
        sheet_id = sheets.sheet_of(session, evaluation_id, None) or sheets.add(session, evaluation_id, None)
        outcome = write(at, session, actor, Target(evaluation_id, sheet_id, Status.CONSENSUS, "agree"), proposal)
    result = score(framework, evaluations.answers_of(session, sheet_id))
    current = evaluations.saved_answer(session, sheet_id, proposal.criterion_id) or NOT_SAVED
    return Conflict(current, result) if outcome is None else Saved(outcome, current, result)


def _refuse_unusable(framework: Framework, proposal: Proposal, named: list[Problem]) -> None:
    if proposal.criterion_id not in framework.criteria:
        raise NotFound("unknown_criterion", id=proposal.criterion_id)
    problems = [*answer_problems(framework, proposal.criterion_id, proposal.answer, proposal.note), *named]
    if proposal.answer is None:
        problems.append(Problem("agreed_level_missing", "level"))
    if not proposal.note:
        problems.append(Problem("agreed_reason_missing", "note"))
    if problems:
        raise Invalid(tuple(problems))
