"""The scoring page of one area, and saving one answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kompass import formats
from kompass.domain.errors import Invalid
from kompass.domain.evaluation import SavedAnswer
from kompass.domain.framework import Area, Criterion, Framework
from kompass.domain.permissions import Permission
from kompass.domain.scoring import CriterionResult, Result
from kompass.services import evaluations
from kompass.services.answers import Conflict, Saved
from kompass.services.earlier import Earlier, earlier_answers
from kompass.services.evaluations import AreaSheet
from kompass.web import session
from kompass.web.errors import wants_json
from kompass.web.evaluations import scored
from kompass.web.evidence_view import Panel, evidence_panels
from kompass.web.figures import part_figures
from kompass.web.forms.answers import NOT_APPLICABLE, AnswerForm, as_level
from kompass.web.guards import needs
from kompass.web.guidance import guidance_address
from kompass.web.messages import problem_text, sentence

pages = Blueprint("scoring", __name__, url_prefix="/evalueringer/<int:evaluation_id>")


@dataclass(frozen=True, slots=True)
class LevelChoice:
    value: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class EarlierLine:
    """Where the municipality, or one it was made from, stood last time."""

    name: str
    year: int
    level: str
    level_name: str
    note: str


@dataclass(frozen=True, slots=True)
class CriterionCard:
    """One criterion as the page shows it; level is "" (unanswered), "0" to "4" or "na"."""

    number: str
    id: str
    title: str
    question: str
    levels: list[LevelChoice]
    level: str
    level_name: str
    reason: str
    note: str
    version: int
    saved_at: str
    saved_by: str
    maximum_points: str
    points_per_level: list[float]
    earlier: list[EarlierLine]
    panel: Panel | None
    problems: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class SubAreaSection:
    number: str
    id: str
    title: str
    points: str
    maximum: str
    criteria: list[CriterionCard]


@dataclass(frozen=True, slots=True)
class AreaLink:
    number: str
    id: str
    title: str
    answered: int
    count: int
    share: float
    is_current: bool


@dataclass(frozen=True, slots=True)
class AreaHead:
    number: str
    id: str
    title: str
    introduction: str


@dataclass(frozen=True, slots=True)
class Text:
    """One side of a conflict."""

    level: str
    level_name: str
    reason: str
    note: str
    by: str = ""
    at: str = ""
    version: int = 0


@pages.get("/omrader/<area_id>")
@needs(Permission.SCORES_READ)
def area(evaluation_id: int, area_id: str) -> ResponseReturnValue:
    return _page(_sheet(evaluation_id, area_id), saved=request.args.get("lagret", ""))


@pages.post("/kriterier/<criterion_id>")
@needs(Permission.SCORE)
def save(evaluation_id: int, criterion_id: str) -> ResponseReturnValue:
    form = AnswerForm()
    try:
        proposal = form.proposal(criterion_id)
        outcome = evaluations.save_answer(
            session.installation(),
            session.database(),
            session.actor(),
            evaluation_id,
            proposal,
            session.current_language().locale,
        )
    except Invalid as error:
        if wants_json():
            raise
        return _page_with_problems(evaluation_id, criterion_id, form, error), 422
    if isinstance(outcome, Conflict):
        return _conflict(evaluation_id, criterion_id, form, outcome)
    return _saved(evaluation_id, criterion_id, outcome)


@pages.post("/omrader/<area_id>/lever")
@needs(Permission.SCORE)
def hand_in(evaluation_id: int, area_id: str) -> ResponseReturnValue:
    try:
        evaluations.hand_in_area(
            session.installation(), session.database(), session.actor(), evaluation_id, area_id
        )
    except Invalid as error:
        return _page(_sheet(evaluation_id, area_id), gaps=[problem.subject for problem in error.problems]), 422
    return redirect(url_for("evaluations.show", evaluation_id=evaluation_id, _anchor="areas-title"), 303)


@pages.post("/omrader/<area_id>/ta-tilbake")
@needs(Permission.SCORE)
def take_back(evaluation_id: int, area_id: str) -> ResponseReturnValue:
    evaluations.take_back_area(session.installation(), session.database(), session.actor(), evaluation_id, area_id)
    return redirect(url_for("scoring.area", evaluation_id=evaluation_id, area_id=area_id), 303)


def _sheet(evaluation_id: int, area_id: str) -> AreaSheet:
    return evaluations.area_sheet(
        session.installation(),
        session.database(),
        session.actor(),
        evaluation_id,
        area_id,
        session.current_language().locale,
    )


def _saved(evaluation_id: int, criterion_id: str, outcome: Saved) -> ResponseReturnValue:
    locale = session.current_language().locale
    framework = outcome.result.framework
    area_id = evaluations.area_of(framework, criterion_id).id
    if wants_json():
        at = outcome.saved.saved_at
        return jsonify(
            version=outcome.version,
            saved_at=formats.clock(at, locale) if at else "",
            totals=totals(outcome.result, area_id, locale),
        )
    number = framework.numbers[criterion_id]
    target = url_for("scoring.area", evaluation_id=evaluation_id, area_id=area_id, lagret=number)
    return redirect(f"{target}#k-{criterion_id}", 303)


def _conflict(evaluation_id: int, criterion_id: str, form: AnswerForm, outcome: Conflict) -> ResponseReturnValue:
    language = session.current_language()
    framework = outcome.result.framework
    found = evaluations.area_of(framework, criterion_id)
    criterion = framework.criteria[criterion_id]
    current = _text_of(outcome.current, criterion)
    message = sentence("conflict", {"at": current.at}, language)
    if wants_json():
        # The scripts know «text» of the level as level_text; everything else has the same name.
        body = asdict(current) | {"level_text": current.level_name}
        return jsonify(current=body, message=message, totals=totals(outcome.result, found.id, language.locale)), 409
    level = form.level.data or ""
    mine = Text(level, _level_name(level, criterion), form.reason.data or "", form.note.data or "")
    page = render_template(
        "pages/evaluations/conflict.html",
        evaluation=scored(evaluation_id).evaluation,
        area=_head(found, framework),
        criterion=_card(criterion, framework, outcome.current, None, []),
        mine=mine,
        current=current,
        message=message,
    )
    return page, 409


def _text_of(saved: SavedAnswer, criterion: Criterion) -> Text:
    level, reason = as_level(saved.answer)
    at = formats.clock(saved.saved_at, session.current_language().locale) if saved.saved_at else ""
    return Text(level, _level_name(level, criterion), reason, saved.note, saved.saved_by, at, saved.version)


def _level_name(level: str, criterion: Criterion) -> str:
    gettext = session.current_language().gettext
    if level == NOT_APPLICABLE:
        return gettext("Ikke aktuelt")
    step = criterion.scale.step(int(level)) if level.isdigit() else None
    return gettext("Ikke vurdert") if step is None else step.name


def totals(result: Result, area_id: str, locale: str) -> dict[str, Any]:
    """Sums of an area and the whole, as the page shows them and the scripts put them in."""
    found = result.area(area_id)
    area_figures, total = part_figures(found.part, locale), part_figures(result.total, locale)
    return {
        "area": asdict(area_figures),
        "total": asdict(total),
        "subareas": {
            subarea.subarea.id: {
                "points": formats.number(subarea.part.points, locale, 1),
                "maximum": formats.number(subarea.part.maximum, locale),
            }
            for subarea in found.subareas
        },
    }


def _page_with_problems(evaluation_id: int, criterion_id: str, form: AnswerForm, error: Invalid) -> str:
    framework = scored(evaluation_id).framework
    sheet = _sheet(evaluation_id, evaluations.area_of(framework, criterion_id).id)
    language = session.current_language()
    problems = [(problem.subject, problem_text(problem, language)) for problem in error.problems]
    return _page(sheet, rejected={criterion_id: (form, problems)})


def _page(
    sheet: AreaSheet,
    *,
    saved: str = "",
    gaps: Sequence[str] = (),
    rejected: Mapping[str, tuple[AnswerForm, list[tuple[str, str]]]] | None = None,
) -> str:
    locale = session.current_language().locale
    result, framework = sheet.scored.result, sheet.scored.framework
    sums = totals(result, sheet.area.id, locale)
    return render_template(
        "pages/evaluations/area.html",
        evaluation=sheet.scored.evaluation,
        can_edit=sheet.may_score and not sheet.is_handed_in,
        may_score=sheet.may_score,
        is_handed_in=sheet.is_handed_in,
        gaps=[_gap(framework, criterion_id) for criterion_id in gaps],
        area=_head(sheet.area, framework),
        areas=_area_links(result, sheet.area),
        guidance=guidance_address(framework, sheet.area, locale),
        totals=sums,
        subareas=_sections(sheet, sums, rejected or {}),
        saved=saved,
    )


def _gap(framework: Framework, criterion_id: str) -> tuple[str, str]:
    """Where a criterion without an answer stands on the page, and what it is called."""
    return f"k-{criterion_id}", f"{framework.numbers[criterion_id]} {framework.criteria[criterion_id].title}"


def _head(area: Area, framework: Framework) -> AreaHead:
    return AreaHead(framework.numbers[area.id], area.id, area.title, area.introduction)


def _area_links(result: Result, current: Area) -> list[AreaLink]:
    links = []
    for area in result.areas:
        figures = part_figures(area.part, "nb")
        links.append(
            AreaLink(
                result.framework.numbers[area.area.id],
                area.area.id,
                area.area.title,
                figures.answered,
                figures.count,
                figures.share,
                area.area.id == current.id,
            )
        )
    return links


def _sections(
    sheet: AreaSheet, sums: dict[str, Any], rejected: Mapping[str, tuple[AnswerForm, list[tuple[str, str]]]]
) -> list[SubAreaSection]:
    framework = sheet.scored.framework
    found_before = earlier_answers(session.database(), session.actor(), sheet.scored.evaluation)
    evaluation = sheet.scored.evaluation
    panels = evidence_panels(evaluation.id, sheet.area) if sheet.may_read_evidence else {}
    sections = []
    for subarea in sheet.scored.result.area(sheet.area.id).subareas:
        cards = []
        for found in subarea.criteria:
            form, problems = rejected.get(found.criterion.id, (None, []))
            card = _card(found.criterion, framework, sheet.saved[found.criterion.id], found, problems)
            earlier = _earlier_lines(found.criterion, found_before)
            card = replace(card, earlier=earlier, panel=panels.get(found.criterion.id))
            cards.append(card if form is None else _as_typed(card, form))
        sections.append(
            SubAreaSection(
                framework.numbers[subarea.subarea.id],
                subarea.subarea.id,
                subarea.subarea.title,
                sums["subareas"][subarea.subarea.id]["points"],
                sums["subareas"][subarea.subarea.id]["maximum"],
                cards,
            )
        )
    return sections


def _card(
    criterion: Criterion,
    framework: Framework,
    saved: SavedAnswer,
    found: CriterionResult | None,
    problems: list[tuple[str, str]],
) -> CriterionCard:
    locale = session.current_language().locale
    text = _text_of(saved, criterion)
    maximum = found.maximum if found else 0
    steps = criterion.scale.steps
    return CriterionCard(
        number=framework.numbers[criterion.id],
        id=criterion.id,
        title=criterion.title,
        question=criterion.question,
        levels=[
            LevelChoice(step.value, step.name, words) for step, words in zip(steps, criterion.levels, strict=True)
        ],
        level=text.level,
        level_name=text.level_name,
        reason=text.reason,
        note=text.note,
        version=text.version,
        saved_at=text.at,
        saved_by=text.by,
        maximum_points=formats.number(maximum, locale, 1),
        points_per_level=[round(float(maximum * step.share), 4) for step in steps],
        earlier=[],
        panel=None,
        problems=problems,
    )


def _earlier_lines(criterion: Criterion, found: Iterable[Earlier]) -> list[EarlierLine]:
    lines = []
    for one in found:
        saved = one.saved.get(criterion.id)
        if saved is not None and saved.answer is not None:
            text = _text_of(saved, criterion)
            name = one.evaluation.municipality.name
            lines.append(EarlierLine(name, one.evaluation.year, text.level, text.level_name, saved.note))
    return lines


def _as_typed(card: CriterionCard, form: AnswerForm) -> CriterionCard:
    """The card with what the person typed instead of what is stored, so that nothing is lost."""
    return replace(card, level=form.level.data or "", reason=form.reason.data or "", note=form.note.data or "")
