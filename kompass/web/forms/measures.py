"""The form of a measure: it parses what was sent. Judging is the service's work."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kompass.domain.errors import Invalid, Problem
from kompass.domain.measures import Measure, MeasureStatus
from kompass.services.measures import MeasureProposal
from kompass.web.forms.evaluations import as_date
from kompass.web.forms.texts import as_version


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields, as it was typed; `version` is the one the person saw, 0 for a new measure."""

    criterion: str = ""
    title: str = ""
    owner: str = ""
    due_on: str = ""
    status: str = MeasureStatus.PLANNED.value
    note: str = ""
    version: int = 0


def typed(sent: Mapping[str, str], version: int = 0) -> Typed:
    """The fields as they came."""
    return Typed(
        criterion=sent.get("criterion", ""),
        title=sent.get("title", ""),
        owner=sent.get("owner", ""),
        due_on=sent.get("due_on", ""),
        status=sent.get("status", ""),
        note=sent.get("note", ""),
        version=version,
    )


def of_measure(measure: Measure) -> Typed:
    """The fields of a measure as it is stored."""
    return Typed(
        criterion=measure.criterion_id,
        title=measure.title,
        owner=measure.owner_role,
        due_on=measure.due_on.isoformat() if measure.due_on else "",
        status=measure.status.value,
        note=measure.note,
        version=measure.version,
    )


def proposal(sent: Mapping[str, str]) -> MeasureProposal:
    """What the person wants; Invalid when the deadline or the version cannot be read."""
    fields = typed(sent)
    return MeasureProposal(
        criterion_id=fields.criterion,
        title=fields.title,
        owner_role=fields.owner,
        due_on=_day(fields.due_on),
        status=next((status for status in MeasureStatus if status.value == fields.status), None),
        note=fields.note,
        seen_version=as_version(sent.get("version", ""), "title"),
    )


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return as_date(text, "due_on")
    except Invalid:
        raise Invalid((Problem("due_unreadable", "due_on"),)) from None
