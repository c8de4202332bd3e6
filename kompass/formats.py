"""Numbers, dates and names the Norwegian way. The only place that makes a number into text."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_month_names
from babel.lists import format_list

from kompass.domain.points import half_up

MINUS = "\u2212"
NO_BREAK_SPACE = "\u00a0"
NORWAY = ZoneInfo("Europe/Oslo")

Number = int | Fraction


def number(value: Number, locale: str, decimals: int = 0) -> str:
    """A number with this many decimals, half up: «1 234,5» in Norwegian, «1,234.5» in English."""
    scaled = half_up(abs(Fraction(value)) * 10**decimals)
    whole, rest = divmod(scaled, 10**decimals)
    thousands, comma = (",", ".") if locale == "en" else (NO_BREAK_SPACE, ",")
    text = f"{whole:,}".replace(",", thousands)
    if decimals:
        text += f"{comma}{rest:0{decimals}d}"
    return f"{MINUS}{text}" if value < 0 and scaled else text


def change(value: Number, locale: str, decimals: int = 0) -> str:
    """A change with its sign: «+8», «−2»; plain «0» when it rounds to nothing."""
    text = number(value, locale, decimals)
    is_nothing = not any(digit in text for digit in "123456789")
    return text if value < 0 or is_nothing else f"+{text}"


def percent(share: Fraction, locale: str) -> str:
    """A share as whole per cent: «67 %» in Norwegian, «67%» in English."""
    space = "" if locale == "en" else NO_BREAK_SPACE
    return f"{number(share * 100, locale)}{space}%"


def number_range(low: Number, high: Number, locale: str) -> str:
    """«212–640», or one number when both ends read the same."""
    first, last = number(low, locale), number(high, locale)
    return first if first == last else f"{first}\u2013{last}"


def long_date(day: date, locale: str) -> str:
    """«23. november 2026»."""
    return format_date(day, "long", locale="en_GB" if locale == "en" else locale)


def short_date(day: date, locale: str) -> str:
    """«23. nov. 2026»."""
    return format_date(day, "medium", locale="en_GB" if locale == "en" else locale)


def month_names(locale: str) -> list[str]:
    """The twelve months, short and without a full stop: «jan», «feb», «mars»."""
    names = get_month_names("abbreviated", context="stand-alone", locale="en_GB" if locale == "en" else locale)
    return [names[month].rstrip(".") for month in range(1, 13)]


def month_and_year(day: date, locale: str) -> str:
    """«nov. 2026», «mai 2026»; «Nov 2026» in English."""
    return format_date(day, "MMM y", locale="en_GB" if locale == "en" else locale)


def clock(moment: datetime, locale: str) -> str:
    """Time of day in Norway: «10.42», «10:42» in English."""
    local = moment.astimezone(NORWAY)
    return local.strftime("%H:%M" if locale == "en" else "%H.%M")


def weekday_date(day: date, locale: str) -> str:
    """«mandag 23. november 2026»."""
    return format_date(day, "full", locale="en_GB" if locale == "en" else locale)


def hours(starts: str, minutes: int | None, locale: str) -> str:
    """From when to when, out of «09:30» and how long it lasts: «09.30–10.15», or «09.30» when that is not said."""
    first = datetime.combine(date.min, time.fromisoformat(starts))
    ends = [] if minutes is None else [first + timedelta(minutes=minutes)]
    return "\u2013".join(moment.strftime("%H:%M" if locale == "en" else "%H.%M") for moment in [first, *ends])


def listing(words: Sequence[str], locale: str) -> str:
    """«a, b og c»."""
    return format_list(list(words), locale="en_GB" if locale == "en" else locale)


def sorting_key(name: str) -> tuple[tuple[int, int], ...]:
    """Key that sorts Norwegian names: æ, ø, å last, ä as æ, ö as ø, «aa» as å, other accents folded."""
    folded = name.casefold().replace("aa", "å").replace("ä", "æ").replace("ö", "ø")
    return tuple(_letter_key(letter) for letter in folded)


def _letter_key(letter: str) -> tuple[int, int]:
    last = "æøå".find(letter)
    if last >= 0:
        return (ord("z") + 1 + last, 0)
    base = _FOLDED.get(letter) or unicodedata.normalize("NFD", letter)[0]
    return (ord(base), 0 if base == letter else 1)


# Letters that do not come apart into a base and an accent.
_FOLDED = {"đ": "d", "ð": "d", "ŋ": "n", "ŧ": "t", "ß": "s", "ł": "l", "ı": "i"}


def search_key(text: str) -> str:
    """What a search compares: lower case, no accents; «a», «ae» and «o» match å, æ and ø."""
    text = unicodedata.normalize("NFC", text).casefold()
    text = text.replace("æ", "ae").replace("ø", "o").replace("å", "a")
    text = unicodedata.normalize("NFD", text)
    # By kind of letter and not one by one: a search goes through thousands of notes.
    for letter in set(text):
        if not letter.isascii():
            text = text.replace(letter, "" if unicodedata.combining(letter) else _FOLDED.get(letter, letter))
    return " ".join(text.split())


def file_name(*parts: str) -> str:
    """A plain file name from words: «ovre-eiker-2026»."""
    return re.sub(r"[^a-z0-9]+", "-", search_key(" ".join(parts))).strip("-")
