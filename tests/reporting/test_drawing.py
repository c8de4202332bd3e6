"""A chart as a file of its own, printed like any report."""

import pytest

from kompass.domain.errors import KompassError
from kompass.reporting import charts, worker
from kompass.reporting.canvas import Pen
from kompass.reporting.data.drawing import ENDINGS, Drawing
from kompass.reporting.data.evaluation import EvaluationReport
from kompass.reporting.data.parts import Report
from kompass.reporting.data.word import AsWord
from kompass.reporting.evaluation.compose import evaluation_report
from tests.reporting.conftest import FOLDER, MIXED, make_material


def drawing(report: EvaluationReport, ending: str) -> Drawing:
    return Drawing(report.results.areas, ending, report.locale, "Områdene. Prøvevik", report.place, report.mark)


@pytest.mark.parametrize("ending", ENDINGS)
def test_drawing_is_the_chart_of_the_report_with_its_finding_and_its_words(
    report: EvaluationReport, ending: str
) -> None:
    figure, one = report.results.areas, drawing(report, ending)
    words, pen = charts.Words(one.title, f"{figure.caption} {figure.alternative}"), Pen(FOLDER / "fonts")
    draw = charts.svg_file if ending == "svg" else charts.png

    assert worker.render_here(one, FOLDER) == draw(figure.chart, report.mark, pen, words)


def test_drawing_has_nothing_but_its_chart(report: EvaluationReport) -> None:
    one = drawing(report, "svg")

    assert (one.template, one.foot, one.headings, one.figures) == ("", "", (), (report.results.areas,))


@pytest.mark.filterwarnings("ignore:Glyph")
def test_chart_that_cannot_be_drawn_names_the_character_and_the_chart() -> None:
    report = evaluation_report(make_material(MIXED, name="Ny市"))
    wanted: list[Report] = [*(drawing(report, ending) for ending in ENDINGS), AsWord(report)]

    for one in wanted:
        with pytest.raises(KompassError) as refused:
            worker.render_here(one, FOLDER)
        values = refused.value.values
        assert (refused.value.code, values["character"], values["point"]) == ("glyph_missing", "市", "U+5E02")
        assert values["heading"]
