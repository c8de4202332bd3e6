"""Saving an answer, as the scripts do and as a plain form."""

from collections.abc import Callable
from datetime import date

import pytest

from kompass.domain.answers import Level
from kompass.domain.permissions import Actor
from kompass.services.installation import Installation
from tests.factories import begin
from tests.house_rules import Page, Visit
from tests.web.conftest import (
    CRITERIA,
    FIRST,
    Enter,
    answers_of,
    form_to,
    forms_to,
    location_of,
    page_of,
    save_address,
)

KEY = "0f8fad5b-d9cb-469f-a165-70867728950e"


def answer(level: str, version: int = 0, **fields: str) -> dict[str, str]:
    return {"level": level, "reason": "", "note": "", "version": str(version), "op": ""} | fields


def area_page(visit: Visit, evaluation: int) -> Page:
    return visit.get(f"/evalueringer/{evaluation}/omrader/apenhet")


def chosen(page: Page, evaluation: int, criterion: str = FIRST) -> dict[str, str]:
    fields = form_to(page, save_address(evaluation, criterion))
    return {name: value for name, value in fields.items() if name in ("level", "reason", "note", "version")}


@pytest.fixture
def other(app, assessor: Actor) -> Visit:
    """A second browser, with the same person signed in."""
    return Visit(app).sign_in(assessor)


def test_script_saves_and_gets_version_time_and_sums(inside: Visit, evaluation: int) -> None:
    found = inside.save(save_address(evaluation), answer("3", note="Sett i postlisten."))

    assert (found["version"], found["saved_at"]) == (1, "10.30")
    assert found["totals"]["area"]["points"] == "15,0"
    assert found["totals"]["area"]["open"] == "80,0"
    assert (found["totals"]["area"]["answered"], found["totals"]["area"]["count"]) == (1, 4)
    assert (found["totals"]["total"]["answered"], found["totals"]["total"]["count"]) == (1, 6)
    assert found["totals"]["subareas"]["apenhet.innsyn"] == {"points": "15,0", "maximum": "60"}


def test_sums_are_written_the_readers_way(inside: Visit, evaluation: int) -> None:
    response = inside.client.post(
        save_address(evaluation),
        data=answer("3"),
        headers={"Accept": "application/json", "Accept-Language": "en", "X-CSRFToken": inside.token()},
    )

    assert response.get_json()["totals"]["area"]["points"] == "15.0"


def test_plain_form_saves_and_comes_back_to_the_criterion(inside: Visit, evaluation: int) -> None:
    page = area_page(inside, evaluation)
    fields = form_to(page, save_address(evaluation)) | {"level": "2", "note": "Se vedtaket."}

    response = inside.post(save_address(evaluation), fields)

    assert location_of(response).startswith(f"/evalueringer/{evaluation}/omrader/apenhet")
    assert location_of(response).endswith(f"#k-{FIRST}")
    assert chosen(area_page(inside, evaluation), evaluation) == {
        "level": "2",
        "reason": "",
        "note": "Se vedtaket.",
        "version": "1",
    }


def test_plain_form_says_what_was_saved(inside: Visit, evaluation: int) -> None:
    response = inside.post(save_address(evaluation), answer("2"))

    assert "1.1.1 er lagret." in inside.get(location_of(response).split("#")[0]).html


def test_note_may_stand_without_a_level(inside: Visit, evaluation: int) -> None:
    found = inside.save(save_address(evaluation), answer("", note="Spør arkivet."))

    assert found["totals"]["area"]["answered"] == 0
    assert chosen(area_page(inside, evaluation), evaluation)["note"] == "Spør arkivet."


def test_note_keeps_its_lines(inside: Visit, evaluation: int) -> None:
    inside.save(save_address(evaluation), answer("1", note="\r\nFørst.\r\n\r\nSå.\r\n"))

    assert chosen(area_page(inside, evaluation), evaluation)["note"] == "Først.\n\nSå."


def test_not_applicable_leaves_the_sum_with_its_reason(inside: Visit, evaluation: int) -> None:
    found = inside.save(save_address(evaluation), answer("na", reason="Har ikke arkiv."))

    assert found["totals"]["area"] == found["totals"]["area"] | {"points": "0,0", "maximum": "100"}
    assert chosen(area_page(inside, evaluation), evaluation)["reason"] == "Har ikke arkiv."


