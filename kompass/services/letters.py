"""The letter to the municipality before an evaluation: gather, compose, render; or hand out the finished one."""

from sqlalchemy.orm import Session

from kompass.domain.permissions import Actor, Permission, Relation
from kompass.domain.preparation import NO_PLAN
from kompass.formats import NORWAY, file_name
from kompass.language import language
from kompass.reporting.letter import LetterMaterial
from kompass.reporting.letter import letter as compose
from kompass.reporting.sentences.voice import Voice
from kompass.services import paper
from kompass.services.access import evaluation_for
from kompass.services.evaluations import framework_of
from kompass.services.installation import Installation
from kompass.services.paper import Document, Order, Renderer, in_worker
from kompass.storage import interviews, preparation, teams


def letter(
    at: Installation,
    session: Session,
    actor: Actor | None,
    evaluation_id: int,
    locale: str,
    *,
    render: Renderer = in_worker,
) -> Document:
    """The letter in this language, as the plan is today."""
    return paper.document(at, letter_order(at, session, actor, evaluation_id, locale), render=render)


def letter_order(at: Installation, session: Session, actor: Actor | None, evaluation_id: int, locale: str) -> Order:
    """The letter, as it would be made now. Interviews are in it by role; no name is ever read."""
    evaluation = evaluation_for(session, actor, Permission.PLAN_READ, evaluation_id)
    words = language(locale)
    plan = preparation.plan_of(session, evaluation_id) or NO_PLAN
    team = teams.members(session, evaluation_id)
    lead = next((one.person for one in team if one.relation is Relation.LEAD), None)
    material = LetterMaterial(
        evaluation=evaluation,
        framework=framework_of(at, evaluation, locale),
        days=plan.days,
        meetings=tuple(one.meeting for one in interviews.interviews_of(session, evaluation_id)),
        documents=tuple(preparation.requests_of(session, evaluation_id)),
        sender=lead.name if lead else "",
        address=lead.email if lead else "",
        written_on=at.clock().astimezone(NORWAY).date(),
        voice=Voice(words),
    )
    name = file_name(evaluation.municipality.name, str(evaluation.year), words.gettext("brev"), locale)
    return Order("letter", material.title, name, locale, material.fingerprint, lambda: compose(material))
