import logging
import threading
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from kompass.domain.answers import Level
from kompass.domain.errors import StorageBusy, StorageFull
from kompass.domain.permissions import Actor
from kompass.services import evaluations
from kompass.services.answers import Proposal, Saved, own_sheet
from kompass.services.installation import Installation
from kompass.storage.database import (
    SAFE_SQLITE,
    journal_mode,
    make_engine,
    sqlite_version,
    storage_error,
    transaction,
)
from tests.factories import begin

CRITERION = "apenhet.innsyn.postliste"


def test_sqlite_in_use_is_safe_with_its_log() -> None:
    assert tuple(map(int, sqlite_version().split("."))) >= SAFE_SQLITE


def test_old_sqlite_falls_back_to_the_rollback_journal_and_says_so(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert journal_mode((3, 40, 1)) == "DELETE"

    assert "3.40.1" in caplog.text
    assert journal_mode(SAFE_SQLITE) == "WAL"


def test_connections_are_set_up_to_be_safe(tmp_path: Path) -> None:
    with make_engine(f"sqlite:///{tmp_path}/x.db").connect() as connection:
        settings = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
        }

    assert settings == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": 5000,
    }


def test_transaction_rolls_back_on_any_error(session: Session, assessor: Actor) -> None:
    with pytest.raises(ZeroDivisionError), transaction(session):
        session.execute(text("UPDATE account SET name = 'borte'"))
        raise ZeroDivisionError

    assert session.execute(text("SELECT name FROM account")).scalar() == "Kari"


@pytest.mark.usefixtures("places")
def test_database_refuses_level_and_reason_together(at: Installation, session: Session, assessor: Actor) -> None:
    evaluation = begin(at, session, assessor, "5025", date(2026, 5, 4))

    sheet = own_sheet(session, evaluation, assessor)

    with pytest.raises(IntegrityError, match="level_or_reason"), transaction(session):
        session.execute(
            text(
                "INSERT INTO answer"
                " (sheet_id, criterion_id, level, reason, note, version, saved_at, saved_by)"
                " VALUES (:sheet, 'x', 1, 'fordi', '', 1, '2026-01-01', :account)"
            ),
            {"sheet": sheet, "account": assessor.id},
        )


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("database or disk is full", StorageFull),
        ("database is locked", StorageBusy),
        ("unable to open", StorageBusy),
    ],
)
def test_operational_errors_are_told_apart(words: str, kind: type) -> None:
    assert isinstance(storage_error(Exception(words)), kind)


@pytest.mark.usefixtures("places")
def test_full_disk_saves_nothing_and_says_so(at: Installation, session: Session, assessor: Actor) -> None:
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("the page limit that plays the full disk is SQLite's own")
    evaluation = begin(at, session, assessor, "5025", date(2026, 5, 4))
    pages = session.execute(text("PRAGMA page_count")).scalar()
    session.commit()
    session.execute(text(f"PRAGMA max_page_count = {pages}"))
    session.commit()

    with pytest.raises(StorageFull):
        for version in range(100):  # the journal keeps every note, so the file must grow sooner or later
            proposal = Proposal(CRITERION, Level(1), f"{version} " * 5_000, version)
            evaluations.save_answer(at, session, assessor, evaluation, proposal, "nb")

    session.commit()
    session.execute(text("PRAGMA max_page_count = 1073741823"))
    session.commit()


@pytest.mark.usefixtures("places")
def test_of_many_first_saves_at_once_one_wins_and_none_is_lost_silently(
    at: Installation, session: Session, assessor: Actor
) -> None:
    evaluation = begin(at, session, assessor, "5025", date(2026, 5, 4))
    outcomes: list[object] = []

    def save(level: int) -> None:
        with at.session() as own:
            proposal = Proposal(CRITERION, Level(level), f"fra {level}", 0)
            outcomes.append(evaluations.save_answer(at, own, assessor, evaluation, proposal, "nb"))

    threads = [threading.Thread(target=save, args=(level,)) for level in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(outcomes) == 5
    assert sum(isinstance(outcome, Saved) for outcome in outcomes) == 1
