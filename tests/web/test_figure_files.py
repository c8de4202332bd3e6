"""The charts as files: every chart of the report, its words inside, to those who may see the page."""

from collections.abc import Callable
from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image
from sqlalchemy.orm import Session

from kompass.domain.history import PublishedResult
from kompass.storage import results
from tests.house_rules import Page, Visit
from tests.web.conftest import Enter, answers_of

SVG = "{http://www.w3.org/2000/svg}"
MERGER = "/sammenslainger/9914-2024"


def address(evaluation: int, name: str = "") -> str:
    return f"/evalueringer/{evaluation}/figurer{'/' if name else ''}{name}"


def titles(page: Page) -> list[str]:
    return [page.text(index) for index, found in page.all("h2") if found.get("lang")]


def words_of(svg: bytes) -> tuple[str, str]:
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own drawing
    title, words = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert words is not None
    return title.text or "", words.text or ""


def test_every_chart_of_the_report_has_its_place_and_its_files(
    inside: Visit, evaluation: int, enter: Enter, others: Callable[[int], None]
) -> None:
    enter(evaluation, answers_of(2))
    others(5)
    page = inside.get(address(evaluation))

    links = [found["href"] or "" for _, found in page.all("a") if "/figurer/" in (found.get("href") or "")]
    images = [found for _, found in page.all("img") if "/figurer/" in (found.get("src") or "")]

    assert page.text(page.all("h1")[0][0]) == "Diagrammene for Røros kommune"
    assert titles(page) == [
        "Områdene, det sterkeste først",
        "Områdene",
        "Profilen",
        "Alle prosessene",
        "Summen i gruppen",
        "Delområdene i «Åpenhet»",
        "Delområdene i «Ledelse»",
    ]
    assert len(links) == 2 * len(images) == 14
    assert all(image["alt"] for image in images)
    for link in links:
        answer = inside.client.get(link)
        assert answer.status_code == 200
        assert answer.data.startswith(b"<?xml" if link.endswith(".svg") else b"\x89PNG")


def test_names_of_the_links_say_what_they_give(inside: Visit, evaluation: int, enter: Enter) -> None:
    enter(evaluation, answers_of(2))
    page = inside.get(f"/evalueringer/{evaluation}/resultat")
    files = [page.text(index) for index, found in page.all("a") if "download" in found]

    assert files == [
        *("Poeng per område som CSV", "Poeng per område som Excel"),
        *("Områdene som SVG", "Områdene som PNG"),
        *("Delområdene i Åpenhet som SVG", "Delområdene i Åpenhet som PNG"),
        *("Delområdene i Ledelse som SVG", "Delområdene i Ledelse som PNG"),
        *("Poeng per delområde som CSV", "Poeng per delområde som Excel"),
        *("Poeng per prosess som CSV", "Poeng per prosess som Excel"),
        *("Diagram over prosessene som SVG", "Diagram over prosessene som PNG"),
    ]
    assert address(evaluation) in [found.get("href") for _, found in page.all("a")]
    for _, found in page.all("a"):
        if "download" in found:
            assert inside.client.get(found["href"] or "").status_code == 200


@pytest.mark.parametrize(
    ("locale", "title", "start"),
    [
        ("nb", "Områdene. Kommunekompasset: Røros kommune 2026", "Områdene har fra"),
        ("nn", "Områda. Kommunekompasset: Røros kommune 2026", "Områda har frå"),
        ("en", "The areas. ", ""),
    ],
)
def test_file_is_in_the_language_asked_for_with_its_words_inside(
    inside: Visit, evaluation: int, enter: Enter, locale: str, title: str, start: str
) -> None:
    enter(evaluation, answers_of(2))
    answers = {
        ending: inside.client.get(f"{address(evaluation, f'omrader.{ending}')}?sprak={locale}")
        for ending in ("svg", "png")
    }
    said = words_of(answers["svg"].data)
    with Image.open(BytesIO(answers["png"].data)) as image:
        inside_image = (image.info["Title"], image.info["Description"])

    assert said == inside_image
    assert said[0].startswith(title)
    assert said[1].startswith(start)
    for ending, kind in (("svg", "image/svg+xml; charset=utf-8"), ("png", "image/png")):
        head = answers[ending].headers
        assert head["Content-Type"] == kind
        assert head["Content-Language"] == locale
        name = f"attachment; filename=roros-2026-kommunekompasset-{locale}-omrader.{ending}"
        assert head["Content-Disposition"] == name


