"""The tags of the finished PDF: header cells with scope, margins set aside, links with words."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from kompass.reporting.data.evaluation import EvaluationReport
from kompass.reporting.evaluation.compose import evaluation_report
from kompass.reporting.printing import report_pdf
from tests.reporting.conftest import FOLDER, MIXED, make_material


@pytest.fixture(scope="module")
def reader() -> PdfReader:
    return PdfReader(BytesIO(report_pdf(evaluation_report(make_material(MIXED)), FOLDER)))


def resolved(found: Any) -> Any:
    return found.get_object()


def elements(found: Any) -> Iterator[Any]:
    """Every structure element below this one."""
    found = found.get_object()
    children = found.get("/K", []) if hasattr(found, "get") else []
    for child in map(resolved, children if isinstance(children, list) else [children]):
        if hasattr(child, "get") and "/S" in child:
            yield child
            yield from elements(child)


def tags(reader: PdfReader) -> list[Any]:
    root: Any = reader.trailer["/Root"]
    return list(elements(root["/StructTreeRoot"]))


def test_header_cells_have_a_scope(reader: PdfReader) -> None:
    scopes = [cell["/A"]["/Scope"] for cell in tags(reader) if cell["/S"] == "/TH"]

    assert {"/Column", "/Row"} == set(scopes)


def test_every_chart_has_an_alternative_text(reader: PdfReader, report: EvaluationReport) -> None:
    alternatives = [figure["/Alt"] for figure in tags(reader) if figure["/S"] == "/Figure"]

    assert len(alternatives) == len(report.figures)
    assert all(alternatives)


def test_margins_are_artefacts(reader: PdfReader) -> None:
    content = reader.pages[4].get_contents()
    assert content is not None

    assert content.get_data().count(b"/Pagination") >= 3


def test_links_are_described_by_their_words(reader: PdfReader, report: EvaluationReport) -> None:
    links = [annotation.get_object() for annotation in reader.pages[1].annotations or []]

    assert [link["/Contents"] for link in links] == [heading.title for heading in report.headings]
    assert {link["/F"] for link in links} == {4}


def test_fonts_are_the_reports_own_and_embedded(reader: PdfReader) -> None:
    fonts = {
        str(font.get_object()["/BaseFont"]): font.get_object()["/DescendantFonts"][0].get_object()
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }

    assert all("+Inter" in name for name in fonts)
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts.values())
