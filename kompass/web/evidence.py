"""Evidence: the list with its search, adding, one piece with its links, the file, and the evidence of a process."""

import errno
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import ClientDisconnected, RequestEntityTooLarge

from kompass.domain import media
from kompass.domain.errors import Invalid, KompassError, Problem, StorageFull
from kompass.domain.evidence import Link
from kompass.domain.framework import Framework
from kompass.domain.permissions import Permission
from kompass.services import evidence, evidence_adding, evidence_files, evidence_links, evidence_search
from kompass.services.evidence import UNLINKED, Filter, Shown
from kompass.web import session
from kompass.web.errors import answer
from kompass.web.evidence_view import (
    count_text,
    counts_text,
    evidence_line,
    hit_line,
    kind_text,
    problem_line,
    processes,
)
from kompass.web.forms.evidence import Typed, about, address, as_number, forms, typed, typed_before_file, upload
from kompass.web.guards import needs
from kompass.web.messages import sentence
from kompass.web.process_evidence import back_to_process

pages = Blueprint("evidence", __name__, url_prefix="/evalueringer/<int:evaluation_id>")

# A file and the fields around it.
LARGEST_FORM = media.LARGEST_FILE + 500_000
TOO_MUCH = frozenset({"file_too_large", "evaluation_full"})
NOTES = frozenset({"lagret", "kryptert", "avkortet"})


