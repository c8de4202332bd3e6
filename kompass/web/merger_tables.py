"""The tables of a merger: each predecessor's points before, and the new municipality's against them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kompass import formats
from kompass.domain.before_after import TOTAL, Comparison, LeftOut, Levelling, Starting
from kompass.domain.history import KnownResult
from kompass.domain.merger import SMALLEST_COVERAGE, Baseline, BaselineKind, Coverage
from kompass.domain.register import Unit

MEANS = frozenset({BaselineKind.WEIGHTED_MEAN, BaselineKind.MEAN})


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """How much of a merger has points: «2 of 3 municipalities, 74 % of the inhabitants»."""

    count: int
    of: int
    share: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """One predecessor's place on a strip: which sign it has, and its position from 0 to 100."""

    sign: int
    position: float


@dataclass(frozen=True, slots=True)
class Cell:
    """A predecessor's points; `points` is empty and `left_out` says why where it has none."""

    points: str
    is_best: bool
    left_out: str


@dataclass(frozen=True, slots=True)
class BeforeRow:
    """One area, or the total, before a merger.

    `low`, `high` and `middle` (the weighted mean) are positions from 0 to 100; None below the coverage that is
    enough. `coverage` is set where it differs from the total's.
    """

    number: str
    title: str
    cells: list[Cell]
    spread: str
    mean: str
    marks: list[Mark]
    low: float | None
    high: float | None
    middle: float | None
    coverage: CoverageLine | None


@dataclass(frozen=True, slots=True)
class AfterRow:
    """One area, or the total, before and after; empty texts and None where there is nothing to hold against.

    `low` to `high` is the predecessors' range, `start` where the baseline nearest to `now` stands; all from 0 to
    100. `levelling` is a code, `tone` is `rise`, `fall` or empty.
    """

    number: str
    title: str
    baseline: str
    now: str
    difference: str
    tone: str
    levelling: str
    marks: list[Mark]
    low: float | None
    high: float | None
    start: float | None
    position: float | None


@dataclass(frozen=True, slots=True)
class LeftOutLine:
    """Why a predecessor has no points: in one area, or all through when `area` is empty."""

    code: str
    name: str
    area: str
    year: str
    edition: str


def coverage_line(coverage: Coverage, locale: str) -> CoverageLine:
    return CoverageLine(
        coverage.count, coverage.of, formats.percent(coverage.share, locale), is_whole=coverage.is_whole
    )


def smallest_coverage(locale: str) -> str:
    """Below this share of the inhabitants no baseline is shown."""
    return formats.percent(SMALLEST_COVERAGE, locale)


def area_titles(starting: Starting, area_title: str) -> Mapping[str, tuple[str, str]]:
    """Number and title of each area by id; `area_title` for those known by their number alone."""
    if starting.framework is None:
        return {area.id: (area.id, area_title % {"number": area.id}) for area in starting.areas}
    numbers = starting.framework.numbers
    return {area.id: (numbers[area.id], area.title) for area in starting.framework.areas}


def before_rows(starting: Starting, titles: Mapping[str, tuple[str, str]], locale: str) -> list[BeforeRow]:
    """Every area in the framework's order."""
    return [before_row(area, starting, *titles[area.id], locale=locale) for area in starting.areas]


def before_row(row: Comparison, starting: Starting, number: str, title: str, *, locale: str) -> BeforeRow:
    """One area or the total, as the predecessors had it."""
    units = [partner.unit for partner in starting.merger.partners]
    differs = row.id != TOTAL and row.coverage.count != starting.total.coverage.count
    return BeforeRow(
        number=number,
        title=title,
        cells=[_cell(row, unit, locale) for unit in units],
        spread="–" if row.spread is None else formats.number(row.spread, locale),
        mean="–" if row.mean is None else formats.number(row.mean, locale, 1),
        marks=_marks(row, units),
        low=position(row.range.low, row.maximum) if row.range else None,
        high=position(row.range.high, row.maximum) if row.range else None,
        middle=None if row.mean is None else position(row.mean, row.maximum),
        coverage=coverage_line(row.coverage, locale) if differs else None,
    )


def _cell(row: Comparison, unit: Unit, locale: str) -> Cell:
    if unit not in row.points:
        return Cell("", is_best=False, left_out=row.left_out[unit].value)
    # The best is worth pointing out where somebody has less.
    is_best = bool(row.spread) and unit in row.best
    return Cell(formats.number(row.points[unit], locale), is_best, "")


def _marks(row: Comparison, units: Sequence[Unit]) -> list[Mark]:
    found = enumerate(units)
    return [
        Mark(sign, position(row.points[unit], row.maximum))
        for sign, unit in found
        if unit in row.points and row.maximum
    ]


