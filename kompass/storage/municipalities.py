"""Queries about municipalities and their population."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from kompass.domain.municipality import Grouping, Municipality
from kompass.domain.register import Change, ChangeKind, Register
from kompass.formats import search_key
from kompass.storage.tables import GroupingRow, MunicipalityChangeRow, MunicipalityRow, PopulationRow


def municipality(session: Session, number: str) -> Municipality | None:
    """The municipality with this number, with its latest population; None when unknown."""
    row = session.get(MunicipalityRow, number)
    if row is None:
        return None
    latest = _latest_population(session, [number])
    return as_municipality(row, latest.get(number))


def register(session: Session) -> Register:
    """The whole register as a graph; populations are asked for when they are needed, see `inhabitants`."""
    rows = session.execute(select(MunicipalityRow.__table__).order_by(MunicipalityRow.number)).all()
    query = select(MunicipalityChangeRow.__table__).order_by(
        MunicipalityChangeRow.changed_on, MunicipalityChangeRow.to_number, MunicipalityChangeRow.from_number
    )
    return _register(tuple(rows), tuple(session.execute(query)))


# Making the graph takes ten times longer than reading the rows, and these change a few times a year. The rows
# themselves are the key, so no answer is ever older than the database.
@lru_cache(maxsize=2)
def _register(rows: tuple[Any, ...], changes: tuple[Any, ...]) -> Register:
    return Register({row.number: as_municipality(row) for row in rows}, tuple(_change(row) for row in changes))


def _change(row: Any) -> Change:
    return Change(
        date=row.changed_on,
        kind=ChangeKind(row.kind),
        from_number=row.from_number,
        from_name=row.from_name,
        to_number=row.to_number,
        to_name=row.to_name,
        share=None if row.share is None else _share(row.share),
        inhabitants=row.inhabitants,
        is_estimate=row.is_estimate,
        note=row.note,
    )


# Nearly all are whole, and reading a fraction takes longer than the rest of the row.
@lru_cache
def _share(text: str) -> Fraction:
    return Fraction(text)


def inhabitants(session: Session, numbers: Iterable[str]) -> dict[tuple[str, int], int]:
    """Inhabitants on 1 January by number and year, every year known."""
    query = select(PopulationRow.municipality_number, PopulationRow.year, PopulationRow.inhabitants).where(
        PopulationRow.municipality_number.in_(list(numbers))
    )
    return {(number, year): count for number, year, count in session.execute(query)}


def replace_groupings(session: Session, groupings: Iterable[Grouping]) -> None:
    """Put these groupings in place of those that were there."""
    session.execute(delete(GroupingRow))
    session.add_all(GroupingRow(**asdict(grouping)) for grouping in groupings)


def groupings(session: Session, numbers: Iterable[str]) -> list[Grouping]:
    """Every grouping of these numbers, the newest first."""
    query = (
        select(GroupingRow)
        .where(GroupingRow.municipality_number.in_(list(numbers)))
        .order_by(GroupingRow.year.desc())
    )
    names = [field.name for field in fields(Grouping)]
    return [Grouping(**{name: getattr(row, name) for name in names}) for row in session.scalars(query)]


def matching(session: Session, words: str) -> list[str]:
    """Numbers of municipalities whose number, names or county contain every word."""
    query = select(MunicipalityRow.number)
    for word in search_key(words).split():
        query = query.where(MunicipalityRow.search_text.contains(word, autoescape=True))
    return list(session.scalars(query))


def latest_inhabitants(session: Session, numbers: Iterable[str]) -> dict[str, int]:
    """Inhabitants of each number on 1 January of the last year that is known."""
    return {number: count for number, (_, count) in _latest_population(session, list(numbers)).items()}


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
    session: Session,
    municipalities: Iterable[Municipality],
    changes: Iterable[Change],
    population: Mapping[tuple[str, int], int],
) -> None:
    """Bring the register up to date: numbers are added or changed, never removed.

    Changes and population of these numbers are put in place of those that were there.
    """
    changes = list(changes)
    names = _names(changes)
    numbers = set()
    for item in municipalities:
        numbers.add(item.number)
        session.merge(
            MunicipalityRow(
                number=item.number,
                name=item.name,
                other_names=item.other_names,
                county=item.county,
                valid_from=item.valid_from,
                valid_to=item.valid_to,
                search_text=search_key(
                    " ".join([item.number, item.name, item.other_names, item.county, *names.get(item.number, ())])
                ),
                is_demonstration=item.is_demonstration,
            )
        )
    session.flush()
    session.execute(delete(PopulationRow).where(PopulationRow.municipality_number.in_(numbers)))
    rows = [
        {"municipality_number": number, "year": year, "inhabitants": count}
        for (number, year), count in population.items()
    ]
    if rows:
        session.execute(insert(PopulationRow), rows)
    session.execute(delete(MunicipalityChangeRow).where(MunicipalityChangeRow.to_number.in_(numbers)))
    session.add_all(_change_row(change) for change in changes)


def _names(changes: Iterable[Change]) -> Mapping[str, set[str]]:
    """Every name a number has had, as far as the changes tell: an old name is searched for too."""
    names: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        names[change.from_number].add(change.from_name)
        names[change.to_number].add(change.to_name)
    return names


def _change_row(change: Change) -> MunicipalityChangeRow:
    return MunicipalityChangeRow(
        changed_on=change.date,
        kind=change.kind,
        from_number=change.from_number,
        from_name=change.from_name,
        to_number=change.to_number,
        to_name=change.to_name,
        share=None if change.share is None else str(change.share),
        inhabitants=change.inhabitants,
        is_estimate=change.is_estimate,
        note=change.note,
    )


def as_municipality(row: Any, population: tuple[int, int] | None = None) -> Municipality:
    """The domain's value of a row; `population` is year and inhabitants."""
    year, inhabitants = population or (None, None)
    return Municipality(
        number=row.number,
        name=row.name,
        other_names=row.other_names,
        county=row.county,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        population=inhabitants,
        population_year=year,
        is_demonstration=row.is_demonstration,
    )
