"""Deleting the names of those interviewed, and the notes, when an evaluation has been over for long enough."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from kompass.domain.errors import Invalid
from kompass.domain.evaluation import Evaluation
from kompass.domain.permissions import Actor, Permission
from kompass.domain.retention import deleted_from, months_problems
from kompass.services.access import evaluation_for, require
from kompass.services.installation import Installation
from kompass.services.recording import record
from kompass.storage import journal, retention
from kompass.storage.database import transaction


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What was deleted from one evaluation, or is to be: so many names, and the notes of so many interviews."""

    evaluation: Evaluation
    over_on: date
    names: int
    notes: int


def clean(at: Installation, session: Session, months: int, *, dry_run: bool = False) -> Sequence[Cleaned]:
    """Delete names and notes of every evaluation that was delivered or withdrawn so many months ago.

    Nothing is deleted in a dry run. The journal tells how much, never what, under the account that delivered or
    withdrew, as nobody is signed in. Invalid for a number of months that is not allowed.
    """
    problems = months_problems(months)
    if problems:
        raise Invalid(tuple(problems))
    now = at.clock()
    with transaction(session):
        found = retention.kept(session)
        over = retention.over(session, [one.evaluation.id for one in found])
        done = []
        for one in found:
            evaluation_id = one.evaluation.id
            moment, account_id = over.get(evaluation_id, (now, 0))
            if not account_id or now.date() < deleted_from(moment.date(), months):
                continue
            done.append(Cleaned(one.evaluation, moment.date(), one.names, one.notes))
            if dry_run:
                continue
            retention.delete_names(session, evaluation_id)
            retention.delete_notes(session, evaluation_id)
            journal.record(
                session,
                "clean_interviews",
                account_id=account_id,
                at=now,
                evaluation_id=evaluation_id,
                after={"names": one.names, "notes": one.notes, "months": months, "by": "command"},
            )
    if not dry_run:
        retention.forget(session)
    return done


def delete_names(at: Installation, session: Session, actor: Actor | None, evaluation_id: int) -> None:
    """Delete every name of an evaluation for real, whatever its status; the journal says only how many."""
    evaluation_for(session, actor, Permission.NAME_DELETE, evaluation_id)
    actor = require(actor, Permission.NAME_DELETE)
    with transaction(session):
        count = retention.names_in(session, evaluation_id)
        if count:
            retention.delete_names(session, evaluation_id)
            record(at, session, actor, evaluation_id, "delete_names", ({"names": count}, None))
    retention.forget(session)
