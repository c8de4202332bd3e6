from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect

from kompass.storage import revision, schema
from kompass.storage.database import make_engine
from kompass.storage.tables import Row


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return make_engine(f"sqlite:///{tmp_path}/empty.db")


def test_migrations_from_empty_give_the_tables(engine: Engine) -> None:
    schema.upgrade(engine)

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Row.metadata) == []


def test_one_step_down_and_up_again(engine: Engine) -> None:
    schema.upgrade(engine)
    schema.downgrade(engine, "-1")
    schema.upgrade(engine)

    assert revision.applied(engine) == revision.newest()


def test_down_to_the_bottom_leaves_nothing(engine: Engine) -> None:
    schema.upgrade(engine)
    schema.downgrade(engine, "base")

    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}


def test_files_are_numbered_and_head_names_the_newest() -> None:
    names = sorted(path.stem for path in (revision.MIGRATIONS / "versions").glob("*.py"))

    assert [name[:4] for name in names] == [f"{number:04d}" for number in range(1, len(names) + 1)]
    assert (revision.MIGRATIONS / "HEAD").read_text(encoding="utf-8").strip() == names[-1]
