"""The plan of an evaluation: the days, the documents asked for, and the letter to the municipality."""

from collections.abc import Iterable

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kompass.domain.errors import Invalid, Problem
from kompass.domain.permissions import Permission
from kompass.services import letters, preparation
from kompass.services.preparation import PlanConflict
from kompass.web import session
from kompass.web.forms.preparation import DAYS, WANTED, Typed, as_days, as_id, as_wanted, typed, typed_wanted
from kompass.web.forms.texts import as_version
from kompass.web.guards import needs
from kompass.web.messages import problem_text
from kompass.web.plan_page import Refused, area_options, plan_page
from kompass.web.reports import delivered, wanted_locale
from kompass.web.writing import when, who

pages = Blueprint("preparation", __name__, url_prefix="/evalueringer/<int:evaluation_id>")


@pages.get("/plan")
@needs(Permission.PLAN_READ)
def show(evaluation_id: int) -> ResponseReturnValue:
    return plan_page(evaluation_id)


@pages.post("/plan")
@needs(Permission.PLAN_WRITE)
def save_days(evaluation_id: int) -> ResponseReturnValue:
    fields, version = typed(request.form, DAYS), as_id(request.form.get("version", "")) or 0
    try:
        seen = as_version(request.form.get("version", ""), DAYS[0])
        outcome = preparation.save_days(*who(), evaluation_id, as_days(request.form), seen)
    except Invalid as error:
        return plan_page(evaluation_id, Refused(fields, error.problems, version)), 422
    if isinstance(outcome, PlanConflict):
        newer = outcome.current
        values = tuple(when(newer.saved_at, newer.saved_by).items())
        problems = [Problem("text_saved_meanwhile", DAYS[0], values)]
        return plan_page(evaluation_id, Refused(fields, problems, newer.version, newer)), 409
    return redirect(url_for("preparation.show", evaluation_id=evaluation_id, _anchor="days"), 303)


@pages.get("/brev.pdf")
@pages.get("/brev.docx", endpoint="letter_word")
@needs(Permission.PLAN_READ)
def letter(evaluation_id: int) -> ResponseReturnValue:
    return delivered(letters.letter_order(*who(), evaluation_id, wanted_locale()))


# The documents asked for


@pages.post("/plan/dokumenter")
@needs(Permission.PLAN_WRITE)
def ask(evaluation_id: int) -> ResponseReturnValue:
    try:
        request_id = preparation.ask(*who(), evaluation_id, as_wanted(request.form))
    except Invalid as error:
        return plan_page(evaluation_id, Refused(typed(request.form, WANTED), error.problems)), 422
    return _to_plan(evaluation_id, f"document-{request_id}")


@pages.get("/plan/dokumenter/<int:request_id>")
@needs(Permission.PLAN_READ)
def document(evaluation_id: int, request_id: int) -> ResponseReturnValue:
    return _document(evaluation_id, request_id)


@pages.post("/plan/dokumenter/<int:request_id>")
@needs(Permission.PLAN_WRITE)
def change_request(evaluation_id: int, request_id: int) -> ResponseReturnValue:
    fields = typed(request.form, WANTED)
    try:
        wish = as_wanted(request.form), request.form.get("basis", "")
        outcome = preparation.change_request(*who(), evaluation_id, request_id, wish)
    except Invalid as error:
        return _document(evaluation_id, request_id, fields, error.problems), 422
    if outcome is not None:
        problems = [Problem("document_changed_meanwhile", "title")]
        return _document(evaluation_id, request_id, fields, problems, is_stale=True), 409
    return _to_plan(evaluation_id, f"document-{request_id}")


@pages.post("/plan/dokumenter/<int:request_id>/mottatt")
@needs(Permission.EVIDENCE_ADD)
def receive(evaluation_id: int, request_id: int) -> ResponseReturnValue:
    chosen = request.form.get("evidence", "")
    try:
        if chosen and as_id(chosen) is None:
            raise Invalid((Problem("evidence_not_chosen", "evidence"),))
        preparation.receive(*who(), evaluation_id, request_id, as_id(chosen))
    except Invalid as error:
        return _document(evaluation_id, request_id, problems=error.problems), 422
    return _to_plan(evaluation_id, f"document-{request_id}")


@pages.post("/plan/dokumenter/<int:request_id>/slett")
@needs(Permission.PLAN_WRITE)
def drop_request(evaluation_id: int, request_id: int) -> ResponseReturnValue:
    preparation.drop_request(*who(), evaluation_id, request_id)
    return _to_plan(evaluation_id, "documents")


def _to_plan(evaluation_id: int, anchor: str) -> ResponseReturnValue:
    return redirect(url_for("preparation.show", evaluation_id=evaluation_id, _anchor=anchor), 303)


def _document(
    evaluation_id: int,
    request_id: int,
    fields: Typed | None = None,
    problems: Iterable[Problem] = (),
    *,
    is_stale: bool = False,
) -> str:
    language = session.current_language()
    found = preparation.request(*who(), evaluation_id, request_id, language.locale)
    lines = [(one.subject, problem_text(one, language)) for one in problems]
    areas = area_options(found.framework, language)
    none = language.gettext("Ikke mottatt")
    choices = [(str(one.id), one.title) for one in found.choices]
    return render_template(
        "pages/preparation/document.html",
        found=found,
        evaluation=found.evaluation,
        request=found.request,
        current=found.request.wanted if is_stale else None,
        current_area=dict(areas).get(found.request.wanted.area_id, ""),
        fields=fields or typed_wanted(found.request.wanted),
        areas=areas,
        choices=[("", none), *choices],
        chosen=str(found.request.evidence_id or ""),
        errors=dict(lines),
        problems=lines,
    )
