"""The whole way from report data to PDF: charts, HTML, paper. Imports the heavy libraries; load it late."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from kompass.reporting.canvas import Pen
from kompass.reporting.charts import drawn
from kompass.reporting.data import EvaluationReport, Figure
from kompass.reporting.html import evaluation_html
from kompass.reporting.pdf import check_fonts, check_glyphs, isolate_fonts, pdf

TEXT = re.compile(r">([^<]*)</text>")


def rendered(report: EvaluationReport, folder: Path) -> bytes:
    """The evaluation report as PDF; ReportFailed when anything is missing."""
    check_fonts(folder)
    isolate_fonts(folder)
    charts = {f"{figure.name}.svg": drawn(figure.chart, _pen(folder)) for figure in figures_of(report)}
    for chart in charts.values():
        check_glyphs("".join(TEXT.findall(chart.decode())), folder)
    return pdf(evaluation_html(report, folder), charts, folder)


def figures_of(report: EvaluationReport) -> Iterator[Figure]:
    """Every figure of the report."""
    yield report.cover.emblem
    yield report.results.areas
    yield report.results.profile
    yield report.results.levels
    yield from (area.figure for area in report.areas if area.figure)


@lru_cache(maxsize=4)
def _pen(folder: Path) -> Pen:
    return Pen(folder / "fonts")
