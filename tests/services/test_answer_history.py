"""The history of an answer: who sees what and when, and putting an earlier answer back."""

import pytest
from sqlalchemy.orm import Session

from kompass.domain.answers import Level, NotApplicable
from kompass.domain.errors import NotFound, NotPossibleNow
from kompass.domain.evaluation import Status
from kompass.domain.permissions import Actor, Relation
from kompass.services import answer_history, consensus, course, demonstration, evaluations, teams
from kompass.services.answer_history import BEGINNING, History, Restoration
from kompass.services.answers import Conflict, Proposal, Saved
from kompass.services.course import Move
from kompass.services.installation import Installation
from tests.services.writing import ANSWERS, AVTALER, FULLMAKT, MOTER, POSTLISTE, in_scoring, move

pytestmark = pytest.mark.usefixtures("places")


@pytest.fixture
def evaluation(at: Installation, session: Session, assessor: Actor, colleague: Actor, contact: Actor) -> int:
    """Scored by two, who have nothing saved."""
    return in_scoring(at, session, assessor, (colleague, Relation.ASSESSOR), (contact, Relation.CONTACT))


def save(at: Installation, session: Session, person: Actor, evaluation: int, answer: tuple[int, str, int]) -> None:
    level, note, seen = answer
    outcome = evaluations.save_answer(
        at, session, person, evaluation, Proposal(POSTLISTE, Level(level), note, seen), "nb"
    )
    assert isinstance(outcome, Saved)


def look(at: Installation, session: Session, person: Actor, evaluation: int) -> History:
    return answer_history.history(at, session, person, evaluation, POSTLISTE, "nb")


def put_back(
    at: Installation, session: Session, person: Actor, evaluation: int, state: int, seen: int
) -> Saved | Conflict:
    return answer_history.restore(at, session, person, evaluation, Restoration(POSTLISTE, state, seen), "nb")


def told(states: tuple[answer_history.State, ...]) -> list[tuple[object, str, str]]:
    return [(one.answer, one.note, one.by) for one in states]


def to_consensus(at: Installation, session: Session, lead: Actor, colleague: Actor, evaluation: int) -> None:
    """Both answer everything and hand it in; they differ on the first process."""
    for person, level in ((lead, 3), (colleague, 1)):
        given = {key: answer for key, answer in ANSWERS.items() if key != POSTLISTE}
        evaluations.enter_answers(at, session, person, evaluation, given)
        save(at, session, person, evaluation, (0, f"{person.name} prøver seg", 0))
        save(at, session, person, evaluation, (level, f"{person.name} mener det", 1))
        for area in ("apenhet", "ledelse"):
            evaluations.hand_in_area(at, session, person, evaluation, area)
    course.move(at, session, lead, evaluation, Move(Status.CONSENSUS, seen=Status.SCORING))


