"""Every report at once, into a folder: several processes side by side, one failure at a time, begun again where it
stopped.

What is finished lies in the cache under its digest, so a second run only copies it; what has changed since is made
anew.
"""

import logging
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from queue import SimpleQueue

from sqlalchemy.orm import Session

from kompass.domain.errors import KompassError, NotPossibleNow
from kompass.domain.permissions import Actor
from kompass.formats import file_name
from kompass.reporting import finished
from kompass.reporting.data.parts import Report
from kompass.reporting.worker import Worker
from kompass.services import paper, report_kinds
from kompass.services.installation import Installation
from kompass.services.paper import Order, Renderer

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One report: its kind, what it is of, and the language."""

    kind: str
    subject: str
    locale: str


class Result(Enum):
    """What became of one report."""

    MADE = "made"
    THERE = "there"
    NOT_YET = "not yet"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One report that was asked for. `error` says why it failed, or why there is none yet."""

    wanted: Wanted
    result: Result
    error: KompassError | None = None


@dataclass(frozen=True, slots=True)
class Workshop:
    """Where a batch is made: by whom it is asked for, the folder it goes to, how many are made side by side."""

    actor: Actor
    output: Path
    workers: int = 2


def wanted(
    at: Installation, session: Session, actor: Actor, locales: Iterable[str], kinds: Collection[str] = ()
) -> list[Wanted]:
    """Every report there may be, of these kinds or of all."""
    found = [one for one in report_kinds.subjects(at, session, actor) if not kinds or one[0] in kinds]
    return [Wanted(*one, locale) for one in found for locale in locales]


def make(at: Installation, shop: Workshop, asked: Iterable[Wanted]) -> Iterator[Outcome]:
    """Make them all, each told as it is done, in no order. Nothing that fails stops the rest."""
    idle: SimpleQueue[Worker] = SimpleQueue()
    crew = [Worker() for _ in range(shop.workers)]
    for worker in crew:
        idle.put(worker)

    def render(report: Report, folder: Path) -> bytes:
        free = idle.get()
        try:
            return free.render(report, folder)
        finally:
            idle.put(free)

    threads = ThreadPoolExecutor(shop.workers, thread_name_prefix="reports")
    # A few more than can be made at once are gathered ahead; never all, so the memory stays flat.
    under_way: set[Future[Outcome]] = set()
    try:
        for one in asked:
            if len(under_way) > 2 * shop.workers:
                done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
            under_way.add(threads.submit(_outcome, one, _making(at, shop, one, render)))
        while under_way:
            done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in done)
    finally:
        threads.shutdown(cancel_futures=True)
        for worker in crew:
            worker.close()


def _making(at: Installation, shop: Workshop, one: Wanted, render: Renderer) -> Callable[[], Result]:
    def made() -> Result:
        with at.session() as session:
            order = report_kinds.order(at, session, shop.actor, (one.kind, one.subject), one.locale)
        path = _path(shop.output, one, order)
        content = paper.document(at, order, render=render).content
        if path.is_file() and path.read_bytes() == content:
            return Result.THERE
        path.parent.mkdir(parents=True, exist_ok=True)
        finished.write_whole(path, content)
        return Result.MADE

    return made


def _path(output: Path, one: Wanted, order: Order) -> Path:
    """Two municipalities may have one name, and one of them two evaluations a year: hence the subject."""
    return output / one.kind / f"{file_name(one.subject)}-{order.file_name}.pdf"


def _outcome(one: Wanted, make_it: Callable[[], Result]) -> Outcome:
    try:
        return Outcome(one, make_it())
    except NotPossibleNow as error:
        return Outcome(one, Result.NOT_YET, error)
    except KompassError as error:
        return Outcome(one, Result.FAILED, error)
    except OSError as error:
        return Outcome(one, Result.FAILED, KompassError("report_failed", detail=str(error)))
    except Exception as error:
        reference = secrets.token_hex(4)
        log.error("report failed %s", reference, exc_info=error)
        return Outcome(one, Result.FAILED, KompassError("report_crashed", reference=reference))
