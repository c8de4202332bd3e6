"""The measures after an evaluation: the list, choosing one, following one, and those from last time."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kompass import formats
from kompass.domain.answers import Answer, Level, NotApplicable
from kompass.domain.errors import Invalid, Problem
from kompass.domain.evaluation import SEALED
from kompass.domain.framework import Criterion, Framework
from kompass.domain.measures import Measure
from kompass.domain.permissions import Permission
from kompass.language import Language
from kompass.services import measures
from kompass.services.measures import Earlier, EarlierMeasure, FollowUp, MeasureConflict
from kompass.web import session
from kompass.web.forms.measures import Typed, of_measure, proposal, typed
from kompass.web.guards import needs
from kompass.web.messages import problem_text, sentence
from kompass.web.writing import paper_note, when, who

pages = Blueprint("measures", __name__, url_prefix="/evalueringer/<int:evaluation_id>/tiltak")


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure in words; `process` is empty when it is about no single process, `due` without a deadline.

    `paper` is that the report cannot print it as it is, empty when it can.
    """

    id: int
    title: str
    process: str
    owner: str
    due: str
    is_late: bool
    status: str
    note: str
    paper: str


@dataclass(frozen=True, slots=True)
class EarlierLine:
    """A measure from last time, with the level of its process then and now; both empty when they are not shown.

    `href` leads to the process as it is asked about now; empty when there is none to look up.
    """

    measure: MeasureLine
    then: str
    now: str
    href: str


@dataclass(frozen=True, slots=True)
class EarlierSection:
    """The measures after one earlier evaluation."""

    evaluation_id: int
    name: str
    year: int
    is_comparable: bool
    lines: list[EarlierLine]


@pages.get("")
@needs(Permission.MEASURE_READ)
def index(evaluation_id: int) -> ResponseReturnValue:
    return _index(evaluation_id, Typed(criterion=request.args.get("prosess", "")), ())


@pages.post("")
@needs(Permission.MEASURE_WRITE)
def add(evaluation_id: int) -> ResponseReturnValue:
    try:
        measure_id = measures.add(*who(), evaluation_id, proposal(request.form))
    except Invalid as error:
        return _index(evaluation_id, typed(request.form), error.problems), 422
    return redirect(url_for("measures.index", evaluation_id=evaluation_id, _anchor=f"measure-{measure_id}"), 303)


@pages.get("/<int:measure_id>")
@needs(Permission.MEASURE_WRITE)
def show(evaluation_id: int, measure_id: int) -> ResponseReturnValue:
    stored = measures.measure(session.database(), session.actor(), evaluation_id, measure_id)
    return _show(evaluation_id, stored, of_measure(stored), [])


@pages.post("/<int:measure_id>")
@needs(Permission.MEASURE_WRITE)
def change(evaluation_id: int, measure_id: int) -> ResponseReturnValue:
    language = session.current_language()
    stored = measures.measure(session.database(), session.actor(), evaluation_id, measure_id)
    try:
        wish = proposal(request.form)
        outcome = measures.change(*who(), evaluation_id, measure_id, wish)
    except Invalid as error:
        problems = [(problem.subject, problem_text(problem, language)) for problem in error.problems]
        sent = request.form.get("version", "")
        seen = int(sent) if sent.isascii() and sent.isdigit() and len(sent) <= 9 else stored.version
        return _show(evaluation_id, stored, typed(request.form, seen), problems), 422
    if isinstance(outcome, MeasureConflict):
        current = outcome.current
        message = sentence("text_saved_meanwhile", when(current.saved_at, current.saved_by), language)
        fields = typed(request.form, current.version)
        return _show(evaluation_id, current, fields, [("title", message)], is_stale=True), 409
    return redirect(url_for("measures.index", evaluation_id=evaluation_id, _anchor=f"measure-{measure_id}"), 303)


def _found(evaluation_id: int) -> FollowUp:
    return measures.follow_up(*who(), evaluation_id, session.current_language().locale)


