"""The list of mergers, and choosing municipalities to put side by side: every way to ask, and nothing lost."""

from collections.abc import Mapping
from typing import Any

import pytest

from kompass.domain.permissions import Actor
from kompass.services.mergers import MOST_PARTNERS
from tests.house_rules import Page, Visit
from tests.web.conftest import location_of

COMPILE = "/sammenslainger/sammenstilling"


def main(page: Page) -> str:
    return page.text(page.all("main")[0][0]).replace("\u00a0", " ")


def lines(page: Page) -> list[str]:
    """The mergers listed, each as its link reads."""
    return [
        page.text(index).replace("\u00a0", " ")
        for index, attributes in page.all("a")
        if (attributes.get("href") or "").startswith("/sammenslainger/")
        and page.elements[page.ancestors[index][-1]][0] == "li"
    ]


def headings(page: Page, level: str) -> list[str]:
    return [page.text(index) for index, _ in page.all(level)]


def values(page: Page, kind: str) -> list[str]:
    """Values of the inputs of a kind in the page's own content, in order."""
    content = page.all("main")[0][0]
    inputs = [attributes for index, attributes in page.all("input") if content in page.ancestors[index]]
    return [attributes.get("value") or "" for attributes in inputs if attributes.get("type") == kind]


def texts(page: Page) -> list[str]:
    """What stands in the text fields."""
    return [
        a.get("value") or "" for _, a in page.all("input") if a.get("name") == "kommune" and a.get("type") == "text"
    ]


def problems(page: Page) -> list[tuple[str, str]]:
    """Sentence and target of each line of the error summary."""
    (summary,) = [index for index, a in page.all("div") if a.get("id") == "error-summary"]
    return [(page.text(i), a.get("href") or "") for i, a in page.all("a") if summary in page.ancestors[i]]


# --- The list ---


def test_list_holds_every_merger_by_date_and_the_invented_ones_by_themselves(look: Visit) -> None:
    page = look.get("/sammenslainger")

    assert headings(page, "h2")[:3] == ["1. januar 2024", "1. januar 2020", "1. januar 2018"]
    assert "Oppdiktede eksempler" in headings(page, "h2")
    assert "53 sammenslåinger og delinger" in main(page)
    assert len(lines(page)) == 53 + 3
    assert "Oppdiktet eksempel" in main(page)


def test_line_says_who_became_what_with_the_shares_of_parts(look: Visit) -> None:
    found = lines(look.get("/sammenslainger"))

    assert "Mandal, Marnardal og Lindesnes ble til Lindesnes" in found
    assert "Halsa, Hemne og 17 % av Snillfjord (anslått) ble til Heim" in found
    assert "14 % av Ålesund ble til Haram" in found


def test_list_says_how_many_have_an_evaluation(look: Visit) -> None:
    text = main(look.get("/sammenslainger?q=lindesnes"))

    assert "1 av 53 sammenslåinger og delinger" in text
    assert "ble til Lindesnes 3 av 3 evaluert før" in text
    assert "2 av 3 evaluert før, evaluert etter" in main(look.get("/sammenslainger?q=dalfoss"))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("marnardal", 1),
        ("MARNARDAL", 1),
        ("snillfjord", 3),
        ("1002", 1),
        ("alesund", 3),
        ("stokke tønsberg", 1),
        ("divtasvuodna", 2),
        ("tana", 0),
        ("%", 0),
        ("\x00", 56),
        ("x" * 500, 0),
    ],
)
def test_list_is_narrowed_by_any_name_or_number(look: Visit, query: str, expected: int) -> None:
    assert len(lines(look.get("/sammenslainger", query_string={"q": query}))) == expected


def test_list_is_narrowed_to_those_evaluated(look: Visit) -> None:
    page = look.get("/sammenslainger?evaluert=1")

    assert "Mandal, Marnardal og Lindesnes ble til Lindesnes" in lines(page)
    assert "Meland, Radøy og Lindås ble til Alver" not in lines(page)
    assert "checked" in next(a for _, a in page.all("input") if a.get("name") == "evaluert")


@pytest.mark.parametrize(
    ("query", "advice"),
    [("q=tana", "Prøv en del av navnet."), ("q=tana&evaluert=1", "Prøv uten avkrysningen")],
)
def test_list_without_a_match_says_what_to_try_and_keeps_what_was_asked(
    look: Visit, query: str, advice: str
) -> None:
    page = look.get(f"/sammenslainger?{query}")

    assert advice in main(page)
    assert values(page, "search") == ["tana"]


