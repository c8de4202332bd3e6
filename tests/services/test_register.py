"""The real register and the published history, loaded as the program loads them."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from kompass.domain.errors import Invalid
from kompass.domain.history import Depth
from kompass.domain.permissions import Actor
from kompass.domain.register import REPLACING, ChangeKind, Register
from kompass.services import municipalities, register
from kompass.storage import municipalities as stored
from tests.factories import make_municipality

FOLDER = Path(__file__).resolve().parents[2] / "register"
COUNTED = [429, 428, 428, 428, 428, 426, 422, 422, 356, 356, 356, 356, 357, 357, 357]
ON_FIRST_OF_JANUARY = dict(zip(range(2012, 2027), COUNTED, strict=True))


def test_counts_on_each_first_of_january() -> None:
    found = register.read_register(FOLDER).register

    counts = {year: len(list(found.valid_on(date(year, 1, 1)))) for year in ON_FIRST_OF_JANUARY}
    assert counts == ON_FIRST_OF_JANUARY


def test_loaded_history_keeps_its_depth_and_reports_what_disagrees(session: Session, reader: Actor) -> None:
    register.load_register(session, FOLDER)

    roros = municipalities.dossier(session, reader, "5025")
    assert [(result.year, result.total, result.depth) for result in roros.history] == [
        (2013, 254, Depth.TOTAL),
        (2017, 396, Depth.TOTAL),
        (2021, 593, Depth.TOTAL),
    ]
    assert [finding.code for finding in roros.findings] == ["change_differs_from_totals"]
    assert register.findings(session) == roros.findings


def test_only_published_areas_are_areas(session: Session) -> None:
    found = register.read_history(FOLDER, register.read_register(FOLDER).register.municipalities)

    assert [result.place for result in found if result.depth is Depth.AREAS] == ["Grästorp"]


def test_loading_twice_changes_nothing(session: Session) -> None:
    assert register.load_register(session, FOLDER) == register.load_register(session, FOLDER)


def test_every_faulty_row_is_listed_with_its_number(tmp_path: Path) -> None:
    head = (FOLDER / "published-results.csv").read_text(encoding="utf-8").splitlines()[0]
    rows = [
        "NO,Røros,9999,2013,2010,254,,,,,,,,,,,,x",
        "NO,Røros,,2013,2010,801,,,,,,,,,,,,x",
        "NO,Røros,,2013,2010,500,61,60,,,,,,,,,,x",
        "FI,Åbo,,2013,2010,254,,,,,,,,,,,,x",
        "NO,Røros,,året,2010,254,,,,,,,,,,,,x",
        "NO,Røros,1640,2021,2020,254,,,,,,,,,,,,x",
        "NO,Røros,1640,2020,2020,254,,,,,,,,,,,,x",
    ]
    (tmp_path / "published-results.csv").write_text("\n".join([head, *rows]), encoding="utf-8")

    with pytest.raises(Invalid) as error:
        register.read_history(tmp_path, {"1640": make_municipality("1640", valid_to=date(2021, 1, 1))})

    assert [dict(problem.values)["row"] for problem in error.value.problems] == ["2", "3", "4", "5", "6", "7"]


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the register, to be damaged."""
    return Path(shutil.copytree(FOLDER, tmp_path / "register"))


def damage(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("municipalities.csv", "\n0301,", "\n03A1,", "register_row"),
        ("municipalities.csv", "\n0301,", "\n0211,Vestby,,02,1838-01-01,2020-01-01\n0301,", "duplicate_number"),
        ("changes.csv", ",merge,1723,", ",merge,9999,", "register_row"),
        ("changes.csv", ",0.17,", ",0.18,", "shares_do_not_sum"),
        ("changes.csv", ",0.17,", ",1/0,", "register_row"),
        ("changes.csv", ",0.17,,yes,", ",0.17,,ja,", "register_row"),
        ("changes.csv", ",Inderøy,1,,,\n", ",Inderøy,1,,\n", "register_row"),
        ("changes.csv", ",Inderøy,1,,,\n", ",Inderøy,1,,,,\n", "register_row"),
        ("counts.csv", "2020,356,", "2020,355,", "municipality_count"),
        ("population.csv", "\n5055,2020,5963", "\n5055,2020,9963", "population_not_conserved"),
        ("groups.csv", "\n0301,2024,", "\n0399,2024,", "register_row"),
    ],
)
def test_damaged_register_is_refused_with_the_fault_named(
    copied: Path, file: str, old: str, new: str, code: str
) -> None:
    damage(copied / file, old, new)

    with pytest.raises(Invalid) as error:
        register.read_register(copied)

    assert code in [problem.code for problem in error.value.problems]


@pytest.fixture(scope="module")
def graph() -> Register:
    return register.read_register(FOLDER).register


def test_every_replacing_change_is_walked_in_both_directions(graph: Register) -> None:
    walked = 0
    for change in graph.changes:
        if change.kind in REPLACING:
            before = graph.unit(change.from_number, change.date - timedelta(days=1))
            after = graph.unit(change.to_number, change.date)
            assert before is not None, change
            assert after is not None, change
            assert after in {link.successor for link in graph.successors(before)}, change
            assert before in {link.predecessor for link in graph.predecessors(after)}, change
            assert before in graph.origins(after), change
            assert after in graph.heirs(before), change
            assert before != after
            walked += 1
    assert walked == 130


