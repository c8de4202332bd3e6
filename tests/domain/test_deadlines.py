"""Which days of a plan still lie ahead of whom."""

from datetime import date

import pytest

from kompass.domain.deadlines import NO_DAYS, Days, DeadlineKind, deadlines
from kompass.domain.evaluation import Status
from kompass.domain.permissions import Relation

TODAY = date(2026, 11, 23)
DAYS = Days(
    self_description_due=date(2026, 11, 1),
    visit_first=date(2026, 11, 24),
    visit_last=date(2026, 11, 25),
    fact_check_due=date(2026, 12, 10),
    delivery_due=date(2026, 12, 20),
)
DESCRIPTION, VISIT, CHECK, DELIVERY = list(DeadlineKind)[:4]


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (Status.PLANNED, [DESCRIPTION, VISIT, CHECK, DELIVERY]),
        (Status.COLLECTING, [DESCRIPTION, VISIT, CHECK, DELIVERY]),
        (Status.SCORING, [VISIT, CHECK, DELIVERY]),
        (Status.CONSENSUS, [VISIT, CHECK, DELIVERY]),
        (Status.FACT_CHECK, [VISIT, CHECK, DELIVERY]),
        (Status.DELIVERED, []),
        (Status.PUBLISHED, []),
        (Status.ARCHIVED, []),
        (Status.WITHDRAWN, []),
    ],
)
def test_what_is_over_is_no_deadline(status: Status, expected: list[DeadlineKind]) -> None:
    assert [one.kind for one in deadlines(Relation.LEAD, status, DAYS, TODAY)] == expected


@pytest.mark.parametrize(
    ("relation", "known"),
    [
        (Relation.LEAD, True),
        (Relation.ASSESSOR, True),
        (Relation.CONTACT, True),
        (Relation.READER, False),
        (Relation.ADMINISTRATOR, False),
        (Relation.OUTSIDER, False),
    ],
)
def test_only_those_who_may_read_the_plan_have_its_deadlines(relation: Relation, known: bool) -> None:
    assert bool(deadlines(relation, Status.COLLECTING, DAYS, TODAY)) is known


def test_deadline_that_has_passed_is_late_and_a_visit_is_never() -> None:
    found = deadlines(Relation.LEAD, Status.COLLECTING, DAYS, date(2026, 12, 1))

    assert [(one.kind, one.is_late(date(2026, 12, 1))) for one in found] == [
        (DESCRIPTION, True),
        (CHECK, False),
        (DELIVERY, False),
    ]


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (None, None, None),
        (date(2026, 1, 2), None, (date(2026, 1, 2), date(2026, 1, 2))),
        (None, date(2026, 1, 3), (date(2026, 1, 3), date(2026, 1, 3))),
        (date(2026, 1, 2), date(2026, 1, 3), (date(2026, 1, 2), date(2026, 1, 3))),
    ],
)
def test_visit_is_the_days_that_are_set(
    first: date | None, last: date | None, expected: tuple[date, date] | None
) -> None:
    assert Days(visit_first=first, visit_last=last).visit == expected


def test_plan_without_days_asks_nothing() -> None:
    assert NO_DAYS.all == ()
    assert deadlines(Relation.LEAD, Status.PLANNED, NO_DAYS, TODAY) == []
