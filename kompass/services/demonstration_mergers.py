"""Two invented mergers with invented scores: three into one, and one with a municipality that was divided."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from kompass.domain.answers import Answer, Level
from kompass.domain.framework import Criterion, Framework
from kompass.domain.register import Change, ChangeKind

MERGED_ON = date(2024, 1, 1)


class MergedPlace(NamedTuple):
    """An invented municipality in a merger. `general` is its level, 0 to 1; None for a successor.

    `inhabitants` is the last count before the merger, or the first one after it.
    """

    number: str
    name: str
    inhabitants: int
    evaluated_on: tuple[date, ...]
    general: float | None = None

    @property
    def is_predecessor(self) -> bool:
        return self.general is not None


PLACES = (
    MergedPlace("9911", "Storhavn", 15_240, (date(2023, 3, 14),), 0.58),
    MergedPlace("9912", "Nordlia", 2_310, (date(2019, 10, 8), date(2023, 3, 21)), 0.49),
    MergedPlace("9913", "Ytterskog", 4_870, (date(2023, 4, 18),), 0.53),
    MergedPlace("9914", "Havnefjell", 22_480, (date(2025, 4, 8), date(2026, 9, 15))),
    MergedPlace("9921", "Innerdal", 1_020, (date(2023, 5, 9),), 0.44),
    MergedPlace("9922", "Øverbygd", 4_310, (date(2023, 5, 16),), 0.55),
    MergedPlace("9923", "Fossgrend", 1_690, (), 0.5),
    MergedPlace("9924", "Kystbygd", 2_930, (), 0.5),
    MergedPlace("9925", "Dalfoss", 6_640, (date(2026, 5, 5),)),
    MergedPlace("9926", "Kystdal", 3_320, (date(2026, 6, 9),)),
)
NAMES = {place.number: place.name for place in PLACES}


def _change(kind: ChangeKind, before: str, after: str, share: Fraction = Fraction(1)) -> Change:
    return Change(MERGED_ON, kind, before, NAMES[before], after, NAMES[after], share, None, share < 1, "")


CHANGES = (
    _change(ChangeKind.MERGE, "9911", "9914"),
    _change(ChangeKind.MERGE, "9912", "9914"),
    _change(ChangeKind.MERGE, "9913", "9914"),
    _change(ChangeKind.SPLIT, "9921", "9925", Fraction(3, 5)),
    _change(ChangeKind.MERGE, "9922", "9925"),
    _change(ChangeKind.MERGE, "9923", "9925"),
    _change(ChangeKind.SPLIT, "9921", "9926", Fraction(2, 5)),
    _change(ChangeKind.MERGE, "9924", "9926"),
)


def population() -> dict[tuple[str, int], int]:
    """Inhabitants by number and year: the year before the merger, and every year since."""
    found: dict[tuple[str, int], int] = {}
    for place in PLACES:
        years = range(2023, 2024) if place.is_predecessor else range(2024, 2027)
        found |= {(place.number, year): place.inhabitants + 35 * (year - years[0]) for year in years}
    return found


def inherited_answers(
    framework: Framework, parents: Sequence[Mapping[str, Answer]], draw: Mapping[str, float], growth: float
) -> dict[str, Answer]:
    """Answers of a municipality made of others: now the best practice carried on, now the first one's, now none.

    `draw` is a number from -1 to 1 for each criterion; `growth` is the part of the processes that have climbed a
    step since, 0 to 1.
    """
    return {
        id_: _inherited(criterion, [parent[id_] for parent in parents], draw[id_], growth)
        for id_, criterion in framework.criteria.items()
    }


def _inherited(criterion: Criterion, parents: Sequence[Answer], drawn: float, growth: float) -> Answer:
    levels = [parent.value for parent in parents if isinstance(parent, Level)]
    if not levels:
        return parents[0]
    values = [step.value for step in criterion.scale.steps]
    # Half of the time the best practice is carried on, else the first one's; sometimes the poorest is left.
    carried = max(levels) if drawn > 0.1 else levels[0] if drawn > -0.6 else min(levels)
    # A digit of the draw that says nothing about its size.
    luck = abs(drawn) * 1000 % 1
    position = values.index(carried) + (luck < growth) - (luck > 0.93)
    return Level(values[max(0, min(len(values) - 1, position))])
