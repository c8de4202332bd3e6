"""Interviews: planning one, its names, and the page for its notes."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kompass.domain.errors import Invalid, Problem
from kompass.domain.permissions import Permission
from kompass.domain.preparation import Interview, Notes
from kompass.services import interviews, retention
from kompass.services.interviews import MeetingConflict, NotesConflict
from kompass.web import plan_page, session
from kompass.web.forms.preparation import MEETING, Typed, as_id, as_meeting, typed, typed_meeting
from kompass.web.forms.texts import as_version
from kompass.web.guards import needs
from kompass.web.messages import problem_text
from kompass.web.plan_page import meeting_line
from kompass.web.writing import saved_line, when, who


@dataclass(frozen=True, slots=True)
class Refused:
    """What was typed about an interview and not taken, and what another saved first."""

    typed: Typed | None = None
    version: int | None = None
    newer: Interview | None = None
    name: str = ""


NOTHING = Refused()

pages = Blueprint("interviews", __name__, url_prefix="/evalueringer/<int:evaluation_id>")


@pages.post("/plan/intervjuer")
@needs(Permission.PLAN_WRITE)
def plan(evaluation_id: int) -> ResponseReturnValue:
    try:
        interview_id = interviews.plan(*who(), evaluation_id, as_meeting(request.form))
    except Invalid as error:
        refused = plan_page.Refused(typed(request.form, MEETING), error.problems)
        return plan_page.plan_page(evaluation_id, refused), 422
    return redirect(
        url_for("preparation.show", evaluation_id=evaluation_id, _anchor=f"interview-{interview_id}"), 303
    )


@pages.get("/plan/intervjuer/<int:interview_id>")
@needs(Permission.PLAN_WRITE)
def show(evaluation_id: int, interview_id: int) -> ResponseReturnValue:
    return _page(evaluation_id, interview_id)


@pages.post("/plan/intervjuer/<int:interview_id>")
@needs(Permission.PLAN_WRITE)
def change(evaluation_id: int, interview_id: int) -> ResponseReturnValue:
    fields, version = typed(request.form, MEETING), as_id(request.form.get("version", "")) or 0
    try:
        wish = as_meeting(request.form), as_version(request.form.get("version", ""), "role")
        outcome = interviews.change(*who(), evaluation_id, interview_id, wish)
    except Invalid as error:
        return _page(evaluation_id, interview_id, error.problems, Refused(fields, version)), 422
    if isinstance(outcome, MeetingConflict):
        newer = outcome.current
        problems = [Problem("text_saved_meanwhile", "role", _when(newer))]
        return _page(evaluation_id, interview_id, problems, Refused(fields, newer=newer)), 409
    return redirect(
        url_for("preparation.show", evaluation_id=evaluation_id, _anchor=f"interview-{interview_id}"), 303
    )


@pages.post("/plan/intervjuer/<int:interview_id>/slett")
@needs(Permission.PLAN_WRITE)
def remove(evaluation_id: int, interview_id: int) -> ResponseReturnValue:
    try:
        interviews.remove(*who(), evaluation_id, interview_id)
    except Invalid as error:
        return _page(evaluation_id, interview_id, error.problems), 422
    return redirect(url_for("preparation.show", evaluation_id=evaluation_id, _anchor="interviews"), 303)


@pages.post("/plan/intervjuer/<int:interview_id>/navn")
@needs(Permission.PLAN_WRITE)
def add_name(evaluation_id: int, interview_id: int) -> ResponseReturnValue:
    name = request.form.get("name", "")
    try:
        interviews.add_name(*who(), evaluation_id, interview_id, name)
    except Invalid as error:
        return _page(evaluation_id, interview_id, error.problems, Refused(name=name)), 422
    return _to_names(evaluation_id, interview_id)


@pages.post("/plan/intervjuer/<int:interview_id>/navn/<int:interviewee_id>/slett")
@needs(Permission.NAME_DELETE)
def delete_name(evaluation_id: int, interview_id: int, interviewee_id: int) -> ResponseReturnValue:
    interviews.delete_name(*who(), evaluation_id, interview_id, interviewee_id)
    return _to_names(evaluation_id, interview_id)


@pages.post("/intervjuer/<int:interview_id>/navn/<int:interviewee_id>/slett")
@needs(Permission.NAME_DELETE)
def delete_name_beside_notes(evaluation_id: int, interview_id: int, interviewee_id: int) -> ResponseReturnValue:
    """The same from the page of the notes, which stays open after the plan is closed."""
    interviews.delete_name(*who(), evaluation_id, interview_id, interviewee_id)
    address = url_for("interviews.notes", evaluation_id=evaluation_id, interview_id=interview_id, _anchor="names")
    return redirect(address, 303)


@pages.post("/intervjuer/navn/slett")
@needs(Permission.NAME_DELETE)
def delete_names(evaluation_id: int) -> ResponseReturnValue:
    retention.delete_names(*who(), evaluation_id)
    return redirect(url_for("preparation.show", evaluation_id=evaluation_id, _anchor="interviews"), 303)


@pages.get("/intervjuer/<int:interview_id>")
@needs(Permission.INTERVIEW_READ)
def notes(evaluation_id: int, interview_id: int) -> ResponseReturnValue:
    return _notes(evaluation_id, interview_id)


@pages.post("/intervjuer/<int:interview_id>")
@needs(Permission.INTERVIEW_WRITE)
def write_notes(evaluation_id: int, interview_id: int) -> ResponseReturnValue:
    text = request.form.get("notes", "")
    version = as_id(request.form.get("version", "")) or 0
    try:
        seen = as_version(request.form.get("version", ""), "notes")
        outcome = interviews.write_notes(*who(), evaluation_id, interview_id, (text, seen))
    except Invalid as error:
        return _notes(evaluation_id, interview_id, error.problems, text=text, version=version), 422
    if isinstance(outcome, NotesConflict):
        newer = outcome.current
        problems = [Problem("text_saved_meanwhile", "notes", _when(newer))]
        return _notes(evaluation_id, interview_id, problems, text=text, newer=newer), 409
    return redirect(url_for("interviews.notes", evaluation_id=evaluation_id, interview_id=interview_id), 303)


def _when(newer: Interview | Notes) -> tuple[tuple[str, str], ...]:
    return tuple(when(newer.saved_at, newer.saved_by).items())


def _to_names(evaluation_id: int, interview_id: int) -> ResponseReturnValue:
    address = url_for("interviews.show", evaluation_id=evaluation_id, interview_id=interview_id, _anchor="names")
    return redirect(address, 303)


@pages.after_request
def keep_nowhere(response: Response) -> Response:
    """Names and notes are for the memory of the browser alone; sw.js keeps no page that says exactly this."""
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(
    evaluation_id: int,
    interview_id: int,
    problems: Iterable[Problem] = (),
    refused: Refused = NOTHING,
) -> str:
    """The page for planning one; what is sent from it next builds on what another saved first."""
    language = session.current_language()
    found = interviews.appointment(session.database(), session.actor(), evaluation_id, interview_id)
    newer = refused.newer
    stored = newer or found.interview
    lines = [(one.subject, problem_text(one, language)) for one in problems]
    return render_template(
        "pages/interviews/show.html",
        evaluation=found.evaluation,
        interview=found.interview,
        meeting=meeting_line(found.interview.meeting, language),
        current=meeting_line(newer.meeting, language) if newer else None,
        fields=refused.typed or typed_meeting(stored.meeting),
        version=stored.version if refused.version is None else refused.version,
        interviewees=found.interviewees,
        name=refused.name,
        errors=dict(lines),
        problems=lines,
    )


def _notes(
    evaluation_id: int,
    interview_id: int,
    problems: Iterable[Problem] = (),
    *,
    text: str | None = None,
    version: int | None = None,
    newer: Notes | None = None,
) -> str:
    """The notes, whose opening is recorded; `text` is what was typed and refused."""
    language = session.current_language()
    found = interviews.read_notes(*who(), evaluation_id, interview_id)
    stored = newer or found.notes
    lines = [(one.subject, problem_text(one, language)) for one in problems]
    return render_template(
        "pages/interviews/notes.html",
        evaluation=found.evaluation,
        interview=found.interview,
        interviewees=found.interviewees,
        meeting=meeting_line(found.interview.meeting, language),
        text=stored.text if text is None else text,
        version=stored.version if version is None else version,
        newer=newer,
        saved=saved_line(stored.saved_at, stored.saved_by),
        has_notes=bool(stored.text),
        readings=[saved_line(one.at, one.name) for one in found.readings],
        may_write=found.may_write,
        may_plan=found.may_plan,
        may_delete_names=found.may_delete_names,
        errors=dict(lines),
        problems=lines,
    )
