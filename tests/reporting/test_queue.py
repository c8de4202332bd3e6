"""The queue of reports: who makes which, how far it has come, what failed, and what another process knows of it."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kompass.domain.errors import KompassError
from kompass.reporting import queue
from kompass.reporting.data.parts import Report
from kompass.reporting.evaluation.compose import evaluation_report
from kompass.reporting.queue import Failure, Job, LocalQueue, Ready, State, Waiting
from tests.reporting.conftest import MIXED, ROOT, make_material

KEYS = [letter * 64 for letter in "abcde"]


class Press:
    """Stands where the reports are made: holds each back until it is told to go on."""

    def __init__(self) -> None:
        self.go_on, self.made = threading.Semaphore(0), 0
        self.outcome: Callable[[], bytes] = lambda: b"%PDF"

    def __call__(self, _report: Report) -> bytes:
        assert self.go_on.acquire(timeout=20)
        self.made += 1
        return self.outcome()


@pytest.fixture
def press() -> Press:
    return Press()


@pytest.fixture
def line(tmp_path: Path, press: Press) -> LocalQueue:
    return LocalQueue(tmp_path, press)


def job(key: str, attempt: int = 1) -> Job:
    return Job(key, lambda: evaluation_report(make_material(MIXED)), attempt)


def settled(line: LocalQueue, key: str, is_so: Callable[[State], bool]) -> State:
    """The state, once it is so; whatever it is when that takes too long."""
    deadline = time.monotonic() + 20
    while not is_so(state := line.state(key)) and time.monotonic() < deadline:
        time.sleep(0.01)
    return state


def is_over(state: State) -> bool:
    return not isinstance(state, Waiting)


def test_each_is_told_how_many_are_ahead_until_its_own_is_made(line: LocalQueue, press: Press) -> None:
    first, second, third, *_ = KEYS
    for key in (first, second, third):
        line.submit(job(key))

    assert settled(line, first, lambda state: state == Waiting(0, is_begun=True)) == Waiting(0, is_begun=True)
    assert [line.state(key) for key in (second, third)] == [Waiting(1, False), Waiting(2, False)]
    press.go_on.release()
    assert settled(line, first, is_over) == Ready()
    assert settled(line, second, lambda state: state == Waiting(0, is_begun=True)) == Waiting(0, is_begun=True)
    press.go_on.release(2)
    assert settled(line, third, is_over) == Ready()


def test_nobody_asked_is_no_state(line: LocalQueue) -> None:
    assert line.state(KEYS[0]) is None


def test_two_who_ask_for_the_same_share_one_job_and_the_finished_is_not_made_again(
    tmp_path: Path, line: LocalQueue, press: Press
) -> None:
    other = LocalQueue(tmp_path, press)
    for one in (line, other, line):
        one.submit(job(KEYS[0]))
    press.go_on.release(3)
    settled(line, KEYS[0], is_over)
    other.submit(job(KEYS[0]))

    assert (press.made, other.state(KEYS[0])) == (1, Ready())
    assert not list((tmp_path / "queue").iterdir())


@pytest.mark.parametrize(
    ("error", "code", "values"),
    [
        (KompassError("glyph_missing", character="市"), "glyph_missing", {"character": "市"}),
        (ZeroDivisionError(), "report_crashed", None),
    ],
)
def test_failure_says_why_stays_with_its_attempt_and_stops_nobody_else(
    line: LocalQueue, press: Press, error: Exception, code: str, values: dict[str, str] | None
) -> None:
    def fail() -> bytes:
        press.outcome = lambda: b"%PDF"
        raise error

    press.outcome = fail
    bad, good, *_ = KEYS
    press.go_on.release(9)
    line.submit(job(bad))
    line.submit(job(good))

    failure = settled(line, bad, is_over)
    assert isinstance(failure, Failure)
    assert (failure.code, failure.attempt) == (code, 1)
    assert values is None or failure.values == values
    assert settled(line, good, is_over) == Ready()

    line.submit(job(bad))
    assert line.state(bad) == failure
    line.submit(job(bad, attempt=2))
    assert settled(line, bad, is_over) == Ready()


def test_failure_is_forgotten_after_a_while(tmp_path: Path, line: LocalQueue) -> None:
    path = tmp_path / "queue" / f"{KEYS[0]}.failed"
    path.parent.mkdir()
    path.write_text(json.dumps({"code": "report_stopped", "values": {}, "attempt": 1}))
    assert isinstance(line.state(KEYS[0]), Failure)

    long_ago = time.time() - queue.REMEMBERED_SECONDS - 1
    os.utime(path, (long_ago, long_ago))

    assert line.state(KEYS[0]) is None


def test_report_that_cannot_be_kept_is_a_failure_and_not_an_endless_wait(
    line: LocalQueue, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kompass.reporting.finished.write_whole", full)
    press.go_on.release()
    line.submit(job(KEYS[0]))

    failure = settled(line, KEYS[0], is_over)
    assert isinstance(failure, Failure)
    assert failure.code == "report_not_kept"


def test_folder_that_cannot_be_made_is_told_to_whoever_submits(tmp_path: Path, press: Press) -> None:
    (tmp_path / "in-the-way").write_text("")

    with pytest.raises(OSError, match="in-the-way"):
        LocalQueue(tmp_path / "in-the-way", press).submit(job(KEYS[0]))


def test_full_queue_takes_no_more_until_one_is_done(
    line: LocalQueue, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "MOST_JOBS", 2)
    for key in KEYS[:3]:
        line.submit(job(key))
    assert line.state(KEYS[2]) is None

    press.go_on.release(9)
    settled(line, KEYS[1], is_over)
    line.submit(job(KEYS[2]))

    assert settled(line, KEYS[2], is_over) == Ready()


PROGRAM = """
import sys, time
from pathlib import Path
from kompass.reporting.queue import Job, LocalQueue

