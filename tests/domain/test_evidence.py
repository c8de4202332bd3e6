"""Web addresses that can be kept, days they can have been seen, and what a process rests on."""

from datetime import UTC, date, datetime

import pytest

from kompass.domain.evidence import (
    LONGEST_ADDRESS,
    Evidence,
    EvidenceKind,
    address_problems,
    counts_of,
    rests_on_one_kind,
    seen_problems,
)

TODAY = date(2026, 11, 23)


def made(kind: EvidenceKind) -> Evidence:
    moment = datetime(2026, 11, 20, tzinfo=UTC)
    return Evidence(
        id=1,
        evaluation_id=1,
        kind=kind,
        title="Noe",
        address="",
        seen_on=None,
        interview_id=None,
        file=None,
        has_personal_data=False,
        replaces_id=None,
        replaced_by=None,
        added_at=moment,
        owner_id=1,
        added_by="Kari",
        from_municipality=False,
        removed_at=None,
        removed_by="",
    )


@pytest.mark.parametrize(
    "address",
    [
        "https://kommune.no",
        "http://kommune.no/sak?id=1&x=%20#del",
        "HTTPS://Kommune.no/",
        "https://røros.kommune.no/åpenhet",
        "https://[2001:db8::1]/a",
        "https://kommune.no/a@b",
    ],
)
def test_web_addresses_are_kept_as_they_are(address: str) -> None:
    assert address_problems(address, "address") == []


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("", "address_missing"),
        ("kommune.no", "address_not_web"),
        ("javascript:alert(1)", "address_not_web"),
        ("data:text/html,x", "address_not_web"),
        ("file:///etc/passwd", "address_not_web"),
        ("ftp://kommune.no/x", "address_not_web"),
        ("//kommune.no/x", "address_not_web"),
        ("https://", "address_unreadable"),
        ("https:///sti", "address_unreadable"),
        ("https://[", "address_unreadable"),
        ("https://kommune.no/en vei", "address_unreadable"),
        ("https://kommune.no\n/x", "address_unreadable"),
        ("https://kommune.no\\@ond.no", "address_unreadable"),
        ("https://kommune.no@ond.no/", "address_with_name"),
        ("https://:hemmelig@ond.no/", "address_with_name"),
        ("https://kommune.no/\x00", "control_character"),
        ("https://kommune.no/\u202eon.ond", "bidi_control"),
        ("https://kommune.no/" + "a" * LONGEST_ADDRESS, "text_too_long"),
    ],
)
def test_anything_else_is_refused(address: str, code: str) -> None:
    assert [problem.code for problem in address_problems(address, "address")] == [code]


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (TODAY, []),
        (date(1991, 8, 6), []),
        (date(2026, 11, 24), ["date_in_future"]),
        (date(1990, 12, 31), ["date_out_of_range"]),
    ],
)
def test_page_was_seen_after_the_web_began_and_not_after_today(day: date, codes: list[str]) -> None:
    assert [problem.code for problem in seen_problems(day, TODAY, "seen_on")] == codes


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ([], None),
        ([EvidenceKind.WEB], EvidenceKind.WEB),
        ([EvidenceKind.DOCUMENT, EvidenceKind.DOCUMENT], EvidenceKind.DOCUMENT),
        ([EvidenceKind.DOCUMENT, EvidenceKind.INTERVIEW], None),
    ],
)
def test_one_kind_of_source_is_seen(kinds: list[EvidenceKind], expected: EvidenceKind | None) -> None:
    assert rests_on_one_kind([made(kind) for kind in kinds]) is expected


def test_every_kind_is_counted_also_those_there_are_none_of() -> None:
    found = counts_of([made(EvidenceKind.WEB), made(EvidenceKind.WEB), made(EvidenceKind.DOCUMENT)])

    assert found == {EvidenceKind.DOCUMENT: 1, EvidenceKind.WEB: 2, EvidenceKind.INTERVIEW: 0}
