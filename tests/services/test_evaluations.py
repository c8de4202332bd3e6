from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from kompass.domain.answers import Answer, Level, NotApplicable
from kompass.domain.errors import Invalid, NotAllowed, NotFound, NotPossibleNow
from kompass.domain.evaluation import Status
from kompass.domain.permissions import RULES, Actor, Relation
from kompass.domain.preparation import Meeting
from kompass.services import course, evaluations, interviews, teams
from kompass.services.access import may
from kompass.services.answers import Conflict, Proposal, Saved, Target, named_problems, own_sheet, write
from kompass.services.course import Move
from kompass.services.installation import Installation
from kompass.storage import evaluations as stored
from kompass.storage import journal

DAY = date(2026, 5, 4)
CRITERION = "apenhet.innsyn.postliste"

pytestmark = pytest.mark.usefixtures("places")


@pytest.fixture
def evaluation(at: Installation, session: Session, assessor: Actor) -> int:
    made = evaluations.start(at, session, assessor, "5025", DAY)
    course.move(at, session, assessor, made, Move(Status.SCORING, seen=Status.PLANNED))
    return made


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
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    save(at, session, assessor, evaluation, Proposal(CRITERION, Level(1), "mitt", 0))

    outcome = save(at, session, assessor, evaluation, Proposal(CRITERION, Level(3), "fra en annen fane", 0))

    assert isinstance(outcome, Conflict)
    assert (outcome.current.answer, outcome.current.note, outcome.current.saved_by) == (
        Level(1),
        "mitt",
        "Kari",
    )
    kept = evaluations.area_sheet(at, session, assessor, evaluation, "apenhet", "nb").saved[CRITERION]
    assert (kept.note, kept.version) == ("mitt", 1)


def test_equal_content_is_no_conflict(at: Installation, session: Session, assessor: Actor, evaluation: int) -> None:
    save(at, session, assessor, evaluation, Proposal(CRITERION, Level(1), "samme", 0))

    outcome = save(at, session, assessor, evaluation, Proposal(CRITERION, Level(1), "samme", 0))

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


@pytest.mark.parametrize(
    ("written", "fields"),
    [
        ((Level(2), "Dette sa  kari NORDMANN oss."), ["note"]),
        ((NotApplicable("Ifølge Kari Nordmann."), "Se Kari Nordmann"), ["note", "reason"]),
        ((Level(2), "Dette sa ordføreren, som heter Kari."), []),
        ((Level(2), ""), []),
    ],
)
def test_nobody_interviewed_is_named_in_what_the_journal_keeps(
    at: Installation,
    session: Session,
    assessor: Actor,
    evaluation: int,
    written: tuple[Answer, str],
    fields: list[str],
) -> None:
    interview_id = interviews.plan(at, session, assessor, evaluation, Meeting("Ordfører", "", None, "", None, ""))
    interviews.add_name(at, session, assessor, evaluation, interview_id, "Kari Nordmann")

    proposal = Proposal(CRITERION, *written, 0)
    found = named_problems(session, evaluation, proposal)

    assert [(one.code, one.subject, one.values) for one in found] == [
        ("interviewee_in_note", field, (("name", "Kari Nordmann"),)) for field in fields
    ]
    if fields:
        with pytest.raises(Invalid):
            save(at, session, assessor, evaluation, proposal)


