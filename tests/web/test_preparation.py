"""The pages of a plan: the days, the interviews and their names, the documents, the notes, and the letter."""

from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import text

from kompass.domain.permissions import Actor, Relation
from kompass.services.installation import Installation
from tests.house_rules import Visit
from tests.services.preparing import NAME, collecting
from tests.web.conftest import form_to, forms_to, location_of, page_of

DAYS = {
    "self_description_due": "2026-12-01",
    "visit_first": "2026-12-07",
    "visit_last": "09.12.2026",
    "fact_check_due": "",
    "delivery_due": "",
    "version": "0",
}
INTERVIEW = {
    "role": "Ordfører",
    "group": "",
    "held_on": "2026-12-07",
    "starts": "9.30",
    "minutes": "45",
    "place": "Rådhuset",
}
DOCUMENT = {"title": "Årsmelding", "area": "ledelse", "due_on": "2026-11-20"}


@pytest.fixture
def evaluation(at: Installation, places: None, assessor: Actor, colleague: Actor, contact: Actor) -> int:
    """An evaluation being collected for, with a second assessor and the contact in its team."""
    with at.session() as session:
        return collecting(at, session, assessor, (colleague, Relation.ASSESSOR), (contact, Relation.CONTACT))


def plan(evaluation: int, rest: str = "") -> str:
    return f"/evalueringer/{evaluation}/plan{rest}"


def add_interview(visit: Visit, evaluation: int, **changes: str) -> str:
    """Plans an interview; its number."""
    location = location_of(visit.post(plan(evaluation, "/intervjuer"), INTERVIEW | changes))
    return location.rsplit("-", 1)[-1]


def add_document(visit: Visit, evaluation: int, **changes: str) -> str:
    """Asks for a document; its number."""
    location = location_of(visit.post(plan(evaluation, "/dokumenter"), DOCUMENT | changes))
    return location.rsplit("-", 1)[-1]


def add_name(visit: Visit, evaluation: int, interview: str, name: str = NAME) -> str:
    """Adds a name; the address of the interview's page."""
    address = plan(evaluation, f"/intervjuer/{interview}")
    visit.post(f"{address}/navn", {"name": name})
    return address


def test_empty_plan_says_what_to_do(inside: Visit, evaluation: int) -> None:
    page = inside.get(plan(evaluation))

    assert "Ingen intervjuer er planlagt ennå. Legg inn hvem dere vil snakke med" in page.html
    assert "Kommunen er ikke bedt om noe dokument ennå. Be om dem dere trenger" in page.html
    assert "0 av 2 områder er beskrevet." in page.html


def test_overview_leads_to_plan_and_self_description(inside: Visit, evaluation: int) -> None:
    html = inside.get(f"/evalueringer/{evaluation}").html

    assert f'href="{plan(evaluation)}"' in html
    assert f'href="/evalueringer/{evaluation}/selvbeskrivelse"' in html


def test_overview_tells_how_far_the_preparation_has_come(
    app: Flask, at: Installation, assessor: Actor, contact: Actor, evaluation: int
) -> None:
    inside, visit = Visit(app).sign_in(assessor), Visit(app).sign_in(contact)

    def said(visit: Visit) -> str:
        page = visit.get(f"/evalueringer/{evaluation}")
        return page.text(page.all("main")[0][0])

    assert "Selvbeskrivelsen 0 av 2 områder" in said(inside)
    assert "Kommunen er ikke bedt om noe dokument ennå." in said(inside)
    add_document(inside, evaluation)
    for role in ("Ordfører", "Rådmann"):
        add_interview(inside, evaluation, role=role)
    visit.post(f"/evalueringer/{evaluation}/selvbeskrivelse/apenhet", {"practice": "Vi svarer.", "version": "0"})

    for person in (inside, visit):
        told = said(person)
        assert "Selvbeskrivelsen 1 av 2 områder" in told
        assert "Dokumenter mottatt 0 av 1" in told
        assert "2 intervjuer er planlagt." in told
    assert "Fortsett selvbeskrivelsen" in told

    stand(at, "consensus")
    assert "Forberedelsen" not in said(visit)


