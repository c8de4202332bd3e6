"""Evidence as people use it: the list, the search, the forms, the file, and what a bad file or address is told."""

import gc
import io
import re
from datetime import date
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from PIL import Image
from sqlalchemy import select
from werkzeug.test import TestResponse

from kompass.domain import media
from kompass.domain.errors import StorageFull
from kompass.domain.evidence import Link
from kompass.domain.permissions import Actor, Relation
from kompass.language import LOCALES
from kompass.services import evidence_adding, evidence_links, teams
from kompass.services.evidence_adding import About, Address, Upload
from kompass.services.installation import Installation
from kompass.storage import files
from kompass.storage.tables import EvidenceRow, InterviewRow, JournalRow
from kompass.web import session as web_session
from kompass.web.evidence_view import evidence_panels, size_text
from tests.factories import begin
from tests.house_rules import Page, Visit
from tests.web.conftest import CRITERIA, FIRST, form_to, location_of, page_of

PDF = b"%PDF-1.7\nen plan\n%%EOF\n"
DAY = date(2026, 11, 20)


@pytest.fixture
def base(evaluation: int) -> str:
    return f"/evalueringer/{evaluation}/bevis"


@pytest.fixture
def plan(at: Installation, assessor: Actor, evaluation: int) -> int:
    """A document, linked to the first process."""
    with at.session() as session:
        sent = Upload(
            "plan.pdf", io.BytesIO(PDF), About(title="Plan for åpenhet", criterion_id=FIRST, passage="side 4")
        )
        return evidence_adding.upload(at, session, assessor, evaluation, sent).evidence_id


@pytest.fixture
def interview(at: Installation, assessor: Actor, evaluation: int) -> int:
    """An interview that is not evidence yet."""
    return with_interview(at, assessor, evaluation)


def put(at: Installation, lead: Actor, evaluation_id: int, person: Actor, relation: Relation) -> None:
    with at.session() as session:
        teams.put(at, session, lead, evaluation_id, person.email, relation)


def with_interview(at: Installation, actor: Actor, evaluation_id: int) -> int:
    with at.session() as session:
        row = InterviewRow(
            evaluation_id=evaluation_id,
            role="Rådmann",
            group_name="",
            held_on=DAY,
            starts="",
            minutes=None,
            place="",
            notes="om søppel",
            version=1,
            saved_at=at.clock(),
            saved_by=actor.id,
        )
        session.add(row)
        session.commit()
        return row.id


def send(visit: Visit, base: str, content: bytes, name: str = "plan.pdf", status: int = 303, **fields: str):
    return visit.post(f"{base}/dokument", {**fields, "file": (io.BytesIO(content), name)}, status)


def body_of(token: str, content: bytes, name: bytes = b'filename="plan.pdf"', **fields: str) -> bytes:
    """A form as a browser sends it, with the boundary x."""
    parts = [
        b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (key.encode(), value.encode())
        for key, value in {"csrf_token": token, **fields}.items()
    ]
    file = b'--x\r\nContent-Disposition: form-data; name="file"; %s\r\n\r\n%s\r\n--x--\r\n' % (name, content)
    return b"".join(parts) + file


def send_body(visit: Visit, base: str, body: bytes, length: int | None = None) -> TestResponse:
    """Send these bytes, saying that there are so many."""
    return visit.client.post(
        f"{base}/dokument",
        input_stream=io.BytesIO(body),
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(length or len(body))},
    )


def rows(at: Installation) -> list[EvidenceRow]:
    with at.session() as session:
        return list(session.scalars(select(EvidenceRow).order_by(EvidenceRow.id)))


def kept_files(at: Installation) -> list[Path]:
    return [file for file in (at.instance / "evidence").rglob("*") if file.is_file()]


def text_of(page: Page) -> str:
    return page.text(page.all("main")[0][0])


# The list and the search


def test_empty_list_says_what_to_do(inside: Visit, base: str) -> None:
    page = inside.get(base)

    assert "Ingen bevis ennå" in text_of(page)
    assert f"{base}/ny" in [attributes.get("href") for _, attributes in page.all("a")]


def test_overview_leads_to_the_evidence(inside: Visit, base: str, evaluation: int) -> None:
    page = inside.get(f"/evalueringer/{evaluation}")

    assert base in [attributes.get("href") for _, attributes in page.all("a")]


