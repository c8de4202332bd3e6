"""The report as the browser gets it, and the page that waits for it; what stands in it has its own tests."""

import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from kompass.domain.errors import KompassError
from kompass.domain.permissions import Actor
from kompass.reporting.data.parts import Report
from kompass.services import paper
from kompass.services.installation import Installation
from tests.house_rules import Visit
from tests.web.conftest import Enter, answers_of, location_of


class Press:
    """Stands where the report is rendered: waits until it is let go, then does what it is told."""

    def __init__(self) -> None:
        self.go_on, self.made = threading.Event(), 0
        self.outcome: Callable[[], bytes] = lambda: b"%PDF-1.7 made"

    def render(self, _report: Report, _folder: Path) -> bytes:
        assert self.go_on.wait(20)
        self.made += 1
        return self.outcome()


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Iterator[Press]:
    made = Press()
    monkeypatch.setattr(paper, "_WORKER", made)
    yield made
    made.go_on.set()


@pytest.fixture
def waiting(evaluation: int, enter: Enter, press: Press) -> str:
    """The address that waits for a report that can be made."""
    enter(evaluation, answers_of(2))
    return f"/evalueringer/{evaluation}/rapport.pdf?sprak=nn&vent=1"


def answered(inside: Visit, address: str) -> TestResponse:
    """The answer once the report is no longer being made."""
    deadline = time.monotonic() + 20
    while (answer := inside.client.get(address)).status_code == 202 and time.monotonic() < deadline:
        time.sleep(0.02)
    return answer


def told(inside: Visit, address: str) -> dict[str, Any]:
    """What the script of the page is told."""
    found: dict[str, Any] = inside.client.get(address, headers={"Accept": "application/json"}).get_json()
    return found


def test_waiting_page_says_how_far_and_leads_to_the_report(inside: Visit, waiting: str, press: Press) -> None:
    page = inside.get(waiting, 202)

    assert "Rapporten lages" in page.html
    assert '<p lang="nn">Kommunekompasset: Røros kommune 2026</p>' in page.html
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page.html
    assert told(inside, waiting) == {"address": "", "is_failed": False, "message": "Rapporten lages nå."}
    press.go_on.set()
    address = location_of(answered(inside, waiting))
    assert address == waiting.removesuffix("&vent=1")
    assert inside.client.get(address).data == b"%PDF-1.7 made"
    assert told(inside, waiting)["address"] == address
    assert press.made == 1


def test_second_in_the_queue_is_told_how_many_are_ahead(inside: Visit, waiting: str, press: Press) -> None:
    inside.get(waiting, 202)
    page = inside.get(waiting.replace("nn", "nb"), 202)
    third = inside.get(waiting.replace("nn", "en"), 202)

    assert "Rapporten står i kø. 1 rapport er foran." in page.html
    assert "Rapporten står i kø. 2 rapporter er foran." in third.html


def test_failure_says_why_in_the_readers_language_and_can_be_tried_again(
    inside: Visit, waiting: str, press: Press
) -> None:
    def fail() -> bytes:
        values = {"character": "市", "point": "U+5E02", "heading": "3.1 Innsyn", "excerpt": "byen 市"}
        raise KompassError("glyph_missing", **values)

    press.outcome = fail
    press.go_on.set()
    assert answered(inside, waiting).status_code == 500
    page = inside.get(waiting, 500)

    assert "mangler tegnet 市 (U+5E02). Det står under «3.1 Innsyn», der det heter «byen 市»." in page.html
    assert "http-equiv" not in page.html
    assert told(inside, waiting)["is_failed"]
    (again,) = re.findall(r'href="([^"]*vent=2)"', page.html)
    press.outcome = lambda: b"%PDF-1.7 at last"
    assert inside.client.get(waiting).status_code == 500

    address = location_of(answered(inside, again.replace("&amp;", "&")))
    assert inside.client.get(address).data == b"%PDF-1.7 at last"


