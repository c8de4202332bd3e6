"""Giving a gold star in the browser, and finding the stars of others."""

import pytest
from sqlalchemy.orm import Session

from kompass.domain.evaluation import Status
from kompass.domain.permissions import Actor, Relation
from kompass.services import demonstration, gold_stars
from kompass.services.gold_stars import StarProposal
from kompass.services.installation import Installation
from tests.house_rules import Visit
from tests.services.writing import MOTER, POSTLISTE, TIDLIG, in_scoring, move, scored
from tests.web.conftest import form_to, location_of, page_of

pytestmark = pytest.mark.usefixtures("places")

LIBRARY = "/gullstjerner"


@pytest.fixture
def evaluation(at: Installation, session: Session, assessor: Actor, contact: Actor) -> int:
    return scored(at, session, assessor, (contact, Relation.CONTACT))


def star(evaluation: int, criterion: str = POSTLISTE) -> str:
    return f"/evalueringer/{evaluation}/gullstjerner/{criterion}"


def texts(evaluation: int) -> str:
    return f"/evalueringer/{evaluation}/tekster/omrader/apenhet"


SAID = {"title": "Postliste på nett", "description": "Arkivet legger ut **alt** hver dag."}


@pytest.fixture
def given(at: Installation, session: Session, assessor: Actor, evaluation: int) -> int:
    """An evaluation with a star."""
    gold_stars.save(
        at, session, assessor, evaluation, StarProposal(POSTLISTE, SAID["title"], SAID["description"], 0)
    )
    return evaluation


def test_a_star_is_given_from_the_page_of_texts_and_taken_away(inside: Visit, evaluation: int) -> None:
    page = inside.get(texts(evaluation))
    options = [a.get("value") for _, a in page.all("option")]
    assert POSTLISTE in options
    assert MOTER not in options  # it stands on the lowest level

    chosen = inside.client.get(f"/evalueringer/{evaluation}/gullstjerner?prosess={POSTLISTE}")
    assert location_of(chosen) == star(evaluation)
    answer = inside.post(star(evaluation), form_to(inside.get(star(evaluation)), star(evaluation)) | SAID)
    assert location_of(answer) == f"{texts(evaluation)}#stars"

    links = {
        a.get("href"): inside.get(texts(evaluation)).text(i) for i, a in inside.get(texts(evaluation)).all("a")
    }
    assert links[star(evaluation)] == "Postliste på nett"
    away = f"{star(evaluation)}/fjern"
    inside.post(away, form_to(inside.get(star(evaluation)), away))
    assert form_to(inside.get(star(evaluation)), star(evaluation))["title"] == ""


def test_preview_shows_the_marks_and_saves_nothing(inside: Visit, evaluation: int) -> None:
    fields = form_to(inside.get(star(evaluation)), star(evaluation)) | SAID | {"do": "preview"}

    page = page_of(inside.post(star(evaluation), fields, 200))

    assert [page.text(index) for index, _ in page.all("strong")] == ["alt"]
    assert form_to(page, star(evaluation))["description"] == SAID["description"]
    assert form_to(inside.get(star(evaluation)), star(evaluation))["title"] == ""


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"title": ""}, "Skriv en tittel."),
        ({"description": " "}, "Beskriv hva kommunen gjør"),
        ({"description": "x" * 5_001}, "Kort den ned til 5000 tegn"),
        ({"version": "x"}, "Lagringen mangler opplysning"),
    ],
)
def test_what_cannot_be_saved_stays_in_the_fields(
    inside: Visit, evaluation: int, change: dict[str, str], says: str
) -> None:
    fields = form_to(inside.get(star(evaluation)), star(evaluation)) | SAID | change

    page = page_of(inside.post(star(evaluation), fields, 422))

    kept = form_to(page, star(evaluation))
    assert (kept["title"], kept["description"]) == (fields["title"], fields["description"])
    assert says in page.text(0)


def test_both_are_shown_when_somebody_saved_first(
    at: Installation, session: Session, inside: Visit, assessor: Actor, given: int
) -> None:
    fields = form_to(inside.get(star(given)), star(given)) | {"title": "Min", "description": "Min."}
    gold_stars.save(at, session, assessor, given, StarProposal(POSTLISTE, "En annens", "Annen.", 1))

    page = page_of(inside.post(star(given), fields, 409))
    assert "En annens" in page.text(0)
    again = form_to(page, star(given))
    assert (again["title"], again["version"]) == ("Min", "2")

    gold_stars.remove(at, session, assessor, given, POSTLISTE, 2)
    gone = page_of(inside.post(star(given), again, 409))
    assert "Noen andre har tatt bort gullstjernen." in gone.text(0)
    inside.post(star(given), form_to(gone, star(given)))


