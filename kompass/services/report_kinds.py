"""Every kind of report there is. A new kind adds its line here, and an address in the web room."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from kompass.domain.errors import NotFound
from kompass.domain.permissions import Actor, Permission
from kompass.services import booklets, developments, merger_reports, mergers, reports, summaries
from kompass.services.access import readable, require
from kompass.services.evaluations import found_of
from kompass.services.installation import Installation
from kompass.services.paper import Order

# What there may be a report of, as its name in the address of its page: the number of an evaluation, the key of a
# merger. All of them are asked for at once; whether there is anything to print is known when it is ordered.
Subjects = Callable[[Installation, Session, Actor], Sequence[str]]
# The report of one of them in one language. Asks the rights; NotFound, or NotPossibleNow when there is none yet.
Ordering = Callable[[Installation, Session, Actor, str, str], Order]

# Between the municipalities of a compilation: «9901,9902».
BETWEEN = ","


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of report: what it can be made of, and how it is ordered."""

    subjects: Subjects
    order: Ordering


def evaluations(_at: Installation, session: Session, actor: Actor) -> list[str]:
    """The number of every evaluation whose scores the actor may read."""
    return [str(one.id) for one in readable(session, actor, found_of(session, None), Permission.SCORES_READ)]


def all_mergers(_at: Installation, session: Session, actor: Actor) -> list[str]:
    """The key of every merger and division with a known evaluation on either side."""
    found = mergers.listed(session, actor)
    return [one.successor.key for one in found if one.evaluated_before or one.evaluated_after]


def of_evaluation(order: Callable[[Installation, Session, Actor | None, int, str], Order]) -> Ordering:
    """The ordering of a kind that is made of one evaluation, given by its number."""

    def ordering(at: Installation, session: Session, actor: Actor, subject: str, locale: str) -> Order:
        if not subject.isdecimal():
            raise NotFound
        return order(at, session, actor, int(subject), locale)

    return ordering


def _merger(at: Installation, session: Session, actor: Actor, subject: str, locale: str) -> Order:
    return merger_reports.merger_order(mergers.before_after(at, session, actor, subject, locale), locale)


def former_municipalities(_at: Installation, session: Session, actor: Actor) -> list[str]:
    """Those that became one, before they did: the keys of the predecessors of every merger, with commas between."""
    return [
        BETWEEN.join(link.predecessor.key for link in one.links)
        for one in mergers.listed(session, actor)
        if one.evaluated_before and 1 < len(one.links) <= mergers.MOST_PARTNERS
    ]


def _compilation(at: Installation, session: Session, actor: Actor, subject: str, locale: str) -> Order:
    units = mergers.units_meant(session, actor, subject.split(BETWEEN))
    return merger_reports.compilation_order(mergers.compiled(at, session, actor, units, locale), locale)


KINDS: Mapping[str, Kind] = {
    "evaluation": Kind(evaluations, of_evaluation(reports.evaluation_order)),
    "summary": Kind(evaluations, of_evaluation(summaries.summary_order)),
    "merger": Kind(all_mergers, _merger),
    "compilation": Kind(former_municipalities, _compilation),
    "development": Kind(developments.evaluated_units, developments.development_order),
    "booklet": Kind(booklets.edition_keys, booklets.booklet_order),
    "sheet": Kind(booklets.edition_keys, booklets.sheet_order),
}


def subjects(at: Installation, session: Session, actor: Actor | None) -> Iterator[tuple[str, str]]:
    """Kind and subject of everything there may be a report of."""
    person = require(actor, Permission.EVALUATION_READ)
    for name, kind in KINDS.items():
        for subject in kind.subjects(at, session, person):
            yield name, subject


def order(at: Installation, session: Session, actor: Actor | None, what: tuple[str, str], locale: str) -> Order:
    """The report of this kind and subject; NotPossibleNow when there is nothing to print yet."""
    name, subject = what
    return KINDS[name].order(at, session, require(actor, Permission.EVALUATION_READ), subject, locale)
