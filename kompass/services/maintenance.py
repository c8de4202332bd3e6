"""Keeping the installation in order: the database's tables and their version."""

from sqlalchemy import Engine

from kompass.domain.errors import NotPossibleNow
from kompass.services.installation import Installation
from kompass.storage import schema


def migrate(at: Installation) -> None:
    """Bring the database to the newest version of the tables."""
    schema.upgrade(_engine(at))


def require_newest(at: Installation) -> None:
    """NotPossibleNow, naming the command to run, when the tables are not of the program's version."""
    applied = schema.applied(_engine(at))
    if applied != schema.newest():
        raise NotPossibleNow("database_outdated", applied=applied or "–", newest=schema.newest())


def _engine(at: Installation) -> Engine:
    engine: Engine = at.sessions.kw["bind"]
    return engine
