"""Queries about gold stars."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from kompass.domain.texts import GoldStar
from kompass.formats import search_key
from kompass.storage import versions
from kompass.storage.tables import GoldStarRow
from kompass.storage.tables.accounts import AccountRow

_STARS = select(GoldStarRow, AccountRow.name).join(AccountRow, AccountRow.id == GoldStarRow.saved_by)


def stars_of(session: Session, evaluation_id: int) -> list[GoldStar]:
    """The gold stars of an evaluation, in the order they were given."""
    query = _STARS.where(GoldStarRow.evaluation_id == evaluation_id).order_by(GoldStarRow.id)
    return [_star(row, name) for row, name in session.execute(query)]


def star_at(session: Session, evaluation_id: int, criterion_id: str) -> GoldStar | None:
    """The gold star at one criterion; None when there is none."""
    query = _STARS.where(GoldStarRow.evaluation_id == evaluation_id, GoldStarRow.criterion_id == criterion_id)
    found = session.execute(query.execution_options(populate_existing=True)).first()
    return None if found is None else _star(*found)


def search(session: Session, evaluation_ids: Iterable[int], words: str) -> list[GoldStar]:
    """Gold stars of these evaluations whose texts contain every word, the newest first."""
    query = _STARS.where(GoldStarRow.evaluation_id.in_(list(evaluation_ids)))
    for word in search_key(words).split():
        query = query.where(GoldStarRow.search_text.contains(word, autoescape=True))
    return [_star(row, name) for row, name in session.execute(query.order_by(GoldStarRow.id.desc()))]


def write(
    session: Session,
    evaluation_id: int,
    criterion_id: str,
    *,
    title: str,
    description: str,
    also: str,
    version: int,
    account_id: int,
    at: datetime,
) -> bool:
    """Write what is to be version + 1; False, and nothing written, when the stored version is another.

    `also` are words it is to be found by besides its own: the titles of its process and area.
    """
    values = {
        "title": title,
        "description": description,
        "search_text": search_key(f"{title} {description} {also}"),
        "saved_at": at,
        "saved_by": account_id,
    }
    key = {"evaluation_id": evaluation_id, "criterion_id": criterion_id}
    return versions.write(session, GoldStarRow, key, values, version)


def remove(session: Session, evaluation_id: int, criterion_id: str, *, version: int) -> bool:
    """Take a gold star away; False when it is another version by now."""
    gone = delete(GoldStarRow).where(
        GoldStarRow.evaluation_id == evaluation_id,
        GoldStarRow.criterion_id == criterion_id,
        GoldStarRow.version == version,
    )
    return session.scalar(gone.returning(GoldStarRow.id)) is not None


def _star(row: GoldStarRow, name: str) -> GoldStar:
    return GoldStar(
        id=row.id,
        evaluation_id=row.evaluation_id,
        criterion_id=row.criterion_id,
        title=row.title,
        description=row.description,
        version=row.version,
        saved_at=row.saved_at,
        saved_by=name,
    )
