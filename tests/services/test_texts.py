"""Writing the texts of a report: versions, conflicts, drafts of the findings, and who may."""

import pytest
from sqlalchemy.orm import Session

from kompass.domain.errors import Invalid, NotAllowed, NotFound, NotPossibleNow
from kompass.domain.evaluation import Status
from kompass.domain.permissions import Actor, Relation
from kompass.domain.texts import is_named
from kompass.language import language
from kompass.services import evaluations, texts
from kompass.services.installation import Installation
from kompass.services.texts import Restoration, TextConflict
from kompass.storage import texts as stored
from kompass.storage.tables import EvidenceLinkRow, EvidenceRow, IntervieweeRow, InterviewRow
from tests.conftest import NOW
from tests.services.writing import MOTER, in_fact_check, in_scoring, move, write

pytestmark = pytest.mark.usefixtures("places")

SUMMARY = "apenhet/summary"


@pytest.fixture
def evaluation(at: Installation, session: Session, assessor: Actor, colleague: Actor, contact: Actor) -> int:
    return in_fact_check(at, session, assessor, (colleague, Relation.ASSESSOR), (contact, Relation.CONTACT))


def interview(session: Session, evaluation: int, person: Actor, *names: str) -> None:
    row = InterviewRow(
        evaluation_id=evaluation,
        role="Kommunedirektør",
        group_name="",
        held_on=None,
        starts="",
        minutes=None,
        place="",
        notes="",
        version=1,
        saved_at=NOW,
        saved_by=person.id,
    )
    session.add(row)
    session.flush()
    session.add_all(IntervieweeRow(interview_id=row.id, name=name) for name in names)
    session.commit()


def evidence(session: Session, evaluation: int, person: Actor, criterion: str, *, count: int, removed: int) -> None:
    rows = [
        EvidenceRow(
            evaluation_id=evaluation,
            kind="web",
            title="Nettside",
            address="https://eksempel.no",
            file_name="",
            media="",
            has_personal_data=False,
            has_active_content=False,
            added_at=NOW,
            added_by=person.id,
            removed_at=NOW if position < removed else None,
        )
        for position in range(count + removed)
    ]
    session.add_all(rows)
    session.flush()
    session.add_all(
        EvidenceLinkRow(evidence_id=row.id, criterion_id=criterion, passage="", linked_at=NOW, linked_by=person.id)
        for row in rows
    )
    session.commit()


