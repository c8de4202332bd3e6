"""The heavy end of a report: charts, HTML and PDF. Importing this costs a second and 150 MB.

Nothing may import it at start; see `kompass.reporting.worker` for the one place that does so later.
"""

from functools import lru_cache
from pathlib import Path

from kompass.language import language
from kompass.reporting import charts
from kompass.reporting.canvas import Pen
from kompass.reporting.data.drawing import Drawing
from kompass.reporting.data.parts import Figure, Report
from kompass.reporting.data.word import AsWord
from kompass.reporting.fonts import require_files, require_glyphs
from kompass.reporting.html import report_html
from kompass.reporting.pdf import Press
from kompass.reporting.word.printing import report_docx


def printed(report: Report, folder: Path) -> bytes:
    """The finished report as the file it is wanted as."""
    if isinstance(report, AsWord):
        require_files(folder / "fonts")
        # Word finds another font for a character in the text; the images of the charts are drawn with ours.
        images = {one.name: drawn(_image(one, report), folder) for one in report.figures}
        return report_docx(report.report, folder, images)
    if isinstance(report, Drawing):
        return drawn(report, folder)
    return report_pdf(report, folder)


def _image(figure: Figure, report: Report) -> Drawing:
    return Drawing(figure, "png", report.locale, figure.caption or report.title, report.place, report.mark)


def drawn(one: Drawing, folder: Path) -> bytes:
    """A chart as a file of its own."""
    fonts = folder / "fonts"
    require_files(fonts)
    words, pen, chart = charts.Words(one.title, one.words), _pen(fonts), one.figure.chart
    # An image would show an empty box for a character the font does not have.
    svg = charts.svg_file(chart, one.mark, pen, words)
    require_glyphs("", (svg.decode(),), fonts)
    return svg if one.ending == "svg" else charts.png(chart, one.mark, pen, words)


def report_pdf(report: Report, folder: Path) -> bytes:
    """The finished report, laid out by the templates, style sheet and fonts in `folder`."""
    fonts = folder / "fonts"
    require_files(fonts)
    drawings = {figure.name: charts.svg(figure.chart, report.mark, _pen(fonts)) for figure in report.figures}
    pictures = {picture.name: picture.content for picture in getattr(report, "pictures", ())}
    html = report_html(report, folder, language(report.locale))
    require_glyphs(html, (svg.decode() for svg in drawings.values()), fonts)
    return _press(folder).pdf(html, drawings | pictures)


@lru_cache
def _pen(fonts: Path) -> Pen:
    return Pen(fonts)


@lru_cache
def _press(folder: Path) -> Press:
    return Press(folder)
