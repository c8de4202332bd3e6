"""The development report: what is compared, what is not, and how it says so."""

import re
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import outloud
import pytest
from pypdf import PdfReader

from kompass.domain.answers import Answers, Level, NotApplicable
from kompass.domain.development import Milestone, in_time, of_evaluation, of_publication
from kompass.domain.editions import Crosswalk, EditionKey
from kompass.domain.errors import Problem
from kompass.domain.evaluation import Evaluation, Status
from kompass.domain.framework import Framework
from kompass.domain.history import PublishedResult, history_findings
from kompass.domain.measures import Measure, MeasureStatus
from kompass.domain.register import Link, Unit
from kompass.domain.scoring import score
from kompass.language import language
from kompass.reporting.data.chapters import ChapterReport
from kompass.reporting.data.charts import SlopeChart
from kompass.reporting.data.parts import Table
from kompass.reporting.development import tables
from kompass.reporting.development.compose import development_report
from kompass.reporting.development.material import DevelopmentMaterial
from kompass.reporting.printing import report_pdf
from kompass.reporting.sentences.voice import Voice
from tests.factories import make_municipality
from tests.reporting.conftest import FOLDER, all_at, full_material, small_framework
from tests.reporting.mergers import cells, section, words
from tests.reporting.test_pdf import pdfua_errors

LONG = "Nordre Follo kommune – prosjektorganisasjonen"


def place(name: str = "Prøvevik", *numbers: str, demonstration: bool = False) -> Unit:
    periods = [make_municipality(one, name=name, is_demonstration=demonstration) for one in numbers or ("9999",)]
    return Unit(tuple(periods), date(1838, 1, 1), None)


def small(*levels: int) -> Answers:
    """Answers of the small edition, one level for each process or one for all."""
    criteria = tuple(small_framework().criteria)
    return dict(zip(criteria, map(Level, levels * (len(criteria) if len(levels) == 1 else 1)), strict=False))


def own(
    answers: Answers,
    day: date = date(2026, 5, 4),
    *,
    id_: int = 0,
    status: Status = Status.PUBLISHED,
    framework: Framework | None = None,
) -> Milestone:
    by = framework or small_framework()
    place_ = make_municipality("9999")
    evaluation = Evaluation(id_ or day.year, place_, by.id, by.edition, by.scoring_digest, day, status)
    return of_evaluation(evaluation, score(by, answers))


def in_year(year: int, *levels: int, status: Status = Status.PUBLISHED) -> Milestone:
    return own(small(*levels), date(year, 5, 4), status=status)


def result(
    year: int | None,
    total: int | None = None,
    *,
    edition: str = "2016",
    areas: tuple[int, ...] = (),
    inferred: str = "",
    stated: int | None = None,
    source: str = "https://kilde.example/en/lang/adresse/som/ikke/tar/slutt.html; Papir",
) -> PublishedResult:
    return PublishedResult("Prøvevik", "NO", "9999", year, edition, total, areas, stated, inferred, "", source)


def measure(
    id_: int, criterion_id: str, status: MeasureStatus = MeasureStatus.DONE, due: date | None = None
) -> Measure:
    return Measure(
        id_,
        2020,
        criterion_id,
        f"Tiltak {id_}",
        "Rådgiver",
        due,
        status,
        "",
        1,
        datetime(2026, 1, 1, tzinfo=UTC),
        "",
    )


def made(
    *milestones: Milestone,
    unit: Unit | None = None,
    crosswalks: Sequence[Crosswalk] = (),
    measures: Sequence[Measure] = (),
    findings: Sequence[Problem] = (),
    **lines: tuple[Link, ...],
) -> DevelopmentMaterial:
    found = in_time(milestones)
    return DevelopmentMaterial(
        unit=unit or place(),
        milestones=found,
        voice=Voice(language("nb")),
        crosswalks={EditionKey("liten", "1"): tuple(crosswalks)},
        measures={2020: tuple(measures)} if measures else {},
        findings=tuple(findings),
        **lines,
    )


def report(*milestones: Milestone, **more: object) -> ChapterReport:
    return development_report(made(*milestones, **more))  # type: ignore[arg-type]


def table(found: ChapterReport, kind: str) -> Table:
    """The first table of this kind."""
    every = [one for chapter in found.chapters for part in chapter.sections for one in part.tables]
    return next(one for one in every if one.kind == kind)


def titles(found: ChapterReport) -> list[str]:
    return [f"{chapter.heading.number} {chapter.heading.title}".strip() for chapter in found.chapters]


TWO = (in_year(2020, 0, 4, 2, 2, 1, 3), in_year(2026, 4, 4, 1, 2, 2, 3))


