"""The council summary as it is ordered: who may have it, and what it is called."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from kompass.domain.answers import Level
from kompass.domain.errors import NotFound, NotPossibleNow
from kompass.domain.permissions import Actor
from kompass.reporting.data.summary import CouncilSummary
from kompass.services import evaluations, reports, summaries
from kompass.services.installation import Installation
from tests.factories import begin

pytestmark = pytest.mark.usefixtures("places")


@pytest.fixture
def evaluation(at: Installation, session: Session, assessor: Actor) -> int:
    return begin(at, session, assessor, "5025", date(2026, 5, 4))


def test_summary_is_ordered_in_its_language(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    evaluations.enter_answers(at, session, assessor, evaluation, {"apenhet.innsyn.postliste": Level(3)})
    order = summaries.summary_order(at, session, assessor, evaluation, "nb")
    report = order.compose()

    assert (order.kind, order.title) == ("summary", "Kort om Kommunekompasset: Røros kommune 2026")
    assert order.file_name == "roros-2026-sammendrag-nb"
    assert isinstance(report, CouncilSummary)
    assert report.title == order.title
    assert any(notice.startswith("Foreløpig rapport.") for notice in report.notices)
    assert order.fingerprint == reports.evaluation_order(at, session, assessor, evaluation, "nb").fingerprint


def test_nothing_is_ordered_before_anything_is_scored(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    with pytest.raises(NotPossibleNow):
        summaries.summary_order(at, session, assessor, evaluation, "nb")


def test_stranger_is_told_of_nothing(
    at: Installation, session: Session, contact: Actor, assessor: Actor, evaluation: int
) -> None:
    evaluations.enter_answers(at, session, assessor, evaluation, {"apenhet.innsyn.postliste": Level(3)})
    for actor in (contact, None):
        with pytest.raises(NotFound):
            summaries.summary_order(at, session, actor, evaluation, "nb")
