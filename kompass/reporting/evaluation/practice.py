"""The chapters about each area, and the appendix with every process."""

from fractions import Fraction

from kompass.domain.answers import NotApplicable
from kompass.domain.findings import Ranked, Standing, improvements, strengths
from kompass.domain.points import half_up
from kompass.domain.scoring import AreaResult, CriterionResult, SubAreaResult
from kompass.domain.texts import OF_AREA
from kompass.reporting.data.evaluation import (
    AreaChapter,
    PartRow,
    Practice,
    ProcessArea,
    ProcessGroup,
    ProcessRow,
    Star,
    WrittenArea,
)
from kompass.reporting.data.parts import Fact
from kompass.reporting.evaluation.figures import bars_figure
from kompass.reporting.evaluation.material import Material
from kompass.reporting.evaluation.overview import FULL, distance_fact, group_fact, more_than, reached_fact
from kompass.reporting.sentences import practice, results
from kompass.reporting.sentences.voice import NOTHING

MOST_STRENGTHS = 3
MOST_IMPROVEMENTS = 5


def area_chapter(material: Material, area: AreaResult) -> AreaChapter:
    """Everything the chapter of one area shows."""
    criteria = {found.criterion.id: found for found in area.criteria}
    processes = [standing for standing in material.processes if standing.id in criteria]
    found = material.points[area.area.id]
    numbers = material.framework.numbers
    strong, weak = strengths(processes, MOST_STRENGTHS), improvements(processes, MOST_IMPROVEMENTS)
    return AreaChapter(
        id=area.area.id,
        number=numbers[area.area.id],
        title=area.area.title,
        introduction=area.area.introduction,
        summary=practice.summary(material.voice, found, material.distance(area.area.id)),
        facts=_facts(material, area) if found.applicable else (),
        figure=bars_figure(material, area) if found.applicable else None,
        rows=tuple(_row(material, subarea) for subarea in area.subareas),
        strengths=_practices(material, strong[:FULL], criteria),
        improvements=_practices(material, weak[:FULL], criteria, advised=True),
        not_applicable=tuple(
            Practice(numbers[one.criterion.id], one.criterion.title, "", one.answer.reason)
            for one in criteria.values()
            if isinstance(one.answer, NotApplicable)
        ),
        unanswered=tuple(
            f"{numbers[one.criterion.id]} {one.criterion.title}" for one in criteria.values() if one.answer is None
        ),
        written=WrittenArea(*(material.written(f"{area.area.id}/{kind}") for kind in OF_AREA)),
        stars=_stars(material, area),
        more_strengths=more_than(material, strong, FULL),
        more_improvements=more_than(material, weak, FULL),
    )


def _stars(material: Material, area: AreaResult) -> tuple[Star, ...]:
    """The gold stars of the area in reading order."""
    given = {one.criterion_id: one for one in material.beside.stars}
    return tuple(
        Star(material.framework.numbers[found.criterion.id], found.criterion.title, one.title, one.description)
        for found in area.criteria
        if (one := given.get(found.criterion.id))
    )


def _facts(material: Material, area: AreaResult) -> tuple[Fact, ...]:
    voice, found = material.voice, material.points[area.area.id]
    maximum = voice.gettext("av %(maximum)s poeng") % {"maximum": voice.whole(found.maximum)}
    facts = [Fact(maximum, voice.points(found))]
    spread, distance = material.spread(area.area.id), material.distance(area.area.id)
    if spread is not None:
        facts.append(group_fact(material, voice.whole(half_up(spread.mean)), spread.count))
    if distance is not None:
        facts.append(distance_fact(material, distance))
    return (*facts, reached_fact(material, [area]))


def _row(material: Material, subarea: SubAreaResult) -> PartRow:
    part, voice = subarea.part, material.voice
    mean = material.share_of_group(subarea.subarea.id)
    known = part.complete and part.share is not None
    distance = (part.share - mean) * part.maximum if known and part.share is not None and mean is not None else None
    return PartRow(
        number=material.framework.numbers[subarea.subarea.id],
        title=subarea.subarea.title,
        points=_points(material, subarea),
        maximum=voice.tenth(part.maximum) if part.applicable else NOTHING,
        share=voice.percent(part.share) if known and part.share is not None else NOTHING,
        mean=NOTHING if mean is None else voice.percent(mean),
        distance=NOTHING if distance is None else voice.change(distance, 1),
    )


def _points(material: Material, subarea: SubAreaResult) -> str:
    part = subarea.part
    if not part.applicable:
        return material.voice.gettext("ikke aktuell")
    return material.voice.fine_band(part.points, part.points + part.open)


def _practices(
    material: Material, ranked: list[Ranked], criteria: dict[str, CriterionResult], *, advised: bool = False
) -> tuple[Practice, ...]:
    return tuple(_practice(material, found.standing, criteria[found.standing.id], advised) for found in ranked)


def _practice(material: Material, standing: Standing, found: CriterionResult, advised: bool) -> Practice:
    criterion = found.criterion
    return Practice(
        number=material.framework.numbers[criterion.id],
        title=criterion.title,
        reason=results.reason(material.voice, standing, material.level_name(standing)),
        text=_level_text(material, found),
        advice=criterion.advice if advised else "",
    )


def appendix(material: Material) -> tuple[ProcessArea, ...]:
    """Every process with its level and points, in reading order."""
    numbers, voice = material.framework.numbers, material.voice
    return tuple(
        ProcessArea(
            number=numbers[area.area.id],
            title=area.area.title,
            sum=practice.sum_of(voice, material.points[area.area.id]),
            groups=tuple(_group(material, subarea) for subarea in area.subareas),
        )
        for area in material.result.areas
    )


def _group(material: Material, subarea: SubAreaResult) -> ProcessGroup:
    return ProcessGroup(
        number=material.framework.numbers[subarea.subarea.id],
        title=subarea.subarea.title,
        points=_of(material, _points(material, subarea), subarea.part.maximum)
        if subarea.part.applicable
        else NOTHING,
        rows=tuple(_process(material, found) for found in subarea.criteria),
    )


def _process(material: Material, found: CriterionResult) -> ProcessRow:
    voice, step = material.voice, material.step(found)
    level, points = step.name if step else voice.gettext("Ikke vurdert"), voice.tenth(found.points)
    if step is None:
        points = voice.fine_band(0, found.open)
    return ProcessRow(
        number=material.framework.numbers[found.criterion.id],
        title=found.criterion.title,
        level=level if found.applicable else voice.gettext("Ikke aktuell"),
        text=_level_text(material, found),
        evidence=practice.evidence(voice, material.beside.evidence.get(found.criterion.id, {})) or NOTHING,
        points=_of(material, points, found.maximum) if found.applicable else NOTHING,
    )


def _of(material: Material, points: str, maximum: Fraction) -> str:
    """«3,8 av 5,0»."""
    return material.voice.gettext("%(points)s av %(maximum)s") % {
        "points": points,
        "maximum": material.voice.tenth(maximum),
    }


def _level_text(material: Material, found: CriterionResult) -> str:
    """What the level says of such a process; why it is not applicable; empty without an answer."""
    if isinstance(found.answer, NotApplicable):
        return found.answer.reason
    step = material.step(found)
    return found.criterion.levels[found.criterion.scale.steps.index(step)] if step else ""
