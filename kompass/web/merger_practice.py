"""The processes of a merger: what all lack, what one can teach another, what became of each, and all of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kompass import formats
from kompass.domain.answers import Level
from kompass.domain.before_after import Starting
from kompass.domain.findings import STRONG
from kompass.domain.framework import Criterion, Framework, Scale, SubArea
from kompass.domain.history import KnownResult
from kompass.domain.merged_processes import Fate, ProcessBefore, ProcessFate, common_gaps, lessons
from kompass.domain.register import Unit
from kompass.domain.scoring import CriterionResult, Result

FIRST = 8
EARNED = frozenset({Fate.KEPT, Fate.GAINED})


@dataclass(frozen=True, slots=True)
class LevelCell:
    """One municipality's level on a process: value and name, both empty where the process does not apply."""

    value: str
    name: str


NO_LEVEL = LevelCell("", "")


@dataclass(frozen=True, slots=True)
class ProcessRow:
    """One process with each predecessor's level, the level now (None on pages without one), and its points."""

    number: str
    title: str
    levels: list[LevelCell]
    now: LevelCell | None
    points: str


@dataclass(frozen=True, slots=True)
class ProcessList:
    """Processes of one kind: `count` in all, the first ones, and the rest."""

    code: str
    count: int
    first: list[ProcessRow]
    rest: list[ProcessRow]


@dataclass(frozen=True, slots=True)
class Column:
    """A municipality with processes: its sign, letter and name."""

    sign: int
    letter: str
    name: str


@dataclass(frozen=True, slots=True)
class StepChoice:
    """A level the reader may choose; `is_chosen` the one in force."""

    value: int
    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class SubAreaRow:
    """One sub-area: exact points with one decimal for each column and now, «–» where not applicable."""

    number: str
    title: str
    maximum: str
    points: list[str]
    now: str
    processes: list[ProcessRow]


@dataclass(frozen=True, slots=True)
class AreaSheet:
    """One area in detail."""

    number: str
    title: str
    subareas: list[SubAreaRow]


@dataclass(frozen=True, slots=True)
class Practice:
    """Everything the page says about processes.

    `columns` are the predecessors whose processes are known. `gaps` is None where not every one's are; `lessons`
    is None with fewer than two.
    """

    columns: list[Column]
    steps: list[StepChoice]
    gaps: ProcessList | None
    lessons: ProcessList | None
    fates: list[ProcessList]
    sheets: list[AreaSheet]
    has_now: bool
    has_processes: bool
    process_count: int


@dataclass(frozen=True, slots=True)
class Known:
    """The results known to every process: each predecessor's, and the new municipality's when there is one.

    `cells` are the levels of each scale by its id and the level's value, made once.
    """

    framework: Framework
    before: Mapping[Unit, Result]
    now: Result | None
    cells: Mapping[str, Mapping[int, LevelCell]]

    def cell(self, criterion: Criterion, value: int | None) -> LevelCell:
        return NO_LEVEL if value is None else self.cells[criterion.scale.id][value]


def practice(
    starting: Starting,
    fates: Sequence[ProcessFate],
    after: KnownResult | None,
    wanted_level: int | None,
    locale: str,
    *,
    with_processes: bool,
) -> Practice | None:
    """The processes as the page shows them; None where no predecessor's are known."""
    if starting.framework is None:
        return None
    results = {
        partner.unit: partner.known.result
        for partner in starting.merger.partners
        if partner.known and partner.known.result and partner.known.edition == starting.edition
    }
    if not results:
        return None
    known = Known(starting.framework, results, after.result if after else None, _cells(starting.framework))
    level = chosen_level(known.framework.scale, wanted_level)
    return Practice(
        columns=_columns(starting, results),
        steps=[StepChoice(s.value, s.name, s.value == level) for s in known.framework.scale.steps[1:]],
        gaps=_gaps(starting, known, level, locale),
        lessons=_lessons(starting, known, locale),
        fates=[_fate_list(kind, fates, known, locale) for kind in Fate] if fates else [],
        sheets=_sheets(starting, known, locale, with_processes=with_processes),
        has_now=known.now is not None,
        has_processes=with_processes,
        process_count=len(known.framework.criteria),
    )


def chosen_level(scale: Scale, wanted: int | None) -> int:
    """The level asked for, else the lowest that makes a process a strength."""
    if wanted is not None and wanted in {step.value for step in scale.steps[1:]}:
        return wanted
    return next((step.value for step in scale.steps if step.share >= STRONG), scale.steps[-1].value)


