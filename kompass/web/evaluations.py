"""Evaluations: the list, the overview of one, and its result."""

from collections.abc import Iterable

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from kompass.domain.errors import Problem
from kompass.domain.evaluation import SEALED, Evaluation
from kompass.domain.permissions import Permission
from kompass.services import course, evaluations, preparation
from kompass.services.course import Move
from kompass.web import session
from kompass.web.course_view import course_view
from kompass.web.figures import area_lines, evaluation_line
from kompass.web.guards import needs
from kompass.web.measures import earlier_sections
from kompass.web.messages import problem_text
from kompass.web.plan_page import PreparationLine, preparation_line
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
    lines = [evaluation_line(one.evaluation, one.scored, locale) for one in found]
    return render_template("pages/evaluations/index.html", lines=lines)


@pages.get("/<int:evaluation_id>")
@needs(Permission.EVALUATION_READ)
def show(evaluation_id: int) -> ResponseReturnValue:
    return overview_page(evaluation_id)


@pages.get("/<int:evaluation_id>/resultat")
@needs(Permission.SCORES_READ)
def result(evaluation_id: int) -> ResponseReturnValue:
    return render_template("pages/evaluations/result.html", page=result_page(scored(evaluation_id)))


def overview_page(
    evaluation_id: int,
    *,
    refused: tuple[Move, Iterable[Problem]] | None = None,
    consent: tuple[str, str] = ("", ""),
    problems: Iterable[Problem] = (),
) -> str:
    """The overview of an evaluation; with what was typed and could not be taken, when there is such."""
    language = session.current_language()
    at, database, actor = session.installation(), session.database(), session.actor()
    found = evaluations.overview(at, database, actor, evaluation_id, language.locale)
    framework = evaluations.framework_of(at, found.evaluation, language.locale)
    doors = evaluations.doors(database, actor, found.evaluation)
    is_delivered = found.evaluation.status in SEALED
    problems = [*problems, *(problem for problem in (refused[1] if refused else ()) if problem.subject == "reason")]
    return render_template(
        "pages/evaluations/show.html",
        evaluation=found.evaluation,
        framework=framework,
        line=evaluation_line(found.evaluation, found.scored, language.locale),
        areas=area_lines(found.scored.result, language.locale) if found.scored else [],
        handed_in=evaluations.handed_in_areas(database, actor, found.evaluation),
        course=course_view(course.course(at, database, actor, evaluation_id), framework, language, refused),
        doors=doors,
        consent=consent,
        errors={problem.subject: problem_text(problem, language) for problem in problems},
        error_lines=[(_field(problem, refused), problem_text(problem, language)) for problem in problems],
        resume=_resume(found) if doors.score else "",
        today=at.clock().date().isoformat(),
        is_delivered=is_delivered,
        # Once there are measures of its own, they stand on their own page with those from last time.
        earlier=[] if is_delivered or not doors.read_measures else earlier_sections(evaluation_id),
        progress=_progress(found.evaluation, len(framework.areas)),
    )


def _progress(evaluation: Evaluation, areas: int) -> PreparationLine | None:
    """How far the preparation has come, until everything is scored; None for those who may not see the plan."""
    if not evaluation.is_alone:
        return None
    found = preparation.progress(session.database(), session.actor(), evaluation)
    return preparation_line(found, areas, session.current_language()) if found else None


def _resume(found: evaluations.Listed) -> str:
    """Where the first criterion without an answer stands; empty when all have one."""
    missing = evaluations.missing_answers(found.scored) if found.scored else []
    if not missing or found.scored is None:
        return ""
    first = missing[0].subject
    area_id = evaluations.area_of(found.scored.framework, first).id
    return url_for("scoring.area", evaluation_id=found.evaluation.id, area_id=area_id, _anchor=f"k-{first}")


def _field(problem: Problem, refused: tuple[Move, Iterable[Problem]] | None) -> str:
    """Id of the field a problem is about: each move has a reason of its own."""
    return f"reason-{refused[0].to.value}" if refused and problem.subject == "reason" else problem.subject
