"""The client of the statistics bureau's open services.

The answers are written by hand in the shapes the bureau documents and were not recorded live; see tests/recorded.
What goes wrong on the way is tried on a server on this machine.
"""

import json
import time
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest

from kompass.domain.code_changes import CodeChange
from kompass.services import statistics_bureau
from kompass.services.statistics_bureau import NoAnswer
from tests.recorded import FOLDER, answers

DAY = date(2027, 1, 1)


def test_addresses_are_those_the_bureau_documents() -> None:
    asked: list[str] = []

    def fetch(url: str) -> bytes:
        asked.append(url)
        return answers("2027")(url)

    statistics_bureau.last_modified(fetch)
    statistics_bureau.names_on(fetch, DAY)
    statistics_bureau.changes(fetch, date(2026, 1, 1), DAY)
    statistics_bureau.inhabitants(fetch, 2026)

    assert all(url.startswith("https://data.ssb.no/api/") for url in asked)
    assert [urlsplit(url).path.removeprefix("/api/") for url in asked] == [
        "klass/v1/classifications/131",
        "klass/v1/classifications/131/codesAt",
        "klass/v1/classifications/131/changes",
        "pxwebapi/v2/tables/07459/data",
    ]
    assert [parse_qs(urlsplit(url).query) for url in asked[1:]] == [
        {"date": ["2027-01-01"], "includeFuture": ["true"]},
        {"from": ["2025-12-18"], "to": ["2027-01-15"], "includeFuture": ["true"]},
        {
            "lang": ["no"],
            "outputFormat": ["json-stat2"],
            "valueCodes[Region]": ["*"],
            "valueCodes[ContentsCode]": ["Personer1"],
            "valueCodes[Tid]": ["from(2026)"],
        },
    ]


def test_list_is_without_counties_and_without_unknown() -> None:
    names = statistics_bureau.names_on(answers("2027"), DAY)

    assert len(names) == 8
    assert names["9105"] == "Dalen"
    assert names["9203"] == "Váribáiki - Fjellbygd"


def test_day_without_a_list_is_empty() -> None:
    assert statistics_bureau.names_on(answers("2027"), date(2028, 1, 1)) == {}


def test_other_refusals_of_a_list_are_told() -> None:
    refused = NoAnswer("bureau_refused", status="500")

    with pytest.raises(NoAnswer, match="bureau_refused"):
        statistics_bureau.names_on(answers("2027", {"codesAt-2027-01-01.json": refused}), DAY)


def test_changes_are_those_between_the_days() -> None:
    found = statistics_bureau.changes(answers("2027"), date(2026, 1, 1), DAY)

    assert len(found) == 10
    assert found[0] == CodeChange(date(2026, 1, 1), "9103", "Fjellbygd", "9103", "Váribáiki - Fjellbygd")
    assert statistics_bureau.changes(answers("2027"), date(2026, 1, 1), date(2026, 12, 31)) == found[:2]


def test_inhabitants_are_of_municipalities_in_use() -> None:
    found = statistics_bureau.inhabitants(answers("2027"), 2026)

    assert {year: (len(one.municipalities), one.total) for year, one in found.items()} == {
        2026: (9, 17400),
        2027: (8, 17445),
    }
    assert "9101" not in found[2027].municipalities


def test_total_is_the_sum_when_the_bureau_gives_none() -> None:
    data = (FOLDER / "2026" / "data.json").read_bytes().replace(b'"0": 0', b'"00": 0')

    assert statistics_bureau.inhabitants(answers("2026", {"data.json": data}), 2026)[2026].total == 17400


@pytest.mark.parametrize(
    "answer", [b"", b"<!DOCTYPE html><title>Logg inn</title>", b"\xff\xfe", b'{"codes": [', b"[" * 100_000]
)
def test_what_is_not_json_is_told(answer: bytes) -> None:
    with pytest.raises(NoAnswer) as error:
        statistics_bureau.last_modified(lambda _: answer)

    assert error.value.code == "bureau_answer_unreadable"


CODE = {"code": "0301", "name": "Oslo"}
CHANGE = {
    "oldCode": "0301",
    "oldName": "Oslo",
    "newCode": "0302",
    "newName": "Oslo",
    "changeOccurred": "2027-01-01",
}


@pytest.mark.parametrize(
    "answer",
    [
        [],
        None,
        {"codes": None},
        {"codes": [{**CODE, "code": 301}]},
        {"codes": [{**CODE, "code": "03"}]},
        {"codes": [{**CODE, "name": "  "}]},
        {"codes": [{**CODE, "name": "Os\nlo"}]},
        {"codes": [{**CODE, "name": None}]},
    ],
)
def test_unexpected_list_is_told(answer: object) -> None:
    with pytest.raises(NoAnswer) as error:
        statistics_bureau.names_on(lambda _: json.dumps(answer).encode(), DAY)

    assert error.value.code == "bureau_answer_unexpected"


