"""Every worked example of docs/mergers.md is read and recomputed."""

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from math import pi, sqrt
from pathlib import Path
from statistics import NormalDist

import pytest

from kompass.domain.answers import Answer, Level
from kompass.domain.before_after import Levelling, starting_point
from kompass.domain.editions import EditionKey
from kompass.domain.evaluation import Evaluation, Status
from kompass.domain.history import Depth, KnownResult, known_from_evaluation
from kompass.domain.merged_processes import Fate, common_gaps, fates, lessons
from kompass.domain.merger import Baseline, BaselineKind, Merger, Partner, coverage, merger
from kompass.domain.points import tenth
from kompass.domain.register import Unit
from kompass.domain.scoring import score
from tests.factories import make_framework, make_municipality

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "mergers.md").read_text(encoding="utf-8")
KINDS = {
    "spenn": BaselineKind.RANGE,
    "snitt vektet etter innbyggere": BaselineKind.WEIGHTED_MEAN,
    "snitt der hver teller likt": BaselineKind.MEAN,
    "den største kommunen": BaselineKind.LARGEST,
    "det beste av hver": BaselineKind.BEST,
    "det svakeste av hver": BaselineKind.WORST,
}
EDITION = EditionKey("kommunekompasset", "eksempel")


def rows_of(heading: str) -> list[list[str]]:
    """The rows of the table with this first line."""
    assert DOCUMENT.count(f"\n{heading}\n") == 1, heading
    table = DOCUMENT.split(f"\n{heading}\n")[1].split("\n\n")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()]
    return rows[1:]


def figure(text: str) -> Fraction:
    return Fraction(text.replace("−", "-").replace(",", "."))


def unit(name: str, number: str = "9001") -> Unit:
    return Unit((make_municipality(number, name=name),), date(2000, 1, 1), None)


def known(areas: Mapping[str, int]) -> KnownResult:
    return KnownResult(2023, EDITION, Depth.AREAS, sum(areas.values()), 300, areas)


def partner(name: str, inhabitants: int, share: str = "1", found: KnownResult | None = None) -> Partner:
    number = f"9{sum(map(ord, name)) % 1000:03}"
    return Partner(unit(name, number), Fraction(share), False, inhabitants, 2019, found)


def example(evaluated: str = "ABC") -> tuple[Merger, KnownResult]:
    *rows, (_, _, *after) = rows_of("| Kommune | Innbyggere | Område 1 | Område 2 | Område 3 |")
    partners = [
        partner(name, int(inhabitants), found=known(areas_of(points)) if name in evaluated else None)
        for name, inhabitants, *points in rows
    ]
    return merger(partners, unit("Ny"), date(2020, 1, 1)), known(areas_of(after))


def areas_of(points: list[str]) -> dict[str, int]:
    return {str(number): int(text) for number, text in enumerate(points, 1)}


@pytest.mark.parametrize(
    "municipality",
    [
        ["Mandal", "Lindesnes", "Marnardal"],
        ["Hemne", "Halsa", "Snillfjord"],
    ],
)
def test_weights(municipality: list[str]) -> None:
    tables = DOCUMENT.split("| Forgjenger | Innbyggere 2019 | Andel | Vekt i prosent |\n|---|---|---|---|\n")[1:]
    rows = {
        row[0]: row[1:]
        for table in tables
        for line in table.split("\n\n")[0].splitlines()
        if (row := [cell.strip() for cell in line.strip("|").split("|")])
    }
    found = merger(
        [partner(name, int(rows[name][0]), rows[name][1].replace(",", ".")) for name in municipality],
        unit("Ny"),
    )

    written = {name: figure(rows[name][2]) for name in municipality}
    assert written == {p.unit.name: tenth(100 * found.part_of(p)) for p in found.partners}
    assert [p.unit.name for p in found.partners] == municipality


def test_baselines() -> None:
    for name, *cells in rows_of("| Grunnlag | Område 1 | Område 2 | Område 3 | Sum |"):
        found = starting_point(*example(), KINDS[name])
        written = [baseline(cell) for cell in cells]
        assert written == [part.baseline for part in (*found.areas, found.total)], name


def baseline(cell: str) -> Baseline:
    low, _, high = cell.partition("–")
    return Baseline(figure(low), figure(high or low))


def test_differences() -> None:
    for name, *cells in rows_of("| Forskjell fra | Område 1 | Område 2 | Område 3 | Sum |"):
        found = starting_point(*example(), KINDS[name])
        assert [figure(cell) for cell in cells] == [part.difference for part in (*found.areas, found.total)], name


