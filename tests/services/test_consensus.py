"""From each one's own answers to the agreed ones: who sees what, and what agreeing demands."""

from fractions import Fraction

import pytest
from sqlalchemy.orm import Session

from kompass.domain.answers import Answer, Level, NotApplicable
from kompass.domain.errors import Invalid, NotFound, NotPossibleNow
from kompass.domain.evaluation import Status
from kompass.domain.permissions import Actor, Relation
from kompass.domain.preparation import Meeting
from kompass.services import consensus, course, evaluations, interviews, teams
from kompass.services.answers import Conflict, Proposal, Saved
from kompass.services.consensus import Consensus
from kompass.services.course import Move
from kompass.services.installation import Installation
from kompass.storage import teams as stored_teams
from tests.factories import begin

pytestmark = pytest.mark.usefixtures("places")

FIRST, SECOND, THIRD = "apenhet.innsyn.postliste", "apenhet.innsyn.moter", "ledelse.ansvar.fullmakt"


@pytest.fixture
def disputed(at: Installation, session: Session, assessor: Actor, colleague: Actor) -> int:
    """Two have scored all; they differ by three steps on the first and one on the second, with notes."""
    evaluation = begin(at, session, assessor, "5025")
    teams.put(at, session, assessor, evaluation, colleague.email, Relation.ASSESSOR)
    criteria = evaluations.scored(at, session, assessor, evaluation, "nb").framework.criteria
    for person, first, second in ((assessor, 1, 2), (colleague, 4, 3)):
        same: dict[str, Answer] = dict.fromkeys(criteria, Level(2))
        evaluations.enter_answers(at, session, person, evaluation, same)
        for criterion, level in ((FIRST, first), (SECOND, second)):
            proposal = Proposal(criterion, Level(level), f"{person.name} om {criterion}", 1)
            evaluations.save_answer(at, session, person, evaluation, proposal, "nb")
        for area in ("apenhet", "ledelse"):
            evaluations.hand_in_area(at, session, person, evaluation, area)
    course.move(at, session, assessor, evaluation, Move(Status.CONSENSUS, seen=Status.SCORING))
    return evaluation


def look(at: Installation, session: Session, person: Actor, evaluation: int) -> Consensus:
    return consensus.consensus(at, session, person, evaluation, "nb")


def proposed(found: Consensus, level: Answer | None, note: str, criterion: str = FIRST) -> Proposal:
    (dispute,) = [one for one in found.disputes if one.difference.criterion.id == criterion]
    return Proposal(criterion, level, note, dispute.agreed.version, basis=dispute.basis)


def test_only_what_they_differ_on_is_shown_farthest_apart_first(
    at: Installation, session: Session, colleague: Actor, disputed: int
) -> None:
    found = look(at, session, colleague, disputed)

    assert [one.difference.criterion.id for one in found.disputes] == [FIRST, SECOND]
    assert [(one.name, one.answer, one.note) for one in found.disputes[0].opinions] == [
        ("Kari", Level(1), f"Kari om {FIRST}"),
        ("Ola", Level(4), f"Ola om {FIRST}"),
    ]
    assert [(area.compared, area.same, area.open) for area in found.areas] == [(4, 2, 2), (2, 2, 0)]
    assert found.names == ("Kari", "Ola")
    assert [(area.agreement.exact, area.agreement.within_one) for area in found.areas] == [
        (Fraction(1, 2), Fraction(3, 4)),
        (1, 1),
    ]
    assert found.may_agree


def test_nobody_sees_the_others_while_each_scores_alone(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, disputed: int
) -> None:
    course.move(at, session, assessor, disputed, Move(Status.SCORING, seen=Status.CONSENSUS))

    for person in (assessor, colleague):
        with pytest.raises(NotPossibleNow):
            look(at, session, person, disputed)


def test_others_than_the_assessors_never_see_who_thought_what(
    at: Installation, session: Session, assessor: Actor, contact: Actor, reader: Actor, disputed: int
) -> None:
    teams.put(at, session, assessor, disputed, contact.email, Relation.CONTACT)

    with pytest.raises(NotFound):
        look(at, session, reader, disputed)
    with pytest.raises(Exception, match="not_allowed"):
        look(at, session, contact, disputed)


