"""What happened to municipalities, read out of pairs of codes."""

from datetime import date

import pytest

from kompass.domain.code_changes import CodeChange, Names, read_changes, split_names, without_county

DAY = date(2027, 1, 1)


def pairs(*codes: str) -> list[CodeChange]:
    """«A>B» is A becoming B; a code is its own name, «A=x>y» a new name for A."""
    found = []
    for text in codes:
        old, new = text.split(">")
        code, is_renamed, name = old.partition("=")
        found.append(CodeChange(DAY, code, name or code, code if is_renamed else new, new))
    return found


@pytest.mark.parametrize(
    ("codes", "before", "after", "expected"),
    [
        pytest.param(["A>B"], "A", "B", ["renumber A>B"], id="one to one"),
        pytest.param(["A>C", "B>C"], "AB", "C", ["merge A>C", "merge B>C"], id="two to one"),
        pytest.param(["A>B"], "AB", "B", ["merge A>B", "merge B>B"], id="into one that goes on"),
        pytest.param(["A>B", "B=B>B"], "AB", "B", ["merge A>B", "merge B>B"], id="both told"),
        pytest.param(["A>B", "A>C"], "A", "BC", ["split A>B", "split A>C"], id="one to two"),
        pytest.param(["A>B", "A>C"], "AB", "BC", ["split A>B", "split A>C"], id="partly to one that goes on"),
        pytest.param(["A>C", "A>D", "B>C"], "AB", "CD", ["merge B>C", "split A>C", "split A>D"], id="part of one"),
        pytest.param(["A>B"], "A", "AB", ["split A>A", "split A>B"], id="out of one that goes on"),
        pytest.param(["A>B"], "AB", "AB", ["boundary A>B"], id="both go on"),
        pytest.param(["A>C", "B>C"], "AB", "BC", ["renumber A>C", "boundary B>C"], id="an area to a new code"),
        pytest.param(["A=x>y"], "A", "A", ["rename A>A"], id="new name"),
        pytest.param(["A=x>x"], "A", "A", [], id="same name"),
        pytest.param(
            ["A>B", "B=x>y"], "AB", "B", ["merge A>B", "merge B>B", "rename B>B"], id="merged and renamed"
        ),
        pytest.param(["A>B", "A>B"], "A", "B", ["renumber A>B"], id="told twice"),
    ],
)
def test_what_happened(codes: list[str], before: str, after: str, expected: list[str]) -> None:
    found = read_changes(pairs(*codes), before, after)

    assert [f"{change.kind} {change.from_number}>{change.to_number}" for change in found] == expected


def test_what_a_person_has_called_a_boundary_change_is_no_division() -> None:
    found = read_changes(pairs("A>B", "A>C"), "ABC", "BC", {("A", "C")})

    assert [(change.kind, change.to_number) for change in found] == [
        ("merge", "B"),
        ("merge", "B"),
        ("boundary", "C"),
    ]


def test_shares_are_whole_or_unknown() -> None:
    found = read_changes(pairs("A>C", "B>C", "D>E", "F>G", "F>H", "I>J", "K=x>y"), "ABDFIJK", "CEGHIJK")

    assert {change.kind: change.share for change in found} == {
        "merge": 1,
        "renumber": 1,
        "split": None,
        "boundary": None,
        "rename": None,
    }


@pytest.mark.parametrize(
    ("full", "expected"),
    [
        ("Moss", Names("Moss", "", is_certain=True)),
        ("Hamarøy - Hábmer", Names("Hamarøy", "Hábmer", is_certain=True)),
        ("Hábmer - Hamarøy", Names("Hamarøy", "Hábmer", is_certain=True)),
        ("Gáivuotna - Kåfjord - Kaivuono", Names("Kåfjord", "Gáivuotna; Kaivuono", is_certain=True)),
        ("Deatnu - Tanadalen", Names("Tanadalen", "Deatnu", is_certain=True)),
        ("Ny - Ođđa", Names("Ny", "Ođđa", is_certain=False)),
        ("Hamarøy - Kåfjord", Names("Hamarøy", "Kåfjord", is_certain=False)),
        ("Nore og Uvdal", Names("Nore og Uvdal", "", is_certain=True)),
        ("Aurskog-Høland", Names("Aurskog-Høland", "", is_certain=True)),
    ],
)
def test_norwegian_name_is_told_from_the_others(full: str, expected: Names) -> None:
    assert split_names(full, {"Hamarøy", "Kåfjord"}, {"Hábmer", "Deatnu"}) == expected


@pytest.mark.parametrize("name", ["Herøy", "Herøy (Nordland)", "Herøy (Møre og Romsdal)"])
def test_county_is_no_part_of_the_name(name: str) -> None:
    assert without_county(name) == "Herøy"
