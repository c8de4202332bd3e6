"""Mergers, coverage and baselines: the cases of docs/mergers.md stand in test_mergers_document."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kompass.domain.editions import EditionKey
from kompass.domain.errors import Invalid
from kompass.domain.history import Depth, KnownResult
from kompass.domain.merger import Baseline, BaselineKind, Merger, Partner, baseline_of, coverage, merger
from kompass.domain.register import Unit
from tests.factories import make_municipality

NEW = Unit((make_municipality("9999"),), date(2020, 1, 1), None)


def unit(number: int) -> Unit:
    return Unit((make_municipality(f"9{number:03}", name=f"Sted {number}"),), date(2000, 1, 1), date(2020, 1, 1))


def partner(number: int, inhabitants: int, share: Fraction = Fraction(1)) -> Partner:
    return Partner(unit(number), share, share < 1, inhabitants, 2019)


def codes(*partners: Partner, successor: Unit | None = NEW) -> list[str]:
    with pytest.raises(Invalid) as error:
        merger(partners, successor)
    return [problem.code for problem in error.value.problems]


def test_largest_partner_stands_first() -> None:
    found = merger([partner(1, 10), partner(2, 30), partner(3, 20)], NEW)

    assert [one.inhabitants for one in found.partners] == [30, 20, 10]
    assert found.largest.unit == unit(2)
    assert found.part_of(found.largest) == Fraction(1, 2)


def test_part_of_a_divided_municipality_weighs_by_what_moved() -> None:
    found = merger([partner(1, 1000, Fraction(17, 100)), partner(2, 830)], NEW)

    assert [one.weight for one in found.partners] == [830, 170]
    assert [one.is_part for one in found.partners] == [False, True]


@pytest.mark.parametrize(
    ("partners", "successor", "expected"),
    [
        ([partner(1, 10), partner(1, 10)], NEW, ["partner_twice"]),
        ([partner(1, 0), partner(2, 0)], NEW, ["weights_sum_to_zero"]),
        ([], NEW, ["too_few_partners"]),
        ([partner(1, 10)], None, ["too_few_partners"]),
        ([partner(1, 0), partner(1, 0)], None, ["partner_twice", "weights_sum_to_zero"]),
    ],
)
def test_merger_that_cannot_be(partners: list[Partner], successor: Unit | None, expected: list[str]) -> None:
    assert codes(*partners, successor=successor) == expected


def test_one_partner_is_enough_for_what_came_out_of_a_division() -> None:
    assert len(merger([partner(1, 10, Fraction(1, 3))], NEW).partners) == 1


def test_results_of_a_partner_are_the_newest_first() -> None:
    newest, older = (
        KnownResult(year, EditionKey("kommunekompasset", "2016"), Depth.TOTAL, 300, 800, {})
        for year in (2017, 2013)
    )

    assert replace(partner(1, 10), known=newest, earlier=(older,)).results == (newest, older)
    assert partner(1, 10).results == ()


def test_largest_partner_without_points_gives_no_baseline() -> None:
    found = merger([partner(1, 40), partner(2, 35), partner(3, 35)], NEW)
    points = {unit(2): 50, unit(3): 60}

    assert coverage(found, points).share == Fraction(7, 11)
    assert baseline_of(found, points, BaselineKind.LARGEST) is None

    enough = merger([partner(1, 34), partner(2, 33), partner(3, 33), partner(4, 20)], NEW)
    others = {unit(2): 50, unit(3): 60, unit(4): 70}
    assert coverage(enough, others).is_enough
    assert baseline_of(enough, others, BaselineKind.LARGEST) is None
    assert baseline_of(enough, others, BaselineKind.MEAN) == Baseline(Fraction(60), Fraction(60))


@pytest.mark.parametrize(
    ("points", "expected"),
    [(47, -1), (48, 0), (55, 0), (61, 0), (62, 1)],
    ids=["under", "low", "in", "high", "over"],
)
def test_distance_from_a_range_is_to_its_nearer_end(points: int, expected: int) -> None:
    assert Baseline(Fraction(48), Fraction(61)).difference(points) == expected


MEANS = [BaselineKind.WEIGHTED_MEAN, BaselineKind.MEAN, BaselineKind.LARGEST]
cases = st.lists(st.tuples(st.integers(1, 700_000), st.integers(0, 100)), min_size=1, max_size=6)
kinds = st.sampled_from(list(BaselineKind))
Case = list[tuple[int, int]]


def of(case: Case) -> tuple[Merger, dict[Unit, int]]:
    found = merger([partner(n, inhabitants) for n, (inhabitants, _) in enumerate(case)], NEW)
    return found, {unit(n): points for n, (_, points) in enumerate(case)}


@given(cases, kinds, st.randoms())
def test_order_changes_nothing(case: Case, kind: BaselineKind, chance: Random) -> None:
    # Two that are equally large have no order of their own.
    case = list({inhabitants: (inhabitants, points) for inhabitants, points in case}.values())
    shuffled = chance.sample(case, len(case))

    assert baseline_of(*of(case), kind) == baseline_of(*of(shuffled), kind)


@given(cases, kinds, st.integers(2, 50))
def test_scaling_all_inhabitants_changes_nothing(case: Case, kind: BaselineKind, factor: int) -> None:
    scaled = [(inhabitants * factor, points) for inhabitants, points in case]

    assert baseline_of(*of(case), kind) == baseline_of(*of(scaled), kind)


@given(cases)
def test_every_baseline_lies_within_the_range(case: Case) -> None:
    found = {kind: baseline_of(*of(case), kind) for kind in BaselineKind}

    low, high = found[BaselineKind.WORST], found[BaselineKind.BEST]
    assert low is not None
    assert high is not None
    assert found[BaselineKind.RANGE] == Baseline(low.low, high.low)
    for kind in MEANS:
        between = found[kind]
        assert between is not None
        assert low.low <= between.low <= high.low


@given(st.lists(st.integers(0, 100), min_size=1, max_size=6), st.integers(1, 100_000))
def test_equal_weights_give_the_unweighted_mean(points: list[int], inhabitants: int) -> None:
    case = [(inhabitants, one) for one in points]

    assert baseline_of(*of(case), BaselineKind.WEIGHTED_MEAN) == baseline_of(*of(case), BaselineKind.MEAN)


@given(cases, kinds, st.data())
def test_more_points_never_lower_a_baseline(case: Case, kind: BaselineKind, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(case) - 1))
    inhabitants, points = case[position]
    raised = [*case[:position], (inhabitants, min(100, points + 1)), *case[position + 1 :]]

    before, after = baseline_of(*of(case), kind), baseline_of(*of(raised), kind)
    assert before is not None
    assert after is not None
    assert after.low >= before.low
    assert after.high >= before.high


@given(cases, st.data())
def test_leaving_one_out_never_raises_the_coverage(case: Case, data: st.DataObject) -> None:
    found, points = of(case)
    left_out = data.draw(st.sampled_from(list(points)))

    fewer = coverage(found, points.keys() - {left_out})
    assert fewer.share < coverage(found, points).share == 1
    assert (fewer.count, fewer.of, fewer.is_whole) == (len(case) - 1, len(case), False)


@given(cases, st.integers(0, 100))
def test_distance_from_the_range_is_nothing_exactly_inside_it(case: Case, points: int) -> None:
    found = baseline_of(*of(case), BaselineKind.RANGE)

    assert found is not None
    assert (found.difference(points) == 0) == (found.low <= points <= found.high)
