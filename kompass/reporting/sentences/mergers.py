"""Sentences of the merger report and the compilation."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from kompass import formats
from kompass.domain.before_after import Comparison, LeftOut, Levelling
from kompass.domain.editions import EditionKey
from kompass.domain.history import Depth
from kompass.domain.merged_processes import Fate
from kompass.domain.merger import BaselineKind, Coverage
from kompass.domain.register import Change
from kompass.reporting.sentences.voice import Voice

NONE = "–"


def joined(voice: Voice, names: Sequence[str]) -> str:
    """«Mandal, Marnardal og Lindesnes»."""
    return formats.listing(list(names), voice.locale)


def merger_title(voice: Voice, name: str, year: int) -> str:
    return voice.gettext("%(name)s før og etter %(year)s") % {"name": name, "year": year}


def compilation_title(voice: Voice, names: str) -> str:
    return voice.gettext("Sammenstilling: %(names)s") % {"names": names}


def kind(voice: Voice, *, is_merger: bool) -> str:
    return (
        voice.gettext("Kommunekompasset før og etter en sammenslåing")
        if is_merger
        else voice.gettext("Kommunekompasset: sammenstilling av kommuner")
    )


def numbered_area(voice: Voice, number: str) -> str:
    return voice.gettext("Område %(number)s") % {"number": number}


def became(voice: Voice, names: Sequence[str], successor: str, day: date, *, is_part: bool) -> str:
    values = {"names": joined(voice, names), "name": successor, "date": formats.long_date(day, voice.locale)}
    if is_part and len(names) == 1:
        return voice.gettext("%(name)s ble skilt ut da %(names)s ble delt %(date)s.") % values
    if is_part:
        return voice.gettext("%(names)s ble til %(name)s %(date)s. Ikke alle gikk inn i sin helhet.") % values
    return voice.gettext("%(names)s ble til %(name)s %(date)s.") % values


def side_by_side(voice: Voice, names: Sequence[str]) -> str:
    return voice.gettext("%(names)s ved siden av hverandre, slik hver av dem sist ble evaluert.") % {
        "names": joined(voice, names)
    }


def coverage(voice: Voice, found: Coverage) -> str:
    values = {"count": voice.whole(found.count), "of": voice.whole(found.of), "share": voice.percent(found.share)}
    if found.is_whole:
        return voice.ngettext("Dekning: hele kommunen", "Dekning: alle %(of)s kommuner", found.of) % values
    return voice.gettext("Dekning: %(count)s av %(of)s kommuner, %(share)s av innbyggerne") % values


def too_little(voice: Voice, found: Coverage) -> str:
    if not found.count:
        return voice.gettext(
            "Ingen av forgjengerne har tall som kan brukes. Derfor er det ikke regnet ut noe grunnlag."
        )
    values = {"count": voice.whole(found.count), "of": voice.whole(found.of), "share": voice.percent(found.share)}
    return (
        voice.gettext(
            "Bare %(count)s av %(of)s forgjengere, med %(share)s av innbyggerne, har tall som kan brukes. Det er "
            "mindre enn to tredeler, og derfor er det ikke regnet ut noe grunnlag. Poengene til hver av dem står likevel."
        )
        % values
    )


def depth(voice: Voice, found: Depth) -> str:
    return {
        Depth.EXISTS: voice.gettext("evaluert, tallene er ikke publisert"),
        Depth.TOTAL: voice.gettext("bare summen er kjent"),
        Depth.AREAS: voice.gettext("sum og områder er kjent"),
        Depth.FULL: voice.gettext("alle prosessene er kjent"),
    }[found]


def left_out(voice: Voice, reason: LeftOut) -> str:
    return {
        LeftOut.NO_EVALUATION: voice.gettext("ingen evaluering er kjent"),
        LeftOut.NO_FIGURES: voice.gettext("evaluert, men tallene er ikke publisert"),
        LeftOut.OTHER_EDITION: voice.gettext("evaluert med en annen utgave"),
        LeftOut.TOTAL_ONLY: voice.gettext("bare summen er kjent"),
        LeftOut.NOT_APPLICABLE: voice.gettext("området var ikke aktuelt"),
    }[reason]


def left_out_of_total(voice: Voice, name: str, reason: LeftOut) -> str:
    return voice.gettext("%(name)s er ikke med i tallene: %(reason)s.") % {
        "name": name,
        "reason": left_out(voice, reason),
    }


def edition(voice: Voice, found: EditionKey) -> str:
    return (
        voice.gettext("utgave %(edition)s") % {"edition": found.edition}
        if found.is_known
        else voice.gettext("ukjent utgave")
    )


def year(voice: Voice, found: int | None) -> str:
    return str(found) if found is not None else voice.gettext("ukjent år")


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
        BaselineKind.RANGE: voice.gettext("Tar ikke noe valg: fra laveste til høyeste."),
        BaselineKind.WEIGHTED_MEAN: voice.gettext(
            "Det en gjennomsnittlig innbygger hadde. En liten kommune blir borte."
        ),
        BaselineKind.MEAN: voice.gettext("Hver organisasjon teller én gang, stor eller liten."),
        BaselineKind.LARGEST: voice.gettext("Den med flest innbyggere alene."),
        BaselineKind.BEST: voice.gettext("En ambisjon. Tilfeldige utslag drar den oppover."),
        BaselineKind.WORST: voice.gettext("Et gulv. Tilfeldige utslag drar det nedover."),
    }[found]


def levelling(voice: Voice, found: Levelling | None) -> str:
    if found is None:
        return NONE
    return {
        Levelling.UP: voice.gettext("løftet"),
        Levelling.BETWEEN: voice.gettext("mellom"),
        Levelling.DOWN: voice.gettext("senket"),
        Levelling.UNCHANGED: voice.gettext("uendret"),
    }[found]


def fate(voice: Voice, found: Fate) -> str:
    return {
        Fate.KEPT: voice.gettext("Styrker som ble med videre"),
        Fate.GAINED: voice.gettext("Nye styrker"),
        Fate.LOST: voice.gettext("Styrker som ikke ble med videre"),
        Fate.NEW_WEAKNESS: voice.gettext("Nye svakheter"),
        Fate.INHERITED: voice.gettext("Svakheter som ble arvet"),
    }[found]


def fate_meaning(voice: Voice, found: Fate) -> str:
    return {
        Fate.KEPT: voice.gettext("Minst én forgjenger hadde styrken, og den nye kommunen har den."),
        Fate.GAINED: voice.gettext("Ingen forgjenger hadde styrken, men den nye kommunen har den."),
        Fate.LOST: voice.gettext("Noen av forgjengerne hadde styrken, den nye kommunen har den ikke."),
        Fate.NEW_WEAKNESS: voice.gettext("Alle forgjengerne hadde styrken, den nye kommunen har den ikke."),
        Fate.INHERITED: voice.gettext("Ingen forgjenger hadde styrken, og den nye kommunen har den heller ikke."),
    }[found]


def fates_counted(voice: Voice, kept: int, gained: int, lost: int) -> str:
    values = {"kept": voice.whole(kept), "gained": voice.whole(gained), "lost": voice.whole(lost)}
    return voice.gettext("Styrker: %(kept)s ble med videre, %(gained)s er nye, og %(lost)s ble ikke med.") % values


def best_in(voice: Voice, name: str, areas: Sequence[str]) -> str:
    return voice.gettext("%(name)s hadde flest poeng i %(areas)s.") % {
        "name": name,
        "areas": voice.listed(list(areas)),
    }


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
        "I én prosess står én kommune på øverste nivå mens en annen knapt er begynt.",
        "I %(count)s prosesser står én kommune på øverste nivå mens en annen knapt er begynt.",
        count,
    ) % {"count": voice.whole(count)}


def total_range(voice: Voice, low: Fraction, high: Fraction, mean: Fraction | None) -> str:
    values = {"range": voice.band(low, high), "mean": voice.tenth(mean or Fraction(0))}
    if low == high or mean is None:
        return voice.gettext("Startpunktet er %(range)s poeng.") % values
    return (
        voice.gettext("Startpunktet er %(range)s poeng, med %(mean)s som snitt vektet etter innbyggere.") % values
    )


def ambition(voice: Voice, points: int, partners: int) -> str:
    noise = {2: 23, 3: 34, 4: 41, 5: 47}.get(partners, 50)
    values = {"points": voice.whole(points), "noise": voice.whole(noise)}
    return (
        voice.gettext(
            "Tar den nye kommunen med seg det beste av hver i alle områder, blir summen %(points)s. Det er en "
            "ambisjon, ikke et grunnlag: Med et tilfeldig utslag på 5 poeng i hvert område er den om lag %(noise)s "
            "poeng for høy."
        )
        % values
    )


def outcome(voice: Voice, name: str, year_after: str, found: Comparison, of: BaselineKind) -> str:
    """What the new municipality got, and how far that is from the baseline."""
    difference = found.difference
    values = {
        "name": name,
        "year": year_after,
        "points": voice.whole(found.after or 0),
        "distance": voice.tenth(abs(difference or Fraction(0))),
        "baseline": baseline(voice, of),
    }
    if difference is None:
        return voice.gettext("%(name)s fikk %(points)s poeng i %(year)s.") % values
    side = (difference > 0) - (difference < 0)
    texts = {
        (True, 0): voice.gettext(
            "%(name)s fikk %(points)s poeng i %(year)s. Det er innenfor spennet til forgjengerne."
        ),
        (True, 1): voice.gettext(
            "%(name)s fikk %(points)s poeng i %(year)s, %(distance)s over den høyeste forgjengeren."
        ),
        (True, -1): voice.gettext(
            "%(name)s fikk %(points)s poeng i %(year)s, %(distance)s under den laveste forgjengeren."
        ),
        (False, 0): voice.gettext("%(name)s fikk %(points)s poeng i %(year)s, det samme som %(baseline)s."),
        (False, 1): voice.gettext("%(name)s fikk %(points)s poeng i %(year)s, %(distance)s over %(baseline)s."),
        (False, -1): voice.gettext("%(name)s fikk %(points)s poeng i %(year)s, %(distance)s under %(baseline)s."),
    }
    return texts[of is BaselineKind.RANGE, side] % values


def levelled(voice: Voice, up: int, down: int, between: int) -> str:
    values = {"up": voice.whole(up), "down": voice.whole(down), "between": voice.whole(between)}
    return (
        voice.gettext(
            "Områder: %(up)s er løftet til den beste forgjengeren eller over, %(between)s ligger mellom, og %(down)s er senket til den svakeste eller under."
        )
        % values
    )


def nothing_after(voice: Voice, name: str) -> str:
    return voice.gettext(
        "%(name)s har ingen evaluering med tall ennå. Når den kommer, står det her hva som ble med videre."
    ) % {"name": name}


def other_edition_after(voice: Voice) -> str:
    return voice.gettext(
        "Ingen forgjenger er evaluert med samme utgave. Utgaver sammenlignes ikke, så det er ikke regnet ut noen forskjell."
    )


def boundary(voice: Voice, change: Change) -> str:
    values = {
        "date": formats.long_date(change.date, voice.locale),
        "giver": change.from_name,
        "receiver": change.to_name,
        "inhabitants": voice.whole(change.inhabitants or 0),
        "note": change.note,
    }
    if change.inhabitants:
        return (
            voice.gettext("%(date)s: fra %(giver)s til %(receiver)s, %(inhabitants)s innbyggere. %(note)s") % values
        )
    return voice.gettext("%(date)s: fra %(giver)s til %(receiver)s. %(note)s") % values


def weights(voice: Voice, *, has_parts: bool) -> str:
    text = voice.gettext(
        "Vekten er innbyggerne 1. januar det siste året kommunen sto for seg selv, ganger den delen av dem som fulgte med."
    )
    if not has_parts:
        return text
    return text + " " + voice.gettext("En kommune som ble delt, teller med den delen som gikk hit.")


def range_in_words(voice: Voice, items: Sequence[str]) -> str:
    return voice.gettext("Diagram over poengene til hver forgjenger. %(items)s.") % {"items": "; ".join(items)}


def range_item(voice: Voice, title: str, points: Sequence[tuple[str, int]]) -> str:
    if not points:
        return voice.gettext("%(title)s: ingen tall") % {"title": title}
    return f"{title}: " + ", ".join(f"{name} {voice.whole(value)}" for name, value in points)


def range_caption(voice: Voice, widest: str, spread: int) -> str:
    return voice.gettext("Forgjengerne sto lengst fra hverandre i %(area)s: %(spread)s poeng.") % {
        "area": voice.quoted(widest),
        "spread": voice.whole(spread),
    }


def no_range_caption(voice: Voice) -> str:
    return voice.gettext("Poengene til hver forgjenger, så langt de er kjent.")


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


def dumbbell_caption(voice: Voice, most: str, least: str) -> str:
    return voice.gettext("Mest opp i %(most)s, minst i %(least)s.") % {
        "most": voice.quoted(most),
        "least": voice.quoted(least),
    }


def rules(voice: Voice) -> tuple[str, ...]:
    return (
        voice.gettext(
            "En prosess kan ikke legges sammen over kommuner. Det forgjengerne hadde til sammen, er derfor et valg, og rapporten sier hvilket. Spennet fra laveste til høyeste vises først fordi det ikke velger."
        ),
        voice.gettext(
            "Det brukes hele poeng per område, slik de er publisert. Et snitt rundes av én gang, til nærmeste tidel. Forskjellen er den nye kommunens poeng minus grunnlaget; for spennet er den avstanden til nærmeste ende, og 0 innenfor."
        ),
        voice.gettext(
            "Grunnlaget vises bare når forgjengere med minst to tredeler av innbyggerne har tall. En forgjenger uten evaluering blir aldri stilt utenfor uten at det står."
        ),
        voice.gettext(
            "Resultater fra ulike utgaver sammenlignes ikke. Har den nyere utgaven en overgang fra den eldre, gjelder sammenligningen bare de områdene som er knyttet sammen, og det er merket."
        ),
        voice.gettext(
            "En styrke når minst tre firedeler av idealet. Den er med videre når minst én forgjenger hadde den og den nye kommunen har den."
        ),
        voice.gettext(
            "Nivåene er satt av mennesker, etter skjønn. Noen få poeng fra eller til betyr lite. Vær mest forsiktig med det beste og det svakeste av hver: De velger ut de tilfeldige utslagene."
        ),
    )


def crosswalked(voice: Voice, names: Sequence[str]) -> str:
    return voice.gettext(
        "Merket: %(names)s er sammenlignet gjennom en overgang fra en eldre utgave. Det gjelder bare områdene som er knyttet sammen."
    ) % {"names": joined(voice, names)}


def sources(voice: Voice, *, is_demonstration: bool) -> str:
    if is_demonstration:
        return voice.gettext("Kommunene, innbyggertallene og vurderingene er oppdiktet.")
    return voice.gettext(
        "Kommuner og endringer: Statistisk sentralbyrå, Klass 131. Innbyggere: Statistisk sentralbyrå, tabell 07459. Begge med lisens CC BY 4.0; utvalgt og omordnet. Vurderingene er gjort i evalueringene."
    )
