"""The errors the outside may see. Each has a code that the web room turns into a sentence."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something the reader can mend: a code, the field or criterion it concerns, and figures for the text."""

    code: str
    subject: str = ""
    values: tuple[tuple[str, str], ...] = ()


class KompassError(Exception):
    """Base of the expected errors; `code` picks the sentence, `values` fill it."""

    code = "error"

    def __init__(self, code: str | None = None, **values: str) -> None:
        super().__init__(code or self.code, values)
        self.code = code or self.code
        self.values = values


class NotFound(KompassError):
    """There is no such thing, or the actor may not know that there is."""

    code = "not_found"


class NotAllowed(KompassError):
    """The actor may know of the thing, but not do this to it."""

    code = "not_allowed"


class NotPossibleNow(KompassError):
    """The state of the thing forbids it."""

    code = "not_possible_now"


class NotComparable(KompassError):
    """Results of editions that cannot be compared."""

    code = "not_comparable"


class Invalid(KompassError):
    """Input that cannot be accepted; carries every problem found."""

    code = "invalid"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(self.code)
        self.problems = problems

    def __str__(self) -> str:
        return "; ".join(problem.code for problem in self.problems)


class StorageFull(KompassError):
    """The disk is full: nothing was saved."""

    code = "storage_full"


class StorageBusy(KompassError):
    """The database is locked, read-only or out of reach: nothing was saved."""

    code = "storage_busy"