def letter(place: int) -> str:
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[place]


def _columns(starting: Starting, results: Mapping[Unit, Result]) -> list[Column]:
    return [
        Column(sign, letter(sign), partner.unit.name)
        for sign, partner in enumerate(starting.merger.partners)
        if partner.unit in results
    ]


def _gaps(starting: Starting, known: Known, level: int, locale: str) -> ProcessList | None:
    if not starting.process_coverage.is_whole or len(starting.merger.partners) < 2:
        return None
    found = common_gaps(starting.processes, starting.process_coverage, level)
    rows = [_row(one, known, formats.number(_least_gap(one), locale, 1)) for one in found]
    return _list("gaps", rows)


def _least_gap(before: ProcessBefore) -> Fraction:
    """Points left on the table by the one that has come farthest."""
    return before.maximum * (1 - max(before.shares.values()))


def _lessons(starting: Starting, known: Known, locale: str) -> ProcessList | None:
    if starting.process_coverage.count < 2:
        return None
    rows = [
        _row(
            one.before, known, formats.number(one.before.maximum * (1 - min(one.before.shares.values())), locale, 1)
        )
        for one in lessons(starting.processes)
    ]
    return _list("lessons", rows)


def _fate_list(kind: Fate, fates: Iterable[ProcessFate], known: Known, locale: str) -> ProcessList:
    """Those of one kind, by points: what they earn where they are strengths, else what is left on the table."""
    found = [(_worth(one), one) for one in fates if one.fate is kind]
    ordered = sorted(found, key=lambda pair: -pair[0])
    rows = [
        _row(one.before, known, formats.number(points, locale, 1), _now(one.after, known))
        for points, one in ordered
    ]
    return _list(kind.value, rows)


def _worth(one: ProcessFate) -> Fraction:
    return one.after.points if one.fate in EARNED else one.after.gap


def _list(code: str, rows: list[ProcessRow]) -> ProcessList:
    # A rest of one is no shorter folded away.
    cut = FIRST if len(rows) > FIRST + 1 else len(rows)
    return ProcessList(code, len(rows), rows[:cut], rows[cut:])


def _row(before: ProcessBefore, known: Known, points: str, now: LevelCell | None = None) -> ProcessRow:
    criterion = before.criterion
    levels = [known.cell(criterion, before.levels.get(unit)) for unit in known.before]
    return ProcessRow(known.framework.numbers[criterion.id], criterion.title, levels, now, points)


def _cells(framework: Framework) -> Mapping[str, Mapping[int, LevelCell]]:
    scales = {criterion.scale.id: criterion.scale for criterion in framework.criteria.values()}
    return {
        id_: {step.value: LevelCell(str(step.value), step.name) for step in scale.steps}
        for id_, scale in scales.items()
    }


def _now(found: CriterionResult, known: Known) -> LevelCell:
    return known.cell(found.criterion, found.answer.value if isinstance(found.answer, Level) else None)


def _sheets(starting: Starting, known: Known, locale: str, *, with_processes: bool) -> list[AreaSheet]:
    numbers = known.framework.numbers
    before = {one.criterion.id: one for one in starting.processes} if with_processes else {}
    now = {one.criterion.id: one for one in known.now.criteria} if with_processes and known.now else {}
    return [
        AreaSheet(
            numbers[area.id],
            area.title,
            [
                SubAreaRow(
                    number=numbers[subarea.id],
                    title=subarea.title,
                    maximum=formats.number(subarea.points, locale),
                    points=[_points(result, a, s, locale) for result in known.before.values()],
                    now=_points(known.now, a, s, locale) if known.now else "",
                    processes=_processes(subarea, before, now, known),
                )
                for s, subarea in enumerate(area.subareas)
            ],
        )
        for a, area in enumerate(known.framework.areas)
    ]


def _points(result: Result, area: int, subarea: int, locale: str) -> str:
    part = result.areas[area].subareas[subarea].part
    return formats.number(part.points, locale, 1) if part.applicable else "–"


def _processes(
    subarea: SubArea, before: Mapping[str, ProcessBefore], now: Mapping[str, CriterionResult], known: Known
) -> list[ProcessRow]:
    return [
        _row(before[criterion.id], known, "", _now(now[criterion.id], known) if criterion.id in now else None)
        for criterion in subarea.criteria
        if criterion.id in before
    ]
