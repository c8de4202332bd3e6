"""Municipalities: finding one, reading about one, starting an evaluation of one."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kompass.domain.errors import Invalid
from kompass.domain.municipality import Municipality
from kompass.domain.permissions import Permission, can
from kompass.services import demonstration, evaluations, municipalities
from kompass.web import session
from kompass.web.figures import evaluation_line
from kompass.web.forms.evaluations import StartForm
from kompass.web.guards import needs
from kompass.web.history import history_lines
from kompass.web.messages import problem_text

pages = Blueprint("municipalities", __name__, url_prefix="/kommuner")

MOST_SHOWN = 60
LONGEST_QUERY = 100


@pages.get("")
@needs(Permission.MUNICIPALITY_READ)
def index() -> ResponseReturnValue:
    query = request.args.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    found, total = municipalities.search(session.database(), session.actor(), query, most=MOST_SHOWN)
    invented = municipalities.search(session.database(), session.actor(), demonstration.COUNTY, most=1)[1]
    return render_template(
        "pages/municipalities/index.html",
        query=query,
        found=found,
        total=total,
        most=MOST_SHOWN,
        demonstration_count=invented,
        demonstration_query=demonstration.COUNTY.lower(),
    )


@pages.get("/<string(length=4):number>")
@needs(Permission.MUNICIPALITY_READ)
def show(number: str) -> ResponseReturnValue:
    return _page(number, [])


@pages.post("/<string(length=4):number>/evalueringer")
@needs(Permission.EVALUATION_START)
def start_evaluation(number: str) -> ResponseReturnValue:
    form = StartForm()
    try:
        evaluation_id = evaluations.start(
            session.installation(), session.database(), session.actor(), number, form.day()
        )
    except Invalid as error:
        texts = [(problem.subject, problem_text(problem, session.current_language())) for problem in error.problems]
        return _page(number, texts), 422
    return redirect(url_for("evaluations.show", evaluation_id=evaluation_id), 303)


def _page(number: str, problems: list[tuple[str, str]]) -> str:
    locale = session.current_language().locale
    dossier = municipalities.dossier(session.database(), session.actor(), number)
    scored = evaluations.listed(session.installation(), session.database(), session.actor(), locale, dossier.unit)
    return render_template(
        "pages/municipalities/show.html",
        municipality=dossier.municipality,
        unit=dossier.unit,
        history=history_lines(dossier.history, locale),
        findings=[problem_text(finding, session.current_language()) for finding in dossier.findings],
        lines=[evaluation_line(evaluation, locale) for evaluation in scored],
        can_start=can(session.actor(), Permission.EVALUATION_START),
        problems=problems,
        evaluated_on=_proposed_day(dossier.municipality),
    )


def _proposed_day(municipality: Municipality) -> str:
    """What stands in the date field: what was typed, else today where the number is valid today."""
    typed: str | None = StartForm().evaluated_on.data
    today = session.installation().clock().date()
    if typed is not None:
        return typed
    return today.isoformat() if municipality.is_valid_on(today) else ""
