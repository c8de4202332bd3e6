"""Bringing the database to the newest version of the tables."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine

MIGRATIONS = Path(__file__).resolve().parent.parent.parent / "migrations"


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


def applied(engine: Engine) -> str | None:
    """The newest migration applied; None for an empty database."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str:
    """The newest migration there is, as migrations/HEAD names it."""
    return (MIGRATIONS / "HEAD").read_text(encoding="utf-8").split("_")[0].strip()
