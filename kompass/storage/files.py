"""Files on disk, each under the digest of its content: never changed, and the same content kept once.

A file lies in `ab/abcdef…` under a folder the caller gives, so that no folder grows very large. Digests are
SHA-256 in 64 small hexadecimal figures.
"""

import errno
import fcntl
import hashlib
import io
import logging
import os
import re
import tempfile
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from kompass.domain.errors import Invalid, NotFound, StorageFull
from kompass.domain.media import too_large

log = logging.getLogger(__name__)

PIECE = 262_144
UNFINISHED = ".part"
DIGEST = re.compile("[0-9a-f]{64}")
# No room left on the disk, or in the share of it this user may fill.
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class Readable(Protocol):
    """What bytes can be read from, a piece at a time; no bytes mean the end."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is safe on disk: its digest, and its size in bytes."""

    digest: str
    size: int


def keep(folder: Path, source: Readable | bytes, most: int) -> Kept:
    """Keep what the source holds, at most so many bytes; it is on disk to stay when this returns.

    Raises Invalid (file_too_large, with the size read so far) as soon as there is more, StorageFull when the disk
    is full, and whatever a broken source raises. Then nothing of it is left, and it can be sent again.
    """
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    with _own_errors():
        _make(folder)
        descriptor, name = tempfile.mkstemp(dir=folder, suffix=UNFINISHED)
        try:
            try:
                kept = _copy(stream, descriptor, most)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            _move(Path(name), path_of(folder, kept.digest))
        finally:
            # Gone already when it was moved.
            Path(name).unlink(missing_ok=True)
    return kept


def path_of(folder: Path, digest: str) -> Path:
    """Where the file with this digest lies, if it is there; raises NotFound for what is no digest."""
    if not DIGEST.fullmatch(digest):
        raise NotFound
    return folder / digest[:2] / digest


def opened(folder: Path, digest: str) -> io.BufferedReader:
    """The file with this digest, open for reading; the caller closes it. Raises NotFound when it is not there."""
    try:
        return path_of(folder, digest).open("rb")
    except FileNotFoundError as error:
        log.error("the kept file %s is missing", digest)
        raise NotFound from error


def missing(folder: Path, digests: Iterable[str]) -> list[str]:
    """Those of the digests that have no file, in the order given."""
    return [digest for digest in digests if not path_of(folder, digest).is_file()]


def sweep(folder: Path, referenced: Container[str], older_than: datetime) -> list[Path]:
    """Remove files nothing refers to and uploads that never ended, when last written before the given moment.

    The moment carries its zone, and leaves time for what is being saved now: a file is kept before the row that
    refers to it. What this module did not write is left alone. Returns what was removed, in order.
    """
    unfinished = [file for file in _in(folder) if file.suffix == UNFINISHED]
    shards = [shard for shard in _in(folder) if re.fullmatch("[0-9a-f]{2}", shard.name) and shard.is_dir()]
    removed = [file for file in unfinished if _removed(file, older_than)]
    for shard in shards:
        # Held, so that a file sent anew this very moment is not taken for the old one.
        with _held(shard):
            files = [file for file in _in(shard) if DIGEST.fullmatch(file.name) and file.name not in referenced]
            removed += [file for file in files if _removed(file, older_than)]
    return removed


def _in(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _removed(file: Path, older_than: datetime) -> bool:
    # Another sweep, or the upload itself, may be quicker.
    with suppress(FileNotFoundError):
        if file.stat().st_mtime < older_than.timestamp():
            file.unlink()
            return True
    return False


def _copy(stream: Readable, descriptor: int, most: int) -> Kept:
    found, size = hashlib.sha256(), 0
    while piece := stream.read(PIECE):
        size += len(piece)
        if size > most:
            raise Invalid((too_large(size, most),))
        found.update(piece)
        _write(descriptor, piece)
    return Kept(found.hexdigest(), size)


def _write(descriptor: int, piece: bytes) -> None:
    rest = memoryview(piece)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _move(unfinished: Path, place: Path) -> None:
    """Into its place, and the place written down. A file that was there is replaced by its equal.

    So a file sent again is as young as the new one, and a damaged one is mended.
    """
    _make(place.parent)
    with _held(place.parent) as descriptor:
        unfinished.replace(place)
        os.fsync(descriptor)


def _make(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _held(folder.parent) as descriptor:
            os.fsync(descriptor)


@contextmanager
def _held(folder: Path) -> Iterator[int]:
    """The folder's descriptor, while no other thread or process holds the folder."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def _own_errors() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise StorageFull from error
        raise
