"""The headline findings of a report as a draft, for people to go on from."""

from sqlalchemy.orm import Session

from kompass.domain.errors import NotPossibleNow
from kompass.domain.permissions import Actor, Permission
from kompass.reporting.evaluation.overview import headline_draft
from kompass.services.access import evaluation_for
from kompass.services.installation import Installation
from kompass.services.reports import evaluation_material


def draft(at: Installation, session: Session, actor: Actor | None, evaluation_id: int, locale: str) -> str:
    """Sentences with light marks; "" when nothing is found yet. They tell no points: a draft is read by others."""
    evaluation_for(session, actor, Permission.TEXT_READ, evaluation_id)
    try:
        material = evaluation_material(at, session, actor, evaluation_id, locale)
    except NotPossibleNow:
        return ""
    return "\n".join(f"- {sentence}" for sentence in headline_draft(material))
