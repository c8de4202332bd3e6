"""The reports, as script/bench measures them: beside the same report without its charts, in the same run."""

import importlib
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from kompass.domain.errors import NotPossibleNow
from kompass.domain.permissions import Actor
from kompass.services import paper, report_kinds
from kompass.services.installation import Installation
from kompass.services.paper import Order

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 3
# Municipalities added for the batch, beside those of the demonstration; BENCH_BATCH=500 for the long run.
BATCH = int(os.environ.get("BENCH_BATCH", "20"))
# Seconds of CPU and kilobytes a kind may take; the full report's for those that have none of their own.
TARGETS = {"evaluation": ("≤ 4.3 s", "≤ 400 kB"), "summary": ("≤ 0.4 s", "≤ 120 kB")}

Row = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Measured:
    """One kind of report: CPU seconds warm, pages, kilobytes, milliseconds when it is finished already."""

    seconds: float
    pages: int
    size: float
    again: float


def cpu(work: Callable[[], object]) -> float:
    """Median CPU seconds, after one round that is not counted."""
    work()
    taken = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def forget(at: Installation) -> None:
    for kept in (at.instance / paper.FOLDER).glob("*.pdf"):
        kept.unlink()


def rows(at: Installation, actor: Actor, evaluation_id: int, add_many: Callable[..., None]) -> list[Row]:
    """The table of targets in design/reports.md."""
    # As the command line does: the text engine must see the report's fonts only, from its first import on.
    os.environ["FONTCONFIG_FILE"] = str(at.report_folder / "fonts" / "fonts.conf")
    start = time.process_time()
    printing = importlib.import_module("kompass.reporting.printing")
    imported = time.process_time() - start
    what = ("evaluation", str(evaluation_id))
    with without_charts(printing):
        floor = cpu(_making(at, actor, what))
    full = measured(at, actor, what)
    found = [
        ("floor: the full report without its charts", f"{floor:.2f} s CPU", ""),
        ("full report, ratio to the floor", f"{full.seconds / floor:.2f}", "≤ 1.15"),
        *_kind("evaluation", full, floor),
        ("cold, from the command line", f"{_cold(at):.2f} s CPU", f"≤ {full.seconds + 2:.2f} s (warm + 2 s)"),
        ("of it: loading charts and paper", f"{imported:.2f} s CPU", ""),
        ("one chart, warm, median of the report's", _one_chart(at, actor, what, printing), "≤ 30 ms"),
    ]
    for name in report_kinds.KINDS:
        if name != "evaluation" and (subject := _first(at, actor, name)):
            found += _kind(name, measured(at, actor, (name, subject)), floor)
    add_many(at, actor, evaluation_id, BATCH)
    return found + batch(at)


def _kind(name: str, one: Measured, floor: float) -> list[Row]:
    seconds, size = TARGETS.get(name, TARGETS["evaluation"])
    return [
        (f"{name}, warm", f"{one.seconds:.2f} s CPU, {one.seconds / floor:.2f} of the floor", seconds),
        (f"  a page of {one.pages}", f"{one.seconds / one.pages:.3f} s", "≤ 0.09 s"),
        ("  file", f"{one.size:.0f} kB", size),
        ("  asked for again", f"{one.again * 1000:.1f} ms", "≤ 20 ms"),
    ]


def _order(at: Installation, actor: Actor, what: tuple[str, str]) -> Order:
    with at.session() as session:
        return report_kinds.order(at, session, actor, what, "nb")


def _making(at: Installation, actor: Actor, what: tuple[str, str]) -> Callable[[], bytes]:
    def made() -> bytes:
        forget(at)
        return paper.document(at, _order(at, actor, what), render=paper.in_this_process).content

    return made


def measured(at: Installation, actor: Actor, what: tuple[str, str]) -> Measured:
    made = _making(at, actor, what)
    seconds, content = cpu(made), made()
    again = cpu(lambda: paper.document(at, _order(at, actor, what), render=paper.in_this_process))
    return Measured(seconds, len(PdfReader(BytesIO(content)).pages), len(content) / 1000, again)


