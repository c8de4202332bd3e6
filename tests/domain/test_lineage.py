"""A municipality's line through time: whom it holds, in which order, and when it is worth drawing."""

from datetime import date

from kompass.domain.lineage import lineage
from kompass.domain.register import Change, ChangeKind, Register, Unit
from tests.factories import make_municipality

OLD, MERGED, AGAIN = date(2010, 1, 1), date(2017, 1, 1), date(2020, 1, 1)
NUMBERS = {
    "0101": (OLD, MERGED),
    "0102": (OLD, MERGED),
    "0201": (MERGED, AGAIN),
    "0202": (OLD, AGAIN),
    "0301": (AGAIN, None),
    "0302": (AGAIN, None),
    "0400": (OLD, None),
}


def change(kind: ChangeKind, before: str, after: str, day: date) -> Change:
    return Change(day, kind, before, before, after, after)


def made(*more: Change) -> Register:
    """0101 and 0102 became 0201; 0201 and 0202 became 0301 and 0302."""
    municipalities = {
        number: make_municipality(number, name=number, valid_from=since, valid_to=until)
        for number, (since, until) in NUMBERS.items()
    }
    changes = (
        change(ChangeKind.MERGE, "0101", "0201", MERGED),
        change(ChangeKind.MERGE, "0102", "0201", MERGED),
        change(ChangeKind.SPLIT, "0201", "0301", AGAIN),
        change(ChangeKind.SPLIT, "0201", "0302", AGAIN),
        change(ChangeKind.MERGE, "0202", "0301", AGAIN),
        *more,
    )
    return Register(municipalities, changes)


def unit(register: Register, number: str) -> Unit:
    return register.units_of(number)[-1]


def names(units: tuple[Unit, ...]) -> list[str]:
    return [one.name for one in units]


def test_those_before_stand_above_those_made_from_them() -> None:
    register = made()

    found = lineage(register, unit(register, "0301"))

    assert names(found.units) == ["0101", "0102", "0201", "0202", "0301"]
    assert [(link.predecessor.name, link.successor.name) for link in found.links] == [
        ("0101", "0201"),
        ("0102", "0201"),
        ("0201", "0301"),
        ("0202", "0301"),
    ]


def test_those_after_stand_below() -> None:
    register = made()

    assert names(lineage(register, unit(register, "0101")).units) == ["0101", "0201", "0301", "0302"]
    assert names(lineage(register, unit(register, "0201")).units) == ["0101", "0102", "0201", "0301", "0302"]


def test_municipality_nothing_happened_to_is_not_worth_drawing() -> None:
    register = made(
        change(ChangeKind.RENAME, "0400", "0400", AGAIN), change(ChangeKind.BOUNDARY, "0202", "0400", MERGED)
    )

    found = lineage(register, unit(register, "0400"))

    assert not found.is_worth_drawing
    assert [one.date for one in found.renames] == [AGAIN]
    assert [one.date for one in found.boundaries] == [MERGED]
    assert lineage(register, unit(register, "0202")).renames == ()


def test_renumbering_alone_is_worth_drawing() -> None:
    municipalities = {
        "1640": make_municipality("1640", valid_from=OLD, valid_to=AGAIN),
        "5025": make_municipality("5025", valid_from=AGAIN),
    }
    register = Register(municipalities, (change(ChangeKind.RENUMBER, "1640", "5025", AGAIN),))

    found = lineage(register, unit(register, "5025"))

    assert found.is_worth_drawing
    assert found.units == (found.unit,)
