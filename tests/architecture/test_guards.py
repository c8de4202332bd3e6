"""Every view has a policy, and the table of permissions in the docs is the one in the code."""

import re
from pathlib import Path

import pytest
from flask import Flask

from kompass.domain.permissions import ROLES, Permission, Role
from kompass.web import guards

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "architecture.md"


def test_every_view_declares_its_policy(app: Flask) -> None:
    allowed = {permission.value for permission in Permission} | {guards.PUBLIC}

    assert set(guards.policies(app).values()) <= allowed


def test_an_undeclared_view_stops_the_start() -> None:
    bare = Flask("bare")
    bare.add_url_rule("/glemt", "forgotten", lambda: "")

    with pytest.raises(guards.Unguarded, match="forgotten"):
        guards.refuse_unguarded(bare)


def test_addresses_are_plain_and_typed(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            fixed = re.sub(r"<[^>]+>", "x", rule.rule)
            assert re.fullmatch(r"[a-z0-9/.-]+", fixed), rule.rule


def test_documented_permissions_are_those_of_the_code() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    head = re.search(r"^\| Rettighet \| (.+) \|$", text, re.M)
    assert head is not None
    roles = [Role(name.strip(" `")) for name in head[1].split("|")]
    rows = re.findall(r"^\| `(\w+:\w+)` \| (.+) \|$", text, re.M)

    written = {
        (Permission(name), role): cell.strip() == "ja"
        for name, cells in rows
        for role, cell in zip(roles, cells.split("|"), strict=True)
    }
    assert written == {(p, role): p in ROLES[role] for p in Permission for role in Role}
