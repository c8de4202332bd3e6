"""The municipality's self-description: how far it has come, and one area to write or to read."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kompass import formats
from kompass.domain.errors import Invalid, Problem
from kompass.domain.permissions import Permission
from kompass.domain.preparation import NOT_DESCRIBED, SelfDescription
from kompass.services import self_description
from kompass.services.self_description import Description, DescriptionConflict
from kompass.web import session
from kompass.web.forms.preparation import as_id
from kompass.web.forms.texts import as_version
from kompass.web.guards import needs
from kompass.web.messages import problem_text
from kompass.web.writing import SavedLine, saved_line, when, who

pages = Blueprint("self_description", __name__, url_prefix="/evalueringer/<int:evaluation_id>/selvbeskrivelse")


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One area in the list: whether it counts as described, and how many words there are."""

    id: str
    number: str
    title: str
    is_described: bool
    words: int
    saved: SavedLine


@pages.get("")
@needs(Permission.SELF_DESCRIPTION_READ)
def index(evaluation_id: int) -> ResponseReturnValue:
    locale = session.current_language().locale
    found = self_description.overview(*who(), evaluation_id, locale)
    due = found.plan.days.self_description_due if found.plan else None
    lines = []
    for area in found.framework.areas:
        saved = found.saved[area.id]
        words = len(f"{saved.practice} {saved.written_where}".split())
        number = found.framework.numbers[area.id]
        line = saved_line(saved.saved_at, saved.saved_by)
        lines.append(AreaLine(area.id, number, area.title, saved.is_described, words, line))
    return render_template(
        "pages/self_description/index.html",
        evaluation=found.evaluation,
        lines=lines,
        described=found.described,
        due=formats.long_date(due, locale) if due else "",
        may_write=found.may_write,
    )


@pages.get("/<area_id>")
@needs(Permission.SELF_DESCRIPTION_READ)
def show(evaluation_id: int, area_id: str) -> ResponseReturnValue:
    return _page(evaluation_id, area_id)


@pages.post("/<area_id>")
@needs(Permission.SELF_DESCRIPTION_WRITE)
def write(evaluation_id: int, area_id: str) -> ResponseReturnValue:
    """Saved, and on to the next area when that was asked for."""
    sent = SelfDescription(
        practice=request.form.get("practice", ""),
        written_where=request.form.get("written_where", ""),
        version=as_id(request.form.get("version", "")) or 0,
        saved_at=None,
        saved_by="",
    )
    try:
        seen = as_version(request.form.get("version", ""), "practice")
        wish = Description(sent.practice, sent.written_where, seen)
        outcome = self_description.describe(*who(), evaluation_id, area_id, wish)
    except Invalid as error:
        return _page(evaluation_id, area_id, error.problems, sent=sent), 422
    if isinstance(outcome, DescriptionConflict):
        newer = outcome.current
        values = tuple(when(newer.saved_at, newer.saved_by).items())
        problems = [Problem("text_saved_meanwhile", "practice", values)]
        return _page(evaluation_id, area_id, problems, sent=sent, newer=newer), 409
    following = request.form.get("do") == "next"
    after = self_description.area_description(*who(), evaluation_id, area_id, "nb").after if following else None
    to = after.id if after else area_id
    return redirect(url_for("self_description.show", evaluation_id=evaluation_id, area_id=to), 303)


def _page(
    evaluation_id: int,
    area_id: str,
    problems: Iterable[Problem] = (),
    *,
    sent: SelfDescription | None = None,
    newer: SelfDescription | None = None,
) -> str:
    """One area; `sent` is what was typed and refused, `newer` what another saved first."""
    language = session.current_language()
    found = self_description.area_description(*who(), evaluation_id, area_id, language.locale)
    saved = newer or found.found.saved.get(area_id, NOT_DESCRIBED)
    shown = sent or saved
    lines = [(one.subject, problem_text(one, language)) for one in problems]
    return render_template(
        "pages/self_description/show.html",
        evaluation=found.found.evaluation,
        area=found.area,
        number=found.found.framework.numbers[area_id],
        after=found.after,
        practice=shown.practice,
        written_where=shown.written_where,
        version=newer.version if newer else shown.version,
        saved=saved_line(saved.saved_at, saved.saved_by),
        newer=newer,
        documents=found.documents,
        may_write=found.found.may_write,
        may_send=found.may_send,
        errors=dict(lines),
        problems=lines,
    )
