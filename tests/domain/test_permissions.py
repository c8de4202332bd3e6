from datetime import date

from kompass.domain.evaluation import MOVES, Evaluation, Status
from kompass.domain.permissions import ROLES, Actor, Permission, Role, can
from tests.factories import make_municipality


def test_nobody_may_do_anything() -> None:
    assert not any(can(None, permission) for permission in Permission)


def test_reader_may_only_read() -> None:
    reader = Actor(1, "Kari Nordmann", "kari@prøve.no", Role.READER)

    assert {p for p in Permission if can(reader, p)} == {
        Permission.EVALUATION_READ,
        Permission.MUNICIPALITY_READ,
    }


def test_every_role_and_status_is_in_its_table() -> None:
    assert set(ROLES) == set(Role)
    assert set(MOVES) == set(Status)


def test_initials_are_of_the_first_two_names() -> None:
    assert Actor(1, "Kari Anne Nordmann", "", Role.READER).initials == "KA"


def test_evaluation_moves_between_scoring_and_handed_in() -> None:
    evaluation = Evaluation(1, make_municipality(), "liten", "1", "digest", date(2026, 5, 4), Status.SCORING)

    assert (evaluation.year, evaluation.is_locked, evaluation.is_demonstration) == (2026, False, False)
    assert evaluation.can_move_to(Status.HANDED_IN)
    assert not evaluation.can_move_to(Status.SCORING)
