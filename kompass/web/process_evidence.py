"""The evidence of one process: what it rests on, linking more, unlinking, and adding a web address at once."""

from collections.abc import Sequence
from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kompass.domain.errors import Invalid, Problem
from kompass.domain.evidence import Link
from kompass.domain.permissions import Permission
from kompass.services import evidence, evidence_adding, evidence_links
from kompass.web import session
from kompass.web.evidence_view import kind_text, panel, problem_line, processes
from kompass.web.forms.evidence import Typed, address, as_number, forms, numbers, typed
from kompass.web.guards import needs

pages = Blueprint(
    "process_evidence", __name__, url_prefix="/evalueringer/<int:evaluation_id>/kriterier/<criterion_id>/bevis"
)


@pages.get("")
@needs(Permission.EVIDENCE_READ)
def show(evaluation_id: int, criterion_id: str) -> ResponseReturnValue:
    return _page(evaluation_id, criterion_id, Typed())


@pages.post("")
@needs(Permission.EVIDENCE_LINK)
def change(evaluation_id: int, criterion_id: str) -> ResponseReturnValue:
    """Link (`evidence` and `passage`), unlink (`unlink`), or add a web address at once (`address`, `seen_on`)."""
    at, database, actor = session.installation(), session.database(), session.actor()
    fields = replace(typed("web", request.form), criterion=criterion_id)
    try:
        if "unlink" in request.form:
            gone = Link(as_number(request.form["unlink"]), criterion_id, "")
            evidence_links.unlink(at, database, actor, evaluation_id, gone)
        elif "address" in request.form:
            evidence_adding.add_address(at, database, actor, evaluation_id, address(fields))
        else:
            chosen = numbers(request.form.getlist("evidence"))
            evidence_links.link(
                at,
                database,
                actor,
                evaluation_id,
                [Link(evidence_id, criterion_id, fields.passage) for evidence_id in chosen],
            )
    except Invalid as error:
        if "address" not in request.form:
            fields = replace(fields, kind="link")
        return _page(evaluation_id, criterion_id, fields, error.problems), 422
    return back_to_process(evaluation_id, criterion_id)


def back_to_process(evaluation_id: int, criterion_id: str) -> ResponseReturnValue:
    """Back to where the process was: the scoring page when the form came from there, else its evidence."""
    if request.form.get("back") != "scoring":
        return redirect(
            url_for("process_evidence.show", evaluation_id=evaluation_id, criterion_id=criterion_id), 303
        )
    found = evidence.for_criterion(
        session.installation(), session.database(), session.actor(), evaluation_id, criterion_id, "nb"
    )
    target = url_for(
        "scoring.area", evaluation_id=evaluation_id, area_id=found.area.id, _anchor=f"k-{criterion_id}"
    )
    return redirect(target, 303)


def _page(evaluation_id: int, criterion_id: str, fields: Typed, problems: Sequence[Problem] = ()) -> str:
    language, at = session.current_language(), session.installation()
    found = evidence.for_criterion(
        at, session.database(), session.actor(), evaluation_id, criterion_id, language.locale
    )
    errors = {problem.subject: problem_line(problem, language) for problem in problems}
    return render_template(
        "pages/evidence/criterion.html",
        evaluation=found.evaluation,
        rights=found.rights,
        process=processes(found.framework, [criterion_id], {})[0],
        panel=panel(criterion_id, found.linked, language),
        others=[(str(one.id), f"{kind_text(one.kind, language)}: {one.title}") for one in found.others],
        chosen=request.form.getlist("evidence"),
        forms=forms(fields, errors, at.clock().date()),
        error_lines=[(f"{fields.kind}-{one.subject}", problem_line(one, language)) for one in problems],
    )
