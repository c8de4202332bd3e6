"""A report as a Word file, from report data. Heavy to import when it has charts, as the PDF is."""

from collections.abc import Callable
from pathlib import Path

from kompass.language import language
from kompass.reporting import charts
from kompass.reporting.canvas import Pen
from kompass.reporting.data.charts import Chart
from kompass.reporting.data.parts import Report
from kompass.reporting.fonts import require_files
from kompass.reporting.html import report_html
from kompass.reporting.word.writing import docx

Drawing = Callable[[Chart, str, Pen], bytes]


def report_docx(report: Report, folder: Path, pen: Pen) -> bytes:
    """The report as .docx, by the same layouts as its PDF."""
    require_files(folder / "fonts")
    draw: Drawing | None = getattr(charts, "png", None)
    drawn = {one.name: draw(one.chart, report.mark, pen) for one in report.figures} if draw else {}
    pictures = {one.name: one.content for one in getattr(report, "pictures", ())}
    html = report_html(report, folder, language(report.locale))
    return docx(html, locale=report.locale, title=report.title, pictures=drawn | pictures)
