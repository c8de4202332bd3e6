"""Errors: the right status, a sentence, something to do next, and nothing of the program's inside."""

import re
from pathlib import Path

import pytest
from flask import Flask

from kompass.app import create_app
from kompass.domain.errors import NotPossibleNow
from kompass.services import municipalities
from tests.house_rules import Visit
from tests.web.conftest import page_of, save_address

SECRET = "hemmelig detalj i /srv/kompass"


def test_unknown_address_is_not_found_for_nobody(visit: Visit) -> None:
    page = visit.get("/finnes-ikke", 404)

    assert "Kontroller adressen" in page.html
    assert "/logg-inn" in [attributes.get("href") for _, attributes in page.all("a")]


def test_unknown_address_is_not_found_for_somebody(inside: Visit) -> None:
    page = inside.get("/finnes-ikke", 404)

    assert "/evalueringer" in [attributes.get("href") for _, attributes in page.all("a")]


def test_script_gets_its_errors_as_json(inside: Visit) -> None:
    response = inside.client.get("/finnes-ikke", headers={"Accept": "application/json"})

    assert (response.status_code, response.get_json()) == (404, {"message": "Fant ikke siden."})


@pytest.mark.parametrize(
    ("method", "address"),
    [("post", "/kommuner"), ("get", "/logg-ut"), ("put", "/om"), ("delete", "/evalueringer/1")],
)
def test_wrong_way_to_use_an_address_is_told(visit: Visit, method: str, address: str) -> None:
    headers = {"X-CSRFToken": visit.token()}

    response = getattr(visit.client, method)(address, headers=headers)

    assert response.status_code == 405
    assert "Adressen kan ikke brukes på den måten." in response.get_data(as_text=True)


def test_body_that_is_too_large_is_refused_as_a_page(inside: Visit, evaluation: int) -> None:
    page = page_of(inside.post(save_address(evaluation), {"note": "x" * 2_100_000}, 413))

    assert "Kort det ned" in page.html
    assert "Gå tilbake i nettleseren." in page.html


def test_body_that_is_too_large_is_refused_as_json(inside: Visit, evaluation: int) -> None:
    found = inside.save(save_address(evaluation), {"note": "x" * 2_100_000}, 413)

    assert "for stort" in found["message"]


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def search(*_arguments, **_options):
        raise RuntimeError(SECRET)

    monkeypatch.setattr(municipalities, "search", search)


def test_unexpected_error_gives_a_number_and_no_detail(
    inside: Visit, broken: None, caplog: pytest.LogCaptureFixture
) -> None:
    page = inside.get("/kommuner", 500)

    assert SECRET not in page.html
    assert "RuntimeError" not in page.html
    reference = re.search(r"unexpected error ([0-9a-f]{8})", caplog.text)
    assert reference is not None
    assert f"Oppgi nummeret {reference[1]}" in page.html
    assert SECRET in caplog.text


def test_start_without_a_database_is_refused_and_makes_none(tmp_path: Path) -> None:
    with pytest.raises(NotPossibleNow) as refused:
        create_app(DATABASE_URL=f"sqlite:///{tmp_path}/ny.db", INSTANCE=str(tmp_path), SECRET_KEY="x" * 32)

    assert refused.value.code == "database_missing"
    assert not (tmp_path / "ny.db").exists()


def test_errors_are_in_the_language_of_the_reader(app: Flask) -> None:
    page = Visit(app).get("/finnes-ikke", 404, headers={"Accept-Language": "nn"})

    assert page.all("html")[0][1]["lang"] == "nn"
