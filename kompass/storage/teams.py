"""Queries about who is in the team of an evaluation."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, union
from sqlalchemy.orm import Session, joinedload

from kompass.domain.permissions import Member, Relation
from kompass.storage.accounts import as_actor
from kompass.storage.tables import AnswerRow, MemberRow, SheetRow

ORDER = tuple(Relation)
# Asked with every page and every answer that is saved, so it is built once.
RELATION = select(MemberRow.relation).where(
    MemberRow.evaluation_id == bindparam("evaluation_id"), MemberRow.account_id == bindparam("account_id")
)


def relation_of(session: Session, evaluation_id: int, account_id: int) -> Relation | None:
    """What this account is to the evaluation; None when it is not in the team."""
    found = session.scalar(RELATION, {"evaluation_id": evaluation_id, "account_id": account_id})
    return None if found is None else Relation(found)


def members(session: Session, evaluation_id: int) -> list[Member]:
    """The team: the lead first, then assessors, contacts and readers, each by name."""
    query = select(MemberRow).options(joinedload(MemberRow.account)).where(MemberRow.evaluation_id == evaluation_id)
    found = [Member(as_actor(row.account), Relation(row.relation)) for row in session.scalars(query)]
    return sorted(found, key=lambda one: (ORDER.index(one.relation), one.person.name, one.person.id))


def relations_of(session: Session, account_id: int) -> Mapping[int, Relation]:
    """What the account is, by the id of each evaluation it is in the team of."""
    query = select(MemberRow.evaluation_id, MemberRow.relation).where(MemberRow.account_id == account_id)
    return {evaluation_id: Relation(relation) for evaluation_id, relation in session.execute(query)}


def assessors(session: Session, evaluation_id: int) -> int:
    """How many assess an evaluation: those in the team who may, and those who left it with answers given."""
    in_team = select(MemberRow.account_id).where(
        MemberRow.evaluation_id == evaluation_id, MemberRow.relation.in_([Relation.LEAD, Relation.ASSESSOR])
    )
    with_answers = (
        select(SheetRow.account_id)
        .join(AnswerRow, AnswerRow.sheet_id == SheetRow.id)
        .where(
            SheetRow.evaluation_id == evaluation_id,
            SheetRow.account_id.is_not(None),
            AnswerRow.level.is_not(None) | AnswerRow.reason.is_not(None),
        )
    )
    # A union holds each of them once.
    return session.scalar(select(func.count()).select_from(union(in_team, with_answers).subquery())) or 0


def put(session: Session, evaluation_id: int, account_id: int, relation: Relation, *, at: datetime) -> None:
    """Put an account into the team, or give it another part there."""
    row = session.get(MemberRow, (evaluation_id, account_id))
    if row is None:
        session.add(MemberRow(evaluation_id=evaluation_id, account_id=account_id, relation=relation, added_at=at))
    else:
        row.relation = relation
    session.flush()


def remove(session: Session, evaluation_id: int, account_id: int) -> None:
    """Take an account out of the team."""
    session.execute(
        delete(MemberRow).where(MemberRow.evaluation_id == evaluation_id, MemberRow.account_id == account_id)
    )
