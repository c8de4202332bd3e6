"""Engine, sessions and the transaction. Every difference between SQLite and PostgreSQL stands here."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pysqlite3.dbapi2
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from kompass.domain.errors import KompassError, StorageBusy, StorageFull

log = logging.getLogger(__name__)

# From this version on SQLite's write-ahead log cannot lose or damage data when two processes
# reset it at once (3.51.3; the fix was carried back to 3.50.7 and 3.44.6).
SAFE_SQLITE = (3, 51, 3)
BUSY_MILLISECONDS = 5000
# Seconds between two tries for the lock.
PAUSE = 0.001
SQLITE_BUSY = 5
WRITES = "kompass_writes"


def make_engine(url: str) -> Engine:
    """An engine for the address, with SQLite set up to be safe."""
    if make_url(url).get_backend_name() != "sqlite":
        return _with_own_errors(create_engine(url))
    engine = _with_own_errors(create_engine(url, module=pysqlite3.dbapi2))
    journal = journal_mode(pysqlite3.dbapi2.sqlite_version_info)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        # The driver's own transaction handling is switched off; SQLAlchemy's «begin» event below opens
        # real transactions, so that savepoints and reads inside them behave as on PostgreSQL.
        connection.isolation_level = None
        for pragma in (
            f"journal_mode={journal}",
            "synchronous=FULL",
            "foreign_keys=ON",
            # What is deleted, such as the name of somebody interviewed, is overwritten in the file too.
            "secure_delete=ON",
            f"busy_timeout={BUSY_MILLISECONDS}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        if connection.get_execution_options().get(WRITES, False):
            _begin_to_write(connection)
        else:
            connection.exec_driver_sql("BEGIN")

    return engine


def is_made(engine: Engine) -> bool:
    """Whether there is a database to open: SQLite makes a missing file when it is only looked at."""
    address = engine.url
    if address.get_backend_name() != "sqlite" or not address.database or address.query:
        return True
    return Path(address.database).exists()


def _begin_to_write(connection: Connection) -> None:
    """Take the lock for writing, as soon as it is free.

    SQLite's own waiting asks again after ever longer pauses, up to a tenth of a second, and whoever has waited
    longest asks most seldom: with fifty at once some waited a second for a lock held for milliseconds.
    """
    raw: Any = connection.connection.dbapi_connection
    deadline = time.monotonic() + BUSY_MILLISECONDS / 1000
    connection.exec_driver_sql("PRAGMA busy_timeout=0")
    try:
        while time.monotonic() < deadline:
            try:
                raw.execute("BEGIN IMMEDIATE")
            except pysqlite3.dbapi2.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != SQLITE_BUSY:
                    break
                time.sleep(PAUSE)
            else:
                return
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        raw.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")


def _with_own_errors(engine: Engine) -> Engine:
    @event.listens_for(engine, "handle_error")
    def translate(context: ExceptionContext) -> None:
        # A full, locked or unreachable database is expected, also while reading, and has its own errors.
        if isinstance(context.sqlalchemy_exception, OperationalError):
            raise storage_error(context.original_exception) from context.original_exception

    return engine


def journal_mode(version: tuple[int, ...]) -> str:
    """WAL where this SQLite is safe with it, else the rollback journal, and said loudly."""
    if version >= SAFE_SQLITE:
        return "WAL"
    log.warning(
        "SQLite %s is older than %s and not safe with a write-ahead log; using the slower rollback journal",
        ".".join(map(str, version)),
        ".".join(map(str, SAFE_SQLITE)),
    )
    return "DELETE"


def session_factory(engine: Engine) -> sessionmaker[Session]:
    """Sessions that keep loaded values after commit; rows never leave storage anyway."""
    return sessionmaker(engine, expire_on_commit=False)


@contextmanager
def transaction(session: Session) -> Iterator[Session]:
    """Commit at the end, roll back on any error.

    What the session read before is let go first: on SQLite a read that turns into a write fails at once
    when another writer came between, whatever the waiting time, so the write lock is taken at the start.
    """
    session.commit()
    try:
        session.connection(execution_options={WRITES: True})
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise


def storage_error(error: BaseException) -> KompassError:
    """What an operational error of the database means to the reader."""
    text = str(error).lower()
    return StorageFull() if "full" in text or "no space" in text else StorageBusy()


def sqlite_version() -> str:
    """Version of the SQLite library in use."""
    return str(pysqlite3.dbapi2.sqlite_version)
