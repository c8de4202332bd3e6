"""Demonstration content: invented municipalities with invented scores, and accounts to sign in with.

Nothing here touches a real municipality: an invented score never stands beside a real name.
"""

import hashlib
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from kompass.domain.answers import Answer, Level, NotApplicable
from kompass.domain.framework import Criterion, Framework
from kompass.domain.municipality import Municipality
from kompass.domain.permissions import Actor, Role
from kompass.services import accounts, evaluations
from kompass.services.installation import Installation
from kompass.storage import accounts as stored_accounts
from kompass.storage import municipalities
from kompass.storage.database import transaction


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
COUNTY = "Demonstrasjon"
POPULATION_YEAR = 2026
FIRST_DAY = date(2026, 3, 2)

PEOPLE = (
    ("assessor@kompass.example", "Demo Vurderer", Role.ASSESSOR),
    ("reader@kompass.example", "Demo Leser", Role.READER),
)

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
    for position, place in enumerate(PLACES):
        if not evaluations.listed(at, session, assessor, "nb", place.number):
            _evaluate(at, session, assessor, place, FIRST_DAY + timedelta(weeks=3 * position))


def sample_evaluation(at: Installation, session: Session) -> tuple[Actor, int]:
    """The demonstration evaluation a sample report is made from, and somebody who may read it."""
    assessor = _assessor(session)
    return assessor, evaluations.listed(at, session, assessor, "nb", SAMPLE_PLACE)[0].evaluation.id


def _assessor(session: Session) -> Actor:
    found = stored_accounts.actor_and_hash(session, PEOPLE[0][0])
    if found is None:
        raise LookupError(PEOPLE[0][0])
    return found[0]


def _add_places(session: Session) -> None:
    places = [
        Municipality(
            number=place.number,
            name=place.name,
            other_names="",
            county=COUNTY,
            valid_from=date(2020, 1, 1),
            valid_to=None,
            latest_number=place.number,
            is_demonstration=True,
        )
        for place in PLACES
    ]
    population = [(place.number, POPULATION_YEAR, place.inhabitants) for place in PLACES]
    with transaction(session):
        municipalities.replace_register(session, places, population)


def _evaluate(at: Installation, session: Session, assessor: Actor, place: Place, evaluated_on: date) -> None:
    evaluation_id = evaluations.start(at, session, assessor, place.number, evaluated_on)
    framework = evaluations.scored(at, session, assessor, evaluation_id, "nb").framework
    evaluations.enter_answers(at, session, assessor, evaluation_id, invented_answers(framework, place))
    evaluations.hand_in(at, session, assessor, evaluation_id)


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
