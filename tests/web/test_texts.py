"""Writing the texts of a report in the browser: nothing typed is lost, and findings never write over it."""

import pytest
from sqlalchemy.orm import Session

from kompass.domain.evaluation import Status
from kompass.domain.permissions import Actor, Relation
from kompass.services import text_blocks, texts
from kompass.services.installation import Installation
from kompass.services.text_blocks import BlockProposal
from tests.house_rules import Page, Visit
from tests.services.writing import in_fact_check, in_scoring, move, scored, write
from tests.web.conftest import form_to, location_of, page_of

pytestmark = pytest.mark.usefixtures("places")

SUMMARY = "apenhet/summary"


@pytest.fixture
def evaluation(at: Installation, session: Session, assessor: Actor, colleague: Actor, contact: Actor) -> int:
    return in_fact_check(at, session, assessor, (colleague, Relation.ASSESSOR), (contact, Relation.CONTACT))


def index(evaluation: int) -> str:
    return f"/evalueringer/{evaluation}/tekster"


def area(evaluation: int) -> str:
    return f"{index(evaluation)}/omrader/apenhet"


def whole(evaluation: int) -> str:
    return f"{index(evaluation)}/rapporten"


def versions(evaluation: int) -> str:
    return f"{index(evaluation)}/versjoner/{SUMMARY}"


def kept(session: Session, evaluation: int) -> dict[str, str]:
    """Everything that is written by now, whatever the session read before."""
    session.rollback()
    return texts.written(session, evaluation)


def typed(page: Page, address: str, do: str, **texts_by_kind: str) -> dict[str, str]:
    """The form of the page with these texts typed and this button pressed."""
    return form_to(page, address) | {f"text-{kind}": text for kind, text in texts_by_kind.items()} | {"do": do}


def of_page(page: Page, **attributes: str) -> list[str]:
    """The words of every element that has these attributes."""
    return [page.text(i) for i, (_, found) in enumerate(page.elements) if attributes.items() <= found.items()]


def test_list_tells_how_long_each_text_is_and_who_saved_it(
    at: Installation, session: Session, inside: Visit, assessor: Actor, evaluation: int
) -> None:
    write(at, session, assessor, evaluation, SUMMARY, "Fire ord i **alt**.")

    page = inside.get(index(evaluation))

    rows = [page.text(row) for row, _ in page.all("tr")]
    assert "Sammendrag 4 Lagret 23. november 2026 kl. 10.30, Kari" in rows
    assert "Forord – Ikke skrevet ennå" in rows
    assert len(rows) == 1 + 4 + 9


def test_overview_leads_to_the_texts(inside: Visit, evaluation: int) -> None:
    addresses = {a.get("href") for _, a in inside.get(f"/evalueringer/{evaluation}").all("a")}

    assert {index(evaluation), f"/evalueringer/{evaluation}/utkast"} <= addresses


@pytest.mark.parametrize("address", [area, whole])
def test_every_text_of_the_page_is_saved_at_once(inside: Visit, evaluation: int, address) -> None:
    page = inside.get(address(evaluation))
    kinds = [name.removeprefix("text-") for name in form_to(page, address(evaluation)) if name.startswith("text-")]

    answer = inside.post(
        address(evaluation), typed(page, address(evaluation), f"save-{kinds[1]}", **{k: f"Om {k}" for k in kinds})
    )

    assert location_of(answer) == f"{address(evaluation)}#text-{kinds[1]}"
    saved = form_to(inside.get(address(evaluation)), address(evaluation))
    assert [saved[f"text-{kind}"] for kind in kinds] == [f"Om {kind}" for kind in kinds]
    assert [saved[f"version-{kind}"] for kind in kinds] == ["1"] * len(kinds)


def test_preview_shows_the_marks_and_saves_nothing(inside: Visit, session: Session, evaluation: int) -> None:
    page = inside.get(area(evaluation))
    fields = typed(page, area(evaluation), "preview-strengths", strengths="Svært **bra**", summary="Uferdig")

    shown = page_of(inside.post(area(evaluation), fields, 200))

    assert [shown.text(index) for index, _ in shown.all("strong")] == ["bra"]
    assert form_to(shown, area(evaluation))["text-summary"] == "Uferdig"
    assert form_to(shown, area(evaluation))["text-strengths"] == "Svært **bra**"
    assert kept(session, evaluation) == {}


def test_findings_stand_beside_the_text_with_reasons_and_evidence(inside: Visit, evaluation: int) -> None:
    page = inside.get(area(evaluation))

    found = [page.text(item) for item, _ in page.all("ol")]
    assert "1.1.1 Postliste Evaluert uten bevis" in found[1]
    assert "1.1.2 Moter" in found[2]
    assert "poeng igjen" in found[2]