def test_list_counts_kinds_and_filters(
    at: Installation, inside: Visit, assessor: Actor, evaluation: int, base: str, plan: int
) -> None:
    with at.session() as session:
        new = Address("https://kommune.no", DAY, About(has_personal_data=True))
        evidence_adding.add_address(at, session, assessor, evaluation, new)

    text = text_of(inside.get(base))
    assert "1 dokument og 1 nettadresse" in text
    assert "Plan for åpenhet Dokument plan.pdf · PDF, 1 kB" in text
    assert "sett 20. november 2026" in text
    assert "Personopplysninger" in text
    for query, shown in (
        ("type=web", False),
        ("type=document", True),
        ("omrade=apenhet", True),
        ("omrade=ingen", False),
    ):
        assert ("Plan for åpenhet" in text_of(inside.get(f"{base}?{query}"))) is shown, query
    assert "Ikke noe bevis er slik" in text_of(inside.get(f"{base}?omrade=ledelse"))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_page_is_there_in_every_language(
    inside: Visit, evaluation: int, interview: int, base: str, plan: int, locale: str
) -> None:
    own = f"/evalueringer/{evaluation}/kriterier/{FIRST}/bevis"
    for address in (base, f"{base}?q=plan", f"{base}/ny", f"{base}/ny?erstatter={plan}", f"{base}/{plan}", own):
        inside.get(address, headers={"Accept-Language": locale})


def test_every_hit_says_where_it_is_and_leads_there(
    at: Installation, inside: Visit, assessor: Actor, evaluation: int, base: str, plan: int
) -> None:
    with_interview(at, assessor, evaluation)
    inside.save(
        f"/evalueringer/{evaluation}/kriterier/{CRITERIA[1]}",
        {"level": "2", "note": "Planen sier <b>lite</b>", "version": "0"},
    )

    page = inside.get(f"{base}?q=PLAN")
    links = {page.text(index): attributes.get("href") for index, attributes in page.all("a")}
    assert links["Plan for åpenhet"] == f"{base}/{plan}"
    assert f"/evalueringer/{evaluation}/omrader/apenhet#k-{CRITERIA[1]}" in links.values()
    assert "2 treff på «PLAN»" in text_of(page)
    assert "Ditt eget notat Planen sier <b>lite</b>" in text_of(page)
    assert "Rådmann Intervju" in text_of(inside.get(f"{base}?q=soppel"))
    assert "Sted i et bevis side 4" in text_of(inside.get(f"{base}?q=side+4"))


@pytest.mark.parametrize("query", ["%", "_", "' OR 1=1 --", "<script>", "%00", "(a+)+$", "x" * 300, "%ED%A0%80"])
def test_search_takes_what_is_typed_as_letters(inside: Visit, base: str, plan: int, query: str) -> None:
    assert "Ingen treff" in text_of(inside.get(f"{base}?q={query}"))


def test_empty_search_shows_the_list(inside: Visit, base: str, plan: int) -> None:
    assert "Plan for åpenhet" in text_of(inside.get(f"{base}?q=%20"))


# Adding


def test_document_is_uploaded_and_shown(inside: Visit, at: Installation, base: str) -> None:
    address = location_of(send(inside, base, PDF, title="Planen", personal_data="1"))

    text = text_of(inside.get(address))
    assert "Planen" in text
    assert "Lagt til." in text
    assert "plan.pdfPDF, 1 kB" in text
    assert "Personopplysninger" in text
    assert [file.read_bytes() for file in kept_files(at)] == [PDF]


def test_added_at_a_process_it_is_linked_at_once(inside: Visit, evaluation: int, base: str) -> None:
    page = inside.get(f"{base}/ny?prosess={FIRST}")
    assert "Kobles til 1.1.1" in text_of(page)
    fields = form_to(page, f"{base}/dokument") | {"passage": "side 9"}

    back = location_of(inside.post(f"{base}/dokument", fields | {"file": (io.BytesIO(PDF), "p.pdf")}))

    assert back == f"/evalueringer/{evaluation}/kriterier/{FIRST}/bevis"
    assert "side 9" in text_of(inside.get(back))


def test_address_is_text_with_a_link_that_tells_nothing(inside: Visit, base: str) -> None:
    fields = {"address": "https://kommune.no/?a=<b>", "seen_on": "20.11.2026"}
    page = inside.get(location_of(inside.post(f"{base}/adresse", fields)))

    (link,) = [
        attributes for _, attributes in page.all("a") if attributes.get("href") == "https://kommune.no/?a=<b>"
    ]
    assert (link["rel"], link["referrerpolicy"]) == ("noopener noreferrer nofollow", "no-referrer")


