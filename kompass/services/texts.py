"""Writing the texts of a report: saving, putting an earlier version back, a draft of what the scoring found."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from kompass import formats, prose
from kompass.domain.completeness import cleaned
from kompass.domain.errors import Invalid, NotFound, Problem
from kompass.domain.evaluation import SEALED, Evaluation
from kompass.domain.findings import Kind, Ranked, improvements, standings, strengths
from kompass.domain.framework import Area, Framework
from kompass.domain.permissions import Actor, Permission
from kompass.domain.texts import (
    IMPROVEMENTS,
    NOT_WRITTEN,
    STRENGTHS,
    Part,
    SavedText,
    TextBlock,
    name_problems,
    part_of,
    parts,
)
from kompass.language import Language, language
from kompass.services.access import evaluation_for, may, require
from kompass.services.comparison import comparison_group
from kompass.services.evaluations import Scored, framework_of, scored
from kompass.services.installation import Installation
from kompass.storage import journal, text_blocks, texts
from kompass.storage.database import transaction
from kompass.storage.gold_stars import stars_of

MOST_FOUND = 5


@dataclass(frozen=True, slots=True)
class Texts:
    """Every text of a report; `saved` has an entry for every part."""

    evaluation: Evaluation
    framework: Framework
    parts: tuple[Part, ...]
    saved: Mapping[str, SavedText]
    may_write: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """What the scoring found in one area, ranked, and how much evidence each criterion rests on."""

    scored: Scored
    area: Area
    strengths: list[Ranked]
    improvements: list[Ranked]
    evidence: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Desk:
    """What is needed to write the texts of one area, or of the whole report when `findings` is None."""

    texts: Texts
    parts: tuple[Part, ...]
    findings: Findings | None
    blocks: list[TextBlock]


@dataclass(frozen=True, slots=True)
class Versions:
    """Every version one part has had, the newest first."""

    texts: Texts
    part: Part
    versions: list[SavedText]


@dataclass(frozen=True, slots=True)
class TextProposal:
    """What a person wants saved of one part, and the version they saw when they wrote it."""

    part: str
    text: str
    seen_version: int


@dataclass(frozen=True, slots=True)
class TextConflict:
    """Somebody saved another text first. Nothing was written; the reader chooses between both."""

    current: SavedText


def overview(at: Installation, session: Session, actor: Actor | None, evaluation_id: int, locale: str) -> Texts:
    """Every part with what is written; NotFound for those outside the team."""
    evaluation = evaluation_for(session, actor, Permission.TEXT_READ, evaluation_id)
    framework = framework_of(at, evaluation, locale)
    found, written = parts(framework), texts.texts_of(session, evaluation_id)
    return Texts(
        evaluation=evaluation,
        framework=framework,
        parts=found,
        saved={part.id: written.get(part.id, NOT_WRITTEN) for part in found},
        may_write=may(session, actor, Permission.TEXT_WRITE, evaluation),
    )


def desk(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, area_id: str, locale: str
) -> Desk:
    """The texts of one area and what the scoring found there; those of the whole report when `area_id` is "".

    NotFound for an unknown area.
    """
    found = overview(at, session, actor, evaluation_id, locale)
    here = tuple(part for part in found.parts if (part.area.id if part.area else "") == area_id)
    if not here:
        raise NotFound
    area = here[0].area
    return Desk(
        texts=found,
        parts=here,
        findings=findings(at, session, actor, evaluation_id, area, locale) if area else None,
        blocks=text_blocks.text_blocks(session),
    )


def findings(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, area: Area, locale: str
) -> Findings:
    """The strengths and improvement areas among the processes of an area, by the rules of docs/scoring.md."""
    found = scored(at, session, actor, evaluation_id, locale)
    group = comparison_group(session, actor, found, language(locale).gettext("Andre kommuner"))
    ids = {criterion.id for criterion in area.criteria}
    here = [one for one in standings(found.result, Kind.CRITERION, group) if one.id in ids]
    return Findings(
        scored=found,
        area=area,
        strengths=strengths(here, MOST_FOUND),
        improvements=improvements(here, MOST_FOUND),
        evidence=texts.evidence_counts(session, evaluation_id),
    )


def draft(found: Findings, kind: str, words: Language) -> str:
    """A text to begin with, out of the findings; "" when there are none. It tells no points and no levels."""
    framework = found.scored.framework
    if kind in (STRENGTHS, IMPROVEMENTS):
        ranked = found.strengths if kind == STRENGTHS else found.improvements
        return "\n".join(_item(framework, one, advised=kind == IMPROVEMENTS) for one in ranked)
    sentences = [
        (words.gettext("Kommunen er kommet lengst med %(titles)s."), found.strengths),
        (words.gettext("Det er mest å hente på %(titles)s."), found.improvements),
    ]
    return "\n\n".join(text % {"titles": _titles(ranked, words)} for text, ranked in sentences if ranked)


def _item(framework: Framework, ranked: Ranked, *, advised: bool) -> str:
    standing = ranked.standing
    criterion = framework.criteria[standing.id]
    values = [step.value for step in criterion.scale.steps]
    text = criterion.levels[values.index(standing.level)] if standing.level in values else ""
    said = [f"- **{framework.numbers[standing.id]} {standing.title}.**", text, criterion.advice if advised else ""]
    return " ".join(" ".join(said).split())


def _titles(ranked: list[Ranked], words: Language) -> str:
    quoted = [words.gettext("«%(title)s»") % {"title": one.standing.title} for one in ranked]
    return formats.listing(quoted, words.locale)


def save(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, proposal: TextProposal
) -> int | TextConflict:
    """Save a text, unless somebody saved another since the person saw it; the version it has now.

    Equal content is no conflict, and neither is a text the person left as they saw it. Invalid lists every problem;
    NotFound for a part that is not on the list.
    """
    evaluation = evaluation_for(session, actor, Permission.TEXT_WRITE, evaluation_id)
    actor = require(actor, Permission.TEXT_WRITE)
    if part_of(framework_of(at, evaluation, "nb"), proposal.part) is None:
        raise NotFound
    text = cleaned(proposal.text)
    names = texts.interviewees_of(session, evaluation_id)
    problems = [*prose.problems(text, proposal.part), *name_problems(text, proposal.part, names)]
    if problems:
        raise Invalid(tuple(problems))
    with transaction(session):
        # Asked again under the lock: a text must not slip in behind a delivery.
        evaluation_for(session, actor, Permission.TEXT_WRITE, evaluation_id)
        stored = texts.text_of(session, evaluation_id, proposal.part) or NOT_WRITTEN
        if text in (stored.text, _text_at(session, evaluation_id, proposal)):
            return stored.version
        now = at.clock()
        if stored.version != proposal.seen_version or not texts.write(
            session,
            evaluation_id,
            proposal.part,
            text=text,
            version=stored.version,
            account_id=actor.id,
            at=now,
        ):
            return TextConflict(stored)
        journal.record(
            session,
            texts.ACTION,
            account_id=actor.id,
            at=now,
            evaluation_id=evaluation_id,
            before={"part": proposal.part, "version": stored.version},
            after={"part": proposal.part, "version": stored.version + 1, "text": text},
        )
    return stored.version + 1


def _text_at(session: Session, evaluation_id: int, proposal: TextProposal) -> str | None:
    """The text as the person saw it; None when there never was such a version."""
    seen = [NOT_WRITTEN, *texts.versions_of(session, evaluation_id, proposal.part)]
    return next((one.text for one in seen if one.version == proposal.seen_version), None)


def versions(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, part_id: str, locale: str
) -> Versions:
    """Every version of one part; NotFound for a part that is not on the list."""
    found = overview(at, session, actor, evaluation_id, locale)
    part = part_of(found.framework, part_id)
    if part is None:
        raise NotFound
    return Versions(found, part, texts.versions_of(session, evaluation_id, part_id))


@dataclass(frozen=True, slots=True)
class Restoration:
    """An earlier version a person wants back, and the version they saw when they chose."""

    part: str
    version: int
    seen_version: int


def restore(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, wish: Restoration
) -> int | TextConflict:
    """Put an earlier version back as a new one, so that nothing is lost; the version it has now."""
    evaluation_for(session, actor, Permission.TEXT_WRITE, evaluation_id)
    earlier = texts.versions_of(session, evaluation_id, wish.part)
    text = next((one.text for one in earlier if one.version == wish.version), None)
    if text is None:
        raise NotFound
    return save(at, session, actor, evaluation_id, TextProposal(wish.part, text, wish.seen_version))


def written(session: Session, evaluation_id: int) -> dict[str, str]:
    """Everything that is written, by part, for the report and for the seal."""
    found = texts.texts_of(session, evaluation_id)
    return {part: found[part].text for part in sorted(found) if found[part].text}


def printed(session: Session, actor: Actor | None, evaluation: Evaluation) -> dict[str, str]:
    """What is printed in the actor's report: until delivery only those who write it read it."""
    shown = evaluation.status in SEALED or may(session, actor, Permission.TEXT_READ, evaluation)
    return written(session, evaluation.id) if shown else {}


def named(session: Session, evaluation_id: int) -> list[Problem]:
    """Where somebody interviewed is named after all: their name was added when the text had been written.

    The subject of each is the part, or the process of a gold star.
    """
    names = texts.interviewees_of(session, evaluation_id)
    if not names:
        return []
    said = written(session, evaluation_id)
    said |= {one.criterion_id: f"{one.title}\n{one.description}" for one in stars_of(session, evaluation_id)}
    return [
        Problem("interviewee_in_draft", subject, problem.values)
        for subject, text in said.items()
        for problem in name_problems(text, subject, names)
    ]
