"""The command that deletes names and notes, run as a person or a timer would."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kompass.cli import main
from kompass.configuration import install_from, read_configuration
from kompass.domain.evaluation import Status
from kompass.domain.permissions import Role
from kompass.services import course, evaluations, interviews
from kompass.services.course import Move
from kompass.storage import accounts
from tests.services.preparing import MEETING, NAME

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("KOMPASS_INSTANCE", str(tmp_path))
    CliRunner().invoke(main, ["create-database"])
    return lambda *arguments: CliRunner().invoke(main, ["interviews", "clean", *arguments])


@pytest.fixture
def withdrawn(run: Run) -> None:
    """An evaluation that was withdrawn long ago, with a name."""
    at = replace(install_from(read_configuration()), clock=lambda: datetime(2025, 3, 4, tzinfo=UTC))
    with at.session() as session:
        person = accounts.add(
            session, email="en@prøve.no", name="En", role=Role.ASSESSOR, password_hash="-", at=at.clock()
        )
        session.commit()
        evaluation_id = evaluations.start(at, session, person, "5025", date(2025, 1, 20))
        interview_id = interviews.plan(
            at, session, person, evaluation_id, replace(MEETING, held_on=None, starts="")
        )
        interviews.add_name(at, session, person, evaluation_id, interview_id, NAME)
        wish = Move(Status.WITHDRAWN, seen=Status.PLANNED, reason="Avlyst.")
        course.move(at, session, person, evaluation_id, wish)


def test_nothing_to_delete_is_said(run: Run) -> None:
    assert run().output == "Ingen navn eller notater er gamle nok til å slettes.\n"


@pytest.mark.usefixtures("withdrawn")
def test_a_dry_run_tells_and_deletes_nothing_and_then_it_is_done_once(run: Run) -> None:
    line = "Røros 2025 (evaluering 1), levert eller trukket 4. mars 2025: navn 1, intervjuer med notater 0."

    for _ in range(2):
        found = run("--dry-run")
        assert found.output == f"{line}\nIngenting er slettet. Kjør uten --dry-run for å slette.\n"
    assert NAME not in found.output
    assert run().output == f"{line}\nSlettet.\n"
    assert run().output == "Ingen navn eller notater er gamle nok til å slettes.\n"


@pytest.mark.usefixtures("withdrawn")
def test_months_come_from_the_settings(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOMPASS_INTERVIEW_MONTHS", "25")

    found = run()

    assert (found.exit_code, "Velg et tall fra 0 til 24." in found.output) == (2, True)
