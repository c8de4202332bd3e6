"""The papers of an edition: the booklet says all the edition says, and the sheet has room for every process."""

import io
from fractions import Fraction
from pathlib import Path

import pytest
from docx import Document
from pypdf import PdfReader

from kompass.catalogue.shelf import load
from kompass.domain.answers import Level
from kompass.domain.framework import Framework
from kompass.domain.scoring import score
from kompass.language import LOCALES, language
from kompass.reporting.booklet.compose import booklet, most
from kompass.reporting.booklet.sheet import scoring_sheet
from kompass.reporting.html import report_html
from kompass.reporting.sentences.voice import Voice
from tests.house_rules import Visit
from tests.reporting.conftest import FOLDER, ROOT, small_framework
from tests.web.conftest import CRITERIA

BASE = "/utgaver/liten/1"


def full_framework(locale: str) -> Framework:
    return load(Path(ROOT / "criteria")).get("kommunekompasset-apen", "2026", locale)


def told(framework: Framework) -> list[str]:
    """Every text of every table of the booklet."""
    found = booklet(framework, Voice(language(framework.locale)))
    tables = [table for chapter in found.chapters for section in chapter.sections for table in section.tables]
    return [cell if isinstance(cell, str) else cell.text for table in tables for row in table.rows for cell in row]


@pytest.mark.parametrize("locale", LOCALES)
def test_booklet_says_everything_the_edition_says(locale: str) -> None:
    framework = full_framework(locale)

    said = "\n".join(told(framework))

    for criterion in framework.criteria.values():
        sources = [source.text for source in criterion.sources]
        texts = [criterion.question, *criterion.levels, criterion.evidence, criterion.not_evidence, *sources]
        assert [text for text in texts if text not in said] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_booklet_has_every_area_and_process_under_its_number(locale: str) -> None:
    framework = full_framework(locale)
    found = booklet(framework, Voice(language(locale)))

    titles = [
        section.heading.title for chapter in found.chapters for section in chapter.sections if section.heading
    ]

    for criterion in framework.criteria.values():
        assert f"{framework.numbers[criterion.id]} {criterion.title}" in titles
    numbers = [one.number for one in found.headings if one.number]
    ids = [id_ for area in framework.areas for id_ in (area.id, *(one.id for one in area.subareas))]
    assert numbers == [framework.numbers[id_] for id_ in ids]


def test_the_most_a_process_gives_is_what_the_scoring_module_gives() -> None:
    framework = full_framework("nb")
    result = score(framework, dict.fromkeys(framework.criteria, Level(4)))

    shown = [
        most(criterion, subarea)
        for area in framework.areas
        for subarea in area.subareas
        for criterion in subarea.criteria
    ]

    assert shown == [one.points for one in result.criteria]
    assert sum(shown, Fraction(0)) == 800


@pytest.mark.parametrize("locale", LOCALES)
def test_sheet_has_one_row_of_boxes_for_every_process(locale: str) -> None:
    framework = full_framework(locale)
    sheet = scoring_sheet(framework, Voice(language(locale)))

    html = report_html(sheet, FOLDER, language(locale))

    rows = [row for area in sheet.areas for row in area.rows]
    assert [(row.number, row.title) for row in rows] == [
        (framework.numbers[one.id], one.title) for one in framework.criteria.values()
    ]
    assert html.count('<td class="tick">') == 6 * len(rows)
    assert sum(bool(row.group) for row in rows) == 40


def test_booklet_and_sheet_are_pdfs(inside: Visit) -> None:
    for name in ("hefte", "vurderingsark"):
        response = inside.client.get(f"{BASE}/{name}.pdf?sprak=nn")

        assert response.headers["Content-Type"] == "application/pdf"
        assert response.headers["Content-Language"] == "nn"
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(response.data)).pages)
        framework = small_framework("nn")
        assert all(framework.numbers[one] in text for one in CRITERIA)


def test_booklet_is_a_word_file_too(inside: Visit) -> None:
    response = inside.client.get(f"{BASE}/hefte.docx")

    found = Document(io.BytesIO(response.data))
    assert response.headers["Content-Disposition"].startswith("attachment; filename=liten-1-hefte-nb.docx")
    assert len(found.tables) == len(CRITERIA) + 4


def test_page_lists_the_editions_with_their_papers(inside: Visit) -> None:
    page = inside.get("/utgaver")

    links = [found["href"] for _, found in page.all("a") if f"{BASE}/" in (found.get("href") or "")]
    assert len(links) == 12


@pytest.mark.parametrize("address", ["/utgaver/liten/2/hefte.pdf", "/utgaver/finnes/1/vurderingsark.pdf"])
def test_an_edition_there_is_not_is_not_found(inside: Visit, address: str) -> None:
    inside.get(address, 404)
