"""Decides whether the actor may do this to that. The views only declare; this is where no is said."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from kompass.domain.errors import NotAllowed, NotFound, NotPossibleNow
from kompass.domain.evaluation import Evaluation
from kompass.domain.permissions import (
    RULES,
    WHEN_TOGETHER,
    Actor,
    Permission,
    Relation,
    allowed,
    can,
    possible,
    waits,
)
from kompass.storage import evaluations, teams


def require(actor: Actor | None, permission: Permission) -> Actor:
    """The actor, whose role may ever do this; NotAllowed otherwise."""
    if actor is None or not can(actor, permission):
        raise NotAllowed
    return actor


def relation_to(session: Session, actor: Actor, evaluation_id: int) -> Relation:
    """What the actor is to the evaluation."""
    return teams.relation_of(session, evaluation_id, actor.id) or actor.outside


def evaluation_for(session: Session, actor: Actor | None, permission: Permission, evaluation_id: int) -> Evaluation:
    """The evaluation, if the actor may do this to it now.

    NotFound when there is none, and when the actor may not even know that there is; NotAllowed when the actor
    never may; NotPossibleNow when the status of the evaluation forbids it, or it waits for the others.
    """
    found = evaluations.evaluation(session, evaluation_id) if actor else None
    if actor is None or found is None:
        raise NotFound
    relation = relation_to(session, actor, evaluation_id)
    if allowed(relation, permission, found.status):
        if _shut(session, [permission], found):
            raise NotPossibleNow("each_alone")
        return found
    if not allowed(relation, Permission.EVALUATION_READ, found.status):
        raise NotFound
    if not possible(relation, permission):
        raise NotAllowed
    raise NotPossibleNow("status_forbids")


def may(session: Session, actor: Actor | None, permission: Permission, evaluation: Evaluation) -> bool:
    """Whether the actor may do this to the evaluation now, so that a page can leave out what would be refused."""
    if actor is None or not allowed(relation_to(session, actor, evaluation.id), permission, evaluation.status):
        return False
    return not _shut(session, [permission], evaluation)


def open_to(session: Session, actor: Actor | None, evaluation: Evaluation) -> frozenset[Permission]:
    """Everything the actor may do to the evaluation now."""
    if actor is None:
        return frozenset()
    relation = relation_to(session, actor, evaluation.id)
    found = frozenset(permission for permission in RULES if allowed(relation, permission, evaluation.status))
    return found - _shut(session, found, evaluation)


def readable(
    session: Session, actor: Actor, found: Iterable[Evaluation], permission: Permission = Permission.EVALUATION_READ
) -> list[Evaluation]:
    """Those of the evaluations that the actor may read, in the same order."""
    relations = teams.relations_of(session, actor.id)
    open_ = [one for one in found if allowed(relations.get(one.id, actor.outside), permission, one.status)]
    return [one for one in open_ if not _shut(session, [permission], one)]


def _shut(session: Session, permissions: Iterable[Permission], evaluation: Evaluation) -> frozenset[Permission]:
    """Those of the permissions that wait because several assess, each alone; most often without asking anything."""
    asked = WHEN_TOGETHER.intersection(permissions)
    if not asked or not evaluation.is_alone:
        return frozenset()
    count = teams.assessors(session, evaluation.id)
    return frozenset(permission for permission in asked if waits(permission, evaluation.status, count))
