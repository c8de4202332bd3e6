"""What stood last time: of the same municipality under any number, else of those it was made from."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from kompass.domain.answers import Level
from kompass.domain.permissions import Actor, Relation
from kompass.domain.register import Change, ChangeKind
from kompass.services import demonstration, evaluations, teams
from kompass.services.answers import Proposal
from kompass.services.earlier import Earlier, earlier_answers
from kompass.services.installation import Installation
from kompass.storage import evaluations as stored
from kompass.storage import municipalities
from tests.factories import begin, make_municipality

FIRST = "apenhet.innsyn.postliste"


def published(at: Installation, session: Session, lead: Actor, number: str, day: date, level: int) -> int:
    """A published evaluation with the same level everywhere, and a note on the first process."""
    evaluation = begin(at, session, lead, number, day)
    criteria = evaluations.scored(at, session, lead, evaluation, "nb").framework.criteria
    evaluations.enter_answers(at, session, lead, evaluation, dict.fromkeys(criteria, Level(level)))
    proposal = Proposal(FIRST, Level(level), f"notat {level}", 1)
    evaluations.save_answer(at, session, lead, evaluation, proposal, "nb")
    demonstration.publish(at, session, lead, evaluation)
    return evaluation


def before(session: Session, actor: Actor, evaluation: int) -> tuple[Earlier, ...]:
    found = stored.evaluation(session, evaluation)
    assert found is not None
    return earlier_answers(session, actor, found)


@pytest.mark.usefixtures("places")
def test_last_published_one_stands_there_also_from_an_older_number(
    at: Installation, session: Session, assessor: Actor
) -> None:
    published(at, session, assessor, "1640", date(2016, 5, 4), 1)
    now = begin(at, session, assessor, "5025")
    (older,) = before(session, assessor, now)
    published(at, session, assessor, "5025", date(2020, 5, 4), 3)

    (newer,) = before(session, assessor, now)

    assert (older.evaluation.year, older.saved[FIRST].answer) == (2016, Level(1))
    assert (newer.evaluation.year, newer.saved[FIRST].answer) == (2020, Level(3))
    assert newer.saved[FIRST].note == "notat 3"


@pytest.mark.usefixtures("places")
def test_one_outside_that_team_sees_the_level_and_not_the_note(
    at: Installation, session: Session, assessor: Actor, colleague: Actor
) -> None:
    published(at, session, assessor, "5025", date(2020, 5, 4), 3)
    now = begin(at, session, colleague, "5025")

    (found,) = before(session, colleague, now)

    assert (found.saved[FIRST].answer, found.saved[FIRST].note, found.saved[FIRST].saved_by) == (Level(3), "", "")


@pytest.mark.usefixtures("places")
def test_what_is_not_published_or_is_later_or_of_another_edition_is_not_there(
    at: Installation, session: Session, assessor: Actor
) -> None:
    other = published(at, session, assessor, "5025", date(2019, 5, 4), 2)
    session.execute(text("UPDATE evaluation SET scoring_digest = 'annen' WHERE id = :id"), {"id": other})
    session.commit()
    begin(at, session, assessor, "5025", date(2020, 5, 4))
    now = begin(at, session, assessor, "5025", date(2021, 5, 4))
    published(at, session, assessor, "5025", date(2022, 5, 4), 4)

    assert before(session, assessor, now) == ()


def test_predecessors_stand_there_while_the_new_one_has_none(
    at: Installation, session: Session, assessor: Actor, colleague: Actor
) -> None:
    merged = date(2020, 1, 1)
    old = [
        make_municipality(number, name=name, valid_from=date(2000, 1, 1), valid_to=merged)
        for number, name in (("9001", "Vest"), ("9002", "Aust"))
    ]
    new = make_municipality("9003", name="Nyby", valid_from=merged)
    changes = [Change(merged, ChangeKind.MERGE, one.number, one.name, "9003", "Nyby") for one in old]
    municipalities.replace_register(session, [*old, new], changes, {})
    session.commit()
    for number, level in (("9001", 1), ("9002", 4)):
        published(at, session, assessor, number, date(2018, 5, 4), level)
    now = begin(at, session, assessor, "9003")
    teams.put(at, session, assessor, now, colleague.email, Relation.ASSESSOR)

    found = before(session, colleague, now)

    assert {(one.evaluation.municipality.name, one.saved[FIRST].answer) for one in found} == {
        ("Vest", Level(1)),
        ("Aust", Level(4)),
    }


@pytest.mark.usefixtures("places")
def test_number_that_is_no_longer_in_the_register_has_no_past(
    at: Installation, session: Session, assessor: Actor
) -> None:
    now = begin(at, session, assessor, "5025")
    session.execute(text("UPDATE evaluation SET evaluated_on = '1900-01-01'"))
    session.commit()

    assert before(session, assessor, now) == ()
