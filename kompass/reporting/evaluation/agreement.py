"""How much the assessors agreed, for the chapter of method."""

from kompass.domain.agreement import Agreement, agreement
from kompass.domain.answers import Level
from kompass.domain.consensus import agreement_in
from kompass.domain.framework import Criterion
from kompass.reporting.data.parts import Column, Table
from kompass.reporting.evaluation.material import Material
from kompass.reporting.sentences import method
from kompass.reporting.sentences.voice import NOTHING


def paragraphs(material: Material) -> tuple[str, ...]:
    """What is said of the agreement; empty when nobody's own answers are known."""
    count = len(material.beside.originals)
    if not count:
        return ()
    return (method.one_assessor(material.voice),) if count == 1 else _of_several(material, count)


def _of_several(material: Material, count: int) -> tuple[str, ...]:
    return method.agreed(material.voice, count, whole(material))


def table(material: Material) -> Table | None:
    """The agreement in each area; None where there is none to tell of."""
    voice, given = material.voice, material.beside.originals
    if len(given) < 2 or not whole(material).doubly_scored:
        return None
    rows = []
    for area in material.framework.areas:
        found = agreement_in(area, given)
        rows.append((area.title, voice.whole(found.doubly_scored), *_shares(material, found)))
    columns = (
        Column(voice.gettext("Område"), "words"),
        Column(voice.gettext("Vurdert av minst to")),
        Column(voice.gettext("Samme nivå")),
        Column(voice.gettext("Høyst ett nivå fra hverandre")),
    )
    return Table("agreement", voice.gettext("Enighet før samtalen"), columns, tuple(rows))


def _shares(material: Material, found: Agreement) -> tuple[str, str]:
    return (
        NOTHING if found.exact is None else material.voice.percent(found.exact),
        NOTHING if found.within_one is None else material.voice.percent(found.within_one),
    )


def whole(material: Material) -> Agreement:
    """The agreement over all processes."""
    criteria = material.framework.criteria.values()
    scores = {
        one.id: [_place(one, answers.get(one.id)) for answers in material.beside.originals] for one in criteria
    }
    return agreement(scores, max(len(one.scale.steps) for one in criteria))


def _place(criterion: Criterion, answer: object) -> int | None:
    values = [step.value for step in criterion.scale.steps]
    return values.index(answer.value) if isinstance(answer, Level) else None
