"""The people of an evaluation: who they are, putting somebody in, taking somebody out."""

from collections.abc import Iterable

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kompass.domain.errors import Invalid, Problem
from kompass.domain.permissions import Permission, Relation
from kompass.services import teams
from kompass.web import session
from kompass.web.guards import needs
from kompass.web.messages import problem_text

pages = Blueprint("team", __name__, url_prefix="/evalueringer/<int:evaluation_id>/lag")

PARTS = (Relation.LEAD, Relation.ASSESSOR, Relation.CONTACT, Relation.READER)


@pages.get("")
@needs(Permission.TEAM_READ)
def show(evaluation_id: int) -> ResponseReturnValue:
    return _page(evaluation_id)


@pages.post("")
@needs(Permission.TEAM_CHANGE)
def put(evaluation_id: int) -> ResponseReturnValue:
    email, part = request.form.get("email", ""), request.form.get("relation", "")
    try:
        if part not in PARTS:
            raise Invalid((Problem("part_missing", "relation"),))
        teams.put(session.installation(), session.database(), session.actor(), evaluation_id, email, Relation(part))
    except Invalid as error:
        return _page(evaluation_id, email=email, part=part, problems=error.problems), 422
    return redirect(url_for("team.show", evaluation_id=evaluation_id), 303)


@pages.post("/<int:account_id>/fjern")
@needs(Permission.TEAM_CHANGE)
def remove(evaluation_id: int, account_id: int) -> ResponseReturnValue:
    try:
        teams.remove(session.installation(), session.database(), session.actor(), evaluation_id, account_id)
    except Invalid as error:
        return _page(evaluation_id, problems=error.problems), 422
    return redirect(url_for("team.show", evaluation_id=evaluation_id), 303)


def _page(evaluation_id: int, *, email: str = "", part: str = "", problems: Iterable[Problem] = ()) -> str:
    found = teams.team(session.database(), session.actor(), evaluation_id)
    language = session.current_language()
    return render_template(
        "pages/evaluations/team.html",
        evaluation=found.evaluation,
        members=found.members,
        may_change=found.may_change,
        email=email,
        part=part or Relation.ASSESSOR.value,
        problems=[(problem.subject, problem_text(problem, language)) for problem in problems],
    )
