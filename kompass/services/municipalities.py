"""Finding a municipality and what is known of it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from kompass.domain.errors import NotFound, Problem
from kompass.domain.history import PublishedResult, history_findings, is_of
from kompass.domain.municipality import Municipality
from kompass.domain.permissions import Actor, Permission
from kompass.domain.register import Unit
from kompass.services.access import require
from kompass.storage import municipalities, results


@dataclass(frozen=True, slots=True)
class Dossier:
    """A municipality, its published results at the depth they are known, and where those disagree."""

    municipality: Municipality
    unit: Unit
    history: list[PublishedResult]
    findings: list[Problem]


def search(session: Session, actor: Actor | None, words: str, *, most: int) -> tuple[list[Municipality], int]:
    """Municipalities that match the words in number or name, at most so many, and how many in all."""
    require(actor, Permission.MUNICIPALITY_READ)
    return municipalities.matching(session, words, most=most)


def dossier(session: Session, actor: Actor | None, number: str) -> Dossier:
    """What is known of one municipality; NotFound for an unknown number."""
    require(actor, Permission.MUNICIPALITY_READ)
    municipality = municipalities.municipality(session, number)
    if municipality is None:
        raise NotFound
    unit = municipalities.register(session).units_of(number)[-1]
    history = history_of(session, unit)
    return Dossier(municipality, unit, history, history_findings(history))


def history_of(session: Session, unit: Unit) -> list[PublishedResult]:
    """Published results of a unit under all its numbers."""
    return [result for result in results.published_results(session, unit.numbers) if is_of(result, unit)]
