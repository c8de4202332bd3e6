"""The measurements of script/bench: CPU seconds, median of several rounds, beside a floor of the same run."""

import argparse
import gc
import gzip
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import bench_reports  # noqa: E402 - after the path is set
from sqlalchemy import func, insert, select  # noqa: E402
from sqlalchemy.orm import Session  # noqa: E402

from kompass.app import create_app, install_from, read_configuration  # noqa: E402 - after the path is set
from kompass.domain.answers import Level  # noqa: E402
from kompass.domain.evaluation import Status  # noqa: E402
from kompass.domain.municipality import Municipality  # noqa: E402
from kompass.domain.permissions import Actor, Relation, Role  # noqa: E402
from kompass.domain.register import Register  # noqa: E402
from kompass.domain.scoring import score  # noqa: E402
from kompass.services import (  # noqa: E402
    course,
    demonstration,
    evaluations,
    maintenance,
    register,
    teams,
)
from kompass.services.course import Move  # noqa: E402
from kompass.services.installation import Installation  # noqa: E402
from kompass.storage import accounts as stored_accounts  # noqa: E402
from kompass.storage import municipalities, sheets  # noqa: E402
from kompass.storage.evaluations import answers_of  # noqa: E402
from kompass.storage.tables import AnswerRow, EvaluationRow, SheetRow  # noqa: E402

Row = tuple[str, str, str]


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


def scoring(at: Installation, actor: Actor, evaluation_id: int) -> list[Row]:
    with at.session() as session:
        framework = evaluations.scored(at, session, actor, evaluation_id, "nb").framework
        answers = answers_of(session, sheets.sheet_of(session, evaluation_id, None))
    ids = list(framework.criteria)
    floor = milliseconds(lambda: [answers.get(one) for one in ids], 200)
    one = milliseconds(lambda: score(framework, answers), 200)
    start = time.process_time()
    for _ in range(10_000):
        score(framework, answers)
    country = time.process_time() - start
    return [
        ("floor: looking up 164 answers", median(floor), ""),
        ("scoring one full evaluation", median(one), "< 2 ms"),
        ("rescoring 10,000 evaluations", f"{country:.1f} s", "< 10 s"),
    ]


def _reader(at: Installation, actor: Actor) -> Callable[[str], bytes]:
    """Fetches pages, compressed, as a person who is signed in."""
    app = create_app(INSTANCE=str(at.instance), DATABASE_URL=f"sqlite:///{at.instance}/kompass.db")
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["account"] = actor.id
    # What stands in memory before the first page is no part of what a page costs.
    gc.collect()
    gc.freeze()

    def fetch(address: str) -> bytes:
        response = client.get(address, headers={"Accept-Encoding": "gzip"})
        assert response.status_code == 200, response.status_code
        return response.get_data()

    return fetch


def pages(at: Installation, actor: Actor, evaluation_id: int) -> list[Row]:
    fetch = _reader(at, actor)
    area = f"/evalueringer/{evaluation_id}/omrader/demokrati"
    rows: list[Row] = [
        ("floor: the smallest answer (/token)", median(milliseconds(lambda: fetch("/token"), 100)), "")
    ]
    for name, address, target in (
        ("area page, 21 processes", area, "p50 ≤ 20 ms, ≤ 12 kB"),
        ("result page", f"/evalueringer/{evaluation_id}/resultat", "≤ 8 kB"),
        ("overview", f"/evalueringer/{evaluation_id}", ""),
        ("municipalities, searched", "/kommuner?q=her", ""),
    ):
        size = len(fetch(address)) / 1000
        rows.append((name, f"{median(milliseconds(partial(fetch, address), 60))}, {size:.1f} kB gzip", target))
    rows.append(("scripts, all", f"{_compressed('static/js/*.js'):.1f} kB gzip", "≤ 10 kB"))
    visit = _compressed("static/css/*.css") + _compressed("static/vendor/*.css") + _compressed("static/js/*.js")
    fonts = (ROOT / "static/vendor/inter-latin.woff2").stat().st_size / 1000
    rows.append(("first visit to an area page", f"{visit + fonts + len(fetch(area)) / 1000:.1f} kB", "≤ 110 kB"))
    return rows + _saving(at, actor)


def _compressed(pattern: str) -> float:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in ROOT.glob(pattern)) / 1000


