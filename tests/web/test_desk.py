"""My page and the year's timeline: who has them, what stands there, and that table and drawing say the same."""

from datetime import date, timedelta

import pytest
from flask import Flask

from kompass.domain.deadlines import Days, DeadlineKind
from kompass.domain.measures import MeasureStatus
from kompass.domain.permissions import Actor, Relation
from kompass.domain.waiting import Reason
from kompass.services import evaluations, measures, teams
from kompass.services.installation import Installation
from kompass.services.measures import MeasureProposal
from kompass.storage.tables import PlanRow
from kompass.web.desk import DAY_PLACES, PLACES
from tests.conftest import NOW
from tests.house_rules import Page, Visit
from tests.web.conftest import Enter, answers_of, location_of

TODAY = NOW.date()


def main(page: Page) -> str:
    return page.text(page.all("main")[0][0])


def plan(at: Installation, evaluation: int, account: Actor, **days: date | None) -> None:
    names = ("self_description_due", "visit_first", "visit_last", "fact_check_due", "delivery_due")
    with at.session() as session:
        values = {name: days.get(name) for name in names}
        session.merge(PlanRow(evaluation_id=evaluation, version=1, saved_at=NOW, saved_by=account.id, **values))
        session.commit()


def visits(page: Page) -> list[tuple[str | None, str | None]]:
    """Place and width of every visit in the drawing; those of the legend have no per cent."""
    found = [(a.get("x"), a.get("width")) for _, a in page.all("rect") if a.get("class") == "timeline__visit"]
    return [(x, width) for x, width in found if width and width.endswith("%")]


def test_every_reason_and_every_day_leads_to_a_page_there_is(app: Flask) -> None:
    assert (set(PLACES), set(DAY_PLACES)) == (set(Reason), set(DeadlineKind))
    assert {endpoint for endpoint, _ in PLACES.values()} | set(DAY_PLACES.values()) <= set(app.view_functions)


def test_those_in_a_team_land_on_their_own_page(
    at: Installation, visit: Visit, assessor: Actor, colleague: Actor, evaluation: int
) -> None:
    assert visit.sign_in(assessor).client.get("/").headers["Location"] == "/min-side"
    menu = [a["href"] for _, a in visit.get("/min-side").all("a") if a.get("href") in ("/min-side", "/kommuner")]
    assert menu[0] == "/min-side"

    assert visit.sign_in(colleague).client.get("/").headers["Location"] == "/kommuner"
    assert "/min-side" not in visit.get("/kommuner").html


def test_signed_out_is_sent_as_before(visit: Visit) -> None:
    assert visit.client.get("/").headers["Location"] == "/kommuner"
    assert visit.client.get("/min-side").headers["Location"].startswith("/logg-inn")


def test_one_without_a_team_is_told_what_to_do(visit: Visit, colleague: Actor) -> None:
    page = visit.sign_in(colleague).get("/min-side")

    assert "Du er ikke med i noen evaluering ennå" in main(page)


def test_what_waits_stands_with_its_number_and_leads_there(inside: Visit, evaluation: int) -> None:
    page = inside.get("/min-side")

    assert "Vurder prosessene" in main(page)
    assert "6 prosesser mangler nivå." in main(page)
    assert f'href="/evalueringer/{evaluation}#areas-title"' in page.html
    assert "Andre evalueringer" not in main(page)


def test_nothing_waiting_is_said_and_the_rest_is_listed(
    at: Installation, visit: Visit, assessor: Actor, colleague: Actor, evaluation: int, enter: Enter
) -> None:
    with at.session() as session:
        teams.put(at, session, assessor, evaluation, colleague.email, Relation.ASSESSOR)
    enter(evaluation, answers_of(2))
    for area in ("apenhet", "ledelse"):
        with at.session() as session:
            evaluations.hand_in_area(at, session, assessor, evaluation, area)

    page = main(visit.sign_in(assessor).get("/min-side"))

    assert "Ingenting venter på deg nå." in page
    assert "Andre evalueringer du er med i Røros 2026" in page


@pytest.mark.parametrize(
    ("offset", "words"),
    [
        (-2, "2 dager over fristen"),
        (-1, "1 dag over fristen"),
        (0, "i dag"),
        (1, "i morgen"),
        (3, "om 3 dager"),
    ],
)
def test_days_ahead_are_said_in_words(
    at: Installation, inside: Visit, assessor: Actor, evaluation: int, offset: int, words: str
) -> None:
    plan(at, evaluation, assessor, delivery_due=TODAY + timedelta(days=offset))

    assert words in main(inside.get("/min-side"))


def test_visit_over_several_days_is_one_line(
    at: Installation, inside: Visit, assessor: Actor, evaluation: int
) -> None:
    plan(at, evaluation, assessor, visit_first=TODAY + timedelta(days=1), visit_last=TODAY + timedelta(days=2))

    text = main(inside.get("/min-side"))

    assert "24. november 2026 til 25. november 2026 i morgen Besøk i kommunen" in text


