"""The forms of a plan: they parse what was sent and say all that cannot be read. Judging is the service's work."""

import re
from collections.abc import Mapping
from datetime import date

from kompass.domain.deadlines import Days
from kompass.domain.errors import Invalid, Problem
from kompass.domain.preparation import Meeting, Wanted
from kompass.web.forms.evaluations import as_date

DAYS = ("self_description_due", "visit_first", "visit_last", "fact_check_due", "delivery_due")
MEETING = ("role", "group", "held_on", "starts", "minutes", "place")
WANTED = ("title", "area", "due_on")

CLOCK = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?")
LAST_HOUR, LAST_MINUTE = 23, 59

# What stands in the fields of a form, as it was typed, by the name of the field.
Typed = Mapping[str, str]


def typed(sent: Mapping[str, str], names: tuple[str, ...]) -> Typed:
    """The fields as they came; empty for those that did not."""
    return {name: sent.get(name, "") for name in names}


def typed_days(days: Days) -> Typed:
    """The fields of the days as they are stored."""
    return {name: _iso(getattr(days, name)) for name in DAYS}


def typed_meeting(meeting: Meeting) -> Typed:
    """The fields of an interview as it is stored."""
    return {
        "role": meeting.role,
        "group": meeting.group,
        "held_on": _iso(meeting.held_on),
        "starts": meeting.starts,
        "minutes": "" if meeting.minutes is None else str(meeting.minutes),
        "place": meeting.place,
    }


def typed_wanted(wanted: Wanted) -> Typed:
    """The fields of a document asked for as it is stored."""
    return {"title": wanted.title, "area": wanted.area_id, "due_on": _iso(wanted.due_on)}


def as_days(sent: Mapping[str, str]) -> Days:
    """The days; Invalid with each that cannot be read."""
    problems: list[Problem] = []
    found = {name: _day(sent, name, problems) for name in DAYS}
    _refuse(problems)
    return Days(**found)


def as_meeting(sent: Mapping[str, str]) -> Meeting:
    """The interview; Invalid with everything that cannot be read."""
    problems: list[Problem] = []
    meeting = Meeting(
        role=sent.get("role", ""),
        group=sent.get("group", ""),
        held_on=_day(sent, "held_on", problems),
        starts=_clock(sent, "starts", problems),
        minutes=_whole(sent, "minutes", problems),
        place=sent.get("place", ""),
    )
    _refuse(problems)
    return meeting


def as_wanted(sent: Mapping[str, str]) -> Wanted:
    """The document; Invalid when its day cannot be read."""
    problems: list[Problem] = []
    wanted = Wanted(sent.get("title", ""), sent.get("area", ""), _day(sent, "due_on", problems))
    _refuse(problems)
    return wanted


def as_id(text: str) -> int | None:
    """The number that is sent along; None for none, or for what is no number."""
    return int(text) if _is_whole(text) else None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(sent: Mapping[str, str], name: str, problems: list[Problem]) -> date | None:
    text = sent.get(name, "").strip()
    if not text:
        return None
    try:
        return as_date(text, name)
    except Invalid:
        problems.append(Problem("day_unreadable", name))
        return None


def _clock(sent: Mapping[str, str], name: str, problems: list[Problem]) -> str:
    """«9», «9.30» and «09:30» as «09:30»."""
    text = sent.get(name, "").strip()
    if not text:
        return ""
    found = CLOCK.fullmatch(text) if text.isascii() else None
    hour, minute = (int(part or 0) for part in found.groups()) if found else (LAST_HOUR + 1, 0)
    if hour > LAST_HOUR or minute > LAST_MINUTE:
        problems.append(Problem("time_unreadable", name))
        return ""
    return f"{hour:02}:{minute:02}"


def _whole(sent: Mapping[str, str], name: str, problems: list[Problem]) -> int | None:
    text = sent.get(name, "").strip()
    if not text or _is_whole(text):
        return int(text) if text else None
    problems.append(Problem("minutes_unreadable", name))
    return None


def _is_whole(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 9


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise Invalid(tuple(problems))
