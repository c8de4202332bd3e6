"""An evaluation whose texts may be written, and what the tests of texts, stars and comments do to it."""

from itertools import pairwise

from sqlalchemy.orm import Session

from kompass.domain.answers import Answer, Level
from kompass.domain.evaluation import Status
from kompass.domain.permissions import Actor, Relation
from kompass.services import course, evaluations, teams, texts
from kompass.services.course import Move
from kompass.services.installation import Installation
from kompass.services.texts import TextConflict, TextProposal
from tests.factories import begin

POSTLISTE, MOTER = "apenhet.innsyn.postliste", "apenhet.innsyn.moter"
TIDLIG, SVAR = "apenhet.dialog.tidlig", "apenhet.dialog.svar"
FULLMAKT, AVTALER = "ledelse.ansvar.fullmakt", "ledelse.ansvar.avtaler"
ANSWERS: dict[str, Answer] = {
    POSTLISTE: Level(4),
    MOTER: Level(0),
    TIDLIG: Level(3),
    SVAR: Level(1),
    FULLMAKT: Level(2),
    AVTALER: Level(2),
}


def in_scoring(at: Installation, session: Session, lead: Actor, *others: tuple[Actor, Relation]) -> int:
    """An evaluation the lead scores alone, with nothing answered; the others are in the team."""
    evaluation_id = begin(at, session, lead, "5025")
    for person, relation in others:
        teams.put(at, session, lead, evaluation_id, person.email, relation)
    return evaluation_id


def scored(at: Installation, session: Session, lead: Actor, *others: tuple[Actor, Relation]) -> int:
    """The same with everything answered."""
    evaluation_id = in_scoring(at, session, lead, *others)
    evaluations.enter_answers(at, session, lead, evaluation_id, ANSWERS)
    return evaluation_id


def in_fact_check(at: Installation, session: Session, lead: Actor, *others: tuple[Actor, Relation]) -> int:
    """The same when nobody scores alone any more, so that several may write."""
    evaluation_id = scored(at, session, lead, *others)
    move(at, session, lead, evaluation_id, Status.SCORING, Status.FACT_CHECK)
    return evaluation_id


def move(at: Installation, session: Session, lead: Actor, evaluation_id: int, *course_of: Status) -> None:
    """Take it through these statuses; the first one is where it stands."""
    for seen, to in pairwise(course_of):
        course.move(at, session, lead, evaluation_id, Move(to, seen=seen, reason="Derfor."))


def write(
    at: Installation, session: Session, person: Actor, evaluation_id: int, part: str, text: str, *, seen: int = 0
) -> int | TextConflict:
    return texts.save(at, session, person, evaluation_id, TextProposal(part, text, seen))
