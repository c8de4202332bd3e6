"""A line of the journal, as it is read back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One change: who did what and when, from what to what, as plain values."""

    id: int
    action: str
    at: datetime
    account_id: int
    name: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
