"""A person's own page: what waits for them and the days ahead; and the year's evaluations on a timeline."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kompass import formats
from kompass.domain.deadlines import DeadlineKind
from kompass.domain.evaluation import Evaluation
from kompass.domain.permissions import Permission
from kompass.domain.waiting import Reason
from kompass.language import Language
from kompass.services import desk
from kompass.services.desk import Day, Desk
from kompass.web import session
from kompass.web.figures import evaluation_line
from kompass.web.guards import needs
from kompass.web.timeline import timeline
from kompass.web.writing import who

pages = Blueprint("desk", __name__)

# Where each thing that waits is done.
PLACES: dict[Reason, tuple[str, str]] = {
    Reason.ADD_LEAD: ("team.show", ""),
    Reason.ADD_CONTACT: ("team.show", ""),
    Reason.SET_DAYS: ("preparation.show", ""),
    Reason.BEGIN: ("evaluations.show", "next"),
    Reason.DESCRIBE: ("self_description.index", ""),
    Reason.SEND_DOCUMENTS: ("evidence.index", ""),
    Reason.BEGIN_SCORING: ("evaluations.show", "next"),
    Reason.SCORE_AREAS: ("evaluations.show", "areas-title"),
    Reason.SCORE_PROCESSES: ("evaluations.show", "areas-title"),
    Reason.GO_TO_CONSENSUS: ("evaluations.show", "next"),
    Reason.AGREE: ("consensus.show", ""),
    Reason.GO_TO_FACT_CHECK: ("evaluations.show", "next"),
    Reason.CHECK_FACTS: ("comments.show", ""),
    Reason.ANSWER_COMMENTS: ("comments.show", ""),
    Reason.DELIVER: ("evaluations.show", "next"),
    Reason.CONSENT: ("evaluations.show", "next"),
    Reason.PUBLISH: ("evaluations.show", "next"),
    Reason.ADD_MEASURES: ("measures.index", ""),
    Reason.MEASURES_LATE: ("measures.index", ""),
}
DAY_PLACES: dict[DeadlineKind, str] = {
    DeadlineKind.SELF_DESCRIPTION: "self_description.index",
    DeadlineKind.VISIT: "preparation.show",
    DeadlineKind.FACT_CHECK: "evaluations.show",
    DeadlineKind.DELIVERY: "evaluations.show",
    DeadlineKind.MEASURE: "measures.index",
}


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One evaluation where something waits; `due` is empty where the plan says nothing of it."""

    name: str
    year: int
    address: str
    count: int
    due: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """Everything that waits for the same reason."""

    reason: str
    lines: list[TaskLine]


@dataclass(frozen=True, slots=True)
class DayLine:
    """One deadline: the day, how far off it is in words, what it is for, and where."""

    day: str
    distance: str
    is_late: bool
    kind: str
    title: str
    name: str
    year: int
    address: str


@pages.get("/min-side")
@needs(Permission.EVALUATION_READ)
def show() -> ResponseReturnValue:
    language = session.current_language()
    found = desk.my_desk(*who())
    return render_template(
        "pages/desk/show.html",
        groups=_groups(found, language),
        days=[_day_line(day, found.today, language) for day in found.days],
        rest=[evaluation_line(one, None, language.locale) for one in found.rest],
        leads=found.leads,
        is_empty=not (found.tasks or found.rest),
    )


@pages.get("/aarets-evalueringer")
@needs(Permission.EVALUATION_MOVE)
def year() -> ResponseReturnValue:
    found = desk.year(*who(), _year(request.args.get("aar", "")))
    return render_template("pages/desk/year.html", page=timeline(found, session.current_language()))


def _year(text: str) -> int | None:
    """The year of the address; None when it is none."""
    is_year = text.isascii() and text.isdigit() and len(text) == 4
    return int(text) if is_year and int(text) >= date.min.year else None


def _groups(found: Desk, language: Language) -> list[TaskGroup]:
    """What waits, by reason in the order of the course; within a reason by day, then as the evaluations come."""
    groups = []
    for reason in Reason:
        tasks = [task for task in found.tasks if task.waiting.reason is reason]
        tasks.sort(key=lambda task: task.waiting.due or date.max)
        lines = [
            TaskLine(
                name=task.evaluation.municipality.name,
                year=task.evaluation.year,
                address=_address(reason, task.evaluation),
                count=task.waiting.count,
                due=formats.long_date(task.waiting.due, language.locale) if task.waiting.due else "",
                is_late=task.waiting.due is not None and task.waiting.due < found.today,
            )
            for task in tasks
        ]
        if lines:
            groups.append(TaskGroup(reason.value, lines))
    return groups


def _address(reason: Reason, evaluation: Evaluation) -> str:
    endpoint, anchor = PLACES[reason]
    return url_for(endpoint, evaluation_id=evaluation.id, _anchor=anchor or None)


def _day_line(day: Day, today: date, language: Language) -> DayLine:
    deadline, evaluation = day.deadline, day.evaluation
    return DayLine(
        day=days_text(deadline.on, deadline.to, language),
        distance=_distance(deadline.on, deadline.to, today, language),
        is_late=deadline.is_late(today),
        kind=deadline.kind.value,
        title=day.measure.title if day.measure else "",
        name=evaluation.municipality.name,
        year=evaluation.year,
        address=url_for(DAY_PLACES[deadline.kind], evaluation_id=evaluation.id),
    )


def days_text(first: date, last: date, language: Language) -> str:
    """«3. november 2026», or «3. november 2026 til 4. november 2026»."""
    if first == last:
        return formats.long_date(first, language.locale)
    values = {"first": formats.long_date(first, language.locale), "last": formats.long_date(last, language.locale)}
    return language.gettext("%(first)s til %(last)s") % values


def _distance(first: date, last: date, today: date, language: Language) -> str:
    """«2 dager over fristen», «i dag», «i morgen», «om 3 dager»."""
    if last < today:
        count = (today - last).days
        return language.ngettext("%(num)s dag over fristen", "%(num)s dager over fristen", count) % {"num": count}
    if first <= today:
        return language.gettext("i dag")
    count = (first - today).days
    if count == 1:
        return language.gettext("i morgen")
    return language.ngettext("om %(num)s dag", "om %(num)s dager", count) % {"num": count}
