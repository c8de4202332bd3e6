"""Where a report is rendered: in this process, or in a warm process of its own beside the web server.

Light to import. What is heavy is imported in one place, when the first report is asked for.
"""

import gc
import os
import resource
import signal
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from threading import Lock, Thread

from kompass.domain.errors import KompassError
from kompass.reporting.data.parts import Report

LIMIT_SECONDS = 60
# A full report takes a quarter of this; more is a text gone wrong.
LIMIT_BYTES = 1 << 30
# A process grows by about half a megabyte a report; a fresh one after this many keeps it small.
REPORTS_A_PROCESS = 50


class TookTooLong(Exception):
    """The report was not finished within the limit."""


class TookTooMuch(Exception):
    """The report needed more memory than the limit."""


class Stopped(Exception):
    """The process that rendered died, twice."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A KompassError on its way between processes, as plain values."""

    code: str
    values: tuple[tuple[str, str], ...]


def render_here(report: Report, folder: Path) -> bytes:
    """Render in this process: for the command line, where nobody else waits."""
    return _press(folder)(report, folder)


def _press(folder: Path) -> Callable[[Report, Path], bytes]:
    # Fontconfig reads this once, when WeasyPrint is imported; from then on the machine's own fonts do not exist.
    os.environ["FONTCONFIG_FILE"] = str(folder / "fonts" / "fonts.conf")
    # The one import inside a function. WeasyPrint and matplotlib cost a second and 150 MB, which the web
    # server must not pay at start and the sign-in page not at all.
    from kompass.reporting.printing import printed  # noqa: PLC0415

    return printed


def _render_bounded(report: Report, folder: Path, limit: int) -> bytes | Refusal | None:
    """What the other process runs; None when the memory did not suffice.

    The alarm ends the process itself, also in the middle of foreign code.
    """
    signal.alarm(limit)
    try:
        press = _press(folder)
        if not gc.get_freeze_count():
            # What is loaded stays: it need not be searched for garbage before every report.
            gc.collect()
            gc.freeze()
        return press(report, folder)
    except KompassError as error:
        return Refusal(error.code, tuple(error.values.items()))
    except MemoryError:
        return None
    finally:
        signal.alarm(0)


def _prepare(parent: int, memory: int) -> None:
    """What the other process does first."""
    # Ctrl-C is for the program; it ends this process in its own way.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_DATA, (memory, resource.getrlimit(resource.RLIMIT_DATA)[1]))
    Thread(target=_leave_with, args=(parent,), daemon=True).start()


def _leave_with(parent: int) -> None:
    """End this process when the one that started it is gone, however it went."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


class Worker:
    """One process that renders one report at a time. Made at the first report, and again if it dies."""

    def __init__(self, limit: int = LIMIT_SECONDS, memory: int = LIMIT_BYTES) -> None:
        self._limit, self._memory = limit, memory
        self._lock, self._turn = Lock(), Lock()
        self._pool: ProcessPoolExecutor | None = None

    def render(self, report: Report, folder: Path) -> bytes:
        """Render and wait, first for one's turn: what ends the process then concerns nobody else's report.

        KompassError as in `render_here`; TookTooLong, TookTooMuch or Stopped when the process could not.
        """
        with self._turn:
            for _ in range(2):
                pool, started = self._running(), time.monotonic()
                try:
                    outcome = pool.submit(_render_bounded, report, folder, self._limit).result()
                except BrokenProcessPool:
                    self._forget(pool)
                    if time.monotonic() - started >= self._limit:
                        raise TookTooLong from None
                    # Ended from outside, it may be: the machine was short of memory, or somebody cleaned up.
                    continue
                if outcome is None:
                    self.close()  # what foreign code left half done for want of memory must not be met again
                    raise TookTooMuch
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
                    max_workers=1,
                    mp_context=get_context("spawn"),
                    initializer=_prepare,
                    initargs=(os.getpid(), self._memory),
                    max_tasks_per_child=REPORTS_A_PROCESS,
                )
            return self._pool

    def _forget(self, pool: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._pool is pool:
                self._pool = None
        pool.shutdown(wait=False)
