"""A whole evaluation in the browser: two assessors, a contact, a reader; the network cut, two windows at odds."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from kompass.configuration import install_from, read_configuration
from kompass.domain.answers import Answer, Level
from kompass.domain.evaluation import Status
from kompass.domain.permissions import Actor
from kompass.services import consensus, demonstration, evaluations, texts
from kompass.services.answers import Proposal
from kompass.services.installation import Installation
from kompass.storage import accounts
from kompass.storage import evaluations as stored
from tests.journeys.conftest import Site

pytestmark = pytest.mark.journey

LEAD, COLLEAGUE, CONTACT, READER = (
    f"{name}@kompass.example" for name in ("assessor", "colleague", "contact", "reader")
)
# The area the lead scores in this test; the three before it are handed in already.
AREA = "lederskap"
# How many answers the browser keeps by itself.
KEPT = """() => new Promise((answer) => {
  const opened = indexedDB.open('kompass', 1);
  opened.onsuccess = () => {
    const counted = opened.result.transaction('outbox').objectStore('outbox').count();
    counted.onsuccess = () => answer(counted.result);
  };
})"""


@contextmanager
def window(browser: Browser, site: Site, who: str) -> Iterator[Page]:
    """A browser of its own, signed in."""
    context = browser.new_context(locale="nb-NO", viewport={"width": 1440, "height": 900})
    page = context.new_page()
    site.sign_in(page, who)
    yield page
    context.close()


@pytest.fixture(scope="module")
def at(site: Site) -> Installation:
    """The installation the server serves, for what would only be more of the same in a browser."""
    return install_from(
        read_configuration(INSTANCE=str(site.instance), DATABASE_URL=f"sqlite:///{site.instance}/kompass.db")
    )


def person(at: Installation, email: str) -> Actor:
    with at.session() as session:
        found = accounts.actor_and_hash(session, email)
    assert found is not None
    return found[0]


def under_way(at: Installation, status: Status) -> int:
    with at.session() as session:
        return next(one.id for one in stored.evaluations(session) if one.status is status)


def enter(at: Installation, email: str, evaluation: int, areas: Iterable[str]) -> None:
    """Level 2 for every process of these areas that has none, and the areas handed in."""
    actor = person(at, email)
    with at.session() as session:
        found = evaluations.scored(at, session, actor, evaluation, "nb")
        answered = {one.criterion.id for one in found.result.criteria if one.answer is not None}
        for area_id in areas:
            area = found.framework.area(area_id)
            assert area is not None
            missing: dict[str, Answer] = {c.id: Level(2) for c in area.criteria if c.id not in answered}
            evaluations.enter_answers(at, session, actor, evaluation, missing)
            evaluations.hand_in_area(at, session, actor, evaluation, area_id)


def test_two_assessors_a_contact_and_a_reader(site: Site, browser: Browser, at: Installation) -> None:
    evaluation = under_way(at, Status.SCORING)
    address = f"{site.address}/evalueringer/{evaluation}"

    with window(browser, site, LEAD) as lead:
        score_through_an_outage(lead, f"{address}/omrader/{AREA}")
        disagree_with_oneself(browser, site, lead, f"{address}/omrader/{AREA}")
        lead.get_by_role("button", name="Lever området").click()
        expect(lead.locator("main")).to_contain_text("Før dere kan gå videre")
        areas = [area.id for area in at.shelf.get("kommunekompasset-apen", "2026", "nb").areas]
        enter(at, LEAD, evaluation, areas[4:])
        enter(at, COLLEAGUE, evaluation, areas[3:])

        lead.goto(address)
        lead.get_by_role("button", name="Gå til enighet").click()
        agree_on_all(at, lead, address, evaluation)
        write_foreword(at, evaluation)
        lead.get_by_role("button", name="Gå til faktasjekk").click()

        with window(browser, site, CONTACT) as contact:
            comment_on_a_fact(contact, address)
            lead.goto(address)
            expect(lead.locator("main")).to_contain_text("Kommentarer som ikke er besvart")
            answer_the_comment(lead, address)
            lead.goto(address)
            lead.get_by_role("button", name="Lever resultatet").click()
            consent(contact, address)

        with window(browser, site, READER) as reader:
            assert reader.goto(address).status == 404  # type: ignore[union-attr]  # an answer always comes
            lead.goto(address)
            lead.get_by_role("button", name="Publiser resultatet").click()
            expect(lead.locator("main")).to_contain_text("Alle kan lese resultatet")
            reader.goto(f"{address}/resultat")
            expect(reader.get_by_role("heading", level=1)).to_contain_text("Havneset")
            pdf = reader.request.get(f"{address}/rapport.pdf?sprak=nb", timeout=120_000)
            assert pdf.status == 200
            assert pdf.body()[:5] == b"%PDF-"


def score_through_an_outage(page: Page, address: str) -> None:
    """Half of the area with the network, half without; a reload in the dark; everything arrives."""
    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    count = page.locator(".criterion").count()
    # Nor does the network go before the page that was just opened has been kept.
    for part in ("location.href", "'/static/js/outbox.js', { ignoreSearch: true }"):
        until(page, f"async () => Boolean(await caches.match({part}))")
    page.locator(".criterion input[name=level]").first.focus()
    for position in range(count):
        if position == count // 2:
            page.context.set_offline(True)
        page.keyboard.press(str(position % 5))
        page.keyboard.press("j")
    expect(page.locator("[data-figure=answered]")).to_have_text(str(count))
    expect(page.locator("#saving-status")).not_to_have_attribute("data-state", "saved")
    # A person cannot reload within the milliseconds the browser needs to write it down.
    until(page, f"async () => (await ({KEPT})()) === {count}")

    page.reload()
    page.wait_for_selector("html[data-ready]")
    expect(page.locator(".criterion input[name=level]:checked")).to_have_count(count)

    # Somebody has set the clock of the machine an hour back meanwhile.
    page.evaluate("() => { const real = Date.now; Date.now = () => real.call(Date) - 3_600_000; }")
    page.context.set_offline(False)
    expect(page.locator("#saving-status")).to_have_attribute("data-state", "saved", timeout=15_000)
    page.reload()
    expect(page.locator(".criterion__saved", has_text="Lagret")).to_have_count(count)
    for position in range(count):
        expect(page.locator(".criterion").nth(position).locator(":checked")).to_have_value(str(position % 5))


def until(page: Page, condition: str) -> None:
    """Waits for what the page's own policy forbids Playwright to wait for."""
    for _ in range(200):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    pytest.fail(condition)


