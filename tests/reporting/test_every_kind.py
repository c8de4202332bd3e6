"""Every kind of report on paper: by checkers that are not ours, and by its tags, as a screen reader meets it."""

import re
import subprocess
from collections.abc import Callable
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import outloud
import pdfua
import pytest
from pypdf import PdfReader

from kompass.domain.merger import merger
from kompass.language import language
from kompass.reporting.booklet.compose import booklet
from kompass.reporting.booklet.sheet import scoring_sheet
from kompass.reporting.data.parts import Report
from kompass.reporting.development.compose import development_report
from kompass.reporting.letter import letter
from kompass.reporting.merger.compose import merger_report
from kompass.reporting.printing import report_pdf
from kompass.reporting.sentences.voice import Voice
from kompass.reporting.summary.compose import council_summary
from tests.reporting import mergers as made
from tests.reporting import test_development as development
from tests.reporting import test_letter as letters
from tests.reporting.conftest import FOLDER, MIXED, full_report, make_material, small_framework
from tests.reporting.test_merger_paper import composed


def compilation() -> Report:
    """Three municipalities side by side, known to every process, before anything is decided."""
    levels = ((4, 0, 2, 3, 1, 4), (2, 4, 1, 3, 1, 3), (0, 1, 2, 3, 0, 4))
    partners = [
        made.partner(n, name, 900 * n, made.scored(*levels[n])) for n, name in enumerate(("Vest", "Aust", "Sør"))
    ]
    return merger_report(made.material(merger(partners)))


KINDS: dict[str, Callable[[], Report]] = {
    "evaluation": full_report,
    "summary": lambda: council_summary(make_material(MIXED)),
    "merger": composed,
    "compilation": compilation,
    "development": lambda: development_report(development.made(*development.TWO)),
    "booklet": lambda: booklet(small_framework(), Voice(language("nb"))),
    "sheet": lambda: scoring_sheet(small_framework(), Voice(language("nb"))),
    "letter": lambda: letter(letters.made()),
}


class Paper(NamedTuple):
    """A report, its PDF, the file it is in, and its tags with their depth, in the order they are read."""

    report: Report
    content: bytes
    file: Path
    tags: list[tuple[int, str]]

    def under(self, place: int) -> list[str]:
        """The tags below the one at this place."""
        depth, found = self.tags[place][0], []
        for below, tag in self.tags[place + 1 :]:
            if below <= depth:
                break
            found.append(tag)
        return found

    def places(self, *wanted: str) -> list[int]:
        return [place for place, (_, tag) in enumerate(self.tags) if tag in wanted]


@pytest.fixture(params=KINDS)
def paper(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Paper:
    return printed(request.param, tmp_path_factory.getbasetemp())


@cache
def printed(kind: str, folder: Path) -> Paper:
    """The paper of this kind; printed once, for all that is asked of it."""
    report = KINDS[kind]()
    content, file = report_pdf(report, FOLDER), folder / f"{kind}.pdf"
    file.write_bytes(content)
    told = subprocess.run(["pdfinfo", "-struct", file], capture_output=True, text=True, check=True).stdout
    lines = (re.match(r"( *)(\w+)(?: <[\w-]+>)?(?: \(\w+\))?:?$", line) for line in told.splitlines())
    return Paper(report, content, file, [(len(found[1]), found[2]) for found in lines if found])


def test_other_checkers_find_no_error(paper: Paper) -> None:
    assert [found for found in outloud.check(str(paper.file)).findings if found.severity == "error"] == []
    assert pdfua.validate(str(paper.file)).findings == ()
    assert subprocess.run(["qpdf", "--check", paper.file], capture_output=True, check=False).returncode == 0


def test_one_title_and_headings_in_order(paper: Paper) -> None:
    levels = [int(tag[1]) for _, tag in paper.tags if re.fullmatch(r"H[1-6]", tag)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_lists_have_items_and_tables_have_headings(paper: Paper) -> None:
    for place in paper.places("L"):
        assert {"LI", "LBody"} <= set(paper.under(place))
    for place in paper.places("Table"):
        assert {"TR", "TD", "TH"} <= set(paper.under(place))


def test_no_paragraph_stands_in_another(paper: Paper) -> None:
    for place in paper.places("P"):
        assert "P" not in paper.under(place)


def test_every_drawing_is_a_figure_with_words(paper: Paper) -> None:
    figures = {figure.name: figure.alternative for figure in paper.report.figures}

    assert len(paper.places("Figure")) == len(figures)
    assert all(len(words) > 20 for words in figures.values())


def test_file_has_language_title_and_a_bookmark_for_each_heading(paper: Paper) -> None:
    reader = PdfReader(BytesIO(paper.content))
    root: Any = reader.trailer["/Root"]
    metadata: Any = reader.metadata

    assert (root["/Lang"], metadata.title) == (paper.report.locale, paper.report.title)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    for heading in paper.report.headings:
        assert f"'/Title': '{heading.number} {heading.title}".replace("' ", "'") in str(reader.outline)