@pytest.mark.parametrize(
    ("fields", "code", "field"),
    [
        (answer("na"), "not_applicable_without_reason", "reason"),
        (answer("na", reason=" \n "), "not_applicable_without_reason", "reason"),
        (answer("5"), "level_off_scale", "level"),
        (answer("-1"), "level_off_scale", "level"),
        (answer("to"), "level_not_a_number", "level"),
        (answer("2.5"), "level_not_a_number", "level"),
        (answer("3") | {"version": ""}, "version_missing", "level"),
        (answer("3") | {"version": "-1"}, "version_missing", "level"),
        (answer("3") | {"version": "9" * 30}, "version_missing", "level"),
        (answer("3", note="x" * 200_000), "text_too_long", "note"),
        (answer("na", reason="x" * 200_000), "text_too_long", "reason"),
        (answer("3", note="a\x00b"), "control_character", "note"),
        (answer("3", note="a\u202eb"), "bidi_control", "note"),
        (answer("na", reason="a\u2067b"), "bidi_control", "reason"),
    ],
)
def test_what_cannot_be_saved_is_refused_with_a_sentence_and_kept(
    inside: Visit, evaluation: int, fields: dict[str, str], code: str, field: str
) -> None:
    found = inside.save(save_address(evaluation), fields, 422)
    page = page_of(inside.post(save_address(evaluation), fields, 422))

    (problem,) = found["problems"]
    assert (problem["code"], problem["field"]) == (code, field)
    assert problem["message"] in page.text(0)
    kept = chosen(page, evaluation)
    assert kept["note"].replace("\ufffd", "\x00") == fields["note"]
    assert kept["reason"] == fields["reason"]
    assert chosen(area_page(inside, evaluation), evaluation)["version"] == "0"


def test_every_problem_is_told_at_once(inside: Visit, evaluation: int) -> None:
    found = inside.save(save_address(evaluation), answer("9", note="a\u202eb"), 422)

    assert [problem["code"] for problem in found["problems"]] == ["bidi_control", "level_off_scale"]


def test_two_browsers_of_one_person_both_keep_their_text(inside: Visit, other: Visit, evaluation: int) -> None:
    other.save(save_address(evaluation), answer("3", note="Fra nettbrettet."))

    found = inside.save(save_address(evaluation), answer("1", note="Fra maskinen."), 409)

    assert found["current"] == found["current"] | {
        "level": "3",
        "level_text": "Etterlevd",
        "reason": "",
        "note": "Fra nettbrettet.",
        "version": 1,
        "by": "Kari",
        "at": "10.30",
    }
    assert "Du lagret noe annet kl. 10.30" in found["message"]
    assert chosen(area_page(inside, evaluation), evaluation)["note"] == "Fra nettbrettet."


def test_conflict_page_shows_both_texts_and_lets_either_stand(inside: Visit, other: Visit, evaluation: int) -> None:
    other.save(save_address(evaluation), answer("3", note="Fra nettbrettet."))

    page = page_of(inside.post(save_address(evaluation), answer("1", note="Fra maskinen."), 409))
    inside.post(save_address(evaluation), forms_to(page, save_address(evaluation))[0])

    assert "Fra nettbrettet." in page.html
    assert "Fra maskinen." in page.html
    assert chosen(area_page(inside, evaluation), evaluation)["note"] == "Fra maskinen."


def test_both_texts_may_be_put_together(inside: Visit, other: Visit, evaluation: int) -> None:
    other.save(save_address(evaluation), answer("3", note="Fra nettbrettet."))
    page = page_of(inside.post(save_address(evaluation), answer("1", note="Fra maskinen."), 409))

    notes = [fields["note"] for fields in forms_to(page, save_address(evaluation))]

    assert "Fra maskinen.\n\nFra nettbrettet." in notes


def test_two_browsers_that_save_the_same_are_no_conflict(inside: Visit, other: Visit, evaluation: int) -> None:
    other.save(save_address(evaluation), answer("3", note="Likt."))

    assert inside.save(save_address(evaluation), answer("3", note="Likt."))["version"] == 1


def test_two_tabs_of_one_person_do_not_overwrite_each_other(inside: Visit, evaluation: int) -> None:
    inside.save(save_address(evaluation), answer("3", note="I den ene fanen."))

    found = inside.save(save_address(evaluation), answer("3", note="I den andre fanen."), 409)

    assert found["current"]["note"] == "I den ene fanen."


def test_same_save_sent_twice_counts_once(inside: Visit, evaluation: int) -> None:
    first = inside.save(save_address(evaluation), answer("3", op=KEY))
    inside.save(save_address(evaluation), answer("4", version=1))

    assert inside.save(save_address(evaluation), answer("3", op=KEY))["version"] == first["version"]


def test_key_of_one_save_cannot_carry_another(inside: Visit, evaluation: int) -> None:
    inside.save(save_address(evaluation), answer("3", op=KEY))

    found = inside.save(save_address(evaluation), answer("2", version=1, op=KEY), 422)

    assert found["problems"][0]["code"] == "operation_reused"


