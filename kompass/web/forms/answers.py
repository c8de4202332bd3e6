"""The form of one criterion: it parses what was sent into a proposal. Judging is the domain's work."""

from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField

from kompass.domain.answers import Answer, Level, NotApplicable
from kompass.domain.errors import Invalid, Problem
from kompass.services.answers import Proposal

NOT_APPLICABLE = "na"


class AnswerForm(FlaskForm):
    """Level, reason and note as they came, the version the person saw, and the client's key for the save."""

    level = StringField()
    reason = TextAreaField()
    note = TextAreaField()
    version = StringField()
    op = StringField()

    def proposal(self, criterion_id: str, basis: str = "") -> Proposal:
        """What the person wants saved, on this basis; Invalid when it cannot even be read."""
        problems = []
        version = self.version.data or ""
        if not version.isascii() or not version.isdigit() or len(version) > 9:
            problems.append(Problem("version_missing", "level"))
        answer: Answer | None = None
        try:
            answer = as_answer(self.level.data or "", self.reason.data or "")
        except ValueError:
            problems.append(Problem("level_not_a_number", "level"))
        if problems:
            raise Invalid(tuple(problems))
        return Proposal(criterion_id, answer, self.note.data or "", int(version), (self.op.data or "")[:36], basis)


def as_answer(level: str, reason: str) -> Answer | None:
    """An answer from what stands in the form; ValueError when the level is no number."""
    if level == NOT_APPLICABLE:
        return NotApplicable(reason)
    return Level(int(level)) if level else None


def as_level(answer: Answer | None) -> tuple[str, str]:
    """Level and reason as the form shows them: ("3", ""), ("na", "…") or ("", "")."""
    if isinstance(answer, Level):
        return str(answer.value), ""
    return ("", "") if answer is None else (NOT_APPLICABLE, answer.reason)
