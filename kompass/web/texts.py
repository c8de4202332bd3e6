"""Writing the texts of a report: the list of them, one area's on a page, and their earlier versions."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from kompass import prose
from kompass.domain.errors import Invalid, Problem
from kompass.domain.permissions import Permission
from kompass.domain.texts import HEADLINES, NOT_WRITTEN, Part
from kompass.services import gold_stars, headlines, texts
from kompass.services.gold_stars import Stars
from kompass.services.texts import Desk, Restoration, TextConflict, TextProposal
from kompass.web import session
from kompass.web.forms.texts import as_version
from kompass.web.guards import needs
from kompass.web.messages import problem_text, sentence
from kompass.web.results import StandingLine, standing_lines
from kompass.web.writing import SavedLine, paper_note, saved_line, when, who

pages = Blueprint("texts", __name__, url_prefix="/evalueringer/<int:evaluation_id>/tekster")

# Headings above a text on these pages: h1, then the name of the text, then «Forhåndsvisning».
PREVIEW_HEADING = 4


@dataclass(frozen=True, slots=True)
class TextLine:
    """One text in the list of them."""

    kind: str
    words: int
    saved: SavedLine
    anchor: str


@dataclass(frozen=True, slots=True)
class AreaTexts:
    """The texts of one area, or of the whole report when `number` is empty."""

    number: str
    title: str
    address: str
    lines: list[TextLine]


@dataclass(frozen=True, slots=True)
class TextCard:
    """One text to write. `text` is what is stored, or what was typed; `stored` is another's newer text.

    `note` is that it cannot be printed as it is, empty when it can.
    """

    part: str
    kind: str
    text: str
    version: int
    words: int
    saved: SavedLine
    may_begin: bool
    preview: Markup | None = None
    stored: str = ""
    note: str = ""
    is_stale: bool = False
    problems: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A strength or an improvement area, and how much evidence its level rests on."""

    standing: StandingLine
    evidence: int


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version of a text."""

    version: int
    saved: SavedLine
    html: Markup
    words: int
    is_current: bool


@pages.get("")
@needs(Permission.TEXT_READ)
def index(evaluation_id: int) -> ResponseReturnValue:
    language = session.current_language()
    found = texts.overview(*who(), evaluation_id, language.locale)
    groups: dict[str, AreaTexts] = {}
    for part in found.parts:
        saved, area = found.saved[part.id], part.area
        address, area_id = _address(evaluation_id, part), area.id if area else ""
        empty = AreaTexts(found.framework.numbers[area_id] if area else "", area.title if area else "", address, [])
        line = TextLine(part.kind, _count(saved.text), saved_line(saved.saved_at, saved.saved_by), _field(part))
        groups.setdefault(area_id, empty).lines.append(line)
    return render_template(
        "pages/texts/index.html",
        evaluation=found.evaluation,
        groups=list(groups.values()),
        may_write=found.may_write,
    )


@pages.get("/rapporten", defaults={"area_id": ""})
@pages.get("/omrader/<area_id>")
@needs(Permission.TEXT_READ)
def show(evaluation_id: int, area_id: str) -> ResponseReturnValue:
    return _page(_desk(evaluation_id, area_id), {})


@pages.post("/rapporten", defaults={"area_id": ""})
@pages.post("/omrader/<area_id>")
@needs(Permission.TEXT_WRITE)
def write(evaluation_id: int, area_id: str) -> ResponseReturnValue:
    """Every text of the page is sent, so that nothing typed in one is lost when another is saved or shown."""
    desk = _desk(evaluation_id, area_id)
    todo, _, kind = request.form.get("do", "save").partition("-")
    cards = {part.id: _typed(desk, part) for part in desk.parts}
    chosen = next((part for part in desk.parts if part.kind == kind), desk.parts[0])
    if todo == "save":
        cards = {part.id: _saved(desk, cards[part.id]) for part in desk.parts}
        if any(card.is_stale for card in cards.values()):
            return _page(desk, cards), 409
        if any(card.problems for card in cards.values()):
            return _page(desk, cards), 422
        return redirect(f"{_address(evaluation_id, chosen)}#{_field(chosen)}", 303)
    change = {"preview": _with_preview, "findings": _with_findings, "block": _with_block}.get(todo, _with_preview)
    cards[chosen.id] = change(desk, cards[chosen.id])
    return _page(desk, cards), 422 if cards[chosen.id].problems else 200


@pages.get("/versjoner/<path:part>")
@needs(Permission.TEXT_READ)
def versions(evaluation_id: int, part: str) -> ResponseReturnValue:
    return _versions_page(evaluation_id, part, "")


@pages.post("/versjoner/<path:part>")
@needs(Permission.TEXT_WRITE)
def restore(evaluation_id: int, part: str) -> ResponseReturnValue:
    language = session.current_language()
    try:
        earlier, seen = (as_version(request.form.get(name, ""), name) for name in ("earlier", "version"))
        outcome = texts.restore(*who(), evaluation_id, Restoration(part, earlier, seen))
    except Invalid as error:
        message = " ".join(problem_text(problem, language) for problem in error.problems)
        return _versions_page(evaluation_id, part, message), 422
    if isinstance(outcome, TextConflict):
        message = sentence(
            "text_saved_meanwhile", when(outcome.current.saved_at, outcome.current.saved_by), language
        )
        return _versions_page(evaluation_id, part, message), 409
    found = texts.versions(*who(), evaluation_id, part, language.locale)
    return redirect(f"{_address(evaluation_id, found.part)}#{_field(found.part)}", 303)


def _desk(evaluation_id: int, area_id: str) -> Desk:
    return texts.desk(*who(), evaluation_id, area_id, session.current_language().locale)


def _address(evaluation_id: int, part: Part) -> str:
    """Where a part is written; "" is the area of what is about the whole report."""
    return url_for("texts.show", evaluation_id=evaluation_id, area_id=part.area.id if part.area else "")


def _field(part: Part) -> str:
    return f"text-{part.kind}"


def _count(text: str) -> int:
    return len(prose.plain(text).split())


def _card(desk: Desk, part: Part) -> TextCard:
    saved = desk.texts.saved[part.id]
    return TextCard(
        part=part.id,
        kind=part.kind,
        text=saved.text,
        version=saved.version,
        words=_count(saved.text),
        saved=saved_line(saved.saved_at, saved.saved_by),
        may_begin=_has_draft(desk, part.kind) and not saved.text,
        preview=None if desk.texts.may_write else prose.html(saved.text),
    )


def _typed(desk: Desk, part: Part) -> TextCard:
    """The card with what was sent. A part that was not sent stays as it is stored."""
    card, name = _card(desk, part), _field(part)
    if name not in request.form:
        return card
    text = request.form[name]
    try:
        version = as_version(request.form.get(f"version-{part.kind}", ""), name)
    except Invalid as error:
        return _refused(replace(card, text=text), error.problems)
    return replace(card, text=text, version=version, may_begin=card.may_begin and not text.strip())


def _refused(card: TextCard, problems: tuple[Problem, ...]) -> TextCard:
    language = session.current_language()
    return replace(card, problems=[(f"text-{card.kind}", problem_text(one, language)) for one in problems])


def _saved(desk: Desk, card: TextCard) -> TextCard:
    """The card after its text was sent to be saved."""
    if card.problems:
        return card
    proposal = TextProposal(card.part, card.text, card.version)
    try:
        outcome = texts.save(*who(), desk.texts.evaluation.id, proposal)
    except Invalid as error:
        return _refused(card, error.problems)
    if isinstance(outcome, TextConflict):
        current = outcome.current
        message = sentence(
            "text_saved_meanwhile", when(current.saved_at, current.saved_by), session.current_language()
        )
        # What is sent from the page that follows builds on the version shown there.
        return replace(
            card,
            version=current.version,
            stored=current.text,
            is_stale=True,
            problems=[(f"text-{card.kind}", message)],
        )
    return replace(card, version=outcome)


def _with_preview(_desk: Desk, card: TextCard) -> TextCard:
    return replace(card, preview=prose.html(card.text, first_heading=PREVIEW_HEADING))


def _with_findings(desk: Desk, card: TextCard) -> TextCard:
    """What the scoring found, as a text to begin with; never in place of what somebody has written."""
    if not _has_draft(desk, card.kind) or card.text.strip() or desk.texts.saved[card.part].text:
        return _refused(card, (Problem("text_not_empty", card.part),))
    text = _draft(desk, card.kind)
    if not text:
        return _refused(card, (Problem("nothing_found", card.part),))
    return replace(card, text=text, may_begin=False)


def _has_draft(desk: Desk, kind: str) -> bool:
    return desk.findings is not None or kind == HEADLINES


def _draft(desk: Desk, kind: str) -> str:
    language = session.current_language()
    if desk.findings is None:
        return headlines.draft(*who(), desk.texts.evaluation.id, language.locale)
    return texts.draft(desk.findings, kind, language)


def _with_block(desk: Desk, card: TextCard) -> TextCard:
    """A text block put in at the end."""
    wanted = request.form.get(f"block-{card.kind}", "")
    block = next((one for one in desk.blocks if str(one.id) == wanted), None)
    if block is None:
        return _refused(card, (Problem("block_gone", card.part),))
    return replace(card, text=f"{card.text.rstrip()}\n\n{block.text}".lstrip(), may_begin=False)


def _page(desk: Desk, cards: Mapping[str, TextCard]) -> str:
    found, area = desk.texts, desk.parts[0].area
    evaluation_id, locale = found.evaluation.id, session.current_language().locale
    findings = desk.findings
    stars = gold_stars.stars(*who(), evaluation_id, area.id, locale) if area else None
    shown = [cards.get(part.id) or _card(desk, part) for part in desk.parts]
    lines = {"strengths": findings.strengths, "improvements": findings.improvements} if findings else {}
    return render_template(
        "pages/texts/show.html",
        evaluation=found.evaluation,
        area=area,
        number=found.framework.numbers[area.id] if area else "",
        cards=[replace(card, note=paper_note(card.text)) for card in shown],
        found={
            kind: [
                FoundLine(line, findings.evidence.get(line.criterion_id, 0))
                for line in standing_lines(ranked, findings.scored, locale)
            ]
            for kind, ranked in lines.items()
            if findings
        },
        blocks=[(str(block.id), block.title) for block in desk.blocks],
        stars=stars,
        star_notes=_star_notes(stars),
        numbers=found.framework.numbers,
        may_write=found.may_write,
    )


def _star_notes(stars: Stars | None) -> dict[str, str]:
    """What cannot be printed in the stars of the area, by process."""
    given = [place.star for place in stars.places if place.star] if stars else []
    notes = {star.criterion_id: paper_note(f"{star.title} {star.description}") for star in given}
    return {criterion_id: note for criterion_id, note in notes.items() if note}


def _versions_page(evaluation_id: int, part_id: str, message: str) -> str:
    found = texts.versions(*who(), evaluation_id, part_id, session.current_language().locale)
    part = found.part
    current = found.texts.saved.get(part.id, NOT_WRITTEN)
    return render_template(
        "pages/texts/versions.html",
        evaluation=found.texts.evaluation,
        part=part,
        number=found.texts.framework.numbers[part.area.id] if part.area else "",
        address=_address(evaluation_id, part),
        current=current.version,
        versions=[
            VersionLine(
                version=one.version,
                saved=saved_line(one.saved_at, one.saved_by),
                html=prose.html(one.text, first_heading=3),
                words=_count(one.text),
                is_current=one.version == current.version,
            )
            for one in found.versions
        ],
        may_write=found.texts.may_write,
        message=message,
    )
