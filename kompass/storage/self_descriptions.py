"""Queries about what a municipality says of itself, area by area."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from kompass.domain.preparation import SelfDescription
from kompass.storage import versions
from kompass.storage.tables import SelfDescriptionRow


def of_evaluation(session: Session, evaluation_id: int) -> Mapping[str, SelfDescription]:
    """Every description that has been saved, by area id."""
    query = (
        select(SelfDescriptionRow)
        .options(joinedload(SelfDescriptionRow.account))
        .where(SelfDescriptionRow.evaluation_id == evaluation_id)
        .execution_options(populate_existing=True)
    )
    return {row.area_id: _saved(row) for row in session.scalars(query)}


def of_area(session: Session, evaluation_id: int, area_id: str) -> SelfDescription | None:
    """What is saved of one area; None when nothing ever was."""
    row = session.get(
        SelfDescriptionRow,
        (evaluation_id, area_id),
        options=[joinedload(SelfDescriptionRow.account)],
        populate_existing=True,
    )
    return None if row is None else _saved(row)


def write(
    session: Session,
    evaluation_id: int,
    area_id: str,
    *,
    practice: str,
    written_where: str,
    version: int,
    account_id: int,
    at: datetime,
) -> bool:
    """Write what is to be version + 1; False, and nothing written, when the stored version is another."""
    values = {
        "practice": practice,
        "written_where": written_where,
        "saved_at": at,
        "saved_by": account_id,
    }
    key = {"evaluation_id": evaluation_id, "area_id": area_id}
    return versions.write(session, SelfDescriptionRow, key, values, version)


def _saved(row: SelfDescriptionRow) -> SelfDescription:
    return SelfDescription(row.practice, row.written_where, row.version, row.saved_at, row.account.name)
