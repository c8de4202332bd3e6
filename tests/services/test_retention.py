"""Names and notes are gone for real when the evaluation has been over for long enough, and not a day before."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from kompass.domain.errors import Invalid
from kompass.domain.evaluation import Status
from kompass.domain.permissions import Actor, Relation, Role
from kompass.services import evaluations, interviews, preparation, retention, teams
from kompass.services.installation import Installation
from kompass.storage import accounts, municipalities
from kompass.storage.database import make_engine, session_factory
from kompass.storage.schema import upgrade
from tests.conftest import NOW
from tests.factories import make_municipality
from tests.services.preparing import NAME, collecting, filled, go, journal_of
from tests.services.writing import ANSWERS

pytestmark = pytest.mark.usefixtures("places")

SAID = "Vi leser saksframleggene dagen før."
DELIVERED = NOW
SOON, LATER = datetime(2027, 5, 22, 12, tzinfo=UTC), datetime(2027, 5, 23, 0, 0, tzinfo=UTC)


@pytest.fixture
def evaluation(at: Installation, session: Session, assessor: Actor) -> int:
    """Being collected for, with a name and notes."""
    made = collecting(at, session, assessor)
    interview_id, _ = filled(at, session, assessor, made)
    interviews.write_notes(at, session, assessor, made, interview_id, (SAID, 1))
    return made


@pytest.fixture
def delivered(at: Installation, session: Session, assessor: Actor, evaluation: int) -> int:
    go(at, session, assessor, evaluation, Status.COLLECTING, Status.SCORING)
    evaluations.enter_answers(at, session, assessor, evaluation, ANSWERS)
    go(at, session, assessor, evaluation, Status.SCORING, Status.FACT_CHECK, Status.DELIVERED)
    return evaluation


def cleaned(
    at: Installation, session: Session, moment: datetime, *, dry_run: bool = False
) -> list[tuple[int, int]]:
    """Names and notes that were deleted that day, for each evaluation."""
    later = replace(at, clock=lambda: moment)
    return [(one.names, one.notes) for one in retention.clean(later, session, 6, dry_run=dry_run)]


def kept(session: Session) -> list[object]:
    """Every name and every text of notes there is."""
    names = session.scalars(text("SELECT name FROM interviewee"))
    notes = session.scalars(text("SELECT notes FROM interview WHERE notes <> ''"))
    return [*names, *notes]


def test_names_and_notes_are_deleted_half_a_year_after_delivery(
    at: Installation, session: Session, assessor: Actor, delivered: int
) -> None:
    assert cleaned(at, session, SOON) == []
    assert cleaned(at, session, LATER, dry_run=True) == [(1, 1)]
    assert kept(session) == [NAME, SAID]

    assert cleaned(at, session, LATER) == [(1, 1)]
    assert kept(session) == []
    assert cleaned(at, session, LATER) == []
    (line,) = [one for one in journal_of(session, delivered) if one[0] == "clean_interviews"]
    assert line == ("clean_interviews", None, {"names": 1, "notes": 1, "months": 6, "by": "command"})
    planned = preparation.overview(at, session, assessor, delivered, "nb").interviews
    assert [one.interview.meeting.role for one in planned] == ["Ordfører"]


def test_what_is_not_over_keeps_everything(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    assert cleaned(at, session, datetime(2036, 1, 1, tzinfo=UTC)) == []
    assert kept(session) == [NAME, SAID]


def test_a_delivery_that_was_taken_back_and_made_again_counts_from_the_last_one(
    at: Installation, session: Session, assessor: Actor, delivered: int
) -> None:
    go(at, session, assessor, delivered, Status.DELIVERED, Status.FACT_CHECK)
    assert cleaned(at, session, LATER) == []
    again = replace(at, clock=lambda: datetime(2027, 2, 1, tzinfo=UTC))
    go(again, session, assessor, delivered, Status.FACT_CHECK, Status.DELIVERED)

    assert cleaned(at, session, LATER) == []
    assert cleaned(at, session, datetime(2027, 8, 1, tzinfo=UTC)) == [(1, 1)]


def test_a_withdrawn_evaluation_is_over_too(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    go(at, session, assessor, evaluation, Status.COLLECTING, Status.WITHDRAWN)

    assert cleaned(at, session, SOON) == []
    assert cleaned(at, session, LATER) == [(1, 1)]


def test_without_a_day_it_was_over_nothing_is_deleted(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    session.execute(text("UPDATE evaluation SET status = 'archived'"))
    session.commit()

    assert cleaned(at, session, LATER) == []


@pytest.mark.parametrize("months", [-1, 25])
def test_months_that_are_not_allowed_delete_nothing(at: Installation, session: Session, months: int) -> None:
    with pytest.raises(Invalid):
        retention.clean(at, session, months)


def test_every_name_is_deleted_by_hand_after_delivery_too(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, delivered: int
) -> None:
    teams.put(at, session, assessor, delivered, colleague.email, Relation.ASSESSOR)
    session.execute(text("UPDATE evaluation SET status = 'archived'"))
    session.commit()
    assert preparation.overview(at, session, colleague, delivered, "nb").names == 1

    for _ in range(2):
        retention.delete_names(at, session, colleague, delivered)

    assert kept(session) == [SAID]
    assert [one for one in journal_of(session, delivered) if one[0] == "delete_names"] == [
        ("delete_names", {"names": 1}, None)
    ]
    assert preparation.overview(at, session, colleague, delivered, "nb").names == 0


def test_journal_never_held_the_name_or_the_notes(session: Session, delivered: int) -> None:
    told = str(journal_of(session, delivered))

    assert NAME not in told
    assert SAID not in told


def test_nothing_is_left_in_the_files_of_the_database(at: Installation, tmp_path: Path) -> None:
    """The server holds the database open meanwhile, so that its log is not cleared away by closing it."""
    url = f"sqlite:///{tmp_path}/raw.db"
    engine = make_engine(url)
    upgrade(engine)
    raw = replace(at, sessions=session_factory(engine), clock=lambda: DELIVERED)
    with engine.connect() as server, raw.session() as session:
        server.execute(text("SELECT 1"))
        _withdraw(raw, session)
        server.commit()
        assert NAME in _raw(tmp_path)

        later = replace(raw, clock=lambda: LATER)
        assert len(retention.clean(later, session, 6)) == 1

        assert NAME not in _raw(tmp_path)
        assert SAID not in _raw(tmp_path)


def _raw(folder: Path) -> str:
    return "".join(one.read_bytes().decode("utf-8", "replace") for one in sorted(folder.glob("raw.db*")))


def _withdraw(at: Installation, session: Session) -> None:
    """An evaluation with a name and notes, withdrawn."""
    municipalities.replace_register(session, [make_municipality("5025", name="Røros")], [], {})
    lead = accounts.add(session, email="a@b.no", name="Kari", role=Role.ASSESSOR, password_hash="-", at=at.clock())
    session.commit()
    made = collecting(at, session, lead)
    interview_id, _ = filled(at, session, lead, made)
    interviews.write_notes(at, session, lead, made, interview_id, (SAID, 1))
    go(at, session, lead, made, Status.COLLECTING, Status.WITHDRAWN)
