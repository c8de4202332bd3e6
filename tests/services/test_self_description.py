"""The municipality describes itself area by area; the assessors read it."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from kompass.domain.errors import Invalid, NotAllowed, NotFound, NotPossibleNow
from kompass.domain.evaluation import Status
from kompass.domain.permissions import Actor, Relation
from kompass.domain.preparation import TEXT_LIMIT
from kompass.services import preparation, self_description, teams
from kompass.services.installation import Installation
from kompass.services.self_description import Description, DescriptionConflict, Descriptions
from tests.services.preparing import DAYS, WANTED, collecting, go, journal_of

pytestmark = pytest.mark.usefixtures("places")

SAID = Description("Vi sender møtene direkte.", "Planen, side 4.", 0)


@pytest.fixture
def evaluation(at: Installation, session: Session, assessor: Actor, contact: Actor) -> int:
    return collecting(at, session, assessor, (contact, Relation.CONTACT))


def look(at: Installation, session: Session, person: Actor, evaluation: int) -> Descriptions:
    return self_description.overview(at, session, person, evaluation, "nb")


def describe(
    at: Installation, session: Session, person: Actor, evaluation: int, said: Description, area: str = "apenhet"
) -> int | DescriptionConflict:
    return self_description.describe(at, session, person, evaluation, area, said)


def test_every_area_is_there_before_anything_is_said(
    at: Installation, session: Session, assessor: Actor, contact: Actor, evaluation: int
) -> None:
    found = look(at, session, contact, evaluation)

    assert list(found.saved) == ["apenhet", "ledelse"]
    assert (found.described, found.may_write, found.plan) == (0, True, None)
    assert not look(at, session, assessor, evaluation).may_write


def test_what_the_contact_says_is_kept_and_read_by_the_assessors(
    at: Installation, session: Session, assessor: Actor, contact: Actor, evaluation: int
) -> None:
    said = replace(SAID, practice=" Vi sender\r\nmøtene direkte. ")

    assert describe(at, session, contact, evaluation, said) == 1
    assert describe(at, session, contact, evaluation, said) == 1
    assert describe(at, session, contact, evaluation, replace(SAID, written_where="", seen_version=1)) == 2

    found = look(at, session, assessor, evaluation)
    kept = found.saved["apenhet"]
    assert (kept.practice, kept.written_where, kept.saved_by) == (SAID.practice, "", "Kontakt")
    assert found.described == 1
    said_before = [after for action, _, after in journal_of(session, evaluation) if action == "describe"]
    assert [one["practice"] for one in said_before] == ["Vi sender\nmøtene direkte.", SAID.practice]


def test_what_another_saved_meanwhile_is_not_overwritten(
    at: Installation, session: Session, contact: Actor, evaluation: int
) -> None:
    describe(at, session, contact, evaluation, SAID)

    outcome = describe(at, session, contact, evaluation, replace(SAID, practice="Noe annet."))

    assert isinstance(outcome, DescriptionConflict)
    assert outcome.current.practice == SAID.practice


def test_every_problem_is_told(at: Installation, session: Session, contact: Actor, evaluation: int) -> None:
    with pytest.raises(Invalid) as refused:
        describe(at, session, contact, evaluation, Description("x" * (TEXT_LIMIT + 1), "a\x00b", 0))

    assert [(one.code, one.subject) for one in refused.value.problems] == [
        ("text_too_long", "practice"),
        ("control_character", "written_where"),
    ]


def test_an_area_has_the_next_one_and_its_documents(
    at: Installation, session: Session, assessor: Actor, contact: Actor, evaluation: int
) -> None:
    preparation.save_days(at, session, assessor, evaluation, DAYS, 0)
    preparation.ask(at, session, assessor, evaluation, WANTED)

    first, last = (
        self_description.area_description(at, session, contact, evaluation, area, "nb")
        for area in ("apenhet", "ledelse")
    )

    assert first.after == last.area
    assert (first.documents, last.after) == ((), None)
    assert [one.wanted for one in last.documents] == [WANTED]
    assert first.may_send
    assert first.found.plan is not None
    assert first.found.plan.days == DAYS


def test_unknown_area(at: Installation, session: Session, contact: Actor, evaluation: int) -> None:
    with pytest.raises(NotFound):
        self_description.area_description(at, session, contact, evaluation, "finnes-ikke", "nb")
    with pytest.raises(NotFound):
        describe(at, session, contact, evaluation, SAID, "finnes-ikke")


def test_only_the_contact_writes_and_a_stranger_knows_of_nothing(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, reader: Actor, evaluation: int
) -> None:
    teams.put(at, session, assessor, evaluation, reader.email, Relation.READER)

    for person, error in ((assessor, NotAllowed), (reader, NotFound), (colleague, NotFound)):
        with pytest.raises(error):
            describe(at, session, person, evaluation, SAID)
    with pytest.raises(NotFound):
        look(at, session, colleague, evaluation)


def test_it_is_closed_once_the_collecting_is_over_and_can_still_be_read(
    at: Installation, session: Session, assessor: Actor, contact: Actor, evaluation: int
) -> None:
    describe(at, session, contact, evaluation, SAID)
    go(at, session, assessor, evaluation, Status.COLLECTING, Status.SCORING)

    with pytest.raises(NotPossibleNow):
        describe(at, session, contact, evaluation, replace(SAID, practice="For sent.", seen_version=1))
    assert look(at, session, contact, evaluation).saved["apenhet"].practice == SAID.practice

    go(at, session, assessor, evaluation, Status.SCORING, Status.WITHDRAWN)
    found = self_description.area_description(at, session, contact, evaluation, "ledelse", "nb")
    assert (found.documents, found.found.plan, found.may_send) == ((), None, False)
