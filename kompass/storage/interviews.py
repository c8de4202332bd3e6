"""Queries about interviews: the plan, the names, the notes, and who has opened the notes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from kompass.domain.preparation import Interview, Interviewee, Meeting, Notes, Reading
from kompass.storage.tables import EvidenceRow, IntervieweeRow, InterviewRow, JournalRow
from kompass.storage.tables.accounts import AccountRow

# What the journal calls the opening of an interview's notes.
READ = "read_notes"

# Without the notes, so that a plan can never leak them.
_INTERVIEWS = (
    select(
        InterviewRow.id,
        InterviewRow.evaluation_id,
        InterviewRow.role,
        InterviewRow.group_name,
        InterviewRow.held_on,
        InterviewRow.starts,
        InterviewRow.minutes,
        InterviewRow.place,
        (InterviewRow.notes != "").label("has_notes"),
        InterviewRow.version,
        InterviewRow.saved_at,
        AccountRow.name,
    )
    .join(AccountRow, AccountRow.id == InterviewRow.saved_by)
    .order_by(InterviewRow.id)
)


def interviews_of(session: Session, evaluation_id: int) -> list[Interview]:
    """The interviews by day and time, those without a day last."""
    query = _INTERVIEWS.where(InterviewRow.evaluation_id == evaluation_id)
    return sorted((_interview(row) for row in session.execute(query)), key=lambda one: one.meeting.order)


def interview(session: Session, evaluation_id: int, interview_id: int) -> Interview | None:
    """One interview of this evaluation; None when there is none."""
    query = _INTERVIEWS.where(InterviewRow.evaluation_id == evaluation_id, InterviewRow.id == interview_id)
    found = session.execute(query).first()
    return None if found is None else _interview(found)


def add(session: Session, evaluation_id: int, meeting: Meeting, *, account_id: int, at: datetime) -> int:
    """Plan an interview; its id."""
    row = InterviewRow(
        evaluation_id=evaluation_id, notes="", version=1, saved_at=at, saved_by=account_id, **_columns(meeting)
    )
    session.add(row)
    session.flush()
    return row.id


def write_meeting(
    session: Session, interview_id: int, meeting: Meeting, *, version: int, account_id: int, at: datetime
) -> bool:
    """Write what is to be version + 1; False, and nothing written, when the stored version is another."""
    return _write(session, interview_id, _columns(meeting), version=version, account_id=account_id, at=at)


def write_notes(
    session: Session, interview_id: int, text: str, *, version: int, account_id: int, at: datetime
) -> bool:
    """Write what is to be version + 1; False, and nothing written, when the stored version is another."""
    return _write(session, interview_id, {"notes": text}, version=version, account_id=account_id, at=at)


def notes_of(session: Session, interview_id: int) -> Notes:
    """The notes of an interview there is."""
    query = (
        select(InterviewRow.notes, InterviewRow.version, InterviewRow.saved_at, AccountRow.name)
        .join(AccountRow, AccountRow.id == InterviewRow.saved_by)
        .where(InterviewRow.id == interview_id)
    )
    return Notes(*session.execute(query).one())


def is_evidence(session: Session, interview_id: int) -> bool:
    """Whether the interview is, or has been, registered as evidence."""
    return bool(session.scalar(select(exists().where(EvidenceRow.interview_id == interview_id))))


def remove(session: Session, interview_id: int) -> None:
    """Delete an interview for real, with the names."""
    session.execute(delete(IntervieweeRow).where(IntervieweeRow.interview_id == interview_id))
    session.execute(delete(InterviewRow).where(InterviewRow.id == interview_id))


def interviewees_of(session: Session, evaluation_id: int) -> list[Interviewee]:
    """Every name, by interview in the order they were added."""
    query = (
        select(IntervieweeRow.id, IntervieweeRow.interview_id, IntervieweeRow.name)
        .join(InterviewRow, InterviewRow.id == IntervieweeRow.interview_id)
        .where(InterviewRow.evaluation_id == evaluation_id)
        .order_by(IntervieweeRow.id)
    )
    return [Interviewee(*row) for row in session.execute(query)]


def add_interviewee(session: Session, interview_id: int, name: str) -> None:
    """Add a name to an interview."""
    session.add(IntervieweeRow(interview_id=interview_id, name=name))
    session.flush()


def remove_interviewee(session: Session, interviewee_id: int) -> None:
    """Delete a name for real."""
    session.execute(delete(IntervieweeRow).where(IntervieweeRow.id == interviewee_id))


def readings_of(session: Session, evaluation_id: int, interview_id: int, most: int) -> list[Reading]:
    """Who has opened the notes, the last one first, so many at the most."""
    query = (
        select(JournalRow.at, AccountRow.name)
        .join(AccountRow, AccountRow.id == JournalRow.account_id)
        .where(
            JournalRow.evaluation_id == evaluation_id,
            JournalRow.action == READ,
            JournalRow.after["interview"].as_integer() == interview_id,
        )
        .order_by(JournalRow.id.desc())
        .limit(most)
    )
    return [Reading(*row) for row in session.execute(query)]


def _write(
    session: Session,
    interview_id: int,
    values: Mapping[str, Any],
    *,
    version: int,
    account_id: int,
    at: datetime,
) -> bool:
    written = session.scalar(
        update(InterviewRow)
        .where(InterviewRow.id == interview_id, InterviewRow.version == version)
        .values(**values, version=version + 1, saved_at=at, saved_by=account_id)
        .returning(InterviewRow.id)
    )
    return written is not None


def _columns(meeting: Meeting) -> dict[str, Any]:
    return {
        "role": meeting.role,
        "group_name": meeting.group,
        "held_on": meeting.held_on,
        "starts": meeting.starts,
        "minutes": meeting.minutes,
        "place": meeting.place,
    }


def _interview(row: Any) -> Interview:
    return Interview(
        id=row.id,
        evaluation_id=row.evaluation_id,
        meeting=Meeting(row.role, row.group_name, row.held_on, row.starts, row.minutes, row.place),
        has_notes=row.has_notes,
        version=row.version,
        saved_at=row.saved_at,
        saved_by=row.name,
    )
