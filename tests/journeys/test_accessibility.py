"""axe on every page: light and dark, desktop and phone; no sideways scroll down to 320 pixels."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Site

pytestmark = pytest.mark.journey

PUBLIC = ("/logg-inn", "/om", "/tilgjengelighet", "/hjelp", "/finnes-ikke")
INSIDE = (
    "/kommuner",
    "/kommuner?q=finnes-ikke",
    "/kommuner/5025",
    "/kommuner/9901",
    "/kommuner?q=os",
    "/kommuner/5012",
    "/kommuner/9914",
    "/kommuner/1103/1838",
    "/evalueringer",
    "/evalueringer/1",
    "/evalueringer/1/omrader/demokrati",
    "/evalueringer/1/resultat",
    "/evalueringer/1/figurer",
    "/evalueringer/1/rapport",
    "/sammenslainger",
    "/sammenslainger?q=finnes-ikke",
    "/sammenslainger/sammenstilling",
    "/sammenslainger/sammenstilling?kommune=Heim&kommune=Os&kommune=finnes-ikke&vis=1",
    "/sammenslainger/9914-2024",
    "/sammenslainger/9914-2024/figurer",
    "/sammenslainger/9925-2024?alle=1&grunnlag=mean",
    "/sammenslainger/9926-2024",
    "/sammenslainger/4205-2020",
)
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module", params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module", params=[1440, 390])
def window(request: pytest.FixtureRequest, browser: Browser, site: Site, scheme: str) -> Iterator[Page]:
    context = browser.new_context(
        locale="nb-NO",
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": request.param, "height": 900},
        service_workers="block",
    )
    yield context.new_page()
    context.close()


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("address", PUBLIC)
def test_page_for_everybody_has_no_fault(site: Site, window: Page, address: str) -> None:
    window.context.clear_cookies()
    window.goto(site.address + address)

    assert violations(window) == []


@pytest.mark.parametrize("address", INSIDE)
def test_page_inside_has_no_fault(site: Site, window: Page, address: str) -> None:
    if not any(cookie.get("name") == "kompass" for cookie in window.context.cookies()) or address == INSIDE[0]:
        site.sign_in(window)
    window.goto(site.address + address)

    assert violations(window) == []


@pytest.mark.parametrize("address", [*INSIDE, *PUBLIC])
def test_nothing_scrolls_sideways_at_320_pixels(site: Site, browser: Browser, address: str) -> None:
    context = browser.new_context(locale="nb-NO", viewport={"width": 320, "height": 640}, service_workers="block")
    page = context.new_page()
    site.sign_in(page)
    page.goto(site.address + address)

    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()
