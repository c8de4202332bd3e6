"""What the report says equals what the domain computes, also where something is missing."""

import pytest

from kompass.domain.answers import Answers, Level, NotApplicable
from kompass.domain.points import published_areas, published_total
from kompass.reporting.data.charts import DotChart
from kompass.reporting.data.evaluation import EvaluationReport
from kompass.reporting.evaluation.compose import evaluation_report
from kompass.reporting.evaluation.material import Material
from tests.reporting.conftest import MIXED, all_at, make_material, small_framework


def test_every_areas_points_are_the_published_ones(material: Material, report: EvaluationReport) -> None:
    expected = published_areas(material.result)

    assert [row.points for row in report.results.rows] == [str(found.points) for found in expected.values()]
    assert report.results.total.points == str(published_total(material.result).points)


def test_every_process_stands_in_the_appendix(material: Material, report: EvaluationReport) -> None:
    titles = [row.title for area in report.appendix for group in area.groups for row in group.rows]

    assert titles == [criterion.title for criterion in material.framework.criteria.values()]


def test_incomplete_evaluation_shows_bands_and_says_so() -> None:
    report = evaluation_report(make_material({"apenhet.innsyn.postliste": Level(4)}))

    assert report.results.rows[0].points == "20–100"
    assert any("5" in notice for notice in report.cover.notices)


def test_area_with_nothing_applicable_is_never_zero() -> None:
    gone = {f"ledelse.ansvar.{name}": NotApplicable("Finnes ikke.") for name in ("fullmakt", "avtaler")}
    answers: Answers = {**MIXED, **gone}
    report = evaluation_report(make_material(answers))

    assert report.results.rows[1].points == "ikke aktuell"
    assert report.results.total.maximum == "100"
    assert report.areas[1].figure is None


def test_without_a_group_nothing_is_compared() -> None:
    report = evaluation_report(make_material(MIXED, group=False))

    assert not report.has_group
    assert isinstance(report.results.areas.chart, DotChart)
    assert all(strip.median is None for strip in report.results.areas.chart.strips)


@pytest.mark.parametrize("level", [0, 4])
def test_the_extremes_can_be_reported(level: int) -> None:
    report = evaluation_report(make_material(all_at(small_framework(), level)))

    assert report.results.total.points == str(200 * level // 4)


@pytest.mark.parametrize("locale", ["nb", "nn", "en"])
@pytest.mark.parametrize("answers", [MIXED, {"apenhet.dialog.svar": Level(2)}], ids=["complete", "begun"])
def test_every_language_has_its_sentences(locale: str, answers: Answers) -> None:
    report = evaluation_report(make_material(answers, locale=locale))

    assert report.locale == locale
    assert report.results.findings
    assert report.foreword
