"""The fonts of the report: that they are there, and that they have every character the report wants to print.

Without this a missing character would come out as an empty box, or silently in a font of the machine.
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from html import unescape
from itertools import chain
from pathlib import Path

from fontTools.ttLib import TTFont

from kompass.domain.errors import KompassError

FILES = ("Inter-Regular.ttf", "Inter-SemiBold.ttf", "InterDisplay-Light.ttf", "InterDisplay-SemiBold.ttf")
CONFIGURATION = "fonts.conf"

# Characters that steer the text and have no shape of their own: separators, controls and marks of format.
SHAPELESS = frozenset({"Cc", "Cf", "Zl", "Zp"})


def require_files(folder: Path) -> None:
    """KompassError when a font file is missing."""
    for name in (*FILES, CONFIGURATION):
        if not (folder / name).is_file():
            raise KompassError("font_missing", font=name)


def require_glyphs(texts: Iterable[str], folder: Path) -> None:
    """KompassError naming the first character that not every font of the report has.

    The texts are HTML and SVG: mark-up is plain ASCII, so it needs no parsing away.
    """
    known = _characters(folder)
    for character in dict.fromkeys(chain.from_iterable(map(unescape, texts))):
        if character not in known and unicodedata.category(character) not in SHAPELESS:
            raise KompassError("glyph_missing", character=character, point=f"U+{ord(character):04X}")


@lru_cache
def _characters(folder: Path) -> frozenset[str]:
    found = [{chr(code) for code in _map_of(folder / name)} for name in FILES]
    return frozenset.intersection(*map(frozenset, found))


def _map_of(file: Path) -> Iterable[int]:
    with TTFont(file, lazy=True) as font:
        return list(font.getBestCmap())
