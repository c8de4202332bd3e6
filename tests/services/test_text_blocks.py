"""The texts the firm uses again: adding, changing, taking away, and who may."""

import pytest
from sqlalchemy.orm import Session

from kompass.domain.errors import Invalid, NotAllowed, NotFound, NotPossibleNow
from kompass.domain.permissions import Actor
from kompass.services import text_blocks
from kompass.services.installation import Installation
from kompass.services.text_blocks import BlockConflict, BlockProposal


def listed(session: Session, person: Actor) -> list[tuple[str, str, int, str]]:
    return [(one.title, one.text, one.version, one.saved_by) for one in text_blocks.listed(session, person)]


def test_blocks_are_shared_by_all_assessors(
    at: Installation, session: Session, assessor: Actor, colleague: Actor
) -> None:
    text_blocks.add(at, session, assessor, BlockProposal(" Metode ", "Vi leste.\r\n"))
    text_blocks.add(at, session, colleague, BlockProposal("Takk", "Takk."))

    assert listed(session, assessor) == [("Metode", "Vi leste.", 1, "Kari"), ("Takk", "Takk.", 1, "Ola")]


def test_change_is_refused_when_somebody_changed_it_first(
    at: Installation, session: Session, assessor: Actor, colleague: Actor
) -> None:
    block = text_blocks.add(at, session, assessor, BlockProposal("Metode", "Vi leste."))

    first = text_blocks.change(at, session, colleague, block, BlockProposal("Metode", "Olas", 1))
    again = text_blocks.change(at, session, colleague, block, BlockProposal("Metode", "Olas", 1))
    stale = text_blocks.change(at, session, assessor, block, BlockProposal("Metode", "Karis", 1))

    assert (first, again) == (2, 2)
    assert isinstance(stale, BlockConflict)
    assert (stale.current.text, stale.current.version) == ("Olas", 2)
    assert listed(session, assessor) == [("Metode", "Olas", 2, "Ola")]


def test_block_is_taken_away_only_as_it_was_seen(at: Installation, session: Session, assessor: Actor) -> None:
    block = text_blocks.add(at, session, assessor, BlockProposal("Metode", "Vi leste."))
    text_blocks.change(at, session, assessor, block, BlockProposal("Metode", "Vi leste mye.", 1))

    with pytest.raises(NotPossibleNow) as error:
        text_blocks.remove(at, session, assessor, block, seen_version=1)
    assert error.value.code == "changed_meanwhile"

    text_blocks.remove(at, session, assessor, block, seen_version=2)
    assert listed(session, assessor) == []
    with pytest.raises(NotFound):
        text_blocks.remove(at, session, assessor, block, seen_version=2)
    with pytest.raises(NotFound):
        text_blocks.change(at, session, assessor, block, BlockProposal("a", "b", 2))


@pytest.mark.parametrize(
    ("title", "text", "codes"),
    [
        (" ", "x", {"title_missing"}),
        ("x", "\n", {"text_missing"}),
        ("", "", {"title_missing", "text_missing"}),
        ("x" * 201, "x", {"text_too_long"}),
        ("x", "x" * 20_001, {"text_too_long"}),
        ("a\x00", "\u202e", {"control_character", "bidi_control"}),
    ],
)
def test_blocks_that_make_no_sense_are_refused(
    at: Installation, session: Session, assessor: Actor, title: str, text: str, codes: set[str]
) -> None:
    block = text_blocks.add(at, session, assessor, BlockProposal("Metode", "Vi leste."))

    for refused in (
        lambda: text_blocks.add(at, session, assessor, BlockProposal(title, text)),
        lambda: text_blocks.change(at, session, assessor, block, BlockProposal(title, text, 1)),
    ):
        with pytest.raises(Invalid) as error:
            refused()
        assert {problem.code for problem in error.value.problems} == codes


def test_only_assessors_use_them(
    at: Installation, session: Session, assessor: Actor, contact: Actor, reader: Actor
) -> None:
    block = text_blocks.add(at, session, assessor, BlockProposal("Metode", "Vi leste."))

    for person in (None, contact, reader):
        for refused in (
            lambda person=person: text_blocks.listed(session, person),
            lambda person=person: text_blocks.block(session, person, block),
            lambda person=person: text_blocks.add(at, session, person, BlockProposal("a", "b")),
            lambda person=person: text_blocks.change(at, session, person, block, BlockProposal("a", "b", 1)),
            lambda person=person: text_blocks.remove(at, session, person, block, 1),
        ):
            with pytest.raises(NotAllowed):
                refused()
