"""What waits for whom: a table of situations, and that nothing waits that would be refused."""

from datetime import date
from itertools import product

import pytest

from kompass.domain.deadlines import Days
from kompass.domain.evaluation import Status
from kompass.domain.permissions import Relation, allowed
from kompass.domain.waiting import RULES, Reason, Situation, waiting

TODAY = date(2026, 11, 23)
BEFORE, AFTER = date(2026, 11, 22), date(2026, 12, 1)
LEAD, ASSESSOR, CONTACT, READER = Relation.LEAD, Relation.ASSESSOR, Relation.CONTACT, Relation.READER
R = Reason


def reasons(relation: Relation, status: Status, **facts: object) -> list[Reason]:
    return [one.reason for one in waiting(Situation(relation, status, TODAY, **facts))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("relation", "status", "facts", "expected"),
    [
        (LEAD, Status.PLANNED, {}, [R.SET_DAYS, R.BEGIN]),
        (LEAD, Status.PLANNED, {"has_contact": False}, [R.ADD_CONTACT, R.SET_DAYS, R.BEGIN]),
        (LEAD, Status.PLANNED, {"days": Days(delivery_due=AFTER)}, [R.BEGIN]),
        (ASSESSOR, Status.PLANNED, {"has_contact": False}, []),
        (CONTACT, Status.PLANNED, {}, []),
        (CONTACT, Status.COLLECTING, {"areas_undescribed": 3}, [R.DESCRIBE]),
        (CONTACT, Status.COLLECTING, {"documents_asked": 2}, [R.SEND_DOCUMENTS]),
        (CONTACT, Status.COLLECTING, {}, []),
        (LEAD, Status.COLLECTING, {"areas_undescribed": 3}, []),
        (LEAD, Status.COLLECTING, {"documents_asked": 1, "has_contact": False}, [R.ADD_CONTACT]),
        (
            LEAD,
            Status.COLLECTING,
            {"areas_undescribed": 3, "days": Days(self_description_due=BEFORE)},
            [R.BEGIN_SCORING],
        ),
        (LEAD, Status.COLLECTING, {}, [R.BEGIN_SCORING]),
        (ASSESSOR, Status.COLLECTING, {}, []),
        (ASSESSOR, Status.SCORING, {"assessors": 2, "areas_left": 4, "processes_left": 9}, [R.SCORE_AREAS]),
        (ASSESSOR, Status.SCORING, {"assessors": 2}, []),
        (LEAD, Status.SCORING, {"processes_left": 9}, [R.SCORE_PROCESSES]),
        (LEAD, Status.SCORING, {}, [R.GO_TO_FACT_CHECK]),
        (LEAD, Status.SCORING, {"assessors": 2, "is_handed_in": True}, [R.GO_TO_CONSENSUS]),
        (ASSESSOR, Status.SCORING, {"assessors": 2, "is_handed_in": True}, []),
        (CONTACT, Status.SCORING, {"processes_left": 9}, []),
        (ASSESSOR, Status.CONSENSUS, {"disputes_left": 2}, [R.AGREE]),
        (LEAD, Status.CONSENSUS, {"disputes_left": 2}, [R.AGREE]),
        (LEAD, Status.CONSENSUS, {}, [R.GO_TO_FACT_CHECK]),
        (CONTACT, Status.FACT_CHECK, {}, [R.CHECK_FACTS]),
        (ASSESSOR, Status.FACT_CHECK, {"comments_open": 1}, [R.ANSWER_COMMENTS]),
        (LEAD, Status.FACT_CHECK, {"comments_open": 1}, [R.ANSWER_COMMENTS]),
        (LEAD, Status.FACT_CHECK, {}, [R.DELIVER]),
        (LEAD, Status.FACT_CHECK, {"days": Days(fact_check_due=AFTER)}, []),
        (LEAD, Status.FACT_CHECK, {"days": Days(fact_check_due=BEFORE)}, [R.DELIVER]),
        (LEAD, Status.DELIVERED, {}, [R.CONSENT]),
        (LEAD, Status.DELIVERED, {"has_consent": True}, [R.PUBLISH]),
        (CONTACT, Status.DELIVERED, {}, [R.CONSENT, R.ADD_MEASURES]),
        (CONTACT, Status.PUBLISHED, {}, [R.ADD_MEASURES]),
        (CONTACT, Status.PUBLISHED, {"measures": 2, "measures_late": 1}, [R.MEASURES_LATE]),
        (CONTACT, Status.ARCHIVED, {}, []),
        (CONTACT, Status.ARCHIVED, {"measures": 1, "measures_late": 1}, [R.MEASURES_LATE]),
        (LEAD, Status.PUBLISHED, {"measures_late": 1}, []),
        (READER, Status.PUBLISHED, {"measures_late": 1}, []),
        (Relation.ADMINISTRATOR, Status.SCORING, {"has_lead": False}, [R.ADD_LEAD]),
        (Relation.ADMINISTRATOR, Status.SCORING, {}, []),
        (Relation.ADMINISTRATOR, Status.WITHDRAWN, {"has_lead": False}, []),
    ],
)
def test_what_waits(relation: Relation, status: Status, facts: dict[str, object], expected: list[Reason]) -> None:
    assert reasons(relation, status, **facts) == expected


@pytest.mark.parametrize(
    ("relation", "status", "facts", "due"),
    [
        (CONTACT, Status.COLLECTING, {"areas_undescribed": 1}, date(2026, 12, 1)),
        (CONTACT, Status.FACT_CHECK, {}, date(2026, 11, 20)),
        (LEAD, Status.FACT_CHECK, {}, date(2026, 12, 3)),
        (LEAD, Status.SCORING, {}, None),
    ],
)
def test_day_it_must_be_done_by_comes_from_the_plan(
    relation: Relation, status: Status, facts: dict[str, object], due: date | None
) -> None:
    days = Days(
        self_description_due=date(2026, 12, 1), fact_check_due=date(2026, 11, 20), delivery_due=date(2026, 12, 3)
    )

    (found,) = waiting(Situation(relation, status, TODAY, days=days, **facts))  # type: ignore[arg-type]

    assert found.due == due


def test_how_many_wait_is_counted() -> None:
    (found,) = waiting(Situation(CONTACT, Status.COLLECTING, TODAY, areas_undescribed=5))

    assert found.count == 5


@pytest.mark.parametrize(("relation", "status"), list(product(Relation, Status)))
def test_nothing_waits_that_would_be_refused(relation: Relation, status: Status) -> None:
    permissions = {reason: rule.permission for reason, rule in RULES if rule.status is status}
    busy = {
        "has_lead": False,
        "has_contact": False,
        "assessors": 2,
        "areas_left": 1,
        "is_handed_in": True,
        "disputes_left": 1,
        "areas_undescribed": 1,
        "documents_asked": 1,
        "comments_open": 1,
        "measures_late": 1,
    }

    for facts in ({}, busy):
        for reason in reasons(relation, status, **facts):
            assert allowed(relation, permissions[reason], status), reason


def test_every_reason_has_a_rule() -> None:
    assert {reason for reason, _ in RULES} == set(Reason)
