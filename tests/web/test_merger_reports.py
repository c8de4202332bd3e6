"""The report of a merger and of a compilation, as a browser gets them."""

import pytest
from flask import Flask

from kompass.domain.errors import NotPossibleNow
from kompass.reporting.data.chapters import ChapterReport
from kompass.reporting.data.parts import Report
from kompass.services import paper
from tests.house_rules import Visit
from tests.reporting.mergers import cells, section

ADDRESS = "/sammenslainger/9914-2024/rapport.pdf"
COMPILED = "/sammenslainger/sammenstilling.pdf"


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> list[ChapterReport]:
    """The reports that were to be rendered. None is: what is not finished is not kept for others."""
    found: list[ChapterReport] = []

    def keep(report: Report, *_: object) -> bytes:
        assert isinstance(report, ChapterReport)
        found.append(report)
        raise NotPossibleNow("nothing_known")

    monkeypatch.setattr(paper._WORKER, "render", keep)
    return found


@pytest.mark.parametrize(
    ("query", "before", "year"),
    [
        ("", "spennet", "2025"),
        ("?grunnlag=mean", "snittet der hver kommune teller likt", "2025"),
        ("?grunnlag=finnes-ikke", "spennet", "2025"),
    ],
)
def test_report_is_of_what_was_chosen(
    look: Visit, given: list[ChapterReport], query: str, before: str, year: str
) -> None:
    look.get(f"{ADDRESS}{query}", status=409)

    (report,) = given
    assert section(report, "changes").tables[0].caption.startswith(f"Før: {before}")
    assert section(report, "changes").tables[0].columns[2].title == year


def test_report_follows_the_evaluation_and_the_language_asked_for(look: Visit, given: list[ChapterReport]) -> None:
    page = look.get("/sammenslainger/9914-2024")
    later = [address for address in _addresses(page.html) if "evaluering=" in address and "rapport" not in address]
    query = later[-1].split("?", 1)[1].split("#")[0].replace("&amp;", "&")

    look.get(f"{ADDRESS}?{query}&sprak=en", status=409)

    (report,) = given
    assert report.locale == "en"
    assert section(report, "changes").tables[0].columns[2].title == "2026"


def _addresses(html: str) -> list[str]:
    return [part.split('"', 1)[0] for part in html.split('href="')[1:]]


def test_compilation_is_of_those_asked_for(look: Visit, given: list[ChapterReport]) -> None:
    look.get(f"{COMPILED}?kommune=9901-2020&kommune=9902-2020&kommune=9903-2020", status=409)

    (report,) = given
    assert [row[0] for row in cells(section(report, "inhabitants").tables[0])][:-1] == [
        "A Granheim",
        "B Fjellvik",
        "C Sundøy",
    ]
    assert "Eksempeldata" in report.mark


def test_answer_is_a_pdf_named_after_the_merger(look: Visit) -> None:
    answer = look.client.get("/sammenslainger/4205-2020/rapport.pdf?sprak=nb")

    assert (answer.status_code, answer.mimetype, answer.data[:5]) == (200, "application/pdf", b"%PDF-")
    assert answer.headers["Content-Disposition"] == "inline; filename=lindesnes-4205-2020-nb.pdf"
    assert answer.headers["Content-Language"] == "nb"


@pytest.mark.parametrize("address", [ADDRESS, f"{COMPILED}?kommune=9901-2020&kommune=9902-2020"])
def test_nobody_reads_without_signing_in(shown: Flask, address: str) -> None:
    assert Visit(shown).client.get(address).status_code == 302


@pytest.mark.parametrize(
    "address",
    ["/sammenslainger/9999-2024/rapport.pdf", f"{ADDRESS}?evaluering=tull", f"{COMPILED}?kommune=finnes-ikke"],
)
def test_what_is_not_there_is_not_found(look: Visit, address: str) -> None:
    look.get(address, status=404)


def test_merger_nobody_knows_anything_of_is_said_so(look: Visit) -> None:
    page = look.get("/sammenslainger/0729-2018/rapport.pdf", status=409)

    assert "Da er det ingenting å lage rapport av." in page.text(page.all("main")[0][0])
