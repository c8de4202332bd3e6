"""The report of a merger, and of a compilation: gather, compose, render; or hand out the finished one."""

from kompass.domain.before_after import Starting
from kompass.domain.errors import NotPossibleNow
from kompass.domain.merger import BaselineKind
from kompass.formats import file_name
from kompass.language import language
from kompass.reporting import finished
from kompass.reporting.merger.compose import merger_report as compose
from kompass.reporting.merger.material import MergerMaterial
from kompass.reporting.sentences.voice import Voice
from kompass.services.installation import Installation
from kompass.services.mergers import BeforeAfter
from kompass.services.reports import FOLDER, Document, Renderer, in_worker, rendered


def merger_report(at: Installation, found: BeforeAfter, locale: str, *, render: Renderer = in_worker) -> Document:
    """One merger before and after; NotPossibleNow when nobody in it was ever evaluated."""
    successor = found.merger.successor
    material = MergerMaterial(
        starting=found.starting,
        kind=found.kind,
        after=found.after,
        later=found.later,
        fates=found.fates,
        boundaries=found.boundaries,
        crosswalks=found.crosswalks,
        voice=Voice(language(locale)),
    )
    return _document(at, material, successor.key if successor else "", render)


def compilation_report(
    at: Installation, starting: Starting, locale: str, *, render: Renderer = in_worker
) -> Document:
    """Municipalities side by side; NotPossibleNow when none of them was ever evaluated."""
    material = MergerMaterial(
        starting=starting,
        kind=BaselineKind.RANGE,
        after=None,
        later=(),
        fates=(),
        boundaries=(),
        crosswalks=(),
        voice=Voice(language(locale)),
    )
    numbers = " ".join(partner.unit.number for partner in starting.merger.partners)
    return _document(at, material, numbers, render)


def _document(at: Installation, material: MergerMaterial, key: str, render: Renderer) -> Document:
    if not material.later and not any(partner.known for partner in material.partners):
        raise NotPossibleNow("nothing_known")
    words = material.voice.language
    content = finished.kept(
        at.instance / FOLDER,
        finished.digest(material.fingerprint, at.report_folder),
        lambda: rendered(compose(material), at.report_folder, words, render),
    )
    name = material.name if material.is_merger else material.short_title
    return Document(material.title, f"{file_name(name, key, words.locale)}.pdf", content)
