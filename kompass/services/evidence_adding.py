"""Adding evidence: a web address, an interview, a document; also as the newer version of another."""

from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy.orm import Session

from kompass.domain import media
from kompass.domain.completeness import cleaned
from kompass.domain.errors import Invalid, NotFound, NotPossibleNow, Problem
from kompass.domain.evaluation import Evaluation
from kompass.domain.evidence import (
    LONGEST_LINE,
    Evidence,
    EvidenceKind,
    Link,
    StoredFile,
    address_problems,
    line_problems,
    seen_problems,
)
from kompass.domain.framework import Framework
from kompass.domain.permissions import Actor, Permission
from kompass.services.access import evaluation_for, may, require
from kompass.services.evaluations import area_of, framework_of
from kompass.services.evidence import rights_of, visible
from kompass.services.evidence_files import folder
from kompass.services.images import cleaned_image
from kompass.services.installation import Installation
from kompass.storage import evidence, files, journal
from kompass.storage.database import transaction
from kompass.storage.evidence import InterviewSource, NewEvidence

# The limit is on what is sent; a picture drawn anew may take somewhat more room than it did.
LARGEST_IMAGE = 2 * media.LARGEST_FILE


@dataclass(frozen=True, slots=True)
class About:
    """What a person says of the evidence they add.

    An empty title becomes the name of the file, the address or the interview. `criterion_id` links it at once, and
    `replaces_id` is the older version it stands in for, whose links it takes over.
    """

    title: str = ""
    has_personal_data: bool = False
    criterion_id: str = ""
    passage: str = ""
    replaces_id: int | None = None


@dataclass(frozen=True, slots=True)
class Adding:
    """What the page for adding shows: the version that is replaced, the interviews that are not evidence yet."""

    evaluation: Evaluation
    framework: Framework
    replaced: Evidence | None
    interviews: list[InterviewSource]
    may_read_interviews: bool


def place(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, locale: str, about: About
) -> Adding:
    """Where evidence is to be added; NotFound for an unknown process or version, NotPossibleNow for an old one."""
    evaluation, actor, about = _adding(at, session, actor, evaluation_id, about)
    may_read = may(session, actor, Permission.INTERVIEW_READ, evaluation)
    registered = _registered(session, evaluation_id)
    interviews = evidence.interviews_of(session, evaluation_id) if may_read else []
    return Adding(
        evaluation=evaluation,
        framework=framework_of(at, evaluation, locale),
        replaced=_replaced(session, actor, evaluation, about.replaces_id),
        interviews=[one for one in interviews if one.id not in registered],
        may_read_interviews=may_read,
    )


@dataclass(frozen=True, slots=True)
class Address:
    """A web address and the day it was seen; None when the day could not be read."""

    address: str
    seen_on: date | None
    about: About = field(default_factory=About)


def add_address(at: Installation, session: Session, actor: Actor | None, evaluation_id: int, new: Address) -> int:
    """Add a web address; the id. It is never looked up. Invalid lists what is wrong with it."""
    evaluation, actor, about = _adding(at, session, actor, evaluation_id, new.about)
    address = cleaned(new.address)
    problems = address_problems(address, "address")
    if new.seen_on is None:
        problems.append(Problem("seen_on_missing", "seen_on"))
    else:
        problems += seen_problems(new.seen_on, at.clock().date(), "seen_on")
    _refuse(problems + _about_problems(about))
    row = NewEvidence(
        evaluation.id, EvidenceKind.WEB, about.title or address[:LONGEST_LINE], address, seen_on=new.seen_on
    )
    with transaction(session):
        return _add(at, session, actor, row, about)


def add_interview(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, interview_id: int, about: About
) -> int:
    """Register an interview as evidence; the id.

    Invalid when there is no such interview in this evaluation, or it is registered already.
    """
    evaluation, actor, about = _adding(at, session, actor, evaluation_id, about)
    evaluation_for(session, actor, Permission.INTERVIEW_READ, evaluation_id)
    _refuse(_about_problems(about))
    with transaction(session):
        found = next(
            (one for one in evidence.interviews_of(session, evaluation_id) if one.id == interview_id), None
        )
        if found is None:
            raise Invalid((Problem("interview_missing", "interview"),))
        if interview_id in _registered(session, evaluation_id):
            raise Invalid((Problem("interview_registered", "interview"),))
        title = about.title or ", ".join(part for part in (found.role, found.group) if part)[:LONGEST_LINE]
        row = NewEvidence(
            evaluation.id, EvidenceKind.INTERVIEW, title, seen_on=found.held_on, interview_id=interview_id
        )
        return _add(at, session, actor, row, about)


def _registered(session: Session, evaluation_id: int) -> set[int | None]:
    return {one.interview_id for one in evidence.evidence_of(session, evaluation_id) if one.is_current}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it is sent. The name may be anything; so may the content."""

    file_name: str
    source: files.Readable
    about: About = field(default_factory=About)


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A file that was added: the id of the evidence, and what is known of the file."""

    evidence_id: int
    media: media.Media