def test_unknown_criterion_is_not_found(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    with pytest.raises(NotFound):
        evaluations.save_answer(at, session, assessor, evaluation, Proposal("apenhet.x.y", Level(1), "", 0), "nb")


def test_each_scores_alone_and_sees_only_their_own(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int
) -> None:
    teams.put(at, session, assessor, evaluation, colleague.email, Relation.ASSESSOR)
    save(at, session, assessor, evaluation, Proposal(CRITERION, Level(4), "mitt", 0))

    outcome = save(at, session, colleague, evaluation, Proposal(CRITERION, Level(1), "ditt", 0))

    assert isinstance(outcome, Saved)
    for person, points, note in ((assessor, 20, "mitt"), (colleague, 5, "ditt")):
        sheet = evaluations.area_sheet(at, session, person, evaluation, "apenhet", "nb")
        assert (sheet.scored.result.total.points, sheet.saved[CRITERION].note) == (points, note)


def test_reader_in_the_team_knows_of_nothing_before_delivery(
    at: Installation, session: Session, assessor: Actor, reader: Actor, evaluation: int
) -> None:
    teams.put(at, session, assessor, evaluation, reader.email, Relation.READER)

    with pytest.raises(NotFound):
        evaluations.scored(at, session, reader, evaluation, "nb")
    with pytest.raises(NotFound):
        save(at, session, reader, evaluation, Proposal(CRITERION, Level(1), "", 0))
    assert evaluations.listed(at, session, reader, "nb") == []


def test_contact_knows_of_the_evaluation_and_not_of_its_scores(
    at: Installation, session: Session, assessor: Actor, contact: Actor, evaluation: int
) -> None:
    teams.put(at, session, assessor, evaluation, contact.email, Relation.CONTACT)

    (listed,) = evaluations.listed(at, session, contact, "nb")
    assert (listed.evaluation.id, listed.scored) == (evaluation, None)
    with pytest.raises(NotPossibleNow):
        evaluations.scored(at, session, contact, evaluation, "nb")
    with pytest.raises(NotAllowed):
        save(at, session, contact, evaluation, Proposal(CRITERION, Level(1), "", 0))


def test_a_stranger_cannot_tell_that_it_exists(at: Installation, session: Session, evaluation: int) -> None:
    for evaluation_id in (evaluation, 4711):
        with pytest.raises(NotFound):
            evaluations.scored(at, session, None, evaluation_id, "nb")


def test_nobody_may_do_anything_to_an_evaluation(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    found = evaluations.scored(at, session, assessor, evaluation, "nb").evaluation

    assert not any(may(session, None, permission, found) for permission in RULES)


def answer_all(at: Installation, session: Session, assessor: Actor, evaluation: int) -> None:
    framework = evaluations.scored(at, session, assessor, evaluation, "nb").framework
    evaluations.enter_answers(at, session, assessor, evaluation, dict.fromkeys(framework.criteria, Level(3)))


def test_incomplete_area_cannot_be_handed_in(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    save(at, session, assessor, evaluation, Proposal(CRITERION, Level(3), "", 0))

    with pytest.raises(Invalid) as error:
        evaluations.hand_in_area(at, session, assessor, evaluation, "apenhet")

    assert [problem.subject for problem in error.value.problems] == [
        "apenhet.innsyn.moter",
        "apenhet.dialog.tidlig",
        "apenhet.dialog.svar",
    ]


def test_area_that_is_handed_in_is_locked_until_it_is_taken_back(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    answer_all(at, session, assessor, evaluation)
    evaluations.hand_in_area(at, session, assessor, evaluation, "apenhet")
    evaluations.hand_in_area(at, session, assessor, evaluation, "apenhet")

    with pytest.raises(NotPossibleNow, match="area_handed_in"):
        save(at, session, assessor, evaluation, Proposal(CRITERION, Level(1), "", 1))
    assert evaluations.area_sheet(at, session, assessor, evaluation, "apenhet", "nb").is_handed_in
    assert not evaluations.area_sheet(at, session, assessor, evaluation, "ledelse", "nb").is_handed_in

    evaluations.take_back_area(at, session, assessor, evaluation, "apenhet")
    assert isinstance(save(at, session, assessor, evaluation, Proposal(CRITERION, Level(1), "", 1)), Saved)


def test_unknown_area_cannot_be_handed_in(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    with pytest.raises(NotFound):
        evaluations.hand_in_area(at, session, assessor, evaluation, "finnes-ikke")


def test_many_answers_are_entered_all_or_none(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    save(at, session, assessor, evaluation, Proposal(CRITERION, Level(0), "", 0))

    with pytest.raises(NotPossibleNow):
        answer_all(at, session, assessor, evaluation)
    with pytest.raises(Invalid):
        evaluations.enter_answers(at, session, assessor, evaluation, {CRITERION: Level(9), "x.y.z": Level(1)})

    assert evaluations.scored(at, session, assessor, evaluation, "nb").result.total.answered == 1


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
    assert [line[0] for line in journal.lines_of(session, evaluation)] == ["start", "move"]


def test_second_first_save_is_refused_by_the_database(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    save(at, session, assessor, evaluation, Proposal(CRITERION, Level(1), "mitt", 0))

    written = stored.write_answer(
        session,
        own_sheet(session, evaluation, assessor),
        CRITERION,
        answer=Level(2),
        note="",
        version=0,
        account_id=assessor.id,
        at=at.clock(),
    )

    assert not written


def test_status_that_changes_while_saving_is_told(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    sheet = own_sheet(session, evaluation, assessor)
    target = Target(evaluation, sheet, Status.CONSENSUS, "answer")

    with pytest.raises(NotPossibleNow, match="status_forbids"):
        write(at, session, assessor, target, Proposal(CRITERION, Level(1), "", 0))
