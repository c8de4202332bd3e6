"""The journal: who changed what, when, from what to what. It is only ever added to."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from kompass.storage.tables import JournalRow


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
