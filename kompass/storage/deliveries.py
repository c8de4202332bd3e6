"""Queries about what was delivered: sealed results, and the municipality's consent to publish."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from kompass.domain.evaluation import Consent, Sealed
from kompass.storage.tables import ConsentRow, SealedResultRow


def seals_of(session: Session, evaluation_id: int) -> list[Sealed]:
    """Every sealed version, the first one first."""
    query = (
        select(SealedResultRow)
        .where(SealedResultRow.evaluation_id == evaluation_id)
        .order_by(SealedResultRow.version)
    )
    return [
        Sealed(row.version, row.digest, row.reason, row.sealed_at, row.content) for row in session.scalars(query)
    ]


def seal(
    session: Session,
    evaluation_id: int,
    *,
    content: Mapping[str, Any],
    digest: str,
    reason: str,
    account_id: int,
    at: datetime,
) -> int:
    """Add the next version; its number. Earlier ones stay as they are."""
    version = len(seals_of(session, evaluation_id)) + 1
    session.add(
        SealedResultRow(
            evaluation_id=evaluation_id,
            version=version,
            content=dict(content),
            digest=digest,
            reason=reason,
            sealed_at=at,
            sealed_by=account_id,
        )
    )
    session.flush()
    return version


def consent_of(session: Session, evaluation_id: int) -> Consent | None:
    """The municipality's consent; None while it has not been recorded."""
    row = session.get(ConsentRow, evaluation_id)
    return None if row is None else Consent(row.given_by, row.given_on)


def record_consent(
    session: Session, evaluation_id: int, *, given_by: str, given_on: date, account_id: int, at: datetime
) -> None:
    """Keep who consented on behalf of the municipality, and when; instead of what was kept before."""
    withdraw_consent(session, evaluation_id)
    session.add(
        ConsentRow(
            evaluation_id=evaluation_id,
            given_by=given_by,
            given_on=given_on,
            recorded_by=account_id,
            recorded_at=at,
        )
    )
    session.flush()


def withdraw_consent(session: Session, evaluation_id: int) -> None:
    """Forget the consent: it was to something that is now being changed."""
    session.execute(delete(ConsentRow).where(ConsentRow.evaluation_id == evaluation_id))
