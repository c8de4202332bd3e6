"""Finding municipalities of today and yesterday on the real register, and the unit a number means."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from kompass.domain.errors import NotAllowed, NotFound
from kompass.domain.permissions import Actor
from kompass.services import demonstration, municipalities
from kompass.services.installation import Installation
from kompass.services.municipalities import Found


@pytest.fixture
def session(exhibition: Installation) -> Iterator[Session]:
    with exhibition.session() as opened:
        yield opened


@pytest.fixture
def reader(session: Session) -> Actor:
    return demonstration.sample_evaluation(session)[0]


def found(session: Session, reader: Actor, words: str) -> list[Found]:
    return municipalities.search(session, reader, words, most=60).found


def told(places: list[Found]) -> list[tuple[str, str]]:
    return [(one.place.unit.number, one.place.unit.municipality.county) for one in places]


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Deatnu", "5628"),
        ("deatnu", "5628"),
        ("Snillfjord", "5012"),
        ("1613", "5012"),
        ("0403", "3403"),
        ("Kárášjohka", "5610"),
        ("karasjohka", "5610"),
        ("Kaivuono", "5540"),
        ("3005", "3301"),
        ("lørenskog", "3222"),
        ("lorenskog", "3222"),
    ],
)
def test_name_or_number_of_today_or_yesterday_finds_it_first(
    session: Session, reader: Actor, words: str, number: str
) -> None:
    assert found(session, reader, words)[0].place.unit.number == number


def test_renumbered_municipality_stands_there_once(session: Session, reader: Actor) -> None:
    (hamar,) = found(session, reader, "hamar")[:1]
    numbers = [one.place.unit.number for one in found(session, reader, "hamar")]

    assert hamar.place.unit.numbers == ("0403", "3403")
    assert numbers.count("3403") == 1
    assert "0403" not in numbers


@pytest.mark.parametrize(
    ("name", "counties"),
    [
        ("Herøy", ["Møre og Romsdal", "Nordland"]),
        ("Våler", ["Innlandet", "Østfold"]),
        ("Os", ["Innlandet", "Hordaland"]),
        ("Nes", ["Akershus"]),
        ("Bø", ["Nordland", "Telemark"]),
    ],
)
def test_namesakes_come_first_and_are_told_apart_by_county(
    session: Session, reader: Actor, name: str, counties: list[str]
) -> None:
    exact = [one for one in found(session, reader, name) if one.place.unit.name == name]

    assert [one.place.unit for one in exact] == [one.place.unit for one in found(session, reader, name)][
        : len(exact)
    ]
    assert sorted(county for _, county in told(exact)) == sorted(counties)


def test_old_name_finds_what_it_is_called_now(session: Session, reader: Actor) -> None:
    nesbyen = [one.place.unit for one in found(session, reader, "nes buskerud")]

    assert ("0616", "3040", "3322") in [unit.numbers for unit in nesbyen]


def test_number_two_units_have_had_finds_both_the_present_one_first(session: Session, reader: Actor) -> None:
    both = [one.place for one in found(session, reader, "1103")]

    assert [(place.unit.key, place.year) for place in both] == [("1103-2020", None), ("1103-1838", 1838)]
    assert [link.successor.key for link in both[1].became] == ["1103-2020"]


def test_inhabitants_are_those_of_today(session: Session, reader: Actor) -> None:
    stavanger, before = found(session, reader, "1103")

    assert stavanger.inhabitants
    assert before.inhabitants is None


def test_search_shows_at_most_what_is_asked_for_and_counts_the_rest(session: Session, reader: Actor) -> None:
    matches = municipalities.search(session, reader, "", most=3)

    assert len(matches.found) == 3
    assert matches.total == 501
    assert matches.demonstrations == 18


@pytest.mark.parametrize("words", ["%", "_", "' OR 1=1 --", "finnes ikke"])
def test_what_nobody_is_called_finds_nobody(session: Session, reader: Actor, words: str) -> None:
    assert found(session, reader, words) == []


def test_division_is_told_from_becoming_part_of_others(session: Session, reader: Actor) -> None:
    assert [one.place.is_division for one in found(session, reader, "1507")] == [True]
    assert [one.place.is_division for one in found(session, reader, "5012")] == [False]


@pytest.mark.parametrize(
    ("number", "year", "key"),
    [
        ("1103", None, "1103-2020"),
        ("1103", 2020, "1103-2020"),
        ("1103", 1838, "1103-1838"),
        ("5001", None, "5001-2020"),
        ("5001", 1838, "1601-1838"),
        ("1601", None, "1601-1838"),
        ("0704", None, "0704-2017"),
        ("0704", 1988, "0704-1988"),
        ("0403", None, "0403-1992"),
        ("3403", None, "0403-1992"),
    ],
)
def test_number_means_its_newest_unit_unless_a_year_says_another(
    session: Session, reader: Actor, number: str, year: int | None, key: str
) -> None:
    dossier = municipalities.dossier(session, reader, number, year)

    assert dossier.unit.key == key
    assert dossier.municipality.number == number


@pytest.mark.parametrize(("number", "year"), [("9876", None), ("1103", 1999), ("9876", 2020)])
def test_what_never_was_is_not_found(session: Session, reader: Actor, number: str, year: int | None) -> None:
    with pytest.raises(NotFound):
        municipalities.dossier(session, reader, number, year)


def test_population_is_of_the_unit_and_not_of_its_number(session: Session, reader: Actor) -> None:
    before = municipalities.dossier(session, reader, "1103", 1838).inhabitants
    after = municipalities.dossier(session, reader, "1103").inhabitants
    renumbered = municipalities.dossier(session, reader, "0403").inhabitants

    assert [found and found[0] for found in (before, after, renumbered)] == [2019, 2026, 2026]


def test_namesake_of_the_number_is_named(session: Session, reader: Actor) -> None:
    assert [one.unit.key for one in municipalities.dossier(session, reader, "1103").namesakes] == ["1103-1838"]
    assert municipalities.dossier(session, reader, "5055").namesakes == ()


def test_origins_have_their_own_history_over_all_time(session: Session, reader: Actor) -> None:
    lindesnes = municipalities.dossier(session, reader, "4205")

    assert {origin.place.unit.name for origin in lindesnes.origins} == {"Lindesnes", "Mandal", "Marnardal"}
    assert lindesnes.history == []
    assert all(2017 in [result.year for result in origin.history] for origin in lindesnes.origins)
    assert len(municipalities.dossier(session, reader, "1508").origins) == 6


def test_every_unit_has_a_page_of_its_own(session: Session, reader: Actor) -> None:
    places = [one.place for one in municipalities.search(session, reader, "", most=1000).found]

    addresses = [(place.unit.number, place.year) for place in places]
    assert len(set(addresses)) == len(places) == 501
    for place in places[::25]:
        assert municipalities.dossier(session, reader, place.unit.number, place.year).unit == place.unit


def test_nobody_may_not_search(session: Session) -> None:
    with pytest.raises(NotAllowed):
        municipalities.search(session, None, "", most=1)
    with pytest.raises(NotAllowed):
        municipalities.dossier(session, None, "1103")
