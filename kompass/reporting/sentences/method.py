"""Sentences of the chapters on the tool and the method that depend on the edition, the result or the group."""

from collections.abc import Mapping
from fractions import Fraction

from kompass.domain.agreement import Agreement, Verdict
from kompass.domain.comparison import SMALLEST_GROUP
from kompass.domain.framework import Framework
from kompass.domain.scoring import CriterionResult
from kompass.reporting.sentences.voice import Voice


def size(voice: Voice, framework: Framework) -> str:
    """How many areas, sub-areas and processes the edition has, and what they add up to."""
    values = {
        "areas": voice.whole(len(framework.areas)),
        "subareas": voice.whole(sum(len(area.subareas) for area in framework.areas)),
        "processes": voice.whole(len(framework.criteria)),
        "points": voice.whole(framework.areas[0].points),
        "total": voice.whole(sum(area.points for area in framework.areas)),
    }
    return (
        voice.gettext(
            "Utgaven har %(areas)s områder, delt i %(subareas)s delområder med til sammen %(processes)s prosesser. "
            "Hvert område kan gi %(points)s poeng. Det høyeste resultatet er %(total)s."
        )
        % values
    )


def sources(voice: Voice, kinds: Mapping[str, int], count: int) -> str:
    """How often each kind of source is to be used."""
    values = {
        "count": voice.whole(count),
        "documents": voice.whole(kinds.get("document", 0)),
        "websites": voice.whole(kinds.get("website", 0)),
        "interviews": voice.whole(kinds.get("interview", 0)),
    }
    return (
        voice.gettext(
            "Av de %(count)s prosessene i utgaven skal %(documents)s vurderes etter dokumenter, %(websites)s etter "
            "nettsider og %(interviews)s etter samtaler."
        )
        % values
    )


def example(voice: Voice, found: CriterionResult, number: str, level: str) -> str:
    """One process of this evaluation, from level to points."""
    values = {
        "number": number,
        "title": voice.quoted(found.criterion.title),
        "level": voice.quoted(level),
        "share": voice.percent(found.share or Fraction(0)),
        "maximum": voice.tenth(found.maximum),
        "points": voice.tenth(found.points),
    }
    return (
        voice.gettext(
            "Et eksempel herfra: Prosess %(number)s, %(title)s, kan gi høyst %(maximum)s poeng. Den er vurdert til "
            "nivået %(level)s, som gir %(share)s, altså %(points)s poeng."
        )
        % values
    )


def one_level(voice: Voice, smallest: Fraction, largest: Fraction) -> str:
    """How much one level on one process moves its area."""
    values = {"low": voice.tenth(smallest), "high": voice.tenth(largest)}
    if values["low"] == values["high"]:
        return voice.gettext("Ett nivå opp eller ned på én prosess flytter området med %(high)s poeng.") % values
    return (
        voice.gettext("Ett nivå opp eller ned på én prosess flytter området med fra %(low)s til %(high)s poeng.")
        % values
    )


def unanswered(voice: Voice, missing: int) -> str:
    if not missing:
        return voice.gettext("I denne rapporten er alle prosessene vurdert, og hvert poengtall er ett tall.")
    return voice.ngettext(
        "I denne rapporten mangler én prosess. Der den hører hjemme, står poengene som et spenn.",
        "I denne rapporten mangler %(missing)s prosesser. Der de hører hjemme, står poengene som et spenn.",
        missing,
    ) % {"missing": voice.whole(missing)}


def not_applicable(voice: Voice, count: int) -> str:
    if not count:
        return voice.gettext("I denne rapporten er alle prosessene aktuelle.")
    return voice.ngettext(
        "I denne rapporten gjelder det én prosess. Begrunnelsen står i kapitlet om området.",
        "I denne rapporten gjelder det %(count)s prosesser. Begrunnelsene står i kapitlene om områdene.",
        count,
    ) % {"count": voice.whole(count)}


