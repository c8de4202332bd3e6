"""The comparison group of an evaluation: the latest complete evaluation of every other municipality."""

from sqlalchemy.orm import Session

from kompass.domain.comparison import Group, group_of
from kompass.domain.evaluation import Evaluation
from kompass.domain.permissions import Actor, Permission
from kompass.domain.register import Unit
from kompass.services.access import require
from kompass.services.evaluations import Scored, found_of, scored_many
from kompass.services.installation import Installation
from kompass.storage import municipalities


def comparison_group(
    at: Installation, session: Session, actor: Actor | None, scored: Scored, locale: str, name: str
) -> Group | None:
    """Everyone else with the same edition whose result is published; None when there is nobody.

    A municipality counts once, whatever numbers it has had, and only if it existed when this one was
    evaluated: one that had been merged away by then is part of another. Invented municipalities are compared
    with invented ones only, real with real: a made-up score must never move a real mean.
    """
    require(actor, Permission.EVALUATION_READ)
    own, register = scored.evaluation, municipalities.register(session)
    itself = register.unit(own.municipality.number, own.evaluated_on)
    latest: dict[Unit, Evaluation] = {}
    for other in found_of(session, None):
        unit = register.unit(other.municipality.number, other.evaluated_on)
        if (
            unit is not None
            and unit != itself
            and unit.is_valid_on(own.evaluated_on)
            and other.is_demonstration == own.is_demonstration
            and other.scoring_digest == own.scoring_digest
            and other.is_public
        ):
            latest.setdefault(unit, other)
    if not latest:
        return None
    others = scored_many(at, session, list(latest.values()), locale)
    return group_of(name, own.scoring_digest, [other.result for other in others])
