"""Keeping the installation in order: the database's tables."""

from sqlalchemy import Engine

from kompass.services.installation import Installation
from kompass.storage import schema


def migrate(at: Installation) -> None:
    """Bring the database to the newest version of the tables."""
    engine: Engine = at.sessions.kw["bind"]
    schema.upgrade(engine)