def disagree_with_oneself(browser: Browser, site: Site, page: Page, address: str) -> None:
    """The same person on a tablet: the first window keeps its text and is asked which one counts."""
    with window(browser, site, LEAD) as tablet:
        for one in (page, tablet):
            one.goto(address)
            one.wait_for_selector("html[data-ready]")
        choose(tablet, 4)
        expect(tablet.locator("#saving-status")).to_have_attribute("data-state", "saved", timeout=15_000)
        choose(page, 1)
        expect(page.locator(".conflict__message")).to_contain_text("Du lagret noe annet", timeout=15_000)
        page.get_by_role("button", name="Behold mitt").click()
        expect(page.locator("#saving-status")).to_have_attribute("data-state", "saved", timeout=15_000)
        tablet.reload()
        expect(tablet.locator(".criterion").first.locator("input[name=level]:checked")).to_have_value("1")


def choose(page: Page, level: int) -> None:
    page.locator(".criterion input[name=level]").first.focus()
    page.keyboard.press(str(level))


def agree_on_all(at: Installation, page: Page, address: str, evaluation: int) -> None:
    """The first dispute in the browser, with a reason that is asked for; the rest as the same person."""
    page.goto(f"{address}/enighet")
    dispute = page.locator(".dispute").first
    dispute.get_by_label("Felles nivå").select_option("3")
    dispute.get_by_role("button", name="Lagre det felles nivået").click()
    expect(page.locator("#error-summary")).to_contain_text("Skriv kort hvorfor dere ble enige om dette.")
    dispute = page.locator(".dispute").first
    dispute.get_by_label("Begrunnelse").fill("Vedtaket er fulgt i to av tre enheter.")
    dispute.get_by_role("button", name="Lagre det felles nivået").click()
    expect(page.locator(".dispute").first).to_contain_text("Avgjort: Etterlevd")

    lead = person(at, LEAD)
    with at.session() as session:
        for one in consensus.consensus(at, session, lead, evaluation, "nb").disputes[1:]:
            proposal = Proposal(
                one.difference.criterion.id, Level(2), "Enige.", one.agreed.version, basis=one.basis
            )
            consensus.agree(at, session, lead, evaluation, proposal, "nb")
    page.goto(address)


def write_foreword(at: Installation, evaluation: int) -> None:
    with at.session() as session:
        proposal = texts.TextProposal("foreword", "Havneset har 2 400 innbyggere.\n\nVi var der i to dager.", 0)
        texts.save(at, session, person(at, LEAD), evaluation, proposal)


def comment_on_a_fact(page: Page, address: str) -> None:
    page.goto(f"{address}/utkast")
    paragraph = page.locator(".draft__paragraph", has_text="2 400 innbyggere")
    paragraph.locator("summary", has_text="Kommenter avsnittet").click()
    paragraph.get_by_label("Hva stemmer ikke?").fill("Det er 2 358 innbyggere.")
    paragraph.get_by_role("button", name="Send kommentaren").click()
    expect(page.locator(".comment")).to_contain_text("Det er 2 358 innbyggere.")
    assert page.goto(f"{address}/resultat").status in (404, 409)  # type: ignore[union-attr]  # scores are not theirs yet


def answer_the_comment(page: Page, address: str) -> None:
    page.goto(f"{address}/utkast")
    comment = page.locator(".comment").first
    comment.get_by_label("Hva ble gjort?").select_option("changed")
    comment.get_by_label("Svar").fill("Takk, rettet.")
    comment.get_by_role("button", name="Lagre svaret").click()
    expect(page.locator(".comment").first).to_contain_text("Takk, rettet.")


def consent(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label(re.compile("Hvem samtykket")).fill("Kommunedirektøren")
    page.get_by_role("button", name="Lagre samtykket").click()
    expect(page.locator("main")).to_contain_text("Kommunedirektøren samtykket til publisering")


def test_demonstration_has_both_kinds_under_way(at: Installation) -> None:
    assert under_way(at, Status.CONSENSUS)
    assert demonstration.SCORED_PLACE != demonstration.AGREED_PLACE
