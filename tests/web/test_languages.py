"""Which language a reader gets, and the choice of another."""

import pytest

from tests.house_rules import Visit
from tests.web.conftest import location_of


@pytest.mark.parametrize(
    ("header", "locale"),
    [
        ("no-NO,no;q=0.9,en-US;q=0.8,en;q=0.7", "nb"),
        ("nb-NO,nb;q=0.9", "nb"),
        ("nn-NO,nn;q=0.9,nb;q=0.8", "nn"),
        ("en-GB,en;q=0.9,nb;q=0.5", "en"),
        ("sv-SE", "nb"),
        ("fi-FI,en;q=0.5", "en"),
        ("fi-FI", "nb"),
        ("", "nb"),
    ],
)
def test_browser_decides_until_the_reader_chooses(visit: Visit, header: str, locale: str) -> None:
    page = visit.get("/om", headers={"Accept-Language": header})

    assert page.all("html")[0][1]["lang"] == locale


@pytest.mark.parametrize("locale", ["nb", "nn", "en"])
def test_choice_wins_over_the_browser(visit: Visit, locale: str) -> None:
    visit.post("/sprak", {"sprak": locale, "next": "/om"})

    page = visit.get("/om", headers={"Accept-Language": "fi,en;q=0.5"})

    assert page.all("html")[0][1]["lang"] == locale


def test_choice_comes_back_to_the_page_it_was_made_on(visit: Visit) -> None:
    assert location_of(visit.post("/sprak", {"sprak": "en", "next": "/om?a=b"})) == "/om?a=b"


def test_unknown_language_changes_nothing(visit: Visit) -> None:
    visit.post("/sprak", {"sprak": "xx", "next": "/om"})

    assert visit.get("/om").all("html")[0][1]["lang"] == "nb"


def test_choice_outlives_signing_out(inside: Visit) -> None:
    inside.post("/sprak", {"sprak": "nn", "next": "/kommuner"})

    inside.post("/logg-ut", {})

    assert inside.get("/logg-inn").all("html")[0][1]["lang"] == "nn"


def test_criteria_are_in_the_language_of_the_reader(inside: Visit, evaluation: int) -> None:
    page = inside.get(f"/evalueringer/{evaluation}/omrader/apenhet", headers={"Accept-Language": "nn"})

    assert "Er postliste på plass? (nn)" in page.html
