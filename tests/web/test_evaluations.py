"""The list, the overview, and taking an evaluation through its course."""

from collections.abc import Callable

import pytest

from kompass.domain.answers import Level, NotApplicable
from kompass.domain.permissions import Actor, Relation
from kompass.domain.preparation import Meeting
from kompass.services import evaluations, gold_stars, interviews, teams
from kompass.services.gold_stars import StarProposal
from kompass.services.installation import Installation
from tests.house_rules import Page, Visit
from tests.services.writing import write
from tests.web.conftest import CRITERIA, FIRST, Enter, answers_of, page_of


def figures(page: Page) -> list[str]:
    return [page.text(index) for index, _ in page.all("dd")]


def hrefs(page: Page) -> list[str]:
    return [str(attributes.get("href")) for _, attributes in page.all("a")]


def test_list_without_evaluations_says_where_to_begin(inside: Visit, places: None) -> None:
    page = inside.get("/evalueringer")

    assert "Ingen evalueringer ennå" in page.html
    assert "Finn en kommune" in page.html


def test_list_shows_a_band_while_something_is_missing(inside: Visit, evaluation: int, enter: Enter) -> None:
    enter(evaluation, {FIRST: Level(4)})

    text = inside.get("/evalueringer").html

    assert "1 evaluering" in text
    assert "20–200" in text
    assert "1 av 6 vurdert" in text


def test_list_shows_points_when_complete(inside: Visit, evaluation: int, enter: Enter) -> None:
    enter(evaluation, answers_of(3))

    assert "<b>150</b>" in inside.get("/evalueringer").html


def test_overview_shows_what_is_missing_with_a_link_to_each(inside: Visit, evaluation: int, enter: Enter) -> None:
    enter(evaluation, {FIRST: Level(4)})

    page = inside.get(f"/evalueringer/{evaluation}")

    assert "Før dere kan gå videre: Gå til faktasjekk" in page.html
    for criterion in CRITERIA[1:]:
        area = criterion.split(".", maxsplit=1)[0]
        assert f"/evalueringer/{evaluation}/omrader/{area}#k-{criterion}" in hrefs(page)
    assert not any(href.endswith(FIRST) for href in hrefs(page))


def test_overview_leads_to_each_text_that_names_somebody_interviewed(
    inside: Visit, at: Installation, assessor: Actor, evaluation: int, enter: Enter
) -> None:
    enter(evaluation, answers_of(2))
    with at.session() as session:
        for part in ("foreword", "apenhet/summary"):
            write(at, session, assessor, evaluation, part, "Takk til Kari Nordmann.")
        gold_stars.save(at, session, assessor, evaluation, StarProposal(FIRST, "Liste", "Spør Kari Nordmann.", 0))
        meeting = Meeting("Ordfører", "", None, "", None, "")
        interview_id = interviews.plan(at, session, assessor, evaluation, meeting)
        interviews.add_name(at, session, assessor, evaluation, interview_id, "Kari Nordmann")

    page = inside.get(f"/evalueringer/{evaluation}")

    assert page.html.count("Kari Nordmann er intervjuet, og navnet står i en tekst.") == 3
    links = [a.get("href") for _, a in page.all("a")]
    for rest in ("tekster/rapporten", "tekster/omrader/apenhet", f"gullstjerner/{FIRST}"):
        assert f"/evalueringer/{evaluation}/{rest}" in links


def test_overview_goes_on_at_the_first_that_is_missing(inside: Visit, evaluation: int, enter: Enter) -> None:
    enter(evaluation, {FIRST: Level(4)})

    page = inside.get(f"/evalueringer/{evaluation}")

    (target,) = [attributes["href"] for index, attributes in page.all("a") if "Fortsett" in page.text(index)]
    assert str(target).endswith(f"#k-{CRITERIA[1]}")


def test_area_with_nothing_applicable_is_never_zero(inside: Visit, evaluation: int, enter: Enter) -> None:
    reason = NotApplicable("Finnes ikke her.")
    enter(evaluation, dict.fromkeys((c for c in CRITERIA if c.startswith("ledelse")), reason))

    page = inside.get(f"/evalueringer/{evaluation}")

    rows = [page.text(index) for index, _ in page.all("tr")]
    (row,) = [row for row in rows if "Ledelse" in row]
    assert "Ikke aktuelt" in row
    assert figures(page)[0] == "0–100 av 100"


def move(seen: str, to: str, reason: str = "") -> dict[str, str]:
    return {"seen": seen, "to": to, "reason": reason}


def test_incomplete_evaluation_goes_nowhere(inside: Visit, evaluation: int, enter: Enter) -> None:
    enter(evaluation, {FIRST: Level(4)})

    page = page_of(inside.post(f"/evalueringer/{evaluation}/flytt", move("scoring", "fact_check"), 422))

    assert "Før dere kan gå videre" in page.html
    assert "Vurdering" in page.html


def test_evaluation_goes_the_whole_course(inside: Visit, evaluation: int, enter: Enter) -> None:
    enter(evaluation, answers_of(2))
    address = f"/evalueringer/{evaluation}"
    given = {"given_by": "Kommunedirektøren", "given_on": "20.11.2026"}

    inside.post(f"{address}/flytt", move("scoring", "fact_check"))
    inside.post(f"{address}/flytt", move("fact_check", "delivered"))
    delivered = inside.get(address).html
    refused = page_of(inside.post(f"{address}/flytt", move("delivered", "published"), 422)).html
    inside.post(f"{address}/samtykke", given)
    inside.post(f"{address}/flytt", move("delivered", "published"))
    published = inside.get(address).html

    assert "Versjon 1, 23. november 2026." in delivered
    assert "Kommunens samtykke er ikke registrert." in refused
    assert "Alle kan lese resultatet" in published


