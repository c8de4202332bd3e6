"""Writing what several people may write at once: only on top of the version they saw."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from kompass.storage.tables import Row


def write(
    session: Session, table: type[Row], key: Mapping[str, Any], values: Mapping[str, Any], version: int
) -> bool:
    """Write the row with this key as version + 1; False, and nothing written, when the stored version is another.

    Version 0 is what has never been saved.
    """
    row: Any = table
    fresh = {**values, "version": version + 1}
    if version == 0:
        try:
            session.execute(insert(table).values(**key, **fresh))
        except IntegrityError:
            return False  # two first saves at the same moment: the other one came first
        return True
    written = session.scalar(update(table).filter_by(**key, version=version).values(**fresh).returning(row.version))
    return written is not None
