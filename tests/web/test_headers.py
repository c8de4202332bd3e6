"""Headers of every answer: security, caching, compression."""

import gzip
from collections.abc import Callable

import brotli
import pytest
from werkzeug.test import TestResponse

from tests.house_rules import Visit
from tests.web.conftest import save_address

ADDRESSES = ("/logg-inn", "/kommuner", "/finnes-ikke", "/token", "/sw.js", "/static/css/base.css")


@pytest.fixture
def fetch(inside: Visit, places: None) -> Callable[..., TestResponse]:
    def fetch_and_read(address: str, **headers: str) -> TestResponse:
        response = inside.client.get(address, headers=headers)
        response.get_data()
        response.close()
        return response

    return fetch_and_read


@pytest.mark.parametrize("address", ADDRESSES)
def test_answer_is_closed_to_other_sites(fetch: Callable[..., TestResponse], address: str) -> None:
    headers = fetch(address).headers

    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("address", ["/kommuner", "/finnes-ikke", "/token", "/logg-inn"])
def test_page_is_kept_by_nobody(fetch: Callable[..., TestResponse], address: str) -> None:
    assert fetch(address).headers["Cache-Control"] == "private, no-store"


def test_static_file_with_its_digest_is_kept_for_good(fetch: Callable[..., TestResponse], inside: Visit) -> None:
    page = inside.get("/kommuner")
    address = next(
        str(attributes["href"]) for _, attributes in page.all("link") if attributes.get("rel") == "stylesheet"
    )

    assert "?v=" in address
    assert "immutable" in fetch(address).headers["Cache-Control"]


def test_static_file_without_its_digest_is_asked_for_again(fetch: Callable[..., TestResponse]) -> None:
    assert fetch("/static/css/base.css").headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("address", ["/static/css/base.css", "/static/css/base.css?v=1", "/sw.js"])
def test_what_is_kept_carries_nobodys_cookie(fetch: Callable[..., TestResponse], address: str) -> None:
    response = fetch(address)

    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers
    assert "Cookie" not in response.vary


def test_cookie_is_renewed_with_a_page(fetch: Callable[..., TestResponse]) -> None:
    assert "kompass=" in fetch("/kommuner").headers["Set-Cookie"]


@pytest.mark.parametrize("address", ["/kommuner", "/static/css/base.css", "/finnes-ikke"])
@pytest.mark.parametrize(
    ("read", "chosen", "unpack"),
    [("gzip, deflate", "gzip", gzip.decompress), ("gzip, deflate, br", "br", brotli.decompress)],
)
def test_text_is_compressed_as_well_as_the_reader_can_unpack(
    fetch: Callable[..., TestResponse], address: str, read: str, chosen: str, unpack: Callable[[bytes], bytes]
) -> None:
    plain = fetch(address)
    packed = fetch(address, **{"Accept-Encoding": read})

    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == chosen
    assert len(packed.data) < len(plain.data) / 2
    assert len(unpack(packed.data)) > len(packed.data)
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_compression_can_be_declined(fetch: Callable[..., TestResponse]) -> None:
    assert "Content-Encoding" not in fetch("/kommuner", **{"Accept-Encoding": "gzip;q=0"}).headers


def test_small_answer_is_not_compressed(fetch: Callable[..., TestResponse]) -> None:
    assert "Content-Encoding" not in fetch("/token", **{"Accept-Encoding": "gzip"}).headers


def test_answer_to_a_script_has_the_headers_too(inside: Visit, evaluation: int) -> None:
    response = inside.client.post(save_address(evaluation), headers={"Accept": "application/json"})

    assert response.status_code == 400
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "private, no-store"


def test_https_is_demanded_where_it_is_served(inside: Visit) -> None:
    inside.client.application.config["SESSION_COOKIE_SECURE"] = True

    assert inside.client.get("/om").headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_https_is_not_demanded_on_a_machine_of_ones_own(inside: Visit) -> None:
    assert "Strict-Transport-Security" not in inside.client.get("/om").headers


def test_unknown_host_is_refused(inside: Visit) -> None:
    assert inside.client.get("/om", headers={"Host": "ond.no"}).status_code == 400
