"""The report of a merger, and of a compilation: compose, render; or hand out the finished one."""

from kompass.domain.before_after import Starting
from kompass.domain.errors import NotPossibleNow
from kompass.domain.merger import BaselineKind
from kompass.formats import file_name
from kompass.language import language
from kompass.reporting.merger.compose import merger_report as compose
from kompass.reporting.merger.material import MergerMaterial
from kompass.reporting.sentences.voice import Voice
from kompass.services import paper
from kompass.services.installation import Installation
from kompass.services.mergers import BeforeAfter
from kompass.services.paper import Document, Order, Renderer, in_worker


def merger_report(at: Installation, found: BeforeAfter, locale: str, *, render: Renderer = in_worker) -> Document:
    """One merger before and after; NotPossibleNow when nobody in it was ever evaluated."""
    return paper.document(at, merger_order(found, locale), render=render)


def compilation_report(
    at: Installation, starting: Starting, locale: str, *, render: Renderer = in_worker
) -> Document:
    """Municipalities side by side; NotPossibleNow when none of them was ever evaluated."""
    return paper.document(at, compilation_order(starting, locale), render=render)


def merger_order(found: BeforeAfter, locale: str) -> Order:
    """The report of one merger, as it would be made now."""
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
    return _order("merger", material, successor.key if successor else "", locale)


def compilation_order(starting: Starting, locale: str) -> Order:
    """The compilation of these municipalities, as it would be made now."""
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
    return _order("compilation", material, numbers, locale)


def _order(kind: str, material: MergerMaterial, key: str, locale: str) -> Order:
    if not material.later and not any(partner.known for partner in material.partners):
        raise NotPossibleNow("nothing_known")
    name = file_name(material.name if material.is_merger else material.short_title, key, locale)
    return Order(kind, material.title, name, locale, material.fingerprint, lambda: compose(material))
