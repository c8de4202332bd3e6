"""Names of municipalities in other languages than Norwegian, and which language each is in.

The register has the names and not their languages: the first is Sámi, a second one Kven. Which Sámi language it is,
follows from where the municipality lies.
"""

NORTHERN, LULE, SOUTHERN, KVEN = "se", "smj", "sma", "fkv"
OF_LULE = frozenset({"Hábmer", "Divtasvuodna", "Fuolldá", "Fuossko"})
OF_SOUTHERN = frozenset(
    {"Aarborte", "Nåavmesjenjaelmie", "Oslove", "Raane", "Raarvihke", "Rosse", "Snåase", "Stïentje", "Tråante"}
)


def with_languages(other_names: str) -> tuple[tuple[str, str], ...]:
    """Each name with the code of its language; none when the municipality has no other name."""
    names = [name.strip() for name in other_names.split(";") if name.strip()]
    return tuple((name, _sami(name) if position == 0 else KVEN) for position, name in enumerate(names))


def _sami(name: str) -> str:
    if name in OF_LULE:
        return LULE
    return SOUTHERN if name in OF_SOUTHERN else NORTHERN