@pytest.mark.parametrize(
    ("kind", "says"),
    [("strengths", "- **1.1.1 Postliste.**"), ("improvements", "Moter"), ("summary", "Kommunen er kommet lengst")],
)
def test_an_empty_text_begins_with_the_findings(inside: Visit, evaluation: int, kind: str, says: str) -> None:
    fields = typed(inside.get(area(evaluation)), area(evaluation), f"findings-{kind}")

    shown = page_of(inside.post(area(evaluation), fields, 200))

    assert says in form_to(shown, area(evaluation))[f"text-{kind}"]


def test_findings_never_write_over_what_somebody_has_written(
    at: Installation, session: Session, inside: Visit, assessor: Actor, evaluation: int
) -> None:
    write(at, session, assessor, evaluation, SUMMARY, "Mitt.")
    page = inside.get(area(evaluation))
    buttons = [a.get("value") for _, a in page.all("button")]
    assert "findings-summary" not in buttons
    assert "findings-strengths" in buttons

    for fields in (
        typed(page, area(evaluation), "findings-summary", summary=""),
        typed(page, area(evaluation), "findings-strengths", strengths="Nettopp skrevet."),
    ):
        shown = page_of(inside.post(area(evaluation), fields, 422))
        stayed = {k: v for k, v in form_to(shown, area(evaluation)).items() if k.startswith("text-")}
        assert stayed == {k: v for k, v in fields.items() if k.startswith("text-")}
        assert "Funnene settes bare inn der ingenting er skrevet." in shown.html


def test_nothing_found_and_no_findings_of_the_whole_are_said(
    at: Installation, session: Session, inside: Visit, assessor: Actor
) -> None:
    empty = in_scoring(at, session, assessor)
    fields = typed(inside.get(area(empty)), area(empty), "findings-summary")
    assert "Vurder området først." in page_of(inside.post(area(empty), fields, 422)).html

    fields = typed(inside.get(whole(empty)), whole(empty), "findings-foreword")
    assert "Funnene settes bare inn" in page_of(inside.post(whole(empty), fields, 422)).html


def test_a_text_block_is_put_in_at_the_end(
    at: Installation, session: Session, inside: Visit, assessor: Actor, evaluation: int
) -> None:
    block = text_blocks.add(at, session, assessor, BlockProposal("Metode", "Vi leste."))
    page = inside.get(whole(evaluation))
    fields = typed(page, whole(evaluation), "block-method", method="Før. ") | {"block-method": str(block)}

    shown = page_of(inside.post(whole(evaluation), fields, 200))
    gone = page_of(inside.post(whole(evaluation), fields | {"block-method": "99"}, 422))

    assert form_to(shown, whole(evaluation))["text-method"] == "Før.\n\nVi leste."
    assert form_to(gone, whole(evaluation))["text-method"] == "Før. "
    assert "Tekstblokken finnes ikke lenger." in gone.html


def test_both_texts_are_shown_when_somebody_saved_first(
    at: Installation, session: Session, inside: Visit, colleague: Actor, evaluation: int
) -> None:
    page = inside.get(area(evaluation))
    write(at, session, colleague, evaluation, SUMMARY, "Olas tekst")
    fields = typed(page, area(evaluation), "save-summary", summary="Min tekst", strengths="Også min")

    shown = page_of(inside.post(area(evaluation), fields, 409))

    again = form_to(shown, area(evaluation))
    assert (again["text-summary"], again["version-summary"]) == ("Min tekst", "1")
    assert "Olas tekst" in shown.text(0)
    assert kept(session, evaluation) == {SUMMARY: "Olas tekst", "apenhet/strengths": "Også min"}

    inside.post(area(evaluation), again | {"do": "save-summary"})
    assert kept(session, evaluation)[SUMMARY] == "Min tekst"


def test_a_text_nobody_touched_does_not_stand_in_the_way(
    at: Installation, session: Session, inside: Visit, colleague: Actor, evaluation: int
) -> None:
    page = inside.get(area(evaluation))
    write(at, session, colleague, evaluation, SUMMARY, "Olas tekst")

    inside.post(area(evaluation), typed(page, area(evaluation), "save-strengths", strengths="Min"))

    assert kept(session, evaluation) == {SUMMARY: "Olas tekst", "apenhet/strengths": "Min"}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"text-summary": "x" * 20_001}, "Kort den ned til 20000 tegn"),
        ({"text-summary": "> " * 6 + "Dypt"}, "mer enn 5 nivåer inne i hverandre"),
        ({"text-summary": "Med \u202e tegn"}, "skjulte tegn"),
        ({"text-summary": "Skrevet", "version-summary": "x"}, "Lagringen mangler opplysning"),
        ({"text-summary": "Skrevet", "version-summary": ""}, "Lagringen mangler opplysning"),
    ],
)
def test_what_cannot_be_saved_stays_in_the_field(
    inside: Visit, evaluation: int, change: dict[str, str], says: str
) -> None:
    fields = typed(inside.get(area(evaluation)), area(evaluation), "save-summary", strengths="Fint") | change

    shown = page_of(inside.post(area(evaluation), fields, 422))

    assert form_to(shown, area(evaluation))["text-summary"] == change["text-summary"]
    assert "Sammendrag: " in of_page(shown, id="error-summary")[0]
    assert says in shown.text(0)