def test_two_evaluations_are_compared_in_everything() -> None:
    found = report(*TWO)
    said = words(found)

    assert titles(found) == [
        "Kort fortalt",
        "1 Evalueringene",
        "2 Områdene",
        "3 Prosessene",
        "4 Slik er det regnet",
        "Om rapporten",
    ]
    assert found.cover.when == "2020–2026"
    assert re.search(r"Summen gikk fra \d+ i 2020 til \d+ i 2026, av 200\. Det er en økning på \d+\.", said)
    assert "2 prosesser står på et høyere nivå i 2026 enn i 2020, 1 på et lavere og 3 på det samme." in said
    assert "Mest opp gikk" in said


def test_areas_stand_year_by_year_with_the_change_that_can_be_checked() -> None:
    found = table(report(*TWO), "over-time")

    assert [column.title for column in found.columns] == ["Område", "2020", "2026", "Endring"]
    *rows, total = cells(found)
    for row in (*rows, total):
        assert int(row[2]) - int(row[1]) == int(row[3].replace("−", "-"))
    assert total[0] == "Sum"


def test_chart_names_what_moved_most_and_how_far() -> None:
    (chart,) = [f.chart for f in report(*TWO).figures if f.name == "areas-1"]

    assert isinstance(chart, SlopeChart)
    assert sum(line.is_strong for line in chart.lines) == 1
    assert all(re.fullmatch(r"\d+ \([+−]?\d+\)", line.figure) for line in chart.lines)


def test_processes_stand_with_the_level_then_and_now() -> None:
    found = report(*TWO)
    up = section(found, "processes-up").tables[0]

    assert cells(up)[0][1:3] == ["0", "4"]
    assert cells(section(found, "processes-down").tables[0])[0][1:3] == ["2", "1"]


def test_three_evaluations_are_told_from_the_last_time_and_from_the_first() -> None:
    said = words(report(in_year(2018, 1), in_year(2022, 2), in_year(2026, 3)))

    assert "fra 100 i 2022 til 150 i 2026" in said
    assert "fra 50 i 2018 til 150 i 2026" in said


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ((2, 3), "Det er en økning på 50."),
        ((3, 2), "Det er en nedgang på 50."),
        ((2, 2), "Summen er den samme i 2020 og 2026: 100 av 200."),
        ((0, 4), "fra 0 i 2020 til 200 i 2026"),
    ],
)
def test_total_goes_up_down_or_nowhere(levels: tuple[int, int], expected: str) -> None:
    said = words(report(in_year(2020, levels[0]), in_year(2026, levels[1])))

    assert expected in said


def test_nothing_changed_is_said() -> None:
    found = report(in_year(2020, 2), in_year(2026, 2))

    assert "Ingen prosesser står på et annet nivå i 2026 enn i 2020." in words(found)
    assert "Alle områdene har like mange poeng som i 2020." in [figure.caption for figure in found.figures]


def test_one_evaluation_is_told_kindly_on_a_few_pages() -> None:
    found = report(in_year(2026, 2))

    assert found.is_brief
    assert "Det er ingenting å sammenligne med ennå, og slik begynner alle." in words(found)
    assert found.figures == ()
    assert found.cover.when == "2026"
    assert [column.title for column in table(found, "over-time").columns] == ["Område", "2026"]


def test_totals_alone_have_no_areas_and_a_broken_line() -> None:
    published = [of_publication(result(y, t, edition=e)) for y, t, e in ((2013, 254, "2010"), (2017, 396, "2016"))]
    found = report(*published)
    (figure,) = found.figures

    assert titles(found) == [
        "Kort fortalt",
        "1 Evalueringene",
        "2 Publiserte tall",
        "3 Slik er det regnet",
        "Om rapporten",
    ]
    assert "Fra 2013 og 2017 er bare summen kjent." in words(found)
    assert "forskjellen mellom dem er ikke en utvikling" in words(found)
    assert "Linjen er brutt der utgaven skifter" in words(found)
    assert figure.caption == "Den siste kjente summen er 396 av 800, fra 2017."
    assert isinstance(figure.chart, SlopeChart)
    assert [moment.starts_anew for moment in figure.chart.moments] == [False, True]


def test_totals_by_one_edition_are_compared_without_areas() -> None:
    found = report(of_publication(result(2014, 300)), of_publication(result(2017, 396)))

    assert "Summen gikk fra 300 i 2014 til 396 i 2017, av 800. Det er en økning på 96." in words(found)
    assert "Områdene" not in " ".join(titles(found))


