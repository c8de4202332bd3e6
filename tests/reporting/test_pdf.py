"""The paper itself: read back, checked by others' tools, and refused when something is missing."""

import re
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import outloud
import pytest
from pypdf import PdfReader
from weasyprint.urls import FatalURLFetchingError

from kompass.domain.errors import KompassError
from kompass.reporting.data.evaluation import EvaluationReport
from kompass.reporting.evaluation.compose import evaluation_report
from kompass.reporting.fonts import require_glyphs
from kompass.reporting.pdf import Fetcher
from kompass.reporting.printing import report_pdf
from tests.reporting.conftest import FOLDER, MIXED, full_report, make_material, titled


@pytest.fixture(scope="module")
def content() -> bytes:
    return report_pdf(evaluation_report(make_material(MIXED, demonstration=True)), FOLDER)


def text_of(content: bytes) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages))


def test_pdf_says_what_the_data_say(content: bytes, report: EvaluationReport) -> None:
    text = text_of(content)

    assert report.cover.place in text
    for row in report.results.rows:
        assert re.search(rf"{row.title}\W+{row.points}\b", text), row.title
    assert "Kommunen har ingen slike saker." in text


def test_pdf_is_tagged_titled_and_has_bookmarks(content: bytes, report: EvaluationReport) -> None:
    reader = PdfReader(BytesIO(content))
    root: Any = reader.trailer["/Root"]
    metadata: Any = reader.metadata

    assert (root["/Lang"], metadata.title) == ("nb", report.title)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert str(reader.outline).count("/Title") > 15


def test_mark_of_invented_figures_is_on_every_page(content: bytes, report: EvaluationReport) -> None:
    pages = [page.extract_text() for page in PdfReader(BytesIO(content)).pages]

    assert "oppdiktet" in pages[0]
    assert all(report.mark in page for page in pages[1:])


def test_checkers_find_no_error_in_a_full_report(tmp_path: Path) -> None:
    file = tmp_path / "rapport.pdf"
    file.write_bytes(report_pdf(full_report(), FOLDER))

    assert outloud.check(str(file)).errors == 0
    assert pdfua_errors(file) == []
    assert subprocess.run(["qpdf", "--check", str(file)], capture_output=True, check=False).returncode == 0


def pdfua_errors(file: Path) -> list[str]:
    """What the checker pdfua calls errors; its warnings are for a person to judge."""
    program = Path(sys.executable).with_name("pdfua")
    found = subprocess.run(
        [program, "check", "--min-severity", "error", file], capture_output=True, text=True, check=False
    )
    return [] if found.returncode == 0 else found.stdout.splitlines()


def test_file_claims_the_rules_for_archives_and_for_accessibility(content: bytes) -> None:
    reader = PdfReader(BytesIO(content))
    root: Any = reader.trailer["/Root"]
    said = root["/Metadata"].get_data().decode()

    assert 'pdfaid:part="2" pdfaid:conformance="A"' in said
    assert 'pdfuaid:part="1"' in said
    assert said.count("<rdf:RDF") == said.count("</rdf:RDF>") == 1
    assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    identity: Any = reader.trailer["/ID"]
    assert len(identity) == 2
    assert not {"/AA", "/AcroForm", "/OpenAction", "/OCProperties"} & root.keys()
    assert "/JavaScript" not in root.get("/Names", {})


def test_every_font_is_embedded_with_its_characters(content: bytes) -> None:
    for page in PdfReader(BytesIO(content)).pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            found = font.get_object()
            described = found["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert "/ToUnicode" in found
            assert {"/FontFile2", "/FontFile3"} & described.keys()


def test_same_data_give_the_same_bytes(content: bytes) -> None:
    assert report_pdf(evaluation_report(make_material(MIXED, demonstration=True)), FOLDER) == content


def test_hostile_name_is_printed_literally(report: EvaluationReport) -> None:
    text = text_of(report_pdf(titled(report, "<b>$$ {{7*7}} ŋđŧ</b>"), FOLDER))

    assert "<b>$$ {{7*7}} ŋđŧ</b>" in text


def test_missing_character_is_named(report: EvaluationReport) -> None:
    with pytest.raises(KompassError) as error:
        report_pdf(titled(report, "市"), FOLDER)

    values = error.value.values
    assert (error.value.code, values["character"], values["point"]) == ("glyph_missing", "市", "U+5E02")


WRITTEN = "Vi er stolte av medarbeiderne våre 🎉 og alt de har fått til sammen med innbyggerne i år."
WHERE = "…stolte av medarbeiderne våre 🎉 og alt de har fått til sammen…"


@pytest.mark.parametrize(
    ("html", "heading", "excerpt"),
    [
        (
            f"<h1>Rapport</h1><h2>3.2 <i>Dialog</i>\n</h2><p>{WRITTEN}</p>",
            "3.2 Dialog",
            WHERE,
        ),
        ("<title>By 🎉</title><h1>By 🎉</h1><h2>Senere</h2>", "By 🎉", "By 🎉"),
        ("<h2>Figur</h2><img alt='Snitt 🎉'><h2>Senere</h2>", "Figur", "Snitt 🎉"),
        ("<p>&#127881; alene</p>", "", "🎉 alene"),
    ],
    ids=["text", "title", "alternative text", "no heading"],
)
def test_missing_character_is_told_with_where_it_stands(html: str, heading: str, excerpt: str) -> None:
    with pytest.raises(KompassError) as error:
        require_glyphs(html, (), FOLDER / "fonts")

    assert (error.value.values["heading"], error.value.values["excerpt"]) == (heading, excerpt)


def test_missing_character_in_a_drawing_is_found_too() -> None:
    with pytest.raises(KompassError) as error:
        require_glyphs(
            "<p>Kommunen</p>", ["<svg><text>Kommunen</text><text>市 i øst</text></svg>"], FOLDER / "fonts"
        )

    assert error.value.values["excerpt"] == "市 i øst"


def test_missing_font_stops_the_report(report: EvaluationReport, tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "reports")
    (tmp_path / "reports" / "fonts" / "Inter-Regular.ttf").unlink()

    with pytest.raises(KompassError) as error:
        report_pdf(report, tmp_path / "reports")

    assert (error.value.code, error.value.values["font"]) == ("font_missing", "Inter-Regular.ttf")


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/x.png",
        "https://eksempel.no/x.png",
        "data:text/plain,x",
        f"file://{FOLDER}/../config.py",
        "chart:finnes-ikke.svg",
    ],
)
def test_nothing_outside_the_report_is_reached(address: str) -> None:
    with pytest.raises(FatalURLFetchingError):
        Fetcher({}, FOLDER).fetch(address)
