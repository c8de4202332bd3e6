"""The fact check: the draft by paragraph, comments on its facts, and what was done about each."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from kompass import prose
from kompass.domain.comments import Comment, Outcome
from kompass.domain.completeness import cleaned, text_problems
from kompass.domain.errors import Invalid, NotFound, Problem
from kompass.domain.evaluation import Evaluation
from kompass.domain.framework import Framework
from kompass.domain.permissions import Actor, Permission
from kompass.domain.texts import COMMENT_LIMIT, Part, parts
from kompass.services.access import evaluation_for, may, require
from kompass.services.evaluations import framework_of
from kompass.services.installation import Installation
from kompass.storage import comments, journal, texts
from kompass.storage.database import transaction


@dataclass(frozen=True, slots=True)
class DraftParagraph:
    """One paragraph of the draft with the comments on it as it reads now."""

    paragraph: prose.Paragraph
    comments: list[Comment]


@dataclass(frozen=True, slots=True)
class DraftPart:
    """One text of the draft. `earlier` are comments on paragraphs that have been changed or taken away since."""

    part: Part
    version: int
    paragraphs: list[DraftParagraph]
    earlier: list[Comment]


@dataclass(frozen=True, slots=True)
class Draft:
    """The texts that are written, in the order of the report; it tells no scores."""

    evaluation: Evaluation
    framework: Framework
    parts: list[DraftPart]
    count: int
    open: int
    may_comment: bool
    may_answer: bool


@dataclass(frozen=True, slots=True)
class CommentProposal:
    """What a person says about a paragraph, by its key in the version of the text they read."""

    part: str
    version: int
    paragraph: str
    text: str


@dataclass(frozen=True, slots=True)
class AnswerProposal:
    """What was done about a comment. `seen` is when the answer they saw was given, None when there was none."""

    comment_id: int
    outcome: Outcome | None
    text: str
    seen: datetime | None = None


@dataclass(frozen=True, slots=True)
class AnswerConflict:
    """Somebody answered first. Nothing was written."""

    current: Comment


def draft(at: Installation, session: Session, actor: Actor | None, evaluation_id: int, locale: str) -> Draft:
    """The draft with its comments; NotFound for strangers, NotPossibleNow for the contact at other times."""
    evaluation = evaluation_for(session, actor, Permission.DRAFT_READ, evaluation_id)
    framework = framework_of(at, evaluation, locale)
    made = comments.comments_of(session, evaluation_id)
    written = texts.texts_of(session, evaluation_id)
    shown = []
    for part in parts(framework):
        here = [one for one in made if one.part == part.id]
        saved = written.get(part.id)
        if here or (saved and saved.text):
            shown.append(_part(part, saved.version if saved else 0, saved.text if saved else "", here))
    return Draft(
        evaluation=evaluation,
        framework=framework,
        parts=shown,
        count=len(made),
        open=sum(one.is_open for one in made),
        may_comment=may(session, actor, Permission.COMMENT, evaluation),
        may_answer=may(session, actor, Permission.COMMENT_ANSWER, evaluation),
    )


def _part(part: Part, version: int, text: str, made: list[Comment]) -> DraftPart:
    paragraphs = prose.paragraphs(text)
    keys = {paragraph.key for paragraph in paragraphs}
    return DraftPart(
        part=part,
        version=version,
        paragraphs=[
            DraftParagraph(paragraph, [one for one in made if one.paragraph == paragraph.key])
            for paragraph in paragraphs
        ],
        earlier=[one for one in made if one.paragraph not in keys],
    )


def open_comments(session: Session, evaluation_id: int) -> int:
    """How many comments on the draft nobody has answered; a delivery waits for them."""
    return comments.open_count(session, evaluation_id)


def comment(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, proposal: CommentProposal
) -> int:
    """Comment on a paragraph, also when it has been changed since the person read it; the comment's id.

    The same comment sent twice counts once. Invalid lists every problem; NotFound for a paragraph that never was.
    """
    evaluation_for(session, actor, Permission.COMMENT, evaluation_id)
    actor = require(actor, Permission.COMMENT)
    quote = quoted(session, evaluation_id, proposal)
    text = cleaned(proposal.text)
    problems = text_problems(text, "text", COMMENT_LIMIT)
    if not text:
        problems.append(Problem("comment_missing", "text"))
    if problems:
        raise Invalid(tuple(problems))
    with transaction(session):
        evaluation_for(session, actor, Permission.COMMENT, evaluation_id)
        values = {"part": proposal.part, "paragraph": proposal.paragraph, "quote": quote, "text": text}
        before = comments.same(session, evaluation_id, proposal.part, proposal.paragraph, text, actor.id)
        if before is not None:
            return before
        comment_id = comments.add(session, evaluation_id, **values, account_id=actor.id, at=at.clock())
        _record(at, session, actor, evaluation_id, ("comment", {"id": comment_id, **values}))
    return comment_id


def quoted(session: Session, evaluation_id: int, proposal: CommentProposal) -> str:
    """The paragraph as it read in that version, without marks; NotFound when it never was."""
    for version in texts.versions_of(session, evaluation_id, proposal.part):
        if version.version == proposal.version:
            for paragraph in prose.paragraphs(version.text):
                if paragraph.key == proposal.paragraph:
                    return prose.plain(paragraph.text)
    raise NotFound


def answer(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, proposal: AnswerProposal
) -> AnswerConflict | None:
    """Answer a comment: the text was changed, or kept and why. None when it was saved.

    Invalid lists every problem; NotFound for a comment on another evaluation.
    """
    evaluation_for(session, actor, Permission.COMMENT_ANSWER, evaluation_id)
    actor = require(actor, Permission.COMMENT_ANSWER)
    text, outcome = cleaned(proposal.text), proposal.outcome
    problems = text_problems(text, "answer", COMMENT_LIMIT)
    if outcome is None:
        problems.append(Problem("outcome_missing", "outcome"))
    if outcome is Outcome.KEPT and not text:
        problems.append(Problem("kept_without_reason", "answer"))
    with transaction(session):
        evaluation_for(session, actor, Permission.COMMENT_ANSWER, evaluation_id)
        found = comments.comment(session, evaluation_id, proposal.comment_id)
        if found is None:
            raise NotFound
        if outcome is None or problems:
            raise Invalid(tuple(problems))
        if found.reply and (found.reply.outcome, found.reply.text) == (outcome, text):
            return None
        written = comments.answer(
            session,
            found.id,
            outcome=outcome,
            text=text,
            seen=proposal.seen,
            account_id=actor.id,
            at=at.clock(),
        )
        if not written:
            return AnswerConflict(found)
        after = {"id": found.id, "outcome": outcome.value, "text": text}
        _record(at, session, actor, evaluation_id, ("answer_comment", after))
    return None


def _record(
    at: Installation, session: Session, actor: Actor, evaluation_id: int, done: tuple[str, dict[str, int | str]]
) -> None:
    action, after = done
    journal.record(session, action, account_id=actor.id, at=at.clock(), evaluation_id=evaluation_id, after=after)