@pytest.mark.parametrize(
    "name", ["omrader", "omrader.pdf", "omrader.svg.png", ".svg", "finnes-ikke.png", "emblem.svg", "gruppen.svg"]
)
def test_a_chart_there_is_not_is_not_found(inside: Visit, evaluation: int, enter: Enter, name: str) -> None:
    enter(evaluation, answers_of(2))

    inside.get(address(evaluation, name), 404)


@pytest.mark.parametrize("query", ["name=x", "_external=1", "_anchor=x", "evaluation_id=7", "sprak=xx&sprak=nb"])
def test_address_with_more_in_it_is_the_same_page(inside: Visit, evaluation: int, enter: Enter, query: str) -> None:
    enter(evaluation, answers_of(2))
    page = inside.get(f"{address(evaluation)}?{query}")

    addresses = [found["src"] or "" for _, found in page.all("img")]
    assert all(one.startswith(f"/evalueringer/{evaluation}/figurer/") for one in addresses)
    assert inside.client.get(addresses[0]).status_code == 200


def test_nothing_scored_is_no_chart(inside: Visit, evaluation: int) -> None:
    inside.get(address(evaluation), 409)
    inside.get(address(evaluation, "omrader.svg"), 409)


@pytest.mark.parametrize("name", ["", "omrader.svg", "prosesser.png"])
@pytest.mark.parametrize("who", ["colleague", "reader", "contact"])
def test_a_stranger_gets_a_chart_no_more_than_its_page(
    request: pytest.FixtureRequest, visit: Visit, evaluation: int, enter: Enter, who: str, name: str
) -> None:
    enter(evaluation, answers_of(2))

    visit.sign_in(request.getfixturevalue(who)).get(address(evaluation, name), 404)


def test_charts_of_a_merger_are_marked_as_invented(look: Visit) -> None:
    page = look.get(f"{MERGER}/figurer")
    svg = look.client.get(f"{MERGER}/figurer/for-og-etter.svg").data

    assert titles(page) == ["Spennet mellom kommunene", "Kommunene side om side", "Før og etter"]
    assert f"{MERGER}/figurer" in look.get(MERGER).html
    assert "Eksempeldata: oppdiktede tall" in svg.decode()
    assert words_of(svg)[0] == "Før og etter. Havnefjell før og etter 2024"


def test_charts_of_a_merger_keep_what_was_chosen(look: Visit) -> None:
    page = look.get(f"{MERGER}/figurer?grunnlag=best")

    assert all("grunnlag=best" in (found["src"] or "") for _, found in page.all("img"))
    assert "for-og-etter.png?grunnlag=best" in page.html
    svgs = [look.client.get(f"{MERGER}/figurer/for-og-etter.svg{query}").data for query in ("", "?grunnlag=best")]
    assert svgs[0] != svgs[1]


def test_charts_of_a_compilation(look: Visit) -> None:
    asked = "kommune=9911&kommune=9912"
    page = look.get(f"/sammenslainger/sammenstilling/figurer?{asked}")

    assert titles(page) == ["Spennet mellom kommunene", "Kommunene side om side"]
    answer = look.client.get(f"/sammenslainger/sammenstilling/figurer/side-om-side.png?{asked}")
    assert answer.data.startswith(b"\x89PNG")
    look.get("/sammenslainger/sammenstilling/figurer?kommune=9911&kommune=finnes-ikke", 404)


def test_charts_of_the_development(inside: Visit, places: None, session: Session) -> None:
    given = [
        PublishedResult("Røros", "NO", "1640", year, "2016", total, (), None, "", "", "https://kilde.example")
        for year, total in ((2017, 396), (2019, 430))
    ]
    results.replace_history(session, given)
    session.commit()
    page = inside.get("/kommuner/5025/figurer")

    assert titles(page) == ["Summen over tid"]
    assert inside.client.get("/kommuner/5025/1964/figurer").status_code == 200
    for place in ("/kommuner/5025", "/kommuner/5025/1964"):
        assert inside.client.get(f"{place}/figurer/summen.svg").status_code == 200
    assert 'href="/kommuner/5025/figurer"' in inside.get("/kommuner/5025").html


def test_development_of_one_evaluation_says_what_is_needed(inside: Visit, places: None, session: Session) -> None:
    given = PublishedResult("Røros", "NO", "1640", 2017, "2016", 396, (), None, "", "", "https://kilde.example")
    results.replace_history(session, [given])
    session.commit()

    assert "to evalueringer" in inside.get("/kommuner/5025/figurer").html
    assert "/kommuner/5025/figurer" not in inside.get("/kommuner/5025").html
