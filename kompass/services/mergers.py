"""Mergers and divisions: what each predecessor had, what they had together, and what became of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from kompass.domain.before_after import Starting, starting_point
from kompass.domain.editions import Crosswalk
from kompass.domain.errors import Invalid, NotFound, Problem
from kompass.domain.history import KnownResult, is_of, known_from_evaluation, known_from_publication
from kompass.domain.merged_processes import ProcessFate, fates
from kompass.domain.merger import BaselineKind, Merger, Partner, merger
from kompass.domain.permissions import Actor, Permission
from kompass.domain.register import WHOLE, Change, Link, Register, Unit
from kompass.formats import search_key, sorting_key
from kompass.services.access import require
from kompass.services.evaluations import scored_many
from kompass.services.installation import Installation
from kompass.storage import evaluations, municipalities, results

MOST_PARTNERS = 12


@dataclass(frozen=True, slots=True)
class Listed:
    """One merger or division in the list; how many of its predecessors have an evaluation on record."""

    successor: Unit
    links: tuple[Link, ...]
    evaluated_before: int
    evaluated_after: int


@dataclass(frozen=True, slots=True)
class Choice:
    """What to hold the new municipality against, and which of its evaluations.

    `evaluation` is a name as `name_of` gives it; the first evaluation with figures is taken when it is empty.
    """

    kind: BaselineKind = BaselineKind.RANGE
    evaluation: str = ""


DEFAULT = Choice()
# Inhabitants by number and year.
Figures = Mapping[tuple[str, int], int]


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """One merger with its predecessors held against one later evaluation, `after`; None while there is none.

    `later` are all evaluations of the new municipality, the oldest first. `boundaries` are areas that moved the
    same day or later, noted and not reckoned with.
    """

    starting: Starting
    kind: BaselineKind
    after: KnownResult | None
    later: tuple[KnownResult, ...]
    fates: tuple[ProcessFate, ...]
    boundaries: tuple[Change, ...]
    crosswalks: tuple[Crosswalk, ...] = ()

    @property
    def merger(self) -> Merger:
        return self.starting.merger


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asked to have compiled: the text, the municipality it means, or those it may mean."""

    text: str
    unit: Unit | None
    choices: tuple[Unit, ...] = ()


def listed(session: Session, actor: Actor | None) -> list[Listed]:
    """Every merger and division of the register, the newest first, then by name."""
    require(actor, Permission.MUNICIPALITY_READ)
    register = municipalities.register(session)
    evaluated = _evaluated_units(session, register)
    found = [
        Listed(
            unit,
            register.predecessors(unit),
            len({link.predecessor for link in register.predecessors(unit)} & evaluated),
            int(unit in evaluated),
        )
        for unit in register.merged
    ]
    return sorted(found, key=lambda one: (-one.successor.valid_from.toordinal(), sorting_key(one.successor.name)))


def _evaluated_units(session: Session, register: Register) -> set[Unit]:
    found = {
        register.unit(one.municipality.number, one.evaluated_on)
        for one in evaluations.evaluations(session)
        if one.is_public
    }
    for result in results.published_results(session):
        found |= {unit for unit in register.units_of(result.municipality_number or "") if is_of(result, unit)}
    return {unit for unit in found if unit is not None}


def before_after(
    at: Installation,
    session: Session,
    actor: Actor | None,
    key: str,
    locale: str,
    choice: Choice = DEFAULT,
) -> BeforeAfter:
    """A merger before and after; NotFound for a key or an evaluation that is not there.

    `key` is the successor's (number and year, "4205-2020").
    """
    require(actor, Permission.EVALUATION_READ)
    register = municipalities.register(session)
    successor = register.by_key(key)
    if successor is None or not register.predecessors(successor):
        raise NotFound("merger_unknown", key=key)
    links = register.predecessors(successor)
    known = _known(at, session, [successor, *(link.predecessor for link in links)], locale)
    later = tuple(sorted(known[successor], key=lambda one: one.order))
    after = _wanted(later, choice.evaluation)
    figures = municipalities.inhabitants(session, [n for link in links for n in link.predecessor.numbers])
    partners = [_partner(link.predecessor, known[link.predecessor], figures, link) for link in links]
    found = merger(partners, successor, links[0].date)
    crosswalks = at.shelf.crosswalks(after.edition.framework, after.edition.edition) if after else ()
    starting = starting_point(found, after, choice.kind, crosswalks)
    return BeforeAfter(
        starting=starting,
        kind=choice.kind,
        after=after,
        later=later,
        fates=tuple(fates(starting.processes, starting.process_coverage, after.result if after else None)),
        boundaries=_boundaries(register, successor, links),
        crosswalks=crosswalks,
    )


def _boundaries(register: Register, successor: Unit, links: Iterable[Link]) -> tuple[Change, ...]:
    """Areas that moved to or from the new municipality, or from a predecessor on the day of the merger."""
    found = list(register.boundary_changes(successor))
    for link in links:
        of_day = (one for one in register.boundary_changes(link.predecessor) if one.date == link.date)
        found += [change for change in of_day if change not in found]
    return tuple(sorted(found, key=lambda change: change.date))


def name_of(known: KnownResult) -> str:
    """What an evaluation is called in an address: its id, or the year a published result is of."""
    return str(known.evaluation_id) if known.evaluation_id is not None else f"publisert-{known.year or 'uten-aar'}"


