"""Queries about sheets of answers: each assessor's own, and the agreed one that counts."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session, joinedload

from kompass.domain.evaluation import Sheet
from kompass.storage.tables import SheetAreaRow, SheetRow

# Asked with every answer that is saved, so they are built once.
_OF_EVALUATION = select(SheetRow.id).where(SheetRow.evaluation_id == bindparam("evaluation_id"))
AGREED = _OF_EVALUATION.where(SheetRow.account_id.is_(None))
OWN = _OF_EVALUATION.where(SheetRow.account_id == bindparam("account_id"))
HANDED_IN = select(SheetAreaRow.area_id).where(SheetAreaRow.sheet_id == bindparam("sheet_id"))


def add(session: Session, evaluation_id: int, account_id: int | None) -> int:
    """Add an assessor's sheet, or the agreed one for None; its id."""
    row = SheetRow(evaluation_id=evaluation_id, account_id=account_id)
    session.add(row)
    session.flush()
    return row.id


def sheet_of(session: Session, evaluation_id: int, account_id: int | None) -> int | None:
    """Id of this account's own sheet, or of the agreed one for None; None when there is none."""
    if account_id is None:
        return session.scalar(AGREED, {"evaluation_id": evaluation_id})
    return session.scalar(OWN, {"evaluation_id": evaluation_id, "account_id": account_id})


def agreed_sheets(session: Session, evaluation_ids: Iterable[int]) -> Mapping[int, int]:
    """Id of the agreed sheet by evaluation id."""
    query = select(SheetRow.evaluation_id, SheetRow.id).where(
        SheetRow.evaluation_id.in_(list(evaluation_ids)), SheetRow.account_id.is_(None)
    )
    return {row.evaluation_id: row.id for row in session.execute(query)}


def own_sheets(session: Session, account_id: int, evaluation_ids: Iterable[int]) -> Mapping[int, int]:
    """Id of the account's own sheet by evaluation id, where it has one."""
    query = select(SheetRow.evaluation_id, SheetRow.id).where(
        SheetRow.evaluation_id.in_(list(evaluation_ids)), SheetRow.account_id == account_id
    )
    return {row.evaluation_id: row.id for row in session.execute(query)}


def assessors_sheets(session: Session, evaluation_id: int) -> list[Sheet]:
    """Every assessor's own sheet with the areas handed in, in the order they were begun."""
    query = (
        select(SheetRow)
        .options(joinedload(SheetRow.account))
        .where(SheetRow.evaluation_id == evaluation_id, SheetRow.account_id.is_not(None))
        .order_by(SheetRow.id)
    )
    rows = list(session.scalars(query))
    areas = _areas(session, [row.id for row in rows])
    return [
        Sheet(row.id, row.account.id, row.account.name, frozenset(areas.get(row.id, ())))
        for row in rows
        if row.account
    ]


def _areas(session: Session, sheet_ids: list[int]) -> Mapping[int, set[str]]:
    found: dict[int, set[str]] = {}
    query = select(SheetAreaRow.sheet_id, SheetAreaRow.area_id).where(SheetAreaRow.sheet_id.in_(sheet_ids))
    for sheet_id, area_id in session.execute(query):
        found.setdefault(sheet_id, set()).add(area_id)
    return found


def handed_in(session: Session, sheet_id: int) -> frozenset[str]:
    """Ids of the areas of this sheet that have been handed in."""
    return frozenset(session.scalars(HANDED_IN, {"sheet_id": sheet_id}))


def hand_in(session: Session, sheet_id: int, area_id: str, *, at: datetime) -> None:
    """Mark an area as handed in, if it is not already."""
    if session.get(SheetAreaRow, (sheet_id, area_id)) is None:
        session.add(SheetAreaRow(sheet_id=sheet_id, area_id=area_id, handed_in_at=at))
        session.flush()


def take_back(session: Session, sheet_id: int, area_id: str) -> None:
    """Let an area be scored again."""
    session.execute(delete(SheetAreaRow).where(SheetAreaRow.sheet_id == sheet_id, SheetAreaRow.area_id == area_id))
