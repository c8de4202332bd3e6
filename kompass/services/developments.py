"""The development report: a municipality's own evaluations over time, as far as the reader may see them."""

from collections.abc import Mapping
from itertools import groupby

from sqlalchemy.orm import Session

from kompass.domain.development import Milestone, in_time, of_evaluation, of_publication
from kompass.domain.errors import NotFound, NotPossibleNow
from kompass.domain.evaluation import Evaluation
from kompass.domain.history import history_findings
from kompass.domain.measures import Measure, by_deadline
from kompass.domain.permissions import Actor, Permission
from kompass.domain.register import Unit
from kompass.formats import file_name
from kompass.language import language
from kompass.reporting.development.compose import development_report
from kompass.reporting.development.material import DevelopmentMaterial
from kompass.reporting.sentences.voice import Voice
from kompass.services.access import readable, require
from kompass.services.evaluations import found_of, scored_many
from kompass.services.installation import Installation
from kompass.services.municipalities import history_of
from kompass.services.paper import Order
from kompass.storage import evaluations, measures, municipalities, results


def development_order(at: Installation, session: Session, actor: Actor | None, key: str, locale: str) -> Order:
    """The report of one unit, given by its key; NotFound for none, NotPossibleNow when nothing is known of it."""
    require(actor, Permission.EVALUATION_READ)
    unit = municipalities.register(session).by_key(key)
    if unit is None:
        raise NotFound
    return _order(_material(at, session, actor, unit, locale))


def development_of_number(
    at: Installation, session: Session, actor: Actor | None, number: str, year: int | None, locale: str
) -> Order:
    """The same of the unit that has or last had this number, or of the one that began in this year."""
    require(actor, Permission.EVALUATION_READ)
    units = [
        unit for unit in municipalities.register(session).units_of(number) if year in (None, unit.valid_from.year)
    ]
    if not units:
        raise NotFound
    return _order(_material(at, session, actor, units[-1], locale))


def evaluated_units(_at: Installation, session: Session, actor: Actor) -> list[str]:
    """The key of every unit with an evaluation the actor may read, or a published one."""
    register = municipalities.register(session)
    own = readable(session, actor, evaluations.evaluations(session), Permission.SCORES_READ)
    found = {register.unit(one.municipality.number, one.evaluated_on) for one in own if not one.is_alone}
    numbers = {one.municipality_number for one in results.published_results(session) if one.municipality_number}
    found |= {unit for number in numbers for unit in register.units_of(number) if history_of(session, unit)}
    return sorted(unit.key for unit in found if unit is not None)


def count_own(session: Session, actor: Actor | None, unit: Unit) -> int:
    """How many evaluations of our own the report is made of, beside what is published."""
    return len(_own(session, require(actor, Permission.EVALUATION_READ), unit))


def _order(material: DevelopmentMaterial) -> Order:
    if not material.milestones:
        raise NotPossibleNow("no_development")
    name = file_name(material.unit.name, material.unit.key, "utvikling", material.voice.locale)
    return Order(
        "development",
        material.title,
        name,
        material.voice.locale,
        material.fingerprint,
        lambda: development_report(material),
    )


def _material(
    at: Installation, session: Session, actor: Actor | None, unit: Unit, locale: str
) -> DevelopmentMaterial:
    person = require(actor, Permission.EVALUATION_READ)
    register, history = municipalities.register(session), history_of(session, unit)
    own = scored_many(at, session, _own(session, person, unit), locale)
    found = [of_evaluation(one.evaluation, one.result) for one in own if one.result.total.share is not None]
    milestones = in_time([*found, *map(of_publication, history)])
    editions = {one.known.edition for one in milestones}
    return DevelopmentMaterial(
        unit=unit,
        milestones=milestones,
        voice=Voice(language(locale)),
        crosswalks={key: at.shelf.crosswalks(key.framework, key.edition) for key in editions},
        measures=_measures(session, person, milestones),
        findings=tuple(history_findings(history)),
        made_of=register.predecessors(unit),
        became=register.successors(unit),
    )


def _own(session: Session, actor: Actor, unit: Unit) -> list[Evaluation]:
    """Those the actor may read the scores of; what each assessor still scores alone is nobody's result yet."""
    found = readable(session, actor, found_of(session, unit), Permission.SCORES_READ)
    return [one for one in found if not one.is_alone]


def _measures(
    session: Session, actor: Actor, milestones: tuple[Milestone, ...]
) -> Mapping[int, tuple[Measure, ...]]:
    own = [one.evaluation for one in milestones if one.evaluation]
    seen = [one.id for one in readable(session, actor, own, Permission.MEASURE_READ)]
    kept = sorted(measures.measures_of(session, seen), key=lambda one: one.evaluation_id)
    grouped = groupby(kept, key=lambda one: one.evaluation_id)
    return {evaluation_id: tuple(by_deadline(found)) for evaluation_id, found in grouped}
