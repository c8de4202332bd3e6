"""The journal: who changed what, when, from what to what. It is only ever added to."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from kompass.domain.journal import JournalLine
from kompass.storage.tables import JournalRow
from kompass.storage.tables.accounts import AccountRow


def record(
    session: Session,
    action: str,
    *,
    account_id: int,
    at: datetime,
    evaluation_id: int | None = None,
    criterion_id: str | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Add one line. `before` and `after` hold what changed, as plain values."""
    session.add(
        JournalRow(
            at=at,
            account_id=account_id,
            evaluation_id=evaluation_id,
            criterion_id=criterion_id,
            action=action,
            before=None if before is None else dict(before),
            after=None if after is None else dict(after),
        )
    )


def lines_of(session: Session, evaluation_id: int) -> list[tuple[str, str | None, Mapping[str, Any] | None]]:
    """Action, criterion and what it became, for every line of an evaluation, oldest first."""
    query = select(JournalRow).where(JournalRow.evaluation_id == evaluation_id).order_by(JournalRow.id)
    return [(row.action, row.criterion_id, row.after) for row in session.scalars(query)]


def changes_of(
    session: Session, evaluation_id: int, criterion_id: str, actions: Collection[str], account_id: int | None = None
) -> list[JournalLine]:
    """What these actions did to one criterion, oldest first; only what this account did when one is given."""
    query = (
        select(JournalRow, AccountRow.name)
        .join(AccountRow, AccountRow.id == JournalRow.account_id)
        .where(
            JournalRow.evaluation_id == evaluation_id,
            JournalRow.criterion_id == criterion_id,
            JournalRow.action.in_(actions),
        )
        .order_by(JournalRow.id)
    )
    if account_id is not None:
        query = query.where(JournalRow.account_id == account_id)
    return [
        JournalLine(row.id, row.action, row.at, row.account_id, name, row.before or {}, row.after or {})
        for row, name in session.execute(query)
    ]
