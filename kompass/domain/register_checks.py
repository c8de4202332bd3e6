"""What must hold of a register before a graph is made of it. Every fault is found, not only the first."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter

from kompass.domain.errors import Problem
from kompass.domain.municipality import Municipality
from kompass.domain.register import REPLACING, WHOLE, Change, ChangeKind

# Inhabitants by municipality number and year, on 1 January.
Population = Mapping[tuple[str, int], int]

# From one 1 January to the next a merged municipality may grow or shrink by this much, births and moves
# included. The largest step known is 5.2 per cent; small places move by whole families, hence a floor.
TOLERANCE = Fraction(55, 1000)
TOLERATED_INHABITANTS = 120
# A boundary change that moves this share of either side's inhabitants or more is a division, not a note.
BOUNDARY_LIMIT = Fraction(15, 100)

ENDING = REPLACING | {ChangeKind.RENUMBER}


@dataclass(frozen=True, slots=True)
class Count:
    """What the statistics bureau counted on 1 January of a year."""

    year: int
    municipalities: int
    inhabitants: int


def change_problems(municipalities: Sequence[Municipality], changes: Sequence[Change]) -> list[Problem]:
    """Faults that make a graph impossible: unknown numbers, wrong order, cycles, gaps, shares."""
    known = {one.number: one for one in municipalities}
    problems = [
        Problem("duplicate_number", "municipalities.csv", (("number", number),))
        for number, times in Counter(one.number for one in municipalities).items()
        if times > 1
    ]
    problems += [
        _of(change, "change_unknown_number", number=number)
        for change in changes
        for number in dict.fromkeys((change.from_number, change.to_number))
        if number not in known
    ]
    changes = [change for change in changes if change.from_number in known and change.to_number in known]
    problems += _repeated(changes)
    ending = [change for change in changes if change.kind in ENDING]
    kept = {(change.from_number, change.date) for change in ending if change.from_number == change.to_number}
    for change in changes:
        problems += _order_problems(change, known, kept)
    problems += _shape_problems(changes)
    problems += _cycles(ending)
    problems += _gaps(known.values(), ending)
    return problems


def _of(change: Change, code: str, **values: str) -> Problem:
    given = {
        "date": change.date.isoformat(),
        "from": f"{change.from_number} {change.from_name}",
        "to": f"{change.to_number} {change.to_name}",
    }
    return Problem(code, "changes.csv", tuple((given | values).items()))


def _repeated(changes: Iterable[Change]) -> list[Problem]:
    times = Counter((c.date, c.kind, c.from_number, c.to_number) for c in changes)
    first = {(c.date, c.kind, c.from_number, c.to_number): c for c in changes}
    return [_of(first[key], "change_repeated") for key, count in times.items() if count > 1]


def _order_problems(
    change: Change, known: Mapping[str, Municipality], kept: Container[tuple[str, date]]
) -> Iterator[Problem]:
    """The first number must be in use until the day of the change, the second one from that day on.

    A number is `kept` when it goes on through the change, which a row from itself to itself says.
    """
    before, after = known[change.from_number], known[change.to_number]
    # A new number is new; only a merger or a division can lead into one that is in use.
    is_taken = change.kind is ChangeKind.RENUMBER and before != after and after.valid_from != change.date
    if is_taken or not before.is_valid_on(change.date - timedelta(days=1)) or not after.is_valid_on(change.date):
        yield _of(change, "change_out_of_order")
    elif change.kind in ENDING and (before.number, change.date) not in kept and before.valid_to != change.date:
        yield _of(change, "change_leaves_number_open")


def _shape_problems(changes: Sequence[Change]) -> list[Problem]:
    """A merge joins at least two, a division makes at least two, a renumbering concerns one; shares sum to 1."""
    arriving: dict[tuple[str, date], list[Change]] = defaultdict(list)
    leaving: dict[tuple[str, date], list[Change]] = defaultdict(list)
    for change in changes:
        if change.kind in ENDING:
            arriving[change.to_number, change.date].append(change)
            leaving[change.from_number, change.date].append(change)
    problems = []
    for change in changes:
        sources = {one.from_number for one in arriving.get((change.to_number, change.date), ())}
        targets = {one.to_number for one in leaving.get((change.from_number, change.date), ())}
        if code := _shape_problem(change, len(sources), len(targets)):
            problems.append(_of(change, code))
    return problems + [problem for rows in leaving.values() for problem in _share_problems(rows)]


def _shape_problem(change: Change, sources: int, targets: int) -> str:
    """Code of what is wrong with the shape of a change, empty when nothing is."""
    itself = change.from_number == change.to_number
    wrong = {
        ChangeKind.MERGE: "merge_with_itself" if itself else "merge_of_one",
        ChangeKind.SPLIT: "split_into_one",
        ChangeKind.RENUMBER: "renumbering_of_many",
        ChangeKind.RENAME: "rename_without_change",
        ChangeKind.BOUNDARY: "boundary_with_itself",
    }
    is_wrong = {
        ChangeKind.MERGE: sources < 2,
        ChangeKind.SPLIT: targets < 2,
        ChangeKind.RENUMBER: itself or sources > 1 or targets > 1,
        ChangeKind.RENAME: not itself or change.from_name == change.to_name,
        ChangeKind.BOUNDARY: itself,
    }
    return wrong[change.kind] if is_wrong[change.kind] else ""


def _share_problems(rows: Sequence[Change]) -> list[Problem]:
    shares = [row.share or Fraction(0) for row in rows]
    if sum(shares) == WHOLE and min(shares) > 0:
        return []
    return [_of(rows[0], "shares_do_not_sum", sum=str(float(sum(shares))))]


def _cycles(ending: Iterable[Change]) -> list[Problem]:
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for change in ending:
        if change.from_number != change.to_number:
            sorter.add(change.to_number, change.from_number)
    try:
        sorter.prepare()
    except CycleError as error:
        return [Problem("change_cycle", "changes.csv", (("numbers", " → ".join(error.args[1])),))]
    return []


def _gaps(municipalities: Iterable[Municipality], ending: Sequence[Change]) -> list[Problem]:
    """A number that ends must lead somewhere; one that starts while changes are known must come from somewhere."""
    left = {(change.from_number, change.date) for change in ending}
    reached = {(change.to_number, change.date) for change in ending}
    first = min((change.date for change in ending), default=date.max)
    problems = []
    for one in municipalities:
        values = (("number", one.number), ("name", one.name))
        if one.valid_to and (one.number, one.valid_to) not in left:
            problems.append(
                Problem(
                    "number_without_successor", "municipalities.csv", (*values, ("date", one.valid_to.isoformat()))
                )
            )
        if one.valid_from >= first and (one.number, one.valid_from) not in reached:
            start = ("date", one.valid_from.isoformat())
            problems.append(Problem("number_without_predecessor", "municipalities.csv", (*values, start)))
    return problems


def population_problems(
    municipalities: Sequence[Municipality],
    changes: Sequence[Change],
    population: Population,
    counts: Sequence[Count],
) -> list[Problem]:
    """Faults in the figures: wrong counts, missing inhabitants, inhabitants lost or found in a merger."""
    problems = []
    for count in counts:
        day = date(count.year, 1, 1)
        valid = {one.number for one in municipalities if one.is_valid_on(day)}
        given = {number for number, year in population if year == count.year}
        if len(valid) != count.municipalities:
            problems.append(_differs("municipality_count", count.year, count.municipalities, len(valid)))
            continue
        problems += [
            Problem("population_unknown", "population.csv", (("number", number), ("year", str(count.year))))
            for number in sorted(valid - given)
        ]
        problems += [
            Problem("population_unexpected", "population.csv", (("number", number), ("year", str(count.year))))
            for number in sorted(given - valid)
        ]
        total = sum(population[number, count.year] for number in given)
        if total != count.inhabitants:
            problems.append(_differs("population_total", count.year, count.inhabitants, total))
    return problems + _lost_inhabitants(changes, population) + _large_boundaries(changes, population)


def _differs(code: str, year: int, expected: int, found: int) -> Problem:
    return Problem(code, "counts.csv", (("year", str(year)), ("expected", str(expected)), ("found", str(found))))


def _lost_inhabitants(changes: Iterable[Change], population: Population) -> list[Problem]:
    """Inhabitants the year before and after, over everything that exchanged inhabitants on the same day."""
    problems = []
    for day, before, after in _exchanges(changes, population):
        year = day.year
        if any((number, year - 1) not in population for number in before):
            continue  # the series starts later
        if not any((number, year) in population for number in after):
            continue  # the figures are not out yet
        was = sum(population[number, year - 1] for number in before)
        became = sum(population.get((number, year), 0) for number in after)
        if abs(became - was) > max(Fraction(TOLERATED_INHABITANTS), TOLERANCE * was):
            values = (
                ("date", day.isoformat()),
                ("from", ", ".join(sorted(before))),
                ("to", ", ".join(sorted(after))),
                ("before", str(was)),
                ("after", str(became)),
            )
            problems.append(Problem("population_not_conserved", "population.csv", values))
    return problems


def _exchanges(
    changes: Iterable[Change], population: Population
) -> Iterator[tuple[date, frozenset[str], frozenset[str]]]:
    """Groups of numbers that exchanged inhabitants on one 1 January: those before and those after."""
    by_day: dict[date, list[Change]] = defaultdict(list)
    for change in changes:
        if change.kind is not ChangeKind.RENAME and (change.date.month, change.date.day) == (1, 1):
            by_day[change.date].append(change)
    for day, of_day in sorted(by_day.items()):
        groups: list[tuple[set[str], set[str]]] = []
        for change in of_day:
            before, after = {change.from_number}, {change.to_number}
            for number in (change.from_number, change.to_number):
                if (number, day.year - 1) in population:
                    before.add(number)
                if (number, day.year) in population:
                    after.add(number)
            joined = [group for group in groups if group[0] & before or group[1] & after]
            groups = [group for group in groups if group not in joined]
            for group in joined:
                before |= group[0]
                after |= group[1]
            groups.append((before, after))
        for before, after in groups:
            yield day, frozenset(before), frozenset(after)


def _large_boundaries(changes: Iterable[Change], population: Population) -> list[Problem]:
    problems = []
    for change in changes:
        if change.kind is not ChangeKind.BOUNDARY or change.inhabitants is None:
            continue
        year = change.date.year
        sides = (population.get((change.from_number, year - 1)), population.get((change.to_number, year)))
        if any(side is not None and change.inhabitants >= BOUNDARY_LIMIT * side for side in sides):
            problems.append(_of(change, "boundary_too_large", inhabitants=str(change.inhabitants)))
    return problems
