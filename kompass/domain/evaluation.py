"""An evaluation, its statuses and the moves allowed between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from kompass.domain.answers import Answer
from kompass.domain.municipality import Municipality


class Status(StrEnum):
    """Where an evaluation stands, in the order it goes through them; withdrawn is outside the order."""

    PLANNED = "planned"
    COLLECTING = "collecting"
    SCORING = "scoring"
    CONSENSUS = "consensus"
    FACT_CHECK = "fact_check"
    DELIVERED = "delivered"
    PUBLISHED = "published"
    ARCHIVED = "archived"
    WITHDRAWN = "withdrawn"


COURSE = tuple(status for status in Status if status is not Status.WITHDRAWN)

# The usual next one first, then those that skip, then those that go back.
MOVES: Mapping[Status, tuple[Status, ...]] = {
    Status.PLANNED: (Status.COLLECTING, Status.SCORING, Status.WITHDRAWN),
    Status.COLLECTING: (Status.SCORING, Status.PLANNED, Status.WITHDRAWN),
    Status.SCORING: (Status.CONSENSUS, Status.FACT_CHECK, Status.COLLECTING, Status.WITHDRAWN),
    Status.CONSENSUS: (Status.FACT_CHECK, Status.SCORING, Status.WITHDRAWN),
    Status.FACT_CHECK: (Status.DELIVERED, Status.CONSENSUS, Status.SCORING, Status.WITHDRAWN),
    Status.DELIVERED: (Status.PUBLISHED, Status.FACT_CHECK, Status.WITHDRAWN),
    Status.PUBLISHED: (Status.ARCHIVED, Status.FACT_CHECK, Status.WITHDRAWN),
    Status.ARCHIVED: (Status.PUBLISHED, Status.WITHDRAWN),
    Status.WITHDRAWN: (),
}

# Each assessor scores alone until here; afterwards it is the agreed answers that count.
ALONE = frozenset({Status.PLANNED, Status.COLLECTING, Status.SCORING})
SEALED = frozenset({Status.DELIVERED, Status.PUBLISHED, Status.ARCHIVED})
OPEN_TO_ALL = frozenset({Status.PUBLISHED, Status.ARCHIVED})


def needs_reason(before: Status, to: Status) -> bool:
    """Whether a move must say why: everything that undoes a delivery, and a withdrawal."""
    return to is Status.WITHDRAWN or (before in SEALED and to not in SEALED)


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
    def is_alone(self) -> bool:
        """Whether each assessor still scores alone."""
        return self.status in ALONE

    @property
    def is_public(self) -> bool:
        """Whether everyone may read it, and others are compared with it."""
        return self.status in OPEN_TO_ALL

    @property
    def is_demonstration(self) -> bool:
        return self.municipality.is_demonstration


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


@dataclass(frozen=True, slots=True)
class Sheet:
    """One assessor's own answers. `handed_in` holds the areas the other assessors may see."""

    id: int
    account_id: int
    name: str
    handed_in: frozenset[str]


@dataclass(frozen=True, slots=True)
class Consent:
    """The municipality's yes to publishing: the role of whoever gave it, and the day."""

    given_by: str
    given_on: date


@dataclass(frozen=True, slots=True)
class Sealed:
    """A result as it was delivered. `digest` is over `content`; `reason` says why there is a later version."""

    version: int
    digest: str
    reason: str
    sealed_at: datetime
    content: Mapping[str, Any]