@pytest.mark.parametrize("criterion", [MOTER, TIDLIG])
def test_a_process_without_a_practice_says_so(
    at: Installation, session: Session, inside: Visit, assessor: Actor, evaluation: int, criterion: str
) -> None:
    if criterion == TIDLIG:
        move(at, session, assessor, evaluation, Status.SCORING, Status.WITHDRAWN)
    page = inside.get(star(evaluation, criterion))

    assert not page.all("textarea")
    if criterion == MOTER:
        assert "Her er det ingen praksis å vise ennå" in page.text(0)
        refused = page_of(inside.post(star(evaluation, criterion), SAID | {"version": "0"}, 422))
        assert form_to(refused, star(evaluation, criterion))["title"] == SAID["title"]


def test_an_area_without_levels_says_what_to_do(
    at: Installation, session: Session, inside: Visit, assessor: Actor
) -> None:
    page = inside.get(texts(in_scoring(at, session, assessor)))

    assert "Ingen prosess i området står over laveste nivå ennå." in page.text(0)


def test_a_delivered_star_is_read(
    at: Installation, session: Session, inside: Visit, assessor: Actor, given: int
) -> None:
    move(at, session, assessor, given, Status.SCORING, Status.FACT_CHECK, Status.DELIVERED)

    page = inside.get(star(given))
    assert not page.all("textarea")
    assert "Arkivet legger ut alt hver dag." in page.text(0)
    assert "Området har ingen gullstjerner." not in inside.get(texts(given)).text(0)
    inside.post(f"{star(given)}/fjern", {"version": "1"}, 409)


def test_stars_of_a_process_that_is_unknown_are_not_found(inside: Visit, evaluation: int) -> None:
    inside.get(star(evaluation, "apenhet.ukjent"), 404)
    inside.get(f"/evalueringer/{evaluation}/gullstjerner", 404)


def test_strangers_get_404_and_the_contact_403(visit: Visit, colleague: Actor, contact: Actor, given: int) -> None:
    for person, status in ((colleague, 404), (contact, 403)):
        visit.sign_in(person)
        visit.get(star(given), status)
        visit.post(star(given), SAID | {"version": "1"}, status)
        visit.post(f"{star(given)}/fjern", {"version": "1"}, status)
        visit.get(f"/evalueringer/{given}/gullstjerner?prosess={POSTLISTE}", status)


def test_library_tells_where_the_practice_is(inside: Visit, given: int) -> None:
    page = inside.get(LIBRARY)

    (card,) = [page.text(index) for index, _ in page.all("article")]
    assert card == (
        "Postliste på nett Røros 2026 Evaluert Åpenhet · 1.1.1 Postliste Arkivet legger ut alt hver dag."
    )


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?q=NETT", 1),
        ("?q=apenhet", 1),
        ("?q=finnesikke", 0),
        ("?omrade=ledelse", 0),
        ("?omrade=apenhet&q=post", 1),
    ],
)
def test_library_is_searched(inside: Visit, given: int, query: str, count: int) -> None:
    page = inside.get(LIBRARY + query)

    assert len(page.all("article")) == count
    assert ("Ingen gullstjerner passer" in page.text(0)) == (count == 0)


def test_library_of_others_is_empty_until_it_is_published(
    at: Installation, session: Session, visit: Visit, assessor: Actor, reader: Actor, given: int
) -> None:
    visit.sign_in(reader)
    assert "Ingen gullstjerner ennå" in visit.get(LIBRARY).text(0)

    demonstration.publish(at, session, assessor, given)

    assert len(visit.get(LIBRARY).all("article")) == 1


def test_library_keeps_what_was_searched_for_as_it_was_written(inside: Visit, given: int) -> None:
    text = '"><img src=x onerror=alert(1)>{{7*7}}\x00'

    page = inside.get(LIBRARY, query_string={"q": text})

    assert not page.all("img")
    assert form_to(page, LIBRARY)["q"] == text.rstrip("\x00")
