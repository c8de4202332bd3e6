"""The forms of evidence: they parse what was sent. Judging is the domain's and the services' work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import IO

from werkzeug.datastructures import FileStorage, ImmutableMultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.sansio.multipart import Data, Field, MultipartDecoder, Preamble

from kompass.domain.errors import Invalid, NotFound
from kompass.services.evidence_adding import About, Address, Upload
from kompass.web.forms.evaluations import as_date

# Bytes; the longest fields there can be take a tenth of it.
BEGINNING = 65_536
KINDS = ("document", "web", "interview", "link")

Sent = ImmutableMultiDict[str, str]


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields for adding, as it was typed; `kind` is the form it was typed into."""

    kind: str = ""
    title: str = ""
    address: str = ""
    seen_on: str = ""
    passage: str = ""
    interview: str = ""
    personal_data: bool = False
    criterion: str = ""
    replaces: str = ""


def typed(kind: str, sent: Sent) -> Typed:
    """The fields as they came."""
    return Typed(
        kind=kind,
        title=sent.get("title", ""),
        address=sent.get("address", ""),
        seen_on=sent.get("seen_on", ""),
        passage=sent.get("passage", ""),
        interview=sent.get("interview", ""),
        personal_data="personal_data" in sent,
        criterion=sent.get("criterion", ""),
        replaces=sent.get("replaces", ""),
    )


def typed_before_file(body: IO[bytes], boundary: str) -> Typed:
    """The fields that stand before the file in a form too large to be read; only the beginning of it is."""
    decoder = MultipartDecoder(boundary.encode(), max_parts=20)
    found: dict[str, str] = {}
    name = ""
    try:
        decoder.receive_data(body.read(BEGINNING))
        while isinstance(event := decoder.next_event(), Preamble | Field | Data):
            if isinstance(event, Field):
                name = event.name
            elif isinstance(event, Data):
                found[name] = found.get(name, "") + event.data.decode(errors="replace")
    except (ValueError, OSError, HTTPException):
        # Damaged, or broken off: what had come is enough.
        pass
    return typed("document", ImmutableMultiDict(found))


@dataclass(frozen=True, slots=True)
class Form:
    """One of several forms on a page: what stands in it, and what is wrong with it, by field."""

    fields: Typed
    errors: Mapping[str, str]


def forms(fields: Typed, errors: Mapping[str, str], today: date) -> dict[str, Form]:
    """Every form of a page, by kind: the one that was sent as it was sent, the others blank."""
    blank = Typed(criterion=fields.criterion, replaces=fields.replaces, seen_on=today.isoformat())
    found = dict.fromkeys(KINDS, Form(blank, {}))
    own = fields if fields.seen_on or errors else replace(fields, seen_on=blank.seen_on)
    return found | {fields.kind: Form(own, errors)} if fields.kind else found


def about(fields: Typed) -> About:
    """What is said of the evidence; NotFound when it names a version that cannot exist."""
    replaces = as_number(fields.replaces) if fields.replaces else None
    if replaces == 0:
        raise NotFound
    return About(fields.title, fields.personal_data, fields.criterion, fields.passage, replaces)


def address(fields: Typed) -> Address:
    """The web address with the day it was seen, None when that cannot be read."""
    return Address(fields.address, _day(fields.seen_on), about(fields))


def upload(fields: Typed, file: FileStorage | None) -> Upload:
    """The file that was sent, with what was said of it."""
    name = (file.filename if file else "") or ""
    return Upload(name, (file or FileStorage()).stream, about(fields))


def as_number(text: str) -> int:
    """The number of a row; 0, which no row has, when it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0


def numbers(texts: Sequence[str]) -> list[int]:
    """Numbers of rows."""
    return [as_number(text) for text in texts]


def _day(text: str) -> date | None:
    try:
        return as_date(text, "seen_on")
    except Invalid:
        return None
