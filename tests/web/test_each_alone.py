"""Where several assess, nothing one of them has written tells another how they scored before all have handed in."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from kompass.domain.answers import Level
from kompass.domain.errors import NotPossibleNow
from kompass.domain.evaluation import Status
from kompass.domain.permissions import Actor, Relation
from kompass.services import course, evaluations, gold_stars, reports, teams, texts
from kompass.services.course import Move
from kompass.services.gold_stars import StarProposal
from kompass.services.installation import Installation
from tests.house_rules import Visit
from tests.services.writing import ANSWERS, POSTLISTE, TIDLIG, scored, write
from tests.web.test_permissions import addresses

pytestmark = pytest.mark.usefixtures("places")

# What differs in the other world: only what the lead has written and how they scored.
OTHER_WORLD = (
    "UPDATE report_text SET text = 'Kommunen kan nesten ingenting', version = 7",
    "UPDATE gold_star SET title = 'En annen', search_text = 'en annen', criterion_id = 'apenhet.dialog.tidlig'",
    "UPDATE answer SET level = 1 WHERE saved_by = :lead",
    """UPDATE journal SET after = '{"part": "foreword", "version": 7, "text": "x"}' WHERE action = 'text'""",
)
# New for each answer, whatever it says.
CHANCE = re.compile(r'name="(csrf_token|csrf-token)"[^>]*>|data-csrf="[^"]*"|"csrf":"[^"]*"')


@pytest.fixture
def evaluation(at: Installation, session: Session, assessor: Actor, colleague: Actor) -> int:
    """The lead has scored, written and given a star while alone; then a colleague came and has scored too."""
    made = scored(at, session, assessor)
    write(at, session, assessor, made, "foreword", "Kommunen er usedvanlig god")
    write(at, session, assessor, made, "apenhet/summary", "Kommunen er usedvanlig god")
    gold_stars.save(at, session, assessor, made, StarProposal(POSTLISTE, "Postliste på nett", "Slik", 0))
    teams.put(at, session, assessor, made, colleague.email, Relation.ASSESSOR)
    evaluations.enter_answers(at, session, colleague, made, {TIDLIG: Level(2)})
    return made


@pytest.fixture
def other_world(engine: Engine, assessor: Actor) -> Callable[[], None]:
    """Changes what the lead wrote and scored, past every service."""

    def change() -> None:
        with engine.begin() as connection:
            for statement in OTHER_WORLD:
                connection.execute(text(statement), {"lead": assessor.id} if ":lead" in statement else {})

    return change


def everything_read(app: Flask, person: Actor, evaluation: int) -> dict[str, tuple[int, str]]:
    """Status and page of everything the person can look up, without the reports."""
    values: dict[str, object] = {
        "evaluation_id": evaluation,
        "area_id": "apenhet",
        "criterion_id": POSTLISTE,
        "number": "5025",
        "year": 2018,
        "key": "9914-2024",
        "part": "foreword",
        "filename": "css/base.css",
    }
    found = [address for method, address, _ in addresses(app, values) if method == "GET" and "pdf" not in address]
    visit = Visit(app).sign_in(person)
    searches = [
        "/gullstjerner?q=postliste",
        "/gullstjerner?omrade=apenhet",
        f"/evalueringer/{evaluation}/bevis?q=god",
    ]
    read = {}
    for address in [*found, *searches]:
        with visit.client.get(address) as answer:
            read[address] = (answer.status_code, CHANCE.sub("", answer.get_data().decode(errors="replace")))
    return read


def test_what_a_colleague_reads_is_the_same_whatever_the_other_wrote(
    app: Flask, colleague: Actor, evaluation: int, other_world: Callable[[], None]
) -> None:
    here = everything_read(app, colleague, evaluation)
    other_world()
    there = everything_read(app, colleague, evaluation)

    assert len(here) > 40
    assert {address for address in here if here[address] != there[address]} == set()
    assert not any("usedvanlig" in page or "Postliste på nett" in page for _, page in here.values())


def test_reports_are_the_same_too(
    at: Installation, session: Session, colleague: Actor, evaluation: int, other_world: Callable[[], None]
) -> None:
    def told() -> bytes:
        session.expire_all()
        found = reports.evaluation_report(
            at, session, colleague, evaluation, "nb", render=lambda report, _: repr(report).encode()
        )
        return found.content

    here = told()
    other_world()

    assert told() == here
    assert b"usedvanlig" not in here


@pytest.mark.parametrize(
    "address", ["tekster", "tekster/omrader/apenhet", "tekster/rapporten", "utkast", f"gullstjerner/{POSTLISTE}"]
)
def test_the_page_says_when_the_texts_open(
    visit: Visit, assessor: Actor, colleague: Actor, evaluation: int, address: str
) -> None:
    for person in (assessor, colleague):
        page = visit.sign_in(person).get(f"/evalueringer/{evaluation}/{address}", 409)
        assert "åpner når alle har levert og dere går videre" in page.html


def test_overview_leads_to_no_texts_before_they_open(inside: Visit, evaluation: int) -> None:
    overview = inside.get(f"/evalueringer/{evaluation}").html

    assert f"/evalueringer/{evaluation}/tekster" not in overview
    assert f"/evalueringer/{evaluation}/utkast" not in overview


def test_texts_open_to_both_when_they_are_to_agree(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int
) -> None:
    for person in (assessor, colleague):
        with pytest.raises(NotPossibleNow) as error:
            write(at, session, person, evaluation, "method", "Slik gjorde vi det.")
        assert error.value.code == "each_alone"
    rest = {one: answer for one, answer in ANSWERS.items() if one != TIDLIG}
    evaluations.enter_answers(at, session, colleague, evaluation, rest)
    for person in (assessor, colleague):
        for area in ("apenhet", "ledelse"):
            evaluations.hand_in_area(at, session, person, evaluation, area)
    course.move(at, session, assessor, evaluation, Move(Status.CONSENSUS, seen=Status.SCORING))

    found = texts.overview(at, session, colleague, evaluation, "nb")

    assert (found.saved["foreword"].text, found.may_write) == ("Kommunen er usedvanlig god", True)
    assert [one.star.title for one in gold_stars.library(at, session, colleague, "", "", "nb").found] == [
        "Postliste på nett"
    ]


def test_one_who_has_left_with_answers_given_still_counts(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int
) -> None:
    teams.remove(at, session, assessor, evaluation, colleague.id)

    with pytest.raises(NotPossibleNow):
        texts.overview(at, session, assessor, evaluation, "nb")


def test_one_who_left_without_answers_leaves_the_other_alone(
    at: Installation, session: Session, assessor: Actor, colleague: Actor
) -> None:
    evaluation = scored(at, session, assessor, (colleague, Relation.ASSESSOR))
    teams.remove(at, session, assessor, evaluation, colleague.id)

    assert texts.overview(at, session, assessor, evaluation, "nb").may_write
