"""Evaluations: the list, the overview of one, its result, handing it in and opening it again."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from kompass.domain.errors import Invalid
from kompass.domain.permissions import Permission
from kompass.services import evaluations
from kompass.web import session
from kompass.web.figures import area_lines, evaluation_line
from kompass.web.guards import needs
from kompass.web.results import result_page

pages = Blueprint("evaluations", __name__, url_prefix="/evalueringer")


@dataclass(frozen=True, slots=True)
class MissingLine:
    number: str
    criterion_id: str
    title: str


@dataclass(frozen=True, slots=True)
class MissingArea:
    """An area with the criteria in it that have no answer."""

    number: str
    id: str
    title: str
    criteria: list[MissingLine]


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
    return render_template("pages/evaluations/index.html", lines=[evaluation_line(one, locale) for one in found])


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
    return render_template(
        "pages/evaluations/show.html",
        evaluation=found.evaluation,
        framework=found.framework,
        line=evaluation_line(found, locale),
        areas=area_lines(found.result, locale),
        missing=_missing_areas(found),
        show_missing=show_missing,
        can_edit=evaluations.may_edit(session.actor()),
    )


def _missing_areas(found: evaluations.Scored) -> list[MissingArea]:
    unanswered = {problem.subject for problem in evaluations.missing_answers(found)}
    numbers = found.framework.numbers
    areas = []
    for area in found.framework.areas:
        lines = [
            MissingLine(numbers[criterion.id], criterion.id, criterion.title)
            for criterion in area.criteria
            if criterion.id in unanswered
        ]
        if lines:
            areas.append(MissingArea(numbers[area.id], area.id, area.title, lines))
    return areas
