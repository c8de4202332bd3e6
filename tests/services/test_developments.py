"""The development report as it is ordered: of whom, with what the reader may see, and never of nothing."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from kompass.domain.errors import NotAllowed, NotFound, NotPossibleNow
from kompass.domain.evaluation import Status
from kompass.domain.history import PublishedResult
from kompass.domain.measures import MeasureStatus
from kompass.domain.permissions import Actor, Relation
from kompass.reporting.data.chapters import ChapterReport
from kompass.services import developments, measures, municipalities, report_kinds
from kompass.services.installation import Installation
from kompass.services.measures import MeasureProposal
from kompass.services.paper import Order
from kompass.storage import results
from tests.reporting.mergers import words
from tests.services.writing import MOTER, move, scored

pytestmark = pytest.mark.usefixtures("places")

KEY = "1640-1964"
PUBLISHED = PublishedResult("Røros", "NO", "1640", 2017, "2016", 396, (), None, "", "", "https://kilde.example")


@pytest.fixture
def published(session: Session, places: None) -> None:
    other = replace(PUBLISHED, place="Et annet sted", municipality_number=None)
    results.replace_history(session, [PUBLISHED, other])
    session.commit()


@pytest.fixture
def delivered(at: Installation, session: Session, assessor: Actor, contact: Actor) -> int:
    """A delivered evaluation with the contact in its team."""
    evaluation = scored(at, session, assessor, (contact, Relation.CONTACT))
    move(at, session, assessor, evaluation, Status.SCORING, Status.FACT_CHECK, Status.DELIVERED)
    return evaluation


def composed(order: Order) -> ChapterReport:
    report = order.compose()
    assert isinstance(report, ChapterReport)
    return report


@pytest.mark.usefixtures("published")
def test_published_result_under_an_old_number_is_in_the_report_of_the_new(
    at: Installation, session: Session, reader: Actor
) -> None:
    order = developments.development_of_number(at, session, reader, "5025", None, "nb")

    assert (order.kind, order.title, order.file_name) == (
        "development",
        "Røros over tid",
        "roros-1640-1964-utvikling-nb",
    )
    assert "396" in words(composed(order))
    assert order.fingerprint == developments.development_order(at, session, reader, KEY, "nb").fingerprint
    assert order.fingerprint != developments.development_order(at, session, reader, KEY, "nn").fingerprint


def test_measures_are_for_those_who_may_read_them(
    at: Installation, session: Session, contact: Actor, assessor: Actor, reader: Actor, delivered: int
) -> None:
    proposal = MeasureProposal(MOTER, "Kalender på nett", "Rådgiver", None, MeasureStatus.PLANNED, "")
    measures.add(at, session, contact, delivered, proposal)

    assert "Ett tiltak er valgt. Det er ikke begynt på ennå." in words(composed(ordered(at, session, assessor)))
    # Not published yet: a stranger is not told that it is there.
    with pytest.raises(NotPossibleNow):
        ordered(at, session, reader)


def ordered(at: Installation, session: Session, actor: Actor) -> Order:
    return developments.development_order(at, session, actor, KEY, "nb")


def test_what_is_scored_alone_is_nobodys_result(at: Installation, session: Session, assessor: Actor) -> None:
    scored(at, session, assessor)

    with pytest.raises(NotPossibleNow) as error:
        ordered(at, session, assessor)
    assert error.value.code == "no_development"
    unit = municipalities.dossier(session, assessor, "5025").unit
    assert developments.count_own(session, assessor, unit) == 0


@pytest.mark.usefixtures("published")
def test_only_what_may_be_read_is_listed(
    at: Installation, session: Session, assessor: Actor, reader: Actor, delivered: int
) -> None:
    assert developments.evaluated_units(at, session, assessor) == [KEY]
    results.replace_history(session, [])
    session.commit()
    assert developments.evaluated_units(at, session, reader) == []
    assert developments.evaluated_units(at, session, assessor) == [KEY]
    assert report_kinds.KINDS["development"].subjects(at, session, assessor) == [KEY]
    unit = municipalities.dossier(session, assessor, "5025").unit
    assert developments.count_own(session, assessor, unit) == 1
    assert developments.count_own(session, reader, unit) == 0


def test_unknown_municipality_is_not_found(at: Installation, session: Session, reader: Actor) -> None:
    with pytest.raises(NotFound):
        developments.development_order(at, session, reader, "0000-1900", "nb")
    for number, year in (("0000", None), ("5025", 1900)):
        with pytest.raises(NotFound):
            developments.development_of_number(at, session, reader, number, year, "nb")


def test_nobody_gets_nothing(at: Installation, session: Session) -> None:
    with pytest.raises(NotAllowed):
        developments.development_order(at, session, None, KEY, "nb")
    with pytest.raises(NotAllowed):
        developments.development_of_number(at, session, None, "5025", None, "nb")
