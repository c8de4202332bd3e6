"""Queries about the texts the firm uses again."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from kompass.domain.texts import TextBlock
from kompass.storage.tables import TextBlockRow
from kompass.storage.tables.accounts import AccountRow

_BLOCKS = select(TextBlockRow, AccountRow.name).join(AccountRow, AccountRow.id == TextBlockRow.saved_by)


def text_blocks(session: Session) -> list[TextBlock]:
    """Every text block, in the order they were added."""
    return [_block(row, name) for row, name in session.execute(_BLOCKS.order_by(TextBlockRow.id))]


def text_block(session: Session, block_id: int) -> TextBlock | None:
    """The text block with this id; None when there is none."""
    query = _BLOCKS.where(TextBlockRow.id == block_id).execution_options(populate_existing=True)
    found = session.execute(query).first()
    return None if found is None else _block(*found)


def add(session: Session, *, title: str, text: str, account_id: int, at: datetime) -> int:
    """Add a text block; its id."""
    row = TextBlockRow(title=title, text=text, version=1, saved_at=at, saved_by=account_id)
    session.add(row)
    session.flush()
    return row.id


def write(
    session: Session, block_id: int, *, title: str, text: str, version: int, account_id: int, at: datetime
) -> bool:
    """Write what is to be version + 1; False, and nothing written, when the stored version is another."""
    written = session.scalar(
        update(TextBlockRow)
        .where(TextBlockRow.id == block_id, TextBlockRow.version == version)
        .values(title=title, text=text, version=version + 1, saved_at=at, saved_by=account_id)
        .returning(TextBlockRow.version)
    )
    return written is not None


def remove(session: Session, block_id: int, *, version: int) -> bool:
    """Take a text block away; False when it is another version by now."""
    gone = delete(TextBlockRow).where(TextBlockRow.id == block_id, TextBlockRow.version == version)
    return session.scalar(gone.returning(TextBlockRow.id)) is not None


def _block(row: TextBlockRow, name: str) -> TextBlock:
    return TextBlock(row.id, row.title, row.text, row.version, row.saved_at, name)
