"""Mergers and divisions: the list, one before and after, any municipalities side by side, and their reports."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kompass.domain.errors import Invalid
from kompass.domain.permissions import Permission
from kompass.services import merger_reports, mergers
from kompass.web import session
from kompass.web.compile_form import compile_form
from kompass.web.guards import needs
from kompass.web.merger_list import list_page
from kompass.web.merger_pages import Wish, asked, compiled_page, merger_page
from kompass.web.reports import delivered, wanted_locale

pages = Blueprint("mergers", __name__, url_prefix="/sammenslainger")


LONGEST_TEXT = 100
# More than can be compiled, so that one too many is refused and not left out in silence.
MOST_TEXTS = 2 * mergers.MOST_PARTNERS


@pages.get("")
@needs(Permission.MUNICIPALITY_READ)
def index() -> ResponseReturnValue:
    query = _cleaned(request.args.get("q", ""))
    only_evaluated = bool(request.args.get("evaluert"))
    found = mergers.listed(session.database(), session.actor())
    page = list_page(found, query, only_evaluated, session.current_language())
    return render_template("pages/mergers/index.html", page=page)


@pages.get("/sammenstilling")
@needs(Permission.EVALUATION_READ)
def compile_() -> ResponseReturnValue:
    texts = [text for text in map(_cleaned, request.args.getlist("kommune")[:MOST_TEXTS]) if text]
    wanted = mergers.wanted(session.database(), session.actor(), texts)
    form = compile_form(wanted, request.args, session.current_language())
    if not form.is_sent:
        return render_template("pages/mergers/compile.html", form=form)
    if form.problems:
        return render_template("pages/mergers/compile.html", form=form), 422
    if texts != form.keys:
        return redirect(url_for("mergers.compile_", kommune=form.keys, vis="1"), 303)
    locale = session.current_language().locale
    try:
        starting = mergers.compiled(session.installation(), session.database(), session.actor(), form.units, locale)
    except Invalid as error:
        form = form.with_problems(error.problems, session.current_language())
        return render_template("pages/mergers/compile.html", form=form), 422
    became = mergers.merged_into(session.database(), session.actor(), form.units)
    return render_template("pages/mergers/compiled.html", page=compiled_page(starting, form.units, became))


def _cleaned(text: str) -> str:
    return text.replace("\x00", "").strip()[:LONGEST_TEXT]


@pages.get("/<key>")
@needs(Permission.EVALUATION_READ)
def show(key: str) -> ResponseReturnValue:
    wish = asked()
    found = _found(key, wish, session.current_language().locale)
    return render_template("pages/mergers/show.html", page=merger_page(found, wish))


@pages.get("/<key>/rapport.pdf")
@pages.get("/<key>/rapport.docx", endpoint="report_word")
@needs(Permission.EVALUATION_READ)
def report(key: str) -> ResponseReturnValue:
    locale = wanted_locale()
    found = _found(key, asked(), locale)
    return delivered(merger_reports.merger_order(found, locale))


def _found(key: str, wish: Wish, locale: str) -> mergers.BeforeAfter:
    choice = mergers.Choice(wish.kind, wish.evaluation)
    return mergers.before_after(session.installation(), session.database(), session.actor(), key, locale, choice)


@pages.get("/sammenstilling.pdf")
@pages.get("/sammenstilling.docx", endpoint="compiled_word")
@needs(Permission.EVALUATION_READ)
def compiled_report() -> ResponseReturnValue:
    locale = wanted_locale()
    units = mergers.units_meant(session.database(), session.actor(), request.args.getlist("kommune"))
    found = mergers.compiled(session.installation(), session.database(), session.actor(), units, locale)
    return delivered(merger_reports.compilation_order(found, locale))
