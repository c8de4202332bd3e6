"""Gathering what a report tells besides the scores, as far as the reader may see it."""

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from sqlalchemy.orm import Session

from kompass.domain.answers import Answers
from kompass.domain.errors import Invalid
from kompass.domain.evaluation import SEALED, Evaluation
from kompass.domain.evidence import EvidenceKind
from kompass.domain.measures import by_deadline
from kompass.domain.media import PNG, Media
from kompass.domain.permissions import Actor, Permission
from kompass.reporting.evaluation.beside import Beside
from kompass.services.access import may
from kompass.services.images import cleaned_image
from kompass.services.installation import Installation
from kompass.storage import deliveries, evaluations, evidence, gold_stars, measures, sheets

# Coats of arms in the installation's folder, one PNG a municipality, named by its number.
ARMS = "arms"
LARGEST_ARMS = 2_000_000


def beside(at: Installation, session: Session, actor: Actor | None, evaluation: Evaluation) -> Beside:
    """What stands beside the scores. Until delivery only those who write the report see it, the arms apart."""
    id_, is_sealed = evaluation.id, evaluation.status in SEALED
    arms = arms_of(at, evaluation.municipality.number)
    if not (is_sealed or may(session, actor, Permission.TEXT_READ, evaluation)):
        return Beside(arms=arms)
    seals = deliveries.seals_of(session, id_) if is_sealed else []
    follows = may(session, actor, Permission.MEASURE_READ, evaluation)
    return Beside(
        stars=tuple(gold_stars.stars_of(session, id_)),
        evidence=_evidence(session, id_),
        originals=() if evaluation.is_alone else _originals(session, id_),
        seal=seals[-1] if seals else None,
        measures=tuple(by_deadline(measures.measures_of(session, [id_]))) if follows else (),
        arms=arms,
    )


def arms_of(at: Installation, number: str) -> bytes:
    """The municipality's coat of arms, drawn anew; empty when there is none, or it is no usable picture."""
    path = at.instance / ARMS / f"{number}.png"
    try:
        found = path.stat()
    except OSError:
        return b""
    return _drawn(path, found.st_mtime_ns) if found.st_size <= LARGEST_ARMS else b""


@lru_cache(maxsize=50)
def _drawn(path: Path, _changed: int) -> bytes:
    try:
        content = path.read_bytes()
        return cleaned_image(content, Media(PNG))
    except (OSError, Invalid):
        return b""


def _evidence(session: Session, evaluation_id: int) -> Mapping[str, Mapping[EvidenceKind, int]]:
    """How much evidence of each kind a process rests on; what was replaced or taken away does not count."""
    kinds = {one.id: one.kind for one in evidence.evidence_of(session, evaluation_id) if one.is_current}
    links = [link for link in evidence.links_of(session, evaluation_id) if link.evidence_id in kinds]
    found: dict[str, Counter[EvidenceKind]] = {link.criterion_id: Counter() for link in links}
    for link in links:
        found[link.criterion_id][kinds[link.evidence_id]] += 1
    return found


def _originals(session: Session, evaluation_id: int) -> tuple[Answers, ...]:
    own = sheets.assessors_sheets(session, evaluation_id)
    answers = evaluations.answers_of_many(session, [sheet.id for sheet in own])
    return tuple(answers[sheet.id] for sheet in own if answers.get(sheet.id))
