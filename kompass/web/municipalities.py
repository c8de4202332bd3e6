"""Municipalities: finding one, reading about one, starting an evaluation of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kompass import formats
from kompass.domain.errors import Invalid
from kompass.domain.municipality import Grouping
from kompass.domain.permissions import Permission, can
from kompass.domain.register import Link
from kompass.language import Language
from kompass.services import demonstration, developments, evaluations, municipalities
from kompass.services.municipalities import Dossier, Found, Origin, Place
from kompass.web import lineage, session
from kompass.web.figures import EvaluationLine, evaluation_line
from kompass.web.forms.evaluations import StartForm
from kompass.web.guards import needs
from kompass.web.history import HistoryLine, history_lines
from kompass.web.merger_pages import share_text
from kompass.web.messages import problem_text
from kompass.web.reports import delivered, wanted_locale
from kompass.web.writing import who

pages = Blueprint("municipalities", __name__, url_prefix="/kommuner")

MOST_SHOWN = 60
LONGEST_QUERY = 100


@dataclass(frozen=True, slots=True)
class FoundLine:
    """One municipality in the list. `earlier` are its numbers before; `became` is empty for one of today."""

    number: str
    name: str
    address: str
    other_names: str
    earlier: str
    became: str
    county: str
    inhabitants: str
    is_demonstration: bool


@dataclass(frozen=True, slots=True)
class NextLine:
    """What the municipality became, or a part of it; `merger` is the page of that merger."""

    name: str
    address: str
    merger: str
    share: str
    is_estimate: bool


@dataclass(frozen=True, slots=True)
class OtherLine:
    """Another unit that has had the same number."""

    name: str
    address: str
    years: str


@dataclass(frozen=True, slots=True)
class OriginLine:
    """One municipality from before, with its own evaluations and its own published results."""

    name: str
    address: str
    years: str
    numbers: str
    evaluations: list[EvaluationLine]
    history: list[HistoryLine]

    @property
    def is_evaluated(self) -> bool:
        return bool(self.evaluations or self.history)


@dataclass(frozen=True, slots=True)
class Groups:
    """The newest grouping that says each thing; they are not always of the same year."""

    kostra: Grouping | None
    centrality: Grouping | None
    language_form: Grouping | None


@pages.get("")
@needs(Permission.MUNICIPALITY_READ)
def index() -> ResponseReturnValue:
    query = request.args.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    matches = municipalities.search(session.database(), session.actor(), query, most=MOST_SHOWN)
    return render_template(
        "pages/municipalities/index.html",
        query=query,
        found=[_found_line(found, session.current_language()) for found in matches.found],
        total=matches.total,
        most=MOST_SHOWN,
        demonstration_count=matches.demonstrations,
        demonstration_query=demonstration.COUNTY.lower(),
    )


def _found_line(found: Found, language: Language) -> FoundLine:
    unit = found.place.unit
    return FoundLine(
        number=unit.number,
        name=unit.name,
        address=lineage.address(found.place),
        other_names=unit.municipality.other_names,
        earlier=lineage.earlier_numbers(unit),
        became=lineage.became(found.place, language),
        county="" if unit.is_demonstration else unit.municipality.county,
        inhabitants="" if found.inhabitants is None else formats.number(found.inhabitants, language.locale),
        is_demonstration=unit.is_demonstration,
    )


@pages.get("/<string(length=4):number>")
@pages.get("/<string(length=4):number>/<int:year>")
@needs(Permission.MUNICIPALITY_READ)
def show(number: str, year: int | None = None) -> ResponseReturnValue:
    return _page(number, year, [])


@pages.get("/<string(length=4):number>/utvikling.pdf")
@pages.get("/<string(length=4):number>/<int:year>/utvikling.pdf")
@pages.get("/<string(length=4):number>/utvikling.docx", endpoint="development_word")
@pages.get("/<string(length=4):number>/<int:year>/utvikling.docx", endpoint="development_word")
@needs(Permission.EVALUATION_READ)
def development(number: str, year: int | None = None) -> ResponseReturnValue:
    return delivered(developments.development_of_number(*who(), number, year, wanted_locale()))


@pages.post("/<string(length=4):number>/evalueringer")
@pages.post("/<string(length=4):number>/<int:year>/evalueringer")
@needs(Permission.EVALUATION_START)
def start_evaluation(number: str, year: int | None = None) -> ResponseReturnValue:
    form = StartForm()
    try:
        evaluation_id = evaluations.start(
            session.installation(), session.database(), session.actor(), number, form.day()
        )
    except Invalid as error:
        texts = [(problem.subject, problem_text(problem, session.current_language())) for problem in error.problems]
        return _page(number, year, texts), 422
    return redirect(url_for("evaluations.show", evaluation_id=evaluation_id), 303)


def _page(number: str, year: int | None, problems: list[tuple[str, str]]) -> str:
    language = session.current_language()
    dossier = municipalities.dossier(session.database(), session.actor(), number, year)
    unit = dossier.unit
    origins = [_origin_line(origin, language) for origin in dossier.origins]
    return render_template(
        "pages/municipalities/show.html",
        municipality=dossier.municipality,
        unit=unit,
        year=year,
        own_address=lineage.address(dossier.place),
        inhabitants=dossier.inhabitants,
        earlier_numbers=lineage.earlier_numbers(unit),
        became=lineage.became(dossier.place, language),
        following=[_next_line(link, dossier, language) for link in dossier.place.became],
        namesakes=[_other_line(place, language) for place in dossier.namesakes],
        line=lineage.line_view(dossier.lineage, dossier.places, _today(), language),
        origins=[origin for origin in origins if origin.is_evaluated],
        origins_unknown=_names([origin for origin in origins if not origin.is_evaluated], language),
        history=history_lines(dossier.history, language.locale),
        findings=[problem_text(finding, language) for finding in dossier.findings],
        groups=_groups(dossier.groupings),
        lines=_evaluations(dossier.place, language),
        can_start=can(session.actor(), Permission.EVALUATION_START),
        results=developments.count_own(session.database(), session.actor(), unit) + len(dossier.history),
        problems=problems,
        evaluated_on=_proposed_day(dossier),
    )


def _groups(groupings: Sequence[Grouping]) -> Groups:
    return Groups(
        kostra=next((one for one in groupings if one.kostra_group), None),
        centrality=next((one for one in groupings if one.centrality), None),
        language_form=next((one for one in groupings if one.language_form), None),
    )


def _evaluations(place: Place, language: Language) -> list[EvaluationLine]:
    locale = language.locale
    found = evaluations.listed(session.installation(), session.database(), session.actor(), locale, place.unit)
    return [evaluation_line(one.evaluation, one.scored, locale) for one in found]


def _origin_line(origin: Origin, language: Language) -> OriginLine:
    unit = origin.place.unit
    return OriginLine(
        name=unit.name,
        address=lineage.address(origin.place),
        years=lineage.years(unit, language),
        numbers=", ".join(unit.numbers),
        evaluations=_evaluations(origin.place, language),
        history=history_lines(origin.history, language.locale),
    )


def _names(origins: Sequence[OriginLine], language: Language) -> str:
    """The names in a list, with the years where two have the same."""
    names = [origin.name for origin in origins]
    told_apart = [one.name if names.count(one.name) == 1 else f"{one.name} {one.years}" for one in origins]
    return formats.listing(told_apart, language.locale)


def _next_line(link: Link, dossier: Dossier, language: Language) -> NextLine:
    return NextLine(
        name=link.successor.name,
        address=lineage.address(dossier.places[link.successor]),
        merger=url_for("mergers.show", key=link.successor.key),
        share=share_text(link.share, language.locale) if link.is_part else "",
        is_estimate=link.is_estimate,
    )


def _other_line(place: Place, language: Language) -> OtherLine:
    return OtherLine(place.unit.name, lineage.address(place), lineage.years(place.unit, language))


def _today() -> date:
    return session.installation().clock().date()


def _proposed_day(dossier: Dossier) -> str:
    """What stands in the date field: what was typed, else today where the number is the unit's today."""
    typed: str | None = StartForm().evaluated_on.data
    if typed is not None:
        return typed
    is_valid = dossier.municipality.is_valid_on(_today()) and dossier.unit.is_valid_on(_today())
    return _today().isoformat() if is_valid else ""
