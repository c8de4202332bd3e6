"""What the scoring page fetches beside itself, and what it weighs, in a real browser."""

import pytest
from playwright.sync_api import Browser, Page, expect

from kompass.domain.evaluation import Status
from kompass.services.installation import Installation
from tests.journeys.conftest import Site
from tests.journeys.test_desk import LEAD, under_way, window
from tests.journeys.test_desk import at as at  # noqa: PLC0414  # the fixture, said to be meant

pytestmark = pytest.mark.journey

# Bytes over the wire, headers included.
FIRST_VISIT, REPEATED_VISIT = 100_000, 15 * 1024


@pytest.fixture
def address(site: Site, at: Installation) -> str:
    return f"{site.address}/evalueringer/{under_way(at, Status.SCORING)}/omrader/demokrati"


def weights(page: Page, address: str) -> dict[str, int]:
    """What each address the page asks for weighs, to show it all."""
    wire = page.context.new_cdp_session(page)
    addresses: dict[str, str] = {}
    found: dict[str, int] = {}
    wire.send("Network.enable")
    wire.on(
        "Network.requestWillBeSent", lambda event: addresses.update({event["requestId"]: event["request"]["url"]})
    )
    wire.on(
        "Network.loadingFinished",
        lambda event: found.update({addresses.get(event["requestId"], ""): round(event["encodedDataLength"])}),
    )
    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    page.wait_for_load_state("networkidle")
    wire.detach()
    return found


def test_page_is_light_at_first_and_lighter_when_one_comes_back(browser: Browser, site: Site, address: str) -> None:
    # Without the worker that keeps pages for when there is no network: what it fetches would not be counted.
    context = browser.new_context(locale="nb-NO", service_workers="block")
    page = context.new_page()
    site.sign_in(page, LEAD)
    context.new_cdp_session(page).send("Network.clearBrowserCache")

    first, again = weights(page, address), weights(page, address)
    context.close()

    assert sum(first.values()) < FIRST_VISIT
    # The guidance is the worker's to keep; the next test sees that it does.
    assert again[address] < REPEATED_VISIT


def test_worker_keeps_the_guidance(browser: Browser, site: Site, address: str) -> None:
    with window(browser, site, LEAD) as page:
        for _ in range(2):
            page.goto(address)
            page.wait_for_selector("html[data-ready]")
        expect(page.locator(".inspector .guidance")).to_have_count(page.locator(".criterion").count())
        page.context.set_offline(True)
        page.reload()
        expect(page.locator(".inspector .guidance")).to_have_count(page.locator(".criterion").count())


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
        page.wait_for_selector("html[data-ready]")
        expect(page.locator(".inspector__guidance a")).to_have_count(page.locator(".criterion").count())
