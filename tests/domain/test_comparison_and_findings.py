from fractions import Fraction

import pytest

from kompass.domain.comparison import Group, group_of, quantile, spread_of
from kompass.domain.errors import NotComparable
from kompass.domain.findings import (
    Kind,
    ahead_of_group,
    behind_group,
    improvements,
    standings,
    strengths,
)
from kompass.domain.scoring import Result, score
from tests.factories import make_answers, make_framework

FRAMEWORK = make_framework({"en": {"x": (60, {"a": 1, "b": 1, "c": 1}), "y": (40, {"d": 1, "e": 1})}})


def scored(**answers: int | str) -> Result:
    return score(FRAMEWORK, make_answers(FRAMEWORK, **answers))


def group(*levels: int) -> Group:
    return group_of("gruppen", "digest", [scored(a=n, b=n, c=n, d=n, e=n) for n in levels])


def test_group_of_four_shows_no_mean() -> None:
    small = group(1, 2, 3, 4)

    assert (small.count, small.means, small.spreads, small.total, small.totals) == (4, {}, {}, None, ())


def test_totals_behind_the_mean_come_in_no_order_of_their_owners() -> None:
    found = group(3, 0, 4, 1, 2)

    assert list(found.totals) == sorted(found.totals)
    assert found.total
    assert sum(found.totals) == found.total.mean * 5


def test_group_of_five_has_means_and_quartiles() -> None:
    five = group(0, 1, 2, 3, 4)

    assert five.means["en"].share == Fraction(1, 2)
    assert (five.spreads["en"].lower, five.spreads["en"].median, five.spreads["en"].upper) == (25, 50, 75)


def test_mean_counts_only_those_that_have_the_part() -> None:
    results = [scored(a=4, b=2, c=2, d=2, e=2)] * 5 + [scored(a="ingen", b=0, c=0, d=0, e=0)]
    found = group_of("gruppen", "digest", results)

    assert (found.means["en.x.a"].count, found.means["en.x.a"].share) == (5, 1)
    assert found.means["en.x.b"].count == 6


def test_other_scoring_is_not_comparable() -> None:
    other = make_framework(digest="annen")

    with pytest.raises(NotComparable):
        group_of("gruppen", "digest", [score(other, {})])


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([1], "1/2", 1),
        ([1, 2], "1/2", Fraction(3, 2)),
        ([0, 10, 20, 30], "1/4", Fraction(15, 2)),
        ([3, 9], "1", 9),
    ],
)
def test_quantiles_interpolate(values: list[int], share: str, expected: Fraction) -> None:
    assert quantile(values, Fraction(share)) == expected


@pytest.mark.parametrize(
    ("values", "points", "distance"),
    [
        ([1, 1, 1, 1, 2, 2, 2, 2], 2, 0),
        ([1, 1, 1, 1, 2, 2, 2, 2], 1, -1),
        ([10, 10, 10, 10, 12], 10, 0),
        ([10, 10, 10, 10, 13], 12, 1),
    ],
    ids=["a half goes up", "below", "rounded down", "rounded up"],
)
def test_distance_is_from_the_mean_as_it_is_printed(values: list[int], points: int, distance: int) -> None:
    spread = spread_of(values)

    assert spread is not None
    assert spread.distance_from(points) == distance


def test_strengths_are_three_quarters_or_more_highest_first() -> None:
    found = strengths(standings(scored(a=4, b=3, c=2, d=1), Kind.CRITERION), most=5)

    assert [(ranked.place, ranked.standing.id) for ranked in found] == [(1, "en.x.a"), (2, "en.x.b")]


def test_improvements_are_ranked_by_points_left_on_the_table() -> None:
    found = improvements(standings(scored(a=2, d=1, e=0), Kind.CRITERION), most=5)

    gaps = [(ranked.standing.id, ranked.standing.gap) for ranked in found]
    assert gaps == [("en.y.e", 20), ("en.y.d", 15), ("en.x.a", 10)]


def test_ties_share_the_place_and_are_never_cut() -> None:
    found = improvements(standings(scored(a=0, b=0, c=0, d=4, e=4), Kind.CRITERION), most=2)

    assert [ranked.place for ranked in found] == [1, 1, 1]


def test_unanswered_and_not_applicable_are_neither_strong_nor_weak() -> None:
    found = standings(scored(a="ingen", b=4), Kind.CRITERION)

    assert [standing.id for standing in found] == ["en.x.b"]


def test_distance_from_the_group_is_in_points_and_has_a_reason() -> None:
    found = standings(scored(a=4, b=0, c=2, d=2, e=2), Kind.CRITERION, group(2, 2, 2, 2, 2))

    assert [s.distance for s in found] == [10, -10, 0, 0, 0]
    assert [reason.code for reason in found[0].reasons] == ["level", "above_group"]
    assert [reason.code for reason in found[1].reasons] == ["level", "gap", "below_group"]


def test_relative_reading_is_kept_apart_from_the_absolute() -> None:
    found = standings(scored(a=3, b=1, c=2, d=2, e=2), Kind.CRITERION, group(4, 4, 4, 4, 4))

    assert ahead_of_group(found, most=5) == []
    assert behind_group(found, most=1)[0].standing.id == "en.x.b"
    assert strengths(found, most=5)[0].standing.id == "en.x.a"


def test_areas_and_subareas_have_standings_of_their_own() -> None:
    result = scored(a=4, b=4, c=4, d=0, e=0)

    assert [s.share for s in standings(result, Kind.SUBAREA)] == [1, 0]
    assert [s.share for s in standings(result, Kind.AREA)] == [Fraction(3, 5)]


def test_parts_nobody_has_are_left_out_of_group_and_standings() -> None:
    nothing = scored(a="ingen", b="ingen", c="ingen", d="ingen", e="ingen")
    found = group_of("gruppen", "digest", [nothing] * 5)

    assert (found.means, found.spreads, found.total) == ({}, {}, None)
    assert standings(nothing, Kind.AREA, found) == standings(nothing, Kind.SUBAREA, found) == []
