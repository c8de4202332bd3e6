"""Accounts, and the journal of what they did."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from kompass.storage.tables.base import Key, Moment, Row, ShortText


class AccountRow(Row):
    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("email"),)

    id: Mapped[Key]
    email: Mapped[ShortText]
    name: Mapped[ShortText]
    role: Mapped[ShortText]
    password_hash: Mapped[ShortText]
    created_at: Mapped[Moment]


class JournalRow(Row):
    """Who changed what, when, from what to what. Only ever added to."""

    __tablename__ = "journal"
    __table_args__ = (Index("ix_journal_subject", "evaluation_id", "criterion_id"),)

    id: Mapped[Key]
    at: Mapped[Moment]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    evaluation_id: Mapped[int | None] = mapped_column(ForeignKey("evaluation.id"))
    criterion_id: Mapped[str | None] = mapped_column(String(200))
    action: Mapped[ShortText]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON)
