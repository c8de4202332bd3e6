"""What every measurement of script/bench uses: the clock, how figures are shown, and a browser without a window."""

import gc
import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from werkzeug.test import TestResponse

from kompass.app import create_app
from kompass.domain.permissions import Actor
from kompass.services.installation import Installation

Row = tuple[str, str, str]

# What a page asks for at once: style sheets, scripts, icon, preloaded font. Then what the scripts import and fetch.
PARTS = re.compile(r'<(?:link|script)\b[^>]*?(?:href|src)="([^"]+)"')
GUIDANCE = re.compile(r'href="(/utgaver/[^"#]+/veiledning\?[^"#]+)#')
IMPORTS = re.compile(r"from '\./([^']+)'")
STATUS_LINE = len("HTTP/1.1 200 OK\r\n")


@dataclass(frozen=True, slots=True)
class Visit:
    """Bytes over the wire, headers included, for one who has seen nothing and for one who comes back."""

    first: int
    again: int
    parts: int


class Reader:
    """Fetches pages, compressed, as a person who is signed in."""

    def __init__(self, at: Installation, actor: Actor) -> None:
        app = create_app(INSTANCE=str(at.instance), DATABASE_URL=f"sqlite:///{at.instance}/kompass.db")
        self._client = app.test_client()
        with self._client.session_transaction() as cookie:
            cookie["account"] = actor.id
            cookie.permanent = True
        # What stands in memory before the first page is no part of what a page costs.
        gc.collect()
        gc.freeze()

    def __call__(self, address: str) -> bytes:
        return self._answer(address).get_data()

    def visit(self, address: str) -> Visit:
        """Fetch a page with all its parts, as a browser does, and again as one that keeps what it may."""
        first, lasting, wanted = 0, 0, [address]
        for place in wanted:
            answer = self._answer(place)
            size = STATUS_LINE + len(str(answer.headers)) + len(answer.get_data())
            first += size
            # By its cookie nothing is found again: it is new each time.
            if answer.cache_control.immutable and "Cookie" not in answer.vary:
                lasting += size
            wanted += [part for part in self._parts(place) if part not in wanted]
        return Visit(first, first - lasting, len(wanted))

    def _parts(self, place: str) -> list[str]:
        if place.startswith("/static/"):
            return [f"/static/js/{name}" for name in IMPORTS.findall(self._text(place))] if ".js" in place else []
        if "/veiledning?" in place:
            return []
        text = self._text(place)
        return [part.replace("&amp;", "&") for part in {*PARTS.findall(text), *GUIDANCE.findall(text)}]

    def _text(self, address: str) -> str:
        return self._client.get(address).get_data(as_text=True)

    def _answer(self, address: str) -> TestResponse:
        response = self._client.get(address, headers={"Accept-Encoding": "br, gzip"})
        assert response.status_code == 200, response.status_code
        return response


def milliseconds(work: Callable[[], object], rounds: int) -> list[float]:
    """CPU milliseconds of each round, after one that is not counted."""
    work()
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        taken.append((time.process_time() - start) * 1000)
    return sorted(taken)


def median(taken: list[float]) -> str:
    return f"{statistics.median(taken):.2f} ms"


def p95(taken: list[float]) -> str:
    return f"{taken[int(len(taken) * 0.95)]:.1f} ms"


def p99(taken: list[float]) -> str:
    return f"{taken[int(len(taken) * 0.99)]:.1f} ms"


def kilobytes(size: int) -> str:
    return f"{size / 1000:.1f} kB"
