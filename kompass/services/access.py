"""Decides whether the actor may do this to that. The views only declare; this is where no is said."""

from sqlalchemy.orm import Session

from kompass.domain.errors import NotAllowed, NotFound
from kompass.domain.evaluation import Evaluation
from kompass.domain.permissions import Actor, Permission, can
from kompass.storage import evaluations


def require(actor: Actor | None, permission: Permission) -> Actor:
    """The actor, who has the permission; NotAllowed otherwise."""
    if actor is None or not can(actor, permission):
        raise NotAllowed
    return actor


def evaluation_for(session: Session, actor: Actor | None, permission: Permission, evaluation_id: int) -> Evaluation:
    """The evaluation, if the actor may do this to it.

    NotFound when there is none, and when the actor may not even know that there is.
    """
    if not can(actor, Permission.EVALUATION_READ):
        raise NotFound
    found = evaluations.evaluation(session, evaluation_id)
    if found is None:
        raise NotFound
    require(actor, permission)
    return found
