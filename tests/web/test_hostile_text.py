"""Text that looks like code stays text, in every place a person can type."""

import pytest
from sqlalchemy.orm import Session

from kompass.storage import municipalities
from tests.factories import make_municipality
from tests.house_rules import Page, Visit
from tests.web.conftest import form_to, page_of, save_address

TEXTS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><b>ut</b>",
    "' onfocus='alert(1)",
    "{{7*7}} {% raw %} ${7*7} #{7*7}",
    "$$x^2$$ og $HOME",
    "%(by)s %s %n 100 %",
    "&lt;ikke&gt; &amp;",
    "=1+1 @SUM(A1)",
    "Čáhci đ ŋ š ž 😀 ﷺ",
)


def has_only_our_elements(page: Page) -> bool:
    """No script but those from files, no image, no handler: nothing typed became an element."""
    scripts = [attributes for _, attributes in page.all("script") if not attributes.get("src")]
    return not scripts and not page.all("img") and "49" not in page.text(0)


@pytest.mark.parametrize("text", TEXTS)
def test_note_is_shown_as_it_was_written(inside: Visit, evaluation: int, text: str) -> None:
    inside.save(save_address(evaluation), {"level": "1", "note": text, "version": "0"})

    page = inside.get(f"/evalueringer/{evaluation}/omrader/apenhet")

    assert form_to(page, save_address(evaluation))["note"] == text
    assert has_only_our_elements(page)


@pytest.mark.parametrize("text", TEXTS)
def test_reason_is_shown_as_it_was_written(inside: Visit, evaluation: int, text: str) -> None:
    inside.save(save_address(evaluation), {"level": "na", "reason": text, "version": "0"})

    page = inside.get(f"/evalueringer/{evaluation}/omrader/apenhet")

    assert form_to(page, save_address(evaluation))["reason"] == text
    assert has_only_our_elements(page)


@pytest.mark.parametrize("text", TEXTS)
def test_search_is_shown_as_it_was_written(inside: Visit, places: None, text: str) -> None:
    page = inside.get("/kommuner", query_string={"q": text})

    assert form_to(page, "/kommuner")["q"] == text
    assert f"«{text}»" in page.text(0)
    assert has_only_our_elements(page)


@pytest.mark.parametrize("text", TEXTS)
def test_date_is_shown_as_it_was_written(inside: Visit, places: None, text: str) -> None:
    address = "/kommuner/5025/evalueringer"

    page = page_of(inside.post(address, {"evaluated_on": text}, 422))

    assert form_to(page, address)["evaluated_on"] == text
    assert has_only_our_elements(page)


@pytest.mark.parametrize("text", TEXTS)
def test_address_at_sign_in_is_shown_as_it_was_written(visit: Visit, places: None, text: str) -> None:
    page = page_of(visit.post("/logg-inn", {"email": text, "password": "x", "next": text}, 422))

    assert form_to(page, "/logg-inn")["email"] == text
    assert has_only_our_elements(page)


@pytest.mark.parametrize("text", TEXTS)
def test_text_kept_through_sign_in_is_shown_as_it_was_written(visit: Visit, evaluation: int, text: str) -> None:
    page = page_of(visit.post(save_address(evaluation), {"note": text, "reason": text}, 401))

    assert form_to(page, "/logg-inn")["kept.note"] == text
    assert text in page.text(0)
    assert has_only_our_elements(page)


@pytest.mark.parametrize("text", TEXTS)
def test_name_of_a_municipality_is_shown_as_it_is(inside: Visit, session: Session, text: str) -> None:
    municipalities.replace_register(session, [make_municipality("9100", name=text, other_names=text)], [], {})
    session.commit()

    page = inside.get("/kommuner/9100")

    assert page.text(page.all("h1")[0][0]) == text
    assert has_only_our_elements(page)


@pytest.mark.parametrize("text", TEXTS)
def test_address_of_the_page_is_shown_as_it_is(inside: Visit, evaluation: int, text: str) -> None:
    page = inside.get(f"/evalueringer/{evaluation}/omrader/apenhet", query_string={"lagret": text})

    assert has_only_our_elements(page)
