"""Accounts: adding one, and signing in with argon2id."""

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from kompass.domain.completeness import cleaned, text_problems
from kompass.domain.errors import Invalid, Problem
from kompass.domain.permissions import Actor, Role
from kompass.services.installation import Installation
from kompass.storage import accounts, journal
from kompass.storage.database import transaction

# OWASP's floor for argon2id is 19 MiB, two passes, one lane; this is above it and takes some 40 ms.
HASHER = PasswordHasher(time_cost=2, memory_cost=32 * 1024, parallelism=1)
SHORTEST_PASSWORD = 15
LONGEST_PASSWORD = 256


@cache
def _nobody() -> str:
    """Checked when nobody has the address, so that the time taken does not tell whether an account exists."""
    return HASHER.hash(secrets.token_urlsafe(24))


def sign_in(session: Session, email: str, password: str) -> Actor | None:
    """The person with this address and password; None when the pair is wrong."""
    if len(password) > LONGEST_PASSWORD:
        return None
    # Asked for before anyone is looked up: the first sign-in pays for it, whether the account exists or not.
    nobody = _nobody()
    found = accounts.actor_and_hash(session, cleaned(email))
    actor, password_hash = found or (None, nobody)
    try:
        HASHER.verify(password_hash, password)
    except (VerifyMismatchError, InvalidHashError):
        return None
    if actor is not None and HASHER.check_needs_rehash(password_hash):
        with transaction(session):
            accounts.set_password_hash(session, actor.id, HASHER.hash(password))
    return actor


def add(at: Installation, session: Session, *, email: str, name: str, role: Role, password: str) -> Actor:
    """Add an account; Invalid lists what is wrong with it."""
    email, name = cleaned(email), cleaned(name)
    problems = text_problems(name, "name", 200) + text_problems(email, "email", 200)
    if "@" not in email or any(character.isspace() for character in email):
        problems.append(Problem("email_invalid", "email"))
    if not name:
        problems.append(Problem("name_missing", "name"))
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        problems.append(Problem("password_length", "password", (("shortest", str(SHORTEST_PASSWORD)),)))
    if problems:
        raise Invalid(tuple(problems))
    try:
        with transaction(session):
            return accounts.add(
                session, email=email, name=name, role=role, password_hash=HASHER.hash(password), at=at.clock()
            )
    except IntegrityError as error:
        raise Invalid((Problem("email_taken", "email", (("email", email),)),)) from error


def actor(session: Session, account_id: int) -> Actor | None:
    """The person who is signed in; None when the account is gone."""
    return accounts.actor(session, account_id)


def new_password() -> str:
    """A random password of about 107 bits, easy to copy."""
    return secrets.token_urlsafe(18).replace("_", "a").replace("-", "b")[:18]


def reset_password(at: Installation, session: Session, email: str) -> str:
    """Give an account a new random password; the password. Invalid when nobody has the address."""
    found = accounts.actor_and_hash(session, cleaned(email))
    if found is None:
        raise Invalid((Problem("email_unknown", "email", (("email", email),)),))
    password = new_password()
    with transaction(session):
        accounts.set_password_hash(session, found[0].id, HASHER.hash(password))
        journal.record(session, "new_password", account_id=found[0].id, at=at.clock())
    return password


def operator() -> Actor:
    """Whoever runs a command on the machine itself: may read what is agreed on, owns no account."""
    return Actor(id=0, name="", email="", role=Role.OPERATOR)
