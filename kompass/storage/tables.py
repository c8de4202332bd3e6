"""The rows, with named constraints. What must never be is impossible here too."""

from datetime import UTC, date, datetime
from typing import Annotated, Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """Aware times in, aware UTC out, on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a time zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        # SQLite forgets the zone; what was stored is UTC.
        return (
            None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        )


Key = Annotated[int, mapped_column(primary_key=True)]
Number = Annotated[str, mapped_column(String(4))]
ShortText = Annotated[str, mapped_column(String(200))]
Moment = Annotated[datetime, mapped_column(UtcDateTime())]


class Row(DeclarativeBase):
    """Base of all rows."""

    metadata = MetaData(naming_convention=NAMING)


class AccountRow(Row):
    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("email"),)

    id: Mapped[Key]
    email: Mapped[ShortText]
    name: Mapped[ShortText]
    role: Mapped[ShortText]
    password_hash: Mapped[ShortText]
    created_at: Mapped[Moment]


class MunicipalityRow(Row):
    __tablename__ = "municipality"
    __table_args__ = (CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="validity"),)

    number: Mapped[Number] = mapped_column(primary_key=True)
    name: Mapped[ShortText]
    other_names: Mapped[ShortText]
    county: Mapped[ShortText]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    search_text: Mapped[str] = mapped_column(Text)
    is_demonstration: Mapped[bool]


class MunicipalityChangeRow(Row):
    """What became of a number on a date; `share` is a fraction as text, «19/100», so that it stays exact."""

    __tablename__ = "municipality_change"

    changed_on: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    from_number: Mapped[Number] = mapped_column(ForeignKey("municipality.number"), primary_key=True)
    to_number: Mapped[Number] = mapped_column(ForeignKey("municipality.number"), primary_key=True)
    from_name: Mapped[ShortText]
    to_name: Mapped[ShortText]
    share: Mapped[str | None] = mapped_column(String(40))
    inhabitants: Mapped[int | None]
    is_estimate: Mapped[bool]
    note: Mapped[str] = mapped_column(Text)


class PopulationRow(Row):
    __tablename__ = "population"
    __table_args__ = (CheckConstraint("inhabitants >= 0", name="inhabitants"),)

    municipality_number: Mapped[Number] = mapped_column(ForeignKey("municipality.number"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    inhabitants: Mapped[int]


class GroupingRow(Row):
    """Groups a municipality was in one year; scales differ between years and stand beside the value."""

    __tablename__ = "municipality_group"

    municipality_number: Mapped[Number] = mapped_column(ForeignKey("municipality.number"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    kostra_group: Mapped[str] = mapped_column(String(10))
    kostra_standard: Mapped[str] = mapped_column(String(10))
    centrality: Mapped[str] = mapped_column(String(10))
    centrality_classes: Mapped[str] = mapped_column(String(10))
    language_form: Mapped[str] = mapped_column(String(20))


class PublishedResultRow(Row):
    __tablename__ = "published_result"

    id: Mapped[Key]
    place: Mapped[ShortText]
    country: Mapped[ShortText]
    municipality_number: Mapped[str | None] = mapped_column(
        String(4), ForeignKey("municipality.number"), index=True
    )
    year: Mapped[int | None]
    edition: Mapped[ShortText]
    total: Mapped[int | None]
    area_points: Mapped[list[int]] = mapped_column(JSON)
    stated_change: Mapped[int | None]
    inferred: Mapped[str] = mapped_column(Text)
    facts: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)


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


class AnswerRow(Row):
    """At most one answer per criterion; a level, or a reason why it does not apply, or only a note."""

    __tablename__ = "answer"
    __table_args__ = (
        CheckConstraint("level IS NULL OR reason IS NULL", name="level_or_reason"),
        CheckConstraint("reason IS NULL OR reason <> ''", name="reason_not_empty"),
        CheckConstraint("version > 0", name="version"),
    )

    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluation.id"), primary_key=True)
    criterion_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    level: Mapped[int | None]
    reason: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    saved_at: Mapped[Moment]
    saved_by: Mapped[int] = mapped_column(ForeignKey("account.id"))

    account: Mapped[AccountRow] = relationship()


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