def test_published_figures_stand_with_their_source_and_what_disagrees() -> None:
    given = [
        result(2013, 254, edition="2010", inferred="Edition inferred from date"),
        result(2017, 396, edition="2010", stated=139),
        result(2021, 593, inferred="Edition inferred from date; noe nytt"),
    ]
    found = report(*map(of_publication, given), findings=history_findings(given))
    rows = cells(table(found, "published"))

    assert rows[0][0] == "2013*"
    assert rows[1][2:] == ["396 av 800", "https://kilde.example/en/lang/adresse/som/ikke/tar/slutt.html, Papir"]
    assert "Stjerne viser at noe ikke står i kilden:" in words(found)
    assert "* 2013 og 2021: Utgaven står ikke i kilden. Vi har sluttet den av datoen." in words(found)
    assert "* 2021: noe nytt" in words(found)
    assert "oppgir en endring på 139 poeng fra 2013 til 2017, men summene gir 142" in words(found)


def test_sum_that_differs_from_the_areas_is_told() -> None:
    given = [result(2017, 400, areas=(40,) * 8)]

    said = words(report(*map(of_publication, given), findings=history_findings(given)))

    assert "I 2017 er oppgitt sum 400, men områdene gir til sammen 320." in said
    assert "Bare evalueringen fra 2017 er gjort etter denne utgaven" in said


def test_evaluation_without_figures_or_year_is_listed_and_not_drawn() -> None:
    found = report(of_publication(result(None)), of_publication(result(None)))

    assert found.cover.when == ""
    assert "Kompass kjenner 2 evalueringer av Prøvevik. Årene er ikke kjent." in words(found)
    assert "vet vi bare at det er gjort en evaluering" in words(found)
    assert found.figures == ()
    assert len(table(found, "own-evaluations").rows) == 2


def test_other_editions_are_named_and_not_compared() -> None:
    found = report(of_publication(result(2017, areas=(50,) * 8)), *TWO)
    said = words(found)

    assert "Utgaven har ingen overgang fra utgavene som ble brukt i 2017." in said
    assert "Utgaven fra 2016" in [s.heading.title for c in found.chapters for s in c.sections if s.heading]
    assert cells(table(found, "published"))[0][2] == "400 av 800"


def test_crosswalk_is_followed_for_linked_areas_and_marked() -> None:
    walk = Crosswalk(EditionKey("kommunekompasset", "2016"), {"3": "apenhet"})
    found = report(
        of_publication(result(2017, areas=(50, 60, 70, 80, 50, 50, 50, 50))), in_year(2026, 4), crosswalks=[walk]
    )
    linked = section(found, "crosswalk")

    assert cells(linked.tables[0]) == [["1 Åpenhet", "70", "100", "+30"]]
    assert "bare de sammenlignes. Summen sammenlignes ikke." in linked.paragraphs[0]
    assert linked.paragraphs[1].endswith("«Ledelse».")


def test_areas_that_are_not_applicable_are_left_out_and_totals_not_compared() -> None:
    without = {id_: NotApplicable("Ikke her.") if id_.startswith("ledelse") else Level(2) for id_ in small(2)}
    found = report(own(without, date(2020, 5, 4)), in_year(2026, 2))
    rows = cells(table(found, "over-time"))

    assert rows[1][1:] == ["–", "50", "–"]
    assert rows[2][1:] == ["50", "100", "–"]
    assert "høyeste mulige sum er 100 og 200" in words(found)
    assert "prosesser er ikke med, for de mangler nivå" in words(found)
    (chart,) = [f.chart for f in found.figures if f.name == "areas-1"]
    assert isinstance(chart, SlopeChart)
    assert chart.lines[1].shares[0] is None
    assert chart.lines[1].figure == "50"


def test_unfinished_evaluation_is_a_draft_with_a_band() -> None:
    half = dict(list(small(2).items())[:2])
    found = report(in_year(2020, 1), own(half, status=Status.CONSENSUS))

    assert "Det som er merket som utkast, er ikke levert og kan bli endret." in found.cover.notices
    assert "2026 (utkast): 4 prosesser er ikke vurdert." in words(found)
    assert "har ingen ferdige områder ennå" in words(found)
    assert re.fullmatch(r"\d+–\d+ av 200", cells(table(found, "own-evaluations"))[1][3])
    assert cells(table(found, "own-evaluations"))[1][0].endswith("(utkast)")


def test_finished_draft_is_compared_and_marked() -> None:
    found = report(in_year(2020, 1), in_year(2026, 2, status=Status.FACT_CHECK))

    assert "til 100 i 2026 (utkast)" in words(found)


def test_two_of_one_year_are_told_apart_by_their_month() -> None:
    found = report(own(small(1), date(2026, 3, 1), id_=1), own(small(2), date(2026, 11, 1), id_=2))

    assert [column.title for column in table(found, "over-time").columns][1:3] == ["mars 2026", "nov. 2026"]


def test_more_than_the_drawing_has_room_for_are_cut_and_it_is_said() -> None:
    found = report(*(in_year(year, year % 4) for year in range(2018, 2026)))

    assert len(table(found, "over-time").columns) == 8
    assert "Diagrammet viser de 6 siste. Alle står i tabellen." in words(found)
    assert "Diagrammet og tabellen viser de 6 siste." in words(found)


