"""Evidence on a real database and a real disk: adding, replacing, removing, linking, finding, and who may."""

import os
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO
from itertools import pairwise

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from kompass.domain import media
from kompass.domain.answers import Level, NotApplicable
from kompass.domain.errors import Invalid, KompassError, NotAllowed, NotFound, NotPossibleNow
from kompass.domain.evaluation import Status
from kompass.domain.evidence import EvidenceKind, Link
from kompass.domain.permissions import Actor, Relation
from kompass.services import (
    consensus,
    course,
    evaluations,
    evidence,
    evidence_adding,
    evidence_files,
    evidence_links,
    evidence_search,
    teams,
)
from kompass.services.answers import Proposal
from kompass.services.course import Move
from kompass.services.evidence import UNLINKED, Filter
from kompass.services.evidence_adding import About, Address, Upload
from kompass.services.evidence_search import Place, excerpt
from kompass.services.installation import Installation
from kompass.storage import accounts
from kompass.storage.tables import EvidenceRow, InterviewRow, JournalRow
from tests.factories import begin

PDF = b"%PDF-1.7\nen plan\n%%EOF\n"
OTHER = b"%PDF-1.7\nen annen plan\n%%EOF\n"
DAY = date(2026, 11, 20)
FIRST, SECOND, THIRD = "apenhet.innsyn.postliste", "apenhet.innsyn.moter", "ledelse.ansvar.fullmakt"

Act = Callable[..., object]


@pytest.fixture
def evaluation(at: Installation, session: Session, places: None, assessor: Actor, contact: Actor) -> int:
    """An evaluation the assessor leads and the contact is in, being collected for."""
    evaluation_id = evaluations.start(at, session, assessor, "5025", DAY)
    teams.put(at, session, assessor, evaluation_id, contact.email, Relation.CONTACT)
    go(at, session, assessor, evaluation_id, Status.PLANNED, Status.COLLECTING)
    return evaluation_id


def go(at: Installation, session: Session, lead: Actor, evaluation_id: int, *statuses: Status) -> None:
    for seen, to in pairwise(statuses):
        course.move(at, session, lead, evaluation_id, Move(to, seen=seen))


def document(
    at: Installation, session: Session, actor: Actor, evaluation_id: int, content: bytes = PDF, **about: object
) -> int:
    sent = Upload("plan.pdf", BytesIO(content), About(**about))  # type: ignore[arg-type]  # the test says what
    return evidence_adding.upload(at, session, actor, evaluation_id, sent).evidence_id


def web(at: Installation, session: Session, actor: Actor, evaluation_id: int, **about: object) -> int:
    new = Address("https://kommune.no/plan", DAY, About(**about))  # type: ignore[arg-type]  # the test says what
    return evidence_adding.add_address(at, session, actor, evaluation_id, new)


def interview(session: Session, actor: Actor, evaluation_id: int, notes: str = "", role: str = "Rådmann") -> int:
    row = InterviewRow(
        evaluation_id=evaluation_id,
        role=role,
        group_name="Ledelsen",
        held_on=DAY,
        starts="09:00",
        minutes=45,
        place="",
        notes=notes,
        version=1,
        saved_at=datetime.combine(DAY, time(12), UTC),
        saved_by=actor.id,
    )
    session.add(row)
    session.commit()
    return row.id


