"""The one way every report goes: an order says what the report is made of, and the paper comes out finished.

A kind of report is a function that asks the rights, gathers, and gives an `Order`. How it becomes a PDF, where it
is kept and who waits for it, is the same for all of them and stands here.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from kompass.domain.errors import KompassError
from kompass.reporting import finished, worker
from kompass.reporting.data.parts import Report
from kompass.reporting.data.word import AsWord
from kompass.reporting.queue import Failure, Job, LocalQueue, Queue, Ready, Waiting
from kompass.services.installation import Installation

FOLDER = "reports"

# Report data and the folder of layouts in, PDF out.
Renderer = Callable[[Report, Path], bytes]


@dataclass(frozen=True, slots=True)
class Order:
    """A report that can be made. `kind` and `fingerprint` decide its bytes together with the program itself.

    `fingerprint` is everything the report is made from, as text, its language included; `compose` makes the
    report data, and runs only when the report is not finished already. `file_name` has no ending; `ending` is
    what kind of file it is.
    """

    kind: str
    title: str
    file_name: str
    locale: str
    fingerprint: str
    compose: Callable[[], Report]
    ending: str = "pdf"


@dataclass(frozen=True, slots=True)
class Document:
    """A finished report."""

    title: str
    file_name: str
    content: bytes


# Nothing runs until the first report is asked for, so this may be made before the server forks.
_WORKER = worker.Worker()


def in_worker(report: Report, folder: Path) -> bytes:
    """Render in the process beside the web server, which stays free for the next page."""
    return _WORKER.render(report, folder)


in_this_process: Renderer = worker.render_here


def as_word(order: Order) -> Order:
    """The same report as a Word file, for those who must edit it."""
    return replace(order, kind=f"{order.kind} word", compose=lambda: AsWord(order.compose()), ending="docx")


def key_of(at: Installation, order: Order) -> str:
    """The digest the finished report is kept under."""
    return finished.digest(f"{order.kind} {order.fingerprint}", at.report_folder)


def document(at: Installation, order: Order, *, render: Renderer = in_worker) -> Document:
    """The finished report, at once when it was made before; KompassError when it could not be made."""
    content = finished.kept(
        at.instance / FOLDER, key_of(at, order), lambda: rendered(order.compose(), at.report_folder, render)
    )
    return Document(order.title, f"{order.file_name}.{order.ending}", content)


def progress(at: Installation, order: Order, attempt: int = 1) -> Ready | Waiting | Failure:
    """How far the report has come; it is put in the queue when nobody makes it yet. Does not wait for it.

    A report that failed is tried again by a higher attempt. Ready, too, when there is nowhere to queue: then it
    must be made while the reader waits.
    """
    queue, key = queue_of(at.instance / FOLDER, at.report_folder), key_of(at, order)
    try:
        queue.submit(Job(key, order.compose, attempt))
    except OSError:
        return Ready()
    # Between the two the job may have been swept away as another's; the page asks again.
    return queue.state(key) or Waiting(0, is_begun=False)


@lru_cache
def queue_of(folder: Path, layouts: Path) -> Queue:
    """The queue of the reports kept in this folder; one for each process, told apart by nobody."""
    return LocalQueue(folder, lambda report: rendered(report, layouts, in_worker))


def rendered(report: Report, folder: Path, render: Renderer) -> bytes:
    """The PDF; KompassError saying why when the process that renders ended."""
    try:
        return render(report, folder)
    except worker.TookTooLong as error:
        raise KompassError("report_too_slow", seconds=str(worker.LIMIT_SECONDS)) from error
    except worker.TookTooMuch as error:
        raise KompassError("report_too_big", megabytes=str(worker.LIMIT_BYTES >> 20)) from error
    except worker.Stopped as error:
        raise KompassError("report_stopped") from error
