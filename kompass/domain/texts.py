"""The texts of a report: which there are, what is kept of each, and what may not stand in them."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from kompass.domain.errors import Problem
from kompass.domain.framework import Area, Framework

FOREWORD, HEADLINES, METHOD, CLOSING = "foreword", "headlines", "method", "closing"
WHOLE = (FOREWORD, HEADLINES, METHOD, CLOSING)
SUMMARY, STRENGTHS, IMPROVEMENTS = "summary", "strengths", "improvements"
OF_AREA = (SUMMARY, STRENGTHS, IMPROVEMENTS)

TITLE_LIMIT = 200
STAR_LIMIT = 5_000
COMMENT_LIMIT = 5_000


@dataclass(frozen=True, slots=True)
class Part:
    """One text of the report. `area` is None for what is about the whole; `kind` is foreword, summary and so on."""

    id: str
    kind: str
    area: Area | None


@dataclass(frozen=True, slots=True)
class SavedText:
    """A text as it is stored; `version` is 0 when it has never been written."""

    text: str
    version: int
    saved_at: datetime | None
    saved_by: str


NOT_WRITTEN = SavedText(text="", version=0, saved_at=None, saved_by="")


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A text the firm uses again; `id` is 0 before it is stored."""

    id: int
    title: str
    text: str
    version: int
    saved_at: datetime
    saved_by: str


@dataclass(frozen=True, slots=True)
class GoldStar:
    """A single practice worth learning from, at one criterion of one evaluation."""

    id: int
    evaluation_id: int
    criterion_id: str
    title: str
    description: str
    version: int
    saved_at: datetime
    saved_by: str


def parts(framework: Framework) -> tuple[Part, ...]:
    """The closed list of texts, in the order they stand in the report."""
    of_areas = [Part(f"{area.id}/{kind}", kind, area) for area in framework.areas for kind in OF_AREA]
    return (
        Part(FOREWORD, FOREWORD, None),
        Part(HEADLINES, HEADLINES, None),
        Part(METHOD, METHOD, None),
        *of_areas,
        Part(CLOSING, CLOSING, None),
    )


def part_of(framework: Framework, part_id: str) -> Part | None:
    """The part with this id; None when it is not on the list."""
    return next((part for part in parts(framework) if part.id == part_id), None)


def name_problems(text: str, field: str, names: Iterable[str]) -> list[Problem]:
    """That somebody who was interviewed is named in a text that others will read."""
    return [Problem("interviewee_named", field, (("name", name),)) for name in names if is_named(text, name)]


def is_named(text: str, name: str) -> bool:
    """Whether the whole name stands in the text, upper or lower case; a single word is too common to count."""
    words = _folded(name).split()
    if len(words) < 2:
        return False
    pattern = r"(?<!\w)" + r"\s+".join(re.escape(word) for word in words) + r"(?!\w)"
    return re.search(pattern, _folded(text)) is not None


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
