"""The end of the report: the measures that were chosen, and what the report is made of."""

from kompass import __version__, formats
from kompass.domain.evaluation import SEALED
from kompass.domain.measures import Measure, MeasureStatus
from kompass.reporting.data.parts import Cell, Column, Fact, Table
from kompass.reporting.evaluation.material import Material
from kompass.reporting.sentences import front
from kompass.reporting.sentences.voice import NOTHING

DIGEST_LENGTH = 12


def measures(material: Material) -> Table | None:
    """The measures after the evaluation; None when there are none."""
    found, voice = material.beside.measures, material.voice
    if not found:
        return None
    columns = (
        Column(voice.gettext("Tiltak"), "words"),
        Column(voice.gettext("Ansvarlig"), "words"),
        Column(voice.gettext("Frist"), "words"),
        Column(voice.gettext("Status"), "words"),
    )
    rows = tuple(_measure(material, one) for one in found)
    return Table("measures", voice.gettext("Tiltak med ansvarlig og frist"), columns, rows)


def _measure(material: Material, one: Measure) -> tuple[Cell | str, ...]:
    voice = material.voice
    statuses = {
        MeasureStatus.PLANNED: voice.gettext("Planlagt"),
        MeasureStatus.STARTED: voice.gettext("I gang"),
        MeasureStatus.DONE: voice.gettext("Gjennomført"),
        MeasureStatus.DROPPED: voice.gettext("Droppet"),
    }
    return (
        Cell(one.title, number=material.framework.numbers.get(one.criterion_id, "")),
        one.owner_role or NOTHING,
        formats.short_date(one.due_on, voice.locale) if one.due_on else NOTHING,
        statuses[one.status],
    )


def colophon(material: Material) -> tuple[Fact, ...]:
    """What the report is made of, whose it is, and which version it is."""
    evaluation, framework, voice = material.evaluation, material.framework, material.voice
    municipality = evaluation.municipality
    facts = [
        Fact(voice.gettext("Kommune"), f"{municipality.name} ({municipality.number}), {municipality.county}"),
        Fact(voice.gettext("Evaluert"), formats.long_date(evaluation.evaluated_on, voice.locale)),
        Fact(voice.gettext("Status"), front.status(voice, delivered=evaluation.status in SEALED)),
        *_seal(material),
        Fact(voice.gettext("Utgave"), framework.title),
        Fact(voice.gettext("Avtrykk av poengreglene"), framework.scoring_digest[:DIGEST_LENGTH]),
        Fact(voice.gettext("Avtrykk av tekstene"), framework.text_digest[:DIGEST_LENGTH]),
        Fact(voice.gettext("Kilder"), front.sources(voice, evaluation.is_demonstration)),
        Fact(voice.gettext("Skrift"), voice.gettext("Inter, lisens SIL Open Font License 1.1")),
        Fact(voice.gettext("Laget med"), f"Kompass {__version__}"),
    ]
    if municipality.population is not None:
        facts.insert(1, Fact(voice.gettext("Innbyggere"), _population(material)))
    return tuple(facts)


def _seal(material: Material) -> list[Fact]:
    """The sealed version, its digest and, for a later version, why there is one."""
    voice, seal = material.voice, material.beside.seal
    if seal is None:
        return []
    facts = [
        Fact(voice.gettext("Versjon"), front.version(voice, seal.version, seal.sealed_at.date())),
        Fact(voice.gettext("Avtrykk av resultatet"), seal.digest),
    ]
    return [*facts, Fact(voice.gettext("Hvorfor ny versjon"), seal.reason)] if seal.reason else facts


def _population(material: Material) -> str:
    municipality = material.evaluation.municipality
    return front.population(material.voice, municipality.population or 0, municipality.population_year or 0)
