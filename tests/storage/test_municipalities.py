import pytest
from sqlalchemy.orm import Session

from kompass.domain.errors import NotFound
from kompass.domain.permissions import Actor
from kompass.services import municipalities as service
from kompass.storage import municipalities

pytestmark = pytest.mark.usefixtures("places")


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("Røros", ["5025", "1640"]),
        ("roros", ["5025", "1640"]),
        ("RØROS", ["5025", "1640"]),
        ("1640", ["1640"]),
        ("deatnu", ["5628"]),
        ("tana prøve", ["5628"]),
        ("", ["5025", "5628", "1640"]),
        ("%", []),
        ("_", []),
        ("' OR 1=1 --", []),
        ("finnes ikke", []),
    ],
)
def test_search_by_number_or_any_name(session: Session, words: str, numbers: list[str]) -> None:
    found, total = municipalities.matching(session, words, most=10)

    assert [municipality.number for municipality in found] == numbers
    assert total == len(numbers)


def test_search_shows_at_most_what_is_asked_for_and_counts_the_rest(session: Session) -> None:
    found, total = municipalities.matching(session, "", most=1)

    assert (len(found), total) == (1, 3)


def test_latest_population_comes_along(session: Session) -> None:
    found = municipalities.municipality(session, "5025")

    assert found is not None
    assert (found.population, found.population_year) == (5600, 2026)


def test_dossier_of_an_unknown_number_is_not_found(session: Session, reader: Actor) -> None:
    with pytest.raises(NotFound):
        service.dossier(session, reader, "9876")
