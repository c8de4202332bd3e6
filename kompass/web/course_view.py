"""The course of an evaluation as the overview shows it: the line of statuses, the next steps, what is missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from flask import url_for

from kompass import formats
from kompass.domain.errors import Problem
from kompass.domain.evaluation import COURSE, Status
from kompass.domain.framework import Framework
from kompass.domain.texts import part_of
from kompass.language import Language
from kompass.services.course import Course, Move, Step
from kompass.web.messages import problem_text

MOST_PROBLEMS = 8
# Problems of a text of the draft, or of a gold star.
IN_DRAFT = frozenset({"interviewee_in_draft", "unprintable_in_draft"})


@dataclass(frozen=True, slots=True)
class Station:
    """One status on the line; `place` is before, current or after."""

    status: str
    place: str


@dataclass(frozen=True, slots=True)
class MissingLine:
    """One thing that must be mended first, with where to do it; `address` is empty when that is this page."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class StepView:
    """A move the person may make. `more` counts what is missing beyond the lines shown."""

    to: str
    is_back: bool
    needs_reason: bool
    reason: str
    error: str
    missing: list[MissingLine]
    more: int


@dataclass(frozen=True, slots=True)
class SealLine:
    """One delivered version."""

    version: int
    digest: str
    reason: str
    at: str


@dataclass(frozen=True, slots=True)
class CourseView:
    """Everything about the course. `consented` is the consent in words, empty while there is none."""

    status: str
    stations: list[Station]
    forward: list[StepView]
    back: list[StepView]
    seals: list[SealLine]
    consented_by: str
    consented_on: str
    may_consent: bool


def course_view(
    found: Course, framework: Framework, language: Language, refused: tuple[Move, Iterable[Problem]] | None = None
) -> CourseView:
    """The course; `refused` is a move that could not be made, with why, so that nothing typed is lost."""
    evaluation = found.evaluation
    steps = [_step(step, evaluation.id, framework, language, refused) for step in found.steps]
    return CourseView(
        status=evaluation.status.value,
        stations=_stations(evaluation.status),
        forward=[step for step in steps if not step.is_back and step.to != Status.WITHDRAWN],
        back=[step for step in steps if step.is_back or step.to == Status.WITHDRAWN],
        seals=[
            SealLine(one.version, one.digest[:12], one.reason, formats.long_date(one.sealed_at, language.locale))
            for one in found.seals
        ],
        consented_by=found.consent.given_by if found.consent else "",
        consented_on=formats.long_date(found.consent.given_on, language.locale) if found.consent else "",
        may_consent=found.may_consent,
    )


def _stations(status: Status) -> list[Station]:
    if status is Status.WITHDRAWN:
        return []
    current = COURSE.index(status)
    places: Mapping[int, str] = {-1: "before", 0: "current", 1: "after"}
    return [
        Station(one.value, places[(position > current) - (position < current)])
        for position, one in enumerate(COURSE)
    ]


def _step(
    step: Step,
    evaluation_id: int,
    framework: Framework,
    language: Language,
    refused: tuple[Move, Iterable[Problem]] | None,
) -> StepView:
    wish, problems = refused if refused and refused[0].to is step.to else (None, ())
    errors = [problem_text(problem, language) for problem in problems if problem.subject == "reason"]
    lines = [_line(problem, evaluation_id, framework, language) for problem in step.problems]
    return StepView(
        to=step.to.value,
        is_back=step.is_back,
        needs_reason=step.needs_reason,
        reason=wish.reason if wish else "",
        error=" ".join(errors),
        missing=lines[:MOST_PROBLEMS],
        more=max(0, len(lines) - MOST_PROBLEMS),
    )


def _line(problem: Problem, evaluation_id: int, framework: Framework, language: Language) -> MissingLine:
    subject = problem.subject
    if problem.code in IN_DRAFT:
        return MissingLine(problem_text(problem, language), _draft_address(subject, evaluation_id, framework))
    if subject in framework.criteria:
        criterion, area = framework.criteria[subject], framework.area_of(subject)
        text = f"{framework.numbers[subject]} {criterion.title}"
        if problem.code == "unprintable_in_reason":
            text = f"{text}: {problem_text(problem, language)}"
        if problem.code == "not_agreed":
            return MissingLine(text, url_for("consensus.show", evaluation_id=evaluation_id, _anchor=f"k-{subject}"))
        area_id = area.id if area else ""
        return MissingLine(
            text, url_for("scoring.area", evaluation_id=evaluation_id, area_id=area_id, _anchor=f"k-{subject}")
        )
    if area := framework.area(subject):
        # The service found it in another language than the reader's.
        named = replace(problem, values=(*problem.values, ("area", area.title)))
        address = url_for("scoring.area", evaluation_id=evaluation_id, area_id=subject)
        return MissingLine(problem_text(named, language), address)
    return MissingLine(problem_text(problem, language), "")


def _draft_address(subject: str, evaluation_id: int, framework: Framework) -> str:
    """Where a text of the draft, or a gold star, is mended."""
    if subject in framework.criteria:
        return url_for("gold_stars.show", evaluation_id=evaluation_id, criterion_id=subject)
    part = part_of(framework, subject)
    area_id = part.area.id if part and part.area else ""
    return url_for("texts.show", evaluation_id=evaluation_id, area_id=area_id)
