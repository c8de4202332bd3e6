"""From an evaluation to everything its report says. The only place that decides which chapters there are."""

from collections import Counter
from fractions import Fraction
from itertools import pairwise

from kompass.domain.answers import Answer, Level, NotApplicable
from kompass.domain.evaluation import SEALED
from kompass.domain.findings import Ranked, improvements, strengths
from kompass.domain.scoring import Result, score
from kompass.domain.texts import CLOSING, FOREWORD, HEADLINES, METHOD
from kompass.reporting.data.evaluation import Cover, EvaluationReport, General, Method, StepRow
from kompass.reporting.data.parts import Picture
from kompass.reporting.evaluation import agreement
from kompass.reporting.evaluation.contents import headings
from kompass.reporting.evaluation.ending import colophon, measures
from kompass.reporting.evaluation.figures import emblem
from kompass.reporting.evaluation.glance import glance
from kompass.reporting.evaluation.material import Material
from kompass.reporting.evaluation.overview import MOST_NAMED, MOST_PROCESSES, results_chapter
from kompass.reporting.evaluation.practice import appendix, area_chapter
from kompass.reporting.sentences import front, method, names, practice


def evaluation_report(material: Material) -> EvaluationReport:
    """The report of one evaluation."""
    evaluation, voice, results = material.evaluation, material.voice, results_chapter(material)
    return EvaluationReport(
        locale=voice.locale,
        title=material.title,
        place=material.place,
        mark=front.mark(voice) if evaluation.is_demonstration else "",
        headings=headings(material),
        cover=_cover(material),
        foreword=() if material.written(FOREWORD) else _foreword(material),
        general=_general(material),
        method=_method(material),
        has_group=material.has_group,
        results=results,
        areas=tuple(area_chapter(material, area) for area in material.result.areas),
        closing=() if material.written(CLOSING) else _closing(material),
        appendix=appendix(material),
        colophon=colophon(material),
        glance=glance(material, results.facts),
        written_foreword=material.written(FOREWORD),
        written_headlines=material.written(HEADLINES),
        written_closing=material.written(CLOSING),
        measures=measures(material),
        evidence_key=practice.evidence_key(voice) if material.beside.evidence else "",
    )


def _cover(material: Material) -> Cover:
    evaluation, voice = material.evaluation, material.voice
    return Cover(
        place=material.place,
        year=str(evaluation.year),
        evaluated=front.evaluated(voice, evaluation.evaluated_on),
        edition=material.framework.title,
        notices=notices(material),
        emblem=emblem(material),
        heading=names.spoken(material.place, evaluation.municipality.other_names),
        other_names=names.with_languages(evaluation.municipality.other_names),
        arms=Picture("arms", material.beside.arms, front.arms(voice, material.place))
        if material.beside.arms
        else None,
    )


def notices(material: Material) -> tuple[str, ...]:
    """What a reader must know before the first figure: that it is invented, unfinished or a draft."""
    evaluation, voice, part = material.evaluation, material.voice, material.result.total
    found = [front.invented(voice)] if evaluation.is_demonstration else []
    if not part.complete:
        found.append(front.unfinished(voice, part.count - part.answered, part.count))
    elif evaluation.status not in SEALED:
        found.append(front.draft(voice))
    return tuple(found)


def _foreword(material: Material) -> tuple[str, ...]:
    return (front.occasion(material.voice, material.place, material.evaluation.evaluated_on),)


def _general(material: Material) -> General:
    framework, voice = material.framework, material.voice
    return General(
        edition=framework.title,
        description=framework.description,
        size=method.size(voice, framework),
        steps=tuple(
            StepRow(voice.whole(step.value), step.name, step.text, voice.percent(step.share))
            for step in framework.scale.steps
        ),
    )


def _method(material: Material) -> Method:
    framework, voice, result = material.framework, material.voice, material.result
    kinds = Counter(source.kind for criterion in framework.criteria.values() for source in criterion.sources)
    not_applicable = sum(1 for found in result.criteria if isinstance(found.answer, NotApplicable))
    return Method(
        written=material.written(METHOD),
        sources=method.sources(voice, kinds, len(framework.criteria)),
        example=_example(material),
        step=_one_level(material),
        open=method.unanswered(voice, result.total.count - result.total.answered),
        not_applicable=method.not_applicable(voice, not_applicable),
        group=method.group(
            voice, material.group.count if material.group else 0, material.evaluation.is_demonstration
        ),
        agreement=agreement.paragraphs(material),
        agreement_table=agreement.table(material),
    )


def _example(material: Material) -> str:
    """The first process between nothing and everything, where the arithmetic shows; empty when there is none."""
    for found in material.result.criteria:
        step = material.step(found)
        if step and 0 < step.share < 1:
            number = material.framework.numbers[found.criterion.id]
            return method.example(material.voice, found, number, step.name)
    return ""


def _one_level(material: Material) -> str:
    shares = [later.share - earlier.share for earlier, later in pairwise(material.framework.scale.steps)]
    applicable = [found.maximum for found in material.result.criteria if found.applicable]
    return method.one_level(material.voice, min(applicable) * min(shares), max(applicable) * max(shares))


def _closing(material: Material) -> tuple[str, ...]:
    """What to keep, where to begin and what it would be worth."""
    voice, subareas = material.voice, material.subareas()
    keep = [found.standing.title for found in strengths(subareas, MOST_NAMED)][:MOST_NAMED]
    begin = [found.standing.title for found in improvements(subareas, MOST_NAMED)][:MOST_NAMED]
    listed = improvements(material.processes, MOST_PROCESSES)
    sentences = [
        front.keep(voice, keep) if keep else "",
        front.begin(voice, begin) if begin else "",
        front.one_step_up(voice, len(listed), _gain(material, listed)) if listed else "",
    ]
    return tuple(sentence for sentence in sentences if sentence)


def _gain(material: Material, listed: list[Ranked]) -> Fraction:
    """Points that one level up on each of these processes gives, by scoring the evaluation again."""
    answers: dict[str, Answer] = {
        c.criterion.id: c.answer for c in material.result.criteria if c.answer is not None
    }
    values = [step.value for step in material.framework.scale.steps]
    for found in listed:
        if found.standing.level is not None:
            above = values[values.index(found.standing.level) + 1]
            answers[found.standing.id] = Level(above)
    raised: Result = score(material.framework, answers)
    return raised.total.points - material.result.total.points