def test_every_part_is_listed_in_the_order_of_the_report(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    write(at, session, assessor, evaluation, SUMMARY, "Godt.")

    found = texts.overview(at, session, assessor, evaluation, "nb")

    assert [part.id for part in found.parts] == [
        "foreword",
        "headlines",
        "method",
        "apenhet/summary",
        "apenhet/strengths",
        "apenhet/improvements",
        "ledelse/summary",
        "ledelse/strengths",
        "ledelse/improvements",
        "closing",
    ]
    assert [part for part, saved in found.saved.items() if saved.version] == [SUMMARY]
    assert (found.saved[SUMMARY].text, found.saved[SUMMARY].saved_by) == ("Godt.", "Kari")
    assert found.may_write


def test_a_text_is_cleaned_and_grows_by_one_version(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    assert write(at, session, assessor, evaluation, "foreword", "  Først\r\nså \n") == 1
    assert write(at, session, assessor, evaluation, "foreword", "Så", seen=1) == 2
    assert write(at, session, assessor, evaluation, "foreword", "", seen=2) == 3

    kept = [(one.version, one.text, one.saved_by) for one in stored.versions_of(session, evaluation, "foreword")]
    assert kept == [(3, "", "Kari"), (2, "Så", "Kari"), (1, "Først\nså", "Kari")]


def test_a_stale_text_is_refused_with_the_newer_one(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int
) -> None:
    write(at, session, assessor, evaluation, SUMMARY, "Karis")

    outcome = write(at, session, colleague, evaluation, SUMMARY, "Olas", seen=0)

    assert isinstance(outcome, TextConflict)
    assert (outcome.current.text, outcome.current.version, outcome.current.saved_by) == ("Karis", 1, "Kari")
    assert texts.written(session, evaluation) == {SUMMARY: "Karis"}


@pytest.mark.parametrize(
    ("text", "seen"), [("Annen", 1), ("Første", 1), ("Annen", 7)], ids=["equal", "left as it was seen", "unknown"]
)
def test_equal_texts_and_texts_left_alone_are_no_conflict(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int, *, text: str, seen: int
) -> None:
    write(at, session, assessor, evaluation, SUMMARY, "Første")
    write(at, session, colleague, evaluation, SUMMARY, "Annen", seen=1)

    assert write(at, session, assessor, evaluation, SUMMARY, text, seen=seen) == 2
    assert texts.written(session, evaluation) == {SUMMARY: "Annen"}


def test_two_first_saves_at_the_same_moment_are_one_save_and_one_conflict(
    at: Installation, session: Session, assessor: Actor, evaluation: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "write", lambda *_args, **_values: False)

    assert isinstance(write(at, session, assessor, evaluation, SUMMARY, "Mitt"), TextConflict)


def test_storage_never_writes_over_another_version(session: Session, assessor: Actor, evaluation: int) -> None:
    def wrote(version: int) -> bool:
        return stored.write(
            session, evaluation, "method", text="a", version=version, account_id=assessor.id, at=NOW
        )

    assert [wrote(0), wrote(3), wrote(1)] == [True, False, True]
    with session.begin_nested() as savepoint:
        assert not wrote(0)
        savepoint.rollback()


@pytest.mark.parametrize("part", ["", "apenhet", "apenhet/annet", "ukjent/summary", "../foreword"])
def test_only_parts_on_the_list_exist(
    at: Installation, session: Session, assessor: Actor, evaluation: int, part: str
) -> None:
    with pytest.raises(NotFound):
        write(at, session, assessor, evaluation, part, "x")
    with pytest.raises(NotFound):
        texts.versions(at, session, assessor, evaluation, part, "nb")


def test_only_areas_of_the_edition_have_texts(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    with pytest.raises(NotFound):
        texts.desk(at, session, assessor, evaluation, "ukjent", "nb")


@pytest.mark.parametrize(
    ("text", "code"),
    [("x" * 20_001, "text_too_long"), ("a\x07", "control_character"), ("\u202eab", "bidi_control")],
)
def test_texts_that_cannot_be_kept_are_refused(
    at: Installation, session: Session, assessor: Actor, evaluation: int, text: str, code: str
) -> None:
    with pytest.raises(Invalid) as error:
        write(at, session, assessor, evaluation, SUMMARY, text)

    assert {problem.code for problem in error.value.problems} == {code}


def test_nobody_who_is_interviewed_is_named(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    interview(session, evaluation, assessor, "Prøve Prøvesen", "Prøve")

    with pytest.raises(Invalid) as error:
        write(at, session, assessor, evaluation, SUMMARY, "Vi snakket med prøve  PRØVESEN om møter.")

    (problem,) = error.value.problems
    assert (problem.code, dict(problem.values)) == ("interviewee_named", {"name": "Prøve Prøvesen"})
    assert write(at, session, assessor, evaluation, SUMMARY, "En prøve er satt i gang.") == 1


@pytest.mark.parametrize(
    ("text", "name", "named"),
    [
        ("Prøve Prøvesen sa ja.", "Prøve Prøvesen", True),
        ("prøve\nprøvesen", "Prøve Prøvesen", True),
        ("Prøve Prøvesens syn", "Prøve Prøvesen", False),
        ("Prøve sa ja.", "Prøve", False),
        ("A+B (C)", "A+B (C)", True),
        ("Ingenting", "", False),
    ],
)
def test_a_name_is_found_as_whole_words(text: str, name: str, named: bool) -> None:
    assert is_named(text, name) == named


def test_an_earlier_version_comes_back_as_a_new_one(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int
) -> None:
    write(at, session, assessor, evaluation, SUMMARY, "Første")
    write(at, session, colleague, evaluation, SUMMARY, "Annen", seen=1)

    stale = texts.restore(at, session, assessor, evaluation, Restoration(SUMMARY, 1, seen_version=9))
    done = texts.restore(at, session, assessor, evaluation, Restoration(SUMMARY, 1, seen_version=2))

    assert isinstance(stale, TextConflict)
    assert done == 3
    found = texts.versions(at, session, assessor, evaluation, SUMMARY, "nb")
    assert [(one.version, one.text) for one in found.versions] == [(3, "Første"), (2, "Annen"), (1, "Første")]
    with pytest.raises(NotFound):
        texts.restore(at, session, assessor, evaluation, Restoration(SUMMARY, 8, seen_version=3))


def test_findings_of_an_area_come_ranked_with_evidence(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    evidence(session, evaluation, assessor, MOTER, count=2, removed=1)

    found = texts.desk(at, session, assessor, evaluation, "apenhet", "nb").findings

    assert found is not None
    assert [one.standing.title for one in found.strengths] == ["Postliste", "Tidlig"]
    assert [one.standing.title for one in found.improvements] == ["Moter", "Svar"]
    assert found.evidence == {MOTER: 2}


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("strengths", "- **1.1.1 Postliste.**"),
        ("improvements", "Begynn med et vedtak."),
        ("summary", "Kommunen er kommet lengst med «Postliste» og «Tidlig»."),
    ],
)
def test_a_draft_says_what_was_found_and_tells_no_points(
    at: Installation, session: Session, assessor: Actor, evaluation: int, kind: str, says: str
) -> None:
    found = texts.desk(at, session, assessor, evaluation, "apenhet", "nb").findings
    assert found is not None

    text = texts.draft(found, kind, language("nb"))

    assert says in text
    assert "poeng" not in text
    assert "Evaluert" not in text


def test_nothing_scored_gives_an_empty_draft(at: Installation, session: Session, assessor: Actor) -> None:
    evaluation = in_scoring(at, session, assessor)
    found = texts.desk(at, session, assessor, evaluation, "apenhet", "nb").findings
    assert found is not None

    assert [texts.draft(found, kind, language("nb")) for kind in ("summary", "strengths")] == ["", ""]


def test_texts_of_the_whole_report_have_no_findings(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    found = texts.desk(at, session, assessor, evaluation, "", "nb")

    assert [part.id for part in found.parts] == ["foreword", "headlines", "method", "closing"]
    assert found.findings is None


def test_strangers_find_nothing_and_the_contact_may_not(
    at: Installation, session: Session, reader: Actor, contact: Actor, evaluation: int
) -> None:
    for person, error in ((None, NotFound), (reader, NotFound), (contact, NotAllowed)):
        with pytest.raises(error):
            texts.overview(at, session, person, evaluation, "nb")
        with pytest.raises(error):
            texts.save(at, session, person, evaluation, texts.TextProposal(SUMMARY, "x", 0))
        with pytest.raises(error):
            texts.restore(at, session, person, evaluation, Restoration(SUMMARY, 1, 1))


def test_a_delivered_text_is_read_and_not_written(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    write(at, session, assessor, evaluation, SUMMARY, "Levert")
    move(at, session, assessor, evaluation, Status.FACT_CHECK, Status.DELIVERED)

    with pytest.raises(NotPossibleNow):
        write(at, session, assessor, evaluation, SUMMARY, "For sent", seen=1)
    assert not texts.overview(at, session, assessor, evaluation, "nb").may_write


def test_only_those_who_write_read_the_texts_in_a_report_before_delivery(
    at: Installation, session: Session, assessor: Actor, reader: Actor, evaluation: int
) -> None:
    write(at, session, assessor, evaluation, SUMMARY, "Skrevet")
    write(at, session, assessor, evaluation, "closing", "")
    before = evaluations.scored(at, session, assessor, evaluation, "nb").evaluation
    move(at, session, assessor, evaluation, Status.FACT_CHECK, Status.DELIVERED)
    after = evaluations.scored(at, session, assessor, evaluation, "nb").evaluation

    assert texts.printed(session, assessor, before) == {SUMMARY: "Skrevet"}
    assert texts.printed(session, reader, before) == {}
    assert texts.printed(session, reader, after) == {SUMMARY: "Skrevet"}
