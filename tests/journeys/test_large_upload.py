"""A file far too large, sent by a real browser: the person is told, and what they typed is still there."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kompass.configuration import install_from, read_configuration
from kompass.domain.evaluation import Status
from kompass.services.installation import Installation
from kompass.storage import evaluations
from tests.journeys.conftest import Site

TITLE, PASSAGE = "Plan for åpenhet, skannet", "side 4"


@pytest.fixture(scope="module")
def at(site: Site) -> Installation:
    return install_from(
        read_configuration(INSTANCE=str(site.instance), DATABASE_URL=f"sqlite:///{site.instance}/kompass.db")
    )


@pytest.mark.parametrize("megabytes", [26, 40, 120])
def test_a_file_too_large_is_told_and_what_was_typed_is_kept(
    site: Site, page: Page, at: Installation, tmp_path: Path, megabytes: int
) -> None:
    with at.session() as session:
        evaluation = next(one.id for one in evaluations.evaluations(session) if one.status is Status.SCORING)
    file = tmp_path / "skannet.pdf"
    file.write_bytes(b"%PDF-1.7\n" + b"x" * (megabytes * 1_000_000))
    site.sign_in(page)
    page.goto(f"{site.address}/evalueringer/{evaluation}/bevis/ny")
    form = page.locator("form[enctype='multipart/form-data']")
    form.get_by_label("Tittel").fill(TITLE)
    form.locator("input[type=file]").set_input_files(str(file))

    form.get_by_role("button", name="Last opp").click()

    expect(page.locator("main")).to_contain_text("Grensen er 25 MB", timeout=30_000)
    expect(page.locator("form[enctype='multipart/form-data']").get_by_label("Tittel")).to_have_value(TITLE)
