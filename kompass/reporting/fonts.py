"""The fonts of the report: that they are there, and that they have every character the report wants to print.

Without this a missing character would come out as an empty box, or silently in a font of the machine.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

from kompass.domain.completeness import BIDI_CONTROLS
from kompass.domain.errors import KompassError
from kompass.reporting.characters import FILES, unprintable

CONFIGURATION = "fonts.conf"

HEADINGS = frozenset({"title", "h1", "h2", "h3", "h4"})
# Characters shown on either side of one that is missing.
AROUND = 30


def require_files(folder: Path) -> None:
    """KompassError when a font file is missing."""
    for name in (*FILES, CONFIGURATION):
        if not (folder / name).is_file():
            raise KompassError("font_missing", font=name)


def require_glyphs(html: str, drawings: Iterable[str], folder: Path) -> None:
    """KompassError naming the first character that cannot be printed, and where it stands.

    The drawings are SVG. Mark-up is plain ASCII, so it needs no parsing away to find the character.
    """
    for text in (html, *drawings):
        for character in unprintable(unescape(text), folder)[:1]:
            place = Reader(character).place(text)
            point = f"U+{ord(character):04X}"
            if character in BIDI_CONTROLS:
                excerpt = place.excerpt.replace(character, "")
                raise KompassError("direction_turned", point=point, excerpt=excerpt, heading=place.heading)
            values = {"character": character, "point": point}
            raise KompassError("glyph_missing", **values, excerpt=place.excerpt, heading=place.heading)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a character stands: some words around it, and the heading above, empty when there is none."""

    excerpt: str
    heading: str


class Reader(HTMLParser):
    """Reads a document up to the first text or alternative text with the character in it."""

    def __init__(self, character: str) -> None:
        super().__init__()
        self._character, self._found = character, ""
        self._heading: list[str] = []
        self._is_heading = False

    def place(self, text: str) -> Place:
        """Where the character stands in this document."""
        self.feed(text)
        self.close()
        return Place(self._found, " ".join("".join(self._heading).split()))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a new heading, or read what is said of an image."""
        if not self._found and tag in HEADINGS:
            self._heading, self._is_heading = [], True
        for _, value in attrs:
            self._look(value or "")

    def handle_endtag(self, tag: str) -> None:
        """The heading is whole."""
        if tag in HEADINGS:
            self._is_heading = False

    def handle_data(self, data: str) -> None:
        """Text, which may be part of a heading."""
        if self._is_heading:
            self._heading.append(data)
        self._look(data)

    def _look(self, text: str) -> None:
        if self._found or self._character not in text:
            return
        before, after = text.split(self._character, 1)
        start = f"…{before[-AROUND:].lstrip()}" if len(before) > AROUND else before.lstrip()
        end = f"{after[:AROUND].rstrip()}…" if len(after) > AROUND else after.rstrip()
        self._found = f"{start}{self._character}{end}"
