"""The letter to the municipality: what it says, and on paper: read back, and checked by others' tools."""

import re
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import outloud
import pdfua
import pytest
import tinyhtml5  # type: ignore[import-untyped]  # WeasyPrint's own parser
from pypdf import PdfReader

from kompass.domain.deadlines import NO_DAYS, Days
from kompass.domain.evaluation import Evaluation, Status
from kompass.domain.preparation import DocumentRequest, Meeting, Wanted
from kompass.language import LOCALES, language
from kompass.reporting.html import report_html
from kompass.reporting.letter import LetterMaterial, letter
from kompass.reporting.printing import report_pdf
from kompass.reporting.sentences.voice import Voice
from tests.factories import make_municipality
from tests.reporting.conftest import FOLDER, small_framework

DAYS = Days(date(2026, 12, 1), date(2026, 12, 7), date(2026, 12, 9), date(2027, 1, 15), date(2027, 2, 1))
MEETINGS = (
    Meeting("Ordfører", "", date(2026, 12, 7), "09:00", 60, "Formannskapssalen"),
    Meeting("Gruppeledere", "alle partier", date(2026, 12, 7), "10:30", None, "Formannskapssalen"),
    Meeting("", "Ungdomsrådet", None, "", None, ""),
)
MOMENT = datetime(2026, 11, 23, tzinfo=UTC)


def asked(title: str, area: str = "", due: date | None = None, evidence: int | None = None) -> DocumentRequest:
    return DocumentRequest(1, 1, Wanted(title, area, due), evidence, "", MOMENT)


DOCUMENTS = (
    asked("Delegeringsreglement", "ledelse", date(2026, 12, 1)),
    asked("Organisasjonskart"),
    asked("Planen", "apenhet", date(2026, 12, 1), evidence=7),
)


def made(locale: str = "nb", **changes: Any) -> LetterMaterial:
    framework = small_framework(locale)
    evaluation = Evaluation(
        id=1,
        municipality=make_municipality(),
        framework_id="liten",
        edition="1",
        scoring_digest=framework.scoring_digest,
        evaluated_on=date(2026, 12, 9),
        status=Status.COLLECTING,
    )
    material = LetterMaterial(
        evaluation=evaluation,
        framework=framework,
        days=DAYS,
        meetings=MEETINGS,
        documents=DOCUMENTS,
        sender="Leder Eksempel",
        address="leder@kompass.example",
        written_on=date(2026, 11, 23),
        voice=Voice(language(locale)),
    )
    return replace(material, **changes)


def section(material: LetterMaterial, name: str) -> Any:
    return next((one for one in letter(material).sections if one.heading.id == name), None)


def text_of(content: bytes) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages))


def test_letter_tells_the_days_in_their_order() -> None:
    assert section(made(), "days").table.rows == (
        ("Selvbeskrivelsen er ferdig", "tirsdag 1. desember 2026"),
        ("Vi besøker kommunen", "mandag 7. desember 2026 – onsdag 9. desember 2026"),
        ("Kommunen har lest utkastet og rettet faktafeil", "fredag 15. januar 2027"),
        ("Rapporten blir levert", "mandag 1. februar 2027"),
    )


@pytest.mark.parametrize(
    ("days", "rows"),
    [
        (Days(visit_first=date(2026, 12, 7)), (("Vi besøker kommunen", "mandag 7. desember 2026"),)),
        (Days(delivery_due=date(2027, 2, 1)), (("Rapporten blir levert", "mandag 1. februar 2027"),)),
    ],
)
def test_days_that_are_not_set_are_left_out(days: Days, rows: tuple[tuple[str, str], ...]) -> None:
    assert section(made(days=days), "days").table.rows == rows


def test_letter_without_days_says_so_and_sets_no_deadline() -> None:
    material = made(days=NO_DAYS)

    assert section(material, "days").table is None
    assert section(material, "days").paragraphs == (
        "Dagene er ikke satt ennå. Dere får dem så snart de er avtalt.",
    )
    assert "innen" not in " ".join(section(material, "self-description").paragraphs)
    assert "innen 1. desember 2026" in " ".join(section(made(), "self-description").paragraphs)


def test_letter_tells_who_is_interviewed_when_and_where() -> None:
    assert section(made(), "interviews").table.rows == (
        ("Ordfører", "mandag 7. desember 2026", "09.00–10.00", "Formannskapssalen"),
        ("Gruppeledere (alle partier)", "mandag 7. desember 2026", "10.30", "Formannskapssalen"),
        ("Ungdomsrådet", "Avtales", "–", "–"),
    )


