"""Reports that are being made while the reader watches: who is making which, how far it has come, why it failed.

What is known stands in files, so that every process of the web server tells the same. A job carries no rights and
no person: it makes a file that lies unreachable until somebody with the right to it asks.

A job is a file that the process making it holds locked. When that process ends, however it ends, the system lets
go of the lock, and whoever asks next takes the job over.
"""

import fcntl
import json
import logging
import os
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, Protocol

from kompass.domain.errors import KompassError
from kompass.reporting import finished
from kompass.reporting.data.parts import Report

FOLDER = "queue"
# More wait in the browser, where waiting costs nothing.
MOST_JOBS = 50
# What failed is told for this long to those who ask the same again; then it is tried anew.
REMEMBERED_SECONDS = 600

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """A report to be made and kept under this key. One that failed is tried again by a higher attempt only."""

    key: str
    compose: Callable[[], Report]
    attempt: int = 1


@dataclass(frozen=True, slots=True)
class Ready:
    """The report is finished."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The report is in the queue behind so many, or being made."""

    ahead: int
    is_begun: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """The report could not be made: the code and values of the error, and which attempt this was."""

    code: str
    values: Mapping[str, str]
    attempt: int


State = Ready | Waiting | Failure | None


class Queue(Protocol):
    """What the rest of the program knows of a queue. A task queue over several machines takes its place here.

    Such a queue sends `job.compose()`, which can be pickled, and keeps the PDF where all machines find it.
    """

    def submit(self, job: Job) -> None:
        """Have the report made, unless it is finished, being made, or failed at this attempt. Does not wait."""

    def state(self, key: str) -> State:
        """How far the report has come; None when nobody has asked for it."""


class LocalQueue:
    """The queue of one machine: each web process makes the reports it was asked for, one at a time.

    OSError from `submit` when the folder cannot be written to.
    """

    def __init__(self, folder: Path, make: Callable[[Report], bytes]) -> None:
        self._finished, self._folder, self._make = folder, folder / FOLDER, make
        self._jobs: SimpleQueue[tuple[Job, int]] = SimpleQueue()
        self._lock = Lock()
        self._thread: Thread | None = None

    def submit(self, job: Job) -> None:
        failure = self._failure(job.key)
        if finished.path_of(self._finished, job.key).exists() or (failure and failure.attempt >= job.attempt):
            return
        if len(list(self._folder.glob("*.job"))) >= MOST_JOBS and len(list(self._under_way())) >= MOST_JOBS:
            return  # the page that asks comes back by itself
        self._folder.mkdir(parents=True, exist_ok=True)
        held = _taken(self._path(job.key))
        if held is None:
            return
        self._failed(job.key).unlink(missing_ok=True)
        _write(held, {"since": time.time_ns(), "is_begun": False})
        self._jobs.put((job, held))
        self._start()

    def state(self, key: str) -> State:
        if finished.path_of(self._finished, key).exists():
            return Ready()
        under_way = dict(self._under_way())
        if own := under_way.get(key):
            ahead = sum(other["since"] < own["since"] for other in under_way.values())
            return Waiting(ahead, own["is_begun"])
        # It may have been finished since the first look.
        return Ready() if finished.path_of(self._finished, key).exists() else self._failure(key)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.job"

    def _failed(self, key: str) -> Path:
        return self._folder / f"{key}.failed"

    def _under_way(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Every job somebody is at, in any process; what was left by a process that ended is swept away."""
        for path in self._folder.glob("*.job"):
            if (held := _taken(path, make=False)) is not None:
                _let_go(path, held)
                continue
            with suppress(OSError, ValueError):  # it may be done, or not yet written, at this very moment
                yield path.stem, json.loads(path.read_text(encoding="utf-8"))

    def _failure(self, key: str) -> Failure | None:
        path = self._failed(key)
        with suppress(OSError, ValueError):
            if time.time() - path.stat().st_mtime < REMEMBERED_SECONDS:
                return Failure(**json.loads(path.read_text(encoding="utf-8")))
        return None

    def _start(self) -> None:
        with self._lock:
            if self._thread is None:
                # A daemon: a server that is told to stop does not first make all that is asked for.
                self._thread = Thread(target=self._work, name="reports", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        while True:
            job, held = self._jobs.get()
            with _held(self._path(job.key), held):
                _write(held, {"since": json.loads(os.pread(held, 999, 0))["since"], "is_begun": True})
                failure = self._attempt(job)
                if failure:
                    with suppress(OSError):
                        self._failed(job.key).write_text(json.dumps(failure), encoding="utf-8")

    def _attempt(self, job: Job) -> dict[str, Any] | None:
        """Make and keep the report; what went wrong, as a failure is written."""
        try:
            finished.kept(self._finished, job.key, lambda: self._make(job.compose()))
        except KompassError as error:
            return {"code": error.code, "values": error.values, "attempt": job.attempt}
        except Exception as error:
            reference = secrets.token_hex(4)
            log.error("report failed %s", reference, exc_info=error)
            return {"code": "report_crashed", "values": {"reference": reference}, "attempt": job.attempt}
        if not finished.path_of(self._finished, job.key).exists():
            return {"code": "report_not_kept", "values": {}, "attempt": job.attempt}
        return None


def _taken(path: Path, *, make: bool = True) -> int | None:
    """The file, open and locked by us; None when another has it, or there is none and none is to be made."""
    while True:
        try:
            held = os.open(path, os.O_RDWR | (os.O_CREAT if make else 0), 0o600)
        except FileNotFoundError:
            if make:
                raise
            return None
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(held)
            return None
        with suppress(FileNotFoundError):
            # Whoever had it before may have removed it after we opened it; then ours is the lock of no file.
            if os.fstat(held).st_ino == path.stat().st_ino:
                return held
        os.close(held)


def _write(held: int, content: Mapping[str, Any]) -> None:
    text = json.dumps(content).encode()
    os.pwrite(held, text, 0)
    os.ftruncate(held, len(text))


def _let_go(path: Path, held: int) -> None:
    with suppress(OSError):
        path.unlink()
    os.close(held)


@contextmanager
def _held(path: Path, held: int) -> Iterator[None]:
    try:
        yield
    finally:
        _let_go(path, held)