def _index(evaluation_id: int, fields: Typed, problems: Iterable[Problem]) -> str:
    language = session.current_language()
    found = _found(evaluation_id)
    lines = [_line(one, found.framework, found, language.locale) for one in found.measures]
    return render_template(
        "pages/measures/index.html",
        evaluation=found.evaluation,
        lines=lines,
        counts=[(status.value, number) for status, number in found.counts.items()],
        late=sum(line.is_late for line in lines),
        earlier=[_section(one, found, language) for one in found.earlier],
        may_write=found.may_write,
        is_delivered=found.evaluation.status in SEALED,
        processes=_processes(found, fields.criterion, language),
        fields=fields,
        problems=[(problem.subject, problem_text(problem, language)) for problem in problems],
    )


def _show(
    evaluation_id: int, stored: Measure, fields: Typed, problems: list[tuple[str, str]], *, is_stale: bool = False
) -> str:
    language = session.current_language()
    found = _found(evaluation_id)
    return render_template(
        "pages/measures/show.html",
        evaluation=found.evaluation,
        measure_id=stored.id,
        current=_line(stored, found.framework, found, language.locale),
        processes=_processes(found, fields.criterion, language),
        fields=fields,
        problems=problems,
        is_stale=is_stale,
    )


def _processes(found: FollowUp, chosen: str, language: Language) -> list[tuple[str, str]]:
    """The improvement areas to choose from, with what there is to gain; the one that is chosen is always there."""
    numbers, criteria = found.framework.numbers, found.framework.criteria
    words = language.gettext("%(number)s %(title)s (%(points)s poeng å hente)")
    options = [("", language.gettext("Ingen bestemt prosess"))]
    for one in found.choices:
        points = formats.number(one.gap, language.locale, 1)
        values = {"number": numbers[one.criterion.id], "title": one.criterion.title, "points": points}
        options.append((one.criterion.id, words % values))
    if chosen in criteria and chosen not in dict(options):
        options.insert(1, (chosen, f"{numbers[chosen]} {criteria[chosen].title}"))
    return options


def _line(measure: Measure, framework: Framework, found: FollowUp, locale: str) -> MeasureLine:
    criterion = framework.criteria.get(measure.criterion_id)
    return MeasureLine(
        id=measure.id,
        title=measure.title,
        process=f"{framework.numbers[criterion.id]} {criterion.title}" if criterion else "",
        owner=measure.owner_role,
        due=formats.long_date(measure.due_on, locale) if measure.due_on else "",
        is_late=measure.is_overdue(found.today),
        status=measure.status.value,
        note=measure.note,
        paper=paper_note(f"{measure.title} {measure.owner_role}"),
    )


def _section(one: Earlier, found: FollowUp, language: Language) -> EarlierSection:
    return EarlierSection(
        evaluation_id=one.evaluation.id,
        name=one.evaluation.municipality.name,
        year=one.evaluation.year,
        is_comparable=one.is_comparable,
        lines=[_earlier_line(each, one, found, language) for each in one.measures],
    )


def _earlier_line(each: EarlierMeasure, one: Earlier, found: FollowUp, language: Language) -> EarlierLine:
    line = _line(each.measure, one.framework, found, language.locale)
    now = found.framework.criteria.get(each.measure.criterion_id)
    return EarlierLine(
        measure=line,
        then=level_text(each.then, each.criterion, language) if each.criterion and each.then else "",
        now=level_text(each.now, now, language) if now and each.now else "",
        href=_process_address(found, each.measure.criterion_id),
    )


def _process_address(found: FollowUp, criterion_id: str) -> str:
    area = found.framework.area_of(criterion_id)
    if area is None or not found.reads_scores:
        return ""
    return url_for("scoring.area", evaluation_id=found.evaluation.id, area_id=area.id, _anchor=f"k-{criterion_id}")


def earlier_sections(evaluation_id: int) -> list[EarlierSection]:
    """What became of the measures from last time, for the overview of this evaluation."""
    language, found = session.current_language(), _found(evaluation_id)
    return [_section(one, found, language) for one in found.earlier]


def level_text(answer: Answer | None, criterion: Criterion, language: Language) -> str:
    """«3 Etterlevd», «Ikke aktuelt» or «Ikke vurdert»."""
    if isinstance(answer, NotApplicable):
        return language.gettext("Ikke aktuelt")
    step = criterion.scale.step(answer.value) if isinstance(answer, Level) else None
    return f"{step.value} {step.name}" if step else language.gettext("Ikke vurdert")
