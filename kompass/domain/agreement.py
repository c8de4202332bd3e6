"""How much assessors who scored alone agreed, before they talked.

A unit is one process; its values are the levels the assessors gave it. Not scored and not applicable are absence of
a value. Formulas and a worked example stand in docs/agreement.md; a test recomputes them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import chain, combinations
from math import lcm
from random import Random

# Krippendorff, Content Analysis (4th ed., 2019): rely on data from 0.800, conclude tentatively from 0.667.
GOOD_FROM = Fraction(800, 1000)
TENTATIVE_FROM = Fraction(667, 1000)

# Below this many processes one of them decides too much for a word or an interval. Our own choice.
FEWEST_PROCESSES = 10

# From here one level has so many of the values that alpha is settled by the few others. Our own choice.
BUNCHED_FROM = Fraction(4, 5)

RESAMPLES = 1000
# The part of the resamples that is cut away at each end: what is left is 95 %.
_CUT = Fraction(25, 1000)
# Above this part without an alpha, the interval would speak for those draws that happened to vary.
_MOST_UNDEFINED = Fraction(1, 20)
# Fixed, so that the same levels always give the same interval.
_SEED = 1


class Verdict(StrEnum):
    """What alpha says about the agreement."""

    TOO_FEW = "too_few"
    NO_VARIATION = "no_variation"
    LOW = "low"
    TENTATIVE = "tentative"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement in one area.

    `doubly_scored` is the number of processes with at least two levels; everything but `ac2` rests on these alone.
    `exact` and `within_one` are the shares, 0 to 1, of pairs of assessors on the same level and at most one step
    apart; each process weighs the same however many pairs it has. `commonest_share` is the part of the values that
    the commonest level has. These and `ac2` are None when no process has two levels.

    `alpha` and `ac2` are at most 1; 0 is what chance gives, and they can fall below it. `alpha` is None when all
    the values are equal. `alpha_interval` is its 95 % interval, None where there is too little to draw from.
    """

    doubly_scored: int
    exact: Fraction | None
    within_one: Fraction | None
    alpha: Fraction | None
    alpha_interval: tuple[float, float] | None
    ac2: Fraction | None
    commonest_share: Fraction | None

    @property
    def has_variation(self) -> bool:
        """Whether more than one level is in use where assessors can be compared."""
        return self.alpha is not None

    @property
    def is_bunched(self) -> bool:
        """Whether one level has so many of the values that AC2 should stand beside alpha."""
        return self.commonest_share is not None and self.commonest_share >= BUNCHED_FROM

    @property
    def verdict(self) -> Verdict:
        """Judged by the exact alpha, not by the one that is printed."""
        if self.doubly_scored < FEWEST_PROCESSES:
            return Verdict.TOO_FEW
        if self.alpha is None:
            return Verdict.NO_VARIATION
        if self.alpha < TENTATIVE_FROM:
            return Verdict.LOW
        return Verdict.TENTATIVE if self.alpha < GOOD_FROM else Verdict.GOOD


@dataclass(frozen=True, slots=True)
class _Unit:
    """The levels of one process, the pairs of them that differ, and what a pair weighs among all units."""

    levels: tuple[int, ...]
    differing: tuple[tuple[int, int], ...]
    weight: int


@dataclass(frozen=True, slots=True)
class _Units:
    """The units with at least two levels. A pair in one of m levels weighs `common` / (m - 1), a whole number."""

    units: tuple[_Unit, ...]
    common: int

    def alpha(self) -> Fraction | None:
        observed, expected = self._disagreement(self.units)
        return 1 - Fraction(observed, expected) if expected else None

    def resampled(self) -> list[float]:
        """Alphas of units drawn with replacement, lowest first; draws without variation have none."""
        chance = Random(_SEED)  # noqa: S311 (a sample, not a secret)
        found = []
        for _ in range(RESAMPLES):
            observed, expected = self._disagreement(chance.choices(self.units, k=len(self.units)))
            if expected:
                found.append(1 - observed / expected)
        return sorted(found)

    def _disagreement(self, units: Sequence[_Unit]) -> tuple[int, int]:
        """Observed and expected disagreement, both times the same whole number; expected is 0 without variation.

        Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011): alpha is
        1 - (n - 1) · Σ o_ck · δ²_ck / Σ n_c · n_k · δ²_ck, summed over pairs of levels c < k. The ordinal δ_ck,
        which is Σ n_g from c to k less (n_c + n_k) / 2, is the distance between the mean ranks of c and k. Ranks
        are doubled here to stay whole.
        """
        frequencies = Counter(chain.from_iterable([unit.levels for unit in units]))
        ranks, below = {}, 0
        for level in sorted(frequencies):
            ranks[level] = 2 * below + frequencies[level]
            below += frequencies[level]
        observed = sum(
            [unit.weight * (ranks[low] - ranks[high]) ** 2 for unit in units for low, high in unit.differing]
        )
        # Σ n_c · n_k · δ² over pairs of levels is n · Σ n_c · r_c² - (Σ n_c · r_c)², and doubled ranks sum to n².
        squares = sum(frequency * ranks[level] ** 2 for level, frequency in frequencies.items())
        return (below - 1) * observed, self.common * (below * squares - below**4)