def _saving(at: Installation, actor: Actor) -> list[Row]:
    from_date = at.clock().date()
    with at.session() as session:
        evaluation_id = _begun(at, session, actor, "0301", from_date)
        framework = evaluations.scored(at, session, actor, evaluation_id, "nb").framework
    taken = []
    for criterion_id in framework.criteria:
        proposal = evaluations.Proposal(criterion_id, Level(3), "Sett i arkivet.", 0)
        start = time.perf_counter()
        with at.session() as session:
            evaluations.save_answer(at, session, actor, evaluation_id, proposal, "nb")
        taken.append((time.perf_counter() - start) * 1000)
    taken.sort()
    return [("saving one answer (wall, on disk)", f"{median(taken)}, p99 {p99(taken)}", "p50 ≤ 8, p99 ≤ 30 ms")]


def _begun(at: Installation, session: Session, actor: Actor, number: str, day: date) -> int:
    evaluation_id = evaluations.start(at, session, actor, number, day)
    course.move(at, session, actor, evaluation_id, Move(Status.SCORING, seen=Status.PLANNED))
    return evaluation_id


ASSESSORS = 50
SAVES_EACH = 20


def desk(at: Installation, actor: Actor, _evaluation_id: int) -> list[Row]:
    """Fifty assessors who save at once, through the web server with its two processes; the page they work on."""
    with at.session() as session:
        evaluation_id = _begun(at, session, actor, "0301", at.clock().date())
        ids = list(evaluations.scored(at, session, actor, evaluation_id, "nb").framework.criteria)
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
            teams.put(at, session, actor, evaluation_id, person.email, Relation.ASSESSOR)
    fetch = _reader(at, actor)
    area = f"/evalueringer/{evaluation_id}/omrader/demokrati"
    page = milliseconds(lambda: fetch(area), 60)
    size = len(fetch(area)) / 1000
    taken = sorted(_at_once(at, people, evaluation_id, ids))
    with at.session() as session:
        kept = session.scalar(
            select(func.count())
            .select_from(AnswerRow)
            .join(SheetRow)
            .where(SheetRow.evaluation_id == evaluation_id)
        )
    sent = ASSESSORS * SAVES_EACH
    return [
        ("scoring page while scoring, server", f"{median(page)}, p95 {p95(page)}", "p95 < 80 ms"),
        ("its page again", f"{size:.1f} kB gzip", "≤ 15 kB"),
        (f"saving, {ASSESSORS} at once (wall)", f"{median(taken)}, p95 {p95(taken)}", "p95 < 30 ms"),
        ("answers lost of those acknowledged", f"{sent - (kept or 0)} of {sent}", "0"),
    ]


def _at_once(at: Installation, people: list[Actor], evaluation_id: int, ids: list[str]) -> list[float]:
    """Milliseconds of each save: everyone saves once a second or so, for as many seconds as there are saves."""
    app = create_app(INSTANCE=str(at.instance), DATABASE_URL=f"sqlite:///{at.instance}/kompass.db")
    cookies = []
    for person in people:
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie["account"] = person.id
        token = client.get("/token").get_json()["csrf"]
        found = client.get_cookie("kompass")
        assert found is not None
        cookies.append((found.value, token))
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
    try:
        _wait_for(port)
        with ThreadPoolExecutor(ASSESSORS) as threads:
            runs = [
                threads.submit(
                    _saves, port, cookie, token, [f"/evalueringer/{evaluation_id}/kriterier/{one}" for one in ids]
                )
                for cookie, token in cookies
            ]
            return [one for run in runs for one in run.result()]
    finally:
        server.terminate()
        server.wait()


