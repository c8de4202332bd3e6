"""The pages of the measures: choosing, changing, what is refused, and what became of those from last time."""

from collections.abc import Callable
from datetime import date

import pytest

from kompass.domain.answers import Answer, Level
from kompass.domain.permissions import Actor, Relation
from kompass.services import demonstration, evaluations, teams
from kompass.services.installation import Installation
from tests.factories import begin
from tests.house_rules import Visit
from tests.web.conftest import CRITERIA, FIRST, Enter, answers_of, form_to, location_of, page_of

FIELDS = {
    "criterion": FIRST,
    "title": "Kalender på nett",
    "owner": "Kommunedirektøren",
    "due_on": "2026-12-01",
    "status": "planned",
    "note": "Første linje\nAndre linje",
    "version": "0",
}


@pytest.fixture
def published(evaluation: int, enter: Enter, publish: Callable[[int], None]) -> int:
    """Published with the lowest level but one everywhere."""
    enter(evaluation, answers_of(1))
    publish(evaluation)
    return evaluation


def address(evaluation: int, measure: str = "") -> str:
    return f"/evalueringer/{evaluation}/tiltak{measure}"


def add(inside: Visit, evaluation: int, **changes: str) -> str:
    """Adds a measure; the address of its own page."""
    location = location_of(inside.post(address(evaluation), FIELDS | changes))
    return address(evaluation, f"/{location.rsplit('-', 1)[-1]}")


def test_empty_page_says_where_measures_come_from(inside: Visit, published: int) -> None:
    page = inside.get(address(published))

    assert "Ingen tiltak ennå" in page.html
    assert "Tiltakene velges blant forbedringsområdene i resultatet." in page.html
    assert "poeng å hente" in page.html
    assert "En rolle, for eksempel" in page.html


def test_overview_leads_to_the_measures(inside: Visit, published: int) -> None:
    assert f'href="{address(published)}"' in inside.get(f"/evalueringer/{published}").html


def test_measure_is_added_shown_and_counted(inside: Visit, published: int) -> None:
    add(inside, published)
    add(inside, published, title="Uten frist", criterion="", due_on="", status="done")

    page = inside.get(address(published)).html

    assert "2 tiltak" in page
    assert "Frist: 1. desember 2026" in page
    assert "Ingen frist" in page
    assert "Planlagt: 1 · Påbegynt: 0 · Gjennomført: 1 · Lagt bort: 0" in page
    assert page.index("Kalender på nett") < page.index("Uten frist")


def test_deadline_that_has_passed_is_said_in_words(inside: Visit, published: int) -> None:
    add(inside, published, due_on="22.11.2026")

    page = inside.get(address(published)).html

    assert "1 over fristen" in page
    assert ">Over fristen<" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Skriv hva kommunen skal gjøre."),
        ({"owner": " "}, "Skriv hvilken rolle i kommunen som har ansvaret."),
        ({"due_on": "snart"}, "Skriv fristen som en dato"),
        ({"due_on": "2099-01-01"}, "Velg en dato fra 2026 til 2046."),
        ({"status": "ferdig"}, "Velg hvor langt tiltaket er kommet."),
        ({"criterion": "finnes.ikke.her"}, "Prosessen finnes ikke i denne utgaven."),
        ({"note": "a\u202eb"}, "skjulte tegn"),
        ({"version": "x"}, "Lagringen mangler opplysning"),
    ],
)
def test_what_is_refused_is_shown_again_as_it_was_typed(
    inside: Visit, published: int, changes: dict[str, str], sentence: str
) -> None:
    typed = FIELDS | {"title": "Kalender <på> nett"} | changes

    page = page_of(inside.post(address(published), typed, 422))

    assert sentence in page.html
    kept = form_to(page, address(published))
    assert kept["title"] == typed["title"]
    assert kept["note"] == typed["note"]
    assert kept["due_on"] == typed["due_on"]


def test_measure_is_changed_on_its_own_page(inside: Visit, published: int) -> None:
    own = add(inside, published)
    fields = form_to(inside.get(own), own)
    assert (fields["title"], fields["due_on"], fields["version"]) == ("Kalender på nett", "2026-12-01", "1")

    inside.post(own, fields | {"criterion": FIRST, "status": "started", "note": "I gang"})

    assert "I gang" in inside.get(address(published)).html


def test_process_that_is_no_improvement_area_stays_chosen(
    inside: Visit, at: Installation, evaluation: int, enter: Enter, publish: Callable[[int], None]
) -> None:
    enter(evaluation, {**answers_of(1), FIRST: Level(4)})
    publish(evaluation)

    own = add(inside, evaluation)

    assert f'<option value="{FIRST}" selected>' in inside.get(own).html


