"""Evaluations: their teams, their sheets of answers, what was delivered."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kompass.storage.tables.accounts import AccountRow
from kompass.storage.tables.base import Key, Moment, Number, Row, ShortText
from kompass.storage.tables.register import MunicipalityRow


class EvaluationRow(Row):
    __tablename__ = "evaluation"
    __table_args__ = (UniqueConstraint("municipality_number", "evaluated_on"),)

    id: Mapped[Key]
    municipality_number: Mapped[Number] = mapped_column(ForeignKey("municipality.number"))
    framework_id: Mapped[ShortText]
    edition: Mapped[ShortText]
    scoring_digest: Mapped[ShortText]
    text_digest: Mapped[str | None] = mapped_column(String(64))
    evaluated_on: Mapped[date]
    status: Mapped[ShortText]
    created_at: Mapped[Moment]
    created_by: Mapped[int] = mapped_column(ForeignKey("account.id"))

    municipality: Mapped[MunicipalityRow] = relationship()


class MemberRow(Row):
    """Who is in the team of an evaluation, and as what."""

    __tablename__ = "evaluation_member"

    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluation.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True, index=True)
    relation: Mapped[ShortText]
    added_at: Mapped[Moment]

    account: Mapped[AccountRow] = relationship()


class SheetRow(Row):
    """A set of answers: one assessor's own, or the agreed ones that count, which belong to nobody."""

    __tablename__ = "sheet"
    __table_args__ = (
        UniqueConstraint("evaluation_id", "account_id"),
        Index(
            "ix_sheet_agreed",
            "evaluation_id",
            unique=True,
            sqlite_where=text("account_id IS NULL"),
            postgresql_where=text("account_id IS NULL"),
        ),
    )

    id: Mapped[Key]
    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluation.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    account: Mapped[AccountRow | None] = relationship()


class SheetAreaRow(Row):
    """An area of an own sheet that has been handed in: from then on the other assessors may see it."""

    __tablename__ = "sheet_area"

    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"), primary_key=True)
    area_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    handed_in_at: Mapped[Moment]


class AnswerRow(Row):
    """At most one answer per criterion and sheet; a level, or a reason why it does not apply, or only a note."""

    __tablename__ = "answer"
    __table_args__ = (
        CheckConstraint("level IS NULL OR reason IS NULL", name="level_or_reason"),
        CheckConstraint("reason IS NULL OR reason <> ''", name="reason_not_empty"),
        CheckConstraint("version > 0", name="version"),
    )

    sheet_id: Mapped[int] = mapped_column(ForeignKey("sheet.id"), primary_key=True)
    criterion_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    level: Mapped[int | None]
    reason: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    saved_at: Mapped[Moment]
    saved_by: Mapped[int] = mapped_column(ForeignKey("account.id"))

    account: Mapped[AccountRow] = relationship()


class ConsentRow(Row):
    """The municipality's yes to publishing, as it was given; without it nothing is published."""

    __tablename__ = "consent"

    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluation.id"), primary_key=True)
    given_by: Mapped[ShortText]
    given_on: Mapped[date]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    recorded_at: Mapped[Moment]


class SealedResultRow(Row):
    """A result as it was delivered. A correction is a new version; the old one stays."""

    __tablename__ = "sealed_result"

    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluation.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    digest: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text)
    sealed_at: Mapped[Moment]
    sealed_by: Mapped[int] = mapped_column(ForeignKey("account.id"))


class OperationRow(Row):
    """A save the client may send twice: the same operation counts once and gets the same answer."""

    __tablename__ = "operation"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluation.id"))
    criterion_id: Mapped[ShortText]
    content_digest: Mapped[str] = mapped_column(String(64))
    version: Mapped[int]
    done_at: Mapped[Moment]
