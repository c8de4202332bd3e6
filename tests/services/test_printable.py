"""What the fonts of the report lack is told while it is written, and holds the evaluation back until then."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from kompass.domain.answers import Answer, NotApplicable
from kompass.domain.errors import Invalid
from kompass.domain.evaluation import Status
from kompass.domain.permissions import Actor, Relation
from kompass.services import course, evaluations, gold_stars, printable, teams, texts
from kompass.services.course import Move
from kompass.services.gold_stars import StarProposal
from kompass.services.installation import Installation
from tests.services.writing import ANSWERS, POSTLISTE, TIDLIG, in_fact_check, in_scoring, move, write

pytestmark = pytest.mark.usefixtures("places")

NOT_PRINTABLE: dict[str, Answer] = {TIDLIG: NotApplicable("Ingen slike 市.")}


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("", ""),
        ("Bures boahtin, Kárášjohka", ""),
        ("Bra 🎉, bra 🎉", "🎉 (U+1F389)"),
        ("a\ue000\u202e", "U+E000, U+202E"),
        ("一二三四五六七", "一 (U+4E00), 二 (U+4E8C), 三 (U+4E09), 四 (U+56DB), 五 (U+4E94) + 2"),
    ],
)
def test_characters_are_named_with_their_numbers(at: Installation, text: str, signs: str) -> None:
    assert printable.signs(at, text) == signs


def test_nothing_is_said_of_characters_when_the_fonts_are_gone(at: Installation, tmp_path: Path) -> None:
    assert printable.signs(replace(at, report_folder=tmp_path), "🎉") == ""


def missing(at: Installation, session: Session, lead: Actor, evaluation: int, to: Status) -> list[tuple[str, str]]:
    """What stands between the evaluation and this status, as the overview lists it."""
    (step,) = (one for one in course.course(at, session, lead, evaluation).steps if one.to is to)
    return [(one.code, one.subject) for one in step.problems]


def test_a_text_is_saved_and_listed_before_the_fact_check(
    at: Installation, session: Session, assessor: Actor
) -> None:
    evaluation = in_scoring(at, session, assessor)
    evaluations.enter_answers(at, session, assessor, evaluation, ANSWERS | NOT_PRINTABLE)
    write(at, session, assessor, evaluation, "foreword", "Gratulerer 🎉")
    gold_stars.save(at, session, assessor, evaluation, StarProposal(POSTLISTE, "Åpent 🎉", "Alt ligger ute.", 0))

    assert texts.written(session, evaluation) == {"foreword": "Gratulerer 🎉"}
    assert missing(at, session, assessor, evaluation, Status.FACT_CHECK) == [
        ("unprintable_in_draft", "foreword"),
        ("unprintable_in_draft", POSTLISTE),
        ("unprintable_in_reason", TIDLIG),
    ]
    with pytest.raises(Invalid):
        move(at, session, assessor, evaluation, Status.SCORING, Status.FACT_CHECK)


def test_those_who_scored_together_are_told_as_well(
    at: Installation, session: Session, assessor: Actor, colleague: Actor
) -> None:
    evaluation = in_scoring(at, session, assessor)
    teams.put(at, session, assessor, evaluation, colleague.email, Relation.ASSESSOR)
    for person in (assessor, colleague):
        evaluations.enter_answers(at, session, person, evaluation, ANSWERS | NOT_PRINTABLE)
        for area in ("apenhet", "ledelse"):
            evaluations.hand_in_area(at, session, person, evaluation, area)
    move(at, session, assessor, evaluation, Status.SCORING, Status.CONSENSUS)

    assert missing(at, session, assessor, evaluation, Status.FACT_CHECK) == [("unprintable_in_reason", TIDLIG)]


def test_a_text_written_during_the_fact_check_holds_the_delivery_back(
    at: Installation, session: Session, assessor: Actor
) -> None:
    evaluation = in_fact_check(at, session, assessor)
    write(at, session, assessor, evaluation, "closing", "Takk 🎉")

    assert missing(at, session, assessor, evaluation, Status.DELIVERED) == [("unprintable_in_draft", "closing")]

    write(at, session, assessor, evaluation, "closing", "Takk", seen=1)
    move(at, session, assessor, evaluation, Status.FACT_CHECK, Status.DELIVERED)


def test_a_reason_that_is_sealed_for_good_must_be_printable(
    at: Installation, session: Session, assessor: Actor
) -> None:
    evaluation = in_fact_check(at, session, assessor)
    move(at, session, assessor, evaluation, Status.FACT_CHECK, Status.DELIVERED)
    back = Move(Status.FACT_CHECK, seen=Status.DELIVERED, reason="Feil tall 🎉")

    with pytest.raises(Invalid) as error:
        course.move(at, session, assessor, evaluation, back)

    assert [(one.code, one.subject) for one in error.value.problems] == [("unprintable", "reason")]


def test_a_reason_that_is_not_printed_may_say_anything(at: Installation, session: Session, assessor: Actor) -> None:
    evaluation = in_fact_check(at, session, assessor)

    wish = Move(Status.SCORING, seen=Status.FACT_CHECK, reason="Feil 🎉")
    course.move(at, session, assessor, evaluation, wish)