def _saves(port: int, cookie: str, token: str, addresses: list[str]) -> list[float]:
    connection = HTTPConnection("127.0.0.1", port)
    headers = {
        "Cookie": f"kompass={cookie}",
        "X-CSRFToken": token,
        "Accept": "application/json",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    body = urlencode({"level": 3, "reason": "", "note": "Sett i arkivet.", "version": 0, "op": ""})
    taken = []
    for address in addresses[:SAVES_EACH]:
        time.sleep(random.uniform(0.5, 1.5))  # noqa: S311 - people do not click in step
        start = time.perf_counter()
        connection.request("POST", address, body, headers)
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


def paper(at: Installation, actor: Actor, evaluation_id: int) -> list[Row]:
    return bench_reports.rows(at, actor, evaluation_id, _add_many)


MANY = 2_000


def mergers(at: Installation, actor: Actor, evaluation_id: int) -> list[Row]:
    files = register.read_register(at.register_folder)
    found = files.register

    def graph() -> int:
        built = Register(found.municipalities, found.changes)
        return sum(len(built.origins(unit)) for unit in built.units)

    floor = milliseconds(lambda: [path.read_bytes() for path in at.register_folder.glob("*.csv")], 30)
    loading = milliseconds(lambda: register.read_register(at.register_folder), 30)
    walking = milliseconds(graph, 30)
    rows = [
        ("floor: reading the register's files as bytes", median(floor), ""),
        ("loading the register from files, checked", median(loading), "< 60 ms"),
        (f"graph and origins of {len(found.units)} units", median(walking), "< 50 ms"),
    ]
    address = "/sammenslainger/9914-2024"
    fetch = _reader(at, actor)
    few = milliseconds(lambda: fetch(address), 40)
    _add_many(at, actor, evaluation_id, MANY)
    many = milliseconds(lambda: fetch(address), 60)
    size = len(fetch(address)) / 1000
    smallest = milliseconds(lambda: fetch("/token"), 60)
    rows.append(("floor: the smallest answer (/token)", f"{median(smallest)}, p95 {p95(smallest)}", ""))
    for count, taken in (("few", few), (str(MANY), many)):
        measured = f"{median(taken)}, p95 {p95(taken)}"
        rows.append((f"before and after, {count} evaluations", measured, "p95 < 150 ms"))
    rows.append(("its page", f"{size:.1f} kB gzip", "≤ 30 kB"))
    return rows


def _add_many(at: Installation, actor: Actor, evaluation_id: int, count: int) -> None:
    """Finished evaluations of invented municipalities, each with the answers of this one."""
    with at.session() as session:
        sample = session.get_one(EvaluationRow, evaluation_id)
        first = sample.evaluated_on
        places = [f"8{number:03}" for number in range(count // 5)]
        made = [
            Municipality(number, f"Prøve {number}", "", "Prøve", first.replace(2020), None) for number in places
        ]
        municipalities.replace_register(session, made, [], {})
        common = {
            "framework_id": sample.framework_id,
            "edition": sample.edition,
            "scoring_digest": sample.scoring_digest,
            "status": sample.status,
            "created_at": at.clock(),
            "created_by": actor.id,
        }
        ids = session.scalars(
            insert(EvaluationRow).returning(EvaluationRow.id),
            [
                common | {"municipality_number": number, "evaluated_on": first.replace(year)}
                for number in places
                for year in range(2021, 2026)
            ],
        ).all()
        given = session.execute(
            select(AnswerRow.criterion_id, AnswerRow.level, AnswerRow.reason).where(
                AnswerRow.sheet_id == sheets.sheet_of(session, evaluation_id, None)
            )
        ).all()
        same = {"note": "", "version": 1, "saved_at": at.clock(), "saved_by": actor.id}
        answers = [same | dict(row._mapping) for row in given]
        agreed = session.scalars(
            insert(SheetRow).returning(SheetRow.id), [{"evaluation_id": new, "account_id": None} for new in ids]
        ).all()
        session.execute(insert(AnswerRow), [one | {"sheet_id": new} for new in agreed for one in answers])
        session.commit()


MEASURES = {"scoring": scoring, "pages": pages, "desk": desk, "mergers": mergers, "reports": paper}


def main() -> None:
    """Make a demonstration installation in a temporary folder and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="?", choices=MEASURES)
    one = parser.parse_args().what
    with tempfile.TemporaryDirectory() as folder:
        settings = read_configuration(INSTANCE=folder, DATABASE_URL=f"sqlite:///{folder}/kompass.db")
        at = install_from(settings)
        maintenance.migrate(at)
        with at.session() as session:
            register.load_register(session, at.register_folder)
            demonstration.open_accounts(at, session)
            demonstration.add_evaluations(at, session)
            actor, evaluation_id = demonstration.sample_evaluation(session)
        gc.collect()
        wanted = [one] if one else list(MEASURES)
        rows = [row for name in wanted for row in MEASURES[name](at, actor, evaluation_id)]
    width = max(len(row[0]) for row in rows)
    for what, measured, target in [("What", "Measured", "Target"), *rows]:
        print(f"{what:<{width}}  {measured:<34}  {target}")


if __name__ == "__main__":  # the processes that render load this file again
    main()