def test_days_are_set_and_shown_to_the_contact_in_words(
    app: Flask, inside: Visit, contact: Actor, evaluation: int
) -> None:
    inside.post(plan(evaluation), DAYS)

    assert form_to(inside.get(plan(evaluation)), plan(evaluation))["visit_last"] == "2026-12-09"
    page = Visit(app).sign_in(contact).get(plan(evaluation))
    assert "7. desember 2026 – 9. desember 2026" in page.html
    assert "1. desember 2026" in page.html
    assert forms_to(page, plan(evaluation)) == []


def test_contact_is_told_when_no_days_are_set(app: Flask, contact: Actor, evaluation: int) -> None:
    page = Visit(app).sign_in(contact).get(plan(evaluation))

    assert "Ingen dager er satt ennå." in page.html
    assert "Legg inn hvem" not in page.html


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"visit_last": "2026-12-06"}, "visit_last", "Siste dag av besøket er før den første."),
        ({"visit_first": ""}, "visit_first", "Skriv første dag av besøket også."),
        ({"fact_check_due": "2026-12-08"}, "fact_check_due", "Faktasjekken kan ikke være ferdig før"),
        ({"delivery_due": "i morgen"}, "delivery_due", "Skriv dagen som en dato, for eksempel 23.11.2026"),
        ({"version": "x"}, "self_description_due", "mangler opplysning om hvilken utgave"),
    ],
)
def test_days_that_cannot_be_are_refused_and_kept_in_the_form(
    inside: Visit, evaluation: int, changes: dict[str, str], field: str, sentence: str
) -> None:
    sent = DAYS | changes

    page = page_of(inside.post(plan(evaluation), sent, 422))

    assert sentence in page.html
    assert f'href="#{field}"' in page.html
    kept = form_to(page, plan(evaluation))
    assert {name: kept[name] for name in DAYS if name != "version"} == {
        name: value for name, value in sent.items() if name != "version"
    }


def test_days_another_changed_meanwhile_are_shown_beside_those_typed(
    app: Flask, inside: Visit, colleague: Actor, evaluation: int
) -> None:
    Visit(app).sign_in(colleague).post(plan(evaluation), DAYS)

    page = page_of(inside.post(plan(evaluation), DAYS | {"delivery_due": "2027-02-01"}, 409))

    assert "Ola lagret noe annet" in page.html
    assert "7. desember 2026 – 9. desember 2026" in page.html
    fields = form_to(page, plan(evaluation))
    assert (fields["delivery_due"], fields["version"]) == ("2027-02-01", "1")
    inside.post(plan(evaluation), fields)
    assert form_to(inside.get(plan(evaluation)), plan(evaluation))["delivery_due"] == "2027-02-01"


def test_interviews_are_shown_by_day_and_time(inside: Visit, evaluation: int) -> None:
    add_interview(inside, evaluation, role="Rektorer", starts="13", minutes="")
    add_interview(inside, evaluation)
    add_interview(inside, evaluation, role="", group="Ungdomsrådet", held_on="", starts="", minutes="", place="")

    page = inside.get(plan(evaluation))

    headings = [page.text(index) for index, _ in page.all("h3")]
    assert headings == ["mandag 7. desember 2026", "Uten dag"]
    assert page.html.index("Ordfører") < page.html.index("Rektorer") < page.html.index("Ungdomsrådet")
    for words in ("kl. 09.30–10.15 · Rådhuset", "kl. 13.00 · Rådhuset", "uten klokkeslett"):
        assert words in page.html


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"role": ""}, "role", "Skriv rollen eller gruppen"),
        ({"held_on": "snart"}, "held_on", "Skriv dagen som en dato"),
        ({"held_on": ""}, "held_on", "Velg dagen også når klokkeslettet er satt."),
        ({"starts": "halv ti"}, "starts", "Skriv klokkeslettet som 09.30"),
        ({"starts": "24.00"}, "starts", "Skriv klokkeslettet som 09.30"),
        ({"starts": "09.60"}, "starts", "Skriv klokkeslettet som 09.30"),
        ({"starts": "٠٩:٣٠"}, "starts", "Skriv klokkeslettet som 09.30"),
        ({"minutes": "en time"}, "minutes", "som et helt tall"),
        ({"minutes": "600"}, "minutes", "Skriv fra 5 til 480 minutter."),
        ({"place": "a\nb"}, "place", "Skriv på én linje."),
        ({"place": "x" * 201}, "place", "Kort den ned til 200"),
    ],
)
def test_interview_that_cannot_be_is_refused_and_kept_in_the_form(
    inside: Visit, evaluation: int, changes: dict[str, str], field: str, sentence: str
) -> None:
    page = page_of(inside.post(plan(evaluation, "/intervjuer"), INTERVIEW | changes, 422))

    assert sentence in page.html
    assert f'href="#{field}"' in page.html
    kept = form_to(page, plan(evaluation, "/intervjuer"))
    assert {name: kept[name] for name in INTERVIEW} == INTERVIEW | changes
    assert "<details" in page.html
    assert page.html.count(" open>") == 1