def make(report):
    time.sleep(float(sys.argv[3]))
    return b"%PDF of another"

line = LocalQueue(Path(sys.argv[1]), make)
line.submit(Job(sys.argv[2], lambda: None))
print("submitted", flush=True)
time.sleep(60)
"""


def another_process(folder: Path, key: str, seconds: float) -> subprocess.Popen[bytes]:
    """A second web process, at work on this report for so long."""
    started = subprocess.Popen([sys.executable, "-c", PROGRAM, folder, key, str(seconds)], cwd=ROOT, stdout=-1)
    assert started.stdout
    assert started.stdout.readline() == b"submitted\n"
    return started


def test_another_process_has_it_so_this_one_waits_for_the_same(
    tmp_path: Path, line: LocalQueue, press: Press
) -> None:
    with another_process(tmp_path, KEYS[0], 1) as other:
        line.submit(job(KEYS[0]))
        line.submit(job(KEYS[1]))
        seen = [line.state(KEYS[0]), line.state(KEYS[1])]
        over = settled(line, KEYS[0], is_over)
        other.kill()

    assert isinstance(seen[0], Waiting)
    assert isinstance(seen[1], Waiting)
    assert (seen[0].ahead, seen[1].ahead) == (0, 1)
    assert over == Ready()
    assert (tmp_path / f"{KEYS[0]}.pdf").read_bytes() == b"%PDF of another"
    assert press.made == 0


def test_process_that_was_killed_leaves_its_job_to_whoever_asks_next(
    tmp_path: Path, line: LocalQueue, press: Press
) -> None:
    with another_process(tmp_path, KEYS[0], 60) as other:
        held = line.state(KEYS[0])
        other.send_signal(signal.SIGKILL)
    gone = line.state(KEYS[0])
    press.go_on.release()
    line.submit(job(KEYS[0]))

    assert (type(held), gone) == (Waiting, None)
    assert settled(line, KEYS[0], is_over) == Ready()


def test_job_taken_away_between_being_found_and_being_held_is_taken_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, whole = tmp_path / "a.job", fcntl.flock
    removed: list[Path] = []

    def slow(held: int, how: int) -> None:
        whole(held, how)
        if not removed:
            removed.append(path)
            path.unlink()

    monkeypatch.setattr("fcntl.flock", slow)
    held = queue._taken(path)

    assert held is not None
    assert os.fstat(held).st_ino == path.stat().st_ino
    os.close(held)
    path.unlink()
    assert queue._taken(path, make=False) is None
    with pytest.raises(FileNotFoundError):
        queue._taken(tmp_path / "no folder" / "a.job")
