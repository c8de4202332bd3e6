"""Which characters paper can print: those every font has, and nothing that turns or hides the text."""

import unicodedata
from pathlib import Path

import pytest

from kompass.domain.completeness import cleaned
from kompass.domain.errors import KompassError
from kompass.reporting.characters import unprintable
from kompass.reporting.fonts import require_glyphs
from tests.reporting.conftest import FOLDER

FONTS = FOLDER / "fonts"
ALPHABET = "abcdefghijklmnopqrstuvwxyzæøåáčđŋšŧžïöäüéèêóòôâñ"


@pytest.mark.parametrize(
    "text", [ALPHABET, ALPHABET.upper(), "0123456789 «»“”‘’–—…·×±≤≥§%‰€£½★→−", "\n\t a\u00a0b\u202fc"]
)
def test_what_is_written_here_can_be_printed(text: str) -> None:
    assert unprintable(text, FONTS) == ()


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("fest 🎉 og 🎉 og 市", "🎉市"),
        ("❤️ familie 👨‍👩‍👧 👍🏽", "👨👩👧👍🏽"),
        ("مرحبا", "مرحبا"),
        ("שלום", "שלום"),
        ("snudd \u202etekst\u202c", "\u202e\u202c"),
        ("eget tegn \ue000", "\ue000"),
        ("ikke tildelt \U0003ffff", "\U0003ffff"),
    ],
)
def test_what_cannot_be_printed_is_named_once_in_the_order_it_stands(text: str, lacking: str) -> None:
    assert unprintable(text, FONTS) == tuple(dict.fromkeys(lacking))


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\u200d", "\u2060", "\ufe0f", "\ufeff", "\u034f"])
def test_a_sign_without_a_shape_is_no_hindrance(sign: str) -> None:
    assert unprintable(f"sam{sign}funn", FONTS) == ()


def test_letters_of_two_parts_are_put_together_on_the_way_in() -> None:
    text = unicodedata.normalize("NFD", "é å č á")

    assert cleaned(text) == "é å č á"
    assert unprintable(cleaned(text), FONTS) == ()


def test_a_sign_that_turns_the_text_stops_the_report_and_is_told_where(tmp_path: Path) -> None:
    with pytest.raises(KompassError) as error:
        require_glyphs("<h2>Tiltak</h2><p>Planen \u202eplanen</p>", (), FONTS)

    assert error.value.code == "direction_turned"
    assert error.value.values == {"point": "U+202E", "heading": "Tiltak", "excerpt": "Planen planen"}
