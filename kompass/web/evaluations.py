"""Evaluations: the list, the overview of one, its result, handing it in and opening it again."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from kompass.domain.errors import Invalid
from kompass.domain.permissions import Permission
from kompass.services import evaluations
from kompass.web import session
from kompass.web.figures import area_lines, evaluation_line, total_figures
from kompass.web.guards import needs
from kompass.web.results import result_page

pages = Blueprint("evaluations", __name__, url_prefix="/evalueringer")


def scored(evaluation_id: int) -> evaluations.Scored:
    """The evaluation of the address, with its result, in the reader's language."""
    return evaluations.scored(
        session.installation(),
        session.database(),
        session.actor(),
        evaluation_id,
        session.current_language().locale,
    )


@pages.get("")
@needs(Permission.EVALUATION_READ)
def index() -> ResponseReturnValue:
    locale = session.current_language().locale
    found = evaluations.listed(session.installation(), session.database(), session.actor(), locale)
    return render_template(
        "pages/evaluations/index.html", lines=[evaluation_line(one, locale) for one in found]
    )


@pages.get("/<int:evaluation_id>")
@needs(Permission.EVALUATION_READ)
def show(evaluation_id: int) -> ResponseReturnValue:
    return _overview(scored(evaluation_id))


@pages.get("/<int:evaluation_id>/resultat")
@needs(Permission.EVALUATION_READ)
def result(evaluation_id: int) -> ResponseReturnValue:
    return render_template("pages/evaluations/result.html", page=result_page(scored(evaluation_id)))


@pages.post("/<int:evaluation_id>/lever")
@needs(Permission.EVALUATION_EDIT)
def hand_in(evaluation_id: int) -> ResponseReturnValue:
    try:
        evaluations.hand_in(session.installation(), session.database(), session.actor(), evaluation_id)
    except Invalid:
        return _overview(scored(evaluation_id), show_missing=True), 422
    return redirect(url_for("evaluations.show", evaluation_id=evaluation_id), 303)


@pages.post("/<int:evaluation_id>/gjenapne")
@needs(Permission.EVALUATION_EDIT)
def reopen(evaluation_id: int) -> ResponseReturnValue:
    evaluations.reopen(session.installation(), session.database(), session.actor(), evaluation_id)
    return redirect(url_for("evaluations.show", evaluation_id=evaluation_id), 303)


def _overview(found: evaluations.Scored, *, show_missing: bool = False) -> str:
    locale = session.current_language().locale
    framework = found.framework
    missing = [
        (
            area.id,
            framework.numbers[problem.subject],
            problem.subject,
            framework.criteria[problem.subject].title,
        )
        for problem in evaluations.missing_answers(found)
        if (area := framework.area_of(problem.subject)) is not None
    ]
    return render_template(
        "pages/evaluations/show.html",
        evaluation=found.evaluation,
        framework=framework,
        line=evaluation_line(found, locale),
        areas=area_lines(found.result, locale),
        total=total_figures(found.result, locale),
        missing=missing,
        show_missing=show_missing,
    )