def test_everything_that_cannot_be_read_is_told_at_once(inside: Visit, evaluation: int) -> None:
    wrong = {"held_on": "x", "starts": "x", "minutes": "x"}

    page = page_of(inside.post(plan(evaluation, "/intervjuer"), INTERVIEW | wrong, 422))

    assert all(f'<a class="ds-link" href="#{field}">' in page.html for field in wrong)


def test_interview_is_changed_on_its_own_page(inside: Visit, evaluation: int) -> None:
    address = plan(evaluation, f"/intervjuer/{add_interview(inside, evaluation)}")
    fields = form_to(inside.get(address), address)
    assert (fields["starts"], fields["minutes"], fields["version"]) == ("09:30", "45", "1")

    inside.post(address, fields | {"starts": "10:00", "minutes": ""})

    assert "kl. 10.00 · Rådhuset" in inside.get(plan(evaluation)).html
    stale = page_of(inside.post(address, fields | {"place": "Biblioteket"}, 409))
    assert "Kari lagret noe annet" in stale.html
    assert "kl. 10.00 · Rådhuset" in stale.html
    again = form_to(stale, address)
    assert (again["place"], again["starts"], again["version"]) == ("Biblioteket", "09:30", "2")
    refused = page_of(inside.post(address, fields | {"role": "", "version": "2"}, 422))
    assert form_to(refused, address)["version"] == "2"
    assert "hvilken utgave du så" in page_of(inside.post(address, fields | {"version": ""}, 422)).html


def test_names_are_added_and_deleted_and_nobody_else_sees_them(
    app: Flask, inside: Visit, contact: Actor, evaluation: int
) -> None:
    interview = add_interview(inside, evaluation)
    address = add_name(inside, evaluation, interview)
    assert NAME in inside.get(address).html
    assert "1 navn" in inside.get(plan(evaluation)).html

    visit = Visit(app).sign_in(contact)
    assert NAME not in visit.get(plan(evaluation)).html
    assert " navn<" not in visit.get(plan(evaluation)).html
    for closed in (address, f"/evalueringer/{evaluation}/intervjuer/{interview}"):
        visit.get(closed, 403)
        assert f'href="{closed}"' not in visit.get(plan(evaluation)).html

    page = inside.get(address)
    (delete,) = [a["action"] for _, a in page.all("form") if "/navn/" in str(a.get("action"))]
    inside.post(str(delete), {})
    assert NAME not in inside.get(address).html
    assert "Ingen navn er lagt inn." in inside.get(address).html


def stand(at: Installation, now: str) -> None:
    """Put the evaluation into a status, whatever came before."""
    with at.session() as session:
        session.execute(text("UPDATE evaluation SET status = :now"), {"now": now})
        session.commit()


