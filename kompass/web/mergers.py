"""Mergers and divisions: the list, the page of one before and after, and its report."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from kompass import formats
from kompass.domain.errors import NotFound
from kompass.domain.permissions import Permission
from kompass.services import merger_reports, mergers
from kompass.web import session
from kompass.web.guards import needs
from kompass.web.merger_pages import Wish, asked, merger_page
from kompass.web.reports import sent, wanted_locale

pages = Blueprint("mergers", __name__, url_prefix="/sammenslainger")


@dataclass(frozen=True, slots=True)
class MergerLine:
    """One merger in the list; `evaluated` counts predecessors with an evaluation on record, `of` all of them."""

    key: str
    name: str
    predecessors: str
    is_demonstration: bool
    evaluated: int
    of: int
    is_evaluated_after: bool


@pages.get("")
@needs(Permission.MUNICIPALITY_READ)
def index() -> ResponseReturnValue:
    locale = session.current_language().locale
    found = mergers.listed(session.database(), session.actor())
    days: dict[str, list[MergerLine]] = {}
    for one in found:
        lines = days.setdefault(formats.long_date(one.successor.valid_from, locale), [])
        lines.append(_line(one, locale))
    return render_template("pages/mergers/index.html", days=list(days.items()), total=len(found))


def _line(one: mergers.Listed, locale: str) -> MergerLine:
    return MergerLine(
        key=one.successor.key,
        name=one.successor.name,
        predecessors=formats.listing([link.predecessor.name for link in one.links], locale),
        is_demonstration=one.successor.is_demonstration,
        evaluated=one.evaluated_before,
        of=len(one.links),
        is_evaluated_after=one.evaluated_after > 0,
    )


@pages.get("/<key>")
@needs(Permission.EVALUATION_READ)
def show(key: str) -> ResponseReturnValue:
    wish = asked()
    found = _found(key, wish, session.current_language().locale)
    return render_template("pages/mergers/show.html", page=merger_page(found, wish))


@pages.get("/<key>/rapport.pdf")
@needs(Permission.EVALUATION_READ)
def report(key: str) -> ResponseReturnValue:
    locale = wanted_locale()
    found = _found(key, asked(), locale)
    return sent(merger_reports.merger_report(session.installation(), found, locale), locale)


def _found(key: str, wish: Wish, locale: str) -> mergers.BeforeAfter:
    choice = mergers.Choice(wish.kind, wish.evaluation)
    return mergers.before_after(session.installation(), session.database(), session.actor(), key, locale, choice)


@pages.get("/sammenstilling.pdf")
@needs(Permission.EVALUATION_READ)
def compiled_report() -> ResponseReturnValue:
    locale = wanted_locale()
    wanted = mergers.wanted(session.database(), session.actor(), request.args.getlist("kommune"))
    units = [one.unit for one in wanted if one.unit is not None]
    if len(units) < len(wanted):
        raise NotFound
    found = mergers.compiled(session.installation(), session.database(), session.actor(), units, locale)
    return sent(merger_reports.compilation_report(session.installation(), found, locale), locale)
