"""Processes before and after: the rules themselves stand in docs/mergers.md and its test."""

from datetime import date
from fractions import Fraction

import pytest

from kompass.domain.answers import Answer, Level, NotApplicable
from kompass.domain.before_after import Starting, starting_point
from kompass.domain.evaluation import Evaluation, Status
from kompass.domain.framework import Framework
from kompass.domain.history import KnownResult, known_from_evaluation
from kompass.domain.merged_processes import Fate, common_gaps, fates, lessons
from kompass.domain.merger import Partner, merger
from kompass.domain.register import Unit
from kompass.domain.scoring import score
from tests.factories import make_framework, make_municipality

FRAMEWORK: Framework = make_framework({"en": {"x": (100, {"a": 1, "b": 2})}})
SUCCESSOR = Unit((make_municipality("9999"),), date(2020, 1, 1), None)
LEFT_OUT = "ikke aktuell"


def result(*levels: int | str) -> KnownResult:
    """A full result with these levels on process a and b; a text is a reason why it does not apply."""
    answers: dict[str, Answer] = {
        criterion_id: Level(level) if isinstance(level, int) else NotApplicable(level)
        for criterion_id, level in zip(FRAMEWORK.criteria, levels, strict=True)
    }
    evaluation = Evaluation(
        1, make_municipality(), FRAMEWORK.id, FRAMEWORK.edition, "digest", date(2023, 1, 1), Status.PUBLISHED
    )
    return known_from_evaluation(evaluation, score(FRAMEWORK, answers))


def unit(number: int) -> Unit:
    return Unit((make_municipality(f"9{number:03}"),), date(2000, 1, 1), date(2020, 1, 1))


def started(*results: KnownResult | None, after: KnownResult | None = None) -> Starting:
    partners = [
        Partner(unit(n), Fraction(1), is_estimate=False, inhabitants=100 - n, inhabitants_year=2019, known=one)
        for n, one in enumerate(results)
    ]
    return starting_point(merger(partners, SUCCESSOR), after)


def fate_of(before: tuple[int | str, ...], after: int | str) -> list[Fate]:
    later = result(after, 0)
    starting = started(*(result(level, LEFT_OUT) for level in before), after=later)
    return [one.fate for one in fates(starting.processes, starting.process_coverage, later.result)]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((3, 0), 3, [Fate.KEPT]),
        ((2, 2), 3, [Fate.GAINED]),
        ((4, 2), 2, [Fate.LOST]),
        ((3, 4), 2, [Fate.NEW_WEAKNESS]),
        ((2, 0), 2, [Fate.INHERITED]),
        ((LEFT_OUT, 4), 2, [Fate.NEW_WEAKNESS]),
        ((LEFT_OUT, LEFT_OUT), 2, []),
        ((4, 4), LEFT_OUT, []),
    ],
)
def test_fate(before: tuple[int | str, ...], after: int | str, expected: list[Fate]) -> None:
    assert fate_of(before, after) == expected


def test_fate_carries_the_levels() -> None:
    later = result(3, 1)
    starting = started(result(4, 2), result(1, 2), after=later)

    first, _ = fates(starting.processes, starting.process_coverage, later.result)
    assert (list(first.before.levels.values()), first.level) == ([4, 1], 3)


def test_no_fate_without_a_later_result_or_with_too_few_before() -> None:
    later = result(3, 1)
    starting = started(result(4, 2), None, None, after=later)

    assert fates(starting.processes, starting.process_coverage, later.result) == []
    assert fates(starting.processes, starting.process_coverage, None) == []


def test_what_all_lack_needs_all() -> None:
    whole, part = started(result(1, 3), result(2, 4)), started(result(1, 3), result(2, 4), None)

    assert [one.criterion.id for one in common_gaps(whole.processes, whole.process_coverage, 3)] == ["en.x.a"]
    assert common_gaps(part.processes, part.process_coverage, 3) == []


def test_what_all_lack_begins_where_most_is_left() -> None:
    found = started(result(1, 1), result(2, 2))

    gaps = common_gaps(found.processes, found.process_coverage, 3)
    assert [one.criterion.id for one in gaps] == ["en.x.b", "en.x.a"]


def test_process_nobody_was_judged_on_is_no_gap() -> None:
    found = started(result(LEFT_OUT, 1), result(LEFT_OUT, 2))

    gaps = common_gaps(found.processes, found.process_coverage, 3)
    assert [one.criterion.id for one in gaps] == ["en.x.b"]


def test_lesson_has_a_teacher_and_a_learner() -> None:
    found = lessons(started(result(4, 4), result(1, 2), result(3, 0)).processes)

    assert [(one.before.criterion.id, one.teachers, one.learners) for one in found] == [
        ("en.x.b", (unit(0),), (unit(2),)),
        ("en.x.a", (unit(0),), (unit(1),)),
    ]