def test_names_are_deleted_after_delivery_too(inside: Visit, at: Installation, evaluation: int) -> None:
    interview = add_interview(inside, evaluation)
    for name in (NAME, "Ola Nordmann"):
        add_name(inside, evaluation, interview, name)
    stand(at, "delivered")
    notes = f"/evalueringer/{evaluation}/intervjuer/{interview}"
    page = inside.get(notes)
    first, _ = [str(a["action"]) for _, a in page.all("form") if "/navn/" in str(a.get("action"))]

    assert location_of(inside.post(first, {})) == f"{notes}#names"
    assert NAME not in inside.get(notes).html

    stand(at, "archived")
    inside.get(notes, 409)
    page = inside.get(plan(evaluation))
    assert "1 navn på dem som ble intervjuet, er fortsatt lagret." in page.html
    assert "Ola Nordmann" not in page.html
    inside.post(f"/evalueringer/{evaluation}/intervjuer/navn/slett", {})
    assert "fortsatt lagret" not in inside.get(plan(evaluation)).html


def test_a_name_that_cannot_be_taken_is_kept_in_the_field(inside: Visit, evaluation: int) -> None:
    address = plan(evaluation, f"/intervjuer/{add_interview(inside, evaluation, group='Politisk ledelse')}")

    page = page_of(inside.post(f"{address}/navn", {"name": "Politisk ledelse"}, 422))

    assert "Skriv rollen her, og navnet for seg." in page.html
    assert form_to(page, f"{address}/navn")["name"] == "Politisk ledelse"


def test_interview_is_deleted_but_not_with_notes(inside: Visit, evaluation: int) -> None:
    interview = add_interview(inside, evaluation)
    address = plan(evaluation, f"/intervjuer/{interview}")
    notes = f"/evalueringer/{evaluation}/intervjuer/{interview}"
    inside.post(notes, {"notes": "Noe.", "version": "1"})

    assert "Tøm notatene først." in page_of(inside.post(f"{address}/slett", {}, 422)).html
    inside.post(notes, {"notes": "", "version": "2"})
    inside.post(f"{address}/slett", {})

    inside.get(address, 404)
    inside.get(notes, 404)


def test_notes_are_written_under_a_warning_and_kept_in_no_store(
    app: Flask, at: Installation, inside: Visit, colleague: Actor, evaluation: int
) -> None:
    interview = add_interview(inside, evaluation)
    address = f"/evalueringer/{evaluation}/intervjuer/{interview}"
    page = inside.get(address)
    assert "Skriv ikke om helse" in page.html
    assert "ikke navn på andre personer" in page.html
    fields = form_to(page, address)

    inside.post(address, fields | {"notes": "Møtene\r\ner åpne."})

    found = Visit(app).sign_in(colleague)
    assert form_to(found.get(address), address)["notes"] == "Møtene\ner åpne."
    assert "Har notater" in inside.get(plan(evaluation)).html
    for private in (address, plan(evaluation, f"/intervjuer/{interview}")):
        assert inside.client.get(private).headers["Cache-Control"] == "no-store"
    assert "Ola, 23. november 2026 kl. 10.30" in inside.get(address).html
    assert "Hvem som har åpnet notatene" not in found.get(address).html
    with at.session() as session:
        count = session.execute(text("SELECT count(*) FROM journal WHERE action = 'read_notes'")).scalar()
    assert count == 5


def test_notes_another_wrote_are_shown_beside_those_typed(
    app: Flask, inside: Visit, colleague: Actor, evaluation: int
) -> None:
    address = f"/evalueringer/{evaluation}/intervjuer/{add_interview(inside, evaluation)}"
    fields = form_to(inside.get(address), address)
    Visit(app).sign_in(colleague).post(address, {"notes": "Det ene.", "version": fields["version"]})

    page = page_of(inside.post(address, fields | {"notes": "Det andre."}, 409))

    assert "Ola lagret noe annet" in page.html
    assert "Det ene." in page.html
    again = form_to(page, address)
    assert (again["notes"], again["version"]) == ("Det andre.", "2")
    inside.post(address, again | {"notes": "Det ene. Det andre."})
    assert form_to(inside.get(address), address)["notes"] == "Det ene. Det andre."


