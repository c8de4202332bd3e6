"""A report as a Word file, from report data."""

from collections.abc import Mapping
from pathlib import Path

from kompass.language import language
from kompass.reporting.data.parts import Report
from kompass.reporting.html import report_html
from kompass.reporting.word.writing import docx


def report_docx(report: Report, folder: Path, images: Mapping[str, bytes]) -> bytes:
    """The report as .docx, by the same layouts as its PDF. `images` holds the PNG of each chart by its name."""
    pictures = {one.name: one.content for one in getattr(report, "pictures", ())}
    html = report_html(report, folder, language(report.locale))
    return docx(html, locale=report.locale, title=report.title, pictures={**images, **pictures})
