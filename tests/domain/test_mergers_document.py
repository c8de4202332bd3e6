"""Every worked example of docs/mergers.md is read and recomputed."""

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from math import pi, sqrt
from pathlib import Path
from statistics import NormalDist

import pytest

from kompass.domain import register_checks
from kompass.domain.answers import Answer, Level
from kompass.domain.before_after import Comparison, Levelling, starting_point
from kompass.domain.editions import Crosswalk, EditionKey
from kompass.domain.evaluation import Evaluation, Status
from kompass.domain.findings import STRONG
from kompass.domain.history import Depth, KnownResult, known_from_evaluation
from kompass.domain.merged_processes import Fate, ProcessBefore, common_gaps, fates, lessons
from kompass.domain.merger import SMALLEST_COVERAGE, Baseline, BaselineKind, Merger, Partner, coverage, merger
from kompass.domain.points import tenth
from kompass.domain.register import ChangeKind, Unit
from kompass.domain.scoring import score
from kompass.services.register import Files, read_register
from tests.factories import make_framework, make_municipality

PROJECT = Path(__file__).resolve().parents[2]
DOCUMENT = (PROJECT / "docs" / "mergers.md").read_text(encoding="utf-8")
FOLDER = PROJECT / "register"
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
    return Fraction(text.replace("−", "-").replace(",", ".").replace(" ", ""))


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


@cache
def real() -> Files:
    return read_register(FOLDER)


def test_numbers_of_a_unit_and_what_it_came_from() -> None:
    for number, year, name, numbers, origins in rows_of("| Nummer | År | Enhet | Numrene den har hatt | Kom av |"):
        found = real().register.unit(number, date(int(year), 7, 1))
        assert found is not None, number
        assert (found.name, ", ".join(found.numbers)) == (name, numbers)
        before = {link.predecessor.number for link in real().register.predecessors(found)}
        assert ", ".join(sorted(before)) == origins


def test_largest_boundary_changes() -> None:
    heading = "| Fra | Til | År | Innbyggere | Prosent av den som ga | Prosent av den som fikk |"
    shares: dict[tuple[str, ...], tuple[Fraction, Fraction]] = {}
    for one in real().register.changes:
        if one.kind is ChangeKind.BOUNDARY and one.inhabitants:
            year, moved = one.date.year, 100 * Fraction(one.inhabitants)
            sides = (
                real().population[one.from_number, year - 1],
                real().population[one.to_number, year],
            )
            key = (one.from_name, one.to_name, str(year), str(one.inhabitants))
            shares[key] = (tenth(moved / sides[0]), tenth(moved / sides[1]))
    largest = sorted(shares, key=lambda key: -max(shares[key]))[:3]

    written = {tuple(row[:4]): tuple(map(figure, row[4:])) for row in rows_of(heading)}
    assert list(written) == largest
    assert written == {key: shares[key] for key in largest}


def test_tolerance_and_the_largest_step(monkeypatch: pytest.MonkeyPatch) -> None:
    tolerance, floor = sentence(r"høyst ([\d,]+) prosent eller (\d+) personer")
    step, name, year = sentence(r"største spranget som er kjent, er ([\d,]+) prosent \((\w+) (\d+)\)")
    files = real()
    places, changes = list(files.register.municipalities.values()), files.register.changes

    def too_large(limit: Fraction) -> list[tuple[str, str]]:
        monkeypatch.setattr(register_checks, "TOLERANCE", limit / 100)
        found = register_checks.population_problems(places, changes, files.population, [])
        values = [dict(problem.values) for problem in found]
        return [(files.register.municipalities[one["to"]].name, one["date"]) for one in values]

    assert (figure(tolerance) / 100, int(floor)) == (
        register_checks.TOLERANCE,
        register_checks.TOLERATED_INHABITANTS,
    )
    monkeypatch.setattr(register_checks, "TOLERATED_INHABITANTS", 0)
    assert too_large(figure(step) - Fraction(1, 20)) == [(name, f"{year}-01-01")]
    assert too_large(figure(step) + Fraction(1, 20)) == []


def sentence(pattern: str) -> tuple[str, ...]:
    """The figures of the one sentence that looks like this."""
    (found,) = re.finditer(pattern, DOCUMENT)
    return found.groups()


