"""What an assessor can answer about a criterion. Not answered is absence, never zero."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """A step on the criterion's scale."""

    value: int


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The criterion does not concern this municipality; the reason is for the reader of the report."""

    reason: str


Answer = Level | NotApplicable
Answers = Mapping[str, Answer]
