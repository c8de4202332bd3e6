"""The plan as a page: the days, the interviews by day, the documents asked for, and what was typed and refused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from flask import render_template

from kompass import formats
from kompass.domain.deadlines import Days
from kompass.domain.errors import Problem
from kompass.domain.framework import Framework
from kompass.domain.preparation import DocumentRequest, Meeting, Plan, Progress
from kompass.language import Language
from kompass.services import preparation
from kompass.services.preparation import Planned, Preparation
from kompass.web import session
from kompass.web.forms.preparation import DAYS, MEETING, WANTED, Typed, typed, typed_days
from kompass.web.messages import problem_text
from kompass.web.writing import SavedLine, saved_line, who

NONE_TYPED: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """An interview in words; `hours` and `place` are empty when they are not set."""

    who: str
    day: str
    hours: str
    place: str


@dataclass(frozen=True, slots=True)
class InterviewLine:
    """An interview in the plan; `names` counts them, and is 0 for those who may not know them."""

    id: int
    meeting: MeetingLine
    names: int
    has_notes: bool


@dataclass(frozen=True, slots=True)
class InterviewDay:
    """The interviews of one day; `day` is empty for those without one."""

    day: str
    lines: list[InterviewLine]


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document asked for, in words; `area` and `due` are empty when it has none."""

    id: int
    title: str
    area: str
    due: str
    is_late: bool
    is_received: bool
    evidence: str


@dataclass(frozen=True, slots=True)
class DaysView:
    """The days in words, or as fields with the version they build on; `current` is another's newer days."""

    facts: list[tuple[str, str]]
    typed: Typed
    version: int
    saved: SavedLine
    current: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Refused:
    """What was typed into one of the forms of the page, and why it was not taken."""

    typed: Typed
    problems: Iterable[Problem] = ()
    version: int | None = None
    newer: Plan | None = None


def plan_page(evaluation_id: int, refused: Refused | None = None) -> str:
    """The page; what was refused stands in its form again."""
    language = session.current_language()
    found = preparation.overview(*who(), evaluation_id, language.locale)
    sent = refused.typed if refused else NONE_TYPED
    problems = [(one.subject, problem_text(one, language)) for one in refused.problems] if refused else []
    return render_template(
        "pages/preparation/show.html",
        found=found,
        evaluation=found.evaluation,
        days=_days_view(found, refused, language),
        interviews=_by_day(found.interviews, language),
        documents=[document_line(one, found, language) for one in found.documents],
        areas=area_options(found.framework, language),
        interview_typed=typed(sent, MEETING),
        document_typed=typed(sent, WANTED),
        is_interview_refused="role" in sent,
        is_document_refused="title" in sent,
        errors=dict(problems),
        problems=problems,
    )


def _days_view(found: Preparation, refused: Refused | None, language: Language) -> DaysView:
    plan = found.plan
    view = DaysView(
        facts=days_in_words(plan.days, language),
        typed=typed_days(plan.days),
        version=plan.version,
        saved=saved_line(plan.saved_at, plan.saved_by),
    )
    if refused is None or refused.version is None:
        return view
    current = days_in_words(refused.newer.days, language) if refused.newer else []
    return replace(view, typed=typed(refused.typed, DAYS), version=refused.version, current=current)


def days_in_words(days: Days, language: Language) -> list[tuple[str, str]]:
    """What each day that is set is for, and the day."""
    visit = " – ".join(formats.long_date(day, language.locale) for day in dict.fromkeys(days.visit or ()))
    named = [
        (language.gettext("Selvbeskrivelsen skal være klar"), days.self_description_due),
        (language.gettext("Faktasjekken skal være ferdig"), days.fact_check_due),
        (language.gettext("Rapporten skal leveres"), days.delivery_due),
    ]
    lines = [(name, formats.long_date(day, language.locale)) for name, day in named if day]
    if visit:
        lines.insert(1 if days.self_description_due else 0, (language.gettext("Besøk i kommunen"), visit))
    return lines


def meeting_line(meeting: Meeting, language: Language) -> MeetingLine:
    """An interview in words."""
    return MeetingLine(
        who=", ".join(part for part in (meeting.role, meeting.group) if part),
        day=formats.weekday_date(meeting.held_on, language.locale) if meeting.held_on else "",
        hours=formats.hours(meeting.starts, meeting.minutes, language.locale) if meeting.starts else "",
        place=meeting.place,
    )


def _by_day(found: Iterable[Planned], language: Language) -> list[InterviewDay]:
    days: dict[str, list[InterviewLine]] = {}
    for one in found:
        meeting = meeting_line(one.interview.meeting, language)
        line = InterviewLine(one.interview.id, meeting, one.names, one.interview.has_notes)
        days.setdefault(meeting.day, []).append(line)
    return [InterviewDay(day, lines) for day, lines in days.items()]


@dataclass(frozen=True, slots=True)
class PreparationLine:
    """How far the preparation has come, for the overview; shares in per cent."""

    described: str
    areas: str
    described_share: int
    received: str
    asked: str
    received_share: int
    interviews: int


def preparation_line(found: Progress, areas: int, language: Language) -> PreparationLine:
    """The counts in words; `asked` is empty when the municipality has not been asked for anything."""

    def number(value: int) -> str:
        return formats.number(value, language.locale)

    asked = found.documents_asked
    return PreparationLine(
        described=number(found.areas_described),
        areas=number(areas),
        described_share=100 * found.areas_described // areas,
        received=number(found.documents_received),
        asked=number(asked) if asked else "",
        received_share=100 * found.documents_received // asked if asked else 0,
        interviews=found.interviews,
    )


def document_line(one: DocumentRequest, found: Preparation, language: Language) -> DocumentLine:
    """A document asked for, in words."""
    area = found.framework.area(one.wanted.area_id)
    return DocumentLine(
        id=one.id,
        title=one.wanted.title,
        area=f"{found.framework.numbers[area.id]} {area.title}" if area else "",
        due=formats.long_date(one.wanted.due_on, language.locale) if one.wanted.due_on else "",
        is_late=one.is_late(found.today),
        is_received=one.is_received,
        evidence=one.evidence_title,
    )


def area_options(framework: Framework, language: Language) -> list[tuple[str, str]]:
    """The areas to choose from, and none."""
    areas = [(area.id, f"{framework.numbers[area.id]} {area.title}") for area in framework.areas]
    return [("", language.gettext("Hele evalueringen")), *areas]
