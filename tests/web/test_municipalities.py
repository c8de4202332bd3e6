"""Finding a municipality, reading about one, starting an evaluation."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from kompass.domain.history import PublishedResult
from kompass.domain.permissions import Actor
from kompass.services.installation import Installation
from kompass.storage import municipalities, results
from tests.factories import make_municipality
from tests.house_rules import Page, Visit
from tests.web.conftest import form_to, location_of, page_of

ROROS = "/kommuner/5025/evalueringer"


def names(page: Page) -> list[str]:
    return [
        page.text(index)
        for index, attributes in page.all("a")
        if (attributes.get("href") or "").startswith("/kommuner/")
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("røros", ["Røros", "Røros"]),
        ("ROROS", ["Røros", "Røros"]),
        ("roros", ["Røros", "Røros"]),
        ("5025", ["Røros"]),
        ("Deatnu", ["Tana"]),
        ("deatnu tana", ["Tana"]),
        ("%", []),
        ("_", []),
        ("ros%", []),
        ("\\", []),
        ("'; DROP TABLE municipality; --", []),
        ("x" * 500, []),
        ("\x00", ["Røros", "Tana", "Røros"]),
    ],
)
def test_search_finds_by_name_and_number(inside: Visit, places: None, query: str, found: list[str]) -> None:
    assert names(inside.get("/kommuner", query_string={"q": query})) == found


@pytest.mark.parametrize(
    ("query", "name"), [("kárášjohka", "Karasjok"), ("karasjohka", "Karasjok"), ("Gáivuotna", "Kåfjord")]
)
def test_search_takes_sami_names_with_and_without_their_signs(
    inside: Visit, session: Session, query: str, name: str
) -> None:
    made = [
        make_municipality("5610", name="Karasjok", other_names="Kárášjohka"),
        make_municipality("5540", name="Kåfjord", other_names="Gáivuotna; Kaivuono"),
    ]
    municipalities.replace_register(session, made, [], {})
    session.commit()

    assert names(inside.get("/kommuner", query_string={"q": query})) == [name]


def test_literal_percent_is_found_where_it_stands(inside: Visit, session: Session) -> None:
    municipalities.replace_register(session, [make_municipality("9100", name="Hundre % by")], [], {})
    session.commit()

    assert names(inside.get("/kommuner", query_string={"q": "%"})) == ["Hundre % by"]


def test_search_that_finds_nothing_says_what_to_try(inside: Visit, places: None) -> None:
    page = inside.get("/kommuner", query_string={"q": "finnes ikke"})

    assert "Ingen kommuner passer med «finnes ikke»" in page.html
    assert "det firesifrede kommunenummeret" in page.html


def test_search_keeps_what_was_typed(inside: Visit, places: None) -> None:
    page = inside.get("/kommuner", query_string={"q": "tana"})

    assert form_to(page, "/kommuner") == {"q": "tana"}


def test_list_says_how_many_there_are(inside: Visit, places: None) -> None:
    assert "2 treff" in inside.get("/kommuner?q=røros").html


def test_long_list_is_cut_and_says_so(inside: Visit, session: Session) -> None:
    municipalities.replace_register(session, [make_municipality(str(n)) for n in range(1000, 1070)], [], {})
    session.commit()

    page = inside.get("/kommuner")

    assert "Viser 60 av 70 kommunenumre." in page.html
    assert len(names(page)) == 60


def test_number_that_ended_says_when(inside: Visit, places: None) -> None:
    assert "Gikk ut 2018" in inside.get("/kommuner?q=1640").html


def test_demonstration_municipality_is_marked_and_pointed_to(inside: Visit, session: Session) -> None:
    made = make_municipality("9901", name="Fjellvik", county="Demonstrasjon", is_demonstration=True)
    municipalities.replace_register(session, [made], [], {})
    session.commit()

    page = inside.get("/kommuner")

    assert "Vis 1 demonstrasjonskommune" in page.html
    assert "Demonstrasjon</span>" in page.html


def test_page_of_an_ended_number_points_to_the_new_one(inside: Visit, places: None) -> None:
    page = inside.get("/kommuner/1640")

    assert "/kommuner/5025" in [attributes.get("href") for _, attributes in page.all("a")]
    assert "1. januar 2018" in page.html


def test_population_has_its_year(inside: Visit, places: None) -> None:
    text = inside.get("/kommuner/5025").html

    assert "Innbyggere 1. januar 2026" in text
    assert "5\xa0600" in text


@pytest.mark.parametrize("number", ["0000", "x", "50255", "abcd", "502%00"])
def test_unknown_number_is_not_found(inside: Visit, places: None, number: str) -> None:
    assert "Fant ikke siden" in inside.get(f"/kommuner/{number}", 404).html


def test_date_field_proposes_today(inside: Visit, places: None) -> None:
    assert form_to(inside.get("/kommuner/5025"), ROROS)["evaluated_on"] == "2026-11-23"


def test_date_field_proposes_nothing_for_an_ended_number(inside: Visit, places: None) -> None:
    page = inside.get("/kommuner/1640")

    assert form_to(page, "/kommuner/1640/evalueringer")["evaluated_on"] == ""


@pytest.mark.parametrize("day", ["2026-11-20", "20.11.2026", " 20/11/2026 "])
def test_evaluation_starts_on_a_date_written_any_usual_way(inside: Visit, places: None, day: str) -> None:
    response = inside.post(ROROS, {"evaluated_on": day})

    assert "20. november 2026" in inside.get(location_of(response)).html


@pytest.mark.parametrize(
    ("number", "day", "sentence"),
    [
        ("5025", "", "Skriv inn datoen for evalueringen"),
        ("5025", "2026-02-30", "Skriv inn datoen for evalueringen"),
        ("5025", "i fjor", "Skriv inn datoen for evalueringen"),
        ("5025", "2017-12-31", "ble først opprettet i 2018"),
        ("1640", "2018-01-01", "gikk ut 2018"),
        ("5025", "2028-01-01", "Velg en dato fra 1993 til 2027."),
        ("5025", "0001-01-01", "ble først opprettet i 2018"),
    ],
)
def test_date_that_will_not_do_is_refused_and_kept(
    inside: Visit, places: None, number: str, day: str, sentence: str
) -> None:
    address = f"/kommuner/{number}/evalueringer"

    page = page_of(inside.post(address, {"evaluated_on": day}, 422))

    assert sentence in page.html
    assert form_to(page, address)["evaluated_on"] == day


def test_ended_number_takes_a_date_before_its_end(inside: Visit, places: None) -> None:
    response = inside.post("/kommuner/1640/evalueringer", {"evaluated_on": "2017-12-31"})

    assert location_of(response).startswith("/evalueringer/")


def test_same_day_twice_is_refused(inside: Visit, places: None) -> None:
    inside.post(ROROS, {"evaluated_on": "2026-11-20"})

    page = page_of(inside.post(ROROS, {"evaluated_on": "2026-11-20"}, 422))

    assert "har allerede en evaluering med denne datoen" in page.html


def test_unknown_number_cannot_be_evaluated(inside: Visit, places: None) -> None:
    inside.post("/kommuner/0000/evalueringer", {"evaluated_on": "2026-11-20"}, 404)


def test_reader_is_offered_no_start(visit: Visit, reader: Actor, places: None) -> None:
    assert ROROS not in visit.sign_in(reader).get("/kommuner/5025").html


def publish(at: Installation, **changes: object) -> None:
    values: dict[str, object] = {
        "place": "Røros",
        "country": "NO",
        "municipality_number": "1640",
        "year": 2017,
        "edition": "2016",
        "total": 396,
        "areas": (),
        "stated_change": None,
        "inferred": "",
        "facts": "",
        "source": "https://roros.kommune.no/sak",
    }
    with at.session() as session:
        before = results.published_results(session)
        results.replace_history(session, [*before, PublishedResult(**(values | changes))])  # type: ignore[arg-type]
        session.commit()


def test_published_total_is_shown_as_a_total_and_never_as_areas(
    inside: Visit, at: Installation, places: None
) -> None:
    publish(at, inferred="Edition inferred from date")

    text = inside.get("/kommuner/5025").html

    assert "396 av 800 poeng" in text
    assert "bare summen er publisert" in text
    assert "Område 1" not in text
    assert "Vi har sluttet den av datoen." in text


def test_published_areas_are_shown_one_by_one(inside: Visit, at: Installation, places: None) -> None:
    publish(at, total=506, areas=(61, 60, 73, 53, 70, 56, 65, 68))

    text = inside.get("/kommuner/5025").html

    assert "sum og områder er publisert" in text
    assert "Område 3: 73" in text


def test_result_without_figures_says_so(inside: Visit, at: Installation, places: None) -> None:
    publish(at, total=None, year=None, edition="", source="docplayer.me related-document list")

    text = inside.get("/kommuner/5025").html

    assert "Evaluert, men poengene er ikke publisert" in text
    assert "Ukjent år" in text
    assert "Dokumentlisten hos docplayer.me" in text
    assert "0 av 800" not in text


def test_figures_that_disagree_are_reported_and_not_corrected(
    inside: Visit, at: Installation, places: None
) -> None:
    publish(at, year=2013, total=254)
    publish(at, stated_change=139)

    text = inside.get("/kommuner/5025").html

    assert "Publiserte tall som ikke stemmer overens" in text
    assert "139 poeng" in text
    assert "396 av 800 poeng" in text


def test_municipality_without_published_results_says_so(inside: Visit, places: None) -> None:
    assert "Vi kjenner ingen publiserte resultater" in inside.get("/kommuner/5628").html


def test_source_with_a_strange_scheme_is_no_link(inside: Visit, at: Installation, places: None) -> None:
    publish(at, source="javascript:alert(1)")

    page = inside.get("/kommuner/5025")

    assert "javascript:alert(1)" not in [attributes.get("href") for _, attributes in page.all("a")]


def test_evaluation_is_listed_under_every_number_the_municipality_has_had(inside: Visit, evaluation: int) -> None:
    assert f"/evalueringer/{evaluation}" in inside.get("/kommuner/1640").html


def test_evaluation_dated_in_the_old_number_says_so(inside: Visit, places: None) -> None:
    response = inside.post("/kommuner/1640/evalueringer", {"evaluated_on": str(date(2016, 5, 2))})

    assert "2. mai 2016" in inside.get(location_of(response)).html
