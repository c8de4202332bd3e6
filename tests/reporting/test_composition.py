"""What the report says equals what the domain computes, also where something is missing."""

from fractions import Fraction

import pytest

from kompass.domain.answers import Answers, Level, NotApplicable
from kompass.domain.points import published_areas, published_total
from kompass.reporting.data.charts import DistributionChart, DotChart, HeatChart
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


def test_every_process_is_a_cell_and_its_level_is_said() -> None:
    figure = evaluation_report(
        make_material({**MIXED, "ledelse.ansvar.avtaler": NotApplicable("Nei.")})
    ).results.levels

    assert isinstance(figure.chart, HeatChart)
    cells = [(cell.level, cell.is_applicable) for row in figure.chart.rows for part in row.groups for cell in part]
    assert cells == [(4, True), (1, True), (None, False), (3, True), (0, True), (None, False)]
    assert "Ikke aktuell 1" in figure.alternative
    assert "Ikke vurdert" not in figure.alternative


def test_total_stands_among_those_of_the_group() -> None:
    results = evaluation_report(make_material(MIXED)).results

    assert results.place
    assert isinstance(results.place.chart, DistributionChart)
    assert [float(one) for one in results.place.chart.others] == [0, 25, 50, 75, 100]
    assert (results.place.chart.low, results.place.chart.figure) == (Fraction(93, 2), "93 av 200")
    assert results.place.caption == "Prøvevik har flere poeng enn 2 av de 5 andre i gruppen."
    assert results.place.alternative.endswith("Prøvevik: 93 av 200. De 5 andre: 0–200, median 100.")
    assert results.place_table
    assert results.place_table.rows == (("93", "0", "50", "100", "150", "200"),)


def test_unfinished_total_is_a_band_among_the_others_and_ranks_nobody() -> None:
    place = evaluation_report(make_material({"apenhet.innsyn.postliste": Level(4)})).results.place

    assert place
    assert isinstance(place.chart, DistributionChart)
    assert (place.chart.low, place.chart.high, place.chart.figure) == (10, 100, "20–200 av 200")
    assert place.caption.startswith("Resultatet så langt.")


def test_total_of_fewer_areas_or_without_a_group_has_no_place() -> None:
    gone = {f"ledelse.ansvar.{name}": NotApplicable("Finnes ikke.") for name in ("fullmakt", "avtaler")}
    for material in (make_material({**MIXED, **gone}), make_material(MIXED, group=False)):
        report = evaluation_report(material)
        assert (report.results.place, report.results.place_table) == (None, None)
        assert "place" not in [figure.name for figure in report.figures]
