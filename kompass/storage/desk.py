"""What a person's own page needs to know of many evaluations at once: one query each, however many they are."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from kompass.domain.deadlines import Days
from kompass.domain.evaluation import Evaluation, Status
from kompass.domain.permissions import Relation
from kompass.storage.evaluations import as_evaluation
from kompass.storage.tables import (
    AnswerRow,
    CommentRow,
    ConsentRow,
    DocumentRequestRow,
    EvaluationRow,
    MemberRow,
    PlanRow,
    SelfDescriptionRow,
    SheetAreaRow,
    SheetRow,
)

Ids = Collection[int]


@dataclass(frozen=True, slots=True)
class AnsweredSheet:
    """One sheet: whose it is (None for the agreed one), what has an answer on it, and the areas handed in."""

    evaluation_id: int
    account_id: int | None
    answered: frozenset[str]
    handed_in: frozenset[str]


def is_in_a_team(session: Session, account_id: int) -> bool:
    """Whether the account is in the team of any evaluation."""
    return bool(session.scalar(select(exists().where(MemberRow.account_id == account_id))))


def of_teams(session: Session, account_id: int) -> list[Evaluation]:
    """Every evaluation the account is in the team of, newest first."""
    query = (
        select(EvaluationRow)
        .options(joinedload(EvaluationRow.municipality))
        .join(MemberRow, MemberRow.evaluation_id == EvaluationRow.id)
        .where(MemberRow.account_id == account_id)
        .order_by(EvaluationRow.evaluated_on.desc(), EvaluationRow.id.desc())
    )
    return [as_evaluation(row) for row in session.scalars(query)]


def without_lead(session: Session) -> list[Evaluation]:
    """Every evaluation that nobody leads, newest first; those withdrawn need no lead."""
    led = exists().where(MemberRow.evaluation_id == EvaluationRow.id, MemberRow.relation == Relation.LEAD)
    query = (
        select(EvaluationRow)
        .options(joinedload(EvaluationRow.municipality))
        .where(~led, EvaluationRow.status != Status.WITHDRAWN)
        .order_by(EvaluationRow.evaluated_on.desc(), EvaluationRow.id.desc())
    )
    return [as_evaluation(row) for row in session.scalars(query)]


def parts(session: Session, ids: Ids) -> Mapping[int, Mapping[Relation, int]]:
    """How many there are of each relation in each team."""
    query = (
        select(MemberRow.evaluation_id, MemberRow.relation, func.count())
        .where(MemberRow.evaluation_id.in_(ids))
        .group_by(MemberRow.evaluation_id, MemberRow.relation)
    )
    found: dict[int, dict[Relation, int]] = defaultdict(dict)
    for evaluation_id, relation, number in session.execute(query):
        found[evaluation_id][Relation(relation)] = number
    return found


def days(session: Session, ids: Ids) -> Mapping[int, Days]:
    """The days of each evaluation that has a plan."""
    query = select(PlanRow).where(PlanRow.evaluation_id.in_(ids))
    return {
        row.evaluation_id: Days(
            self_description_due=row.self_description_due,
            visit_first=row.visit_first,
            visit_last=row.visit_last,
            fact_check_due=row.fact_check_due,
            delivery_due=row.delivery_due,
        )
        for row in session.scalars(query)
    }


def answered_sheets(session: Session, ids: Ids) -> list[AnsweredSheet]:
    """Every sheet of these evaluations with what is answered on it; a note alone is no answer."""
    query = select(SheetRow.id, SheetRow.evaluation_id, SheetRow.account_id).where(SheetRow.evaluation_id.in_(ids))
    sheets = list(session.execute(query))
    numbers = [row.id for row in sheets]
    answered: dict[int, set[str]] = defaultdict(set)
    given = AnswerRow.level.is_not(None) | AnswerRow.reason.is_not(None)
    for sheet_id, criterion_id in session.execute(
        select(AnswerRow.sheet_id, AnswerRow.criterion_id).where(AnswerRow.sheet_id.in_(numbers), given)
    ):
        answered[sheet_id].add(criterion_id)
    handed_in: dict[int, set[str]] = defaultdict(set)
    for sheet_id, area_id in session.execute(
        select(SheetAreaRow.sheet_id, SheetAreaRow.area_id).where(SheetAreaRow.sheet_id.in_(numbers))
    ):
        handed_in[sheet_id].add(area_id)
    return [
        AnsweredSheet(row.evaluation_id, row.account_id, frozenset(answered[row.id]), frozenset(handed_in[row.id]))
        for row in sheets
    ]


def described_areas(session: Session, ids: Ids) -> Mapping[int, int]:
    """How many areas the municipality has described, by evaluation id."""
    return _counts(session, SelfDescriptionRow.evaluation_id, ids, SelfDescriptionRow.practice != "")


def documents_asked(session: Session, ids: Ids) -> Mapping[int, int]:
    """How many documents are asked for and not received, by evaluation id."""
    return _counts(session, DocumentRequestRow.evaluation_id, ids, DocumentRequestRow.evidence_id.is_(None))


def comments_open(session: Session, ids: Ids) -> Mapping[int, int]:
    """How many comments nobody has answered, by evaluation id."""
    return _counts(session, CommentRow.evaluation_id, ids, CommentRow.outcome.is_(None))


def consented(session: Session, ids: Ids) -> frozenset[int]:
    """Those whose municipality has consented to publishing."""
    return frozenset(session.scalars(select(ConsentRow.evaluation_id).where(ConsentRow.evaluation_id.in_(ids))))


def _counts(
    session: Session, evaluation: InstrumentedAttribute[int], ids: Ids, condition: ColumnElement[bool]
) -> Mapping[int, int]:
    query = select(evaluation, func.count()).where(evaluation.in_(ids), condition).group_by(evaluation)
    return {row[0]: row[1] for row in session.execute(query)}
