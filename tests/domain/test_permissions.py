from kompass.domain.evaluation import MOVES, Status
from kompass.domain.permissions import ROLES, Actor, Permission, Role, can


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
