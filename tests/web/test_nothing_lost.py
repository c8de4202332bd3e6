"""What a person typed survives what comes between: sign-in, an old page, a full disk, a locked database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from kompass.domain.permissions import Actor, Relation, Role
from kompass.services import accounts, teams
from kompass.services.installation import Installation
from kompass.storage.database import WRITES, make_engine, session_factory
from tests.conftest import PASSWORD
from tests.house_rules import Page, Visit
from tests.web.conftest import form_to, page_of, save_address

NOTE = "Et langt notat\n\nmed «tegn» & <merker>, skrevet midt i et møte."
TYPED = {"level": "3", "reason": "", "note": NOTE, "version": "0", "op": ""}
EMAIL = "berit@prøve.no"


@pytest.fixture
def account(at: Installation) -> Actor:
    with at.session() as session:
        return accounts.add(at, session, email=EMAIL, name="Berit", role=Role.ASSESSOR, password=PASSWORD)


def saved_note(visit: Visit, evaluation: int) -> str:
    page = visit.get(f"/evalueringer/{evaluation}/omrader/apenhet")
    return form_to(page, save_address(evaluation))["note"]


def send_again(visit: Visit, page: Page, evaluation: int) -> None:
    """Press the page's button that sends the kept form again."""
    address = save_address(evaluation)
    response = visit.client.post(address, data=form_to(page, address))
    assert response.status_code == 303


def test_expired_sign_in_keeps_the_text_until_it_is_sent(
    at: Installation, visit: Visit, account: Actor, assessor: Actor, evaluation: int
) -> None:
    with at.session() as session:
        teams.put(at, session, assessor, evaluation, account.email, Relation.ASSESSOR)
    expired = page_of(visit.post(save_address(evaluation), TYPED, 401))
    assert NOTE in form_to(expired, "/logg-inn").values()

    fields = form_to(expired, "/logg-inn") | {"email": EMAIL, "password": PASSWORD}
    welcome = page_of(visit.post("/logg-inn", fields, 200))
    send_again(visit, welcome, evaluation)

    assert saved_note(visit, evaluation) == NOTE


def test_wrong_password_on_the_way_loses_nothing(visit: Visit, account: Actor, evaluation: int) -> None:
    expired = page_of(visit.post(save_address(evaluation), TYPED, 401))

    fields = form_to(expired, "/logg-inn") | {"email": EMAIL, "password": "feil"}
    refused = page_of(visit.post("/logg-inn", fields, 422))

    assert NOTE in form_to(refused, "/logg-inn").values()
    assert "Dette ble ikke sendt" in refused.html


def test_cookie_that_is_gone_loses_nothing(inside: Visit, evaluation: int) -> None:
    token = inside.token()
    inside.client.delete_cookie("kompass")

    page = page_of(inside.post(save_address(evaluation), TYPED | {"csrf_token": token}, 401))

    assert NOTE in form_to(page, "/logg-inn").values()
    assert token not in form_to(page, "/logg-inn").values()


def test_script_is_told_that_the_person_is_signed_out(visit: Visit, evaluation: int) -> None:
    assert "Logg inn på nytt" in visit.save(save_address(evaluation), TYPED, 401)["message"]


def test_password_is_never_carried_along(visit: Visit, evaluation: int) -> None:
    page = page_of(visit.post(save_address(evaluation), TYPED | {"password": "hemmelig ord"}, 401))

    assert "hemmelig ord" not in page.html


def test_kept_form_cannot_be_aimed_at_another_site(visit: Visit, account: Actor) -> None:
    fields = {"kept-path": "https://ond.no/", "kept.note": "x", "email": EMAIL, "password": PASSWORD}

    page = page_of(visit.post("/logg-inn", fields, 200))

    assert "ond.no" not in page.html


@pytest.mark.parametrize("token", ["", "feil"])
def test_missing_token_keeps_the_text_until_it_is_sent(inside: Visit, evaluation: int, token: str) -> None:
    page = page_of(inside.post(save_address(evaluation), TYPED | {"csrf_token": token}, 400))
    assert "Siden var åpen for lenge. Teksten din er beholdt." in page.html

    send_again(inside, page, evaluation)

    assert saved_note(inside, evaluation) == NOTE


