"""The team of an evaluation: who may be in it, as what, and that a right is gone with the part."""

import pytest
from sqlalchemy.orm import Session

from kompass.domain.errors import Invalid, NotAllowed, NotFound
from kompass.domain.permissions import Actor, Relation
from kompass.services import evaluations, teams
from kompass.services.installation import Installation
from tests.factories import begin

pytestmark = pytest.mark.usefixtures("places")


@pytest.fixture
def evaluation(at: Installation, session: Session, assessor: Actor) -> int:
    return begin(at, session, assessor, "5025")


def parts(session: Session, actor: Actor, evaluation: int) -> list[tuple[str, Relation]]:
    return [(one.person.name, one.relation) for one in teams.team(session, actor, evaluation).members]


def test_whoever_starts_it_leads_it(session: Session, assessor: Actor, evaluation: int) -> None:
    found = teams.team(session, assessor, evaluation)

    assert parts(session, assessor, evaluation) == [("Kari", Relation.LEAD)]
    assert found.may_change


def test_team_is_listed_by_part_and_name(
    at: Installation, session: Session, assessor: Actor, contact: Actor, reader: Actor, evaluation: int
) -> None:
    for person, part in (
        (reader, Relation.READER),
        (contact, Relation.CONTACT),
    ):
        teams.put(at, session, assessor, evaluation, f" {person.email.upper()} ", part)

    assert [part for _, part in parts(session, assessor, evaluation)] == [
        Relation.LEAD,
        Relation.CONTACT,
        Relation.READER,
    ]
    assert not teams.team(session, contact, evaluation).may_change


@pytest.mark.parametrize(
    ("email", "part", "code"),
    [
        ("ingen@prøve.no", Relation.ASSESSOR, "email_unknown"),
        ("leser@prøve.no", Relation.ASSESSOR, "role_forbids_part"),
        ("ola@prøve.no", Relation.CONTACT, "role_forbids_part"),
        ("kontakt@prøve.no", Relation.LEAD, "role_forbids_part"),
        ("kari@prøve.no", Relation.ASSESSOR, "last_lead"),
    ],
)
@pytest.mark.usefixtures("colleague", "contact", "reader")
def test_part_that_cannot_be_given_is_refused(
    at: Installation, session: Session, assessor: Actor, email: str, part: Relation, code: str
) -> None:
    evaluation = begin(at, session, assessor, "5025")

    with pytest.raises(Invalid, match=code):
        teams.put(at, session, assessor, evaluation, email, part)

    assert parts(session, assessor, evaluation) == [("Kari", Relation.LEAD)]


def test_lead_is_handed_over(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int
) -> None:
    teams.put(at, session, assessor, evaluation, colleague.email, Relation.LEAD)
    teams.put(at, session, colleague, evaluation, assessor.email, Relation.ASSESSOR)

    assert parts(session, assessor, evaluation) == [("Ola", Relation.LEAD), ("Kari", Relation.ASSESSOR)]
    with pytest.raises(NotAllowed):
        teams.remove(at, session, assessor, evaluation, colleague.id)


def test_right_is_gone_with_the_part(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int
) -> None:
    teams.put(at, session, assessor, evaluation, colleague.email, Relation.ASSESSOR)
    evaluations.scored(at, session, colleague, evaluation, "nb")

    teams.remove(at, session, assessor, evaluation, colleague.id)

    with pytest.raises(NotFound):
        evaluations.scored(at, session, colleague, evaluation, "nb")
    with pytest.raises(NotFound):
        teams.remove(at, session, assessor, evaluation, colleague.id)


def test_last_lead_cannot_be_taken_out(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    with pytest.raises(Invalid, match="last_lead"):
        teams.remove(at, session, assessor, evaluation, assessor.id)
