"""The comparison group of an evaluation: the latest complete evaluation of every other municipality."""

from sqlalchemy.orm import Session

from kompass.domain.comparison import Group, group_of
from kompass.domain.permissions import Actor
from kompass.domain.scoring import Result
from kompass.services.evaluations import Scored, listed
from kompass.services.installation import Installation


def comparison_group(
    at: Installation, session: Session, actor: Actor | None, scored: Scored, locale: str, name: str
) -> Group | None:
    """Everyone else with the same edition, complete and handed in; None when there is nobody.

    Invented municipalities are compared with invented ones only, real with real: a made-up score must
    never move a real mean.
    """
    results: dict[str, Result] = {}
    for other in listed(at, session, actor, locale):
        evaluation = other.evaluation
        if (
            evaluation.municipality.number != scored.evaluation.municipality.number
            and evaluation.is_demonstration == scored.evaluation.is_demonstration
            and evaluation.scoring_digest == scored.evaluation.scoring_digest
            and evaluation.is_locked
        ):
            results.setdefault(evaluation.municipality.number, other.result)
    return group_of(name, scored.evaluation.scoring_digest, results.values()) if results else None
