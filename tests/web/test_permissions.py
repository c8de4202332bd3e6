"""Every address with every role, paired: who lacks a permission is refused, who has it gets in."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from kompass.domain.permissions import ROLES, Actor, Permission, Role
from kompass.services.installation import Installation
from kompass.storage import accounts
from kompass.web import guards
from tests.house_rules import Visit
from tests.web.conftest import FIRST

Address = tuple[str, str, str]


def addresses(app: Flask, values: dict[str, str]) -> Iterator[Address]:
    """Method, address and policy of everything the application answers to, with real values filled in."""
    policies = guards.policies(app)
    for rule in app.url_map.iter_rules():
        policy = policies[rule.endpoint]
        assert policy is not None
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            yield method, filled(rule, values), policy


def filled(rule: Rule, values: dict[str, str]) -> str:
    built = rule.build({name: values[name] for name in rule.arguments})
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
        "filename": "css/base.css",
    }
    return list(addresses(app, values))  # type: ignore[arg-type]  # evaluation and year are numbers


def status(visit: Visit, method: str, address: str) -> tuple[int, str]:
    headers = {"X-CSRFToken": visit.token()}
    with visit.client.open(address, method=method, headers=headers) as response:
        response.get_data()
        return response.status_code, response.headers.get("Location", "")


def test_table_holds_every_policy_the_views_declare(table: list[Address]) -> None:
    assert {policy for _, _, policy in table} == {
        guards.PUBLIC,
        Permission.EVALUATION_EDIT,
        Permission.EVALUATION_READ,
        Permission.EVALUATION_START,
        Permission.MUNICIPALITY_READ,
    }
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


@pytest.mark.parametrize("role", Role)
def test_role_decides_at_every_address(app: Flask, at: Installation, table: list[Address], role: Role) -> None:
    with at.session() as session:
        person = accounts.add(session, email="en@prøve.no", name="En", role=role, password_hash="-", at=at.clock())
        session.commit()

    for method, address, policy in table:
        code, _ = status(Visit(app).sign_in(person), method, address)
        allowed = policy == guards.PUBLIC or Permission(policy) in ROLES[role]
        assert (code == 403) == (not allowed), (method, address, code)
        assert code != 401, address


def test_refused_person_is_told_whom_to_ask(visit: Visit, reader: Actor, evaluation: int) -> None:
    found = visit.sign_in(reader).save(f"/evalueringer/{evaluation}/kriterier/{FIRST}", {}, 403)

    assert "Be om tilgang hos den som leder evalueringen." in found["message"]
