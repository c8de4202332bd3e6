"""Published history: results as their sources give them, at the depth they are known."""

from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from kompass.domain.history import PublishedResult
from kompass.storage.tables import PublishedResultRow


def replace_history(session: Session, results: Iterable[PublishedResult]) -> None:
    """Put these published results in place of those that were there."""
    session.execute(delete(PublishedResultRow))
    session.add_all(
        PublishedResultRow(
            place=result.place,
            country=result.country,
            municipality_number=result.municipality_number,
            year=result.year,
            edition=result.edition,
            total=result.total,
            area_points=list(result.areas),
            stated_change=result.stated_change,
            inferred=result.inferred,
            facts=result.facts,
            source=result.source,
        )
        for result in results
    )


def published_results(session: Session, numbers: Iterable[str] | None = None) -> list[PublishedResult]:
    """Published results, oldest first within each place; of these municipality numbers when some are given."""
    query = select(PublishedResultRow).order_by(
        PublishedResultRow.country, PublishedResultRow.place, PublishedResultRow.year, PublishedResultRow.id
    )
    if numbers is not None:
        query = query.where(PublishedResultRow.municipality_number.in_(list(numbers)))
    return [_result(row) for row in session.scalars(query)]


def _result(row: PublishedResultRow) -> PublishedResult:
    return PublishedResult(
        place=row.place,
        country=row.country,
        municipality_number=row.municipality_number,
        year=row.year,
        edition=row.edition,
        total=row.total,
        areas=tuple(row.area_points),
        stated_change=row.stated_change,
        inferred=row.inferred,
        facts=row.facts,
        source=row.source,
    )
