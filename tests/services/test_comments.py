"""The fact check: who reads the draft, comments that stay meaningful, answers, and what is still open."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from kompass.domain.comments import Outcome
from kompass.domain.errors import Invalid, NotAllowed, NotFound, NotPossibleNow
from kompass.domain.evaluation import Status
from kompass.domain.permissions import Actor, Relation
from kompass.services import comments
from kompass.services.comments import AnswerConflict, AnswerProposal, CommentProposal, Draft
from kompass.services.installation import Installation
from kompass.storage import comments as stored
from tests.factories import begin
from tests.services.writing import in_fact_check, move, write

pytestmark = pytest.mark.usefixtures("places")

SUMMARY = "apenhet/summary"
TEXT = "Kommunen har **postliste**.\n\nMøtene er åpne."


@pytest.fixture
def evaluation(at: Installation, session: Session, assessor: Actor, colleague: Actor, contact: Actor) -> int:
    """In fact check, with two paragraphs written about an area."""
    made = in_fact_check(at, session, assessor, (colleague, Relation.ASSESSOR), (contact, Relation.CONTACT))
    write(at, session, assessor, made, SUMMARY, TEXT)
    return made


def draft(at: Installation, session: Session, person: Actor | None, evaluation: int) -> Draft:
    return comments.draft(at, session, person, evaluation, "nb")


def keys(at: Installation, session: Session, person: Actor, evaluation: int) -> list[str]:
    (part,) = draft(at, session, person, evaluation).parts
    return [one.paragraph.key for one in part.paragraphs]


def about_first(at: Installation, session: Session, person: Actor, evaluation: int, text: str) -> CommentProposal:
    return CommentProposal(SUMMARY, 1, keys(at, session, person, evaluation)[0], text)


@pytest.fixture
def commented(at: Installation, session: Session, contact: Actor, evaluation: int) -> int:
    """Id of a comment on the first paragraph."""
    wish = about_first(at, session, contact, evaluation, " Den ble lagt ned. ")
    return comments.comment(at, session, contact, evaluation, wish)


def test_draft_holds_what_is_written_paragraph_by_paragraph(
    at: Installation, session: Session, contact: Actor, assessor: Actor, evaluation: int
) -> None:
    found = draft(at, session, contact, evaluation)

    assert [part.part.id for part in found.parts] == [SUMMARY]
    assert [one.paragraph.text for one in found.parts[0].paragraphs] == TEXT.split("\n\n")
    assert (found.count, found.open, found.may_comment, found.may_answer) == (0, 0, True, False)
    assert draft(at, session, assessor, evaluation).may_answer


def test_contact_reads_the_draft_in_the_fact_check_alone(
    at: Installation, session: Session, assessor: Actor, contact: Actor, reader: Actor, evaluation: int
) -> None:
    for person, error in ((None, NotFound), (reader, NotFound)):
        with pytest.raises(error):
            draft(at, session, person, evaluation)
    for before, after in ((Status.FACT_CHECK, Status.DELIVERED), (Status.DELIVERED, Status.FACT_CHECK)):
        move(at, session, assessor, evaluation, before, after)
        if after is Status.DELIVERED:
            with pytest.raises(NotPossibleNow):
                draft(at, session, contact, evaluation)
            assert not draft(at, session, assessor, evaluation).may_comment
    assert draft(at, session, contact, evaluation).parts


def test_a_comment_keeps_the_words_it_is_about(
    at: Installation, session: Session, contact: Actor, evaluation: int, commented: int
) -> None:
    found = draft(at, session, contact, evaluation)

    (made,) = found.parts[0].paragraphs[0].comments
    assert (made.id, made.quote, made.text, made.made_by) == (
        commented,
        "Kommunen har postliste.",
        "Den ble lagt ned.",
        "Kontakt",
    )
    assert made.is_open
    assert (found.count, found.open, comments.open_comments(session, evaluation)) == (1, 1, 1)


def test_a_comment_on_what_is_changed_since_stands_apart_with_its_words(
    at: Installation, session: Session, assessor: Actor, contact: Actor, evaluation: int, commented: int
) -> None:
    write(at, session, assessor, evaluation, SUMMARY, "Kommunen hadde postliste.\n\nMøtene er åpne.", seen=1)

    (part,) = draft(at, session, contact, evaluation).parts

    assert [one.comments for one in part.paragraphs] == [[], []]
    assert [(one.id, one.quote) for one in part.earlier] == [(commented, "Kommunen har postliste.")]


def test_comments_are_shown_also_when_the_text_is_gone(
    at: Installation, session: Session, assessor: Actor, contact: Actor, evaluation: int, commented: int
) -> None:
    write(at, session, assessor, evaluation, SUMMARY, "", seen=1)

    (part,) = draft(at, session, contact, evaluation).parts

    assert part.paragraphs == []
    assert [one.id for one in part.earlier] == [commented]


def test_what_was_read_may_be_commented_on_after_it_is_changed(
    at: Installation, session: Session, assessor: Actor, contact: Actor, evaluation: int
) -> None:
    wish = about_first(at, session, contact, evaluation, "Galt.")
    write(at, session, assessor, evaluation, SUMMARY, "Noe annet.", seen=1)

    comments.comment(at, session, contact, evaluation, wish)

    (part,) = draft(at, session, contact, evaluation).parts
    assert [one.quote for one in part.earlier] == ["Kommunen har postliste."]


def test_the_same_comment_sent_twice_counts_once(
    at: Installation, session: Session, assessor: Actor, contact: Actor, evaluation: int, commented: int
) -> None:
    wish = about_first(at, session, contact, evaluation, "Den ble lagt ned.")

    assert comments.comment(at, session, contact, evaluation, wish) == commented
    assert comments.comment(at, session, assessor, evaluation, wish) != commented


@pytest.mark.parametrize(
    ("text", "code"), [(" \n", "comment_missing"), ("x" * 5_001, "text_too_long"), ("\x00", "control_character")]
)
def test_comments_that_say_nothing_are_refused(
    at: Installation, session: Session, contact: Actor, evaluation: int, text: str, code: str
) -> None:
    with pytest.raises(Invalid) as error:
        comments.comment(at, session, contact, evaluation, about_first(at, session, contact, evaluation, text))

    assert [problem.code for problem in error.value.problems] == [code]


@pytest.mark.parametrize("changed", [{"version": 2}, {"paragraph": "x"}, {"part": "ukjent"}, {"part": "foreword"}])
def test_a_paragraph_that_never_was_cannot_be_commented_on(
    at: Installation, session: Session, contact: Actor, evaluation: int, changed: dict[str, int | str]
) -> None:
    wish = replace(about_first(at, session, contact, evaluation, "Galt."), **changed)  # type: ignore[arg-type]

    with pytest.raises(NotFound):
        comments.comment(at, session, contact, evaluation, wish)


@pytest.mark.parametrize(
    ("outcome", "text", "code"),
    [
        (None, "", "outcome_missing"),
        (Outcome.KEPT, " ", "kept_without_reason"),
        (Outcome.CHANGED, "x" * 5_001, "text_too_long"),
    ],
)
def test_answers_that_say_nothing_are_refused(
    at: Installation,
    session: Session,
    assessor: Actor,
    evaluation: int,
    commented: int,
    *,
    outcome: Outcome | None,
    text: str,
    code: str,
) -> None:
    with pytest.raises(Invalid) as error:
        comments.answer(at, session, assessor, evaluation, AnswerProposal(commented, outcome, text))

    assert [problem.code for problem in error.value.problems] == [code]
    assert comments.open_comments(session, evaluation) == 1


def test_a_comment_is_answered_once_and_the_answer_may_be_changed(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int, commented: int
) -> None:
    kept = AnswerProposal(commented, Outcome.KEPT, "Den finnes på nett.")
    changed = AnswerProposal(commented, Outcome.CHANGED, "")

    assert comments.answer(at, session, assessor, evaluation, kept) is None
    assert comments.answer(at, session, assessor, evaluation, kept) is None
    conflict = comments.answer(at, session, colleague, evaluation, changed)
    assert isinstance(conflict, AnswerConflict)
    assert conflict.current.reply is not None
    seen = conflict.current.reply.at
    assert comments.answer(at, session, colleague, evaluation, replace(changed, seen=seen)) is None

    found = stored.comment(session, evaluation, commented)
    assert found is not None
    assert found.reply is not None
    assert (found.reply.outcome, found.reply.text, found.reply.by) == (Outcome.CHANGED, "", "Ola")
    assert comments.open_comments(session, evaluation) == 0


def test_an_answer_belongs_to_its_own_evaluation(
    at: Installation, session: Session, assessor: Actor, evaluation: int, commented: int
) -> None:
    other = begin(at, session, assessor, "5628")
    with pytest.raises(NotPossibleNow):
        comments.answer(at, session, assessor, other, AnswerProposal(commented, Outcome.CHANGED, ""))
    with pytest.raises(NotFound):
        comments.answer(at, session, assessor, evaluation, AnswerProposal(commented + 1, Outcome.CHANGED, ""))


def test_contact_comments_and_does_not_answer(
    at: Installation, session: Session, contact: Actor, reader: Actor, evaluation: int, commented: int
) -> None:
    answered = AnswerProposal(commented, Outcome.CHANGED, "")
    for person, error in ((contact, NotAllowed), (reader, NotFound), (None, NotFound)):
        with pytest.raises(error):
            comments.answer(at, session, person, evaluation, answered)
    for stranger in (reader, None):
        with pytest.raises(NotFound):
            comments.comment(at, session, stranger, evaluation, CommentProposal(SUMMARY, 1, "x", "y"))


def test_nothing_is_commented_on_outside_the_fact_check(
    at: Installation, session: Session, assessor: Actor, contact: Actor, evaluation: int, commented: int
) -> None:
    wish = about_first(at, session, contact, evaluation, "For sent.")
    answered = AnswerProposal(commented, Outcome.CHANGED, "")
    comments.answer(at, session, assessor, evaluation, answered)
    move(at, session, assessor, evaluation, Status.FACT_CHECK, Status.DELIVERED)

    for person in (contact, assessor):
        with pytest.raises(NotPossibleNow):
            comments.comment(at, session, person, evaluation, wish)
    with pytest.raises(NotPossibleNow):
        comments.answer(at, session, assessor, evaluation, answered)
