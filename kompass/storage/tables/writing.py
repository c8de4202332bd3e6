"""What is written from an evaluation: the texts, the gold stars, the comments on facts, the measures after it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kompass.storage.tables.accounts import AccountRow
from kompass.storage.tables.base import Key, Moment, Row, ShortText, UtcDateTime


class TextRow(Row):
    """One text of the report as light Markdown. `part` is foreword, or «demokrati/summary»."""

    __tablename__ = "report_text"

    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluation.id"), primary_key=True)
    part: Mapped[str] = mapped_column(String(200), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    saved_at: Mapped[Moment]
    saved_by: Mapped[int] = mapped_column(ForeignKey("account.id"))

    account: Mapped[AccountRow] = relationship()


class TextBlockRow(Row):
    """A text the firm uses again."""

    __tablename__ = "text_block"

    id: Mapped[Key]
    title: Mapped[ShortText]
    text: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    saved_at: Mapped[Moment]
    saved_by: Mapped[int] = mapped_column(ForeignKey("account.id"))


class GoldStarRow(Row):
    """A single practice worth learning from, described so that others can use it."""

    __tablename__ = "gold_star"
    __table_args__ = (UniqueConstraint("evaluation_id", "criterion_id"),)

    id: Mapped[Key]
    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluation.id"))
    criterion_id: Mapped[str] = mapped_column(String(200))
    title: Mapped[ShortText]
    description: Mapped[str] = mapped_column(Text)
    search_text: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    saved_at: Mapped[Moment]
    saved_by: Mapped[int] = mapped_column(ForeignKey("account.id"))


class CommentRow(Row):
    """A comment on a fact in one paragraph of the draft, and what was done about it."""

    __tablename__ = "comment"
    __table_args__ = (
        CheckConstraint("outcome IS NULL OR outcome IN ('changed', 'kept')", name="outcome"),
        CheckConstraint("outcome IS NULL OR answered_at IS NOT NULL", name="answered"),
    )

    id: Mapped[Key]
    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluation.id"), index=True)
    part: Mapped[str] = mapped_column(String(200))
    paragraph: Mapped[str] = mapped_column(String(80))
    quote: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    made_at: Mapped[Moment]
    made_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    outcome: Mapped[str | None] = mapped_column(String(20))
    answer: Mapped[str] = mapped_column(Text)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class MeasureRow(Row):
    """Something the municipality has decided to do after the evaluation."""

    __tablename__ = "measure"
    __table_args__ = (CheckConstraint("status IN ('planned', 'started', 'done', 'dropped')", name="status"),)

    id: Mapped[Key]
    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluation.id"), index=True)
    criterion_id: Mapped[str] = mapped_column(String(200))
    title: Mapped[ShortText]
    owner_role: Mapped[ShortText]
    due_on: Mapped[date | None]
    status: Mapped[str] = mapped_column(String(20))
    note: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    saved_at: Mapped[Moment]
    saved_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