def test_script_with_an_old_token_is_told_so(inside: Visit, evaluation: int) -> None:
    response = inside.client.post(save_address(evaluation), data=TYPED, headers={"Accept": "application/json"})

    assert response.status_code == 400
    assert response.get_json()["code"] == "csrf"


def test_start_that_was_not_taken_can_be_sent_again(visit: Visit, places: None) -> None:
    page = page_of(visit.post("/kommuner/5025/evalueringer", {"evaluated_on": "2026-11-20"}, 401))

    assert "2026-11-20" in form_to(page, "/logg-inn").values()


@pytest.fixture
def sqlite(engine: Engine) -> Engine:
    if engine.dialect.name != "sqlite":
        pytest.skip("a file that is full or locked is SQLite's affair")
    engine.dispose()
    return engine


@pytest.fixture
def no_room(sqlite: Engine) -> Callable[[], None]:
    """Lets the database file grow no further, as a full disk does."""

    def shut() -> None:
        def limit(connection, _record) -> None:
            (pages,) = connection.execute("PRAGMA page_count").fetchone()
            connection.execute(f"PRAGMA max_page_count={pages}")

        raw = sqlite.raw_connection()
        raw.execute("VACUUM")
        raw.close()
        sqlite.dispose()
        event.listen(sqlite, "connect", limit)

    return shut


@contextmanager
def writing(at: Installation) -> Iterator[None]:
    """Somebody else writes, and does not finish."""
    with at.session() as session:
        session.connection(execution_options={WRITES: True})
        yield
        session.rollback()


def patience_of_a_moment(engine: Engine) -> None:
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=50"))


def test_full_disk_is_said_and_keeps_the_text(inside: Visit, evaluation: int, no_room: Callable[[], None]) -> None:
    long = TYPED | {"note": NOTE + "x" * 15_000}
    no_room()

    found = inside.save(save_address(evaluation), long, 507)
    page = page_of(inside.post(save_address(evaluation), long, 507))

    assert "serveren er full" in found["message"]
    assert form_to(page, save_address(evaluation))["note"] == long["note"]


def test_locked_database_is_said_and_keeps_the_text_until_it_is_sent(
    inside: Visit, evaluation: int, at: Installation, sqlite: Engine
) -> None:
    patience_of_a_moment(sqlite)

    with writing(at):
        found = inside.save(save_address(evaluation), TYPED, 503)
        page = page_of(inside.post(save_address(evaluation), TYPED, 503))
    send_again(inside, page, evaluation)

    assert "databasen svarer ikke" in found["message"]
    assert saved_note(inside, evaluation) == NOTE


def test_locked_database_asks_the_browser_to_come_back(
    inside: Visit, evaluation: int, at: Installation, sqlite: Engine
) -> None:
    patience_of_a_moment(sqlite)
    token = inside.token()

    with writing(at):
        response = inside.client.post(save_address(evaluation), data=TYPED | {"csrf_token": token})

    assert response.headers["Retry-After"] == "5"


def test_reading_goes_on_while_somebody_writes(
    inside: Visit, evaluation: int, at: Installation, sqlite: Engine
) -> None:
    patience_of_a_moment(sqlite)

    with writing(at):
        assert saved_note(inside, evaluation) == ""


@pytest.fixture
def out_of_reach(app: Flask) -> None:
    """The database cannot be opened at all."""
    at = app.extensions["kompass"]
    nowhere = make_engine("sqlite:////finnes/ikke/kompass.db")
    app.extensions["kompass"] = replace(at, sessions=session_factory(nowhere))


def test_unreachable_database_is_said_on_a_page(inside: Visit, out_of_reach: None) -> None:
    page = inside.get("/kommuner", 503)

    assert "Kompass svarer ikke akkurat nå" in page.html
    assert "finnes/ikke" not in page.html


def test_unreachable_database_loses_no_text(inside: Visit, evaluation: int, out_of_reach: None) -> None:
    page = page_of(inside.post(save_address(evaluation), TYPED, 503))

    assert form_to(page, save_address(evaluation))["note"] == NOTE