def test_contact_sees_what_is_late_and_the_measures(
    at: Installation, visit: Visit, assessor: Actor, contact: Actor, evaluation: int, enter: Enter
) -> None:
    enter(evaluation, answers_of(1))
    with at.session() as session:
        teams.put(at, session, assessor, evaluation, contact.email, Relation.CONTACT)
    plan(at, evaluation, assessor, fact_check_due=TODAY - timedelta(days=4))
    inside = visit.sign_in(assessor)
    for seen, to in (("scoring", "fact_check"),):
        inside.post(f"/evalueringer/{evaluation}/flytt", {"seen": seen, "to": to})
    assert "Frist: 19. november 2026." in main(visit.sign_in(contact).get("/min-side"))
    visit.sign_in(assessor).post(f"/evalueringer/{evaluation}/flytt", {"seen": "fact_check", "to": "delivered"})
    with at.session() as session:
        wish = MeasureProposal("", "Rydde", "Arkivleder", date(2026, 12, 1), MeasureStatus.STARTED, "")
        measures.add(at, session, contact, evaluation, wish)

    page = main(visit.sign_in(contact).get("/min-side"))

    assert "Frist for tiltak: Rydde" in page
    assert "om 8 dager" in page
    assert "Årets evalueringer" not in page


# --- The year ---


def test_table_says_what_the_drawing_shows(
    at: Installation, inside: Visit, assessor: Actor, evaluation: int
) -> None:
    days = Days(date(2026, 9, 1), date(2026, 10, 6), date(2026, 10, 8), date(2026, 12, 1), date(2027, 1, 15))
    plan(
        at,
        evaluation,
        assessor,
        self_description_due=days.self_description_due,
        visit_first=days.visit_first,
        visit_last=days.visit_last,
        fact_check_due=days.fact_check_due,
        delivery_due=days.delivery_due,
    )

    page = inside.get("/aarets-evalueringer?aar=2026")

    text = main(page)
    for words in (
        "Røros",
        "Vurdering",
        "1. sep. 2026",
        "6. okt. 2026–8. okt. 2026",
        "1. des. 2026",
        "15. jan. 2027",
        "20. nov. 2026",
    ):
        assert words in text
    drawing = next(a for _, a in page.all("svg") if a.get("role") == "img")
    assert drawing["aria-label"] == "Tidslinje over evalueringene. Tabellen under sier det samme."
    assert [a.get("x") for _, a in page.all("svg") if a.get("class") == "timeline__place"] == [
        "88.49%",
        "66.58%",
        "91.51%",
    ]
    assert visits(page) == [("76.16%", "0.82%")]
    assert 'href="/aarets-evalueringer?aar=2027"' in page.html
    assert "Ikke satt" not in text


def test_visit_across_new_year_is_drawn_in_both_years(
    at: Installation, inside: Visit, assessor: Actor, evaluation: int
) -> None:
    plan(at, evaluation, assessor, visit_first=date(2026, 12, 30), visit_last=date(2027, 1, 2))

    widths = {}
    for year in (2026, 2027):
        page = inside.get(f"/aarets-evalueringer?aar={year}")
        widths[year] = visits(page)

    assert widths == {2026: [("99.45%", "0.55%")], 2027: [("0.0%", "0.54%")]}


def test_year_without_a_visit_in_it_draws_none(
    at: Installation, inside: Visit, assessor: Actor, evaluation: int
) -> None:
    plan(at, evaluation, assessor, visit_first=date(2027, 1, 4))

    page = inside.get("/aarets-evalueringer?aar=2026")

    assert visits(page) == []


@pytest.mark.parametrize("year", ["", "0000", "i år", "20267", "²⁰²⁶"])
def test_what_is_no_year_is_this_year(inside: Visit, evaluation: int, year: str) -> None:
    assert "Evalueringene i 2026" in main(inside.get("/aarets-evalueringer", query_string={"aar": year}))


@pytest.mark.parametrize("year", ["0001", "2031", "9999"])
def test_year_with_nothing_in_it_says_so(inside: Visit, evaluation: int, year: str) -> None:
    page = inside.get(f"/aarets-evalueringer?aar={year}")

    assert "Ingen evalueringer dette året" in main(page)
    assert 'href="/aarets-evalueringer?aar=2026"' in page.html


def test_contact_and_reader_have_no_year(visit: Visit, contact: Actor, reader: Actor) -> None:
    for person in (contact, reader):
        visit.sign_in(person).get("/aarets-evalueringer", 403)


@pytest.mark.parametrize(("language", "month"), [("nb", "des"), ("en", "Dec")])
def test_months_are_in_the_readers_language(inside: Visit, evaluation: int, language: str, month: str) -> None:
    assert location_of(inside.post("/sprak", {"sprak": language, "next": "/"})) == "/"

    page = inside.get("/aarets-evalueringer")

    assert month in [page.text(index) for index, _ in page.all("text")]
