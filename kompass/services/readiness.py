"""Whether the installation may be used: its tables must be of the program's version."""

from sqlalchemy import Engine

from kompass.domain.errors import NotPossibleNow
from kompass.services.installation import Installation
from kompass.storage import revision


def require_newest(at: Installation) -> None:
    """NotPossibleNow, naming the command to run, without a database or with tables of another version."""
    engine: Engine = at.sessions.kw["bind"]
    applied = revision.applied(engine)
    # The server makes its workers by forking, and SQLite does not allow a connection to be carried across.
    engine.dispose()
    if applied is None:
        raise NotPossibleNow("database_missing")
    if applied != revision.newest():
        raise NotPossibleNow("database_outdated", applied=applied, newest=revision.newest())
