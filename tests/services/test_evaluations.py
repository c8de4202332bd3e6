from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from kompass.domain.answers import Level, NotApplicable
from kompass.domain.errors import Invalid, NotAllowed, NotFound, NotPossibleNow
from kompass.domain.permissions import Actor
from kompass.services import evaluations
from kompass.services.evaluations import Conflict, Proposal, Saved
from kompass.services.installation import Installation
from kompass.storage import evaluations as stored
from kompass.storage import journal

DAY = date(2026, 5, 4)
CRITERION = "apenhet.innsyn.postliste"

pytestmark = pytest.mark.usefixtures("places")


@pytest.fixture
def evaluation(at: Installation, session: Session, assessor: Actor) -> int:
    return evaluations.start(at, session, assessor, "5025", DAY)


def save(at: Installation, session: Session, actor: Actor, evaluation: int, proposal: Proposal) -> Saved | Conflict:
    return evaluations.save_answer(at, session, actor, evaluation, proposal, "nb")


def codes(error: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [problem.code for problem in error.value.problems]


@pytest.mark.parametrize(
    ("number", "day", "expected"),
    [
        ("9876", DAY, ["unknown_municipality"]),
        ("1640", DAY, ["municipality_no_longer_valid"]),
        ("5025", date(2017, 5, 4), ["evaluated_before_municipality"]),
        ("5025", date(2040, 1, 1), ["date_out_of_range"]),
    ],
)
def test_evaluation_must_be_of_a_municipality_valid_that_day(
    at: Installation, session: Session, assessor: Actor, number: str, day: date, expected: list[str]
) -> None:
    with pytest.raises(Invalid) as error:
        evaluations.start(at, session, assessor, number, day)

    assert codes(error) == expected


def test_same_municipality_and_date_cannot_be_started_twice(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    with pytest.raises(Invalid) as error:
        evaluations.start(at, session, assessor, "5025", DAY)

    assert codes(error) == ["evaluation_exists"]
    assert len(evaluations.listed(at, session, assessor, "nb")) == 1


def test_saved_answer_is_scored_and_journalled(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    outcome = save(at, session, assessor, evaluation, Proposal(CRITERION, Level(4), " Sett i arkivet.\r\n", 0))

    assert isinstance(outcome, Saved)
    assert (outcome.version, outcome.saved.note, outcome.saved.saved_by) == (1, "Sett i arkivet.", "Kari")
    assert outcome.result.total.points == 20
    assert journal.lines_of(session, evaluation)[-1][:2] == ("answer", CRITERION)


def test_a_second_save_needs_the_version_of_the_first(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int
) -> None:
    save(at, session, assessor, evaluation, Proposal(CRITERION, Level(1), "mitt", 0))

    outcome = save(at, session, colleague, evaluation, Proposal(CRITERION, Level(3), "ditt", 0))

    assert isinstance(outcome, Conflict)
    assert (outcome.current.answer, outcome.current.note, outcome.current.saved_by) == (
        Level(1),
        "mitt",
        "Kari",
    )
    kept = evaluations.area_sheet(at, session, assessor, evaluation, "apenhet", "nb").saved[CRITERION]
    assert (kept.note, kept.version) == ("mitt", 1)


def test_equal_content_is_no_conflict(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int
) -> None:
    save(at, session, assessor, evaluation, Proposal(CRITERION, Level(1), "samme", 0))

    outcome = save(at, session, colleague, evaluation, Proposal(CRITERION, Level(1), "samme", 0))

    assert isinstance(outcome, Saved)
    assert (outcome.version, outcome.saved.saved_by) == (1, "Kari")


def test_same_operation_sent_twice_counts_once(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    first = save(at, session, assessor, evaluation, Proposal(CRITERION, Level(1), "", 0, "op-1"))
    save(at, session, assessor, evaluation, Proposal(CRITERION, Level(2), "", 1, "op-2"))

    again = save(at, session, assessor, evaluation, Proposal(CRITERION, Level(1), "", 0, "op-1"))

    assert isinstance(first, Saved)
    assert isinstance(again, Saved)
    assert again.version == first.version
    assert again.saved.answer == Level(2)


def test_operation_reused_with_other_content_is_refused(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    save(at, session, assessor, evaluation, Proposal(CRITERION, Level(1), "", 0, "op-1"))

    with pytest.raises(Invalid) as error:
        save(at, session, assessor, evaluation, Proposal(CRITERION, Level(3), "", 1, "op-1"))

    assert codes(error) == ["operation_reused"]


def test_answer_can_be_taken_back_and_the_note_stays(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    save(at, session, assessor, evaluation, Proposal(CRITERION, Level(4), "notat", 0))

    outcome = save(at, session, assessor, evaluation, Proposal(CRITERION, None, "notat", 1))

    assert isinstance(outcome, Saved)
    assert (outcome.saved.answer, outcome.saved.note, outcome.result.total.answered) == (None, "notat", 0)


def test_bad_content_is_refused_and_nothing_is_written(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    with pytest.raises(Invalid) as error:
        save(at, session, assessor, evaluation, Proposal(CRITERION, NotApplicable("  "), "x\x00", 0))

    assert codes(error) == ["control_character", "not_applicable_without_reason"]
    assert evaluations.scored(at, session, assessor, evaluation, "nb").result.total.answered == 0


def test_unknown_criterion_is_not_found(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    with pytest.raises(NotFound):
        evaluations.save_answer(at, session, assessor, evaluation, Proposal("apenhet.x.y", Level(1), "", 0), "nb")


def test_reader_may_look_but_not_save(at: Installation, session: Session, reader: Actor, evaluation: int) -> None:
    assert evaluations.scored(at, session, reader, evaluation, "nb").result.total.count == 6
    with pytest.raises(NotAllowed):
        save(at, session, reader, evaluation, Proposal(CRITERION, Level(1), "", 0))


def test_a_stranger_cannot_tell_that_it_exists(at: Installation, session: Session, evaluation: int) -> None:
    for evaluation_id in (evaluation, 4711):
        with pytest.raises(NotFound):
            evaluations.scored(at, session, None, evaluation_id, "nb")


def answer_all(at: Installation, session: Session, assessor: Actor, evaluation: int) -> None:
    framework = evaluations.scored(at, session, assessor, evaluation, "nb").framework
    evaluations.enter_answers(at, session, assessor, evaluation, dict.fromkeys(framework.criteria, Level(3)))


def test_incomplete_evaluation_cannot_be_handed_in(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    save(at, session, assessor, evaluation, Proposal(CRITERION, Level(3), "", 0))

    with pytest.raises(Invalid) as error:
        evaluations.hand_in(at, session, assessor, evaluation)

    assert len(error.value.problems) == 5


def test_handed_in_evaluation_is_locked_until_reopened(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    answer_all(at, session, assessor, evaluation)
    evaluations.hand_in(at, session, assessor, evaluation)

    with pytest.raises(NotPossibleNow):
        save(at, session, assessor, evaluation, Proposal(CRITERION, Level(1), "", 1))
    with pytest.raises(NotPossibleNow):
        evaluations.hand_in(at, session, assessor, evaluation)

    evaluations.reopen(at, session, assessor, evaluation)
    assert isinstance(save(at, session, assessor, evaluation, Proposal(CRITERION, Level(1), "", 1)), Saved)


def test_many_answers_are_entered_all_or_none(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    save(at, session, assessor, evaluation, Proposal(CRITERION, Level(0), "", 0))

    with pytest.raises(NotPossibleNow):
        answer_all(at, session, assessor, evaluation)
    with pytest.raises(Invalid):
        evaluations.enter_answers(at, session, assessor, evaluation, {CRITERION: Level(9), "x.y.z": Level(1)})

    assert evaluations.scored(at, session, assessor, evaluation, "nb").result.total.answered == 1


def test_two_can_hand_in_at_once_and_one_is_told(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    with pytest.raises(NotPossibleNow) as error:
        evaluations.reopen(at, session, assessor, evaluation)

    assert error.value.code == "status_changed"


def test_area_sheet_of_an_unknown_area_is_not_found(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    with pytest.raises(NotFound):
        evaluations.area_sheet(at, session, assessor, evaluation, "finnes-ikke", "nb")


def test_changed_scoring_of_an_edition_in_use_is_refused(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    session.execute(text("UPDATE evaluation SET scoring_digest = 'annen'"))
    session.commit()

    with pytest.raises(NotPossibleNow) as error:
        evaluations.scored(at, session, assessor, evaluation, "nb")

    assert error.value.code == "edition_changed"


def test_invalid_says_its_codes(at: Installation, session: Session, assessor: Actor, evaluation: int) -> None:
    with pytest.raises(Invalid, match="level_off_scale"):
        save(at, session, assessor, evaluation, Proposal(CRITERION, Level(7), "", 0))


def test_save_that_loses_a_race_is_a_conflict_and_writes_nothing(
    at: Installation, session: Session, assessor: Actor, evaluation: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "write_answer", lambda *_args, **_values: False)

    outcome = save(at, session, assessor, evaluation, Proposal(CRITERION, Level(1), "mitt", 0, "op-9"))

    assert isinstance(outcome, Conflict)
    assert [line[0] for line in journal.lines_of(session, evaluation)] == ["start"]


def test_second_first_save_is_refused_by_the_database(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    save(at, session, assessor, evaluation, Proposal(CRITERION, Level(1), "mitt", 0))

    written = stored.write_answer(
        session,
        evaluation,
        CRITERION,
        answer=Level(2),
        note="",
        version=0,
        account_id=assessor.id,
        at=at.clock(),
    )

    assert not written


def test_handing_in_that_loses_a_race_is_told(
    at: Installation, session: Session, assessor: Actor, evaluation: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_all(at, session, assessor, evaluation)
    monkeypatch.setattr(stored, "move", lambda *_args, **_values: False)

    with pytest.raises(NotPossibleNow, match="status_changed"):
        evaluations.hand_in(at, session, assessor, evaluation)
