from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompass.domain.points import half_up, published_areas, published_total
from kompass.domain.scoring import score
from tests.factories import make_answers, make_framework


@pytest.mark.parametrize(
    ("value", "rounded"),
    [("0", 0), ("1/2", 1), ("3/2", 2), ("5/2", 3), ("49/100", 0), ("-1/2", 0), ("-3/2", -1), ("199/2", 100)],
)
def test_halves_go_up(value: str, rounded: int) -> None:
    assert half_up(Fraction(value)) == rounded


@given(st.fractions())
def test_rounding_moves_at_most_a_half(value: Fraction) -> None:
    assert abs(half_up(value) - value) <= Fraction(1, 2)


def test_total_is_the_sum_of_the_whole_area_points() -> None:
    framework = make_framework({name: {"x": (100, {name: 1, f"{name}-2": 7})} for name in ("a", "b", "c")})
    result = score(framework, make_answers(framework, a=4, b=4, c=4, **{f"{n}-2": 0 for n in "abc"}))

    assert [area.points for area in published_areas(result).values()] == [13, 13, 13]
    assert published_total(result).points == 39
    assert half_up(result.total.points) == 38


def test_area_with_nothing_applicable_is_told_apart_from_zero() -> None:
    framework = make_framework({"a": {"x": (100, {"a": 1})}, "b": {"x": (100, {"b": 1})}})
    result = score(framework, make_answers(framework, a="finnes ikke", b=0))

    assert [area.applicable for area in published_areas(result).values()] == [False, True]
    assert published_total(result).maximum == 100
