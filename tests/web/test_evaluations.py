"""The list, the overview, handing in and opening again."""

from collections.abc import Callable

import pytest

from kompass.domain.answers import Level, NotApplicable
from kompass.domain.permissions import Actor
from tests.house_rules import Page, Visit
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

    assert "5 prosesser gjenstår" in page.html
    for criterion in CRITERIA[1:]:
        area = criterion.split(".", maxsplit=1)[0]
        assert f"/evalueringer/{evaluation}/omrader/{area}#k-{criterion}" in hrefs(page)
    assert not any(href.endswith(FIRST) for href in hrefs(page))


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


def test_incomplete_evaluation_is_not_handed_in(inside: Visit, evaluation: int, enter: Enter) -> None:
    enter(evaluation, {FIRST: Level(4)})

    page = page_of(inside.post(f"/evalueringer/{evaluation}/lever", {}, 422))

    assert "Evalueringen er ikke levert" in page.html
    assert "5 prosesser mangler vurdering." in page.html
    assert "Under arbeid" in page.html


def test_complete_evaluation_is_handed_in_and_opened_again(inside: Visit, evaluation: int, enter: Enter) -> None:
    enter(evaluation, answers_of(2))
    address = f"/evalueringer/{evaluation}"

    inside.post(f"{address}/lever", {})
    handed_in = inside.get(address).html
    inside.post(f"{address}/gjenapne", {})
    reopened = inside.get(address).html

    assert "Evalueringen er levert" in handed_in
    assert "Alt er vurdert" in reopened


def test_confirmation_says_what_handing_in_means(inside: Visit, evaluation: int, enter: Enter) -> None:
    enter(evaluation, answers_of(2))

    page = inside.get(f"/evalueringer/{evaluation}")

    assert "Svarene låses" in page.html
    assert "Du kan gjenåpne den senere." in page.html


@pytest.mark.parametrize(("first", "second"), [("lever", "lever"), ("gjenapne", "gjenapne")])
def test_what_is_done_already_cannot_be_done_again(
    inside: Visit, evaluation: int, enter: Enter, first: str, second: str
) -> None:
    enter(evaluation, answers_of(2))
    address = f"/evalueringer/{evaluation}"
    inside.post(f"{address}/lever", {})
    if first == "gjenapne":
        inside.post(f"{address}/{first}", {})

    page = page_of(inside.post(f"{address}/{second}", {}, 409))

    assert "Noen andre har nettopp levert eller gjenåpnet" in page.html


def test_reader_is_offered_no_action(
    visit: Visit, reader: Actor, evaluation: int, enter: Enter, hand_in: Callable[[int], None]
) -> None:
    visit.sign_in(reader)
    address = f"/evalueringer/{evaluation}"
    half_way = visit.get(address).html
    enter(evaluation, answers_of(2))
    complete = visit.get(address).html
    hand_in(evaluation)
    locked = visit.get(address).html

    assert "Fortsett vurderingen" not in half_way
    assert f"{address}/lever" not in complete
    assert f"{address}/gjenapne" not in locked


def test_report_page_offers_every_language(inside: Visit, evaluation: int, enter: Enter) -> None:
    enter(evaluation, answers_of(2))

    page = inside.get(f"/evalueringer/{evaluation}/rapport")

    for locale in ("nb", "nn", "en"):
        assert f"/evalueringer/{evaluation}/rapport.pdf?sprak={locale}" in hrefs(page)
    assert "Evalueringen er ikke ferdig" not in page.html


def test_report_page_warns_while_something_is_missing(inside: Visit, evaluation: int, enter: Enter) -> None:
    enter(evaluation, {FIRST: Level(4)})

    text = inside.get(f"/evalueringer/{evaluation}/rapport").html

    assert "Evalueringen er ikke ferdig" in text
    assert "5 prosesser mangler vurdering." in text


def test_report_page_offers_nothing_before_the_first_answer(inside: Visit, evaluation: int) -> None:
    page = inside.get(f"/evalueringer/{evaluation}/rapport")

    assert "Ingenting er vurdert ennå" in page.html
    assert not any("rapport.pdf" in href for href in hrefs(page))
