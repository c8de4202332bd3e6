"""The layout of the map, and whose result is shown where."""

import csv
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from kompass.domain.errors import Invalid, NotAllowed
from kompass.domain.history import PublishedResult
from kompass.domain.municipality import Municipality
from kompass.domain.permissions import Actor
from kompass.domain.register import Change, ChangeKind
from kompass.services import demonstration, evaluations
from kompass.services.installation import Installation
from kompass.services.map import LABELS, TILES, Overview, Place, labels, overview, tiles
from kompass.storage import municipalities, results
from tests.factories import begin, make_municipality
from tests.web.conftest import answers_of

FOLDER = Path(__file__).resolve().parents[2] / "register"
EXAMPLE: dict[str, object] = {
    "place": "Røros",
    "country": "NO",
    "municipality_number": "5025",
    "year": 2021,
    "edition": "2020",
    "total": 593,
    "areas": (),
    "stated_change": None,
    "inferred": "",
    "facts": "",
    "source": "https://roros.kommune.no/sak",
}


def published(**changes: object) -> PublishedResult:
    return PublishedResult(**(EXAMPLE | changes))  # type: ignore[arg-type]


@pytest.fixture
def show(at: Installation, session: Session, reader: Actor) -> Callable[..., Overview]:
    """The overview when this has been published."""

    def shown(*found: PublishedResult) -> Overview:
        results.replace_history(session, list(found))
        session.commit()
        return overview(at, session, reader, "nb")

    return shown


def place(found: Sequence[Place], number: str) -> Place:
    (one,) = [place for place in found if place.municipality.number == number]
    return one


# --- The layout ---


