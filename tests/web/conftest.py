"""An evaluation to work on, others to compare it with, the whole demonstration, and two ways to read an answer."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from kompass.app import create_app
from kompass.domain.answers import Answer, Level
from kompass.domain.permissions import Actor
from kompass.services import demonstration, evaluations
from kompass.services.installation import Installation
from kompass.storage import municipalities
from tests.conftest import NOW
from tests.factories import begin, make_municipality
from tests.house_rules import Page, Visit

DAY = date(2026, 11, 20)
CRITERIA = (
    "apenhet.innsyn.postliste",
    "apenhet.innsyn.moter",
    "apenhet.dialog.tidlig",
    "apenhet.dialog.svar",
    "ledelse.ansvar.fullmakt",
    "ledelse.ansvar.avtaler",
)
FIRST = CRITERIA[0]

Enter = Callable[[int, dict[str, Answer]], None]


def page_of(answer: Page | TestResponse) -> Page:
    """The answer, which is a page."""
    assert isinstance(answer, Page)
    return answer


def location_of(answer: Page | TestResponse) -> str:
    """Where the answer, which is a redirect, leads."""
    assert isinstance(answer, TestResponse)
    return answer.headers["Location"]


def forms_to(page: Page, address: str) -> list[dict[str, str]]:
    """The fields of every form of the page that is sent to this address, as a browser would send them."""
    return [page.fields_of(index) for index, found in page.all("form") if found.get("action") == address]


def form_to(page: Page, address: str) -> dict[str, str]:
    """The same, where there is one such form."""
    (fields,) = forms_to(page, address)
    return fields


def save_address(evaluation: int, criterion: str = FIRST) -> str:
    return f"/evalueringer/{evaluation}/kriterier/{criterion}"


def answers_of(level: int) -> dict[str, Answer]:
    """The same level for every criterion of the tiny edition."""
    return dict.fromkeys(CRITERIA, Level(level))


@pytest.fixture
def evaluation(at: Installation, places: None, assessor: Actor) -> int:
    """An evaluation of Røros that may be scored, with nothing answered; the assessor leads it."""
    with at.session() as session:
        return begin(at, session, assessor, "5025")


@pytest.fixture
def enter(at: Installation, assessor: Actor) -> Enter:
    """Enters answers as the assessor."""

    def enter_into(evaluation_id: int, answers: dict[str, Answer]) -> None:
        with at.session() as session:
            evaluations.enter_answers(at, session, assessor, evaluation_id, answers)

    return enter_into


@pytest.fixture
def publish(at: Installation, assessor: Actor) -> Callable[[int], None]:
    """Takes an evaluation the assessor has scored alone to its publication."""

    def publish_one(evaluation_id: int) -> None:
        with at.session() as session:
            demonstration.publish(at, session, assessor, evaluation_id)

    return publish_one


@pytest.fixture
def others(at: Installation, assessor: Actor) -> Callable[[int], None]:
    """Makes so many other municipalities with complete evaluations, at level 0, 1, 2 and so on."""

    def make_others(count: int) -> None:
        numbers = [f"90{position:02}" for position in range(count)]
        with at.session() as session:
            made = [make_municipality(number, name=f"Prøvevik {number}") for number in numbers]
            municipalities.replace_register(session, made, [], {})
            session.commit()
            for position, number in enumerate(numbers):
                evaluation_id = begin(at, session, assessor, number)
                evaluations.enter_answers(at, session, assessor, evaluation_id, answers_of(position % 5))
                demonstration.publish(at, session, assessor, evaluation_id)

    return make_others


@pytest.fixture
def inside(visit: Visit, assessor: Actor) -> Visit:
    """The house-rule client, signed in as the assessor."""
    return visit.sign_in(assessor)


@pytest.fixture(scope="session")
def shown(exhibition: Installation) -> Flask:
    """The application on the whole demonstration."""
    made = create_app(
        DATABASE_URL=f"sqlite:///{exhibition.instance}/exhibition.db",
        INSTANCE=str(exhibition.instance),
        CLOCK=lambda: NOW,
        SECRET_KEY="only for tests, and long enough",
        TRUSTED_HOSTS="localhost",
    )
    made.testing = False
    return made


@pytest.fixture
def analyst(exhibition: Installation) -> Actor:
    with exhibition.session() as session:
        return demonstration.sample_evaluation(session)[0]


@pytest.fixture
def look(shown: Flask, analyst: Actor) -> Visit:
    return Visit(shown).sign_in(analyst)


@pytest.fixture
def engine(app: Flask) -> Engine:
    """The engine the application reads and writes through."""
    found: Engine = app.extensions["kompass"].sessions.kw["bind"]
    return found
