"""Sentences of the cover, the foreword, the closing and the colophon."""

from collections.abc import Sequence
from datetime import date

from kompass import formats
from kompass.domain.comparison import Spread
from kompass.domain.points import Published
from kompass.reporting.sentences.voice import Number, Voice


def place(voice: Voice, name: str) -> str:
    """The municipality as a reader calls it; a name that says what it is already stays as it is."""
    if "kommune" in name.casefold():
        return name
    return voice.gettext("%(name)s kommune") % {"name": name}


def title(voice: Voice, place: str, year: int) -> str:
    return voice.gettext("Kommunekompasset: %(place)s %(year)s") % {"place": place, "year": year}


def evaluated(voice: Voice, day: date) -> str:
    return voice.gettext("Evaluert %(date)s") % {"date": formats.long_date(day, voice.locale)}


def mark(voice: Voice) -> str:
    """Stands at the foot of every page and on every chart of invented figures."""
    return voice.gettext("Eksempeldata: oppdiktede tall")


def invented(voice: Voice) -> str:
    return voice.gettext("Eksempeldata. Kommunen, svarene og alle tallene er oppdiktet.")


def unfinished(voice: Voice, missing: int, count: int) -> str:
    """The notice of a report that is made before everything is scored or handed in."""
    if not missing:
        return voice.gettext("Foreløpig rapport. Alt er vurdert, men evalueringen er ikke levert.")
    values = {"missing": voice.whole(missing), "count": voice.whole(count)}
    return (
        voice.ngettext(
            "Foreløpig rapport. Én av %(count)s prosesser er ikke vurdert ennå.",
            "Foreløpig rapport. %(missing)s av %(count)s prosesser er ikke vurdert ennå.",
            missing,
        )
        % values
    )


def occasion(voice: Voice, place: str, day: date) -> str:
    values = {"place": place, "date": formats.long_date(day, voice.locale)}
    return (
        voice.gettext(
            "%(place)s ble vurdert med Kommunekompasset %(date)s. Rapporten viser hvordan kommunen styres, ledes "
            "og utvikles, målt mot et ideal som er likt for alle kommuner."
        )
        % values
    )


def total(voice: Voice, place: str, found: Published) -> str:
    """The headline: the total, or the band it will end in."""
    values = {
        "place": place,
        "points": voice.whole(found.points),
        "highest": voice.whole(found.highest),
        "maximum": voice.whole(found.maximum),
    }
    if found.complete:
        return voice.gettext("%(place)s fikk %(points)s av %(maximum)s poeng.") % values
    return (
        voice.gettext(
            "Så langt har %(place)s fått %(points)s poeng. Når resten er vurdert, kan resultatet ende mellom "
            "%(points)s og %(highest)s av %(maximum)s."
        )
        % values
    )


def distance_in_words(voice: Voice, points: int, spread: Spread) -> tuple[int, dict[str, str]]:
    """Points above (positive) or below the printed mean of the group, and what a sentence about it is filled with."""
    distance = spread.distance_from(points)
    return distance, {
        "distance": voice.whole(abs(distance)),
        "mean": voice.whole(spread.mean),
        "count": voice.whole(spread.count),
    }


def total_against_group(voice: Voice, points: int, spread: Spread) -> str:
    """The total against the mean of the group; the difference is that of the printed figures."""
    distance, values = distance_in_words(voice, points, spread)
    if distance > 0:
        text = voice.ngettext(
            "Det er %(distance)s poeng over snittet, som er %(mean)s for de %(count)s kommunene i gruppen.",
            "Det er %(distance)s poeng over snittet, som er %(mean)s for de %(count)s kommunene i gruppen.",
            distance,
        )
    elif distance < 0:
        text = voice.ngettext(
            "Det er %(distance)s poeng under snittet, som er %(mean)s for de %(count)s kommunene i gruppen.",
            "Det er %(distance)s poeng under snittet, som er %(mean)s for de %(count)s kommunene i gruppen.",
            -distance,
        )
    else:
        text = voice.gettext("Det er det samme som snittet for de %(count)s kommunene i gruppen.")
    return text % values


def one_step_up(voice: Voice, count: int, gain: Number) -> str:
    """What it is worth to raise the listed processes by one level each."""
    values = {"count": voice.whole(count), "gain": voice.tenth(gain)}
    return (
        voice.ngettext(
            "Kommer prosessen øverst på listen over mest å hente ett nivå opp, gir det %(gain)s poeng til sammen.",
            "Kommer de %(count)s prosessene på listen over mest å hente ett nivå opp hver, gir det %(gain)s poeng "
            "til sammen.",
            count,
        )
        % values
    )


def keep(voice: Voice, subareas: Sequence[str]) -> str:
    """What the closing says to take care of."""
    return voice.gettext("Ta vare på det som virker. Sterkest er kommunen i %(subareas)s.") % {
        "subareas": voice.listed(subareas)
    }


def begin(voice: Voice, subareas: Sequence[str]) -> str:
    """Where the closing says to begin."""
    return voice.gettext("Velg få områder å begynne med. Flest poeng er det å hente i %(subareas)s.") % {
        "subareas": voice.listed(subareas)
    }


def status(voice: Voice, *, delivered: bool) -> str:
    """Whether the report is of a delivered result."""
    return voice.gettext("Levert") if delivered else voice.gettext("Under arbeid")


def draft(voice: Voice) -> str:
    """What the cover says while everything is scored and nothing is delivered."""
    return voice.gettext("Utkast. Resultatet er ikke levert og kan bli endret.")


def population(voice: Voice, inhabitants: int, year: int) -> str:
    """Inhabitants on 1 January of a year."""
    values = {
        "inhabitants": voice.whole(inhabitants),
        "date": formats.long_date(date(year, 1, 1), voice.locale),
    }
    return voice.gettext("%(inhabitants)s per %(date)s") % values


def sources(voice: Voice, invented: bool) -> str:
    """Where the facts about the municipality come from."""
    if invented:
        return voice.gettext(
            "Kommunen og alle tallene er oppdiktet. I rapporter om virkelige kommuner kommer navn, nummer og "
            "innbyggertall fra Statistisk sentralbyrå (lisens CC BY 4.0)."
        )
    return voice.gettext(
        "Navn og nummer: Statistisk sentralbyrå, Klass 131. Innbyggere: Statistisk sentralbyrå, tabell 07459. "
        "Begge med lisens CC BY 4.0; utvalgt og omordnet. Vurderingene er gjort i denne evalueringen."
    )


def arms(voice: Voice, place: str) -> str:
    """The coat of arms in words."""
    return voice.gettext("Kommunevåpenet til %(place)s") % {"place": place}


def version(voice: Voice, number: int, day: date) -> str:
    """Which sealed version this is."""
    values = {"version": voice.whole(number), "date": formats.long_date(day, voice.locale)}
    return voice.gettext("Versjon %(version)s, forseglet %(date)s") % values
