"""The pages of the self-description: the list with how far it has come, and one area to write or to read."""

import pytest
from flask import Flask

from kompass.domain.permissions import Actor, Relation
from kompass.services import preparation
from kompass.services.installation import Installation
from tests.house_rules import Visit
from tests.services.preparing import DAYS, WANTED, collecting
from tests.web.conftest import form_to, forms_to, location_of, page_of

SAID = {"practice": "Vi sender møtene\r\ndirekte.", "written_where": "Planen, side 4.", "version": "0"}


@pytest.fixture
def evaluation(at: Installation, places: None, assessor: Actor, contact: Actor) -> int:
    """An evaluation being collected for, with days and a document asked for."""
    with at.session() as session:
        evaluation_id = collecting(at, session, assessor, (contact, Relation.CONTACT))
        preparation.save_days(at, session, assessor, evaluation_id, DAYS, 0)
        preparation.ask(at, session, assessor, evaluation_id, WANTED)
        return evaluation_id


@pytest.fixture
def writing(app: Flask, contact: Actor) -> Visit:
    """The house-rule client, signed in as the municipality's contact."""
    return Visit(app).sign_in(contact)


def address(evaluation: int, area: str = "") -> str:
    return f"/evalueringer/{evaluation}/selvbeskrivelse{area}"


def test_list_says_how_far_it_has_come_and_by_when(writing: Visit, evaluation: int) -> None:
    writing.post(address(evaluation, "/apenhet"), SAID)
    writing.post(address(evaluation, "/ledelse"), SAID | {"practice": ""})

    html = writing.get(address(evaluation)).html

    assert "1 av 2 områder er beskrevet." in html
    assert "Fristen er 1. desember 2026." in html
    assert "Beskrevet" in html
    assert "Påbegynt" in html
    assert "Velg et område og svar med egne ord." in html


def test_assessor_reads_and_cannot_write(inside: Visit, writing: Visit, evaluation: int) -> None:
    assert "Kommunen har ikke beskrevet noe område ennå." in inside.get(address(evaluation)).html
    assert "Ikke besvart." in inside.get(address(evaluation, "/apenhet")).html
    writing.post(address(evaluation, "/apenhet"), SAID)

    page = inside.get(address(evaluation, "/apenhet"))

    assert "Vi sender møtene\ndirekte." in page.html
    assert "Planen, side 4." in page.html
    assert forms_to(page, address(evaluation, "/apenhet")) == []
    assert f'href="{address(evaluation, "/ledelse")}"' in page.html
    assert (
        inside.client.post(address(evaluation, "/apenhet"), data={"csrf_token": inside.token()}).status_code == 403
    )


def test_area_shows_what_is_asked_about_and_the_documents(writing: Visit, evaluation: int) -> None:
    page = writing.get(address(evaluation, "/ledelse"))

    assert "Dette ser vurderingen på" in page.html
    assert "Delegeringsreglement" in page.html
    assert "Last opp eller lenk" in page.html


def test_saving_stays_or_goes_on_to_the_next_area(writing: Visit, evaluation: int) -> None:
    here = address(evaluation, "/apenhet")

    assert location_of(writing.post(here, SAID)) == here
    fields = form_to(writing.get(here), here)
    assert fields["practice"] == "Vi sender møtene\ndirekte."
    assert location_of(writing.post(here, fields | {"do": "next"})) == address(evaluation, "/ledelse")
    last = address(evaluation, "/ledelse")
    assert location_of(writing.post(last, SAID | {"do": "next"})) == last


def test_what_was_saved_meanwhile_is_shown_beside_what_was_typed(writing: Visit, evaluation: int) -> None:
    here = address(evaluation, "/apenhet")
    writing.post(here, SAID)

    page = page_of(writing.post(here, {"practice": "Noe annet.", "written_where": "", "version": "0"}, 409))

    assert "Kontakt lagret noe annet" in page.html
    assert "Planen, side 4." in page.html
    fields = form_to(page, here)
    assert (fields["practice"], fields["written_where"], fields["version"]) == ("Noe annet.", "", "1")
    writing.post(here, fields)
    assert form_to(writing.get(here), here)["practice"] == "Noe annet."


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"practice": "x" * 20_001}, "practice"),
        ({"written_where": "a\x00b"}, "written_where"),
        ({"version": "ni"}, "practice"),
    ],
)
def test_what_cannot_be_saved_stays_in_the_fields(
    writing: Visit, evaluation: int, changes: dict[str, str], field: str
) -> None:
    here = address(evaluation, "/apenhet")

    page = page_of(writing.post(here, SAID | {"practice": "Noe."} | changes, 422))

    kept = form_to(page, here)
    sent = SAID | {"practice": "Noe."} | changes
    assert {name: kept[name] for name in ("practice", "written_where")} == {
        name: sent[name] for name in ("practice", "written_where")
    }
    assert f'href="#{field}"' in page.html


def test_unknown_area_and_a_stranger(writing: Visit, visit: Visit, colleague: Actor, evaluation: int) -> None:
    writing.get(address(evaluation, "/finnes-ikke"), 404)
    writing.post(address(evaluation, "/finnes-ikke"), SAID, 404)
    visit.sign_in(colleague).get(address(evaluation), 404)
