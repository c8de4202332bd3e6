"""The fact check in the browser: the municipality comments by paragraph, and every comment is answered."""

import pytest
from sqlalchemy.orm import Session

from kompass.domain.evaluation import Status
from kompass.domain.permissions import Actor, Relation
from kompass.services import comments
from kompass.services.installation import Installation
from tests.house_rules import Visit
from tests.services.writing import in_fact_check, move, scored, write
from tests.web.conftest import form_to, forms_to, location_of, page_of

pytestmark = pytest.mark.usefixtures("places")

TEXT = "Kommunen har **postliste**.\n\n# Møter\n\n- Åpne\n- Strømmet"
PART = "apenhet/summary"


@pytest.fixture
def evaluation(at: Installation, session: Session, assessor: Actor, colleague: Actor, contact: Actor) -> int:
    made = in_fact_check(at, session, assessor, (colleague, Relation.ASSESSOR), (contact, Relation.CONTACT))
    write(at, session, assessor, made, PART, TEXT)
    write(at, session, assessor, made, "foreword", TEXT)
    return made


def draft(evaluation: int) -> str:
    return f"/evalueringer/{evaluation}/utkast"


def made(evaluation: int) -> str:
    return f"{draft(evaluation)}/kommentarer"


@pytest.fixture
def commented(visit: Visit, contact: Actor, evaluation: int) -> str:
    """Where a comment of the contact on the summary is answered."""
    form = forms_to(visit.sign_in(contact).get(draft(evaluation)), made(evaluation))[3]
    answer = visit.post(made(evaluation), form | {"text": "Den er lagt ned."})
    return f"{made(evaluation)}/{location_of(answer).rpartition('-')[2]}"


def test_contact_reads_every_paragraph_and_no_score(visit: Visit, contact: Actor, evaluation: int) -> None:
    page = visit.sign_in(contact).get(draft(evaluation))

    assert [page.text(index) for index, _ in page.all("h2")][:2] == ["Forord", "1 Åpenhet: Sammendrag"]
    assert len(forms_to(page, made(evaluation))) == 6
    assert "poeng" not in page.text(0)
    assert "Evaluert" not in page.text(0).replace("Evalueringer", "")


def test_contact_finds_the_draft_on_the_overview(visit: Visit, contact: Actor, evaluation: int) -> None:
    links = {a.get("href") for _, a in visit.sign_in(contact).get(f"/evalueringer/{evaluation}").all("a")}

    assert draft(evaluation) in links
    assert f"/evalueringer/{evaluation}/tekster" not in links


def test_a_comment_is_made_answered_and_counted(
    session: Session, visit: Visit, assessor: Actor, evaluation: int, commented: str
) -> None:
    assert comments.open_comments(session, evaluation) == 1
    visit.sign_in(assessor)
    page = visit.get(draft(evaluation))
    assert "1 kommentar. 1 er ubesvart:" in page.text(0)

    answer = visit.post(commented, form_to(page, commented) | {"outcome": "kept", "answer": "Den er på nett."})

    assert location_of(answer) == f"{draft(evaluation)}#comment-{commented.rpartition('/')[2]}"
    page = visit.get(draft(evaluation))
    (card,) = [page.text(index) for index, _ in page.all("article")]
    assert "Kontakt, 23. november 2026 kl. 10.30 Beholdt Den er lagt ned." in card
    assert "Svar fra Kari, 23. november 2026 kl. 10.30 Den er på nett." in card
    assert "1 kommentar. Alle er besvart." in page.text(0)
    session.rollback()
    assert comments.open_comments(session, evaluation) == 0


def test_a_comment_stays_meaningful_when_the_text_is_changed(
    at: Installation, session: Session, visit: Visit, assessor: Actor, evaluation: int, commented: str
) -> None:
    write(at, session, assessor, evaluation, PART, "Noe annet.", seen=1)

    page = visit.get(draft(evaluation))

    (card,) = [page.text(index) for index, _ in page.all("article")]
    assert card.startswith("Avsnittet er endret siden. Da sto det:Kommunen har postliste.")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"text": " "}, "Skriv hva som ikke stemmer."),
        ({"text": "x" * 5_001}, "Kort den ned til 5000 tegn"),
        ({"text": "Mitt", "version": "x"}, "Lagringen mangler opplysning"),
    ],
)
@pytest.mark.parametrize("is_changed", [False, True])
def test_a_comment_that_is_refused_is_not_lost(
    at: Installation,
    session: Session,
    visit: Visit,
    contact: Actor,
    assessor: Actor,
    evaluation: int,
    *,
    change: dict[str, str],
    says: str,
    is_changed: bool,
) -> None:
    form = forms_to(visit.sign_in(contact).get(draft(evaluation)), made(evaluation))[4]
    if is_changed:
        write(at, session, assessor, evaluation, PART, "Noe annet.", seen=1)

    page = page_of(visit.post(made(evaluation), form | change, 422))

    assert says in page.text(0)
    assert change["text"].strip() in page.text(0)


