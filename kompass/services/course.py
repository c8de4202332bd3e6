"""The course of an evaluation: what comes next, what is missing before it, and going there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from kompass.catalogue.digest import digest
from kompass.domain.answers import Answers
from kompass.domain.completeness import cleaned, missing, text_problems
from kompass.domain.consensus import agreed_answers, agreement_in
from kompass.domain.errors import Invalid, NotPossibleNow, Problem
from kompass.domain.evaluation import (
    ALONE,
    MOVES,
    SEALED,
    Consent,
    Evaluation,
    Sealed,
    Sheet,
    Status,
    needs_reason,
)
from kompass.domain.framework import Framework
from kompass.domain.permissions import Actor, Permission
from kompass.domain.points import published_areas, published_total
from kompass.domain.scoring import score
from kompass.services import printable
from kompass.services.access import evaluation_for, may, require
from kompass.services.answers import Proposal, Target, plain, write
from kompass.services.comments import open_comments
from kompass.services.evaluations import framework_of
from kompass.services.installation import Installation
from kompass.services.texts import named, written
from kompass.storage import deliveries, evaluations, journal, sheets
from kompass.storage.database import transaction

LONGEST_REASON = 2000
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Step:
    """A status an evaluation can go to, with what must be mended first."""

    to: Status
    problems: tuple[Problem, ...]
    is_back: bool
    needs_reason: bool


@dataclass(frozen=True, slots=True)
class Course:
    """Where an evaluation stands, where it can go, and what was delivered.

    `steps` is empty for those who may not move it. `seals` are the delivered versions, the first one first.
    """

    evaluation: Evaluation
    steps: tuple[Step, ...]
    seals: list[Sealed]
    consent: Consent | None
    may_consent: bool


@dataclass(frozen=True, slots=True)
class _Work:
    """An evaluation on its way, with what it is scored by and the sheets somebody has answered on."""

    evaluation: Evaluation
    framework: Framework
    scorers: Mapping[Sheet, Answers]


def course(at: Installation, session: Session, actor: Actor | None, evaluation_id: int) -> Course:
    """Where the evaluation stands and where the person may take it."""
    evaluation = evaluation_for(session, actor, Permission.EVALUATION_READ, evaluation_id)
    steps: tuple[Step, ...] = ()
    if may(session, actor, Permission.EVALUATION_MOVE, evaluation):
        work = _Work(evaluation, framework_of(at, evaluation, "nb"), _scorers(session, evaluation_id))
        steps = tuple(
            _step(at, session, work, to)
            for to in MOVES[evaluation.status]
            if _is_offered(evaluation.status, to, len(work.scorers))
        )
    return Course(
        evaluation=evaluation,
        steps=steps,
        seals=deliveries.seals_of(session, evaluation_id),
        consent=deliveries.consent_of(session, evaluation_id),
        may_consent=may(session, actor, Permission.CONSENT, evaluation),
    )


def _is_offered(before: Status, to: Status, scorers: int) -> bool:
    """One who scores alone skips consensus; two or more never do."""
    if (before, to) in {(Status.SCORING, Status.FACT_CHECK), (Status.FACT_CHECK, Status.SCORING)}:
        return scorers < 2
    if (before, to) in {(Status.SCORING, Status.CONSENSUS), (Status.FACT_CHECK, Status.CONSENSUS)}:
        return scorers > 1
    return True


def _step(at: Installation, session: Session, work: _Work, to: Status) -> Step:
    before, order = work.evaluation.status, list(Status)
    return Step(
        to=to,
        problems=tuple(_problems(at, session, work, to)),
        is_back=order.index(to) < order.index(before),
        needs_reason=needs_reason(before, to),
    )


def _scorers(session: Session, evaluation_id: int) -> dict[Sheet, Answers]:
    """The sheets somebody has answered on, with their answers."""
    found = {
        one: evaluations.answers_of(session, one.id) for one in sheets.assessors_sheets(session, evaluation_id)
    }
    return {sheet: answers for sheet, answers in found.items() if answers or sheet.handed_in}


def _problems(at: Installation, session: Session, work: _Work, to: Status) -> list[Problem]:
    """What is missing before the evaluation can go there; empty when nothing is."""
    evaluation, before = work.evaluation, work.evaluation.status
    if (before, to) == (Status.SCORING, Status.CONSENSUS):
        return _not_handed_in(work)
    if (before, to) == (Status.SCORING, Status.FACT_CHECK):
        own = next(iter(work.scorers.values()), {})
        return missing(work.framework, own) + _on_paper(at, session, evaluation, own)
    if (before, to) == (Status.CONSENSUS, Status.FACT_CHECK):
        agreed = sheets.sheet_of(session, evaluation.id, None)
        answers = evaluations.answers_of(session, agreed)
        gaps = [Problem("not_agreed", gap.subject) for gap in missing(work.framework, answers)]
        return gaps + _on_paper(at, session, evaluation, answers)
    if (before, to) == (Status.FACT_CHECK, Status.DELIVERED):
        unanswered = open_comments(session, evaluation.id)
        found = [Problem("comments_open", "comments", (("count", str(unanswered)),))] if unanswered else []
        # The reasons are locked by now, and were read on the way here.
        return found + _on_paper(at, session, evaluation, {})
    if to is Status.PUBLISHED and deliveries.consent_of(session, evaluation.id) is None:
        return [Problem("consent_missing", "consent")]
    return []


def _on_paper(at: Installation, session: Session, evaluation: Evaluation, answers: Answers) -> list[Problem]:
    """What may not stand in the report, and what cannot be printed."""
    return named(session, evaluation.id) + printable.in_draft(at, session, evaluation.id, answers)


def _not_handed_in(work: _Work) -> list[Problem]:
    """Areas somebody has begun and not handed in, and areas nobody has handed in."""
    found = []
    for area in work.framework.areas:
        ids = {criterion.id for criterion in area.criteria}
        begun = [sheet for sheet, answers in work.scorers.items() if ids & answers.keys()]
        late = [sheet for sheet in begun if area.id not in sheet.handed_in]
        values = (("area", area.title),)
        found += [Problem("area_begun", area.id, (*values, ("name", sheet.name))) for sheet in late]
        if not begun:
            found.append(Problem("area_not_begun", area.id, values))
    return found


@dataclass(frozen=True, slots=True)
class Move:
    """Where a person wants to take an evaluation, the status they saw when they chose, and why."""

    to: Status
    seen: Status
    reason: str = ""


def move(at: Installation, session: Session, actor: Actor | None, evaluation_id: int, wish: Move) -> None:
    """Take the evaluation to another status.

    NotPossibleNow when it has moved on since the person looked, or cannot go there. Invalid lists what is missing.
    """
    evaluation = evaluation_for(session, actor, Permission.EVALUATION_MOVE, evaluation_id)
    actor = require(actor, Permission.EVALUATION_MOVE)
    framework = framework_of(at, evaluation, "nb")
    seen, to, reason = wish.seen, wish.to, cleaned(wish.reason)
    if evaluation.status is not seen:
        raise NotPossibleNow("status_changed")
    # Takes a while the first time, for then the fonts are read: not while others wait for the lock.
    printable.signs(at, reason)
    with transaction(session):
        work = _Work(evaluation, framework, _scorers(session, evaluation_id))
        if to not in MOVES[seen] or not _is_offered(seen, to, len(work.scorers)):
            raise NotPossibleNow("status_forbids")
        problems = _problems(at, session, work, to) + _reason_problems(at, seen, to, reason)
        if problems:
            raise Invalid(tuple(problems))
        text_digest = framework.text_digest if to in SEALED else None
        if not evaluations.move(session, evaluation_id, expected=seen, to=to, text_digest=text_digest):
            raise NotPossibleNow("status_changed")
        if seen in ALONE and to in (Status.CONSENSUS, Status.FACT_CHECK):
            _gather(at, session, actor, work, to)
        if to is Status.DELIVERED and seen not in SEALED:
            _seal(at, session, actor, evaluation, framework)
        if seen in SEALED and to not in SEALED:
            deliveries.withdraw_consent(session, evaluation_id)
        journal.record(
            session,
            "move",
            account_id=actor.id,
            at=at.clock(),
            evaluation_id=evaluation_id,
            before={"status": seen},
            after={"status": to, "reason": reason},
        )


def _reason_problems(at: Installation, before: Status, to: Status, reason: str) -> list[Problem]:
    if needs_reason(before, to) and not reason:
        return [Problem("reason_missing", "reason")]
    found = text_problems(reason, "reason", LONGEST_REASON)
    # Why something delivered is corrected, is printed on the last page and can never be changed.
    return found + printable.problems(at, reason, "reason") if before in SEALED else found


def _gather(at: Installation, session: Session, actor: Actor, work: _Work, to: Status) -> None:
    """Put what all agree on into the agreed sheet. One who scored alone takes the notes along."""
    evaluation_id, scorers = work.evaluation.id, work.scorers
    agreed = sheets.sheet_of(session, evaluation_id, None) or sheets.add(session, evaluation_id, None)
    before = evaluations.saved_answers(session, agreed)
    alone = next(iter(scorers)).id if len(scorers) == 1 else None
    notes = {id_: one.note for id_, one in evaluations.saved_answers(session, alone).items()}
    target = Target(evaluation_id, agreed, to, "gather")
    for criterion_id, answer in agreed_answers(work.framework, scorers.values()).items():
        version = before[criterion_id].version if criterion_id in before else 0
        proposal = Proposal(criterion_id, answer, notes.get(criterion_id, ""), version)
        write(at, session, actor, target, proposal)
    if alone is not None:
        for area in work.framework.areas:
            sheets.hand_in(session, alone, area.id, at=at.clock())


def _seal(at: Installation, session: Session, actor: Actor, evaluation: Evaluation, framework: Framework) -> None:
    """Keep the result as it is delivered, under a digest of everything in it."""
    answers = evaluations.answers_of(session, sheets.sheet_of(session, evaluation.id, None))
    result = score(framework, answers)
    areas, total = published_areas(result), published_total(result)
    content: dict[str, Any] = {
        "municipality": evaluation.municipality.number,
        "evaluated_on": evaluation.evaluated_on.isoformat(),
        "framework": evaluation.framework_id,
        "edition": evaluation.edition,
        "scoring_digest": framework.scoring_digest,
        "text_digest": framework.text_digest,
        "answers": {criterion_id: plain(answers[criterion_id]) for criterion_id in sorted(answers)},
        "areas": {area_id: found.points for area_id, found in areas.items() if found.applicable},
        "total": total.points,
        "maximum": total.maximum,
        "texts": written(session, evaluation.id),
        "agreement": _agreement(session, evaluation.id, framework),
    }
    earlier = deliveries.seals_of(session, evaluation.id)
    deliveries.seal(
        session,
        evaluation.id,
        content=content,
        digest=digest(content),
        reason=_reason_for_correction(session, evaluation.id) if earlier else "",
        account_id=actor.id,
        at=at.clock(),
    )


def _agreement(session: Session, evaluation_id: int, framework: Framework) -> dict[str, Any]:
    """How much the assessors agreed before they talked, by area; empty for one who scored alone."""
    scorers = list(_scorers(session, evaluation_id).values())
    if len(scorers) < 2:
        return {}
    found = {area.id: agreement_in(area, scorers) for area in framework.areas}
    return {
        area_id: {
            "doubly_scored": one.doubly_scored,
            "exact": str(one.exact),
            "within_one": str(one.within_one),
            "alpha": str(one.alpha),
            "ac2": str(one.ac2),
        }
        for area_id, one in found.items()
    }


def _reason_for_correction(session: Session, evaluation_id: int) -> str:
    """The reason given when the delivery was taken back."""
    moves = [after for action, _, after in journal.lines_of(session, evaluation_id) if action == "move" and after]
    return next((str(after["reason"]) for after in reversed(moves) if after.get("reason")), "")


def record_consent(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, given_by: str, given_on: date
) -> None:
    """Keep the municipality's consent to publish; Invalid when nobody is named or the day has not come."""
    evaluation_for(session, actor, Permission.CONSENT, evaluation_id)
    actor = require(actor, Permission.CONSENT)
    given_by = cleaned(given_by)
    problems = text_problems(given_by, "given_by", LONGEST_NAME)
    if not given_by:
        problems.append(Problem("consent_by_missing", "given_by"))
    if given_on > at.clock().date():
        problems.append(Problem("date_in_future", "given_on"))
    if problems:
        raise Invalid(tuple(problems))
    with transaction(session):
        deliveries.record_consent(
            session, evaluation_id, given_by=given_by, given_on=given_on, account_id=actor.id, at=at.clock()
        )
        journal.record(
            session,
            "consent",
            account_id=actor.id,
            at=at.clock(),
            evaluation_id=evaluation_id,
            after={"given_by": given_by, "given_on": given_on.isoformat()},
        )
