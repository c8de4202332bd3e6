"""Where the same municipality, or those it was made from, stood last time, for each process while it is scored."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from kompass.domain.evaluation import Evaluation, SavedAnswer
from kompass.domain.permissions import Actor, Permission
from kompass.domain.register import Unit
from kompass.services.access import may
from kompass.services.evaluations import found_of, without_notes
from kompass.storage import evaluations, municipalities, sheets


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier evaluation with the same edition, with its agreed answers by criterion.

    Notes are there only for one who may read that evaluation's notes.
    """

    evaluation: Evaluation
    saved: Mapping[str, SavedAnswer]


def earlier_answers(session: Session, actor: Actor | None, evaluation: Evaluation) -> tuple[Earlier, ...]:
    """The last published evaluation of the same unit, else that of each predecessor; none of another edition."""
    register = municipalities.register(session)
    unit = register.unit(evaluation.municipality.number, evaluation.evaluated_on)
    if unit is None:
        return ()
    own = _last(session, evaluation, unit)
    found = [own] if own else [_last(session, evaluation, link.predecessor) for link in register.predecessors(unit)]
    agreed = sheets.agreed_sheets(session, [one.id for one in found if one])
    return tuple(_earlier(session, actor, one, agreed[one.id]) for one in found if one)


def _last(session: Session, evaluation: Evaluation, unit: Unit) -> Evaluation | None:
    before = (
        one
        for one in found_of(session, unit)
        if one.is_public
        and one.evaluated_on < evaluation.evaluated_on
        and one.scoring_digest == evaluation.scoring_digest
    )
    return next(before, None)


def _earlier(session: Session, actor: Actor | None, evaluation: Evaluation, sheet_id: int) -> Earlier:
    saved = evaluations.saved_answers(session, sheet_id)
    if not may(session, actor, Permission.NOTES_READ, evaluation):
        saved = without_notes(saved)
    return Earlier(evaluation, saved)