def _first(at: Installation, actor: Actor, name: str) -> str:
    """The first subject of this kind that can be printed; empty without one."""
    with at.session() as session:
        for subject in report_kinds.KINDS[name].subjects(at, session, actor):
            try:
                report_kinds.order(at, session, actor, (name, subject), "nb")
            except NotPossibleNow:
                continue
            return subject
    return ""


@contextmanager
def without_charts(printing: Any) -> Iterator[None]:
    drawing = printing.charts.svg
    printing.charts.svg = lambda *_: b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    try:
        yield
    finally:
        printing.charts.svg = drawing


def _one_chart(at: Installation, actor: Actor, what: tuple[str, str], printing: Any) -> str:
    report = _order(at, actor, what).compose()
    pen = printing._pen(at.report_folder / "fonts")
    taken = [cpu(lambda one=one: printing.charts.svg(one.chart, report.mark, pen)) for one in report.figures]
    return f"{statistics.median(taken) * 1000:.1f} ms, dearest {max(taken) * 1000:.1f} of {len(taken)}"


def _cold(at: Installation) -> float:
    forget(at)
    before = _children()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "kompass", "report", "--sample", "--output", f"{folder}/report.pdf"]
        subprocess.run(  # noqa: S603 - our own program
            command, cwd=ROOT, env=os.environ | {"KOMPASS_INSTANCE": str(at.instance)}, check=True, stdout=-3
        )
    return _children() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def batch(at: Installation) -> list[Row]:
    """Every full report in one language, as the command makes them with two workers."""
    forget(at)
    with tempfile.TemporaryDirectory() as folder:
        first, again = _every(at, folder), _every(at, folder)
    peak = max((max(seen) for seen in first.memory), default=0)
    growth = max(
        (statistics.mean(seen[-4:]) - statistics.mean(seen[len(seen) // 4 :][:4]) for seen in first.memory),
        default=0,
    )
    return [
        (f"batch of {first.made}, 2 workers", f"{first.made / first.seconds * 60:.1f} a minute", "≥ 28 a minute"),
        ("  CPU of one, all processes", f"{first.cpu / first.made:.2f} s", "≤ 4.3 s"),
        ("  the same batch again, nothing to make", f"{again.seconds:.1f} s", ""),
        ("  memory of a worker, highest", f"{peak:.0f} MB", "≤ 250 MB"),
        ("  growth over the last three quarters", f"{growth:.0f} MB", "flat"),
    ]


@dataclass(frozen=True, slots=True)
class Batch:
    """How many reports a run made, in how many seconds of the clock and of all processors together.

    `memory` is what each process that renders held, in resident megabytes, second by second.
    """

    made: int
    seconds: float
    cpu: float
    memory: list[list[float]]


def _every(at: Installation, folder: str) -> Batch:
    command = [sys.executable, "-m", "kompass", "reports", "--kind", "evaluation", "--language", "nb"]
    start, before = time.perf_counter(), _children()
    memory: dict[str, list[float]] = {}
    with subprocess.Popen(  # noqa: S603 - our own program
        [*command, "--workers", "2", "--output", folder],
        cwd=ROOT,
        env=os.environ | {"KOMPASS_INSTANCE": str(at.instance)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as running:
        while running.poll() is None:
            time.sleep(1)
            _look(running.pid, memory)
        told = running.stdout.read() if running.stdout else ""
    taken, used = time.perf_counter() - start, _children() - before
    if running.returncode:
        raise RuntimeError(told)
    # The demonstration has evaluations without a level yet: no report of them, and no failure either.
    made = len(list(Path(folder).rglob("*.pdf")))
    return Batch(made, taken, used, [seen for seen in memory.values() if len(seen) > 8])


def _look(parent: int, memory: dict[str, list[float]]) -> None:
    """Add what every process that renders for this one holds now."""
    found = subprocess.run(  # noqa: S603 - a fixed command
        ["ps", "-ww", "-o", "pid=", "-o", "rss=", "-o", "args=", "--ppid", str(parent)],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    for line in found.stdout.splitlines():
        if "spawn_main" in line:
            process, size, *_ = line.split()
            memory.setdefault(process, []).append(int(size) / 1000)
