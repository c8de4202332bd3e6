"""Queries about evidence, its links to processes, and the texts a search goes through."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import RowMapping, delete, func, select, update
from sqlalchemy.orm import Session, aliased

from kompass.domain.evidence import Evidence, EvidenceKind, Link, StoredFile
from kompass.domain.permissions import Role
from kompass.storage.tables import AccountRow, AnswerRow, EvidenceLinkRow, EvidenceRow, InterviewRow


@dataclass(frozen=True, slots=True)
class InterviewSource:
    """An interview as a source: by role and group, never by name. `held_on` is None until a day is set."""

    id: int
    role: str
    group: str
    held_on: date | None


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """What is written of a new piece of evidence."""

    evaluation_id: int
    kind: EvidenceKind
    title: str
    address: str = ""
    seen_on: date | None = None
    interview_id: int | None = None
    file: StoredFile | None = None
    has_personal_data: bool = False
    replaces_id: int | None = None


def evidence_of(session: Session, evaluation_id: int) -> list[Evidence]:
    """All evidence of an evaluation, newest first, with what is taken away or replaced."""
    added, removed = aliased(AccountRow), aliased(AccountRow)
    query = (
        select(
            *EvidenceRow.__table__.columns,
            added.name.label("added_name"),
            added.role.label("added_role"),
            removed.name.label("removed_name"),
        )
        .join(added, added.id == EvidenceRow.added_by)
        .outerjoin(removed, removed.id == EvidenceRow.removed_by)
        .where(EvidenceRow.evaluation_id == evaluation_id)
        .order_by(EvidenceRow.id.desc())
    )
    rows = session.execute(query).mappings().all()
    newer = {row["replaces_id"]: row["id"] for row in reversed(rows) if row["removed_at"] is None}
    return [_evidence(row, newer.get(row["id"])) for row in rows]


def add(session: Session, new: NewEvidence, *, account_id: int, at: datetime) -> int:
    """Add a piece of evidence; its id."""
    file = new.file
    row = EvidenceRow(
        evaluation_id=new.evaluation_id,
        kind=new.kind,
        title=new.title,
        address=new.address,
        seen_on=new.seen_on,
        interview_id=new.interview_id,
        file_digest=file.digest if file else None,
        file_name=file.name if file else "",
        media=file.media if file else "",
        file_size=file.size if file else None,
        has_personal_data=new.has_personal_data,
        has_active_content=bool(file and file.has_active_content),
        replaces_id=new.replaces_id,
        added_at=at,
        added_by=account_id,
    )
    session.add(row)
    session.flush()
    return row.id


def mark_removed(session: Session, evidence_id: int, *, account_id: int | None, at: datetime | None) -> None:
    """Mark as taken away by this account at this time; None for both puts it back."""
    values = {"removed_at": at, "removed_by": account_id}
    session.execute(update(EvidenceRow).where(EvidenceRow.id == evidence_id).values(**values))


def links_of(session: Session, evaluation_id: int) -> list[Link]:
    """Every link of an evaluation's evidence, in the order the evidence was added."""
    query = (
        select(EvidenceLinkRow.evidence_id, EvidenceLinkRow.criterion_id, EvidenceLinkRow.passage)
        .join(EvidenceRow, EvidenceRow.id == EvidenceLinkRow.evidence_id)
        .where(EvidenceRow.evaluation_id == evaluation_id)
        .order_by(EvidenceLinkRow.evidence_id, EvidenceLinkRow.criterion_id)
    )
    return [Link(*row) for row in session.execute(query)]


def link(session: Session, new: Link, *, account_id: int, at: datetime) -> None:
    """Link evidence to a process, or give the link another passage."""
    session.merge(
        EvidenceLinkRow(
            evidence_id=new.evidence_id,
            criterion_id=new.criterion_id,
            passage=new.passage,
            linked_at=at,
            linked_by=account_id,
        )
    )
    session.flush()


