"""A real server on a real database, and a real browser."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True)
class Site:
    """A running Kompass with demonstration content."""

    address: str
    instance: Path
    accounts: dict[str, str]

    def sign_in(self, page: Page, who: str = "assessor@kompass.example") -> None:
        page.goto(f"{self.address}/logg-inn")
        page.get_by_label("E-post").fill(who)
        page.get_by_label("Passord").fill(self.accounts[who])
        page.get_by_role("button", name="Logg inn").click()
        page.wait_for_url(lambda address: "/logg-inn" not in address)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Set up and served as a new user would, by the commands themselves."""
    instance = tmp_path_factory.mktemp("site")
    port = _free_port()
    environment = os.environ | {"KOMPASS_INSTANCE": str(instance), "KOMPASS_PORT": str(port)}
    _kompass(environment, "create-database")
    accounts = dict(re.findall(r"^  (\S+@\S+)\s+(\S+)$", _kompass(environment, "add-demonstration"), re.M))
    with subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "wsgi:app"],
        cwd=ROOT,
        env=environment,
    ) as server:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(f"{address}/logg-inn")
            yield Site(address, instance, accounts)
        finally:
            server.terminate()


def _kompass(environment: dict[str, str], *arguments: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", "kompass", *arguments],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait_for(address: str) -> None:
    for _ in range(200):
        try:
            urlopen(address).close()  # noqa: S310 - our own server
        except (URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"no answer from {address}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, driven by Playwright."""
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is missing. Run: bash script/setup --tests"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM))
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh browser window in bokmål; an error in a script fails the test."""
    context = browser.new_context(locale="nb-NO", viewport={"width": 1440, "height": 900})
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    yield opened
    context.close()
    assert faults == []
