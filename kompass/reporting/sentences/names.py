"""Names of municipalities in other languages than Norwegian, and which language each is in.

The register has the names and not their languages: the first is Sámi, a second one Kven. Which Sámi language it is,
follows from where the municipality lies.
"""

import re

# Words and the code of their language; "" for the language of the page.
Spoken = tuple[tuple[str, str], ...]

NORTHERN, LULE, SOUTHERN, KVEN = "se", "smj", "sma", "fkv"
OF_LULE = frozenset({"Hábmer", "Divtasvuodna", "Fuolldá", "Fuossko"})
OF_SOUTHERN = frozenset(
    {"Aarborte", "Nåavmesjenjaelmie", "Oslove", "Raane", "Raarvihke", "Rosse", "Snåase", "Stïentje", "Tråante"}
)


def with_languages(other_names: str) -> Spoken:
    """Each name with the code of its language; none when the municipality has no other name."""
    names = [name.strip() for name in other_names.split(";") if name.strip()]
    return tuple((name, _sami(name) if position == 0 else KVEN) for position, name in enumerate(names))


def spoken(text: str, *other_names: str) -> Spoken:
    """A heading in pieces, each of the other names in it with its language; none when it has none of them.

    One text of other names for each municipality the heading is about.
    """
    languages = dict(pair for names in other_names for pair in with_languages(names))
    if not languages:
        return ()
    # The longest first: «Porsanki» is no part of another, but a name may be.
    longest = sorted(languages, key=len, reverse=True)
    found = re.split(rf"(?<!\w)({'|'.join(map(re.escape, longest))})(?!\w)", text)
    return tuple((piece, languages.get(piece, "")) for piece in found if piece) if len(found) > 1 else ()


def _sami(name: str) -> str:
    if name in OF_LULE:
        return LULE
    return SOUTHERN if name in OF_SOUTHERN else NORTHERN
