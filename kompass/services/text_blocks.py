"""The texts the firm uses again: adding, changing and taking away."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from kompass import prose
from kompass.domain.completeness import cleaned, text_problems
from kompass.domain.errors import Invalid, NotFound, NotPossibleNow, Problem
from kompass.domain.permissions import Actor, Permission
from kompass.domain.texts import TITLE_LIMIT, TextBlock
from kompass.services.access import require
from kompass.services.installation import Installation
from kompass.storage import journal, text_blocks
from kompass.storage.database import transaction


@dataclass(frozen=True, slots=True)
class BlockProposal:
    """What a person wants a text block to be, and the version they saw, 0 for a new one."""

    title: str
    text: str
    seen_version: int = 0


@dataclass(frozen=True, slots=True)
class BlockConflict:
    """Somebody changed the block first. Nothing was written."""

    current: TextBlock


def listed(session: Session, actor: Actor | None) -> list[TextBlock]:
    """Every text block."""
    require(actor, Permission.TEXT_BLOCKS)
    return text_blocks.text_blocks(session)


def block(session: Session, actor: Actor | None, block_id: int) -> TextBlock:
    """One text block; NotFound when it is gone."""
    require(actor, Permission.TEXT_BLOCKS)
    found = text_blocks.text_block(session, block_id)
    if found is None:
        raise NotFound
    return found


def add(at: Installation, session: Session, actor: Actor | None, proposal: BlockProposal) -> int:
    """Add a text block; its id. Invalid lists every problem."""
    actor = require(actor, Permission.TEXT_BLOCKS)
    title, text = _refuse_unusable(proposal)
    with transaction(session):
        block_id = text_blocks.add(session, title=title, text=text, account_id=actor.id, at=at.clock())
        _record(at, session, actor, None, _plain(block_id, title, text))
    return block_id


def change(
    at: Installation, session: Session, actor: Actor | None, block_id: int, proposal: BlockProposal
) -> int | BlockConflict:
    """Change a text block, unless somebody else has since the person saw it; the version it has now."""
    actor = require(actor, Permission.TEXT_BLOCKS)
    title, text = _refuse_unusable(proposal)
    with transaction(session):
        stored = block(session, actor, block_id)
        if (stored.title, stored.text) == (title, text):
            return stored.version
        if stored.version != proposal.seen_version or not text_blocks.write(
            session, block_id, title=title, text=text, version=stored.version, account_id=actor.id, at=at.clock()
        ):
            return BlockConflict(stored)
        _record(at, session, actor, _plain(block_id, stored.title, stored.text), _plain(block_id, title, text))
    return stored.version + 1


def remove(at: Installation, session: Session, actor: Actor | None, block_id: int, seen_version: int) -> None:
    """Take a text block away; NotPossibleNow when it has been changed since. What it was put into stays."""
    actor = require(actor, Permission.TEXT_BLOCKS)
    with transaction(session):
        stored = block(session, actor, block_id)
        if not text_blocks.remove(session, block_id, version=seen_version):
            raise NotPossibleNow("changed_meanwhile")
        _record(at, session, actor, _plain(block_id, stored.title, stored.text), None)


def _refuse_unusable(proposal: BlockProposal) -> tuple[str, str]:
    """Title and text in normal form; Invalid when they cannot be kept."""
    title, text = cleaned(proposal.title), cleaned(proposal.text)
    problems = [*text_problems(title, "title", TITLE_LIMIT), *prose.problems(text, "text")]
    if not title:
        problems.append(Problem("title_missing", "title"))
    if not text:
        problems.append(Problem("text_missing", "text"))
    if problems:
        raise Invalid(tuple(problems))
    return title, text


Said = Mapping[str, int | str] | None


def _plain(block_id: int, title: str, text: str) -> Said:
    return {"id": block_id, "title": title, "text": text}


def _record(at: Installation, session: Session, actor: Actor, before: Said, after: Said) -> None:
    journal.record(session, "text_block", account_id=actor.id, at=at.clock(), before=before, after=after)