def _wanted(later: Sequence[KnownResult], name: str) -> KnownResult | None:
    if name:
        found = next((known for known in later if name_of(known) == name), None)
        if found is None:
            raise NotFound
        return found
    return next((known for known in later if known.total is not None), None)


def _partner(unit: Unit, known: Iterable[KnownResult], figures: Figures, link: Link | None = None) -> Partner:
    """A unit with its last evaluation and its last count of inhabitants, before the link when there is one."""
    year, inhabitants = _latest(unit, figures, link.date if link else None)
    newest_first = sorted(known, key=lambda one: one.order, reverse=True)
    return Partner(
        unit=unit,
        share=link.share if link else WHOLE,
        is_estimate=link is not None and link.is_estimate,
        inhabitants=inhabitants,
        inhabitants_year=year,
        known=newest_first[0] if newest_first else None,
        earlier=tuple(newest_first[1:]),
        note=link.note if link else "",
    )


def _latest(unit: Unit, figures: Figures, before: date | None) -> tuple[int, int]:
    """Year and inhabitants of the unit's last figure before a day; year 0 and nobody where there is none."""
    found = [
        (year, inhabitants)
        for (number, year), inhabitants in figures.items()
        if number in unit.numbers
        and unit.is_valid_on(date(year, 1, 1))
        and (not before or date(year, 1, 1) < before)
    ]
    return max(found, default=(0, 0))


def _known(at: Installation, session: Session, units: Sequence[Unit], locale: str) -> dict[Unit, list[KnownResult]]:
    """Every finished evaluation of these units, our own and published, at the depth it is known."""
    numbers = {number for unit in units for number in unit.numbers}
    found: dict[Unit, list[KnownResult]] = {unit: [] for unit in units}
    locked = [one for one in evaluations.evaluations(session, numbers) if one.is_public]
    for scored in scored_many(at, session, locked, locale):
        for unit in units:
            number = scored.evaluation.municipality.number
            if number in unit.numbers and unit.is_valid_on(scored.evaluation.evaluated_on):
                found[unit].append(known_from_evaluation(scored.evaluation, scored.result))
    for result in results.published_results(session, numbers):
        for unit in units:
            if is_of(result, unit):
                found[unit].append(known_from_publication(result))
    return found


def wanted(session: Session, actor: Actor | None, texts: Iterable[str]) -> list[Wanted]:
    """Which municipality each text means: a number, a key, or a name of today or yesterday.

    A name that several have, or have had, comes back with the choices; one that nobody has, without.
    """
    require(actor, Permission.MUNICIPALITY_READ)
    register = municipalities.register(session)
    return [_meant(text.strip(), register) for text in texts if text.strip()]


def units_meant(session: Session, actor: Actor | None, texts: Iterable[str]) -> list[Unit]:
    """The municipality each text means; NotFound unless every one of them means a single one."""
    found = wanted(session, actor, texts)
    units = [one.unit for one in found if one.unit is not None]
    if len(units) < len(found):
        raise NotFound
    return units


def _meant(text: str, register: Register) -> Wanted:
    by_key = register.by_key(text)
    if by_key is not None:
        return Wanted(text, by_key)
    key = search_key(text)
    found = register.units_of(text) or tuple(unit for unit in register.units if key in _names(unit))
    if not found:
        found = tuple(unit for unit in register.units if any(name.startswith(key) for name in _names(unit)))
    return Wanted(text, found[0]) if len(found) == 1 else Wanted(text, None, found)


def _names(unit: Unit) -> set[str]:
    names = {search_key(period.name) for period in unit.periods}
    return names | {search_key(name) for period in unit.periods for name in period.other_names.split(";") if name}


def compiled(
    at: Installation, session: Session, actor: Actor | None, units: Sequence[Unit], locale: str
) -> Starting:
    """These municipalities side by side, each with its newest evaluation and newest count of inhabitants.

    Invalid when there are fewer than two, one twice, one that became another of them, or too many to read.
    """
    require(actor, Permission.EVALUATION_READ)
    if problems := _compile_problems(units, municipalities.register(session)):
        raise Invalid(tuple(problems))
    known = _known(at, session, units, locale)
    figures = municipalities.inhabitants(session, [number for unit in units for number in unit.numbers])
    return starting_point(merger(_partner(unit, known[unit], figures) for unit in units))


def merged_into(session: Session, actor: Actor | None, units: Sequence[Unit]) -> Unit | None:
    """The municipality that exactly these became; None when they went separate ways, or are still there."""
    require(actor, Permission.MUNICIPALITY_READ)
    register = municipalities.register(session)
    heirs = [link.successor for link in register.successors(units[0])] if units else []
    found = (one for one in heirs if {link.predecessor for link in register.predecessors(one)} == set(units))
    return next(found, None)


def _compile_problems(units: Sequence[Unit], register: Register) -> list[Problem]:
    problems = []
    if len(units) > MOST_PARTNERS:
        problems.append(Problem("too_many_partners", values=(("most", str(MOST_PARTNERS)),)))
    for unit in units:
        for heir in register.heirs(unit):
            if heir in units:
                values = (("name", unit.name), ("other", heir.name), ("year", str(heir.valid_from.year)))
                problems.append(Problem("partner_became_other", unit.key, values))
    return problems
