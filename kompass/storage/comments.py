"""Queries about the comments on a draft."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, aliased

from kompass.domain.comments import Comment, Outcome, Reply
from kompass.storage.tables import CommentRow
from kompass.storage.tables.accounts import AccountRow

_Maker, _Answerer = aliased(AccountRow), aliased(AccountRow)
_COMMENTS = (
    select(CommentRow, _Maker.name, _Answerer.name)
    .join(_Maker, _Maker.id == CommentRow.made_by)
    .outerjoin(_Answerer, _Answerer.id == CommentRow.answered_by)
    .execution_options(populate_existing=True)
)


def comments_of(session: Session, evaluation_id: int) -> list[Comment]:
    """Every comment on the draft of an evaluation, in the order they were made."""
    query = _COMMENTS.where(CommentRow.evaluation_id == evaluation_id).order_by(CommentRow.id)
    return [_comment(*found) for found in session.execute(query)]


def comment(session: Session, evaluation_id: int, comment_id: int) -> Comment | None:
    """One comment on the draft of this evaluation; None when there is none."""
    query = _COMMENTS.where(CommentRow.evaluation_id == evaluation_id, CommentRow.id == comment_id)
    found = session.execute(query).first()
    return None if found is None else _comment(*found)


def open_count(session: Session, evaluation_id: int) -> int:
    """How many comments nobody has answered."""
    query = select(func.count()).where(CommentRow.evaluation_id == evaluation_id, CommentRow.outcome.is_(None))
    return session.scalar(query) or 0


def same(session: Session, evaluation_id: int, part: str, paragraph: str, text: str, account_id: int) -> int | None:
    """Id of the comment this account has made in the same words on the same paragraph; None when it has not."""
    return session.scalar(
        select(CommentRow.id).where(
            CommentRow.evaluation_id == evaluation_id,
            CommentRow.part == part,
            CommentRow.paragraph == paragraph,
            CommentRow.text == text,
            CommentRow.made_by == account_id,
        )
    )


def add(
    session: Session,
    evaluation_id: int,
    *,
    part: str,
    paragraph: str,
    quote: str,
    text: str,
    account_id: int,
    at: datetime,
) -> int:
    """Add a comment; its id."""
    row = CommentRow(
        evaluation_id=evaluation_id,
        part=part,
        paragraph=paragraph,
        quote=quote,
        text=text,
        made_at=at,
        made_by=account_id,
        answer="",
    )
    session.add(row)
    session.flush()
    return row.id


def answer(
    session: Session,
    comment_id: int,
    *,
    outcome: Outcome,
    text: str,
    seen: datetime | None,
    account_id: int,
    at: datetime,
) -> bool:
    """Answer a comment; False when its answer is another than the one of the moment `seen`, None for none."""
    unchanged = CommentRow.answered_at.is_(None) if seen is None else CommentRow.answered_at == seen
    written = session.scalar(
        update(CommentRow)
        .where(CommentRow.id == comment_id, unchanged)
        .values(outcome=outcome.value, answer=text, answered_at=at, answered_by=account_id)
        .returning(CommentRow.id)
    )
    return written is not None


def _comment(row: CommentRow, made_by: str, answered_by: str | None) -> Comment:
    reply = None
    if row.outcome is not None and row.answered_at is not None:
        reply = Reply(Outcome(row.outcome), row.answer, row.answered_at, answered_by or "")
    return Comment(
        id=row.id,
        part=row.part,
        paragraph=row.paragraph,
        quote=row.quote,
        text=row.text,
        made_at=row.made_at,
        made_by=made_by,
        reply=reply,
    )
