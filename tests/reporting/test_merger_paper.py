"""The merger report as HTML by its elements, and on paper: read back, and checked by others' tools."""

import re
import subprocess
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import outloud
import pdfua
import pytest
import tinyhtml5  # type: ignore[import-untyped]  # WeasyPrint's own parser
from pypdf import PdfReader

from kompass.domain.merger import BaselineKind, merger
from kompass.language import language
from kompass.reporting import charts
from kompass.reporting.canvas import Pen
from kompass.reporting.charts.mergers import LETTER_WIDTH
from kompass.reporting.charts.places import apart
from kompass.reporting.data.chapters import ChapterReport
from kompass.reporting.html import report_html
from kompass.reporting.merger.compose import merger_report
from kompass.reporting.printing import report_pdf
from tests.reporting import mergers as made
from tests.reporting.conftest import FOLDER
from tests.reporting.mergers import scored


def composed(
    *, kind: BaselineKind = BaselineKind.RANGE, names: tuple[str, ...] = ("Vest", "Aust")
) -> ChapterReport:
    """Invented municipalities with every process known, before and after."""
    levels = ((4, 0, 2, 3, 1, 4), (2, 4, 1, 3, 1, 3), (0, 1, 2, 3, 0, 4))
    partners = [
        made.partner(n, name, 6000 // n, scored(*levels[n % 3]), demonstration=True)
        for n, name in enumerate(names, 1)
    ]
    after = scored(4, 2, 3, 2, 1, 3, year=2022)
    return merger_report(made.material(made.became(*partners, demonstration=True), after, kind=kind))


def parsed(report: ChapterReport) -> Element:
    found: Element = tinyhtml5.parse(
        report_html(report, FOLDER, language(report.locale)), namespace_html_elements=False
    )
    return found


def plain(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_one_title_and_headings_in_order() -> None:
    levels = [int(e.tag[1]) for e in parsed(composed()).iter() if e.tag in ("h1", "h2", "h3", "h4")]

    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_every_line_of_the_contents_leads_to_a_heading() -> None:
    report = composed()
    root = parsed(report)
    headings = {e.get("id"): plain(e) for e in root.iter() if e.tag in ("h2", "h3")}
    lines = [(a.get("href", "")[1:], plain(a)) for a in root.iter("a")]

    assert [target for target, _ in lines] == [heading.id for heading in report.headings]
    assert all(headings[target].endswith(text) for target, text in lines)
    assert len(set(headings)) == len([e for e in root.iter() if e.tag in ("h2", "h3")])


def test_every_chart_has_its_finding_and_its_content_in_words() -> None:
    report = composed()
    root = parsed(report)

    assert {image.get("src"): image.get("alt") for image in root.iter("img")} == {
        f"chart:{figure.name}": figure.alternative for figure in report.figures
    }
    assert all(figure.caption in plain(root) for figure in report.figures)


def test_every_header_cell_says_what_it_heads_and_levels_are_shaded() -> None:
    root = parsed(composed())

    assert {cell.get("scope") for cell in root.iter("th")} == {"col", "row"}
    shades = [(plain(cell), cell.get("class")) for cell in root.iter("td") if "shade" in cell.get("class", "")]
    assert ("4", "levels shade-4") in shades
    assert all((shown or "").endswith(f"shade-{level}") for level, shown in shades)


def test_hostile_name_is_escaped() -> None:
    report = composed(names=("<b>{{7*7}}</b>", "Aust"))

    assert "<b>{{7*7}}" not in report_html(report, FOLDER, language("nb"))
    assert "<b>{{7*7}}</b>" in plain(parsed(report))


@pytest.fixture(scope="module")
def content() -> bytes:
    return report_pdf(composed(), FOLDER)


def text_of(content: bytes) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages))


def test_pdf_says_what_the_data_say(content: bytes) -> None:
    text = text_of(content)

    assert "Vest og Aust ble til Nyby 1. januar 2020." in text
    for row in made.cells(made.section(composed(), "by-area").tables[0]):
        assert " ".join(row) in text