def test_own_changes_are_listed_newest_first_down_to_the_beginning(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    save(at, session, assessor, evaluation, (1, "Først", 0))
    save(at, session, assessor, evaluation, (2, "Så", 1))

    found = look(at, session, assessor, evaluation)

    assert told(found.own) == [(Level(2), "Så", "Kari"), (Level(1), "Først", "Kari"), (None, "", "")]
    assert (found.own[-1].id, found.own[-1].at) == (BEGINNING, None)
    assert (found.version, found.may_restore) == (2, True)
    assert found.undo == found.own[1]


def test_nothing_saved_is_nothing_to_undo(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    found = look(at, session, assessor, evaluation)

    assert (found.own, found.undo, found.version) == ((), None, 0)


def test_nobody_sees_the_others_changes_while_each_scores_alone(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int
) -> None:
    to_consensus(at, session, assessor, colleague, evaluation)
    course.move(at, session, assessor, evaluation, Move(Status.SCORING, seen=Status.CONSENSUS))

    found = look(at, session, assessor, evaluation)

    assert {one.by for one in found.own} == {"Kari", ""}
    assert (found.others, found.agreed) == ((), ())


def test_after_that_each_sees_what_the_others_handed_in_and_not_what_they_tried(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int
) -> None:
    to_consensus(at, session, assessor, colleague, evaluation)

    found = look(at, session, assessor, evaluation)

    assert told(found.others) == [(Level(1), "Ola mener det", "Ola")]
    assert [one.note for one in found.own] == ["Kari mener det", "Kari prøver seg", ""]
    assert found.undo is None


def test_what_was_never_handed_in_stays_its_assessors_own(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int
) -> None:
    evaluations.enter_answers(at, session, assessor, evaluation, ANSWERS)
    for area in ("apenhet", "ledelse"):
        evaluations.hand_in_area(at, session, assessor, evaluation, area)
    evaluations.enter_answers(
        at, session, colleague, evaluation, {key: ANSWERS[key] for key in (FULLMAKT, AVTALER)}
    )
    evaluations.hand_in_area(at, session, colleague, evaluation, "ledelse")
    note = Proposal(POSTLISTE, None, "Olas eget notat", 0)
    evaluations.save_answer(at, session, colleague, evaluation, note, "nb")
    course.move(at, session, assessor, evaluation, Move(Status.CONSENSUS, seen=Status.SCORING))

    assert look(at, session, assessor, evaluation).others == ()
    assert told(look(at, session, colleague, evaluation).own)[0] == (None, "Olas eget notat", "Ola")


def test_agreed_answer_has_its_own_history(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int
) -> None:
    to_consensus(at, session, assessor, colleague, evaluation)
    for level, note in ((2, "Et sted imellom"), (3, "Vedtaket avgjør")):
        dispute = consensus.consensus(at, session, colleague, evaluation, "nb").disputes[0]
        proposal = Proposal(POSTLISTE, Level(level), note, dispute.agreed.version, basis=dispute.basis)
        consensus.agree(at, session, colleague, evaluation, proposal, "nb")

    found = look(at, session, assessor, evaluation)

    assert told(found.agreed) == [(Level(3), "Vedtaket avgjør", "Ola"), (Level(2), "Et sted imellom", "Ola")]
    alone = answer_history.history(at, session, assessor, evaluation, MOTER, "nb")
    assert told(alone.agreed) == [(Level(0), "", "Kari")]


def agree_on(at: Installation, session: Session, person: Actor, evaluation: int, *levels: int) -> None:
    for level in levels:
        dispute = consensus.consensus(at, session, person, evaluation, "nb").disputes[0]
        note = f"Derfor {level}"
        proposal = Proposal(POSTLISTE, Level(level), note, dispute.agreed.version, basis=dispute.basis)
        assert isinstance(consensus.agree(at, session, person, evaluation, proposal, "nb"), Saved)


def test_what_was_agreed_on_before_is_agreed_on_again_with_its_reason(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int
) -> None:
    to_consensus(at, session, assessor, colleague, evaluation)
    agree_on(at, session, colleague, evaluation, 2, 3)
    found = look(at, session, assessor, evaluation)
    assert found.dispute is not None
    first = found.agreed[-1]
    wish = Restoration(POSTLISTE, first.id, found.dispute.agreed.version, found.dispute.basis)

    outcome = answer_history.restore_agreed(at, session, assessor, evaluation, wish, "nb")

    assert isinstance(outcome, Saved)
    assert told(look(at, session, assessor, evaluation).agreed) == [
        (Level(2), "Derfor 2", "Kari"),
        (Level(3), "Derfor 3", "Ola"),
        (Level(2), "Derfor 2", "Ola"),
    ]
    last = Restoration(POSTLISTE, found.agreed[0].id, wish.seen_version, wish.basis)
    assert isinstance(answer_history.restore_agreed(at, session, colleague, evaluation, last, "nb"), Conflict)
    assert answer_history.history(at, session, assessor, evaluation, MOTER, "nb").dispute is None


def test_agreed_answer_is_put_back_only_where_they_agree_and_only_what_was_agreed_on(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int
) -> None:
    to_consensus(at, session, assessor, colleague, evaluation)
    agree_on(at, session, colleague, evaluation, 2, 3)
    found = look(at, session, assessor, evaluation)
    assert found.dispute is not None
    seen, basis = found.dispute.agreed.version, found.dispute.basis

    def put(state: int, basis: str) -> None:
        wish = Restoration(POSTLISTE, state, seen, basis)
        answer_history.restore_agreed(at, session, assessor, evaluation, wish, "nb")

    with pytest.raises(NotFound):
        put(found.own[0].id, basis)
    with pytest.raises(NotPossibleNow, match="opinions_changed"):
        put(found.agreed[-1].id, "noe annet")
    move(at, session, assessor, evaluation, Status.CONSENSUS, Status.FACT_CHECK)
    assert look(at, session, assessor, evaluation).dispute is None
    with pytest.raises(NotPossibleNow, match="status_forbids"):
        put(found.agreed[-1].id, basis)


def test_those_outside_the_assessors_see_only_the_level_that_counts(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, contact: Actor, evaluation: int
) -> None:
    to_consensus(at, session, assessor, colleague, evaluation)
    for level in (2, 3):
        dispute = consensus.consensus(at, session, colleague, evaluation, "nb").disputes[0]
        proposal = Proposal(POSTLISTE, Level(level), "Hemmelig", dispute.agreed.version, basis=dispute.basis)
        consensus.agree(at, session, colleague, evaluation, proposal, "nb")
    with pytest.raises(NotPossibleNow):
        look(at, session, contact, evaluation)
    move(at, session, assessor, evaluation, Status.CONSENSUS, Status.FACT_CHECK, Status.DELIVERED)

    seen = look(at, session, contact, evaluation)

    assert told(seen.agreed) == [(Level(3), "", "")]
    assert (seen.own, seen.others, seen.may_restore) == ((), (), False)


def test_stranger_is_told_nothing(at: Installation, session: Session, reader: Actor, evaluation: int) -> None:
    with pytest.raises(NotFound):
        look(at, session, reader, evaluation)


def test_unknown_process_is_not_found(at: Installation, session: Session, assessor: Actor, evaluation: int) -> None:
    with pytest.raises(NotFound):
        answer_history.history(at, session, assessor, evaluation, "finnes.ikke.her", "nb")
    with pytest.raises(NotFound):
        wish = Restoration("finnes.ikke.her", BEGINNING, 0)
        answer_history.restore(at, session, assessor, evaluation, wish, "nb")


def test_earlier_answer_comes_back_as_a_new_one_and_nothing_is_lost(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    save(at, session, assessor, evaluation, (1, "Først", 0))
    evaluations.save_answer(
        at, session, assessor, evaluation, Proposal(POSTLISTE, NotApplicable("Har ingen."), "", 1), "nb"
    )
    save(at, session, assessor, evaluation, (4, "Sist", 2))
    second = look(at, session, assessor, evaluation).own[1]

    outcome = put_back(at, session, assessor, evaluation, second.id, 3)

    assert isinstance(outcome, Saved)
    assert (outcome.saved.answer, outcome.version) == (NotApplicable("Har ingen."), 4)
    assert [one.answer for one in look(at, session, assessor, evaluation).own] == [
        NotApplicable("Har ingen."),
        Level(4),
        NotApplicable("Har ingen."),
        Level(1),
        None,
    ]


def test_undoing_the_first_answer_leaves_the_process_unanswered(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    save(at, session, assessor, evaluation, (1, "Først", 0))
    undo = look(at, session, assessor, evaluation).undo
    assert undo is not None

    outcome = put_back(at, session, assessor, evaluation, undo.id, 1)

    assert isinstance(outcome, Saved)
    assert (outcome.saved.answer, outcome.saved.note) == (None, "")


def test_answer_changed_meanwhile_is_not_overwritten(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    save(at, session, assessor, evaluation, (1, "Først", 0))
    first = look(at, session, assessor, evaluation).own[0]
    save(at, session, assessor, evaluation, (2, "Så", 1))
    save(at, session, assessor, evaluation, (3, "I et annet vindu", 2))

    outcome = put_back(at, session, assessor, evaluation, first.id, 2)

    assert isinstance(outcome, Conflict)
    assert outcome.current.note == "I et annet vindu"


def test_anothers_answer_cannot_be_taken_as_ones_own(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int
) -> None:
    save(at, session, colleague, evaluation, (4, "Olas", 0))
    theirs = look(at, session, colleague, evaluation).own[0]
    save(at, session, assessor, evaluation, (1, "Karis", 0))

    with pytest.raises(NotFound):
        put_back(at, session, assessor, evaluation, theirs.id, 1)


def test_nothing_comes_back_into_an_area_that_is_handed_in(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    evaluations.enter_answers(at, session, assessor, evaluation, ANSWERS)
    evaluations.hand_in_area(at, session, assessor, evaluation, "apenhet")

    assert not look(at, session, assessor, evaluation).may_restore
    with pytest.raises(NotPossibleNow, match="area_handed_in"):
        put_back(at, session, assessor, evaluation, BEGINNING, 1)


def test_published_level_may_be_looked_up_by_anyone(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, reader: Actor, evaluation: int
) -> None:
    teams.remove(at, session, assessor, evaluation, colleague.id)
    evaluations.enter_answers(at, session, assessor, evaluation, ANSWERS)
    demonstration.publish(at, session, assessor, evaluation)

    for person in (reader, colleague):
        assert told(look(at, session, person, evaluation).agreed) == [(Level(4), "", "")]
