"""Gold stars: giving one, changing it, taking it away, and the library of them across municipalities."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from kompass import prose
from kompass.domain.answers import Answer, Level
from kompass.domain.completeness import cleaned, text_problems
from kompass.domain.errors import Invalid, NotFound, NotPossibleNow, Problem
from kompass.domain.evaluation import SEALED, Evaluation, Status
from kompass.domain.framework import Area, Criterion, Framework, Step
from kompass.domain.permissions import Actor, Permission
from kompass.domain.texts import STAR_LIMIT, TITLE_LIMIT, GoldStar, name_problems
from kompass.language import LOCALES
from kompass.services.access import evaluation_for, may, readable, require
from kompass.services.evaluations import area_of, framework_of
from kompass.services.installation import Installation
from kompass.storage import evaluations, gold_stars, journal, sheets, texts
from kompass.storage.database import transaction


@dataclass(frozen=True, slots=True)
class Place:
    """A process where a star can be, or is; `step` is None while it has no level, `star` while it has none."""

    criterion: Criterion
    step: Step | None
    star: GoldStar | None

    @property
    def has_practice(self) -> bool:
        """Whether there is a practice to show: the process stands higher than nothing."""
        return _has_practice(self.step)


@dataclass(frozen=True, slots=True)
class Stars:
    """The processes of one area, with their stars."""

    evaluation: Evaluation
    framework: Framework
    area: Area
    places: tuple[Place, ...]
    may_write: bool

    def place(self, criterion_id: str) -> Place:
        """The place of one process of the area."""
        return next(one for one in self.places if one.criterion.id == criterion_id)


@dataclass(frozen=True, slots=True)
class StarProposal:
    """What a person wants a star to say, and the version they saw, 0 for a new one."""

    criterion_id: str
    title: str
    description: str
    seen_version: int


@dataclass(frozen=True, slots=True)
class StarConflict:
    """Somebody saved another star there first, or took it away (None). Nothing was written."""

    current: GoldStar | None


@dataclass(frozen=True, slots=True)
class FoundStar:
    """A star in the library, with where it was given; `step` is None when the process has no level by now."""

    star: GoldStar
    evaluation: Evaluation
    framework: Framework
    area: Area
    criterion: Criterion
    step: Step | None


@dataclass(frozen=True, slots=True)
class Library:
    """The stars that were found, the newest first, and the areas one may ask for."""

    found: list[FoundStar]
    areas: tuple[Area, ...]


def stars(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, area_id: str, locale: str
) -> Stars:
    """The processes of an area with their levels and stars; NotFound for an unknown area."""
    evaluation = evaluation_for(session, actor, Permission.TEXT_READ, evaluation_id)
    actor = require(actor, Permission.TEXT_READ)
    framework = framework_of(at, evaluation, locale)
    area = framework.area(area_id)
    if area is None:
        raise NotFound
    given = {star.criterion_id: star for star in gold_stars.stars_of(session, evaluation_id)}
    answers = _answers(session, actor, [evaluation])[evaluation_id]
    return Stars(
        evaluation=evaluation,
        framework=framework,
        area=area,
        places=tuple(
            Place(criterion, _step(criterion, answers), given.get(criterion.id)) for criterion in area.criteria
        ),
        may_write=may(session, actor, Permission.TEXT_WRITE, evaluation),
    )


def stars_at(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, criterion_id: str, locale: str
) -> Stars:
    """The same for the area a process stands in; NotFound for an unknown process."""
    evaluation = evaluation_for(session, actor, Permission.TEXT_READ, evaluation_id)
    area = area_of(framework_of(at, evaluation, locale), criterion_id)
    return stars(at, session, actor, evaluation_id, area.id, locale)


def save(
    at: Installation, session: Session, actor: Actor | None, evaluation_id: int, proposal: StarProposal
) -> int | StarConflict:
    """Give or change a star, unless somebody else has since; the version it has now.

    Invalid lists every problem, also that the process has no level, or the lowest: there is no practice to show.
    """
    evaluation = evaluation_for(session, actor, Permission.TEXT_WRITE, evaluation_id)
    actor = require(actor, Permission.TEXT_WRITE)
    criterion_id, title, description = proposal.criterion_id, cleaned(proposal.title), cleaned(proposal.description)
    framework = framework_of(at, evaluation, "nb")
    area_of(framework, criterion_id)
    problems = _text_problems(title, description, texts.interviewees_of(session, evaluation_id))
    if not _has_practice(
        _step(framework.criteria[criterion_id], _answers(session, actor, [evaluation])[evaluation_id])
    ):
        problems.append(Problem("star_without_level", "title"))
    if problems:
        raise Invalid(tuple(problems))
    with transaction(session):
        # Asked again under the lock: a star must not slip in behind a delivery.
        evaluation_for(session, actor, Permission.TEXT_WRITE, evaluation_id)
        stored = gold_stars.star_at(session, evaluation_id, criterion_id)
        version = stored.version if stored else 0
        if stored and (stored.title, stored.description) == (title, description):
            return version
        if version != proposal.seen_version or not gold_stars.write(
            session,
            evaluation_id,
            criterion_id,
            title=title,
            description=description,
            also=_found_by(at, evaluation, criterion_id),
            version=version,
            account_id=actor.id,
            at=at.clock(),
        ):
            return StarConflict(stored)
        _record(at, session, actor, evaluation_id, criterion_id, (_plain(stored), _said(title, description)))
    return version + 1


def remove(
    at: Installation,
    session: Session,
    actor: Actor | None,
    evaluation_id: int,
    criterion_id: str,
    seen_version: int,
) -> None:
    """Take a star away; NotFound when there is none, NotPossibleNow when it has been changed since."""
    evaluation_for(session, actor, Permission.TEXT_WRITE, evaluation_id)
    actor = require(actor, Permission.TEXT_WRITE)
    with transaction(session):
        evaluation_for(session, actor, Permission.TEXT_WRITE, evaluation_id)
        stored = gold_stars.star_at(session, evaluation_id, criterion_id)
        if stored is None:
            raise NotFound
        if not gold_stars.remove(session, evaluation_id, criterion_id, version=seen_version):
            raise NotPossibleNow("changed_meanwhile")
        _record(at, session, actor, evaluation_id, criterion_id, (_plain(stored), None))


def library(
    at: Installation, session: Session, actor: Actor | None, words: str, area_id: str, locale: str
) -> Library:
    """Stars whose texts, process or area hold every word, in one area when `area_id` is given.

    Only of evaluations whose scores the person may read: those that are published, and their own. Before the
    delivery a star is for those who may read the texts, as it tells how a process was scored.
    """
    actor = require(actor, Permission.MUNICIPALITY_READ)
    known = [one for one in evaluations.evaluations(session) if one.status is not Status.WITHDRAWN]
    delivered = [one for one in known if one.status in SEALED]
    under_way = [one for one in known if one.status not in SEALED]
    open_ = {one.id: one for one in readable(session, actor, delivered, Permission.SCORES_READ)}
    open_ |= {one.id: one for one in readable(session, actor, under_way, Permission.TEXT_READ)}
    found = gold_stars.search(session, open_, words)
    here = [open_[evaluation_id] for evaluation_id in {star.evaluation_id for star in found}]
    answers = _answers(session, actor, here)
    placed = (_found(at, star, open_[star.evaluation_id], answers[star.evaluation_id], locale) for star in found)
    newest = at.shelf.newest()
    areas = at.shelf.get(newest.id, newest.edition, locale).areas
    return Library([one for one in placed if one and area_id in ("", one.area.id)], areas)


def _found(
    at: Installation, star: GoldStar, evaluation: Evaluation, answers: Mapping[str, Answer], locale: str
) -> FoundStar | None:
    """The star with its place; None when the edition no longer has the process."""
    framework = at.shelf.get(evaluation.framework_id, evaluation.edition, locale)
    area = framework.area_of(star.criterion_id)
    if area is None:
        return None
    criterion = framework.criteria[star.criterion_id]
    return FoundStar(star, evaluation, framework, area, criterion, _step(criterion, answers))


def _answers(session: Session, actor: Actor, found: list[Evaluation]) -> dict[int, Mapping[str, Answer]]:
    """The answers that count by evaluation id: the agreed ones, or the person's own while each scores alone."""
    agreed = sheets.agreed_sheets(session, [one.id for one in found if not one.is_alone])
    own = sheets.own_sheets(session, actor.id, [one.id for one in found if one.is_alone])
    shown = {**agreed, **own}
    answers = evaluations.answers_of_many(session, shown.values())
    return {one.id: answers[shown[one.id]] if one.id in shown else {} for one in found}


