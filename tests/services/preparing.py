"""An evaluation being prepared, and what the tests of its plan, interviews and self-description do to it."""

from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from kompass.domain.deadlines import Days
from kompass.domain.evaluation import Status
from kompass.domain.permissions import Actor, Relation
from kompass.domain.preparation import Meeting, Wanted
from kompass.services import course, evaluations, interviews, preparation, teams
from kompass.services.course import Move
from kompass.services.installation import Installation
from kompass.storage.tables import JournalRow

DAY = date(2026, 11, 20)
DAYS = Days(date(2026, 12, 1), date(2026, 12, 7), date(2026, 12, 9), date(2027, 1, 15), date(2027, 2, 1))
MEETING = Meeting("Ordfører", "Politisk ledelse", date(2026, 12, 7), "09:30", 45, "Rådhuset")
WANTED = Wanted("Delegeringsreglement", "ledelse", date(2026, 12, 1))
NAME = "Kari Nordmann"


def collecting(at: Installation, session: Session, lead: Actor, *others: tuple[Actor, Relation]) -> int:
    """An evaluation of Røros that is being collected for, with the others in its team."""
    evaluation_id = evaluations.start(at, session, lead, "5025", DAY)
    for person, relation in others:
        teams.put(at, session, lead, evaluation_id, person.email, relation)
    go(at, session, lead, evaluation_id, Status.PLANNED, Status.COLLECTING)
    return evaluation_id


def go(at: Installation, session: Session, lead: Actor, evaluation_id: int, *statuses: Status) -> None:
    """Take it through these statuses; the first one is where it stands."""
    for seen, to in pairwise(statuses):
        course.move(at, session, lead, evaluation_id, Move(to, seen=seen, reason="Derfor."))


def filled(at: Installation, session: Session, lead: Actor, evaluation_id: int) -> tuple[int, int]:
    """Give it days, an interview with a name, and a document asked for; ids of the interview and the request."""
    preparation.save_days(at, session, lead, evaluation_id, DAYS, 0)
    interview_id = interviews.plan(at, session, lead, evaluation_id, MEETING)
    interviews.add_name(at, session, lead, evaluation_id, interview_id, NAME)
    return interview_id, preparation.ask(at, session, lead, evaluation_id, WANTED)


def journal_of(session: Session, evaluation_id: int) -> list[tuple[str, Any, Any]]:
    """What the journal says of an evaluation: action, before, after."""
    query = select(JournalRow).where(JournalRow.evaluation_id == evaluation_id).order_by(JournalRow.id)
    return [(row.action, row.before, row.after) for row in session.scalars(query)]
