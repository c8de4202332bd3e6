"""What counts in the processes of an area: a page of its own, which the browser keeps for good."""

import pytest

from kompass.domain.permissions import Actor
from tests.house_rules import Page, Visit

PLACE = "/utgaver/liten/1/apenhet/veiledning"


def guidance_links(page: Page) -> list[str]:
    links = [str(attributes["href"]) for _, attributes in page.all("a") if "href" in attributes]
    return [href for href in links if "/veiledning?" in href]


@pytest.fixture
def address(inside: Visit, evaluation: int) -> str:
    """Where the scoring page says that the guidance is, without the part for one process."""
    page = inside.get(f"/evalueringer/{evaluation}/omrader/apenhet")
    return guidance_links(page)[0].partition("#")[0]


def test_scoring_page_links_each_process_to_its_own_guidance(inside: Visit, evaluation: int) -> None:
    page = inside.get(f"/evalueringer/{evaluation}/omrader/apenhet")
    led_to = [href.partition("#")[2] for href in guidance_links(page)]

    assert led_to == [attributes["id"] for _, attributes in page.all("article")]


def test_guidance_is_kept_for_good_under_the_address_of_its_words(inside: Visit, address: str) -> None:
    response = inside.client.get(address)

    assert response.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert "Teller ikke" in response.text
    # The cookie is new at each visit: an answer kept by cookie would be fetched again every time.
    assert "Cookie" not in response.vary
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("query", ["", "?v=another", "?sprak=nb&v=another"])
def test_guidance_under_any_other_address_is_not_kept(inside: Visit, query: str) -> None:
    assert inside.client.get(PLACE + query).headers["Cache-Control"] == "private, no-store"


def test_words_of_another_language_than_the_address_says_are_not_kept(inside: Visit, address: str) -> None:
    inside.post("/sprak", {"sprak": "en", "next": "/"})

    assert inside.client.get(address).headers["Cache-Control"] == "private, no-store"


def test_guidance_says_nothing_about_the_reader(inside: Visit, assessor: Actor, address: str) -> None:
    text = inside.client.get(address).text

    assert assessor.name not in text
    assert "csrf" not in text


@pytest.mark.parametrize(
    "place", ["/utgaver/liten/1/finnes-ikke/veiledning", "/utgaver/liten/9/apenhet/veiledning"]
)
def test_unknown_area_or_edition_is_not_found(inside: Visit, place: str) -> None:
    assert inside.client.get(place).status_code == 404


def test_stranger_is_asked_to_sign_in(visit: Visit) -> None:
    assert visit.client.get(PLACE).status_code in (303, 302)