def test_locked_evaluation_takes_no_answer_and_loses_no_text(
    inside: Visit, evaluation: int, enter: Enter, publish: Callable[[int], None]
) -> None:
    enter(evaluation, answers_of(2))
    publish(evaluation)
    late = answer("4", version=1, note="For sent.")

    found = inside.save(save_address(evaluation), late, 409)
    page = page_of(inside.post(save_address(evaluation), late, 409))

    assert "Det går ikke slik evalueringen står nå." in found["message"]
    assert form_to(page, save_address(evaluation))["note"] == "For sent."


def test_locked_evaluation_can_be_read(
    inside: Visit, evaluation: int, enter: Enter, publish: Callable[[int], None]
) -> None:
    enter(evaluation, answers_of(2))
    publish(evaluation)

    assert "Svarene kan leses, men ikke endres nå." in area_page(inside, evaluation).html


@pytest.mark.parametrize(
    "address",
    [
        "/evalueringer/999999",
        "/evalueringer/999999/resultat",
        "/evalueringer/999999/rapport",
        "/evalueringer/999999/omrader/apenhet",
        "/evalueringer/{id}/omrader/finnes-ikke",
        "/evalueringer/en",
        "/evalueringer/-1",
    ],
)
def test_unknown_thing_is_not_found(inside: Visit, evaluation: int, address: str) -> None:
    inside.get(address.format(id=evaluation), 404)


@pytest.mark.parametrize("criterion", ["finnes.ikke", "apenhet", "apenhet.innsyn", "%00"])
def test_unknown_criterion_is_not_found(inside: Visit, evaluation: int, criterion: str) -> None:
    found = inside.save(save_address(evaluation, criterion), answer("3"), 404)

    assert found["message"]


def test_answer_to_an_unknown_evaluation_is_not_found(inside: Visit, evaluation: int) -> None:
    inside.save(save_address(999_999), answer("3"), 404)


@pytest.mark.parametrize("criterion", CRITERIA)
def test_every_criterion_can_be_answered(inside: Visit, evaluation: int, criterion: str) -> None:
    assert inside.save(save_address(evaluation, criterion), answer("4"))["version"] == 1


def test_area_is_handed_in_and_taken_back(inside: Visit, evaluation: int, enter: Enter) -> None:
    enter(evaluation, answers_of(2))
    address = f"/evalueringer/{evaluation}/omrader/apenhet"

    inside.post(f"{address}/lever", {})
    handed_in, overview = inside.get(address).html, inside.get(f"/evalueringer/{evaluation}").html
    late = inside.save(save_address(evaluation), answer("4", version=1), 409)
    inside.post(f"{address}/ta-tilbake", {})

    assert "Du har levert området." in handed_in
    assert overview.count(">Levert</span>") == 1
    assert "Du har levert området. Ta det tilbake før du endrer noe." in late["message"]
    assert inside.save(save_address(evaluation), answer("4", version=1))["version"] == 2


def test_area_with_gaps_is_not_handed_in_and_each_gap_has_a_link(
    inside: Visit, evaluation: int, enter: Enter
) -> None:
    enter(evaluation, {FIRST: Level(4)})

    page = page_of(inside.post(f"/evalueringer/{evaluation}/omrader/apenhet/lever", {}, 422))

    links = [str(a.get("href")) for _, a in page.all("a")]
    assert [f"#k-{criterion}" in links for criterion in CRITERIA[:4]] == [False, True, True, True]


def test_unknown_area_is_not_found_when_handed_in(inside: Visit, evaluation: int) -> None:
    inside.post(f"/evalueringer/{evaluation}/omrader/finnes-ikke/lever", {}, 404)


def test_notes_stay_with_the_assessors_when_the_result_is_public(
    inside: Visit, visit: Visit, reader: Actor, evaluation: int, enter: Enter, publish: Callable[[int], None]
) -> None:
    enter(evaluation, answers_of(2))
    inside.save(save_address(evaluation), answer("2", version=1, note="Fra intervjuet."))
    publish(evaluation)

    own = area_page(inside, evaluation).html
    others = area_page(visit.sign_in(reader), evaluation)

    assert "Fra intervjuet." in own
    assert "Forankret" in others.html
    assert "Fra intervjuet." not in others.html
    assert "Kari" not in others.html


def test_last_time_stands_beside_each_process(
    at: Installation, inside: Visit, assessor: Actor, evaluation: int, enter: Enter, publish: Callable[[int], None]
) -> None:
    enter(evaluation, answers_of(3))
    publish(evaluation)
    with at.session() as session:
        later = begin(at, session, assessor, "5025", date(2026, 11, 23))

    page = area_page(inside, later)

    assert page.html.count("Røros i 2026:") == 4
    assert "3 Etterlevd" in page.text(page.all("main")[0][0])
