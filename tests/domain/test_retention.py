from datetime import date

import pytest

from kompass.domain.retention import deleted_from, months_problems


@pytest.mark.parametrize(
    ("over", "months", "day"),
    [
        (date(2026, 3, 2), 6, date(2026, 9, 2)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 1, 31), 24, date(2028, 1, 31)),
        (date(2026, 5, 4), 0, date(2026, 5, 4)),
    ],
)
def test_nothing_is_kept_from_the_same_day_some_months_later(over: date, months: int, day: date) -> None:
    assert deleted_from(over, months) == day


@pytest.mark.parametrize(
    ("months", "codes"), [(-1, ["months_out_of_range"]), (0, []), (24, []), (25, ["months_out_of_range"])]
)
def test_months_are_from_none_to_two_years(months: int, codes: list[str]) -> None:
    assert [one.code for one in months_problems(months)] == codes
