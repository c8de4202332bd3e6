"""What every service needs: session factory, shelf of editions, clock, folders. Made once at start."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from kompass.catalogue.shelf import Shelf, load
from kompass.storage.database import make_engine, session_factory, storage_error

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

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session for one piece of work; an unreachable database gets its own error, also when reading."""
        with self.sessions() as session:
            try:
                yield session
            except OperationalError as error:
                raise storage_error(error) from error


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
