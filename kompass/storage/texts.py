"""Queries about the texts of a report, and their earlier versions in the journal."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, joinedload

from kompass.domain.texts import SavedText
from kompass.storage import versions
from kompass.storage.tables import EvidenceLinkRow, EvidenceRow, IntervieweeRow, InterviewRow, JournalRow, TextRow
from kompass.storage.tables.accounts import AccountRow

# What the journal calls the saving of a text.
ACTION = "text"
# Asked with every answer that is saved with a note, so it is built once.
INTERVIEWEES = (
    select(IntervieweeRow.name)
    .join(InterviewRow, InterviewRow.id == IntervieweeRow.interview_id)
    .where(InterviewRow.evaluation_id == bindparam("evaluation_id"))
)


def texts_of(session: Session, evaluation_id: int) -> Mapping[str, SavedText]:
    """Every text of an evaluation that has been written, by part."""
    query = select(TextRow).options(joinedload(TextRow.account)).where(TextRow.evaluation_id == evaluation_id)
    return {row.part: _saved(row) for row in session.scalars(query)}


def text_of(session: Session, evaluation_id: int, part: str) -> SavedText | None:
    """What is stored of one part; None when it has never been written."""
    row = session.get(TextRow, (evaluation_id, part), options=[joinedload(TextRow.account)], populate_existing=True)
    return None if row is None else _saved(row)


def write(
    session: Session, evaluation_id: int, part: str, *, text: str, version: int, account_id: int, at: datetime
) -> bool:
    """Write what is to be version + 1; False, and nothing written, when the stored version is another."""
    key, values = (
        {"evaluation_id": evaluation_id, "part": part},
        {"text": text, "saved_at": at, "saved_by": account_id},
    )
    return versions.write(session, TextRow, key, values, version)


def versions_of(session: Session, evaluation_id: int, part: str) -> list[SavedText]:
    """Every version a part has had, the newest first, out of the journal."""
    query = (
        select(JournalRow.after, JournalRow.at, AccountRow.name)
        .join(AccountRow, AccountRow.id == JournalRow.account_id)
        .where(
            JournalRow.evaluation_id == evaluation_id,
            JournalRow.action == ACTION,
            JournalRow.after["part"].as_string() == part,
        )
        .order_by(JournalRow.id.desc())
    )
    return [SavedText(after["text"], after["version"], at, name) for after, at, name in session.execute(query)]


def interviewees_of(session: Session, evaluation_id: int) -> list[str]:
    """Names of those who are interviewed, which must not stand in a text."""
    return list(session.scalars(INTERVIEWEES, {"evaluation_id": evaluation_id}))


def evidence_counts(session: Session, evaluation_id: int) -> Mapping[str, int]:
    """How much evidence each criterion rests on, by criterion id; what was taken away does not count."""
    query = (
        select(EvidenceLinkRow.criterion_id, func.count().label("number"))
        .join(EvidenceRow, EvidenceRow.id == EvidenceLinkRow.evidence_id)
        .where(EvidenceRow.evaluation_id == evaluation_id, EvidenceRow.removed_at.is_(None))
        .group_by(EvidenceLinkRow.criterion_id)
    )
    return {row.criterion_id: row.number for row in session.execute(query)}


def _saved(row: TextRow) -> SavedText:
    return SavedText(row.text, row.version, row.saved_at, row.account.name)