def test_every_renumbering_and_renaming_leaves_the_unit_as_it_is(graph: Register) -> None:
    walked = 0
    for change in graph.changes:
        if change.kind in (ChangeKind.RENUMBER, ChangeKind.RENAME):
            before = graph.unit(change.from_number, change.date - timedelta(days=1))
            after = graph.unit(change.to_number, change.date)
            assert before is not None, change
            assert before == after, change
            assert {change.from_number, change.to_number} <= set(before.numbers), change
            walked += 1
    assert walked == 385


def test_every_boundary_change_is_noted_on_both_sides_and_ends_nobody(graph: Register) -> None:
    walked = 0
    for change in graph.changes:
        if change.kind is ChangeKind.BOUNDARY:
            giver = graph.unit(change.from_number, change.date - timedelta(days=1))
            receiver = graph.unit(change.to_number, change.date)
            for unit in (giver, receiver):
                assert unit is not None, change
                assert change in graph.boundary_changes(unit), change
            walked += 1
    assert walked == 26


def test_every_municipality_that_is_gone_leads_to_one_of_today(graph: Register) -> None:
    for unit in graph.units:
        assert unit.is_current or any(heir.is_current for heir in graph.heirs(unit)), unit
        assert not unit.is_current or not graph.heirs(unit), unit


def test_every_municipality_came_from_those_that_were_there_before_it(graph: Register) -> None:
    for unit in graph.units:
        for origin in graph.origins(unit):
            assert origin.valid_from < unit.valid_from, unit
            assert origin.valid_to is not None, unit
            assert origin.valid_to <= unit.valid_from, unit
        for link in graph.predecessors(unit):
            assert link.predecessor.valid_to == link.date == unit.valid_from, unit


def test_every_number_of_today_is_of_one_unit_and_no_other(graph: Register) -> None:
    today = date(2026, 1, 1)
    current = [unit for unit in graph.units if unit.is_current]

    assert sorted(unit.number for unit in current) == sorted(one.number for one in graph.valid_on(today))
    assert len({number for unit in current for number in unit.numbers}) == sum(len(u.numbers) for u in current)


def test_links_carry_every_inhabitant_once(graph: Register) -> None:
    for unit in graph.units:
        links = graph.successors(unit)
        assert not links or sum(link.share for link in links) == 1, unit


def test_divided_municipalities(graph: Register) -> None:
    divided = {
        unit.name: {link.successor.name for link in graph.successors(unit)}
        for unit in graph.units
        if len(graph.successors(unit)) > 1
    }
    assert divided == {
        "Stokke": {"Tønsberg", "Sandefjord"},
        "Snillfjord": {"Heim", "Hitra", "Orkland"},
        "Tysfjord": {"Narvik", "Hamarøy"},
        "Ålesund": {"Ålesund", "Haram"},
    }


def test_the_reform_in_numbers(graph: Register) -> None:
    """109 became 43 on 1 January 2020; over the whole reform 119 became 47. A place divided counts once."""
    of_day = {unit for unit in graph.merged if unit.valid_from == date(2020, 1, 1)}
    assert len({link.predecessor for unit in of_day for link in graph.predecessors(unit)}) == 109
    assert len(of_day) == 43

    before = {graph.unit(one.number, date(2016, 1, 1)) for one in graph.valid_on(date(2016, 1, 1))}
    after = {graph.unit(one.number, date(2020, 1, 1)) for one in graph.valid_on(date(2020, 1, 1))}
    made = {unit for unit in after if unit and before & set(graph.origins(unit))}
    assert len({origin for unit in made for origin in graph.origins(unit)} & before) == 119
    assert len(made) == 47


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("Herøy", {"1515", "1818"}),
        ("Våler", {"0137", "0426"}),
        ("Os", {"0441", "1243"}),
        ("Nes", {"0236", "0616"}),
        ("Bø", {"0821", "1867"}),
    ],
)
def test_namesakes_are_never_mixed(graph: Register, name: str, numbers: set[str]) -> None:
    units = [graph.units_of(number)[0] for number in sorted(numbers)]

    first, second = ({unit, *graph.heirs(unit), *graph.origins(unit)} for unit in units)
    assert not first & second, name
    assert not {n for unit in first for n in unit.numbers} & {n for unit in second for n in unit.numbers}


def test_drammen_is_one_through_merger_and_new_number(graph: Register) -> None:
    today = graph.unit("3301", date(2026, 1, 1))

    assert today is not None
    assert graph.same_place_as("3005", date(2021, 1, 1)) == ("3005", "3301")
    assert {unit.numbers[0] for unit in graph.origins(today)} == {"0602", "0625", "0711"}


def test_groups_are_loaded_with_their_scales(session: Session) -> None:
    register.load_register(session, FOLDER)

    newest, *_ = stored.groupings(session, ["0301"])
    assert (newest.year, newest.kostra_group, newest.kostra_standard) == (2024, "13", "2020")
    assert (newest.centrality, newest.centrality_classes, newest.language_form) == ("1", "6", "nøytral")