LIMITS = {
    r"Flytter den (15) prosent": 100 * register_checks.BOUNDARY_LIMIT,
    r"Under \*\*(to tredeler)\*\* vises": SMALLEST_COVERAGE,
    r"når minst (tre firedeler) av idealet": STRONG,
}


@pytest.mark.parametrize("pattern", LIMITS)
def test_limits_are_those_of_the_program(pattern: str) -> None:
    (written,) = sentence(pattern)
    words = {"to tredeler": Fraction(2, 3), "tre firedeler": Fraction(3, 4)}
    assert (words.get(written) or Fraction(written)) == LIMITS[pattern]


@pytest.mark.parametrize("key", ["4205-2020", "5055-2020"])
def test_weights(key: str) -> None:
    successor = real().register.by_key(key)
    assert successor is not None
    links = real().register.predecessors(successor)
    year = links[0].date.year - 1
    found = merger(
        [
            Partner(
                link.predecessor,
                link.share,
                link.is_estimate,
                real().population[link.predecessor.number, year],
                year,
            )
            for link in links
        ],
        successor,
        links[0].date,
    )
    text = DOCUMENT.split(f"\n{successor.name} {year + 1}")[1]
    table = text.split(f"| Forgjenger | Innbyggere {year} | Andel | Vekt i prosent |\n|---|---|---|---|\n")[1]
    rows = [line.strip("|").split("|") for line in table.split("\n\n")[0].splitlines()]

    assert [(name.strip(), *map(figure, cells)) for name, *cells in rows] == [
        (p.unit.name, p.inhabitants, p.share, tenth(100 * found.part_of(p))) for p in found.partners
    ]


def test_divided_municipalities() -> None:
    heading = "| Delt | Del til | År | Innbyggere året før | Andel | Vekt | Andelen er |"
    found = {}
    for divided in real().register.units:
        links = real().register.successors(divided)
        for link in links if len(links) > 1 else ():
            year = link.date.year
            inhabitants = real().population[divided.number, year - 1]
            told = "anslått" if link.is_estimate else "regnet"
            found[divided.name, link.successor.name, str(year)] = (
                inhabitants,
                link.share,
                tenth(inhabitants * link.share),
                told,
            )

    written = {tuple(row[:3]): (*map(share_of, row[3:6]), row[6]) for row in rows_of(heading)}
    assert written == found


def share_of(text: str) -> Fraction:
    above, _, below = text.partition("/")
    return figure(above) / figure(below or "1")


def test_doubts_and_the_reform() -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    doubted = sentence(r"særlig ikke for ([\d–, og]+)\.")[0]
    changes = real().register.changes
    unclear = [one for one in changes if "Retningen er ikke oppgitt" in one.note]
    (inferred,) = (one.inhabitants for one in changes if "Neslerud" in one.note)
    (one_source,) = sentence(r"(\d+) av innbyggertallene er funnet i én kilde")

    assert f"særlig ikke for {doubted}." in readme
    assert f"{one_source} av innbyggertallene" in readme
    assert sentence(r"For (\w+) av dem er retningen") == ("tre",)
    assert len(unclear) == 3
    assert sentence(r"De (\d+) innbyggerne i Neslerud") == (str(inferred),)
    # tests/services/test_register.py counts them.
    assert sentence(r"(\d+) kommuner ble (\d+) i reformen fra (\d+) til (\d+)\.") == ("119", "47", "2017", "2020")
    assert sentence(r"På én dag, 1\. januar (\d+), ble (\d+) til (\d+)\.") == ("2020", "109", "43")
    assert sentence(r"til om lag (\d+) prosentpoeng")[0] in readme.split("gode til om lag ")[1].split()[0]


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


def test_coverage_in_words() -> None:
    covered = {
        names: share for names, share, _ in rows_of("| Evaluert | Dekning i prosent | Snitt vektet, område 1 |")
    }

    assert sentence(r"«(\d) av (\d) kommuner, (\d+) % av innbyggerne»") == ("2", "3", covered["A og C"])
    assert sentence(r"Mangler B en evaluering, er dekningen (\d+) prosent") == (covered["A og C"],)
    assert sentence(r"Mangler A, er den (\d+) prosent") == (covered["B og C"],)