def test_empty_register_says_so(visit: Visit, reader: Actor) -> None:
    assert "Ingen sammenslåinger i registeret" in main(visit.sign_in(reader).get("/sammenslainger"))


def test_list_leads_to_a_compilation(look: Visit) -> None:
    addresses = [attributes.get("href") for _, attributes in look.get("/sammenslainger").all("a")]

    assert COMPILE in addresses


# --- Choosing whom to put side by side ---


def ask(look: Visit, status: int = 200, **query: Any) -> Page:
    return look.get(COMPILE, status, query_string=query)


def test_form_starts_with_three_fields_and_nothing_wrong(look: Visit) -> None:
    page = ask(look)

    assert texts(page) == ["", "", ""]
    assert "Sammenstillingen kunne ikke lages" not in main(page)


def test_more_fields_without_script(look: Visit) -> None:
    (more,) = [a for _, a in ask(look).all("button") if a.get("name") == "flere"]
    page = ask(look, kommune=["Heim", "tullball", ""], flere=more.get("value"))

    assert texts(page) == ["tullball", "", "", ""]
    assert values(page, "checkbox") == ["5055-2020"]
    assert "Fant ingen kommune som heter «tullball»" in main(page)
    assert "error-summary" not in page.html


@pytest.mark.parametrize("wish", ["999", "x", "-1", "٣"])
def test_wish_for_fields_that_makes_no_sense_gives_no_more_than_there_is_room_for(look: Visit, wish: str) -> None:
    assert len(texts(ask(look, flere=wish))) <= MOST_PARTNERS


def test_full_form_cannot_grow(look: Visit) -> None:
    page = ask(look, flere="12")

    assert len(texts(page)) == MOST_PARTNERS
    assert not [a for _, a in page.all("button") if a.get("name") == "flere"]


def test_one_municipality_to_begin_with_is_no_mistake(look: Visit) -> None:
    page = ask(look, kommune="4205-2020")

    assert values(page, "checkbox") == ["4205-2020"]
    assert texts(page) == ["", ""]
    assert "Lindesnes Agder, 4205, siden 2020" in main(page)


def test_names_and_numbers_lead_to_an_address_of_keys(look: Visit) -> None:
    query: Mapping[str, Any] = {"kommune": ["Storhavn", " 9912 ", ""], "vis": "1"}
    answer = look.client.get(COMPILE, query_string=query)

    assert answer.status_code == 303
    assert location_of(answer) == f"{COMPILE}?kommune=9911-2010&kommune=9912-2010&vis=1"


def test_compilation_is_shown_with_its_mark_and_a_way_back(look: Visit) -> None:
    page = ask(look, kommune=["9911-2010", "9912-2010"])
    back = f"{COMPILE}?kommune=9911-2010&kommune=9912-2010&endre=1"

    assert headings(page, "h1") == ["Storhavn og Nordlia side om side"]
    assert "Oppdiktet eksempel" in main(page)
    assert back in [attributes.get("href") for _, attributes in page.all("a")]
    assert values(look.get(back), "checkbox") == ["9911-2010", "9912-2010"]


def test_real_municipalities_without_evaluations_can_be_compiled_too(look: Visit) -> None:
    assert headings(ask(look, kommune=["1002-1838", "1021-1838", "1029-1845"]), "h1")


def test_unknown_name_is_kept_with_what_to_do(look: Visit) -> None:
    page = ask(look, 422, kommune=["Heim", "tullball"], vis="1")

    assert values(page, "checkbox") == ["5055-2020"]
    assert texts(page)[0] == "tullball"
    sentence = "Fant ingen kommune som heter «tullball». Prøv kommunenummeret eller en del av navnet."
    assert problems(page) == [(sentence, "#place-0")]


def test_ambiguous_name_offers_those_it_may_mean_with_county_years_and_number(look: Visit) -> None:
    page = ask(look, 422, kommune=["Herøy", "Os", "Heim"], vis="1")

    assert values(page, "radio") == ["1515-1838", "1818-1864", "0441-1976", "1243-1838"]
    assert "Herøy Nordland, 1818, siden 1864" in main(page)
    assert "Os Hordaland, 1243, 1838–2020" in main(page)
    assert texts(page) == ["Herøy", "Os"]
    assert [target for _, target in problems(page)] == ["#place-0", "#place-1"]


