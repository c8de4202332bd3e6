"""What the municipality says of itself, area by area: what it does, and where that is written."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from kompass.domain.completeness import cleaned, text_problems
from kompass.domain.errors import Invalid, NotFound
from kompass.domain.evaluation import Evaluation
from kompass.domain.framework import Area, Framework
from kompass.domain.permissions import Actor, Permission
from kompass.domain.preparation import NOT_DESCRIBED, TEXT_LIMIT, DocumentRequest, Plan, SelfDescription
from kompass.services.access import evaluation_for, may, require
from kompass.services.evaluations import framework_of
from kompass.services.installation import Installation
from kompass.storage import journal, preparation, self_descriptions
from kompass.storage.database import transaction


@dataclass(frozen=True, slots=True)
class Descriptions:
    """Every area with what is said about it; `saved` has an entry for every area. `plan` has the day it is due."""

    evaluation: Evaluation
    framework: Framework
    saved: Mapping[str, SelfDescription]
    plan: Plan | None
    may_write: bool

    @property
    def described(self) -> int:
        """How many areas count as described."""
        return sum(one.is_described for one in self.saved.values())


@dataclass(frozen=True, slots=True)
class AreaDescription:
    """One area to describe, the next one (None at the end), and the documents asked for about it."""

    found: Descriptions
    area: Area
    after: Area | None
    documents: tuple[DocumentRequest, ...]
    may_send: bool


@dataclass(frozen=True, slots=True)
class Description:
    """What a person wants said about an area, and the version they saw."""

    practice: str
    written_where: str
    seen_version: int


@dataclass(frozen=True, slots=True)
class DescriptionConflict:
    """Somebody saved something else first. Nothing was written; the reader takes from both."""

    current: SelfDescription


def overview(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, locale: str
) -> Descriptions:
    """Every area with what is said about it."""
    evaluation = evaluation_for(session, actor, Permission.SELF_DESCRIPTION_READ, evaluation_id)
    framework = framework_of(at, evaluation, locale)
    saved = self_descriptions.of_evaluation(session, evaluation_id)
    may_plan = may(session, actor, Permission.PLAN_READ, evaluation)
    return Descriptions(
        evaluation=evaluation,
        framework=framework,
        saved={area.id: saved.get(area.id, NOT_DESCRIBED) for area in framework.areas},
        plan=preparation.plan_of(session, evaluation_id) if may_plan else None,
        may_write=may(session, actor, Permission.SELF_DESCRIPTION_WRITE, evaluation),
    )


def area_description(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, area_id: str, locale: str
) -> AreaDescription:
    """One area to describe or read; NotFound for an unknown one."""
    found = overview(at, session, actor, evaluation_id, locale)
    areas = found.framework.areas
    position = next((place for place, area in enumerate(areas) if area.id == area_id), None)
    if position is None:
        raise NotFound
    may_plan = may(session, actor, Permission.PLAN_READ, found.evaluation)
    asked = preparation.requests_of(session, evaluation_id) if may_plan else []
    return AreaDescription(
        found=found,
        area=areas[position],
        after=areas[position + 1] if position + 1 < len(areas) else None,
        documents=tuple(one for one in asked if one.wanted.area_id == area_id),
        may_send=may(session, actor, Permission.EVIDENCE_ADD, found.evaluation),
    )


def describe(
    at: Installation,
    session: Session,
    actor: Actor | None,
    evaluation_id: int,
    area_id: str,
    wish: Description,
) -> int | DescriptionConflict:
    """Save what is said about an area, unless somebody saved something else since; the version it has now.

    Equal content is no conflict. Invalid lists every problem; NotFound for an unknown area.
    """
    evaluation = evaluation_for(session, actor, Permission.SELF_DESCRIPTION_WRITE, evaluation_id)
    actor = require(actor, Permission.SELF_DESCRIPTION_WRITE)
    if framework_of(at, evaluation, "nb").area(area_id) is None:
        raise NotFound
    practice, written_where = cleaned(wish.practice), cleaned(wish.written_where)
    problems = [
        *text_problems(practice, "practice", TEXT_LIMIT),
        *text_problems(written_where, "written_where", TEXT_LIMIT),
    ]
    if problems:
        raise Invalid(tuple(problems))
    with transaction(session):
        # Asked again under the lock: nothing must be said once the collecting is over.
        evaluation_for(session, actor, Permission.SELF_DESCRIPTION_WRITE, evaluation_id)
        stored = self_descriptions.of_area(session, evaluation_id, area_id) or NOT_DESCRIBED
        if (stored.practice, stored.written_where) == (practice, written_where):
            return stored.version
        now = at.clock()
        if stored.version != wish.seen_version or not self_descriptions.write(
            session,
            evaluation_id,
            area_id,
            practice=practice,
            written_where=written_where,
            version=stored.version,
            account_id=actor.id,
            at=now,
        ):
            return DescriptionConflict(stored)
        journal.record(
            session,
            "describe",
            account_id=actor.id,
            at=now,
            evaluation_id=evaluation_id,
            before={"area": area_id, "practice": stored.practice, "written_where": stored.written_where},
            after={"area": area_id, "practice": practice, "written_where": written_where},
        )
    return stored.version + 1
