"""What the forms of texts, blocks, stars and comments share: reading the version a person saw."""

from datetime import datetime

from kompass.domain.errors import Invalid, Problem


def as_version(text: str, field: str) -> int:
    """The version that is sent along; Invalid, about the field, when it is none."""
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise Invalid((Problem("version_missing", field),))
    return int(text)


def as_moment(text: str, field: str) -> datetime | None:
    """The moment that is sent along, None for none; Invalid, about the field, when it cannot be read."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Invalid((Problem("version_missing", field),))
    return moment
