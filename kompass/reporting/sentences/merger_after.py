"""Sentences of the merger report about what the new municipality got, held against its predecessors."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from kompass import formats
from kompass.domain.before_after import Comparison, Levelling
from kompass.domain.merged_processes import Fate
from kompass.domain.merger import BaselineKind
from kompass.reporting.sentences.mergers import NONE, joined
from kompass.reporting.sentences.voice import Voice


def outcome(voice: Voice, name: str, year_after: str, found: Comparison, of: BaselineKind) -> str:
    """What the new municipality got, and how far that is from the baseline."""
    difference = found.difference
    decimals = 0 if difference is None or difference.denominator == 1 else 1
    values = {
        "name": name,
        "year": year_after,
        "points": voice.whole(found.after or 0),
        "maximum": voice.whole(found.maximum),
        "distance": formats.number(abs(difference or Fraction(0)), voice.locale, decimals),
        "baseline": baseline(voice, of),
    }
    if difference is None:
        return voice.gettext("%(name)s fikk %(points)s av %(maximum)s poeng i %(year)s.") % values
    side = (difference > 0) - (difference < 0)
    alone = len(found.points) == 1
    texts = {
        ("range", 0): voice.gettext(
            "%(name)s fikk %(points)s av %(maximum)s poeng i %(year)s. Det er innenfor spennet av forgjengerne."
        ),
        ("range", 1): voice.gettext(
            "%(name)s fikk %(points)s av %(maximum)s poeng i %(year)s, %(distance)s over den høyeste forgjengeren."
        ),
        ("range", -1): voice.gettext(
            "%(name)s fikk %(points)s av %(maximum)s poeng i %(year)s, %(distance)s under den laveste forgjengeren."
        ),
        ("alone", 0): voice.gettext(
            "%(name)s fikk %(points)s av %(maximum)s poeng i %(year)s, like mange som forgjengeren."
        ),
        ("alone", 1): voice.gettext(
            "%(name)s fikk %(points)s av %(maximum)s poeng i %(year)s, %(distance)s over forgjengeren."
        ),
        ("alone", -1): voice.gettext(
            "%(name)s fikk %(points)s av %(maximum)s poeng i %(year)s, %(distance)s under forgjengeren."
        ),
        ("chosen", 0): voice.gettext(
            "%(name)s fikk %(points)s av %(maximum)s poeng i %(year)s. Grunnlaget, %(baseline)s, er det samme."
        ),
        ("chosen", 1): voice.gettext(
            "%(name)s fikk %(points)s av %(maximum)s poeng i %(year)s, %(distance)s over grunnlaget: %(baseline)s."
        ),
        ("chosen", -1): voice.gettext(
            "%(name)s fikk %(points)s av %(maximum)s poeng i %(year)s, %(distance)s under grunnlaget: %(baseline)s."
        ),
    }
    kind_of = "alone" if alone else "range" if of is BaselineKind.RANGE else "chosen"
    return texts[kind_of, side] % values


def levelled(voice: Voice, counts: Mapping[Levelling, int]) -> str:
    """«Av de 8 områdene er 1 løftet til den beste eller over og 7 mellom den beste og den svakeste.»."""
    texts = {
        Levelling.UP: voice.gettext("%(count)s løftet til den beste eller over"),
        Levelling.BETWEEN: voice.gettext("%(count)s mellom den beste og den svakeste"),
        Levelling.DOWN: voice.gettext("%(count)s på nivå med den svakeste eller under"),
        Levelling.UNCHANGED: voice.gettext("%(count)s uendret"),
    }
    parts = [text % {"count": voice.whole(counts[one])} for one, text in texts.items() if counts.get(one)]
    values = {"of": voice.whole(sum(counts.values())), "parts": joined(voice, parts)}
    return voice.gettext("Av de %(of)s områdene er %(parts)s.") % values


def fates_counted(voice: Voice, counts: Mapping[Fate, int]) -> str:
    """«Styrker som ble med videre: 83. Nye styrker: 1. …»."""
    return " ".join(f"{fate(voice, one)}: {voice.whole(counts.get(one, 0))}." for one in Fate)


# What they can be held against


def nothing_after(voice: Voice, name: str, years: Sequence[str]) -> str:
    if years:
        values = {"name": name, "year": joined(voice, years)}
        text = voice.gettext("%(name)s ble evaluert i %(year)s, men poengene er ikke publisert.") % values
    else:
        text = voice.gettext("Kompass kjenner ingen evaluering av den nye kommunen, %(name)s, ennå.") % {
            "name": name
        }
    return text + " " + voice.gettext("Når poengene kommer, kan det regnes ut hva som ble med videre.")


def other_edition_after(voice: Voice, name: str, found: str) -> str:
    return voice.gettext(
        "%(name)s ble evaluert med en annen utgave enn forgjengerne (%(edition)s). Utgavene har ulike spørsmål, så poengene "
        "kan ikke sammenlignes."
    ) % {"name": name, "edition": found}


def baseline(voice: Voice, found: BaselineKind) -> str:
    return {
        BaselineKind.RANGE: voice.gettext("spennet"),
        BaselineKind.WEIGHTED_MEAN: voice.gettext("snittet vektet etter innbyggere"),
        BaselineKind.MEAN: voice.gettext("snittet der hver kommune teller likt"),
        BaselineKind.LARGEST: voice.gettext("den største kommunen"),
        BaselineKind.BEST: voice.gettext("det beste av hver (ambisjon)"),
        BaselineKind.WORST: voice.gettext("det svakeste av hver"),
    }[found]


def caveat(voice: Voice, found: BaselineKind) -> str:
    return {
        BaselineKind.RANGE: voice.gettext("Tar ikke noe valg: fra laveste til høyeste forgjenger."),
        BaselineKind.WEIGHTED_MEAN: voice.gettext(
            "Det en gjennomsnittlig innbygger hadde. En liten kommune blir borte."
        ),
        BaselineKind.MEAN: voice.gettext("Hver organisasjon teller én gang, stor eller liten."),
        BaselineKind.LARGEST: voice.gettext("Den med flest innbyggere, alene."),
        BaselineKind.BEST: voice.gettext("En ambisjon. Tilfeldige utslag drar den oppover."),
        BaselineKind.WORST: voice.gettext("Et gulv. Tilfeldige utslag drar det nedover."),
    }[found]


def chosen(voice: Voice, found: BaselineKind) -> str:
    return voice.gettext(
        "Poeng kan ikke legges sammen over kommuner. Det forgjengerne hadde til sammen, er derfor et valg, og ingen av "
        "valgene er nøytrale. Denne rapporten bruker %(kind)s. Tabellen viser summen mot alle, så ingen kan skjule seg bak "
        "ett av dem."
    ) % {"kind": baseline(voice, found)}


def nothing_to_hold_against(voice: Voice) -> str:
    return voice.gettext("Det kan ikke holdes opp mot noe grunnlag, for det er for få forgjengere som har poeng.")


def largest_unknown(voice: Voice, name: str) -> str:
    return voice.gettext(
        "Den største kommunen, %(name)s, har ingen poeng å sammenligne med. Velg et annet grunnlag."
    ) % {"name": name}


def against_whole(voice: Voice, name: str) -> str:
    return voice.gettext("Den nye kommunen holdes opp mot hele %(name)s, slik kommunen var før delingen.") % {
        "name": name
    }


# Area for area


def levelling(voice: Voice, found: Levelling | None) -> str:
    if found is None:
        return NONE
    return {
        Levelling.UP: voice.gettext("løftet til den beste eller over"),
        Levelling.BETWEEN: voice.gettext("mellom"),
        Levelling.DOWN: voice.gettext("på nivå med den svakeste eller under"),
        Levelling.UNCHANGED: voice.gettext("uendret"),
    }[found]


def changes_caption(voice: Voice, of: BaselineKind, alone: str) -> str:
    """What «before» is in the table, and what the rows are ordered by."""
    if of is BaselineKind.RANGE and not alone:
        return voice.gettext(
            "Før: spennet. Den største forskjellen står først, og av like den som ligger lengst over det vektede snittet"
        )
    values = {"baseline": alone or baseline(voice, of)}
    return voice.gettext("Før: %(baseline)s. Den største forskjellen står først") % values


def dumbbell_in_words(voice: Voice, items: Sequence[str]) -> str:
    return voice.gettext("Diagram over poeng før og etter, ordnet etter forskjell. %(items)s.") % {
        "items": "; ".join(items)
    }


def dumbbell_item(voice: Voice, title: str, before: str, after: str, difference: str) -> str:
    return voice.gettext("%(title)s: før %(before)s, etter %(after)s, forskjell %(difference)s") % {
        "title": title,
        "before": before,
        "after": after,
        "difference": difference,
    }


def within_caption(voice: Voice, name: str, differences: Sequence[Fraction]) -> str:
    """How many areas lie above, within and below the range."""
    values = {
        "name": name,
        "count": voice.whole(len(differences)),
        "above": voice.whole(sum(one > 0 for one in differences)),
        "within": voice.whole(sum(one == 0 for one in differences)),
        "below": voice.whole(sum(one < 0 for one in differences)),
    }
    return (
        voice.gettext(
            "Av %(count)s områder ligger %(name)s over spennet i %(above)s, innenfor i %(within)s og under i %(below)s."
        )
        % values
    )


def dumbbell_caption(voice: Voice, most: tuple[str, Fraction, str], least: tuple[str, Fraction, str]) -> str:
    """The largest and the smallest difference: title, points, and points as text."""
    values = {
        "most": voice.quoted(most[0]),
        "up": most[2],
        "least": voice.quoted(least[0]),
        "down": least[2],
    }
    if most[1] == least[1]:
        return voice.gettext("Forskjellen er den samme i alle områdene: %(up)s.") % values
    if least[1] >= 0:
        return voice.gettext("Mest opp i %(most)s (%(up)s), minst i %(least)s (%(down)s).") % values
    if most[1] <= 0:
        return voice.gettext("Mest ned i %(least)s (%(down)s), minst i %(most)s (%(up)s).") % values
    return voice.gettext("Mest opp i %(most)s (%(up)s), mest ned i %(least)s (%(down)s).") % values


# Process for process


def fate(voice: Voice, found: Fate) -> str:
    return {
        Fate.KEPT: voice.gettext("Styrker som ble med videre"),
        Fate.GAINED: voice.gettext("Nye styrker"),
        Fate.LOST: voice.gettext("Styrker som ikke ble med videre"),
        Fate.NEW_WEAKNESS: voice.gettext("Nye svakheter (alle hadde dette før)"),
        Fate.INHERITED: voice.gettext("Svakheter som ble arvet"),
    }[found]


def fate_of_one(voice: Voice, found: Fate) -> str:
    """What became of one process, in a narrow column."""
    return {
        Fate.KEPT: voice.gettext("med videre"),
        Fate.GAINED: voice.gettext("ny styrke"),
        Fate.LOST: voice.gettext("ikke med videre"),
        Fate.NEW_WEAKNESS: voice.gettext("ny svakhet"),
        Fate.INHERITED: voice.gettext("arvet svakhet"),
    }[found]


def fate_meaning(voice: Voice, found: Fate) -> str:
    return {
        Fate.KEPT: voice.gettext("Minst én forgjenger hadde styrken, og den nye kommunen har den."),
        Fate.GAINED: voice.gettext("Ingen av forgjengerne hadde styrken. Den nye kommunen har den."),
        Fate.LOST: voice.gettext("Noen av forgjengerne hadde styrken. Den nye kommunen har den ikke."),
        Fate.NEW_WEAKNESS: voice.gettext("Alle forgjengerne hadde styrken. Den nye kommunen har den ikke."),
        Fate.INHERITED: voice.gettext(
            "Ingen av forgjengerne hadde styrken, og den nye kommunen har den heller ikke."
        ),
    }[found]
