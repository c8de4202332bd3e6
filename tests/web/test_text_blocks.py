"""The texts the firm uses again, in the browser."""

import pytest
from sqlalchemy.orm import Session

from kompass.domain.permissions import Actor
from kompass.services import text_blocks
from kompass.services.installation import Installation
from kompass.services.text_blocks import BlockProposal
from tests.house_rules import Visit
from tests.web.conftest import form_to, location_of, page_of

LIST = "/tekstblokker"


def listed(session: Session, person: Actor) -> list[tuple[str, str]]:
    session.rollback()  # whatever it read before
    return [(one.title, one.text) for one in text_blocks.listed(session, person)]


@pytest.fixture
def block(at: Installation, session: Session, assessor: Actor) -> int:
    return text_blocks.add(at, session, assessor, BlockProposal("Metode", "Vi **leste**."))


def test_a_block_is_added_changed_and_taken_away(inside: Visit, session: Session, assessor: Actor) -> None:
    assert "Ingen tekstblokker ennå" in inside.get(LIST).html
    inside.post(LIST, {"title": "Metode", "text": "Vi leste."})
    (block,) = text_blocks.listed(session, assessor)
    address = f"{LIST}/{block.id}"

    fields = form_to(inside.get(address), address) | {"text": "Vi leste mye."}
    assert location_of(inside.post(address, fields)) == f"{LIST}#block-{block.id}"
    assert listed(session, assessor) == [("Metode", "Vi leste mye.")]

    inside.post(f"{address}/fjern", form_to(inside.get(address), f"{address}/fjern"))
    assert listed(session, assessor) == []
    inside.get(address, 404)


def test_list_shows_the_marks(inside: Visit, block: int) -> None:
    page = inside.get(LIST)

    assert [page.text(index) for index, _ in page.all("strong")] == ["leste"]
    assert "Lagret 23. november 2026 kl. 10.30, Kari" in page.text(0)


def test_what_cannot_be_saved_stays_in_the_fields(inside: Visit, block: int) -> None:
    for address in (LIST, f"{LIST}/{block}"):
        fields = form_to(inside.get(address), address) | {"title": "", "text": "Skrevet"}
        page = page_of(inside.post(address, fields, 422))
        assert form_to(page, address)["text"] == "Skrevet"
        assert "Skriv en tittel." in page.text(0)


def test_both_texts_are_shown_when_somebody_changed_it_first(
    at: Installation, inside: Visit, session: Session, assessor: Actor, block: int
) -> None:
    address = f"{LIST}/{block}"
    fields = form_to(inside.get(address), address) | {"text": "Min"}
    text_blocks.change(at, session, assessor, block, BlockProposal("Metode", "En annens", 1))

    page = page_of(inside.post(address, fields, 409))

    again = form_to(page, address)
    assert (again["text"], again["version"]) == ("Min", "2")
    assert "En annens" in page.text(0)
    inside.post(address, again)
    assert listed(session, assessor) == [("Metode", "Min")]


@pytest.mark.parametrize(("version", "status"), [("9", 409), ("x", 422), ("", 422)])
def test_block_changed_meanwhile_is_not_taken_away(
    inside: Visit, session: Session, assessor: Actor, block: int, version: str, status: int
) -> None:
    inside.post(f"{LIST}/{block}/fjern", {"version": version}, status)

    assert len(listed(session, assessor)) == 1


def test_only_assessors_have_them(visit: Visit, contact: Actor, reader: Actor, block: int) -> None:
    for person in (contact, reader):
        visit.sign_in(person)
        visit.get(LIST, 403)
        visit.post(LIST, {"title": "a", "text": "b"}, 403)
        visit.post(f"{LIST}/{block}/fjern", {"version": "1"}, 403)
