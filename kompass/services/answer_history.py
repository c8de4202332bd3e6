"""The history of one answer: what a person has answered alone, what all agreed on, and putting an answer back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from kompass.domain.answers import Answer, Level, NotApplicable
from kompass.domain.errors import NotFound
from kompass.domain.evaluation import NOT_SAVED, Evaluation, SavedAnswer
from kompass.domain.framework import Area, Criterion, Framework
from kompass.domain.journal import JournalLine
from kompass.domain.permissions import Actor, Permission
from kompass.services.access import evaluation_for, may, require
from kompass.services.answers import Conflict, Proposal, Saved
from kompass.services.consensus import Dispute, agree, dispute_at
from kompass.services.evaluations import area_of, framework_of, handed_in_areas, save_answer
from kompass.services.installation import Installation
from kompass.storage import evaluations, journal, sheets

# What the journal calls a change of one's own answer, and of the agreed one.
OWN = ("answer",)
AGREED = ("gather", "agree")
# The state before the first change has no line of its own.
BEGINNING = 0


@dataclass(frozen=True, slots=True)
class State:
    """What the answer was after one change. `id` is the line of the journal, BEGINNING for before the first.

    `at` is None and `by` empty for the beginning; `by` and `note` are empty for those who may not read them.
    """

    id: int
    answer: Answer | None
    note: str
    at: datetime | None
    by: str


@dataclass(frozen=True, slots=True)
class History:
    """The answers of one criterion, each list the newest first.

    `own` is the person's own, ending in the beginning; `others` what each other assessor handed in, known only when
    nobody scores alone any more; `agreed` what all agreed on. `version` is that of the person's own answer now.
    `dispute` is what the assessors differ on when the person may agree on it now, and so put an agreed answer back.
    """

    evaluation: Evaluation
    framework: Framework
    area: Area
    criterion: Criterion
    own: tuple[State, ...]
    others: tuple[State, ...]
    agreed: tuple[State, ...]
    version: int
    may_restore: bool
    dispute: Dispute | None

    @property
    def undo(self) -> State | None:
        """What undoing the last change brings back; None when nothing has been changed, or none may."""
        return self.own[1] if self.may_restore and len(self.own) > 1 else None


@dataclass(frozen=True, slots=True)
class Restoration:
    """An earlier answer a person wants back, and the version they saw when they chose.

    `basis` is the digest of what an agreed answer builds on.
    """

    criterion_id: str
    state_id: int
    seen_version: int
    basis: str = ""


def history(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, criterion_id: str, locale: str
) -> History:
    """What the person may know of how the answer came to be; NotFound for an unknown criterion.

    While each scores alone it is the person's own changes and nobody else's.
    """
    evaluation = evaluation_for(session, actor, Permission.SCORES_READ, evaluation_id)
    actor = require(actor, Permission.SCORES_READ)
    framework = framework_of(at, evaluation, locale)
    area = area_of(framework, criterion_id)
    is_known = not evaluation.is_alone
    is_open = may(session, actor, Permission.SCORE, evaluation)
    return History(
        evaluation=evaluation,
        framework=framework,
        area=area,
        criterion=framework.criteria[criterion_id],
        own=_own(session, evaluation_id, criterion_id, actor),
        others=_others(session, actor, evaluation, area, criterion_id) if is_known else (),
        agreed=_agreed(session, actor, evaluation, criterion_id) if is_known else (),
        version=_current(session, evaluation_id, criterion_id, actor).version,
        may_restore=is_open and area.id not in handed_in_areas(session, actor, evaluation),
        dispute=dispute_at(session, evaluation, framework, criterion_id)
        if may(session, actor, Permission.AGREE, evaluation)
        else None,
    )


def restore(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, wish: Restoration, locale: str
) -> Saved | Conflict:
    """Put one of the person's own earlier answers back as a new version, so that nothing is lost.

    NotFound when it is none of theirs; Conflict when the answer has been changed since they looked.
    """
    evaluation_for(session, actor, Permission.SCORE, evaluation_id)
    actor = require(actor, Permission.SCORE)
    states = _own(session, evaluation_id, wish.criterion_id, actor)
    found = next((state for state in states if state.id == wish.state_id), None)
    if found is None:
        raise NotFound
    proposal = Proposal(wish.criterion_id, found.answer, found.note, wish.seen_version)
    return save_answer(at, session, actor, evaluation_id, proposal, locale)


def restore_agreed(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, wish: Restoration, locale: str
) -> Saved | Conflict:
    """Agree again on what was agreed on before, as a new version with the same reason.

    NotFound when it never was; otherwise refused as any agreeing is.
    """
    evaluation = evaluation_for(session, actor, Permission.AGREE, evaluation_id)
    actor = require(actor, Permission.AGREE)
    states = _agreed(session, actor, evaluation, wish.criterion_id)
    found = next((state for state in states if state.id == wish.state_id), None)
    if found is None:
        raise NotFound
    proposal = Proposal(wish.criterion_id, found.answer, found.note, wish.seen_version, basis=wish.basis)
    return agree(at, session, actor, evaluation_id, proposal, locale)


def _own(session: Session, evaluation_id: int, criterion_id: str, actor: Actor) -> tuple[State, ...]:
    lines = journal.changes_of(session, evaluation_id, criterion_id, OWN, actor.id)
    if not lines:
        return ()
    beginning = State(BEGINNING, *_read(lines[0].before), at=None, by="")
    return (*(_state(line) for line in reversed(lines)), beginning)


def _others(
    session: Session, actor: Actor, evaluation: Evaluation, area: Area, criterion_id: str
) -> tuple[State, ...]:
    """What the others handed in: not what they tried before they did."""
    if not may(session, actor, Permission.OPINIONS_READ, evaluation):
        return ()
    given = {
        sheet.account_id for sheet in sheets.assessors_sheets(session, evaluation.id) if area.id in sheet.handed_in
    }
    lines = journal.changes_of(session, evaluation.id, criterion_id, OWN)
    last = {line.account_id: line for line in lines if line.account_id in given - {actor.id}}
    return tuple(_state(line) for line in sorted(last.values(), key=lambda line: -line.id))


def _agreed(session: Session, actor: Actor, evaluation: Evaluation, criterion_id: str) -> tuple[State, ...]:
    """Every agreed answer for the assessors; for others the one that counts, without note and name."""
    lines = journal.changes_of(session, evaluation.id, criterion_id, AGREED)
    states = tuple(_state(line) for line in reversed(lines))
    if may(session, actor, Permission.NOTES_READ, evaluation):
        return states
    return tuple(replace(state, note="", by="") for state in states[:1])


def _current(session: Session, evaluation_id: int, criterion_id: str, actor: Actor) -> SavedAnswer:
    sheet_id = sheets.sheet_of(session, evaluation_id, actor.id)
    found = evaluations.saved_answer(session, sheet_id, criterion_id) if sheet_id else None
    return found or NOT_SAVED


def _state(line: JournalLine) -> State:
    return State(line.id, *_read(line.after), at=line.at, by=line.name)


def _read(content: Mapping[str, Any]) -> tuple[Answer | None, str]:
    """Answer and note, as `answers.plain` wrote them into the journal."""
    given = content["answer"]
    if given is None:
        return None, content["note"]
    return Level(given["level"]) if "level" in given else NotApplicable(given["not_applicable"]), content["note"]
