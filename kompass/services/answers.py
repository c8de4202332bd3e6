"""Writing an answer on a sheet: what saving, agreeing, gathering and putting back have in common."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from kompass.catalogue.digest import digest
from kompass.domain.answers import Answer, Level, NotApplicable
from kompass.domain.completeness import cleaned
from kompass.domain.errors import Invalid, NotPossibleNow, Problem
from kompass.domain.evaluation import NOT_SAVED, SavedAnswer, Status
from kompass.domain.permissions import Actor
from kompass.domain.scoring import Result
from kompass.domain.texts import is_named
from kompass.services.installation import Installation
from kompass.storage import evaluations, journal, sheets, texts


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a person wants to save about one criterion, and the version they saw when they wrote it.

    `operation` is the client's own key for this save, empty when it has none. `basis` is the digest of what an
    agreed answer builds on.
    """

    criterion_id: str
    answer: Answer | None
    note: str
    seen_version: int
    operation: str = ""
    basis: str = ""


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


@dataclass(frozen=True, slots=True)
class Target:
    """Where an answer is written, the status that must hold then, and what the journal calls it."""

    evaluation_id: int
    sheet_id: int
    status: Status
    action: str


def cleaned_proposal(proposal: Proposal) -> Proposal:
    """The proposal with its texts in normal form."""
    answer = proposal.answer
    if isinstance(answer, NotApplicable):
        answer = NotApplicable(cleaned(answer.reason))
    return replace(proposal, answer=answer, note=cleaned(proposal.note))


def named_problems(session: Session, evaluation_id: int, proposal: Proposal) -> list[Problem]:
    """That a note or a reason names somebody interviewed: the journal would keep the name when it is deleted."""
    reason = proposal.answer.reason if isinstance(proposal.answer, NotApplicable) else ""
    written = [(field, text) for field, text in (("note", proposal.note), ("reason", reason)) if text]
    names = texts.interviewees_of(session, evaluation_id) if written else []
    return [
        Problem("interviewee_in_note", field, (("name", name),))
        for field, text in written
        for name in names
        if is_named(text, name)
    ]


def own_sheet(session: Session, evaluation_id: int, actor: Actor) -> int:
    """Id of the person's own sheet, made when it is first needed."""
    return sheets.sheet_of(session, evaluation_id, actor.id) or sheets.add(session, evaluation_id, actor.id)


def write(at: Installation, session: Session, actor: Actor, target: Target, proposal: Proposal) -> int | None:
    """Write the proposal within the caller's transaction; the version it has now, None on a conflict."""
    criterion_id, evaluation_id, sheet_id = proposal.criterion_id, target.evaluation_id, target.sheet_id
    if evaluations.status_of(session, evaluation_id) is not target.status:
        raise NotPossibleNow("status_forbids")
    content = digest([target.action, evaluation_id, criterion_id, plain(proposal.answer), proposal.note])
    if proposal.operation:
        done = evaluations.operation(session, actor.id, proposal.operation)
        if done is not None:
            if done[0] != content:
                raise Invalid((Problem("operation_reused", "op"),))
            return done[1]
    stored = evaluations.saved_answer(session, sheet_id, criterion_id) or NOT_SAVED
    same = (stored.answer, stored.note) == (proposal.answer, proposal.note)
    if not same and stored.version != proposal.seen_version:
        return None
    version = stored.version if same else stored.version + 1
    now = at.clock()
    if not same:
        written = evaluations.write_answer(
            session,
            sheet_id,
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
            target.action,
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
