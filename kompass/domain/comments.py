"""Comments on the facts of a draft: what was said, about which paragraph, and what was done about it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """What came of a comment: the text was changed, or kept as it was."""

    CHANGED = "changed"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a comment. `text` says why when the text was kept."""

    outcome: Outcome
    text: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on one paragraph. `quote` is the paragraph as it read then; `reply` is None while it is open."""

    id: int
    part: str
    paragraph: str
    quote: str
    text: str
    made_at: datetime
    made_by: str
    reply: Reply | None

    @property
    def is_open(self) -> bool:
        return self.reply is None
