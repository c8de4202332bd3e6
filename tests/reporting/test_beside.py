"""What stands beside the scores: stars, evidence, agreement, the seal, measures, the coat of arms."""

import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import outloud
import pytest
from PIL import Image
from pypdf import PdfReader

from kompass.domain.answers import Level, NotApplicable
from kompass.domain.evaluation import Sealed
from kompass.domain.evidence import EvidenceKind
from kompass.domain.measures import Measure, MeasureStatus
from kompass.domain.texts import GoldStar
from kompass.reporting.data.evaluation import EvaluationReport
from kompass.reporting.evaluation.beside import Beside
from kompass.reporting.evaluation.compose import evaluation_report
from kompass.reporting.evaluation.overview import FULL, headline_draft
from kompass.reporting.printing import report_pdf
from kompass.reporting.sentences import names
from kompass.reporting.summary.compose import council_summary
from tests.reporting.conftest import FOLDER, MIXED, all_at, full_material, make_material, small_framework
from tests.reporting.test_tags import elements

NOW = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
STAR = GoldStar(1, 1, "apenhet.innsyn.postliste", "Postlisten ut samme dag", "Klokken **15**.", 1, NOW, "Kari")
IN_SPRING, STARTED = date(2027, 3, 1), MeasureStatus.STARTED
MEASURE = Measure(1, 1, "ledelse.ansvar.avtaler", "Ny rutine", "Leder", IN_SPRING, STARTED, "", 1, NOW, "")
SEAL = Sealed(2, "ab" * 32, "Et tall var feil.", NOW, {})


def picture() -> bytes:
    content = BytesIO()
    Image.new("RGB", (60, 72), "red").save(content, "PNG")
    return content.getvalue()


EVERYTHING = Beside(
    stars=(STAR,),
    evidence={"apenhet.innsyn.postliste": {EvidenceKind.DOCUMENT: 2, EvidenceKind.INTERVIEW: 1}},
    originals=(MIXED, {**MIXED, "apenhet.dialog.svar": Level(2)}),
    seal=SEAL,
    measures=(MEASURE, replace(MEASURE, id=2, criterion_id="", owner_role="", due_on=None)),
    arms=picture(),
)


def report_with(beside: Beside, **changes: Any) -> EvaluationReport:
    return evaluation_report(replace(make_material(MIXED, **changes), beside=beside))


def text_of(report: EvaluationReport) -> str:
    pages = PdfReader(BytesIO(report_pdf(report, FOLDER))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_paper_tells_everything_that_stands_beside_the_scores(tmp_path: Path) -> None:
    material = full_material()
    first, second = list(material.framework.criteria)[:2]
    answers = {one.criterion.id: one.answer for one in material.result.criteria if one.answer is not None}
    beside = replace(
        EVERYTHING,
        stars=(replace(STAR, criterion_id=first),),
        evidence={second: {EvidenceKind.DOCUMENT: 2, EvidenceKind.INTERVIEW: 1}},
        originals=(answers, {**answers, first: Level(0)}),
        measures=(replace(MEASURE, criterion_id=second), EVERYTHING.measures[1]),
    )
    file = tmp_path / "rapport.pdf"
    file.write_bytes(report_pdf(evaluation_report(replace(material, beside=beside)), FOLDER))
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())

    for said in ("Postlisten ut samme dag", "Ny rutine", "D 2, I 1", "Et tall var feil.", "Versjon 2"):
        assert said in text
    assert SEAL.digest in text.replace(" ", "")
    assert outloud.check(str(file)).errors == 0
    assert subprocess.run(["qpdf", "--check", str(file)], capture_output=True, check=False).returncode == 0


def test_without_any_of_it_there_is_no_trace() -> None:
    report = report_with(Beside())

    assert (report.pictures, report.measures, report.evidence_key, report.method.agreement) == ((), None, "", ())
    assert {"measures", "agreement"}.isdisjoint(heading.id for heading in report.headings)
    assert "Gullstjerne" not in text_of(report)


