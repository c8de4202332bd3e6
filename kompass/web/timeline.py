"""The evaluations of a year on a timeline: as a drawing, and as a table that says the same.

Places across are in per cent of the year and places down in pixels, so that the words keep their size.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from flask import url_for

from kompass import formats
from kompass.domain.deadlines import DeadlineKind
from kompass.language import Language
from kompass.services.desk import Scheduled, Year

TOP = 30
ROW = 42
# The name stands above the line.
LINE = 26


@dataclass(frozen=True, slots=True)
class Month:
    """Where a month begins across the drawing, and its short name."""

    x: float
    name: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on a line. `kind` decides the shape: self_description, fact_check, delivery or evaluation."""

    x: float
    kind: str


@dataclass(frozen=True, slots=True)
class Row:
    """One evaluation: its name, the line from its first to its last day this year, the visit, and the marks.

    `visit` is where the visit begins and how wide it is, None when there is none this year.
    """

    y: int
    name: str
    status: str
    x1: float
    x2: float
    visit: tuple[float, float] | None
    marks: list[Mark]


@dataclass(frozen=True, slots=True)
class TableRow:
    """The same in words; empty where no day is set."""

    name: str
    address: str
    status: str
    evaluated_on: str
    self_description: str
    visit: str
    fact_check: str
    delivery: str


@dataclass(frozen=True, slots=True)
class YearPage:
    """A year; `today` is where today stands across the drawing, None in another year."""

    year: int
    before: int | None
    after: int | None
    height: int
    months: list[Month]
    today: float | None
    rows: list[Row]
    table: list[TableRow]


def timeline(found: Year, language: Language) -> YearPage:
    """The page of a year."""
    names = enumerate(formats.month_names(language.locale), 1)
    return YearPage(
        year=found.year,
        before=found.before,
        after=found.after,
        height=TOP + ROW * len(found.scheduled),
        months=[Month(_place(date(found.year, month, 1)), name) for month, name in names],
        today=_place(found.today) if found.today.year == found.year else None,
        rows=[_row(one, position, found.year) for position, one in enumerate(found.scheduled)],
        table=[_table_row(one, language) for one in found.scheduled],
    )


def _place(day: date) -> float:
    """Where a day stands across its year, in per cent."""
    first, following = date(day.year, 1, 1), date(day.year, 12, 31)
    return round(100 * (day - first).days / ((following - first).days + 1), 2)


def _row(one: Scheduled, position: int, year: int) -> Row:
    marks = [Mark(_place(day), kind) for kind, day in _marked(one) if day.year == year]
    visit = _visit(one, year)
    places = [mark.x for mark in marks] + ([visit[0], sum(visit)] if visit else [])
    return Row(
        y=TOP + LINE + position * ROW,
        name=one.evaluation.municipality.name,
        status=one.evaluation.status.value,
        x1=min(places),
        x2=max(places),
        visit=visit,
        marks=marks,
    )


def _visit(one: Scheduled, year: int) -> tuple[float, float] | None:
    """Where the part of the visit that is in this year begins, and its width with the last day in it."""
    if one.days.visit is None:
        return None
    first, last = max(one.days.visit[0], date(year, 1, 1)), min(one.days.visit[1], date(year, 12, 31))
    if first > last:
        return None
    day = 100 / (date(year, 12, 31) - date(year - 1, 12, 31)).days
    return _place(first), round(_place(last) - _place(first) + day, 2)


def _marked(one: Scheduled) -> Iterator[tuple[str, date]]:
    yield "evaluation", one.evaluation.evaluated_on
    for kind, day in (
        (DeadlineKind.SELF_DESCRIPTION, one.days.self_description_due),
        (DeadlineKind.FACT_CHECK, one.days.fact_check_due),
        (DeadlineKind.DELIVERY, one.days.delivery_due),
    ):
        if day is not None:
            yield kind.value, day


def _table_row(one: Scheduled, language: Language) -> TableRow:
    evaluation, days = one.evaluation, one.days
    visit = [_date(day, language) for day in dict.fromkeys(days.visit or ())]
    return TableRow(
        name=evaluation.municipality.name,
        address=url_for("evaluations.show", evaluation_id=evaluation.id),
        status=evaluation.status.value,
        evaluated_on=_date(evaluation.evaluated_on, language),
        self_description=_date(days.self_description_due, language),
        visit="–".join(visit),
        fact_check=_date(days.fact_check_due, language),
        delivery=_date(days.delivery_due, language),
    )


def _date(day: date | None, language: Language) -> str:
    return formats.short_date(day, language.locale) if day else ""
