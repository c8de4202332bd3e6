"""The days that lie ahead for somebody in a team: what is due, and what is late."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kompass.domain.evaluation import COURSE, Status
from kompass.domain.permissions import Permission, Relation, allowed


class DeadlineKind(StrEnum):
    """What a day is for."""

    SELF_DESCRIPTION = "self_description"
    VISIT = "visit"
    FACT_CHECK = "fact_check"
    DELIVERY = "delivery"
    MEASURE = "measure"


# From here on the work a deadline was for is over.
OVER_FROM: Mapping[DeadlineKind, Status] = {
    DeadlineKind.SELF_DESCRIPTION: Status.SCORING,
    DeadlineKind.VISIT: Status.DELIVERED,
    DeadlineKind.FACT_CHECK: Status.DELIVERED,
    DeadlineKind.DELIVERY: Status.DELIVERED,
}


@dataclass(frozen=True, slots=True)
class Days:
    """The days of an evaluation's plan; None for each that is not set."""

    self_description_due: date | None = None
    visit_first: date | None = None
    visit_last: date | None = None
    fact_check_due: date | None = None
    delivery_due: date | None = None

    @property
    def visit(self) -> tuple[date, date] | None:
        """First and last day of the visit; None when neither is set."""
        days = [day for day in (self.visit_first, self.visit_last) if day is not None]
        return (min(days), max(days)) if days else None

    @property
    def all(self) -> tuple[date, ...]:
        """Every day that is set."""
        days = (
            self.self_description_due,
            self.visit_first,
            self.visit_last,
            self.fact_check_due,
            self.delivery_due,
        )
        return tuple(day for day in days if day is not None)


NO_DAYS = Days()


@dataclass(frozen=True, slots=True)
class Deadline:
    """One day, or the days from `on` to `to`. A visit is never late: once it is over, it is no deadline."""

    kind: DeadlineKind
    on: date
    to: date

    def is_late(self, today: date) -> bool:
        return self.to < today


def deadlines(relation: Relation, status: Status, days: Days, today: date) -> list[Deadline]:
    """What the plan still asks of somebody with this relation, by day; what is over is left out."""
    if not allowed(relation, Permission.PLAN_READ, status) or status not in COURSE:
        return []
    found = [
        one
        for one in _planned(days)
        if COURSE.index(status) < COURSE.index(OVER_FROM[one.kind])
        and not (one.kind is DeadlineKind.VISIT and one.is_late(today))
    ]
    return sorted(found, key=lambda one: one.on)


def _planned(days: Days) -> Iterator[Deadline]:
    if days.visit:
        yield Deadline(DeadlineKind.VISIT, *days.visit)
    for kind, day in (
        (DeadlineKind.SELF_DESCRIPTION, days.self_description_due),
        (DeadlineKind.FACT_CHECK, days.fact_check_due),
        (DeadlineKind.DELIVERY, days.delivery_due),
    ):
        if day is not None:
            yield Deadline(kind, day, day)
