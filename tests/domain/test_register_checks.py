"""Each fault a register can have, by the smallest register that has it."""

from datetime import date
from fractions import Fraction

import pytest

from kompass.domain.municipality import Municipality
from kompass.domain.register import Change, ChangeKind
from kompass.domain.register_checks import Count, change_problems, population_problems
from tests.factories import make_municipality

FIRST, DAY, LATER = date(2010, 1, 1), date(2020, 1, 1), date(2024, 1, 1)
MERGE, SPLIT, RENUMBER = ChangeKind.MERGE, ChangeKind.SPLIT, ChangeKind.RENUMBER
RENAME, BOUNDARY = ChangeKind.RENAME, ChangeKind.BOUNDARY


def place(number: str, since: date = FIRST, until: date | None = None) -> Municipality:
    return make_municipality(number, valid_from=since, valid_to=until)


def change(kind: ChangeKind, before: str, after: str, day: date = DAY, share: Fraction = Fraction(1)) -> Change:
    return Change(day, kind, before, "Gammel", after, "Ny", share)


def moved(inhabitants: int | None, before: str, after: str, day: date = DAY) -> Change:
    return Change(day, BOUNDARY, before, "Gammel", after, "Ny", None, inhabitants)


OLD = [place("9001", until=DAY), place("9002", until=DAY)]
NEW = place("9003", DAY)
MERGED = [change(MERGE, "9001", "9003"), change(MERGE, "9002", "9003")]
HALF = Fraction(1, 2)


def codes(places: list[Municipality], changes: list[Change]) -> list[str]:
    return [problem.code for problem in change_problems(places, changes)]


def test_merger_without_fault() -> None:
    assert codes([*OLD, NEW], MERGED) == []


def test_register_without_changes_may_have_no_number_that_ended() -> None:
    assert codes([place("9001")], []) == []
    assert codes([place("9001"), place("9002", until=DAY)], []) == ["number_without_successor"]


def test_number_that_keeps_its_number_through_a_merger() -> None:
    kept = [change(MERGE, "9001", "9001"), change(MERGE, "9002", "9001")]

    assert codes([place("9001"), place("9002", until=DAY)], kept) == []


def test_number_that_goes_on_through_a_division_has_a_row_to_itself() -> None:
    places = [place("9001"), place("9002", DAY)]
    out = change(SPLIT, "9001", "9002", share=Fraction(1, 4))
    rest = change(SPLIT, "9001", "9001", share=Fraction(3, 4))

    assert codes(places, [rest, out]) == []
    assert "change_leaves_number_open" in codes(places, [out])


@pytest.mark.parametrize(
    ("places", "changes", "expected"),
    [
        pytest.param([*OLD, NEW, NEW], MERGED, "duplicate_number", id="number twice"),
        pytest.param([*OLD], MERGED, "change_unknown_number", id="unknown number"),
        pytest.param([*OLD, NEW], [*MERGED, MERGED[0]], "change_repeated", id="row twice"),
        pytest.param(
            [place("9001", until=LATER), OLD[1], NEW],
            MERGED,
            "change_leaves_number_open",
            id="overlapping validity",
        ),
        pytest.param(
            [place("9001", until=date(2019, 1, 1)), OLD[1], NEW],
            MERGED,
            "change_out_of_order",
            id="gap in validity",
        ),
        pytest.param(
            [*OLD, place("9003", LATER)], MERGED, "change_out_of_order", id="successor after its predecessor's end"
        ),
        pytest.param(
            [*OLD, place("9003", FIRST, DAY)], MERGED, "change_out_of_order", id="successor before predecessor"
        ),
        pytest.param(
            [place("9001")], [change(MERGE, "9001", "9001")], "merge_with_itself", id="merger with itself"
        ),
        pytest.param(
            [OLD[0], place("9003", DAY)], [change(MERGE, "9001", "9003")], "merge_of_one", id="merger of one"
        ),
        pytest.param([OLD[0], NEW], [change(SPLIT, "9001", "9003")], "split_into_one", id="division into one"),
        pytest.param(
            [*OLD, NEW],
            [change(RENUMBER, "9001", "9003"), change(RENUMBER, "9002", "9003")],
            "renumbering_of_many",
            id="renumbering of two",
        ),
        pytest.param(
            [place("9001")], [change(RENUMBER, "9001", "9001")], "renumbering_of_many", id="renumbering to the same"
        ),
        pytest.param(
            [OLD[0], place("9002")],
            [change(RENUMBER, "9001", "9002")],
            "change_out_of_order",
            id="renumbering to a number in use",
        ),
        pytest.param(
            [place("9001"), place("9002")],
            [change(RENAME, "9001", "9002")],
            "rename_without_change",
            id="renaming to another number",
        ),
        pytest.param(
            [place("9001")], [change(BOUNDARY, "9001", "9001")], "boundary_with_itself", id="boundary with itself"
        ),
        pytest.param(
            [OLD[0], NEW, place("9004", DAY)],
            [change(SPLIT, "9001", "9003", share=HALF), change(SPLIT, "9001", "9004", share=Fraction(1, 4))],
            "shares_do_not_sum",
            id="shares below 1",
        ),
        pytest.param(
            [OLD[0], NEW, place("9004", DAY)],
            [change(SPLIT, "9001", "9003"), change(SPLIT, "9001", "9004", share=Fraction(0))],
            "shares_do_not_sum",
            id="nobody moved",
        ),
        pytest.param(
            OLD,
            [change(RENUMBER, "9001", "9002"), change(RENUMBER, "9002", "9001", LATER)],
            "change_cycle",
            id="a cycle",
        ),
        pytest.param(
            [*OLD, NEW, place("9009", until=DAY)], MERGED, "number_without_successor", id="end without a successor"
        ),
        pytest.param(
            [*OLD, NEW, place("9009", DAY)], MERGED, "number_without_predecessor", id="start without a predecessor"
        ),
    ],
)
def test_fault_is_found(places: list[Municipality], changes: list[Change], expected: str) -> None:
    assert expected in codes(places, changes)


