"""A person's own page from real rows, the year's evaluations, and that neither asks more the more there is."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.orm import Session

from kompass.domain.answers import Level
from kompass.domain.deadlines import Days, DeadlineKind
from kompass.domain.errors import NotAllowed
from kompass.domain.evaluation import Status
from kompass.domain.measures import MeasureStatus
from kompass.domain.permissions import Actor, Relation, Role
from kompass.domain.waiting import Reason
from kompass.services import desk, evaluations, measures, teams
from kompass.services.answers import Proposal
from kompass.services.desk import Desk
from kompass.services.installation import Installation
from kompass.services.measures import MeasureProposal
from kompass.storage import accounts, municipalities
from kompass.storage import teams as stored_teams
from kompass.storage.tables import CommentRow, DocumentRequestRow, PlanRow, SelfDescriptionRow
from tests.conftest import NOW
from tests.factories import begin, make_municipality
from tests.services.writing import ANSWERS, AVTALER, FULLMAKT, move

pytestmark = pytest.mark.usefixtures("places")

TODAY = NOW.date()


def look(at: Installation, session: Session, person: Actor) -> Desk:
    return desk.my_desk(at, session, person)


def waits(at: Installation, session: Session, person: Actor) -> list[tuple[Reason, int]]:
    return [(one.waiting.reason, one.waiting.count) for one in look(at, session, person).tasks]


def plan(session: Session, evaluation: int, account: Actor, days: Days) -> None:
    values = {field.name: getattr(days, field.name) for field in fields(Days)}
    session.merge(PlanRow(evaluation_id=evaluation, version=1, saved_at=NOW, saved_by=account.id, **values))
    session.commit()


def planned(at: Installation, session: Session, lead: Actor, *others: tuple[Actor, Relation]) -> int:
    evaluation = evaluations.start(at, session, lead, "5025", date(2026, 11, 20))
    for person, relation in others:
        teams.put(at, session, lead, evaluation, person.email, relation)
    return evaluation


def test_from_plan_to_measures_what_waits_follows_the_course(
    at: Installation, session: Session, assessor: Actor, contact: Actor
) -> None:
    evaluation = planned(at, session, assessor)
    assert waits(at, session, assessor) == [(Reason.ADD_CONTACT, 1), (Reason.SET_DAYS, 1), (Reason.BEGIN, 1)]

    teams.put(at, session, assessor, evaluation, contact.email, Relation.CONTACT)
    plan(session, evaluation, assessor, Days(self_description_due=TODAY + timedelta(days=9)))
    assert waits(at, session, assessor) == [(Reason.BEGIN, 1)]

    move(at, session, assessor, evaluation, Status.PLANNED, Status.COLLECTING)
    asked = DocumentRequestRow(
        evaluation_id=evaluation, area_id="ledelse", title="Reglement", asked_at=NOW, asked_by=assessor.id
    )
    session.add(asked)
    session.commit()
    assert waits(at, session, contact) == [(Reason.DESCRIBE, 2), (Reason.SEND_DOCUMENTS, 1)]
    assert waits(at, session, assessor) == []

    for area in ("apenhet", "ledelse"):
        row = {"evaluation_id": evaluation, "area_id": area, "practice": "Slik", "written_where": "", "version": 1}
        session.add(SelfDescriptionRow(**row, saved_at=NOW, saved_by=contact.id))
    session.delete(asked)
    session.commit()
    assert waits(at, session, contact) == []
    assert waits(at, session, assessor) == [(Reason.BEGIN_SCORING, 1)]

    move(at, session, assessor, evaluation, Status.COLLECTING, Status.SCORING)
    assert waits(at, session, assessor) == [(Reason.SCORE_PROCESSES, 6)]
    evaluations.enter_answers(at, session, assessor, evaluation, ANSWERS)
    assert waits(at, session, assessor) == [(Reason.GO_TO_FACT_CHECK, 1)]

    move(at, session, assessor, evaluation, Status.SCORING, Status.FACT_CHECK)
    session.add(
        CommentRow(
            evaluation_id=evaluation,
            part="foreword",
            paragraph="p",
            quote="",
            text="Feil",
            made_at=NOW,
            made_by=contact.id,
            answer="",
        )
    )
    session.commit()
    assert waits(at, session, contact) == [(Reason.CHECK_FACTS, 1)]
    assert waits(at, session, assessor) == [(Reason.ANSWER_COMMENTS, 1)]

    session.execute(text("DELETE FROM comment"))
    session.commit()
    assert waits(at, session, assessor) == [(Reason.DELIVER, 1)]
    move(at, session, assessor, evaluation, Status.FACT_CHECK, Status.DELIVERED)
    assert waits(at, session, contact) == [(Reason.CONSENT, 1), (Reason.ADD_MEASURES, 1)]
    proposal = MeasureProposal("", "Rydde", "Arkivleder", date(2026, 11, 1), MeasureStatus.STARTED, "")
    measures.add(at, session, contact, evaluation, proposal)
    measures.add(
        at, session, contact, evaluation, MeasureProposal("", "Rydde mer", "Arkivleder", None, proposal.status, "")
    )
    assert waits(at, session, contact) == [(Reason.CONSENT, 1), (Reason.MEASURES_LATE, 1)]
    (day,) = look(at, session, contact).days
    assert (day.deadline.kind, day.measure and day.measure.title) == (DeadlineKind.MEASURE, "Rydde")
    assert look(at, session, assessor).days == ()


def test_two_assessors_hand_in_agree_and_go_on(
    at: Installation, session: Session, assessor: Actor, colleague: Actor
) -> None:
    evaluation = begin(at, session, assessor, "5025")
    teams.put(at, session, assessor, evaluation, colleague.email, Relation.ASSESSOR)
    assert waits(at, session, colleague) == [(Reason.SCORE_AREAS, 2)]

    for person in (assessor, colleague):
        evaluations.enter_answers(at, session, person, evaluation, ANSWERS)
        evaluations.hand_in_area(at, session, person, evaluation, "apenhet")
        assert waits(at, session, person) == [(Reason.SCORE_AREAS, 1)]
    evaluations.hand_in_area(at, session, colleague, evaluation, "ledelse")
    assert waits(at, session, colleague) == []

    evaluations.take_back_area(at, session, assessor, evaluation, "apenhet")
    seen = evaluations.area_sheet(at, session, assessor, evaluation, "apenhet", "nb").saved
    criterion = next(iter(seen))
    proposal = Proposal(criterion, Level(1), "", seen[criterion].version)
    evaluations.save_answer(at, session, assessor, evaluation, proposal, "nb")
    for area in ("apenhet", "ledelse"):
        evaluations.hand_in_area(at, session, assessor, evaluation, area)
    assert waits(at, session, assessor) == [(Reason.GO_TO_CONSENSUS, 1)]

    move(at, session, assessor, evaluation, Status.SCORING, Status.CONSENSUS)
    for person in (assessor, colleague):
        assert waits(at, session, person) == [(Reason.AGREE, 1)]


def test_lead_who_does_not_score_waits_for_the_others(
    at: Installation, session: Session, assessor: Actor, colleague: Actor
) -> None:
    evaluation = begin(at, session, assessor, "5025")
    teams.put(at, session, assessor, evaluation, colleague.email, Relation.ASSESSOR)
    evaluations.enter_answers(at, session, colleague, evaluation, ANSWERS)
    for area in ("apenhet", "ledelse"):
        evaluations.hand_in_area(at, session, colleague, evaluation, area)

    assert waits(at, session, assessor) == []


def test_area_nobody_has_begun_holds_consensus_back(
    at: Installation, session: Session, assessor: Actor, colleague: Actor
) -> None:
    evaluation = begin(at, session, assessor, "5025")
    teams.put(at, session, assessor, evaluation, colleague.email, Relation.ASSESSOR)
    for person in (assessor, colleague):
        given = {criterion: ANSWERS[criterion] for criterion in (FULLMAKT, AVTALER)}
        evaluations.enter_answers(at, session, person, evaluation, given)
        evaluations.hand_in_area(at, session, person, evaluation, "ledelse")

    assert waits(at, session, assessor) == [(Reason.SCORE_AREAS, 1)]


def test_deadlines_come_in_order_with_the_late_ones_first(
    at: Installation, session: Session, assessor: Actor, reader: Actor
) -> None:
    evaluation = planned(at, session, assessor, (reader, Relation.READER))
    days = Days(
        self_description_due=TODAY - timedelta(days=2),
        visit_first=TODAY,
        visit_last=TODAY + timedelta(days=1),
        delivery_due=TODAY + timedelta(days=30),
    )
    plan(session, evaluation, assessor, days)

    found = look(at, session, assessor)

    kinds = [(one.deadline.kind, one.deadline.is_late(found.today)) for one in found.days]
    assert kinds == [
        (DeadlineKind.SELF_DESCRIPTION, True),
        (DeadlineKind.VISIT, False),
        (DeadlineKind.DELIVERY, False),
    ]
    assert look(at, session, reader) == Desk(TODAY, (), (), (), leads=False)


def test_the_rest_is_where_nothing_waits(
    at: Installation, session: Session, assessor: Actor, reader: Actor
) -> None:
    evaluation = begin(at, session, assessor, "5025")
    evaluations.enter_answers(at, session, assessor, evaluation, ANSWERS)
    move(at, session, assessor, evaluation, Status.SCORING, Status.FACT_CHECK, Status.DELIVERED)
    teams.put(at, session, assessor, evaluation, reader.email, Relation.READER)

    found = look(at, session, reader)

    assert ([one.id for one in found.rest], found.tasks, found.leads) == ([evaluation], (), False)
    assert look(at, session, assessor).rest == ()


def test_administrator_is_told_of_evaluations_nobody_leads(
    at: Installation, session: Session, assessor: Actor
) -> None:
    boss = accounts.add(
        session, email="a@prøve.no", name="Admin", role=Role.ADMINISTRATOR, password_hash="-", at=NOW
    )
    session.commit()
    evaluation = planned(at, session, assessor)
    assert not desk.has_desk(session, boss)
    assert look(at, session, boss).tasks == ()

    stored_teams.remove(session, evaluation, assessor.id)
    session.commit()

    assert desk.has_desk(session, boss)
    assert waits(at, session, boss) == [(Reason.ADD_LEAD, 1)]


def test_only_those_in_a_team_have_a_page_of_their_own(
    at: Installation, session: Session, assessor: Actor, colleague: Actor
) -> None:
    planned(at, session, assessor)

    assert [desk.has_desk(session, one) for one in (assessor, colleague, None)] == [True, False, False]
    with pytest.raises(NotAllowed):
        desk.my_desk(at, session, None)


def test_evaluation_with_an_edition_that_is_gone_does_not_close_the_page(
    at: Installation, session: Session, assessor: Actor
) -> None:
    evaluation = begin(at, session, assessor, "5025")
    session.execute(text("UPDATE evaluation SET edition = 'borte'"))
    session.commit()

    assert [one.evaluation.id for one in look(at, session, assessor).tasks] == [evaluation]


# --- The year ---


def test_year_holds_what_is_dated_in_it_or_has_a_day_in_it(
    at: Installation, session: Session, assessor: Actor, colleague: Actor
) -> None:
    early = evaluations.start(at, session, assessor, "5025", date(2026, 11, 20))
    late = evaluations.start(at, session, assessor, "5628", date(2027, 1, 20))
    plan(session, early, assessor, Days(visit_first=date(2026, 9, 1), delivery_due=date(2027, 2, 1)))
    plan(session, late, assessor, Days(self_description_due=date(2026, 8, 1)))
    withdrawn = evaluations.start(at, session, assessor, "5025", date(2026, 3, 1))
    move(at, session, assessor, withdrawn, Status.PLANNED, Status.WITHDRAWN)

    this, following, empty = (desk.year(at, session, assessor, wanted) for wanted in (None, 2027, 2030))

    assert (this.year, [one.evaluation.id for one in this.scheduled]) == (2026, [late, early])
    assert [one.evaluation.id for one in following.scheduled] == [late, early]
    assert (this.before, this.after, following.before, following.after) == (None, 2027, 2026, None)
    assert (empty.scheduled, empty.before, empty.after) == ((), 2027, None)
    assert desk.year(at, session, colleague, None).scheduled == ()


def test_contact_has_no_year(at: Installation, session: Session, assessor: Actor, contact: Actor) -> None:
    planned(at, session, assessor, (contact, Relation.CONTACT))

    with pytest.raises(NotAllowed):
        desk.year(at, session, contact, 2026)


# --- How much is asked of the database ---


@contextmanager
def counted(at: Installation) -> Iterator[list[str]]:
    engine: Engine = at.sessions.kw["bind"]
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_number_of_queries_does_not_grow_with_the_evaluations(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, contact: Actor
) -> None:
    numbers = [f"90{position:02}" for position in range(50)]
    municipalities.replace_register(session, [make_municipality(number) for number in numbers], [], {})
    session.commit()
    counts = {}
    for position, number in enumerate(numbers, 1):
        evaluation = begin(at, session, assessor, number)
        for person, part in ((colleague, Relation.ASSESSOR), (contact, Relation.CONTACT)):
            stored_teams.put(session, evaluation, person.id, part, at=NOW)
        plan(session, evaluation, assessor, Days(delivery_due=TODAY))
        evaluations.enter_answers(at, session, assessor, evaluation, ANSWERS)
        if position in (5, 50):
            with counted(at) as statements, at.session() as fresh:
                assert len(look(at, fresh, assessor).tasks) == position
                on_page = len(statements)
                assert len(desk.year(at, fresh, assessor, 2026).scheduled) == position
                in_year = len(statements) - on_page
                look(at, fresh, contact)
                counts[position] = (on_page, in_year, len(statements))

    assert counts[5] == counts[50]
    assert counts[5][0] <= 14
