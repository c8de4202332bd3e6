"""A person's own page: what waits for them, the days ahead; and for those who lead, the year's evaluations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from kompass.domain.deadlines import NO_DAYS, Days, Deadline, DeadlineKind, deadlines
from kompass.domain.errors import NotFound
from kompass.domain.evaluation import Evaluation, Status
from kompass.domain.framework import Framework
from kompass.domain.measures import Measure
from kompass.domain.permissions import Actor, Permission, Relation, Role, allowed
from kompass.domain.waiting import Situation, Waiting, waiting
from kompass.services.access import require
from kompass.services.installation import Installation
from kompass.storage import desk, measures, teams
from kompass.storage.desk import AnsweredSheet

SCORERS = (Relation.LEAD, Relation.ASSESSOR)


@dataclass(frozen=True, slots=True)
class Task:
    """Something that waits for the person in one evaluation."""

    evaluation: Evaluation
    waiting: Waiting


@dataclass(frozen=True, slots=True)
class Day:
    """A deadline in one evaluation; `measure` is set when it is the deadline of a measure."""

    evaluation: Evaluation
    deadline: Deadline
    measure: Measure | None


@dataclass(frozen=True, slots=True)
class Desk:
    """What a person's own page shows.

    `tasks` are newest evaluation first; `days` the nearest first, so that those that have passed lead; `rest` are
    the evaluations where nothing waits.
    """

    today: date
    tasks: tuple[Task, ...]
    days: tuple[Day, ...]
    rest: tuple[Evaluation, ...]
    leads: bool


@dataclass(frozen=True, slots=True)
class Scheduled:
    """One evaluation with the days of its plan."""

    evaluation: Evaluation
    days: Days


@dataclass(frozen=True, slots=True)
class Year:
    """The evaluations of a year in which the person leads or assesses, by their first day that year.

    `before` and `after` are the nearest other years with anything in them; None when there is none.
    """

    year: int
    before: int | None
    after: int | None
    today: date
    scheduled: tuple[Scheduled, ...]


def has_desk(session: Session, actor: Actor | None) -> bool:
    """Whether the person has a page of their own: those in a team, and an administrator with something to mend."""
    if actor is None:
        return False
    if actor.role is Role.ADMINISTRATOR:
        return bool(desk.without_lead(session))
    return desk.is_in_a_team(session, actor.id)


def my_desk(at: Installation, session: Session, actor: Actor | None) -> Desk:
    """Everything that waits for the person, the deadlines ahead, and the rest of their evaluations.

    The number of queries does not grow with the number of evaluations.
    """
    actor = require(actor, Permission.EVALUATION_READ)
    found = desk.without_lead(session) if actor.role is Role.ADMINISTRATOR else desk.of_teams(session, actor.id)
    own = teams.relations_of(session, actor.id)
    relations = {one.id: own.get(one.id, actor.outside) for one in found}
    found = [one for one in found if allowed(relations[one.id], Permission.EVALUATION_READ, one.status)]
    facts = _facts(session, found, actor)
    today = at.clock().date()
    tasks = [
        Task(one, each)
        for one in found
        for each in waiting(_situation(_framework(at, one), one, relations[one.id], facts, today))
    ]
    days = [day for one in found for day in _ahead(one, relations[one.id], facts, today)]
    busy = {task.evaluation.id for task in tasks}
    return Desk(
        today=today,
        tasks=tuple(tasks),
        days=tuple(sorted(days, key=lambda day: day.deadline.on)),
        rest=tuple(one for one in found if one.id not in busy),
        leads=Relation.LEAD in relations.values(),
    )


def year(at: Installation, session: Session, actor: Actor | None, wanted: int | None) -> Year:
    """The evaluations dated in the year, or with a day of their plan in it; of this year when none is wanted."""
    actor = require(actor, Permission.EVALUATION_MOVE)
    relations = teams.relations_of(session, actor.id)
    found = [
        one
        for one in desk.of_teams(session, actor.id)
        if relations[one.id] in SCORERS and one.status is not Status.WITHDRAWN
    ]
    plans = desk.days(session, [one.id for one in found])
    scheduled = [Scheduled(one, plans.get(one.id, NO_DAYS)) for one in found]
    today = at.clock().date()
    shown = today.year if wanted is None else wanted
    years = {day.year for one in scheduled for day in _days_of(one)}
    firsts = {
        one.evaluation.id: min((day for day in _days_of(one) if day.year == shown), default=None)
        for one in scheduled
    }
    here = [(first, one) for one in scheduled if (first := firsts[one.evaluation.id])]
    return Year(
        year=shown,
        before=max((one for one in years if one < shown), default=None),
        after=min((one for one in years if one > shown), default=None),
        today=today,
        scheduled=tuple(one for _, one in sorted(here, key=lambda pair: (pair[0], pair[1].evaluation.id))),
    )


def _days_of(one: Scheduled) -> tuple[date, ...]:
    return (one.evaluation.evaluated_on, *one.days.all)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of all the person's evaluations, by evaluation id."""

    account_id: int
    parts: Mapping[int, Mapping[Relation, int]]
    days: Mapping[int, Days]
    sheets: Mapping[int, list[AnsweredSheet]]
    described: Mapping[int, int]
    documents: Mapping[int, int]
    comments: Mapping[int, int]
    consented: frozenset[int]
    measures: Mapping[int, list[Measure]]


