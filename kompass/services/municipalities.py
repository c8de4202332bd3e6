"""Finding a municipality, its line through time, and what is known of it."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy.orm import Session

from kompass.domain.errors import NotFound, Problem
from kompass.domain.history import PublishedResult, history_findings, is_of
from kompass.domain.lineage import Lineage, lineage
from kompass.domain.municipality import Grouping, Municipality
from kompass.domain.permissions import Actor, Permission
from kompass.domain.register import Link, Register, Unit
from kompass.formats import search_key, sorting_key
from kompass.services.access import require
from kompass.storage import municipalities, results


@dataclass(frozen=True, slots=True)
class Place:
    """A unit, what it was made of and what it became, and where its page is.

    `year` is set where a newer unit has the number now. `is_division` when nobody else took part in any of what it
    became.
    """

    unit: Unit
    year: int | None
    made_of: tuple[Link, ...]
    became: tuple[Link, ...]
    is_division: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One municipality that matches a search, however many numbers it has had.

    `inhabitants` is the latest count, None for one that is gone.
    """

    place: Place
    inhabitants: int | None


@dataclass(frozen=True, slots=True)
class Matches:
    """What a search found: `total` counts those not shown too, `demonstrations` every invented one there is."""

    found: list[Found]
    total: int
    demonstrations: int


@dataclass(frozen=True, slots=True)
class Origin:
    """A unit from before a merger or a division, with its own published results."""

    place: Place
    history: list[PublishedResult]


@dataclass(frozen=True, slots=True)
class Dossier:
    """One unit as it is asked for under one of its numbers, `municipality`, and what is known of it.

    `inhabitants` is year and count of its last figure. `namesakes` are other units that have had the number.
    `lineage` holds it among those before and after it, and `places` says where the page of each of them is.
    `origins` are all units before it, the nearest first.
    `history` are its own published results at the depth they are known; `findings` is where those disagree.
    `groupings` are the groups it was in while it existed, the newest first.
    """

    municipality: Municipality
    place: Place
    inhabitants: tuple[int, int] | None
    namesakes: tuple[Place, ...]
    lineage: Lineage
    places: dict[Unit, Place]
    origins: tuple[Origin, ...]
    history: list[PublishedResult]
    findings: list[Problem]
    groupings: tuple[Grouping, ...]

    @property
    def unit(self) -> Unit:
        return self.place.unit


def search(session: Session, actor: Actor | None, words: str, *, most: int) -> Matches:
    """Municipalities that match the words in a number or name they have or had, each once.

    At most `most` are shown: those of exactly this name or number first, then those of today.
    """
    require(actor, Permission.MUNICIPALITY_READ)
    register = municipalities.register(session)
    numbers = municipalities.matching(session, words)
    units = {unit for number in numbers for unit in register.units_of(number)}
    wanted = search_key(words)
    shown = sorted(units, key=lambda unit: _order(unit, wanted))[:most]
    latest = municipalities.latest_inhabitants(session, [unit.number for unit in shown if unit.is_current])
    return Matches(
        found=[
            Found(_place(register, unit), latest.get(unit.number) if unit.is_current else None) for unit in shown
        ],
        total=len(units),
        demonstrations=sum(unit.is_demonstration for unit in register.units),
    )


# The same few hundred names are sorted again in every search.
@lru_cache(maxsize=2048)
def _keys(name: str) -> tuple[str, object]:
    return search_key(name), sorting_key(name)


def _order(unit: Unit, wanted: str) -> tuple[object, ...]:
    name, alphabetical = _keys(unit.name)
    is_exact = bool(wanted) and (name == wanted or wanted in unit.numbers)
    return (
        not is_exact,
        not unit.is_current,
        not name.startswith(wanted),
        unit.is_demonstration,
        alphabetical,
        unit.key,
    )


def _place(register: Register, unit: Unit) -> Place:
    newest = register.units_of(unit.number)[-1]
    became = register.successors(unit)
    return Place(
        unit=unit,
        year=None if newest == unit else unit.valid_from.year,
        made_of=register.predecessors(unit),
        became=became,
        is_division=all(len(register.predecessors(link.successor)) == 1 for link in became),
    )


def dossier(session: Session, actor: Actor | None, number: str, year: int | None = None) -> Dossier:
    """What is known of the unit that has or last had the number, or of the one that began in this year.

    NotFound for an unknown number, or when none of its units began then.
    """
    require(actor, Permission.MUNICIPALITY_READ)
    municipality = municipalities.municipality(session, number)
    if municipality is None:
        raise NotFound
    register = municipalities.register(session)
    units = [unit for unit in register.units_of(number) if year in (None, unit.valid_from.year)]
    if not units:
        raise NotFound
    unit = units[-1]
    history = history_of(session, unit)
    line = lineage(register, unit)
    origins = tuple(Origin(_place(register, one), history_of(session, one)) for one in register.origins(unit))
    return Dossier(
        municipality=municipality,
        place=_place(register, unit),
        inhabitants=_last_count(session, unit),
        namesakes=tuple(_place(register, one) for one in register.units_of(number) if one != unit),
        lineage=line,
        places={one: _place(register, one) for one in line.units},
        origins=origins,
        history=history,
        findings=history_findings(history),
        groupings=tuple(
            one for one in municipalities.groupings(session, unit.numbers) if unit.is_valid_on(date(one.year, 1, 1))
        ),
    )


def _last_count(session: Session, unit: Unit) -> tuple[int, int] | None:
    """Year and inhabitants of the last count while the unit existed."""
    counts = municipalities.inhabitants(session, unit.numbers)
    return max(
        ((year, count) for (_, year), count in counts.items() if unit.is_valid_on(date(year, 1, 1))), default=None
    )


def history_of(session: Session, unit: Unit) -> list[PublishedResult]:
    """Published results of a unit under all its numbers."""
    return [result for result in results.published_results(session, unit.numbers) if is_of(result, unit)]
