"""Queries about municipalities and their population."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Select, delete, func, insert, select
from sqlalchemy.orm import Session

from kompass.domain.municipality import Municipality
from kompass.formats import search_key, sorting_key
from kompass.storage.tables import MunicipalityRow, PopulationRow


def municipality(session: Session, number: str) -> Municipality | None:
    """The municipality with this number, with its latest population; None when unknown."""
    row = session.get(MunicipalityRow, number)
    if row is None:
        return None
    latest = _latest_population(session, [number])
    return as_municipality(row, latest.get(number))


def numbers_of_same(number: str) -> Select[str]:
    """Query for every number the same municipality has had, following renumbering only."""
    latest = select(MunicipalityRow.latest_number).where(MunicipalityRow.number == number).scalar_subquery()
    return select(MunicipalityRow.number).where(MunicipalityRow.latest_number == latest)


def matching(session: Session, words: str, *, most: int) -> tuple[list[Municipality], int]:
    """Municipalities whose number or names contain every word, current ones first; how many in all."""
    query = select(MunicipalityRow)
    for word in search_key(words).split():
        query = query.where(MunicipalityRow.search_text.contains(word, autoescape=True))
    wanted = search_key(words)
    rows = sorted(session.scalars(query), key=lambda row: _order(row, wanted))
    shown = rows[:most]
    latest = _latest_population(session, [row.number for row in shown])
    return [as_municipality(row, latest.get(row.number)) for row in shown], len(rows)


def _order(row: MunicipalityRow, wanted: str) -> tuple[object, ...]:
    starts = search_key(row.name).startswith(wanted) or row.number == wanted
    return (row.valid_to is not None, not starts, row.is_demonstration, sorting_key(row.name), row.number)


def _latest_population(session: Session, numbers: list[str]) -> Mapping[str, tuple[int, int]]:
    newest = (
        select(PopulationRow.municipality_number, func.max(PopulationRow.year).label("year"))
        .where(PopulationRow.municipality_number.in_(numbers))
        .group_by(PopulationRow.municipality_number)
        .subquery()
    )
    query = select(PopulationRow).join(
        newest,
        (PopulationRow.municipality_number == newest.c.municipality_number) & (PopulationRow.year == newest.c.year),
    )
    return {row.municipality_number: (row.year, row.inhabitants) for row in session.scalars(query)}


def replace_register(
    session: Session, municipalities: Iterable[Municipality], population: Iterable[tuple[str, int, int]]
) -> None:
    """Bring the register up to date: rows are added or changed, never removed; population anew."""
    numbers = set()
    for item in municipalities:
        numbers.add(item.number)
        session.merge(
            MunicipalityRow(
                number=item.number,
                latest_number=item.latest_number,
                name=item.name,
                other_names=item.other_names,
                county=item.county,
                valid_from=item.valid_from,
                valid_to=item.valid_to,
                search_text=search_key(f"{item.number} {item.name} {item.other_names} {item.county}"),
                is_demonstration=item.is_demonstration,
            )
        )
    session.flush()
    session.execute(delete(PopulationRow).where(PopulationRow.municipality_number.in_(numbers)))
    rows = [
        {"municipality_number": number, "year": year, "inhabitants": inhabitants}
        for number, year, inhabitants in population
    ]
    if rows:
        session.execute(insert(PopulationRow), rows)


def count(session: Session) -> int:
    """How many municipality numbers the register holds."""
    return session.scalar(select(func.count()).select_from(MunicipalityRow)) or 0


def as_municipality(row: MunicipalityRow, population: tuple[int, int] | None = None) -> Municipality:
    """The domain's value of a row; `population` is year and inhabitants."""
    year, inhabitants = population or (None, None)
    return Municipality(
        number=row.number,
        name=row.name,
        other_names=row.other_names,
        county=row.county,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        latest_number=row.latest_number,
        population=inhabitants,
        population_year=year,
        is_demonstration=row.is_demonstration,
    )