@pytest.mark.parametrize(
    ("address", "seen_on", "sentence"),
    [
        ("", "2026-11-20", "Skriv inn nettadressen."),
        ("javascript:alert(1)", "2026-11-20", "Nettadressen må begynne med https:// eller http://."),
        ("https://kommune.no", "", "Skriv inn dagen siden ble sett, for eksempel 23.11.2026."),
        ("https://kommune.no", "i går", "Skriv inn dagen siden ble sett, for eksempel 23.11.2026."),
        ("https://kommune.no", "2026-11-24", "Datoen er ikke kommet ennå."),
        ("https://a@ond.no", "2026-11-20", "Nettadressen har et brukernavn foran @. Ta det bort."),
        ("https://kommune.no\x00", "2026-11-20", "Teksten inneholder et ugyldig tegn."),
    ],
)
def test_refused_address_keeps_what_was_typed(
    inside: Visit, at: Installation, base: str, address: str, seen_on: str, sentence: str
) -> None:
    typed = {"address": address, "seen_on": seen_on, "title": "Min tittel"}

    page = page_of(inside.post(f"{base}/adresse", typed, 422))

    assert sentence in text_of(page)
    fields = form_to(page, f"{base}/adresse")
    assert (fields["title"], fields["address"], fields["seen_on"]) == ("Min tittel", address, seen_on)
    assert form_to(page, f"{base}/dokument")["title"] == ""
    assert rows(at) == []


def test_interview_is_registered(
    inside: Visit, at: Installation, assessor: Actor, evaluation: int, base: str
) -> None:
    nothing = page_of(inside.post(f"{base}/intervju", {"interview": "", "title": "Min"}, 422))
    assert "Velg et intervju." in text_of(nothing)
    number = with_interview(at, assessor, evaluation)

    page = inside.get(location_of(inside.post(f"{base}/intervju", {"interview": str(number)})))

    assert "Rådmann" in text_of(page)
    assert "Ingen intervjuer venter på å bli bevis." in text_of(inside.get(f"{base}/ny"))


def test_interview_that_is_evidence_is_told(
    inside: Visit, at: Installation, assessor: Actor, evaluation: int, base: str
) -> None:
    number = str(with_interview(at, assessor, evaluation))
    inside.post(f"{base}/intervju", {"interview": number})

    assert "Intervjuet er bevis fra før." in text_of(
        page_of(inside.post(f"{base}/intervju", {"interview": number}, 422))
    )


# Bad files


def picture(width: int = 4, kind: str = "PNG") -> bytes:
    drawn = io.BytesIO()
    Image.new("1", (width, width)).save(drawn, kind)
    return drawn.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("tom.pdf", b"", "Filen er tom."),
        ("virus.pdf", b"MZ\x90\x00", "Innholdet er ikke en PDF-fil."),
        ("side.png", b"<html>", "Innholdet er ikke en PNG-fil."),
        ("to.png", picture() + b"<html><script>alert(1)</script>", "Innholdet er ikke en PNG-fil."),
        ("tegning.svg", b"<svg/>", "Filtypen kan ikke lastes opp. Bruk pdf, png, jpg, docx, xlsx, odt, txt."),
        ("tegning.svgz", b"\x1f\x8b", "Filtypen kan ikke lastes opp."),
        ("data.xml", b"<?xml?>", "Filtypen kan ikke lastes opp."),
        ("side.html", b"<html>", "Filtypen kan ikke lastes opp."),
        ("alt.zip", b"PK\x03\x04", "Filtypen kan ikke lastes opp."),
        ("bok.xlsm", b"PK\x03\x04", "Filtypen kan ikke lastes opp."),
        ("bok.xlsx", b"PK\x03\x04", "Innholdet er ikke en XLSX-fil."),
        ("stort.png", picture(20_000), "Bildet har flere enn 40 millioner bildepunkter."),
        ("halvt.png", picture(200)[:60], "Bildet er skadet og kan ikke leses."),
        ("tekst.txt", b"\xe6\xf8\xe5", "Tekstfilen kan ikke leses. Lagre den som UTF-8"),
        ("", PDF, "Velg en fil."),
    ],
)
def test_bad_file_is_told_and_the_text_kept(
    inside: Visit, at: Installation, base: str, name: str, content: bytes, sentence: str
) -> None:
    page = page_of(send(inside, base, content, name, 422, title="Min tittel"))

    assert sentence in text_of(page)
    assert form_to(page, f"{base}/dokument")["title"] == "Min tittel"
    assert (rows(at), kept_files(at)) == ([], [])


