"""The demonstration on the real edition, and the comparison group made from it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from kompass.catalogue.shelf import load
from kompass.domain.answers import Answer, Level, NotApplicable
from kompass.domain.evaluation import Evaluation, Status
from kompass.domain.permissions import Actor, Relation
from kompass.domain.preparation import Progress
from kompass.services import (
    accounts,
    comments,
    consensus,
    demonstration,
    demonstration_mergers,
    evaluations,
    evidence,
    gold_stars,
    measures,
    preparation,
    teams,
    texts,
)
from kompass.services import demonstration_content as content
from kompass.services.comparison import comparison_group
from kompass.services.evidence import Filter
from kompass.services.installation import Installation
from kompass.storage.tables import (
    AnswerRow,
    CommentRow,
    EvaluationRow,
    EvidenceRow,
    GoldStarRow,
    IntervieweeRow,
    InterviewRow,
    MeasureRow,
    SheetRow,
    TextRow,
)
from tests.factories import begin

CRITERIA = Path(__file__).resolve().parents[2] / "criteria"


@pytest.fixture
def real(at: Installation) -> Installation:
    return replace(at, shelf=load(CRITERIA))


@pytest.fixture
def passwords(real: Installation, session: Session) -> dict[str, str]:
    opened = demonstration.open_accounts(real, session)
    demonstration.add_evaluations(real, session)
    return dict(opened)


def test_accounts_open_with_the_printed_passwords(session: Session, passwords: dict[str, str]) -> None:
    for email, password in passwords.items():
        assert accounts.sign_in(session, email, password) is not None


def test_adding_twice_changes_nothing(real: Installation, session: Session, passwords: dict[str, str]) -> None:
    def kept() -> list[int | None]:
        tables = (EvaluationRow, EvidenceRow, InterviewRow, TextRow, GoldStarRow, MeasureRow, CommentRow)
        return [session.scalar(select(func.count()).select_from(table)) for table in tables]

    before = kept()

    demonstration.add_evaluations(real, session)

    assert demonstration.open_accounts(real, session) == []
    assert kept() == before


@pytest.mark.usefixtures("passwords")
def test_every_invented_score_belongs_to_an_invented_place(real: Installation, session: Session) -> None:
    actor, _ = demonstration.sample_evaluation(session)

    found = evaluations.listed(real, session, actor, "nb")
    merged = sum(len(place.evaluated_on) for place in demonstration_mergers.PLACES)
    assert len(found) == len(demonstration.PLACES) + merged + 4  # and four that are under way
    results = [one.scored.result for one in found if one.scored and one.evaluation.is_public]
    assert len(results) == len(found) - 4
    assert all(one.evaluation.is_demonstration for one in found)
    assert all(result.total.complete for result in results)
    assert any(isinstance(c.answer, NotApplicable) for result in results for c in result.criteria)


@pytest.mark.usefixtures("passwords")
def test_group_is_everybody_else_of_the_same_kind(real: Installation, session: Session) -> None:
    actor, evaluation_id = demonstration.sample_evaluation(session)
    scored = evaluations.scored(real, session, actor, evaluation_id, "nb")

    group = comparison_group(session, actor, scored, "Andre")

    assert group is not None
    assert (group.name, group.count, set(group.spreads)) == (
        "Andre",
        10,  # the seven other ones, and what three invented mergers made; not what was merged away
        {a.id for a in scored.framework.areas},
    )


@pytest.mark.usefixtures("passwords")
def test_group_follows_what_others_answered(real: Installation, session: Session) -> None:
    actor, evaluation_id = demonstration.sample_evaluation(session)
    scored = evaluations.scored(real, session, actor, evaluation_id, "nb")
    before = comparison_group(session, actor, scored, "Andre")
    other = select(SheetRow.id).where(SheetRow.evaluation_id != evaluation_id, SheetRow.account_id.is_(None))
    criterion_id = next(iter(scored.framework.criteria))

    session.execute(update(AnswerRow).where(AnswerRow.sheet_id.in_(other)).values(level=4, reason=None))
    after = comparison_group(session, actor, scored, "Andre")

    assert before is not None
    assert after is not None
    assert before.means[criterion_id].share < after.means[criterion_id].share == 1


@pytest.mark.usefixtures("passwords", "places")
def test_real_municipality_is_never_compared_with_invented_ones(
    real: Installation, session: Session, assessor: Actor
) -> None:
    evaluation_id = begin(real, session, assessor, "5025", real.clock().date())
    scored = evaluations.scored(real, session, assessor, evaluation_id, "nb")

    assert comparison_group(session, assessor, scored, "Andre") is None


def test_sample_without_demonstration_is_an_error(real: Installation, session: Session) -> None:
    with pytest.raises(LookupError):
        demonstration.sample_evaluation(session)


@pytest.fixture
def shown(exhibition: Installation) -> Iterator[Session]:
    """The whole demonstration, made once; it may only be read."""
    with exhibition.session() as opened:
        yield opened


@pytest.fixture
def under_way(exhibition: Installation, shown: Session) -> dict[Status, Evaluation]:
    """The evaluations that are not finished."""
    lead, _ = demonstration.sample_evaluation(shown)
    found = [one.evaluation for one in evaluations.listed(exhibition, shown, lead, "nb")]
    return {one.status: one for one in found if not one.is_public}


def test_one_is_under_way_at_each_step_with_a_team_of_its_own(
    exhibition: Installation, shown: Session, under_way: dict[Status, Evaluation]
) -> None:
    lead, _ = demonstration.sample_evaluation(shown)

    assert set(under_way) == {Status.COLLECTING, Status.SCORING, Status.CONSENSUS, Status.FACT_CHECK}
    for status, one in under_way.items():
        parts = [member.relation for member in teams.team(shown, lead, one.id).members]
        alone = status is Status.FACT_CHECK
        assert parts == [Relation.LEAD, *([] if alone else [Relation.ASSESSOR]), Relation.CONTACT]
    disputes = consensus.consensus(exhibition, shown, lead, under_way[Status.CONSENSUS].id, "nb").disputes
    assert 10 < len(disputes) < 50


def test_every_page_has_something_to_show(
    exhibition: Installation, shown: Session, under_way: dict[Status, Evaluation]
) -> None:
    lead, sample = demonstration.sample_evaluation(shown)

    for one in under_way.values():
        plan = preparation.overview(exhibition, shown, lead, one.id, "nb")
        described = 5 if one.status is Status.COLLECTING else 8
        assert plan.progress == Progress(described, 1, 4, 5)
        assert (len(plan.plan.days.all), plan.names) == (5, 0)
        rests = evidence.collection(exhibition, shown, lead, one.id, "nb", Filter())
        assert set(rests.counts.values()) == {1, 3}
        assert all(item.criterion_ids for item in rests.items)
    for status, count in ((Status.CONSENSUS, 6), (Status.FACT_CHECK, 12)):
        written = texts.written(shown, under_way[status].id)
        assert len(written) == count
        assert "{" not in "".join(written.values())
    draft = comments.draft(exhibition, shown, lead, under_way[Status.FACT_CHECK].id, "nb")
    assert (draft.count, draft.open) == (2, 1)
    assert len(gold_stars.library(exhibition, shown, lead, "", "", "nb").found) == len(content.STARS)
    assert len(measures.follow_up(exhibition, shown, lead, sample, "nb").measures) == 3
    for status in (Status.SCORING, Status.CONSENSUS):
        (earlier,) = measures.follow_up(exhibition, shown, lead, under_way[status].id, "nb").earlier
        assert len(earlier.measures) == 3
    assert shown.scalar(select(func.count()).select_from(IntervieweeRow)) == 0


def test_stars_go_where_the_level_is_highest_and_nowhere_without_one() -> None:
    first, second, *_ = content.STARS

    given: dict[str, dict[str, Answer]] = {
        "a": {first: Level(3), second: Level(0)},
        "b": {first: Level(2), second: NotApplicable("x")},
    }
    assert content.stars_by_place(given) == {"a": [first], "b": []}
