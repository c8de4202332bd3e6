"""The command that looks after the files of the evidence, run as a person would."""

import os
import time
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kompass.cli import main
from kompass.configuration import install_from, read_configuration
from kompass.domain.permissions import Role
from kompass.services import evidence_adding
from kompass.services.evidence_adding import Upload
from kompass.storage import accounts
from tests.factories import begin

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("KOMPASS_INSTANCE", str(tmp_path))
    CliRunner().invoke(main, ["create-database"])
    return lambda *arguments: CliRunner().invoke(main, ["evidence", *arguments])


@pytest.fixture
def document(run: Run) -> Path:
    """The file of the one document there is."""
    at = install_from(read_configuration())
    with at.session() as session:
        now = at.clock()
        person = accounts.add(
            session, email="en@prøve.no", name="En", role=Role.ASSESSOR, password_hash="-", at=now
        )
        session.commit()
        evaluation_id = begin(at, session, person, "5025", date(2026, 1, 20))
        sent = Upload("plan.pdf", BytesIO(b"%PDF-1.7 %%EOF"))
        evidence_adding.upload(at, session, person, evaluation_id, sent)
    (file,) = (one for one in (at.instance / "evidence").rglob("*") if one.is_file())
    return file


def test_everything_in_place_is_said(run: Run, document: Path) -> None:
    found = run("check")

    assert (found.exit_code, found.output) == (0, "Alle bevis har filen sin.\n")


def test_missing_file_is_named_and_the_command_fails(run: Run, document: Path) -> None:
    document.unlink()

    found = run("check")

    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr == "Evaluering 1, bevis 1: plan.pdf mangler.\n"


def test_nothing_is_removed_unless_asked(run: Run, document: Path) -> None:
    stray = document.parent / (document.parent.name + "0" * 62)
    stray.write_bytes(b"x")
    long_ago = time.time() - 25 * 3600
    os.utime(stray, (long_ago, long_ago))

    run("check")
    assert stray.exists()

    found = run("check", "--sweep")
    assert found.output == "Filer ingen viser til, fjernet: 1\nAlle bevis har filen sin.\n"
    assert (stray.exists(), document.exists()) == (False, True)
