"""What was concluded about published results rather than stated by their source, in the reader's words."""

from collections.abc import Mapping

from kompass.language import Language, marked

# As register/published-results.csv says it.
CONCLUSIONS: Mapping[str, str] = {
    "Edition inferred from date": marked("Utgaven står ikke i kilden. Vi har sluttet den av datoen."),
    "Year: unknown": marked("Året står ikke i kilden."),
    "Year: unknown (2019 or earlier)": marked("Året står ikke i kilden. Det var 2019 eller tidligere."),
    "Total: Ulstein (534) reports being 16 points behind Lom": marked(
        "Summen er sluttet av at Ulstein med 534 poeng oppgir å ligge 16 poeng bak Lom."
    ),
    "That it is Herøy in Møre og Romsdal is assumed": marked("Vi antar at kilden mener Herøy i Møre og Romsdal."),
    "Year inferred: report of 2018 speaks of the last two years": marked(
        "Året er sluttet av at rapporten fra 2018 omtaler de to siste årene."
    ),
}


def conclusions(wanted: Language, text: str) -> list[str]:
    """Each conclusion in `text`, parted by semicolons; one we have no words for is given as it stands."""
    parts = (part.strip() for part in text.split(";"))
    return [wanted.gettext(CONCLUSIONS.get(words, words)) for words in parts if words]
