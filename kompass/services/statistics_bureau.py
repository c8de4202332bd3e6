"""Asks the statistics bureau's open services for municipality codes, changes and inhabitants. Plain GET over https.

Two services: Klass, classification 131, and the table 07459 through PxWebApi 2. What comes back is checked
here; every fault is a NoAnswer, which a person gets as one sentence.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from http.client import HTTPException
from itertools import product
from math import prod
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from kompass import __version__
from kompass.domain.code_changes import CodeChange, without_county
from kompass.domain.errors import KompassError

SERVICE = "https://data.ssb.no/api/"
CLASSIFICATION = f"{SERVICE}klass/v1/classifications/131"
POPULATION = f"{SERVICE}pxwebapi/v2/tables/07459/data"

TIMEOUT = 30.0
# The largest answer expected, all regions for some years, is a tenth of this.
LARGEST_ANSWER = 5_000_000

WHOLE_COUNTRY = "0"
UNKNOWN_MUNICIPALITY = "9999"
NUMBER = re.compile(r"[0-9]{4}")
# Changes are asked for with a margin, since it is not said on which side of a date a change is counted.
MARGIN = timedelta(days=14)

Fetch = Callable[[str], bytes]


class NoAnswer(KompassError):
    """The bureau did not answer, or not with what was asked for."""

    code = "bureau_unreachable"


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Stay with the bureau: a redirect is an answer like any other error."""


def fetch(url: str) -> bytes:
    """What the bureau answers at this address; NoAnswer when it does not."""
    if not url.startswith(SERVICE):
        raise ValueError(f"not an address of the statistics bureau: {url}")
    headers = {"Accept": "application/json", "User-Agent": f"Kompass/{__version__}"}
    request = Request(url, headers=headers)  # noqa: S310 - https, checked above
    try:
        with build_opener(_NoRedirect).open(request, timeout=TIMEOUT) as answer:
            content: bytes = answer.read(LARGEST_ANSWER + 1)
    except HTTPError as error:
        error.close()
        raise NoAnswer("bureau_refused", address=url, status=str(error.code)) from error
    except (OSError, HTTPException) as error:
        reason = error.reason if isinstance(error, URLError) else error
        code = "bureau_timed_out" if isinstance(reason, TimeoutError) else "bureau_unreachable"
        raise NoAnswer(code, address=url) from error
    if len(content) > LARGEST_ANSWER:
        raise NoAnswer("bureau_answer_too_large", address=url)
    return content


def last_modified(fetch: Fetch) -> date:
    """When the bureau last changed anything in the classification."""
    with _answer(fetch, CLASSIFICATION) as answer:
        return date.fromisoformat(answer["lastModified"][:10])


def names_on(fetch: Fetch, day: date) -> dict[str, str]:
    """Full name by number of every municipality on this day; empty when the bureau has no list for it yet."""
    try:
        with _answer(fetch, _address(f"{CLASSIFICATION}/codesAt", date=day, includeFuture="true")) as answer:
            names = {item["code"]: _name(item["name"]) for item in answer["codes"]}
            return {_number(code): name for code, name in names.items() if code != UNKNOWN_MUNICIPALITY}
    except NoAnswer as error:
        if error.values.get("status") == "404":
            return {}
        raise


def changes(fetch: Fetch, first: date, last: date) -> list[CodeChange]:
    """Every change from the first day to the last, both included, oldest first."""
    address = _address(
        f"{CLASSIFICATION}/changes", **{"from": first - MARGIN, "to": last + MARGIN}, includeFuture="true"
    )
    with _answer(fetch, address) as answer:
        found = [
            CodeChange(
                date=date.fromisoformat(item["changeOccurred"]),
                old_code=_number(item["oldCode"]),
                old_name=_name(item["oldName"]),
                new_code=_number(item["newCode"]),
                new_name=_name(item["newName"]),
            )
            for item in answer["codeChanges"]
        ]
    known = [pair for pair in found if UNKNOWN_MUNICIPALITY not in (pair.old_code, pair.new_code)]
    return sorted((pair for pair in known if first <= pair.date <= last), key=lambda pair: pair.date)


@dataclass(frozen=True, slots=True)
class Inhabitants:
    """Inhabitants on 1 January of a year, by number; `total` is the bureau's own figure for the whole country."""

    municipalities: Mapping[str, int]
    total: int


def inhabitants(fetch: Fetch, first_year: int) -> dict[int, Inhabitants]:
    """Inhabitants by year, from a year the table is known to have."""
    selection = {"Region": "*", "ContentsCode": "Personer1", "Tid": f"from({first_year})"}
    query = {f"valueCodes[{variable}]": codes for variable, codes in selection.items()}
    with _answer(fetch, _address(POPULATION, lang="no", outputFormat="json-stat2", **query)) as answer:
        by_year: dict[int, dict[str, int]] = {}
        for (region, year), value in _cells(answer, ("Region", "Tid")):
            # A number has 0 in the years it was not in use.
            if value:
                by_year.setdefault(int(year), {})[region] = value
    return {year: _of_year(figures) for year, figures in sorted(by_year.items())}


def _of_year(figures: Mapping[str, int]) -> Inhabitants:
    found = {
        region: value
        for region, value in figures.items()
        if NUMBER.fullmatch(region) and region != UNKNOWN_MUNICIPALITY
    }
    return Inhabitants(found, figures.get(WHOLE_COUNTRY) or sum(found.values()))


def _cells(answer: Any, wanted: Sequence[str]) -> Iterator[tuple[tuple[str, ...], int | None]]:
    """The cells of a JSON-stat 2 table with their codes in the wanted dimensions; the last one runs fastest."""
    codes = []
    for dimension, size in zip(answer["id"], answer["size"], strict=True):
        index = answer["dimension"][dimension]["category"]["index"]
        codes.append(sorted(index, key=index.__getitem__))
        if len(index) != size or (dimension not in wanted and size != 1):
            raise ValueError(f"dimension {dimension} has {size} values")
    if len(answer["value"]) != prod(answer["size"]):
        raise ValueError("the number of cells does not match the dimensions")
    places = [answer["id"].index(dimension) for dimension in wanted]
    for cell, value in zip(product(*codes), answer["value"], strict=True):
        if value is not None and (not isinstance(value, int) or value < 0):
            raise ValueError(f"not a number of inhabitants: {value}")
        yield tuple(cell[place] for place in places), value


def _address(path: str, **parameters: object) -> str:
    return f"{path}?{urlencode(parameters)}"


@contextmanager
def _answer(fetch: Fetch, url: str) -> Iterator[Any]:
    """The answer read as JSON; what is not as documented while it is used becomes a NoAnswer."""
    content = fetch(url)
    try:
        answer = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise NoAnswer("bureau_answer_unreadable", address=url) from error
    try:
        yield answer
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise NoAnswer("bureau_answer_unexpected", address=url) from error


def _number(code: str) -> str:
    if not NUMBER.fullmatch(code):
        raise ValueError(f"not a municipality number: {code}")
    return code


def _name(text: str) -> str:
    name = without_county(text.strip())
    if not name or not name.isprintable():
        raise ValueError(f"not a name: {text!r}")
    return name
