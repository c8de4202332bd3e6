"""Merger reports as a person gets them: real PDFs read back, and what is refused."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy.orm import Session

from kompass.domain.errors import NotPossibleNow
from kompass.domain.merger import BaselineKind
from kompass.domain.permissions import Actor
from kompass.reporting.data.chapters import ChapterReport
from kompass.reporting.data.parts import Report
from kompass.services import demonstration, merger_reports, mergers, paper
from kompass.services.installation import Installation
from kompass.storage import municipalities
from tests.reporting.mergers import cells, section, words


@pytest.fixture
def session(exhibition: Installation) -> Iterator[Session]:
    with exhibition.session() as opened:
        yield opened


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Reports are made anew, whoever asked for the same one in another test."""
    monkeypatch.setattr(paper, "FOLDER", str(tmp_path))


@pytest.fixture
def reader(session: Session) -> Actor:
    return demonstration.sample_evaluation(session)[0]


def composed(
    exhibition: Installation, session: Session, reader: Actor, key: str, locale: str = "nb"
) -> ChapterReport:
    """The report's data, taken where it would be printed."""
    given: list[Report] = []

    def keep(report: Report, _folder: Path) -> bytes:
        given.append(report)
        raise NotPossibleNow

    found = mergers.before_after(exhibition, session, reader, key, locale, mergers.Choice(BaselineKind.MEAN))
    with pytest.raises(NotPossibleNow):
        merger_reports.merger_report(exhibition, found, locale, render=keep)
    (report,) = given
    assert isinstance(report, ChapterReport)
    return report


def test_pdf_has_text_language_tags_and_the_mark(exhibition: Installation, session: Session, reader: Actor) -> None:
    found = mergers.before_after(exhibition, session, reader, "9925-2024", "nb")

    document = merger_reports.merger_report(exhibition, found, "nb", render=paper.in_this_process)

    assert (document.title, document.file_name) == ("Dalfoss før og etter 2024", "dalfoss-9925-2024-nb.pdf")
    pdf = PdfReader(BytesIO(document.content))
    catalogue: Any = pdf.trailer["/Root"]
    assert catalogue["/Lang"] == "nb"
    assert catalogue["/MarkInfo"]["/Marked"]
    pages = [page.extract_text() for page in pdf.pages]
    assert all("oppdiktede tall" in page for page in pages[1:])
    assert "2 av 3 kommuner" in pages[0]
    assert str(found.starting.total.after) in pages[2]


def test_three_into_one_says_what_was_kept_and_every_baseline(
    exhibition: Installation, session: Session, reader: Actor
) -> None:
    report = composed(exhibition, session, reader, "9914-2024")

    ids = [heading.id for heading in report.headings]
    assert {"before", "gaps", "lessons", "after", "baselines", "changes", "fates", "appendix"} <= set(ids)
    text = words(report)
    assert "C Nordlia, tidligere | 2019" in text
    assert "Det beste av hver (ambisjon)" in text
    assert len(section(report, "baselines").tables[0].rows) == len(BaselineKind)
    assert [row[:2] for row in cells(section(report, "outcome").tables[0])] == [
        ["Havnefjell, brukt her", "2025"],
        ["Havnefjell", "2026"],
    ]
    assert [figure.name for figure in report.figures] == ["cover", "range", "panels", "dumbbell"]


def test_too_little_coverage_shows_no_baseline(exhibition: Installation, session: Session, reader: Actor) -> None:
    report = composed(exhibition, session, reader, "9926-2024")

    assert "mindre enn to tredeler" in words(report)
    assert "baselines" not in [heading.id for heading in report.headings]


def test_real_merger_without_published_figures_is_a_short_honest_report(
    exhibition: Installation, session: Session, reader: Actor
) -> None:
    report = composed(exhibition, session, reader, "4205-2020")

    assert report.mark == ""
    text = words(report)
    assert report.is_brief
    assert "Mandal, Lindesnes og Marnardal ble evaluert i 2017, men poengene er ikke publisert." in text
    assert "Kompass kjenner ingen evaluering av den nye kommunen, Lindesnes, ennå." in text
    assert "Statistisk sentralbyrå, Klass 131" in text
    assert "CC BY 4.0" in text