@pytest.mark.parametrize("change", [{"changeOccurred": "i fjor"}, {"oldCode": None}, {"newCode": "²³¹⁰"}])
def test_unexpected_change_is_told(change: dict[str, object]) -> None:
    answer = json.dumps({"codeChanges": [CHANGE | change]}).encode()

    with pytest.raises(NoAnswer) as error:
        statistics_bureau.changes(lambda _: answer, DAY, DAY)

    assert error.value.code == "bureau_answer_unexpected"


@pytest.mark.parametrize("modified", [None, 2027, "i går"])
def test_unexpected_time_of_change_is_told(modified: object) -> None:
    with pytest.raises(NoAnswer) as error:
        statistics_bureau.last_modified(lambda _: json.dumps({"lastModified": modified}).encode())

    assert error.value.code == "bureau_answer_unexpected"


@pytest.mark.parametrize(
    "change",
    [
        {"id": ["Region", "Tid"]},
        {"size": [12, 1, 2]},
        {"size": [12, 2, 1]},
        {"value": [1]},
        {"value": {"0": 1}},
        {"value": [1.5] * 12},
        {"value": [-1] * 12},
        {"value": ["1"] * 12},
        {"dimension": {}},
    ],
)
def test_unexpected_table_is_told(change: dict[str, object]) -> None:
    table = json.loads((FOLDER / "2026" / "data.json").read_bytes())
    assert table["size"] == [12, 1, 1]

    with pytest.raises(NoAnswer) as error:
        statistics_bureau.inhabitants(lambda _: json.dumps(table | change).encode(), 2026)

    assert error.value.code == "bureau_answer_unexpected"


class Server(BaseHTTPRequestHandler):
    """Answers by the name of the page asked for."""

    def do_GET(self) -> None:
        getattr(self, f"answer_{self.path.rsplit('/', 1)[-1]}")()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        pass

    def answer_well(self) -> None:
        self._answer(f"{self.headers['Accept']} {self.headers['User-Agent']}".encode())

    def answer_missing(self) -> None:
        self.send_error(404)

    def answer_elsewhere(self) -> None:
        self.send_response(302)
        self.send_header("Location", "/api/well")
        self.end_headers()

    def answer_large(self) -> None:
        self._answer(b"x" * 101)

    def answer_nonsense(self) -> None:
        self.wfile.write(b"nothing like HTTP\r\n\r\n")

    def answer_never(self) -> None:
        time.sleep(0.5)

    def answer_slowly(self) -> None:
        self._answer(b"x", length=2)
        self.wfile.flush()
        time.sleep(0.5)

    def _answer(self, content: bytes, length: int | None = None) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(length or len(content)))
        self.end_headers()
        self.wfile.write(content)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a server on this machine, in the place of the bureau's."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        address = f"http://127.0.0.1:{server.server_port}/api/"
        monkeypatch.setenv("no_proxy", "127.0.0.1")
        monkeypatch.setattr(statistics_bureau, "SERVICE", address)
        monkeypatch.setattr(statistics_bureau, "TIMEOUT", 0.2)
        monkeypatch.setattr(statistics_bureau, "LARGEST_ANSWER", 100)
        yield address
        server.shutdown()
        thread.join()


def test_asks_for_json_and_says_who_asks(service: str) -> None:
    assert statistics_bureau.fetch(f"{service}well").startswith(b"application/json Kompass/")


@pytest.mark.parametrize(
    ("page", "code"),
    [
        ("missing", "bureau_refused"),
        ("elsewhere", "bureau_refused"),
        ("large", "bureau_answer_too_large"),
        ("nonsense", "bureau_unreachable"),
        ("never", "bureau_timed_out"),
        ("slowly", "bureau_timed_out"),
    ],
)
def test_what_goes_wrong_on_the_way_is_told(service: str, page: str, code: str) -> None:
    with pytest.raises(NoAnswer) as error:
        statistics_bureau.fetch(f"{service}{page}")

    assert error.value.code == code


def test_nobody_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        closed = f"http://127.0.0.1:{server.server_port}/api/"
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setattr(statistics_bureau, "SERVICE", closed)

    with pytest.raises(NoAnswer) as error:
        statistics_bureau.fetch(f"{closed}well")

    assert error.value.code == "bureau_unreachable"


@pytest.mark.parametrize(
    "url", ["http://data.ssb.no/api/x", "https://data.ssb.no.example/api/x", "file:///etc/hostname"]
)
def test_nobody_but_the_bureau_is_asked(url: str) -> None:
    with pytest.raises(ValueError, match="not an address"):
        statistics_bureau.fetch(url)
