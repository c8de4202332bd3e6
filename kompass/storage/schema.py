"""Bringing the database to the newest version of the tables."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine

from kompass.storage.revision import MIGRATIONS


def upgrade(engine: Engine, to: str = "head") -> None:
    """Apply every migration that has not been applied, in one go."""
    with engine.begin() as connection:
        command.upgrade(_configuration(connection), to)


def downgrade(engine: Engine, to: str) -> None:
    """Step back to an earlier migration; "base" is the empty database."""
    with engine.begin() as connection:
        command.downgrade(_configuration(connection), to)


def _configuration(connection: Connection) -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", str(MIGRATIONS))
    configuration.attributes["connection"] = connection
    return configuration
