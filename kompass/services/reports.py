"""The report of an evaluation: gather, compose, render; or hand out the one that is finished already."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy.orm import Session

from kompass.domain.errors import KompassError, NotPossibleNow
from kompass.domain.permissions import Actor
from kompass.formats import file_name
from kompass.language import Language, language
from kompass.reporting import finished, worker
from kompass.reporting.data.parts import Report
from kompass.reporting.evaluation.compose import evaluation_report as compose
from kompass.reporting.evaluation.material import Material
from kompass.reporting.sentences.voice import Voice
from kompass.services.comparison import comparison_group
from kompass.services.evaluations import scored
from kompass.services.installation import Installation
from kompass.services.texts import printed
from kompass.storage import municipalities

FOLDER = "reports"

# Report data and the folder of layouts in, PDF out.
Renderer = Callable[[Report, Path], bytes]


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


def evaluation_report(
    at: Installation,
    session: Session,
    actor: Actor | None,
    evaluation_id: int,
    locale: str,
    *,
    render: Renderer = in_worker,
) -> Document:
    """The report in this language; NotPossibleNow while no process has a level."""
    found = scored(at, session, actor, evaluation_id, locale)
    if found.result.total.share is None:
        raise NotPossibleNow("nothing_scored")
    words = language(locale)
    group = comparison_group(at, session, actor, found, locale, words.gettext("Andre kommuner"))
    # The municipality of an evaluation is read without its inhabitants; the report tells them.
    place = municipalities.municipality(session, found.evaluation.municipality.number)
    evaluation = replace(found.evaluation, municipality=place) if place else found.evaluation
    material = Material(
        evaluation, found.framework, found.result, group, Voice(words), printed(session, actor, evaluation)
    )
    key = finished.digest(material.fingerprint, at.report_folder)
    # Composed only when it must be: most reports asked for are finished already.
    content = finished.kept(
        at.instance / FOLDER, key, lambda: rendered(compose(material), at.report_folder, words, render)
    )
    name = file_name(found.evaluation.municipality.name, str(found.evaluation.year), "kommunekompasset", locale)
    return Document(material.title, f"{name}.pdf", content)


def rendered(report: Report, folder: Path, words: Language, render: Renderer) -> bytes:
    """The PDF; KompassError with a sentence in the reader's language when it could not be made."""
    try:
        return render(report, folder)
    except worker.TookTooLong as error:
        detail = words.gettext("Det tok mer enn %(seconds)s sekunder.") % {"seconds": worker.LIMIT_SECONDS}
        raise KompassError("report_failed", detail=detail) from error
    except worker.Stopped as error:
        detail = words.gettext("Prosessen som lager rapporter, stanset. Prøv igjen.")
        raise KompassError("report_failed", detail=detail) from error