def test_measures_stand_with_their_status_and_the_level_then_and_now() -> None:
    first, second = list(small(2))[:2]
    given = (
        measure(1, first, due=date(2024, 12, 31)),
        measure(2, second, MeasureStatus.DROPPED),
        measure(3, "", MeasureStatus.STARTED),
    )
    found = report(*TWO, measures=given)

    assert "Av 3 tiltak er 1 gjennomført, 1 i gang og 1 droppet." in words(found)
    assert cells(section(found, "measures-2020").tables[0]) == [
        ["1.1.1 Tiltak 1", "31. des. 2024", "Gjennomført", "0", "4"],
        ["1.1.2 Tiltak 2", "–", "Droppet", "4", "4"],
        ["Tiltak 3", "–", "I gang", "–", "–"],
    ]
    assert "At nivået er et annet, viser ikke at det var tiltaket som gjorde det." in words(found)


def test_measures_after_the_only_evaluation_have_no_level_now() -> None:
    first = next(iter(small(2)))
    found = report(in_year(2020, 1), measures=[measure(1, first)])

    assert "så vi vet ikke hvor prosessene står nå" in words(found)
    assert len(table(found, "followed").columns) == 4


def test_level_off_the_scale_is_a_dash() -> None:
    assert tables.level(None, 9) == "–"


def test_merger_is_referred_to_and_numbers_are_told() -> None:
    unit, other = place("Nyby", "9998", "9999"), place("Vest", "9001")
    day = date(2020, 1, 1)
    link = Link(other, unit, day, 1, is_estimate=False, note="")  # type: ignore[arg-type]
    gone = Link(unit, other, day, 1, is_estimate=False, note="")  # type: ignore[arg-type]

    said = "\n".join(report(*TWO, unit=unit, made_of=(link,), became=(gone,)).cover.lines)

    assert "Kommunen har hatt numrene 9998 og 9999." in said
    assert "Kommunen ble til 1. januar 2020 av Vest." in said
    assert "gikk inn i Vest" in said


def test_fingerprint_follows_everything_that_is_printed() -> None:
    whole = made(*TWO, measures=[measure(1, "")])
    others = [
        made(*TWO),
        made(TWO[0], in_year(2026, 3), measures=[measure(1, "")]),
        made(*TWO, measures=[measure(1, "", MeasureStatus.DROPPED)]),
        made(*TWO, measures=[measure(1, "")], unit=place("Et annet navn")),
        replace(whole, voice=Voice(language("nn"))),
    ]

    assert whole.fingerprint == made(*TWO, measures=[measure(1, "")]).fingerprint
    assert len({whole.fingerprint, *(one.fingerprint for one in others)}) == len(others) + 1


def full(level: int, year: int) -> Milestone:
    framework = full_material().framework
    return own(all_at(framework, level), date(year, 3, 2), framework=framework)


def unfinished() -> Milestone:
    framework = full_material().framework
    half = dict(list(all_at(framework, 2).items())[:50])
    return own(half, framework=framework, status=Status.CONSENSUS)


PAPERS = {
    "full": (full(1, 2020), full(4, 2026)),
    "nothing and everything": (full(0, 2020), full(4, 2026)),
    "one": (full(2, 2026),),
    "total alone": (of_publication(result(2016, 523)),),
    "much": (
        of_publication(result(2013, areas=(40,) * 8, edition="2010", inferred="x")),
        of_publication(result(2017, 523)),
        *(full(year % 5, year) for year in range(2018, 2026)),
        unfinished(),
    ),
}


@pytest.mark.parametrize("milestones", PAPERS.values(), ids=PAPERS)
def test_checkers_find_no_error(milestones: tuple[Milestone, ...], tmp_path: Path) -> None:
    file = tmp_path / "utvikling.pdf"
    unit = place(LONG, "9998", "9999", demonstration=True)
    file.write_bytes(report_pdf(report(*milestones, unit=unit), FOLDER))

    assert outloud.check(str(file)).errors == 0
    assert pdfua_errors(file) == []
    assert subprocess.run(["qpdf", "--check", str(file)], capture_output=True, check=False).returncode == 0
    pages = [page.extract_text() for page in PdfReader(BytesIO(file.read_bytes())).pages]
    assert all("Eksempeldata: oppdiktede tall" in page for page in pages[1:])
    assert "oppdiktet" in pages[0]


def test_processes_beyond_the_list_are_counted() -> None:
    found = report(full(1, 2020), full(4, 2026))

    assert "Her er de 10 første av 164." in words(found)
    assert len(section(found, "processes-up").tables[0].rows) == 10