def test_letter_tells_which_documents_are_asked_for_and_by_when() -> None:
    assert section(made(), "documents").table.rows == (
        ("Delegeringsreglement", "Ledelse", "1. desember 2026"),
        ("Organisasjonskart", "Hele evalueringen", "–"),
        ("Planen", "Åpenhet", "Mottatt"),
    )


def test_letter_says_nothing_of_interviews_and_documents_there_are_none_of() -> None:
    found = letter(made(meetings=(), documents=(), sender="", address=""))

    assert [one.id for one in found.headings] == ["days", "self-description"]
    assert (found.greeting, found.sender, found.figures) == ("", (), ())


def test_letter_to_an_invented_municipality_is_marked() -> None:
    material = made()
    place = make_municipality(is_demonstration=True)
    invented = replace(material, evaluation=replace(material.evaluation, municipality=place))

    assert letter(invented).mark == "Eksempeldata: oppdiktede tall"
    assert letter(material).mark == ""


def test_fingerprint_is_that_of_everything_the_letter_says() -> None:
    material = made()
    others = [
        made("nn"),
        made(days=NO_DAYS),
        made(meetings=MEETINGS[:2]),
        made(documents=DOCUMENTS[:2]),
        made(sender="En annen"),
        made(address="annen@kompass.example"),
        made(written_on=date(2026, 11, 24)),
    ]

    assert made().fingerprint == material.fingerprint
    assert len({material.fingerprint, *(one.fingerprint for one in others)}) == 1 + len(others)


def test_one_title_headings_in_order_and_hostile_text_escaped() -> None:
    hostile = Meeting("<b>{{7*7}}</b>", "", None, "", None, "")
    html = report_html(letter(made(meetings=(hostile,))), FOLDER, language("nb"))
    root = tinyhtml5.parse(html, namespace_html_elements=False)

    levels = [int(e.tag[1]) for e in root.iter() if e.tag in ("h1", "h2", "h3")]
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert {cell.get("scope") for cell in root.iter("th")} <= {"col", "row"}
    assert "<b>{{7*7}}" not in html
    assert "&lt;b&gt;{{7*7}}" in html


@pytest.fixture(scope="module", params=LOCALES)
def content(request: pytest.FixtureRequest) -> tuple[str, bytes]:
    return request.param, report_pdf(letter(made(request.param)), FOLDER)


def test_pdf_says_what_the_data_say_on_one_or_two_pages(content: tuple[str, bytes]) -> None:
    locale, pdf = content
    text, found = text_of(pdf), letter(made(locale))

    assert len(PdfReader(BytesIO(pdf)).pages) <= 2
    tables = [one.table for one in found.sections if one.table]
    for row in (row for table in tables for row in table.rows):
        for cell in row:
            assert str(cell) in text, cell
    for words in (found.title, found.to, found.written, *found.opening, *found.sender, found.address):
        assert words in text


def test_pdf_is_tagged_titled_and_in_its_language(content: tuple[str, bytes], tmp_path: Path) -> None:
    locale, pdf = content
    reader = PdfReader(BytesIO(pdf))
    root: Any = reader.trailer["/Root"]
    metadata: Any = reader.metadata
    file = tmp_path / "brev.pdf"
    file.write_bytes(pdf)

    assert (root["/Lang"], metadata.title) == (locale, letter(made(locale)).title)
    assert root["/MarkInfo"]["/Marked"]
    assert outloud.check(str(file)).errors == 0
    assert pdfua.validate(str(file)).findings == ()
    assert subprocess.run(["qpdf", "--check", str(file)], capture_output=True, check=False).returncode == 0


def test_letter_with_a_full_visit_fits_two_pages() -> None:
    meetings = tuple(
        Meeting(
            "Enhetsledere", "oppvekst, helse, kultur og teknisk", date(2026, 12, 7), f"{hour:02}:00", 45, "Salen"
        )
        for hour in range(8, 20)
    )
    documents = tuple(asked(f"Dokument nummer {n}", "ledelse", date(2026, 12, 1)) for n in range(12))

    pdf = report_pdf(letter(made(meetings=meetings, documents=documents)), FOLDER)

    assert len(PdfReader(BytesIO(pdf)).pages) == 2


def test_same_data_give_the_same_bytes() -> None:
    assert report_pdf(letter(made()), FOLDER) == report_pdf(letter(made()), FOLDER)
