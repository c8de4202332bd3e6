"""Charts: text is text, never mathematics, never over other text; the same data give the same bytes."""

import struct
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from itertools import combinations, pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image

from kompass.reporting import charts
from kompass.reporting.canvas import Canvas, Pen
from kompass.reporting.charts import levels
from kompass.reporting.charts.frame import INK, TRACK, mixed
from kompass.reporting.charts.places import NEAR, Call, Calls, apart
from kompass.reporting.data.charts import (
    Chart,
    CompactBarChart,
    DistributionChart,
    HeatCell,
    HeatRow,
    SlopeChart,
    ranked,
)
from kompass.reporting.data.evaluation import EvaluationReport
from kompass.reporting.data.parts import Figure
from tests.reporting import samples
from tests.reporting.conftest import FOLDER

CHARTS = samples.every_chart()
# Drawn once in a report; a chart takes 30 ms warm, and a machine under load three times that.
SLOWEST = 0.09
# The row that explains the marks of the cells ends here.
KEY_BOTTOM = 20
Box = tuple[str, float, float, float, float]


@pytest.fixture(scope="module")
def pen() -> Pen:
    return Pen(FOLDER / "fonts")


def drawn(figure: Figure, pen: Pen, mark: str = "") -> str:
    return charts.svg(figure.chart, mark, pen).decode()


def texts(chart: Chart, pen: Pen, monkeypatch: pytest.MonkeyPatch) -> tuple[Canvas, list[Box]]:
    """Every line of text with the box it fills: left, top, right, bottom, in points."""
    found: list[Box] = []
    write = Canvas.text

    def noted(canvas: Canvas, at: tuple[float, float], text: str, **how: Any) -> None:
        size, weight = how.get("size", 8.5), how.get("weight", 400)
        width = pen.width(text, size, weight)
        left = at[0] - width * {"left": 0, "center": 0.5, "right": 1}[how.get("align", "left")]
        found.append((text, left, at[1] - size * 0.72, left + width, at[1] + size * 0.1))
        write(canvas, at, text, **how)

    monkeypatch.setattr(Canvas, "text", noted)
    return charts.DRAWN_BY[type(chart)](chart, pen), found


def colliding(found: list[Box]) -> Iterator[tuple[str, str]]:
    for (one, l1, t1, r1, b1), (other, l2, t2, r2, b2) in combinations(found, 2):
        if one and other and l1 < r2 - 0.3 and l2 < r1 - 0.3 and t1 < b2 and t2 < b1:
            yield one, other


def test_same_data_give_the_same_bytes(report: EvaluationReport, pen: Pen) -> None:
    for figure in report.figures:
        assert drawn(figure, pen) == drawn(figure, pen)


def test_labels_and_the_mark_are_text(report: EvaluationReport, pen: Pen) -> None:
    svg = drawn(report.results.areas, pen, "Eksempeldata: oppdiktede tall")

    assert "Ledelse" in svg
    assert "Eksempeldata: oppdiktede tall" in svg


@pytest.mark.parametrize("text", ["$$", r"$\frac{1}{$", "Kostnad $1 og $2", "{{7*7}}", "a < b & c"])
def test_hostile_labels_come_out_literally(report: EvaluationReport, pen: Pen, text: str) -> None:
    chart: Any = report.results.areas.chart
    strips = tuple(replace(strip, label=text) for strip in chart.strips)
    svg = drawn(replace(report.results.areas, chart=replace(chart, strips=strips)), pen)

    assert text.replace("&", "&amp;").replace("<", "&lt;") in svg


@pytest.mark.parametrize("text", ["$$", r"$\frac{1}{$", "a < b & c", "čđŋšŧž"])
def test_hostile_names_of_every_new_kind_come_out_literally(pen: Pen, text: str) -> None:
    slope, five = samples.SLOPES["one"], samples.DISTRIBUTIONS["five"]
    kinds: list[Chart] = [
        replace(samples.HEATS["many"], rows=(samples.heat_row(text, 2),)),
        replace(samples.PANELS["bare"], labels=(text,)),
        replace(slope, lines=(replace(slope.lines[0], label=text),)),
        replace(five, own=text),
        CompactBarChart(samples.STRIPS["usual"], text, "snitt"),
    ]
    for chart in kinds:
        assert text.replace("&", "&amp;").replace("<", "&lt;") in charts.svg(chart, "", pen).decode()
        assert charts.png(chart, "", pen).startswith(b"\x89PNG")


def test_long_label_is_shortened_by_its_width(pen: Pen) -> None:
    lines = pen.wrapped("Guovdageainnu suohkan og " + "x" * 400, 150, 9)

    assert len(lines) <= 2
    assert all(pen.width(line, 9) <= 150 for line in lines)


# What is drawn: every kind at every edge


