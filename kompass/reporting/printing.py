"""The heavy end of a report: charts, HTML and PDF. Importing this costs a second and 150 MB.

Nothing may import it at start; see `kompass.reporting.worker` for the one place that does so later.
"""

from functools import lru_cache
from pathlib import Path

from kompass.language import language
from kompass.reporting import charts
from kompass.reporting.canvas import Pen
from kompass.reporting.data import EvaluationReport, Figure
from kompass.reporting.fonts import require_files, require_glyphs
from kompass.reporting.html import evaluation_html
from kompass.reporting.pdf import Press


def evaluation_pdf(report: EvaluationReport, folder: Path) -> bytes:
    """The finished report, laid out by the templates, style sheet and fonts in `folder`."""
    fonts = folder / "fonts"
    require_files(fonts)
    drawings = {figure.name: charts.svg(figure.chart, report.mark, _pen(fonts)) for figure in figures(report)}
    html = evaluation_html(report, folder, language(report.locale))
    require_glyphs([html, *(svg.decode() for svg in drawings.values())], fonts)
    return _press(folder).pdf(html, drawings)


def figures(report: EvaluationReport) -> list[Figure]:
    """Every figure of the report."""
    results = report.results
    found = [report.cover.emblem, results.areas, results.profile, results.levels]
    return found + [area.figure for area in report.areas if area.figure]


@lru_cache
def _pen(fonts: Path) -> Pen:
    return Pen(fonts)


@lru_cache
def _press(folder: Path) -> Press:
    return Press(folder)
