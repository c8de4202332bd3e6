"""The register as a graph in time, on small invented registers. The real one is walked in tests/services."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

import pytest

from kompass.domain.municipality import Municipality
from kompass.domain.register import Change, ChangeKind, Register
from tests.factories import make_municipality

FIRST, SECOND, THIRD = date(2010, 1, 1), date(2018, 1, 1), date(2020, 1, 1)
LAST = date(2024, 1, 1)


def place(number: str, since: date = FIRST, until: date | None = None) -> Municipality:
    return make_municipality(number, name=f"Sted {number}", valid_from=since, valid_to=until)


def change(
    day: date, kind: ChangeKind, before: str, after: str, share: Fraction | None = Fraction(1), note: str = ""
) -> Change:
    return Change(day, kind, before, f"Sted {before}", after, f"Sted {after}", share, note=note)


def made(places: Iterable[Municipality], *changes: Change) -> Register:
    return Register({one.number: one for one in places}, changes)


@pytest.fixture
def chain() -> Register:
    """9001 and 9002 merged into 9003 in 2018, which became 9004 in 2020 and 9005 in 2024."""
    return made(
        [
            place("9001", until=SECOND),
            place("9002", until=SECOND),
            place("9003", SECOND, THIRD),
            place("9004", THIRD, LAST),
            place("9005", LAST),
        ],
        change(SECOND, ChangeKind.MERGE, "9001", "9003"),
        change(SECOND, ChangeKind.MERGE, "9002", "9003"),
        change(THIRD, ChangeKind.RENUMBER, "9003", "9004"),
        change(LAST, ChangeKind.RENUMBER, "9004", "9005"),
    )


@pytest.fixture
def kept() -> Register:
    """9001 keeps its number: it takes in 9002 in 2018, and a part of 9003 in 2020."""
    return made(
        [place("9001"), place("9002", until=SECOND), place("9003", until=THIRD), place("9004")],
        change(SECOND, ChangeKind.MERGE, "9001", "9001"),
        change(SECOND, ChangeKind.MERGE, "9002", "9001"),
        change(THIRD, ChangeKind.SPLIT, "9003", "9001", Fraction(1, 4), "Den ene bygda."),
        change(THIRD, ChangeKind.SPLIT, "9003", "9004", Fraction(3, 4)),
    )


def test_renumbering_leaves_the_unit_as_it_is(chain: Register) -> None:
    unit = chain.unit("9005", date(2025, 6, 1))

    assert unit is not None
    assert unit == chain.unit("9003", date(2019, 6, 1)) == chain.unit("9004", date(2021, 6, 1))
    assert (unit.numbers, unit.number, unit.key, unit.is_current) == (
        ("9003", "9004", "9005"),
        "9005",
        "9003-2018",
        True,
    )
    assert chain.same_place_as("9004", date(2021, 6, 1)) == ("9003", "9004", "9005")


def test_number_on_a_day_it_was_not_valid_has_no_unit(chain: Register) -> None:
    assert chain.unit("9004", date(2019, 6, 1)) is None
    assert chain.unit("9999", date(2019, 6, 1)) is None
    assert chain.same_place_as("9004", date(2019, 6, 1)) == ()
    assert chain.by_key("9004-2020") is None


def test_chain_is_followed_both_ways(chain: Register) -> None:
    old, new = chain.by_key("9001-2010"), chain.by_key("9003-2018")

    assert old is not None
    assert new is not None
    assert [link.successor for link in chain.successors(old)] == [new]
    assert [link.predecessor.number for link in chain.predecessors(new)] == ["9001", "9002"]
    assert chain.heirs(old) == (new,)
    assert [unit.number for unit in chain.origins(new)] == ["9001", "9002"]
    assert (chain.origins(old), chain.heirs(new)) == ((), ())


def test_number_that_is_kept_through_a_merger_is_two_units(kept: Register) -> None:
    first, second, third = kept.units_of("9001")

    assert [unit.valid_from for unit in (first, second, third)] == [FIRST, SECOND, THIRD]
    assert [unit.valid_to for unit in (first, second, third)] == [SECOND, THIRD, None]
    assert {link.predecessor for link in kept.predecessors(second)} == {first, kept.by_key("9002-2010")}
    assert kept.unit("9001", date(2019, 1, 1)) == second


def test_keeping_ones_number_and_taking_in_a_part_is_a_link_too(kept: Register) -> None:
    *_, third = kept.units_of("9001")

    links = {link.predecessor.key: link for link in kept.predecessors(third)}
    assert {key: link.share for key, link in links.items()} == {"9003-2010": Fraction(1, 4), "9001-2018": 1}
    assert [key for key, link in links.items() if link.is_part] == ["9003-2010"]
    assert links["9003-2010"].note == "Den ene bygda."


def test_dividing_and_keeping_ones_number_makes_two_new_units() -> None:
    register = made(
        [place("9001"), place("9002", SECOND)],
        change(SECOND, ChangeKind.SPLIT, "9001", "9001", Fraction(3, 4)),
        change(SECOND, ChangeKind.SPLIT, "9001", "9002", Fraction(1, 4)),
    )

    before, after = register.units_of("9001")
    links = {link.successor.key: link.share for link in register.successors(before)}
    assert links == {"9001-2018": Fraction(3, 4), "9002-2018": Fraction(1, 4)}
    assert [link.predecessor for link in register.predecessors(after)] == [before]


def test_walk_over_all_time_names_each_unit_once(kept: Register) -> None:
    *_, third = kept.units_of("9001")

    origins = kept.origins(third)
    assert len(origins) == len(set(origins)) == 4
    assert third not in origins


def test_merged_are_those_that_came_out_of_something(kept: Register) -> None:
    assert [unit.key for unit in kept.merged] == ["9001-2018", "9001-2020", "9004-2020"]


def test_boundary_change_is_noted_with_both_and_changes_nobody() -> None:
    moved = change(date(2019, 7, 1), ChangeKind.BOUNDARY, "9001", "9002", None)
    register = made([place("9001"), place("9002"), place("9003")], moved)

    units = {unit.number: unit for unit in register.units}
    assert [len(register.boundary_changes(units[number])) for number in ("9001", "9002", "9003")] == [1, 1, 0]
    assert register.merged == ()


def test_boundary_change_belongs_to_the_unit_of_its_day(kept: Register) -> None:
    moved = change(date(2019, 7, 1), ChangeKind.BOUNDARY, "9004", "9001", None)
    register = Register(kept.municipalities, (*kept.changes, moved))

    assert [len(register.boundary_changes(unit)) for unit in register.units_of("9001")] == [0, 1, 0]


def test_renaming_changes_nothing() -> None:
    renamed = Change(SECOND, ChangeKind.RENAME, "9001", "Sted", "9001", "Sted - Báiki")

    assert [unit.key for unit in made([place("9001")], renamed).units] == ["9001-2010"]


@pytest.mark.parametrize(
    ("year", "expected"),
    [(2009, False), (2010, True), (2017, True), (2018, False)],
)
def test_unit_existed_in_the_years_it_was_valid(kept: Register, year: int, expected: bool) -> None:
    assert kept.units_of("9001")[0].existed_in(year) is expected


def test_valid_on_a_day(chain: Register) -> None:
    assert [one.number for one in chain.valid_on(date(2019, 1, 1))] == ["9003"]


def test_unit_is_known_by_number_and_start(chain: Register) -> None:
    unit = chain.by_key("9003-2018")

    assert repr(unit) == "<Unit 9003-2018 Sted 9005>"
    assert unit != "9003-2018"
    assert unit is not None
    assert not unit.is_demonstration
    assert unit.name == "Sted 9005"


def test_unit_reached_two_ways_is_named_once() -> None:
    half = Fraction(1, 2)
    register = made(
        [
            place("9001", until=SECOND),
            place("9002", SECOND, THIRD),
            place("9003", SECOND, THIRD),
            place("9004", THIRD),
        ],
        change(SECOND, ChangeKind.SPLIT, "9001", "9002", half),
        change(SECOND, ChangeKind.SPLIT, "9001", "9003", half),
        change(THIRD, ChangeKind.MERGE, "9002", "9004"),
        change(THIRD, ChangeKind.MERGE, "9003", "9004"),
    )

    *_, last = register.units
    assert [unit.number for unit in register.origins(last)] == ["9002", "9003", "9001"]
