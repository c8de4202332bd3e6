"""Before the scoring: the days, the interviews, the documents asked for, what the municipality says of itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from kompass.domain.completeness import NOTE_LIMIT, text_problems
from kompass.domain.deadlines import NO_DAYS, Days
from kompass.domain.errors import Problem
from kompass.domain.texts import is_named

LINE_LIMIT = 200
TEXT_LIMIT = NOTE_LIMIT
# A day farther than this from the year of the evaluation is a slip of the finger.
MOST_YEARS = 3
SHORTEST, LONGEST = 5, 480


@dataclass(frozen=True, slots=True)
class Plan:
    """The days that matter; `version` is 0 when none has been set."""

    days: Days
    version: int
    saved_at: datetime | None
    saved_by: str


NO_PLAN = Plan(NO_DAYS, version=0, saved_at=None, saved_by="")


@dataclass(frozen=True, slots=True)
class Meeting:
    """Who is interviewed, by role and group, and when and where.

    `held_on` is None until a day is set, `starts` is "09:30" or "", `minutes` None when it is not said.
    """

    role: str
    group: str
    held_on: date | None
    starts: str
    minutes: int | None
    place: str

    @property
    def order(self) -> tuple[date, str]:
        """Key that sorts by day and time, those without last."""
        return (self.held_on or date.max, self.starts or "24:00")


@dataclass(frozen=True, slots=True)
class Interview:
    """A planned interview. The notes from it, and the names, are read apart."""

    id: int
    evaluation_id: int
    meeting: Meeting
    has_notes: bool
    version: int
    saved_at: datetime
    saved_by: str


@dataclass(frozen=True, slots=True)
class Interviewee:
    """The name of somebody who is interviewed. Never in a report, a letter or the journal."""

    id: int
    interview_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Notes:
    """What was noted in an interview."""

    text: str
    version: int
    saved_at: datetime
    saved_by: str


@dataclass(frozen=True, slots=True)
class Reading:
    """That somebody opened the notes of an interview."""

    at: datetime
    name: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document to ask for; `area_id` is "" when it is about no single area, `due_on` None without a day."""

    title: str
    area_id: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class DocumentRequest:
    """A document the municipality is asked for. `evidence_id` is the document that came, None until it has."""

    id: int
    evaluation_id: int
    wanted: Wanted
    evidence_id: int | None
    evidence_title: str
    asked_at: datetime

    @property
    def is_received(self) -> bool:
        return self.evidence_id is not None

    def is_late(self, today: date) -> bool:
        """Whether the day has passed without it."""
        due_on = self.wanted.due_on
        return not self.is_received and due_on is not None and due_on < today


@dataclass(frozen=True, slots=True)
class SelfDescription:
    """What the municipality says it does in an area, and where that is written; `version` 0 before it is saved."""

    practice: str
    written_where: str
    version: int
    saved_at: datetime | None
    saved_by: str

    @property
    def is_described(self) -> bool:
        """Whether it counts: what is done has been told. Where it is written may be nowhere."""
        return bool(self.practice)


NOT_DESCRIBED = SelfDescription(practice="", written_where="", version=0, saved_at=None, saved_by="")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the preparation has come, in counts."""

    areas_described: int
    documents_received: int
    documents_asked: int
    interviews: int


def day_problems(days: Days, year: int) -> list[Problem]:
    """Why the days cannot be right, for an evaluation of this year."""
    named = {
        "self_description_due": days.self_description_due,
        "visit_first": days.visit_first,
        "visit_last": days.visit_last,
        "fact_check_due": days.fact_check_due,
        "delivery_due": days.delivery_due,
    }
    problems = [problem for field, day in named.items() for problem in year_problems(day, field, year)]
    if days.visit_last and not days.visit_first:
        problems.append(Problem("visit_first_missing", "visit_first"))
    if days.visit_first and days.visit_last and days.visit_last < days.visit_first:
        problems.append(Problem("visit_ends_before_it_begins", "visit_last"))
    if days.fact_check_due and days.visit and days.fact_check_due < days.visit[1]:
        problems.append(Problem("fact_check_before_visit", "fact_check_due"))
    if days.delivery_due and days.fact_check_due and days.delivery_due < days.fact_check_due:
        problems.append(Problem("delivery_before_fact_check", "delivery_due"))
    return problems


def year_problems(day: date | None, field: str, year: int) -> list[Problem]:
    """Why a day cannot be right: it is far from the year of the evaluation."""
    first, last = year - MOST_YEARS, year + MOST_YEARS
    if day is None or first <= day.year <= last:
        return []
    return [Problem("date_out_of_range", field, (("first", str(first)), ("last", str(last))))]


def meeting_problems(meeting: Meeting, year: int, names: Iterable[str]) -> list[Problem]:
    """Why an interview cannot be planned so; `names` are those that must not stand in what others read."""
    texts = {"role": meeting.role, "group": meeting.group, "place": meeting.place}
    problems = [problem for field, text in texts.items() for problem in line_problems(text, field)]
    problems += [
        Problem("interviewee_in_plan", field, (("name", name),))
        for field, text in texts.items()
        for name in names
        if is_named(text, name)
    ]
    if not meeting.role and not meeting.group:
        problems.append(Problem("role_missing", "role"))
    problems += year_problems(meeting.held_on, "held_on", year)
    if meeting.starts and meeting.held_on is None:
        problems.append(Problem("time_without_day", "held_on"))
    if meeting.minutes is not None and not SHORTEST <= meeting.minutes <= LONGEST:
        values = (("shortest", str(SHORTEST)), ("longest", str(LONGEST)))
        problems.append(Problem("minutes_out_of_range", "minutes", values))
    return problems


def interviewee_problems(name: str, meeting: Meeting) -> list[Problem]:
    """Why a name cannot be added to an interview."""
    problems = line_problems(name, "name")
    if not name:
        problems.append(Problem("interviewee_missing", "name"))
    if any(is_named(text, name) for text in (meeting.role, meeting.group, meeting.place)):
        problems.append(Problem("interviewee_in_plan", "name", (("name", name),)))
    return problems


def wanted_problems(wanted: Wanted, year: int) -> list[Problem]:
    """Why a document cannot be asked for so."""
    problems = line_problems(wanted.title, "title")
    if not wanted.title:
        problems.append(Problem("document_missing", "title"))
    return problems + year_problems(wanted.due_on, "due_on", year)


def line_problems(text: str, field: str) -> list[Problem]:
    """Why a cleaned text of one line cannot be kept."""
    problems = text_problems(text, field, LINE_LIMIT)
    if "\n" in text or "\t" in text:
        problems.append(Problem("more_than_a_line", field))
    return problems