def test_every_baseline_is_explained_and_worked_out() -> None:
    assert {row[0] for row in rows_of("| Grunnlag | Område 1 | Område 2 | Område 3 | Sum |")} == KINDS.keys()
    assert len(rows_of("| Grunnlag | Formel i et område | Vær klar over |")) == len(BaselineKind)


def test_coverage() -> None:
    for names, per_cent, mean in rows_of("| Evaluert | Dekning i prosent | Snitt vektet, område 1 |"):
        found = starting_point(*example(names), BaselineKind.WEIGHTED_MEAN).areas[0]
        assert figure(per_cent) == found.coverage.share * 100
        shown = found.baseline
        assert (mean == "vises ikke") == (shown is None)
        assert shown is None or figure(mean) == shown.low


def test_noise_of_the_best() -> None:
    for count, written in rows_of("| Forgjengere | For høyt i sum |"):
        assert float(figure(written)) == pytest.approx(8 * 5 * expected_highest(int(count)), abs=0.05)


def expected_highest(count: int) -> float:
    """Mean of the highest of so many standard normals, by adding up x · n · F(x)^(n-1) · f(x)."""
    normal, step = NormalDist(), 0.001
    points = (step * position for position in range(-8000, 8001))
    return sum(x * count * normal.cdf(x) ** (count - 1) * normal.pdf(x) * step for x in points)


def test_noise_is_reckoned_as_the_closed_forms_say() -> None:
    assert expected_highest(2) == pytest.approx(1 / sqrt(pi), abs=1e-6)
    assert expected_highest(3) == pytest.approx(3 / (2 * sqrt(pi)), abs=1e-6)


def test_levelling() -> None:
    words = {
        "mellom": Levelling.BETWEEN,
        "løftet": Levelling.UP,
        "uendret": Levelling.UNCHANGED,
        "senket": Levelling.DOWN,
    }
    assert {row[1] for row in rows_of("| Den nye kommunen ligger | Sies |")} == words.keys()
    sentence = DOCUMENT.split("I eksempelet er område 1 ")[1].split(".")[0]
    written = [words[word] for word in re.findall(r"mellom|løftet|uendret|senket", sentence)]

    assert written == [area.levelling for area in starting_point(*example()).areas]


OUTCOMES = {
    "styrken ble med videre": Fate.KEPT,
    "ny styrke": Fate.GAINED,
    "styrken ble ikke med": Fate.LOST,
    "ny svakhet": Fate.NEW_WEAKNESS,
    "svakheten ble arvet": Fate.INHERITED,
}


def processes_before_and_after() -> tuple[Merger, KnownResult, list[str], list[str]]:
    rows = rows_of("| Prosess | A | B | C | Ny | Utfall |")
    names, outcomes = [row[0] for row in rows], [row[5] for row in rows]
    framework = make_framework({"en": {"x": (100, dict.fromkeys(names, 1))}})

    def result(column: int) -> KnownResult:
        answers: dict[str, Answer] = {f"en.x.{row[0]}": Level(int(row[column])) for row in rows}
        evaluation = Evaluation(
            1, make_municipality(), framework.id, framework.edition, "digest", date(2023, 1, 1), Status.HANDED_IN
        )
        return known_from_evaluation(evaluation, score(framework, answers))

    partners = [partner(name, 1000, found=result(column)) for column, name in enumerate("ABC", 1)]
    return merger(partners, unit("Ny")), result(4), names, outcomes


def test_what_became_of_each_process() -> None:
    merged, after, _, outcomes = processes_before_and_after()
    starting = starting_point(merged, after)

    found = fates(starting.processes, starting.process_coverage, after.result)

    assert [OUTCOMES[outcome] for outcome in outcomes] == [one.fate for one in found]
    assert {row[2] for row in rows_of("| Før | Etter | Sies |")} == OUTCOMES.keys()


def test_what_all_lack_and_what_one_can_teach() -> None:
    merged, _, _, _ = processes_before_and_after()
    starting = starting_point(merged)
    lists = {name: processes.split(", ") for name, processes in rows_of("| Liste | Prosesser |")}

    gaps = common_gaps(starting.processes, starting.process_coverage, 3)
    assert [before.criterion.id.split(".")[-1] for before in gaps] == lists["det alle mangler"]
    taught = lessons(starting.processes)
    assert [one.before.criterion.id.split(".")[-1] for one in taught] == lists["det en kan lære de andre"]


def test_coverage_counts_those_who_are_asked_about() -> None:
    merged, _ = example()

    assert coverage(merged, [merged.partners[0].unit]).share == Fraction(3, 5)
