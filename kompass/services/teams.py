"""The team of an evaluation: who leads it, who assesses, who is the municipality's contact, who may read."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from kompass.domain.completeness import cleaned
from kompass.domain.errors import Invalid, NotFound, Problem
from kompass.domain.evaluation import Evaluation
from kompass.domain.permissions import PLACES, Actor, Member, Permission, Relation
from kompass.services.access import evaluation_for, may, require
from kompass.services.installation import Installation
from kompass.storage import accounts, journal, teams
from kompass.storage.database import transaction


@dataclass(frozen=True, slots=True)
class Team:
    """The people of an evaluation, the lead first, and whether the person may change who they are."""

    evaluation: Evaluation
    members: list[Member]
    may_change: bool


def team(session: Session, actor: Actor | None, evaluation_id: int) -> Team:
    """The team; NotFound for those who may not know of the evaluation, NotAllowed for those outside it."""
    evaluation = evaluation_for(session, actor, Permission.TEAM_READ, evaluation_id)
    return Team(
        evaluation=evaluation,
        members=teams.members(session, evaluation_id),
        may_change=may(session, actor, Permission.TEAM_CHANGE, evaluation),
    )


def put(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, email: str, relation: Relation
) -> None:
    """Put somebody with an account into the team, or give them another part.

    Invalid when nobody has the address, when their role does not allow the part, or when the last lead would go.
    """
    evaluation_for(session, actor, Permission.TEAM_CHANGE, evaluation_id)
    actor = require(actor, Permission.TEAM_CHANGE)
    found = accounts.actor_and_hash(session, cleaned(email))
    if found is None:
        raise Invalid((Problem("email_unknown", "email", (("email", cleaned(email)),)),))
    person = found[0]
    if relation not in PLACES[person.role]:
        raise Invalid((Problem("role_forbids_part", "relation", (("name", person.name),)),))
    with transaction(session):
        if relation is not Relation.LEAD:
            _refuse_without_lead(session, evaluation_id, person.id)
        teams.put(session, evaluation_id, person.id, relation, at=at.clock())
        journal.record(
            session,
            "team",
            account_id=actor.id,
            at=at.clock(),
            evaluation_id=evaluation_id,
            after={"account": person.id, "relation": relation},
        )


def remove(at: Installation, session: Session, actor: Actor | None, evaluation_id: int, account_id: int) -> None:
    """Take somebody out of the team; what they wrote stays. Invalid for the last lead, NotFound for a stranger."""
    evaluation_for(session, actor, Permission.TEAM_CHANGE, evaluation_id)
    actor = require(actor, Permission.TEAM_CHANGE)
    with transaction(session):
        if teams.relation_of(session, evaluation_id, account_id) is None:
            raise NotFound
        _refuse_without_lead(session, evaluation_id, account_id)
        teams.remove(session, evaluation_id, account_id)
        journal.record(
            session,
            "team",
            account_id=actor.id,
            at=at.clock(),
            evaluation_id=evaluation_id,
            after={"account": account_id, "relation": None},
        )


def _refuse_without_lead(session: Session, evaluation_id: int, account_id: int) -> None:
    leads = [one.person.id for one in teams.members(session, evaluation_id) if one.relation is Relation.LEAD]
    if leads == [account_id]:
        raise Invalid((Problem("last_lead", "relation"),))