def codes(error: pytest.ExceptionInfo[Invalid]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def listed(at: Installation, session: Session, actor: Actor, evaluation_id: int, **only: str) -> list[int]:
    found = evidence.collection(at, session, actor, evaluation_id, "nb", Filter(**only))
    return [one.evidence.id for one in found.items]


def linked(at: Installation, session: Session, actor: Actor, evaluation_id: int) -> Mapping[str, list[int]]:
    framework = evidence.collection(at, session, actor, evaluation_id, "nb", Filter()).framework
    found = {}
    for area in framework.areas:
        found.update(evidence.for_area(session, actor, evaluation_id, area))
    return {criterion_id: [one.evidence.id for one in here] for criterion_id, here in found.items() if here}


# Adding


def test_document_is_on_disk_before_its_row_and_can_be_read_again(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    made = document(at, session, assessor, evaluation)

    found = evidence_files.download(at, session, assessor, evaluation, made)
    with found.content as content:
        assert content.read() == PDF
    assert (found.file.name, found.file.size, found.mime_type) == ("plan.pdf", len(PDF), "application/pdf")
    assert listed(at, session, assessor, evaluation) == [made]


def test_address_is_kept_with_the_day_it_was_seen(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    made = web(at, session, assessor, evaluation)

    found = evidence.one(at, session, assessor, evaluation, made, "nb").evidence
    assert (found.kind, found.address, found.seen_on) == (EvidenceKind.WEB, "https://kommune.no/plan", DAY)
    assert found.title == "https://kommune.no/plan"


def test_interview_becomes_evidence_once(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    number = interview(session, assessor, evaluation)
    before = evidence_adding.place(at, session, assessor, evaluation, "nb", About())

    made = evidence_adding.add_interview(at, session, assessor, evaluation, number, About())

    found = evidence.one(at, session, assessor, evaluation, made, "nb").evidence
    assert (found.title, found.seen_on, found.interview_id) == ("Rådmann, Ledelsen", DAY, number)
    assert [one.id for one in before.interviews] == [number]
    assert evidence_adding.place(at, session, assessor, evaluation, "nb", About()).interviews == []
    with pytest.raises(Invalid) as error:
        evidence_adding.add_interview(at, session, assessor, evaluation, number, About())
    assert codes(error) == ["interview_registered"]


def test_interview_of_another_evaluation_cannot_be_used(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    number = interview(session, assessor, begin(at, session, assessor, "5628"))

    with pytest.raises(Invalid) as error:
        evidence_adding.add_interview(at, session, assessor, evaluation, number, About())
    assert codes(error) == ["interview_missing"]


def test_contact_is_not_shown_interviews_and_cannot_use_them(
    at: Installation, session: Session, assessor: Actor, contact: Actor, evaluation: int
) -> None:
    number = interview(session, assessor, evaluation)

    found = evidence_adding.place(at, session, contact, evaluation, "nb", About())

    assert (found.interviews, found.may_read_interviews) == ([], False)
    with pytest.raises(NotAllowed):
        evidence_adding.add_interview(at, session, contact, evaluation, number, About())


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (Address("", None), ["address_missing", "seen_on_missing"]),
        (Address("javascript:alert(1)", DAY), ["address_not_web"]),
        (Address("https://a.no", date(2027, 1, 1)), ["date_in_future"]),
        (Address("https://a.no", DAY, About(title="x" * 201)), ["text_too_long"]),
        (
            Address("https://a.no", DAY, About(title="a\x00", passage="b\u202e")),
            ["control_character", "bidi_control"],
        ),
    ],
)
def test_every_fault_of_an_address_is_told(
    at: Installation, session: Session, assessor: Actor, evaluation: int, new: Address, expected: list[str]
) -> None:
    with pytest.raises(Invalid) as error:
        evidence_adding.add_address(at, session, assessor, evaluation, new)

    assert codes(error) == expected
    assert listed(at, session, assessor, evaluation) == []


def test_line_breaks_in_a_title_become_blanks(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    made = web(at, session, assessor, evaluation, title="En\r\nX-Header:  to")

    assert evidence.one(at, session, assessor, evaluation, made, "nb").evidence.title == "En X-Header: to"


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (("", PDF), "file_missing"),
        (("plan.pdf", b""), "file_empty"),
        (("plan.pdf", b"MZ\x90\x00"), "file_not_what_it_says"),
        (("side.html", b"<html>"), "file_type_unknown"),
        (("tegning.svg", b"<svg/>"), "file_type_unknown"),
        (("tekst.txt", b"\xff\xfe"), "text_not_readable"),
        (("bilde.png", b"\x89PNG\r\n\x1a\n"), "image_broken"),
        (("stor.pdf", b"%PDF-" + b"x" * media.LARGEST_FILE), "file_too_large"),
    ],
)
def test_refused_file_leaves_nothing(
    at: Installation, session: Session, assessor: Actor, evaluation: int, sent: tuple[str, bytes], code: str
) -> None:
    with pytest.raises(Invalid) as error:
        evidence_adding.upload(at, session, assessor, evaluation, Upload(sent[0], BytesIO(sent[1])))

    assert codes(error) == [code]
    assert not list(evidence_files.folder(at).rglob("*"))
    assert listed(at, session, assessor, evaluation) == []


def test_no_more_is_read_than_what_is_allowed(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    endless = BytesIO(b"x" * (2 * media.LARGEST_FILE))

    with pytest.raises(Invalid):
        evidence_adding.upload(at, session, assessor, evaluation, Upload("stor.txt", endless))
    assert endless.tell() == media.LARGEST_FILE + 1


def test_source_that_breaks_leaves_nothing(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    class Broken:
        def read(self, size: int, /) -> bytes:
            raise ConnectionResetError(size)

    with pytest.raises(ConnectionResetError):
        evidence_adding.upload(at, session, assessor, evaluation, Upload("plan.pdf", Broken()))
    assert listed(at, session, assessor, evaluation) == []


def test_same_file_twice_is_kept_once_and_said(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    first = document(at, session, assessor, evaluation, title="Planen")

    with pytest.raises(Invalid) as error:
        document(at, session, assessor, evaluation)

    assert codes(error) == ["file_exists"]
    assert dict(error.value.problems[0].values) == {"title": "Planen", "id": str(first)}
    assert listed(at, session, assessor, evaluation) == [first]


def test_contact_is_not_told_what_the_assessors_have(
    at: Installation, session: Session, assessor: Actor, contact: Actor, evaluation: int
) -> None:
    document(at, session, assessor, evaluation)

    made = document(at, session, contact, evaluation)

    assert listed(at, session, contact, evaluation) == [made]


def test_same_file_in_another_evaluation_is_no_matter(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    document(at, session, assessor, evaluation)

    assert document(at, session, assessor, begin(at, session, assessor, "5628"))


def test_evaluation_has_room_for_two_gigabytes(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    made = document(at, session, assessor, evaluation)
    row = session.get(EvidenceRow, made)
    assert row is not None
    row.file_size = media.LARGEST_EVALUATION - len(OTHER) + 1
    session.commit()

    with pytest.raises(Invalid) as error:
        document(at, session, assessor, evaluation, OTHER)

    assert codes(error) == ["evaluation_full"]
    assert dict(error.value.problems[0].values)["most"] == str(media.LARGEST_EVALUATION)
    row.file_size -= 1
    session.commit()
    assert document(at, session, assessor, evaluation, OTHER)


def test_image_is_drawn_anew(at: Installation, session: Session, assessor: Actor, evaluation: int) -> None:
    drawn = BytesIO()
    Image.new("RGB", (4, 4), "red").save(drawn, "JPEG", comment=b"hemmelig sted")
    sent = Upload("bilde.jpg", BytesIO(drawn.getvalue()))

    made = evidence_adding.upload(at, session, assessor, evaluation, sent).evidence_id

    with evidence_files.download(at, session, assessor, evaluation, made).content as content:
        kept = content.read()
    assert b"hemmelig" in drawn.getvalue()
    assert b"hemmelig" not in kept


# Linking


def test_evidence_is_linked_to_many_processes_and_each_shows_its_own(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    plan, page = document(at, session, assessor, evaluation), web(at, session, assessor, evaluation)

    evidence_links.link(
        at,
        session,
        assessor,
        evaluation,
        [Link(plan, FIRST, " side\n4 "), Link(plan, THIRD, ""), Link(page, FIRST, "")],
    )

    assert linked(at, session, assessor, evaluation) == {FIRST: [plan, page], THIRD: [plan]}
    shown = evidence.one(at, session, assessor, evaluation, plan, "nb")
    assert shown.links == [Link(plan, FIRST, "side 4"), Link(plan, THIRD, "")]
    one = evidence.for_criterion(at, session, assessor, evaluation, THIRD, "nb")
    assert ([found.evidence.id for found in one.linked], [found.id for found in one.others]) == ([plan], [page])


def test_linking_again_changes_the_passage_unless_it_is_empty(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    plan = document(at, session, assessor, evaluation)

    for passage, kept in (("side 4", "side 4"), ("", "side 4"), ("side 5", "side 5")):
        evidence_links.link(at, session, assessor, evaluation, [Link(plan, FIRST, passage)])
        assert evidence.one(at, session, assessor, evaluation, plan, "nb").links == [Link(plan, FIRST, kept)]


def test_unlinking_twice_is_as_once(at: Installation, session: Session, assessor: Actor, evaluation: int) -> None:
    plan = document(at, session, assessor, evaluation, criterion_id=FIRST)
    web(at, session, assessor, evaluation, criterion_id=SECOND)

    for _ in range(2):
        evidence_links.unlink(at, session, assessor, evaluation, Link(plan, FIRST, ""))

    assert linked(at, session, assessor, evaluation).keys() == {SECOND}
    actions = session.scalars(select(JournalRow.action).where(JournalRow.criterion_id == FIRST))
    assert list(actions) == ["evidence_add", "evidence_unlink"]


def test_faulty_links_are_refused_all_of_them(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    plan = document(at, session, assessor, evaluation)
    elsewhere = document(at, session, assessor, begin(at, session, assessor, "5628"))

    for links, expected in (
        ([], Invalid),
        ([Link(plan, FIRST, "x" * 201)], Invalid),
        ([Link(plan, FIRST, ""), Link(plan, "finnes.ikke", "")], NotFound),
        ([Link(plan, FIRST, ""), Link(elsewhere, FIRST, "")], NotFound),
        ([Link(999_999_999, FIRST, "")], NotFound),
    ):
        with pytest.raises(expected):
            evidence_links.link(at, session, assessor, evaluation, links)
    with pytest.raises(NotFound):
        web(at, session, assessor, evaluation, criterion_id="finnes.ikke")
    assert linked(at, session, assessor, evaluation) == {}


def test_filters_narrow_the_list_and_nonsense_shows_all(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    plan = document(at, session, assessor, evaluation, criterion_id=FIRST)
    page = web(at, session, assessor, evaluation)

    assert listed(at, session, assessor, evaluation) == [page, plan]
    assert listed(at, session, assessor, evaluation, kind="web") == [page]
    assert listed(at, session, assessor, evaluation, area_id="apenhet") == [plan]
    assert listed(at, session, assessor, evaluation, area_id="ledelse") == []
    assert listed(at, session, assessor, evaluation, area_id=UNLINKED) == [page]
    assert listed(at, session, assessor, evaluation, kind="'; --", area_id="%") == [page, plan]


# Replacing and removing


def test_new_version_names_the_old_and_takes_over_its_links(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    old = document(at, session, assessor, evaluation, criterion_id=FIRST, passage="side 4")

    new = document(at, session, assessor, evaluation, OTHER, replaces_id=old)

    assert listed(at, session, assessor, evaluation) == [new]
    shown = evidence.one(at, session, assessor, evaluation, new, "nb")
    assert ([one.id for one in shown.older], shown.links) == ([old], [Link(new, FIRST, "side 4")])
    before = evidence.one(at, session, assessor, evaluation, old, "nb").evidence
    assert (before.replaced_by, before.is_current) == (new, False)
    with pytest.raises(NotPossibleNow, match="evidence_not_current"):
        document(at, session, assessor, evaluation, PDF + b"\n", replaces_id=old)
    with pytest.raises(NotPossibleNow, match="evidence_not_current"):
        evidence_links.link(at, session, assessor, evaluation, [Link(old, SECOND, "")])


def test_only_what_one_may_see_and_of_the_same_kind_is_replaced(
    at: Installation, session: Session, assessor: Actor, contact: Actor, evaluation: int
) -> None:
    theirs = document(at, session, assessor, evaluation)

    with pytest.raises(NotFound):
        document(at, session, contact, evaluation, OTHER, replaces_id=theirs)
    with pytest.raises(NotFound):
        web(at, session, assessor, evaluation, replaces_id=theirs)
    with pytest.raises(NotFound):
        evidence_adding.place(at, session, contact, evaluation, "nb", About(replaces_id=theirs))


def test_contact_still_sees_what_an_assessor_replaced(
    at: Installation, session: Session, assessor: Actor, contact: Actor, evaluation: int
) -> None:
    own = document(at, session, contact, evaluation)
    document(at, session, assessor, evaluation, OTHER, replaces_id=own)

    assert listed(at, session, contact, evaluation) == [own]


def test_linked_evidence_is_not_removed_and_every_link_is_named(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    plan = document(at, session, assessor, evaluation)
    evidence_links.link(at, session, assessor, evaluation, [Link(plan, THIRD, ""), Link(plan, FIRST, "")])

    with pytest.raises(Invalid) as error:
        evidence_links.remove(at, session, assessor, evaluation, plan)

    assert [(one.code, one.subject) for one in error.value.problems] == [
        ("evidence_linked", FIRST),
        ("evidence_linked", THIRD),
    ]


def test_removed_evidence_is_marked_and_can_be_put_back(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    plan = document(at, session, assessor, evaluation)

    for _ in range(2):
        evidence_links.remove(at, session, assessor, evaluation, plan)
    gone = evidence.collection(at, session, assessor, evaluation, "nb", Filter())
    assert ([one.id for one in gone.removed], gone.items) == ([plan], [])
    assert (gone.removed[0].removed_by, gone.removed[0].removed_at) == (assessor.name, at.clock())

    for _ in range(2):
        evidence_links.restore(at, session, assessor, evaluation, plan)
    assert listed(at, session, assessor, evaluation) == [plan]


def test_removed_file_added_again_is_not_put_back_beside_itself(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    plan = document(at, session, assessor, evaluation)
    evidence_links.remove(at, session, assessor, evaluation, plan)
    document(at, session, assessor, evaluation)

    with pytest.raises(Invalid) as error:
        evidence_links.restore(at, session, assessor, evaluation, plan)
    assert codes(error) == ["file_exists"]


def test_new_version_put_back_takes_over_what_the_old_was_linked_to_meanwhile(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    old = web(at, session, assessor, evaluation)
    new = web(at, session, assessor, evaluation, replaces_id=old)
    evidence_links.remove(at, session, assessor, evaluation, new)
    evidence_links.link(at, session, assessor, evaluation, [Link(old, FIRST, "")])

    evidence_links.restore(at, session, assessor, evaluation, new)

    assert linked(at, session, assessor, evaluation) == {FIRST: [new]}


# Who may


def test_contact_sees_and_removes_only_what_the_municipality_added(
    at: Installation, session: Session, assessor: Actor, contact: Actor, evaluation: int
) -> None:
    theirs = document(at, session, assessor, evaluation)
    own = document(at, session, contact, evaluation, OTHER)
    evidence_links.link(at, session, assessor, evaluation, [Link(own, FIRST, "hemmelig sted")])

    assert listed(at, session, contact, evaluation) == [own]
    shown = evidence.one(at, session, contact, evaluation, own, "nb")
    assert (shown.links, shown.rights.link, shown.evidence.from_municipality) == ([], False, True)
    assert linked(at, session, contact, evaluation) == {}
    hidden: list[Act] = [
        lambda: evidence.one(at, session, contact, evaluation, theirs, "nb"),
        lambda: evidence_files.download(at, session, contact, evaluation, theirs),
        lambda: evidence_links.remove(at, session, contact, evaluation, theirs),
        lambda: evidence_links.restore(at, session, contact, evaluation, theirs),
        lambda: evidence.for_criterion(at, session, contact, evaluation, FIRST, "nb"),
    ]
    for act in hidden:
        with pytest.raises(NotFound):
            act()
    forbidden: list[Act] = [
        lambda: evidence_links.link(at, session, contact, evaluation, [Link(own, FIRST, "")]),
        lambda: evidence_links.unlink(at, session, contact, evaluation, Link(own, FIRST, "")),
        lambda: document(at, session, contact, evaluation, PDF + b" ", criterion_id=FIRST),
    ]
    for act in forbidden:
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(Invalid):
        evidence_links.remove(at, session, contact, evaluation, own)


def test_one_who_assesses_removes_only_their_own_and_the_lead_any(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int
) -> None:
    teams.put(at, session, assessor, evaluation, colleague.email, Relation.ASSESSOR)
    theirs, own = document(at, session, assessor, evaluation), document(at, session, colleague, evaluation, OTHER)

    with pytest.raises(NotAllowed) as error:
        evidence_links.remove(at, session, colleague, evaluation, theirs)
    assert (error.value.code, error.value.values) == ("evidence_of_another", {"name": "Kari"})
    evidence_links.remove(at, session, assessor, evaluation, theirs)
    with pytest.raises(NotAllowed):
        evidence_links.restore(at, session, colleague, evaluation, theirs)

    evidence_links.remove(at, session, colleague, evaluation, own)
    evidence_links.restore(at, session, colleague, evaluation, own)
    evidence_links.remove(at, session, assessor, evaluation, own)
    assert listed(at, session, colleague, evaluation) == []


def test_contact_removes_only_what_they_sent_themselves_and_only_while_it_is_collected(
    at: Installation, session: Session, assessor: Actor, contact: Actor, evaluation: int
) -> None:
    deputy = accounts.add(
        session, email="vara@prøve.no", name="Vara", role=contact.role, password_hash="-", at=at.clock()
    )
    session.commit()
    teams.put(at, session, assessor, evaluation, deputy.email, Relation.CONTACT)
    own, theirs = (
        document(at, session, contact, evaluation),
        document(at, session, deputy, evaluation, OTHER),
    )

    assert sorted(listed(at, session, contact, evaluation)) == [own, theirs]
    with pytest.raises(NotAllowed):
        evidence_links.remove(at, session, contact, evaluation, theirs)
    evidence_links.remove(at, session, contact, evaluation, own)
    course.move(at, session, assessor, evaluation, Move(Status.SCORING, seen=Status.COLLECTING))
    with pytest.raises(NotPossibleNow):
        evidence_links.restore(at, session, contact, evaluation, own)


def test_strangers_do_not_learn_that_there_is_an_evaluation(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, reader: Actor, evaluation: int
) -> None:
    plan = document(at, session, assessor, evaluation)
    neighbour = accounts.add(
        session, email="nabo@prøve.no", name="Nabo", role=assessor.role, password_hash="-", at=at.clock()
    )
    session.commit()

    acts: list[Act] = [
        lambda who: evidence.collection(at, session, who, evaluation, "nb", Filter()),
        lambda who: evidence.one(at, session, who, evaluation, plan, "nb"),
        lambda who: evidence.for_criterion(at, session, who, evaluation, FIRST, "nb"),
        lambda who: evidence_files.download(at, session, who, evaluation, plan),
        lambda who: evidence_search.search(at, session, who, evaluation, "nb", "plan"),
        lambda who: document(at, session, who, evaluation, OTHER),
        lambda who: web(at, session, who, evaluation),
        lambda who: evidence_links.remove(at, session, who, evaluation, plan),
        lambda who: evidence_links.restore(at, session, who, evaluation, plan),
        lambda who: evidence_links.link(at, session, who, evaluation, [Link(plan, FIRST, "")]),
        lambda who: evidence_links.unlink(at, session, who, evaluation, Link(plan, FIRST, "")),
    ]
    for act in acts:
        for stranger in (colleague, reader, neighbour, None):
            with pytest.raises(NotFound):
                act(stranger)


def test_after_fact_check_nothing_is_added_and_reading_goes_on(
    at: Installation, session: Session, assessor: Actor, contact: Actor, evaluation: int
) -> None:
    plan = document(at, session, assessor, evaluation, criterion_id=FIRST)
    go(at, session, assessor, evaluation, Status.COLLECTING, Status.SCORING)
    evaluations.enter_answers(
        at,
        session,
        assessor,
        evaluation,
        dict.fromkeys(
            evidence.collection(at, session, assessor, evaluation, "nb", Filter()).framework.criteria, Level(2)
        ),
    )
    with pytest.raises(NotPossibleNow):
        document(at, session, contact, evaluation, OTHER)
    go(at, session, assessor, evaluation, Status.SCORING, Status.FACT_CHECK)
    assert document(at, session, contact, evaluation, OTHER)
    with pytest.raises(NotPossibleNow):
        evidence_links.unlink(at, session, assessor, evaluation, Link(plan, FIRST, ""))
    go(at, session, assessor, evaluation, Status.FACT_CHECK, Status.DELIVERED)

    with pytest.raises(NotPossibleNow):
        document(at, session, assessor, evaluation, PDF + b" ")
    assert linked(at, session, assessor, evaluation) == {FIRST: [plan]}


def test_reader_of_a_delivered_evaluation_gets_an_empty_panel(
    at: Installation, session: Session, assessor: Actor, reader: Actor, evaluation: int
) -> None:
    document(at, session, assessor, evaluation, criterion_id=FIRST)
    teams.put(at, session, assessor, evaluation, reader.email, Relation.READER)
    go(at, session, assessor, evaluation, Status.COLLECTING, Status.SCORING)
    framework = evidence.collection(at, session, assessor, evaluation, "nb", Filter()).framework
    evaluations.enter_answers(at, session, assessor, evaluation, dict.fromkeys(framework.criteria, Level(2)))
    go(at, session, assessor, evaluation, Status.SCORING, Status.FACT_CHECK, Status.DELIVERED)

    found = evidence.for_area(session, reader, evaluation, framework.areas[0])

    assert set(found) == {criterion.id for criterion in framework.areas[0].criteria}
    assert not any(found.values())
    with pytest.raises(NotAllowed):
        evidence.collection(at, session, reader, evaluation, "nb", Filter())


# Searching


@pytest.fixture
def filled(at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int) -> int:
    """An evaluation in scoring with something to find in every place."""
    plan = document(
        at, session, assessor, evaluation, title="Åpenhetsplan", criterion_id=FIRST, passage="avsnitt om Ærlighet"
    )
    web(at, session, assessor, evaluation, title="Søppel 100 %")
    interview(session, assessor, evaluation, "Ordføreren sa NOE_HEMMELIG om ærlighet")
    teams.put(at, session, assessor, evaluation, colleague.email, Relation.ASSESSOR)
    go(at, session, assessor, evaluation, Status.COLLECTING, Status.SCORING)
    for who, note in ((assessor, "Mitt notat om ærlighet"), (colleague, "Hans notat om ærlighet")):
        evaluations.save_answer(at, session, who, evaluation, Proposal(SECOND, Level(2), note, 0), "nb")
    reason = Proposal(THIRD, NotApplicable("Ingen ærlighet her"), "", 0)
    evaluations.save_answer(at, session, assessor, evaluation, reason, "nb")
    assert plan
    return evaluation


def places(at: Installation, session: Session, actor: Actor, evaluation_id: int, query: str) -> list[Place]:
    return [hit.place for hit in evidence_search.search(at, session, actor, evaluation_id, "nb", query).hits]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("ærlighet", [Place.PASSAGE, Place.INTERVIEW, Place.OWN_NOTE, Place.OWN_NOTE]),
        ("AERLIGHET", [Place.PASSAGE, Place.INTERVIEW, Place.OWN_NOTE, Place.OWN_NOTE]),
        ("A\u030apenhets", [Place.EVIDENCE]),
        ("apenhetsplan PDF", [Place.EVIDENCE]),
        ("kommune.no/plan", [Place.EVIDENCE]),
        ("notat mitt", [Place.OWN_NOTE]),
        ("hans", []),
        ("100 %", [Place.EVIDENCE]),
        ("%", [Place.EVIDENCE]),
        ("_", [Place.INTERVIEW]),
        ("' OR 1=1 --", []),
        ("rådmann ledelsen", [Place.INTERVIEW]),
        (" \u0301 ", []),
        ("(a+)+$", []),
        ("\x00\ud800", []),
    ],
)
def test_words_are_found_where_they_are_as_they_are(
    at: Installation, session: Session, assessor: Actor, filled: int, query: str, expected: list[Place]
) -> None:
    assert places(at, session, assessor, filled, query) == expected


def test_notes_of_interviews_are_pointed_to_and_not_shown(
    at: Installation, session: Session, assessor: Actor, filled: int
) -> None:
    (hit,) = evidence_search.search(at, session, assessor, filled, "nb", "noe_hemmelig").hits

    assert (hit.title, hit.excerpt, hit.evidence_id) == ("Rådmann, Ledelsen", "", 0)
    made = evidence_adding.add_interview(at, session, assessor, filled, hit.interview_id, About(title="Samtalen"))
    (again,) = evidence_search.search(at, session, assessor, filled, "nb", "noe_hemmelig").hits
    assert again.evidence_id == made


def test_contact_finds_only_what_the_municipality_added(
    at: Installation, session: Session, assessor: Actor, contact: Actor, evaluation: int, filled: int
) -> None:
    assert places(at, session, contact, filled, "ærlighet") == []
    assert places(at, session, contact, filled, "plan") == []


def test_agreed_notes_are_found_when_nobody_scores_alone(
    at: Installation, session: Session, assessor: Actor, colleague: Actor, evaluation: int
) -> None:
    teams.put(at, session, assessor, evaluation, colleague.email, Relation.ASSESSOR)
    go(at, session, assessor, evaluation, Status.COLLECTING, Status.SCORING)
    framework = evidence.collection(at, session, assessor, evaluation, "nb", Filter()).framework
    for who, level in ((assessor, 1), (colleague, 2)):
        for criterion_id in framework.criteria:
            proposal = Proposal(criterion_id, Level(level), f"notat, {who.name}", 0)
            evaluations.save_answer(at, session, who, evaluation, proposal, "nb")
        for area in framework.areas:
            evaluations.hand_in_area(at, session, who, evaluation, area.id)
    go(at, session, assessor, evaluation, Status.SCORING, Status.CONSENSUS)
    dispute = consensus.consensus(at, session, assessor, evaluation, "nb").disputes[0]
    proposal = Proposal(dispute.difference.criterion.id, Level(1), "vi ble enige, kari", 0, "", dispute.basis)
    consensus.agree(at, session, assessor, evaluation, proposal, "nb")

    found = places(at, session, assessor, evaluation, "kari")
    assert (found.count(Place.AGREED_NOTE), found.count(Place.OWN_NOTE)) == (1, len(framework.criteria))
    assert places(at, session, assessor, evaluation, "ola") == []


def test_note_taken_along_to_the_agreed_sheet_is_found_once(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    go(at, session, assessor, evaluation, Status.COLLECTING, Status.SCORING)
    for criterion_id in evidence.collection(at, session, assessor, evaluation, "nb", Filter()).framework.criteria:
        proposal = Proposal(criterion_id, Level(1), "felles" if criterion_id == FIRST else "", 0)
        evaluations.save_answer(at, session, assessor, evaluation, proposal, "nb")
    go(at, session, assessor, evaluation, Status.SCORING, Status.FACT_CHECK)

    assert places(at, session, assessor, evaluation, "felles") == [Place.AGREED_NOTE]


def test_only_the_first_hits_are_shown_and_all_are_counted(
    at: Installation, session: Session, assessor: Actor, evaluation: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence_search, "MOST_HITS", 1)
    for number in range(3):
        web(at, session, assessor, evaluation, title=f"Plan {number}")

    found = evidence_search.search(at, session, assessor, evaluation, "nb", "plan")

    assert (len(found.hits), found.count) == (1, 3)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("kort", ["kort"], "kort"),
        ("a\nb", ["b"], "a b"),
        ("ord " * 100 + "ÆRLIG " + "ord " * 100, ["aerlig"], "… " + "ord " * 15 + "ÆRLIG " + "ord " * 27 + "ord …"),
        ("x" * 300, ["x"], "x" * 120 + " …"),
        ("x" * 200 + " æ" + "y" * 200, ["ae"], "… " + "æ" + "y" * 119 + " …"),
        ("treffet er i tittelen", ["annet"], "treffet er i tittelen"),
        ("Rø\u0301ros", ["roros"], "Rø\u0301ros"),
    ],
)
def test_excerpt_is_whole_words_around_the_first_hit(text: str, words: list[str], expected: str) -> None:
    assert excerpt(text, words) == expected


# The disk


def test_row_without_its_file_is_reported(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    plan = document(at, session, assessor, evaluation)
    assert evidence_files.problems_on_disk(at, session) == []
    (kept,) = (file for file in evidence_files.folder(at).rglob("*") if file.is_file())
    kept.unlink()

    (found,) = evidence_files.problems_on_disk(at, session)

    assert (found.evaluation_id, found.evidence_id, found.file.name) == (evaluation, plan, "plan.pdf")
    with pytest.raises(NotFound):
        evidence_files.download(at, session, assessor, evaluation, plan)


def test_old_files_nothing_refers_to_are_swept_and_no_others(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    document(at, session, assessor, evaluation)
    removed = document(at, session, assessor, evaluation, OTHER)
    evidence_links.remove(at, session, assessor, evaluation, removed)
    stray = evidence_files.folder(at) / "ab" / ("ab" + "0" * 62)
    fresh = evidence_files.folder(at) / "ab" / ("ab" + "1" * 62)
    stray.parent.mkdir(exist_ok=True)
    for file in (stray, fresh):
        file.write_bytes(b"x")
    for file in evidence_files.folder(at).rglob("*"):
        long_ago = (at.clock() - timedelta(hours=23 if file == fresh else 25)).timestamp()
        if file.is_file():
            os.utime(file, (long_ago, long_ago))

    assert evidence_files.sweep(at, session) == [stray]
    assert fresh.exists()
    assert evidence_files.problems_on_disk(at, session) == []


def test_evidence_without_a_file_has_nothing_to_download(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    with pytest.raises(KompassError, match="not_found"):
        evidence_files.download(at, session, assessor, evaluation, web(at, session, assessor, evaluation))
