"""Sentences all of the merger report and the compilation: who they are, what is known, where it is from."""

from collections.abc import Sequence
from datetime import date

from kompass import formats
from kompass.domain.before_after import LeftOut
from kompass.domain.editions import EditionKey
from kompass.domain.history import Depth, KnownResult
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


# Areas and levels


def numbered_area(voice: Voice, number: str) -> str:
    return voice.gettext("Område %(number)s") % {"number": number}


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
