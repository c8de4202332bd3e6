"""One line in the journal for one change a person makes to an evaluation."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from kompass.domain.permissions import Actor
from kompass.services.installation import Installation
from kompass.storage import journal

# From what, to what, as plain values; None where there was or is nothing.
Change = tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]


def record(
    at: Installation, session: Session, actor: Actor, evaluation_id: int, action: str, change: Change
) -> None:
    """Keep who changed what of the evaluation, now; within the caller's transaction."""
    before, after = change
    journal.record(
        session,
        action,
        account_id=actor.id,
        at=at.clock(),
        evaluation_id=evaluation_id,
        before=before,
        after=after,
    )
