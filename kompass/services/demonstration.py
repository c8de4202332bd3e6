"""Demonstration content: invented municipalities with invented scores, and accounts to sign in with.

Nothing here touches a real municipality: an invented score never stands beside a real name.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from kompass.domain.answers import Answer, Answers, Level, NotApplicable
from kompass.domain.evaluation import Status
from kompass.domain.framework import Area, Criterion, Framework
from kompass.domain.municipality import Municipality
from kompass.domain.permissions import Actor, Relation, Role
from kompass.services import accounts, course, evaluations, teams
from kompass.services import demonstration_content as content
from kompass.services import demonstration_mergers as mergers
from kompass.services.course import Move
from kompass.services.demonstration_content import Work
from kompass.services.installation import Installation
from kompass.storage import accounts as stored_accounts
from kompass.storage import evaluations as stored_evaluations
from kompass.storage import municipalities
from kompass.storage.database import transaction


class Invented(NamedTuple):
    """An evaluation to make: of whom, when, with which answers, and the processes that get a gold star."""

    number: str
    day: date
    answers: Answers
    stars: Sequence[str] = ()


class Place(NamedTuple):
    """An invented municipality: its number is outside the series in use; `general` is its level, 0 to 1."""

    number: str
    name: str
    inhabitants: int
    general: float


PLACES = (
    Place("9901", "Fjellvik", 8214, 0.60),
    Place("9902", "Sundøy", 3127, 0.47),
    Place("9903", "Granheim", 12480, 0.55),
    Place("9904", "Kvitnes", 5066, 0.41),
    Place("9905", "Elvestad", 21730, 0.63),
    Place("9906", "Tindsjø", 6941, 0.50),
    Place("9907", "Havneset", 2358, 0.38),
    Place("9908", "Myrlia", 9875, 0.57),
)
SAMPLE_PLACE = "9901"
# Evaluations that are under way: one being collected for, one still scored alone by two, one where they are to
# agree, and one whose draft the municipality checks.
COLLECTED_PLACE, SCORED_PLACE, AGREED_PLACE, CHECKED_PLACE = "9905", "9907", "9903", "9908"
COLLECTED_ON, SCORED_ON, AGREED_ON = date(2026, 12, 14), date(2026, 11, 16), date(2026, 11, 9)
CHECKED_ON = date(2026, 10, 19)
# Those whose published evaluation has measures: two of them are evaluated again.
FOLLOWED_UP = frozenset({SAMPLE_PLACE, SCORED_PLACE, AGREED_PLACE})
# How many areas are described while it is collected, and how many have texts in a draft.
AREAS_DESCRIBED, AREAS_WRITTEN = 5, 3
# How far the second assessor has come where both still score alone.
AREAS_DONE = 3
COUNTY = "Demonstrasjon"
POPULATION_YEAR = 2026
FIRST_DAY = date(2026, 3, 2)
CONSENTED_BY = "Kommunedirektøren (eksempel)"

PEOPLE = (
    ("assessor@kompass.example", "Demo Vurderer", Role.ASSESSOR),
    ("colleague@kompass.example", "Demo Medvurderer", Role.ASSESSOR),
    ("contact@kompass.example", "Demo Kontakt", Role.CONTACT),
    ("reader@kompass.example", "Demo Leser", Role.READER),
)

# How much higher a municipality stands at each evaluation, of 1.
CLIMB = 0.02
# Left out in the smaller places, where the process has nothing to work on.
NOT_APPLICABLE_BELOW = 5500
NOT_APPLICABLE = {
    "demokrati.lokaldemokrati.naerdemokrati": "Kommunen har ett tettsted og ingen lokalutvalg (eksempel).",
    "resultat.sammenligning.egne-enheter": "Kommunen har bare én enhet av hvert slag (eksempel).",
}


def open_accounts(at: Installation, session: Session) -> list[tuple[str, str]]:
    """Open the demonstration accounts that are not there; address and password of each new one."""
    opened = []
    for email, name, role in PEOPLE:
        if stored_accounts.actor_and_hash(session, email) is None:
            password = accounts.new_password()
            accounts.add(at, session, email=email, name=name, role=role, password=password)
            opened.append((email, password))
    return opened


def add_evaluations(at: Installation, session: Session) -> None:
    """Add the invented municipalities and evaluations that are not there; needs the accounts."""
    assessor = _assessor(session)
    _add_places(session)
    edition = at.shelf.newest()
    framework = at.shelf.get(edition.id, edition.edition, "nb")
    given = {place.number: invented_answers(framework, place) for place in PLACES}
    stars = content.stars_by_place(given)
    for position, (number, answers) in enumerate(given.items()):
        day = FIRST_DAY + timedelta(weeks=3 * position)
        _evaluate(at, session, assessor, framework, Invented(number, day, answers, stars[number]))
    _add_merged(at, session, assessor, framework)
    _add_under_way(at, session, assessor, framework)


def _add_under_way(at: Installation, session: Session, lead: Actor, framework: Framework) -> None:
    """Evaluations that are not finished, unless they are there already."""
    places = {place.number: place for place in PLACES}
    for number, day, fill in (
        (COLLECTED_PLACE, COLLECTED_ON, _collect),
        (SCORED_PLACE, SCORED_ON, _score_alone),
        (AGREED_PLACE, AGREED_ON, _score_to_agree),
        (CHECKED_PLACE, CHECKED_ON, _check_facts),
    ):
        if not stored_evaluations.exists_on(session, number, day):
            answers = invented_answers(framework, places[number])
            if number in FOLLOWED_UP:
                answers = content.improved(framework, answers)
            fill(_begun(at, session, lead, framework, Invented(number, day, answers)))


def _collect(work: Work, areas: int = AREAS_DESCRIBED) -> None:
    """Planned, and sent to the municipality, whose contact has answered for some of the areas."""
    teams.put(work.at, work.session, work.lead, work.evaluation_id, work.contact.email, Relation.CONTACT)
    colleague = PEOPLE[1][0]
    teams.put(work.at, work.session, work.lead, work.evaluation_id, colleague, Relation.ASSESSOR)
    _move(work, Status.PLANNED, Status.COLLECTING)
    content.prepare(work, areas=areas)


def _score_alone(work: Work) -> None:
    """Two have scored some of the areas, each alone."""
    _score(work, work.framework.areas[:AREAS_DONE])


def _score_to_agree(work: Work) -> None:
    """Two have scored everything, and have begun on the texts."""
    _score(work, work.framework.areas)
    _move(work, Status.SCORING, Status.CONSENSUS)
    content.write(work, areas=1)


def _score(work: Work, areas: Sequence[Area]) -> None:
    _collect(work, len(work.framework.areas))
    _move(work, Status.COLLECTING, Status.SCORING)
    at, session, evaluation_id = work.at, work.session, work.evaluation_id
    done = {criterion.id for area in areas for criterion in area.criteria}
    others = _seen_otherwise(work.framework, work.number, work.answers)
    for person, given in ((work.lead, work.answers), (_person(session, PEOPLE[1][0]), others)):
        own = {criterion_id: answer for criterion_id, answer in given.items() if criterion_id in done}
        evaluations.enter_answers(at, session, person, evaluation_id, own)
        for area in areas:
            evaluations.hand_in_area(at, session, person, evaluation_id, area.id)


def _check_facts(work: Work) -> None:
    """One has scored alone and written, and the municipality has commented."""
    _collect(work, len(work.framework.areas))
    teams.remove(work.at, work.session, work.lead, work.evaluation_id, _person(work.session, PEOPLE[1][0]).id)
    _move(work, Status.COLLECTING, Status.SCORING)
    evaluations.enter_answers(work.at, work.session, work.lead, work.evaluation_id, work.answers)
    _move(work, Status.SCORING, Status.FACT_CHECK)
    content.write(work, areas=AREAS_WRITTEN)
    content.comment(work)


def _move(work: Work, seen: Status, to: Status) -> None:
    course.move(work.at, work.session, work.lead, work.evaluation_id, Move(to, seen=seen))


def _seen_otherwise(framework: Framework, number: str, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """What a second assessor answers: the same, but for one process in six a step up or down."""
    found = dict(answers)
    for criterion_id, answer in answers.items():
        chance = _chance(number, criterion_id, "en annen")
        values = [step.value for step in framework.criteria[criterion_id].scale.steps]
        if isinstance(answer, Level) and abs(chance) > 5 / 6:
            place = values.index(answer.value) + (1 if chance > 0 else -1)
            found[criterion_id] = Level(values[max(0, min(len(values) - 1, place))])
    return found


def _add_merged(at: Installation, session: Session, assessor: Actor, framework: Framework) -> None:
    """The two invented mergers: predecessors by their own level, successors by what they were made from."""
    given = {
        place.number: _own(framework, place, place.general) for place in mergers.PLACES if place.general is not None
    }
    for merged in mergers.PLACES:
        for round_, day in enumerate(merged.evaluated_on):
            if merged.general is None:
                answers = _inherited(framework, merged.number, given, round_)
            else:
                # A little lower for each evaluation that is still to come: one learns from it.
                to_come = len(merged.evaluated_on) - 1 - round_
                answers = _own(framework, merged, merged.general - CLIMB * to_come)
            _evaluate(at, session, assessor, framework, Invented(merged.number, day, answers))


def _own(framework: Framework, place: mergers.MergedPlace, general: float) -> dict[str, Answer]:
    """What a municipality of this level had before it merged."""
    return invented_answers(framework, Place(place.number, place.name, place.inhabitants, general))


def _inherited(
    framework: Framework, number: str, given: Mapping[str, Mapping[str, Answer]], round_: int
) -> dict[str, Answer]:
    parents = [given[change.from_number] for change in mergers.CHANGES if change.to_number == number]
    draw = {criterion_id: _chance(number, criterion_id) for criterion_id in framework.criteria}
    return mergers.inherited_answers(framework, parents, draw, growth=0.2 + 0.2 * round_)


def sample_evaluation(session: Session) -> tuple[Actor, int]:
    """The demonstration evaluation a sample report is made from, and somebody who may read it."""
    assessor = _assessor(session)
    unit = municipalities.register(session).units_of(SAMPLE_PLACE)[-1]
    return assessor, evaluations.found_of(session, unit)[0].id


def _assessor(session: Session) -> Actor:
    return _person(session, PEOPLE[0][0])


def _person(session: Session, email: str) -> Actor:
    found = stored_accounts.actor_and_hash(session, email)
    if found is None:
        raise LookupError(email)
    return found[0]


def _add_places(session: Session) -> None:
    """The invented municipalities, and what became of those that merged."""
    alone = [_invented_municipality(place.number, place.name, date(2020, 1, 1), None) for place in PLACES]
    merged = [
        _invented_municipality(place.number, place.name, date(2010, 1, 1), mergers.MERGED_ON)
        if place.is_predecessor
        else _invented_municipality(place.number, place.name, mergers.MERGED_ON, None)
        for place in mergers.PLACES
    ]
    population = {(place.number, POPULATION_YEAR): place.inhabitants for place in PLACES} | mergers.population()
    with transaction(session):
        municipalities.replace_register(session, [*alone, *merged], mergers.CHANGES, population)


def _invented_municipality(number: str, name: str, since: date, until: date | None) -> Municipality:
    return Municipality(
        number=number,
        name=name,
        other_names="",
        county=COUNTY,
        valid_from=since,
        valid_to=until,
        is_demonstration=True,
    )


def _evaluate(
    at: Installation, session: Session, assessor: Actor, framework: Framework, invented: Invented
) -> None:
    """The whole course of an evaluation, to its publication, unless it has been done before."""
    if stored_evaluations.exists_on(session, invented.number, invented.day):
        return
    work = _begun(at, session, assessor, framework, invented)
    _move(work, Status.PLANNED, Status.SCORING)
    evaluations.enter_answers(at, session, assessor, work.evaluation_id, invented.answers)
    content.give_stars(work, invented.stars)
    publish(at, session, assessor, work.evaluation_id)
    if invented.number in FOLLOWED_UP:
        content.follow_up(work)


def _begun(at: Installation, session: Session, lead: Actor, framework: Framework, invented: Invented) -> Work:
    """A new evaluation, planned, to be filled."""
    number, day, answers, _ = invented
    evaluation_id = evaluations.start(at, session, lead, number, day)
    contact = _person(session, PEOPLE[2][0])
    name = ({place.number: place.name for place in PLACES} | mergers.NAMES)[number]
    return Work(at, session, lead, contact, evaluation_id, number, name, day, framework, answers)


def publish(at: Installation, session: Session, lead: Actor, evaluation_id: int) -> None:
    """From complete answers of one assessor to a published result."""
    course.move(at, session, lead, evaluation_id, Move(Status.FACT_CHECK, seen=Status.SCORING))
    course.move(at, session, lead, evaluation_id, Move(Status.DELIVERED, seen=Status.FACT_CHECK))
    course.record_consent(at, session, lead, evaluation_id, CONSENTED_BY, at.clock().date())
    course.move(at, session, lead, evaluation_id, Move(Status.PUBLISHED, seen=Status.DELIVERED))


def invented_answers(framework: Framework, place: Place) -> dict[str, Answer]:
    """Answers that look like a municipality: a general level, strong and weak parts, some chance.

    The same place and edition always give the same answers.
    """
    return {criterion.id: _invented(criterion, place) for criterion in framework.criteria.values()}


def _invented(criterion: Criterion, place: Place) -> Answer:
    if criterion.id in NOT_APPLICABLE and place.inhabitants < NOT_APPLICABLE_BELOW:
        return NotApplicable(NOT_APPLICABLE[criterion.id])
    area, subarea, _ = criterion.id.split(".")
    share = (
        place.general
        + 0.22 * _chance(place.number, area)
        + 0.16 * _chance(place.number, area, subarea)
        + 0.30 * _chance(place.number, criterion.id)
    )
    steps = criterion.scale.steps
    position = round(share * (len(steps) - 1))
    return Level(steps[max(0, min(len(steps) - 1, position))].value)


def _chance(*parts: str) -> float:
    """A number from -1 to 1 that depends on the parts alone."""
    digest = hashlib.sha256("/".join(parts).encode()).digest()
    return int.from_bytes(digest[:4]) / 2**31 - 1
