"""Making the report of an evaluation: gather, compose, render, and keep under the digest of what it says."""

import contextlib
import hashlib
import importlib
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as OutOfTime
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import cast

from sqlalchemy.orm import Session

from kompass import formats
from kompass.domain.errors import NotPossibleNow
from kompass.domain.permissions import Actor
from kompass.language import CATALOGUES, language
from kompass.reporting.compose import evaluation_report as composed
from kompass.reporting.data import EvaluationReport
from kompass.reporting.material import Material
from kompass.reporting.sentences.voice import Voice
from kompass.services import evaluations
from kompass.services.comparison import comparison_group
from kompass.services.installation import Installation

SECONDS = 90
PROGRAM = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Document:
    """A finished report."""

    title: str
    file_name: str
    content: bytes


def evaluation_report(
    at: Installation,
    session: Session,
    actor: Actor | None,
    evaluation_id: int,
    locale: str,
    *,
    here: bool = False,
) -> Document:
    """The PDF report of an evaluation; from the cache when nothing it says has changed.

    Rendered in a process of its own, or in this one when `here`. NotPossibleNow when nothing is scored.
    """
    report, file_name = _gathered(at, session, actor, evaluation_id, locale)
    kept = at.instance / "reports" / f"{_digest(report, at.report_folder)}.pdf"
    try:
        content = kept.read_bytes()
    except OSError:
        content = (_render if here else WORKER.render)(report, at.report_folder)
        _keep(kept, content)
    return Document(report.title, file_name, content)


def _gathered(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, locale: str
) -> tuple[EvaluationReport, str]:
    scored = evaluations.scored(at, session, actor, evaluation_id, locale)
    if not scored.result.total.answered:
        raise NotPossibleNow("nothing_scored")
    group = comparison_group(at, session, actor, scored, locale, "")
    material = Material(scored.evaluation, scored.framework, scored.result, group, Voice(language(locale)))
    place, year = scored.evaluation.municipality.name, str(scored.evaluation.year)
    return composed(material), f"{formats.file_name(place, year, 'kommunekompasset', locale)}.pdf"


def _digest(report: EvaluationReport, folder: Path) -> str:
    # The data are frozen dataclasses of text, fractions and tuples: their representation says it all.
    return hashlib.sha256(f"{_program_digest(folder)}{report!r}".encode()).hexdigest()


@lru_cache(maxsize=4)
def _program_digest(folder: Path) -> str:
    files = [*PROGRAM.joinpath("reporting").rglob("*.py"), PROGRAM / "theme.py", *folder.rglob("*.*")]
    files += CATALOGUES.rglob("*.po")
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _keep(path: Path, content: bytes) -> None:
    # A full disk must not stand between the reader and a report that is already made.
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}.{threading.get_ident()}")
        draft.write_bytes(content)
        draft.replace(path)


def _render(report: EvaluationReport, folder: Path) -> bytes:
    # Loaded when the first report is made, never when the server starts: charts and paper take over a second.
    document = importlib.import_module("kompass.reporting.document")
    return cast(Callable[[EvaluationReport, Path], bytes], document.rendered)(report, folder)


class Worker:
    """One warm process that makes reports, so that the server's own stay small and quick."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()
        self._under_way: dict[str, Future[bytes]] = {}

    def render(self, report: EvaluationReport, folder: Path) -> bytes:
        """The report as PDF; the same report asked for twice at once is made once."""
        key = _digest(report, folder)
        with self._lock:
            future = self._under_way.get(key)
            if future is None:
                future = self._started().submit(_render, report, folder)
                self._under_way[key] = future
        try:
            return future.result(timeout=SECONDS)
        except OutOfTime as error:
            self._stop()
            raise NotPossibleNow("report_out_of_time") from error
        except BrokenProcessPool as error:
            self._stop()
            raise NotPossibleNow("report_worker_died") from error
        finally:
            with self._lock:
                self._under_way.pop(key, None)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # A warm worker grows about a megabyte a report; a new one now and then keeps it small.
            self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=100)
        return self._pool

    def _stop(self) -> None:
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)


WORKER = Worker()
