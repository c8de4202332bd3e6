"""Which languages there are, how one is chosen, and their catalogues. Bokmål is the source language."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

SOURCE = "nb"
NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}
LOCALES = tuple(NAMES)
CATALOGUES = Path(__file__).resolve().parent.parent / "translations"

# Browsers in Norway often send plain «no»; left alone it matches nothing and the reader gets English.
SYNONYMS = {"no": "nb", "nb": "nb", "nn": "nn", "en": "en", "da": "nb", "sv": "nb"}


def marked(message: str) -> str:
    """Mark a message for the catalogues without translating it yet."""
    return message


@dataclass(frozen=True)
class Language:
    """One locale and its translations; the object texts are asked from."""

    locale: str
    translations: NullTranslations

    def gettext(self, message: str) -> str:
        return self.translations.gettext(message)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return self.translations.ngettext(singular, plural, number)


@lru_cache
def language(locale: str) -> Language:
    """The language of a locale; KeyError for one we do not have."""
    if locale not in NAMES:
        raise KeyError(locale)
    path = CATALOGUES / locale / "LC_MESSAGES" / "kompass.po"
    if locale == SOURCE or not path.exists():
        return Language(locale, NullTranslations())
    # Read from the text catalogue, so that there is no compiled copy to forget to rebuild.
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=locale))
    compiled.seek(0)
    return Language(locale, Translations(compiled))


def chosen_locale(wishes: Iterable[str]) -> str:
    """The first wish we can meet («nn-NO» counts as «nn»), else bokmål."""
    for wish in wishes:
        base = wish.replace("_", "-").split("-")[0].lower()
        if base in SYNONYMS:
            return SYNONYMS[base]
    return SOURCE
