"""Charts: text is text, user text is never mathematics, and the same data give the same bytes."""

from dataclasses import replace
from typing import Any

import pytest

from kompass.reporting import charts
from kompass.reporting.canvas import Pen
from kompass.reporting.data.evaluation import EvaluationReport
from kompass.reporting.data.parts import Figure
from tests.reporting.conftest import FOLDER


@pytest.fixture(scope="module")
def pen() -> Pen:
    return Pen(FOLDER / "fonts")


def drawn(figure: Figure, pen: Pen, mark: str = "") -> str:
    return charts.svg(figure.chart, mark, pen).decode()


def test_same_data_give_the_same_bytes(report: EvaluationReport, pen: Pen) -> None:
    for figure in report.figures:
        assert drawn(figure, pen) == drawn(figure, pen)


def test_labels_and_the_mark_are_text(report: EvaluationReport, pen: Pen) -> None:
    svg = drawn(report.results.areas, pen, "Eksempeldata: oppdiktede tall")

    assert "Ledelse" in svg
    assert "Eksempeldata: oppdiktede tall" in svg


@pytest.mark.parametrize("text", ["$$", r"$\frac{1}{$", "Kostnad $1 og $2", "{{7*7}}", "a < b & c"])
def test_hostile_labels_come_out_literally(report: EvaluationReport, pen: Pen, text: str) -> None:
    chart: Any = report.results.areas.chart
    strips = tuple(replace(strip, label=text) for strip in chart.strips)
    svg = drawn(replace(report.results.areas, chart=replace(chart, strips=strips)), pen)

    assert text.replace("&", "&amp;").replace("<", "&lt;") in svg


def test_long_label_is_shortened_by_its_width(pen: Pen) -> None:
    lines = pen.wrapped("Guovdageainnu suohkan og " + "x" * 400, 150, 9)

    assert len(lines) <= 2
    assert all(pen.width(line, 9) <= 150 for line in lines)
