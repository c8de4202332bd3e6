"""Sentences of the chapters about each area."""

from collections.abc import Mapping

from kompass.domain.evidence import EvidenceKind
from kompass.domain.points import Published
from kompass.reporting.sentences.voice import Voice


def summary(voice: Voice, found: Published, distance: int | None) -> str:
    """The area's points, and the distance from the printed mean where there is one."""
    values = {
        "points": voice.whole(found.points),
        "highest": voice.whole(found.highest),
        "maximum": voice.whole(found.maximum),
        "distance": voice.whole(abs(distance or 0)),
    }
    return _summary_text(voice, found, distance) % values


def _summary_text(voice: Voice, found: Published, distance: int | None) -> str:
    if not found.applicable:
        return voice.gettext("Området er ikke aktuelt for kommunen og teller ikke med i summen.")
    if not found.complete:
        return voice.gettext(
            "Så langt har kommunen %(points)s poeng her. Når resten er vurdert, kan det bli fra %(points)s til "
            "%(highest)s av %(maximum)s."
        )
    if distance is None:
        return voice.gettext("Kommunen har %(points)s av %(maximum)s poeng.")
    if distance > 0:
        return voice.gettext("Kommunen har %(points)s av %(maximum)s poeng, %(distance)s over snittet i gruppen.")
    if distance < 0:
        return voice.gettext("Kommunen har %(points)s av %(maximum)s poeng, %(distance)s under snittet i gruppen.")
    return voice.gettext("Kommunen har %(points)s av %(maximum)s poeng, det samme som snittet i gruppen.")


def sum_of(voice: Voice, found: Published) -> str:
    """The area's points beside its heading."""
    if not found.applicable:
        return voice.gettext("ikke aktuelt")
    values = {"points": voice.points(found), "maximum": voice.whole(found.maximum)}
    return voice.gettext("%(points)s av %(maximum)s poeng") % values


def evidence(voice: Voice, counts: Mapping[EvidenceKind, int]) -> str:
    """«D 2, N 1»: how much of each kind a process rests on; empty when nothing is registered."""
    letters = {
        EvidenceKind.DOCUMENT: voice.gettext("D"),
        EvidenceKind.WEB: voice.gettext("N"),
        EvidenceKind.INTERVIEW: voice.gettext("I"),
    }
    return ", ".join(f"{letters[kind]} {voice.whole(counts[kind])}" for kind in EvidenceKind if counts.get(kind))


def evidence_key(voice: Voice) -> str:
    """What the letters of the evidence mean."""
    return voice.gettext(
        "Kilder er hvor mange som er registrert: D er dokumenter, N nettsider og I samtaler. En strek betyr "
        "at ingen er registrert på prosessen."
    )
