"""Which version the tables have, and which the program wants. Cheap: it is asked at every start."""

from pathlib import Path

from sqlalchemy import Engine, inspect, text

from kompass.storage.database import is_made

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def applied(engine: Engine) -> str | None:
    """The newest migration applied; None for an empty database, and for one that has not been made."""
    if not is_made(engine):
        return None
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found


def newest() -> str:
    """The newest migration there is, as migrations/HEAD names it."""
    return (MIGRATIONS / "HEAD").read_text(encoding="utf-8").split("_")[0].strip()
