"""The papers of an edition: the booklet of its method and criteria, and the blank scoring sheet."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from kompass.domain.errors import NotFound
from kompass.domain.framework import Framework
from kompass.domain.permissions import Actor, Permission
from kompass.formats import file_name
from kompass.language import language
from kompass.reporting.booklet.compose import booklet
from kompass.reporting.booklet.sheet import scoring_sheet
from kompass.reporting.data.parts import Report
from kompass.reporting.sentences import booklet as say
from kompass.reporting.sentences.voice import Voice
from kompass.services.access import require
from kompass.services.installation import Installation
from kompass.services.paper import Order

# How framework and edition are joined in the name of a subject: «kommunekompasset-apen:2026».
BETWEEN = ":"


@dataclass(frozen=True, slots=True)
class EditionLine:
    """An edition there are papers of."""

    id: str
    edition: str
    title: str
    areas: int
    processes: int


def editions(at: Installation, actor: Actor | None, locale: str) -> list[EditionLine]:
    """Every edition, in the order of the shelf."""
    require(actor, Permission.EVALUATION_READ)
    found = [at.shelf.get(one.id, one.edition, locale) for one in at.shelf.editions]
    return [EditionLine(one.id, one.edition, one.title, len(one.areas), len(one.criteria)) for one in found]


def edition_keys(at: Installation, _session: Session, _actor: Actor) -> list[str]:
    """Every edition as the subject of a report."""
    return [f"{one.id}{BETWEEN}{one.edition}" for one in at.shelf.editions]


def booklet_order(at: Installation, _session: Session, actor: Actor | None, subject: str, locale: str) -> Order:
    """The booklet of an edition, given as «framework:edition»; NotFound for one there is not."""
    framework, voice = _framework(at, actor, subject, locale), Voice(language(locale))
    title = say.title(voice, framework)
    return _order("booklet", "hefte", title, framework, lambda: booklet(framework, voice))


def sheet_order(at: Installation, _session: Session, actor: Actor | None, subject: str, locale: str) -> Order:
    """The blank scoring sheet of an edition; NotFound as above."""
    framework, voice = _framework(at, actor, subject, locale), Voice(language(locale))
    title = say.sheet_title(voice, framework)
    return _order("sheet", "vurderingsark", title, framework, lambda: scoring_sheet(framework, voice))


def _framework(at: Installation, actor: Actor | None, subject: str, locale: str) -> Framework:
    require(actor, Permission.EVALUATION_READ)
    id_, _, edition = subject.partition(BETWEEN)
    if not any((one.id, one.edition) == (id_, edition) for one in at.shelf.editions):
        raise NotFound
    return at.shelf.get(id_, edition, locale)


def _order(kind: str, name: str, title: str, framework: Framework, compose: Callable[[], Report]) -> Order:
    # The text digest covers every word that was read, in this language, and the scoring digest every figure.
    fingerprint = f"{framework!r}"
    return Order(
        kind,
        title,
        file_name(framework.id, framework.edition, name, framework.locale),
        framework.locale,
        fingerprint,
        compose,
    )
