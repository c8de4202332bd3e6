"""The assessors' desk, as script/bench measures it: the scoring page, and fifty who save at once."""

import os
import random
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from measuring import Reader, Row, kilobytes, median, milliseconds, p95
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kompass.app import create_app
from kompass.domain.evaluation import Status
from kompass.domain.permissions import Actor, Relation, Role
from kompass.services import course, evaluations, teams
from kompass.services.course import Move
from kompass.services.installation import Installation
from kompass.storage import accounts as stored_accounts
from kompass.storage.tables import AnswerRow, SheetRow

ROOT = Path(__file__).resolve().parent.parent
ASSESSORS = 50
SAVES_EACH = 20
# Method, address, body.
Call = tuple[str, str, str]
SAVED = {"level": 3, "reason": "", "note": "Sett i arkivet.", "version": 0, "op": ""}


def begun(at: Installation, session: Session, actor: Actor, number: str) -> int:
    """An evaluation that is being scored; its id."""
    evaluation_id = evaluations.start(at, session, actor, number, at.clock().date())
    course.move(at, session, actor, evaluation_id, Move(Status.SCORING, seen=Status.PLANNED))
    return evaluation_id


def rows(at: Installation, actor: Actor) -> list[Row]:
    """What is promised of the scoring page and of saving, each beside the smallest answer under the same load."""
    with at.session() as session:
        evaluation_id = begun(at, session, actor, "0301")
        framework = evaluations.scored(at, session, actor, evaluation_id, "nb").framework
        people = _people(at, session, actor, evaluation_id)
    addresses = [f"/evalueringer/{evaluation_id}/kriterier/{one}" for one in framework.criteria]
    smallest, saved = _at_once(at, people, addresses)
    return [
        *_page(at, actor, f"/evalueringer/{evaluation_id}/omrader/demokrati"),
        (f"floor: /token, {ASSESSORS} at once (wall)", f"{median(smallest)}, p95 {p95(smallest)}", ""),
        (f"saving, {ASSESSORS} at once (wall)", f"{median(saved)}, p95 {p95(saved)}", "p95 < 30 ms"),
        ("answers lost of those acknowledged", f"{len(saved) - _kept(at, evaluation_id)} of {len(saved)}", "0"),
    ]


def _page(at: Installation, actor: Actor, address: str) -> list[Row]:
    reader = Reader(at, actor)
    # One after the other, so that what else the machine does hits both alike.
    both = [[milliseconds(partial(reader, place), 1)[0] for place in ("/token", address)] for _ in range(100)]
    floor, page = (sorted(taken) for taken in zip(*both, strict=True))
    visit = reader.visit(address)
    return [
        ("floor: the smallest answer (/token)", f"{median(floor)}, p95 {p95(floor)}", ""),
        ("scoring page, server", f"{median(page)}, p95 {p95(page)}", "p95 < 80 ms"),
        (f"first visit, {visit.parts} answers with headers", kilobytes(visit.first), "< 100 kB"),
        ("repeated visit", kilobytes(visit.again), "< 15 kB"),
    ]


def _people(at: Installation, session: Session, lead: Actor, evaluation_id: int) -> list[Actor]:
    people = [
        stored_accounts.add(
            session,
            email=f"{n}@x.no",
            name=f"Nr {n}",
            role=Role.ASSESSOR,
            password_hash="-",  # noqa: S106 - no password
            at=at.clock(),
        )
        for n in range(ASSESSORS)
    ]
    session.commit()
    for person in people:
        teams.put(at, session, lead, evaluation_id, person.email, Relation.ASSESSOR)
    return people


def _kept(at: Installation, evaluation_id: int) -> int:
    with at.session() as session:
        query = select(func.count()).select_from(AnswerRow).join(SheetRow)
        return session.scalar(query.where(SheetRow.evaluation_id == evaluation_id)) or 0


def _at_once(at: Installation, people: list[Actor], addresses: list[str]) -> list[list[float]]:
    """Milliseconds of the smallest answers, then of the saves, when everyone asks once a second or so.

    Through the web server with its two processes.
    """
    signed_in = _sign_in(at, people)
    port = _free_port()
    settings = {
        "KOMPASS_INSTANCE": str(at.instance),
        "KOMPASS_PORT": str(port),
        "KOMPASS_TRUSTED_HOSTS": "127.0.0.1",
    }
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "wsgi:app"],
        cwd=ROOT,
        env=os.environ | settings,
        stdout=subprocess.DEVNULL,
    )
    save = [("POST", address, urlencode(SAVED)) for address in addresses[:SAVES_EACH]]
    ask = [("GET", "/token", "")] * SAVES_EACH
    try:
        _wait_for(port)
        with ThreadPoolExecutor(ASSESSORS) as threads:
            return [
                sorted(one for taken in threads.map(partial(_calls, port, calls), signed_in) for one in taken)
                for calls in (ask, save)
            ]
    finally:
        server.terminate()
        server.wait()


def _sign_in(at: Installation, people: list[Actor]) -> list[dict[str, str]]:
    """The headers that each person's browser sends."""
    app = create_app(INSTANCE=str(at.instance), DATABASE_URL=f"sqlite:///{at.instance}/kompass.db")
    found = []
    for person in people:
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie["account"] = person.id
        token: Any = client.get("/token").get_json()
        cookie_sent = client.get_cookie("kompass")
        assert cookie_sent is not None
        found.append(
            {
                "Cookie": f"kompass={cookie_sent.value}",
                "X-CSRFToken": token["csrf"],
                "Accept": "application/json",
                "Content-Type": "application/x-www-form-urlencoded",
            }
        )
    return found


def _calls(port: int, calls: list[Call], headers: dict[str, str]) -> list[float]:
    connection = HTTPConnection("127.0.0.1", port)
    taken = []
    for method, address, body in calls:
        time.sleep(random.uniform(0.5, 1.5))  # noqa: S311 - people do not click in step
        start = time.perf_counter()
        connection.request(method, address, body, headers)
        response = connection.getresponse()
        response.read()
        taken.append((time.perf_counter() - start) * 1000)
        assert response.status == 200, response.status
    return taken


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionError:
            time.sleep(0.1)
        else:
            return