def evaluated() -> dict[str, list[KnownResult]]:
    found: dict[str, list[KnownResult]] = {}
    heading = "| Evaluert | År | Utgave | Område 1 | Område 2 | Sum |"
    for name, year, edition, *points, total in rows_of(heading):
        areas = areas_of(points) if all(points) else {}
        assert not areas or sum(areas.values()) == int(total)
        depth = Depth.AREAS if areas else Depth.TOTAL
        key = EditionKey("kommunekompasset", edition)
        found.setdefault(name, []).append(KnownResult(int(year), key, depth, int(total), 200, areas))
    return found


def test_editions_and_depths() -> None:
    results = {name: sorted(known, key=lambda one: one.order) for name, known in evaluated().items()}
    (after,) = results["Ny"]
    inhabitants = {row[0]: row[1] for row in rows_of("| Kommune | Innbyggere | Område 1 | Område 2 | Område 3 |")}
    merged = merger([partner(n, int(inhabitants[n]), found=results[n][-1]) for n in "ABC"], unit("Ny"))
    edition, old, older, new = sentence(
        r"Har utgaven fra (\d+) en overgang som sier at område (\d) i (\d+) spør om det samme som område (\d)"
    )
    assert after.edition.edition == edition
    assert sentence(r"For A brukes (\d+)\.") == (str(results["A"][-1].year),)
    crosswalk = Crosswalk(EditionKey("kommunekompasset", older), {old: new})

    def columns(crosswalks: list[Crosswalk], kind: BaselineKind = BaselineKind.RANGE) -> list[Comparison]:
        found = starting_point(merged, after, kind, crosswalks)
        return [*found.areas, found.total]

    for name, *cells in rows_of("| Størrelse | Område 1 | Område 2 | Sum |"):
        what, *marked = name.split(", med overgang")
        crosswalks = [crosswalk] if marked else []
        computed = {
            "dekning i prosent": [one.coverage.share * 100 for one in columns(crosswalks)],
            "spenn": [one.baseline for one in columns(crosswalks)],
            "snitt vektet etter innbyggere": [
                one.baseline for one in columns(crosswalks, BaselineKind.WEIGHTED_MEAN)
            ],
            "forskjell fra spennet": [one.difference for one in columns(crosswalks)],
        }[what]
        read = figure if what in ("dekning i prosent", "forskjell fra spennet") else baseline
        assert [None if cell == "vises ikke" else read(cell) for cell in cells] == computed, name


def test_noise_of_the_best() -> None:
    (areas,), (deviation,) = sentence(r"\*(\d) · s · E\[…\]\*"), sentence(r"Med \*s\* = (\d):")
    for count, written in rows_of("| Forgjengere | For høyt i sum |"):
        noise = int(areas) * int(deviation) * expected_highest(int(count))
        assert float(figure(written)) == pytest.approx(noise, abs=0.05)


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
    written = {area_id: words[word] for area_id, word in rows_of("| Område | Sies |")}

    assert written == {area.id: area.levelling for area in starting_point(*example()).areas}


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
    (worth,) = sentence(r"Fem prosesser som kan gi (\d+) poeng hver; tallene er nivåer fra 0 til 4:")
    framework = make_framework({"en": {"x": (int(worth) * len(names), dict.fromkeys(names, 1))}})

    def result(column: int) -> KnownResult:
        answers: dict[str, Answer] = {f"en.x.{row[0]}": Level(int(row[column])) for row in rows}
        evaluation = Evaluation(
            1, make_municipality(), framework.id, framework.edition, "digest", date(2023, 1, 1), Status.PUBLISHED
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
    (limit,) = sentence(r"med nivå (\d) som grense")

    def name(before: ProcessBefore) -> str:
        return before.criterion.id.split(".")[-1]

    def names(units: tuple[Unit, ...]) -> str:
        return ", ".join(unit.name for unit in units)

    expected = [
        ["det alle mangler", name(one), one.maximum * (1 - max(one.shares.values())), "", ""]
        for one in common_gaps(starting.processes, starting.process_coverage, int(limit))
    ] + [
        [
            "det en kan lære de andre",
            name(one.before),
            one.before.maximum * (1 - min(one.before.shares.values())),
            names(one.teachers),
            names(one.learners),
        ]
        for one in lessons(starting.processes)
    ]
    written = rows_of("| Liste | Prosess | Poeng | Fra | Til |")
    assert [[row[0], row[1], figure(row[2]), *row[3:]] for row in written] == expected


def test_coverage_counts_those_who_are_asked_about() -> None:
    merged, _ = example()

    assert coverage(merged, [merged.partners[0].unit]).share == Fraction(3, 5)
