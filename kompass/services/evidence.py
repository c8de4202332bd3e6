"""Evidence of an evaluation as a person may see it: the list, one piece, and what each process rests on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from kompass.domain.errors import NotFound
from kompass.domain.evaluation import Evaluation
from kompass.domain.evidence import Evidence, EvidenceKind, Link, Linked, counts_of
from kompass.domain.framework import Area, Criterion, Framework
from kompass.domain.permissions import Actor, Permission, Relation
from kompass.services.access import evaluation_for, may, open_to, relation_to
from kompass.services.evaluations import area_of, framework_of
from kompass.services.installation import Installation
from kompass.storage import evidence

UNLINKED = "ingen"


@dataclass(frozen=True, slots=True)
class Rights:
    """What of the evidence is open to a person now. A contact sees neither links nor what the assessors found.

    `owner_id` is the account whose evidence they may take away and put back, None for any.
    """

    add: bool
    link: bool
    remove: bool
    owner_id: int | None
    is_contact: bool

    def removes(self, one: Evidence) -> bool:
        """Whether the person may take this away, and put it back."""
        return self.remove and self.owner_id in (None, one.owner_id)


@dataclass(frozen=True, slots=True)
class Listed:
    """A piece of evidence with the processes it is linked to, none for a contact."""

    evidence: Evidence
    criterion_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Collection:
    """The evidence of an evaluation: what is current and asked for, how much there is in all, what was removed."""

    evaluation: Evaluation
    framework: Framework
    items: list[Listed]
    counts: Mapping[EvidenceKind, int]
    removed: list[Evidence]
    rights: Rights


@dataclass(frozen=True, slots=True)
class Filter:
    """Which evidence is asked for: of one kind, linked to one area or, with UNLINKED, to nothing; empty is all."""

    kind: str = ""
    area_id: str = ""


def collection(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, locale: str, only: Filter
) -> Collection:
    """The evidence the person may see and asks for, newest first.

    A kind or an area that does not exist is as none: an old address shows everything.
    """
    evaluation = evaluation_for(session, actor, Permission.EVIDENCE_READ, evaluation_id)
    framework, rights = framework_of(at, evaluation, locale), rights_of(session, actor, evaluation)
    found = visible(session, evaluation, rights)
    current = [one for one in found if one.is_current]
    linked = {} if rights.is_contact else _by_evidence(evidence.links_of(session, evaluation_id))
    area = framework.area(only.area_id)
    within = {criterion.id for criterion in area.criteria} if area else set()
    items = [Listed(one, _in_order(framework, linked.get(one.id, ()))) for one in current]
    if only.kind in set(EvidenceKind):
        items = [one for one in items if one.evidence.kind == only.kind]
    if only.area_id == UNLINKED:
        items = [one for one in items if not one.criterion_ids]
    elif within:
        items = [one for one in items if within & set(one.criterion_ids)]
    removed = [one for one in found if one.removed_at]
    return Collection(evaluation, framework, items, counts_of(current), removed, rights)


def rights_of(session: Session, actor: Actor | None, evaluation: Evaluation) -> Rights:
    """What the person may do to the evidence of an evaluation they may read."""
    found = open_to(session, actor, evaluation)
    relation = relation_to(session, actor, evaluation.id) if actor else Relation.OUTSIDER
    return Rights(
        add=Permission.EVIDENCE_ADD in found,
        link=Permission.EVIDENCE_LINK in found,
        remove=Permission.EVIDENCE_REMOVE in found,
        owner_id=actor.id if actor and relation is not Relation.LEAD else None,
        is_contact=relation is Relation.CONTACT,
    )


def visible(session: Session, evaluation: Evaluation, rights: Rights) -> list[Evidence]:
    """The evidence the person may see: all of it, or only what the municipality's own contacts have added."""
    found = evidence.evidence_of(session, evaluation.id)
    if not rights.is_contact:
        return found
    own = [one for one in found if one.from_municipality]
    ids = {one.id for one in own}
    # A newer version the contact may not see does not stand in its place here.
    return [one if one.replaced_by in ids else replace(one, replaced_by=None) for one in own]