@pytest.mark.parametrize("change", ["stars", "evidence", "originals", "seal", "measures", "arms"])
def test_each_of_them_gives_another_report(change: str) -> None:
    material = replace(make_material(MIXED), beside=EVERYTHING)
    without = replace(EVERYTHING, **{change: getattr(Beside(), change)})

    assert material.fingerprint != replace(material, beside=without).fingerprint


def test_star_stands_in_the_area_of_its_process() -> None:
    report = report_with(EVERYTHING)

    assert [[star.title for star in area.stars] for area in report.areas] == [[STAR.title], []]


def test_reason_in_the_appendix_is_the_text_of_the_level() -> None:
    report = report_with(EVERYTHING)
    rows = {row.number: row for area in report.appendix for group in area.groups for row in group.rows}
    framework = small_framework()
    criterion = framework.criteria["apenhet.innsyn.postliste"]
    gone = framework.numbers["apenhet.dialog.tidlig"]

    assert rows[framework.numbers[criterion.id]].text == criterion.levels[-1]
    assert (rows[gone].level, rows[gone].text, rows[gone].points) == (
        "Ikke aktuell",
        "Kommunen har ingen slike saker.",
        "–",
    )


@pytest.mark.parametrize(
    ("originals", "said"),
    [
        ((MIXED,), "Én person har satt nivåene."),
        ((MIXED, MIXED), "Så få prosesser sier lite"),
        (({"apenhet.dialog.svar": Level(2)}, {"apenhet.innsyn.moter": Level(2)}), "delte områdene mellom seg"),
        (({"apenhet.dialog.svar": Level(2)},) * 2, "Da kan ikke alfa regnes ut."),
    ],
)
def test_agreement_is_told_in_plain_words(originals: tuple[Any, ...], said: str) -> None:
    assert said in " ".join(report_with(Beside(originals=originals)).method.agreement)


@pytest.mark.parametrize(
    ("moved", "said"), [(0, "til å bygge på"), (9, "foreløpige konklusjoner"), (40, "med varsomhet")]
)
def test_agreement_of_a_whole_edition_has_an_interval_and_a_verdict(moved: int, said: str) -> None:
    material = full_material()
    own = {one.criterion.id: one.answer for one in material.result.criteria if isinstance(one.answer, Level)}
    other = {
        id_: Level(4 - answer.value) if position < moved else answer
        for position, (id_, answer) in enumerate(own.items())
    }
    report = evaluation_report(replace(material, beside=Beside(originals=(own, other))))
    text = " ".join(report.method.agreement)

    assert "95 prosents intervall" in text
    assert said in text
    assert report.method.agreement_table is not None
    assert len(report.method.agreement_table.rows) == 8


def test_headline_names_the_strongest_and_the_weakest_without_points() -> None:
    draft = headline_draft(make_material(MIXED))

    assert draft[0] == "Kommunen er sterkest på «Åpenhet», og har mest å hente på «Ledelse»."
    assert not any(character.isdigit() for sentence in draft for character in sentence)
    assert headline_draft(make_material({"apenhet.dialog.svar": Level(2)})) == []


@pytest.mark.parametrize(("level", "side"), [(0, "lengst bak på"), (4, "lengst foran på")])
def test_headline_of_the_extremes(level: int, side: str) -> None:
    material = make_material(all_at(small_framework(), level))

    assert headline_draft(material)[0] == "Kommunen står like sterkt i alle områdene."
    assert side in headline_draft(material)[1]
    assert evaluation_report(material).glance.sentence == headline_draft(material)[0]


def test_written_headlines_are_printed_in_place_of_the_generated() -> None:
    material = replace(make_material(MIXED), texts={"headlines": "- Mitt **eget** funn."})
    text = text_of(evaluation_report(material))

    assert "Mitt eget funn." in text
    assert evaluation_report(material).results.findings[0] not in text