def test_form_without_a_file_part_is_told(inside: Visit, base: str) -> None:
    assert "Velg en fil." in text_of(page_of(inside.post(f"{base}/dokument", {"title": "x"}, 422)))


def test_file_a_little_too_large_is_told_with_its_size(inside: Visit, at: Installation, base: str) -> None:
    body = body_of(inside.token(), b"%PDF-" + b"x" * media.LARGEST_FILE, title="Min tittel")

    response = send_body(inside, base, body)

    page = Page(response.get_data(as_text=True))
    assert response.status_code == 413
    assert "Filen er 25,1 MB. Grensen er 25 MB." in text_of(page)
    assert form_to(page, f"{base}/dokument")["title"] == "Min tittel"
    assert (rows(at), kept_files(at)) == ([], [])


def test_file_much_too_large_is_refused_before_it_is_read_and_the_text_kept(inside: Visit, base: str) -> None:
    body = body_of(inside.token(), b"%PDF-" + b"x" * 1_000_000, title="Min æøå", personal_data="1")
    source = io.BytesIO(body)

    response = inside.client.post(
        f"{base}/dokument",
        input_stream=source,
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": "26300000"},
    )

    page = Page(response.get_data(as_text=True))
    assert response.status_code == 413
    assert source.tell() < 100_000
    assert "Filen er 26,3 MB. Grensen er 25 MB." in text_of(page)
    fields = form_to(page, f"{base}/dokument")
    assert (fields["title"], fields["personal_data"]) == ("Min æøå", "1")


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"", "multipart/form-data; boundary=x"),
        (b"--x\r\nnonsense", "multipart/form-data; boundary=x"),
        (b"--x\r\nContent-Disposition: form-data\r\n\r\n", "multipart/form-data; boundary=x"),
        (b"--x\r\n" + b"a" * 70_000, "multipart/form-data; boundary=x"),
        (b"title=x", "application/x-www-form-urlencoded"),
        (body_of("t", PDF, title="\x00<script>"), "multipart/form-data; boundary=x"),
        (
            b"".join(b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n' for _ in range(900)),
            "multipart/form-data; boundary=x",
        ),
    ],
)
def test_nonsense_in_a_form_too_large_is_refused_as_too_large(
    inside: Visit, base: str, body: bytes, content_type: str
) -> None:
    response = inside.client.post(
        f"{base}/dokument",
        input_stream=io.BytesIO(body),
        content_type=content_type,
        environ_overrides={"CONTENT_LENGTH": "26300000"},
    )

    assert response.status_code == 413
    assert "Filen er 26,3 MB. Grensen er 25 MB." in response.get_data(as_text=True)


@pytest.mark.parametrize("address", ["adresse", "intervju"])
def test_only_the_upload_takes_large_forms(inside: Visit, base: str, address: str) -> None:
    overrides = {"CONTENT_LENGTH": "2100000"}

    assert inside.client.post(f"{base}/{address}", environ_overrides=overrides).status_code == 413


def test_nobody_sends_large_forms_without_signing_in(visit: Visit, base: str) -> None:
    assert send_body(visit, base, b"", 2_100_000).status_code == 413


