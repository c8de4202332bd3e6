"""Interviews: planning them, the names apart from the rest, and the notes, whose every opening is recorded."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from kompass.domain.completeness import cleaned, text_problems
from kompass.domain.errors import Invalid, NotFound, Problem
from kompass.domain.evaluation import Evaluation
from kompass.domain.permissions import Actor, Permission, Relation
from kompass.domain.preparation import (
    TEXT_LIMIT,
    Interview,
    Interviewee,
    Meeting,
    Notes,
    Reading,
    interviewee_problems,
    meeting_problems,
)
from kompass.services.access import evaluation_for, may, relation_to, require
from kompass.services.installation import Installation
from kompass.services.recording import record
from kompass.storage import interviews
from kompass.storage.database import transaction

MOST_READINGS = 20


@dataclass(frozen=True, slots=True)
class Appointment:
    """One planned interview, with the names of those who are interviewed."""

    evaluation: Evaluation
    interview: Interview
    interviewees: tuple[Interviewee, ...]


@dataclass(frozen=True, slots=True)
class MeetingConflict:
    """Somebody changed the interview first. Nothing was written."""

    current: Interview


def appointment(session: Session, actor: Actor | None, evaluation_id: int, interview_id: int) -> Appointment:
    """One interview, for one who may change the plan; NotFound when there is none."""
    evaluation = evaluation_for(session, actor, Permission.PLAN_WRITE, evaluation_id)
    return _appointment(session, evaluation, interview_id)


def _appointment(session: Session, evaluation: Evaluation, interview_id: int) -> Appointment:
    found = _stored(session, evaluation.id, interview_id)
    names = interviews.interviewees_of(session, evaluation.id)
    return Appointment(evaluation, found, tuple(name for name in names if name.interview_id == interview_id))


def plan(at: Installation, session: Session, actor: Actor | None, evaluation_id: int, meeting: Meeting) -> int:
    """Plan an interview; its id. The same sent twice counts once. Invalid lists every problem."""
    meeting = _checked(session, actor, evaluation_id, meeting)
    actor = require(actor, Permission.PLAN_WRITE)
    with transaction(session):
        for one in interviews.interviews_of(session, evaluation_id):
            if one.meeting == meeting and one.version == 1:
                return one.id
        interview_id = interviews.add(session, evaluation_id, meeting, account_id=actor.id, at=at.clock())
        after = {"id": interview_id, **_plain(meeting)}
        record(at, session, actor, evaluation_id, "plan_interview", (None, after))
    return interview_id


def change(
    at: Installation,
    session: Session,
    actor: Actor | None,
    evaluation_id: int,
    interview_id: int,
    wish: tuple[Meeting, int],
) -> int | MeetingConflict:
    """Change when, where or who by role, unless somebody else has since; the version it has now.

    `wish` is what the interview is to be, and the version the person saw. Equal content is no conflict.
    """
    meeting, seen_version = wish
    meeting = _checked(session, actor, evaluation_id, meeting)
    actor = require(actor, Permission.PLAN_WRITE)
    with transaction(session):
        stored = _stored(session, evaluation_id, interview_id)
        if stored.meeting == meeting:
            return stored.version
        if stored.version != seen_version or not interviews.write_meeting(
            session, interview_id, meeting, version=stored.version, account_id=actor.id, at=at.clock()
        ):
            return MeetingConflict(stored)
        before, after = ({"id": interview_id, **_plain(one)} for one in (stored.meeting, meeting))
        record(at, session, actor, evaluation_id, "change_interview", (before, after))
    return stored.version + 1


def remove(at: Installation, session: Session, actor: Actor | None, evaluation_id: int, interview_id: int) -> None:
    """Delete an interview for real, with the names; nothing happens when it is gone.

    Invalid while it has notes, and when it is evidence: neither must be lost by the way.
    """
    evaluation_for(session, actor, Permission.PLAN_WRITE, evaluation_id)
    actor = require(actor, Permission.PLAN_WRITE)
    with transaction(session):
        stored = interviews.interview(session, evaluation_id, interview_id)
        if stored is None:
            return
        if interviews.is_evidence(session, interview_id):
            raise Invalid((Problem("interview_is_evidence"),))
        if stored.has_notes:
            raise Invalid((Problem("interview_has_notes"),))
        interviews.remove(session, interview_id)
        before = {"id": interview_id, **_plain(stored.meeting)}
        record(at, session, actor, evaluation_id, "delete_interview", (before, None))


def add_name(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, interview_id: int, name: str
) -> None:
    """Add the name of somebody who is interviewed; the same twice counts once. Invalid lists every problem."""
    evaluation = evaluation_for(session, actor, Permission.PLAN_WRITE, evaluation_id)
    actor = require(actor, Permission.PLAN_WRITE)
    name = " ".join(part for part in cleaned(name).split(" ") if part)
    with transaction(session):
        found = _appointment(session, evaluation, interview_id)
        problems = interviewee_problems(name, found.interview.meeting)
        if problems:
            raise Invalid(tuple(problems))
        if name not in {one.name for one in found.interviewees}:
            interviews.add_interviewee(session, interview_id, name)
            record(at, session, actor, evaluation_id, "add_name", (None, {"interview": interview_id}))


def delete_name(
    at: Installation,
    session: Session,
    actor: Actor | None,
    evaluation_id: int,
    interview_id: int,
    interviewee_id: int,
) -> None:
    """Delete a name for real: nothing keeps it, and the journal says only that one was deleted."""
    evaluation = evaluation_for(session, actor, Permission.NAME_DELETE, evaluation_id)
    actor = require(actor, Permission.NAME_DELETE)
    with transaction(session):
        found = _appointment(session, evaluation, interview_id)
        if interviewee_id in {one.id for one in found.interviewees}:
            interviews.remove_interviewee(session, interviewee_id)
            record(at, session, actor, evaluation_id, "delete_name", ({"interview": interview_id}, None))


@dataclass(frozen=True, slots=True)
class OpenNotes:
    """The notes of an interview. `readings` is who opened them before, for the lead; empty for others."""

    evaluation: Evaluation
    interview: Interview
    interviewees: tuple[Interviewee, ...]
    notes: Notes
    readings: list[Reading]
    may_write: bool
    may_plan: bool
    may_delete_names: bool


@dataclass(frozen=True, slots=True)
class NotesConflict:
    """Somebody wrote something else first. Nothing was written; the reader takes from both."""

    current: Notes


def read_notes(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, interview_id: int
) -> OpenNotes:
    """The notes of an interview. That the person opened them is recorded before they are shown."""
    evaluation = evaluation_for(session, actor, Permission.INTERVIEW_READ, evaluation_id)
    actor = require(actor, Permission.INTERVIEW_READ)
    with transaction(session):
        found = _appointment(session, evaluation, interview_id)
        is_lead = relation_to(session, actor, evaluation_id) is Relation.LEAD
        readings = interviews.readings_of(session, evaluation_id, interview_id, MOST_READINGS) if is_lead else []
        record(at, session, actor, evaluation_id, interviews.READ, (None, {"interview": interview_id}))
        return OpenNotes(
            evaluation=evaluation,
            interview=found.interview,
            interviewees=found.interviewees,
            notes=interviews.notes_of(session, interview_id),
            readings=readings,
            may_write=may(session, actor, Permission.INTERVIEW_WRITE, evaluation),
            may_plan=may(session, actor, Permission.PLAN_WRITE, evaluation),
            may_delete_names=may(session, actor, Permission.NAME_DELETE, evaluation),
        )


def write_notes(
    at: Installation,
    session: Session,
    actor: Actor | None,
    evaluation_id: int,
    interview_id: int,
    wish: tuple[str, int],
) -> int | NotesConflict:
    """Save the notes, unless somebody wrote others since the person saw them; the version they have now.

    `wish` is the text, and the version the person saw. Equal text is no conflict. The journal says that the notes
    were written and how long they are, never what they say: they must be deletable. Invalid lists every problem.
    """
    evaluation_for(session, actor, Permission.INTERVIEW_WRITE, evaluation_id)
    actor = require(actor, Permission.INTERVIEW_WRITE)
    text, seen_version = cleaned(wish[0]), wish[1]
    problems = text_problems(text, "notes", TEXT_LIMIT)
    if problems:
        raise Invalid(tuple(problems))
    with transaction(session):
        _stored(session, evaluation_id, interview_id)
        stored = interviews.notes_of(session, interview_id)
        if stored.text == text:
            return stored.version
        if stored.version != seen_version or not interviews.write_notes(
            session, interview_id, text, version=stored.version, account_id=actor.id, at=at.clock()
        ):
            return NotesConflict(stored)
        before, after = ({"interview": interview_id, "length": len(one)} for one in (stored.text, text))
        record(at, session, actor, evaluation_id, "write_notes", (before, after))
    return stored.version + 1


def _stored(session: Session, evaluation_id: int, interview_id: int) -> Interview:
    found = interviews.interview(session, evaluation_id, interview_id)
    if found is None:
        raise NotFound
    return found


def _checked(session: Session, actor: Actor | None, evaluation_id: int, meeting: Meeting) -> Meeting:
    """The interview in normal form; Invalid with everything that is wrong with it."""
    evaluation = evaluation_for(session, actor, Permission.PLAN_WRITE, evaluation_id)
    meeting = replace(
        meeting, role=cleaned(meeting.role), group=cleaned(meeting.group), place=cleaned(meeting.place)
    )
    names = [one.name for one in interviews.interviewees_of(session, evaluation_id)]
    problems = meeting_problems(meeting, evaluation.year, names)
    if problems:
        raise Invalid(tuple(problems))
    return meeting


def _plain(meeting: Meeting) -> dict[str, Any]:
    held_on: date | None = meeting.held_on
    return {**asdict(meeting), "held_on": held_on.isoformat() if held_on else None}
