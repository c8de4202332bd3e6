"""What is written that the fonts of the report cannot print: told when it is saved, not at the press."""

from sqlalchemy.orm import Session

from kompass.domain.answers import Answers, NotApplicable
from kompass.domain.errors import Problem
from kompass.reporting.characters import unprintable
from kompass.services.installation import Installation
from kompass.services.texts import written
from kompass.storage.gold_stars import stars_of

FONTS = "fonts"
MOST_NAMED = 5


def signs(at: Installation, text: str) -> str:
    """The characters of a text that cannot be printed, with their numbers; "" when all can.

    At most five, with how many more there are.
    """
    try:
        found = unprintable(text, at.report_folder / FONTS)
    except OSError:
        # Without its fonts no report is made, and says so itself. What is written can be saved all the same.
        return ""
    named = ", ".join(map(_named, found[:MOST_NAMED]))
    return f"{named} + {len(found) - MOST_NAMED}" if len(found) > MOST_NAMED else named


def problems(at: Installation, text: str, subject: str) -> list[Problem]:
    """That a text cannot be printed as it is; empty when it can."""
    found = signs(at, text)
    return [Problem("unprintable", subject, (("signs", found),))] if found else []


def in_draft(at: Installation, session: Session, evaluation_id: int, answers: Answers) -> list[Problem]:
    """Where something that goes to paper cannot be printed.

    The subject of each is the part, the process of a gold star, or the process that is said not to be applicable.
    """
    said = written(session, evaluation_id)
    stars = {one.criterion_id: f"{one.title}\n{one.description}" for one in stars_of(session, evaluation_id)}
    found = [
        Problem("unprintable_in_draft", subject, (("signs", lacking),))
        for subject, text in (said | stars).items()
        if (lacking := signs(at, text))
    ]
    return found + [
        Problem("unprintable_in_reason", criterion_id, (("signs", lacking),))
        for criterion_id, answer in answers.items()
        if isinstance(answer, NotApplicable) and (lacking := signs(at, answer.reason))
    ]


def _named(character: str) -> str:
    """The character and its number; the number alone for one that shows nothing."""
    point = f"U+{ord(character):04X}"
    return f"{character} ({point})" if character.isprintable() else point