def test_stranger_with_a_large_file_learns_nothing(visit: Visit, colleague: Actor, base: str) -> None:
    response = send_body(visit.sign_in(colleague), base, b"", 26_300_000)

    assert response.status_code == 413
    assert "Røros" not in response.get_data(as_text=True)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_file_cut_off_half_way_leaves_nothing_and_can_be_sent_again(
    inside: Visit, at: Installation, base: str
) -> None:
    body = body_of(inside.token(), PDF * 1000)

    assert send_body(inside, base, body[: len(body) * 6 // 10], len(body)).status_code == 400
    gc.collect()  # what had come is thrown away with the request
    assert (rows(at), kept_files(at)) == ([], [])
    assert send_body(inside, base, body).status_code == 303


def test_same_file_twice_leads_to_the_first(inside: Visit, base: str, plan: int) -> None:
    page = page_of(send(inside, base, PDF, "kopi.pdf", 422))

    assert "Filen finnes fra før som «Plan for åpenhet»." in text_of(page)
    assert f"{base}/{plan}" in [attributes.get("href") for _, attributes in page.all("a")]


def test_full_evaluation_is_told_in_figures(inside: Visit, at: Installation, base: str, plan: int) -> None:
    with at.session() as session:
        session.get_one(EvidenceRow, plan).file_size = media.LARGEST_EVALUATION
        session.commit()

    page = page_of(send(inside, base, PDF + b"\n", status=413, title="Min"))

    text = text_of(page).replace("\u00a0", " ")
    assert "Filen er 1 kB, og evalueringen har 2 000 MB fra før. Grensen er 2 000 MB til sammen." in text
    assert form_to(page, f"{base}/dokument")["title"] == "Min"


def test_full_disk_keeps_the_text(
    inside: Visit, at: Installation, base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageFull

    monkeypatch.setattr(files, "keep", full)
    page = page_of(send(inside, base, PDF, status=507, title="Min tittel"))

    assert "Ikke lagret: serveren er full." in text_of(page)
    assert form_to(page, f"{base}/dokument")["title"] == "Min tittel"
    assert rows(at) == []


@pytest.mark.parametrize(("number", "status"), [(28, 507), (122, 507), (5, 500)])
def test_disk_that_fills_while_the_file_comes_in(
    app: Flask, inside: Visit, base: str, monkeypatch: pytest.MonkeyPatch, number: int, status: int
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(app.request_class, "_get_file_stream", broken)
    inside.post(f"{base}/dokument", {"file": (io.BytesIO(PDF), "plan.pdf")}, status)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"%PDF-1.7 /Encrypt << >> %%EOF", "Filen er beskyttet med passord og kan ikke forhåndsvises."),
        (b"%PDF-1.7 uten slutt", "Filen mangler slutten og kan ikke forhåndsvises."),
        (b"%PDF-1.7 /OpenAction /JavaScript (x) %%EOF", "Filen har et skript, et program eller vedlegg i seg."),
    ],
)
def test_odd_pdf_is_kept_and_said(inside: Visit, base: str, content: bytes, sentence: str) -> None:
    assert sentence in text_of(inside.get(location_of(send(inside, base, content))))


def test_position_of_a_picture_is_gone(inside: Visit, at: Installation, base: str) -> None:
    drawn, exif = io.BytesIO(), Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010F] = "Hemmelig kamera"
    Image.new("RGB", (4, 4)).save(drawn, "JPEG", exif=exif)

    send(inside, base, drawn.getvalue(), "sted.jpg")

    assert b"Hemmelig kamera" in drawn.getvalue()
    assert b"Exif" not in kept_files(at)[0].read_bytes()


# The file


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("plan.pdf", "plan.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("a\\\\b\\\\Plan.pdf", "Plan.pdf"),
        ("å" * 300 + ".pdf", "å" * 146 + ".pdf"),
        ("plan 📄; filename=ond.exe;.pdf", "plan 📄; filename=ond.exe;.pdf"),
        ("%22plan'.pdf", "_plan'.pdf"),
        ("fdp.\u202eexe.pdf", "fdp.exe.pdf"),
        ("CON.pdf", "CON.pdf"),
        ("%s%n{0}{{7*7}}.pdf", "%s%n{0}{{7_7}}.pdf"),
        ("<script>alert(1)</script>.pdf", "script_.pdf"),
    ],
)
def test_download_is_an_attachment_under_a_harmless_name(inside: Visit, base: str, name: str, shown: str) -> None:
    address = location_of(send(inside, base, PDF, name)).split("?")[0]
    page = inside.get(address)

    with inside.client.get(f"{address}/fil") as response:
        assert response.get_data() == PDF
        headers = response.headers
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Length"] == str(len(PDF))
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    disposition = headers["Content-Disposition"]
    assert disposition.startswith("attachment; filename=")
    assert disposition.isascii()
    assert page.text(page.all("h1")[0][0]) == shown
    assert not re.search(r"[\r\n]", disposition)


def test_name_with_line_breaks_makes_no_header(inside: Visit, at: Installation, base: str) -> None:
    """A browser cannot send such a name; somebody else may."""
    name = b"filename*=UTF-8''plan%0D%0ASet-Cookie%3Aa%3Db.pdf"
    response = send_body(inside, base, body_of(inside.token(), PDF, name))

    with inside.client.get(response.headers["Location"].split("?")[0] + "/fil") as download:
        assert "Set-Cookie" not in download.headers
    assert rows(at)[0].file_name == "planSet-Cookie_a=b.pdf"


def test_file_gone_from_the_disk_is_not_found(inside: Visit, at: Installation, base: str, plan: int) -> None:
    for file in kept_files(at):
        file.unlink()

    inside.get(f"{base}/{plan}/fil", 404)


