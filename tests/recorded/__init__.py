"""Answers of the statistics bureau for tests, and the small register they belong to.

They were written by hand in the shapes the bureau documents; none was recorded from the live service. The places
and everything that happens to them on 1 January 2027 are invented.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from kompass.services.statistics_bureau import Fetch, NoAnswer

FOLDER = Path(__file__).parent / "statistics_bureau"


def answers(year: str, instead: Mapping[str, bytes | Exception] | None = None) -> Fetch:
    """Answers as they would be in this year; `instead` replaces some by the name of their file."""
    replaced = instead or {}

    def fetch(url: str) -> bytes:
        name = _file_name(url)
        found = replaced.get(name) or _recorded(FOLDER / year / name, url)
        if isinstance(found, Exception):
            raise found
        return found

    return fetch


def copy_register(folder: Path) -> Path:
    """The small register as it stands in 2026, in a folder that may be changed."""
    return Path(shutil.copytree(FOLDER / "register", folder))


def contents(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, to see whether anything changed."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _recorded(path: Path, url: str) -> bytes | Exception:
    if path.exists():
        return path.read_bytes()
    return NoAnswer("bureau_refused", address=url, status="404")


def _file_name(url: str) -> str:
    parts = urlsplit(url)
    last = parts.path.rsplit("/", 1)[-1]
    days = parse_qs(parts.query).get("date", [])
    return "-".join(["classification" if last == "131" else last, *days]) + ".json"
