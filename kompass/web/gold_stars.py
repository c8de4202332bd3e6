"""Gold stars: giving one, and the library of them."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from kompass import prose
from kompass.domain.errors import Invalid
from kompass.domain.evaluation import Evaluation
from kompass.domain.permissions import Permission
from kompass.domain.texts import GoldStar
from kompass.services import gold_stars
from kompass.services.gold_stars import FoundStar, StarConflict, StarProposal, Stars
from kompass.web import session
from kompass.web.forms.texts import as_version
from kompass.web.guards import needs
from kompass.web.messages import problem_text, sentence
from kompass.web.writing import paper_note, when, who

pages = Blueprint("gold_stars", __name__)

MOST_SHOWN = 60
LONGEST_QUERY = 100
PREVIEW_HEADING = 3

Errors = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class StarLine:
    """One star in the library; `level` is empty when the process has none by now."""

    evaluation: Evaluation
    title: str
    html: Markup
    area: str
    number: str
    process: str
    level: str


@pages.get("/gullstjerner")
@needs(Permission.MUNICIPALITY_READ)
def index() -> ResponseReturnValue:
    query = request.args.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    area_id = request.args.get("omrade", "")
    found = gold_stars.library(*who(), query, area_id, session.current_language().locale)
    return render_template(
        "pages/gold_stars/index.html",
        query=query,
        area_id=area_id,
        areas=[(area.id, area.title) for area in found.areas],
        lines=[_line(one) for one in found.found[:MOST_SHOWN]],
        total=len(found.found),
        most=MOST_SHOWN,
    )


@pages.get("/evalueringer/<int:evaluation_id>/gullstjerner")
@needs(Permission.TEXT_WRITE)
def choose(evaluation_id: int) -> ResponseReturnValue:
    """From the list of processes on the page of texts to the star of the one that was chosen."""
    criterion_id = request.args.get("prosess", "")
    found = gold_stars.stars_at(*who(), evaluation_id, criterion_id, session.current_language().locale)
    address = url_for("gold_stars.show", evaluation_id=found.evaluation.id, criterion_id=criterion_id)
    return redirect(address, 303)


@pages.get("/evalueringer/<int:evaluation_id>/gullstjerner/<criterion_id>")
@needs(Permission.TEXT_READ)
def show(evaluation_id: int, criterion_id: str) -> ResponseReturnValue:
    found = _stars(evaluation_id, criterion_id)
    star = found.place(criterion_id).star
    typed = StarProposal(criterion_id, star.title, star.description, star.version) if star else None
    return _page(found, typed or StarProposal(criterion_id, "", "", 0), [])


@pages.post("/evalueringer/<int:evaluation_id>/gullstjerner/<criterion_id>")
@needs(Permission.TEXT_WRITE)
def save(evaluation_id: int, criterion_id: str) -> ResponseReturnValue:
    language = session.current_language()
    title, description = request.form.get("title", ""), request.form.get("description", "")
    typed = StarProposal(criterion_id, title, description, 0)
    try:
        typed = StarProposal(criterion_id, title, description, as_version(request.form.get("version", ""), "title"))
        if request.form.get("do") == "preview":
            preview = prose.html(description, first_heading=PREVIEW_HEADING)
            return _page(_stars(evaluation_id, criterion_id), typed, [], preview=preview)
        outcome = gold_stars.save(*who(), evaluation_id, typed)
    except Invalid as error:
        problems = [(one.subject, problem_text(one, language)) for one in error.problems]
        return _page(_stars(evaluation_id, criterion_id), typed, problems), 422
    if isinstance(outcome, StarConflict):
        return _conflict(evaluation_id, typed, outcome.current), 409
    return _back(evaluation_id, criterion_id)


@pages.post("/evalueringer/<int:evaluation_id>/gullstjerner/<criterion_id>/fjern")
@needs(Permission.TEXT_WRITE)
def remove(evaluation_id: int, criterion_id: str) -> ResponseReturnValue:
    gold_stars.remove(*who(), evaluation_id, criterion_id, as_version(request.form.get("version", ""), "title"))
    return _back(evaluation_id, criterion_id)


def _stars(evaluation_id: int, criterion_id: str) -> Stars:
    return gold_stars.stars_at(*who(), evaluation_id, criterion_id, session.current_language().locale)


def _back(evaluation_id: int, criterion_id: str) -> ResponseReturnValue:
    area_id = _stars(evaluation_id, criterion_id).area.id
    return redirect(url_for("texts.show", evaluation_id=evaluation_id, area_id=area_id, _anchor="stars"), 303)


def _conflict(evaluation_id: int, typed: StarProposal, current: GoldStar | None) -> str:
    """Both shown; what is sent from the page builds on the version shown there."""
    language = session.current_language()
    values = when(current.saved_at, current.saved_by) if current else {}
    message = sentence("text_saved_meanwhile" if current else "star_taken_away", values, language)
    version = current.version if current else 0
    retyped = StarProposal(typed.criterion_id, typed.title, typed.description, version)
    found = _stars(evaluation_id, typed.criterion_id)
    return _page(found, retyped, [("description", message)], stored=current)


def _page(
    found: Stars,
    typed: StarProposal,
    problems: Errors,
    *,
    preview: Markup | None = None,
    stored: GoldStar | None = None,
) -> str:
    place = found.place(typed.criterion_id)
    return render_template(
        "pages/gold_stars/show.html",
        evaluation=found.evaluation,
        area=found.area,
        number=found.framework.numbers[place.criterion.id],
        area_number=found.framework.numbers[found.area.id],
        place=place,
        typed=typed,
        html=prose.html(typed.description),
        preview=preview,
        note=paper_note(f"{typed.title} {typed.description}"),
        stored=stored,
        problems=problems,
        may_write=found.may_write,
    )


def _line(found: FoundStar) -> StarLine:
    return StarLine(
        evaluation=found.evaluation,
        title=found.star.title,
        html=prose.html(found.star.description, first_heading=3),
        area=found.area.title,
        number=found.framework.numbers[found.criterion.id],
        process=found.criterion.title,
        level=found.step.name if found.step else "",
    )
