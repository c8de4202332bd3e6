"""Who may do what: the permissions, the one table of rules, and two functions that decide.

A right follows from what a person is in the firm (role), what they are to the evaluation (relation) and where the
evaluation stands (status). docs/permissions.md is this table in words; a test compares the two.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kompass.domain.evaluation import ALONE, COURSE, OPEN_TO_ALL, SEALED, Status


class Permission(StrEnum):
    """What can be permitted, as thing:action."""

    ACCOUNT_ADD = "account:add"
    MUNICIPALITY_READ = "municipality:read"
    EVALUATION_START = "evaluation:start"
    TEXT_BLOCKS = "text-blocks:use"
    # Of one evaluation
    EVALUATION_READ = "evaluation:read"
    SCORES_READ = "scores:read"
    NOTES_READ = "notes:read"
    OPINIONS_READ = "opinions:read"
    TEAM_READ = "team:read"
    TEAM_CHANGE = "team:change"
    EVALUATION_MOVE = "evaluation:move"
    SCORE = "evaluation:score"
    AGREE = "evaluation:agree"
    CONSENT = "evaluation:consent"
    PLAN_READ = "plan:read"
    PLAN_WRITE = "plan:write"
    SELF_DESCRIPTION_READ = "self-description:read"
    SELF_DESCRIPTION_WRITE = "self-description:write"
    EVIDENCE_ADD = "evidence:add"
    EVIDENCE_READ = "evidence:read"
    EVIDENCE_LINK = "evidence:link"
    EVIDENCE_REMOVE = "evidence:remove"
    INTERVIEW_READ = "interview:read"
    INTERVIEW_WRITE = "interview:write"
    NAME_DELETE = "name:delete"
    TEXT_READ = "text:read"
    TEXT_WRITE = "text:write"
    DRAFT_READ = "draft:read"
    COMMENT = "draft:comment"
    COMMENT_ANSWER = "draft:answer"
    MEASURE_READ = "measure:read"
    MEASURE_WRITE = "measure:write"


class Role(StrEnum):
    """What a person is in the firm or to the municipality. The operator is whoever runs commands on the machine."""

    ADMINISTRATOR = "administrator"
    ASSESSOR = "assessor"
    CONTACT = "contact"
    READER = "reader"
    OPERATOR = "operator"


class Relation(StrEnum):
    """What a person is to one evaluation."""

    LEAD = "lead"
    ASSESSOR = "assessor"
    CONTACT = "contact"
    READER = "reader"
    ADMINISTRATOR = "administrator"
    OPERATOR = "operator"
    OUTSIDER = "outsider"


# What each role may do without an evaluation to do it to.
GENERAL: Mapping[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset({Permission.ACCOUNT_ADD, Permission.MUNICIPALITY_READ}),
    Role.ASSESSOR: frozenset({Permission.EVALUATION_START, Permission.MUNICIPALITY_READ, Permission.TEXT_BLOCKS}),
    Role.CONTACT: frozenset({Permission.MUNICIPALITY_READ}),
    Role.READER: frozenset({Permission.MUNICIPALITY_READ}),
    Role.OPERATOR: frozenset({Permission.MUNICIPALITY_READ}),
}

# What each role may be to an evaluation by being in its team; anyone else is what `outside` says.
PLACES: Mapping[Role, frozenset[Relation]] = {
    Role.ADMINISTRATOR: frozenset(),
    Role.ASSESSOR: frozenset({Relation.LEAD, Relation.ASSESSOR}),
    Role.CONTACT: frozenset({Relation.CONTACT}),
    Role.READER: frozenset({Relation.READER}),
    Role.OPERATOR: frozenset(),
}
OUTSIDE: Mapping[Role, Relation] = {
    Role.ADMINISTRATOR: Relation.ADMINISTRATOR,
    Role.OPERATOR: Relation.OPERATOR,
}


def _until(last: Status) -> frozenset[Status]:
    return frozenset(COURSE[: COURSE.index(last) + 1])


ALWAYS = frozenset(Status)
BEFORE_DELIVERY = _until(Status.FACT_CHECK)
# From the first level to the last comment.
AT_WORK = frozenset({Status.SCORING, Status.CONSENSUS, Status.FACT_CHECK})


def _assessors(statuses: frozenset[Status]) -> dict[Relation, frozenset[Status]]:
    """The same for those who lead and those who assess."""
    return {Relation.LEAD: statuses, Relation.ASSESSOR: statuses}


RULES: Mapping[Permission, Mapping[Relation, frozenset[Status]]] = {
    Permission.EVALUATION_READ: {
        **_assessors(ALWAYS),
        Relation.CONTACT: ALWAYS,
        Relation.READER: SEALED,
        Relation.ADMINISTRATOR: ALWAYS,
        Relation.OPERATOR: ALWAYS,
        Relation.OUTSIDER: OPEN_TO_ALL,
    },
    Permission.SCORES_READ: {
        **_assessors(ALWAYS),
        Relation.CONTACT: SEALED,
        Relation.READER: SEALED,
        Relation.ADMINISTRATOR: OPEN_TO_ALL,
        Relation.OPERATOR: ALWAYS,
        Relation.OUTSIDER: OPEN_TO_ALL,
    },
    # Each assessor's own answers, once nobody scores alone any more.
    Permission.OPINIONS_READ: _assessors(ALWAYS - ALONE),
    # What assessors note beside a level may come from an interview: it stays with them.
    Permission.NOTES_READ: _assessors(ALWAYS),
    Permission.TEAM_READ: {
        **_assessors(ALWAYS),
        Relation.CONTACT: ALWAYS,
        Relation.ADMINISTRATOR: ALWAYS,
    },
    Permission.TEAM_CHANGE: {Relation.LEAD: BEFORE_DELIVERY | SEALED, Relation.ADMINISTRATOR: ALWAYS},
    Permission.EVALUATION_MOVE: {Relation.LEAD: ALWAYS},
    Permission.SCORE: _assessors(frozenset({Status.SCORING})),
    Permission.AGREE: _assessors(frozenset({Status.CONSENSUS})),
    Permission.CONSENT: {
        Relation.LEAD: frozenset({Status.DELIVERED}),
        Relation.CONTACT: frozenset({Status.DELIVERED}),
    },
    Permission.PLAN_READ: {**_assessors(ALWAYS), Relation.CONTACT: BEFORE_DELIVERY},
    Permission.PLAN_WRITE: _assessors(BEFORE_DELIVERY),
    Permission.SELF_DESCRIPTION_READ: {**_assessors(ALWAYS), Relation.CONTACT: ALWAYS},
    Permission.SELF_DESCRIPTION_WRITE: {Relation.CONTACT: frozenset({Status.COLLECTING})},
    Permission.EVIDENCE_ADD: {
        **_assessors(BEFORE_DELIVERY - {Status.PLANNED}),
        Relation.CONTACT: frozenset({Status.COLLECTING, Status.FACT_CHECK}),
    },
    # A contact reads what the municipality's own contacts have sent.
    Permission.EVIDENCE_READ: {**_assessors(ALWAYS), Relation.CONTACT: ALWAYS},
    Permission.EVIDENCE_LINK: _assessors(BEFORE_DELIVERY - {Status.PLANNED, Status.FACT_CHECK}),
    # Only what they added themselves; those who lead, whatever it is.
    Permission.EVIDENCE_REMOVE: {
        **_assessors(BEFORE_DELIVERY - {Status.PLANNED, Status.FACT_CHECK}),
        Relation.CONTACT: frozenset({Status.COLLECTING}),
    },
    Permission.INTERVIEW_READ: _assessors(BEFORE_DELIVERY | {Status.DELIVERED}),
    Permission.INTERVIEW_WRITE: _assessors(BEFORE_DELIVERY - {Status.FACT_CHECK}),
    # Those who no longer read the names may still delete them.
    Permission.NAME_DELETE: _assessors(ALWAYS),
    Permission.TEXT_READ: _assessors(ALWAYS),
    Permission.TEXT_WRITE: _assessors(AT_WORK),
    Permission.DRAFT_READ: {**_assessors(AT_WORK | SEALED), Relation.CONTACT: frozenset({Status.FACT_CHECK})},
    Permission.COMMENT: {
        **_assessors(frozenset({Status.FACT_CHECK})),
        Relation.CONTACT: frozenset({Status.FACT_CHECK}),
    },
    Permission.COMMENT_ANSWER: _assessors(frozenset({Status.FACT_CHECK})),
    # Before there are any of its own, the team reads what became of those from last time.
    Permission.MEASURE_READ: {
        **_assessors(ALWAYS),
        Relation.CONTACT: ALWAYS,
        Relation.READER: SEALED,
        Relation.OUTSIDER: OPEN_TO_ALL,
        Relation.ADMINISTRATOR: OPEN_TO_ALL,
    },
    Permission.MEASURE_WRITE: {Relation.LEAD: SEALED, Relation.CONTACT: SEALED},
}

# What one assessor has written tells the other how they scored, a gold star most of all. Where there are several,
# nobody reads or writes it until they are to agree.
WHEN_TOGETHER = frozenset({Permission.TEXT_READ, Permission.TEXT_WRITE, Permission.DRAFT_READ})


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who is signed in."""

    id: int
    name: str
    email: str
    role: Role

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.name.split()[:2]).upper()

    @property
    def outside(self) -> Relation:
        """What the person is to an evaluation whose team they are not in."""
        return OUTSIDE.get(self.role, Relation.OUTSIDER)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in the team of an evaluation."""

    person: Actor
    relation: Relation


def can(actor: Actor | None, permission: Permission) -> bool:
    """Whether the person's role may ever do this, to some evaluation in some status; nobody may do anything."""
    if actor is None:
        return False
    if permission in GENERAL[actor.role]:
        return True
    return bool(RULES.get(permission, {}).keys() & (PLACES[actor.role] | {actor.outside}))


def allowed(relation: Relation, permission: Permission, status: Status) -> bool:
    """Whether somebody with this relation may do this to an evaluation with this status."""
    return status in RULES[permission].get(relation, frozenset())


def possible(relation: Relation, permission: Permission) -> bool:
    """Whether somebody with this relation may do this in some status."""
    return bool(RULES[permission].get(relation))


def waits(permission: Permission, status: Status, assessors: int) -> bool:
    """Whether this is shut because several assess, each alone."""
    return assessors > 1 and status in ALONE and permission in WHEN_TOGETHER
