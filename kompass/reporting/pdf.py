"""From HTML to a tagged PDF. Reaches nothing but the charts it is given and the files of the report folder.

The only module that knows WeasyPrint. A line in WeasyPrint's log is a report that is not as it should be,
so it stops the report.
"""

import gc
import hashlib
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from warnings import catch_warnings, simplefilter

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from kompass.domain.errors import KompassError
from kompass.reporting.claims import VARIANT
from kompass.reporting.html import CHART_ADDRESS
from kompass.reporting.tags import finish

FILE_ADDRESS = "report:"
STYLE_SHEET = "print.css"
LOGGER = logging.getLogger("weasyprint")


class Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint carries no types
    """Hands out charts by name and files of the report folder, and refuses everything else."""

    def __init__(self, charts: Mapping[str, bytes], folder: Path) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self._charts, self._folder = charts, folder.resolve()

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """The chart or file at this address; KompassError for anything else."""
        del headers
        name = url.removeprefix(CHART_ADDRESS)
        if url.startswith(CHART_ADDRESS) and name in self._charts:
            return URLFetcherResponse(url, self._charts[name], {"Content-Type": _kind(self._charts[name])})
        path = (self._folder / url.removeprefix(FILE_ADDRESS)).resolve()
        if url.startswith(FILE_ADDRESS) and path.is_relative_to(self._folder) and path.is_file():
            return URLFetcherResponse(url, path.read_bytes())
        raise FatalURLFetchingError(f"refused: {url}")


class Press:
    """Prints reports laid out in one folder. Fonts and style sheet are read once and used for every report."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._fonts = FontConfiguration()
        with _no_complaints():
            self._style = CSS(
                string=(folder / STYLE_SHEET).read_text(encoding="utf-8"),
                font_config=self._fonts,
                url_fetcher=Fetcher({}, folder),
            )

    def pdf(self, html: str, charts: Mapping[str, bytes]) -> bytes:
        """The document, tagged; KompassError when anything is missing or refused."""
        with _no_complaints(), _no_collector(), catch_warnings():
            # WeasyPrint leaves the file of its own colour profile to be closed by Python.
            simplefilter("ignore", ResourceWarning)
            try:
                document = HTML(string=html, url_fetcher=Fetcher(charts, self._folder))
                content: Any = document.write_pdf(
                    stylesheets=[self._style],
                    font_config=self._fonts,
                    pdf_variant=VARIANT,
                    pdf_identifier=hashlib.sha256(html.encode()).digest(),
                    finisher=finish,
                )
            except FatalURLFetchingError as error:
                raise KompassError("report_failed", detail=str(error)) from error
        return bytes(content)


def _kind(picture: bytes) -> str:
    return "image/png" if picture.startswith(b"\x89PNG") else "image/svg+xml"


class _Complaints(logging.Handler):
    """Collects what WeasyPrint warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@contextmanager
def _no_complaints() -> Iterator[None]:
    """KompassError when WeasyPrint logged a warning or an error; it would otherwise go on without."""
    complaints = _Complaints()
    LOGGER.addHandler(complaints)
    try:
        yield
    finally:
        LOGGER.removeHandler(complaints)
    if complaints.lines:
        raise KompassError("report_failed", detail=complaints.lines[0])


@contextmanager
def _no_collector() -> Iterator[None]:
    """A render makes millions of objects that live until it ends; looking for rubbish among them costs a fifth.

    What was made meanwhile is the youngest generation, so looking through that afterwards is enough; looking
    through all that the process holds would take longer than the council summary itself.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.collect(0)
        if was_on:
            gc.enable()
