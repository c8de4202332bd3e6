"""Where a report is rendered: in this process, or in a warm process of its own beside the web server.

Light to import. What is heavy is imported in one place, when the first report is asked for.
"""

import os
import signal
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from threading import Lock
from time import monotonic

from kompass.domain.errors import KompassError
from kompass.reporting.data.parts import Report

LIMIT_SECONDS = 90
# A process grows by about a megabyte a report; a fresh one after this many keeps it small.
REPORTS_A_PROCESS = 100


class TookTooLong(Exception):
    """The report was not finished within the limit."""


class Stopped(Exception):
    """The process that rendered died, twice."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A KompassError on its way between processes, as plain values."""

    code: str
    values: tuple[tuple[str, str], ...]


def render_here(report: Report, folder: Path) -> bytes:
    """Render in this process: for the command line, where nobody else waits."""
    # Fontconfig reads this once, when WeasyPrint is imported; from then on the machine's own fonts do not exist.
    os.environ["FONTCONFIG_FILE"] = str(folder / "fonts" / "fonts.conf")
    # The one import inside a function. WeasyPrint and matplotlib cost a second and 150 MB, which the web
    # server must not pay at start and the sign-in page not at all.
    from kompass.reporting.printing import report_pdf  # noqa: PLC0415

    return report_pdf(report, folder)


def _render_bounded(report: Report, folder: Path, limit: int) -> bytes | Refusal:
    """What the other process runs. The alarm ends the process itself, also in the middle of foreign code."""
    signal.alarm(limit)
    try:
        return render_here(report, folder)
    except KompassError as error:
        return Refusal(error.code, tuple(error.values.items()))
    finally:
        signal.alarm(0)


class Worker:
    """One process that renders one report at a time. Made at the first report, and again if it dies."""

    def __init__(self, limit: int = LIMIT_SECONDS) -> None:
        self._limit, self._lock = limit, Lock()
        self._pool: ProcessPoolExecutor | None = None

    def render(self, report: Report, folder: Path) -> bytes:
        """Render and wait. KompassError as in `render_here`; TookTooLong or Stopped when the process ended."""
        for _ in range(2):
            pool, started = self._running(), monotonic()
            try:
                outcome = pool.submit(_render_bounded, report, folder, self._limit).result()
            except BrokenProcessPool:
                # It may have been another's report that ended the process; this one gets a second chance.
                self._forget(pool)
                if monotonic() - started >= self._limit:
                    raise TookTooLong from None
                continue
            if isinstance(outcome, Refusal):
                raise KompassError(outcome.code, **dict(outcome.values))
            return outcome
        raise Stopped

    def close(self) -> None:
        """End the process; the next report makes a new one."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool:
            pool.shutdown(cancel_futures=True)

    def _running(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(
                    max_workers=1, mp_context=get_context("spawn"), max_tasks_per_child=REPORTS_A_PROCESS
                )
            return self._pool

    def _forget(self, pool: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._pool is pool:
                self._pool = None
        pool.shutdown(wait=False)
