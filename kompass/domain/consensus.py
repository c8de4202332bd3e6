"""Where assessors who scored alone are of one mind, and where they differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kompass.domain.agreement import Agreement, agreement
from kompass.domain.answers import Answer, Answers, Level, NotApplicable
from kompass.domain.framework import Area, Criterion, Framework


@dataclass(frozen=True, slots=True)
class Difference:
    """A criterion the assessors answered differently.

    `answers` holds each assessor's answer by account id. `steps` is how far apart they are on the scale; one who
    finds it not applicable is farther from every level than the levels are from one another.
    """

    criterion: Criterion
    answers: Mapping[int, Answer]
    steps: int


def settled(answers: Sequence[Answer]) -> Answer | None:
    """The answer all of them gave; None when they differ, or when nobody answered.

    Those who find a criterion not applicable are of one mind whatever reasons they give; the first reason counts.
    """
    if not answers:
        return None
    first = answers[0]
    if isinstance(first, NotApplicable):
        return first if all(isinstance(one, NotApplicable) for one in answers) else None
    return first if all(one == first for one in answers) else None


def agreed_answers(framework: Framework, sheets: Iterable[Answers]) -> dict[str, Answer]:
    """Every criterion that all who answered it gave the same answer."""
    found = _by_criterion(framework, dict(enumerate(sheets)))
    agreed = {criterion_id: settled(list(answers.values())) for criterion_id, answers in found.items()}
    return {criterion_id: answer for criterion_id, answer in agreed.items() if answer is not None}


def differences(framework: Framework, sheets: Mapping[int, Answers]) -> list[Difference]:
    """Every criterion with different answers, farthest apart first, else in reading order.

    `sheets` are the assessors' own by account id.
    """
    found = [
        Difference(framework.criteria[criterion_id], answers, _steps(framework.criteria[criterion_id], answers))
        for criterion_id, answers in _by_criterion(framework, sheets).items()
        if answers and settled(list(answers.values())) is None
    ]
    return sorted(found, key=lambda one: -one.steps)


def agreement_in(area: Area, sheets: Iterable[Answers]) -> Agreement:
    """How much the assessors agreed in an area before they talked, from their own answers."""
    given = list(sheets)
    scores = {
        criterion.id: [_place(criterion, answers.get(criterion.id)) for answers in given]
        for criterion in area.criteria
    }
    return agreement(scores, max(len(criterion.scale.steps) for criterion in area.criteria))


def _place(criterion: Criterion, answer: Answer | None) -> int | None:
    """The place of a level on its scale, from 0; None for anything but a level."""
    order = [step.value for step in criterion.scale.steps]
    return order.index(answer.value) if isinstance(answer, Level) else None


def _by_criterion(framework: Framework, sheets: Mapping[int, Answers]) -> dict[str, dict[int, Answer]]:
    return {
        criterion_id: {key: sheet[criterion_id] for key, sheet in sheets.items() if criterion_id in sheet}
        for criterion_id in framework.criteria
    }


def _steps(criterion: Criterion, answers: Mapping[int, Answer]) -> int:
    places = [place for answer in answers.values() if (place := _place(criterion, answer)) is not None]
    return len(criterion.scale.steps) if len(places) < len(answers) else max(places) - min(places)
