"""The report: a page that offers it in each language, and the PDF itself."""

from urllib.parse import urlencode

from flask import Blueprint, Response, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from kompass.domain.permissions import Permission
from kompass.language import LOCALES
from kompass.reporting.queue import Failure, Ready, Waiting
from kompass.services import paper, reports, summaries
from kompass.services.paper import Order
from kompass.web import session
from kompass.web.errors import wants_json
from kompass.web.evaluations import scored
from kompass.web.figures import evaluation_line
from kompass.web.guards import needs
from kompass.web.messages import sentence
from kompass.web.writing import who

# How often a report can be tried in one address; the next reader begins anew.
MOST_ATTEMPTS = 100

MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "svg": "image/svg+xml",
    "png": "image/png",
}

pages = Blueprint("reports", __name__, url_prefix="/evalueringer/<int:evaluation_id>")


@pages.get("/rapport")
@needs(Permission.SCORES_READ)
def show(evaluation_id: int) -> ResponseReturnValue:
    found = scored(evaluation_id)
    line = evaluation_line(found.evaluation, found, session.current_language().locale)
    return render_template(
        "pages/reports/show.html", evaluation=found.evaluation, framework=found.framework, line=line
    )


@pages.get("/rapport.pdf")
@pages.get("/rapport.docx", endpoint="download_word")
@needs(Permission.SCORES_READ)
def download(evaluation_id: int) -> ResponseReturnValue:
    return delivered(reports.evaluation_order(*who(), evaluation_id, wanted_locale()))


@pages.get("/sammendrag.pdf")
@pages.get("/sammendrag.docx", endpoint="summary_word")
@needs(Permission.SCORES_READ)
def summary(evaluation_id: int) -> ResponseReturnValue:
    return delivered(summaries.summary_order(*who(), evaluation_id, wanted_locale()))


def wanted_locale() -> str:
    """The language the address asks for, else the reader's own."""
    wanted = request.args.get("sprak", "")
    return wanted if wanted in LOCALES else session.current_language().locale


def delivered(order: Order) -> ResponseReturnValue:
    """The answer to an address that ends in .pdf, the same for every kind of report.

    With `vent=1` in the address the reader gets a page that tells how far the report has come, and then the
    report; without, the answer is the report, however long it takes. `vent=2` tries again after a failure.
    Asked for at an address that ends in .docx, the same report is a Word file.
    """
    if request.path.endswith(".docx"):
        order = paper.as_word(order)
    if "vent" not in request.args:
        return sent(paper.document(session.installation(), order), order.locale)
    attempt = _attempt(request.args["vent"])
    state = paper.progress(session.installation(), order, attempt)
    is_ready, is_failed = isinstance(state, Ready), isinstance(state, Failure)
    address = _with(vent=None)
    message = _progress_text(state)
    if wants_json():
        return jsonify(address=address if is_ready else "", is_failed=is_failed, message=message)
    if is_ready:
        return redirect(address, 303)
    page = render_template(
        "pages/reports/waiting.html",
        order=order,
        message=message,
        is_failed=is_failed,
        again=_with(vent=attempt + 1),
        back=request.path.rpartition("/")[0],
    )
    return page, 500 if is_failed else 202


def _attempt(text: str) -> int:
    """Which attempt an address asks for; anything but a small number is the first."""
    return max(1, min(int(text), MOST_ATTEMPTS)) if text.isdecimal() and len(text) < 4 else 1


def _with(*, vent: int | None) -> str:
    """The address asked for, with this attempt."""
    query = [(name, value) for name, value in request.args.items(multi=True) if name != "vent"]
    query += [("vent", str(vent))] if vent else []
    return f"{request.path}?{urlencode(query)}" if query else request.path


def _progress_text(state: Ready | Waiting | Failure) -> str:
    words = session.current_language()
    if isinstance(state, Ready):
        return words.gettext("Rapporten er ferdig.")
    if isinstance(state, Failure):
        return sentence(state.code, dict(state.values), words)
    if state.is_begun or not state.ahead:
        return words.gettext("Rapporten lages nå.")
    text = words.ngettext(
        "Rapporten står i kø. %(num)s rapport er foran.",
        "Rapporten står i kø. %(num)s rapporter er foran.",
        state.ahead,
    )
    return text % {"num": state.ahead}


def sent(document: paper.Document, locale: str) -> Response:
    """A finished report as an answer."""
    ending = document.file_name.rpartition(".")[2]
    response = Response(document.content, mimetype=MEDIA[ending])
    # A browser shows a PDF itself; any other file is kept.
    shown = "inline" if ending == "pdf" else "attachment"
    response.headers.set("Content-Disposition", shown, filename=document.file_name)
    response.content_language.add(locale)
    return response
