"""Mergers to report on, made without a database."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from kompass.domain.answers import Answers, Level
from kompass.domain.before_after import starting_point
from kompass.domain.editions import Crosswalk, EditionKey
from kompass.domain.evaluation import Evaluation, Status
from kompass.domain.history import Depth, KnownResult, known_from_evaluation
from kompass.domain.merged_processes import fates
from kompass.domain.merger import BaselineKind, Merger, Partner, merger
from kompass.domain.register import Unit
from kompass.domain.scoring import score
from kompass.language import language
from kompass.reporting.data.chapters import ChapterReport
from kompass.reporting.data.parts import Section, Table
from kompass.reporting.merger.material import MergerMaterial
from kompass.reporting.sentences.voice import Voice
from tests.factories import make_municipality
from tests.reporting.conftest import small_framework

OLD, NEW = EditionKey("kommunekompasset", "2016"), EditionKey("kommunekompasset", "2020")
UNKNOWN = EditionKey("kommunekompasset", "")
MERGED = date(2020, 1, 1)


def areas(*points: int) -> dict[str, int]:
    return {str(number): one for number, one in enumerate(points, 1)}


def known(
    points: Mapping[str, int] | None = None,
    *,
    total: int | None = None,
    edition: EditionKey = NEW,
    year: int | None = 2018,
    source: str = "https://kilde.example/a; https://kilde.example/b",
) -> KnownResult:
    """A published result; its areas when they are given, else its total, else that it exists."""
    depth = Depth.AREAS if points else Depth.EXISTS if total is None else Depth.TOTAL
    whole = sum(points.values()) if points else total
    return KnownResult(year, edition, depth, whole, 800, points or {}, source=source)


def scored(*levels: int, year: int = 2018, name: str = "A", locale: str = "nb") -> KnownResult:
    """An evaluation of our own with the small edition; one level for each process, or one for all of them."""
    framework = small_framework(locale)
    given = levels * len(framework.criteria) if len(levels) == 1 else levels
    answers: Answers = {id_: Level(level) for id_, level in zip(framework.criteria, given, strict=True)}
    evaluation = Evaluation(
        id=1,
        municipality=make_municipality("9999", name=name),
        framework_id=framework.id,
        edition=framework.edition,
        scoring_digest=framework.scoring_digest,
        evaluated_on=date(year, 5, 4),
        status=Status.PUBLISHED,
    )
    return known_from_evaluation(evaluation, score(framework, answers))


def unit(number: int, name: str, *, demonstration: bool = False, new: bool = False) -> Unit:
    place = make_municipality(f"9{number:03}", name=name, is_demonstration=demonstration)
    return Unit((place,), MERGED, None) if new else Unit((place,), date(2000, 1, 1), MERGED)


def partner(
    number: int, name: str, inhabitants: int, found: KnownResult | None = None, *, demonstration: bool = False
) -> Partner:
    return Partner(
        unit=unit(number, name, demonstration=demonstration),
        share=Fraction(1),
        is_estimate=False,
        inhabitants=inhabitants,
        inhabitants_year=2019,
        known=found,
    )


def became(*partners: Partner, demonstration: bool = False) -> Merger:
    return merger(partners, unit(999, "Nyby", demonstration=demonstration, new=True), MERGED)


def of(*found: KnownResult | None) -> list[Partner]:
    """Vest, Aust, Nord and Sør of 6000, 3000, 1000 and 500 inhabitants with these results."""
    places = zip(("Vest", "Aust", "Nord", "Sør"), (6000, 3000, 1000, 500), found, strict=False)
    return [partner(number, name, count, one) for number, (name, count, one) in enumerate(places, 1)]


def material(
    of_whom: Merger,
    after: KnownResult | None = None,
    *,
    kind: BaselineKind = BaselineKind.RANGE,
    later: Sequence[KnownResult] = (),
    crosswalks: Sequence[Crosswalk] = (),
    locale: str = "nb",
) -> MergerMaterial:
    starting = starting_point(of_whom, after, kind, crosswalks)
    return MergerMaterial(
        starting=starting,
        kind=kind,
        after=after,
        later=tuple(later) or ((after,) if after else ()),
        fates=tuple(fates(starting.processes, starting.process_coverage, after.result if after else None)),
        boundaries=(),
        crosswalks=tuple(crosswalks),
        voice=Voice(language(locale)),
    )


THREE = (known(areas(61, 40, 58)), known(areas(48, 72, 58)), known(areas(55, 66, 58)))
AFTER = known(areas(60, 75, 58), year=2022)


def divided(of_whom: Partner, *, share: Fraction = Fraction(3, 5), note: str = "") -> Partner:
    return replace(of_whom, share=share, is_estimate=True, note=note)


def section(report: ChapterReport, name: str) -> Section:
    """The section with this heading."""
    (found,) = (s for c in report.chapters for s in c.sections if s.heading and s.heading.id == name)
    return found


def cells(table: Table) -> list[list[str]]:
    """The rows of a table as text, numbers and all, the total last."""
    rows = [*table.rows, table.total] if table.total else table.rows
    return [[one if isinstance(one, str) else f"{one.number} {one.text}".strip() for one in row] for row in rows]


def words(report: ChapterReport) -> str:
    """Everything the chapters say, line by line."""
    found: list[str] = []
    for one in (section for chapter in report.chapters for section in chapter.sections):
        found += [one.lead, *one.paragraphs, *one.findings]
        found += [" ".join((fact.value, fact.label)) for fact in one.facts]
        found += [one.figure.caption, one.figure.alternative] if one.figure else []
        for table in one.tables:
            found += [table.caption, *(" | ".join(row) for row in cells(table))]
    return "\n".join(found)
