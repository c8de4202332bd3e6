"""The course of an evaluation: what each move needs, what it does, and what it refuses."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from kompass.catalogue.digest import digest
from kompass.domain.answers import Level
from kompass.domain.errors import Invalid, NotAllowed, NotFound, NotPossibleNow
from kompass.domain.evaluation import Status
from kompass.domain.permissions import Actor, Relation
from kompass.domain.preparation import Meeting
from kompass.services import (
    consensus,
    course,
    demonstration,
    evaluations,
    gold_stars,
    interviews,
    printable,
    retention,
    teams,
)
from kompass.services.answers import Proposal
from kompass.services.course import Move
from kompass.services.gold_stars import StarProposal
from kompass.services.installation import Installation
from kompass.storage import evaluations as stored
from kompass.storage import journal
from kompass.storage.database import transaction
from tests.factories import begin
from tests.services.writing import write

pytestmark = pytest.mark.usefixtures("places")

FIRST = "apenhet.innsyn.postliste"


@pytest.fixture
def evaluation(at: Installation, session: Session, assessor: Actor) -> int:
    return begin(at, session, assessor, "5025")


@pytest.fixture
def together(at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int) -> int:
    """An evaluation two score, who differ on one process and have handed in everything."""
    teams.put(at, session, assessor, evaluation, colleague.email, Relation.ASSESSOR)
    for person, level in ((assessor, 2), (colleague, 2)):
        answer(at, session, person, evaluation, level)
        evaluations.save_answer(
            at,
            session,
            person,
            evaluation,
            Proposal(FIRST, Level(1 if person == assessor else 4), "", 1),
            "nb",
        )
        for area in ("apenhet", "ledelse"):
            evaluations.hand_in_area(at, session, person, evaluation, area)
    return evaluation


def answer(at: Installation, session: Session, person: Actor, evaluation: int, level: int) -> None:
    framework = evaluations.scored(at, session, person, evaluation, "nb").framework
    evaluations.enter_answers(at, session, person, evaluation, dict.fromkeys(framework.criteria, Level(level)))


def go(
    at: Installation, session: Session, person: Actor, evaluation: int, *statuses: Status, reason: str = ""
) -> None:
    for to in statuses:
        seen = stored.evaluation(session, evaluation)
        assert seen is not None
        course.move(at, session, person, evaluation, Move(to, seen.status, reason))


def status(session: Session, evaluation: int) -> Status:
    found = stored.evaluation(session, evaluation)
    assert found is not None
    return found.status


def codes(error: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def test_one_who_scores_alone_skips_consensus(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    answer(at, session, assessor, evaluation, 3)

    offered = [step.to for step in course.course(at, session, assessor, evaluation).steps]
    go(at, session, assessor, evaluation, Status.FACT_CHECK)

    assert Status.FACT_CHECK in offered
    assert Status.CONSENSUS not in offered
    assert evaluations.scored(at, session, assessor, evaluation, "nb").result.total.points == 150
    assert evaluations.handed_in_areas(session, assessor, stored.evaluation(session, evaluation)) == {  # type: ignore[arg-type]
        "apenhet",
        "ledelse",
    }


def test_note_of_one_who_scored_alone_follows_into_the_agreed_answers(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    answer(at, session, assessor, evaluation, 3)
    proposal = Proposal(FIRST, Level(3), "Sett i arkivet.", 1)
    evaluations.save_answer(at, session, assessor, evaluation, proposal, "nb")

    go(at, session, assessor, evaluation, Status.FACT_CHECK)

    assert evaluations.area_sheet(at, session, assessor, evaluation, "apenhet", "nb").saved[FIRST].note == (
        "Sett i arkivet."
    )


def test_two_who_score_may_not_skip_consensus(
    at: Installation, session: Session, assessor: Actor, together: int
) -> None:
    with pytest.raises(NotPossibleNow, match="status_forbids"):
        go(at, session, assessor, together, Status.FACT_CHECK)

    go(at, session, assessor, together, Status.CONSENSUS)
    assert evaluations.scored(at, session, assessor, together, "nb").result.total.answered == 5


def test_gaps_of_one_who_scores_alone_are_listed(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    evaluations.enter_answers(at, session, assessor, evaluation, {FIRST: Level(2)})

    with pytest.raises(Invalid) as error:
        go(at, session, assessor, evaluation, Status.FACT_CHECK)

    assert codes(error) == ["unanswered"] * 5
    (step,) = [
        step for step in course.course(at, session, assessor, evaluation).steps if step.to is Status.FACT_CHECK
    ]
    assert len(step.problems) == 5


def test_areas_that_are_not_handed_in_are_listed_with_whose_they_are(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int
) -> None:
    teams.put(at, session, assessor, evaluation, colleague.email, Relation.ASSESSOR)
    for person in (assessor, colleague):
        evaluations.enter_answers(at, session, person, evaluation, {FIRST: Level(2)})

    with pytest.raises(Invalid) as error:
        go(at, session, assessor, evaluation, Status.CONSENSUS)

    found = [(problem.code, problem.subject, dict(problem.values).get("name")) for problem in error.value.problems]
    assert found == [
        ("area_begun", "apenhet", "Kari"),
        ("area_begun", "apenhet", "Ola"),
        ("area_not_begun", "ledelse", None),
    ]


def test_consensus_is_not_left_before_all_is_agreed_on(
    at: Installation, session: Session, assessor: Actor, together: int
) -> None:
    go(at, session, assessor, together, Status.CONSENSUS)

    with pytest.raises(Invalid) as error:
        go(at, session, assessor, together, Status.FACT_CHECK)

    assert [(problem.code, problem.subject) for problem in error.value.problems] == [("not_agreed", FIRST)]


def test_agreement_before_they_talked_is_sealed_with_the_result(
    at: Installation, session: Session, assessor: Actor, together: int
) -> None:
    go(at, session, assessor, together, Status.CONSENSUS)
    (dispute,) = consensus.consensus(at, session, assessor, together, "nb").disputes
    proposal = Proposal(FIRST, Level(4), "Enige nå.", 0, basis=dispute.basis)
    consensus.agree(at, session, assessor, together, proposal, "nb")

    go(at, session, assessor, together, Status.FACT_CHECK, Status.DELIVERED)

    (seal,) = course.course(at, session, assessor, together).seals
    assert seal.content["agreement"]["apenhet"]["exact"] == "3/4"
    assert seal.content["agreement"]["ledelse"] == {
        "doubly_scored": 2,
        "exact": "1",
        "within_one": "1",
        "alpha": "None",
        "ac2": seal.content["agreement"]["ledelse"]["ac2"],
    }


def test_going_back_and_forth_keeps_what_is_agreed_on(
    at: Installation, session: Session, assessor: Actor, together: int
) -> None:
    go(at, session, assessor, together, Status.CONSENSUS, Status.SCORING, Status.CONSENSUS)

    assert evaluations.scored(at, session, assessor, together, "nb").result.total.answered == 5


def test_stale_tab_is_told(at: Installation, session: Session, assessor: Actor, evaluation: int) -> None:
    with pytest.raises(NotPossibleNow, match="status_changed"):
        course.move(at, session, assessor, evaluation, Move(Status.SCORING, seen=Status.PLANNED))


def test_two_leads_at_once_and_one_is_told(
    at: Installation, session: Session, assessor: Actor, evaluation: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "move", lambda *_args, **_values: False)

    with pytest.raises(NotPossibleNow, match="status_changed"):
        go(at, session, assessor, evaluation, Status.COLLECTING)


def test_status_that_cannot_be_reached_from_here_is_refused(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    with pytest.raises(NotPossibleNow, match="status_forbids"):
        go(at, session, assessor, evaluation, Status.PUBLISHED)


def test_only_the_lead_moves_it(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int
) -> None:
    with pytest.raises(NotFound):
        go(at, session, colleague, evaluation, Status.COLLECTING)
    teams.put(at, session, assessor, evaluation, colleague.email, Relation.ASSESSOR)
    with pytest.raises(NotAllowed):
        go(at, session, colleague, evaluation, Status.COLLECTING)
    assert course.course(at, session, colleague, evaluation).steps == ()


def test_delivery_seals_the_result_and_a_correction_is_a_new_version(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    answer(at, session, assessor, evaluation, 3)
    demonstration.publish(at, session, assessor, evaluation)
    go(at, session, assessor, evaluation, Status.FACT_CHECK, reason="Feil nivå på postlisten.")
    go(at, session, assessor, evaluation, Status.SCORING)
    evaluations.take_back_area(at, session, assessor, evaluation, "apenhet")
    evaluations.save_answer(at, session, assessor, evaluation, Proposal(FIRST, Level(4), "", 1), "nb")
    go(at, session, assessor, evaluation, Status.FACT_CHECK, Status.DELIVERED)

    first, second = course.course(at, session, assessor, evaluation).seals
    assert (first.version, first.content["total"], first.reason) == (1, 150, "")
    assert (second.version, second.content["total"], second.reason) == (2, 155, "Feil nivå på postlisten.")
    assert first.content["answers"][FIRST] == {"level": 3}
    assert all(one.digest == digest(one.content) for one in (first, second))
    assert first.digest != second.digest


def test_correction_without_a_reason_is_refused(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    answer(at, session, assessor, evaluation, 3)
    demonstration.publish(at, session, assessor, evaluation)

    for reason, code in (("  ", "reason_missing"), ("x" * 2001, "text_too_long")):
        with pytest.raises(Invalid) as error:
            go(at, session, assessor, evaluation, Status.FACT_CHECK, reason=reason)
        assert codes(error) == [code]
    assert status(session, evaluation) is Status.PUBLISHED


def test_nothing_is_published_without_consent_and_a_correction_needs_a_new_one(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    answer(at, session, assessor, evaluation, 3)
    go(at, session, assessor, evaluation, Status.FACT_CHECK, Status.DELIVERED)
    with pytest.raises(Invalid) as error:
        go(at, session, assessor, evaluation, Status.PUBLISHED)
    assert codes(error) == ["consent_missing"]

    course.record_consent(at, session, assessor, evaluation, " Ordføreren ", date(2026, 11, 20))
    found = course.course(at, session, assessor, evaluation).consent
    assert found is not None
    assert (found.given_by, found.given_on) == ("Ordføreren", date(2026, 11, 20))

    go(at, session, assessor, evaluation, Status.FACT_CHECK, reason="Rettes.")
    go(at, session, assessor, evaluation, Status.DELIVERED)
    assert course.course(at, session, assessor, evaluation).consent is None


def test_archive_is_opened_again_without_a_new_seal(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    answer(at, session, assessor, evaluation, 3)
    demonstration.publish(at, session, assessor, evaluation)

    go(at, session, assessor, evaluation, Status.ARCHIVED, Status.PUBLISHED)

    assert len(course.course(at, session, assessor, evaluation).seals) == 1


@pytest.mark.parametrize(
    ("given_by", "days", "expected"),
    [("", 0, ["consent_by_missing"]), ("Rådmannen", 1, ["date_in_future"]), ("x" * 201, 0, ["text_too_long"])],
)
def test_consent_that_says_nothing_is_refused(
    at: Installation, session: Session, assessor: Actor, given_by: str, days: int, expected: list[str]
) -> None:
    evaluation = begin(at, session, assessor, "5025")
    answer(at, session, assessor, evaluation, 3)
    go(at, session, assessor, evaluation, Status.FACT_CHECK, Status.DELIVERED)

    with pytest.raises(Invalid) as error:
        day = at.clock().date() + timedelta(days=days)
        course.record_consent(at, session, assessor, evaluation, given_by, day)

    assert codes(error) == expected


def test_contact_consents_and_a_stranger_does_not(
    at: Installation, session: Session, assessor: Actor, contact: Actor, evaluation: int
) -> None:
    answer(at, session, assessor, evaluation, 3)
    go(at, session, assessor, evaluation, Status.FACT_CHECK, Status.DELIVERED)

    with pytest.raises(NotFound):
        course.record_consent(at, session, contact, evaluation, "Ordføreren", date(2026, 11, 20))
    teams.put(at, session, assessor, evaluation, contact.email, Relation.CONTACT)
    course.record_consent(at, session, contact, evaluation, "Ordføreren", date(2026, 11, 20))

    assert journal.lines_of(session, evaluation)[-1][0] == "consent"


def test_withdrawn_evaluation_goes_nowhere(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    go(at, session, assessor, evaluation, Status.WITHDRAWN, reason="Kommunen trakk seg.")

    assert course.course(at, session, assessor, evaluation).steps == ()
    assert journal.lines_of(session, evaluation)[-1][2] == {"status": "withdrawn", "reason": "Kommunen trakk seg."}


def test_no_draft_with_the_name_of_somebody_interviewed_goes_to_the_municipality(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    answer(at, session, assessor, evaluation, 2)
    write(at, session, assessor, evaluation, "foreword", "Takk til Kari Nordmann.")
    star = StarProposal(FIRST, "Postliste", "Kari Nordmann kan fortelle mer.", 0)
    gold_stars.save(at, session, assessor, evaluation, star)
    interview_id = interviews.plan(at, session, assessor, evaluation, Meeting("Ordfører", "", None, "", None, ""))
    interviews.add_name(at, session, assessor, evaluation, interview_id, "Kari Nordmann")

    with pytest.raises(Invalid) as error:
        go(at, session, assessor, evaluation, Status.FACT_CHECK)

    assert [(one.code, one.subject) for one in error.value.problems] == [
        ("interviewee_in_draft", "foreword"),
        ("interviewee_in_draft", FIRST),
    ]
    retention.delete_names(at, session, assessor, evaluation)
    go(at, session, assessor, evaluation, Status.FACT_CHECK)
    interviews.add_name(at, session, assessor, evaluation, interview_id, "Kari Nordmann")
    with pytest.raises(Invalid):
        go(at, session, assessor, evaluation, Status.DELIVERED)


def test_fonts_are_read_before_the_lock_for_writing_is_taken(
    at: Installation, session: Session, assessor: Actor, evaluation: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def reads(text: str, fonts: Path) -> tuple[str, ...]:
        if not asked:
            with at.session() as other, transaction(other):
                asked.append("somebody else may write")
        return ()

    answer(at, session, assessor, evaluation, 2)
    monkeypatch.setattr(printable, "unprintable", reads)
    go(at, session, assessor, evaluation, Status.FACT_CHECK)

    assert asked
