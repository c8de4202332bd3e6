"""Strengths and improvement areas by stated rules, each with its reasons as data.

Two readings are kept apart: against the ideal (absolute) and against a comparison group (relative).
The rules are written out in docs/scoring.md.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kompass.domain.answers import Level
from kompass.domain.comparison import Group
from kompass.domain.scoring import CriterionResult, Part, Result

STRONG = Fraction(3, 4)
WEAK = Fraction(1, 2)


class Kind(StrEnum):
    """What a standing is about."""

    AREA = "area"
    SUBAREA = "subarea"
    CRITERION = "criterion"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is a strength or an improvement area: a code and its figure.

    Codes: `level` (the level's value), `share` (share of the ideal), `gap` (points left on the table),
    `above_group` and `below_group` (points from the group's mean).
    """

    code: str
    value: Fraction


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one part stands: share of the ideal, points left on the table, distance from the group.

    Points throughout; `distance` is None without a comparison group or where the group has no mean.
    """

    kind: Kind
    id: str
    title: str
    level: int | None
    share: Fraction
    maximum: Fraction
    gap: Fraction
    distance: Fraction | None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        reasons = (
            [Reason("level", Fraction(self.level))] if self.level is not None else [Reason("share", self.share)]
        )
        if self.gap:
            reasons.append(Reason("gap", self.gap))
        if self.distance:
            reasons.append(Reason("above_group" if self.distance > 0 else "below_group", abs(self.distance)))
        return tuple(reasons)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A standing with its place; equal standings share the place (1, 2, 2, 4)."""

    place: int
    standing: Standing


def standings(result: Result, kind: Kind, group: Group | None = None) -> list[Standing]:
    """Every part of one kind that has a share of the ideal, in reading order."""
    if kind is Kind.AREA:
        found = [_of_part(kind, a.area.id, a.area.title, a.part, group) for a in result.areas]
    elif kind is Kind.SUBAREA:
        found = [
            _of_part(kind, s.subarea.id, s.subarea.title, s.part, group) for a in result.areas for s in a.subareas
        ]
    else:
        found = [_of_criterion(criterion, group) for criterion in result.criteria]
    return [standing for standing in found if standing is not None]


def strengths(standings_of_result: Iterable[Standing], most: int) -> list[Ranked]:
    """What to keep: at least three quarters of the ideal, the highest share first.

    Equal shares are ordered by the points they are worth, then by distance above the group. At most
    `most`, but never cutting a tie: when the last place is shared, all who share it are listed.
    """
    strong = [standing for standing in standings_of_result if standing.share >= STRONG]
    return _ranked(strong, lambda s: (-s.share, -s.maximum, -(s.distance or 0)), most)


def improvements(standings_of_result: Iterable[Standing], most: int) -> list[Ranked]:
    """Where most is to be gained: at most half of the ideal, the most points left on the table first.

    Equal gaps are ordered by distance below the group, then by the lower share. Ties as in `strengths`.
    """
    weak = [standing for standing in standings_of_result if standing.share <= WEAK]
    return _ranked(weak, lambda s: (-s.gap, s.distance or 0, s.share), most)


def ahead_of_group(standings_of_result: Iterable[Standing], most: int) -> list[Ranked]:
    """Relative reading: the farthest above the group's mean first, ties kept."""
    ahead = [standing for standing in standings_of_result if (standing.distance or 0) > 0]
    return _ranked(ahead, lambda s: (-(s.distance or 0),), most)


def behind_group(standings_of_result: Iterable[Standing], most: int) -> list[Ranked]:
    """Relative reading: the farthest below the group's mean first, ties kept."""
    behind = [standing for standing in standings_of_result if (standing.distance or 0) < 0]
    return _ranked(behind, lambda s: (s.distance or 0,), most)


OrderingKey = Callable[[Standing], tuple[Fraction | int, ...]]


def _ranked(found: list[Standing], key: OrderingKey, most: int) -> list[Ranked]:
    ordered = sorted(found, key=key)
    ranked: list[Ranked] = []
    for position, standing in enumerate(ordered, 1):
        tied = bool(ranked) and key(ranked[-1].standing) == key(standing)
        place = ranked[-1].place if tied else position
        if place > most:
            break
        ranked.append(Ranked(place, standing))
    return ranked


def _of_part(kind: Kind, part_id: str, title: str, part: Part, group: Group | None) -> Standing | None:
    if part.share is None:
        return None
    distance = group.distance(part_id, part.share, part.maximum) if group else None
    return Standing(kind, part_id, title, None, part.share, part.maximum, part.gap, distance)


def _of_criterion(result: CriterionResult, group: Group | None) -> Standing | None:
    if result.share is None or not isinstance(result.answer, Level):
        return None
    criterion = result.criterion
    distance = group.distance(criterion.id, result.share, result.maximum) if group else None
    return Standing(
        Kind.CRITERION,
        criterion.id,
        criterion.title,
        result.answer.value,
        result.share,
        result.maximum,
        result.gap,
        distance,
    )
