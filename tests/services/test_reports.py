"""The report service: who may have it, when there is one, and what is handed out again."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from kompass.domain.answers import Level, NotApplicable
from kompass.domain.errors import KompassError, NotFound, NotPossibleNow
from kompass.domain.permissions import Actor
from kompass.reporting import worker
from kompass.reporting.data.evaluation import EvaluationReport
from kompass.reporting.data.parts import Report
from kompass.services import evaluations, paper, reports, texts
from kompass.services.installation import Installation
from kompass.services.paper import Order
from kompass.services.texts import TextProposal
from tests.factories import begin

pytestmark = pytest.mark.usefixtures("places")


class Printer:
    """Stands where the renderer stands, and remembers what it was given."""

    def __init__(self) -> None:
        self.given: list[Report] = []

    def __call__(self, report: Report, _folder: Path) -> bytes:
        self.given.append(report)
        return f"%PDF {report.title}".encode()


@pytest.fixture
def evaluation(at: Installation, session: Session, assessor: Actor) -> int:
    return begin(at, session, assessor, "5025", date(2026, 5, 4))


@pytest.fixture
def scored(at: Installation, session: Session, assessor: Actor, evaluation: int) -> int:
    evaluations.enter_answers(at, session, assessor, evaluation, {"apenhet.innsyn.postliste": Level(3)})
    return evaluation


@pytest.fixture
def order(at: Installation, session: Session, assessor: Actor, scored: int) -> Order:
    return reports.evaluation_order(at, session, assessor, scored, "nb")


def test_document_has_title_and_file_name_in_its_language(
    at: Installation, session: Session, assessor: Actor, scored: int
) -> None:
    found = reports.evaluation_report(at, session, assessor, scored, "nn", render=Printer())

    assert (found.title, found.file_name) == (
        "Kommunekompasset: Røros kommune 2026",
        "roros-2026-kommunekompasset-nn.pdf",
    )
    assert found.content == b"%PDF " + found.title.encode()


def test_asked_for_again_it_is_handed_out_until_an_answer_changes(
    at: Installation, session: Session, assessor: Actor, scored: int
) -> None:
    printer = Printer()
    for _ in range(2):
        reports.evaluation_report(at, session, assessor, scored, "nb", render=printer)
    again = len(printer.given)

    evaluations.enter_answers(at, session, assessor, scored, {"apenhet.innsyn.moter": Level(0)})
    reports.evaluation_report(at, session, assessor, scored, "nb", render=printer)

    assert (again, len(printer.given)) == (1, 2)


def test_colophon_tells_how_many_live_there(
    at: Installation, session: Session, assessor: Actor, scored: int
) -> None:
    printer = Printer()
    reports.evaluation_report(at, session, assessor, scored, "nb", render=printer)

    report = printer.given[0]
    assert isinstance(report, EvaluationReport)
    facts = {fact.label: fact.value for fact in report.colophon}
    assert facts["Innbyggere"] == "5\u00a0600 per 1. januar 2026"


def test_nothing_scored_is_no_report(at: Installation, session: Session, assessor: Actor, evaluation: int) -> None:
    gone = {"apenhet.innsyn.postliste": NotApplicable("Finnes ikke.")}
    evaluations.enter_answers(at, session, assessor, evaluation, gone)

    with pytest.raises(NotPossibleNow) as error:
        reports.evaluation_report(at, session, assessor, evaluation, "nb", render=Printer())

    assert error.value.code == "nothing_scored"


def test_nobody_gets_no_report(at: Installation, session: Session, scored: int) -> None:
    with pytest.raises(NotFound):
        reports.evaluation_report(at, session, None, scored, "nb", render=Printer())


@pytest.mark.parametrize(
    ("ended", "code", "values"),
    [
        (worker.TookTooLong, "report_too_slow", {"seconds": "60"}),
        (worker.TookTooMuch, "report_too_big", {"megabytes": "1024"}),
        (worker.Stopped, "report_stopped", {}),
    ],
    ids=["slow", "big", "dead"],
)
def test_a_process_that_ended_is_told_as_what_it_was(
    at: Installation, order: Order, ended: type[Exception], code: str, values: dict[str, str]
) -> None:
    def fail(_report: Report, _folder: Path) -> bytes:
        raise ended

    with pytest.raises(KompassError) as error:
        paper.document(at, order, render=fail)

    assert (error.value.code, error.value.values) == (code, values)
    assert not list((at.instance / "reports").glob("*.pdf"))


def test_server_renders_beside_itself(
    at: Installation, session: Session, assessor: Actor, scored: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker.Worker, "render", lambda _self, report, _folder: report.title.encode())

    found = reports.evaluation_report(at, session, assessor, scored, "nb")

    assert found.content == found.title.encode()


def test_what_is_written_is_printed_and_a_change_makes_a_new_report(
    at: Installation, session: Session, assessor: Actor, scored: int
) -> None:
    printer = Printer()
    for text, seen in (("Først.", 0), ("Så.", 1)):
        texts.save(at, session, assessor, scored, TextProposal("foreword", text, seen))
        reports.evaluation_report(at, session, assessor, scored, "nb", render=printer)

    said = [one.written_foreword for one in printer.given if isinstance(one, EvaluationReport)]
    assert said == ["Først.", "Så."]
