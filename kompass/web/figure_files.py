"""The charts of a report on a page of their own, and each of them as a file."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kompass.domain.permissions import Permission
from kompass.services import developments, figure_files, merger_reports, mergers, paper, reports
from kompass.services.paper import Order
from kompass.web import session
from kompass.web.guards import needs
from kompass.web.merger_pages import asked
from kompass.web.reports import sent, wanted_locale
from kompass.web.table_links import FIGURE_KINDS, file_links
from kompass.web.writing import who

pages = Blueprint("figure_files", __name__)


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A chart of the page: what it is of, its finding, its content in words, and where it is as a file."""

    name: str
    title: str
    caption: str
    alternative: str
    image: str
    links: list[tuple[str, str]]


@pages.get("/evalueringer/<int:evaluation_id>/figurer")
@needs(Permission.SCORES_READ)
def result(evaluation_id: int) -> ResponseReturnValue:
    order = reports.evaluation_order(*who(), evaluation_id, wanted_locale())
    back = url_for("evaluations.result", evaluation_id=evaluation_id)
    return _page(order, (session.current_language().gettext("Resultatet"), back))


@pages.get("/evalueringer/<int:evaluation_id>/figurer/<name>")
@needs(Permission.SCORES_READ)
def result_file(evaluation_id: int, name: str) -> ResponseReturnValue:
    return _file(reports.evaluation_order(*who(), evaluation_id, wanted_locale()), name)


@pages.get("/sammenslainger/<key>/figurer")
@needs(Permission.EVALUATION_READ)
def merger(key: str) -> ResponseReturnValue:
    return _page(
        _merger(key),
        (session.current_language().gettext("Sammenslåingen"), url_for("mergers.show", key=key, **_asked())),
    )


@pages.get("/sammenslainger/<key>/figurer/<name>")
@needs(Permission.EVALUATION_READ)
def merger_file(key: str, name: str) -> ResponseReturnValue:
    return _file(_merger(key), name)


def _merger(key: str) -> Order:
    locale, wish = wanted_locale(), asked()
    found = mergers.before_after(*who(), key, locale, mergers.Choice(wish.kind, wish.evaluation))
    return merger_reports.merger_order(found, locale)


@pages.get("/sammenslainger/sammenstilling/figurer")
@needs(Permission.EVALUATION_READ)
def compiled() -> ResponseReturnValue:
    back = url_for("mergers.compile_", kommune=request.args.getlist("kommune"), vis="1")
    return _page(_compilation(), (session.current_language().gettext("Sammenstillingen"), back))


@pages.get("/sammenslainger/sammenstilling/figurer/<name>")
@needs(Permission.EVALUATION_READ)
def compiled_file(name: str) -> ResponseReturnValue:
    return _file(_compilation(), name)


def _compilation() -> Order:
    locale = wanted_locale()
    units = mergers.units_meant(session.database(), session.actor(), request.args.getlist("kommune"))
    return merger_reports.compilation_order(mergers.compiled(*who(), units, locale), locale)


@pages.get("/kommuner/<string(length=4):number>/figurer")
@pages.get("/kommuner/<string(length=4):number>/<int:year>/figurer")
@needs(Permission.EVALUATION_READ)
def development(number: str, year: int | None = None) -> ResponseReturnValue:
    order = developments.development_of_number(*who(), number, year, wanted_locale())
    return _page(
        order,
        (session.current_language().gettext("Kommunen"), url_for("municipalities.show", number=number, year=year)),
    )


@pages.get("/kommuner/<string(length=4):number>/figurer/<name>")
@pages.get("/kommuner/<string(length=4):number>/<int:year>/figurer/<name>")
@needs(Permission.EVALUATION_READ)
def development_file(number: str, name: str, year: int | None = None) -> ResponseReturnValue:
    order = developments.development_of_number(*who(), number, year, wanted_locale())
    return _file(order, name)


# What a page may be asked for with, to be kept in the addresses of its files.
KEPT = ("kommune", "grunnlag", "evaluering", "sprak")


def _asked() -> dict[str, Any]:
    return {name: found for name in KEPT if (found := request.args.getlist(name))}


def _page(order: Order, back: tuple[str, str]) -> ResponseReturnValue:
    report, values = order.compose(), dict(request.view_args or {}) | _asked()
    endpoint = f"{request.endpoint}_file"
    lines = [
        FigureLine(
            name=(name := figure_files.slug(figure)),
            title=figure.title,
            caption=figure.caption,
            alternative=figure.alternative,
            image=url_for(endpoint, name=f"{name}.png", **values),
            links=file_links(endpoint, name, FIGURE_KINDS, **values),
        )
        for figure in figure_files.charts_of(report)
    ]
    return render_template("pages/figure_files/show.html", order=order, place=report.place, lines=lines, back=back)


def _file(order: Order, name: str) -> ResponseReturnValue:
    found = figure_files.figure_order(order, name)
    return sent(paper.document(session.installation(), found), found.locale)