@pytest.mark.parametrize("level", [0, 4])
def test_no_list_is_longer_than_a_page_when_all_share_a_place(level: int) -> None:
    report = evaluation_report(replace(full_material(level), group=None))
    lists = [*report.results.ideal, *report.results.group, *report.glance.rankings]

    assert max(len(one.places) for one in lists) <= FULL
    assert any(one.more for one in lists)
    assert all(len(area.strengths) <= FULL and len(area.improvements) <= FULL for area in report.areas)


@pytest.mark.parametrize(
    "name", ["Guovdageaidnu - Kautokeino", "Nordre Follo kommune – prosjektorganisasjonen", "A" * 40]
)
def test_long_names_fit_and_are_called_municipality_once(name: str) -> None:
    material = make_material(MIXED, name=name)

    assert material.place.casefold().count("kommune") == 1
    assert name in text_of(evaluation_report(material)).replace("- ", "- ")


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ("", ()),
        ("Guovdageaidnu", (("Guovdageaidnu", "se"),)),
        ("Hábmer", (("Hábmer", "smj"),)),
        ("Snåase", (("Snåase", "sma"),)),
        ("Gáivuotna; Kaivuono", (("Gáivuotna", "se"), ("Kaivuono", "fkv"))),
    ],
)
def test_other_names_have_their_languages(other: str, found: tuple[tuple[str, str], ...]) -> None:
    assert names.with_languages(other) == found


def test_passages_in_other_languages_are_marked_for_those_who_listen() -> None:
    material = make_material(MIXED)
    municipality = replace(material.evaluation.municipality, other_names="Gáivuotna; Kaivuono")
    material = replace(
        material,
        evaluation=replace(material.evaluation, municipality=municipality),
        texts={"foreword": "Hei. [Bures boahtin]{se} og [welcome]{en}."},
    )
    reader = PdfReader(BytesIO(report_pdf(evaluation_report(material), FOLDER)))
    root: Any = reader.trailer["/Root"]
    languages = [found["/Lang"] for found in elements(root["/StructTreeRoot"]) if "/Lang" in found]

    assert sorted(languages) == ["en", "fkv", "se", "se"]


def test_area_that_is_not_applicable_is_last_at_a_glance() -> None:
    gone = {f"apenhet.{name}": NotApplicable("Nei.") for name in ("innsyn.postliste", "innsyn.moter")}
    gone |= {f"apenhet.dialog.{name}": NotApplicable("Nei.") for name in ("tidlig", "svar")}
    report = evaluation_report(make_material({**MIXED, **gone}, group=False))

    assert report.glance.figures[0].chart.strips[-1].low is None  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "other", "pieces"),
    [
        ("Prøvevik kommune", "", ()),
        ("Kautokeino kommune", "Guovdageaidnu", ()),
        (
            "Guovdageaidnu - Kautokeino kommune",
            "Guovdageaidnu",
            (("Guovdageaidnu", "se"), (" - Kautokeino kommune", "")),
        ),
        (
            "Porsanger - Porsáŋgu - Porsanki kommune",
            "Porsáŋgu; Porsanki",
            (("Porsanger - ", ""), ("Porsáŋgu", "se"), (" - ", ""), ("Porsanki", "fkv"), (" kommune", "")),
        ),
        ("Raisinen", "Ráisa; Raisi", ()),
    ],
)
def test_a_name_in_another_language_is_marked_in_the_heading(
    text: str, other: str, pieces: tuple[tuple[str, str], ...]
) -> None:
    assert names.spoken(text, other) == pieces


def test_the_heading_of_the_cover_and_of_the_summary_says_what_is_sami() -> None:
    material = make_material(MIXED, name="Guovdageaidnu - Kautokeino")
    municipality = replace(material.evaluation.municipality, other_names="Guovdageaidnu")
    material = replace(material, evaluation=replace(material.evaluation, municipality=municipality))

    for report, count in ((evaluation_report(material), 2), (council_summary(material), 1)):
        root: Any = PdfReader(BytesIO(report_pdf(report, FOLDER))).trailer["/Root"]
        found = [one for one in elements(root["/StructTreeRoot"]) if one.get("/Lang") == "se"]
        assert len(found) == count