@pytest.mark.parametrize(
    ("locale", "title"), [("nn", "Heim før og etter 2020"), ("en", "Heim before and after 2020")]
)
def test_report_in_each_language(
    exhibition: Installation, session: Session, reader: Actor, locale: str, title: str
) -> None:
    assert composed(exhibition, session, reader, "5055-2020", locale).title == title


def test_divided_municipality_with_boundary_notes(
    exhibition: Installation, session: Session, reader: Actor
) -> None:
    report = composed(exhibition, session, reader, "5055-2020")

    assert "17 % (anslått)" in words(report).replace("\u00a0", " ")
    assert "Snillfjord ble delt. Om lag" in section(report, "parts").findings[0]


def test_nothing_known_is_refused(exhibition: Installation, session: Session, reader: Actor) -> None:
    found = mergers.before_after(exhibition, session, reader, "0729-2018", "nb")

    with pytest.raises(NotPossibleNow, match="nothing_known"):
        merger_reports.merger_report(exhibition, found, "nb")


def test_compilation_without_a_merger(exhibition: Installation, session: Session, reader: Actor) -> None:
    graph = municipalities.register(session)
    units = [unit for key in ("9901-2020", "9902-2020") if (unit := graph.by_key(key))]
    starting = mergers.compiled(exhibition, session, reader, units, "nb")
    given: list[Report] = []

    def keep(report: Report, _folder: Path) -> bytes:
        given.append(report)
        raise NotPossibleNow  # or it would be kept for everyone who asks after us

    with pytest.raises(NotPossibleNow):
        merger_reports.compilation_report(exhibition, starting, "nb", render=keep)

    assert given[0].title == "Sammenstilling: Fjellvik og Sundøy"
    assert "after" not in [heading.id for heading in given[0].headings]


def test_largest_area_change_comes_first(exhibition: Installation, session: Session, reader: Actor) -> None:
    report = composed(exhibition, session, reader, "9914-2024")

    rows = cells(section(report, "changes").tables[0])
    written = [row[3].replace("−", "-").replace(",", ".") for row in rows[:-1]]
    assert [float(one) for one in written] == sorted((float(one) for one in written), reverse=True)


def test_report_asked_for_again_is_the_finished_one(
    exhibition: Installation, session: Session, reader: Actor
) -> None:
    rendered: list[str] = []

    def render(report: Report, _folder: Path) -> bytes:
        rendered.append(report.title)
        return b"%PDF- kept"

    for key in ("1507-2020", "1507-2020", "3030-2020"):
        found = mergers.before_after(exhibition, session, reader, key, "en")
        assert merger_reports.merger_report(exhibition, found, "en", render=render).content == b"%PDF- kept"

    assert rendered == ["Ålesund before and after 2020", "Lillestrøm before and after 2020"]


def test_compilation_of_many_has_a_short_file_name(
    exhibition: Installation, session: Session, reader: Actor
) -> None:
    graph = municipalities.register(session)
    units = [unit for number in range(1, 6) if (unit := graph.by_key(f"990{number}-2020"))]
    starting = mergers.compiled(exhibition, session, reader, units, "nb")

    document = merger_reports.compilation_report(exhibition, starting, "nb", render=lambda *_: b"%PDF- five")

    assert document.file_name == "sammenstilling-av-5-kommuner-9905-9903-9901-9904-9902-nb.pdf"


def test_compilation_of_nobody_known_is_refused(exhibition: Installation, session: Session, reader: Actor) -> None:
    graph = municipalities.register(session)
    units = [unit for key in ("0301-1838", "9924-2000") if (unit := graph.by_key(key))]
    units = units if len(units) == 2 else [unit for unit in graph.units if unit.name in ("Oslo", "Utsira")]
    starting = mergers.compiled(exhibition, session, reader, units, "nb")

    with pytest.raises(NotPossibleNow, match="nothing_known"):
        merger_reports.compilation_report(exhibition, starting, "nb")
