"""The editions of the framework, and their papers: the booklet and the blank scoring sheet."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from kompass.domain.permissions import Permission
from kompass.services import booklets
from kompass.web import session
from kompass.web.guards import needs
from kompass.web.reports import delivered, wanted_locale
from kompass.web.writing import who

pages = Blueprint("editions", __name__, url_prefix="/utgaver")


@pages.get("")
@needs(Permission.EVALUATION_READ)
def index() -> ResponseReturnValue:
    found = booklets.editions(session.installation(), session.actor(), session.current_language().locale)
    return render_template("pages/editions/index.html", editions=found)


@pages.get("/<framework>/<edition>/hefte.pdf")
@pages.get("/<framework>/<edition>/hefte.docx", endpoint="booklet_word")
@needs(Permission.EVALUATION_READ)
def booklet(framework: str, edition: str) -> ResponseReturnValue:
    return delivered(booklets.booklet_order(*who(), f"{framework}{booklets.BETWEEN}{edition}", wanted_locale()))


@pages.get("/<framework>/<edition>/vurderingsark.pdf")
@pages.get("/<framework>/<edition>/vurderingsark.docx", endpoint="sheet_word")
@needs(Permission.EVALUATION_READ)
def sheet(framework: str, edition: str) -> ResponseReturnValue:
    return delivered(booklets.sheet_order(*who(), f"{framework}{booklets.BETWEEN}{edition}", wanted_locale()))
