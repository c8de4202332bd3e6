"""Finished reports on disk, each under a digest of all that decides its bytes. Safe to delete at any time."""

import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile

from kompass.language import CATALOGUES

PROGRAM = Path(__file__).resolve().parent
LIBRARIES = ("jinja2", "matplotlib", "pydyf", "python-docx", "weasyprint")


def digest(fingerprint: str, layout: Path) -> str:
    """SHA-256 of everything the bytes of a report depend on: its data, its layout, the program, the libraries."""
    return hashlib.sha256(f"{_workshop(layout)}\n{fingerprint}".encode()).hexdigest()


@lru_cache
def _workshop(layout: Path) -> str:
    """Digest of the files that make reports of data; read once, for they do not change while the program runs."""
    found = hashlib.sha256(" ".join(f"{name} {version(name)}" for name in LIBRARIES).encode())
    files = (layout.rglob("*"), PROGRAM.rglob("*.py"), PROGRAM.parent.glob("*.py"), CATALOGUES.rglob("*.po"))
    for file in sorted(file for found_in in files for file in found_in if file.is_file()):
        found.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()


def kept(folder: Path, key: str, render: Callable[[], bytes]) -> bytes:
    """The finished report with this digest; rendered, and kept, when there is none.

    Whoever asks for the same report meanwhile waits for it instead of rendering it again. When the folder
    cannot be written to, the report is rendered all the same.
    """
    path = path_of(folder, key)
    if found := _read(path):
        return found
    with _turn(folder, key):
        if found := _read(path):
            return found
        content = render()
        with suppress(OSError):
            write_whole(path, content)
    return content


def path_of(folder: Path, key: str) -> Path:
    """Where the finished report with this digest is kept."""
    return folder / f"{key}.pdf"


def _read(path: Path) -> bytes | None:
    with suppress(OSError):
        return path.read_bytes()
    return None


def write_whole(path: Path, content: bytes) -> None:
    """Whole or not at all: written beside its place, then moved there; OSError when it cannot be."""
    with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except OSError:
            Path(file.name).unlink(missing_ok=True)
            raise


@contextmanager
def _turn(folder: Path, key: str) -> Iterator[None]:
    """One at a time for reports whose digests begin alike, between threads and between processes."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / f"{key[:2]}.lock").open("wb")
    except OSError:
        yield  # nowhere to wait, and nowhere to keep the report either
        return
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
