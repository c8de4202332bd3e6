"""The tables of the pages as files for a spreadsheet."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from kompass.domain.permissions import Permission
from kompass.services import mergers, table_files
from kompass.services.paper import Document
from kompass.web.guards import needs
from kompass.web.merger_pages import asked
from kompass.web.reports import wanted_locale
from kompass.web.writing import who

MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

pages = Blueprint("table_files", __name__)


@pages.get("/evalueringer/<int:evaluation_id>/tabeller/<name>")
@needs(Permission.SCORES_READ)
def result(evaluation_id: int, name: str) -> ResponseReturnValue:
    locale = wanted_locale()
    return _kept(table_files.result_file(*who(), evaluation_id, locale, name), locale)


@pages.get("/sammenslainger/<key>/tabeller/<name>")
@needs(Permission.EVALUATION_READ)
def merger(key: str, name: str) -> ResponseReturnValue:
    locale, wish = wanted_locale(), asked()
    found = mergers.before_after(*who(), key, locale, mergers.Choice(wish.kind, wish.evaluation))
    return _kept(table_files.merger_file(found, locale, name), locale)


def _kept(document: Document, locale: str) -> Response:
    response = Response(document.content, content_type=MEDIA[document.file_name.rpartition(".")[2]])
    response.headers.set("Content-Disposition", "attachment", filename=document.file_name)
    response.content_language.add(locale)
    return response