def test_bad_input_on_its_own_page_keeps_the_version_that_was_seen(inside: Visit, published: int) -> None:
    own = add(inside, published)

    page = page_of(inside.post(own, FIELDS | {"title": "", "version": "1"}, 422))
    strange = page_of(inside.post(own, FIELDS | {"title": "Nytt", "version": "x"}, 422))

    assert form_to(page, own)["version"] == "1"
    assert (form_to(strange, own)["title"], form_to(strange, own)["version"]) == ("Nytt", "1")


def test_two_who_change_at_once_see_both_texts(inside: Visit, published: int) -> None:
    own = add(inside, published)
    inside.post(own, FIELDS | {"note": "Lagret først", "version": "1"})

    page = page_of(inside.post(own, FIELDS | {"note": "Skrevet samtidig", "version": "1"}, 409))

    assert "Lagret først" in page.html
    fields = form_to(page, own)
    assert (fields["note"], fields["version"]) == ("Skrevet samtidig", "2")
    inside.post(own, fields | {"criterion": FIRST, "status": "planned"})
    assert "Skrevet samtidig" in inside.get(address(published)).html


def test_contact_writes_reader_reads_and_nobody_sees_who_wrote(
    at: Installation, visit: Visit, assessor: Actor, contact: Actor, reader: Actor, published: int
) -> None:
    with at.session() as session:
        teams.put(at, session, assessor, published, contact.email, Relation.CONTACT)
    add(visit.sign_in(contact), published)

    page = visit.sign_in(reader).get(address(published))

    assert "Kalender på nett" in page.html
    assert "Kontakt" not in page.html
    assert "Nytt tiltak" not in page.html
    visit.post(address(published), FIELDS, 403)


def test_stranger_and_too_early_are_refused(
    at: Installation, visit: Visit, inside: Visit, colleague: Actor, evaluation: int
) -> None:
    assert "Ingen tiltak ennå" in inside.get(address(evaluation)).html
    assert address(evaluation) not in inside.get(f"/evalueringer/{evaluation}").html
    inside.get(address(evaluation, "/1"), 409)
    visit.sign_in(colleague).get(address(evaluation), 404)
    visit.post(address(evaluation), FIELDS, 404)


def test_measure_that_is_not_there_is_not_found(inside: Visit, published: int) -> None:
    inside.get(address(published, "/4711"), 404)
    inside.post(address(published, "/4711"), FIELDS, 404)


def test_measures_from_last_time_stand_on_the_overview_while_the_next_is_scored(
    at: Installation, inside: Visit, visit: Visit, assessor: Actor, contact: Actor, published: int
) -> None:
    add(inside, published)
    add(inside, published, title="Ikke om en prosess", criterion="")
    with at.session() as session:
        following = begin(at, session, assessor, "5025", date(2026, 11, 22))
        teams.put(at, session, assessor, following, contact.email, Relation.CONTACT)
        evaluations.enter_answers(at, session, assessor, following, {CRITERIA[0]: Level(3)})
    process = f"/evalueringer/{following}/omrader/apenhet#k-{CRITERIA[0]}"

    for page in (inside.get(f"/evalueringer/{following}"), inside.get(address(following))):
        text = page.text(page.all("main")[0][0])
        assert "Fra forrige evaluering" in text
        assert "Nivå denne gangen (2026)3 Etterlevd" in text
        assert "Ingen tiltak ennå" not in text
        assert [a.get("href") for _, a in page.all("a")].count(process) == 1
    assert address(following) in inside.get(f"/evalueringer/{following}").html

    page = visit.sign_in(contact).get(f"/evalueringer/{following}")
    assert "Fra forrige evaluering" in page.html
    assert "Nivå denne gangen" not in page.html
    assert process not in page.html


def test_next_evaluation_shows_the_level_then_and_now(
    at: Installation, inside: Visit, assessor: Actor, published: int
) -> None:
    add(inside, published)
    add(inside, published, title="Ikke om en prosess", criterion="")
    with at.session() as session:
        following = begin(at, session, assessor, "5025", date(2026, 11, 22))
        levels: dict[str, Answer] = {**answers_of(2), CRITERIA[0]: Level(3)}
        evaluations.enter_answers(at, session, assessor, following, levels)
        demonstration.publish(at, session, assessor, following)

    page = inside.get(address(following))

    text = page.text(page.all("main")[0][0])
    assert "Fra forrige evaluering" in text
    assert "Nivå forrige gang (2026)1 Bygget opp" in text
    assert "Nivå denne gangen (2026)3 Etterlevd" in text
    assert text.count("Nivå forrige gang") == 1
    assert "Fra forrige evaluering" not in inside.get(address(published)).html
