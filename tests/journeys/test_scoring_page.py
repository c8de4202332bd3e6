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
FIRST_VISIT, REPEATED_VISIT = 100_000, 15_000
# Holds the outbox, so that what is typed does not reach it before the page is left.
HOLD_OUTBOX = """() => new Promise((done) => {
  const opened = indexedDB.open('kompass', 1);
  opened.onsuccess = () => {
    const store = opened.result.transaction('outbox', 'readwrite').objectStore('outbox');
    const hold = () => { store.count().onsuccess = hold; };
    hold();
    done();
  };
})"""
JOTTED = "() => Object.keys(localStorage).filter((key) => key.startsWith('kompass-jotted')).length"


@pytest.fixture
def address(site: Site, at: Installation) -> str:
    return f"{site.address}/evalueringer/{under_way(at, Status.SCORING)}/omrader/demokrati"


def open_to_score(page: Page, address: str) -> None:
    """The page as it is while one scores: the demonstration has handed the area in."""
    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    if (take_back := page.get_by_role("button", name="Ta tilbake området")).count():
        take_back.click()
        page.wait_for_selector(".scoring__hand-in")
        page.wait_for_selector("html[data-ready]")


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
    open_to_score(page, address)
    context.new_cdp_session(page).send("Network.clearBrowserCache")

    first, again = weights(page, address), weights(page, address)
    context.close()

    assert sum(first.values()) < FIRST_VISIT, first
    assert sum(again.values()) < REPEATED_VISIT, again


def test_worker_keeps_the_guidance(browser: Browser, site: Site, address: str) -> None:
    with window(browser, site, LEAD) as page:
        for _ in range(2):
            open_to_score(page, address)
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


def test_what_was_typed_last_survives_a_reload(browser: Browser, site: Site, address: str) -> None:
    with window(browser, site, LEAD) as page:
        open_to_score(page, address)
        process = page.locator(".criterion").first
        note = process.locator("textarea[name=note]")
        page.evaluate(HOLD_OUTBOX)
        note.fill("Møtebøkene er lagt ut samme dag.")
        page.reload()
        page.wait_for_selector("html[data-ready]")

        expect(note).to_have_value("Møtebøkene er lagt ut samme dag.")
        expect(process.locator(".criterion__saved")).to_contain_text("Lagret")
        assert page.evaluate(JOTTED) == 0
        page.reload()
        expect(note).to_have_value("Møtebøkene er lagt ut samme dag.")


def test_what_was_typed_last_is_gone_after_signing_out(browser: Browser, site: Site, address: str) -> None:
    with window(browser, site, LEAD) as page:
        page.goto(address)
        page.wait_for_selector("html[data-ready]")
        page.evaluate("localStorage.setItem(`kompass-jotted-${document.body.dataset.account} /x`, '{}')")
        page.get_by_role("button", name="konto og innstillinger").click()
        page.get_by_role("button", name="Logg ut").click()
        page.wait_for_url("**/logg-inn**")

        assert page.evaluate(JOTTED) == 0