def test_every_fault_is_listed_with_the_change_it_stands_in() -> None:
    found = change_problems([NEW], MERGED)

    assert [dict(problem.values)["number"] for problem in found if problem.code == "change_unknown_number"] == [
        "9001",
        "9002",
    ]
    assert dict(found[0].values)["from"] == "9001 Gammel"


def figures(**inhabitants: int) -> dict[tuple[str, int], int]:
    """Inhabitants by «n9001_2019»."""
    return {(name[1:5], int(name[6:])): count for name, count in inhabitants.items()}


GOOD = figures(n9001_2019=1000, n9002_2019=2000, n9003_2020=3050)


def faults(
    population: dict[tuple[str, int], int], *counts: Count, changes: list[Change] | None = None
) -> list[tuple[str, dict[str, str]]]:
    found = population_problems([*OLD, NEW], MERGED if changes is None else changes, population, counts)
    return [(problem.code, dict(problem.values)) for problem in found]


def test_inhabitants_that_are_conserved() -> None:
    assert faults(GOOD, Count(2019, 2, 3000), Count(2020, 1, 3050)) == []


def test_wrong_number_of_municipalities() -> None:
    assert faults(GOOD, Count(2019, 3, 3000)) == [
        ("municipality_count", {"year": "2019", "expected": "3", "found": "2"})
    ]


def test_wrong_number_of_inhabitants() -> None:
    assert faults(GOOD, Count(2019, 2, 3001)) == [
        ("population_total", {"year": "2019", "expected": "3001", "found": "3000"})
    ]


def test_inhabitants_missing_and_unexpected() -> None:
    found = faults(figures(n9001_2019=3000, n9003_2019=0, n9003_2020=3050), Count(2019, 2, 3000))

    assert found == [
        ("population_unknown", {"number": "9002", "year": "2019"}),
        ("population_unexpected", {"number": "9003", "year": "2019"}),
    ]


def test_inhabitants_lost_in_a_merger() -> None:
    ((code, values),) = faults(GOOD | {("9003", 2020): 2500})

    assert code == "population_not_conserved"
    assert (values["from"], values["to"]) == ("9001, 9002", "9003")
    assert (values["before"], values["after"]) == ("3000", "2500")


def test_few_inhabitants_may_come_and_go() -> None:
    assert faults(figures(n9001_2019=100, n9002_2019=100, n9003_2020=320)) == []


def test_series_that_starts_later_or_is_not_out_yet_is_not_judged() -> None:
    assert faults(figures(n9003_2020=3050)) == []
    assert faults(figures(n9001_2019=1000, n9002_2019=2000)) == []


def test_change_in_the_middle_of_a_year_is_not_judged_by_the_turn_of_the_year() -> None:
    assert faults(GOOD, changes=[*MERGED, moved(None, "9001", "9002", date(2019, 7, 1))]) == []


def test_exchange_over_a_boundary_is_judged_together_with_the_merger_it_touches() -> None:
    places = [*OLD, NEW, place("9004")]
    population = figures(n9001_2019=1000, n9002_2019=2000, n9003_2020=2600, n9004_2019=9000, n9004_2020=9400)

    assert population_problems(places, [*MERGED, moved(None, "9002", "9004")], population, []) == []
    assert population_problems(places, MERGED, population, []) != []


@pytest.mark.parametrize(("inhabitants", "expected"), [(299, []), (300, ["boundary_too_large"]), (None, [])])
def test_boundary_change_that_moves_too_many_is_a_division(inhabitants: int | None, expected: list[str]) -> None:
    population = figures(n9001_2019=2000, n9002_2020=9000)

    found = population_problems([], [moved(inhabitants, "9001", "9002", date(2020, 7, 1))], population, [])

    assert [problem.code for problem in found] == expected


def test_boundary_change_between_places_without_figures_is_left_alone() -> None:
    assert population_problems([], [moved(50, "9001", "9002")], {}, []) == []
