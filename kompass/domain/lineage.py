"""A municipality's line through time: what it was made from, what it became, as near as is worth drawing."""

from collections.abc import Iterator
from dataclasses import dataclass

from kompass.domain.register import Change, ChangeKind, Link, Register, Unit

# Direct predecessors and successors, and theirs.
STEPS = 2


@dataclass(frozen=True)
class Lineage:
    """A unit among its nearest: `units` from top to bottom as they are drawn, `links` between them.

    Those it was made from stand above it, what it became below it. `renames` are new names it got under the same
    number, `boundaries` areas that moved to or from it.
    """

    unit: Unit
    units: tuple[Unit, ...]
    links: tuple[Link, ...]
    renames: tuple[Change, ...]
    boundaries: tuple[Change, ...]

    @property
    def is_worth_drawing(self) -> bool:
        """Whether anything has happened to it but names and boundaries."""
        return bool(self.links) or len(self.unit.periods) > 1


def lineage(register: Register, unit: Unit) -> Lineage:
    """The unit with what it was made from and what it became."""
    above = dict.fromkeys(_before(register, unit, STEPS))
    below = dict.fromkeys(_after(register, unit, STEPS))
    units = tuple(dict.fromkeys([*above, unit, *below]))
    changes = [change for change in register.changes if change.kind is ChangeKind.RENAME]
    return Lineage(
        unit=unit,
        units=units,
        links=tuple(link for one in units for link in register.successors(one) if link.successor in units),
        renames=tuple(change for change in changes if register.unit(change.to_number, change.date) == unit),
        boundaries=tuple(sorted(register.boundary_changes(unit), key=lambda change: change.date)),
    )


def _before(register: Register, unit: Unit, steps: int) -> Iterator[Unit]:
    """Those before it, each below those it was made from itself."""
    for link in register.predecessors(unit) if steps else ():
        yield from _before(register, link.predecessor, steps - 1)
        yield link.predecessor


def _after(register: Register, unit: Unit, steps: int) -> Iterator[Unit]:
    """Those after it, each above what it became itself."""
    for link in register.successors(unit) if steps else ():
        yield link.successor
        yield from _after(register, link.successor, steps - 1)