def after_rows(
    starting: Starting, titles: Mapping[str, tuple[str, str]], kind: BaselineKind, locale: str
) -> list[AfterRow]:
    """Every area in the framework's order."""
    return [after_row(area, starting, titles[area.id], kind, locale) for area in starting.areas]


def by_difference(starting: Starting) -> list[int]:
    """Places of the areas, the largest rise first and those without a difference last."""
    differences = [area.difference for area in starting.areas]
    known = [place for place, difference in enumerate(differences) if difference is not None]
    ordered = sorted(known, key=lambda place: -(differences[place] or 0))
    return ordered + [place for place, difference in enumerate(differences) if difference is None]


def after_row(
    row: Comparison, starting: Starting, named: tuple[str, str], kind: BaselineKind, locale: str
) -> AfterRow:
    """One area or the total, held against the baseline."""
    return AfterRow(
        number=named[0],
        title=named[1],
        baseline=baseline_text(row.baseline, kind, locale),
        now="" if row.after is None else formats.number(row.after, locale),
        difference=difference_text(row.difference, kind, locale),
        tone=tone(row.difference),
        levelling=row.levelling.value if row.levelling else "",
        marks=_marks(row, [partner.unit for partner in starting.merger.partners]),
        low=position(row.range.low, row.maximum) if row.range else None,
        high=position(row.range.high, row.maximum) if row.range else None,
        start=_start(row, kind),
        position=None if row.after is None else position(row.after, row.maximum),
    )


def _start(row: Comparison, kind: BaselineKind) -> float | None:
    """Where the line to the new points begins; None within a range, where nothing has moved."""
    if row.baseline is None or row.after is None or row.difference is None:
        return None
    if kind is BaselineKind.RANGE and row.difference == 0:
        return None
    return position(row.after - row.difference, row.maximum)


def baseline_text(baseline: Baseline | None, kind: BaselineKind, locale: str) -> str:
    """«451–514» for the range, one number for the rest, with a decimal for means; empty where there is none."""
    if baseline is None:
        return ""
    if kind in MEANS:
        return formats.number(baseline.low, locale, 1)
    return formats.number_range(baseline.low, baseline.high, locale)


def difference_text(difference: Fraction | None, kind: BaselineKind, locale: str) -> str:
    """A difference with its sign, with a decimal against means; empty where there is none."""
    return "" if difference is None else formats.change(difference, locale, 1 if kind in MEANS else 0)


def tone(difference: Fraction | None) -> str:
    """`rise` or `fall`; empty for none, and for a difference of 0."""
    return ("rise" if difference > 0 else "fall") if difference else ""


def levelled(starting: Starting) -> Mapping[str, int]:
    """How many areas went up to the best, down to the weakest, or landed between, by code."""
    found = [area.levelling for area in starting.areas]
    return {levelling.value: found.count(levelling) for levelling in Levelling}


def left_out_lines(starting: Starting, titles: Mapping[str, tuple[str, str]]) -> list[LeftOutLine]:
    """Why predecessors have no points: all through first, then in the areas that have a reason of their own."""
    known = {partner.unit: partner.known for partner in starting.merger.partners}
    lines = []
    for unit, reason in starting.total.left_out.items():
        if unit not in starting.through_crosswalk:
            lines.append(_left_out(reason, unit, known[unit], ""))
    for area in starting.areas:
        lines += [
            _left_out(reason, unit, known[unit], titles[area.id][1])
            for unit, reason in area.left_out.items()
            if reason is LeftOut.NOT_APPLICABLE
            or (reason is LeftOut.OTHER_EDITION and unit in starting.through_crosswalk)
        ]
    return lines + _total_only(starting, known)


def _total_only(starting: Starting, known: Mapping[Unit, KnownResult | None]) -> list[LeftOutLine]:
    found = {unit for area in starting.areas for unit, why in area.left_out.items() if why is LeftOut.TOTAL_ONLY}
    return [_left_out(LeftOut.TOTAL_ONLY, unit, known[unit], "") for unit in known if unit in found]


def _left_out(reason: LeftOut, unit: Unit, known: KnownResult | None, area: str) -> LeftOutLine:
    return LeftOutLine(
        code=reason.value,
        name=unit.name,
        area=area,
        year=str(known.year) if known and known.year else "",
        edition=known.edition.edition if known else "",
    )


def position(points: int | Fraction, maximum: int) -> float:
    """A place on a strip from 0 to 100; two decimals are finer than any screen."""
    return min(round(float(100 * Fraction(points) / maximum), 2), 100.0) if maximum else 0.0
