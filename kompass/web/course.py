"""Taking an evaluation from one status to the next, with what must be mended first; and the consent to publish."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from kompass.domain.errors import Invalid, NotFound
from kompass.domain.evaluation import Status
from kompass.domain.permissions import Permission
from kompass.services import course
from kompass.services.course import Move
from kompass.web import session
from kompass.web.evaluations import overview_page
from kompass.web.forms.evaluations import as_date
from kompass.web.guards import needs

pages = Blueprint("course", __name__, url_prefix="/evalueringer/<int:evaluation_id>")


@pages.post("/flytt")
@needs(Permission.EVALUATION_MOVE)
def move(evaluation_id: int) -> ResponseReturnValue:
    wish = Move(
        to=_status(request.form.get("to", "")),
        seen=_status(request.form.get("seen", "")),
        reason=request.form.get("reason", ""),
    )
    try:
        course.move(session.installation(), session.database(), session.actor(), evaluation_id, wish)
    except Invalid as error:
        return overview_page(evaluation_id, refused=(wish, error.problems)), 422
    return redirect(url_for("evaluations.show", evaluation_id=evaluation_id), 303)


@pages.post("/samtykke")
@needs(Permission.CONSENT)
def consent(evaluation_id: int) -> ResponseReturnValue:
    given_by, given_on = request.form.get("given_by", ""), request.form.get("given_on", "")
    try:
        day = as_date(given_on, "given_on")
        course.record_consent(
            session.installation(), session.database(), session.actor(), evaluation_id, given_by, day
        )
    except Invalid as error:
        return overview_page(evaluation_id, consent=(given_by, given_on), problems=error.problems), 422
    return redirect(url_for("evaluations.show", evaluation_id=evaluation_id), 303)


def _status(text: str) -> Status:
    try:
        return Status(text)
    except ValueError as error:
        raise NotFound from error
