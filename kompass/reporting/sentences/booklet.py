"""Sentences of the booklet and the scoring sheet of an edition; those on points say what docs/scoring.md says."""

from fractions import Fraction

from kompass import formats
from kompass.domain.framework import Framework
from kompass.reporting.sentences.voice import Voice


def title(voice: Voice, framework: Framework) -> str:
    return voice.gettext("Metode og kriterier: %(edition)s") % {"edition": framework.title}


def sheet_title(voice: Voice, framework: Framework) -> str:
    return voice.gettext("Vurderingsark: %(edition)s") % {"edition": framework.title}


def about(voice: Voice) -> list[str]:
    return [
        voice.gettext(
            "Heftet er for kommuner som skal evalueres, og for alle som vil vite hva det spørres om. Det gjengir hele utgaven: hvert område og hver prosess, hva som skal til for hvert nivå, og hva som regnes som bevis."
        ),
        voice.gettext(
            "Kommunekompasset måler arbeidsmåter, ikke hvor gode tjenestene er for den enkelte. Et lavt nivå betyr at en arbeidsmåte mangler, eller at den ikke kunne vises. Det betyr ikke at noen gjør en dårlig jobb."
        ),
    ]


def course(voice: Voice) -> list[tuple[str, str]]:
    """The steps of an evaluation in order: name, and what happens."""
    return [
        (
            voice.gettext("Planlegging"),
            voice.gettext(
                "Kommunen og vurdererne avtaler når evalueringen skal være, hvem som vurderer, og hvem som er kommunens kontakt."
            ),
        ),
        (
            voice.gettext("Forberedelse"),
            voice.gettext(
                "Kommunen beskriver selv hvordan den arbeider på hvert område, og sender dokumentene vurdererne ber om."
            ),
        ),
        (
            voice.gettext("Vurdering"),
            voice.gettext("Vurdererne leser og intervjuer. Hver for seg setter de et nivå for hver prosess."),
        ),
        (
            voice.gettext("Enighet"),
            voice.gettext("Der vurdererne har svart ulikt, drøfter de seg fram til ett nivå og begrunner det."),
        ),
        (
            voice.gettext("Faktasjekk"),
            voice.gettext(
                "Kommunen leser utkastet og sier fra om feil i fakta. Nivåene er det vurdererne som setter."
            ),
        ),
        (
            voice.gettext("Levering"),
            voice.gettext(
                "Resultatet forsegles og leveres. Det blir offentlig først når kommunen har sagt ja til det."
            ),
        ),
    ]


def scale(voice: Voice, framework: Framework) -> str:
    return voice.gettext(
        "Hver prosess vurderes på samme skala med %(count)s nivåer. Et nivå er nådd først når nivåene under det også er det."
    ) % {"count": len(framework.scale.steps)}


def points(voice: Voice, framework: Framework) -> list[str]:
    return [
        voice.gettext(
            "Hvert nivå gir en fast andel av poengene prosessen kan få. Andelene står i tabellen over skalaen."
        ),
        voice.gettext(
            "Poengene i et delområde fordeles på prosessene etter vekt. En prosess med vekt 2 teller dobbelt så mye som en med vekt 1 i samme delområde. Ved hver prosess står det meste den kan gi når alt i området er aktuelt."
        ),
        voice.gettext(
            "Prosessene legges sammen til delområdet, delområdene til området og områdene til summen. Utgaven gir høyst %(points)s poeng."
        )
        % {"points": formats.number(total(framework), voice.locale)},
        voice.gettext(
            "En prosess som ikke gjelder for kommunen, holdes utenfor. Poengene den kunne ha gitt, fordeles på resten av delområdet. Er ingenting i et delområde aktuelt, fordeles poengene på resten av området. Er ingenting i et område aktuelt, står området som «ikke aktuelt», ikke som null."
        ),
        voice.gettext(
            "Det som ikke er vurdert, regnes aldri som null. Så lenge noe mangler, vises summen som et spenn: fra ingen til full uttelling for det som mangler."
        ),
        voice.gettext(
            "Det regnes med nøyaktige brøker og rundes av ett sted: Hvert område får et helt antall poeng, der en halv rundes opp, og summen er summen av de hele tallene."
        ),
    ]


def total(framework: Framework) -> int:
    return sum(area.points for area in framework.areas)


def size(voice: Voice, framework: Framework) -> str:
    subareas = sum(len(area.subareas) for area in framework.areas)
    return voice.gettext("%(areas)s områder, %(subareas)s delområder og %(processes)s prosesser") % {
        "areas": len(framework.areas),
        "subareas": subareas,
        "processes": len(framework.criteria),
    }


def worth(voice: Voice, points: int | Fraction) -> str:
    text = voice.ngettext("%(points)s poeng", "%(points)s poeng", int(points))
    return text % {"points": formats.number(points, voice.locale)}


def weight(voice: Voice, weight_: int, most: Fraction) -> str:
    return voice.gettext("Vekt %(weight)s, høyst %(points)s poeng.") % {
        "weight": weight_,
        "points": formats.number(most, voice.locale, 1),
    }


def source(voice: Voice, kind: str, text: str) -> str:
    names = {
        "document": voice.gettext("Dokument: %(text)s"),
        "website": voice.gettext("Nettside: %(text)s"),
        "interview": voice.gettext("Samtale: %(text)s"),
    }
    return names[kind] % {"text": text}
