"""Gold stars: where they may be, what they must say, and who finds them in the library."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from kompass.domain.answers import Level, NotApplicable
from kompass.domain.errors import Invalid, NotAllowed, NotFound, NotPossibleNow
from kompass.domain.evaluation import Status
from kompass.domain.permissions import Actor, Relation
from kompass.services import course, demonstration, evaluations, gold_stars
from kompass.services.gold_stars import StarConflict, StarProposal
from kompass.services.installation import Installation
from kompass.storage import gold_stars as stored
from kompass.storage.tables import GoldStarRow
from tests.conftest import NOW
from tests.factories import begin
from tests.services.writing import ANSWERS, FULLMAKT, MOTER, POSTLISTE, TIDLIG, in_fact_check, in_scoring, move

pytestmark = pytest.mark.usefixtures("places")


@pytest.fixture
def evaluation(at: Installation, session: Session, assessor: Actor, colleague: Actor, contact: Actor) -> int:
    return in_fact_check(at, session, assessor, (colleague, Relation.ASSESSOR), (contact, Relation.CONTACT))


def give(
    at: Installation, session: Session, person: Actor, evaluation: int, criterion: str, *said: str, seen: int = 0
) -> int | StarConflict:
    title, description = said or ("Postliste på nett", "Arkivet legger ut **alt** hver dag.")
    return gold_stars.save(at, session, person, evaluation, StarProposal(criterion, title, description, seen))


def titles(at: Installation, session: Session, person: Actor, words: str = "", area: str = "") -> list[str]:
    return [one.star.title for one in gold_stars.library(at, session, person, words, area, "nb").found]


def test_a_star_is_given_changed_and_taken_away(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    assert give(at, session, assessor, evaluation, POSTLISTE) == 1
    assert give(at, session, assessor, evaluation, POSTLISTE, "Ny", "Bedre.", seen=1) == 2
    assert give(at, session, assessor, evaluation, POSTLISTE, "Ny", "Bedre.", seen=1) == 2

    found = gold_stars.stars(at, session, assessor, evaluation, "apenhet", "nb")
    star = found.place(POSTLISTE).star
    assert star is not None
    assert (star.title, star.description, star.version, star.saved_by) == ("Ny", "Bedre.", 2, "Kari")
    assert [one.criterion.id for one in found.places if one.star] == [POSTLISTE]

    with pytest.raises(NotPossibleNow):
        gold_stars.remove(at, session, assessor, evaluation, POSTLISTE, seen_version=1)
    gold_stars.remove(at, session, assessor, evaluation, POSTLISTE, seen_version=2)
    with pytest.raises(NotFound):
        gold_stars.remove(at, session, assessor, evaluation, POSTLISTE, seen_version=2)


def test_a_stale_star_is_refused_with_the_newer_one(
    at: Installation, session: Session, assessor: Actor, colleague: Actor
) -> None:
    evaluation = in_fact_check(at, session, assessor, (colleague, Relation.ASSESSOR))
    give(at, session, assessor, evaluation, POSTLISTE)

    stale = give(at, session, colleague, evaluation, POSTLISTE, "Olas", "Olas.")
    gold_stars.remove(at, session, assessor, evaluation, POSTLISTE, seen_version=1)
    gone = give(at, session, colleague, evaluation, POSTLISTE, "Olas", "Olas.", seen=1)

    assert isinstance(stale, StarConflict)
    assert stale.current is not None
    assert stale.current.saved_by == "Kari"
    assert gone == StarConflict(None)


def test_storage_never_writes_over_another_version(session: Session, assessor: Actor, evaluation: int) -> None:
    def wrote(version: int) -> bool:
        return stored.write(
            session,
            evaluation,
            POSTLISTE,
            title="a",
            description="b",
            also="",
            version=version,
            account_id=assessor.id,
            at=NOW,
        )

    assert [wrote(0), wrote(3), wrote(1)] == [True, False, True]
    with session.begin_nested() as savepoint:
        assert not wrote(0)
        savepoint.rollback()


@pytest.mark.parametrize("answered", [None, NotApplicable("Finnes ikke.")], ids=["unanswered", "not applicable"])
def test_a_process_without_a_level_has_no_practice_to_show(
    at: Installation, session: Session, assessor: Actor, answered: NotApplicable | None
) -> None:
    evaluation = in_scoring(at, session, assessor)
    if answered:
        evaluations.enter_answers(at, session, assessor, evaluation, {POSTLISTE: answered})

    with pytest.raises(Invalid) as error:
        give(at, session, assessor, evaluation, POSTLISTE)

    assert [problem.code for problem in error.value.problems] == ["star_without_level"]


@pytest.mark.parametrize(
    ("title", "description", "codes"),
    [
        ("", "x", {"title_missing"}),
        ("x", " ", {"description_missing"}),
        ("x" * 201, "x", {"text_too_long"}),
        ("x", "x" * 5_001, {"text_too_long"}),
        ("a\x00", "\u202e", {"control_character", "bidi_control"}),
    ],
)
def test_stars_that_make_no_sense_are_refused(
    at: Installation,
    session: Session,
    assessor: Actor,
    evaluation: int,
    *,
    title: str,
    description: str,
    codes: set[str],
) -> None:
    with pytest.raises(Invalid) as error:
        give(at, session, assessor, evaluation, POSTLISTE, title, description)

    assert {problem.code for problem in error.value.problems} == codes


@pytest.mark.parametrize("criterion", ["", "apenhet", "apenhet.innsyn.ukjent"])
def test_only_processes_of_the_edition_have_stars(
    at: Installation, session: Session, assessor: Actor, evaluation: int, criterion: str
) -> None:
    with pytest.raises(NotFound):
        give(at, session, assessor, evaluation, criterion)
    with pytest.raises(NotFound):
        gold_stars.stars_at(at, session, assessor, evaluation, criterion, "nb")
    with pytest.raises(NotFound):
        gold_stars.stars(at, session, assessor, evaluation, "ukjent", "nb")


def test_a_delivered_star_stays(at: Installation, session: Session, assessor: Actor, evaluation: int) -> None:
    give(at, session, assessor, evaluation, POSTLISTE)
    move(at, session, assessor, evaluation, Status.FACT_CHECK, Status.DELIVERED)

    with pytest.raises(NotPossibleNow):
        gold_stars.remove(at, session, assessor, evaluation, POSTLISTE, seen_version=1)
    with pytest.raises(NotPossibleNow):
        give(at, session, assessor, evaluation, MOTER)
    assert not gold_stars.stars(at, session, assessor, evaluation, "apenhet", "nb").may_write


def test_strangers_find_nothing_and_the_contact_may_not(
    at: Installation, session: Session, reader: Actor, contact: Actor, evaluation: int
) -> None:
    for person, error in ((None, NotFound), (reader, NotFound), (contact, NotAllowed)):
        with pytest.raises(error):
            gold_stars.stars(at, session, person, evaluation, "apenhet", "nb")
        with pytest.raises(error):
            gold_stars.save(at, session, person, evaluation, StarProposal(POSTLISTE, "a", "b", 0))
        with pytest.raises(error):
            gold_stars.remove(at, session, person, evaluation, POSTLISTE, 1)
    with pytest.raises(NotAllowed):
        gold_stars.library(at, session, None, "", "", "nb")


def test_library_shows_a_star_to_all_once_it_is_published(
    at: Installation, session: Session, assessor: Actor, reader: Actor, contact: Actor, evaluation: int
) -> None:
    give(at, session, assessor, evaluation, POSTLISTE)
    seen = [[bool(titles(at, session, person)) for person in (assessor, contact, reader)]]
    seen.append([bool(titles(at, session, person)) for person in (assessor, contact, reader)])
    move(at, session, assessor, evaluation, Status.FACT_CHECK, Status.DELIVERED)
    seen.append([bool(titles(at, session, person)) for person in (assessor, contact, reader)])

    course.record_consent(at, session, assessor, evaluation, "Ordfører", NOW.date())
    move(at, session, assessor, evaluation, Status.DELIVERED, Status.PUBLISHED)
    seen.append([bool(titles(at, session, person)) for person in (assessor, contact, reader)])

    assert seen == [[True, False, False], [True, False, False], [True, True, False], [True, True, True]]


@pytest.mark.parametrize(
    ("words", "area", "found"),
    [
        ("", "", ["Svarer tidlig", "Postliste på nett"]),
        ("PÅ nett", "", ["Postliste på nett"]),
        ("pa nett arkivet", "", ["Postliste på nett"]),
        ("åpenhet", "", ["Svarer tidlig", "Postliste på nett"]),
        ("tidlig (en)", "", ["Svarer tidlig"]),
        ("", "ledelse", []),
        ("svarer", "apenhet", ["Svarer tidlig"]),
        ("nett svarer", "", []),
        ("%", "", []),
        ("_", "", []),
    ],
)
def test_library_is_searched_word_by_word(
    at: Installation, session: Session, assessor: Actor, evaluation: int, *, words: str, area: str, found: list[str]
) -> None:
    give(at, session, assessor, evaluation, POSTLISTE)
    give(at, session, assessor, evaluation, TIDLIG, "Svarer tidlig", "Ingen venter.")

    assert titles(at, session, assessor, words, area) == found


def test_library_tells_where_and_at_what_level(
    at: Installation, session: Session, assessor: Actor, reader: Actor
) -> None:
    evaluation = begin(at, session, assessor, "5628")
    evaluations.enter_answers(at, session, assessor, evaluation, dict.fromkeys(ANSWERS, Level(3)))
    give(at, session, assessor, evaluation, FULLMAKT)
    demonstration.publish(at, session, assessor, evaluation)

    (found,) = gold_stars.library(at, session, reader, "", "", "en").found

    assert (found.evaluation.municipality.name, found.area.title, found.criterion.title) == (
        "Tana",
        "Ledelse (en)",
        "Fullmakt (en)",
    )
    assert found.step is not None
    assert found.step.name == "Followed"


def test_library_leaves_out_what_the_edition_no_longer_has(
    at: Installation, session: Session, assessor: Actor, evaluation: int
) -> None:
    give(at, session, assessor, evaluation, POSTLISTE)
    session.scalars(select(GoldStarRow)).one().criterion_id = "apenhet.innsyn.borte"
    session.commit()

    assert titles(at, session, assessor) == []
