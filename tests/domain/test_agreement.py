"""Agreement between assessors: against other programs, and what must hold for any levels."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompass.domain.agreement import Agreement, Verdict, agreement

Levels = list[list[int | None]]


def of(levels: Sequence[Sequence[int | None]], steps: int = 5) -> Agreement:
    return agreement({f"p{number}": row for number, row in enumerate(levels)}, steps)


def read(text: str) -> Levels:
    """One word for each process, one sign for each assessor: a level, or - for none."""
    return [[None if sign == "-" else int(sign) for sign in word] for word in text.split()]


BUNCHED = "33 " * 17 + "32 23 43"

# Alpha is from krippendorff 0.9.0 (ordinal, all the levels as value domain; nan is None here). AC2 is from irrCAC
# 0.4.4 (CAC.gwet, weights "ordinal", all the levels as categories, 10 digits, processes without levels left out).
# "four" is Krippendorff's own example (2011), who gives 0.815.
ORACLES = {
    "two": (5, "33 23 44 11 01 22 33 43 12 22 00 31", 0.7737085434815834, 0.8055555556),
    "two, missing": (5, "33 2- 44 -1 01 22 33 43 -- 22 00 31", 0.8131754705525197, 0.8130118992),
    "three": (5, "333 232 444 110 011 223 333 434 120 222", 0.8589945844125265, 0.8355263158),
    "three, missing": (5, "33- 2-2 444 110 -1- 223 3-3 434 120 2-- 040", 0.5795290680024288, 0.6075538816),
    "four": (
        5,
        "00-0 1121 2222 2222 1111 0123 3333 0010 1111 -444 --00 --2-",
        0.8153875037548814,
        0.8989397699,
    ),
    "five on three steps": (3, "00010 22122 11-12 0--00 22222 1011- --20-", 0.6124944714727997, 0.3917726388),
    "two steps": (2, "00 10 00 00 11 00 10 01 00 00", 0.23999999999999988, 0.52),
    "two steps, three": (2, "001 1-1 000 111 -10 000", 0.5238095238095238, 0.4461538462),
    "ten steps": (10, "97 34 00 55 89 21 63 44 77 12", 0.8974924012158054, 0.8736637512),
    "unused levels": (5, "11 21 12 22 11 22 11 12", 0.2857142857142857, 0.9326788219),
    "bunched": (5, BUNCHED, 0.01622807017543859, 0.9828154089),
    "opposite": (5, "04 40 13 31 22", -0.8, -0.8571428571),
    "one process": (5, "13 -2", 0.0, 0.3142857143),
    "no variation": (5, "22 " * 10, None, 1.0),
    "no variation where compared": (5, "222 2-2 1-- 22-", None, 1.0),
}


@pytest.mark.parametrize(("steps", "text", "alpha", "ac2"), ORACLES.values(), ids=ORACLES)
def test_other_programs_find_the_same(steps: int, text: str, alpha: float | None, ac2: float) -> None:
    found = of(read(text), steps)

    assert found.alpha == (None if alpha is None else pytest.approx(alpha, abs=1e-12))
    assert found.ac2 is not None
    assert float(found.ac2) == pytest.approx(ac2, abs=1e-9)
    assert found.has_variation == (alpha is not None)


def test_a_process_weighs_as_one_however_many_scored_it() -> None:
    found = of(read("012 33 4--"))

    # A third of the pairs of the first lie two steps apart, none is alike; the second is alike; the third is alone.
    assert found.doubly_scored == 2
    assert found.exact == Fraction(1, 2)
    assert found.within_one == (Fraction(2, 3) + 1) / 2


def test_two_steps_are_two_kinds() -> None:
    # On two steps Krippendorff's ordinal alpha is the nominal one: 1 - (n - 1) · o / (n_0 · n_1), by hand.
    assert of(read("00 10 00 00 11 00 10 01 00 00"), 2).alpha == 1 - Fraction(19 * 3, 15 * 5)


@pytest.mark.parametrize("levels", [[], [[]], [[None, None]], [[1], [None, 2], [3, None]]])
def test_nothing_to_compare(levels: Levels) -> None:
    found = of(levels)

    assert found == Agreement(0, None, None, None, None, None, None)
    assert not found.has_variation
    assert not found.is_bunched
    assert found.verdict is Verdict.TOO_FEW


@pytest.mark.parametrize(("level", "steps"), [(5, 5), (-1, 5), (2, 2)])
def test_level_off_the_scale_is_refused(level: int, steps: int) -> None:
    with pytest.raises(ValueError, match="p1"):
        of([[0, 1], [0, level]], steps)


def test_scale_of_one_step_is_refused() -> None:
    with pytest.raises(ValueError, match="1"):
        of([[0, 0]], 1)


@pytest.mark.parametrize(
    ("alpha", "expected"),
    [
        (None, Verdict.NO_VARIATION),
        (Fraction(-1, 2), Verdict.LOW),
        (Fraction(2, 3), Verdict.LOW),
        (Fraction(667, 1000), Verdict.TENTATIVE),
        (Fraction(7999, 10000), Verdict.TENTATIVE),
        (Fraction(4, 5), Verdict.GOOD),
        (Fraction(1), Verdict.GOOD),
    ],
)
def test_verdict_at_the_limits(alpha: Fraction | None, expected: Verdict) -> None:
    found = replace(of(read("01 " * 10)), alpha=alpha)

    assert found.verdict is expected
    assert replace(found, doubly_scored=9).verdict is Verdict.TOO_FEW


def test_nine_processes_have_no_interval_and_ten_have() -> None:
    ten = read("00 11 22 33 44 01 12 23 34 22")

    assert of(ten).alpha_interval is not None
    assert of(ten[1:]).alpha_interval is None
    assert of(ten[1:]).alpha is not None


def test_no_interval_when_too_many_draws_lack_variation() -> None:
    # Of 20, one that differs is absent from 36 % of the draws, three from 4 %.
    assert of(read("33 " * 19 + "32")).alpha_interval is None
    assert of(read("33 " * 20)).alpha_interval is None
    assert of(read(BUNCHED)).alpha_interval is not None


def test_more_processes_narrow_the_interval() -> None:
    few = read("00 11 22 33 44 01 12 23 34 22 31 20")
    widths = [high - low for low, high in filter(None, (of(few * times).alpha_interval for times in (1, 4, 16)))]

    # Four times as many make it about half as wide.
    assert len(widths) == 3
    assert widths[0] / widths[1] == pytest.approx(2, rel=0.25)
    assert widths[1] / widths[2] == pytest.approx(2, rel=0.25)


@pytest.mark.parametrize(("text", "expected"), [("22 22 22 22 13", True), ("22 22 22 2- 13", False)])
def test_bunched_is_four_fifths_on_one_level(text: str, expected: bool) -> None:
    assert of(read(text)).is_bunched is expected


scales = st.integers(2, 10)


@st.composite
def areas(draw: st.DrawFn, fewest: int = 0) -> tuple[Levels, int]:
    steps, assessors = draw(scales), draw(st.integers(2, 4))
    row = st.lists(st.none() | st.integers(0, steps - 1), min_size=assessors, max_size=assessors)
    return draw(st.lists(row, min_size=fewest, max_size=14)), steps


@given(areas(), st.randoms())
def test_order_changes_nothing(area: tuple[Levels, int], chance: Random) -> None:
    levels, steps = area
    order = chance.sample(range(4), 4)
    turned = [[row[place] for place in order if place < len(row)] for row in levels]

    assert of(chance.sample(turned, len(turned)), steps) == of(levels, steps)


@given(areas(fewest=10))
def test_reversing_the_scale_changes_nothing(area: tuple[Levels, int]) -> None:
    levels, steps = area
    turned = [[None if level is None else steps - 1 - level for level in row] for row in levels]

    assert of(turned, steps) == of(levels, steps)


@given(areas())
def test_missing_levels_are_as_if_not_there(area: tuple[Levels, int]) -> None:
    levels, steps = area
    shorter = [[level for level in row if level is not None] for row in levels]

    assert of(shorter, steps) == of(levels, steps)


@given(areas())
def test_measures_stay_in_bounds(area: tuple[Levels, int]) -> None:
    found = of(*area)

    if found.exact is not None and found.within_one is not None and found.ac2 is not None:
        assert 0 <= found.exact <= found.within_one <= 1
        # No lower bound: levels that only one has given count in what chance gives.
        assert found.ac2 <= 1
    assert found.alpha is None or -1 <= found.alpha <= 1
    if found.alpha_interval is not None:
        low, high = found.alpha_interval
        assert -1 <= low <= high <= 1


@given(st.lists(st.integers(0, 4), min_size=1, max_size=14), st.integers(2, 4))
def test_perfect_agreement(levels: list[int], assessors: int) -> None:
    found = of([[level] * assessors for level in levels])

    assert (found.exact, found.within_one, found.ac2) == (1, 1, 1)
    assert found.alpha == (1 if len(set(levels)) > 1 else None)
    assert found.alpha_interval in (None, (1.0, 1.0))


def ordinal_distance(frequencies: Sequence[int], low: int, high: int) -> Fraction:
    return sum(frequencies[low : high + 1]) - Fraction(frequencies[low] + frequencies[high], 2)


@given(areas())
def test_alpha_is_krippendorffs_own_formula(area: tuple[Levels, int]) -> None:
    """The coincidence matrix written out, where the program goes by ranks."""
    levels, steps = area
    rows = [[level for level in row if level is not None] for row in levels]
    coincidences = [[Fraction(0)] * steps for _ in range(steps)]
    for row in rows:
        for place, one in enumerate(row):
            for other in row[:place] + row[place + 1 :]:
                coincidences[one][other] += Fraction(1, len(row) - 1)
    frequencies = [int(sum(line)) for line in coincidences]
    observed = expected = Fraction(0)
    for low in range(steps):
        for high in range(low + 1, steps):
            squared = ordinal_distance(frequencies, low, high) ** 2
            observed += coincidences[low][high] * squared
            expected += frequencies[low] * frequencies[high] * squared

    assert of(levels, steps).alpha == (1 - (sum(frequencies) - 1) * observed / expected if expected else None)