def group(voice: Voice, count: int, invented: bool) -> tuple[str, ...]:
    """Who the municipality is compared with, or why it is not compared with anybody."""
    values = {"count": voice.whole(count), "smallest": voice.whole(SMALLEST_GROUP)}
    if not count:
        return (
            voice.gettext(
                "Ingen andre kommuner har levert en evaluering etter samme utgave. Rapporten har derfor ingen "
                "sammenligning."
            ),
        )
    if count < SMALLEST_GROUP:
        text = voice.ngettext(
            "Bare én annen kommune har levert en evaluering etter samme utgave. Det må være minst %(smallest)s før "
            "rapporten viser et snitt, ellers ville snittet røpe den enkelte.",
            "Bare %(count)s andre kommuner har levert en evaluering etter samme utgave. Det må være minst "
            "%(smallest)s før rapporten viser et snitt, ellers ville snittet røpe den enkelte.",
            count,
        )
        return (text % values,)
    who = voice.gettext(
        "Gruppen er de %(count)s andre kommunene som har levert en fullstendig evaluering etter samme utgave "
        "(n = %(count)s). Den siste evalueringen fra hver kommune teller, og kommunen selv er ikke med."
    )
    rule = voice.gettext(
        "Snitt og median vises bare der minst %(smallest)s kommuner har et resultat. Gruppens midtre halvdel er "
        "spennet fra den nedre til den øvre kvartilen: En firedel av kommunene ligger under og en firedel over."
    )
    texts = [who, rule]
    if invented:
        texts.append(voice.gettext("Kommunene i gruppen er oppdiktet, slik som denne."))
    return tuple(text % values for text in texts)


def one_assessor(voice: Voice) -> str:
    """That there is no agreement to measure."""
    return voice.gettext(
        "Én person har satt nivåene. Da kan det ikke måles hvor enige to som vurderte hver for seg, ville ha vært. "
        "Kommunens faktasjekk er kontrollen på at grunnlaget er riktig forstått."
    )


def agreed(voice: Voice, assessors: int, found: Agreement) -> tuple[str, ...]:
    """How much the assessors agreed before they talked, in plain words."""
    values = {
        "assessors": voice.whole(assessors),
        "processes": voice.whole(found.doubly_scored),
        "exact": voice.percent(found.exact or Fraction(0)),
        "within": voice.percent(found.within_one or Fraction(0)),
    }
    if not found.doubly_scored:
        return (
            voice.gettext(
                "%(assessors)s personer satte nivåene og delte områdene mellom seg. Ingen prosess ble vurdert av "
                "to, så det kan ikke måles hvor enige de var."
            )
            % values,
        )
    said = voice.gettext(
        "%(assessors)s personer satte nivåene hver for seg før de snakket sammen. %(processes)s prosesser fikk nivå "
        "av minst to. To som vurderte samme prosess, satte samme nivå i %(exact)s av tilfellene, og var høyst ett "
        "nivå fra hverandre i %(within)s. Tallene gjelder det de mente hver for seg, ikke det de ble enige om."
    )
    return (said % values, _chance(voice, found))


def _chance(voice: Voice, found: Agreement) -> str:
    """What alpha says, with its interval."""
    if found.alpha is None:
        return voice.gettext("Alle satte det samme nivået overalt. Da kan ikke alfa regnes ut.")
    values = {"alpha": voice.hundredth(found.alpha)}
    text = voice.gettext(
        "Krippendorffs alfa trekker fra det tilfeldigheter alene ville gitt: 1 er full enighet, og 0 er som om "
        "nivåene var trukket i blinde. Her er alfa %(alpha)s."
    )
    said = [text % values]
    if found.alpha_interval:
        low, high = (voice.hundredth(Fraction(end)) for end in found.alpha_interval)
        text = voice.gettext("Usikkerheten går fra %(low)s til %(high)s (95 prosents intervall).")
        said.append(text % {"low": low, "high": high})
    return " ".join([*said, _verdict(voice, found.verdict)])


def _verdict(voice: Voice, verdict: Verdict) -> str:
    texts = {
        Verdict.TOO_FEW: voice.gettext("Så få prosesser sier lite om enigheten."),
        Verdict.LOW: voice.gettext(
            "Det er under 0,667, som er grensen for å trekke konklusjoner. Les derfor enkeltnivåene med varsomhet."
        ),
        Verdict.TENTATIVE: voice.gettext("Det er nok til å trekke foreløpige konklusjoner (fra 0,667)."),
        Verdict.GOOD: voice.gettext("Det er høyt nok til å bygge på (fra 0,800)."),
        Verdict.NO_VARIATION: "",
    }
    return texts[verdict]
