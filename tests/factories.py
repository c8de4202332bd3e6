"""Plain functions that make what the tests need, with defaults."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from sqlalchemy.orm import Session

from kompass.domain.answers import Answer, Level, NotApplicable
from kompass.domain.evaluation import Status
from kompass.domain.framework import Area, Criterion, Framework, Scale, Source, Step, SubArea
from kompass.domain.municipality import Municipality
from kompass.domain.permissions import Actor
from kompass.services import course, evaluations
from kompass.services.course import Move
from kompass.services.installation import Installation

SCALE = Scale("praksis", tuple(Step(value, Fraction(value, 4), f"Nivå {value}", "") for value in range(5)))


def make_criterion(criterion_id: str = "a.b.c", *, weight: int = 1, title: str = "") -> Criterion:
    return Criterion(
        id=criterion_id,
        title=title or f"Prosess {criterion_id}",
        question="Finnes prosessen?",
        evidence="Vedtak.",
        not_evidence="Planer.",
        sources=(Source("document", "Arkivet."),),
        weight=weight,
        scale=SCALE,
        levels=tuple(f"Tekst {value}" for value in range(5)),
        advice="Begynn med et vedtak.",
    )


def make_framework(
    areas: Mapping[str, Mapping[str, tuple[int, Mapping[str, int]]]] | None = None, digest: str = "digest"
) -> Framework:
    """A framework from {area: {subarea: (points, {criterion: weight})}}; ids are put together with dots."""
    areas = areas or {"en": {"x": (60, {"a": 1, "b": 2, "c": 1}), "y": (40, {"d": 1, "e": 3})}}
    return Framework(
        id="prøve",
        edition="1",
        title="Prøveutgave",
        description="",
        locale="nb",
        scale=SCALE,
        rules={"criteria": "weighted_mean", "subareas": "weighted_mean"},
        areas=tuple(_area(area_id, subareas) for area_id, subareas in areas.items()),
        scoring_digest=digest,
        text_digest="texts",
    )


def _area(area_id: str, subareas: Mapping[str, tuple[int, Mapping[str, int]]]) -> Area:
    made = tuple(
        SubArea(
            f"{area_id}.{subarea_id}",
            f"Delområde {subarea_id}",
            points,
            tuple(make_criterion(f"{area_id}.{subarea_id}.{c}", weight=weight) for c, weight in criteria.items()),
        )
        for subarea_id, (points, criteria) in subareas.items()
    )
    return Area(area_id, f"Område {area_id}", "", sum(subarea.points for subarea in made), made)


def make_answers(framework: Framework, **answers: int | str) -> dict[str, Answer]:
    """Answers by the last part of the criterion's id: a number is a level, a text a reason why not."""
    by_name = {criterion_id.rsplit(".", 1)[-1]: criterion_id for criterion_id in framework.criteria}
    return {
        by_name[name]: Level(answer) if isinstance(answer, int) else NotApplicable(answer)
        for name, answer in answers.items()
    }


def make_municipality(number: str = "9999", **changes: object) -> Municipality:
    values: dict[str, object] = {
        "number": number,
        "name": "Prøvevik",
        "other_names": "",
        "county": "Prøve",
        "valid_from": date(2020, 1, 1),
        "valid_to": None,
    }
    return Municipality(**(values | changes))  # type: ignore[arg-type]


def begin(at: Installation, session: Session, lead: Actor, number: str, day: date = date(2026, 11, 20)) -> int:
    """An evaluation that may be scored; the lead scores alone unless somebody is put into the team."""
    evaluation_id = evaluations.start(at, session, lead, number, day)
    course.move(at, session, lead, evaluation_id, Move(Status.SCORING, seen=Status.PLANNED))
    return evaluation_id