def unlink(session: Session, evidence_id: int, criterion_id: str) -> None:
    """Take a link away."""
    session.execute(
        delete(EvidenceLinkRow).where(
            EvidenceLinkRow.evidence_id == evidence_id, EvidenceLinkRow.criterion_id == criterion_id
        )
    )


def carry_links(session: Session, old_id: int, new_id: int) -> None:
    """Move the links of one version to another that has none of its own, with who linked them and when."""
    moved = update(EvidenceLinkRow).where(EvidenceLinkRow.evidence_id == old_id).values(evidence_id=new_id)
    session.execute(moved, execution_options={"synchronize_session": False})


def bytes_kept(session: Session, evaluation_id: int) -> int:
    """Bytes of the evaluation's files on disk, each content once, with those taken away or replaced."""
    files = (
        select(EvidenceRow.file_digest, func.max(EvidenceRow.file_size).label("size"))
        .where(EvidenceRow.evaluation_id == evaluation_id, EvidenceRow.file_digest.is_not(None))
        .group_by(EvidenceRow.file_digest)
        .subquery()
    )
    return int(session.scalar(select(func.coalesce(func.sum(files.c.size), 0))) or 0)


def files_referred_to(session: Session) -> list[tuple[int, int, StoredFile]]:
    """Evaluation, evidence and file of every row of any evaluation that has a file."""
    query = select(EvidenceRow).where(EvidenceRow.file_digest.is_not(None)).order_by(EvidenceRow.id)
    return [
        (row.evaluation_id, row.id, StoredFile(row.file_digest or "", row.file_name, row.media, row.file_size or 0))
        for row in session.scalars(query)
    ]


def interviews_of(session: Session, evaluation_id: int) -> list[InterviewSource]:
    """The interviews of an evaluation, in the order they were planned."""
    query = (
        select(InterviewRow.id, InterviewRow.role, InterviewRow.group_name, InterviewRow.held_on)
        .where(InterviewRow.evaluation_id == evaluation_id)
        .order_by(InterviewRow.id)
    )
    return [InterviewSource(*row) for row in session.execute(query)]


def interview_notes(session: Session, evaluation_id: int) -> Mapping[int, str]:
    """Notes of the evaluation's interviews by interview id, those that have any."""
    query = select(InterviewRow.id, InterviewRow.notes).where(
        InterviewRow.evaluation_id == evaluation_id, InterviewRow.notes != ""
    )
    return {row.id: row.notes for row in session.execute(query)}


def assessors_notes(session: Session, sheet_ids: Iterable[int]) -> list[tuple[int, str, str]]:
    """Sheet, criterion and text of every note on the sheets, and of every reason why a process does not apply."""
    query = select(AnswerRow.sheet_id, AnswerRow.criterion_id, AnswerRow.note, AnswerRow.reason).where(
        AnswerRow.sheet_id.in_(list(sheet_ids))
    )
    return [
        (sheet_id, criterion_id, text)
        for sheet_id, criterion_id, note, reason in session.execute(query)
        for text in (note, reason)
        if text
    ]


def _evidence(row: RowMapping, replaced_by: int | None) -> Evidence:
    digest = row["file_digest"]
    file = digest and StoredFile(
        digest, row["file_name"], row["media"], row["file_size"], row["has_active_content"]
    )
    return Evidence(
        id=row["id"],
        evaluation_id=row["evaluation_id"],
        kind=EvidenceKind(row["kind"]),
        title=row["title"],
        address=row["address"],
        seen_on=row["seen_on"],
        interview_id=row["interview_id"],
        file=file or None,
        has_personal_data=row["has_personal_data"],
        replaces_id=row["replaces_id"],
        replaced_by=replaced_by,
        added_at=row["added_at"],
        added_by=row["added_name"],
        owner_id=row["added_by"],
        from_municipality=row["added_role"] == Role.CONTACT,
        removed_at=row["removed_at"],
        removed_by=row["removed_name"] or "",
    )