def test_a_field_that_was_not_sent_is_left_as_it_is(
    at: Installation, session: Session, inside: Visit, assessor: Actor, evaluation: int
) -> None:
    write(at, session, assessor, evaluation, SUMMARY, "Står.")

    inside.post(area(evaluation), {"do": "save"})

    assert kept(session, evaluation) == {SUMMARY: "Står."}


def test_an_unknown_button_shows_what_was_typed(inside: Visit, evaluation: int) -> None:
    fields = typed(inside.get(area(evaluation)), area(evaluation), "explode-summary", summary="Mitt")

    assert form_to(page_of(inside.post(area(evaluation), fields, 200)), area(evaluation))["text-summary"] == "Mitt"


def test_earlier_versions_are_listed_and_put_back(
    at: Installation, session: Session, inside: Visit, assessor: Actor, evaluation: int
) -> None:
    assert "Teksten er ikke skrevet ennå" in inside.get(versions(evaluation)).html
    write(at, session, assessor, evaluation, SUMMARY, "Den første")
    write(at, session, assessor, evaluation, SUMMARY, "", seen=1)
    page = inside.get(versions(evaluation))
    assert [page.text(index) for index, _ in page.all("h2")][:2] == ["Versjon 2 Gjelder nå", "Versjon 1"]

    answer = inside.post(versions(evaluation), form_to(page, versions(evaluation)))

    assert location_of(answer) == f"{area(evaluation)}#text-summary"
    assert kept(session, evaluation) == {SUMMARY: "Den første"}


def test_putting_back_is_refused_when_somebody_has_saved_since(
    at: Installation, session: Session, inside: Visit, assessor: Actor, evaluation: int
) -> None:
    write(at, session, assessor, evaluation, SUMMARY, "Den første")
    write(at, session, assessor, evaluation, SUMMARY, "Den andre", seen=1)
    page = inside.get(versions(evaluation))
    write(at, session, assessor, evaluation, SUMMARY, "Den tredje", seen=2)

    shown = page_of(inside.post(versions(evaluation), form_to(page, versions(evaluation)), 409))
    broken = page_of(inside.post(versions(evaluation), {"earlier": "1"}, 422))

    assert "Kari lagret noe annet" in of_page(shown, id="error-summary")[0]
    assert "Lagringen mangler opplysning" in of_page(broken, id="error-summary")[0]
    assert kept(session, evaluation) == {SUMMARY: "Den tredje"}


def test_delivered_texts_are_read_and_what_was_typed_is_kept(
    at: Installation, session: Session, inside: Visit, assessor: Actor, evaluation: int
) -> None:
    write(at, session, assessor, evaluation, SUMMARY, "Levert **tekst**")
    page = inside.get(area(evaluation))
    move(at, session, assessor, evaluation, Status.FACT_CHECK, Status.DELIVERED)

    for do in ("save-summary", "preview-summary"):
        refused = page_of(inside.post(area(evaluation), typed(page, area(evaluation), do, summary="For sent"), 409))
        assert "For sent" in refused.text(0)
    shown = inside.get(area(evaluation))
    assert not shown.all("textarea")
    assert [shown.text(index) for index, _ in shown.all("strong")] == ["tekst"]
    assert "ikke endres" in inside.get(index(evaluation)).html
    assert not [a for _, a in inside.get(versions(evaluation)).all("button") if "Hent" in str(a)]
    inside.get(whole(evaluation))


def test_strangers_get_404_and_the_contact_403(
    visit: Visit, reader: Actor, contact: Actor, evaluation: int
) -> None:
    for person, status in ((reader, 403), (contact, 403)):
        visit.sign_in(person)
        for address in (index, area, whole, versions):
            visit.get(address(evaluation), status)


def test_an_assessor_of_another_evaluation_gets_404(
    at: Installation, session: Session, visit: Visit, assessor: Actor, colleague: Actor
) -> None:
    evaluation = scored(at, session, assessor)
    visit.sign_in(colleague)

    for address in (index, area, whole, versions):
        visit.get(address(evaluation), 404)
    for address in (area, whole, versions):
        visit.post(address(evaluation), {"do": "save"}, 404)


@pytest.mark.parametrize("address", ["omrader/ukjent", "versjoner/ukjent", "versjoner/apenhet/x", "versjoner/"])
def test_texts_that_are_not_on_the_list_are_not_found(inside: Visit, evaluation: int, address: str) -> None:
    inside.get(f"{index(evaluation)}/{address}", 404)
