"""Planning an evaluation: the days that matter, the documents asked for, and how far it has all come."""

from collections import Counter
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from kompass.catalogue.digest import digest
from kompass.domain.completeness import cleaned
from kompass.domain.deadlines import Days
from kompass.domain.errors import Invalid, NotFound, Problem
from kompass.domain.evaluation import Evaluation
from kompass.domain.evidence import Evidence
from kompass.domain.framework import Framework
from kompass.domain.permissions import Actor, Permission
from kompass.domain.preparation import (
    NO_PLAN,
    DocumentRequest,
    Interview,
    Plan,
    Progress,
    Wanted,
    day_problems,
    wanted_problems,
)
from kompass.services.access import evaluation_for, may, require
from kompass.services.evaluations import framework_of
from kompass.services.evidence import rights_of, visible
from kompass.services.installation import Installation
from kompass.services.recording import record
from kompass.storage import interviews, journal, preparation, retention, self_descriptions
from kompass.storage.database import transaction


@dataclass(frozen=True, slots=True)
class Planned:
    """An interview, and how many names it has; none for those who may not know them. The names are read apart."""

    interview: Interview
    names: int


@dataclass(frozen=True, slots=True)
class Preparation:
    """The plan as a person may see it. `today` decides what is late.

    `names` is how many names are kept, for those who may delete them, also when they may no longer read them.
    """

    evaluation: Evaluation
    framework: Framework
    plan: Plan
    interviews: tuple[Planned, ...]
    documents: tuple[DocumentRequest, ...]
    progress: Progress
    today: date
    may_write: bool
    may_send: bool
    may_read_notes: bool
    names: int


def overview(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, locale: str
) -> Preparation:
    """The days, the interviews and the documents; a contact gets no names."""
    evaluation = evaluation_for(session, actor, Permission.PLAN_READ, evaluation_id)
    may_read_notes = may(session, actor, Permission.INTERVIEW_READ, evaluation)
    names = Counter(
        one.interview_id for one in interviews.interviewees_of(session, evaluation_id) if may_read_notes
    )
    return Preparation(
        evaluation=evaluation,
        framework=framework_of(at, evaluation, locale),
        plan=preparation.plan_of(session, evaluation_id) or NO_PLAN,
        interviews=tuple(Planned(one, names[one.id]) for one in interviews.interviews_of(session, evaluation_id)),
        documents=tuple(preparation.requests_of(session, evaluation_id)),
        progress=_progress(session, evaluation_id),
        today=at.clock().date(),
        may_write=may(session, actor, Permission.PLAN_WRITE, evaluation),
        may_send=may(session, actor, Permission.EVIDENCE_ADD, evaluation),
        may_read_notes=may_read_notes,
        names=retention.names_in(session, evaluation_id)
        if may(session, actor, Permission.NAME_DELETE, evaluation)
        else 0,
    )


def progress(session: Session, actor: Actor | None, evaluation: Evaluation) -> Progress | None:
    """How far the preparation has come; None for those who may not see the plan now."""
    if not may(session, actor, Permission.PLAN_READ, evaluation):
        return None
    return _progress(session, evaluation.id)


def _progress(session: Session, evaluation_id: int) -> Progress:
    asked = preparation.requests_of(session, evaluation_id)
    described = self_descriptions.of_evaluation(session, evaluation_id)
    return Progress(
        areas_described=sum(one.is_described for one in described.values()),
        documents_received=sum(one.is_received for one in asked),
        documents_asked=len(asked),
        interviews=len(interviews.interviews_of(session, evaluation_id)),
    )


@dataclass(frozen=True, slots=True)
class PlanConflict:
    """Somebody set other days first. Nothing was written."""

    current: Plan


def save_days(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, days: Days, seen_version: int
) -> int | PlanConflict:
    """Set the days, unless somebody has set others since the person saw them; the version they have now.

    Equal days are no conflict. Invalid lists every problem.
    """
    evaluation = evaluation_for(session, actor, Permission.PLAN_WRITE, evaluation_id)
    actor = require(actor, Permission.PLAN_WRITE)
    _refuse(day_problems(days, evaluation.year))
    with transaction(session):
        stored = preparation.plan_of(session, evaluation_id) or NO_PLAN
        if stored.days == days:
            return stored.version
        now = at.clock()
        if stored.version != seen_version or not preparation.write_plan(
            session, evaluation_id, days, version=stored.version, account_id=actor.id, at=now
        ):
            return PlanConflict(stored)
        journal.record(
            session,
            "plan",
            account_id=actor.id,
            at=now,
            evaluation_id=evaluation_id,
            before=_plain(stored.days),
            after=_plain(days),
        )
    return stored.version + 1


@dataclass(frozen=True, slots=True)
class Asking:
    """One document asked for, with what the person may do about it, and the evidence it may have come as."""

    evaluation: Evaluation
    framework: Framework
    request: DocumentRequest
    basis: str
    choices: list[Evidence]
    may_write: bool
    may_send: bool


