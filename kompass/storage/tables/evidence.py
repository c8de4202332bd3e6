"""What an evaluation rests on: the plan, the interviews, the self-description, and the evidence."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kompass.storage.tables.accounts import AccountRow
from kompass.storage.tables.base import Key, Moment, Row, ShortText, UtcDateTime


class PlanRow(Row):
    """The days that matter to an evaluation."""

    __tablename__ = "plan"

    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluation.id"), primary_key=True)
    self_description_due: Mapped[date | None]
    visit_first: Mapped[date | None]
    visit_last: Mapped[date | None]
    fact_check_due: Mapped[date | None]
    delivery_due: Mapped[date | None]
    version: Mapped[int]
    saved_at: Mapped[Moment]
    saved_by: Mapped[int] = mapped_column(ForeignKey("account.id"))


class InterviewRow(Row):
    """An interview by role and group; the names are apart, so that they can be deleted."""

    __tablename__ = "interview"

    id: Mapped[Key]
    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluation.id"), index=True)
    role: Mapped[ShortText]
    group_name: Mapped[ShortText]
    held_on: Mapped[date | None]
    starts: Mapped[str] = mapped_column(String(5))
    minutes: Mapped[int | None]
    place: Mapped[ShortText]
    notes: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    saved_at: Mapped[Moment]
    saved_by: Mapped[int] = mapped_column(ForeignKey("account.id"))


class IntervieweeRow(Row):
    """The name of somebody who is interviewed. Never in a report."""

    __tablename__ = "interviewee"

    id: Mapped[Key]
    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id"), index=True)
    name: Mapped[ShortText]


class SelfDescriptionRow(Row):
    """What the municipality says it does in an area, and where that is written."""

    __tablename__ = "self_description"

    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluation.id"), primary_key=True)
    area_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    practice: Mapped[str] = mapped_column(Text)
    written_where: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    saved_at: Mapped[Moment]
    saved_by: Mapped[int] = mapped_column(ForeignKey("account.id"))

    account: Mapped[AccountRow] = relationship()


class EvidenceRow(Row):
    """A document, a web address or an interview that a level may rest on.

    Nothing is deleted: what is taken away has `removed_at`, and a newer version names the one it replaces.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint("kind IN ('document', 'web', 'interview')", name="kind"),
        CheckConstraint("kind <> 'interview' OR interview_id IS NOT NULL", name="interview"),
        CheckConstraint("kind <> 'web' OR address <> ''", name="address"),
    )

    id: Mapped[Key]
    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluation.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[ShortText]
    address: Mapped[str] = mapped_column(Text)
    seen_on: Mapped[date | None]
    interview_id: Mapped[int | None] = mapped_column(ForeignKey("interview.id"))
    file_digest: Mapped[str | None] = mapped_column(String(64))
    file_name: Mapped[ShortText]
    media: Mapped[str] = mapped_column(String(20))
    file_size: Mapped[int | None]
    has_personal_data: Mapped[bool]
    has_active_content: Mapped[bool]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id"))
    added_at: Mapped[Moment]
    added_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    removed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class EvidenceLinkRow(Row):
    """That a criterion's level rests on this evidence; `passage` says where in it."""

    __tablename__ = "evidence_link"

    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), primary_key=True)
    criterion_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    passage: Mapped[ShortText]
    linked_at: Mapped[Moment]
    linked_by: Mapped[int] = mapped_column(ForeignKey("account.id"))


class DocumentRequestRow(Row):
    """A document the municipality is asked for; received once it has evidence."""

    __tablename__ = "document_request"

    id: Mapped[Key]
    evaluation_id: Mapped[int] = mapped_column(ForeignKey("evaluation.id"), index=True)
    area_id: Mapped[str] = mapped_column(String(200))
    title: Mapped[ShortText]
    due_on: Mapped[date | None]
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id"))
    asked_at: Mapped[Moment]
    asked_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
