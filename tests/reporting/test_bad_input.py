"""What nobody planned for, all the way to paper: nothing is lost, and no word leaves its margins."""

from dataclasses import replace

import pytest

from kompass.domain.answers import Answers, Level, NotApplicable
from kompass.domain.comparison import group_of
from kompass.domain.scoring import score
from kompass.reporting.evaluation.compose import evaluation_report
from kompass.reporting.evaluation.material import Material
from kompass.reporting.printing import report_pdf
from kompass.reporting.summary.compose import council_summary
from tests.reporting.conftest import FOLDER, MIXED, all_at, make_material, small_framework
from tests.reporting.margins import strays
from tests.reporting.test_written import text_of

LONG_NAMES = ("Guovdageaidnu - Kautokeino", "Nordre Follo kommune – prosjektorganisasjonen")
ADDRESS = "https://www.eksempel.no/" + "politikk/planer_og_vedtak/" * 12 + "?a=" + "b" * 120
TABLE = "|" + "Kolonne|" * 8 + "\n|" + "-:|" * 8 + "\n|" + "Menneskerettighetsombudskontor|" * 8
GONE = {f"ledelse.ansvar.{name}": NotApplicable("Finnes ikke.") for name in ("fullmakt", "avtaler")}
TEXTS = {
    "three words": "Godt gjort, alle.",
    "four thousand words": "\n\n".join("Kommunen arbeidet grundigst med dette. " * 40 for _ in range(20)),
    "a long address": f"Se {ADDRESS} og [planen]({ADDRESS}).\n\n- {ADDRESS}\n\n> {ADDRESS}",
    "a table": f"Først.\n\n{TABLE}\n\n| Se | Hva |\n|---|---|\n| {ADDRESS} | {'a' * 300} |",
    "one long word": "a" * 3_000,
    "signs without shape": "sam\u00adfunns\u200bplan\ufeff og ❤\ufe0f, a\u00a0b",
}
ANSWERS: dict[str, Answers] = {
    "nothing": all_at(small_framework(), 0),
    "everything": all_at(small_framework(), 4),
    "an area not applicable": {**MIXED, **GONE},
    "one answer": {"apenhet.innsyn.postliste": Level(2)},
}


def assert_within(material: Material) -> None:
    assert strays(report_pdf(evaluation_report(material), FOLDER), left=24, right=24, first=2) == []
    assert strays(report_pdf(council_summary(material), FOLDER), left=16, right=16) == []


@pytest.mark.parametrize("name", TEXTS)
def test_no_word_of_a_text_leaves_the_margins(name: str) -> None:
    parts = ("headlines", "foreword", "apenhet/summary", "apenhet/strengths", "closing")

    assert_within(replace(make_material(MIXED), texts=dict.fromkeys(parts, TEXTS[name])))


def test_four_thousand_words_are_all_printed() -> None:
    text = TEXTS["four thousand words"]
    material = replace(make_material(MIXED), texts={"apenhet/summary": text})

    printed = text_of(report_pdf(evaluation_report(material), FOLDER))

    assert len(text.split()) == 4_000
    assert printed.count("grundigst") == 800


@pytest.mark.parametrize("name", LONG_NAMES)
@pytest.mark.parametrize("locale", ["nb", "nn", "en"])
def test_a_long_name_stays_on_the_page(name: str, locale: str) -> None:
    material = make_material(MIXED, locale=locale, name=name)

    assert_within(material)
    assert strays(report_pdf(evaluation_report(material), FOLDER), left=0, right=0) == []


@pytest.mark.parametrize("answers", ANSWERS)
@pytest.mark.parametrize("others", [None, 0, 1, 5])
def test_extremes_are_printed_with_and_without_a_group(answers: str, others: int | None) -> None:
    framework = small_framework()
    results = [score(framework, all_at(framework, 4)) for _ in range(others or 0)]
    group = None if others is None else group_of("Andre", framework.scoring_digest, results)

    assert_within(replace(make_material(ANSWERS[answers]), group=group))
