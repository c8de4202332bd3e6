"""Queries about accounts."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from kompass.domain.permissions import Actor, Role
from kompass.storage.tables import AccountRow


def actor(session: Session, account_id: int) -> Actor | None:
    """The person behind an account; None when there is no such account."""
    row = session.get(AccountRow, account_id)
    return None if row is None else as_actor(row)


def actor_and_hash(session: Session, email: str) -> tuple[Actor, str] | None:
    """The person with this address and the hash of the password; None when there is no such account."""
    row = session.scalar(select(AccountRow).where(AccountRow.email == email.casefold()))
    return None if row is None else (as_actor(row), row.password_hash)


def add(session: Session, *, email: str, name: str, role: Role, password_hash: str, at: datetime) -> Actor:
    """Add an account; the address must be free."""
    row = AccountRow(email=email.casefold(), name=name, role=role, password_hash=password_hash, created_at=at)
    session.add(row)
    session.flush()
    return as_actor(row)


def set_password_hash(session: Session, account_id: int, password_hash: str) -> None:
    """Replace the hash, when the cost of hashing has been raised or the password is new."""
    row = session.get_one(AccountRow, account_id)
    row.password_hash = password_hash


def as_actor(row: AccountRow) -> Actor:
    """The person behind a row."""
    return Actor(id=row.id, name=row.name, email=row.email, role=Role(row.role))
