"""The report as HTML, by its elements."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
import tinyhtml5  # type: ignore[import-untyped]  # WeasyPrint's own parser
from jinja2 import UndefinedError

from kompass.language import language
from kompass.reporting.data.evaluation import EvaluationReport, Practice
from kompass.reporting.evaluation.compose import evaluation_report
from kompass.reporting.html import report_html
from tests.reporting.conftest import FOLDER, MIXED, make_material, titled

HOSTILE = "<script>alert(1)</script> $$ {{7*7}} %s {0.__class__}"


def parsed(report: EvaluationReport) -> Element:
    html = report_html(report, FOLDER, language(report.locale))
    found: Element = tinyhtml5.parse(html, namespace_html_elements=False)
    return found


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_one_title_and_headings_in_order(report: EvaluationReport) -> None:
    root = parsed(report)
    levels = [int(e.tag[1]) for e in root.iter() if e.tag in ("h1", "h2", "h3", "h4")]

    assert root.get("lang") == "nb"
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_every_line_of_the_contents_leads_to_a_heading(report: EvaluationReport) -> None:
    root = parsed(report)
    headings = {e.get("id"): words(e) for e in root.iter() if e.tag in ("h2", "h3")}
    lines = [(a.get("href", "")[1:], words(a)) for a in root.iter("a")]

    assert [target for target, _ in lines] == [heading.id for heading in report.headings]
    assert all(headings[target].endswith(text) for target, text in lines)


def test_every_chart_has_its_finding_and_its_content_in_words(report: EvaluationReport) -> None:
    root = parsed(report)
    images = {image.get("src"): image.get("alt") for image in root.iter("img")}

    assert images == {f"chart:{figure.name}": figure.alternative for figure in report.figures}
    assert all(" ".join(figure.caption.split()) in words(root) for figure in report.figures)


def test_every_header_cell_says_what_it_heads(report: EvaluationReport) -> None:
    cells = list(parsed(report).iter("th"))

    assert len(cells) > 50
    assert {cell.get("scope") for cell in cells} == {"col", "row", "rowgroup"}


def test_columns_of_the_group_are_there_only_with_a_group() -> None:
    with_group, without = (
        words(parsed(evaluation_report(make_material(MIXED, group=group)))) for group in (True, False)
    )

    assert "Snitt i gruppen" in with_group
    assert "Snitt i gruppen" not in without
    assert "Målt mot gruppen" not in without


def test_text_of_people_is_text(report: EvaluationReport) -> None:
    area = replace(report.areas[0], not_applicable=(Practice("1.1.1", HOSTILE, "", HOSTILE),))
    root = parsed(replace(titled(report, HOSTILE), areas=(area, *report.areas[1:])))

    assert words(root).count(HOSTILE) == 3
    assert not list(root.iter("script"))


def test_a_variable_that_is_not_there_stops_the_report(report: EvaluationReport, tmp_path: Path) -> None:
    (tmp_path / "evaluation").mkdir()
    (tmp_path / "evaluation" / "report.html").write_text("{{ report.finnes_ikke }}")

    with pytest.raises(UndefinedError):
        report_html(report, tmp_path, language("nb"))
