"""Whether every word of a PDF lies where words may stand."""

import subprocess
from dataclasses import dataclass
from xml.etree import ElementTree

MILLIMETRE = 72 / 25.4
XHTML = "{http://www.w3.org/1999/xhtml}"
# A sign may reach a hair beyond its box.
SLACK = 1.0


@dataclass(frozen=True, slots=True)
class Stray:
    """A word outside; `page` counts from 1, `left` and `right` are millimetres from the left edge."""

    page: int
    word: str
    left: float
    right: float


def strays(content: bytes, *, left: float, right: float, first: int = 1) -> list[Stray]:
    """The words from page `first` on that leave the margins, given in millimetres, or the page at top or foot."""
    drawn = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=content, capture_output=True, check=True)
    root = ElementTree.fromstring(drawn.stdout)  # noqa: S314  of a PDF of our own
    found = []
    for number, page in enumerate(root.iter(f"{XHTML}page"), 1):
        width, height = float(page.attrib["width"]), float(page.attrib["height"])
        for word in page.iter(f"{XHTML}word"):
            start, end = float(word.attrib["xMin"]), float(word.attrib["xMax"])
            is_within = left * MILLIMETRE - SLACK <= start and end <= width - right * MILLIMETRE + SLACK
            is_on_page = float(word.attrib["yMin"]) >= 0 and float(word.attrib["yMax"]) <= height
            if number >= first and not (is_within and is_on_page):
                found.append(Stray(number, word.text or "", start / MILLIMETRE, end / MILLIMETRE))
    return found
