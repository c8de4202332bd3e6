"""The page of an answer's history: what stands there, undoing, and what is refused."""

from collections.abc import Callable

import pytest

from kompass.domain.permissions import Actor, Relation
from kompass.services import teams
from kompass.services.installation import Installation
from tests.house_rules import Page, Visit
from tests.services.test_answer_history import agree_on, to_consensus
from tests.web.conftest import CRITERIA, FIRST, Enter, answers_of, forms_to, page_of, save_address


def address(evaluation: int, criterion: str = FIRST) -> str:
    return f"{save_address(evaluation, criterion)}/historikk"


@pytest.fixture
def saved(inside: Visit, evaluation: int) -> int:
    """Two levels after one another, and a reason why not."""
    for version, fields in enumerate(
        (
            {"level": "1", "note": "Først"},
            {"level": "3", "note": "Så"},
            {"level": "na", "reason": "Har ingen postliste", "note": ""},
        )
    ):
        inside.post(save_address(evaluation), {**fields, "version": str(version)})
    return evaluation


def main(page: Page) -> str:
    return page.text(page.all("main")[0][0])


def test_scoring_page_leads_to_the_history_of_each_answer(inside: Visit, evaluation: int) -> None:
    page = inside.get(f"/evalueringer/{evaluation}/omrader/apenhet")

    links = [a["href"] for _, a in page.all("a") if (a.get("href") or "").endswith("/historikk")]
    assert links == [address(evaluation, criterion) for criterion in CRITERIA[:4]]


def test_nothing_saved_says_what_will_stand_here(inside: Visit, evaluation: int) -> None:
    assert "Ingenting er lagret ennå" in main(inside.get(address(evaluation)))


def test_every_change_is_listed_newest_first(inside: Visit, saved: int) -> None:
    text = main(inside.get(address(saved)))

    order = [text.index(words) for words in ("Har ingen postliste", "3 Etterlevd", "1 Bygget opp", "Ikke vurdert")]
    assert order == sorted(order)
    assert "Ikke aktuelt Gjelder nå" in text
    assert "Lagret 23. november 2026 kl. 10.30, Kari" in text


def test_last_change_is_undone_with_one_button_and_again(inside: Visit, saved: int) -> None:
    undo = forms_to(inside.get(address(saved)), address(saved))[0]

    inside.post(address(saved), undo)
    page = inside.get(address(saved))

    assert "3 Etterlevd Gjelder nå" in main(page)
    inside.post(address(saved), forms_to(page, address(saved))[0])
    assert "Ikke aktuelt Gjelder nå" in main(inside.get(address(saved)))


def test_any_earlier_answer_can_be_put_back(inside: Visit, saved: int) -> None:
    *_, first, beginning = forms_to(inside.get(address(saved)), address(saved))

    inside.post(address(saved), first)
    assert "1 Bygget opp Gjelder nå" in main(inside.get(address(saved)))
    inside.post(address(saved), beginning | {"version": "4"})
    assert "Ikke vurdert Gjelder nå" in main(inside.get(address(saved)))


def test_answer_that_was_changed_meanwhile_is_kept_and_both_are_shown(inside: Visit, saved: int) -> None:
    undo = forms_to(inside.get(address(saved)), address(saved))[0]
    inside.post(save_address(saved), {"level": "4", "note": "I et annet vindu", "version": "3"})

    page = page_of(inside.post(address(saved), undo, 409))

    text = main(page)
    assert "Svaret ble endret 23. november 2026 kl. 10.30, etter at du åpnet siden." in text
    assert text.index("3 Etterlevd") < text.index("4 Evaluert Gjelder nå")
    assert "I et annet vindu" in text


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"state": "4711", "version": "3"}, 404),
        ({"state": "", "version": "3"}, 422),
        ({"state": "-1", "version": "3"}, 422),
        ({"state": "0", "version": ""}, 422),
    ],
)
def test_form_that_makes_no_sense_changes_nothing(
    inside: Visit, saved: int, fields: dict[str, str], status: int
) -> None:
    inside.post(address(saved), fields, status)

    assert "Ikke aktuelt Gjelder nå" in main(inside.get(address(saved)))


def test_unknown_process_is_not_found(inside: Visit, evaluation: int) -> None:
    inside.get(address(evaluation, "finnes.ikke.her"), 404)
    inside.post(address(evaluation, "finnes.ikke.her"), {"state": "0", "version": "0"}, 404)


def test_stranger_is_not_told_that_there_is_anything(visit: Visit, saved: int, colleague: Actor) -> None:
    visit.sign_in(colleague).get(address(saved), 404)


def test_history_is_read_only_once_nobody_scores(
    inside: Visit, evaluation: int, enter: Enter, publish: Callable[[int], None], visit: Visit, reader: Actor
) -> None:
    enter(evaluation, answers_of(2))
    publish(evaluation)

    page = inside.get(address(evaluation))

    assert "Det felles svaret" in main(page)
    assert "Svarene kan leses, men ikke endres nå." in main(page)
    assert forms_to(page, address(evaluation)) == []
    inside.post(address(evaluation), {"state": "0", "version": "1"}, 409)
    published = main(visit.sign_in(reader).get(address(evaluation)))
    assert "2 Forankret" in published
    assert "Kari" not in published


def test_agreed_answer_is_put_back_with_one_button(
    inside: Visit, at: Installation, assessor: Actor, colleague: Actor, evaluation: int
) -> None:
    with at.session() as session:
        teams.put(at, session, assessor, evaluation, colleague.email, Relation.ASSESSOR)
        to_consensus(at, session, assessor, colleague, evaluation)
        agree_on(at, session, colleague, evaluation, 2, 3)
    action = f"{address(evaluation)}/felles"
    (back,) = forms_to(inside.get(address(evaluation)), action)

    inside.post(action, back)

    page = inside.get(address(evaluation))
    assert "2 Forankret Gjelder nå Derfor 2" in main(page)
    stale = page_of(inside.post(action, forms_to(page, action)[0] | {"version": back["version"]}, 409))
    assert "Svaret ble endret" in main(stale)
    assert (
        forms_to(inside.get(address(evaluation, CRITERIA[1])), f"{address(evaluation, CRITERIA[1])}/felles") == []
    )
