"""Numbers, dates, names: the Norwegian way, and the English."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from kompass import formats
from kompass.language import chosen_locale, language


@pytest.mark.parametrize(
    ("value", "locale", "decimals", "text"),
    [
        (1234, "nb", 0, "1\u00a0234"),
        (1234, "en", 0, "1,234"),
        (Fraction(25, 2), "nn", 1, "12,5"),
        (Fraction(1, 20), "nb", 1, "0,1"),
        (Fraction(-5, 2), "nb", 0, "\u22123"),
        (Fraction(-1, 100), "nb", 0, "0"),
        (Fraction(12345, 10), "en", 1, "1,234.5"),
    ],
)
def test_numbers(value: int | Fraction, locale: str, decimals: int, text: str) -> None:
    assert formats.number(value, locale, decimals) == text


def test_changes_carry_their_sign() -> None:
    assert [formats.change(n, "nb") for n in (8, 0, -2)] == ["+8", "0", "\u22122"]


def test_per_cent_and_ranges() -> None:
    assert (formats.percent(Fraction(2, 3), "nb"), formats.percent(Fraction(2, 3), "en")) == (
        "67\u00a0%",
        "67%",
    )
    assert (formats.number_range(212, 640, "nb"), formats.number_range(5, 5, "nb")) == ("212\u2013640", "5")


def test_dates_and_times_are_norwegian_time() -> None:
    moment = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)

    assert formats.long_date(date(2026, 11, 23), "nn") == "23. november 2026"
    assert formats.long_date(date(2026, 11, 23), "en") == "23 November 2026"
    assert (formats.clock(moment, "nb"), formats.clock(moment, "en")) == ("00.30", "00:30")


def test_short_dates_and_months_are_for_tables_and_timelines() -> None:
    assert formats.short_date(date(2026, 11, 23), "nb") == "23. nov. 2026"
    assert formats.short_date(date(2026, 11, 23), "en") == "23 Nov 2026"
    assert formats.month_names("nb")[:3] == ["jan", "feb", "mar"]
    assert len(formats.month_names("en")) == 12
    assert formats.month_and_year(date(2026, 11, 23), "nb") == "nov. 2026"
    assert formats.month_and_year(date(2026, 9, 23), "en") == "Sept 2026"


def test_names_sort_the_norwegian_way() -> None:
    names = ["Ørsta", "Ål", "Aalesund", "Ærø", "Zoo", "Alta", "Ås", "Öland"]

    assert sorted(names, key=formats.sorting_key)[:2] == ["Alta", "Zoo"]
    assert sorted(["Å", "Ø", "Æ", "Z"], key=formats.sorting_key) == ["Z", "Æ", "Ø", "Å"]


@pytest.mark.parametrize(
    ("text", "key"),
    [("Guovdageaidnu", "guovdageaidnu"), ("Deatnu – Tana", "deatnu – tana"), ("Kárášjohka", "karasjohka")],
)
def test_search_keys_fold_case_and_accents(text: str, key: str) -> None:
    assert formats.search_key(text) == key


def test_composed_and_decomposed_letters_are_equal() -> None:
    assert formats.search_key("A\u030as") == formats.search_key("Ås") == "as"


def test_file_names_are_plain() -> None:
    assert formats.file_name("Øvre Eiker", "2026", "../x") == "ovre-eiker-2026-x"


def test_listing_joins_with_the_languages_own_word() -> None:
    assert formats.listing(["a", "b", "c"], "nb") == "a, b og c"


@pytest.mark.parametrize(
    ("wishes", "locale"),
    [(["no-NO", "no", "en"], "nb"), (["nn-NO"], "nn"), (["en-GB"], "en"), (["de", "fr"], "nb"), ([], "nb")],
)
def test_plain_norwegian_means_bokmal(wishes: list[str], locale: str) -> None:
    assert chosen_locale(wishes) == locale


def test_unknown_locale_is_an_error() -> None:
    with pytest.raises(KeyError):
        language("se")


@pytest.mark.parametrize(
    ("starts", "minutes", "locale", "expected"),
    [
        ("09:30", 45, "nb", "09.30–10.15"),
        ("09:30", 45, "en", "09:30–10:15"),
        ("09:30", None, "nn", "09.30"),
        ("23:30", 60, "nb", "23.30–00.30"),
    ],
)
def test_hours_say_from_when_to_when(starts: str, minutes: int | None, locale: str, expected: str) -> None:
    assert formats.hours(starts, minutes, locale) == expected


def test_day_of_the_week_is_told_in_each_language() -> None:
    told = [formats.weekday_date(date(2026, 12, 7), locale) for locale in ("nb", "nn", "en")]

    assert told == ["mandag 7. desember 2026", "måndag 7. desember 2026", "Monday, 7 December 2026"]
