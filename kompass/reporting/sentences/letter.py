"""Sentences of the letter to the municipality before an evaluation."""

from collections.abc import Sequence
from datetime import date

from kompass import formats
from kompass.reporting.sentences.voice import Voice


def title(voice: Voice, place: str) -> str:
    return voice.gettext("Evaluering av %(place)s med Kommunekompasset") % {"place": place}


def purpose(voice: Voice, place: str) -> str:
    return voice.gettext(
        "%(place)s skal evalueres med Kommunekompasset. Evalueringen viser hvordan kommunen styres, ledes og utvikles, målt mot et ideal som er likt for alle kommuner. Den ser på måten kommunen arbeider på, ikke på hvor gode tjenestene er, og ikke på enkeltpersoner."
    ) % {"place": place}


def areas(voice: Voice, count: int, titles: Sequence[str]) -> str:
    values = {"count": voice.whole(count), "areas": voice.listed(titles)}
    return voice.ngettext("Den har ett område: %(areas)s.", "Den har %(count)s områder: %(areas)s.", count) % values


def basis(voice: Voice) -> str:
    return voice.gettext(
        "Vurderingen bygger på kommunens egen beskrivelse, på dokumenter og nettsider, og på samtaler. Før resultatet leveres, leser kommunen utkastet og retter faktafeil."
    )


def days_not_set(voice: Voice) -> str:
    return voice.gettext("Dagene er ikke satt ennå. Dere får dem så snart de er avtalt.")


def date_range(voice: Voice, first: date, last: date) -> str:
    """«mandag 7. desember 2026 – onsdag 9. desember 2026», or the one day."""
    days = (formats.weekday_date(day, voice.locale) for day in dict.fromkeys((first, last)))
    return " – ".join(days)


def interviews(voice: Voice, count: int) -> str:
    return voice.ngettext(
        "Vi vil gjerne snakke med den som står i tabellen. Gi beskjed hvis tiden ikke passer.",
        "Vi vil gjerne snakke med dem som står i tabellen. Gi beskjed hvis en tid ikke passer.",
        count,
    )


def interview_use(voice: Voice) -> str:
    return voice.gettext(
        "Det som blir sagt, brukes bare i vurderingen. Ingen blir navngitt i rapporten. Navnene slettes når de ikke trengs lenger."
    )


def documents(voice: Voice) -> str:
    return voice.gettext(
        "Vi ber om disse dokumentene. Last dem opp i Kompass, eller legg inn lenken dit de ligger."
    )


def self_description(voice: Voice, due: date | None) -> str:
    """By when the self-description is answered."""
    if due is None:
        return voice.gettext("Kommunen beskriver selv hva den gjør på hvert område. Det gjøres i Kompass.")
    return voice.gettext(
        "Kommunen beskriver selv hva den gjør på hvert område. Det gjøres i Kompass innen %(day)s."
    ) % {"day": formats.long_date(due, voice.locale)}


def self_description_how(voice: Voice, count: int) -> str:
    values = {"count": voice.whole(count)}
    return (
        voice.ngettext(
            "Kommunens kontakt logger inn, åpner evalueringen og velger «Selvbeskrivelse». Svar på to spørsmål: Hva gjør dere? Hvor står det skrevet?",
            "Kommunens kontakt logger inn, åpner evalueringen og velger «Selvbeskrivelse». Svar på to spørsmål i hvert av de %(count)s områdene: Hva gjør dere? Hvor står det skrevet?",
            count,
        )
        % values
    )


def self_description_advice(voice: Voice) -> str:
    return voice.gettext(
        "Skriv kort, og skriv det som faktisk blir gjort. Det dere ikke gjør, kan dere si rett ut. Alt kan lagres underveis og endres fram til fristen. Skriv ikke om enkeltpersoner."
    )
