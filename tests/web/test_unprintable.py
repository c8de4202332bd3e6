"""A character paper cannot print is told where it is written and before the next step; nothing typed is lost."""

import pytest
from sqlalchemy.orm import Session

from kompass.domain.answers import NotApplicable
from kompass.domain.evaluation import Status
from kompass.domain.measures import MeasureStatus
from kompass.domain.permissions import Actor
from kompass.services import evaluations, gold_stars, measures
from kompass.services.gold_stars import StarProposal
from kompass.services.installation import Installation
from kompass.services.measures import MeasureProposal
from tests.house_rules import Page, Visit
from tests.services.writing import ANSWERS, POSTLISTE, TIDLIG, in_scoring, move, scored, write
from tests.web.conftest import form_to, location_of

pytestmark = pytest.mark.usefixtures("places")

NOTE = "Skriften i rapporten mangler 🎉 (U+1F389). Ingenting er tapt,"


@pytest.fixture
def evaluation(at: Installation, session: Session, assessor: Actor) -> int:
    return scored(at, session, assessor)


def area(evaluation: int) -> str:
    return f"/evalueringer/{evaluation}/tekster/omrader/apenhet"


def notes(page: Page) -> int:
    return page.text(0).count(NOTE)


def test_a_text_is_saved_and_its_character_named(inside: Visit, evaluation: int) -> None:
    typed = form_to(inside.get(area(evaluation)), area(evaluation)) | {"text-summary": "Gratulerer 🎉 til alle."}

    answer = inside.post(area(evaluation), typed | {"do": "save-summary"})

    assert location_of(answer) == f"{area(evaluation)}#text-summary"
    page = inside.get(area(evaluation))
    assert form_to(page, area(evaluation))["text-summary"] == "Gratulerer 🎉 til alle."
    assert notes(page) == 1


def test_preview_names_it_too(inside: Visit, evaluation: int) -> None:
    typed = form_to(inside.get(area(evaluation)), area(evaluation)) | {"text-strengths": "🎉"}

    page = inside.post(area(evaluation), typed | {"do": "preview-strengths"}, status=200)

    assert isinstance(page, Page)
    assert notes(page) == 1


def test_a_star_tells_on_its_own_page_and_in_the_list(
    at: Installation, session: Session, assessor: Actor, inside: Visit, evaluation: int
) -> None:
    gold_stars.save(at, session, assessor, evaluation, StarProposal(POSTLISTE, "Åpent", "Bra 🎉", 0))

    assert notes(inside.get(area(evaluation))) == 1
    assert notes(inside.get(f"/evalueringer/{evaluation}/gullstjerner/{POSTLISTE}")) == 1


def test_what_can_be_printed_has_no_note(
    at: Installation, session: Session, assessor: Actor, inside: Visit, evaluation: int
) -> None:
    write(at, session, assessor, evaluation, "apenhet/summary", "Bures boahtin, Kárášjohka ★")
    gold_stars.save(at, session, assessor, evaluation, StarProposal(POSTLISTE, "Åpent", "Bra", 0))

    assert "Skriften i rapporten mangler" not in inside.get(area(evaluation)).text(0)


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\x07"])
def test_a_sign_that_turns_or_hides_the_text_is_refused_and_the_text_stays(
    inside: Visit, evaluation: int, sign: str
) -> None:
    typed = form_to(inside.get(area(evaluation)), area(evaluation)) | {"text-summary": f"Snudd{sign} tekst"}

    page = inside.post(area(evaluation), typed | {"do": "save-summary"}, status=422)

    assert isinstance(page, Page)
    assert form_to(page, area(evaluation))["text-summary"] == f"Snudd{sign} tekst"


def test_what_is_missing_before_the_next_step_leads_to_the_text(
    at: Installation, session: Session, assessor: Actor, inside: Visit
) -> None:
    evaluation = in_scoring(at, session, assessor)
    answers = {**ANSWERS, TIDLIG: NotApplicable("Ingen 市.")}
    evaluations.enter_answers(at, session, assessor, evaluation, answers)
    write(at, session, assessor, evaluation, "apenhet/summary", "Bra 🎉")
    write(at, session, assessor, evaluation, "foreword", "Bra 🎉")
    gold_stars.save(at, session, assessor, evaluation, StarProposal(POSTLISTE, "🎉", "Bra", 0))

    page = inside.get(f"/evalueringer/{evaluation}")

    said = "En tekst har tegn som ikke kan trykkes: 🎉 (U+1F389). Skriv det med ord."
    assert [a.get("href") for i, a in page.all("a") if page.text(i) == said] == [
        area(evaluation),
        f"/evalueringer/{evaluation}/tekster/rapporten",
        f"/evalueringer/{evaluation}/gullstjerner/{POSTLISTE}",
    ]
    (reason,) = (a.get("href") for i, a in page.all("a") if "Begrunnelsen har tegn" in page.text(i))
    assert reason == f"/evalueringer/{evaluation}/omrader/apenhet#k-{TIDLIG}"


def test_a_measure_tells_too(
    at: Installation, session: Session, assessor: Actor, inside: Visit, evaluation: int
) -> None:
    move(at, session, assessor, evaluation, Status.SCORING, Status.FACT_CHECK, Status.DELIVERED)
    measures.add(
        at,
        session,
        assessor,
        evaluation,
        MeasureProposal("", "Fest 🎉", "Arkivleder", None, MeasureStatus.PLANNED, ""),
    )

    assert notes(inside.get(f"/evalueringer/{evaluation}/tiltak")) == 1
