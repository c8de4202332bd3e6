"""Where the assessors differ, farthest apart first, and agreeing on one answer with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kompass import formats
from kompass.domain.errors import Invalid
from kompass.domain.evaluation import SavedAnswer
from kompass.domain.framework import Criterion
from kompass.domain.permissions import Permission
from kompass.language import Language
from kompass.services import consensus
from kompass.services.answers import Conflict
from kompass.services.consensus import AreaCount, Consensus, Dispute
from kompass.web import session
from kompass.web.forms.answers import AnswerForm, as_level
from kompass.web.guards import needs
from kompass.web.messages import problem_text, sentence

pages = Blueprint("consensus", __name__, url_prefix="/evalueringer/<int:evaluation_id>/enighet")


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """One assessor's own answer in words; `level` is "" when they left it."""

    name: str
    level: str
    level_name: str
    reason: str
    note: str


@dataclass(frozen=True, slots=True)
class DisputeCard:
    """A criterion to agree on. `level`, `reason` and `note` are what is agreed, or what was typed and refused."""

    number: str
    id: str
    title: str
    question: str
    area_id: str
    steps: int
    levels: list[tuple[int, str, str]]
    opinions: list[OpinionLine]
    level: str
    reason: str
    note: str
    version: int
    basis: str
    agreed: str
    agreed_by: str
    agreed_at: str
    problems: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area: how many processes two have scored, how much they agreed at once, and what is left to agree on.

    Shares and coefficients are text, empty where they are undefined. `ac2` is there when the levels bunch.
    """

    number: str
    title: str
    compared: int
    exact: str
    within_one: str
    alpha: str
    interval: str
    ac2: str
    verdict: str
    open: int


@pages.get("")
@needs(Permission.OPINIONS_READ)
def show(evaluation_id: int) -> ResponseReturnValue:
    return _page(evaluation_id, {})


@pages.post("/<criterion_id>")
@needs(Permission.AGREE)
def agree(evaluation_id: int, criterion_id: str) -> ResponseReturnValue:
    form, language = AnswerForm(), session.current_language()
    try:
        outcome = consensus.agree(
            session.installation(),
            session.database(),
            session.actor(),
            evaluation_id,
            form.proposal(criterion_id, request.form.get("basis", "")),
            language.locale,
        )
    except Invalid as error:
        problems = [(problem.subject, problem_text(problem, language)) for problem in error.problems]
        return _page(evaluation_id, {criterion_id: (form, problems)}), 422
    if isinstance(outcome, Conflict):
        at = outcome.current.saved_at
        values = {"by": outcome.current.saved_by, "at": formats.clock(at, language.locale) if at else ""}
        message = [("level", sentence("agreed_first", values, language))]
        return _page(evaluation_id, {criterion_id: (form, message)}), 409
    return redirect(url_for("consensus.show", evaluation_id=evaluation_id, _anchor=f"k-{criterion_id}"), 303)


def _page(evaluation_id: int, rejected: Mapping[str, tuple[AnswerForm, list[tuple[str, str]]]]) -> str:
    language = session.current_language()
    found = consensus.consensus(
        session.installation(), session.database(), session.actor(), evaluation_id, language.locale
    )
    numbers = found.scored.framework.numbers
    cards = [_card(one, found, rejected.get(one.difference.criterion.id), language) for one in found.disputes]
    return render_template(
        "pages/evaluations/consensus.html",
        evaluation=found.scored.evaluation,
        names=found.names,
        cards=cards,
        open=sum(not card.agreed for card in cards),
        areas=[_area_row(area, numbers[area.area.id], language.locale) for area in found.areas],
        may_agree=found.may_agree,
    )


def _area_row(found: AreaCount, number: str, locale: str) -> AreaRow:
    own = found.agreement
    low, high = own.alpha_interval or (0.0, 0.0)
    return AreaRow(
        number=number,
        title=found.area.title,
        compared=found.compared,
        exact="" if own.exact is None else formats.percent(own.exact, locale),
        within_one="" if own.within_one is None else formats.percent(own.within_one, locale),
        alpha="" if own.alpha is None else formats.number(own.alpha, locale, 2),
        interval=f"{formats.number(Fraction(low), locale, 2)}–{formats.number(Fraction(high), locale, 2)}"
        if own.alpha_interval
        else "",
        ac2=formats.number(own.ac2, locale, 2) if own.is_bunched and own.ac2 is not None else "",
        verdict=own.verdict.value if found.compared else "",
        open=found.open,
    )


def _card(
    dispute: Dispute,
    found: Consensus,
    rejected: tuple[AnswerForm, list[tuple[str, str]]] | None,
    language: Language,
) -> DisputeCard:
    criterion, framework = dispute.difference.criterion, found.scored.framework
    area = framework.area_of(criterion.id)
    agreed = dispute.agreed
    level, reason = as_level(agreed.answer)
    form, problems = rejected or (None, [])
    return DisputeCard(
        number=framework.numbers[criterion.id],
        id=criterion.id,
        title=criterion.title,
        question=criterion.question,
        area_id=area.id if area else "",
        steps=dispute.difference.steps,
        levels=[
            (step.value, step.name, words)
            for step, words in zip(criterion.scale.steps, criterion.levels, strict=True)
        ],
        opinions=[
            _opinion(one.name, SavedAnswer(one.answer, one.note, 0, None, ""), criterion, language)
            for one in dispute.opinions
        ],
        level=form.level.data or "" if form else level,
        reason=form.reason.data or "" if form else reason,
        note=form.note.data or "" if form else agreed.note,
        version=agreed.version,
        basis=dispute.basis,
        agreed=_level_name(level, criterion, language) if level else "",
        agreed_by=agreed.saved_by,
        agreed_at=formats.clock(agreed.saved_at, language.locale) if agreed.saved_at else "",
        problems=problems,
    )


def _opinion(name: str, saved: SavedAnswer, criterion: Criterion, language: Language) -> OpinionLine:
    level, reason = as_level(saved.answer)
    return OpinionLine(name, level, _level_name(level, criterion, language), reason, saved.note)


def _level_name(level: str, criterion: Criterion, language: Language) -> str:
    if level == "na":
        return language.gettext("Ikke aktuelt")
    step = criterion.scale.step(int(level)) if level.isdigit() else None
    return language.gettext("Ikke vurdert") if step is None else step.name
