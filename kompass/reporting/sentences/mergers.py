"""Sentences of the merger report and the compilation; its method is worded in merger_rules.py."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from kompass import formats
from kompass.domain.before_after import Comparison, LeftOut, Levelling
from kompass.domain.editions import EditionKey
from kompass.domain.history import Depth, KnownResult
from kompass.domain.merged_processes import Fate
from kompass.domain.merger import BaselineKind, Coverage
from kompass.domain.register import Change
from kompass.reporting.sentences.voice import Voice

NONE = "–"


def joined(voice: Voice, names: Sequence[str]) -> str:
    """«Mandal, Marnardal og Lindesnes»."""
    return formats.listing(list(names), voice.locale)


def raised(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


# Cover and summary


def merger_title(voice: Voice, name: str, year: int) -> str:
    return voice.gettext("%(name)s før og etter %(year)s") % {"name": name, "year": year}


def compilation_title(voice: Voice, names: str) -> str:
    return voice.gettext("Sammenstilling: %(names)s") % {"names": names}


def short_title(voice: Voice, count: int) -> str:
    return voice.gettext("Sammenstilling av %(count)s kommuner") % {"count": voice.whole(count)}


def kind(voice: Voice, *, is_merger: bool, is_alone: bool) -> str:
    if not is_merger:
        return voice.gettext("Kommunekompasset: sammenstilling av kommuner")
    if is_alone:
        return voice.gettext("Kommunekompasset før og etter en deling")
    return voice.gettext("Kommunekompasset før og etter en sammenslåing")


def when(voice: Voice, year: int) -> str:
    return voice.gettext("før og etter %(year)s") % {"year": year}


def invented(voice: Voice) -> str:
    return voice.gettext("Eksempeldata. Kommunene, svarene og alle tallene er oppdiktet.")


def partly_invented(voice: Voice, names: Sequence[str]) -> str:
    return voice.gettext("Eksempeldata. %(names)s og alle tallene deres er oppdiktet.") % {
        "names": joined(voice, names)
    }


def part_of(voice: Voice, name: str) -> str:
    return voice.gettext("en del av %(name)s") % {"name": name}


def became(voice: Voice, names: Sequence[str], successor: str, day: date) -> str:
    values = {"names": joined(voice, names), "name": successor, "date": formats.long_date(day, voice.locale)}
    return raised(voice.gettext("%(names)s ble til %(name)s %(date)s.") % values)


def came_out_of(voice: Voice, name: str, successor: str, day: date) -> str:
    values = {"names": name, "name": successor, "date": formats.long_date(day, voice.locale)}
    return voice.gettext("%(name)s ble skilt ut da %(names)s ble delt %(date)s.") % values


def side_by_side(voice: Voice, names: Sequence[str]) -> str:
    return voice.gettext("%(names)s ved siden av hverandre, slik hver av dem sist ble evaluert.") % {
        "names": joined(voice, names)
    }


def coverage(voice: Voice, found: Coverage) -> str:
    values = {"count": voice.whole(found.count), "of": voice.whole(found.of), "share": voice.percent(found.share)}
    return voice.gettext("Dekning: %(count)s av %(of)s kommuner, %(share)s av innbyggerne") % values


def too_little(voice: Voice, found: Coverage) -> str:
    if not found.count:
        return voice.gettext(
            "Ingen av dem har poeng som kan sammenlignes. Derfor er det ikke regnet ut noe grunnlag."
        )
    values = {"count": voice.whole(found.count), "of": voice.whole(found.of), "share": voice.percent(found.share)}
    return (
        voice.gettext(
            "Bare %(count)s av %(of)s kommuner, med %(share)s av innbyggerne, har poeng som kan sammenlignes. Det er "
            "mindre enn to tredeler, og derfor er det ikke regnet ut noe grunnlag. Poengene som finnes, står likevel."
        )
        % values
    )


def starting(voice: Voice, found: Comparison, *, is_merger: bool) -> str:
    """What the predecessors had in all."""
    low, high = min(found.points.values()), max(found.points.values())
    values = {
        "low": voice.whole(low),
        "high": voice.whole(high),
        "maximum": voice.whole(found.maximum),
        "mean": voice.tenth(found.mean or Fraction(0)),
    }
    if len(found.points) == 1:
        values["name"] = next(iter(found.points)).name
        return voice.gettext("%(name)s hadde %(low)s av %(maximum)s poeng.") % values
    text = (
        voice.gettext(
            "Den nye kommunen startet et sted mellom %(low)s og %(high)s av %(maximum)s poeng: det den svakeste og "
            "den sterkeste forgjengeren hadde. Snittet vektet etter innbyggere er %(mean)s."
        )
        if is_merger
        else voice.gettext(
            "Kommunene har fra %(low)s til %(high)s av %(maximum)s poeng. Snittet vektet etter innbyggere er "
            "%(mean)s."
        )
    )
    return text % values


def best_in(voice: Voice, name: str, areas: Sequence[str], of: int, *, is_merger: bool) -> str:
    """In which of the `of` areas one has the most points; all of them are not listed."""
    values = {"name": name, "areas": voice.listed(list(areas)), "count": voice.whole(of)}
    if len(areas) == of > 1:
        text = (
            voice.gettext("%(name)s hadde flest poeng i alle de %(count)s områdene.")
            if is_merger
            else voice.gettext("%(name)s har flest poeng i alle de %(count)s områdene.")
        )
        return text % values
    if is_merger:
        return voice.gettext("%(name)s hadde flest poeng i %(areas)s.") % values
    return voice.gettext("%(name)s har flest poeng i %(areas)s.") % values


def gaps_counted(voice: Voice, count: int, level: str) -> str:
    values = {"count": voice.whole(count), "level": level}
    return (
        voice.ngettext(
            "I én prosess når ingen av kommunene nivået «%(level)s».",
            "I %(count)s prosesser når ingen av kommunene nivået «%(level)s».",
            count,
        )
        % values
    )


def lessons_counted(voice: Voice, count: int) -> str:
    return voice.ngettext(
        "I én prosess står én kommune på øverste nivå mens en annen knapt er i gang.",
        "I %(count)s prosesser står én kommune på øverste nivå mens en annen knapt er i gang.",
        count,
    ) % {"count": voice.whole(count)}


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


def judgement(voice: Voice) -> str:
    return voice.gettext(
        "Nivåene er satt av mennesker, etter skjønn. Noen få poeng fra eller til betyr lite. Se heller etter mønster: "
        "områder der flere prosesser peker samme vei."
    )


# The partners


def depth(voice: Voice, found: Depth) -> str:
    return {
        Depth.EXISTS: voice.gettext("poengene er ikke publisert"),
        Depth.TOTAL: voice.gettext("bare summen er publisert"),
        Depth.AREAS: voice.gettext("sum og områder er publisert"),
        Depth.FULL: voice.gettext("kjent ned til hver prosess"),
    }[found]


def left_out(voice: Voice, names: Sequence[str], known: KnownResult | None, reason: LeftOut) -> str:
    """Why these predecessors, alike in this, have no points."""
    name, are_many = joined(voice, names), len(names) > 1
    if known is None:
        text = (
            voice.gettext("%(names)s: Kompass kjenner ingen evaluering. Det betyr ikke at de aldri er evaluert.")
            if are_many
            else voice.gettext(
                "%(name)s: Kompass kjenner ingen evaluering. Det betyr ikke at kommunen aldri er evaluert."
            )
        )
        return text % {"name": name, "names": name}
    is_dated = known.year is not None
    values = {
        "name": name,
        "names": name,
        "year": known.year if is_dated else voice.gettext("et ukjent år"),
        "edition": known.edition.edition,
    }
    if reason is LeftOut.NO_FIGURES:
        text = {
            (True, False): voice.gettext("%(name)s ble evaluert i %(year)s, men poengene er ikke publisert."),
            (True, True): voice.gettext("%(names)s ble evaluert i %(year)s, men poengene er ikke publisert."),
            (False, False): voice.gettext("%(name)s er evaluert, men verken år eller poeng er publisert."),
            (False, True): voice.gettext("%(names)s er evaluert, men verken år eller poeng er publisert."),
        }[is_dated, are_many]
    elif reason is LeftOut.TOTAL_ONLY:
        text = voice.gettext("%(name)s: bare summen fra %(year)s er publisert, ikke områdene.")
    elif reason is LeftOut.OTHER_MAXIMUM:
        text = voice.gettext(
            "%(name)s kunne ikke få like mange poeng i alt, for hele områder er ikke aktuelle. Summen fra %(year)s er "
            "derfor ikke med, men områdene er det."
        )
    elif known.edition.is_known:
        text = voice.gettext(
            "%(name)s ble evaluert i %(year)s med en annen utgave (%(edition)s). Poeng fra ulike utgaver kan ikke "
            "sammenlignes."
        )
    else:
        text = voice.gettext(
            "%(name)s ble evaluert i %(year)s, men utgaven er ukjent. Da kan poengene ikke sammenlignes."
        )
    return text % values


def not_applicable(voice: Voice, name: str, area: str) -> str:
    return voice.gettext("%(name)s: «%(area)s» er ikke aktuelt der.") % {"name": name, "area": area}


def edition(voice: Voice, found: EditionKey) -> str:
    return (
        voice.gettext("utgaven fra %(edition)s") % {"edition": found.edition}
        if found.is_known
        else voice.gettext("ukjent utgave")
    )


def year(voice: Voice, found: int | None) -> str:
    return str(found) if found is not None else voice.gettext("ukjent år")


def share_moved(voice: Voice, name: str, share: str, *, is_estimate: bool, note: str) -> str:
    text = (
        voice.gettext("%(name)s ble delt. Om lag %(share)s av innbyggerne gikk hit.")
        if is_estimate
        else voice.gettext("%(name)s ble delt. %(share)s av innbyggerne gikk hit.")
    )
    if is_estimate and not note:
        note = voice.gettext("Andelen er anslått.")
    return f"{text % {'name': name, 'share': share}} {note}".strip()


def boundary(voice: Voice, change: Change) -> str:
    values = {
        "date": raised(formats.long_date(change.date, voice.locale)),
        "giver": change.from_name,
        "receiver": change.to_name,
        "inhabitants": voice.whole(change.inhabitants or 0),
        "note": change.note,
    }
    text = (
        voice.gettext(
            "%(date)s: et område gikk fra %(giver)s til %(receiver)s, %(inhabitants)s innbyggere. %(note)s"
        )
        if change.inhabitants
        else voice.gettext("%(date)s: et område gikk fra %(giver)s til %(receiver)s. %(note)s")
    )
    return (text % values).strip()


# Before


def numbered_area(voice: Voice, number: str) -> str:
    return voice.gettext("Område %(number)s") % {"number": number}


def crosswalked(voice: Voice, names: Sequence[str]) -> str:
    return voice.gettext(
        "Merk: %(names)s ble evaluert med en eldre utgave. Poengene er ført over for de områdene som spør om det samme, "
        "og bare der. Summen er ikke ført over."
    ) % {"names": joined(voice, names)}


def own_edition(voice: Voice, found: str) -> str:
    return voice.gettext("Poengene i dette kapitlet er etter forgjengernes egen utgave: %(edition)s.") % {
        "edition": found
    }


def range_in_words(voice: Voice, items: Sequence[str]) -> str:
    return voice.gettext("Diagram over poengene i hvert område. %(items)s.") % {"items": "; ".join(items)}


def range_item(voice: Voice, title: str, points: Sequence[tuple[str, int]], mean: Fraction | None) -> str:
    if not points:
        return voice.gettext("%(title)s: ingen tall") % {"title": title}
    text = f"{title}: " + ", ".join(f"{name} {voice.whole(value)}" for name, value in points)
    if mean is not None and len(points) > 1:
        text += ", " + voice.gettext("vektet snitt %(mean)s") % {"mean": voice.tenth(mean)}
    return text


def range_caption(voice: Voice, widest: str, spread: int, *, is_merger: bool) -> str:
    values = {"area": voice.quoted(widest), "spread": voice.whole(spread)}
    if is_merger:
        return voice.gettext("Forgjengerne sto lengst fra hverandre i %(area)s: %(spread)s poeng.") % values
    return voice.gettext("Kommunene står lengst fra hverandre i %(area)s: %(spread)s poeng.") % values


def alike_caption(voice: Voice) -> str:
    return voice.gettext("I hvert område har alle like mange poeng.")


def known_caption(voice: Voice, names: Sequence[str]) -> str:
    return voice.gettext("Bare %(names)s har poeng.") % {"names": joined(voice, names)}


def ambition(voice: Voice, points: int, *, is_merger: bool) -> str:
    values = {"points": voice.whole(points)}
    if is_merger:
        return (
            voice.gettext(
                "Tar den nye kommunen med seg det beste av hver i alle områdene, blir summen %(points)s. Det er en "
                "ambisjon, ikke et grunnlag."
            )
            % values
        )
    return (
        voice.gettext(
            "Legges det beste av hver sammen, område for område, blir summen %(points)s. Det er en ambisjon, ikke et "
            "resultat noen av dem har."
        )
        % values
    )


def noise(voice: Voice, partners: int) -> str:
    """Why best of each is too high. The figures are those of docs/mergers.md: standard deviation 5, 8 areas."""
    values = {"noise": voice.whole({2: 23, 3: 34}.get(partners, 41)), "partners": voice.whole(partners)}
    text = (
        voice.gettext(
            "Ambisjonen er for høy, for den velger ut de tilfeldige utslagene. Er det tilfeldige utslaget 5 poeng "
            "i hvert område, blir den om lag %(noise)s poeng for høy med %(partners)s kommuner."
        )
        if partners in (2, 3, 4)
        else voice.gettext(
            "Ambisjonen er for høy, for den velger ut de tilfeldige utslagene. Er det tilfeldige utslaget 5 poeng "
            "i hvert område, blir den mer enn %(noise)s poeng for høy med %(partners)s kommuner."
        )
    )
    return text % values


def gaps_introduced(voice: Voice, count: int, level: str, listed: int) -> str:
    if not count:
        return voice.gettext("I alle prosessene når minst én av kommunene nivået «%(level)s».") % {"level": level}
    text = gaps_counted(voice, count, level)
    if count > 1:
        text += " " + voice.gettext("De der den beste har flest poeng igjen, står først.")
    return text + most_of(voice, count, listed)


def lessons_introduced(voice: Voice, count: int, listed: int) -> str:
    text = lessons_counted(voice, count)
    if count > 1:
        text += " " + voice.gettext("De som står lengst fra hverandre i poeng, står først.")
    return text + most_of(voice, count, listed)


def most_of(voice: Voice, count: int, listed: int) -> str:
    """Said where only the first of many are listed."""
    if count <= listed:
        return ""
    return " " + voice.gettext("Her er de %(listed)s første. Alle prosessene står i vedlegget.") % {
        "listed": voice.whole(listed)
    }


def scale(voice: Voice, steps: Sequence[tuple[str, str]]) -> str:
    """What the figures of a table of levels mean: «Nivå: 0 ikke påvist, 1 bygget opp …»."""
    return voice.gettext("Nivå: %(steps)s. Strek: ikke aktuell eller ikke kjent.") % {
        "steps": ", ".join(f"{value} {name}" for value, name in steps)
    }


# After


def nothing_after(voice: Voice, name: str, years: Sequence[str]) -> str:
    if years:
        values = {"name": name, "year": joined(voice, years)}
        text = voice.gettext("%(name)s ble evaluert i %(year)s, men poengene er ikke publisert.") % values
    else:
        text = voice.gettext("Kompass kjenner ingen evaluering av den nye kommunen, %(name)s, ennå.") % {
            "name": name
        }
    return text + " " + voice.gettext("Når poengene kommer, kan det regnes ut hva som ble med videre.")


def nothing_before(voice: Voice, *, is_evaluated: bool) -> str:
    """What can be said while no predecessor has figures."""
    if is_evaluated:
        return voice.gettext(
            "Uten poengene kan det ikke sies hva kommunene hadde til sammen, hvem som var best i hva, eller hva alle "
            "manglet. Rapportene fra den gangen kan ligge i kommunens arkiv."
        )
    return voice.gettext(
        "Uten en evaluering kan det ikke sies hva kommunene hadde til sammen, hvem som var best i hva, eller hva alle "
        "manglet."
    )


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


# About the report


def register_sources(voice: Voice) -> str:
    return voice.gettext(
        "Kommuner og endringer: Statistisk sentralbyrå, Klass 131. Innbyggere: Statistisk sentralbyrå, tabell 07459. Begge "
        "med lisens CC BY 4.0 (creativecommons.org/licenses/by/4.0); utvalgt og omordnet."
    )


def invented_sources(voice: Voice, names: Sequence[str]) -> str:
    return voice.gettext("%(names)s: navn, innbyggertall og vurderinger er oppdiktet.") % {
        "names": joined(voice, names)
    }


def source(voice: Voice, text: str) -> str:
    """A source as it is named: its address, or words in the reader's language where it has none."""
    if text == "docplayer.me related-document list":
        return voice.gettext("Dokumentlisten hos docplayer.me")
    return text


def own_evaluations(voice: Voice) -> str:
    return voice.gettext("Evalueringer levert i Kompass.")
