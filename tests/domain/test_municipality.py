from datetime import date

import pytest

from kompass.domain.municipality import validity_problems
from tests.factories import make_municipality

OLD = make_municipality("1640", valid_from=date(1964, 1, 1), valid_to=date(2018, 1, 1))


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(1963, 12, 31), ["evaluated_before_municipality"]),
        (date(1964, 1, 1), []),
        (date(2017, 12, 31), []),
        (date(2018, 1, 1), ["municipality_no_longer_valid"]),
    ],
)
def test_evaluation_must_be_dated_while_the_number_was_valid(day: date, codes: list[str]) -> None:
    assert [problem.code for problem in validity_problems(OLD, day)] == codes
    assert OLD.is_valid_on(day) is (codes == [])