def test_right_is_asked_again_when_the_report_is_fetched(
    app: Flask, inside: Visit, waiting: str, press: Press, contact: Actor
) -> None:
    press.go_on.set()
    address = location_of(answered(inside, waiting))
    stranger = Visit(app).sign_in(contact)

    for one in (waiting, address):
        stranger.get(one, 404)


@pytest.mark.parametrize("attempt", ["", "0", "-1", "x", "٣", "99999999999999999999"])
def test_odd_attempt_is_the_first(inside: Visit, waiting: str, press: Press, attempt: str) -> None:
    assert "Rapporten lages" in inside.get(waiting.replace("vent=1", f"vent={attempt}"), 202).html


def test_nowhere_to_queue_leads_straight_to_the_report(
    inside: Visit, waiting: str, press: Press, at: Installation
) -> None:
    (at.instance / "reports").write_text("in the way")
    press.go_on.set()

    address = location_of(inside.client.get(waiting))

    assert inside.client.get(address).data == b"%PDF-1.7 made"


def test_report_is_a_pdf_in_the_language_asked_for(inside: Visit, evaluation: int, enter: Enter) -> None:
    enter(evaluation, answers_of(2))

    response = inside.client.get(f"/evalueringer/{evaluation}/rapport.pdf?sprak=nn")

    assert response.status_code == 200
    assert response.data.startswith(b"%PDF-")
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Language"] == "nn"
    assert response.headers["Content-Disposition"].startswith("inline; filename=roros-2026")
    assert response.headers["Cache-Control"] == "private, no-store"


def test_nothing_scored_makes_no_report(inside: Visit, evaluation: int) -> None:
    page = inside.get(f"/evalueringer/{evaluation}/rapport.pdf", 409)

    assert "Vurder minst én" in page.html


def test_report_of_an_unknown_evaluation_is_not_found(inside: Visit, places: None) -> None:
    assert "Fant ikke siden" in inside.get("/evalueringer/999999/rapport.pdf", 404).html


def test_report_is_a_word_file_where_the_address_says_so(inside: Visit, evaluation: int, enter: Enter) -> None:
    enter(evaluation, answers_of(2))

    response = inside.client.get(f"/evalueringer/{evaluation}/rapport.docx?sprak=en")

    assert response.status_code == 200
    assert response.data.startswith(b"PK")
    assert response.headers["Content-Type"].endswith("wordprocessingml.document")
    assert response.headers["Content-Language"] == "en"
    assert response.headers["Content-Disposition"].startswith("attachment; filename=roros-2026")
    assert response.headers["Content-Disposition"].endswith(".docx")


def test_nothing_scored_makes_no_word_file(inside: Visit, evaluation: int) -> None:
    inside.get(f"/evalueringer/{evaluation}/rapport.docx", 409)


def test_summary_is_linked_from_the_result_and_waited_for(
    inside: Visit, evaluation: int, enter: Enter, press: Press
) -> None:
    enter(evaluation, answers_of(2))
    address = f"/evalueringer/{evaluation}/sammendrag.pdf"

    assert f'href="{address}?vent=1"' in inside.get(f"/evalueringer/{evaluation}/resultat").html
    assert f'href="{address[:-4]}.docx?sprak=nn"' in inside.get(f"/evalueringer/{evaluation}/rapport").html
    page = inside.get(f"{address}?sprak=nn&vent=1", 202)
    assert '<p lang="nn">Kort om Kommunekompasset: Røros kommune 2026</p>' in page.html
    press.go_on.set()
    assert inside.client.get(f"{address}?sprak=nn").data == b"%PDF-1.7 made"
    name = "filename=roros-2026-sammendrag-nn.docx"
    assert name in inside.client.get(f"{address[:-4]}.docx?sprak=nn").headers["Content-Disposition"]


def test_summary_is_not_for_strangers_and_not_before_there_is_a_score(
    app: Flask, inside: Visit, evaluation: int, contact: Actor
) -> None:
    address = f"/evalueringer/{evaluation}/sammendrag.pdf"

    inside.get(address, 409)
    Visit(app).sign_in(contact).get(address, 404)
