"""What every test may ask for: an installation on a real database, people, an application."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, delete
from sqlalchemy.orm import Session

from kompass.app import create_app
from kompass.domain.permissions import Actor, Role
from kompass.domain.register import Change, ChangeKind
from kompass.services import demonstration, maintenance, register
from kompass.services.installation import Installation, install
from kompass.storage import accounts, municipalities
from kompass.storage.tables import Row
from tests.factories import make_municipality
from tests.house_rules import Visit

ROOT = Path(__file__).resolve().parents[1]
FRAMEWORKS = Path(__file__).parent / "frameworks"
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
PASSWORD = "et langt nok passord"


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """SQLite in a file of its own, or the database KOMPASS_TEST_DATABASE_URL names."""
    return os.environ.get("KOMPASS_TEST_DATABASE_URL") or f"sqlite:///{tmp_path_factory.mktemp('database')}/test.db"


@pytest.fixture(scope="session")
def migrated(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation with the tiny edition, its database made by the migrations."""
    at = install(
        database_url=database_url,
        instance=tmp_path_factory.mktemp("instance"),
        criteria_folder=FRAMEWORKS / "two-areas",
        report_folder=ROOT / "reports",
        register_folder=ROOT / "register",
        clock=lambda: NOW,
    )
    maintenance.migrate(at)
    return at


@pytest.fixture
def at(migrated: Installation, tmp_path: Path) -> Iterator[Installation]:
    """The installation, emptied after the test; real transactions, so that commits are what they are."""
    yield replace(migrated, instance=tmp_path)
    engine: Engine = migrated.sessions.kw["bind"]
    _empty(engine)


@pytest.fixture(scope="session")
def exhibition(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The real edition, the real register and the whole demonstration; made once, so it may only be read."""
    folder = tmp_path_factory.mktemp("exhibition")
    made = install(
        database_url=f"sqlite:///{folder}/exhibition.db",
        instance=folder,
        criteria_folder=ROOT / "criteria",
        report_folder=ROOT / "reports",
        register_folder=ROOT / "register",
        clock=lambda: NOW,
    )
    maintenance.migrate(made)
    with made.session() as opened:
        register.load_register(opened, made.register_folder)
        demonstration.open_accounts(made, opened)
        demonstration.add_evaluations(made, opened)
    return made


def _empty(engine: Engine) -> None:
    with engine.begin() as connection:
        for table in reversed(Row.metadata.sorted_tables):
            connection.execute(delete(table))


@pytest.fixture
def session(at: Installation) -> Iterator[Session]:
    with at.session() as opened:
        yield opened


def _person(at: Installation, role: Role, name: str) -> Actor:
    with at.session() as session:
        person = accounts.add(
            session, email=f"{name}@prøve.no", name=name, role=role, password_hash="-", at=at.clock()
        )
        session.commit()
        return person


@pytest.fixture
def assessor(at: Installation) -> Actor:
    return _person(at, Role.ASSESSOR, "Kari")


@pytest.fixture
def colleague(at: Installation) -> Actor:
    return _person(at, Role.ASSESSOR, "Ola")


@pytest.fixture
def reader(at: Installation) -> Actor:
    return _person(at, Role.READER, "Leser")


@pytest.fixture
def contact(at: Installation) -> Actor:
    return _person(at, Role.CONTACT, "Kontakt")


@pytest.fixture
def places(at: Installation) -> None:
    """Three municipalities: one current, one gone, one that took over its number."""
    made = [
        make_municipality("5025", name="Røros", valid_from=date(2018, 1, 1)),
        make_municipality(
            "1640",
            name="Røros",
            valid_from=date(1964, 1, 1),
            valid_to=date(2018, 1, 1),
        ),
        make_municipality("5628", name="Tana", other_names="Deatnu", valid_from=date(2024, 1, 1)),
    ]
    renumbering = Change(date(2018, 1, 1), ChangeKind.RENUMBER, "1640", "Røros", "5025", "Røros")
    with at.session() as session:
        municipalities.replace_register(session, made, [renumbering], {("5025", 2026): 5600})
        session.commit()


@pytest.fixture
def app(at: Installation, database_url: str) -> Flask:
    application = create_app(
        DATABASE_URL=database_url,
        INSTANCE=str(at.instance),
        CRITERIA_FOLDER=str(FRAMEWORKS / "two-areas"),
        CLOCK=at.clock,
        SECRET_KEY="only for tests, and long enough",
        TRUSTED_HOSTS="localhost",
    )
    application.testing = False  # errors are answered as in production
    return application


@pytest.fixture
def visit(app: Flask) -> Visit:
    """The house-rule client: every page it fetches is checked."""
    return Visit(app)
