"""An analyst's errand: a merger, another baseline, another year, and the difference read off, by keyboard."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site

pytestmark = pytest.mark.journey


def difference(page: Page) -> str:
    total = page.get_by_role("row", name="Sum av 800").last
    return total.get_by_role("cell").nth(3).inner_text()


def test_analyst_reads_the_difference_against_another_baseline(site: Site, page: Page) -> None:
    site.sign_in(page, "reader@kompass.example")
    page.goto(f"{site.address}/sammenslainger/9914-2024")
    expect(page.get_by_role("heading", level=1)).to_have_text("Storhavn, Ytterskog og Nordlia ble Havnefjell")
    assert difference(page) == "0"

    baselines = page.get_by_role("navigation", name="Grunnlag")
    expect(baselines.get_by_role("link", name="Spenn")).to_have_attribute("aria-current", "true")
    baselines.get_by_role("link", name="Snitt vektet etter innbyggere").press("Enter")
    page.wait_for_url("**grunnlag=weighted_mean**")

    # 500 points against 464.8.
    assert difference(page) == "+35,2"
    expect(page.locator("main")).to_contain_text("Grunnlaget er valgt: snitt vektet etter innbyggere, 464,8 poeng.")

    page.get_by_role("navigation", name="Evaluering").get_by_role("link", name="2026").press("Enter")
    page.wait_for_url("**evaluering=**")

    assert difference(page) == "+64,2"
    expect(page.get_by_role("navigation", name="Grunnlag").locator("[aria-current]")).to_have_text(
        "Snitt vektet etter innbyggere"
    )
