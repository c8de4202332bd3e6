import pytest
from sqlalchemy.orm import Session

from kompass.storage import municipalities

pytestmark = pytest.mark.usefixtures("places")


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("Røros", {"5025", "1640"}),
        ("roros", {"5025", "1640"}),
        ("RØROS", {"5025", "1640"}),
        # The name of a change is part of what is searched, its number is not.
        ("1640", {"1640"}),
        ("deatnu", {"5628"}),
        ("tana prøve", {"5628"}),
        ("", {"5025", "5628", "1640"}),
        ("%", set()),
        ("_", set()),
        ("' OR 1=1 --", set()),
        ("finnes ikke", set()),
    ],
)
def test_search_by_number_or_any_name(session: Session, words: str, numbers: set[str]) -> None:
    assert set(municipalities.matching(session, words)) == numbers


def test_latest_population_comes_along(session: Session) -> None:
    found = municipalities.municipality(session, "5025")

    assert found is not None
    assert (found.population, found.population_year) == (5600, 2026)
    assert municipalities.latest_inhabitants(session, ["5025", "5628"]) == {"5025": 5600}