def upload(at: Installation, session: Session, actor: Actor | None, evaluation_id: int, sent: Upload) -> Uploaded:
    """Add a document. The file is on disk before the row that names it.

    Invalid when the file is too large, is not what it is called or is not of a kind that is taken, is here
    already, or there is no more room in this evaluation; StorageFull when there is none on the disk.
    """
    _, actor, about = _adding(at, session, actor, evaluation_id, sent.about)
    _refuse(_about_problems(about))
    content, found = _recognised(sent)
    _refuse_more(session, evaluation_id, len(content))
    kept = files.keep(folder(at), content, LARGEST_IMAGE)
    name = media.shown_name(sent.file_name)
    file = StoredFile(kept.digest, name, found.kind.code, kept.size, found.has_active_content)
    row = NewEvidence(evaluation_id, EvidenceKind.DOCUMENT, about.title or name, file=file)
    with transaction(session):
        _refuse_same(session, actor, evaluation_id, kept.digest)
        _refuse_more(session, evaluation_id, kept.size)
        return Uploaded(_add(at, session, actor, row, about), found)


def _recognised(sent: Upload) -> tuple[bytes, media.Media]:
    """The content to keep, and what it is. Only a little more than what is allowed is read."""
    if not sent.file_name:
        raise Invalid((Problem("file_missing", media.SUBJECT),))
    content = sent.source.read(media.LARGEST_FILE + 1)
    found = media.recognise(sent.file_name, content)
    if isinstance(found, Problem):
        raise Invalid((found,))
    return (cleaned_image(content, found) if found.kind.is_image else content), found


def _refuse_more(session: Session, evaluation_id: int, size: int) -> None:
    kept = evidence.bytes_kept(session, evaluation_id)
    if kept + size > media.LARGEST_EVALUATION:
        values = {"size": size, "kept": kept, "most": media.LARGEST_EVALUATION}
        raise Invalid(
            (Problem("evaluation_full", media.SUBJECT, tuple((key, str(value)) for key, value in values.items())),)
        )


def _refuse_same(session: Session, actor: Actor, evaluation_id: int, digest: str) -> None:
    evaluation = evaluation_for(session, actor, Permission.EVIDENCE_READ, evaluation_id)
    for here in visible(session, evaluation, rights_of(session, actor, evaluation)):
        if here.is_current and here.file and here.file.digest == digest:
            values = (("title", here.title), ("id", str(here.id)))
            raise Invalid((Problem("file_exists", media.SUBJECT, values),))


def _adding(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, about: About
) -> tuple[Evaluation, Actor, About]:
    """The evaluation, the actor, and what was said with its texts in normal form, when evidence may be added."""
    evaluation = evaluation_for(session, actor, Permission.EVIDENCE_ADD, evaluation_id)
    actor = require(actor, Permission.EVIDENCE_ADD)
    if about.criterion_id:
        evaluation_for(session, actor, Permission.EVIDENCE_LINK, evaluation_id)
        area_of(framework_of(at, evaluation, "nb"), about.criterion_id)
    return evaluation, actor, replace(about, title=_line(about.title), passage=_line(about.passage))


def _add(at: Installation, session: Session, actor: Actor, new: NewEvidence, about: About) -> int:
    """Write the row and its links within the caller's transaction; the id."""
    new = replace(new, has_personal_data=about.has_personal_data, replaces_id=about.replaces_id)
    evaluation = evaluation_for(session, actor, Permission.EVIDENCE_ADD, new.evaluation_id)
    old = _replaced(session, actor, evaluation, about.replaces_id)
    if old and old.kind is not new.kind:
        raise NotFound
    evidence_id = evidence.add(session, new, account_id=actor.id, at=at.clock())
    if old:
        evidence.carry_links(session, old.id, evidence_id)
    if about.criterion_id:
        link = Link(evidence_id, about.criterion_id, about.passage)
        evidence.link(session, link, account_id=actor.id, at=at.clock())
    after = {"evidence": evidence_id, "kind": new.kind, "title": new.title, "replaces": new.replaces_id}
    file = {"file": new.file.digest, "size": new.file.size} if new.file else {}
    journal.record(
        session,
        "evidence_add",
        account_id=actor.id,
        at=at.clock(),
        evaluation_id=new.evaluation_id,
        criterion_id=about.criterion_id or None,
        after=after | file,
    )
    return evidence_id


def _replaced(session: Session, actor: Actor, evaluation: Evaluation, evidence_id: int | None) -> Evidence | None:
    """The version to be replaced, None when there is none.

    NotFound when the person may not see it, NotPossibleNow when it has been replaced or taken away.
    """
    if evidence_id is None:
        return None
    found = visible(session, evaluation, rights_of(session, actor, evaluation))
    old = next((one for one in found if one.id == evidence_id), None)
    if old is None:
        raise NotFound
    if not old.is_current:
        raise NotPossibleNow("evidence_not_current")
    return old


def _line(text: str) -> str:
    """A text that is shown on one line."""
    return " ".join(cleaned(text).split())


def _about_problems(about: About) -> list[Problem]:
    return line_problems(about.title, "title") + line_problems(about.passage, "passage")


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise Invalid(tuple(problems))
