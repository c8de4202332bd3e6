"""What waits for a person in an evaluation: a closed list of reasons, and the rule of each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kompass.domain.deadlines import NO_DAYS, Days
from kompass.domain.evaluation import Status
from kompass.domain.permissions import Permission, Relation, allowed


class Reason(StrEnum):
    """Why an evaluation waits for somebody, in the order of the course."""

    ADD_LEAD = "add_lead"
    ADD_CONTACT = "add_contact"
    SET_DAYS = "set_days"
    BEGIN = "begin"
    DESCRIBE = "describe"
    SEND_DOCUMENTS = "send_documents"
    BEGIN_SCORING = "begin_scoring"
    SCORE_AREAS = "score_areas"
    SCORE_PROCESSES = "score_processes"
    GO_TO_CONSENSUS = "go_to_consensus"
    AGREE = "agree"
    GO_TO_FACT_CHECK = "go_to_fact_check"
    CHECK_FACTS = "check_facts"
    ANSWER_COMMENTS = "answer_comments"
    DELIVER = "deliver"
    CONSENT = "consent"
    PUBLISH = "publish"
    ADD_MEASURES = "add_measures"
    MEASURES_LATE = "measures_late"


@dataclass(frozen=True, slots=True)
class Situation:
    """One evaluation as it stands for one person.

    `assessors` counts those in the team who may score. `areas_left` are areas the person has not handed in,
    `processes_left` those without an answer on their own sheet, `disputes_left` those nobody has agreed on yet.
    `is_handed_in` says that two or more have scored and that nothing waits to be handed in by any of them.
    """

    relation: Relation
    status: Status
    today: date
    days: Days = NO_DAYS
    has_lead: bool = True
    has_contact: bool = True
    assessors: int = 1
    areas_left: int = 0
    processes_left: int = 0
    is_handed_in: bool = False
    disputes_left: int = 0
    areas_undescribed: int = 0
    documents_asked: int = 0
    comments_open: int = 0
    has_consent: bool = False
    measures: int = 0
    measures_late: int = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits. `count` is how many of it, 1 where it cannot be counted; `due` None without a day."""

    reason: Reason
    count: int
    due: date | None


@dataclass(frozen=True, slots=True)
class _Rule:
    """When something waits: in this status, for those who may do it, and as many as `count` says."""

    status: Status
    permission: Permission
    count: Callable[[Situation], int]
    only: Relation | None = None


def _passed(day: date | None, today: date) -> bool:
    return day is not None and day < today


def _collected(one: Situation) -> bool:
    """Whether everything asked for has come, or the time for it is over."""
    return not (one.areas_undescribed or one.documents_asked) or _passed(one.days.self_description_due, one.today)


def _checked(one: Situation) -> bool:
    """Whether the municipality has had its time, and every comment an answer."""
    due = one.days.fact_check_due
    return one.comments_open == 0 and (due is None or _passed(due, one.today))


_S, _P = Status, Permission
RULES: tuple[tuple[Reason, _Rule], ...] = (
    *(
        (Reason.ADD_LEAD, _Rule(status, _P.TEAM_CHANGE, lambda one: not one.has_lead, Relation.ADMINISTRATOR))
        for status in Status
        if status is not Status.WITHDRAWN
    ),
    (Reason.ADD_CONTACT, _Rule(_S.PLANNED, _P.TEAM_CHANGE, lambda one: not one.has_contact, Relation.LEAD)),
    (Reason.ADD_CONTACT, _Rule(_S.COLLECTING, _P.TEAM_CHANGE, lambda one: not one.has_contact, Relation.LEAD)),
    (Reason.SET_DAYS, _Rule(_S.PLANNED, _P.PLAN_WRITE, lambda one: not one.days.all, Relation.LEAD)),
    (Reason.BEGIN, _Rule(_S.PLANNED, _P.EVALUATION_MOVE, lambda _: 1)),
    (Reason.DESCRIBE, _Rule(_S.COLLECTING, _P.SELF_DESCRIPTION_WRITE, lambda one: one.areas_undescribed)),
    (
        Reason.SEND_DOCUMENTS,
        _Rule(_S.COLLECTING, _P.EVIDENCE_ADD, lambda one: one.documents_asked, Relation.CONTACT),
    ),
    (Reason.BEGIN_SCORING, _Rule(_S.COLLECTING, _P.EVALUATION_MOVE, _collected)),
    (Reason.SCORE_AREAS, _Rule(_S.SCORING, _P.SCORE, lambda one: one.assessors > 1 and one.areas_left)),
    (Reason.SCORE_PROCESSES, _Rule(_S.SCORING, _P.SCORE, lambda one: one.assessors < 2 and one.processes_left)),
    (Reason.GO_TO_CONSENSUS, _Rule(_S.SCORING, _P.EVALUATION_MOVE, lambda one: one.is_handed_in)),
    (
        Reason.GO_TO_FACT_CHECK,
        _Rule(_S.SCORING, _P.EVALUATION_MOVE, lambda one: one.assessors < 2 and not one.processes_left),
    ),
    (Reason.AGREE, _Rule(_S.CONSENSUS, _P.AGREE, lambda one: one.disputes_left)),
    (Reason.GO_TO_FACT_CHECK, _Rule(_S.CONSENSUS, _P.EVALUATION_MOVE, lambda one: not one.disputes_left)),
    (Reason.CHECK_FACTS, _Rule(_S.FACT_CHECK, _P.COMMENT, lambda _: 1, Relation.CONTACT)),
    (Reason.ANSWER_COMMENTS, _Rule(_S.FACT_CHECK, _P.COMMENT_ANSWER, lambda one: one.comments_open)),
    (Reason.DELIVER, _Rule(_S.FACT_CHECK, _P.EVALUATION_MOVE, _checked)),
    (Reason.CONSENT, _Rule(_S.DELIVERED, _P.CONSENT, lambda one: not one.has_consent)),
    (Reason.PUBLISH, _Rule(_S.DELIVERED, _P.EVALUATION_MOVE, lambda one: one.has_consent)),
    *(
        (reason, _Rule(status, _P.MEASURE_WRITE, count, Relation.CONTACT))
        for status in (_S.DELIVERED, _S.PUBLISHED, _S.ARCHIVED)
        for reason, count in (
            (Reason.ADD_MEASURES, lambda one: one.status is not Status.ARCHIVED and not one.measures),
            (Reason.MEASURES_LATE, lambda one: one.measures_late),
        )
    ),
)


def waiting(one: Situation) -> tuple[Waiting, ...]:
    """Everything that waits for the person, in the order of the course; only what they may do now."""
    found = []
    for reason, rule in RULES:
        applies = rule.status is one.status and rule.only in (None, one.relation)
        count = int(rule.count(one)) if applies and allowed(one.relation, rule.permission, one.status) else 0
        if count:
            found.append(Waiting(reason, count, _due(reason, one.days)))
    return tuple(sorted(found, key=lambda found_one: tuple(Reason).index(found_one.reason)))


def _due(reason: Reason, days: Days) -> date | None:
    """The day of the plan that something must be done by; None where the plan says nothing of it."""
    if reason in (Reason.DESCRIBE, Reason.SEND_DOCUMENTS):
        return days.self_description_due
    if reason in (Reason.CHECK_FACTS, Reason.ANSWER_COMMENTS):
        return days.fact_check_due
    return days.delivery_due if reason is Reason.DELIVER else None
