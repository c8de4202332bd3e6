"""Every view has a policy, and the table of permissions in the docs is the one in the code."""

import re
from pathlib import Path

import pytest
from flask import Flask

from kompass.domain.evaluation import Status
from kompass.domain.permissions import GENERAL, RULES, Permission, Relation, Role
from kompass.web import guards

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"


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


def documented(first: str) -> dict[tuple[str, str], str]:
    """The cells of the table whose columns begin with this name, by row and column."""
    text = DOCUMENT.read_text(encoding="utf-8")
    head = re.search(rf"^\| Rettighet \| (`{first}` .+) \|\n\|[-|]+\|\n((?:\|.+\|\n)+)", text, re.M)
    assert head is not None
    columns = [name.strip(" `") for name in head[1].split("|")]
    rows = [[cell.strip(" `") for cell in row.strip("|").split("|")] for row in head[2].splitlines()]
    return {(row[0], column): cell for row in rows for column, cell in zip(columns, row[1:], strict=True)}


def statuses(cell: str) -> set[Status]:
    """«1–3, 5» as statuses."""
    order = list(Status)
    spans = [part.strip().split("–") for part in cell.split(",") if part.strip() != "–"]
    return {status for span in spans for status in order[int(span[0]) - 1 : int(span[-1])]}


def test_documented_rules_are_those_of_the_code() -> None:
    written = {key: statuses(cell) for key, cell in documented("lead").items()}

    assert written == {(p, relation): set(RULES[p].get(relation, ())) for p in RULES for relation in Relation}


def test_documented_permissions_are_those_of_the_code() -> None:
    general = set().union(*GENERAL.values())

    written = {key: cell == "ja" for key, cell in documented("administrator").items()}
    assert written == {(p, role): p in GENERAL[role] for p in general for role in Role}
