"""How long names of those interviewed, and notes from interviews, are kept after an evaluation is over."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from kompass.domain.errors import Problem
from kompass.domain.evaluation import SEALED, Evaluation, Status

LONGEST_MONTHS = 24
# An evaluation that is delivered or withdrawn needs neither names nor notes for long.
OVER = SEALED | {Status.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class Kept:
    """What an evaluation still keeps of its interviews: names, and interviews with notes, as counts."""

    evaluation: Evaluation
    names: int
    notes: int


def months_problems(months: int) -> list[Problem]:
    """Why names and notes cannot be kept so many months."""
    if 0 <= months <= LONGEST_MONTHS:
        return []
    return [Problem("months_out_of_range", "months", (("months", str(months)), ("most", str(LONGEST_MONTHS))))]


def deleted_from(over: date, months: int) -> date:
    """The first day nothing is kept any more: the same day so many months later, or the last one of that month."""
    year, month = divmod(over.year * 12 + over.month - 1 + months, 12)
    return date(year, month + 1, min(over.day, monthrange(year, month + 1)[1]))