def test_correction_keeps_what_was_typed_and_asks_for_a_reason(
    inside: Visit, evaluation: int, enter: Enter, publish: Callable[[int], None]
) -> None:
    enter(evaluation, answers_of(2))
    publish(evaluation)
    address = f"/evalueringer/{evaluation}/flytt"

    empty = page_of(inside.post(address, move("published", "fact_check"), 422))
    long = page_of(inside.post(address, move("published", "withdrawn", "x" * 2001), 422))

    assert "#reason-fact_check" in hrefs(empty)
    assert "Skriv hvorfor." in empty.html
    assert "#reason-withdrawn" in hrefs(long)
    assert "x" * 2001 in long.html


@pytest.mark.parametrize(
    ("fields", "code"),
    [(move("consensus", "fact_check"), 409), (move("scoring", "hjem"), 404), ({}, 404)],
)
def test_move_from_a_stale_tab_or_to_nowhere_is_refused(
    inside: Visit, evaluation: int, fields: dict[str, str], code: int
) -> None:
    inside.post(f"/evalueringer/{evaluation}/flytt", fields, code)


@pytest.mark.parametrize(
    ("given_by", "given_on", "sentence"),
    [
        ("", "2026-11-20", "Skriv hvilken rolle i kommunen som samtykket."),
        ("Ordføreren", "i går", "Skriv inn datoen"),
        ("Ordføreren", "2026-12-24", "Datoen er ikke kommet ennå."),
    ],
)
def test_consent_that_cannot_be_kept_is_shown_again(
    inside: Visit, evaluation: int, enter: Enter, given_by: str, given_on: str, sentence: str
) -> None:
    enter(evaluation, answers_of(2))
    address = f"/evalueringer/{evaluation}"
    inside.post(f"{address}/flytt", move("scoring", "fact_check"))
    inside.post(f"{address}/flytt", move("fact_check", "delivered"))

    page = page_of(inside.post(f"{address}/samtykke", {"given_by": given_by, "given_on": given_on}, 422))

    assert sentence in page.html
    assert f'value="{given_by}"' in page.html


def test_withdrawn_evaluation_has_no_way_on(inside: Visit, evaluation: int) -> None:
    inside.post(f"/evalueringer/{evaluation}/flytt", move("scoring", "withdrawn", "Kommunen trakk seg."))

    page = inside.get(f"/evalueringer/{evaluation}")

    assert "Evalueringen er trukket" in page.html
    assert f"/evalueringer/{evaluation}/flytt" not in page.html


def test_stranger_finds_nothing_before_it_is_published(
    visit: Visit, colleague: Actor, evaluation: int, enter: Enter, publish: Callable[[int], None]
) -> None:
    enter(evaluation, answers_of(2))
    address = f"/evalueringer/{evaluation}"
    visit.sign_in(colleague)

    for path in ("", "/resultat", "/rapport", "/omrader/apenhet", "/lag", "/enighet"):
        visit.get(f"{address}{path}", 404)
    assert "Ingen evalueringer ennå" in visit.get("/evalueringer").html

    publish(evaluation)
    assert "100" in visit.get(f"{address}/resultat").html
    assert f"{address}/flytt" not in visit.get(address).html
    visit.get(f"{address}/lag", 403)


def test_contact_sees_the_course_and_no_figure(
    visit: Visit, at: Installation, assessor: Actor, contact: Actor, evaluation: int, enter: Enter
) -> None:
    enter(evaluation, answers_of(2))
    with at.session() as session:
        teams.put(at, session, assessor, evaluation, contact.email, Relation.CONTACT)
    visit.sign_in(contact)

    overview, listed = visit.get(f"/evalueringer/{evaluation}"), visit.get("/evalueringer")

    assert "Vurdering" in overview.html
    for page in (overview, listed):
        assert not any("100" in figure for figure in figures(page))
        assert "vurdert" not in page.text(page.all("main")[0][0]).replace("vurderer", "")


def test_report_page_offers_every_language(inside: Visit, evaluation: int, enter: Enter) -> None:
    enter(evaluation, answers_of(2))

    page = inside.get(f"/evalueringer/{evaluation}/rapport")

    for locale in ("nb", "nn", "en"):
        assert f"/evalueringer/{evaluation}/rapport.pdf?sprak={locale}&vent=1" in hrefs(page)
        assert f"/evalueringer/{evaluation}/sammendrag.pdf?sprak={locale}&vent=1" in hrefs(page)
    assert "Evalueringen er ikke ferdig" not in page.html


def test_report_page_warns_while_something_is_missing(inside: Visit, evaluation: int, enter: Enter) -> None:
    enter(evaluation, {FIRST: Level(4)})

    text = inside.get(f"/evalueringer/{evaluation}/rapport").html

    assert "Evalueringen er ikke ferdig" in text
    assert "5 prosesser mangler vurdering." in text


def test_report_page_offers_nothing_before_the_first_answer(inside: Visit, evaluation: int) -> None:
    page = inside.get(f"/evalueringer/{evaluation}/rapport")

    assert "Ingenting er vurdert ennå" in page.html
    assert not any(".pdf" in href for href in hrefs(page))


def test_what_is_missing_names_areas_in_the_language_of_the_reader(
    inside: Visit, at: Installation, assessor: Actor, colleague: Actor, evaluation: int
) -> None:
    with at.session() as session:
        teams.put(at, session, assessor, evaluation, colleague.email, Relation.ASSESSOR)
        for person in (assessor, colleague):
            evaluations.enter_answers(at, session, person, evaluation, {FIRST: Level(2)})
    inside.post("/sprak", {"sprak": "en", "next": "/"})

    assert "Nobody has scored “Ledelse (en)”." in inside.get(f"/evalueringer/{evaluation}").html
