"""Every address, for every relation and in every status, paired: who may, gets in; who may not, is refused."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.routing import Rule

from kompass.domain.evaluation import Status
from kompass.domain.permissions import (
    GENERAL,
    PLACES,
    RULES,
    Actor,
    Permission,
    Relation,
    Role,
    allowed,
    can,
    possible,
    waits,
)
from kompass.services import evaluations, teams
from kompass.services.installation import Installation
from kompass.storage import accounts
from kompass.storage import teams as stored_teams
from kompass.web import guards
from tests.house_rules import Visit
from tests.web.conftest import FIRST

Address = tuple[str, str, str]

# Who stands for each relation: the role of the account, and whether it is put into the team.
PEOPLE = {
    Relation.LEAD: (Role.ASSESSOR, True),
    Relation.ASSESSOR: (Role.ASSESSOR, True),
    Relation.CONTACT: (Role.CONTACT, True),
    Relation.READER: (Role.READER, True),
    Relation.ADMINISTRATOR: (Role.ADMINISTRATOR, False),
    Relation.OUTSIDER: (Role.ASSESSOR, False),
}
# Addresses of one evaluation that a person may open without a part of it being there yet.
GENERALLY = frozenset().union(*GENERAL.values())


def addresses(app: Flask, values: dict[str, object]) -> Iterator[Address]:
    """Method, address and policy of everything the application answers to, with real values filled in."""
    policies = guards.policies(app)
    for rule in app.url_map.iter_rules():
        policy = policies[rule.endpoint]
        assert policy is not None
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            yield method, filled(rule, values), policy


def filled(rule: Rule, values: dict[str, object]) -> str:
    # What a rule asks for beyond these is the number of something: of what is not there.
    built = rule.build({name: values.get(name, 4711) for name in rule.arguments})
    assert built is not None
    return built[1]


@pytest.fixture
def table(app: Flask, evaluation: int) -> list[Address]:
    values = {
        "evaluation_id": evaluation,
        "area_id": "apenhet",
        "criterion_id": FIRST,
        "number": "5025",
        "year": 2018,
        "key": "9914-2024",
        "part": "foreword",
        "filename": "css/base.css",
    }
    return list(addresses(app, values))


def status(visit: Visit, method: str, address: str) -> tuple[int, str]:
    headers = {"X-CSRFToken": visit.token()}
    with visit.client.open(address, method=method, headers=headers) as response:
        response.get_data()
        return response.status_code, response.headers.get("Location", "")


def of_one_evaluation(address: str, evaluation: int) -> bool:
    return f"{address}/".startswith(f"/evalueringer/{evaluation}/")


def test_table_holds_only_policies_there_are(table: list[Address]) -> None:
    assert {policy for _, _, policy in table} <= {guards.PUBLIC, *Permission}
    assert len(table) > 20


def test_nobody_gets_past_sign_in(app: Flask, table: list[Address]) -> None:
    for method, address, policy in table:
        code, location = status(Visit(app), method, address)
        if policy == guards.PUBLIC:
            assert code not in (401, 403), address
        elif method == "GET":
            assert (code, location.split("?")[0]) == (302, "/logg-inn"), address
        else:
            assert code == 401, address


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OPERATOR])
def test_role_decides_where_there_is_no_evaluation(
    app: Flask, at: Installation, evaluation: int, table: list[Address], role: Role
) -> None:
    person = somebody(at, role)

    for method, address, policy in table:
        if not of_one_evaluation(address, evaluation):
            code, _ = status(Visit(app).sign_in(person), method, address)
            may = policy == guards.PUBLIC or can(person, Permission(policy))
            assert (code == 403) == (not may), (method, address, code)
            assert code != 401, address


@pytest.mark.parametrize("now", Status)
@pytest.mark.parametrize("relation", PEOPLE)
def test_relation_and_status_decide_at_every_address_of_an_evaluation(
    app: Flask, at: Installation, evaluation: int, table: list[Address], relation: Relation, now: Status
) -> None:
    person = part_of(at, evaluation, relation)

    for method, address, policy in table:
        if of_one_evaluation(address, evaluation):
            stand(at, evaluation, now)
            code, _ = status(Visit(app).sign_in(person), method, address)
            expected = refusals(person, relation, Permission(policy), now)
            assert (code in expected) if expected else code not in (401, 403), (method, address, code, expected)


def part_of(at: Installation, evaluation: int, relation: Relation) -> Actor:
    role, is_in_team = PEOPLE[relation]
    person = somebody(at, role)
    if is_in_team:
        with at.session() as session:
            stored_teams.put(session, evaluation, person.id, relation, at=at.clock())
            session.commit()
    return person


def refusals(person: Actor, relation: Relation, permission: Permission, now: Status) -> set[int]:
    """What may be answered to one who may not; nothing to one who may. Two lead the evaluation, or one assesses."""
    if waits(permission, now, assessors=2) and possible(relation, permission):
        return {409}
    if allowed(relation, permission, now):
        return set()
    if not can(person, permission):
        return {403, 404}
    if not allowed(relation, Permission.EVALUATION_READ, now):
        return {404}
    return {409} if possible(relation, permission) else {403}


def somebody(at: Installation, role: Role) -> Actor:
    with at.session() as session:
        person = accounts.add(session, email="en@prøve.no", name="En", role=role, password_hash="-", at=at.clock())
        session.commit()
    return person


def stand(at: Installation, evaluation: int, now: Status) -> None:
    """Put the evaluation into a status, whatever came before."""
    with at.session() as session:
        session.execute(text("UPDATE evaluation SET status = :now"), {"now": now.value})
        session.commit()


def test_every_relation_of_a_team_has_somebody_to_stand_for_it() -> None:
    assert {relation for relations in PLACES.values() for relation in relations} <= set(PEOPLE)
    assert set(RULES) & GENERALLY == set()


def test_refused_person_is_told_whom_to_ask(
    at: Installation, visit: Visit, assessor: Actor, contact: Actor, evaluation: int
) -> None:
    with at.session() as session:
        teams.put(at, session, assessor, evaluation, contact.email, Relation.CONTACT)

    found = visit.sign_in(contact).save(f"/evalueringer/{evaluation}/kriterier/{FIRST}", {}, 403)

    assert "Be om tilgang hos den som leder evalueringen." in found["message"]


@pytest.mark.usefixtures("places")
def test_evaluation_that_is_started_is_seen_by_its_lead_alone(
    at: Installation, visit: Visit, assessor: Actor, colleague: Actor
) -> None:
    with at.session() as session:
        started = evaluations.start(at, session, assessor, "5025", date(2026, 11, 2))

    assert str(started) in visit.sign_in(assessor).get("/evalueringer").html
    visit.sign_in(colleague).get(f"/evalueringer/{started}", 404)
