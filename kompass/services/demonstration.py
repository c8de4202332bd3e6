"""Demonstration content: invented municipalities with invented scores, and accounts to sign in with.

Nothing here touches a real municipality: an invented score never stands beside a real name.
"""

import hashlib
from datetime import date, timedelta

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

# Number, name, inhabitants, general level (0 to 1). The numbers are outside the series in use.
PLACES = (
    ("9901", "Fjellvik", 8214, 0.60),
    ("9902", "Sundøy", 3127, 0.47),
    ("9903", "Granheim", 12480, 0.55),
    ("9904", "Kvitnes", 5066, 0.41),
    ("9905", "Elvestad", 21730, 0.63),
    ("9906", "Tindsjø", 6941, 0.50),
    ("9907", "Havneset", 2358, 0.38),
    ("9908", "Myrlia", 9875, 0.57),
)
SAMPLE_PLACE = "9901"
COUNTY = "Demonstrasjon"
POPULATION_YEAR = 2026

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


def add_demonstration(at: Installation, session: Session) -> list[tuple[str, str]]:
    """Add invented municipalities, evaluations and accounts; address and password of each new account."""
    opened = []
    for email, name, role in PEOPLE:
        if stored_accounts.actor_and_hash(session, email) is None:
            password = accounts.new_password()
            accounts.add(at, session, email=email, name=name, role=role, password=password)
            opened.append((email, password))
    found = stored_accounts.actor_and_hash(session, PEOPLE[0][0])
    if found is None:
        raise LookupError(PEOPLE[0][0])
    _add_places(session)
    for position, (number, _, inhabitants, general) in enumerate(PLACES):
        if not evaluations.listed(at, session, found[0], "nb", number):
            evaluated_on = date(POPULATION_YEAR, 3, 2) + timedelta(weeks=3 * position)
            _evaluate(at, session, found[0], number, inhabitants, general, evaluated_on)
    return opened


def sample_evaluation(at: Installation, session: Session) -> tuple[Actor, int]:
    """The demonstration evaluation a sample report is made from, and somebody who may read it."""
    found = stored_accounts.actor_and_hash(session, PEOPLE[0][0])
    if found is None:
        raise LookupError(PEOPLE[0][0])
    return found[0], evaluations.listed(at, session, found[0], "nb", SAMPLE_PLACE)[0].evaluation.id


def _add_places(session: Session) -> None:
    places = [
        Municipality(
            number=number,
            name=name,
            other_names="",
            county=COUNTY,
            valid_from=date(2020, 1, 1),
            valid_to=None,
            latest_number=number,
            is_demonstration=True,
        )
        for number, name, _, _ in PLACES
    ]
    population = [(number, POPULATION_YEAR, inhabitants) for number, _, inhabitants, _ in PLACES]
    with transaction(session):
        municipalities.replace_register(session, places, population)


def _evaluate(
    at: Installation,
    session: Session,
    assessor: Actor,
    number: str,
    inhabitants: int,
    general: float,
    evaluated_on: date,
) -> None:
    evaluation_id = evaluations.start(at, session, assessor, number, evaluated_on)
    framework = evaluations.scored(at, session, assessor, evaluation_id, "nb").framework
    answers = invented_answers(framework, number, inhabitants, general)
    evaluations.enter_answers(at, session, assessor, evaluation_id, answers)
    evaluations.hand_in(at, session, assessor, evaluation_id)


def invented_answers(
    framework: Framework, number: str, inhabitants: int, general: float
) -> dict[str, Answer]:
    """Answers that look like a municipality: a general level, strong and weak parts, some chance.

    The same place and edition always give the same answers.
    """
    return {
        criterion.id: _invented(framework, criterion, number, inhabitants, general)
        for criterion in framework.criteria.values()
    }


def _invented(framework: Framework, criterion: Criterion, number: str, inhabitants: int, general: float) -> Answer:
    if criterion.id in NOT_APPLICABLE and inhabitants < NOT_APPLICABLE_BELOW:
        return NotApplicable(NOT_APPLICABLE[criterion.id])
    area, subarea, _ = criterion.id.split(".")
    share = (
        general
        + 0.22 * _chance(number, area)
        + 0.16 * _chance(number, area, subarea)
        + 0.30 * _chance(number, criterion.id)
    )
    steps = criterion.scale.steps
    position = round(share * (len(steps) - 1))
    return Level(steps[max(0, min(len(steps) - 1, position))].value)


def _chance(*parts: str) -> float:
    """A number from -1 to 1 that depends on the parts alone."""
    digest = hashlib.sha256("/".join(parts).encode()).digest()
    return int.from_bytes(digest[:4]) / 2**31 - 1
