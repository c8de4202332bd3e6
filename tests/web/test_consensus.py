"""The page where assessors agree: what stands there, what is refused, and that nothing typed is lost."""

import pytest
from sqlalchemy.orm import Session

from kompass.domain.answers import Level
from kompass.domain.evaluation import Status
from kompass.domain.permissions import Actor, Relation
from kompass.services import course, evaluations, teams
from kompass.services.course import Move
from kompass.services.installation import Installation
from tests.house_rules import Page, Visit
from tests.web.conftest import CRITERIA, FIRST, answers_of, form_to, page_of

SECOND = CRITERIA[1]


@pytest.fixture
def disputed(at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int) -> int:
    """An evaluation two have scored; they differ by three steps on the first process and one on the second."""
    teams.put(at, session, assessor, evaluation, colleague.email, Relation.ASSESSOR)
    for person, first, second in ((assessor, 1, 2), (colleague, 4, 3)):
        levels = answers_of(2) | {FIRST: Level(first), SECOND: Level(second)}
        evaluations.enter_answers(at, session, person, evaluation, levels)
        for area in ("apenhet", "ledelse"):
            evaluations.hand_in_area(at, session, person, evaluation, area)
    course.move(at, session, assessor, evaluation, Move(Status.CONSENSUS, seen=Status.SCORING))
    return evaluation


def address(evaluation: int, criterion: str = "") -> str:
    return f"/evalueringer/{evaluation}/enighet" + (f"/{criterion}" if criterion else "")


def titles(page: Page) -> list[str]:
    return [page.text(index) for index, found in page.all("h2") if (found.get("class") or "") == "dispute__title"]


def test_page_shows_only_differences_farthest_apart_first(inside: Visit, disputed: int) -> None:
    page = inside.get(address(disputed))

    assert len(titles(page)) == 2
    assert page.html.index(f'id="k-{FIRST}"') < page.html.index(f'id="k-{SECOND}"')
    assert "2 prosesser er vurdert ulikt." in page.text(page.all("main")[0][0])
    assert "Kari" in page.html
    assert "Ola" in page.html


def test_agreed_level_is_saved_with_its_reason(inside: Visit, disputed: int) -> None:
    fields = form_to(inside.get(address(disputed)), address(disputed, FIRST))

    inside.post(address(disputed, FIRST), fields | {"level": "3", "note": "Vedtaket er fra i fjor."})
    page = inside.get(address(disputed))

    assert "Avgjort: Etterlevd" in page.html
    assert "1 gjenstår." in page.text(page.all("main")[0][0])
    assert form_to(page, address(disputed, FIRST))["note"] == "Vedtaket er fra i fjor."


def test_level_without_a_reason_is_refused_and_kept(inside: Visit, disputed: int) -> None:
    fields = form_to(inside.get(address(disputed)), address(disputed, FIRST))

    page = page_of(inside.post(address(disputed, FIRST), fields | {"level": "3", "note": " "}, 422))

    assert "Skriv kort hvorfor dere ble enige om dette." in page.html
    assert '<option value="3" selected>' in page.html
    assert f"#note-{FIRST}" in [a.get("href") for _, a in page.all("a")]


def test_one_who_was_a_moment_late_sees_both(inside: Visit, disputed: int) -> None:
    fields = form_to(inside.get(address(disputed)), address(disputed, FIRST))
    inside.post(address(disputed, FIRST), fields | {"level": "3", "note": "Først."})

    page = page_of(inside.post(address(disputed, FIRST), fields | {"level": "2", "note": "Sist."}, 409))

    assert "Avgjort: Etterlevd" in page.html
    assert "lagret et annet felles nivå" in page.html
    kept = form_to(page, address(disputed, FIRST))
    assert kept["note"] == "Sist."
    assert '<option value="2" selected>' in page.html
    inside.post(address(disputed, FIRST), kept | {"level": "2"})
    assert "Avgjort: Forankret" in inside.get(address(disputed)).html


def test_basis_that_has_changed_is_refused_and_the_text_kept(inside: Visit, disputed: int) -> None:
    fields = form_to(inside.get(address(disputed)), address(disputed, FIRST))
    late = fields | {"level": "2", "note": "Sist.", "basis": "noe annet"}

    page = page_of(inside.post(address(disputed, FIRST), late, 409))

    assert "har endret nivået sitt siden du så det" in page.html
    assert form_to(page, address(disputed, FIRST))["note"] == "Sist."


def test_overview_lists_what_is_not_agreed_on_with_links(inside: Visit, disputed: int) -> None:
    page = inside.get(f"/evalueringer/{disputed}")

    links = [str(a.get("href")) for _, a in page.all("a")]
    assert f"{address(disputed)}#k-{FIRST}" in links
    assert address(disputed) in links


def test_those_who_agree_on_everything_are_told(
    at: Installation, session: Session, inside: Visit, assessor: Actor, colleague: Actor, evaluation: int
) -> None:
    teams.put(at, session, assessor, evaluation, colleague.email, Relation.ASSESSOR)
    for person in (assessor, colleague):
        evaluations.enter_answers(at, session, person, evaluation, answers_of(2))
        for area in ("apenhet", "ledelse"):
            evaluations.hand_in_area(at, session, person, evaluation, area)
    course.move(at, session, assessor, evaluation, Move(Status.CONSENSUS, seen=Status.SCORING))

    page = inside.get(address(evaluation))

    assert "Dere er enige om alt" in page.html
    assert "100" in page.html


def test_after_consensus_the_page_can_be_read_and_not_written(
    at: Installation, session: Session, inside: Visit, assessor: Actor, disputed: int
) -> None:
    for criterion in (FIRST, SECOND):
        fields = form_to(inside.get(address(disputed)), address(disputed, criterion))
        inside.post(address(disputed, criterion), fields | {"level": "3", "note": "Begrunnet slik."})
    course.move(at, session, assessor, disputed, Move(Status.FACT_CHECK, seen=Status.CONSENSUS))

    page = inside.get(address(disputed))

    assert "Begrunnet slik." in page.html
    assert address(disputed, FIRST) not in page.html
    inside.post(address(disputed, FIRST), {"level": "2", "note": "x", "version": "1"}, 409)
