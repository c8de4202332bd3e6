"""What is gathered beside the scores, who gets to see it, and coats of arms that are no pictures."""

from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from kompass.domain.evaluation import Evaluation, Status
from kompass.domain.permissions import Actor
from kompass.services import headlines, report_beside, reports
from kompass.services.demonstration import PEOPLE, SAMPLE_PLACE
from kompass.services.installation import Installation
from kompass.storage import accounts, evaluations
from tests.factories import begin


def png() -> bytes:
    content = BytesIO()
    Image.new("RGB", (60, 72), "red").save(content, "PNG")
    return content.getvalue()


@pytest.mark.parametrize(
    "content", [None, b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", png()[:40], b"x" * 2_000_001]
)
def test_arms_that_are_no_picture_leave_the_slot_empty(at: Installation, content: bytes | None) -> None:
    folder = at.instance / report_beside.ARMS
    folder.mkdir()
    if content is not None:
        (folder / "9999.png").write_bytes(content)

    assert report_beside.arms_of(at, "9999") == b""


def test_arms_are_drawn_anew(at: Installation) -> None:
    folder = at.instance / report_beside.ARMS
    folder.mkdir()
    (folder / "9999.png").write_bytes(png() + b"hidden")

    found = report_beside.arms_of(at, "9999")

    assert found.startswith(b"\x89PNG")
    assert b"hidden" not in found


def actor(at: Installation, position: int) -> Actor:
    with at.session() as session:
        found = accounts.actor_and_hash(session, PEOPLE[position][0])
    assert found is not None
    return found[0]


def evaluation_in(at: Installation, status: Status, number: str | None = None) -> Evaluation:
    with at.session() as session:
        found = evaluations.evaluations(session, [number] if number else None)
    return next(one for one in found if one.status is status)


@pytest.mark.parametrize("position", [0, None], ids=["assessor", "nobody"])
def test_published_evaluation_tells_everything(exhibition: Installation, position: int | None) -> None:
    evaluation = evaluation_in(exhibition, Status.PUBLISHED, SAMPLE_PLACE)
    person = None if position is None else actor(exhibition, position)

    with exhibition.session() as session:
        found = report_beside.beside(exhibition, session, person, evaluation)

    assert found.stars
    assert found.seal is not None
    assert (found.seal.version, found.seal.reason) == (1, "")
    assert len(found.originals) == 1
    assert len(found.measures) == (3 if person else 0)


def test_draft_is_told_to_those_who_write_it(exhibition: Installation) -> None:
    evaluation = evaluation_in(exhibition, Status.FACT_CHECK)

    with exhibition.session() as session:
        writer = report_beside.beside(exhibition, session, actor(exhibition, 0), evaluation)
        reader = report_beside.beside(exhibition, session, actor(exhibition, 3), evaluation)

    assert writer.originals
    assert writer.seal is None
    assert (reader.stars, reader.evidence, reader.originals, reader.measures) == ((), {}, (), ())


def test_nobodys_own_answers_are_told_while_each_scores_alone(exhibition: Installation) -> None:
    evaluation = evaluation_in(exhibition, Status.SCORING)

    with exhibition.session() as session:
        found = report_beside.beside(exhibition, session, actor(exhibition, 0), evaluation)

    assert found.originals == ()


def test_evidence_is_counted_by_kind(exhibition: Installation) -> None:
    with exhibition.session() as session:
        all_of_them = evaluations.evaluations(session)
        found = [report_beside.beside(exhibition, session, actor(exhibition, 0), one) for one in all_of_them]

    kinds = {kind for one in found for counts in one.evidence.values() for kind in counts}
    assert kinds == {"document", "web", "interview"}


def test_headlines_begin_with_what_was_found(exhibition: Installation) -> None:
    evaluation = evaluation_in(exhibition, Status.FACT_CHECK)

    with exhibition.session() as session:
        draft = headlines.draft(exhibition, session, actor(exhibition, 0), evaluation.id, "nb")

    assert draft.startswith("- Kommunen er sterkest på «")


def test_headlines_of_nothing_are_nothing(at: Installation, assessor: Actor, places: None) -> None:
    with at.session() as session:
        evaluation_id = begin(at, session, assessor, "5025", date(2026, 5, 4))

        assert headlines.draft(at, session, assessor, evaluation_id, "nb") == ""


def test_report_is_made_of_what_stands_beside(exhibition: Installation) -> None:
    evaluation = evaluation_in(exhibition, Status.PUBLISHED, SAMPLE_PLACE)

    with exhibition.session() as session:
        person = actor(exhibition, 0)
        material = reports.evaluation_material(exhibition, session, person, evaluation.id, "nb")

        assert material.beside == report_beside.beside(exhibition, session, person, evaluation)
