"""What the scoring page fetches beside itself, and what it weighs, in a real browser."""

import pytest
from playwright.sync_api import Browser, Page, expect

from kompass.domain.evaluation import Status
from kompass.services.installation import Installation
from tests.journeys.conftest import Site
from tests.journeys.test_desk import LEAD, under_way, window
from tests.journeys.test_desk import at as at  # noqa: PLC0414  # the fixture, said to be meant

pytestmark = pytest.mark.journey

FIRST_VISIT, REPEATED_VISIT = 100_000, 15_000


@pytest.fixture
def address(site: Site, at: Installation) -> str:
    return f"{site.address}/evalueringer/{under_way(at, Status.SCORING)}/omrader/demokrati"


def weight(page: Page, address: str) -> int:
    """Bytes over the wire to show the page, headers included."""
    wire = page.context.new_cdp_session(page)
    sizes: list[float] = []
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(address)
    page.wait_for_function("document.documentElement.dataset.ready === 'yes'")
    page.wait_for_load_state("networkidle")
    wire.detach()
    return round(sum(sizes))


def test_page_is_light_at_first_and_lighter_when_one_comes_back(browser: Browser, site: Site, address: str) -> None:
    # Without the worker that keeps pages for when there is no network: it fetches on its own account.
    context = browser.new_context(locale="nb-NO", service_workers="block")
    page = context.new_page()
    site.sign_in(page, LEAD)
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")

    first, again = weight(page, address), weight(page, address)
    context.close()

    assert first < FIRST_VISIT
    assert again < REPEATED_VISIT


def test_guidance_is_put_into_each_process(browser: Browser, site: Site, address: str) -> None:
    with window(browser, site, LEAD) as page:
        page.goto(address)
        processes = page.locator(".criterion")
        expect(page.locator(".inspector .guidance")).to_have_count(processes.count())
        expect(page.locator(".inspector__guidance")).to_have_count(0)


def test_without_guidance_the_link_to_it_stays(browser: Browser, site: Site, address: str) -> None:
    with window(browser, site, LEAD) as page:
        # The worker may have it from before.
        page.context.route("**/veiledning*", lambda route: route.abort())
        page.goto(address)
        page.wait_for_function("document.documentElement.dataset.ready === 'yes'")
        expect(page.locator(".inspector__guidance a")).to_have_count(page.locator(".criterion").count())
