"""The report: a page that offers it in each language, and the PDF itself."""

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from kompass.domain.permissions import Permission
from kompass.language import LOCALES
from kompass.services import reports
from kompass.web import session
from kompass.web.evaluations import scored
from kompass.web.figures import evaluation_line
from kompass.web.guards import needs

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
@needs(Permission.SCORES_READ)
def download(evaluation_id: int) -> Response:
    locale = wanted_locale()
    document = reports.evaluation_report(
        session.installation(), session.database(), session.actor(), evaluation_id, locale
    )
    return sent(document, locale)


def wanted_locale() -> str:
    """The language the address asks for, else the reader's own."""
    wanted = request.args.get("sprak", "")
    return wanted if wanted in LOCALES else session.current_language().locale


def sent(document: reports.Document, locale: str) -> Response:
    """A finished report as an answer."""
    response = Response(document.content, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "inline", filename=document.file_name)
    response.content_language.add(locale)
    return response
