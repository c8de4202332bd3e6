"""Report data made from the small edition, without a database."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kompass.catalogue.shelf import load
from kompass.domain.answers import Answers, Level, NotApplicable
from kompass.domain.comparison import Group, group_of
from kompass.domain.evaluation import Evaluation, Status
from kompass.domain.framework import Framework
from kompass.domain.scoring import score
from kompass.language import language
from kompass.reporting.data.evaluation import EvaluationReport
from kompass.reporting.evaluation.compose import evaluation_report
from kompass.reporting.evaluation.material import Material
from kompass.reporting.sentences.voice import Voice
from kompass.services.demonstration import PLACES, invented_answers
from tests.factories import make_municipality

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "reports"
SMALL = ROOT / "tests" / "frameworks" / "two-areas"

# Fontconfig reads this once, when the text engine is first used.
os.environ["FONTCONFIG_FILE"] = str(FOLDER / "fonts" / "fonts.conf")


def small_framework(locale: str = "nb") -> Framework:
    return load(SMALL).get("liten", "1", locale)


def all_at(framework: Framework, level: int) -> Answers:
    return dict.fromkeys(framework.criteria, Level(level))


def small_group(framework: Framework) -> Group:
    return group_of(
        "Andre", framework.scoring_digest, [score(framework, all_at(framework, n)) for n in (0, 1, 2, 3, 4)]
    )


def make_material(
    answers: Answers, *, locale: str = "nb", group: bool = True, name: str = "Prøvevik", demonstration: bool = False
) -> Material:
    framework = small_framework(locale)
    evaluation = Evaluation(
        id=1,
        municipality=make_municipality("9999", name=name, is_demonstration=demonstration),
        framework_id="liten",
        edition="1",
        scoring_digest=framework.scoring_digest,
        evaluated_on=date(2026, 5, 4),
        status=Status.PUBLISHED if len(answers) == len(framework.criteria) else Status.SCORING,
    )
    found = small_group(framework) if group else None
    return Material(evaluation, framework, score(framework, answers), found, Voice(language(locale)))


MIXED: Answers = {
    "apenhet.innsyn.postliste": Level(4),
    "apenhet.innsyn.moter": Level(1),
    "apenhet.dialog.tidlig": NotApplicable("Kommunen har ingen slike saker."),
    "apenhet.dialog.svar": Level(3),
    "ledelse.ansvar.fullmakt": Level(0),
    "ledelse.ansvar.avtaler": Level(2),
}


def full_material(level: int | None = None) -> Material:
    """An invented municipality by the real edition, with a group of the other ones; all at one level if given."""
    framework = load(ROOT / "criteria").get("kommunekompasset-apen", "2026", "nb")
    own, *others = (score(framework, invented_answers(framework, place)) for place in PLACES)
    evaluation = Evaluation(
        id=1,
        municipality=make_municipality(PLACES[0].number, name=PLACES[0].name, is_demonstration=True),
        framework_id=framework.id,
        edition=framework.edition,
        scoring_digest=framework.scoring_digest,
        evaluated_on=date(2026, 3, 2),
        status=Status.PUBLISHED,
    )
    group = group_of("Andre", framework.scoring_digest, others)
    found = own if level is None else score(framework, all_at(framework, level))
    return Material(evaluation, framework, found, group, Voice(language("nb")))


def full_report() -> EvaluationReport:
    """The report of that municipality."""
    return evaluation_report(full_material())


@pytest.fixture
def material() -> Material:
    return make_material(MIXED, demonstration=True)


@pytest.fixture
def report(material: Material) -> EvaluationReport:
    return evaluation_report(material)


def titled(report: EvaluationReport, place: str) -> EvaluationReport:
    return replace(report, place=place, cover=replace(report.cover, place=place))
