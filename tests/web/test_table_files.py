"""The tables of the pages as files, opened again and held against the scoring module."""

import csv
import io
from fractions import Fraction

import pytest
from openpyxl import load_workbook

from kompass.domain.answers import Answer, Level, NotApplicable
from kompass.domain.permissions import Actor
from kompass.domain.points import half_up, published_areas, published_total
from kompass.reporting.data.sheets import Sheet, SheetColumn
from kompass.reporting.spreadsheets import csv_file, xlsx_file
from kompass.services.evaluations import Scored, scored
from kompass.services.installation import Installation
from tests.house_rules import Visit
from tests.web.conftest import CRITERIA, FIRST, Enter, answers_of

MIXED: dict[str, Answer] = {
    FIRST: Level(4),
    CRITERIA[1]: Level(1),
    CRITERIA[2]: NotApplicable("Kommunen har ingen slike saker."),
    CRITERIA[3]: Level(3),
    CRITERIA[5]: Level(2),
}


def address(evaluation: int, name: str) -> str:
    return f"/evalueringer/{evaluation}/tabeller/{name}"


def csv_rows(content: bytes, delimiter: str = ";") -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=delimiter))


def xlsx_rows(content: bytes) -> list[list[object]]:
    (page,) = load_workbook(io.BytesIO(content)).worksheets
    return [list(row) for row in page.iter_rows(values_only=True)]


@pytest.fixture
def found(at: Installation, assessor: Actor, evaluation: int, enter: Enter) -> Scored:
    enter(evaluation, MIXED)
    with at.session() as session:
        return scored(at, session, assessor, evaluation, "nb")


def rounded(value: Fraction) -> float:
    return half_up(value * 10) / 10


def test_areas_are_those_of_the_scoring_module(inside: Visit, evaluation: int, found: Scored) -> None:
    response = inside.client.get(address(evaluation, "omrader.xlsx"))
    rows = xlsx_rows(response.data)

    points = [*published_areas(found.result).values(), published_total(found.result)]
    assert [row[2:5] for row in rows[1:]] == [[one.points, one.highest, one.maximum] for one in points]
    assert rows[-1][1] == "Sum"
    assert response.headers["Content-Disposition"].startswith("attachment; filename=roros-2026-poeng-per-omrade")


def test_processes_are_those_of_the_scoring_module(inside: Visit, evaluation: int, found: Scored) -> None:
    rows = xlsx_rows(inside.client.get(address(evaluation, "prosesser.xlsx")).data)

    for row, one in zip(rows[1:], found.result.criteria, strict=True):
        assert row[1] == one.criterion.title
        wanted = [rounded(one.points), rounded(one.points + one.open), rounded(one.maximum)]
        assert row[2:5] == (wanted if one.applicable else [None, None, None])
        assert row[6] == (one.answer.value if isinstance(one.answer, Level) else None)
    assert [row[7] for row in rows[1:]][2] == "Ikke aktuell"
    assert [row[7] for row in rows[1:]][4] == "Ikke vurdert"


def test_subareas_are_those_of_the_scoring_module(inside: Visit, evaluation: int, found: Scored) -> None:
    rows = csv_rows(inside.client.get(address(evaluation, "delomrader.csv")).data)

    parts = [one.part for area in found.result.areas for one in area.subareas]
    assert [float(row[2].replace(",", ".")) for row in rows[1:]] == [rounded(part.points) for part in parts]


def test_an_area_where_nothing_is_applicable_is_empty_and_not_zero(
    inside: Visit, evaluation: int, enter: Enter
) -> None:
    enter(evaluation, {one: NotApplicable("Nei, ikke her.") for one in CRITERIA[4:]} | {FIRST: Level(2)})

    areas = xlsx_rows(inside.client.get(address(evaluation, "omrader.xlsx")).data)
    subareas = xlsx_rows(inside.client.get(address(evaluation, "delomrader.xlsx")).data)

    assert areas[2][2:] == [None] * 9
    assert subareas[-1][2:] == [None] * 4


@pytest.mark.parametrize(("locale", "delimiter", "comma"), [("nb", ";", ","), ("nn", ";", ","), ("en", ",", ".")])
def test_csv_opens_in_excel(
    inside: Visit, evaluation: int, enter: Enter, locale: str, delimiter: str, comma: str
) -> None:
    enter(evaluation, answers_of(2))

    response = inside.client.get(f"{address(evaluation, 'prosesser.csv')}?sprak={locale}")

    assert response.data.startswith(b"\xef\xbb\xbf")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert response.headers["Content-Language"] == locale
    assert csv_rows(response.data, delimiter)[1][5] == f"50{comma}0"


