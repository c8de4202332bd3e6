"""Sentences of the council summary: for one who has never heard of the tool, without its own words."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from kompass import formats
from kompass.domain.agreement import Agreement
from kompass.domain.comparison import Spread
from kompass.domain.evaluation import Sealed
from kompass.domain.measures import MeasureStatus
from kompass.domain.points import Published
from kompass.reporting.sentences.front import distance_in_words
from kompass.reporting.sentences.voice import Voice


def title(voice: Voice, place: str, year: int) -> str:
    return voice.gettext("Kort om Kommunekompasset: %(place)s %(year)s") % {"place": place, "year": year}


def what(voice: Voice, areas: int, maximum: int) -> str:
    """What this is, in one sentence."""
    values = {"areas": voice.whole(areas), "maximum": voice.whole(maximum)}
    return (
        voice.gettext(
            "Kommunekompasset måler hvordan en kommune styres, ledes og utvikles, i %(areas)s områder som til "
            "sammen kan gi %(maximum)s poeng."
        )
        % values
    )


def of_points(voice: Voice, found: Published) -> str:
    """What stands after the big figure."""
    return voice.gettext("av %(maximum)s poeng") % {"maximum": voice.whole(found.maximum)}


def meaning(voice: Voice, found: Published) -> str:
    """What the total means against the ideal; while it is a band, why."""
    maximum = voice.whole(found.maximum)
    if not found.complete:
        text = voice.gettext(
            "Ikke alt er vurdert ennå. Derfor står det et spenn: Summen ender et sted mellom %(low)s og %(high)s."
        )
        return text % {"low": voice.whole(found.points), "high": voice.whole(found.highest)}
    values = {"share": voice.percent(Fraction(found.points, found.maximum)), "maximum": maximum}
    return (
        voice.gettext(
            "Det er %(share)s av et ideal som er likt for alle kommuner. 0 betyr at ingen av arbeidsmåtene ble "
            "påvist, %(maximum)s at alle er i bruk og stadig blir bedre."
        )
        % values
    )


def against_group(voice: Voice, points: int, spread: Spread) -> str:
    """The total against the mean of the group."""
    distance, values = distance_in_words(voice, points, spread)
    if distance > 0:
        text = voice.gettext(
            "Snittet for de %(count)s andre kommunene som er vurdert på samme måte, er %(mean)s. Kommunen ligger "
            "%(distance)s poeng over."
        )
    elif distance < 0:
        text = voice.gettext(
            "Snittet for de %(count)s andre kommunene som er vurdert på samme måte, er %(mean)s. Kommunen ligger "
            "%(distance)s poeng under."
        )
    else:
        text = voice.gettext(
            "Snittet for de %(count)s andre kommunene som er vurdert på samme måte, er det samme: %(mean)s."
        )
    return text % values


def no_group(voice: Voice) -> str:
    return voice.gettext(
        "For få andre kommuner er vurdert på samme måte til at vi kan si om det er høyt eller lavt."
    )


def more_written(voice: Voice) -> str:
    """That the assessors have written more than there is room for."""
    return voice.gettext("Resten av hovedfunnene står i rapporten.")


# Strengths and what to work on


def none_strong(voice: Voice) -> str:
    return voice.gettext("Ingenting når tre firedeler av idealet ennå. Lengst er kommunen kommet her:")


def none_at_all(voice: Voice) -> str:
    return voice.gettext("Ingen av arbeidsmåtene er påvist ennå.")


def none_weak(voice: Voice) -> str:
    return voice.gettext("Ingenting ligger på halvparten av idealet eller lavere. Mest er det å hente her:")


def nothing_left(voice: Voice) -> str:
    return voice.gettext("Kommunen har full uttelling i alt. Oppgaven er å holde det ved like.")


def nothing_yet(voice: Voice) -> str:
    """In place of a list while nothing is scored to the end."""
    return voice.gettext("Ikke nok er vurdert til å si det ennå.")


def start(voice: Voice, process: str, advice: str) -> str:
    """Where to begin in a sub-area."""
    values = {"process": voice.quoted(process), "advice": advice}
    return voice.gettext("Begynn med %(process)s. %(advice)s") % values


# Questions for the council


def recognise(voice: Voice) -> str:
    return voice.gettext("Kjenner vi igjen bildet? Hva overrasker oss?")


def why_weak(voice: Voice, areas: Sequence[str]) -> str:
    return voice.gettext("Hva er grunnen til at kommunen står svakest i %(areas)s, og hvem rammer det?") % {
        "areas": voice.listed(areas)
    }


def keep_strong(voice: Voice, areas: Sequence[str]) -> str:
    return voice.gettext("Hva gjør kommunen riktig i %(areas)s, og kan resten av kommunen lære av det?") % {
        "areas": voice.listed(areas)
    }


def learn_from_others(voice: Voice, areas: Sequence[str]) -> str:
    """Where the municipality is farthest behind the group."""
    return voice.gettext("Hva gjør de andre kommunene bedre i %(areas)s, og hvem kan vi besøke?") % {
        "areas": voice.listed(areas)
    }


def choose(voice: Voice) -> str:
    """While no measures are chosen."""
    return voice.gettext(
        "Hvilke to eller tre tiltak skal kommunen begynne med, hvem har ansvaret, og når får kommunestyret vite "
        "hvordan det gikk?"
    )


def follow(voice: Voice, counts: Mapping[MeasureStatus, int]) -> str:
    """When measures are chosen: how far they have come, and what to ask about them."""
    whole = sum(counts.values())
    done = counts[MeasureStatus.DONE]
    values = {"whole": voice.whole(whole), "done": voice.whole(done) if done else voice.gettext("ingen")}
    return (
        voice.ngettext(
            "Kommunen har valgt ett tiltak. Er det det riktige, og når får kommunestyret vite hvordan det går?",
            "Kommunen har valgt %(whole)s tiltak, og %(done)s er gjennomført. Er det de riktige, og når får "
            "kommunestyret vite hvordan det går?",
            whole,
        )
        % values
    )


# How sure we are, and where to read more


def judgement(voice: Voice) -> str:
    return voice.gettext(
        "Nivåene er satt av mennesker, etter skjønn, ut fra dokumenter, nettsider og samtaler. Noen få poeng fra "
        "eller til betyr lite. Se etter mønster."
    )


def one_assessor(voice: Voice) -> str:
    return voice.gettext("Én person har satt nivåene, så vi vet ikke om en annen ville ha satt de samme.")


def agreement(voice: Voice, found: Agreement) -> str:
    """How often two agreed; empty when nothing was assessed by two."""
    if found.exact is None:
        return ""
    return voice.gettext("To som vurderte det samme hver for seg, satte samme nivå i %(share)s av tilfellene.") % {
        "share": voice.percent(found.exact)
    }


def working_ways(voice: Voice) -> str:
    return voice.gettext(
        "Tallene sier hvordan kommunen arbeider, ikke hvor gode tjenestene er for den enkelte. Et lavt tall betyr "
        "ikke at noen gjør en dårlig jobb."
    )


def whole_report(voice: Voice, report: str, processes: int) -> str:
    """Which report says more."""
    values = {"report": voice.quoted(report), "processes": voice.whole(processes)}
    return (
        voice.gettext(
            "Hele rapporten heter %(report)s. Den viser vurderingen av alle de %(processes)s arbeidsmåtene, gir råd "
            "til hvert område og forklarer metoden."
        )
        % values
    )


def made_of(voice: Voice, edition: str, seal: Sealed | None) -> str:
    """Which edition and which sealed result this is made of."""
    if seal is None:
        return voice.gettext("Vurdert etter %(edition)s.") % {"edition": edition}
    values = {
        "edition": edition,
        "version": voice.whole(seal.version),
        "date": formats.long_date(seal.sealed_at.date(), voice.locale),
        "digest": seal.digest[:12],
    }
    return (
        voice.gettext(
            "Vurdert etter %(edition)s. Resultatet er forseglet %(date)s, versjon %(version)s, avtrykk %(digest)s."
        )
        % values
    )
