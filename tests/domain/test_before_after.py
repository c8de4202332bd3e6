"""What the predecessors had, held against what came after: editions, depths and what is left out."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from kompass.domain.before_after import LeftOut, Levelling, starting_point
from kompass.domain.editions import Crosswalk, EditionKey
from kompass.domain.history import Depth, KnownResult
from kompass.domain.merger import BaselineKind, Coverage, Merger, Partner, merger
from kompass.domain.register import Unit
from kompass.domain.scoring import score
from tests.factories import make_answers, make_framework, make_municipality

OLD, NEW = EditionKey("kommunekompasset", "2016"), EditionKey("kommunekompasset", "2020")
UNKNOWN = EditionKey("kommunekompasset", "")
SUCCESSOR = Unit((make_municipality("9999"),), date(2020, 1, 1), None)


def areas(*points: int) -> dict[str, int]:
    return {str(number): one for number, one in enumerate(points, 1)}


def known(
    points: Mapping[str, int] | None = None,
    total: int | None = None,
    edition: EditionKey = NEW,
    year: int | None = 2019,
) -> KnownResult:
    if points:
        return KnownResult(year, edition, Depth.AREAS, sum(points.values()), 200, points)
    return KnownResult(year, edition, Depth.EXISTS if total is None else Depth.TOTAL, total, 200, {})


def unit(number: int) -> Unit:
    return Unit((make_municipality(f"9{number:03}"),), date(2000, 1, 1), date(2020, 1, 1))


def joined(*results: KnownResult | None) -> Merger:
    """Partners of 1000, 999, 998 … inhabitants with these results."""
    return merger(
        [
            Partner(unit(n), Fraction(1), is_estimate=False, inhabitants=1000 - n, inhabitants_year=2019, known=one)
            for n, one in enumerate(results)
        ],
        SUCCESSOR,
    )


def test_full_coverage_before_anything_came_after() -> None:
    found = starting_point(joined(known(areas(40, 60)), known(areas(50, 30))))

    assert [list(area.points.values()) for area in found.areas] == [[40, 50], [60, 30]]
    assert [area.best for area in found.areas] == [(unit(1),), (unit(0),)]
    assert [area.spread for area in found.areas] == [10, 30]
    assert [area.difference for area in found.areas] == [None, None]
    assert found.total.levelling is None
    assert (found.ambition, found.edition, found.framework, found.processes) == (110, NEW, None, ())


def test_those_who_are_alike_are_best_together() -> None:
    assert starting_point(joined(known(areas(40)), known(areas(40)))).areas[0].best == (unit(0), unit(1))


def test_one_alone_is_neither_best_nor_spread() -> None:
    area = starting_point(joined(known(areas(40)), None)).areas[0]

    assert (area.best, area.spread) == ((), None)


def test_nobody_known_gives_no_edition_and_no_areas() -> None:
    found = starting_point(joined(None, known()))

    assert (found.edition, found.areas, found.ambition) == (None, (), None)
    assert list(found.total.left_out.values()) == [LeftOut.NO_EVALUATION, LeftOut.NO_FIGURES]
    assert found.total.coverage == Coverage(0, 2, Fraction(0))
    assert found.total.baseline is None
    assert found.total.maximum == 800


def test_result_known_as_a_total_joins_in_the_total_alone() -> None:
    found = starting_point(joined(known(areas(40, 60)), known(total=150), known(areas(30, 50))))

    assert found.areas[0].left_out == {unit(1): LeftOut.TOTAL_ONLY}
    assert found.total.points == {unit(0): 100, unit(1): 150, unit(2): 80}


def test_total_is_reckoned_of_totals_when_the_areas_are_of_others() -> None:
    results = joined(known(areas(40, 60)), known(total=150), known(areas(30, 50)))

    best = starting_point(results, kind=BaselineKind.BEST).total.baseline
    assert best is not None
    assert best.low == 150


def test_newest_edition_with_figures_is_the_one_compared_in() -> None:
    found = starting_point(joined(known(areas(40), edition=OLD, year=2017), known(areas(50)), known(edition=OLD)))

    assert found.edition == NEW
    assert found.total.left_out == {unit(0): LeftOut.OTHER_EDITION, unit(2): LeftOut.NO_FIGURES}


def test_unknown_edition_is_comparable_with_nothing() -> None:
    found = starting_point(joined(known(total=100, edition=UNKNOWN), known(total=120, edition=UNKNOWN)))

    assert found.edition is None
    assert set(found.total.left_out.values()) == {LeftOut.OTHER_EDITION}


def test_edition_after_decides() -> None:
    found = starting_point(joined(known(areas(40), edition=OLD), known(areas(50), edition=OLD)), known(areas(45)))

    assert found.edition == NEW
    assert (found.total.baseline, found.total.after, found.total.difference) == (None, 45, None)


CROSSWALK = Crosswalk(OLD, {"3": "1"})


def test_crosswalk_joins_the_linked_areas_and_is_marked() -> None:
    older = known({"3": 40, "4": 90}, edition=OLD)
    found = starting_point(
        joined(older, known({"3": 60}, edition=OLD)), known(areas(55, 70)), crosswalks=[CROSSWALK]
    )

    first, second = found.areas
    assert (first.points, first.difference) == ({unit(0): 40, unit(1): 60}, 0)
    assert set(second.left_out.values()) == {LeftOut.OTHER_EDITION}
    assert found.through_crosswalk == (unit(0), unit(1))
    assert (found.total.points, found.total.baseline) == ({}, None)


def test_crosswalk_from_another_edition_or_without_areas_helps_nobody() -> None:
    found = starting_point(
        joined(known(total=100, edition=OLD), known(areas(50), edition=EditionKey("x", "1"))),
        known(areas(55)),
        crosswalks=[CROSSWALK],
    )

    assert found.through_crosswalk == ()
    assert set(found.total.left_out.values()) == {LeftOut.OTHER_EDITION}


def test_crosswalk_that_links_none_of_the_areas_known_helps_nobody() -> None:
    older = known({"4": 90}, edition=OLD)
    found = starting_point(joined(older, older), known(areas(55)), crosswalks=[CROSSWALK])

    assert found.through_crosswalk == ()
    assert set(found.areas[0].left_out.values()) == {LeftOut.OTHER_EDITION}


def test_area_is_out_of_what_the_edition_gives_it() -> None:
    framework = make_framework({"en": {"x": (60, {"a": 1})}, "to": {"y": (140, {"b": 1})}})
    result = score(framework, make_answers(framework, a=4, b=2))
    full = replace(known({"en": 60, "to": 70}), result=result)

    found = starting_point(joined(full, full))
    assert [area.maximum for area in found.areas] == [60, 140]
    assert found.total.maximum == 200


def test_total_of_fewer_areas_is_left_out_and_its_areas_are_not() -> None:
    fewer = replace(known({"1": 70}), maximum=100)
    found = starting_point(joined(known(areas(40, 60)), fewer))

    assert (found.total.maximum, found.total.points) == (200, {unit(0): 100})
    assert found.total.left_out == {unit(1): LeftOut.OTHER_MAXIMUM}
    assert found.areas[0].points == {unit(0): 40, unit(1): 70}


def test_total_the_new_municipality_could_not_have_had_is_left_out() -> None:
    fewer = replace(known({"1": 70}), maximum=100)
    found = starting_point(joined(known(areas(40, 60)), known({"1": 50})), after=fewer)

    assert (found.total.maximum, found.total.after, found.total.points) == (100, 70, {})
    assert set(found.total.left_out.values()) == {LeftOut.OTHER_MAXIMUM}


def test_area_that_is_not_applicable_leaves_its_municipality_out() -> None:
    found = starting_point(joined(known(areas(40, 60)), known({"1": 50})))

    assert found.areas[1].left_out == {unit(1): LeftOut.NOT_APPLICABLE}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((40, 60), 61, Levelling.UP),
        ((40, 60), 60, Levelling.UP),
        ((40, 60), 50, Levelling.BETWEEN),
        ((40, 60), 40, Levelling.DOWN),
        ((40, 60), 39, Levelling.DOWN),
        ((50, 50), 50, Levelling.UNCHANGED),
        ((50, 50), 51, Levelling.UP),
        ((50, 50), 49, Levelling.DOWN),
    ],
)
def test_levelling(before: tuple[int, int], after: int, expected: Levelling) -> None:
    found = starting_point(joined(*(known(areas(one)) for one in before)), known(areas(after)))

    assert found.areas[0].levelling is expected


def test_earlier_or_deeper_result_comes_by_its_order() -> None:
    results = [known(total=1, year=None), known(year=2019), known(total=1, year=2019), known(areas(1), year=2020)]

    shuffled = [results[n] for n in (2, 0, 3, 1)]
    assert sorted(shuffled, key=lambda one: one.order) == results