def test_agreed_answer_with_its_reason_counts(
    at: Installation, session: Session, colleague: Actor, disputed: int
) -> None:
    proposal = proposed(look(at, session, colleague, disputed), Level(3), " Vedtaket er fra i fjor. ")

    outcome = consensus.agree(at, session, colleague, disputed, proposal, "nb")

    assert isinstance(outcome, Saved)
    assert (outcome.saved.answer, outcome.saved.note) == (Level(3), "Vedtaket er fra i fjor.")
    found = look(at, session, colleague, disputed)
    assert found.disputes[0].agreed.answer == Level(3)
    assert [area.open for area in found.areas] == [1, 0]
    assert found.disputes[0].opinions[0].answer == Level(1)


@pytest.mark.parametrize(
    ("level", "note", "expected"),
    [
        (Level(3), " ", ["agreed_reason_missing"]),
        (None, "Begrunnet.", ["agreed_level_missing"]),
        (Level(9), "Begrunnet.", ["level_off_scale"]),
        (NotApplicable(" "), "Begrunnet.", ["not_applicable_without_reason"]),
    ],
)
def test_agreeing_needs_a_level_and_a_reason(
    at: Installation, session: Session, disputed: int, level: Answer | None, note: str, expected: list[str]
) -> None:
    (assessor, *_) = [one.person for one in stored_teams.members(session, disputed)]
    proposal = proposed(look(at, session, assessor, disputed), level, note)

    with pytest.raises(Invalid) as error:
        consensus.agree(at, session, assessor, disputed, proposal, "nb")

    assert [problem.code for problem in error.value.problems] == expected


def test_nobody_interviewed_is_named_in_the_reason(
    at: Installation, session: Session, assessor: Actor, disputed: int
) -> None:
    meeting = Meeting("Ordfører", "", None, "", None, "")
    interview_id = interviews.plan(at, session, assessor, disputed, meeting)
    interviews.add_name(at, session, assessor, disputed, interview_id, "Kari Nordmann")
    proposal = proposed(look(at, session, assessor, disputed), Level(3), "Kari Nordmann sa det.")

    with pytest.raises(Invalid) as error:
        consensus.agree(at, session, assessor, disputed, proposal, "nb")

    assert [problem.code for problem in error.value.problems] == ["interviewee_in_note"]


def test_agreeing_on_what_the_other_has_since_changed_is_refused(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, disputed: int
) -> None:
    proposal = proposed(look(at, session, assessor, disputed), Level(2), "Midt imellom.")
    course.move(at, session, assessor, disputed, Move(Status.SCORING, seen=Status.CONSENSUS))
    evaluations.take_back_area(at, session, colleague, disputed, "apenhet")
    evaluations.save_answer(at, session, colleague, disputed, Proposal(FIRST, Level(3), "", 2), "nb")
    evaluations.hand_in_area(at, session, colleague, disputed, "apenhet")
    course.move(at, session, assessor, disputed, Move(Status.CONSENSUS, seen=Status.SCORING))

    with pytest.raises(NotPossibleNow, match="opinions_changed"):
        consensus.agree(at, session, assessor, disputed, proposal, "nb")


def test_somebody_who_agreed_first_is_not_overwritten(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, disputed: int
) -> None:
    mine = proposed(look(at, session, assessor, disputed), Level(2), "Mitt syn.")
    theirs = proposed(look(at, session, colleague, disputed), Level(3), "Mitt syn.")
    consensus.agree(at, session, colleague, disputed, theirs, "nb")

    outcome = consensus.agree(at, session, assessor, disputed, mine, "nb")

    assert isinstance(outcome, Conflict)
    assert (outcome.current.answer, outcome.current.saved_by) == (Level(3), "Ola")


@pytest.mark.parametrize(("criterion", "error"), [("x.y.z", NotFound), (THIRD, NotPossibleNow)])
def test_what_they_do_not_differ_on_is_not_agreed_on(
    at: Installation, session: Session, assessor: Actor, disputed: int, criterion: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        consensus.agree(at, session, assessor, disputed, Proposal(criterion, Level(2), "Begrunnet.", 0), "nb")


def test_nothing_is_agreed_on_before_or_after(
    at: Installation, session: Session, assessor: Actor, disputed: int
) -> None:
    found = look(at, session, assessor, disputed)
    for criterion in (FIRST, SECOND):
        consensus.agree(at, session, assessor, disputed, proposed(found, Level(3), "Enige.", criterion), "nb")
    course.move(at, session, assessor, disputed, Move(Status.FACT_CHECK, seen=Status.CONSENSUS))

    with pytest.raises(NotPossibleNow):
        consensus.agree(at, session, assessor, disputed, proposed(found, Level(2), "Uenig likevel."), "nb")
    assert not look(at, session, assessor, disputed).may_agree
