"""Which characters the fonts of the report can print. Light: nothing of what prints is imported here."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from kompass.domain.completeness import BIDI_CONTROLS

FILES = ("Inter-Regular.ttf", "Inter-SemiBold.ttf", "InterDisplay-Light.ttf", "InterDisplay-SemiBold.ttf")

# Characters that steer the text and have no shape of their own: separators, controls and marks of format.
SHAPELESS = frozenset({"Cc", "Cf", "Zl", "Zp"})
# Choose between the looks of the character before, or join it to the next; the fonts pass over them.
SELECTORS = frozenset(("\u034f", *map(chr, range(0xFE00, 0xFE10))))
# What a private character means, is known to one font only, and to no screen reader.
PRIVATE = "Co"


def unprintable(text: str, fonts: Path) -> tuple[str, ...]:
    """The characters of a text that not every font of the report has, each once, in the order they stand.

    Signs that turn the direction of the text are among them: they would turn the rest of the line.
    """
    known = _known(fonts)
    return tuple(one for one in dict.fromkeys(text) if one not in known and not _is_shapeless(one))


def _is_shapeless(character: str) -> bool:
    if character in BIDI_CONTROLS:
        return False
    return character in SELECTORS or unicodedata.category(character) in SHAPELESS


@lru_cache
def _known(fonts: Path) -> frozenset[str]:
    found = [frozenset(map(chr, _codes_of(fonts / name))) for name in FILES]
    return frozenset(one for one in frozenset.intersection(*found) if unicodedata.category(one) != PRIVATE)


def _codes_of(file: Path) -> Iterable[int]:
    # Heavy, and asked for once: web pages that save no text start without it.
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    with TTFont(file, lazy=True) as font:
        return list(font.getBestCmap())
