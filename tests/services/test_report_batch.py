"""Every report at once: what is made, what was there, what failed, and that a stop loses nothing."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from kompass.domain.answers import Level
from kompass.domain.errors import KompassError, NotAllowed, NotFound, NotPossibleNow
from kompass.domain.permissions import Actor
from kompass.reporting import worker
from kompass.reporting.data.parts import Report
from kompass.services import accounts, evaluations, report_batch, report_kinds
from kompass.services.installation import Installation
from kompass.services.paper import Order
from kompass.services.report_batch import Outcome, Result, Wanted, Workshop
from tests.factories import begin

pytestmark = pytest.mark.usefixtures("places")

FAILURES: dict[str, Exception] = {
    "glyph_missing": KompassError("glyph_missing", character="市"),
    "report_too_slow": worker.TookTooLong(),
    "report_stopped": worker.Stopped(),
    "report_crashed": ZeroDivisionError(),
}


class Press:
    """Stands where the processes stand that render."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.failing: dict[str, Exception] = {}

    def render(self, report: Report, _folder: Path) -> bytes:
        if error := self.failing.get(report.title):
            raise error
        self.made.append(report.title)
        return f"%PDF {report.title} {report.locale}".encode()

    def close(self) -> None:
        self.made.append("closed")


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch) -> Press:
    made = Press()
    monkeypatch.setattr(report_batch, "Worker", lambda: made)
    return made


@pytest.fixture
def operator() -> Actor:
    return accounts.operator()


@pytest.fixture
def asked(at: Installation, session: Session, assessor: Actor) -> list[Wanted]:
    """Two evaluations with something to print and one without, in bokmål."""
    for number in ("5025", "5628"):
        scored = begin(at, session, assessor, number)
        evaluations.enter_answers(at, session, assessor, scored, {"apenhet.innsyn.postliste": Level(3)})
    begin(at, session, assessor, "5628", at.clock().date().replace(month=1))
    return report_batch.wanted(at, session, assessor, ["nb"], ["evaluation"])


def results(outcomes: Iterable[Outcome]) -> list[str]:
    return sorted(one.result.name for one in outcomes)


def test_what_can_be_made_is_made_and_what_cannot_yet_is_told(
    at: Installation, assessor: Actor, asked: list[Wanted], press: Press, tmp_path: Path
) -> None:
    shop = Workshop(assessor, tmp_path / "ut")

    outcomes = list(report_batch.make(at, shop, asked))

    assert results(outcomes) == ["MADE", "MADE", "NOT_YET"]
    files = sorted((tmp_path / "ut" / "evaluation").iterdir())
    assert [file.name.split("-", 1)[1] for file in files] == [
        "roros-2026-kommunekompasset-nb.pdf",
        "tana-2026-kommunekompasset-nb.pdf",
    ]
    assert files[0].read_bytes() == "%PDF Kommunekompasset: Røros kommune 2026 nb".encode()
    assert press.made.count("closed") == 2


def test_second_run_makes_nothing_again_and_puts_back_what_was_taken_away(
    at: Installation, assessor: Actor, asked: list[Wanted], press: Press, tmp_path: Path
) -> None:
    shop = Workshop(assessor, tmp_path / "ut")
    list(report_batch.make(at, shop, asked))
    press.made.clear()
    gone, *_ = (tmp_path / "ut" / "evaluation").iterdir()
    gone.unlink()

    assert results(report_batch.make(at, shop, asked)) == ["MADE", "NOT_YET", "THERE"]
    assert (set(press.made), gone.is_file()) == ({"closed"}, True)


def test_stopped_in_the_middle_it_goes_on_where_it_was(
    at: Installation, assessor: Actor, asked: list[Wanted], press: Press, tmp_path: Path
) -> None:
    shop = Workshop(assessor, tmp_path / "ut", workers=1)
    running = report_batch.make(at, shop, asked[:1] * 9)
    next(running)
    running.close()  # type: ignore[attr-defined]  # as Ctrl-C does

    assert "closed" in press.made
    assert len({title for title in press.made if title != "closed"}) <= 1
    assert not list((tmp_path / "ut").rglob("*.part"))
    assert set(results(report_batch.make(at, shop, asked))) <= {"MADE", "THERE", "NOT_YET"}


@pytest.mark.parametrize("code", FAILURES)
def test_one_that_fails_says_why_and_stops_nobody_else(
    at: Installation, assessor: Actor, asked: list[Wanted], press: Press, tmp_path: Path, code: str
) -> None:
    press.failing = {"Kommunekompasset: Røros kommune 2026": FAILURES[code]}

    outcomes = list(report_batch.make(at, Workshop(assessor, tmp_path / "ut"), asked))

    assert results(outcomes) == ["FAILED", "MADE", "NOT_YET"]
    (failed,) = (one for one in outcomes if one.result is Result.FAILED)
    assert failed.error
    assert failed.error.code == code


def test_folder_that_cannot_be_written_to_is_a_failure_of_each(
    at: Installation, assessor: Actor, asked: list[Wanted], press: Press, tmp_path: Path
) -> None:
    (tmp_path / "ut").write_text("in the way")

    outcomes = list(report_batch.make(at, Workshop(assessor, tmp_path / "ut"), asked))

    assert results(outcomes) == ["FAILED", "FAILED", "NOT_YET"]


def test_everything_is_every_kind_in_every_language(exhibition: Installation, operator: Actor) -> None:
    with exhibition.session() as session:
        every = report_batch.wanted(exhibition, session, operator, ["nb", "en"])

    assert {one.kind for one in every} == set(report_kinds.KINDS)
    assert {one.locale for one in every} == {"nb", "en"}
    assert len(every) == len(set(every))


def first_order(at: Installation, session: Session, actor: Actor, kind: str) -> Order:
    """The first report of this kind that can be made."""
    for subject in report_kinds.KINDS[kind].subjects(at, session, actor):
        with suppress(NotPossibleNow):
            return report_kinds.order(at, session, actor, (kind, subject), "nn")
    raise AssertionError(kind)


@pytest.mark.parametrize("kind", report_kinds.KINDS)
def test_every_kind_can_be_ordered_and_refuses_what_does_not_exist(
    exhibition: Installation, operator: Actor, kind: str
) -> None:
    with exhibition.session() as session:
        order = first_order(exhibition, session, operator, kind)
        for unknown in ("finnes-ikke", "999999"):
            with pytest.raises(NotFound):
                report_kinds.order(exhibition, session, operator, (kind, unknown), "nn")

    assert order.locale == "nn"
    assert order.title
    assert order.compose().title == order.title


def test_nobody_gets_nothing(exhibition: Installation) -> None:
    with exhibition.session() as session, pytest.raises(NotAllowed):
        list(report_kinds.subjects(exhibition, session, None))
