"""What may stand in a plan: days in their order, interviews by role, documents asked for."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kompass.domain.deadlines import NO_DAYS, Days
from kompass.domain.preparation import (
    DocumentRequest,
    Meeting,
    SelfDescription,
    Wanted,
    day_problems,
    interviewee_problems,
    line_problems,
    meeting_problems,
    wanted_problems,
)

MONDAY, TUESDAY, FRIDAY = date(2026, 12, 7), date(2026, 12, 8), date(2026, 12, 11)
MEETING = Meeting("Ordfører", "Politisk ledelse", MONDAY, "09:30", 45, "Rådhuset")
MOMENT = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (NO_DAYS, []),
        (Days(MONDAY, TUESDAY, FRIDAY, date(2027, 1, 4), date(2027, 2, 1)), []),
        (Days(visit_first=MONDAY), []),
        (Days(visit_first=MONDAY, visit_last=MONDAY), []),
        (Days(visit_last=MONDAY), [("visit_first_missing", "visit_first")]),
        (Days(visit_first=TUESDAY, visit_last=MONDAY), [("visit_ends_before_it_begins", "visit_last")]),
        (Days(visit_first=TUESDAY, fact_check_due=MONDAY), [("fact_check_before_visit", "fact_check_due")]),
        (Days(fact_check_due=TUESDAY, delivery_due=MONDAY), [("delivery_before_fact_check", "delivery_due")]),
        (Days(self_description_due=date(2022, 12, 31)), [("date_out_of_range", "self_description_due")]),
        (Days(delivery_due=date(2062, 1, 4)), [("date_out_of_range", "delivery_due")]),
    ],
)
def test_days_come_in_their_order(days: Days, expected: list[tuple[str, str]]) -> None:
    assert [(one.code, one.subject) for one in day_problems(days, 2026)] == expected


@pytest.mark.parametrize(
    ("meeting", "expected"),
    [
        (MEETING, []),
        (replace(MEETING, role=""), []),
        (replace(MEETING, held_on=None, starts="", minutes=None, place=""), []),
        (replace(MEETING, role="", group=""), [("role_missing", "role")]),
        (replace(MEETING, role="Kari Nordmann, ordfører"), [("interviewee_in_plan", "role")]),
        (replace(MEETING, group="med KARI  NORDMANN"), [("interviewee_in_plan", "group")]),
        (replace(MEETING, place="hos Kari Nordmann"), [("interviewee_in_plan", "place")]),
        (replace(MEETING, held_on=None), [("time_without_day", "held_on")]),
        (replace(MEETING, held_on=date(1926, 12, 7)), [("date_out_of_range", "held_on")]),
        (replace(MEETING, minutes=4), [("minutes_out_of_range", "minutes")]),
        (replace(MEETING, minutes=481), [("minutes_out_of_range", "minutes")]),
        (replace(MEETING, place="x" * 201), [("text_too_long", "place")]),
        (replace(MEETING, role="Ordfører\nog flere"), [("more_than_a_line", "role")]),
    ],
)
def test_interview_is_by_role_and_has_a_time_that_can_be(meeting: Meeting, expected: list[tuple[str, str]]) -> None:
    assert [(one.code, one.subject) for one in meeting_problems(meeting, 2026, ["Kari Nordmann"])] == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kari Nordmann", []),
        ("", ["interviewee_missing"]),
        ("x" * 201, ["text_too_long"]),
        ("Kari\tNordmann", ["more_than_a_line"]),
        ("Politisk ledelse", ["interviewee_in_plan"]),
    ],
)
def test_name_stands_apart_from_the_role(name: str, expected: list[str]) -> None:
    assert [one.code for one in interviewee_problems(name, MEETING)] == expected


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted("Årsmelding", "", None), []),
        (Wanted("", "", MONDAY), ["document_missing"]),
        (Wanted("Årsmelding", "", date(2000, 1, 1)), ["date_out_of_range"]),
    ],
)
def test_document_has_a_title_and_a_day_that_can_be(wanted: Wanted, expected: list[str]) -> None:
    assert [one.code for one in wanted_problems(wanted, 2026)] == expected


def test_a_control_character_is_refused() -> None:
    assert [one.code for one in line_problems("a\x07", "title")] == ["control_character"]


def test_interviews_sort_by_day_and_time_those_without_last() -> None:
    late, no_day = replace(MEETING, starts="13:00"), replace(MEETING, held_on=None, starts="")
    no_time = replace(MEETING, starts="")

    assert sorted([no_day, no_time, late, MEETING], key=lambda one: one.order) == [MEETING, late, no_time, no_day]


@pytest.mark.parametrize(
    ("evidence_id", "due_on", "is_late"),
    [(None, MONDAY, True), (None, TUESDAY, False), (None, None, False), (4, MONDAY, False)],
)
def test_document_is_late_when_its_day_has_passed_without_it(
    evidence_id: int | None, due_on: date | None, is_late: bool
) -> None:
    found = DocumentRequest(1, 1, Wanted("Årsmelding", "", due_on), evidence_id, "", MOMENT)

    assert found.is_late(TUESDAY) is is_late
    assert found.is_received is (evidence_id is not None)


def test_area_counts_as_described_when_it_is_told_what_is_done() -> None:
    assert SelfDescription("Vi måler.", "", 1, MOMENT, "Kontakt").is_described
    assert not SelfDescription("", "Planen", 1, MOMENT, "Kontakt").is_described