def _facts(session: Session, found: Iterable[Evaluation], actor: Actor) -> _Facts:
    ids = [one.id for one in found]
    being_scored = [one.id for one in found if one.status in (Status.SCORING, Status.CONSENSUS)]
    sheets: dict[int, list[AnsweredSheet]] = {}
    for sheet in desk.answered_sheets(session, being_scored):
        sheets.setdefault(sheet.evaluation_id, []).append(sheet)
    kept: dict[int, list[Measure]] = {}
    for measure in measures.measures_of(session, ids):
        kept.setdefault(measure.evaluation_id, []).append(measure)
    return _Facts(
        account_id=actor.id,
        parts=desk.parts(session, ids),
        days=desk.days(session, ids),
        sheets=sheets,
        described=desk.described_areas(session, ids),
        documents=desk.documents_asked(session, ids),
        comments=desk.comments_open(session, ids),
        consented=desk.consented(session, ids),
        measures=kept,
    )


def _framework(at: Installation, evaluation: Evaluation) -> Framework | None:
    """The framework, None when its edition is not here: one evaluation must not close the page of them all."""
    try:
        return at.shelf.get(evaluation.framework_id, evaluation.edition, "nb")
    except NotFound:
        return None


def _situation(
    framework: Framework | None, one: Evaluation, relation: Relation, facts: _Facts, today: date
) -> Situation:
    team, kept = facts.parts.get(one.id, {}), facts.measures.get(one.id, [])
    sheets = facts.sheets.get(one.id, [])
    scored = [sheet for sheet in sheets if sheet.account_id is not None and (sheet.answered or sheet.handed_in)]
    own = next((sheet for sheet in scored if sheet.account_id == facts.account_id), None)
    agreed = next((sheet.answered for sheet in sheets if sheet.account_id is None), frozenset())
    criteria = framework.criteria.keys() if framework else set[str]()
    areas = framework.areas if framework else ()
    return Situation(
        relation=relation,
        status=one.status,
        today=today,
        days=facts.days.get(one.id, NO_DAYS),
        has_lead=Relation.LEAD in team,
        has_contact=Relation.CONTACT in team,
        assessors=max(sum(team.get(part, 0) for part in SCORERS), len(scored)),
        areas_left=_areas_left(framework, own, scored),
        processes_left=len(criteria - (own.answered if own else frozenset())),
        is_handed_in=len(scored) > 1 and _is_handed_in(framework, scored),
        disputes_left=len(criteria - agreed),
        areas_undescribed=max(0, len(areas) - facts.described.get(one.id, 0)),
        documents_asked=facts.documents.get(one.id, 0),
        comments_open=facts.comments.get(one.id, 0),
        has_consent=one.id in facts.consented,
        measures=len(kept),
        measures_late=sum(measure.is_overdue(today) for measure in kept),
    )


def _areas_left(framework: Framework | None, own: AnsweredSheet | None, scored: list[AnsweredSheet]) -> int:
    """Areas the person has not handed in; none for one who leads without scoring, once the others have them all."""
    areas = {area.id for area in framework.areas} if framework else set[str]()
    if own is not None:
        return len(areas - own.handed_in)
    by_others = frozenset[str]().union(*(sheet.handed_in for sheet in scored))
    return 0 if areas <= by_others else len(areas)


def _is_handed_in(framework: Framework | None, scored: list[AnsweredSheet]) -> bool:
    """Whether every area somebody has begun is handed in, and every area has been begun."""
    for area in framework.areas if framework else ():
        ids = {criterion.id for criterion in area.criteria}
        begun = [sheet for sheet in scored if ids & sheet.answered]
        if not begun or any(area.id not in sheet.handed_in for sheet in begun):
            return False
    return framework is not None


def _ahead(one: Evaluation, relation: Relation, facts: _Facts, today: date) -> list[Day]:
    """The deadlines of the plan; for a contact those of the measures too."""
    found = [
        Day(one, deadline, None)
        for deadline in deadlines(relation, one.status, facts.days.get(one.id, NO_DAYS), today)
    ]
    if relation is Relation.CONTACT and allowed(relation, Permission.MEASURE_READ, one.status):
        found += [
            Day(one, Deadline(DeadlineKind.MEASURE, measure.due_on, measure.due_on), measure)
            for measure in facts.measures.get(one.id, [])
            if measure.is_unfinished and measure.due_on is not None
        ]
    return found