def test_a_paragraph_that_never_was_is_not_found(visit: Visit, contact: Actor, evaluation: int) -> None:
    form = forms_to(visit.sign_in(contact).get(draft(evaluation)), made(evaluation))[0]

    visit.post(made(evaluation), form | {"text": "x", "paragraph": "0123"}, 404)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"outcome": ""}, "Velg om teksten er endret eller beholdt."),
        ({"outcome": "slettet"}, "Velg om teksten er endret eller beholdt."),
        ({"outcome": "kept", "answer": ""}, "Skriv hvorfor teksten er beholdt."),
        ({"seen": "i går"}, "Lagringen mangler opplysning"),
        ({"seen": "2026-11-23T10:00:00"}, "Lagringen mangler opplysning"),
    ],
)
def test_an_answer_that_is_refused_is_not_lost(
    visit: Visit, assessor: Actor, evaluation: int, commented: str, change: dict[str, str], says: str
) -> None:
    form = form_to(visit.sign_in(assessor).get(draft(evaluation)), commented)

    page = page_of(visit.post(commented, form | {"outcome": "changed", "answer": "Skrevet"} | change, 422))

    assert says in page.text(0)
    assert form_to(page, commented)["answer"] == change.get("answer", "Skrevet")


def test_two_who_answer_at_once_see_both_answers(
    visit: Visit, assessor: Actor, colleague: Actor, evaluation: int, commented: str
) -> None:
    form = form_to(visit.sign_in(assessor).get(draft(evaluation)), commented)
    visit.sign_in(colleague).post(commented, form | {"outcome": "changed", "answer": "Olas"})

    page = page_of(visit.sign_in(assessor).post(commented, form | {"outcome": "kept", "answer": "Karis"}, 409))

    assert "Ola svarte på kommentaren" in page.text(0)
    again = form_to(page, commented)
    assert again["answer"] == "Karis"
    visit.post(commented, again | {"outcome": "kept"})
    assert "Svar fra Kari" in visit.get(draft(evaluation)).text(0)


def test_comment_that_does_not_exist_is_not_found(visit: Visit, assessor: Actor, evaluation: int) -> None:
    visit.sign_in(assessor).post(f"{made(evaluation)}/99", {"outcome": "changed"}, 404)


def test_what_was_typed_is_kept_when_the_fact_check_is_over(
    at: Installation, session: Session, visit: Visit, assessor: Actor, contact: Actor, evaluation: int
) -> None:
    form = forms_to(visit.sign_in(contact).get(draft(evaluation)), made(evaluation))[0]
    move(at, session, assessor, evaluation, Status.FACT_CHECK, Status.DELIVERED)

    page = page_of(visit.post(made(evaluation), form | {"text": "For sent skrevet"}, 409))

    assert "For sent skrevet" in page.text(0)
    visit.get(draft(evaluation), 409)
    shown = visit.sign_in(assessor).get(draft(evaluation))
    assert "Utkastet kan kommenteres i faktasjekken." in shown.text(0)
    assert not forms_to(shown, made(evaluation))


def test_a_draft_without_texts_says_what_comes(
    at: Installation, session: Session, inside: Visit, assessor: Actor
) -> None:
    evaluation = scored(at, session, assessor)

    assert "Ingen tekster er skrevet ennå" in inside.get(draft(evaluation)).text(0)


def test_strangers_get_404_and_the_contact_answers_nothing(
    visit: Visit, reader: Actor, contact: Actor, evaluation: int, commented: str
) -> None:
    visit.sign_in(contact).post(commented, {"outcome": "changed"}, 403)
    assert not forms_to(visit.get(draft(evaluation)), commented)
    visit.sign_in(reader).get(draft(evaluation), 403)
    visit.post(made(evaluation), {"text": "x"}, 403)


def test_text_that_looks_like_code_stays_text(visit: Visit, contact: Actor, evaluation: int) -> None:
    form = forms_to(visit.sign_in(contact).get(draft(evaluation)), made(evaluation))[0]
    text = "<script>alert(1)</script> {{7*7}} </textarea><b>ut</b>"

    visit.post(made(evaluation), form | {"text": text})

    assert text in visit.get(draft(evaluation)).text(0)
