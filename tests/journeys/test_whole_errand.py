"""A person's whole errand: from sign-in to the council's PDF, every process scored in the browser."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from kompass.catalogue.shelf import load
from kompass.domain.answers import Level
from kompass.domain.framework import Framework
from kompass.domain.points import published_areas, published_total
from kompass.domain.scoring import score
from tests.journeys.conftest import ROOT, Site

pytestmark = pytest.mark.journey


def framework() -> Framework:
    return load(ROOT / "criteria").get("kommunekompasset-apen", "2026", "nb")


def level_of(position: int) -> int:
    """A level for each process that is neither all alike nor drawn by chance."""
    return (position * 7 + position // 5) % 5


def test_from_sign_in_to_the_councils_pdf(site: Site, page: Page, tmp_path: Path) -> None:
    edition = framework()
    answers = {criterion: Level(level_of(n)) for n, criterion in enumerate(edition.criteria)}
    result = score(edition, answers)

    site.sign_in(page)
    page.goto(f"{site.address}/kommuner")
    find_and_start(page)
    evaluation = page.url.rstrip("/")
    for area in edition.areas:
        score_area_by_keyboard(
            page, f"{evaluation}/omrader/{area.id}", [answers[c.id].value for c in area.criteria]
        )
        points = page.locator("[data-figure=area]").inner_text()
        exact = float(result.area(area.id).part.points)
        assert abs(float(points.replace(",", ".")) - exact) <= 0.05

    page.goto(evaluation)
    page.get_by_role("button", name="Gå til faktasjekk").click()
    page.get_by_role("button", name="Lever resultatet").click()
    expect(page.locator("main")).to_contain_text("levert og forseglet")

    page.goto(f"{evaluation}/resultat")
    total = published_total(result)
    expect(page.locator("main")).to_contain_text(str(total.points))

    pdf = page.request.get(f"{evaluation}/rapport.pdf?sprak=nb", timeout=120_000)
    assert pdf.status == 200
    check_report(pdf.body(), edition, {a: p.points for a, p in published_areas(result).items()}, total.points)


def find_and_start(page: Page) -> None:
    page.get_by_role("searchbox").fill("lindesnes")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=re.compile("Lindesnes")).first.click()
    page.get_by_role("button", name=re.compile("[Ss]tart")).click()
    page.wait_for_url(re.compile(r"/evalueringer/\d+$"))
    page.get_by_role("button", name="Begynn vurderingen").click()


def score_area_by_keyboard(page: Page, address: str, levels: list[int]) -> None:
    """Number keys choose, j moves on; then wait until everything is saved."""
    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    page.locator(".criterion input[name=level]").first.focus()
    for level in levels:
        page.keyboard.press(str(level))
        page.keyboard.press("j")
    expect(page.locator("[data-figure=answered]")).to_have_text(str(len(levels)), timeout=15_000)
    saved = page.locator(".criterion__saved", has_text="Lagret")
    expect(saved).to_have_count(len(levels), timeout=15_000)
    expect(page.locator("#saving-status")).to_have_attribute("data-state", "saved", timeout=15_000)


def check_report(content: bytes, edition: Framework, areas: dict[str, int], total: int) -> None:
    reader = PdfReader(BytesIO(content))
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))
    root: Any = reader.trailer["/Root"]
    title: Any = reader.metadata

    assert len(reader.pages) >= 20
    assert "Lindesnes" in title.title
    assert root["/Lang"] == "nb"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert f"{total} av 800" in text
    for area in edition.areas:
        assert re.search(rf"{re.escape(area.title)}\W+{areas[area.id]}\b", text), area.title
    for criterion in edition.criteria.values():
        assert criterion.title.split()[0] in text
    fonts: list[Any] = [font.get_object() for page in reader.pages for font in _fonts(page).values()]
    assert fonts
    for font in fonts:
        descendants = font.get("/DescendantFonts")
        described = descendants[0].get_object() if descendants else font
        descriptor = described["/FontDescriptor"].get_object()
        assert any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _fonts(page: Any) -> Any:
    return page["/Resources"].get("/Font", {})
