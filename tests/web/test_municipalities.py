"""Finding a municipality, reading about one, starting an evaluation."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from kompass.domain.history import PublishedResult
from kompass.domain.permissions import Actor
from kompass.domain.register import Change, ChangeKind
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
        ("røros", ["Røros"]),
        ("ROROS", ["Røros"]),
        ("roros", ["Røros"]),
        ("5025", ["Røros"]),
        ("Deatnu", ["Tana"]),
        ("deatnu tana", ["Tana"]),
        ("%", []),
        ("_", []),
        ("ros%", []),
        ("\\", []),
        ("'; DROP TABLE municipality; --", []),
        ("x" * 500, []),
        ("1640", ["Røros"]),
        ("\x00", ["Røros", "Tana"]),
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
    assert "1 treff" in inside.get("/kommuner?q=røros").html


def test_long_list_is_cut_and_says_so(inside: Visit, session: Session) -> None:
    municipalities.replace_register(session, [make_municipality(str(n)) for n in range(1000, 1070)], [], {})
    session.commit()

    page = inside.get("/kommuner")

    assert "Viser 60 av 70 kommuner, nåværende og tidligere." in page.html
    assert len(names(page)) == 60


def test_renumbered_municipality_is_listed_under_its_number_of_today(inside: Visit, places: None) -> None:
    page = inside.get("/kommuner?q=1640")

    assert "før 1640" in page.html
    assert "/kommuner/5025" in [attributes.get("href") for _, attributes in page.all("a")]


def test_demonstration_municipality_is_marked_and_pointed_to(inside: Visit, session: Session) -> None:
    made = make_municipality("9901", name="Fjellvik", county="Demonstrasjon", is_demonstration=True)
    municipalities.replace_register(session, [made], [], {})
    session.commit()

    page = inside.get("/kommuner")

    assert "Vis 1 demonstrasjonskommune" in page.html
    assert "Demonstrasjon</span>" in page.html


def test_page_of_an_ended_number_points_to_the_new_one(inside: Visit, places: None) -> None:
    page = inside.get("/kommuner/1640")

    assert "Nummeret 1640 er ikke lenger i bruk" in page.html
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


# --- Through time, on the whole demonstration and the real register ---


def main(page: Page) -> str:
    return page.text(page.all("main")[0][0]).replace("\u00a0", " ")


def links(page: Page) -> list[tuple[str, str]]:
    return [(page.text(index), attributes.get("href") or "") for index, attributes in page.all("a")]


def drawn(page: Page) -> list[str]:
    """The words of the drawing."""
    (drawing,) = [index for index, attributes in page.all("svg") if attributes.get("class") == "lineage"]
    return [page.text(index) for index, _ in page.all("text") if drawing in page.ancestors[index]]


def section(page: Page, heading: str) -> str:
    """The text of the section with this heading."""
    (found,) = [i for level in ("h2", "h3") for i, _ in page.all(level) if page.text(i).startswith(heading)]
    return page.text(page.ancestors[found][-1]).replace("\u00a0", " ")


def test_municipality_that_is_gone_says_what_it_became(look: Visit) -> None:
    page = look.get("/kommuner/5012")

    assert "Snillfjord er ikke lenger en egen kommune" in main(page)
    assert "Snillfjord ble en del av Heim, Hitra og Orkland i 2020." in main(page)
    assert "17 % av innbyggerne (anslått)" in main(page)
    assert {("Heim", "/kommuner/5055"), ("Før og etter Heim", "/sammenslainger/5055-2020")} <= set(links(page))


def test_divided_municipality_says_that_it_was_divided(look: Visit) -> None:
    page = look.get("/kommuner/1507")

    assert "Ålesund ble delt i Ålesund og Haram i 2024." in main(page)
    assert "14 % av innbyggerne Før og etter" in main(page)
    assert ("Ålesund nå", "/kommuner/1508") in links(page)


def test_number_with_two_units_has_a_page_for_each_that_leads_to_the_other(look: Visit) -> None:
    new, old = look.get("/kommuner/1103"), look.get("/kommuner/1103/1838")

    assert [page.text(page.all("h1")[0][0]) for page in (new, old)] == ["Stavanger", "Stavanger før 2020"]
    assert ("Stavanger 1838–2020", "/kommuner/1103/1838") in links(new)
    assert ("Stavanger siden 2020", "/kommuner/1103") in links(old)
    assert "Stavanger ble en del av nye Stavanger i 2020." in main(old)
    assert "Kommunen ble til1. januar 2020" in section(new, "Fakta")
    assert "Kommunen gikk ut1. januar 2020" in section(old, "Fakta")
    assert "Innbyggere 1. januar 2019" in section(old, "Fakta")


def test_two_units_under_a_number_that_was_renumbered(look: Visit) -> None:
    old, new = look.get("/kommuner/0704/1988"), look.get("/kommuner/0704")

    assert "Tønsberg ble en del av nye Tønsberg i 2017." in main(old)
    assert "Tønsberg ble en del av nye Tønsberg i 2020." in main(new)
    assert "Tidligere nummer1601" in section(look.get("/kommuner/5001/1838"), "Fakta")


@pytest.mark.parametrize("address", ["/kommuner/1103/1999", "/kommuner/0000/2020", "/kommuner/1103/x"])
def test_unit_that_never_was_is_not_found(look: Visit, address: str) -> None:
    look.get(address, 404)


def test_name_it_no_longer_has_stands_with_its_number(look: Visit) -> None:
    assert "før 0616 (Nes), 3040" in main(look.get("/kommuner?q=nesbyen"))
    page = look.get("/kommuner/0616")

    assert page.text(page.all("h1")[0][0]) == "Nes"
    assert "3322 Nesbyen" in main(page)
    assert "Nummer 0616 (Nes), 3040 fra 1. januar 2020, 3322 fra 1. januar 2024." in main(page)


def test_gone_municipality_says_in_the_list_what_it_became(look: Visit) -> None:
    text = main(look.get("/kommuner?q=snillfjord"))

    assert "5012 Snillfjord før 1613" in text
    assert "ble en del av Heim, Hitra og Orkland i 2020 Trøndelag" in text


def test_evaluations_of_predecessors_stand_by_themselves(look: Visit) -> None:
    page = look.get("/kommuner/9914")

    own, before = section(page, "Evalueringer i Kompass"), section(page, "Forgjengerne")
    assert own.count("Evaluering ") == 2
    assert "2023" not in own
    assert before.count("Publisert") == 4
    assert "Storhavn 2010–2024, nummer 9911" in before
    assert ("Nordlia", "/kommuner/9912") in links(page)
    assert ("Se før og etter", "/sammenslainger/9914-2024") in links(page)


def test_published_results_of_predecessors_stand_by_themselves(look: Visit) -> None:
    page = look.get("/kommuner/4205")

    assert "Vi kjenner ingen publiserte resultater" in section(page, "Tidligere publiserte resultater")
    assert section(page, "Forgjengerne").count("Evaluert, men poengene er ikke publisert") >= 3


def test_predecessors_nobody_is_known_to_have_evaluated_are_named(look: Visit) -> None:
    assert "Kompass kjenner ingen evaluering av Fossgrend." in main(look.get("/kommuner/9925"))
    text = section(look.get("/kommuner/1508"), "Forgjengerne")
    assert "ingen evaluering av Ålesund 2020–2024, Ålesund 1977–2020, Ørskog, Haram og Sandøy." in text


def test_line_is_drawn_and_listed_with_the_same_content(look: Visit) -> None:
    page = look.get("/kommuner/5055")

    words = drawn(page)
    assert [word for word in words if word in ("Halsa", "Hemne", "Heim")] == ["Halsa", "Hemne", "Heim"]
    assert {"1571", "1612", "5011", "1613", "5012", "5055"} <= set(words)
    assert "Snillfjord17 % til Heim (anslått)17 % (anslått)" in [word.replace("\u00a0", " ") for word in words]
    assert "Hemne 1838–2020. Nummer 1612, 5011 fra 1. januar 2018. Ble en del av Heim i 2020." in main(page)
    assert "Ble til 1. januar 2020 av Halsa, Hemne og 17 % av Snillfjord (anslått)." in main(page)


def test_what_it_became_is_drawn_below_it(look: Visit) -> None:
    page = look.get("/kommuner/5012")

    words = [word.replace("\u00a0", " ") for word in drawn(page)]
    assert "Orkland50 % av Snillfjord (anslått)50 % (anslått)" in words
    assert words.index("Snillfjord") < words.index("Heim17 % av Snillfjord (anslått)17 % (anslått)")


def test_number_too_close_to_the_next_is_left_to_the_list(inside: Visit, session: Session) -> None:
    begun, renumbered = date(2020, 1, 1), date(2021, 1, 1)
    made = [
        make_municipality("9001", valid_from=begun, valid_to=renumbered),
        make_municipality("9002", valid_from=renumbered),
    ]
    change = Change(renumbered, ChangeKind.RENUMBER, "9001", "Prøvevik", "9002", "Prøvevik")
    municipalities.replace_register(session, made, [change], {})
    session.commit()

    page = inside.get("/kommuner/9002")

    assert "9002" in drawn(page)
    assert "9001" not in drawn(page)
    assert "Nummer 9001, 9002 fra 1. januar 2021." in main(page)


def test_municipality_nothing_happened_to_has_no_drawing(look: Visit) -> None:
    page = look.get("/kommuner/9901")

    assert "Kommunen gjennom tid" not in main(page)
    assert "Forgjengerne" not in main(page)


def test_moved_boundaries_and_new_names_are_told_in_words(look: Visit) -> None:
    text = section(look.get("/kommuner/1103"), "Kommunen gjennom tid")

    assert "1. januar 2020: et område kom fra Hjelmeland. Delen av Ombo som hørte til Hjelmeland." in text
    assert "1. oktober 2020: et område gikk til Sola. To eiendommer på Røyneberg." in text
    assert "et område kom fra Rauma. 442 innbyggere fulgte med. Vågstranda:" in main(look.get("/kommuner/1535"))
    oslo = section(look.get("/kommuner/0301"), "Kommunen gjennom tid")
    assert "1. januar 2026: det offisielle navnet ble endret fra «Oslo» til «Oslo - Oslove»." in oslo


@pytest.mark.parametrize(("locale", "mark"), [("nb", None), ("nn", "nb"), ("en", "nb")])
def test_note_of_the_register_is_marked_as_bokmal(look: Visit, locale: str, mark: str | None) -> None:
    page = look.get("/kommuner/1103", headers={"Accept-Language": locale})

    (note,) = [index for index, _ in page.all("span") if page.text(index) == "To eiendommer på Røyneberg."]
    assert page.elements[note][1].get("lang") == mark


@pytest.mark.parametrize("locale", ["nn", "en"])
@pytest.mark.parametrize("number", ["5012", "1507", "9925", "0704", "0616", "1535", "0301"])
def test_page_through_time_keeps_the_rules_in_every_language(look: Visit, number: str, locale: str) -> None:
    text = main(look.get(f"/kommuner/{number}", headers={"Accept-Language": locale}))

    assert not any(
        words in text for words in (" ble en ", "Ble til", "ble endret", "ble flyttet", "Nummeret gjelder")
    )


def test_evaluation_of_the_older_unit_starts_from_its_page(visit: Visit, at: Installation, assessor: Actor) -> None:
    day = date(2020, 1, 1)
    made = [
        make_municipality("1103", name="Stavanger", valid_from=date(1965, 1, 1)),
        make_municipality("1141", name="Finnøy", valid_from=date(1965, 1, 1), valid_to=day),
    ]
    with at.session() as session:
        merge = Change(day, ChangeKind.MERGE, "1141", "Finnøy", "1103", "Stavanger")
        municipalities.replace_register(session, made, [merge], {})
        session.commit()
    inside = visit.sign_in(assessor)
    address = "/kommuner/1103/1965/evalueringer"

    assert form_to(inside.get("/kommuner/1103/1965"), address)["evaluated_on"] == ""
    page = page_of(inside.post(address, {"evaluated_on": "i fjor"}, 422))
    assert form_to(page, address)["evaluated_on"] == "i fjor"
    assert page.text(page.all("h1")[0][0]) == "Stavanger før 2020"

    started = location_of(inside.post(address, {"evaluated_on": "2018-05-02"}))
    assert started in [href for _, href in links(inside.get("/kommuner/1103/1965"))]
    new = inside.get("/kommuner/1103")
    assert "Ingen evalueringer ennå" in section(new, "Evalueringer i Kompass")
    assert started in [href for _, href in links(new)]


def test_municipality_page_leads_to_comparing_it_with_others(look: Visit) -> None:
    page = look.get("/kommuner/1103/1838")

    assert ("Sammenlign med andre", "/sammenslainger/sammenstilling?kommune=1103-1838") in links(page)


@pytest.mark.parametrize(
    ("number", "facts"),
    [
        ("4205", ["Sentralitet 2024 4 av 6, 1 er mest sentral", "Målform 2024 bokmål"]),
        ("1103/1838", ["Sentralitet 2015 3 av 0–3, 3 er mest sentral", "Målform 2017 bokmål"]),
        ("1845", ["Målform 2024 bokmål"]),
        ("4632", ["Målform 2024 nynorsk"]),
    ],
)
def test_groups_of_the_time_the_municipality_existed_stand_among_the_facts(
    look: Visit, number: str, facts: list[str]
) -> None:
    page = look.get(f"/kommuner/{number}")
    shown = [page.text(index).replace(" ", "") for index, _ in page.all("div")]

    assert all(fact.replace(" ", "") in shown for fact in facts)


def test_development_is_linked_where_something_is_known_and_handed_out(
    inside: Visit, places: None, session: Session
) -> None:
    address = "/kommuner/5025/utvikling.pdf"
    assert address not in inside.get("/kommuner/5025").html
    inside.get(address, 409)
    given = PublishedResult("Røros", "NO", "1640", 2017, "2016", 396, (), None, "", "", "https://kilde.example")
    results.replace_history(session, [given])
    session.commit()

    page = inside.get("/kommuner/5025").html
    for locale in ("nb", "nn", "en"):
        assert f'href="{address}?sprak={locale}&amp;vent=1"' in page
        assert f'href="{address[:-4]}.docx?sprak={locale}"' in page
    answer = inside.client.get(f"{address}?sprak=nn")
    assert answer.data.startswith(b"%PDF-")
    assert "filename=roros-1640-1964-utvikling-nn.pdf" in answer.headers["Content-Disposition"]
    assert inside.client.get("/kommuner/5025/1964/utvikling.pdf").status_code == 200
    assert inside.client.get("/kommuner/5025/utvikling.docx").data.startswith(b"PK")


@pytest.mark.parametrize("address", ["/kommuner/0000/utvikling.pdf", "/kommuner/5025/1900/utvikling.pdf"])
def test_development_of_an_unknown_municipality_is_not_found(inside: Visit, places: None, address: str) -> None:
    inside.get(address, 404)
