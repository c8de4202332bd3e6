"""The worked example of docs/scoring.md is read and recomputed."""

import re
from fractions import Fraction
from pathlib import Path

from kompass.domain.answers import Answer, Level, NotApplicable
from kompass.domain.scoring import score
from tests.factories import make_framework

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "scoring.md"


def rows_of(heading: str) -> list[list[str]]:
    text = DOCUMENT.read_text(encoding="utf-8").split("## Et eksempel")[1]
    table = text.split(heading)[1].split("\n\n")[0]
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line.startswith("|")
    ]


def test_the_example_is_what_the_program_computes() -> None:
    processes = [row for row in rows_of("| Prosess | Delområde | Vekt | Svar |") if not row[0].startswith("-")]
    subareas: dict[str, dict[str, int]] = {}
    answers: dict[str, Answer] = {}
    for name, subarea, weight, answer in processes:
        subareas.setdefault(subarea, {})[name] = int(weight)
        level = re.fullmatch(r"nivå (\d)", answer)
        if level:
            answers[f"en.{subarea}.{name}"] = Level(int(level[1]))
        elif answer == "ikke aktuell":
            answers[f"en.{subarea}.{name}"] = NotApplicable("eksempel")
    framework = make_framework({"en": {"1": (60, subareas["1"]), "2": (40, subareas["2"])}})

    result = score(framework, answers)

    area, (first, second) = result.areas[0].part, result.areas[0].subareas
    by_name = {c.criterion.id[-1]: c for c in result.criteria}
    computed = {
        "delområde 1, verdien av én vekt": first.unit,
        "prosess a, poeng": by_name["a"].points,
        "prosess b, poeng": by_name["b"].points,
        "prosess b, poeng igjen": by_name["b"].gap,
        "delområde 1, poeng": first.part.points,
        "delområde 2, verdien av én vekt": second.unit,
        "prosess d, poeng": by_name["d"].points,
        "delområde 2, åpne poeng": second.part.open,
        "området, poeng så langt": area.points,
        "området, øvre ende av båndet": area.points + area.open,
        "området, andel av idealet": area.share,
        "området, andel vurdert": area.answered_share,
    }
    written = {row[0]: Fraction(row[1]) for row in rows_of("| Størrelse | Verdi |") if not row[0].startswith("-")}
    assert written == computed
