"""An evaluation, its statuses and the moves allowed between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kompass.domain.answers import Answer
from kompass.domain.municipality import Municipality


class Status(StrEnum):
    """Where an evaluation stands."""

    SCORING = "scoring"
    HANDED_IN = "handed_in"


MOVES: Mapping[Status, frozenset[Status]] = {
    Status.SCORING: frozenset({Status.HANDED_IN}),
    Status.HANDED_IN: frozenset({Status.SCORING}),
}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One evaluation of one municipality with one edition of a framework.

    `scoring_digest` is the edition's as it stood when the evaluation started.
    """

    id: int
    municipality: Municipality
    framework_id: str
    edition: str
    scoring_digest: str
    evaluated_on: date
    status: Status

    @property
    def year(self) -> int:
        return self.evaluated_on.year

    @property
    def is_locked(self) -> bool:
        return self.status is not Status.SCORING

    @property
    def is_demonstration(self) -> bool:
        return self.municipality.is_demonstration

    def can_move_to(self, status: Status) -> bool:
        return status in MOVES[self.status]


@dataclass(frozen=True, slots=True)
class SavedAnswer:
    """An answer as it is stored; `answer` is None when only a note is kept.

    `version` is 0 when nothing has been saved and grows by one with each change.
    """

    answer: Answer | None
    note: str
    version: int
    saved_at: datetime | None
    saved_by: str


NOT_SAVED = SavedAnswer(answer=None, note="", version=0, saved_at=None, saved_by="")
