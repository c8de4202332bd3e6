"""Every page, as nobody and as somebody: it opens, and the client checks the house rules on the way."""

from collections.abc import Callable

import pytest

from kompass.domain.answers import Level
from kompass.domain.permissions import Actor
from tests.house_rules import Visit
from tests.web.conftest import FIRST, Enter, answers_of

PUBLIC = {
    "/logg-inn": "Logg inn",
    "/om": "Om Kompass",
    "/tilgjengelighet": "Tilgjengelighet",
    "/hjelp": "Hjelp",
}
INSIDE = {
    "/kommuner": "Kommuner",
    "/kommuner/5025": "Røros",
    "/kommuner/1640": "Røros",
    "/kommuner/5628": "Tana",
    "/evalueringer": "Evalueringer",
    "/evalueringer/{id}": "Røros 2026",
    "/evalueringer/{id}/omrader/apenhet": "Åpenhet",
    "/evalueringer/{id}/resultat": "Røros",
    "/evalueringer/{id}/rapport": "Rapport for Røros 2026",
}


@pytest.fixture
def people(assessor: Actor, reader: Actor) -> dict[str, Actor]:
    return {"assessor": assessor, "reader": reader}


@pytest.fixture
def published(evaluation: int, enter: Enter, publish: Callable[[int], None]) -> int:
    """An evaluation everyone may read."""
    enter(evaluation, answers_of(2))
    publish(evaluation)
    return evaluation


@pytest.mark.parametrize(("address", "heading"), PUBLIC.items())
def test_public_page_opens_for_nobody(visit: Visit, address: str, heading: str) -> None:
    page = visit.get(address)

    assert page.text(page.all("h1")[0][0]) == heading


@pytest.mark.parametrize(("address", "heading"), [*PUBLIC.items()][1:])
def test_public_page_opens_for_somebody(inside: Visit, address: str, heading: str) -> None:
    assert heading in inside.get(address).html


@pytest.mark.parametrize("role", ["assessor", "reader"])
@pytest.mark.parametrize(("address", "heading"), INSIDE.items())
def test_page_inside_opens(
    visit: Visit, people: dict[str, Actor], published: int, address: str, heading: str, role: str
) -> None:
    page = visit.sign_in(people[role]).get(address.format(id=published))

    assert heading in page.text(page.all("h1")[0][0])


@pytest.mark.parametrize("locale", ["nb", "nn", "en"])
@pytest.mark.parametrize("address", INSIDE)
def test_page_inside_keeps_the_rules_half_way_and_in_every_language(
    inside: Visit, evaluation: int, enter: Enter, address: str, locale: str
) -> None:
    enter(evaluation, {FIRST: Level(3)})

    page = inside.get(address.format(id=evaluation), headers={"Accept-Language": locale})

    assert page.all("html")[0][1]["lang"] == locale


@pytest.mark.parametrize("address", [address for address in INSIDE if "{id}" in address])
def test_page_keeps_the_rules_when_everything_is_answered(
    inside: Visit, evaluation: int, enter: Enter, address: str
) -> None:
    enter(evaluation, answers_of(2))

    assert "Røros 2026" in inside.get(address.format(id=evaluation)).html


@pytest.mark.parametrize("address", ["/", "/kommuner", "/kommuner/5025", "/evalueringer", "/evalueringer/1"])
def test_page_inside_sends_nobody_to_sign_in(visit: Visit, address: str) -> None:
    response = visit.client.get(address, follow_redirects=True)

    assert response.request.path == "/logg-inn"


def test_start_page_is_the_municipalities(inside: Visit) -> None:
    assert inside.client.get("/").headers["Location"] == "/kommuner"


def test_about_page_names_sources_licences_and_version(visit: Visit) -> None:
    text = visit.get("/om").html

    assert "Kilde: SSB, Klass 131 og tabell 07459, og Kartverket, CC BY 4.0. Utvalgt og omordnet." in text
    assert all(licence in text for licence in ("EUPL-1.2", "MIT", "OFL-1.1", "0.1.0"))


def test_about_page_describes_the_edition(visit: Visit) -> None:
    text = visit.get("/om").html

    assert "Liten utgave" in text
    assert "Utgaven har 2 fokusområder:" in text
    assert "6 prosesser" in text


def test_help_page_explains_every_level_of_the_scale(visit: Visit) -> None:
    text = visit.get("/hjelp").html

    assert all(name in text for name in ("Ikke påvist", "Bygget opp", "Forankret", "Etterlevd", "Evaluert"))


def test_help_page_lists_the_keys_the_scoring_page_lists(inside: Visit, evaluation: int) -> None:
    def keys(address: str) -> list[str]:
        page = inside.get(address)
        return [page.text(index) for index, _ in page.all("kbd")]

    assert keys("/hjelp") == keys(f"/evalueringer/{evaluation}/omrader/apenhet") != []


def test_scripts_and_service_worker_are_served_from_this_site(visit: Visit) -> None:
    page = visit.get("/om")

    sources = [str(attributes["src"]) for _, attributes in page.all("script")]
    assert sources
    for source in (*sources, "/sw.js"):
        with visit.client.get(source) as response:
            assert response.status_code == 200
            assert response.mimetype == "text/javascript"
