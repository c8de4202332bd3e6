"""Choosing measures after an evaluation, following them, and what became of those from last time."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from kompass.domain.answers import Level
from kompass.domain.errors import Invalid, NotAllowed, NotFound, NotPossibleNow
from kompass.domain.evaluation import Status
from kompass.domain.measures import MeasureStatus
from kompass.domain.permissions import Actor, Relation, Role
from kompass.services import course, demonstration, evaluations, measures, teams
from kompass.services.course import Move
from kompass.services.installation import Installation
from kompass.services.measures import FollowUp, MeasureConflict, MeasureProposal
from kompass.storage import accounts
from kompass.storage.tables import JournalRow
from tests.factories import begin
from tests.services.writing import ANSWERS, AVTALER, FULLMAKT, MOTER, SVAR, move, scored

pytestmark = pytest.mark.usefixtures("places")

PLAN = MeasureProposal(MOTER, "Kalender på nett", "Kommunedirektøren", date(2026, 12, 1), MeasureStatus.PLANNED, "")


@pytest.fixture
def delivered(at: Installation, session: Session, assessor: Actor, contact: Actor) -> int:
    """A delivered evaluation with the contact in its team."""
    evaluation = scored(at, session, assessor, (contact, Relation.CONTACT))
    move(at, session, assessor, evaluation, Status.SCORING, Status.FACT_CHECK, Status.DELIVERED)
    return evaluation


def look(at: Installation, session: Session, person: Actor, evaluation: int) -> FollowUp:
    return measures.follow_up(at, session, person, evaluation, "nb")


def test_processes_to_choose_from_are_the_improvement_areas_most_to_gain_first(
    at: Installation, session: Session, assessor: Actor, delivered: int
) -> None:
    found = look(at, session, assessor, delivered)

    chosen = [one.criterion.id for one in found.choices]
    assert set(chosen) == {MOTER, SVAR, FULLMAKT, AVTALER}
    assert [one.gap for one in found.choices] == sorted((one.gap for one in found.choices), reverse=True)
    assert found.measures == ()
    assert set(found.counts.values()) == {0}


def test_contact_adds_a_measure_and_all_in_the_team_read_it(
    at: Installation, session: Session, assessor: Actor, contact: Actor, reader: Actor, delivered: int
) -> None:
    teams.put(at, session, assessor, delivered, reader.email, Relation.READER)

    measures.add(at, session, contact, delivered, replace(PLAN, title=" Kalender på nett\r\n", note=" Straks. "))

    found = look(at, session, reader, delivered)
    (one,) = found.measures
    assert (one.title, one.note, one.owner_role, one.saved_by) == (
        "Kalender på nett",
        "Straks.",
        "Kommunedirektøren",
        "Kontakt",
    )
    assert found.counts[MeasureStatus.PLANNED] == 1
    assert (found.may_write, found.choices) == (False, ())


def test_measure_may_be_about_no_single_process_and_have_no_deadline(
    at: Installation, session: Session, contact: Actor, delivered: int
) -> None:
    measures.add(at, session, contact, delivered, replace(PLAN, criterion_id="", due_on=None))

    (one,) = look(at, session, contact, delivered).measures
    assert (one.criterion_id, one.due_on) == ("", None)


def test_same_measure_sent_twice_counts_once(
    at: Installation, session: Session, contact: Actor, delivered: int
) -> None:
    first, second = (measures.add(at, session, contact, delivered, PLAN) for _ in range(2))

    assert first == second
    assert measures.add(at, session, contact, delivered, replace(PLAN, title="En annen")) != first
    assert len(look(at, session, contact, delivered).measures) == 2


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": " "}, [("measure_missing", "title")]),
        ({"title": "x" * 201}, [("text_too_long", "title")]),
        ({"owner_role": ""}, [("owner_missing", "owner")]),
        ({"owner_role": "x" * 201}, [("text_too_long", "owner")]),
        ({"owner_role": "kari  nordmann, rådgiver"}, [("owner_is_a_name", "owner")]),
        ({"note": "x" * 5001}, [("text_too_long", "note")]),
        ({"note": "a\u202eb"}, [("bidi_control", "note")]),
        ({"status": None}, [("measure_status_missing", "status")]),
        ({"criterion_id": "finnes.ikke.her"}, [("unknown_criterion", "criterion")]),
        ({"due_on": date(2025, 12, 31)}, [("date_out_of_range", "due_on")]),
        ({"title": "", "owner_role": ""}, [("measure_missing", "title"), ("owner_missing", "owner")]),
    ],
)
def test_what_cannot_be_kept_is_refused_with_every_problem(
    at: Installation,
    session: Session,
    assessor: Actor,
    delivered: int,
    changes: dict[str, object],
    expected: list[tuple[str, str]],
) -> None:
    named = accounts.add(
        session, email="kn@prøve.no", name="Kari Nordmann", role=Role.CONTACT, password_hash="-", at=at.clock()
    )
    session.commit()
    teams.put(at, session, assessor, delivered, named.email, Relation.CONTACT)

    with pytest.raises(Invalid) as refused:
        measures.add(at, session, assessor, delivered, replace(PLAN, **changes))  # type: ignore[arg-type]

    assert [(one.code, one.subject) for one in refused.value.problems] == expected
    assert look(at, session, assessor, delivered).measures == ()


def test_measure_is_changed_and_the_journal_tells_from_what_to_what(
    at: Installation, session: Session, assessor: Actor, contact: Actor, delivered: int
) -> None:
    measure_id = measures.add(at, session, contact, delivered, PLAN)
    wish = replace(PLAN, status=MeasureStatus.DONE, due_on=None, seen_version=1)

    assert measures.change(at, session, assessor, delivered, measure_id, wish) == 2

    stored = measures.measure(session, contact, delivered, measure_id)
    assert (stored.status, stored.due_on, stored.version, stored.saved_by) == (MeasureStatus.DONE, None, 2, "Kari")
    line = session.query(JournalRow).filter_by(action="measure").order_by(JournalRow.id.desc()).first()
    assert line is not None
    assert line.before is not None
    assert line.after is not None
    assert (line.before["status"], line.before["due_on"]) == ("planned", "2026-12-01")
    assert (line.after["id"], line.after["status"], line.after["due_on"]) == (measure_id, "done", None)


def test_somebody_elses_change_is_not_overwritten(
    at: Installation, session: Session, assessor: Actor, contact: Actor, delivered: int
) -> None:
    measure_id = measures.add(at, session, contact, delivered, PLAN)
    measures.change(at, session, contact, delivered, measure_id, replace(PLAN, note="Først", seen_version=1))

    refused = measures.change(
        at, session, assessor, delivered, measure_id, replace(PLAN, note="Så", seen_version=1)
    )
    same = measures.change(
        at, session, assessor, delivered, measure_id, replace(PLAN, note="Først", seen_version=1)
    )

    assert isinstance(refused, MeasureConflict)
    assert refused.current.note == "Først"
    assert same == 2
    assert measures.measure(session, contact, delivered, measure_id).note == "Først"


def test_measure_of_another_evaluation_is_not_there(
    at: Installation, session: Session, assessor: Actor, contact: Actor, delivered: int
) -> None:
    measure_id = measures.add(at, session, contact, delivered, PLAN)
    other = begin(at, session, assessor, "5628")
    evaluations.enter_answers(at, session, assessor, other, ANSWERS)
    move(at, session, assessor, other, Status.SCORING, Status.FACT_CHECK, Status.DELIVERED)

    with pytest.raises(NotFound):
        measures.measure(session, assessor, other, measure_id)
    with pytest.raises(NotFound):
        measures.change(at, session, assessor, other, measure_id, PLAN)


def test_only_those_of_the_team_who_lead_or_answer_for_the_municipality_write(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, reader: Actor, delivered: int
) -> None:
    teams.put(at, session, assessor, delivered, reader.email, Relation.READER)

    with pytest.raises(NotFound):
        measures.add(at, session, colleague, delivered, PLAN)
    with pytest.raises(NotAllowed):
        measures.add(at, session, reader, delivered, PLAN)


def test_nobody_writes_measures_before_delivery_and_the_team_reads_those_there_are(
    at: Installation, session: Session, assessor: Actor, contact: Actor, delivered: int
) -> None:
    move(at, session, assessor, delivered, Status.DELIVERED, Status.FACT_CHECK)

    for person in (assessor, contact):
        with pytest.raises(NotPossibleNow):
            measures.add(at, session, person, delivered, PLAN)
        assert look(at, session, person, delivered).measures == ()


@pytest.fixture
def followed(at: Installation, session: Session, assessor: Actor, contact: Actor) -> tuple[int, int]:
    """Two published evaluations of the same municipality; the first, under its old number, has two measures."""
    first = begin(at, session, assessor, "1640", date(2016, 5, 2))
    evaluations.enter_answers(at, session, assessor, first, ANSWERS)
    demonstration.publish(at, session, assessor, first)
    teams.put(at, session, assessor, first, contact.email, Relation.CONTACT)
    due = date(2017, 5, 1)
    measures.add(at, session, contact, first, replace(PLAN, due_on=due, status=MeasureStatus.DONE))
    measures.add(at, session, contact, first, replace(PLAN, due_on=due, criterion_id="", title="Et annet"))
    second = begin(at, session, assessor, "5025")
    evaluations.enter_answers(at, session, assessor, second, {**ANSWERS, MOTER: Level(3)})
    demonstration.publish(at, session, assessor, second)
    return first, second


def test_next_evaluation_shows_what_became_of_each_measure(
    at: Installation, session: Session, colleague: Actor, followed: tuple[int, int]
) -> None:
    first, second = followed

    (earlier,) = look(at, session, colleague, second).earlier

    assert earlier.evaluation.id == first
    assert earlier.is_comparable
    shown = {
        one.measure.title: (one.criterion.id if one.criterion else "", one.then, one.now)
        for one in earlier.measures
    }
    assert shown == {"Kalender på nett": (MOTER, Level(0), Level(3)), "Et annet": ("", None, None)}
    assert look(at, session, colleague, first).earlier == ()


def test_those_from_last_time_are_read_while_the_next_is_scored_with_ones_own_levels_only(
    at: Installation,
    session: Session,
    assessor: Actor,
    colleague: Actor,
    contact: Actor,
    followed: tuple[int, int],
) -> None:
    third = begin(at, session, assessor, "5025", date(2026, 11, 21))
    for person, relation in ((colleague, Relation.ASSESSOR), (contact, Relation.CONTACT)):
        teams.put(at, session, assessor, third, person.email, relation)
    measures.add(at, session, assessor, followed[1], replace(PLAN, due_on=None))
    evaluations.enter_answers(at, session, colleague, third, {MOTER: Level(4)})

    def levels(person: Actor) -> tuple[object, object]:
        (earlier,) = look(at, session, person, third).earlier
        (one,) = earlier.measures
        return one.then, one.now

    assert levels(assessor) == (Level(3), None)
    assert levels(colleague) == (Level(3), Level(4))
    assert levels(contact) == (Level(3), None)
    assert [look(at, session, one, third).reads_scores for one in (assessor, contact)] == [True, False]
    move(at, session, assessor, followed[1], Status.PUBLISHED, Status.FACT_CHECK)
    (earlier,) = look(at, session, assessor, third).earlier
    assert earlier.evaluation.id == followed[0]


def test_levels_are_not_held_together_across_editions(
    at: Installation, session: Session, colleague: Actor, followed: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = followed
    session.execute(text("UPDATE evaluation SET edition = '0' WHERE id = :id"), {"id": first})
    session.commit()
    framework = evaluations.scored(at, session, colleague, second, "nb").framework
    monkeypatch.setattr(measures, "framework_of", lambda *_: framework)

    (earlier,) = look(at, session, colleague, second).earlier

    assert not earlier.is_comparable
    assert {one.now for one in earlier.measures} == {None}
    assert earlier.measures[1].then is not None or earlier.measures[0].then is not None


def test_measures_one_may_not_read_are_not_shown_and_their_evaluation_not_named(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, contact: Actor, followed: tuple[int, int]
) -> None:
    first, second = followed
    session.execute(text("UPDATE evaluation SET status = 'delivered' WHERE id = :id"), {"id": first})
    session.commit()

    assert look(at, session, colleague, second).earlier == ()
    assert len(look(at, session, assessor, second).earlier) == 1
    assert len(look(at, session, contact, second).earlier) == 1


def test_earlier_evaluation_without_measures_takes_no_room(
    at: Installation, session: Session, colleague: Actor, followed: tuple[int, int]
) -> None:
    session.execute(text("DELETE FROM measure"))
    session.commit()

    assert look(at, session, colleague, followed[1]).earlier == ()


def test_correction_keeps_the_measures(
    at: Installation, session: Session, assessor: Actor, contact: Actor, delivered: int
) -> None:
    measures.add(at, session, contact, delivered, PLAN)
    move(at, session, assessor, delivered, Status.DELIVERED, Status.FACT_CHECK)
    course.move(at, session, assessor, delivered, Move(Status.DELIVERED, seen=Status.FACT_CHECK))

    assert len(look(at, session, contact, delivered).measures) == 1