def test_evidence_without_a_file_has_no_file(inside: Visit, base: str) -> None:
    address = location_of(inside.post(f"{base}/adresse", {"address": "https://a.no", "seen_on": "2026-11-20"}))

    inside.get(address.split("?")[0] + "/fil", 404)


@pytest.mark.parametrize("number", ["999", "0", "99999999999999999999", "-1", "x", "1%00", "..%2f..%2fetc"])
def test_unknown_and_malformed_numbers_are_not_found(inside: Visit, base: str, plan: int, number: str) -> None:
    inside.get(f"{base}/{number}", 404)
    inside.get(f"{base}/{number}/fil", 404)


# Who may


@pytest.fixture
def sent_in(at: Installation, assessor: Actor, contact: Actor, evaluation: int, plan: int) -> Actor:
    """The municipality's contact, who sent the plan."""
    put(at, assessor, evaluation, contact, Relation.CONTACT)
    with at.session() as session:
        session.get_one(EvidenceRow, plan).added_by = contact.id
        session.commit()
    return contact


@pytest.fixture
def theirs(at: Installation, assessor: Actor, colleague: Actor, evaluation: int) -> int:
    """An address the assessors added; the colleague leads another evaluation."""
    with at.session() as session:
        begin(at, session, colleague, "5628")
        return evidence_adding.add_address(at, session, assessor, evaluation, Address("https://a.no", DAY))


def test_own_municipality_reads_its_own_and_nobody_else_reads_anything(
    request: pytest.FixtureRequest, app: Flask, sent_in: Actor, theirs: int, base: str, plan: int
) -> None:
    people = [request.getfixturevalue(name) for name in ("assessor", "contact", "colleague", "reader")]
    statuses = {
        person.name: [
            visit_status(app, person, address)
            for address in (base, f"{base}/{plan}", f"{base}/{plan}/fil", f"{base}/{theirs}", f"{base}?q=plan")
        ]
        for person in people
    }
    assert statuses == {
        "Kari": [200, 200, 200, 200, 200],
        "Kontakt": [200, 200, 200, 404, 200],
        "Ola": [404, 404, 404, 404, 404],
        "Leser": [403, 403, 403, 403, 403],
    }


def visit_status(app: Flask, person: Actor, address: str) -> int:
    with Visit(app).sign_in(person).client.get(address) as response:
        response.get_data()
        return response.status_code


def test_contact_is_shown_neither_links_nor_how_to_make_them(
    app: Flask, sent_in: Actor, evaluation: int, base: str, plan: int
) -> None:
    visit = Visit(app).sign_in(sent_in)

    for address in (base, f"{base}/{plan}", f"{base}?q=side"):
        text = text_of(visit.get(address))
        assert "side 4" not in text
        assert "Koble" not in text
    visit.get(f"/evalueringer/{evaluation}/kriterier/{FIRST}/bevis", 404)
    visit.post(f"{base}/adresse", {"address": "https://a.no", "seen_on": "2026-11-20"}, 409)


def test_evidence_of_another_evaluation_is_not_found_here(
    inside: Visit, at: Installation, assessor: Actor, base: str, plan: int
) -> None:
    with at.session() as session:
        other = begin(at, session, assessor, "5628")
    elsewhere = f"/evalueringer/{other}/bevis/{plan}"

    inside.get(elsewhere, 404)
    inside.get(f"{elsewhere}/fil", 404)
    for action in ("fjern", "angre", "koblinger", f"koblinger/{FIRST}/fjern"):
        inside.post(f"{elsewhere}/{action}", {"criterion": FIRST}, 404)
    send(inside, f"/evalueringer/{other}/bevis", PDF, status=404, replaces=str(plan))


# Links, versions, removal


def test_evidence_is_linked_from_its_page_by_area(inside: Visit, base: str, plan: int) -> None:
    page = inside.get(f"{base}/{plan}?omrade=ledelse")
    assert "Inngåtte" in text_of(page) or "2.1.1" in text_of(page)

    back = location_of(
        inside.post(
            f"{base}/{plan}/koblinger",
            {"area": "ledelse", "criterion": [CRITERIA[4], CRITERIA[5]], "passage": "kapittel 2"},
        )
    )

    assert back == f"{base}/{plan}?omrade=ledelse"
    assert "Koblet til 3 prosesser" in text_of(inside.get(back))
    inside.post(f"{base}/{plan}/koblinger/{CRITERIA[4]}/fjern", {})
    assert "Koblet til 2 prosesser" in text_of(inside.get(f"{base}/{plan}"))


