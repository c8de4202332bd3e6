"""The page of the team: putting in, taking out, and what is refused."""

import pytest

from kompass.domain.permissions import Actor
from tests.house_rules import Visit
from tests.web.conftest import page_of


def address(evaluation: int) -> str:
    return f"/evalueringer/{evaluation}/lag"


def test_colleague_is_put_in_and_taken_out(inside: Visit, colleague: Actor, evaluation: int) -> None:
    inside.post(address(evaluation), {"email": colleague.email, "relation": "assessor"})
    together = inside.get(address(evaluation)).html
    inside.post(f"{address(evaluation)}/{colleague.id}/fjern", {})

    assert "2 personer" in together
    assert "1 person" in inside.get(address(evaluation)).html


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"email": "ingen@prøve.no", "relation": "assessor"}, "Ingen konto har adressen ingen@prøve.no."),
        ({"email": "leser@prøve.no", "relation": "lead"}, "Leser har en konto som ikke kan ha denne delen"),
        ({"email": "ola@prøve.no", "relation": "operator"}, "Velg hvilken del personen skal ha"),
        ({"email": "kari@prøve.no", "relation": "assessor"}, "En evaluering må ha en leder."),
    ],
)
@pytest.mark.usefixtures("colleague", "reader")
def test_what_cannot_be_is_refused_and_shown_again(
    inside: Visit, evaluation: int, fields: dict[str, str], sentence: str
) -> None:
    page = page_of(inside.post(address(evaluation), fields, 422))

    assert sentence in page.html
    assert fields["email"] in page.html


def test_last_lead_stays(inside: Visit, assessor: Actor, evaluation: int) -> None:
    page = page_of(inside.post(f"{address(evaluation)}/{assessor.id}/fjern", {}, 422))

    assert "En evaluering må ha en leder." in page.html


def test_stranger_to_the_team_cannot_be_taken_out(inside: Visit, evaluation: int) -> None:
    inside.post(f"{address(evaluation)}/4711/fjern", {}, 404)


def test_assessor_sees_the_team_and_changes_nothing(
    inside: Visit, visit: Visit, colleague: Actor, evaluation: int
) -> None:
    inside.post(address(evaluation), {"email": colleague.email, "relation": "assessor"})
    visit.sign_in(colleague)

    page = visit.get(address(evaluation))

    assert "Ta med en til" not in page.html
    visit.post(address(evaluation), {"email": colleague.email, "relation": "lead"}, 403)
