import pytest

from kompass.domain.answers import Answer, Level, NotApplicable
from kompass.domain.consensus import agreed_answers, differences, settled
from tests.factories import make_framework

NOT_HERE, NOR_HERE = NotApplicable("Finnes ikke."), NotApplicable("Ikke aktuelt hos oss.")


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([], None),
        ([Level(2)], Level(2)),
        ([Level(2), Level(2)], Level(2)),
        ([Level(2), Level(3)], None),
        ([Level(0), Level(0), Level(1)], None),
        ([NOT_HERE, NOR_HERE], NOT_HERE),
        ([NOT_HERE, Level(0)], None),
        ([Level(0), NOT_HERE], None),
    ],
)
def test_settled_is_what_all_of_them_answered(answers: list[Answer], expected: Answer | None) -> None:
    assert settled(answers) == expected


def test_what_only_one_has_answered_is_agreed_on() -> None:
    framework = make_framework({"a": {"x": (100, {"en": 1, "to": 1, "tre": 1})}})
    kari: dict[str, Answer] = {"a.x.en": Level(1), "a.x.to": Level(2)}
    ola: dict[str, Answer] = {"a.x.en": Level(1), "a.x.tre": Level(3), "ukjent": Level(4)}

    assert agreed_answers(framework, [kari, ola]) == {
        "a.x.en": Level(1),
        "a.x.to": Level(2),
        "a.x.tre": Level(3),
    }


def test_differences_begin_where_they_are_farthest_apart() -> None:
    framework = make_framework({"a": {"x": (100, {"en": 1, "to": 1, "tre": 1, "fire": 1})}})
    kari: dict[str, Answer] = {"a.x.en": Level(1), "a.x.to": Level(0), "a.x.tre": NOT_HERE, "a.x.fire": Level(2)}
    ola: dict[str, Answer] = {"a.x.en": Level(2), "a.x.to": Level(4), "a.x.tre": Level(4), "a.x.fire": Level(2)}

    found = differences(framework, {7: kari, 8: ola})

    assert [(one.criterion.id, one.steps) for one in found] == [("a.x.tre", 5), ("a.x.to", 4), ("a.x.en", 1)]
    assert found[1].answers == {7: Level(0), 8: Level(4)}
