"""The fact check: the draft by paragraph, with comments and answers."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from kompass import prose
from kompass.domain.comments import Comment, Outcome
from kompass.domain.errors import Invalid, Problem
from kompass.domain.permissions import Permission
from kompass.services import comments
from kompass.services.comments import AnswerConflict, AnswerProposal, CommentProposal, Draft, DraftPart
from kompass.web import session
from kompass.web.forms.texts import as_moment, as_version
from kompass.web.guards import needs
from kompass.web.messages import problem_text, sentence
from kompass.web.writing import SavedLine, saved_line, when, who

pages = Blueprint("comments", __name__, url_prefix="/evalueringer/<int:evaluation_id>/utkast")

PART_HEADING = 3


@dataclass(frozen=True, slots=True)
class Rejected:
    """What was typed and could not be taken: the field, the text, the outcome chosen, and why it was refused."""

    place: str
    text: str
    outcome: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CommentCard:
    """One comment. `outcome` is empty while it is open; `moment` is when it was answered, for the form."""

    id: int
    quote: str
    text: str
    made: SavedLine
    outcome: str
    answer: str
    answered: SavedLine
    moment: str
    rejected: Rejected | None


@dataclass(frozen=True, slots=True)
class ParagraphCard:
    """One paragraph; `id` is its place on the page."""

    id: str
    key: str
    html: Markup
    comments: list[CommentCard]
    rejected: Rejected | None


@dataclass(frozen=True, slots=True)
class PartSection:
    """One text of the draft. `earlier` are comments on what has changed since; `stray` was typed about such."""

    id: str
    part: str
    kind: str
    number: str
    area: str
    version: int
    paragraphs: list[ParagraphCard]
    earlier: list[CommentCard]
    stray: Rejected | None


@pages.get("")
@needs(Permission.DRAFT_READ)
def show(evaluation_id: int) -> ResponseReturnValue:
    return _page(evaluation_id, None)


@pages.post("/kommentarer")
@needs(Permission.COMMENT)
def comment(evaluation_id: int) -> ResponseReturnValue:
    part, key, text = (request.form.get(name, "") for name in ("part", "paragraph", "text"))
    try:
        version = as_version(request.form.get("version", ""), "text")
        comment_id = comments.comment(*who(), evaluation_id, CommentProposal(part, version, key, text))
    except Invalid as error:
        return _page(evaluation_id, _rejected(_place(part, key), text, "", error.problems)), 422
    return redirect(url_for("comments.show", evaluation_id=evaluation_id, _anchor=f"comment-{comment_id}"), 303)


@pages.post("/kommentarer/<int:comment_id>")
@needs(Permission.COMMENT_ANSWER)
def answer(evaluation_id: int, comment_id: int) -> ResponseReturnValue:
    chosen, text = request.form.get("outcome", ""), request.form.get("answer", "")
    place = f"answer-{comment_id}"
    try:
        seen = as_moment(request.form.get("seen", ""), "answer")
        outcome = Outcome(chosen) if chosen in list(Outcome) else None
        found = comments.answer(*who(), evaluation_id, AnswerProposal(comment_id, outcome, text, seen))
    except Invalid as error:
        return _page(evaluation_id, _rejected(place, text, chosen, error.problems)), 422
    if isinstance(found, AnswerConflict):
        reply = found.current.reply
        values = when(reply.at, reply.by) if reply else {}
        message = sentence("answered_meanwhile", values, session.current_language())
        return _page(evaluation_id, Rejected(place, text, chosen, (message,))), 409
    return redirect(url_for("comments.show", evaluation_id=evaluation_id, _anchor=f"comment-{comment_id}"), 303)


def _rejected(place: str, text: str, outcome: str, problems: tuple[Problem, ...]) -> Rejected:
    language = session.current_language()
    return Rejected(place, text, outcome, tuple(problem_text(one, language) for one in problems))


def _place(part: str, key: str) -> str:
    """A paragraph as an id on the page: the same words may stand in two parts."""
    return f"p-{part.replace('/', '-')}-{key}"


def _page(evaluation_id: int, rejected: Rejected | None) -> str:
    found = comments.draft(*who(), evaluation_id, session.current_language().locale)
    sections = [_section(one, found, rejected) for one in found.parts]
    cards = [card for one in sections for cards in _cards(one) for card in cards]
    return render_template(
        "pages/comments/show.html",
        evaluation=found.evaluation,
        sections=sections,
        count=found.count,
        open_cards=[card for card in cards if not card.outcome],
        may_comment=found.may_comment,
        may_answer=found.may_answer,
        problems=[(rejected.place, words) for words in rejected.sentences] if rejected else [],
    )


def _cards(section: PartSection) -> list[list[CommentCard]]:
    return [*(paragraph.comments for paragraph in section.paragraphs), section.earlier]


def _section(found: DraftPart, draft: Draft, rejected: Rejected | None) -> PartSection:
    part, area = found.part, found.part.area
    places = {_place(part.id, one.paragraph.key) for one in found.paragraphs}
    here = rejected is not None and rejected.place.startswith(_place(part.id, ""))
    return PartSection(
        id=part.id.replace("/", "-"),
        part=part.id,
        kind=part.kind,
        number=draft.framework.numbers[area.id] if area else "",
        area=area.title if area else "",
        version=found.version,
        paragraphs=[
            ParagraphCard(
                id=_place(part.id, one.paragraph.key),
                key=one.paragraph.key,
                html=prose.html(one.paragraph.text, first_heading=PART_HEADING + one.paragraph.depth),
                comments=[_card(comment, rejected) for comment in one.comments],
                rejected=_at(_place(part.id, one.paragraph.key), rejected),
            )
            for one in found.paragraphs
        ],
        earlier=[_card(comment, rejected) for comment in found.earlier],
        stray=rejected if here and rejected and rejected.place not in places else None,
    )


def _at(place: str, rejected: Rejected | None) -> Rejected | None:
    return rejected if rejected and rejected.place == place else None


def _card(comment: Comment, rejected: Rejected | None) -> CommentCard:
    reply = comment.reply
    return CommentCard(
        id=comment.id,
        quote=comment.quote,
        text=comment.text,
        made=saved_line(comment.made_at, comment.made_by),
        outcome=reply.outcome.value if reply else "",
        answer=reply.text if reply else "",
        answered=saved_line(reply.at if reply else None, reply.by if reply else ""),
        moment=reply.at.isoformat() if reply else "",
        rejected=_at(f"answer-{comment.id}", rejected),
    )
