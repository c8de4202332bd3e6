"""The register brought up to date from the statistics bureau's answers.

The answers are written by hand in the shapes the bureau documents and were not recorded live; see tests/recorded.
"""

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from kompass.domain.errors import Invalid, KompassError, NotPossibleNow
from kompass.domain.register import ChangeKind
from kompass.domain.register_checks import Count
from kompass.services import register_refresh
from kompass.services.register import read_register
from kompass.services.register_refresh import Difference, Proposal
from kompass.services.statistics_bureau import Fetch, NoAnswer
from tests.recorded import FOLDER, answers, contents, copy_register

ROOT = Path(__file__).resolve().parents[2]
IN_2026, IN_2027 = date(2026, 11, 23), date(2027, 3, 1)
NEW_YEAR = date(2027, 1, 1)
# What a person finds out about the division and writes in changes.csv.
SHARES = (
    "2027-01-01,split,9107,Lia,9120,Lia,0.6,,yes,Anslått.\n2027-01-01,split,9107,Lia,9121,Moen,0.4,,yes,Anslått.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_register(tmp_path / "register")


def propose(folder: Path, today: date = IN_2027, fetch: Fetch | None = None) -> Proposal:
    return register_refresh.propose(folder, today, fetch or answers(str(today.year)))


def add(folder: Path, name: str, text: str) -> None:
    with (folder / name).open("a", encoding="utf-8", newline="") as file:
        file.write(text)


def replace(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")


def listed(*places: str) -> bytes:
    """A list of municipalities in the bureau's shape, from «9101 Nordvik»."""
    items = [dict(zip(("code", "name"), place.split(" ", 1), strict=True)) for place in places]
    return json.dumps({"codes": items}).encode()


def changed(*pairs: tuple[str, str, str]) -> bytes:
    """Changes in the bureau's shape, from («9101 Nordvik», «9110 Vik», date)."""
    items = []
    for old, new, day in pairs:
        (old_code, old_name), (new_code, new_name) = old.split(" ", 1), new.split(" ", 1)
        names = {"oldName": old_name, "newName": new_name}
        items.append({"oldCode": old_code, "newCode": new_code, "changeOccurred": day} | names)
    return json.dumps({"codeChanges": items}).encode()


def places(year: str = "2026") -> dict[str, str]:
    answer = json.loads((FOLDER / year / f"codesAt-{year}-01-01.json").read_bytes())
    return {item["code"]: item["name"] for item in answer["codes"]}


def codes(difference: Difference) -> list[tuple[str, str]]:
    return [(one.code, dict(one.values).get("number", "")) for one in difference.for_a_person]


def test_nothing_new_leaves_every_byte(folder: Path) -> None:
    before = contents(folder)

    proposal = propose(folder, IN_2026)
    register_refresh.write(folder, proposal)

    assert proposal.difference.is_empty
    assert proposal.after == {}
    assert proposal.difference.last_modified == date(2026, 1, 5)
    assert contents(folder) == before


def test_real_register_has_nothing_new_when_the_bureau_has_nothing_new() -> None:
    folder = ROOT / "register"
    register = read_register(folder).register
    with (folder / "changes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = {row["to_number"]: row["to_name"] for row in rows}
    current = [f"{m.number} {names.get(m.number, m.name)}" for m in register.valid_on(date(2026, 1, 1))]
    of_2026 = [
        (f"{row['from_number']} {row['from_name']}", f"{row['to_number']} {row['to_name']}", row["date"])
        for row in rows
        if row["date"] == "2026-01-01"
    ]
    recorded = {
        "codesAt-2026-01-01.json": listed(*current, "9999 Uoppgitt"),
        "codesAt-2027-01-01.json": listed(*current, "9999 Uoppgitt"),
        "changes.json": changed(*of_2026),
    }

    proposal = propose(folder, IN_2026, answers("2026", recorded))

    assert len(of_2026) == 5
    assert proposal.difference.is_empty
    assert proposal.after == {}


def test_new_year_with_everything_that_can_happen(folder: Path) -> None:
    difference = propose(folder).difference

    assert [(one.number, one.name) for one in difference.started] == [
        ("9110", "Vik"),
        ("9120", "Lia"),
        ("9121", "Moen"),
        ("9203", "Fjellbygd"),
    ]
    assert [one.number for one in difference.ended] == ["9108", "9101", "9102", "9107", "9103"]
    assert [(one.number, one.name) for one in difference.renamed] == [("9104", "Elvestad - Johka")]
    assert [(one.kind, one.from_number, one.to_number) for one in difference.changes] == [
        (ChangeKind.MERGE, "9108", "9109"),
        (ChangeKind.MERGE, "9109", "9109"),
        (ChangeKind.MERGE, "9101", "9110"),
        (ChangeKind.MERGE, "9102", "9110"),
        (ChangeKind.RENUMBER, "9103", "9203"),
        (ChangeKind.RENAME, "9104", "9104"),
        (ChangeKind.BOUNDARY, "9105", "9106"),
    ]
    assert [register_refresh.as_row(one) for one in difference.unfinished] == [
        "2027-01-01,split,9107,Lia,9120,Lia,,,,",
        "2027-01-01,split,9107,Lia,9121,Moen,,,,",
    ]
    assert difference.figures == (Count(2027, 8, 17445),)
    assert codes(difference) == [
        ("name_order_unknown", "9110"),
        ("split_needs_shares", ""),
        ("split_needs_shares", ""),
        ("boundary_needs_facts", ""),
    ]
    assert not difference.is_empty


def test_division_without_shares_is_not_written(folder: Path) -> None:
    before = contents(folder)
    proposal = propose(folder)

    for step in (register_refresh.check, register_refresh.write):
        with pytest.raises(Invalid) as error:
            step(folder, proposal)
        assert [problem.code for problem in error.value.problems] == [
            "register_not_refreshed",
            "number_without_successor",
            "number_without_predecessor",
            "number_without_predecessor",
        ]
    assert contents(folder) == before


def test_division_a_person_has_given_shares_is_written_with_the_rest(folder: Path) -> None:
    add(folder, "changes.csv", SHARES)
    before = {name: content.decode().splitlines() for name, content in contents(folder).items()}

    proposal = propose(folder)
    register_refresh.check(folder, proposal)
    register_refresh.write(folder, proposal)

    after = {name: content.decode().splitlines() for name, content in contents(folder).items()}
    assert set(after) == set(before)
    assert sorted(set(before["municipalities.csv"]) - set(after["municipalities.csv"])) == [
        "9101,Nordvik,,91,1964-01-01,",
        "9102,Sørvik,,91,1964-01-01,",
        "9103,Fjellbygd,Váribáiki,91,1964-01-01,",
        "9104,Elvestad,,91,1964-01-01,",
        "9107,Lia,,91,1964-01-01,",
        "9108,Holt,,91,1964-01-01,",
    ]
    assert [row for row in after["municipalities.csv"] if row not in before["municipalities.csv"]] == [
        "9101,Nordvik,,91,1964-01-01,2027-01-01",
        "9102,Sørvik,,91,1964-01-01,2027-01-01",
        "9103,Fjellbygd,Váribáiki,91,1964-01-01,2027-01-01",
        "9104,Elvestad,Johka,91,1964-01-01,",
        "9107,Lia,,91,1964-01-01,2027-01-01",
        "9108,Holt,,91,1964-01-01,2027-01-01",
        "9110,Vik,Luokta,91,2027-01-01,",
        "9120,Lia,,91,2027-01-01,",
        "9121,Moen,,91,2027-01-01,",
        "9203,Fjellbygd,Váribáiki,92,2027-01-01,",
    ]
    assert after["changes.csv"] == before["changes.csv"] + [
        "2027-01-01,merge,9108,Holt,9109,Ås,1,,,",
        "2027-01-01,merge,9109,Ås,9109,Ås,1,,,",
        "2027-01-01,merge,9101,Nordvik,9110,Vik - Luokta,1,,,",
        "2027-01-01,merge,9102,Sørvik,9110,Vik - Luokta,1,,,",
        "2027-01-01,renumber,9103,Váribáiki - Fjellbygd,9203,Váribáiki - Fjellbygd,1,,,",
        "2027-01-01,rename,9104,Elvestad,9104,Elvestad - Johka,,,,",
        "2027-01-01,boundary,9105,Dalen,9106,Øyane,,,,Grenseendring oppgitt av SSB.",
    ]
    assert after["counts.csv"] == [*before["counts.csv"], "2027,8,17445"]
    assert after["counties.csv"] == before["counties.csv"]
    assert [row for row in after["population.csv"] if row in before["population.csv"]] == before["population.csv"]
    assert len(after["population.csv"]) == len(before["population.csv"]) + 8
    assert after["population.csv"][after["population.csv"].index("9104,2027,3020") - 1] == "9104,2026,3000"
    assert propose(folder).difference.is_empty


def test_real_register_takes_a_new_year(tmp_path: Path) -> None:
    folder = tmp_path / "register"
    folder.mkdir()
    for path in (ROOT / "register").glob("*.csv"):
        (folder / path.name).write_bytes(path.read_bytes())
    before = contents(folder)
    files = read_register(folder)
    full = {change.to_number: change.to_name for change in files.register.changes}
    now = {m.number: full.get(m.number, m.name) for m in files.register.valid_on(date(2026, 1, 1))}
    figures = {number: files.population[number, 2026] for number in now}
    table = json.loads((FOLDER / "2026" / "data.json").read_bytes())
    table["size"] = [len(figures), 1, 1]
    table["dimension"]["Region"]["category"]["index"] = {number: at for at, number in enumerate(figures)}
    table["dimension"]["Tid"]["category"]["index"] = {"2027": 0}
    table["value"] = list(figures.values())
    names = listed(*(f"{number} {name}" for number, name in now.items()))
    recorded = {
        "changes.json": changed(),
        "codesAt-2027-01-01.json": names,
        "codesAt-2028-01-01.json": names,
        "data.json": json.dumps(table).encode(),
    }

    proposal = propose(folder, IN_2027, answers("2027", recorded))
    register_refresh.write(folder, proposal)

    after = contents(folder)
    assert proposal.difference.figures == (Count(2027, 357, sum(figures.values())),)
    assert {name for name in after if after[name] != before[name]} == {"population.csv", "counts.csv"}
    assert after["counts.csv"] == before["counts.csv"] + f"2027,357,{sum(figures.values())}\n".encode()
    kept = [row for row in after["population.csv"].splitlines() if b",2027," not in row]
    assert kept == before["population.csv"].splitlines()


def test_register_that_would_be_wrong_is_not_written(folder: Path) -> None:
    add(folder, "changes.csv", SHARES)
    before = contents(folder)
    wrong = (FOLDER / "2027" / "data.json").read_bytes().replace(b"17445", b"17446")
    proposal = propose(folder, IN_2027, answers("2027", {"data.json": wrong}))

    with pytest.raises(Invalid) as error:
        register_refresh.write(folder, proposal)

    assert [problem.code for problem in error.value.problems] == ["register_not_refreshed", "population_total"]
    assert contents(folder) == before


def test_half_a_write_is_taken_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(folder, "changes.csv", SHARES)
    before = contents(folder)
    proposal = propose(folder)
    really_replace = Path.replace

    def fail_once(self: Path, target: Path) -> Path:
        if target.name == "population.csv":
            monkeypatch.setattr(Path, "replace", really_replace)
            raise OSError(28, "No space left on device")
        return really_replace(self, target)

    monkeypatch.setattr(Path, "replace", fail_once)
    with pytest.raises(KompassError) as error:
        register_refresh.write(folder, proposal)

    assert (error.value.code, error.value.values["detail"]) == ("register_not_writable", "No space left on device")
    assert contents(folder) == before


@pytest.mark.parametrize("written", [1, 2, 3, 4])
def test_next_refresh_finishes_what_was_cut_off(folder: Path, tmp_path: Path, written: int) -> None:
    add(folder, "changes.csv", SHARES)
    whole = copy_register(tmp_path / "whole")
    add(whole, "changes.csv", SHARES)
    register_refresh.write(whole, propose(whole))
    for name in list(register_refresh.COLUMNS)[:written]:
        (folder / name).write_bytes((whole / name).read_bytes())

    register_refresh.write(folder, propose(folder))

    assert contents(folder) == contents(whole)


def test_register_changed_by_others_is_left_to_them(folder: Path) -> None:
    add(folder, "changes.csv", SHARES)
    proposal = propose(folder)
    replace(folder, "changes.csv", "Anslått.", "Talt opp.")
    before = contents(folder)

    with pytest.raises(NotPossibleNow, match="register_changed_meanwhile"):
        register_refresh.write(folder, proposal)

    assert contents(folder) == before


def test_figures_that_are_not_out_yet_are_waited_for(folder: Path) -> None:
    data = (FOLDER / "2026" / "data.json").read_bytes()

    difference = propose(folder, IN_2026, answers("2027", {"data.json": data})).difference

    assert [one.number for one in difference.started] == ["9110", "9120", "9121", "9203"]
    assert difference.figures == ()


def test_figures_of_a_year_without_a_list_are_left_out(folder: Path) -> None:
    data = (FOLDER / "2027" / "data.json").read_bytes().replace(b'"2027": 1', b'"2031": 1')

    assert propose(folder, IN_2026, answers("2026", {"data.json": data})).difference.is_empty


def test_next_year_may_have_no_list_yet(folder: Path) -> None:
    nothing = {"codesAt-2027-01-01.json": listed(), "changes.json": changed()}

    assert propose(folder, IN_2026, answers("2026", nothing)).difference.is_empty


def test_list_that_should_be_there_must_be_there(folder: Path) -> None:
    with pytest.raises(NoAnswer) as error:
        propose(folder, IN_2027, answers("2027", {"codesAt-2027-01-01.json": listed()}))

    assert (error.value.code, error.value.values) == ("bureau_list_missing", {"date": "2027-01-01"})


def test_change_in_the_middle_of_a_year_is_read_by_the_list_of_its_day(folder: Path) -> None:
    now = [f"{number} {name}" for number, name in places().items()]
    recorded = {
        "changes.json": changed(("9105 Dalen", "9106 Øyane", "2026-07-01")),
        "codesAt-2026-07-01.json": listed(*now),
    }

    proposal = propose(folder, IN_2026, answers("2026", recorded))
    register_refresh.write(folder, proposal)

    assert [(one.date, one.kind) for one in proposal.difference.changes] == [
        (date(2026, 7, 1), ChangeKind.BOUNDARY)
    ]
    assert list(proposal.after) == ["changes.csv"]


def test_what_a_person_called_a_boundary_change_makes_the_rest_whole(folder: Path) -> None:
    add(folder, "changes.csv", "2027-01-01,boundary,9107,Lia,9106,Øyane,,40,,Nes.\n")
    recorded = {
        "changes.json": changed(("9107 Lia", "9106 Øyane", "2027-01-01"), ("9107 Lia", "9120 Lia", "2027-01-01")),
        "codesAt-2027-01-01.json": listed(
            *(f"{n} {name}" for n, name in places().items() if n != "9107"), "9120 Lia"
        ),
    }

    difference = propose(folder, IN_2026, answers("2026", recorded)).difference

    assert [(one.kind, one.from_number, one.to_number) for one in difference.changes] == [
        (ChangeKind.RENUMBER, "9107", "9120")
    ]
    assert difference.for_a_person == ()


def test_numbers_that_come_and_go_without_a_change_are_told_and_refused(folder: Path) -> None:
    now = [f"{number} {name}" for number, name in places().items() if number != "9101"]
    recorded = {"codesAt-2027-01-01.json": listed(*now, "9301 Nyvik")}

    proposal = propose(folder, IN_2026, answers("2026", recorded))

    assert codes(proposal.difference) == [
        ("start_unexplained", "9301"),
        ("county_unknown", "9301"),
        ("end_unexplained", "9101"),
    ]
    with pytest.raises(Invalid, match="register_not_refreshed"):
        register_refresh.check(folder, proposal)


def test_number_used_again_is_told_and_refused(folder: Path) -> None:
    add(folder, "municipalities.csv", "9130,Gammelvik,,91,1838-01-01,1964-01-01\n")
    now = [f"{number} {name}" for number, name in places().items() if number != "9101"]
    recorded = {
        "changes.json": changed(("9101 Nordvik", "9130 Nordvik", "2027-01-01")),
        "codesAt-2027-01-01.json": listed(*now, "9130 Nordvik"),
    }

    proposal = propose(folder, IN_2026, answers("2026", recorded))

    assert [code for code in codes(proposal.difference) if code[0] == "number_used_again"] == [
        ("number_used_again", "9130")
    ]
    with pytest.raises(Invalid, match="register_not_refreshed"):
        register_refresh.check(folder, proposal)


def test_change_of_a_number_the_register_never_had_is_refused(folder: Path) -> None:
    now = [f"{number} {name}" for number, name in places().items() if number != "9101"]
    recorded = {
        "changes.json": changed(
            ("9130 Nes", "9131 Nes", "2027-01-01"),
            ("9132 Å", "9132 Åa", "2027-01-01"),
            ("9101 N", "9131 Nes", "2027-01-01"),
        ),
        "codesAt-2027-01-01.json": listed(*now, "9131 Nes"),
    }

    proposal = propose(folder, IN_2026, answers("2026", recorded))

    with pytest.raises(Invalid, match="register_row"):
        register_refresh.check(folder, proposal)


def test_other_names_at_the_bureau_are_told_and_left(folder: Path) -> None:
    now = {**places(), "9101": "Nordvika", "9102": "Sørvik - Lulli"}
    replace(folder, "municipalities.csv", "9102,Sørvik,,", "9102,Sørvik,Lulli,")
    recorded = {"codesAt-2027-01-01.json": listed(*(f"{number} {name}" for number, name in now.items()))}

    proposal = propose(folder, IN_2026, answers("2026", recorded))

    assert codes(proposal.difference) == [("name_differs", "9101")]
    assert (proposal.difference.is_empty, proposal.after) == (False, {})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("municipalities.csv", "number,name\n0301,Oslo\n"),
        ("municipalities.csv", ""),
        ("counts.csv", "year,municipalities,inhabitants\n"),
        ("counts.csv", "year,municipalities,inhabitants\ni fjor,1,2\n"),
        ("population.csv", "municipality_number,year,inhabitants\n9101,2026\n"),
        ("changes.csv", '"'),
    ],
)
def test_file_that_cannot_be_read_is_named(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")

    with pytest.raises(Invalid) as error:
        propose(folder)

    assert [(problem.code, problem.subject) for problem in error.value.problems] == [
        ("register_file_unreadable", name)
    ]


def test_missing_or_foreign_file_is_named(folder: Path) -> None:
    (folder / "counties.csv").write_bytes(b"number\xff")
    with pytest.raises(Invalid, match="register_file_unreadable"):
        propose(folder)

    (folder / "counties.csv").unlink()
    with pytest.raises(Invalid, match="register_file_unreadable"):
        propose(folder)


@pytest.mark.parametrize(
    "name",
    ["classification.json", "changes.json", "codesAt-2027-01-01.json", "codesAt-2026-01-01.json", "data.json"],
)
@pytest.mark.parametrize(
    "answer", [NoAnswer("bureau_unreachable"), b"<html>", b"[]"], ids=["none", "page", "other"]
)
def test_any_answer_that_fails_leaves_the_register(folder: Path, name: str, answer: bytes | Exception) -> None:
    before = contents(folder)

    with pytest.raises(NoAnswer):
        propose(folder, IN_2027, answers("2027", {name: answer}))

    assert contents(folder) == before