def _by_evidence(links: Iterable[Link]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for one in links:
        found.setdefault(one.evidence_id, []).append(one.criterion_id)
    return found


def _in_order(framework: Framework, criterion_ids: Iterable[str]) -> tuple[str, ...]:
    wanted = set(criterion_ids)
    return tuple(criterion_id for criterion_id in framework.criteria if criterion_id in wanted)


@dataclass(frozen=True, slots=True)
class Shown:
    """One piece of evidence with its links in reading order and its older versions, newest first."""

    evaluation: Evaluation
    framework: Framework
    evidence: Evidence
    links: list[Link]
    older: list[Evidence]
    rights: Rights


def one(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, evidence_id: int, locale: str
) -> Shown:
    """One piece of evidence; NotFound when there is none the person may see."""
    evaluation = evaluation_for(session, actor, Permission.EVIDENCE_READ, evaluation_id)
    framework, rights = framework_of(at, evaluation, locale), rights_of(session, actor, evaluation)
    found = {one.id: one for one in visible(session, evaluation, rights)}
    if evidence_id not in found:
        raise NotFound
    links = {} if rights.is_contact else _links_of_one(session, evaluation_id, evidence_id)
    ordered = [links[criterion_id] for criterion_id in _in_order(framework, links)]
    return Shown(evaluation, framework, found[evidence_id], ordered, _older(found, found[evidence_id]), rights)


def _older(found: Mapping[int, Evidence], newest: Evidence) -> list[Evidence]:
    older: list[Evidence] = []
    while before := found.get(newest.replaces_id or 0):
        newest = before
        older.append(newest)
    return older


def _links_of_one(session: Session, evaluation_id: int, evidence_id: int) -> dict[str, Link]:
    links = evidence.links_of(session, evaluation_id)
    return {link.criterion_id: link for link in links if link.evidence_id == evidence_id}


def for_area(session: Session, actor: Actor | None, evaluation_id: int, area: Area) -> dict[str, list[Linked]]:
    """What each process of the area rests on, in the order it was added; nothing for those who may not see it."""
    empty: dict[str, list[Linked]] = {criterion.id: [] for criterion in area.criteria}
    evaluation = evaluation_for(session, actor, Permission.EVALUATION_READ, evaluation_id)
    if not may(session, actor, Permission.EVIDENCE_READ, evaluation):
        return empty
    rights = rights_of(session, actor, evaluation)
    if rights.is_contact:
        return empty
    found = {one.id: one for one in visible(session, evaluation, rights) if one.is_current}
    for link in evidence.links_of(session, evaluation_id):
        if link.criterion_id in empty and link.evidence_id in found:
            empty[link.criterion_id].append(Linked(found[link.evidence_id], link.passage))
    return empty


@dataclass(frozen=True, slots=True)
class CriterionEvidence:
    """What one process rests on, and what else there is that it could be linked to."""

    evaluation: Evaluation
    framework: Framework
    area: Area
    criterion: Criterion
    linked: list[Linked]
    others: list[Evidence]
    rights: Rights


def for_criterion(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, criterion_id: str, locale: str
) -> CriterionEvidence:
    """The evidence of one process, for those who may see links; NotFound for others and for an unknown process."""
    evaluation = evaluation_for(session, actor, Permission.EVIDENCE_READ, evaluation_id)
    framework, rights = framework_of(at, evaluation, locale), rights_of(session, actor, evaluation)
    area = area_of(framework, criterion_id)
    if rights.is_contact:
        raise NotFound
    linked = for_area(session, actor, evaluation_id, area)[criterion_id]
    ids = {one.evidence.id for one in linked}
    others = [one for one in visible(session, evaluation, rights) if one.is_current and one.id not in ids]
    return CriterionEvidence(evaluation, framework, area, framework.criteria[criterion_id], linked, others, rights)
