"""What a level may rest on: documents, web addresses and interviews, and the processes each is linked to."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from urllib.parse import urlsplit

from kompass.domain.completeness import text_problems
from kompass.domain.errors import Problem

LONGEST_LINE = 200
LONGEST_ADDRESS = 2000
SCHEMES = ("https", "http")
# Addresses are looked up on the web, which is no older.
FIRST_YEAR = 1991


class EvidenceKind(StrEnum):
    """What kind of source it is."""

    DOCUMENT = "document"
    WEB = "web"
    INTERVIEW = "interview"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """An uploaded file: the digest it lies under, its shown name, the code of its kind, its size in bytes."""

    digest: str
    name: str
    media: str
    size: int
    has_active_content: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence.

    A document has a file, a web address an address and the day it was seen, an interview the number of one. It was
    added by the account `owner_id`, whose name is `added_by`.
    `from_municipality` says that one of the municipality's contacts added it. `replaced_by` is the number of the
    newer version that stands in its place, None while it is the newest.
    """

    id: int
    evaluation_id: int
    kind: EvidenceKind
    title: str
    address: str
    seen_on: date | None
    interview_id: int | None
    file: StoredFile | None
    has_personal_data: bool
    replaces_id: int | None
    replaced_by: int | None
    added_at: datetime
    added_by: str
    owner_id: int
    from_municipality: bool
    removed_at: datetime | None
    removed_by: str

    @property
    def is_current(self) -> bool:
        """Whether a level may rest on it: neither taken away nor replaced by a newer version."""
        return self.removed_at is None and self.replaced_by is None


@dataclass(frozen=True, slots=True)
class Link:
    """That a process rests on a piece of evidence; `passage` says where in it, or is empty."""

    evidence_id: int
    criterion_id: str
    passage: str


@dataclass(frozen=True, slots=True)
class Linked:
    """A piece of evidence as one process shows it."""

    evidence: Evidence
    passage: str


def counts_of(found: Iterable[Evidence]) -> Mapping[EvidenceKind, int]:
    """How many there are of every kind."""
    counted = Counter(one.kind for one in found)
    return {kind: counted[kind] for kind in EvidenceKind}


def rests_on_one_kind(found: Iterable[Evidence]) -> EvidenceKind | None:
    """The kind all of them are of; None when there are several kinds, or nothing at all."""
    kinds = {one.kind for one in found}
    return kinds.pop() if len(kinds) == 1 else None


def line_problems(text: str, field: str) -> list[Problem]:
    """Why a line of text, such as a title, cannot be kept."""
    return text_problems(text, field, LONGEST_LINE)


def address_problems(address: str, field: str) -> list[Problem]:
    """Why this cannot be kept as a web address; it is never looked up."""
    if not address:
        return [Problem("address_missing", field)]
    if problems := text_problems(address, field, LONGEST_ADDRESS):
        return problems
    try:
        parts = urlsplit(address)
        host, secret = parts.hostname, parts.username or parts.password
    except ValueError:
        return [Problem("address_unreadable", field)]
    if parts.scheme not in SCHEMES:
        return [Problem("address_not_web", field)]
    if not host or any(character.isspace() for character in address) or "\\" in address:
        return [Problem("address_unreadable", field)]
    # What stands before an @ may be a password, or make the address look like that of somebody else.
    return [Problem("address_with_name", field)] if secret is not None else []


def seen_problems(seen_on: date, today: date, field: str) -> list[Problem]:
    """Why nothing can have been seen on the web that day."""
    if seen_on > today:
        return [Problem("date_in_future", field)]
    if seen_on.year < FIRST_YEAR:
        return [Problem("date_out_of_range", field, (("first", str(FIRST_YEAR)), ("last", str(today.year))))]
    return []