@pytest.mark.parametrize("name", ["omrader", "omrader.pdf", "finnes-ikke.csv", ".csv", "for.csv"])
def test_a_table_there_is_not_is_not_found(inside: Visit, evaluation: int, enter: Enter, name: str) -> None:
    enter(evaluation, answers_of(2))

    inside.get(address(evaluation, name), 404)


def test_nothing_scored_is_no_table(inside: Visit, evaluation: int) -> None:
    inside.get(address(evaluation, "omrader.csv"), 409)


def test_an_unknown_evaluation_is_not_found(inside: Visit, places: None) -> None:
    inside.get(address(999999, "omrader.csv"), 404)


def test_every_link_of_the_result_page_leads_to_a_file(inside: Visit, evaluation: int, enter: Enter) -> None:
    enter(evaluation, answers_of(2))
    page = inside.get(f"/evalueringer/{evaluation}/resultat")

    links = [found["href"] for _, found in page.all("a") if "/tabeller/" in (found.get("href") or "")]

    assert len(links) == 6
    assert {inside.client.get(link).status_code for link in links} == {200}


@pytest.mark.parametrize("text", ["=1+1", "+47 12", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\n-1"])
def test_words_never_become_a_formula(text: str) -> None:
    sheet = Sheet("[T]: a/b", (SheetColumn(text), SheetColumn("n", 1)), ((text, -2), (None, None)), mark=text)

    page = load_workbook(io.BytesIO(xlsx_file(sheet))).worksheets[0]
    kinds = {cell.data_type for row in page.iter_rows() for cell in row}
    rows = csv_rows(csv_file(sheet, "nb"))

    assert kinds <= {"s", "n"}
    assert page["A2"].value.replace("_x000D_", "\r") == text
    assert page["B2"].value == -2
    assert rows[0][0] == rows[1][0] == rows[3][0] == f"'{text}"
    assert rows[1][1] == "-2,0"
    assert rows[2] == ["", ""]


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(Fraction(-1, 100), 1, "0,0"), (Fraction(5, 2), 0, "3"), (1234, 0, "1234"), (Fraction(-7, 4), 1, "-1,8")],
)
def test_numbers_are_rounded_as_they_are_printed(value: Fraction, decimals: int, text: str) -> None:
    sheet = Sheet("T", (SheetColumn("n", decimals),), ((value,),))

    assert csv_rows(csv_file(sheet, "nb"))[1] == [text]
    assert load_workbook(io.BytesIO(xlsx_file(sheet))).worksheets[0]["A2"].value == float(text.replace(",", "."))


def test_the_same_table_gives_the_same_bytes() -> None:
    sheet = Sheet("T", (SheetColumn("n", 0),), ((1,),))

    assert xlsx_file(sheet) == xlsx_file(sheet)


@pytest.mark.parametrize("name", ["for", "etter"])
def test_merger_tables_say_what_the_page_says(look: Visit, name: str) -> None:
    page = look.get("/sammenslainger/9914-2024")

    response = look.client.get(f"/sammenslainger/9914-2024/tabeller/{name}.csv")
    rows = csv_rows(response.data)

    assert response.status_code == 200
    assert rows[-2][1] == "Sum"
    assert "oppdiktet" in rows[-1][0]
    assert len(rows) == 11
    assert all(row[1] in page.html for row in rows[1:9])


def test_merger_table_there_is_not_is_not_found(look: Visit) -> None:
    look.get("/sammenslainger/9914-2024/tabeller/omrader.csv", 404)


@pytest.mark.parametrize("name", ["tabeller/omrader.csv", "tabeller/prosesser.xlsx", "rapport.docx", "resultat"])
@pytest.mark.parametrize("who", ["colleague", "reader", "contact"])
def test_a_stranger_gets_a_table_no_more_than_its_page(
    request: pytest.FixtureRequest, visit: Visit, evaluation: int, enter: Enter, who: str, name: str
) -> None:
    enter(evaluation, answers_of(2))

    visit.sign_in(request.getfixturevalue(who)).get(f"/evalueringer/{evaluation}/{name}", 404)
