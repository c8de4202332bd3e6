"""The comparison group of an evaluation: the latest complete evaluation of every other municipality."""

from dataclasses import dataclass, field
from functools import lru_cache

from sqlalchemy.orm import Session

from kompass.domain.answers import Answer
from kompass.domain.comparison import Group, group_of
from kompass.domain.evaluation import Evaluation
from kompass.domain.framework import Framework
from kompass.domain.permissions import Actor, Permission
from kompass.domain.register import Unit
from kompass.domain.scoring import score
from kompass.services.access import require
from kompass.services.evaluations import Scored, answers_shown, found_of
from kompass.storage import municipalities

# A set of answers that can be told from another.
Given = frozenset[tuple[str, Answer]]


def comparison_group(session: Session, actor: Actor | None, scored: Scored, name: str) -> Group | None:
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
    answers = answers_shown(session, list(latest.values())).values()
    given = tuple(frozenset(one.items()) for one in answers)
    return _group(_Members(name, own.scoring_digest, given, scored.framework))


@dataclass(frozen=True, slots=True)
class _Members:
    """What a group is made of. Equal when the same answers are scored by the same rules, whatever the language."""

    name: str
    scoring_digest: str
    answers: tuple[Given, ...]
    framework: Framework = field(compare=False)


# Scoring everybody takes many times longer than reading what they answered, and that changes when a result is
# published. The answers themselves are the key, so no mean is ever older than the database.
@lru_cache(maxsize=4)
def _group(members: _Members) -> Group:
    results = [score(members.framework, dict(given)) for given in members.answers]
    return group_of(members.name, members.scoring_digest, results)
