"""What is wrong with an answer, and what is missing before an evaluation can be handed in.

The one place that judges: form, import and command line all ask here.
"""

import unicodedata

from kompass.domain.answers import Answer, Answers, Level, NotApplicable
from kompass.domain.errors import Problem
from kompass.domain.framework import Framework

NOTE_LIMIT = 20_000
REASON_LIMIT = 2_000

# Characters that reorder or hide the text around them: bidi embeddings, overrides and isolates.
BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
ALLOWED_CONTROLS = frozenset("\n\t")


def cleaned(text: str) -> str:
    """Text as it is stored: composed (NFC), one kind of line break, no blanks at the ends."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def text_problems(text: str, field: str, limit: int) -> list[Problem]:
    """Why a cleaned text cannot be kept: too long, a control character or a bidi control."""
    problems = []
    if len(text) > limit:
        problems.append(Problem("text_too_long", field, (("length", str(len(text))), ("limit", str(limit)))))
    if any(_is_control(character) for character in text):
        problems.append(Problem("control_character", field))
    if any(character in BIDI_CONTROLS for character in text):
        problems.append(Problem("bidi_control", field))
    return problems


def _is_control(character: str) -> bool:
    # Cs: a lone surrogate cannot be encoded, and would break the database or the PDF later.
    return unicodedata.category(character) in ("Cc", "Cs") and character not in ALLOWED_CONTROLS


def answer_problems(framework: Framework, criterion_id: str, answer: Answer | None, note: str) -> list[Problem]:
    """Why an answer cannot be saved; empty when it can. A draft may lack an answer, never make no sense."""
    criterion = framework.criteria.get(criterion_id)
    if criterion is None:
        return [Problem("unknown_criterion", "level", (("id", criterion_id),))]
    problems = text_problems(note, "note", NOTE_LIMIT)
    if isinstance(answer, Level) and criterion.scale.step(answer.value) is None:
        highest = criterion.scale.steps[-1].value
        values = (("level", str(answer.value)), ("highest", str(highest)))
        problems.append(Problem("level_off_scale", "level", values))
    if isinstance(answer, NotApplicable):
        if not answer.reason:
            problems.append(Problem("not_applicable_without_reason", "reason"))
        problems += text_problems(answer.reason, "reason", REASON_LIMIT)
    return problems


def missing(framework: Framework, answers: Answers) -> list[Problem]:
    """Every criterion without an answer, in reading order."""
    return [
        Problem("unanswered", criterion_id) for criterion_id in framework.criteria if criterion_id not in answers
    ]
