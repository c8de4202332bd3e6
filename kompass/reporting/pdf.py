"""From HTML to a tagged PDF. Reaches nothing but its own folder; anything WeasyPrint complains of is an error."""

import gc
import logging
import os
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from kompass.domain.errors import KompassError

FONTS = ("Inter-Regular.ttf", "Inter-SemiBold.ttf", "InterDisplay-Light.ttf", "InterDisplay-SemiBold.ttf")
CHART = "chart:"
MIME_TYPES = {".svg": "image/svg+xml", ".css": "text/css", ".ttf": "font/ttf"}
# A fixed date, so that the same data give the same bytes.
os.environ.setdefault("SOURCE_DATE_EPOCH", "1767225600")


class ReportFailed(KompassError):
    """The report was not made; the code says why."""

    code = "report_failed"


class _Forbidden(FatalURLFetchingError):
    """An address the report may not reach."""


class Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint ships no types
    """Serves the charts handed in and files under the report folder, and refuses everything else."""

    def __init__(self, folder: Path, charts: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=())
        self._folder, self._charts = folder.resolve(), charts

    def fetch(self, url: str, headers: Any = None) -> Any:
        """The content of an address; WeasyPrint's own fatal error when it may not be reached."""
        if url.startswith(CHART) and url.removeprefix(CHART) in self._charts:
            return URLFetcherResponse(
                url, self._charts[url.removeprefix(CHART)], {"Content-Type": "image/svg+xml"}
            )
        if url.startswith("file://"):
            path = Path(url.removeprefix("file://")).resolve()
            if path.is_relative_to(self._folder) and path.suffix in MIME_TYPES and path.is_file():
                return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": MIME_TYPES[path.suffix]})
        raise _Forbidden(f"the report may not reach {url[:200]}")


class _Complaints(logging.Handler):
    """Collects what WeasyPrint and fontTools log."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def pdf(html: str, charts: Mapping[str, bytes], folder: Path) -> bytes:
    """The PDF (PDF/UA-1 asked for). ReportFailed when a font, a character or anything else is missing."""
    check_fonts(folder)
    check_glyphs(html, folder)
    with _complaints_raised(), _collector_off():
        fonts = FontConfiguration()
        fetcher = Fetcher(folder, charts)
        sheet = CSS(filename=folder / "print.css", url_fetcher=fetcher, font_config=fonts)
        content = HTML(string=html, base_url=f"file://{folder.resolve()}/", url_fetcher=fetcher).write_pdf(
            stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1", pdf_identifier=b"kompass"
        )
    return finished(bytes(content))


def finished(content: bytes) -> bytes:
    """Small repairs that WeasyPrint leaves to others: the title in the window, and tidy structure."""
    with pikepdf.open(BytesIO(content)) as document:
        preferences = document.Root.get("/ViewerPreferences", pikepdf.Dictionary())
        preferences["/DisplayDocTitle"] = True
        document.Root["/ViewerPreferences"] = preferences
        for page in document.pages:
            page.obj["/Tabs"] = pikepdf.Name("/S")
        target = BytesIO()
        document.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


def check_fonts(folder: Path) -> None:
    """ReportFailed when a font file is not there; without it another font would silently take its place."""
    for name in FONTS:
        if not (folder / "fonts" / name).is_file():
            raise ReportFailed("font_missing", font=name)


def check_glyphs(text: str, folder: Path) -> None:
    """ReportFailed, naming the character, when the fonts lack one; it would come out as an empty box."""
    missing = {c for c in set(text) if ord(c) not in glyphs(folder) and not c.isspace()}
    for character in sorted(missing):
        if unicodedata.category(character) not in ("Cf", "Cc"):
            raise ReportFailed("glyph_missing", character=character, code=f"U+{ord(character):04X}")


@lru_cache(maxsize=4)
def glyphs(folder: Path) -> frozenset[int]:
    """Every character that all the fonts of the report have."""
    found = [set(TTFont(folder / "fonts" / name, lazy=True).getBestCmap()) for name in FONTS]
    return frozenset(set.intersection(*found))


def isolate_fonts(folder: Path) -> None:
    """Let the text engine see the report's fonts only. Must be called before it is first used."""
    settings = Path(gettempdir()) / f"kompass-fonts-{os.getuid()}.conf"
    settings.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{(folder / 'fonts').resolve()}</dir><cachedir>{settings.with_suffix('.cache')}</cachedir>"
        "</fontconfig>",
        encoding="utf-8",
    )
    os.environ["FONTCONFIG_FILE"] = str(settings)


@contextmanager
def _complaints_raised() -> Iterator[None]:
    complaints = _Complaints()
    log = logging.getLogger("weasyprint")
    log.addHandler(complaints)
    try:
        yield
    except FatalURLFetchingError as error:
        raise ReportFailed(detail=str(error)) from error
    finally:
        log.removeHandler(complaints)
    if complaints.messages:
        raise ReportFailed(detail="; ".join(dict.fromkeys(complaints.messages))[:500])


@contextmanager
def _collector_off() -> Iterator[None]:
    # A render makes hundreds of thousands of objects that all live to its end: collecting is wasted work.
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
