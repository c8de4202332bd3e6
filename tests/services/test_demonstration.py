"""The demonstration on the real edition, and the comparison group made from it."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from kompass.catalogue.shelf import load
from kompass.domain.answers import NotApplicable
from kompass.domain.evaluation import Status
from kompass.domain.permissions import Actor, Relation
from kompass.services import accounts, consensus, demonstration, demonstration_mergers, evaluations, teams
from kompass.services.comparison import comparison_group
from kompass.services.installation import Installation
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
    actor, _ = demonstration.sample_evaluation(session)
    before = len(evaluations.listed(real, session, actor, "nb"))

    demonstration.add_evaluations(real, session)

    assert demonstration.open_accounts(real, session) == []
    assert len(evaluations.listed(real, session, demonstration.sample_evaluation(session)[0], "nb")) == before


@pytest.mark.usefixtures("passwords")
def test_every_invented_score_belongs_to_an_invented_place(real: Installation, session: Session) -> None:
    actor, _ = demonstration.sample_evaluation(session)

    found = evaluations.listed(real, session, actor, "nb")
    merged = sum(len(place.evaluated_on) for place in demonstration_mergers.PLACES)
    assert len(found) == len(demonstration.PLACES) + merged + 2  # and two that are under way
    results = [one.scored.result for one in found if one.scored and one.evaluation.is_public]
    assert len(results) == len(found) - 2
    assert all(one.evaluation.is_demonstration for one in found)
    assert all(result.total.complete for result in results)
    assert any(isinstance(c.answer, NotApplicable) for result in results for c in result.criteria)


@pytest.mark.usefixtures("passwords")
def test_group_is_everybody_else_of_the_same_kind(real: Installation, session: Session) -> None:
    actor, evaluation_id = demonstration.sample_evaluation(session)
    scored = evaluations.scored(real, session, actor, evaluation_id, "nb")

    group = comparison_group(real, session, actor, scored, "nb", "Andre")

    assert group is not None
    assert (group.name, group.count, set(group.spreads)) == (
        "Andre",
        10,  # the seven other ones, and what three invented mergers made; not what was merged away
        {a.id for a in scored.framework.areas},
    )


@pytest.mark.usefixtures("passwords", "places")
def test_real_municipality_is_never_compared_with_invented_ones(
    real: Installation, session: Session, assessor: Actor
) -> None:
    evaluation_id = begin(real, session, assessor, "5025", real.clock().date())
    scored = evaluations.scored(real, session, assessor, evaluation_id, "nb")

    assert comparison_group(real, session, assessor, scored, "nb", "Andre") is None


def test_sample_without_demonstration_is_an_error(real: Installation, session: Session) -> None:
    with pytest.raises(LookupError):
        demonstration.sample_evaluation(session)


@pytest.mark.usefixtures("passwords")
def test_two_are_under_way_with_a_team_of_their_own(real: Installation, session: Session) -> None:
    demonstration.add_evaluations(real, session)
    demonstration.add_evaluations(real, session)

    lead, _ = demonstration.sample_evaluation(session)
    under_way = [
        one.evaluation for one in evaluations.listed(real, session, lead, "nb") if not one.evaluation.is_public
    ]
    assert {one.status for one in under_way} == {Status.SCORING, Status.CONSENSUS}
    for one in under_way:
        parts = [member.relation for member in teams.team(session, lead, one.id).members]
        assert parts == [Relation.LEAD, Relation.ASSESSOR, Relation.CONTACT]
    (agreed,) = [one for one in under_way if one.status is Status.CONSENSUS]
    disputes = consensus.consensus(real, session, lead, agreed.id, "nb").disputes
    assert 10 < len(disputes) < 50
