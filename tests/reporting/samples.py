"""One of each kind of chart, and the edges of each: empty, 0 and 100, all alike, long names, hostile text."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from kompass.reporting.data.charts import (
    BarChart,
    Chart,
    CompactBarChart,
    DistributionChart,
    DotChart,
    DumbbellChart,
    Emblem,
    HeatCell,
    HeatChart,
    HeatRow,
    Marked,
    MergerEmblem,
    Moment,
    Panel,
    PanelBar,
    PanelChart,
    RadarChart,
    RangeChart,
    SlopeChart,
    SlopeLine,
    Strip,
    ranked,
)

LONG = "Guovdageaidnu – Kautokeino suohkan, čđŋšŧž"
ONE_WORD = "Prosjektorganisasjonsutviklingskommunene"
AREAS = (
    "Offentlighet og demokrati",
    "Tilgjengelighet, innbygger- og brukerorientering",
    "Politisk styring og kontroll",
    "Lederskap, ansvar og delegasjon",
    "Resultatfokus og effektivitet",
    "Kommunen som arbeidsgiver",
    "Utviklingsstrategi og lærende organisasjon",
    "Kommunen som samfunnsutvikler",
)
POINTS = (61, 48, 55, 72, 39, 66, 50, 58)
GROUP = (53, 50, 55, 60, 47, 52, 49, 61)
LEVELS = ("Ikke påvist", "Bygget opp", "Forankret", "Etterlevd", "Forbedret")
NOT_APPLICABLE = Strip("Ingen saker", "ikke aktuelt", None, None, Fraction(30), Fraction(40), Fraction(50))
OPEN = Strip("Ikke ferdig", "40–70", Fraction(40), Fraction(70), mean=Fraction(52))


def strip(label: str, points: int, mean: int) -> Strip:
    low, high = max(0, mean - 8), min(100, mean + 9)
    spread = (Fraction(low), Fraction(mean), Fraction(high), Fraction(mean))
    return Strip(label, str(points), Fraction(points), Fraction(points), *spread)


def strips(points: Sequence[int] = POINTS, means: Sequence[int] = GROUP) -> tuple[Strip, ...]:
    return tuple(strip(*one) for one in zip(AREAS, points, means, strict=True))


def without_group(found: Sequence[Strip]) -> tuple[Strip, ...]:
    return tuple(replace(one, lower=None, median=None, upper=None, mean=None) for one in found)


# Every way the parts can be: as usual, without a group, at either end, all alike, some missing, none at all.
STRIPS: dict[str, tuple[Strip, ...]] = {
    "usual": strips(),
    "no group": without_group(strips()),
    "zero": strips((0,) * 8, (0,) * 8),
    "full": strips((100,) * 8, (100,) * 8),
    "missing": (NOT_APPLICABLE, *strips()[:3], OPEN, NOT_APPLICABLE),
    "one": strips()[:1],
    "none applicable": (NOT_APPLICABLE,),
    "empty": (),
}


def marked(label: str, before: Sequence[int], after: int | None) -> Marked:
    marks = tuple(zip("ABCDE", map(Fraction, before), strict=False))
    ends = (Fraction(min(before)), Fraction(max(before)), Fraction(sum(before), len(before))) if before else ()
    low, high, mean = ends or (None, None, None)
    return Marked(label, "+8", marks, low, high, mean, None if after is None else Fraction(after))


MARKED: dict[str, tuple[Marked, ...]] = {
    "usual": tuple(marked(area, (40, 48, 61), points) for area, points in zip(AREAS, POINTS, strict=True)),
    "alike": tuple(marked(area, (50,) * 5, 50) for area in AREAS),
    "zero": (marked("Null", (0, 0), 0),),
    "full": (marked("Full", (100, 100), 100),),
    "missing": (marked("Ingen", (), None), marked("Bare før", (40, 60), None)),
    "empty": (),
}


def moments(*years: int) -> tuple[Moment, ...]:
    return tuple(Moment(str(year), Fraction(year)) for year in years)


def line(label: str, *shares: int | None, is_strong: bool = False) -> SlopeLine:
    return SlopeLine(label, "62 (+8)", tuple(None if s is None else Fraction(s) for s in shares), is_strong)


SLOPES: dict[str, SlopeChart] = {
    "two": SlopeChart(
        moments(2018, 2024),
        tuple(
            line(area, mean, points, is_strong=area == AREAS[3])
            for area, mean, points in zip(AREAS, GROUP, POINTS, strict=True)
        ),
    ),
    "six with a gap": SlopeChart(
        moments(2006, 2010, 2011, 2016, 2020, 2024),
        (line("Hel", 40, 45, None, 50, 55, 60, is_strong=True), line("Slutter", 30, 35, None, 40, 45, None)),
    ),
    "all full": SlopeChart(moments(2016, 2020, 2024), tuple(line(area, 100, 100, 100) for area in AREAS)),
    "all zero": SlopeChart(moments(2016, 2020, 2024), tuple(line(area, 0, 0, 0) for area in AREAS)),
    "unknown": SlopeChart(moments(2016, 2020), (line("Ukjent", None, None), line("Én gang", 50, None))),
    "same day": SlopeChart(moments(2020, 2020), (line("A", 40, 60),)),
    "anew": SlopeChart(
        (Moment("2016", Fraction(2016)), Moment("2020", Fraction(2020), starts_anew=True)),
        (line("Leder", 40, 60),),
        "ny utgave",
    ),
    "one": SlopeChart(moments(2020), (line("A", 50),)),
    "empty": SlopeChart((), ()),
}


def heat(*rows: HeatRow) -> HeatChart:
    return HeatChart(rows, LEVELS, "ikke aktuell", "ikke vurdert")


def heat_row(label: str, *sizes: int) -> HeatRow:
    kinds = (*(HeatCell(level) for level in range(5)), HeatCell(None), HeatCell(None, is_applicable=False))
    groups = tuple(tuple(kinds[(size + cell) % 7] for cell in range(size)) for size in sizes)
    return HeatRow(label, "61", groups)


HEATS: dict[str, HeatChart] = {
    "164": heat(
        *(heat_row(area, *sizes) for area, sizes in zip(AREAS, [(5, 5, 4, 3, 4)] * 4 + [(4,) * 5] * 4, strict=True))
    ),
    "many": heat(heat_row(LONG, *[8] * 8)),
    "nothing in a row": heat(HeatRow("Tom", "", ()), HeatRow("Tom gruppe", "", ((), (HeatCell(None),)))),
    "only not applicable": heat(HeatRow("Strek", "", ((HeatCell(None, is_applicable=False),),))),
    "empty": heat(),
}


def panels(count: int, *, points: int | None = 60) -> PanelChart:
    share = None if points is None else Fraction(points)
    names = ("Fjellvik", LONG, "Nordre Follo kommune – prosjektorganisasjonen", ONE_WORD, "Kvitnes")
    bar = PanelBar(share, "–" if points is None else str(points))
    bars = tuple(replace(bar, is_strong=not position) for position in range(len(AREAS)))
    return PanelChart(
        AREAS,
        tuple(Panel(name, "482 av 800", bars) for name in names[:count]),
        "flest poeng i området",
        tuple(map(Fraction, GROUP)),
        "vektet snitt",
    )


PANELS: dict[str, PanelChart] = {
    **{f"{count}": panels(count) for count in range(1, 6)},
    "zero": panels(2, points=0),
    "full": panels(5, points=100),
    "unknown": panels(3, points=None),
    "bare": PanelChart(("A",), (Panel("Ett", "", (PanelBar(Fraction(5), "5"),)),)),
    "empty": PanelChart((), ()),
}


def distribution(others: Sequence[int], low: int | None, high: int | None = None) -> DistributionChart:
    own = None if low is None else Fraction(low)
    return DistributionChart(
        others=tuple(map(Fraction, others)),
        own=LONG,
        figure="487 av 800",
        low=own,
        high=own if high is None else Fraction(high),
        median=Fraction(sorted(others)[len(others) // 2]),
        median_label="median i gruppen",
        axis="prosent av idealet",
    )


DISTRIBUTIONS: dict[str, DistributionChart] = {
    "five": distribution((44, 47, 51, 58, 63), 61),
    "five alike": distribution((50,) * 5, 50),
    "ends": distribution((0, 0, 0, 0, 100), 100),
    "open": distribution((40, 50, 52, 58, 60), 40, 64),
    "not known": distribution((40, 50, 52, 58, 60), None),
    "hundreds": distribution([20 + number * 7 % 61 for number in range(356)], 55),
    "hundreds alike": distribution([50] * 356, 50),
    "no median": replace(distribution((40, 50, 52, 58, 60), 60), median=None),
}
NAMES = (("A", "Fjellvik"), ("B", LONG), ("C", ONE_WORD), ("D", "Kvitnes"), ("E", "Elvestad"))


def every_chart() -> dict[str, Chart]:
    """Each kind with each of its edges, by a name to tell them from one another."""
    found: dict[str, Chart] = {}
    for name, some in STRIPS.items():
        found[f"bars, {name}"] = BarChart(ranked(some), LONG, "snitt i gruppen")
        found[f"compact, {name}"] = CompactBarChart(ranked(some), LONG, "snitt i gruppen")
        found[f"dots, {name}"] = DotChart(some, LONG, "midtre halvdel av gruppen", "median i gruppen")
        found[f"emblem, {name}"] = Emblem(some)
        if some:
            found[f"radar, {name}"] = RadarChart(some, LONG, "median i gruppen")
    for name, lines in MARKED.items():
        found[f"ranges, {name}"] = RangeChart(lines, NAMES, "vektet snitt")
        found[f"dumbbells, {name}"] = DumbbellChart(
            lines, "forgjengerne og spennet mellom dem", LONG, "vektet snitt"
        )
        found[f"one dumbbell, {name}"] = DumbbellChart(tuple(replace(m, marks=()) for m in lines), "før", "nå")
        found[f"merger emblem, {name}"] = MergerEmblem(lines)
    found |= {f"slopes, {name}": chart for name, chart in SLOPES.items()}
    found |= {f"heat, {name}": chart for name, chart in HEATS.items()}
    found |= {f"panels, {name}": chart for name, chart in PANELS.items()}
    return found | {f"distribution, {name}": chart for name, chart in DISTRIBUTIONS.items()}
