"""The council summary: two pages of the same material as the full report."""

from sqlalchemy.orm import Session

from kompass.domain.permissions import Actor
from kompass.formats import file_name
from kompass.reporting.sentences import summary as say
from kompass.reporting.summary.compose import council_summary
from kompass.services.installation import Installation
from kompass.services.paper import Order
from kompass.services.reports import evaluation_material


def summary_order(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, locale: str
) -> Order:
    """The summary as it would be made now; NotPossibleNow while no process has a level."""
    material = evaluation_material(at, session, actor, evaluation_id, locale)
    evaluation = material.evaluation
    title = say.title(material.voice, material.place, evaluation.year)
    name = file_name(evaluation.municipality.name, str(evaluation.year), "sammendrag", locale)
    return Order("summary", title, name, locale, material.fingerprint, lambda: council_summary(material))
