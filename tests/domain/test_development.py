"""What of a municipality's evaluations can be held against each other, and what changed."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from kompass.domain.answers import Answers, Level, NotApplicable
from kompass.domain.development import (
    Milestone,
    are_comparable,
    area_changes,
    edition_groups,
    in_time,
    last_pair,
    linked_areas,
    of_evaluation,
    of_publication,
    process_changes,
    total_change,
)
from kompass.domain.editions import Crosswalk, EditionKey
from kompass.domain.evaluation import Evaluation, Status
from kompass.domain.history import PublishedResult
from kompass.domain.scoring import score
from tests.factories import make_answers, make_framework, make_municipality

FRAMEWORK = make_framework()
OLD = EditionKey("kommunekompasset", "2016")


def own(answers: Answers, day: date = date(2025, 5, 4), status: Status = Status.PUBLISHED) -> Milestone:
    evaluation = Evaluation(
        day.year, make_municipality(), FRAMEWORK.id, FRAMEWORK.edition, FRAMEWORK.scoring_digest, day, status
    )
    return of_evaluation(evaluation, score(FRAMEWORK, answers))


def levels(a: int = 2, b: int = 2, c: int = 2, d: int = 2, e: int = 2) -> Answers:
    return make_answers(FRAMEWORK, a=a, b=b, c=c, d=d, e=e)


def published(
    year: int | None = 2018,
    edition: str = "2016",
    total: int | None = None,
    areas: tuple[int, ...] = (),
    inferred: str = "",
) -> Milestone:
    return of_publication(
        PublishedResult("Prøvevik", "NO", "9999", year, edition, total, areas, None, inferred, "", "kilde")
    )


def test_unfinished_evaluation_has_a_band_and_only_finished_areas() -> None:
    found = own(make_answers(FRAMEWORK, a=2), status=Status.CONSENSUS)

    assert found.known.total is None
    assert found.known.areas == {}
    assert found.band is not None
    assert found.band[0] < found.band[1]
    assert found.is_draft


def test_finished_evaluation_has_its_points() -> None:
    found = own(levels(4, 4, 4, 4, 4))

    assert (found.known.total, dict(found.known.areas), found.band) == (100, {"en": 100}, None)
    assert not found.is_draft
    assert not found.is_inferred


def test_nothing_applicable_is_no_total() -> None:
    nothing: Answers = dict.fromkeys(FRAMEWORK.criteria, NotApplicable("Ikke her."))

    assert own(nothing).known.total is None
    assert own(nothing).known.areas == {}


def test_published_result_is_marked_when_something_is_concluded() -> None:
    assert published(inferred="Edition inferred from date").is_inferred
    assert not published().is_inferred
    assert not published().is_draft


def test_order_is_that_of_time_with_the_unknown_year_first() -> None:
    spring, autumn = own(levels(), date(2018, 3, 1)), own(levels(), date(2018, 10, 1))
    middle, unknown = published(2018), published(None)

    assert in_time([autumn, middle, spring, unknown]) == (unknown, spring, middle, autumn)


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        (own(levels()), own(levels()), True),
        (published(2014), published(2018), True),
        (published(2014, edition="2010"), published(2018), False),
        (published(2014, edition=""), published(2018, edition=""), False),
        (published(2018), own(levels()), False),
    ],
    ids=["same", "same published", "other edition", "unknown editions", "published and own"],
)
def test_only_the_same_known_edition_is_comparable(earlier: Milestone, later: Milestone, expected: bool) -> None:
    assert are_comparable(earlier, later) == expected


def test_total_and_areas_are_subtracted() -> None:
    before, after = own(levels()), own(levels(4, 4, 4, 4, 4))

    assert total_change(before, after) == 50
    assert area_changes(before, after) == {"en": 50}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (published(total=400), own(levels())),
        (published(total=None), published(total=400)),
        (published(total=400), published(total=None)),
        (
            replace(published(total=400), known=replace(published(total=400).known, maximum=700)),
            published(total=410),
        ),
    ],
    ids=["other edition", "none before", "none after", "other maximum"],
)
def test_totals_that_cannot_be_compared_are_not(before: Milestone, after: Milestone) -> None:
    assert total_change(before, after) is None


def test_areas_across_editions_are_not_subtracted() -> None:
    assert area_changes(published(areas=(50,) * 8), own(levels())) == {}
    assert area_changes(published(2014, total=400), published(areas=(50,) * 8)) == {}


def test_crosswalk_leads_to_the_linked_areas_alone() -> None:
    after, walk = own(levels()), Crosswalk(OLD, {"3": "en", "4": "finnes-ikke", "9": "en"})
    before = published(areas=(10, 20, 30, 40, 50, 60, 70, 80))

    assert linked_areas(before, after, [walk]) == {"en": 30}
    assert linked_areas(published(total=400), after, [walk]) == {}
    assert linked_areas(before, after, []) == {}
    assert (
        linked_areas(
            published(edition="", areas=(1,) * 8),
            after,
            [Crosswalk(EditionKey("kommunekompasset", ""), {"1": "en"})],
        )
        == {}
    )


def test_last_pair_goes_back_past_what_is_not_comparable() -> None:
    first, last = own(levels(1), date(2020, 5, 4)), own(levels(), date(2025, 5, 4))
    between = published(2022, total=400)

    assert last_pair([first, between, last]) == (first, last)
    assert last_pair([first, between]) is None
    assert last_pair([]) is None
    assert last_pair([published(2022)]) is None
    assert last_pair([published(2020, total=1), published(2022, total=2)], full=True) is None


def test_processes_are_told_apart_by_what_became_of_them() -> None:
    before = score(FRAMEWORK, make_answers(FRAMEWORK, a=0, b=2, c=4, d=2, e="Ikke her."))
    after = score(FRAMEWORK, make_answers(FRAMEWORK, a=1, b=4, c=3, d=2, e=2))
    found = process_changes(before, after)

    assert [one.criterion.id[-1] for one in found.up] == ["b", "a"]
    assert [(one.criterion.id[-1], one.before, one.after) for one in found.down] == [("c", 4, 3)]
    assert (found.unchanged, found.left_out) == (1, 1)
    assert found.up[0].points == 15
    assert found.down[0].points == Fraction(-15, 4)


def test_process_that_was_not_there_is_left_out() -> None:
    smaller = make_framework({"en": {"x": (100, {"a": 1})}})
    found = process_changes(score(smaller, {"en.x.a": Level(2)}), score(FRAMEWORK, levels()))

    assert (found.unchanged, found.left_out) == (1, 4)


def test_groups_hold_one_edition_each_the_newest_first() -> None:
    first, second = published(2014, areas=(1,) * 8), published(2018, areas=(2,) * 8)
    unknown = [published(2015, "", areas=(3,) * 8), published(2016, "", areas=(4,) * 8)]
    mine, bare = own(levels()), published(2019, total=400)

    assert edition_groups([first, *unknown, second, bare, mine]) == [
        (mine,),
        (first, second),
        (unknown[1],),
        (unknown[0],),
    ]
