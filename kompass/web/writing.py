"""What the pages of texts, text blocks, gold stars and comments share: who asks, and when something was saved."""

from dataclasses import dataclass
from datetime import datetime

from kompass import formats
from kompass.domain.permissions import Actor
from kompass.services import printable
from kompass.services.installation import Database, Installation
from kompass.web import session
from kompass.web.messages import sentence


@dataclass(frozen=True, slots=True)
class SavedLine:
    """When something was saved, and by whom; all empty when it never was."""

    day: str
    clock: str
    by: str


def saved_line(at: datetime | None, by: str) -> SavedLine:
    """A moment and a name as text."""
    locale = session.current_language().locale
    if at is None:
        return SavedLine("", "", "")
    return SavedLine(formats.long_date(at.astimezone(formats.NORWAY), locale), formats.clock(at, locale), by)


def when(at: datetime | None, by: str) -> dict[str, str]:
    """The same as the values of a sentence."""
    line = saved_line(at, by)
    return {"by": line.by, "day": line.day, "at": line.clock}


def paper_note(text: str) -> str:
    """That a text cannot be printed as it is, and what to do; empty when it can."""
    lacking = printable.signs(session.installation(), text)
    return sentence("unprintable", {"signs": lacking}, session.current_language()) if lacking else ""


def who() -> tuple[Installation, Database, Actor | None]:
    """What every service asks for first."""
    return session.installation(), session.database(), session.actor()
