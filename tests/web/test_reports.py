"""The report as the browser gets it; what stands in it has its own tests."""

from tests.house_rules import Visit
from tests.web.conftest import Enter, answers_of


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
