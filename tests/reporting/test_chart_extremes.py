"""The charts of development, every process, predecessors and the group: drawn from extremes, text as text."""

from fractions import Fraction

import pytest

from kompass.reporting import charts
from kompass.reporting.canvas import Pen
from kompass.reporting.data.charts import (
    Chart,
    CompactBarChart,
    DistributionChart,
    HeatCell,
    HeatChart,
    HeatRow,
    Moment,
    Panel,
    PanelBar,
    PanelChart,
    SlopeChart,
    SlopeLine,
    Strip,
)
from tests.reporting.conftest import FOLDER

LONG = "Guovdageaidnu - Kautokeino og omland $x_1$"
F = Fraction
STEPS = ("Ikke påvist", "Bygget opp", "Forankret", "Etterlevd", "Forbedret")

CHARTS: dict[str, Chart] = {
    "compact": CompactBarChart(
        (
            Strip(LONG, "100", F(100), F(100), mean=F(50)),
            Strip("Ikke aktuelt", "–", None, None),
            Strip("Nederst", "0", F(0), F(0), mean=F(0)),
            Strip("Midt på", "40–60", F(40), F(60)),
        ),
        "Prøvevik",
        "snitt i gruppen",
    ),
    "slope": SlopeChart(
        (Moment("2014", F(2014)), Moment("2019", F(2019)), Moment("2026", F(2026), starts_anew=True)),
        (
            SlopeLine(LONG, "62 (+8)", (F(54), F(60), F(62)), is_strong=True),
            SlopeLine("Samme sted", "62", (F(0), None, F(62))),
            SlopeLine("Helt likt", "62", (F(100), F(100), F(62))),
        ),
        "ny utgave",
    ),
    "heat": HeatChart(
        tuple(
            HeatRow(
                LONG if row == 0 else f"Område {row}",
                str(row),
                tuple(
                    tuple(
                        HeatCell((cell + row) % 5 if cell else None, is_applicable=bool(row % 2))
                        for cell in range(4)
                    )
                    for _ in range(5)
                ),
            )
            for row in range(8)
        ),
        STEPS,
        "ikke aktuell",
        "ikke vurdert",
    ),
    "panels": PanelChart(
        ("Demokrati", "Ledelse"),
        tuple(
            Panel(f"{LONG} {n}", f"{n} av 100", (PanelBar(F(n), str(n), True), PanelBar(None, "–")))
            for n in range(5)
        ),
        "høyest",
        (F(10), None),
        "vektet snitt",
    ),
    "distribution": DistributionChart(
        (F(0), F(50), F(50), F(50), F(100)),
        LONG,
        "400",
        F(50),
        F(50),
        F(50),
        "median",
        "poeng i prosent av høyeste",
    ),
}


@pytest.fixture(scope="module")
def pen() -> Pen:
    return Pen(FOLDER / "fonts")


@pytest.mark.parametrize("name", CHARTS)
def test_chart_is_drawn_with_its_texts_as_text_and_the_same_twice(name: str, pen: Pen) -> None:
    first, again = (charts.svg(CHARTS[name], "Eksempeldata", pen) for _ in range(2))

    assert first == again
    assert first.count(b"<text") > 3
    assert b"Eksempeldata" in first


@pytest.mark.parametrize("name", CHARTS)
def test_chart_is_also_a_picture(name: str, pen: Pen) -> None:
    assert charts.png(CHARTS[name], "", pen).startswith(b"\x89PNG")


def test_group_under_five_is_refused() -> None:
    with pytest.raises(ValueError, match="not shown"):
        DistributionChart((F(1),) * 4, "Prøvevik", "1", F(1), F(1))
