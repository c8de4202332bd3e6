"""Measures in order, counted, late or not; and which evaluations came before which."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kompass.domain.evaluation import Evaluation, Status
from kompass.domain.measures import (
    Measure,
    MeasureStatus,
    by_deadline,
    counts,
    due_problems,
    previous_evaluations,
)
from kompass.domain.municipality import Municipality
from kompass.domain.register import Change, ChangeKind, Register
from tests.factories import make_municipality

TODAY = date(2026, 11, 23)
PLANNED, STARTED, DONE, DROPPED = MeasureStatus


def measure(number: int, status: MeasureStatus = PLANNED, due_on: date | None = None) -> Measure:
    return Measure(
        id=number,
        evaluation_id=1,
        criterion_id="",
        title=f"Tiltak {number}",
        owner_role="Rådmannen",
        due_on=due_on,
        status=status,
        note="",
        version=1,
        saved_at=datetime(2026, 1, 1, tzinfo=UTC),
        saved_by="Kari",
    )


def test_unfinished_come_first_then_the_nearest_deadline_then_those_without() -> None:
    found = [
        measure(1, DONE, date(2026, 1, 1)),
        measure(2),
        measure(3, STARTED, date(2027, 1, 1)),
        measure(4, PLANNED, date(2026, 12, 1)),
        measure(5, DROPPED),
    ]

    assert [one.id for one in by_deadline(found)] == [4, 3, 2, 1, 5]


@pytest.mark.parametrize(
    ("status", "due_on", "late"),
    [
        (PLANNED, date(2026, 11, 22), True),
        (STARTED, date(2026, 11, 22), True),
        (PLANNED, TODAY, False),
        (PLANNED, None, False),
        (DONE, date(2026, 11, 22), False),
        (DROPPED, date(2026, 11, 22), False),
    ],
)
def test_only_what_is_unfinished_can_be_late(status: MeasureStatus, due_on: date | None, late: bool) -> None:
    assert measure(1, status, due_on).is_overdue(TODAY) is late


def test_every_status_is_counted() -> None:
    assert counts([measure(1), measure(2), measure(3, DONE)]) == {PLANNED: 2, STARTED: 0, DONE: 1, DROPPED: 0}


def evaluation(number: str, day: date, status: Status = Status.PUBLISHED, evaluation_id: int = 1) -> Evaluation:
    return Evaluation(evaluation_id, make_municipality(number), "liten", "1", "x", day, status)


@pytest.mark.parametrize(("year", "refused"), [(2025, True), (2026, False), (2046, False), (2047, True)])
def test_deadline_is_within_twenty_years_of_the_evaluation(year: int, refused: bool) -> None:
    found = due_problems(date(year, 1, 1), evaluation("0001", date(2026, 5, 1)))

    assert [one.code for one in found] == ["date_out_of_range"] * refused


def test_deadline_may_be_left_out() -> None:
    assert due_problems(None, evaluation("0001", date(2026, 5, 1))) == []


OLD, OTHER, NEW = (
    make_municipality("0001", name="Gamle", valid_from=date(2000, 1, 1), valid_to=date(2020, 1, 1)),
    make_municipality("0002", name="Andre", valid_from=date(2000, 1, 1), valid_to=date(2020, 1, 1)),
    make_municipality("0003", name="Nye", valid_from=date(2020, 1, 1)),
)
MERGED = Register(
    {one.number: one for one in (OLD, OTHER, NEW)},
    tuple(
        Change(date(2020, 1, 1), ChangeKind.MERGE, one.number, one.name, NEW.number, NEW.name)
        for one in (OLD, OTHER)
    ),
)


def of(place: Municipality, year: int, status: Status = Status.PUBLISHED) -> Evaluation:
    return Evaluation(int(f"{place.number}{year}"), place, "liten", "1", "x", date(year, 6, 1), status)


def years(*found: Evaluation) -> list[tuple[str, int]]:
    return [(one.municipality.name, one.year) for one in found]


def test_last_one_of_the_same_municipality_comes_before() -> None:
    found = previous_evaluations(
        MERGED, of(NEW, 2026), [of(NEW, 2021), of(NEW, 2024), of(NEW, 2026), of(OLD, 2018)]
    )

    assert years(*found) == [("Nye", 2024)]


def test_the_first_one_after_a_merger_is_preceded_by_those_it_was_made_from() -> None:
    found = previous_evaluations(MERGED, of(NEW, 2026), [of(OLD, 2012), of(OLD, 2018), of(OTHER, 2016)])

    assert years(*found) == [("Gamle", 2018), ("Andre", 2016)]


@pytest.mark.parametrize("status", [one for one in Status if one not in (Status.PUBLISHED, Status.DELIVERED)])
def test_only_what_was_delivered_comes_before(status: Status) -> None:
    found = previous_evaluations(MERGED, of(NEW, 2026), [of(NEW, 2024, status)])

    assert years(*found) == ([("Nye", 2024)] if status is Status.ARCHIVED else [])


def test_nothing_comes_before_in_a_municipality_the_register_does_not_know() -> None:
    unknown = replace(of(NEW, 2026), municipality=make_municipality("0009"))

    assert previous_evaluations(MERGED, unknown, [of(NEW, 2024)]) == ()
