"""Signing in and out."""

from urllib.parse import quote

import pytest
from werkzeug.test import TestResponse

from kompass.domain.permissions import Actor, Role
from kompass.services import accounts
from kompass.services.installation import Installation
from tests.conftest import PASSWORD
from tests.house_rules import Visit
from tests.web.conftest import form_to, location_of, page_of

EMAIL = "kari@prøve.no"
ELSEWHERE = (
    "//ond.no",
    "https://ond.no/",
    "javascript:alert(1)",
    "/\\ond.no",
    "\\\\ond.no",
    "///ond.no",
    "ond.no",
    "/\tond",
    "http:ond.no",
    "",
)


@pytest.fixture
def account(at: Installation) -> Actor:
    with at.session() as session:
        return accounts.add(at, session, email=EMAIL, name="Kari Nordmann", role=Role.ASSESSOR, password=PASSWORD)


def sign_in(visit: Visit, status: int = 303, **fields: str):
    return visit.post("/logg-inn", {"email": EMAIL, "password": PASSWORD, **fields}, status)


def test_right_password_signs_in(visit: Visit, account: Actor) -> None:
    sign_in(visit)

    assert "Kari Nordmann" in visit.get("/kommuner").html


@pytest.mark.parametrize("email", [EMAIL.upper(), f"  {EMAIL} "])
def test_address_may_be_written_carelessly(visit: Visit, account: Actor, email: str) -> None:
    assert location_of(sign_in(visit, email=email)) == "/"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"password": "feil"}, "E-postadressen eller passordet er feil. Prøv igjen."),
        ({"email": "ingen@prøve.no"}, "E-postadressen eller passordet er feil. Prøv igjen."),
        ({"password": "x" * 5000}, "E-postadressen eller passordet er feil. Prøv igjen."),
        ({"password": ""}, "Skriv inn passordet."),
        ({"email": " "}, "Skriv inn e-postadressen din."),
    ],
)
def test_wrong_pair_is_refused_with_a_sentence(
    visit: Visit, account: Actor, fields: dict[str, str], sentence: str
) -> None:
    page = page_of(sign_in(visit, 422, **fields))

    assert sentence in page.html


def test_refused_sign_in_keeps_the_address_and_not_the_password(visit: Visit, account: Actor) -> None:
    page = page_of(sign_in(visit, 422, password="feil passord"))

    assert form_to(page, "/logg-inn")["email"] == EMAIL
    assert "feil passord" not in page.html


def test_one_who_is_signed_in_is_sent_on(visit: Visit, account: Actor) -> None:
    sign_in(visit)

    assert visit.client.get("/logg-inn").headers["Location"] == "/"


def test_next_is_where_the_person_was_going(visit: Visit, account: Actor) -> None:
    asked = visit.client.get("/kommuner?q=tana", follow_redirects=True)
    assert asked.request.path == "/logg-inn"

    response = sign_in(visit, next=form_to(visit.get(asked.request.full_path), "/logg-inn")["next"])

    assert location_of(response) == "/kommuner?q=tana"


@pytest.mark.parametrize("address", ELSEWHERE)
def test_next_stays_on_this_site(visit: Visit, account: Actor, address: str) -> None:
    assert location_of(sign_in(visit, next=address)) == "/"


@pytest.mark.parametrize("address", ELSEWHERE)
def test_next_stays_on_this_site_for_one_who_is_signed_in(visit: Visit, account: Actor, address: str) -> None:
    sign_in(visit)

    assert visit.client.get(f"/logg-inn?next={quote(address)}").headers["Location"] == "/"


@pytest.mark.parametrize("address", ELSEWHERE)
def test_choice_of_language_comes_back_to_this_site(visit: Visit, address: str) -> None:
    assert location_of(visit.post("/sprak", {"sprak": "nn", "next": address})) == "/"


def test_sign_in_starts_from_a_fresh_cookie(visit: Visit, account: Actor) -> None:
    with visit.client.session_transaction() as cookie:
        cookie["planted"] = "before"

    sign_in(visit)

    with visit.client.session_transaction() as cookie:
        assert "planted" not in cookie


def test_sign_out_shuts_the_pages_and_clears_the_cache(inside: Visit) -> None:
    response = inside.post("/logg-ut", {})

    assert isinstance(response, TestResponse)
    assert response.headers["Clear-Site-Data"] == '"cache"'
    assert inside.client.get("/kommuner").status_code == 302


def test_sign_out_needs_a_form_of_our_own(inside: Visit) -> None:
    assert inside.client.post("/logg-ut").status_code == 400
    assert "Kari" in inside.get("/kommuner").html


def test_account_that_is_gone_is_signed_out(visit: Visit) -> None:
    with visit.client.session_transaction() as cookie:
        cookie["account"] = 999_999

    assert visit.client.get("/kommuner").status_code == 302


def test_cookie_is_shut_to_scripts_and_other_sites(visit: Visit, account: Actor) -> None:
    cookie = sign_in(visit).headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