def test_pdf_is_tagged_titled_bookmarked_and_carries_its_fonts(content: bytes) -> None:
    reader = PdfReader(BytesIO(content))
    root: Any = reader.trailer["/Root"]
    metadata: Any = reader.metadata

    assert (root["/Lang"], metadata.title) == ("nb", "Nyby før og etter 2020")
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert str(reader.outline).count("/Title") > 15
    resources: list[Any] = [page["/Resources"] for page in reader.pages]
    fonts = [font.get_object() for one in resources for font in one["/Font"].values()]
    assert fonts
    assert all("/FontFile2" in font["/DescendantFonts"][0]["/FontDescriptor"] for font in fonts)


def test_mark_of_invented_figures_is_on_every_page_and_chart(content: bytes) -> None:
    pages = [page.extract_text() for page in PdfReader(BytesIO(content)).pages]
    report, pen = composed(), Pen(FOLDER / "fonts")

    assert "oppdiktet" in pages[0]
    assert all(report.mark in page for page in pages[1:])
    drawn = {figure.name: charts.svg(figure.chart, report.mark, pen).decode() for figure in report.figures}
    # The cover says it in words beside the emblem.
    assert {name for name, svg in drawn.items() if report.mark in svg} == {"range", "panels", "dumbbell"}


def test_checkers_find_no_error(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "rapport.pdf"
    file.write_bytes(content)

    assert outloud.check(str(file)).errors == 0
    assert pdfua.validate(str(file)).findings == ()
    assert subprocess.run(["qpdf", "--check", str(file)], capture_output=True, check=False).returncode == 0


def test_same_data_give_the_same_bytes(content: bytes) -> None:
    assert report_pdf(composed(), FOLDER) == content


def test_brief_report_has_no_contents_and_few_pages() -> None:
    report = merger_report(made.material(made.became(*made.of(made.known(), made.known()))))

    content = report_pdf(report, FOLDER)

    assert len(PdfReader(BytesIO(content)).pages) <= 3
    assert "Innhold" not in text_of(content)


@pytest.mark.parametrize("kind", list(BaselineKind))
def test_every_baseline_can_be_drawn(kind: BaselineKind) -> None:
    pen = Pen(FOLDER / "fonts")

    for figure in composed(kind=kind).figures:
        assert b"<svg" in charts.svg(figure.chart, "", pen)


def test_letters_of_those_who_are_alike_stand_apart() -> None:
    places = apart([10.0, 10.0, 11.0, 60.0], LETTER_WIDTH)

    assert all(later - earlier >= LETTER_WIDTH - 0.001 for earlier, later in pairwise(places))
    assert places[3] == 60.0


def test_key_with_many_names_takes_more_rows() -> None:
    pen = Pen(FOLDER / "fonts")
    names = [f"Langenavnby nummer {number}" for number in range(12)]
    partners = [made.partner(n, name, 900 - n, scored(n % 5)) for n, name in enumerate(names, 1)]
    few, many = (merger_report(made.material(merger(partners[:count]))) for count in (3, 12))

    drawn = [charts.svg(report.figures[1].chart, "", pen).decode() for report in (few, many)]
    lower, higher = (float(re.findall(r'<svg[^>]* height="([\d.]+)pt"', svg)[0]) for svg in drawn)

    assert higher > lower


def test_chart_of_parts_nobody_has_points_in() -> None:
    report = composed()
    chart: Any = report.figures[1].chart
    empty = replace(chart.strips[0], marks=(), low=None, high=None, mean=None, after=None)

    svg = charts.svg(replace(chart, strips=(empty,)), "", Pen(FOLDER / "fonts")).decode()

    assert "Åpenhet" in svg or empty.label in svg
    dumbbell: Any = next(figure.chart for figure in report.figures if figure.name == "dumbbell")
    assert b"<svg" in charts.svg(replace(dumbbell, strips=(empty,)), "", Pen(FOLDER / "fonts"))
