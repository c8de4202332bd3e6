from dataclasses import replace
from datetime import date

import pytest

from kompass.domain.editions import EditionKey
from kompass.domain.history import Depth, PublishedResult, history_findings, is_of, known_from_publication
from kompass.domain.register import Change, ChangeKind, Register
from tests.factories import make_municipality


def published(
    year: int, total: int | None, areas: tuple[int, ...] = (), change: int | None = None
) -> PublishedResult:
    return PublishedResult("Røros", "NO", None, year, "2016", total, areas, change, "", "", "kilde")


def test_depth_is_what_was_published() -> None:
    assert published(2010, None).depth is Depth.EXISTS
    assert published(2013, 254).depth is Depth.TOTAL
    assert published(2014, 506, (61, 60, 73, 53, 70, 56, 65, 68)).depth is Depth.AREAS


def test_stated_change_that_does_not_equal_its_totals_is_reported() -> None:
    findings = history_findings([published(2017, 396, change=139), published(2013, 254)])

    assert [(f.code, dict(f.values)["difference"]) for f in findings] == [("change_differs_from_totals", "142")]


def test_total_that_does_not_equal_its_areas_is_reported() -> None:
    findings = history_findings([published(2014, 500, (61, 60, 73, 53, 70, 56, 65, 68))])

    assert [(f.code, dict(f.values)["sum"]) for f in findings] == [("total_differs_from_areas", "506")]


def test_figures_that_agree_are_not_reported() -> None:
    assert history_findings([published(2013, 254), published(2017, 396, change=142), published(2021, None)]) == []


DAY = date(2020, 1, 1)


@pytest.mark.parametrize(("year", "expected"), [(2019, [True, False]), (2020, [False, True])])
def test_result_is_of_the_unit_that_had_the_number_that_year(year: int, expected: list[bool]) -> None:
    places = [
        make_municipality("9001", valid_from=date(2000, 1, 1)),
        make_municipality("9002", valid_from=date(2000, 1, 1), valid_to=DAY),
    ]
    merged = [Change(DAY, ChangeKind.MERGE, number, "", "9001", "") for number in ("9001", "9002")]
    register = Register({place.number: place for place in places}, tuple(merged))

    result = replace(published(year, 254), municipality_number="9001")
    assert [is_of(result, unit) for unit in register.units_of("9001")] == expected
    assert not any(is_of(result, unit) for unit in register.units_of("9002"))


def test_published_areas_go_by_their_numbers() -> None:
    found = known_from_publication(published(2014, 506, (61, 60, 73, 53, 70, 56, 65, 68)))

    assert (found.edition, found.depth) == (EditionKey("kommunekompasset", "2016"), Depth.AREAS)
    assert (found.areas["1"], found.areas["8"], found.maximum) == (61, 68, 800)


def test_total_that_was_not_published_is_the_sum_of_the_areas() -> None:
    found = known_from_publication(published(2014, None, (61, 60, 73, 53, 70, 56, 65, 68)))

    assert (found.total, found.has_figures) == (506, True)
