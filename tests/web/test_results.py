"""The result page: the finding, the table that is the chart, strengths and improvement areas."""

from collections.abc import Callable

import pytest

from kompass.domain.answers import Level, NotApplicable
from tests.house_rules import Page, Visit
from tests.web.conftest import CRITERIA, FIRST, Enter, answers_of


@pytest.fixture
def result(inside: Visit, evaluation: int) -> Callable[[], Page]:
    return lambda: inside.get(f"/evalueringer/{evaluation}/resultat")


def heading(page: Page) -> str:
    return page.text(page.all("h1")[0][0])


def rows(page: Page) -> list[str]:
    return [page.text(index) for index, _ in page.all("tr")]


def section(page: Page, title: str) -> str:
    """The text of the innermost panel that begins with this heading."""
    (index,) = [index for index, _ in page.all("h3") if page.text(index) == title]
    return page.text(page.ancestors[index][-1])


def test_headline_states_the_finding(result: Callable[[], Page], evaluation: int, enter: Enter) -> None:
    enter(evaluation, answers_of(3))

    assert heading(result()) == "Røros fikk 150 av 200 poeng"


def test_headline_is_a_band_while_something_is_missing(
    result: Callable[[], Page], evaluation: int, enter: Enter
) -> None:
    enter(evaluation, {FIRST: Level(4)})
    page = result()

    assert heading(page) == "Røros ligger an til 20–200 av 200 poeng"
    assert "1 av 6 prosesser er vurdert." in page.html


def test_nothing_answered_is_no_result(result: Callable[[], Page], evaluation: int) -> None:
    page = result()

    assert heading(page) == "Røros er ikke vurdert ennå"
    assert rows(page) == []


def test_lead_names_the_highest_and_the_lowest_area(
    result: Callable[[], Page], evaluation: int, enter: Enter
) -> None:
    enter(evaluation, answers_of(3) | {CRITERIA[-1]: Level(0)})

    assert "Høyest ligger «Åpenhet» med 75 poeng, lavest «Ledelse» med 25." in result().html


def test_lead_names_no_area_when_all_are_alike(result: Callable[[], Page], evaluation: int, enter: Enter) -> None:
    enter(evaluation, answers_of(3))

    assert "Høyest ligger" not in result().html


def test_column_adds_up(result: Callable[[], Page], evaluation: int, enter: Enter) -> None:
    enter(evaluation, answers_of(3) | {FIRST: Level(2), CRITERIA[-1]: Level(0)})

    table = rows(result())

    assert [row.split()[-1] for row in table[1:3]] == ["70", "25"]
    assert table[3].endswith("95")


def test_area_with_nothing_applicable_is_never_zero(
    result: Callable[[], Page], evaluation: int, enter: Enter
) -> None:
    enter(evaluation, answers_of(3) | dict.fromkeys(CRITERIA[4:], NotApplicable("Finnes ikke her.")))
    page = result()

    assert heading(page) == "Røros fikk 75 av 100 poeng"
    (row,) = [row for row in rows(page) if row.startswith("2 Ledelse")]
    assert row.endswith("Ikke aktuelt")


def test_small_group_shows_its_size_and_no_figures(
    result: Callable[[], Page], evaluation: int, enter: Enter, others: Callable[[int], None]
) -> None:
    enter(evaluation, answers_of(3))
    others(4)

    page = result()

    assert "Det er 4 andre kommuner å sammenligne med." in page.html
    assert "Snitt" not in rows(page)[0]
    assert "snittet" not in section(page, "Styrker")


def test_group_of_five_shows_mean_distance_and_quartiles(
    result: Callable[[], Page], evaluation: int, enter: Enter, others: Callable[[int], None]
) -> None:
    enter(evaluation, answers_of(3))
    others(5)

    page = result()

    assert "Sammenlignet med 5 andre kommuner" in page.html
    assert rows(page)[1].endswith("75 50 +25")
    assert rows(page)[3].endswith("150 100 +50")
    assert "Midterste halvdel av gruppen: 25 til 75. Median: 50." in page.html


def test_invented_municipality_is_not_compared_with_real_ones(
    result: Callable[[], Page], evaluation: int, enter: Enter, others: Callable[[int], None]
) -> None:
    enter(evaluation, answers_of(3))
    others(5)

    assert "Demonstrasjon" not in result().html


def test_group_is_compared_with_the_areas_that_apply(
    result: Callable[[], Page], evaluation: int, enter: Enter, others: Callable[[int], None]
) -> None:
    enter(evaluation, answers_of(3) | dict.fromkeys(CRITERIA[4:], NotApplicable("Finnes ikke her.")))
    others(5)

    table = rows(result())

    assert table[1].endswith("75 50 +25")
    assert table[2].endswith("Ikke aktuelt – –")
    assert table[3].endswith("75 – –")


def test_strength_and_improvement_carry_their_reasons(
    result: Callable[[], Page], evaluation: int, enter: Enter, others: Callable[[int], None]
) -> None:
    enter(evaluation, answers_of(2) | {FIRST: Level(4), CRITERIA[-1]: Level(1)})
    others(5)

    page = result()

    assert "Postliste" in section(page, "Styrker")
    assert "Evaluert 10,0 poeng over snittet" in section(page, "Styrker")
    assert "Bygget opp 50,0 poeng igjen 16,7 poeng under snittet" in section(page, "Forbedringsområder")
    assert "Begynn med et vedtak." in section(page, "Forbedringsområder")


def test_ideal_and_group_are_kept_apart(
    result: Callable[[], Page], evaluation: int, enter: Enter, others: Callable[[int], None]
) -> None:
    enter(evaluation, answers_of(1) | {FIRST: Level(2)})
    others(4)

    without_group = result()

    assert [without_group.text(i) for i, _ in without_group.all("h3")] == ["Styrker", "Forbedringsområder"]
    assert "Kompass viser snitt og avstand når minst 5 andre kommuner har levert" in without_group.html


def test_equal_ones_share_a_place(
    result: Callable[[], Page], evaluation: int, enter: Enter, others: Callable[[int], None]
) -> None:
    # Half of 20 points and a quarter of 40 points above the mean: both 10.
    enter(evaluation, answers_of(2) | {CRITERIA[0]: Level(4), CRITERIA[1]: Level(3)})
    others(5)

    text = section(result(), "Lengst over snittet")

    assert text.count("10,0 poeng over snittet") == 2
    assert "1 1.1.1 Postliste" in text
    assert "1 1.1.2 Moter" in text


def test_every_line_links_to_its_criterion(result: Callable[[], Page], evaluation: int, enter: Enter) -> None:
    enter(evaluation, answers_of(0))
    page = result()

    hrefs = [attributes.get("href") for _, attributes in page.all("a")]
    assert f"/evalueringer/{evaluation}/omrader/ledelse#k-{CRITERIA[-1]}" in hrefs
