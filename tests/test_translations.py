"""The catalogues are complete, up to date, and use the same named values as the source."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[1]
UPDATE = "Run: bash script/translations"
VALUES = re.compile(r"%\((\w+)\)s")
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "marked": None}


@pytest.fixture(scope="module")
def messages() -> set[str]:
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(ROOT, methods, options, keywords=KEYWORDS)
    return {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}


def catalogue(locale: str) -> Catalog:
    with (ROOT / "translations" / locale / "LC_MESSAGES" / "kompass.po").open("rb") as file:
        return read_po(file, locale=locale)


def pairs(catalogue: Catalog) -> list[tuple[str, str | None]]:
    found = []
    for message in catalogue:
        ids = message.id if isinstance(message.id, (list, tuple)) else (message.id,)
        strings = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
        found += [(one, string) for one, string in zip(ids, strings, strict=True) if one]
    return found


@pytest.mark.parametrize("locale", ["nn", "en"])
def test_catalogue_holds_the_texts_of_the_program(locale: str, messages: set[str]) -> None:
    ids = {m.id[0] if isinstance(m.id, (list, tuple)) else m.id for m in catalogue(locale)} - {""}

    assert (messages - ids, ids - messages) == (set(), set()), UPDATE


@pytest.mark.parametrize("locale", ["nn", "en"])
def test_every_text_is_translated(locale: str) -> None:
    assert [source for source, string in pairs(catalogue(locale)) if not string] == []
    assert [message.id for message in catalogue(locale) if message.id and message.fuzzy] == []


@pytest.mark.parametrize("locale", ["nn", "en"])
def test_translations_use_the_values_of_the_source(locale: str) -> None:
    other = [
        (source, string)
        for source, string in pairs(catalogue(locale))
        if sorted(set(VALUES.findall(source))) != sorted(set(VALUES.findall(string or "")))
    ]

    assert other == []


@pytest.mark.parametrize("locale", ["nn", "en"])
def test_no_straight_quotes_or_double_spaces(locale: str) -> None:
    assert [string for _, string in pairs(catalogue(locale)) if re.search(r"['\"]|  ", string or "")] == []
