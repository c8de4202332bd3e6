import pytest

from kompass.domain.answers import Answer, Level, NotApplicable
from kompass.domain.completeness import NOTE_LIMIT, answer_problems, cleaned, missing, text_problems
from tests.factories import make_answers, make_framework

FRAMEWORK = make_framework()


@pytest.mark.parametrize(
    ("answer", "note", "codes"),
    [
        (Level(0), "", []),
        (None, "Bare et notat.", []),
        (Level(5), "", ["level_off_scale"]),
        (Level(-1), "", ["level_off_scale"]),
        (NotApplicable("Kommunen har ingen havn."), "", []),
        (NotApplicable(""), "", ["not_applicable_without_reason"]),
        (Level(1), "x" * 200_000, ["text_too_long"]),
        (Level(1), "nul\x00", ["control_character"]),
        (Level(1), "snudd \u202e tekst", ["bidi_control"]),
        (Level(1), "løst \ud800 surrogat", ["control_character"]),
        (NotApplicable("\u2066"), "\x07", ["control_character", "bidi_control"]),
        (Level(1), "Linje én\nLinje to\tmed tabulator", []),
        (Level(1), "<b>$$ {{7*7}} %s 'x' -- 🧭 ŋđŧ</b>", []),
    ],
)
def test_what_is_wrong_with_an_answer(answer: Answer | None, note: str, codes: list[str]) -> None:
    assert [problem.code for problem in answer_problems(FRAMEWORK, "en.x.a", answer, note)] == codes


def test_unknown_criterion_is_said_and_nothing_else() -> None:
    assert [p.code for p in answer_problems(FRAMEWORK, "en.x.q", Level(9), "")] == ["unknown_criterion"]


def test_longest_note_is_allowed_to_the_last_character() -> None:
    assert text_problems("å" * NOTE_LIMIT, "note", NOTE_LIMIT) == []


def test_text_is_composed_and_trimmed_before_it_is_kept() -> None:
    assert cleaned("  a\u030a\r\nb\rc ") == "å\nb\nc"


def test_missing_lists_every_unanswered_criterion_in_order() -> None:
    problems = missing(FRAMEWORK, make_answers(FRAMEWORK, b=2, d="ingen"))

    assert [problem.subject for problem in problems] == ["en.x.a", "en.x.c", "en.y.e"]
