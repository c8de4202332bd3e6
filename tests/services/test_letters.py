"""The letter service: who may have it, in which language, what it is made from, and what is handed out again."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from kompass.domain.errors import NotFound, NotPossibleNow
from kompass.domain.evaluation import Status
from kompass.domain.permissions import Actor, Relation
from kompass.reporting.data.letter import Letter
from kompass.reporting.data.parts import Report
from kompass.services import interviews, letters, preparation
from kompass.services.installation import Installation
from kompass.storage import teams
from tests.services.preparing import DAYS, MEETING, NAME, WANTED, collecting, filled, go

pytestmark = pytest.mark.usefixtures("places")


class Printer:
    """Stands where the renderer stands, and remembers what it was given."""

    def __init__(self) -> None:
        self.given: list[Letter] = []

    def __call__(self, report: Report, _folder: Path) -> bytes:
        assert isinstance(report, Letter)
        self.given.append(report)
        return f"%PDF {report.title}".encode()


@pytest.fixture
def evaluation(at: Installation, session: Session, assessor: Actor, contact: Actor) -> int:
    return collecting(at, session, assessor, (contact, Relation.CONTACT))


def test_letter_has_a_file_name_in_its_language_and_is_signed_by_the_lead(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    printer = Printer()

    found = letters.letter(at, session, assessor, evaluation, "nb", render=printer)

    assert (found.title, found.file_name) == (
        "Evaluering av Røros kommune med Kommunekompasset",
        "roros-2026-brev-nb.pdf",
    )
    assert found.content == b"%PDF " + found.title.encode()
    (given,) = printer.given
    assert (given.locale, given.written, given.mark) == ("nb", "23. november 2026", "")
    assert (given.sender, given.address) == (("Kari", "Leder for evalueringen"), assessor.email)


def test_asked_for_again_it_is_handed_out_until_the_plan_changes(
    at: Installation, session: Session, assessor: Actor, contact: Actor, evaluation: int
) -> None:
    printer = Printer()

    def fetch(person: Actor) -> None:
        letters.letter(at, session, person, evaluation, "nb", render=printer)

    fetch(assessor)
    fetch(contact)
    assert len(printer.given) == 1
    preparation.save_days(at, session, assessor, evaluation, DAYS, 0)
    fetch(assessor)
    interview = interviews.plan(at, session, assessor, evaluation, MEETING)
    fetch(assessor)
    preparation.ask(at, session, assessor, evaluation, WANTED)
    fetch(assessor)
    assert len(printer.given) == 4
    interviews.write_notes(at, session, assessor, evaluation, interview, ("Noe ble sagt.", 1))
    fetch(assessor)
    assert len(printer.given) == 4


def test_letter_names_nobody_who_is_interviewed(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    printer = Printer()
    filled(at, session, assessor, evaluation)

    letters.letter(at, session, assessor, evaluation, "nb", render=printer)

    assert NAME not in repr(printer.given)
    assert "Ordfører (Politisk ledelse)" in repr(printer.given)


def test_letter_of_an_evaluation_nobody_leads_is_signed_by_nobody(
    at: Installation, session: Session, assessor: Actor, contact: Actor, evaluation: int
) -> None:
    printer = Printer()
    teams.remove(session, evaluation, assessor.id)
    session.commit()

    letters.letter(at, session, contact, evaluation, "nb", render=printer)

    assert (printer.given[0].sender, printer.given[0].greeting) == ((), "")


def test_only_those_who_may_read_the_plan_get_the_letter(
    at: Installation, session: Session, assessor: Actor, contact: Actor, colleague: Actor, evaluation: int
) -> None:
    with pytest.raises(NotFound):
        letters.letter(at, session, colleague, evaluation, "nb", render=Printer())
    go(at, session, assessor, evaluation, Status.COLLECTING, Status.WITHDRAWN)
    with pytest.raises(NotPossibleNow):
        letters.letter(at, session, contact, evaluation, "nb", render=Printer())


def test_equal_plans_on_equal_days_give_equal_letters_whoever_asks(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    first, second = Printer(), Printer()
    letters.letter(at, session, assessor, evaluation, "nb", render=first)
    elsewhere = replace(at, instance=at.instance / "annen")
    letters.letter(elsewhere, session, assessor, evaluation, "nb", render=second)

    assert first.given == second.given