def test_nothing_chosen_or_a_bad_passage_keeps_what_was_typed(inside: Visit, base: str, plan: int) -> None:
    fields = {"area": "ledelse", "passage": "side 4"}
    page = page_of(inside.post(f"{base}/{plan}/koblinger", fields, 422))
    assert "Velg minst én." in text_of(page)
    assert form_to(page, f"{base}/{plan}/koblinger")["passage"] == "side 4"

    fields = {"area": "ledelse", "passage": "side\x004", "criterion": CRITERIA[4]}
    page = page_of(inside.post(f"{base}/{plan}/koblinger", fields, 422))
    assert form_to(page, f"{base}/{plan}/koblinger")["criterion"] == CRITERIA[4]
    inside.post(f"{base}/{plan}/koblinger", {"criterion": "finnes.ikke"}, 404)


def test_removal_is_refused_while_linked_with_a_way_to_each_link(inside: Visit, base: str, plan: int) -> None:
    page = page_of(inside.post(f"{base}/{plan}/fjern", {}, 422))

    assert "Beviset er koblet til 1.1.1" in text_of(page)
    assert f"#k-{FIRST}" in [attributes.get("href") for _, attributes in page.all("a")]
    assert form_to(page, f"{base}/{plan}/koblinger/{FIRST}/fjern")


def test_removed_evidence_is_put_back_with_one_click(inside: Visit, at: Installation, base: str, plan: int) -> None:
    inside.post(f"{base}/{plan}/koblinger/{FIRST}/fjern", {})

    page = inside.get(location_of(inside.post(f"{base}/{plan}/fjern", {})))
    assert "Beviset er fjernet." in text_of(page)
    assert "Fjernet 23. november 2026 av Kari" in text_of(page)
    assert "Fjernet 23. november 2026 av Kari" in text_of(inside.get(f"{base}/{plan}"))

    inside.post(f"{base}/{plan}/angre", {})
    assert "1 dokument" in text_of(inside.get(base))
    with at.session() as session:
        actions = list(session.scalars(select(JournalRow.action).where(JournalRow.action.startswith("evidence"))))
    assert actions == ["evidence_add", "evidence_unlink", "evidence_remove", "evidence_restore"]


def test_what_another_added_has_no_button_to_remove_it(
    visit: Visit, at: Installation, assessor: Actor, colleague: Actor, base: str, plan: int
) -> None:
    evaluation = int(base.split("/")[2])
    with at.session() as session:
        teams.put(at, session, assessor, evaluation, colleague.email, Relation.ASSESSOR)
        evidence_links.unlink(at, session, assessor, evaluation, Link(plan, FIRST, ""))

    def buttons(address: str) -> list[str | None]:
        page = visit.get(address)
        return [a.get("action") for _, a in page.all("form")]

    visit.sign_in(colleague)
    assert f"{base}/{plan}/fjern" not in buttons(f"{base}/{plan}")
    refused = page_of(visit.post(f"{base}/{plan}/fjern", {}, 403))
    assert "Kari har lagt til beviset." in text_of(refused)

    visit.sign_in(assessor)
    assert f"{base}/{plan}/fjern" in buttons(f"{base}/{plan}")
    visit.post(f"{base}/{plan}/fjern", {})
    visit.sign_in(colleague)
    for address in (base, f"{base}?fjernet={plan}", f"{base}/{plan}"):
        assert f"{base}/{plan}/angre" not in buttons(address)


def test_file_added_again_is_not_put_back_too(inside: Visit, base: str, plan: int) -> None:
    inside.post(f"{base}/{plan}/koblinger/{FIRST}/fjern", {})
    inside.post(f"{base}/{plan}/fjern", {})
    send(inside, base, PDF)

    page = page_of(inside.post(f"{base}/{plan}/angre", {}, 422))

    assert "Filen finnes fra før som «plan.pdf»." in text_of(page)


