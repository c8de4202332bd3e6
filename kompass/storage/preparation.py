"""Queries about the days of an evaluation and the documents asked for."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from kompass.domain.deadlines import Days
from kompass.domain.preparation import DocumentRequest, Plan, Wanted
from kompass.storage import versions
from kompass.storage.tables import DocumentRequestRow, EvidenceRow, PlanRow
from kompass.storage.tables.accounts import AccountRow

_REQUESTS = (
    select(DocumentRequestRow, EvidenceRow.title)
    .outerjoin(EvidenceRow, EvidenceRow.id == DocumentRequestRow.evidence_id)
    .order_by(DocumentRequestRow.id)
    .execution_options(populate_existing=True)
)


def plan_of(session: Session, evaluation_id: int) -> Plan | None:
    """The days of an evaluation; None when nobody has set any."""
    query = (
        select(PlanRow, AccountRow.name)
        .join(AccountRow, AccountRow.id == PlanRow.saved_by)
        .where(PlanRow.evaluation_id == evaluation_id)
        .execution_options(populate_existing=True)
    )
    found = session.execute(query).first()
    if found is None:
        return None
    row, name = found
    days = Days(row.self_description_due, row.visit_first, row.visit_last, row.fact_check_due, row.delivery_due)
    return Plan(days, row.version, row.saved_at, name)


def write_plan(
    session: Session, evaluation_id: int, days: Days, *, version: int, account_id: int, at: datetime
) -> bool:
    """Write what is to be version + 1; False, and nothing written, when the stored version is another."""
    values = {
        "self_description_due": days.self_description_due,
        "visit_first": days.visit_first,
        "visit_last": days.visit_last,
        "fact_check_due": days.fact_check_due,
        "delivery_due": days.delivery_due,
        "saved_at": at,
        "saved_by": account_id,
    }
    return versions.write(session, PlanRow, {"evaluation_id": evaluation_id}, values, version)


def requests_of(session: Session, evaluation_id: int) -> list[DocumentRequest]:
    """The documents asked for, in the order they were."""
    query = _REQUESTS.where(DocumentRequestRow.evaluation_id == evaluation_id)
    return [_request(row, title) for row, title in session.execute(query)]


def request_of(session: Session, evaluation_id: int, request_id: int) -> DocumentRequest | None:
    """One of them; None when this evaluation has no such."""
    query = _REQUESTS.where(DocumentRequestRow.evaluation_id == evaluation_id, DocumentRequestRow.id == request_id)
    found = session.execute(query).first()
    return None if found is None else _request(*found)


def add_request(session: Session, evaluation_id: int, wanted: Wanted, *, account_id: int, at: datetime) -> int:
    """Ask for a document; the id."""
    row = DocumentRequestRow(
        evaluation_id=evaluation_id,
        area_id=wanted.area_id,
        title=wanted.title,
        due_on=wanted.due_on,
        asked_at=at,
        asked_by=account_id,
    )
    session.add(row)
    session.flush()
    return row.id


def write_request(session: Session, request_id: int, wanted: Wanted) -> None:
    """Ask for something else."""
    values = {"title": wanted.title, "area_id": wanted.area_id, "due_on": wanted.due_on}
    session.execute(update(DocumentRequestRow).where(DocumentRequestRow.id == request_id).values(**values))


def receive(session: Session, request_id: int, evidence_id: int | None) -> None:
    """Say which evidence came; None for none."""
    query = update(DocumentRequestRow).where(DocumentRequestRow.id == request_id)
    session.execute(query.values(evidence_id=evidence_id))


def delete_request(session: Session, request_id: int) -> None:
    """Ask for it no more. What has been received stays evidence."""
    session.execute(delete(DocumentRequestRow).where(DocumentRequestRow.id == request_id))


def _request(row: DocumentRequestRow, evidence_title: str | None) -> DocumentRequest:
    return DocumentRequest(
        id=row.id,
        evaluation_id=row.evaluation_id,
        wanted=Wanted(row.title, row.area_id, row.due_on),
        evidence_id=row.evidence_id,
        evidence_title=evidence_title or "",
        asked_at=row.asked_at,
    )