def agreement(scores: Mapping[str, Sequence[int | None]], steps: int) -> Agreement:
    """Agreement about these processes on a scale of `steps` steps, the lowest of them 0.

    `scores` holds the assessors' levels by process; None, or nothing at all, where one gave no level. The order of
    processes and of assessors does not matter. ValueError when a level is off the scale, or the scale has fewer
    than two steps.
    """
    if steps < 2:
        raise ValueError(steps)
    rows = [_levels(process, levels, steps) for process, levels in scores.items()]
    doubly = [row for row in rows if len(row) > 1]
    if not doubly:
        return Agreement(0, None, None, None, None, None, None)
    values = Counter(chain.from_iterable(doubly))
    return Agreement(
        doubly_scored=len(doubly),
        exact=_mean_of_pairs(doubly, lambda distance: Fraction(distance == 0)),
        within_one=_mean_of_pairs(doubly, lambda distance: Fraction(distance <= 1)),
        alpha=_units_of(doubly).alpha(),
        alpha_interval=_interval(doubly, steps),
        ac2=_ac2([row for row in rows if row], steps),
        commonest_share=Fraction(max(values.values()), values.total()),
    )


def _levels(process: str, levels: Iterable[int | None], steps: int) -> tuple[int, ...]:
    """The levels that were given, lowest first."""
    given = tuple(sorted(level for level in levels if level is not None))
    if any(level not in range(steps) for level in given):
        raise ValueError(process)
    return given


def _mean_of_pairs(rows: Sequence[tuple[int, ...]], measure: Callable[[int], Fraction]) -> Fraction:
    """The mean over units of the mean over pairs of assessors; `measure` is given the steps between the two.

    A process three have scored has three pairs. It weighs as one process, so that the mean speaks of processes.
    """
    total = Fraction(0)
    for row in rows:
        found = [measure(high - low) for low, high in combinations(row, 2)]
        total += sum(found, Fraction(0)) / len(found)
    return total / len(rows)


def _units_of(rows: Iterable[tuple[int, ...]]) -> _Units:
    rows = tuple(rows)
    common = lcm(*(len(row) - 1 for row in rows))
    units = (
        _Unit(row, tuple(pair for pair in combinations(row, 2) if pair[0] != pair[1]), common // (len(row) - 1))
        for row in rows
    )
    return _Units(tuple(units), common)


def _interval(rows: Sequence[tuple[int, ...]], steps: int) -> tuple[float, float] | None:
    """The 95 % percentile interval of alpha by a bootstrap over units (Efron and Tibshirani, 1993, ch. 13).

    Processes are what another sample would have had others of, so processes are drawn, each with all its levels.
    Krippendorff's own bootstrap draws pairs of values as if those of one process had nothing to do with each other,
    and holds the expected disagreement fixed.
    """
    if len(rows) < FEWEST_PROCESSES:
        return None
    # What is drawn depends on the order. Sorted, the right way up or upside down, the same levels give the same.
    mirrored = [tuple(steps - 1 - level for level in reversed(row)) for row in rows]
    found = _units_of(min(sorted(rows), sorted(mirrored))).resampled()
    if RESAMPLES - len(found) > _MOST_UNDEFINED * RESAMPLES:
        return None
    cut = int(_CUT * len(found))
    return found[cut], found[-1 - cut]


def _ac2(rows: Sequence[tuple[int, ...]], steps: int) -> Fraction:
    """Gwet's AC2 with ordinal weights, over the units with at least one level.

    Gwet, Handbook of Inter-Rater Reliability (4th ed., 2014): (p_a - p_e) / (1 - p_e), where p_a is the mean weight
    of pairs over units with two levels, and p_e is T / (q(q - 1)) · Σ π_k(1 - π_k) over the q levels. π_k is the
    mean over units of the part of the levels that are k, T the sum of all q · q weights. p_e is always below 1.
    """
    cells = [_ordinal_weight(abs(one - other), steps) for one in range(steps) for other in range(steps)]
    spread = Fraction(0)
    for level in range(steps):
        part = sum((Fraction(row.count(level), len(row)) for row in rows), Fraction(0)) / len(rows)
        spread += part * (1 - part)
    by_chance = sum(cells, Fraction(0)) / (steps * (steps - 1)) * spread
    pairable = [row for row in rows if len(row) > 1]
    found = _mean_of_pairs(pairable, lambda distance: _ordinal_weight(distance, steps))
    return (found - by_chance) / (1 - by_chance)


def _ordinal_weight(distance: int, steps: int) -> Fraction:
    """Gwet's ordinal weight: 1 less the pairs of levels from one to the other, of all pairs on the scale."""
    return 1 - Fraction(distance * (distance + 1), steps * (steps - 1))
