"""A report as a Word file, from report data. Heavy to import, as the PDF is: it draws the same charts."""

from pathlib import Path

from kompass.language import language
from kompass.reporting import charts
from kompass.reporting.canvas import Pen
from kompass.reporting.data.parts import Report
from kompass.reporting.fonts import require_files, require_glyphs
from kompass.reporting.html import report_html
from kompass.reporting.word.writing import docx


def report_docx(report: Report, folder: Path, pen: Pen) -> bytes:
    """The report as .docx, by the same layouts as its PDF."""
    fonts = folder / "fonts"
    require_files(fonts)
    # Word finds another font for a character in the text; the images of the charts are drawn with ours.
    told = (
        charts.svg_file(one.chart, report.mark, pen, charts.Words(one.caption or report.title, one.alternative))
        for one in report.figures
    )
    require_glyphs("", (svg.decode() for svg in told), fonts)
    drawn = {one.name: charts.png(one.chart, report.mark, pen) for one in report.figures}
    pictures = {one.name: one.content for one in getattr(report, "pictures", ())}
    html = report_html(report, folder, language(report.locale))
    return docx(html, locale=report.locale, title=report.title, pictures=drawn | pictures)
