"""Queries about the measures after an evaluation."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from kompass.domain.measures import Measure, MeasureStatus
from kompass.storage.tables import MeasureRow
from kompass.storage.tables.accounts import AccountRow

_MEASURES = (
    select(MeasureRow, AccountRow.name)
    .join(AccountRow, AccountRow.id == MeasureRow.saved_by)
    .execution_options(populate_existing=True)
)


def measures_of(session: Session, evaluation_ids: Iterable[int]) -> list[Measure]:
    """Every measure of these evaluations, in the order they were added."""
    query = _MEASURES.where(MeasureRow.evaluation_id.in_(list(evaluation_ids))).order_by(MeasureRow.id)
    return [_measure(row, name) for row, name in session.execute(query)]


def measure(session: Session, evaluation_id: int, measure_id: int) -> Measure | None:
    """One measure of this evaluation; None when there is none."""
    query = _MEASURES.where(MeasureRow.evaluation_id == evaluation_id, MeasureRow.id == measure_id)
    found = session.execute(query).first()
    return None if found is None else _measure(*found)


def add(
    session: Session,
    evaluation_id: int,
    *,
    criterion_id: str,
    title: str,
    owner_role: str,
    due_on: date | None,
    status: MeasureStatus,
    note: str,
    account_id: int,
    at: datetime,
) -> int:
    """Add a measure; its id."""
    row = MeasureRow(
        evaluation_id=evaluation_id,
        criterion_id=criterion_id,
        title=title,
        owner_role=owner_role,
        due_on=due_on,
        status=status.value,
        note=note,
        version=1,
        saved_at=at,
        saved_by=account_id,
    )
    session.add(row)
    session.flush()
    return row.id


def write(
    session: Session,
    measure_id: int,
    *,
    criterion_id: str,
    title: str,
    owner_role: str,
    due_on: date | None,
    status: MeasureStatus,
    note: str,
    version: int,
    account_id: int,
    at: datetime,
) -> bool:
    """Write what is to be version + 1; False, and nothing written, when the stored version is another."""
    written = session.scalar(
        update(MeasureRow)
        .where(MeasureRow.id == measure_id, MeasureRow.version == version)
        .values(
            criterion_id=criterion_id,
            title=title,
            owner_role=owner_role,
            due_on=due_on,
            status=status.value,
            note=note,
            version=version + 1,
            saved_at=at,
            saved_by=account_id,
        )
        .returning(MeasureRow.id)
    )
    return written is not None


def _measure(row: MeasureRow, name: str) -> Measure:
    return Measure(
        id=row.id,
        evaluation_id=row.evaluation_id,
        criterion_id=row.criterion_id,
        title=row.title,
        owner_role=row.owner_role,
        due_on=row.due_on,
        status=MeasureStatus(row.status),
        note=row.note,
        version=row.version,
        saved_at=row.saved_at,
        saved_by=name,
    )
