from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompass.domain.answers import Answer, Level, NotApplicable
from kompass.domain.framework import Framework
from kompass.domain.scoring import Result, score
from tests.factories import make_answers, make_framework

FRAMEWORK = make_framework(
    {
        "en": {"x": (60, {"a": 1, "b": 2, "c": 1}), "y": (40, {"d": 1, "e": 3})},
        "to": {"z": (100, {"f": 5, "g": 7})},
    }
)
NA = NotApplicable("finnes ikke her")

answers = st.dictionaries(
    st.sampled_from(list(FRAMEWORK.criteria)),
    st.one_of(st.builds(Level, st.integers(0, 4)), st.just(NA)),
)


def parts(result: Result) -> list[Fraction]:
    return [area.part.points for area in result.areas]


def test_all_at_the_top_gives_full_points() -> None:
    result = score(FRAMEWORK, {criterion_id: Level(4) for criterion_id in FRAMEWORK.criteria})

    assert parts(result) == [100, 100]
    assert result.total.open == 0


def test_nothing_answered_is_open_and_not_zero_of_nothing() -> None:
    result = score(FRAMEWORK, {})

    assert (result.total.points, result.total.open, result.total.share) == (0, 200, None)


def test_not_applicable_shares_its_points_out_in_its_subarea() -> None:
    result = score(FRAMEWORK, make_answers(FRAMEWORK, a=4, b=0, c="ingen"))

    assert [c.maximum for c in result.areas[0].subareas[0].criteria] == [20, 40, 0]


def test_subarea_with_nothing_applicable_leaves_its_area() -> None:
    result = score(FRAMEWORK, make_answers(FRAMEWORK, d="ingen", e="ingen", a=4, b=4, c=4))

    assert result.areas[0].part.points == 100
    assert not result.areas[0].subareas[1].part.applicable


def test_area_with_nothing_applicable_is_no_zero() -> None:
    result = score(FRAMEWORK, make_answers(FRAMEWORK, f="ingen", g="ingen"))

    assert (result.areas[1].part.applicable, result.areas[1].part.share) == (False, None)
    assert result.total.maximum == 100


@pytest.mark.parametrize(("level", "points"), [(0, 0), (1, 15), (2, 30), (3, 45), (4, 60)])
def test_level_gives_its_share_of_the_maximum(level: int, points: int) -> None:
    result = score(FRAMEWORK, make_answers(FRAMEWORK, a=level, b=level, c=level))

    assert result.areas[0].subareas[0].part.points == points


def test_unknown_criterion_is_an_error() -> None:
    with pytest.raises(KeyError):
        score(FRAMEWORK, {"en.x.finnes-ikke": Level(1)})


def test_level_off_the_scale_is_an_error() -> None:
    with pytest.raises(KeyError):
        score(FRAMEWORK, make_answers(FRAMEWORK, a=5))


@given(answers)
def test_parts_add_up_exactly(given_answers: dict[str, Answer]) -> None:
    result = score(FRAMEWORK, given_answers)

    for area in result.areas:
        criteria = list(area.criteria)
        assert area.part.points == sum(c.points for c in criteria)
        assert area.part.open == sum(c.open for c in criteria)
        assert area.part.gap == sum(c.gap for c in criteria)
        assert area.part.maximum == sum(c.maximum for c in criteria) in (0, 100)
    assert result.total.points == sum(parts(result))


@given(answers)
def test_order_of_answers_changes_nothing(given_answers: dict[str, Answer]) -> None:
    backwards = dict(reversed(given_answers.items()))

    assert score(FRAMEWORK, given_answers) == score(FRAMEWORK, backwards)


@given(answers, st.sampled_from(list(FRAMEWORK.criteria)))
def test_raising_a_level_never_lowers_a_score(given_answers: dict[str, Answer], criterion_id: str) -> None:
    for level in range(4):
        lower = score(FRAMEWORK, given_answers | {criterion_id: Level(level)})
        higher = score(FRAMEWORK, given_answers | {criterion_id: Level(level + 1)})

        assert higher.total.points > lower.total.points


@given(answers, st.sampled_from(list(FRAMEWORK.criteria)), st.integers(0, 4))
def test_a_level_keeps_the_result_inside_the_band(
    given_answers: dict[str, Answer], criterion_id: str, level: int
) -> None:
    given_answers.pop(criterion_id, None)
    before = score(FRAMEWORK, given_answers).total
    after = score(FRAMEWORK, given_answers | {criterion_id: Level(level)}).total

    assert before.points <= after.points
    assert after.points + after.open <= before.points + before.open


@given(answers, st.integers(2, 9))
def test_scaling_all_weights_changes_nothing(given_answers: dict[str, Answer], factor: int) -> None:
    scaled = scaled_framework(factor)

    assert parts(score(FRAMEWORK, given_answers)) == parts(score(scaled, given_answers))


def scaled_framework(factor: int) -> Framework:
    return make_framework(
        {
            "en": {
                "x": (60, {"a": factor, "b": 2 * factor, "c": factor}),
                "y": (40, {"d": factor, "e": 3 * factor}),
            },
            "to": {"z": (100, {"f": 5 * factor, "g": 7 * factor})},
        }
    )


def test_lookups_by_id() -> None:
    result = score(FRAMEWORK, make_answers(FRAMEWORK, a=3))

    assert result.area("to").area.id == "to"
    with pytest.raises(KeyError):
        result.area("finnes-ikke")
    assert FRAMEWORK.scale.step(9) is None
    assert (FRAMEWORK.area("finnes-ikke"), FRAMEWORK.area_of("finnes.ikke.her")) == (None, None)
