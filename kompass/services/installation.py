"""What every service needs: session factory, shelf of editions, clock, folders. Made once at start."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session, sessionmaker

from kompass.catalogue.shelf import Shelf, load
from kompass.storage.database import make_engine, session_factory

# What a service reads and writes through; the web room hands it on without knowing what it is.
Database = Session


@dataclass(frozen=True, slots=True)
class Installation:
    """One running Kompass."""

    sessions: sessionmaker[Session]
    shelf: Shelf
    clock: Callable[[], datetime]
    instance: Path
    report_folder: Path
    register_folder: Path

    def session(self) -> Session:
        """A session for one piece of work, to be used in a with statement."""
        return self.sessions()


def utc_now() -> datetime:
    """The time, aware, UTC."""
    return datetime.now(UTC)


def install(
    *,
    database_url: str,
    instance: Path,
    criteria_folder: Path,
    report_folder: Path,
    register_folder: Path,
    clock: Callable[[], datetime] = utc_now,
) -> Installation:
    """Open the database and read every edition; UnusableEdition when an edition must not be used."""
    instance.mkdir(parents=True, exist_ok=True)
    return Installation(
        sessions=session_factory(make_engine(database_url)),
        shelf=load(criteria_folder),
        clock=clock,
        instance=instance,
        report_folder=report_folder,
        register_folder=register_folder,
    )
