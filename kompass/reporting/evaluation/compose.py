"""From an evaluation to everything its report says. The only place that decides which chapters there are."""

from collections import Counter
from fractions import Fraction
from itertools import pairwise

from kompass import __version__, formats
from kompass.domain.answers import Answer, Level, NotApplicable
from kompass.domain.evaluation import SEALED
from kompass.domain.findings import Ranked, improvements, strengths
from kompass.domain.scoring import Result, score
from kompass.domain.texts import CLOSING, FOREWORD, METHOD
from kompass.reporting.data.evaluation import Cover, EvaluationReport, General, Method, StepRow
from kompass.reporting.data.parts import Fact
from kompass.reporting.evaluation.contents import headings
from kompass.reporting.evaluation.figures import emblem
from kompass.reporting.evaluation.material import Material
from kompass.reporting.evaluation.overview import MOST_PROCESSES, area_sentences, results_chapter, total_sentences
from kompass.reporting.evaluation.practice import appendix, area_chapter
from kompass.reporting.sentences import front, method

DIGEST_LENGTH = 12


def evaluation_report(material: Material) -> EvaluationReport:
    """The report of one evaluation."""
    evaluation, voice = material.evaluation, material.voice
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
        results=results_chapter(material),
        areas=tuple(area_chapter(material, area) for area in material.result.areas),
        closing=() if material.written(CLOSING) else _closing(material),
        appendix=appendix(material),
        colophon=_colophon(material),
        written_foreword=material.written(FOREWORD),
        written_closing=material.written(CLOSING),
    )


def _cover(material: Material) -> Cover:
    evaluation, voice = material.evaluation, material.voice
    return Cover(
        place=material.place,
        year=str(evaluation.year),
        evaluated=front.evaluated(voice, evaluation.evaluated_on),
        edition=material.framework.title,
        notices=_notices(material),
        emblem=emblem(material),
    )


def _notices(material: Material) -> tuple[str, ...]:
    evaluation, voice, part = material.evaluation, material.voice, material.result.total
    notices = [front.invented(voice)] if evaluation.is_demonstration else []
    if not part.complete:
        notices.append(front.unfinished(voice, part.count - part.answered, part.count))
    elif evaluation.status not in SEALED:
        notices.append(front.draft(voice))
    return tuple(notices)


def _foreword(material: Material) -> tuple[str, ...]:
    occasion = front.occasion(material.voice, material.place, material.evaluation.evaluated_on)
    areas = area_sentences(material)
    paragraphs = [occasion, " ".join(total_sentences(material)), " ".join(areas)]
    return tuple(paragraph for paragraph in paragraphs if paragraph)


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
    keep = [found.standing.title for found in strengths(subareas, 3)]
    begin = [found.standing.title for found in improvements(subareas, 3)]
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


def _colophon(material: Material) -> tuple[Fact, ...]:
    evaluation, framework, voice = material.evaluation, material.framework, material.voice
    municipality = evaluation.municipality
    facts = [
        Fact(voice.gettext("Kommune"), f"{municipality.name} ({municipality.number}), {municipality.county}"),
        Fact(voice.gettext("Evaluert"), formats.long_date(evaluation.evaluated_on, voice.locale)),
        Fact(voice.gettext("Status"), front.status(voice, delivered=evaluation.status in SEALED)),
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


def _population(material: Material) -> str:
    municipality = material.evaluation.municipality
    return front.population(material.voice, municipality.population or 0, municipality.population_year or 0)
