from datetime import date

import pytest

from kompass.domain.evaluation import COURSE, MOVES, Evaluation, Status, needs_reason
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
from tests.factories import make_municipality


def person(role: Role) -> Actor:
    return Actor(1, "Kari Anne Nordmann", "kari@prøve.no", role)


def test_nobody_may_do_anything() -> None:
    assert not any(can(None, permission) for permission in Permission)


def test_reader_may_never_write() -> None:
    assert {p for p in Permission if can(person(Role.READER), p)} == {
        Permission.EVALUATION_READ,
        Permission.SCORES_READ,
        Permission.MEASURE_READ,
        Permission.MUNICIPALITY_READ,
    }


def test_every_role_permission_and_status_is_in_its_table() -> None:
    assert set(GENERAL) == set(PLACES) == set(Role)
    assert set(MOVES) == set(Status)
    general = set().union(*GENERAL.values())
    assert general | set(RULES) == set(Permission)
    assert not general & set(RULES)


@pytest.mark.parametrize(
    ("role", "outside"),
    [
        (Role.ASSESSOR, Relation.OUTSIDER),
        (Role.CONTACT, Relation.OUTSIDER),
        (Role.READER, Relation.OUTSIDER),
        (Role.ADMINISTRATOR, Relation.ADMINISTRATOR),
        (Role.OPERATOR, Relation.OPERATOR),
    ],
)
def test_one_outside_the_team_is_what_the_role_says(role: Role, outside: Relation) -> None:
    assert person(role).outside is outside


@pytest.mark.parametrize("status", Status)
def test_outsider_sees_an_evaluation_only_when_it_is_public(status: Status) -> None:
    seen = {p for p in RULES if allowed(Relation.OUTSIDER, p, status)}

    public = {Permission.EVALUATION_READ, Permission.SCORES_READ, Permission.MEASURE_READ}
    assert seen == (public if status in (Status.PUBLISHED, Status.ARCHIVED) else set())


@pytest.mark.parametrize("status", Status)
def test_administrator_reads_no_content_before_everyone_does(status: Status) -> None:
    if status not in (Status.PUBLISHED, Status.ARCHIVED):
        assert {p for p in RULES if allowed(Relation.ADMINISTRATOR, p, status)} == {
            Permission.EVALUATION_READ,
            Permission.TEAM_READ,
            Permission.TEAM_CHANGE,
        }


@pytest.mark.parametrize("permission", RULES)
def test_who_may_write_may_know_of_the_evaluation(permission: Permission) -> None:
    for relation, statuses in RULES[permission].items():
        assert statuses <= RULES[Permission.EVALUATION_READ][relation]
        assert possible(relation, permission) == bool(statuses)


def test_scores_are_set_while_scoring_and_only_then() -> None:
    for relation in Relation:
        scoring = {status for status in Status if allowed(relation, Permission.SCORE, status)}
        assert scored_by(relation) == scoring


def scored_by(relation: Relation) -> set[Status]:
    return {Status.SCORING} if relation in (Relation.LEAD, Relation.ASSESSOR) else set()


def test_initials_are_of_the_first_two_names() -> None:
    assert person(Role.READER).initials == "KA"


def test_every_status_can_be_reached_from_the_first_and_withdrawn_is_the_end() -> None:
    reached, waiting = set(), [Status.PLANNED]
    while waiting:
        status = waiting.pop()
        if status not in reached:
            reached.add(status)
            waiting += MOVES[status]

    assert reached == set(Status)
    assert MOVES[Status.WITHDRAWN] == ()


def test_what_undoes_a_delivery_needs_a_reason() -> None:
    needing = {(before, to) for before, found in MOVES.items() for to in found if needs_reason(before, to)}

    assert needing == {
        *((status, Status.WITHDRAWN) for status in COURSE),
        (Status.DELIVERED, Status.FACT_CHECK),
        (Status.PUBLISHED, Status.FACT_CHECK),
    }


@pytest.mark.parametrize("status", Status)
def test_evaluation_knows_whether_it_is_scored_alone_and_whether_it_is_public(status: Status) -> None:
    evaluation = Evaluation(1, make_municipality(), "liten", "1", "digest", date(2026, 5, 4), status)

    assert evaluation.is_alone == (status in (Status.PLANNED, Status.COLLECTING, Status.SCORING))
    assert evaluation.is_public == (status in (Status.PUBLISHED, Status.ARCHIVED))
    assert (evaluation.year, evaluation.is_demonstration) == (2026, False)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("assessors", [0, 1, 2, 3])
def test_texts_wait_where_several_score_alone(status: Status, assessors: int) -> None:
    waiting = {permission for permission in Permission if waits(permission, status, assessors)}

    written = {Permission.TEXT_READ, Permission.TEXT_WRITE, Permission.DRAFT_READ}
    is_alone = status in (Status.PLANNED, Status.COLLECTING, Status.SCORING)
    assert waiting == (written if is_alone and assessors > 1 else set())
