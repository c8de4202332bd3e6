"""From framework and answers to an exact result. No rounding, no words, no input or output.

The formulas and a worked example stand in docs/scoring.md; a test recomputes the example.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kompass.domain.answers import Answer, Answers, Level, NotApplicable
from kompass.domain.framework import Area, Criterion, Framework, SubArea

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """A criterion's part of the result.

    `maximum` is its points at the ideal within this evaluation: what is not applicable elsewhere has
    already been shared out; 0 when the criterion itself is not applicable. `share` is the level's share
    of full points (0 to 1), None when there is no level.
    """

    criterion: Criterion
    answer: Answer | None
    maximum: Fraction
    share: Fraction | None

    @property
    def points(self) -> Fraction:
        """Points earned so far; 0 while unanswered, which `open` tells apart from a zero."""
        return ZERO if self.share is None else self.maximum * self.share

    @property
    def open(self) -> Fraction:
        """Points that an answer can still bring."""
        return self.maximum if self.answer is None else ZERO

    @property
    def gap(self) -> Fraction:
        """Points left on the table: weight times distance from the ideal, for what is answered."""
        return ZERO if self.share is None else self.maximum * (1 - self.share)

    @property
    def applicable(self) -> bool:
        return not isinstance(self.answer, NotApplicable)


@dataclass(frozen=True, slots=True)
class Part:
    """Figures shared by sub-area, area and total. Points are exact; `answered` and `count` are criteria.

    `points` is the lower end of the band (all remaining answered 0), `points + open` the upper end.
    `maximum` is 0 when nothing in the part is applicable.
    """

    maximum: Fraction
    points: Fraction
    open: Fraction
    answered: int
    count: int

    @property
    def applicable(self) -> bool:
        return self.maximum > 0

    @property
    def gap(self) -> Fraction:
        """Points left on the table among what is answered."""
        return self.maximum - self.points - self.open

    @property
    def share(self) -> Fraction | None:
        """Share of the ideal among what is answered (0 to 1); None when nothing has a level yet."""
        decided = self.maximum - self.open
        return self.points / decided if decided else None

    @property
    def complete(self) -> bool:
        return self.answered == self.count

    @property
    def answered_share(self) -> Fraction:
        return Fraction(self.answered, self.count) if self.count else Fraction(1)


@dataclass(frozen=True, slots=True)
class SubAreaResult:
    """Result of one sub-area; see `Part`. `unit` is the points one unit of weight is worth."""

    subarea: SubArea
    part: Part
    unit: Fraction
    answers: tuple[Answer | None, ...]

    @property
    def criteria(self) -> tuple[CriterionResult, ...]:
        """Each criterion's part, worked out when asked for: totals alone are wanted far more often."""
        return tuple(
            CriterionResult(
                criterion,
                answer,
                ZERO if isinstance(answer, NotApplicable) else self.unit * criterion.weight,
                _share(criterion, answer),
            )
            for criterion, answer in zip(self.subarea.criteria, self.answers, strict=True)
        )


@dataclass(frozen=True, slots=True)
class AreaResult:
    """Result of one area; see `Part`."""

    area: Area
    part: Part
    subareas: tuple[SubAreaResult, ...]

    @property
    def criteria(self) -> Iterable[CriterionResult]:
        return (criterion for subarea in self.subareas for criterion in subarea.criteria)


@dataclass(frozen=True, slots=True)
class Result:
    """Result of a whole evaluation; an area with nothing applicable lowers `total.maximum` by its points."""

    framework: Framework
    total: Part
    areas: tuple[AreaResult, ...]

    @property
    def criteria(self) -> Iterable[CriterionResult]:
        return (criterion for area in self.areas for criterion in area.criteria)

    def area(self, area_id: str) -> AreaResult:
        """The result of one area; KeyError when the edition has no such area."""
        for area in self.areas:
            if area.area.id == area_id:
                return area
        raise KeyError(area_id)


# A rule says what one unit of weight is worth: the maximum to share out and the sum of the weights that
# apply in, points per unit of weight out.
Rule = Callable[[Fraction, int], Fraction]


def weighted_mean(maximum: Fraction, weights: int) -> Fraction:
    """u = M / sum(w), so that the points sum(u * w_i * s_i) are M times the weighted mean of the shares s_i.

    0 when nothing applies. Linear aggregation in the OECD/JRC Handbook (2008).
    """
    return maximum / weights if weights else ZERO


AGGREGATES: Mapping[str, Rule] = {"weighted_mean": weighted_mean}


def score(framework: Framework, answers: Answers) -> Result:
    """Score the answers against the framework.

    Not applicable leaves numerator and denominator: its weight is shared out among the rest of the
    sub-area, a sub-area with nothing applicable is shared out among the rest of its area, and an area
    with nothing applicable has maximum 0. Answers to criteria outside the framework are a KeyError, as
    is a level off the scale: both are refused long before, see `kompass.domain.completeness`.
    """
    unknown = answers.keys() - framework.criteria.keys()
    if unknown:
        raise KeyError(min(unknown))
    areas = tuple(_area_result(area, answers, framework.rules) for area in framework.areas)
    return Result(framework, _sum(area.part for area in areas), areas)


def _area_result(area: Area, answers: Answers, rules: Mapping[str, str]) -> AreaResult:
    given = [tuple(answers.get(criterion.id) for criterion in subarea.criteria) for subarea in area.subareas]
    applies = [not all(isinstance(answer, NotApplicable) for answer in of_subarea) for of_subarea in given]
    weights = sum(subarea.points for subarea, used in zip(area.subareas, applies, strict=True) if used)
    unit = AGGREGATES[rules["subareas"]](Fraction(area.points), weights)
    rule = AGGREGATES[rules["criteria"]]
    subareas = tuple(
        _subarea_result(subarea, unit * subarea.points if used else ZERO, of_subarea, rule)
        for subarea, used, of_subarea in zip(area.subareas, applies, given, strict=True)
    )
    return AreaResult(area, _sum(subarea.part for subarea in subareas), subareas)


def _subarea_result(
    subarea: SubArea, maximum: Fraction, answers: tuple[Answer | None, ...], rule: Rule
) -> SubAreaResult:
    # Whole numbers as far as they go: fractions are exact but slow, and a country is rescored at once.
    applying = earned = unanswered = missing = 0
    denominator = subarea.criteria[0].scale.denominator
    for criterion, answer in zip(subarea.criteria, answers, strict=True):
        if isinstance(answer, NotApplicable):
            continue
        applying += criterion.weight
        if answer is None:
            unanswered += criterion.weight
            missing += 1
        else:
            earned += criterion.weight * criterion.scale.parts[answer.value]
    unit = rule(maximum, applying)
    part = Part(
        maximum=maximum,
        points=Fraction(unit.numerator * earned, unit.denominator * denominator),
        open=unit * unanswered if unanswered else ZERO,
        answered=len(answers) - missing,
        count=len(answers),
    )
    return SubAreaResult(subarea, part, unit, answers)


def _share(criterion: Criterion, answer: Answer | None) -> Fraction | None:
    step = criterion.scale.step(answer.value) if isinstance(answer, Level) else None
    return None if step is None else step.share


def _sum(parts: Iterable[Part]) -> Part:
    maximum = points = still_open = ZERO
    answered = count = 0
    for part in parts:
        maximum += part.maximum
        points += part.points
        still_open = still_open + part.open if part.open else still_open
        answered += part.answered
        count += part.count
    return Part(maximum, points, still_open, answered, count)
