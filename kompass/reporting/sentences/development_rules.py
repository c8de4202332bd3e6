"""Sentences of the development report about published figures, and about how changes are worked out."""

from collections.abc import Mapping, Sequence

from kompass import formats
from kompass.reporting.sentences.voice import Voice


def published(voice: Voice) -> str:
    return voice.gettext("Tallene er gjengitt slik de er publisert, med det som er kjent og kilden.")


def starred(voice: Voice) -> str:
    return voice.gettext("Stjerne viser at noe ikke står i kilden:")


def concluded(voice: Voice, labels: Sequence[str], conclusion: str) -> str:
    """What the star stands for at these evaluations."""
    values = {"labels": formats.listing(labels, voice.locale), "conclusion": conclusion}
    return voice.gettext("* %(labels)s: %(conclusion)s") % values


def disagreement(voice: Voice, values: Mapping[str, str]) -> str:
    """Where a source states another change than its totals give."""
    return (
        voice.gettext(
            "En kilde oppgir en endring på %(stated)s poeng fra %(from)s til %(to)s, men summene gir %(difference)s. Begge "
            "er gjengitt slik de står."
        )
        % values
    )


def sum_disagreement(voice: Voice, values: Mapping[str, str]) -> str:
    """Where a published total is not the sum of its areas."""
    return (
        voice.gettext(
            "I %(year)s er oppgitt sum %(total)s, men områdene gir til sammen %(sum)s. Begge er gjengitt slik de står."
        )
        % values
    )


def editions_rule(voice: Voice) -> str:
    return voice.gettext(
        "Bare resultater etter samme utgave trekkes fra hverandre. Har den nyere utgaven en overgang fra den eldre, "
        "gjelder det bare områdene som spør om det samme, og det er merket. Summen regnes aldri gjennom en overgang. En "
        "ukjent utgave sammenlignes ikke med noe."
    )


def depth_rule(voice: Voice) -> str:
    return voice.gettext(
        "Et resultat er med så dypt som det er kjent. Der bare summen er kjent, er det bare summen som står. Ingen områder "
        "er anslått."
    )


def points_rule(voice: Voice) -> str:
    return voice.gettext(
        "Endringer regnes av hele poeng, slik de er trykt, så leseren kan regne etter. Det en prosess er verdt, er endringen "
        "i nivå ganger poengene prosessen kan gi nå. Summer av ulikt mange områder sammenlignes ikke."
    )
