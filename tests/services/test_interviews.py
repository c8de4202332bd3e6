"""Planning interviews, keeping the names apart and deletable, and the notes, whose every opening is recorded."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from kompass.domain.errors import Invalid, NotAllowed, NotFound, NotPossibleNow
from kompass.domain.evaluation import Status
from kompass.domain.permissions import Actor, Relation
from kompass.domain.preparation import TEXT_LIMIT, Meeting
from kompass.services import evidence_adding, interviews, preparation, retention, teams
from kompass.services.evidence_adding import About
from kompass.services.installation import Installation
from kompass.services.interviews import MeetingConflict, NotesConflict
from tests.services.preparing import MEETING, NAME, collecting, go, journal_of

pytestmark = pytest.mark.usefixtures("places")


@pytest.fixture
def evaluation(at: Installation, session: Session, assessor: Actor, colleague: Actor, contact: Actor) -> int:
    return collecting(at, session, assessor, (colleague, Relation.ASSESSOR), (contact, Relation.CONTACT))


@pytest.fixture
def interview(at: Installation, session: Session, assessor: Actor, evaluation: int) -> int:
    return interviews.plan(at, session, assessor, evaluation, MEETING)


def planned(at: Installation, session: Session, person: Actor, evaluation: int) -> list[Meeting]:
    found = preparation.overview(at, session, person, evaluation, "nb").interviews
    return [one.interview.meeting for one in found]


def names(session: Session, person: Actor, evaluation: int, interview: int) -> list[str]:
    return [one.name for one in interviews.appointment(session, person, evaluation, interview).interviewees]


def write(
    at: Installation, session: Session, person: Actor, ids: tuple[int, int], text_: str, seen: int = 1
) -> int | NotesConflict:
    return interviews.write_notes(at, session, person, *ids, (text_, seen))


def test_interviews_stand_by_day_and_time(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    late = replace(MEETING, starts="13:00")
    no_day = replace(MEETING, role="Innbyggere", held_on=None, starts="")
    for meeting in (no_day, late, MEETING):
        interviews.plan(at, session, assessor, evaluation, meeting)

    assert planned(at, session, assessor, evaluation) == [MEETING, late, no_day]


def test_the_same_interview_sent_twice_counts_once(
    at: Installation, session: Session, assessor: Actor, evaluation: int, interview: int
) -> None:
    again = interviews.plan(at, session, assessor, evaluation, replace(MEETING, role=" Ordfører\r\n"))

    assert again == interview
    assert len(planned(at, session, assessor, evaluation)) == 1


def test_interview_is_changed_and_an_old_page_overwrites_nothing(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int, interview: int
) -> None:
    moved, other = replace(MEETING, starts="10:00"), replace(MEETING, starts="14:00")
    change = interviews.change

    assert change(at, session, assessor, evaluation, interview, (moved, 1)) == 2
    assert change(at, session, colleague, evaluation, interview, (moved, 1)) == 2
    outcome = change(at, session, colleague, evaluation, interview, (other, 1))

    assert isinstance(outcome, MeetingConflict)
    assert (outcome.current.meeting, outcome.current.saved_by) == (moved, "Kari")
    assert planned(at, session, assessor, evaluation) == [moved]


def test_every_problem_of_an_interview_is_told(
    at: Installation, session: Session, assessor: Actor, evaluation: int, interview: int
) -> None:
    interviews.add_name(at, session, assessor, evaluation, interview, NAME)
    wrong = Meeting("", f"Gruppen til {NAME}", None, "10:00", 1, "x" * 300)

    with pytest.raises(Invalid) as refused:
        interviews.plan(at, session, assessor, evaluation, wrong)

    assert [one.code for one in refused.value.problems] == [
        "text_too_long",
        "interviewee_in_plan",
        "time_without_day",
        "minutes_out_of_range",
    ]


def test_names_are_added_once_and_deleted_one_by_one(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int, interview: int
) -> None:
    for name in (NAME, " Kari  Nordmann ", "Per Hansen"):
        interviews.add_name(at, session, assessor, evaluation, interview, name)
    first, second = interviews.appointment(session, colleague, evaluation, interview).interviewees
    assert (first.name, second.name) == (NAME, "Per Hansen")

    for _ in range(2):
        interviews.delete_name(at, session, colleague, evaluation, interview, first.id)

    assert names(session, assessor, evaluation, interview) == ["Per Hansen"]


def test_a_deleted_name_is_nowhere_and_the_journal_never_had_it(
    at: Installation, session: Session, assessor: Actor, evaluation: int, interview: int
) -> None:
    interviews.add_name(at, session, assessor, evaluation, interview, NAME)
    (one,) = interviews.appointment(session, assessor, evaluation, interview).interviewees
    interviews.delete_name(at, session, assessor, evaluation, interview, one.id)

    assert session.execute(text("SELECT count(*) FROM interviewee")).scalar() == 0
    lines = journal_of(session, evaluation)
    assert [line for line in lines if line[0].endswith("name")] == [
        ("add_name", None, {"interview": interview}),
        ("delete_name", {"interview": interview}, None),
    ]
    assert NAME not in str(lines)


@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "Kari\nNordmann", "Politisk ledelse"])
def test_a_name_that_is_none_is_refused(
    at: Installation, session: Session, assessor: Actor, evaluation: int, interview: int, name: str
) -> None:
    with pytest.raises(Invalid):
        interviews.add_name(at, session, assessor, evaluation, interview, name)

    assert names(session, assessor, evaluation, interview) == []


def test_name_of_another_interview_is_not_deleted_from_this_one(
    at: Installation, session: Session, assessor: Actor, evaluation: int, interview: int
) -> None:
    other = interviews.plan(at, session, assessor, evaluation, replace(MEETING, role="Rektorer"))
    interviews.add_name(at, session, assessor, evaluation, other, NAME)
    (one,) = interviews.appointment(session, assessor, evaluation, other).interviewees

    interviews.delete_name(at, session, assessor, evaluation, interview, one.id)

    assert names(session, assessor, evaluation, other) == [NAME]


def test_interview_is_deleted_with_its_names(
    at: Installation, session: Session, assessor: Actor, evaluation: int, interview: int
) -> None:
    interviews.add_name(at, session, assessor, evaluation, interview, NAME)

    for _ in range(2):
        interviews.remove(at, session, assessor, evaluation, interview)

    assert planned(at, session, assessor, evaluation) == []
    assert session.execute(text("SELECT count(*) FROM interviewee")).scalar() == 0
    with pytest.raises(NotFound):
        interviews.appointment(session, assessor, evaluation, interview)


def test_interview_with_notes_or_registered_as_evidence_is_not_deleted(
    at: Installation, session: Session, assessor: Actor, evaluation: int, interview: int
) -> None:
    write(at, session, assessor, (evaluation, interview), "Noe ble sagt.")
    with pytest.raises(Invalid) as with_notes:
        interviews.remove(at, session, assessor, evaluation, interview)
    write(at, session, assessor, (evaluation, interview), "", 2)
    evidence_adding.add_interview(at, session, assessor, evaluation, interview, About())
    with pytest.raises(Invalid) as as_evidence:
        interviews.remove(at, session, assessor, evaluation, interview)

    codes = [str(one.value) for one in (with_notes, as_evidence)]
    assert codes == ["interview_has_notes", "interview_is_evidence"]
    assert planned(at, session, assessor, evaluation) == [MEETING]


def test_notes_are_kept_and_what_they_say_stands_nowhere_else(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int, interview: int
) -> None:
    assert write(at, session, assessor, (evaluation, interview), "Møtene\r\ner åpne.\n") == 2
    assert write(at, session, assessor, (evaluation, interview), "Møtene\ner åpne.") == 2

    found = interviews.read_notes(at, session, colleague, evaluation, interview)

    assert (found.notes.text, found.notes.version, found.notes.saved_by) == ("Møtene\ner åpne.", 2, "Kari")
    assert (found.may_write, found.may_plan, found.interview.has_notes) == (True, True, True)
    lines = journal_of(session, evaluation)
    assert ("write_notes", {"interview": interview, "length": 0}, {"interview": interview, "length": 15}) in lines
    assert "åpne" not in str(lines)


def test_notes_another_wrote_are_not_overwritten(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int, interview: int
) -> None:
    write(at, session, assessor, (evaluation, interview), "Det ene.")

    outcome = write(at, session, colleague, (evaluation, interview), "Det andre.")

    assert isinstance(outcome, NotesConflict)
    assert (outcome.current.text, outcome.current.saved_by) == ("Det ene.", "Kari")
    assert write(at, session, colleague, (evaluation, interview), "Begge.", outcome.current.version) == 3


@pytest.mark.parametrize("wrong", ["x" * (TEXT_LIMIT + 1), "a\x00b", "a\u202eb"])
def test_notes_that_cannot_be_kept_are_refused(
    at: Installation, session: Session, assessor: Actor, evaluation: int, interview: int, wrong: str
) -> None:
    with pytest.raises(Invalid) as refused:
        write(at, session, assessor, (evaluation, interview), wrong)

    assert [one.subject for one in refused.value.problems] == ["notes"]


def test_every_opening_of_the_notes_is_recorded_and_the_lead_sees_whose(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int, interview: int
) -> None:
    other = interviews.plan(at, session, assessor, evaluation, replace(MEETING, role="Rektorer"))
    for _ in range(2):
        own = interviews.read_notes(at, session, colleague, evaluation, interview)
    interviews.read_notes(at, session, colleague, evaluation, other)

    found = interviews.read_notes(at, session, assessor, evaluation, interview)

    assert own.readings == []
    assert [one.name for one in found.readings] == ["Ola", "Ola"]
    assert found.readings[0].at == datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    openings = [line for line in journal_of(session, evaluation) if line[0] == "read_notes"]
    assert openings == [
        ("read_notes", None, {"interview": one}) for one in (interview, interview, other, interview)
    ]


Act = Callable[[Installation, Session, Actor, int, int], object]

PLANNING: dict[str, Act] = {
    "show": lambda _at, session, person, *ids: interviews.appointment(session, person, *ids),
    "plan": lambda at, session, person, evaluation, _: interviews.plan(at, session, person, evaluation, MEETING),
    "change": lambda at, session, person, own, one: interviews.change(at, session, person, own, one, (MEETING, 1)),
    "remove": interviews.remove,
    "add name": lambda at, session, person, own, one: interviews.add_name(at, session, person, own, one, NAME),
}
# Open as long as there is a name to delete.
DELETING: dict[str, Act] = {
    "delete name": lambda at, session, person, own, one: interviews.delete_name(at, session, person, own, one, 1),
    "delete names": lambda at, session, person, own, _: retention.delete_names(at, session, person, own),
}
NOTES: dict[str, Act] = {
    "read": interviews.read_notes,
    "write": lambda at, session, person, own, one: interviews.write_notes(at, session, person, own, one, ("x", 1)),
}
CLOSED = PLANNING | NOTES
ALL = CLOSED | DELETING


@pytest.mark.parametrize("act", ALL.values(), ids=ALL)
def test_contact_may_not(
    at: Installation, session: Session, contact: Actor, evaluation: int, interview: int, act: Act
) -> None:
    with pytest.raises(NotAllowed):
        act(at, session, contact, evaluation, interview)


@pytest.mark.parametrize("act", ALL.values(), ids=ALL)
def test_a_stranger_knows_of_nothing(
    at: Installation, session: Session, reader: Actor, evaluation: int, interview: int, act: Act
) -> None:
    with pytest.raises(NotFound):
        act(at, session, reader, evaluation, interview)


@pytest.mark.parametrize("act", CLOSED.values(), ids=CLOSED)
def test_interviews_are_closed_once_the_evaluation_is_withdrawn(
    at: Installation, session: Session, assessor: Actor, evaluation: int, interview: int, act: Act
) -> None:
    go(at, session, assessor, evaluation, Status.COLLECTING, Status.WITHDRAWN)

    with pytest.raises(NotPossibleNow):
        act(at, session, assessor, evaluation, interview)


@pytest.mark.parametrize("name", ["show", "change", "add name", "delete name", "read", "write"])
def test_interview_that_is_not_there(
    at: Installation, session: Session, assessor: Actor, evaluation: int, name: str
) -> None:
    with pytest.raises(NotFound):
        ALL[name](at, session, assessor, evaluation, 4711)


def test_notes_can_be_read_but_not_written_in_the_fact_check(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int, interview: int
) -> None:
    teams.remove(at, session, assessor, evaluation, colleague.id)
    session.execute(text("UPDATE evaluation SET status = 'fact_check'"))
    session.commit()

    assert not interviews.read_notes(at, session, assessor, evaluation, interview).may_write
    with pytest.raises(NotPossibleNow):
        write(at, session, assessor, (evaluation, interview), "For sent.")


def test_day_may_be_in_another_year(at: Installation, session: Session, assessor: Actor, evaluation: int) -> None:
    meeting = replace(MEETING, held_on=date(2027, 1, 11))

    interviews.plan(at, session, assessor, evaluation, meeting)

    assert planned(at, session, assessor, evaluation) == [meeting]
