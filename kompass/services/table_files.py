"""The tables of the pages as rows for a file. A table says what its page says, to the same people."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

from sqlalchemy.orm import Session

from kompass.domain.answers import NotApplicable
from kompass.domain.before_after import Comparison
from kompass.domain.comparison import Group, Spread
from kompass.domain.errors import NotFound, NotPossibleNow
from kompass.domain.permissions import Actor
from kompass.domain.points import Published, published_areas, published_total
from kompass.domain.scoring import CriterionResult, Part, Result
from kompass.formats import file_name
from kompass.language import Language, language
from kompass.reporting.data.sheets import Sheet, SheetColumn, Value
from kompass.reporting.spreadsheets import csv_file, xlsx_file
from kompass.services.comparison import comparison_group
from kompass.services.evaluations import Scored, scored
from kompass.services.installation import Installation
from kompass.services.mergers import BeforeAfter
from kompass.services.paper import Document

PER_CENT = 100
ENDINGS = ("csv", "xlsx")
Table = TypeVar("Table")
Row = tuple[Value, ...]
ResultTable = Callable[[Result, Group | None, Language], Sheet]
MergerTable = Callable[[BeforeAfter, Language], Sheet]


def result_file(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, locale: str, name: str
) -> Document:
    """A table of the result page, `name` with its ending: «omrader.csv». NotFound for one there is not."""
    table, ending = _asked(name, RESULT_TABLES)
    found = scored(at, session, actor, evaluation_id, locale)
    if found.result.total.share is None:
        raise NotPossibleNow("nothing_scored")
    words = language(locale)
    group = comparison_group(session, actor, found, words.gettext("Andre kommuner"))
    sheet = table(found.result, group, words)
    place = (found.evaluation.municipality.name, str(found.evaluation.year))
    return _file(_marked(sheet, found, words), ending, locale, *place)


def merger_file(found: BeforeAfter, locale: str, name: str) -> Document:
    """A table of the page of a merger; whoever has that page has passed its checks."""
    table, ending = _asked(name, MERGER_TABLES)
    words = language(locale)
    successor = found.merger.successor
    units = [partner.unit for partner in found.merger.partners] + ([successor] if successor else [])
    is_invented = any(unit.is_demonstration for unit in units)
    mark = words.gettext("Eksempeldata. Kommunene, svarene og alle tallene er oppdiktet.") if is_invented else ""
    sheet = replace(table(found, words), mark=mark)
    return _file(sheet, ending, locale, *(unit.name for unit in units[-1:]))


def _asked(name: str, tables: Mapping[str, Table]) -> tuple[Table, str]:
    """The table and the ending of a file name; NotFound for one there is not."""
    table, _, ending = name.rpartition(".")
    if table not in tables or ending not in ENDINGS:
        raise NotFound
    return tables[table], ending


def _file(sheet: Sheet, ending: str, locale: str, *place: str) -> Document:
    content = csv_file(sheet, locale) if ending == "csv" else xlsx_file(sheet)
    return Document(sheet.title, f"{file_name(*place, sheet.title, locale)}.{ending}", content)


def _marked(sheet: Sheet, found: Scored, words: Language) -> Sheet:
    if not found.evaluation.is_demonstration:
        return sheet
    return replace(sheet, mark=words.gettext("Eksempeldata. Kommunen, svarene og alle tallene er oppdiktet."))


# --- One evaluation ----------------------------------------------------------------------------------------


def _areas(result: Result, group: Group | None, words: Language) -> Sheet:
    numbers, points = result.framework.numbers, published_areas(result)
    spreads = group.spreads if group else {}
    rows = [
        (
            numbers[one.area.id],
            one.area.title,
            *_whole(points[one.area.id], one.part.share),
            *_group(points[one.area.id], spreads.get(one.area.id)),
        )
        for one in result.areas
    ]
    # A total of fewer areas cannot be held against totals of all of them.
    is_whole = all(one.part.applicable for one in result.areas)
    spread = group.total if group and is_whole else None
    total = published_total(result)
    rows.append(("", words.gettext("Sum"), *_whole(total, result.total.share), *_group(total, spread)))
    columns = (
        *_parts(words, words.gettext("Område"), 0),
        SheetColumn(words.gettext("Nedre kvartil i gruppen"), 2),
        SheetColumn(words.gettext("Median i gruppen"), 2),
        SheetColumn(words.gettext("Øvre kvartil i gruppen"), 2),
        SheetColumn(words.gettext("Snitt i gruppen"), 2),
        SheetColumn(words.gettext("Avstand til snittet"), 0),
    )
    return Sheet(words.gettext("Poeng per område"), columns, tuple(rows))


def _parts(words: Language, title: str, decimals: int) -> tuple[SheetColumn, ...]:
    """The columns areas, sub-areas and processes share."""
    return (
        SheetColumn(words.gettext("Nr.")),
        SheetColumn(title),
        SheetColumn(words.gettext("Poeng"), decimals),
        SheetColumn(words.gettext("Høyeste mulige"), decimals),
        SheetColumn(words.gettext("Maksimum"), decimals),
        SheetColumn(words.gettext("Prosent av idealet"), 1),
    )


def _whole(points: Published, share: Fraction | None) -> Row:
    if not points.applicable:
        return (None, None, None, None)
    return (points.points, points.highest, points.maximum, _per_cent(share))


def _group(points: Published, spread: Spread | None) -> Row:
    if spread is None or not points.applicable:
        return (None, None, None, None, None)
    distance = spread.distance_from(points.points) if points.complete else None
    return (spread.lower, spread.median, spread.upper, spread.mean, distance)


def _per_cent(share: Fraction | None) -> Fraction | None:
    return None if share is None else share * PER_CENT


def _subareas(result: Result, _group_shown: Group | None, words: Language) -> Sheet:
    numbers = result.framework.numbers
    rows = tuple(
        (numbers[one.subarea.id], one.subarea.title, *_exact(one.part))
        for area in result.areas
        for one in area.subareas
    )
    return Sheet(words.gettext("Poeng per delområde"), _parts(words, words.gettext("Delområde"), 1), rows)


def _exact(part: Part) -> Row:
    if not part.applicable:
        return (None, None, None, None)
    return (part.points, part.points + part.open, part.maximum, _per_cent(part.share))


def _processes(result: Result, _group_shown: Group | None, words: Language) -> Sheet:
    numbers = result.framework.numbers
    columns = (
        *_parts(words, words.gettext("Prosess"), 1),
        SheetColumn(words.gettext("Nivå"), 0),
        SheetColumn(words.gettext("Vurdering")),
    )
    rows = tuple(
        (numbers[one.criterion.id], one.criterion.title, *_process(one), *_level(one, words))
        for one in result.criteria
    )
    return Sheet(words.gettext("Alle prosessene"), columns, rows)


def _process(one: CriterionResult) -> Row:
    if not one.applicable:
        return (None, None, None, None)
    return (one.points, one.points + one.open, one.maximum, _per_cent(one.share))


def _level(one: CriterionResult, words: Language) -> Row:
    if isinstance(one.answer, NotApplicable):
        return (None, words.gettext("Ikke aktuell"))
    if one.answer is None:
        return (None, words.gettext("Ikke vurdert"))
    step = one.criterion.scale.step(one.answer.value)
    return (one.answer.value, step.name if step else "")


# --- A merger ----------------------------------------------------------------------------------------------


def _before(found: BeforeAfter, words: Language) -> Sheet:
    units = [partner.unit for partner in found.merger.partners]
    columns = (
        SheetColumn(words.gettext("Nr.")),
        SheetColumn(words.gettext("Område")),
        *(SheetColumn(unit.name, 0) for unit in units),
        SheetColumn(words.gettext("Forskjell"), 0),
        SheetColumn(words.gettext("Snitt etter innbyggertall"), 1),
        SheetColumn(words.gettext("Maksimum"), 0),
    )
    rows = tuple(
        (*named, *(row.points.get(unit) for unit in units), row.spread, row.mean, row.maximum or None)
        for named, row in _merger_rows(found, words)
    )
    return Sheet(words.gettext("Før sammenslåingen"), columns, rows)


def _after(found: BeforeAfter, words: Language) -> Sheet:
    columns = (
        SheetColumn(words.gettext("Nr.")),
        SheetColumn(words.gettext("Område")),
        SheetColumn(words.gettext("Grunnlag, laveste"), 1),
        SheetColumn(words.gettext("Grunnlag, høyeste"), 1),
        SheetColumn(words.gettext("Etter"), 0),
        SheetColumn(words.gettext("Endring"), 1),
        SheetColumn(words.gettext("Maksimum"), 0),
    )
    rows = tuple((*named, *_compared(row)) for named, row in _merger_rows(found, words))
    return Sheet(words.gettext("Før og etter"), columns, rows)


def _compared(row: Comparison) -> Row:
    low, high = (row.baseline.low, row.baseline.high) if row.baseline else (None, None)
    return (low, high, row.after, row.difference, row.maximum or None)


def _merger_rows(found: BeforeAfter, words: Language) -> Iterator[tuple[tuple[str, str], Comparison]]:
    """Number, title and figures of every area, and of the total where somebody has one."""
    starting = found.starting
    numbers = starting.framework.numbers if starting.framework else {}
    titles = {area.id: area.title for area in starting.framework.areas} if starting.framework else {}
    for row in starting.areas:
        title = titles.get(row.id) or words.gettext("Område %(number)s") % {"number": row.id}
        yield (numbers.get(row.id, row.id), title), row
    yield ("", words.gettext("Sum")), starting.total


RESULT_TABLES: Mapping[str, ResultTable] = {
    "omrader": _areas,
    "delomrader": _subareas,
    "prosesser": _processes,
}
MERGER_TABLES: Mapping[str, MergerTable] = {"for": _before, "etter": _after}
