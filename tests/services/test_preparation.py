"""Planning an evaluation: the days, the documents asked for, who sees what, and how far it has come."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from kompass.domain.deadlines import NO_DAYS, Days
from kompass.domain.errors import Invalid, NotAllowed, NotFound, NotPossibleNow
from kompass.domain.evaluation import Status
from kompass.domain.permissions import Actor, Permission, Relation
from kompass.domain.preparation import Progress, Wanted
from kompass.services import (
    access,
    evaluations,
    evidence_adding,
    evidence_links,
    interviews,
    preparation,
    self_description,
    teams,
)
from kompass.services.evidence_adding import About, Address
from kompass.services.installation import Installation
from kompass.services.preparation import PlanConflict, Preparation, RequestConflict
from kompass.services.self_description import Description
from tests.services.preparing import DAY, DAYS, MEETING, WANTED, collecting, filled, go, journal_of

pytestmark = pytest.mark.usefixtures("places")


@pytest.fixture
def evaluation(at: Installation, session: Session, assessor: Actor, contact: Actor) -> int:
    return collecting(at, session, assessor, (contact, Relation.CONTACT))


def look(at: Installation, session: Session, person: Actor, evaluation: int) -> Preparation:
    return preparation.overview(at, session, person, evaluation, "nb")


def sent(at: Installation, session: Session, person: Actor, evaluation: int, title: str = "Planen") -> int:
    new = Address("https://kommune.no/plan", DAY, About(title))
    return evidence_adding.add_address(at, session, person, evaluation, new)


def test_nothing_is_planned_to_begin_with(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    found = look(at, session, assessor, evaluation)

    assert (found.plan.days, found.plan.version) == (NO_DAYS, 0)
    assert (found.interviews, found.documents) == ((), ())
    assert found.progress == Progress(0, 0, 0, 0)
    assert (found.may_write, found.may_send, found.may_read_notes) == (True, True, True)


def test_days_are_set_changed_and_emptied(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    assert preparation.save_days(at, session, assessor, evaluation, DAYS, 0) == 1
    assert preparation.save_days(at, session, assessor, evaluation, DAYS, 0) == 1
    assert preparation.save_days(at, session, assessor, evaluation, Days(visit_first=DAY), 1) == 2
    assert preparation.save_days(at, session, assessor, evaluation, NO_DAYS, 2) == 3

    found = look(at, session, assessor, evaluation).plan
    assert (found.days, found.version, found.saved_by) == (NO_DAYS, 3, "Kari")
    changes = [after for action, _, after in journal_of(session, evaluation) if action == "plan"]
    assert [one["visit_first"] for one in changes] == ["2026-12-07", "2026-11-20", None]


def test_days_another_has_changed_are_not_overwritten(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int
) -> None:
    teams.put(at, session, assessor, evaluation, colleague.email, Relation.ASSESSOR)
    preparation.save_days(at, session, assessor, evaluation, DAYS, 0)

    outcome = preparation.save_days(at, session, colleague, evaluation, Days(visit_first=DAY), 0)

    assert isinstance(outcome, PlanConflict)
    assert (outcome.current.days, outcome.current.saved_by) == (DAYS, "Kari")
    assert look(at, session, colleague, evaluation).plan.days == DAYS


def test_days_that_cannot_be_are_refused_all_at_once(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    days = Days(visit_first=DAYS.visit_last, visit_last=DAYS.visit_first, delivery_due=date(2126, 1, 1))

    with pytest.raises(Invalid) as refused:
        preparation.save_days(at, session, assessor, evaluation, days, 0)

    assert [one.subject for one in refused.value.problems] == ["delivery_due", "visit_last"]


def test_contact_sees_the_plan_without_names_and_without_notes(
    at: Installation, session: Session, assessor: Actor, contact: Actor, evaluation: int
) -> None:
    filled(at, session, assessor, evaluation)

    (own,), (others,) = (look(at, session, one, evaluation).interviews for one in (assessor, contact))

    assert (own.names, others.names) == (1, 0)
    assert others.interview.meeting == MEETING
    found = look(at, session, contact, evaluation)
    assert (found.plan.days, found.documents[0].wanted) == (DAYS, WANTED)
    assert (found.may_write, found.may_send, found.may_read_notes) == (False, True, False)


def test_document_is_asked_for_once_changed_and_dropped(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    first = preparation.ask(at, session, assessor, evaluation, WANTED)
    again = preparation.ask(at, session, assessor, evaluation, replace(WANTED, title=" Delegeringsreglement\r\n"))
    assert first == again

    basis = preparation.request(at, session, assessor, evaluation, first, "nb").basis
    changed = replace(WANTED, title="Delegering", due_on=None)
    assert preparation.change_request(at, session, assessor, evaluation, first, (changed, basis)) is None
    assert preparation.change_request(at, session, assessor, evaluation, first, (changed, basis)) is None
    assert [one.wanted for one in look(at, session, assessor, evaluation).documents] == [changed]

    for _ in range(2):
        preparation.drop_request(at, session, assessor, evaluation, first)
    assert look(at, session, assessor, evaluation).documents == ()
    actions = [action for action, _, _ in journal_of(session, evaluation) if action.endswith("document")]
    assert actions == ["ask_document", "change_document", "drop_document"]


def test_request_another_has_changed_is_not_overwritten(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    request = preparation.ask(at, session, assessor, evaluation, WANTED)
    basis = preparation.request(at, session, assessor, evaluation, request, "nb").basis
    newer = replace(WANTED, title="Noe nyere")
    preparation.change_request(at, session, assessor, evaluation, request, (newer, basis))

    wish = (replace(WANTED, title="Noe annet"), basis)
    outcome = preparation.change_request(at, session, assessor, evaluation, request, wish)

    assert isinstance(outcome, RequestConflict)
    assert outcome.current.wanted == newer


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(" ", "", None), ["document_missing"]),
        (Wanted("x", "finnes-ikke", date(1999, 1, 1)), ["date_out_of_range", "area_unknown"]),
    ],
)
def test_document_that_cannot_be_asked_for_is_refused(
    at: Installation, session: Session, assessor: Actor, evaluation: int, wanted: Wanted, expected: list[str]
) -> None:
    with pytest.raises(Invalid) as refused:
        preparation.ask(at, session, assessor, evaluation, wanted)

    assert [one.code for one in refused.value.problems] == expected


def test_contact_says_what_a_document_came_as_and_takes_it_back(
    at: Installation, session: Session, assessor: Actor, contact: Actor, evaluation: int
) -> None:
    request = preparation.ask(at, session, assessor, evaluation, WANTED)
    own = sent(at, session, contact, evaluation)

    for _ in range(2):
        preparation.receive(at, session, contact, evaluation, request, own)
    (found,) = look(at, session, contact, evaluation).documents
    assert (found.is_received, found.evidence_title) == (True, "Planen")
    assert look(at, session, contact, evaluation).progress.documents_received == 1

    preparation.receive(at, session, contact, evaluation, request, None)
    assert not look(at, session, contact, evaluation).documents[0].is_received
    actions = [action for action, _, _ in journal_of(session, evaluation)]
    assert actions.count("receive_document") == 2


def test_only_evidence_the_person_may_see_can_be_what_came(
    at: Installation, session: Session, assessor: Actor, contact: Actor, evaluation: int
) -> None:
    request = preparation.ask(at, session, assessor, evaluation, WANTED)
    hidden, taken_away = sent(at, session, assessor, evaluation), sent(at, session, contact, evaluation, "Borte")
    evidence_links.remove(at, session, contact, evaluation, taken_away)

    for wrong in (hidden, taken_away, 4711):
        with pytest.raises(Invalid):
            preparation.receive(at, session, contact, evaluation, request, wrong)

    assert preparation.request(at, session, contact, evaluation, request, "nb").choices == []
    assert [one.id for one in preparation.request(at, session, assessor, evaluation, request, "nb").choices] == [
        hidden
    ]


def test_an_interview_is_no_document(at: Installation, session: Session, assessor: Actor, evaluation: int) -> None:
    interview, request = filled(at, session, assessor, evaluation)
    evidence_adding.add_interview(at, session, assessor, evaluation, interview, About())

    assert preparation.request(at, session, assessor, evaluation, request, "nb").choices == []


def test_progress_counts_what_is_described_received_and_planned(
    at: Installation, session: Session, assessor: Actor, contact: Actor, reader: Actor, evaluation: int
) -> None:
    teams.put(at, session, assessor, evaluation, reader.email, Relation.READER)
    _, request = filled(at, session, assessor, evaluation)
    preparation.ask(at, session, assessor, evaluation, replace(WANTED, title="Til"))
    preparation.receive(at, session, assessor, evaluation, request, sent(at, session, assessor, evaluation))
    self_description.describe(at, session, contact, evaluation, "apenhet", Description("Vi gjør det.", "", 0))
    self_description.describe(at, session, contact, evaluation, "ledelse", Description("", "Planen", 0))
    found = access.evaluation_for(session, assessor, Permission.EVALUATION_READ, evaluation)

    assert preparation.progress(session, assessor, found) == Progress(1, 1, 2, 1)
    assert preparation.progress(session, contact, found) == Progress(1, 1, 2, 1)
    assert preparation.progress(session, reader, found) is None


def test_document_of_another_evaluation_is_not_here(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    request = preparation.ask(at, session, assessor, evaluation, WANTED)
    other = collecting_elsewhere(at, session, assessor)

    with pytest.raises(NotFound):
        preparation.request(at, session, assessor, other, request, "nb")
    with pytest.raises(NotFound):
        preparation.change_request(at, session, assessor, other, request, (replace(WANTED, title="x"), ""))
    with pytest.raises(NotFound):
        preparation.receive(at, session, assessor, other, request, None)
    preparation.drop_request(at, session, assessor, other, request)
    assert look(at, session, assessor, evaluation).documents


def collecting_elsewhere(at: Installation, session: Session, lead: Actor) -> int:
    other = evaluations.start(at, session, lead, "5628", DAY)
    go(at, session, lead, other, Status.PLANNED, Status.COLLECTING)
    return other


Change = Callable[[Installation, Session, Actor, int], object]

CHANGES: dict[str, Change] = {
    "days": lambda at, session, person, evaluation: preparation.save_days(at, session, person, evaluation, DAYS, 0),
    "ask": lambda at, session, person, evaluation: preparation.ask(at, session, person, evaluation, WANTED),
    "change": lambda at, session, person, evaluation: preparation.change_request(
        at, session, person, evaluation, 1, (WANTED, "")
    ),
    "drop": lambda at, session, person, evaluation: preparation.drop_request(at, session, person, evaluation, 1),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_contact_may_not_change_the_plan_and_a_stranger_knows_of_none(
    at: Installation,
    session: Session,
    contact: Actor,
    colleague: Actor,
    evaluation: int,
    change: Change,
) -> None:
    with pytest.raises(NotAllowed):
        change(at, session, contact, evaluation)
    with pytest.raises(NotFound):
        change(at, session, colleague, evaluation)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_plan_is_closed_once_the_evaluation_is_withdrawn(
    at: Installation, session: Session, assessor: Actor, contact: Actor, evaluation: int, change: Change
) -> None:
    go(at, session, assessor, evaluation, Status.COLLECTING, Status.WITHDRAWN)

    with pytest.raises(NotPossibleNow):
        change(at, session, assessor, evaluation)
    with pytest.raises(NotPossibleNow):
        look(at, session, contact, evaluation)
    assert not look(at, session, assessor, evaluation).may_write


def test_names_are_hidden_from_the_plan_of_a_withdrawn_evaluation(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    interview, _ = filled(at, session, assessor, evaluation)
    go(at, session, assessor, evaluation, Status.COLLECTING, Status.WITHDRAWN)

    (found,) = look(at, session, assessor, evaluation).interviews
    assert found.names == 0
    with pytest.raises(NotPossibleNow):
        interviews.read_notes(at, session, assessor, evaluation, interview)