def test_choice_among_namesakes_is_taken(look: Visit) -> None:
    query = {"kommune": ["Herøy", "Heim"], "valg:Herøy": "1818-1864", "vis": "1"}

    answer = look.client.get(COMPILE, query_string=query)

    assert location_of(answer) == f"{COMPILE}?kommune=1818-1864&kommune=5055-2020&vis=1"


@pytest.mark.parametrize("choice", ["5055-2020", "tull", ""])
def test_choice_that_was_not_offered_is_no_choice(look: Visit, choice: str) -> None:
    page = look.get(COMPILE, 422, query_string={"kommune": ["Herøy", "Heim"], "valg:Herøy": choice, "vis": "1"})

    assert texts(page)[0] == "Herøy"


def test_number_two_units_have_had_is_asked_about(look: Visit) -> None:
    page = ask(look, 422, kommune=["1103", "Heim"], vis="1")

    assert values(page, "radio") == ["1103-1838", "1103-2020"]


def test_beginning_that_many_have_asks_for_more_of_the_name(look: Visit) -> None:
    page = ask(look, 422, kommune=["s", "Heim"], vis="1")

    assert values(page, "radio") == []
    assert "kommuner begynner på «s». Skriv mer av navnet, eller kommunenummeret." in main(page)


@pytest.mark.parametrize(
    ("chosen", "sentence", "target"),
    [
        ([], "Velg minst to kommuner.", "#place-0"),
        (["5055-2020"], "Velg minst to kommuner.", "#place-0"),
        (
            ["5055-2020", "5055-2020"],
            "Heim er valgt to ganger. En kommune kan ikke slås sammen med seg selv.",
            "#chosen-5055-2020",
        ),
        (
            ["1613-1925", "5055-2020"],
            "Snillfjord ble en del av Heim i 2020. Velg kommuner som fantes samtidig.",
            "#chosen-1613-1925",
        ),
    ],
)
def test_choice_that_cannot_be_compiled_says_why_and_is_kept(
    look: Visit, chosen: list[str], sentence: str, target: str
) -> None:
    page = ask(look, 422, kommune=chosen, vis="1")

    assert problems(page) == [(sentence, target)]
    assert values(page, "checkbox") == list(dict.fromkeys(chosen))


def test_too_many_are_refused_and_kept(look: Visit) -> None:
    keys = [f"99{number:02}-2020" for number in range(1, 9)]
    keys += ["9911-2010", "9912-2010", "9913-2010", "9921-2010", "9922-2010"]

    page = ask(look, 422, kommune=keys, vis="1")

    assert "Velg høyst 12 kommuner." in main(page)
    assert values(page, "checkbox") == keys


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "' OR 1=1 --", "%s%n", "\u202etull", "x" * 500])
def test_hostile_text_is_kept_as_text(look: Visit, text: str) -> None:
    page = ask(look, 422, kommune=[text, "Heim"], vis="1")

    assert texts(page)[0] == text[:100]


def test_more_texts_than_anybody_types_are_answered(look: Visit) -> None:
    ask(look, 422, kommune=["tull"] * 500, vis="1")


@pytest.mark.parametrize("locale", ["nn", "en"])
def test_form_with_mistakes_keeps_the_rules_in_every_language(look: Visit, locale: str) -> None:
    query = {"kommune": ["Herøy", "Heim", "tullball", "s"], "vis": "1"}

    page = look.get(COMPILE, 422, query_string=query, headers={"Accept-Language": locale})

    assert len(problems(page)) == 3
    assert "kommuner begynner" not in main(page)


def test_those_who_became_one_are_led_to_before_and_after(look: Visit) -> None:
    together = look.get(f"{COMPILE}?kommune=9911-2010&kommune=9912-2010&kommune=9913-2010&vis=1")
    apart = look.get(f"{COMPILE}?kommune=9901-2020&kommune=9902-2020&vis=1")

    assert "Sammen ble de til Havnefjell i 2024." in main(together)
    assert "/sammenslainger/9914-2024" in [a.get("href") for _, a in together.all("a")]
    assert "Sammen ble de" not in main(apart)