@pytest.mark.parametrize("name", CHARTS)
def test_no_text_lies_on_another_or_runs_off_the_sheet(
    name: str, pen: Pen, monkeypatch: pytest.MonkeyPatch
) -> None:
    canvas, found = texts(CHARTS[name], pen, monkeypatch)

    assert list(colliding(found)) == []
    for text, left, top, right, bottom in found:
        assert left >= -4, text
        assert right <= canvas.width + 4, text
        assert top >= -1, text
        assert bottom <= canvas.height, text


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_is_xml_of_the_size_it_says(name: str, pen: Pen) -> None:
    svg = charts.svg(CHARTS[name], "Oppdiktet", pen)
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own drawing

    assert root.get("width", "").endswith("pt")
    assert float(root.get("height", "0pt")[:-2]) >= 0
    assert (b"Oppdiktet" in svg) == ("emblem" not in name)


@pytest.mark.parametrize("name", [name for name in CHARTS if "empty" not in name])
def test_image_has_the_proportions_of_the_drawing(name: str, pen: Pen) -> None:
    root = ElementTree.fromstring(charts.svg(CHARTS[name], "", pen))  # noqa: S314 - our own drawing
    png = charts.png(CHARTS[name], "", pen, dots=144)
    size = struct.unpack(">II", png[16:24])

    for points, pixels in zip((root.get("width", ""), root.get("height", "")), size, strict=True):
        assert abs(float(points[:-2]) * 2 - pixels) <= 1
    assert png == charts.png(CHARTS[name], "", pen, dots=144)


def test_drawing_is_the_same_after_an_image_of_it(pen: Pen) -> None:
    canvas = charts.DRAWN_BY[type(CHARTS["bars, usual"])](CHARTS["bars, usual"], pen)
    before = canvas.svg()
    canvas.png(3, {})

    assert canvas.svg() == before


def test_file_stands_alone_with_its_words(pen: Pen) -> None:
    said = charts.Words("Utvikling < A & B", "Linjediagram: a < b & c")
    svg = charts.svg_file(CHARTS["slopes, two"], "", pen, said)
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own drawing
    title, words = root[0], root[1]

    assert (root.get("role"), root.get("aria-labelledby")) == ("img", f"{title.get('id')} {words.get('id')}")
    assert (title.tag.rpartition("}")[2], words.tag.rpartition("}")[2]) == ("title", "desc")
    assert (title.text, words.text) == ("Utvikling < A & B", "Linjediagram: a < b & c")
    assert b"'Inter', Arial, sans-serif" in svg
    assert b"fill: #ffffff" in svg


@pytest.mark.parametrize(
    "name", ["bars, usual", "dots, usual", "slopes, two", "heat, 164", "panels, 5", "distribution, five"]
)
def test_chart_is_drawn_in_time(name: str, pen: Pen) -> None:
    charts.svg(CHARTS[name], "", pen)
    taken = []
    for _ in range(3):
        start = time.process_time()
        charts.svg(CHARTS[name], "", pen)
        taken.append(time.process_time() - start)

    assert min(taken) < SLOWEST


# What each kind says


def test_ranked_is_longest_first_and_not_applicable_last() -> None:
    order = ranked([samples.NOT_APPLICABLE, samples.OPEN, *samples.strips()])

    assert [strip.label for strip in order[:2]] == ["Lederskap, ansvar og delegasjon", "Kommunen som arbeidsgiver"]
    assert order[-1] is samples.NOT_APPLICABLE


def test_small_group_is_never_shown() -> None:
    others = (Fraction(1),) * 4

    with pytest.raises(ValueError, match="group of 4"):
        DistributionChart(others, "Fjellvik", "61", Fraction(61), Fraction(61))


def test_nobody_in_the_group_is_named(pen: Pen, monkeypatch: pytest.MonkeyPatch) -> None:
    _, found = texts(samples.DISTRIBUTIONS["five"], pen, monkeypatch)

    assert {text for text, *_ in found} == {
        *("0", "25", "50", "75", "100"),
        *(f"{samples.LONG} 487 av 800", "median i gruppen", "prosent av idealet"),
    }


def test_every_process_is_a_cell_filled_as_high_as_its_level(pen: Pen, monkeypatch: pytest.MonkeyPatch) -> None:
    chart = samples.HEATS["164"]
    cells = [cell for row in chart.rows for group in row.groups for cell in group]
    drawn: dict[str, list[float]] = {}

    def noted(_: Canvas, shapes: Sequence[Sequence[tuple[float, float]]], color: str, *_how: object) -> None:
        heights = drawn.setdefault(color, [])
        heights += [round(low[1] - high[1], 1) for high, _, low, _ in shapes if low[1] > KEY_BOTTOM]

    monkeypatch.setattr(Canvas, "cells", noted)
    levels.heat(chart, pen)

    assert len(cells) == 164
    for level, height in enumerate((1.4, 3.5, 7, 10.5, 14)):
        assert drawn[INK.now].count(height) == sum(cell.level == level for cell in cells)
    assert drawn[INK.surface].count(14) == sum(cell.is_applicable and cell.level is None for cell in cells)
    assert len(drawn[INK.ink]) == sum(not cell.is_applicable for cell in cells)