def request(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, request_id: int, locale: str
) -> Asking:
    """One document asked for; NotFound when there is none."""
    evaluation = evaluation_for(session, actor, Permission.PLAN_READ, evaluation_id)
    found, may_send = (
        _stored(session, evaluation_id, request_id),
        may(session, actor, Permission.EVIDENCE_ADD, evaluation),
    )
    return Asking(
        evaluation=evaluation,
        framework=framework_of(at, evaluation, locale),
        request=found,
        basis=basis_of(found),
        choices=_choices(session, actor, evaluation) if may_send else [],
        may_write=may(session, actor, Permission.PLAN_WRITE, evaluation),
        may_send=may_send,
    )


def _choices(session: Session, actor: Actor | None, evaluation: Evaluation) -> list[Evidence]:
    found = visible(session, evaluation, rights_of(session, actor, evaluation))
    return [one for one in found if one.is_current and one.interview_id is None]


def basis_of(found: DocumentRequest) -> str:
    """What stands for the version of a request: a digest of what is asked for."""
    return digest(_plain(found.wanted))


def ask(at: Installation, session: Session, actor: Actor | None, evaluation_id: int, wanted: Wanted) -> int:
    """Ask for a document; its id. The same sent twice counts once. Invalid lists every problem."""
    wanted = _checked(at, session, actor, evaluation_id, wanted)
    actor = require(actor, Permission.PLAN_WRITE)
    with transaction(session):
        for one in preparation.requests_of(session, evaluation_id):
            if one.wanted == wanted:
                return one.id
        now = at.clock()
        request_id = preparation.add_request(session, evaluation_id, wanted, account_id=actor.id, at=now)
        record(at, session, actor, evaluation_id, "ask_document", (None, {"id": request_id, **_plain(wanted)}))
    return request_id


@dataclass(frozen=True, slots=True)
class RequestConflict:
    """Somebody changed what is asked for first. Nothing was written."""

    current: DocumentRequest


def change_request(
    at: Installation,
    session: Session,
    actor: Actor | None,
    evaluation_id: int,
    request_id: int,
    wish: tuple[Wanted, str],
) -> RequestConflict | None:
    """Ask for something else, unless somebody has changed it since the person saw it.

    `wish` is what to ask for, and the basis the person saw. None when it is written or equal already.
    """
    wanted, seen = wish
    wanted = _checked(at, session, actor, evaluation_id, wanted)
    actor = require(actor, Permission.PLAN_WRITE)
    with transaction(session):
        stored = _stored(session, evaluation_id, request_id)
        if stored.wanted == wanted:
            return None
        if basis_of(stored) != seen:
            return RequestConflict(stored)
        preparation.write_request(session, request_id, wanted)
        before, after = ({"id": request_id, **_plain(one)} for one in (stored.wanted, wanted))
        record(at, session, actor, evaluation_id, "change_document", (before, after))
    return None


def drop_request(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, request_id: int
) -> None:
    """Ask for it no more; nothing happens when nobody does. What was received stays evidence."""
    evaluation_for(session, actor, Permission.PLAN_WRITE, evaluation_id)
    actor = require(actor, Permission.PLAN_WRITE)
    with transaction(session):
        stored = preparation.request_of(session, evaluation_id, request_id)
        if stored is None:
            return
        preparation.delete_request(session, request_id)
        before = {"id": request_id, **_plain(stored.wanted)}
        record(at, session, actor, evaluation_id, "drop_document", (before, None))


def receive(
    at: Installation,
    session: Session,
    actor: Actor | None,
    evaluation_id: int,
    request_id: int,
    evidence_id: int | None,
) -> None:
    """Say which evidence the document came as, None for none after all; Invalid for what the person may not see."""
    evaluation = evaluation_for(session, actor, Permission.EVIDENCE_ADD, evaluation_id)
    actor = require(actor, Permission.EVIDENCE_ADD)
    with transaction(session):
        stored = _stored(session, evaluation_id, request_id)
        if stored.evidence_id == evidence_id:
            return
        if evidence_id is not None and evidence_id not in {one.id for one in _choices(session, actor, evaluation)}:
            raise Invalid((Problem("evidence_not_chosen", "evidence"),))
        preparation.receive(session, request_id, evidence_id)
        before, after = ({"id": request_id, "evidence": one} for one in (stored.evidence_id, evidence_id))
        record(at, session, actor, evaluation_id, "receive_document", (before, after))


def _stored(session: Session, evaluation_id: int, request_id: int) -> DocumentRequest:
    found = preparation.request_of(session, evaluation_id, request_id)
    if found is None:
        raise NotFound
    return found


def _checked(at: Installation, session: Session, actor: Actor | None, evaluation_id: int, wanted: Wanted) -> Wanted:
    """What to ask for in normal form; Invalid with everything that is wrong with it."""
    evaluation = evaluation_for(session, actor, Permission.PLAN_WRITE, evaluation_id)
    wanted = replace(wanted, title=cleaned(wanted.title))
    problems = wanted_problems(wanted, evaluation.year)
    if wanted.area_id and framework_of(at, evaluation, "nb").area(wanted.area_id) is None:
        problems.append(Problem("area_unknown", "area"))
    _refuse(problems)
    return wanted


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise Invalid(tuple(problems))


def _plain(found: Days | Wanted) -> dict[str, Any]:
    """Days and texts as plain values, for the journal and for digests."""
    fields = asdict(found)
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in fields.items()}
