"""Published results as the pages show them: how much is known, what was concluded, and the source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from kompass import formats
from kompass.domain.history import Depth, PublishedResult
from kompass.language import Language, language, marked
from kompass.reporting.sentences.published import conclusions

HIGHEST_TOTAL = 800

# Sources without an address.
UNADDRESSED: Mapping[str, str] = {
    "docplayer.me related-document list": marked("Dokumentlisten hos docplayer.me"),
}


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One published result; `year` and `total` are empty when not published.

    `share` places the total from 0 to 100. `areas` holds number and points; a source has text and address.
    """

    year: str
    edition: str
    depth: Depth
    total: str
    share: float
    areas: list[tuple[int, str]]
    conclusions: list[str]
    sources: list[tuple[str, str]]


def history_lines(results: Iterable[PublishedResult], locale: str) -> list[HistoryLine]:
    """Every published result, the newest first and those without a year last."""
    ordered = sorted(results, key=lambda result: -(result.year or 0))
    return [_line(result, language(locale)) for result in ordered]


def _line(result: PublishedResult, wanted: Language) -> HistoryLine:
    return HistoryLine(
        year="" if result.year is None else str(result.year),
        edition=result.edition,
        depth=result.depth,
        total="" if result.total is None else formats.number(result.total, wanted.locale),
        share=round(100 * (result.total or 0) / HIGHEST_TOTAL, 2),
        areas=[(n, formats.number(points, wanted.locale)) for n, points in enumerate(result.areas, 1)],
        conclusions=conclusions(wanted, result.inferred),
        sources=sources(result.source, wanted),
    )


def sources(text: str, wanted: Language) -> list[tuple[str, str]]:
    """Text and address of each source named; the address is empty for a source that has none."""
    return [_source(words, wanted) for words in _parts(text)]


def _source(words: str, wanted: Language) -> tuple[str, str]:
    parts = urlsplit(words)
    if parts.scheme in ("http", "https") and parts.hostname:
        return parts.hostname.removeprefix("www."), words
    return wanted.gettext(UNADDRESSED.get(words, words)), ""


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]