def test_image_says_its_words_and_how_large_it_is_in_print(pen: Pen) -> None:
    words = charts.Words("Områdene", "Søylediagram: Čáhput 61")
    with Image.open(BytesIO(charts.png(CHARTS["bars, usual"], "", pen, words))) as image:
        assert (image.info["Title"], image.info["Description"]) == (words.title, words.content)
        assert round(image.info["dpi"][0]) == charts.DOTS
        assert image.convert("RGB").getpixel((0, 0)) == (255, 255, 255)
        assert round(image.width / charts.DOTS * 25.4) == 162


@pytest.mark.parametrize("name", ["emblem, usual", "merger emblem, usual"])
def test_white_lines_of_an_emblem_are_on_the_colour_of_its_cover(name: str, pen: Pen) -> None:
    with Image.open(BytesIO(charts.png(CHARTS[name], "", pen))) as image:
        corner: Any = image.convert("RGB").getpixel((0, 0))
        assert "#{:02x}{:02x}{:02x}".format(*corner) == INK.now


def test_marks_that_no_cell_has_are_not_explained(pen: Pen, monkeypatch: pytest.MonkeyPatch) -> None:
    _, found = texts(samples.heat(HeatRow("Alle", "", ((HeatCell(4),),))), pen, monkeypatch)

    assert not {"ikke aktuell", "ikke vurdert"} & {text for text, *_ in found}


def test_compact_chart_can_be_read_on_a_phone(pen: Pen) -> None:
    svg = charts.svg(CHARTS["compact, missing"], "Oppdiktet", pen)
    drawn = ElementTree.fromstring(svg).iter()  # noqa: S314 - our own drawing
    sizes = [float(size.removesuffix("px")) for element in drawn if (size := element.get("font-size"))]

    assert sizes
    assert min(sizes) >= 9


def test_one_line_takes_less_room_than_all_the_areas(pen: Pen) -> None:
    low, high = (ElementTree.fromstring(charts.svg(samples.SLOPES[name], "", pen)) for name in ("one", "two"))  # noqa: S314 - our own drawing

    assert float(low.get("height", "")[:-2]) < float(high.get("height", "")[:-2]) * 0.6


def test_gap_in_a_line_is_not_drawn_over(pen: Pen) -> None:
    whole = SlopeChart(samples.moments(2016, 2020, 2024), (samples.line("A", 40, 50, 60),))
    broken = replace(whole, lines=(samples.line("A", 40, None, 60),))
    anew = replace(whole, moments=tuple(replace(m, starts_anew=m.label == "2020") for m in whole.moments))

    # A line is joined by «L»; the leader and the axis are the same in all.
    joins = [charts.svg(chart, "", pen).count(b" L ") for chart in (whole, broken, anew)]
    assert joins[1] < joins[0]
    assert anew.anew == ""


# Placing


@pytest.mark.parametrize("places", [[0.0] * 8, [100.0] * 8, [50.0] * 8, [0.0, 1.0, 99.0, 100.0], [], [40.0]])
def test_labels_are_kept_apart_and_inside(places: list[float]) -> None:
    found = apart(places, 11, (0, 100))

    assert all(later - earlier >= 11 - 1e-9 for earlier, later in pairwise(found))
    assert all(-1e-9 <= place <= 100 + 1e-9 for place in found)


@pytest.mark.parametrize("marks", [(200, 200, 200), (186, 186, 420), (420, 420, 420), (200, 203, 206)])
def test_labels_above_a_chart_never_lie_on_one_another(marks: tuple[float, ...], pen: Pen) -> None:
    calls = [Call(text, (mark,), 0) for text, mark in zip((samples.LONG, "median", "snitt"), marks, strict=True)]
    placed = Calls(calls, pen)._placed

    assert len(placed) == 3
    assert not any(one.crosses(other, 0) for one, other in combinations(placed, 2))


def test_label_that_can_go_elsewhere_keeps_its_line_away_from_others(pen: Pen) -> None:
    placed = Calls([Call("Fjellvik", (300,), 0), Call("gruppen", (301, 250), 0)], pen)._placed

    assert abs(placed[0].mark - placed[1].mark) >= NEAR


def test_labels_with_no_place_left_stand_on_lines_of_their_own(pen: Pen) -> None:
    wide = "Et navn så langt at det fyller hele bredden av arket og vel så det, og enda litt til " * 2
    placed = Calls([Call(wide, (mark,), 0) for mark in (100, 200, 300)], pen)._placed

    assert [one.row for one in placed] == [0, 1, 2]


# Grey


def luminance(color: str) -> float:
    red, green, blue = (int(color[i : i + 2], 16) for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_filled_and_empty_are_told_apart_in_grey() -> None:
    assert luminance(TRACK) - luminance(INK.now) > 100


def test_municipality_and_group_are_told_apart_in_grey() -> None:
    assert luminance(mixed(INK.before, 0.6)) - luminance(INK.now) > 60
