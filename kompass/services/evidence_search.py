"""Searching what an evaluation rests on: evidence, passages, interview notes, the assessors' own notes.

Words are looked for as they are written, in lower case and without accents; there are no wildcards. Everything of
one evaluation is gone through each time: it is little, and nothing needs to be kept in step.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy.orm import Session

from kompass.domain.evaluation import Evaluation
from kompass.domain.evidence import Evidence
from kompass.domain.framework import Framework
from kompass.domain.permissions import Actor, Permission
from kompass.formats import search_key
from kompass.services.access import evaluation_for, may, require
from kompass.services.evaluations import framework_of
from kompass.services.evidence import Rights, rights_of, visible
from kompass.services.installation import Installation
from kompass.storage import evidence, sheets

LONGEST_QUERY = 200
MOST_HITS = 100
BEFORE, AFTER = 60, 120
PIECE = 500


class Place(StrEnum):
    """Where something was found."""

    EVIDENCE = "evidence"
    PASSAGE = "passage"
    INTERVIEW = "interview"
    OWN_NOTE = "own_note"
    AGREED_NOTE = "agreed_note"


@dataclass(frozen=True, slots=True)
class Hit:
    """A text that has every word. Numbers and ids are 0 and "" where the place has none.

    `excerpt` is some of the text around the first word; empty for an interview, whose notes are read where the
    reading of them is kept account of.
    """

    place: Place
    title: str
    excerpt: str = ""
    evidence_id: int = 0
    interview_id: int = 0
    criterion_id: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The hits, at most MOST_HITS of them, and how many there are in all."""

    evaluation: Evaluation
    framework: Framework
    hits: list[Hit]
    count: int
    rights: Rights


def search(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, locale: str, query: str
) -> Found:
    """Everything the person may read that has every word of the query; nothing for a query without words."""
    evaluation = evaluation_for(session, actor, Permission.EVIDENCE_READ, evaluation_id)
    actor = require(actor, Permission.EVIDENCE_READ)
    framework, rights = framework_of(at, evaluation, locale), rights_of(session, actor, evaluation)
    words = search_key(query[:LONGEST_QUERY]).split()
    found: list[Hit] = []
    if words:
        seen = [one for one in visible(session, evaluation, rights) if one.is_current]
        found += _in_evidence(session, evaluation, rights, seen, words)
        if may(session, actor, Permission.INTERVIEW_READ, evaluation):
            found += _in_interviews(session, evaluation, seen, words)
        if not rights.is_contact:
            found += _in_notes(session, evaluation, framework, actor, words)
    shown = [replace(hit, excerpt=excerpt(hit.excerpt, words)) for hit in found[:MOST_HITS]]
    return Found(evaluation, framework, shown, len(found), rights)


def _has(text: str, words: list[str]) -> bool:
    key = search_key(text)
    return all(word in key for word in words)


def _in_evidence(
    session: Session, evaluation: Evaluation, rights: Rights, seen: list[Evidence], words: list[str]
) -> Iterator[Hit]:
    found = {one.id: one for one in seen}
    for one in found.values():
        text = "\n".join(part for part in (one.title, one.address, one.file.name if one.file else "") if part)
        if _has(text, words):
            rest = "\n".join(part for part in text.split("\n")[1:] if part != one.title)
            yield Hit(Place.EVIDENCE, one.title, rest, evidence_id=one.id)
    if rights.is_contact:
        return
    for link in evidence.links_of(session, evaluation.id):
        if link.evidence_id in found and _has(link.passage, words):
            title = found[link.evidence_id].title
            yield Hit(Place.PASSAGE, title, link.passage, link.evidence_id, 0, link.criterion_id)


def _in_interviews(
    session: Session, evaluation: Evaluation, seen: list[Evidence], words: list[str]
) -> Iterator[Hit]:
    registered = {one.interview_id: one.id for one in seen}
    notes = evidence.interview_notes(session, evaluation.id)
    for one in evidence.interviews_of(session, evaluation.id):
        title = ", ".join(part for part in (one.role, one.group) if part)
        if _has(f"{title}\n{notes.get(one.id, '')}", words):
            yield Hit(Place.INTERVIEW, title, evidence_id=registered.get(one.id, 0), interview_id=one.id)


def _in_notes(
    session: Session, evaluation: Evaluation, framework: Framework, actor: Actor, words: list[str]
) -> Iterator[Hit]:
    """On the agreed sheet, when nobody scores alone any more, and on the person's own; never on another's.

    What stands on both is found on the agreed one. In reading order.
    """
    own = sheets.sheet_of(session, evaluation.id, actor.id)
    agreed = None if evaluation.is_alone else sheets.sheet_of(session, evaluation.id, None)
    texts = evidence.assessors_notes(session, [sheet_id for sheet_id in (own, agreed) if sheet_id])
    shared = {(criterion_id, text) for sheet_id, criterion_id, text in texts if sheet_id == agreed}
    order = {criterion_id: number for number, criterion_id in enumerate(framework.criteria)}
    for sheet_id, criterion_id, text in sorted(texts, key=lambda one: (order.get(one[1], 0), one[0] == own)):
        place = Place.AGREED_NOTE if sheet_id == agreed else Place.OWN_NOTE
        is_shared = place is Place.OWN_NOTE and (criterion_id, text) in shared
        if not is_shared and _has(text, words):
            yield Hit(place, "", text, criterion_id=criterion_id)


def excerpt(text: str, words: list[str]) -> str:
    """Some of the text around the first of the words in it, on one line, whole words, with … where it is cut."""
    text = " ".join(text.split())
    position = _position(text, words)
    start, end = max(0, position - BEFORE), min(len(text), position + AFTER)
    if start:
        start = text.find(" ", start - 1, position) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", position, end), position) if " " in text[position:end] else end
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")


def _position(text: str, words: list[str]) -> int:
    """Where one of the words first stands in the text; 0 when none does, as when they stand in a title."""
    for start in range(0, len(text), PIECE):
        # The pieces lap over, so that no word is cut in two.
        piece = text[start : start + PIECE + LONGEST_QUERY]
        key = search_key(piece)
        if any(word in key for word in words):
            return start + _position_in(piece, words)
    return 0


def _position_in(piece: str, words: list[str]) -> int:
    """The same in a short text, letter by letter: one letter may become none or two in what is searched."""
    key, starts = "", []
    for index, letter in enumerate(piece):
        folded = " " if letter.isspace() else search_key(letter)
        key += folded
        starts += [index] * len(folded)
    return min((starts[key.find(word)] for word in words if word in key), default=0)
