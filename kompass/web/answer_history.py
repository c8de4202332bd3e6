"""The history of one answer: every change, and putting an earlier one back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kompass.domain.framework import Criterion
from kompass.domain.permissions import Permission
from kompass.language import Language
from kompass.services import answer_history
from kompass.services.answer_history import BEGINNING, Restoration, State
from kompass.services.answers import Conflict
from kompass.web import session
from kompass.web.forms.answers import as_level
from kompass.web.forms.texts import as_version
from kompass.web.guards import needs
from kompass.web.measures import level_text
from kompass.web.messages import sentence
from kompass.web.writing import SavedLine, saved_line, when, who

pages = Blueprint(
    "answer_history", __name__, url_prefix="/evalueringer/<int:evaluation_id>/kriterier/<criterion_id>/historikk"
)


@dataclass(frozen=True, slots=True)
class StateLine:
    """One answer in words; `reason` is why it is not applicable.

    `is_other` when it is not what counts now, and so may be put back.
    """

    id: int
    level: str
    reason: str
    note: str
    saved: SavedLine
    is_beginning: bool
    is_now: bool
    is_other: bool


@pages.get("")
@needs(Permission.SCORES_READ)
def show(evaluation_id: int, criterion_id: str) -> ResponseReturnValue:
    return _page(evaluation_id, criterion_id)


@pages.post("")
@needs(Permission.SCORE)
def restore(evaluation_id: int, criterion_id: str) -> ResponseReturnValue:
    language = session.current_language()
    state, seen = (as_version(request.form.get(name, ""), name) for name in ("state", "version"))
    wish = Restoration(criterion_id, state, seen)
    outcome = answer_history.restore(*who(), evaluation_id, wish, language.locale)
    if isinstance(outcome, Conflict):
        current = outcome.current
        message = sentence("restored_meanwhile", when(current.saved_at, current.saved_by), language)
        return _page(evaluation_id, criterion_id, message=message, wanted=wish.state_id), 409
    return redirect(url_for("answer_history.show", evaluation_id=evaluation_id, criterion_id=criterion_id), 303)


@pages.post("/felles")
@needs(Permission.AGREE)
def restore_agreed(evaluation_id: int, criterion_id: str) -> ResponseReturnValue:
    language = session.current_language()
    state, seen = (as_version(request.form.get(name, ""), name) for name in ("state", "version"))
    wish = Restoration(criterion_id, state, seen, request.form.get("basis", ""))
    outcome = answer_history.restore_agreed(*who(), evaluation_id, wish, language.locale)
    if isinstance(outcome, Conflict):
        current = outcome.current
        message = sentence("restored_meanwhile", when(current.saved_at, current.saved_by), language)
        return _page(evaluation_id, criterion_id, message=message, wanted=wish.state_id), 409
    return redirect(url_for("answer_history.show", evaluation_id=evaluation_id, criterion_id=criterion_id), 303)


def _page(evaluation_id: int, criterion_id: str, *, message: str = "", wanted: int | None = None) -> str:
    language = session.current_language()
    found = answer_history.history(*who(), evaluation_id, criterion_id, language.locale)
    own = _lines(found.own, found.criterion, language)
    # What all answered alike at once has no reason, and cannot be agreed on.
    agreed = [
        replace(line, is_other=line.is_other and bool(line.note))
        for line in _lines(found.agreed, found.criterion, language)
    ]
    undo, dispute = found.undo, found.dispute
    return render_template(
        "pages/answer_history/show.html",
        evaluation=found.evaluation,
        area=found.area,
        number=found.framework.numbers[criterion_id],
        area_number=found.framework.numbers[found.area.id],
        criterion=found.criterion,
        own=own,
        others=_lines(found.others, found.criterion, language),
        agreed=agreed,
        basis=[("basis", dispute.basis)] if dispute else [],
        agreed_version=dispute.agreed.version if dispute else 0,
        version=found.version,
        may_restore=found.may_restore,
        undo=undo.id if undo else None,
        message=message,
        wanted=next((line for line in (*own, *agreed) if line.id == wanted), None),
    )


def _lines(found: Sequence[State], criterion: Criterion, language: Language) -> list[StateLine]:
    return [
        StateLine(
            id=state.id,
            level=level_text(state.answer, criterion, language),
            reason=as_level(state.answer)[1],
            note=state.note,
            saved=saved_line(state.at, state.by),
            is_beginning=state.id == BEGINNING,
            is_now=state is found[0],
            is_other=(state.answer, state.note) != (found[0].answer, found[0].note),
        )
        for state in found
    ]