def test_new_version_takes_the_place_of_the_old(inside: Visit, base: str, plan: int) -> None:
    fields = form_to(inside.get(f"{base}/ny?erstatter={plan}"), f"{base}/dokument")
    assert fields["title"] == "Plan for åpenhet"

    address = location_of(
        inside.post(f"{base}/dokument", fields | {"file": (io.BytesIO(PDF + b"\n"), "plan2.pdf")})
    )

    page = inside.get(address)
    assert "Koblet til 1 prosess" in text_of(page)
    assert "Eldre versjoner" in text_of(page)
    old = inside.get(f"{base}/{plan}")
    assert "Dette er en eldre versjon." in text_of(old)
    again = {"file": (io.BytesIO(PDF + b"\n\n"), "plan3.pdf"), "replaces": str(plan), "title": "Min tittel"}
    kept = page_of(inside.post(f"{base}/dokument", again, 409))
    assert "Min tittel" in kept.html


@pytest.mark.parametrize("replaces", ["0", "x", "-1", "9" * 30])
def test_version_that_cannot_be_is_not_found(inside: Visit, base: str, replaces: str) -> None:
    inside.get(f"{base}/ny?erstatter={replaces}", 404)
    inside.post(f"{base}/adresse", {"address": "https://a.no", "replaces": replaces}, 404)


# The evidence of a process


def test_process_links_what_there_is_and_adds_an_address_at_once(
    inside: Visit, at: Installation, evaluation: int, base: str, plan: int
) -> None:
    own = f"/evalueringer/{evaluation}/kriterier/{CRITERIA[1]}/bevis"
    assert "Prosessen har ingen bevis ennå." in text_of(inside.get(own))

    assert location_of(inside.post(own, {"evidence": str(plan), "passage": "side 7"})) == own
    text = text_of(inside.get(own))
    assert "1 dokument. Hviler bare på dokumenter." in text
    assert "side 7" in text

    back = location_of(inside.post(own, {"address": "https://a.no", "seen_on": "2026-11-20", "back": "scoring"}))
    assert back == f"/evalueringer/{evaluation}/omrader/apenhet#k-{CRITERIA[1]}"
    assert "1 dokument og 1 nettadresse." in text_of(inside.get(own))
    assert "Hviler bare" not in text_of(inside.get(own))

    inside.post(own, {"unlink": str(plan)})
    assert "Hviler bare på nettadresser." in text_of(inside.get(own))


def test_bad_input_at_a_process_is_kept(inside: Visit, evaluation: int, plan: int) -> None:
    own = f"/evalueringer/{evaluation}/kriterier/{CRITERIA[1]}/bevis"

    nothing = page_of(inside.post(own, {"passage": "side 7"}, 422))
    assert "Velg minst én." in text_of(nothing)
    assert "side 7" in nothing.html
    bad = page_of(inside.post(own, {"address": "ftp://a.no", "seen_on": "2026-11-20"}, 422))
    assert "ftp://a.no" in bad.html
    inside.post(own, {"evidence": "999"}, 404)
    inside.post(own, {"evidence": "x"}, 404)
    inside.get(f"/evalueringer/{evaluation}/kriterier/finnes.ikke/bevis", 404)


def test_panel_of_the_scoring_page_shows_what_a_process_rests_on(
    app: Flask, at: Installation, assessor: Actor, evaluation: int, base: str, plan: int
) -> None:
    number = with_interview(at, assessor, evaluation)
    with at.session() as session:
        found = evidence_adding.add_interview(at, session, assessor, evaluation, number, About())
        evidence_links.link(at, session, assessor, evaluation, [Link(found, CRITERIA[1], "")])
        framework = at.shelf.newest()
        area = at.shelf.get(framework.id, framework.edition, "nb").areas[0]
    with app.test_request_context():
        web_session.remember(assessor)
        panels = evidence_panels(evaluation, area)
        page = Page(
            render_template_string(
                '{% from "components/evidence_panel.html" import evidence_panel %}'
                "<main>{% for one in panels %}{{ evidence_panel(one, evaluation) }}{% endfor %}</main>",
                panels=panels.values(),
                evaluation=evaluation,
            )
        )
    assert (panels[FIRST].counts, panels[FIRST].one_kind) == ("1 dokument", "Hviler bare på dokumenter.")
    assert panels[CRITERIA[1]].one_kind == "Hviler bare på intervjuer."
    assert (panels[CRITERIA[2]].counts, panels[CRITERIA[2]].one_kind) == ("", "")
    assert "Plan for åpenhet Dokument, side 4" in text_of(page)
    assert not page.all("form")


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 kB"),
        (1, "1 kB"),
        (99_999, "100 kB"),
        (100_000, "0,1 MB"),
        (25_000_001, "25,1 MB"),
        (25_000_000, "25 MB"),
    ],
)
def test_sizes_are_never_less_than_they_are(size: int, text: str) -> None:
    assert size_text(size, "nb") == text