def _step(criterion: Criterion, answers: Mapping[str, Answer]) -> Step | None:
    answer = answers.get(criterion.id)
    return criterion.scale.step(answer.value) if isinstance(answer, Level) else None


def _has_practice(step: Step | None) -> bool:
    return step is not None and step.share > 0


def _text_problems(title: str, description: str, names: list[str]) -> list[Problem]:
    problems = [*text_problems(title, "title", TITLE_LIMIT), *prose.problems(description, "description")]
    if len(description) > STAR_LIMIT:
        values = (("length", str(len(description))), ("limit", str(STAR_LIMIT)))
        problems.append(Problem("text_too_long", "description", values))
    if not title:
        problems.append(Problem("title_missing", "title"))
    if not description:
        problems.append(Problem("description_missing", "description"))
    return [*problems, *name_problems(title, "title", names), *name_problems(description, "description", names)]


def _found_by(at: Installation, evaluation: Evaluation, criterion_id: str) -> str:
    """Titles of the process and its area, in every language a person may search in."""
    words = []
    for locale in LOCALES:
        framework = framework_of(at, evaluation, locale)
        words += [framework.criteria[criterion_id].title, area_of(framework, criterion_id).title]
    return " ".join(words)


Said = Mapping[str, str] | None


def _said(title: str, description: str) -> Said:
    return {"title": title, "description": description}


def _plain(star: GoldStar | None) -> Said:
    return None if star is None else _said(star.title, star.description)


def _record(
    at: Installation,
    session: Session,
    actor: Actor,
    evaluation_id: int,
    criterion_id: str,
    change: tuple[Said, Said],
) -> None:
    journal.record(
        session,
        "gold_star",
        account_id=actor.id,
        at=at.clock(),
        evaluation_id=evaluation_id,
        criterion_id=criterion_id,
        before=change[0],
        after=change[1],
    )
