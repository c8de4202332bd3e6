"""The report of an evaluation: gather, compose, render; or hand out the one that is finished already."""

from dataclasses import replace

from sqlalchemy.orm import Session

from kompass.domain.errors import NotPossibleNow
from kompass.domain.permissions import Actor
from kompass.formats import file_name
from kompass.language import language
from kompass.reporting.evaluation.compose import evaluation_report as compose
from kompass.reporting.evaluation.material import Material
from kompass.reporting.sentences.voice import Voice
from kompass.services import paper
from kompass.services.comparison import comparison_group
from kompass.services.evaluations import scored
from kompass.services.installation import Installation
from kompass.services.paper import Document, Order, Renderer, in_worker
from kompass.services.report_beside import beside
from kompass.services.texts import printed
from kompass.storage import municipalities


def evaluation_report(
    at: Installation,
    session: Session,
    actor: Actor | None,
    evaluation_id: int,
    locale: str,
    *,
    render: Renderer = in_worker,
) -> Document:
    """The report in this language; NotPossibleNow while no process has a level."""
    return paper.document(at, evaluation_order(at, session, actor, evaluation_id, locale), render=render)


def evaluation_order(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, locale: str
) -> Order:
    """The full report, as it would be made now."""
    material = evaluation_material(at, session, actor, evaluation_id, locale)
    evaluation = material.evaluation
    name = file_name(evaluation.municipality.name, str(evaluation.year), "kommunekompasset", locale)
    return Order("evaluation", material.title, name, locale, material.fingerprint, lambda: compose(material))


def evaluation_material(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, locale: str
) -> Material:
    """What reports of one evaluation are made from; NotPossibleNow while no process has a level."""
    found = scored(at, session, actor, evaluation_id, locale)
    if found.result.total.share is None:
        raise NotPossibleNow("nothing_scored")
    words = language(locale)
    group = comparison_group(session, actor, found, words.gettext("Andre kommuner"))
    # The municipality of an evaluation is read without its inhabitants; the report tells them.
    place = municipalities.municipality(session, found.evaluation.municipality.number)
    evaluation = replace(found.evaluation, municipality=place) if place else found.evaluation
    texts = printed(session, actor, evaluation)
    more = beside(at, session, actor, evaluation)
    return Material(evaluation, found.framework, found.result, group, Voice(words), texts, more)