def test_search_leads_to_the_notes(inside: Visit, evaluation: int) -> None:
    address = f"/evalueringer/{evaluation}/intervjuer/{add_interview(inside, evaluation)}"
    inside.post(address, {"notes": "Rektorene møtes hver uke.", "version": "1"})

    html = inside.get(f"/evalueringer/{evaluation}/bevis?q=rektorene").html

    assert f'href="{address}"' in html
    assert "møtes hver uke" not in html


@pytest.mark.parametrize(("notes", "version"), [("a\x00b", "1"), ("Noe.", ""), ("x" * 20_001, "1")])
def test_notes_that_cannot_be_saved_stay_in_the_field(
    inside: Visit, evaluation: int, notes: str, version: str
) -> None:
    address = f"/evalueringer/{evaluation}/intervjuer/{add_interview(inside, evaluation)}"

    page = page_of(inside.post(address, {"notes": notes, "version": version}, 422))

    assert form_to(page, address)["notes"] == notes
    assert 'href="#notes"' in page.html


def test_notes_are_only_read_in_the_fact_check(at: Installation, inside: Visit, evaluation: int) -> None:
    first, second = (add_interview(inside, evaluation, role=role) for role in ("Ordfører", "Rektorer"))
    inside.post(f"/evalueringer/{evaluation}/intervjuer/{first}", {"notes": "Noe ble sagt.", "version": "1"})
    with at.session() as session:
        session.execute(text("UPDATE evaluation SET status = 'fact_check'"))
        session.commit()

    pages = [inside.get(f"/evalueringer/{evaluation}/intervjuer/{one}") for one in (first, second)]

    assert "Noe ble sagt." in pages[0].html
    assert "Ingen notater ble skrevet." in pages[1].html
    assert not any(page.all("textarea") for page in pages)


def test_notes_of_a_delivered_evaluation_lead_to_no_plan_that_can_be_changed(
    at: Installation, inside: Visit, evaluation: int
) -> None:
    interview = add_interview(inside, evaluation)
    with at.session() as session:
        session.execute(text("UPDATE evaluation SET status = 'delivered'"))
        session.commit()

    page = inside.get(f"/evalueringer/{evaluation}/intervjuer/{interview}")

    assert f'href="{plan(evaluation)}"' not in page.html
    assert forms_to(inside.get(plan(evaluation)), plan(evaluation)) == []


def test_documents_are_asked_for_and_late_ones_say_so(inside: Visit, evaluation: int) -> None:
    add_document(inside, evaluation)
    add_document(inside, evaluation, title="Organisasjonskart", area="", due_on="")

    html = inside.get(plan(evaluation)).html

    for words in ("Årsmelding", "2 Ledelse · Frist: 20. november 2026", "Over fristen", "0 av 2 er mottatt."):
        assert words in html
    assert "Hele evalueringen · Ingen frist" in html


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"title": " "}, "title", "Skriv hvilket dokument dere ber om."),
        ({"area": "finnes-ikke"}, "area", "Velg et område fra listen."),
        ({"due_on": "snart"}, "due_on", "Skriv dagen som en dato"),
    ],
)
def test_document_that_cannot_be_asked_for_is_refused(
    inside: Visit, evaluation: int, changes: dict[str, str], field: str, sentence: str
) -> None:
    address = plan(evaluation, "/dokumenter")

    page = page_of(inside.post(address, DOCUMENT | changes, 422))

    assert sentence in page.html
    assert f'href="#{field}"' in page.html
    own = plan(evaluation, f"/dokumenter/{add_document(inside, evaluation)}")
    assert sentence in page_of(inside.post(own, DOCUMENT | changes, 422)).html


def test_document_is_changed_and_an_old_page_shows_both(inside: Visit, evaluation: int) -> None:
    address = plan(evaluation, f"/dokumenter/{add_document(inside, evaluation)}")
    fields = form_to(inside.get(address), address)

    inside.post(address, DOCUMENT | fields | {"title": "Årsmeldingen for 2025", "due_on": ""})
    page = page_of(inside.post(address, DOCUMENT | fields | {"title": "Årsregnskap"}, 409))

    assert "Noen andre har endret dette" in page.html
    assert "Årsmeldingen for 2025" in page.html
    again = form_to(page, address)
    assert again["title"] == "Årsregnskap"
    inside.post(address, DOCUMENT | again)
    assert "Årsregnskap" in inside.get(plan(evaluation)).html