@pages.url_value_preprocessor
def make_room(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let a file in where files are sent, for those who are signed in. Runs before anything reads the form."""
    if endpoint == "evidence.add_document" and session.account_id() is not None:
        request.max_content_length = LARGEST_FORM


@pages.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> ResponseReturnValue:
    """More than fits was sent. Only what was typed before the file is read of it."""
    language = session.current_language()
    if request.max_content_length != LARGEST_FORM:
        return answer(413, sentence("too_large", {}, language))
    problem = media.too_large(request.content_length or 0, media.LARGEST_FILE)
    values = request.view_args or {}
    fields = typed_before_file(request.environ["wsgi.input"], request.mimetype_params.get("boundary", ""))
    try:
        return _add_page(int(values["evaluation_id"]), fields, [problem]), 413
    except KompassError:
        return answer(413, problem_line(problem, language))


@pages.errorhandler(ClientDisconnected)
def cut_off(_error: ClientDisconnected) -> ResponseReturnValue:
    """The connection broke half-way. The form cannot be read again, and most likely nobody reads the answer."""
    return Response(sentence("bad_request", {}, session.current_language()), 400, mimetype="text/plain")


@pages.errorhandler(OSError)
def no_room(error: OSError) -> ResponseReturnValue:
    """The disk is full while a file comes in."""
    if error.errno not in (errno.ENOSPC, errno.EDQUOT):
        raise error
    return answer(507, sentence("storage_full", {}, session.current_language()))


@pages.get("/bevis")
@needs(Permission.EVIDENCE_READ)
def index(evaluation_id: int) -> ResponseReturnValue:
    language, query = session.current_language(), request.args.get("q", "").strip()
    if query:
        return _search_page(evaluation_id, query)
    only = Filter(request.args.get("type", ""), request.args.get("omrade", ""))
    found = evidence.collection(
        session.installation(), session.database(), session.actor(), evaluation_id, language.locale, only
    )
    kinds = [(kind.value, count_text(kind, count, language)) for kind, count in found.counts.items()]
    return render_template(
        "pages/evidence/index.html",
        evaluation=found.evaluation,
        rights=found.rights,
        query="",
        hits=[],
        count=sum(found.counts.values()),
        counts=counts_text(found.counts, language),
        kinds=kinds,
        areas=_areas(found.framework),
        unlinked=UNLINKED,
        only=only,
        lines=[evidence_line(one.evidence, language, processes=len(one.criterion_ids)) for one in found.items],
        removed=[evidence_line(one, language) for one in found.removed],
        restorable={one.id for one in found.removed if found.rights.removes(one)},
        removed_now=as_number(request.args.get("fjernet", "")),
    )


def _search_page(evaluation_id: int, query: str) -> str:
    language = session.current_language()
    found = evidence_search.search(
        session.installation(), session.database(), session.actor(), evaluation_id, language.locale, query
    )
    return render_template(
        "pages/evidence/index.html",
        evaluation=found.evaluation,
        rights=found.rights,
        query=query,
        hits=[hit_line(hit, evaluation_id, found.framework, language) for hit in found.hits],
        count=found.count,
    )


def _areas(framework: Framework) -> list[tuple[str, str]]:
    return [(area.id, f"{framework.numbers[area.id]} {area.title}") for area in framework.areas]


# Adding


@pages.get("/bevis/ny")
@needs(Permission.EVIDENCE_ADD)
def new(evaluation_id: int) -> ResponseReturnValue:
    fields = Typed(criterion=request.args.get("prosess", ""), replaces=request.args.get("erstatter", ""))
    return _add_page(evaluation_id, fields, [])


@pages.post("/bevis/dokument")
@needs(Permission.EVIDENCE_ADD)
def add_document(evaluation_id: int) -> ResponseReturnValue:
    fields = typed("document", request.form)
    try:
        added = evidence_adding.upload(
            session.installation(),
            session.database(),
            session.actor(),
            evaluation_id,
            upload(fields, request.files.get("file")),
        )
    except Invalid as error:
        too_much = any(problem.code in TOO_MUCH for problem in error.problems)
        return _add_page(evaluation_id, fields, error.problems), 413 if too_much else 422
    except StorageFull:
        return _add_page(evaluation_id, fields, [Problem("storage_full", media.SUBJECT)]), 507
    note = "kryptert" if added.media.is_encrypted else "avkortet" if added.media.is_cut_short else "lagret"
    return _added(evaluation_id, added.evidence_id, fields, note)


@pages.post("/bevis/adresse")
@needs(Permission.EVIDENCE_ADD)
def add_address(evaluation_id: int) -> ResponseReturnValue:
    fields = typed("web", request.form)
    try:
        evidence_id = evidence_adding.add_address(
            session.installation(), session.database(), session.actor(), evaluation_id, address(fields)
        )
    except Invalid as error:
        return _add_page(evaluation_id, fields, error.problems), 422
    return _added(evaluation_id, evidence_id, fields)


@pages.post("/bevis/intervju")
@needs(Permission.INTERVIEW_READ)
def add_interview(evaluation_id: int) -> ResponseReturnValue:
    fields = typed("interview", request.form)
    try:
        evidence_id = evidence_adding.add_interview(
            session.installation(),
            session.database(),
            session.actor(),
            evaluation_id,
            as_number(fields.interview),
            about(fields),
        )
    except Invalid as error:
        return _add_page(evaluation_id, fields, error.problems), 422
    return _added(evaluation_id, evidence_id, fields)


def _added(evaluation_id: int, evidence_id: int, fields: Typed, note: str = "lagret") -> ResponseReturnValue:
    if fields.criterion and note == "lagret":
        return back_to_process(evaluation_id, fields.criterion)
    target = url_for("evidence.show", evaluation_id=evaluation_id, evidence_id=evidence_id, melding=note)
    return redirect(target, 303)


def _add_page(evaluation_id: int, fields: Typed, problems: Iterable[Problem]) -> str:
    at, database, actor = session.installation(), session.database(), session.actor()
    language = session.current_language()
    found = evidence_adding.place(at, database, actor, evaluation_id, language.locale, about(fields))
    problems = list(problems)
    if found.replaced and not fields.kind:
        # What somebody called it most likely fits the new version; a file name or an address does not.
        named = found.replaced.title not in (found.replaced.address, getattr(found.replaced.file, "name", ""))
        fields = replace(fields, kind=found.replaced.kind.value, title=found.replaced.title if named else "")
    return render_template(
        "pages/evidence/add.html",
        evaluation=found.evaluation,
        replaced=evidence_line(found.replaced, language) if found.replaced else None,
        process=processes(found.framework, [fields.criterion], {})[0] if fields.criterion else None,
        interviews=[
            (str(one.id), ", ".join(part for part in (one.role, one.group) if part)) for one in found.interviews
        ],
        may_read_interviews=found.may_read_interviews,
        forms=forms(fields, _errors(problems), at.clock().date()),
        error_lines=[(f"{fields.kind}-{one.subject}", problem_line(one, language)) for one in problems],
        same=next((dict(one.values)["id"] for one in problems if one.code == "file_exists"), ""),
        kinds=", ".join(kind.code for kind in media.KINDS),
        accept=",".join(f".{extension}" for kind in media.KINDS for extension in kind.extensions),
    )


def _errors(problems: Iterable[Problem]) -> dict[str, str]:
    return {problem.subject: problem_line(problem, session.current_language()) for problem in problems}


# One piece of evidence


@pages.get("/bevis/<int:evidence_id>")
@needs(Permission.EVIDENCE_READ)
def show(evaluation_id: int, evidence_id: int) -> ResponseReturnValue:
    return _page(evaluation_id, evidence_id, area_id=request.args.get("omrade", ""))


@pages.get("/bevis/<int:evidence_id>/fil")
@needs(Permission.EVIDENCE_READ)
def download(evaluation_id: int, evidence_id: int) -> Response:
    found = evidence_files.download(
        session.installation(), session.database(), session.actor(), evaluation_id, evidence_id
    )
    response = send_file(
        found.content,
        found.mime_type,
        as_attachment=True,
        download_name=found.file.name,
        conditional=False,
        etag=False,
    )
    response.content_length = found.file.size
    response.headers["Cache-Control"] = "no-store"
    # Should a browser open it here all the same, it may do nothing.
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@pages.post("/bevis/<int:evidence_id>/koblinger")
@needs(Permission.EVIDENCE_LINK)
def link(evaluation_id: int, evidence_id: int) -> ResponseReturnValue:
    chosen, passage = request.form.getlist("criterion"), request.form.get("passage", "")
    area_id = request.form.get("area", "")
    try:
        _link(evaluation_id, [Link(evidence_id, criterion_id, passage) for criterion_id in chosen])
    except Invalid as error:
        return _page(
            evaluation_id, evidence_id, area_id=area_id, chosen=chosen, passage=passage, problems=error.problems
        ), 422
    return redirect(
        url_for("evidence.show", evaluation_id=evaluation_id, evidence_id=evidence_id, omrade=area_id or None), 303
    )


@pages.post("/bevis/<int:evidence_id>/koblinger/<criterion_id>/fjern")
@needs(Permission.EVIDENCE_LINK)
def unlink(evaluation_id: int, evidence_id: int, criterion_id: str) -> ResponseReturnValue:
    evidence_links.unlink(
        session.installation(),
        session.database(),
        session.actor(),
        evaluation_id,
        Link(evidence_id, criterion_id, ""),
    )
    return redirect(url_for("evidence.show", evaluation_id=evaluation_id, evidence_id=evidence_id), 303)


@pages.post("/bevis/<int:evidence_id>/fjern")
@needs(Permission.EVIDENCE_REMOVE)
def remove(evaluation_id: int, evidence_id: int) -> ResponseReturnValue:
    try:
        evidence_links.remove(
            session.installation(), session.database(), session.actor(), evaluation_id, evidence_id
        )
    except Invalid as error:
        return _page(evaluation_id, evidence_id, problems=error.problems), 422
    return redirect(url_for("evidence.index", evaluation_id=evaluation_id, fjernet=evidence_id), 303)


@pages.post("/bevis/<int:evidence_id>/angre")
@needs(Permission.EVIDENCE_REMOVE)
def restore(evaluation_id: int, evidence_id: int) -> ResponseReturnValue:
    try:
        evidence_links.restore(
            session.installation(), session.database(), session.actor(), evaluation_id, evidence_id
        )
    except Invalid as error:
        return _page(evaluation_id, evidence_id, problems=error.problems), 422
    return redirect(url_for("evidence.show", evaluation_id=evaluation_id, evidence_id=evidence_id), 303)


def _link(evaluation_id: int, links: list[Link]) -> None:
    evidence_links.link(session.installation(), session.database(), session.actor(), evaluation_id, links)


def _page(
    evaluation_id: int,
    evidence_id: int,
    *,
    area_id: str = "",
    chosen: Sequence[str] = (),
    passage: str = "",
    problems: Iterable[Problem] = (),
) -> str:
    language = session.current_language()
    found = evidence.one(
        session.installation(), session.database(), session.actor(), evaluation_id, evidence_id, language.locale
    )
    framework, passages = found.framework, {link.criterion_id: link.passage for link in found.links}
    area = framework.area(area_id) or framework.areas[0]
    note = request.args.get("melding", "")
    return render_template(
        "pages/evidence/show.html",
        evaluation=found.evaluation,
        rights=found.rights,
        line=evidence_line(found.evidence, language),
        kind=kind_text(found.evidence.kind, language),
        is_current=found.evidence.is_current,
        may_remove=found.rights.removes(found.evidence),
        replaced_by=found.evidence.replaced_by,
        older=[evidence_line(one, language) for one in found.older],
        linked=processes(framework, passages, passages),
        areas=_areas(framework),
        area_id=area.id,
        choices=processes(framework, [criterion.id for criterion in area.criteria], passages),
        chosen=chosen,
        passage=passage,
        error_lines=[_problem(problem, found) for problem in problems],
        note=note if note in NOTES else "",
    )


def _problem(problem: Problem, found: Shown) -> tuple[str, str]:
    """Where on the page a problem is mended, or "", and its sentence; a process is named by number and title."""
    language, framework = session.current_language(), found.framework
    if problem.subject in framework.criteria:
        process = processes(framework, [problem.subject], {})[0]
        text = sentence(problem.code, {"number": process.number, "title": process.title}, language)
        return ("" if found.rights.is_contact else f"k-{problem.subject}"), text
    return problem.subject, problem_line(problem, language)
