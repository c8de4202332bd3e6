"""The findings and alternative texts of charts, from their figures."""

from fractions import Fraction

import pytest

from kompass.language import language
from kompass.reporting.sentences import charts
from kompass.reporting.sentences.voice import Voice


@pytest.fixture
def voice() -> Voice:
    return Voice(language("nb"))


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (12, "Siden 2018 har «Ledelse» økt mest, med 12 poeng."),
        (1, "Siden 2018 har «Ledelse» økt mest, med 1 poeng."),
        (-8, "Siden 2018 har «Ledelse» falt mest, med 8 poeng."),
    ],
)
def test_largest_change(voice: Voice, change: int, text: str) -> None:
    assert charts.changed_most(voice, ["Ledelse"], change, "2018") == text


def test_line_says_each_evaluation_and_what_is_not_known(voice: Voice) -> None:
    item = charts.slope_item(voice, "Ledelse", [("2018", "54"), ("2020", ""), ("2024", "62")])

    assert item == "Ledelse: 2018 54, 2020 ikke kjent, 2024 62"
    assert charts.slopes_in_words(voice, [item]).endswith(f"{item}.")
    assert charts.nothing_changed(voice, "2018") == "Alle områdene har like mange poeng som i 2018."


def test_cells(voice: Voice) -> None:
    assert charts.heat_in_words(voice, ["Ledelse: Etterlevd 3", "Åpenhet: Forankret 2"]).endswith(
        "Ledelse: Etterlevd 3; Åpenhet: Forankret 2."
    )


@pytest.mark.parametrize(
    ("names", "count", "text"),
    [
        (["Vest"], 1, "Vest har flest poeng i ett av 8 områder."),
        (["Vest"], 3, "Vest har flest poeng i 3 av 8 områder."),
        (["Vest", "Aust"], 1, "Vest og Aust har flest poeng i ett av 8 områder hver."),
        (["Vest", "Aust", "Nord"], 2, "Vest, Aust og Nord har flest poeng i 2 av 8 områder hver."),
    ],
)
def test_who_has_most_in_most_areas(voice: Voice, names: list[str], count: int, text: str) -> None:
    assert charts.most_in(voice, names, count, 8) == text


def test_panels(voice: Voice) -> None:
    items = [charts.panel_item(voice, "Vest", [("Område 1", "61"), ("Område 2", "–")])]

    assert charts.panels_in_words(voice, items).endswith(" Vest har Område 1: 61; Område 2: –.")


@pytest.mark.parametrize(
    ("below", "text"),
    [
        (8, "Fjellvik har flere poeng enn alle de 8 andre i gruppen."),
        (0, "Fjellvik har ikke flere poeng enn noen av de 8 andre i gruppen."),
        (1, "Fjellvik har flere poeng enn én av de 8 andre i gruppen."),
        (5, "Fjellvik har flere poeng enn 5 av de 8 andre i gruppen."),
    ],
)
def test_place_in_the_group(voice: Voice, below: int, text: str) -> None:
    assert charts.place_in_group(voice, "Fjellvik", below, 8) == text


def test_group_in_words_names_nobody_else(voice: Voice) -> None:
    words = charts.distribution_in_words(voice, "Fjellvik 487", (8, 301, 512), Fraction(402))

    assert words == (
        "Prikkdiagram over summen i kommunene i gruppen. Fjellvik 487. De 8 andre: 301–512, median 402."
    )
    assert charts.distribution_in_words(voice, "Fjellvik 487", (8, 301, 512), None).endswith("301–512.")