def test_document_is_dropped_from_the_list(inside: Visit, evaluation: int) -> None:
    address = plan(evaluation, f"/dokumenter/{add_document(inside, evaluation)}")

    for _ in range(2):
        inside.post(f"{address}/slett", {})

    assert "Kommunen er ikke bedt om noe dokument ennå." in inside.get(plan(evaluation)).html
    inside.get(address, 404)


def test_contact_says_what_a_document_came_as(app: Flask, inside: Visit, contact: Actor, evaluation: int) -> None:
    address = plan(evaluation, f"/dokumenter/{add_document(inside, evaluation)}")
    visit = Visit(app).sign_in(contact)
    assert "Ingen dokumenter er lagt inn ennå." in visit.get(address).html
    web = {"address": "https://kommune.no/aarsmelding", "seen_on": "2026-11-20", "title": "Årsmeldingen"}
    sent = location_of(visit.post(f"/evalueringer/{evaluation}/bevis/adresse", web))
    evidence = sent.split("?")[0].rsplit("/", 1)[-1]

    page = visit.get(address)
    assert forms_to(page, address) == []
    visit.post(f"{address}/mottatt", {"evidence": evidence})

    assert "Kom som «Årsmeldingen»" in inside.get(plan(evaluation)).html
    assert "1 av 1 er mottatt." in inside.get(plan(evaluation)).html
    for wrong in ("4711", "x"):
        refused = page_of(visit.post(f"{address}/mottatt", {"evidence": wrong}, 422))
        assert "Velg et dokument fra listen." in refused.html
    visit.post(f"{address}/mottatt", {"evidence": ""})
    assert "0 av 1 er mottatt." in inside.get(plan(evaluation)).html


def test_stranger_finds_nothing(app: Flask, reader: Actor, inside: Visit, evaluation: int) -> None:
    interview, document = add_interview(inside, evaluation), add_document(inside, evaluation)
    visit = Visit(app).sign_in(reader)

    for rest in ("/plan", f"/plan/dokumenter/{document}", "/brev.pdf", "/brev.docx"):
        assert visit.client.get(f"/evalueringer/{evaluation}{rest}").status_code in (403, 404)
    visit.get(f"/evalueringer/{evaluation}/intervjuer/{interview}", 403)


@pytest.mark.parametrize("locale", ["nb", "nn", "en"])
def test_letter_is_a_pdf_in_the_language_asked_for(inside: Visit, evaluation: int, locale: str) -> None:
    interview = add_interview(inside, evaluation)
    add_name(inside, evaluation, interview)
    inside.post(plan(evaluation), DAYS)

    response = inside.client.get(f"/evalueringer/{evaluation}/brev.pdf?sprak={locale}")

    assert (response.status_code, response.mimetype) == (200, "application/pdf")
    assert response.headers["Content-Language"] == locale
    assert response.headers["Content-Disposition"].endswith(f"-{locale}.pdf")
    said = " ".join(page.extract_text() for page in PdfReader(BytesIO(response.data)).pages)
    assert "Ordfører" in said
    assert NAME not in said


def test_letter_is_offered_in_every_language(app: Flask, contact: Actor, evaluation: int) -> None:
    html = Visit(app).sign_in(contact).get(plan(evaluation)).html

    for locale in ("nb", "nn", "en"):
        assert f'href="/evalueringer/{evaluation}/brev.pdf?sprak={locale}"' in html
        assert f'href="/evalueringer/{evaluation}/brev.docx?sprak={locale}"' in html


def test_letter_is_a_word_file_too(inside: Visit, evaluation: int) -> None:
    response = inside.client.get(f"/evalueringer/{evaluation}/brev.docx?sprak=nn")

    assert response.data.startswith(b"PK")
    assert response.headers["Content-Disposition"].startswith("attachment; filename=")
