"""Who may do what: the permissions, the role table, and one function that decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """What can be permitted, as thing:action."""

    ACCOUNT_ADD = "account:add"
    EVALUATION_EDIT = "evaluation:edit"
    EVALUATION_READ = "evaluation:read"
    EVALUATION_START = "evaluation:start"
    MUNICIPALITY_READ = "municipality:read"


class Role(StrEnum):
    """What a person is in the firm or to the municipality."""

    ADMINISTRATOR = "administrator"
    ASSESSOR = "assessor"
    READER = "reader"


ROLES: Mapping[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(
        {Permission.ACCOUNT_ADD, Permission.EVALUATION_READ, Permission.MUNICIPALITY_READ}
    ),
    Role.ASSESSOR: frozenset(
        {
            Permission.EVALUATION_EDIT,
            Permission.EVALUATION_READ,
            Permission.EVALUATION_START,
            Permission.MUNICIPALITY_READ,
        }
    ),
    Role.READER: frozenset({Permission.EVALUATION_READ, Permission.MUNICIPALITY_READ}),
}


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


def can(actor: Actor | None, permission: Permission) -> bool:
    """Whether the actor's role has the permission; nobody has none."""
    return actor is not None and permission in ROLES[actor.role]
