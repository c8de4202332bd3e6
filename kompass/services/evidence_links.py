"""Linking evidence to processes, and taking evidence away and putting it back."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy.orm import Session

from kompass.domain.completeness import cleaned
from kompass.domain.errors import Invalid, NotAllowed, NotFound, NotPossibleNow, Problem
from kompass.domain.evidence import Evidence, Link, line_problems
from kompass.domain.permissions import Actor, Permission
from kompass.services.access import evaluation_for, require
from kompass.services.evaluations import framework_of
from kompass.services.evidence import rights_of, visible
from kompass.services.installation import Installation
from kompass.storage import evidence, journal
from kompass.storage.database import transaction


def link(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, links: Iterable[Link]
) -> None:
    """Link evidence to processes, all or none.

    One that is linked already gets the new passage, and keeps the one it has when the new is empty. Invalid when
    nothing is chosen or a passage will not do, NotFound for an unknown process or evidence, NotPossibleNow when the
    evidence has been taken away or replaced.
    """
    evaluation = evaluation_for(session, actor, Permission.EVIDENCE_LINK, evaluation_id)
    actor = require(actor, Permission.EVIDENCE_LINK)
    framework = framework_of(at, evaluation, "nb")
    wanted = [replace(one, passage=" ".join(cleaned(one.passage).split())) for one in links]
    problems = [
        problem for passage in {one.passage for one in wanted} for problem in line_problems(passage, "passage")
    ]
    if not wanted:
        problems = [Problem("link_missing", "links")]
    if problems:
        raise Invalid(tuple(problems))
    if any(one.criterion_id not in framework.criteria for one in wanted):
        raise NotFound
    with transaction(session):
        before = {(one.evidence_id, one.criterion_id): one for one in evidence.links_of(session, evaluation_id)}
        for one in wanted:
            found = _found(session, actor, Permission.EVIDENCE_LINK, evaluation_id, one.evidence_id)
            if not found.is_current:
                raise NotPossibleNow("evidence_not_current")
            old = before.get((one.evidence_id, one.criterion_id))
            if old is None or one.passage not in ("", old.passage):
                evidence.link(session, one, account_id=actor.id, at=at.clock())
                _record(at, session, actor, evaluation_id, "evidence_link", one)


def unlink(at: Installation, session: Session, actor: Actor | None, evaluation_id: int, gone: Link) -> None:
    """Take a link away, whatever its passage; one that is gone already is no fault."""
    evaluation_for(session, actor, Permission.EVIDENCE_LINK, evaluation_id)
    actor = require(actor, Permission.EVIDENCE_LINK)
    with transaction(session):
        _found(session, actor, Permission.EVIDENCE_LINK, evaluation_id, gone.evidence_id)
        for one in evidence.links_of(session, evaluation_id):
            if (one.evidence_id, one.criterion_id) == (gone.evidence_id, gone.criterion_id):
                evidence.unlink(session, one.evidence_id, one.criterion_id)
                _record(at, session, actor, evaluation_id, "evidence_unlink", one)


def remove(at: Installation, session: Session, actor: Actor | None, evaluation_id: int, evidence_id: int) -> None:
    """Take evidence away: it is marked, never deleted.

    Invalid names every process it is still linked to; NotAllowed when it is for somebody else to take away.
    """
    evaluation = evaluation_for(session, actor, Permission.EVIDENCE_REMOVE, evaluation_id)
    actor = require(actor, Permission.EVIDENCE_REMOVE)
    framework = framework_of(at, evaluation, "nb")
    with transaction(session):
        found = _removable(session, actor, evaluation_id, evidence_id)
        linked = {
            one.criterion_id for one in evidence.links_of(session, evaluation_id) if one.evidence_id == found.id
        }
        problems = [
            Problem("evidence_linked", criterion_id)
            for criterion_id in framework.criteria
            if criterion_id in linked
        ]
        if problems:
            raise Invalid(tuple(problems))
        if found.removed_at is None:
            evidence.mark_removed(session, found.id, account_id=actor.id, at=at.clock())
            _record(at, session, actor, evaluation_id, "evidence_remove", Link(found.id, "", ""))


def restore(at: Installation, session: Session, actor: Actor | None, evaluation_id: int, evidence_id: int) -> None:
    """Put back what was taken away. It takes over the links its older version has got meanwhile.

    Invalid when the same file has been added again since; NotAllowed when it is somebody else's.
    """
    evaluation_for(session, actor, Permission.EVIDENCE_REMOVE, evaluation_id)
    actor = require(actor, Permission.EVIDENCE_REMOVE)
    with transaction(session):
        found = _removable(session, actor, evaluation_id, evidence_id)
        if found.removed_at is None:
            return
        same = found.file and _same_file(session, found)
        if same:
            raise Invalid((Problem("file_exists", "", (("title", same.title), ("id", str(same.id)))),))
        evidence.mark_removed(session, found.id, account_id=None, at=None)
        if found.replaces_id is not None:
            evidence.carry_links(session, found.replaces_id, found.id)
        _record(at, session, actor, evaluation_id, "evidence_restore", Link(found.id, "", ""))


def _same_file(session: Session, found: Evidence) -> Evidence | None:
    digest = found.file.digest if found.file else ""
    others = [one for one in evidence.evidence_of(session, found.evaluation_id) if one.is_current and one.file]
    return next((one for one in others if one.file and one.file.digest == digest), None)


def _found(
    session: Session, actor: Actor, permission: Permission, evaluation_id: int, evidence_id: int
) -> Evidence:
    """The evidence, if the person may see it; NotFound otherwise. Asked again here, where nobody else writes."""
    evaluation = evaluation_for(session, actor, permission, evaluation_id)
    found = visible(session, evaluation, rights_of(session, actor, evaluation))
    one = next((one for one in found if one.id == evidence_id), None)
    if one is None:
        raise NotFound
    return one


def _removable(session: Session, actor: Actor, evaluation_id: int, evidence_id: int) -> Evidence:
    """The evidence, if the person may take it away: their own, or any for one who leads."""
    one = _found(session, actor, Permission.EVIDENCE_REMOVE, evaluation_id, evidence_id)
    evaluation = evaluation_for(session, actor, Permission.EVIDENCE_REMOVE, evaluation_id)
    if not rights_of(session, actor, evaluation).removes(one):
        raise NotAllowed("evidence_of_another", name=one.added_by)
    return one


def _record(at: Installation, session: Session, actor: Actor, evaluation_id: int, action: str, one: Link) -> None:
    journal.record(
        session,
        action,
        account_id=actor.id,
        at=at.clock(),
        evaluation_id=evaluation_id,
        criterion_id=one.criterion_id or None,
        after={"evidence": one.evidence_id, "passage": one.passage},
    )
