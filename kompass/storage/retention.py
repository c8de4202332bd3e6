"""Queries about what is kept of interviews after an evaluation is over, and deleting it for real."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete, func, or_, select, text, update
from sqlalchemy.orm import Session, joinedload

from kompass.domain.evaluation import Status
from kompass.domain.retention import OVER, Kept
from kompass.storage.evaluations import as_evaluation
from kompass.storage.tables import EvaluationRow, IntervieweeRow, InterviewRow, JournalRow


def kept(session: Session, statuses: Collection[Status] = OVER) -> list[Kept]:
    """Every evaluation in these statuses that keeps names or notes, the oldest first."""
    names = (
        select(func.count())
        .select_from(IntervieweeRow)
        .join(InterviewRow, InterviewRow.id == IntervieweeRow.interview_id)
        .where(InterviewRow.evaluation_id == EvaluationRow.id)
        .scalar_subquery()
    )
    notes = (
        select(func.count())
        .select_from(InterviewRow)
        .where(InterviewRow.evaluation_id == EvaluationRow.id, InterviewRow.notes != "")
        .scalar_subquery()
    )
    query = (
        select(EvaluationRow, names, notes)
        .options(joinedload(EvaluationRow.municipality))
        .where(EvaluationRow.status.in_(statuses), or_(names > 0, notes > 0))
        .order_by(EvaluationRow.id)
    )
    return [Kept(as_evaluation(row), *counts) for row, *counts in session.execute(query)]


def names_in(session: Session, evaluation_id: int) -> int:
    """How many names the interviews of an evaluation keep."""
    query = (
        select(func.count())
        .select_from(IntervieweeRow)
        .join(InterviewRow, InterviewRow.id == IntervieweeRow.interview_id)
        .where(InterviewRow.evaluation_id == evaluation_id)
    )
    return session.scalar(query) or 0


def over(session: Session, evaluation_ids: Collection[int]) -> Mapping[int, tuple[datetime, int]]:
    """When each evaluation was last delivered or withdrawn, and the account that did it."""
    query = (
        select(JournalRow)
        .where(JournalRow.evaluation_id.in_(evaluation_ids), JournalRow.action == "move")
        .order_by(JournalRow.id)
    )
    found: dict[int, tuple[datetime, int]] = {}
    for row in session.scalars(query):
        # Publishing and archiving begin nothing anew.
        if row.evaluation_id and row.after and row.after["status"] in (Status.DELIVERED, Status.WITHDRAWN):
            found[row.evaluation_id] = (row.at, row.account_id)
    return found


def delete_names(session: Session, evaluation_id: int) -> None:
    """Delete every name of an evaluation for real."""
    interviews = select(InterviewRow.id).where(InterviewRow.evaluation_id == evaluation_id)
    session.execute(delete(IntervieweeRow).where(IntervieweeRow.interview_id.in_(interviews)))


def delete_notes(session: Session, evaluation_id: int) -> None:
    """Empty the notes of every interview of an evaluation; the version grows, so that an open page notices."""
    session.execute(
        update(InterviewRow)
        .where(InterviewRow.evaluation_id == evaluation_id, InterviewRow.notes != "")
        .values(notes="", version=InterviewRow.version + 1)
    )


def forget(session: Session) -> None:
    """Let the log beside an SQLite database forget what has been deleted; other databases look after themselves."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