def test_tiles_cover_the_municipalities_of_today() -> None:
    with (FOLDER / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        today = {row["number"] for row in csv.DictReader(file) if not row["valid_to"]}

    assert {tile.number for tile in tiles(FOLDER)} == today


def test_counties_hold_together() -> None:
    cells: dict[str, set[tuple[int, int]]] = {}
    for tile in tiles(FOLDER):
        cells.setdefault(tile.county, set()).add((tile.column, tile.row))

    for county, own in cells.items():
        left = set(own)
        reached = [left.pop()]
        for column, row in reached:
            near = {(column + 1, row), (column - 1, row), (column, row + 1), (column, row - 1)} & left
            left -= near
            reached += near
        assert not left, county


def test_every_county_has_a_name_and_no_name_stands_on_a_tile() -> None:
    taken = {(tile.column, tile.row) for tile in tiles(FOLDER)}

    assert {label.county for label in labels(FOLDER)} == {tile.county for tile in tiles(FOLDER)}
    for label in labels(FOLDER):
        beside = label.column - 0.5 if label.anchor == "end" else label.column + 0.5
        assert (int(beside), int(label.row + 0.5)) not in taken, label.county


@pytest.mark.parametrize(
    ("file", "text", "rows"),
    [
        (TILES, "number,column,row\n5025,1,1\n5025,2,1\n5026,1,1\n5027,3,1\n", ["3", "4"]),
        (TILES, "number,column,row\n525,1,1\n5025,x,1\n5026,0,1\n5027\n", ["2", "3", "4", "5"]),
        (TILES, "number,column\n5025,1\n", ["2"]),
        (TILES, "number,column,row,name\n5025,1,1,Røros\n", ["2"]),
        (TILES, "number,column,row\n5025,1,1,5\n", ["2"]),
        (LABELS, "county_number,column,row,anchor,leader\n50,1,1,left,\n51,1,1,end,javascript:\n", ["2", "3"]),
        (LABELS, "county_number,column,row,anchor,leader,x\n50,1,1,end,,\n", ["2"]),
    ],
)
def test_faults_in_the_files_are_told_with_their_rows(
    tmp_path: Path, file: str, text: str, rows: list[str]
) -> None:
    (tmp_path / file).write_text(text, encoding="utf-8")

    with pytest.raises(Invalid) as caught:
        (tiles if file == TILES else labels)(tmp_path)

    assert [dict(problem.values)["row"] for problem in caught.value.problems] == rows
    assert {dict(problem.values)["file"] for problem in caught.value.problems} == {file}


# --- What is known ---


def test_map_is_for_those_who_may_read(at: Installation, session: Session, places: None) -> None:
    with pytest.raises(NotAllowed):
        overview(at, session, None, "nb")


def test_municipality_without_results_is_there_and_unknown(show: Callable[..., Overview], places: None) -> None:
    tana = place(show().places, "5628")

    assert (tana.latest, tana.movement) == (None, None)
    assert tana.tile is not None


def test_result_under_an_old_number_follows_the_renumbering(show: Callable[..., Overview], places: None) -> None:
    found = show(published(municipality_number="1640", year=2017, edition="2016", total=396))

    roros = place(found.places, "5025")
    assert roros.latest is not None
    assert (roros.latest.total, roros.latest.year) == (396, 2017)


def test_tile_follows_its_municipality_to_a_new_number(
    show: Callable[..., Overview], session: Session, places: None
) -> None:
    made = [
        make_municipality("5025", name="Røros", valid_from=date(2018, 1, 1), valid_to=date(2026, 1, 1)),
        make_municipality("5825", name="Røros", valid_from=date(2026, 1, 1)),
    ]
    change = Change(date(2026, 1, 1), ChangeKind.RENUMBER, "5025", "Røros", "5825", "Røros")
    municipalities.replace_register(session, made, [change], {})

    tile = place(show().places, "5825").tile

    assert tile is not None
    assert tile.number == "5025"


def merger() -> tuple[list[Municipality], list[Change]]:
    """Tana took in its neighbour in 2024, and kept its number."""
    day = date(2024, 1, 1)
    made = [
        make_municipality("5628", name="Tana", valid_from=date(2020, 1, 1)),
        make_municipality("5699", name="Nabo", valid_from=date(2020, 1, 1), valid_to=day),
    ]
    changes = [Change(day, ChangeKind.MERGE, one.number, one.name, "5628", "Tana") for one in made]
    return made, changes


@pytest.mark.parametrize(
    ("number", "year", "is_shown"), [("5699", 2022, False), ("5628", 2022, False), ("5628", 2025, True)]
)
def test_result_of_a_predecessor_is_not_the_successors(
    show: Callable[..., Overview], session: Session, number: str, year: int, is_shown: bool
) -> None:
    municipalities.replace_register(session, *merger(), {})

    found = show(published(municipality_number=number, year=year))

    assert [one.municipality.number for one in found.places] == ["5628"]
    assert bool(found.places[0].results) is is_shown


def test_result_without_a_year_is_nobodys_when_two_have_had_the_number(
    show: Callable[..., Overview], session: Session
) -> None:
    municipalities.replace_register(session, *merger(), {})

    found = show(published(municipality_number="5628", year=None))

    assert found.places[0].results == ()


def test_latest_total_goes_before_a_later_result_without_one(show: Callable[..., Overview], places: None) -> None:
    found = show(published(), published(year=2024, total=None))

    latest = place(found.places, "5025").latest
    assert latest is not None
    assert (latest.total, latest.year) == (593, 2021)


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ({"year": 2019, "total": 580}, (13, 2019)),
        ({"year": 2017, "total": 396, "edition": "2016"}, None),
        ({"year": 2019, "total": None}, None),
        ({"year": None, "total": 580}, None),
    ],
)
def test_change_is_known_between_dated_totals_of_one_edition(
    show: Callable[..., Overview], places: None, before: dict[str, object], expected: tuple[int, int] | None
) -> None:
    movement = place(show(published(), published(**before)).places, "5025").movement

    assert (movement and (movement.points, movement.since)) == expected


def test_totals_of_unknown_editions_make_no_change(show: Callable[..., Overview], places: None) -> None:
    found = show(published(edition=""), published(edition="", year=2019, total=580))

    assert place(found.places, "5025").movement is None


def test_evaluation_counts_once_it_is_handed_in(
    at: Installation, session: Session, assessor: Actor, places: None
) -> None:
    made = begin(at, session, assessor, "5025", date(2026, 11, 20))
    evaluations.enter_answers(at, session, assessor, made, answers_of(3))
    assert place(overview(at, session, assessor, "nb").places, "5025").latest is None

    demonstration.publish(at, session, assessor, made)

    latest = place(overview(at, session, assessor, "nb").places, "5025").latest
    assert latest is not None
    assert (latest.year, latest.evaluation_id) == (2026, made)


def test_invented_municipalities_stand_apart(at: Installation, session: Session, assessor: Actor) -> None:
    municipalities.replace_register(
        session, [make_municipality(n, is_demonstration=True) for n in ("9901", "9902")], [], {}
    )
    session.commit()
    made = begin(at, session, assessor, "9901", date(2026, 11, 20))
    evaluations.enter_answers(at, session, assessor, made, answers_of(2))
    demonstration.publish(at, session, assessor, made)

    found = overview(at, session, assessor, "nb")

    assert found.places == ()
    assert [one.municipality.number for one in found.demonstrations] == ["9901"]
