"""The tables of a development report."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from kompass import formats
from kompass.domain.answers import Answer, Level
from kompass.domain.development import Milestone, ProcessChange, area_changes, total_change
from kompass.domain.framework import Framework, Step
from kompass.domain.measures import Measure, MeasureStatus
from kompass.reporting.data.parts import AnyCell, Cell, Column, Table
from kompass.reporting.development.material import MOST_MOMENTS, DevelopmentMaterial
from kompass.reporting.sentences import charts, mergers
from kompass.reporting.sentences.voice import NOTHING, Voice


def evaluations(material: DevelopmentMaterial) -> Table:
    """Every evaluation with its edition, what is known of it, and its total."""
    voice = material.voice
    rows = tuple(
        (
            _day(material, one),
            material.edition_title(one),
            mergers.depth(voice, one.known.depth),
            _of_maximum(material, one),
        )
        for one in material.milestones
    )
    columns = (
        Column(voice.gettext("Evaluert"), "words"),
        Column(voice.gettext("Utgave"), "words"),
        Column(voice.gettext("Hva vi vet"), "words"),
        Column(voice.gettext("Sum"), "own"),
    )
    return Table("own-evaluations", voice.gettext("Alle evalueringene, den eldste først"), columns, rows)


def _day(material: DevelopmentMaterial, one: Milestone) -> str:
    if one.evaluation is None:
        return material.label(one)
    day = formats.short_date(one.evaluation.evaluated_on, material.voice.locale)
    return material.voice.gettext("%(name)s (utkast)") % {"name": day} if one.is_draft else day


def _of_maximum(material: DevelopmentMaterial, one: Milestone) -> str:
    points = material.points(one)
    if points == NOTHING:
        return points
    values = {"points": points, "maximum": material.voice.whole(one.known.maximum)}
    return material.voice.gettext("%(points)s av %(maximum)s") % values


def areas(material: DevelopmentMaterial, group: Sequence[Milestone]) -> Table:
    """Every area in the evaluations by one edition, and how far it has moved from the first to the last of them."""
    found, voice = group[-MOST_MOMENTS:], material.voice
    first, last = found[0], found[-1]
    changes, framework = area_changes(first, last), material.framework(found)
    total = total_change(first, last)
    is_several = len(found) > 1
    rows: tuple[tuple[AnyCell, ...], ...] = tuple(
        (
            Cell(title, framework.numbers[id_] if framework else ""),
            *(_points(voice, one.known.areas.get(id_)) for one in found),
            *([_change(voice, changes.get(id_))] if is_several else []),
        )
        for id_, title in material.area_titles(found).items()
    )
    columns = (
        Column(voice.gettext("Område"), "words"),
        *(Column(material.label(one), "own" if one is last else "figures") for one in found),
        *([Column(voice.gettext("Endring"))] if is_several else []),
    )
    sums = (
        voice.gettext("Sum"),
        *(material.points(one) for one in found),
        *([_change(voice, total)] if is_several else []),
    )
    return Table("over-time", voice.gettext("Poeng per område"), columns, rows, sums)


def linked(material: DevelopmentMaterial, pair: tuple[Milestone, Milestone], points: Mapping[str, int]) -> Table:
    """Areas that two editions both ask about."""
    voice, (earlier, later) = material.voice, pair
    titles, framework = material.area_titles([later]), material.framework([later])
    rows = tuple(
        (
            Cell(title, framework.numbers[id_] if framework else ""),
            voice.whole(points[id_]),
            voice.whole(later.known.areas[id_]),
            _change(voice, later.known.areas[id_] - points[id_]),
        )
        for id_, title in titles.items()
        if id_ in points
    )
    columns = (
        Column(voice.gettext("Område"), "words"),
        Column(material.label(earlier)),
        Column(material.label(later), "own"),
        Column(voice.gettext("Endring")),
    )
    return Table("over-time", voice.gettext("Områder som spør om det samme"), columns, rows)


def processes(
    material: DevelopmentMaterial, pair: tuple[Milestone, Milestone], found: Sequence[ProcessChange], caption: str
) -> Table:
    """Processes with another level than before."""
    voice, framework = material.voice, material.framework(pair)
    rows = tuple(
        (
            Cell(one.criterion.title, framework.numbers.get(one.criterion.id, "") if framework else ""),
            level(one.criterion.scale.step(one.before), one.before),
            level(one.criterion.scale.step(one.after), one.after),
            voice.change(one.points, 1),
        )
        for one in found
    )
    columns = (
        Column(voice.gettext("Prosess"), "words"),
        Column(material.label(pair[0]), "levels"),
        Column(material.label(pair[1]), "levels"),
        Column(voice.gettext("Poeng")),
    )
    return Table("moved", caption, columns, rows)


def level(step: Step | None, value: int) -> AnyCell:
    """A level as its figure, shaded by its share of the ideal; a dash when it is off the scale."""
    return NOTHING if step is None else Cell(str(value), shade=int(step.share * Fraction(4)))


def measures(
    material: DevelopmentMaterial, after: Milestone, found: Sequence[Measure], later: Milestone | None
) -> Table:
    """The measures after an evaluation, and where their processes stood then and later."""
    voice, framework = material.voice, material.framework([after])
    then, now = _answers(after), _answers(later) if later else {}
    rows = tuple(
        (
            Cell(one.title, framework.numbers.get(one.criterion_id, "") if framework else ""),
            formats.short_date(one.due_on, voice.locale) if one.due_on else NOTHING,
            _status(voice, one.status),
            _level(framework, one.criterion_id, then),
            *([_level(framework, one.criterion_id, now)] if later else []),
        )
        for one in found
    )
    columns = (
        Column(voice.gettext("Tiltak"), "words"),
        Column(voice.gettext("Frist"), "words"),
        Column(voice.gettext("Status"), "words"),
        Column(material.label(after), "levels"),
        *([Column(material.label(later), "levels")] if later else []),
    )
    return Table("followed", voice.gettext("Tiltakene, og nivået prosessene hadde"), columns, rows)


def _answers(one: Milestone) -> Mapping[str, Answer | None]:
    result = one.known.result
    return {found.criterion.id: found.answer for found in result.criteria} if result else {}


def _level(framework: Framework | None, criterion_id: str, answers: Mapping[str, Answer | None]) -> AnyCell:
    answer = answers.get(criterion_id)
    if framework is None or not isinstance(answer, Level):
        return NOTHING
    return level(framework.criteria[criterion_id].scale.step(answer.value), answer.value)


def _status(voice: Voice, status: MeasureStatus) -> str:
    texts = {
        MeasureStatus.PLANNED: voice.gettext("Planlagt"),
        MeasureStatus.STARTED: voice.gettext("I gang"),
        MeasureStatus.DONE: voice.gettext("Gjennomført"),
        MeasureStatus.DROPPED: voice.gettext("Droppet"),
    }
    return texts[status]


def published(material: DevelopmentMaterial) -> Table:
    """Every published result with its source."""
    voice = material.voice
    rows = tuple(
        (
            material.label(one) + ("*" if one.is_inferred else ""),
            mergers.edition(voice, one.known.edition),
            charts.of_maximum(voice, one.known.total, one.known.maximum)
            if one.known.total is not None
            else NOTHING,
            ", ".join(mergers.source(voice, part.strip()) for part in one.known.source.split(";") if part.strip()),
        )
        for one in material.milestones
        if one.published is not None
    )
    columns = (
        Column(voice.gettext("År"), "words"),
        Column(voice.gettext("Utgave"), "words"),
        Column(voice.gettext("Sum"), "figures"),
        Column(voice.gettext("Kilde"), "words"),
    )
    return Table("published", voice.gettext("Publiserte resultater"), columns, rows)


def _points(voice: Voice, points: int | None) -> str:
    return NOTHING if points is None else voice.whole(points)


def _change(voice: Voice, change: int | None) -> str:
    return NOTHING if change is None else voice.change(change)
