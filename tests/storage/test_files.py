"""Files under the digest of their content: whole or not at all, once, and swept only when nothing needs them."""

import errno
import hashlib
import io
import os
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kompass.domain.errors import Invalid, NotFound, Problem, StorageFull
from kompass.storage import files
from kompass.storage.files import Kept, keep, missing, opened, path_of, sweep

CONTENT = b"Referat fra formannskapet\n"
DIGEST = hashlib.sha256(CONTENT).hexdigest()
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY_BEFORE = NOW - timedelta(days=1)
MOST = 1_000_000


class BrokenStream(io.BytesIO):
    """A connection that is cut after so many bytes."""

    def __init__(self, content: bytes, cut_after: int, error: BaseException) -> None:
        super().__init__(content[:cut_after])
        self.error = error

    def read(self, size: int | None = -1, /) -> bytes:
        piece = super().read(size)
        if not piece:
            raise self.error
        return piece


class CountingStream:
    """A stream without end that knows how much of it was read."""

    def __init__(self) -> None:
        self.given = 0

    def read(self, size: int, /) -> bytes:
        self.given += size
        return b"x" * size


def everything(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def make_old(path: Path, when: datetime) -> Path:
    os.utime(path, (when.timestamp(), when.timestamp()))
    return path


@pytest.mark.parametrize(
    "source",
    [pytest.param(CONTENT, id="bytes"), pytest.param(io.BytesIO(CONTENT), id="stream")],
)
def test_what_is_kept_can_be_read_again(tmp_path: Path, source: bytes | io.BytesIO) -> None:
    folder = tmp_path / "instance" / "evidence"

    assert keep(folder, source, MOST) == Kept(DIGEST, len(CONTENT))
    assert everything(folder) == [f"{DIGEST[:2]}/{DIGEST}"]
    with opened(folder, DIGEST) as file:
        assert file.read() == CONTENT


def test_only_the_program_itself_may_read_what_is_kept(tmp_path: Path) -> None:
    keep(tmp_path / "evidence", CONTENT, MOST)

    file = path_of(tmp_path / "evidence", DIGEST)
    assert [oct(path.stat().st_mode)[-3:] for path in (file, file.parent, tmp_path / "evidence")] == [
        "600",
        "700",
        "700",
    ]


def test_a_file_of_many_pieces_is_kept_whole(tmp_path: Path) -> None:
    content = os.urandom(files.PIECE * 2 + 17)

    kept = keep(tmp_path, content, len(content))

    assert kept == Kept(hashlib.sha256(content).hexdigest(), len(content))
    assert path_of(tmp_path, kept.digest).read_bytes() == content


def test_a_system_that_writes_a_little_at_a_time_still_writes_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = os.write
    monkeypatch.setattr("os.write", lambda descriptor, piece: whole(descriptor, bytes(piece[:5])))

    keep(tmp_path, CONTENT, MOST)

    assert path_of(tmp_path, DIGEST).read_bytes() == CONTENT


def test_the_same_content_is_kept_once_and_is_young_again(tmp_path: Path) -> None:
    keep(tmp_path, CONTENT, MOST)
    make_old(path_of(tmp_path, DIGEST), datetime(2020, 1, 1, tzinfo=UTC))

    assert keep(tmp_path, CONTENT, MOST).digest == DIGEST
    assert everything(tmp_path) == [f"{DIGEST[:2]}/{DIGEST}"]
    assert sweep(tmp_path, set(), datetime.now(UTC) - timedelta(days=1)) == []


def test_a_damaged_file_is_mended_when_it_is_sent_again(tmp_path: Path) -> None:
    keep(tmp_path, CONTENT, MOST)
    path_of(tmp_path, DIGEST).write_bytes(b"damaged")

    keep(tmp_path, CONTENT, MOST)

    assert path_of(tmp_path, DIGEST).read_bytes() == CONTENT


def test_many_at_once_keep_every_file(tmp_path: Path) -> None:
    everybody, contents = threading.Barrier(8), [b"likt"] * 4 + [bytes([number]) for number in range(4)]

    def send(content: bytes) -> None:
        everybody.wait()
        keep(tmp_path / "evidence", content, MOST)

    threads = [threading.Thread(target=send, args=(content,)) for content in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    digests = {hashlib.sha256(content).hexdigest() for content in contents}
    assert everything(tmp_path / "evidence") == sorted(f"{digest[:2]}/{digest}" for digest in digests)


def test_a_file_that_is_too_large_is_stopped_at_once_and_leaves_nothing(tmp_path: Path) -> None:
    stream = CountingStream()

    with pytest.raises(Invalid) as raised:
        keep(tmp_path, stream, 100_000)

    assert raised.value.problems == (
        Problem("file_too_large", "file", (("size", str(files.PIECE)), ("most", "100000"))),
    )
    assert stream.given == files.PIECE
    assert everything(tmp_path) == []


def test_the_most_is_allowed_to_the_last_byte(tmp_path: Path) -> None:
    assert keep(tmp_path, CONTENT, len(CONTENT)).size == len(CONTENT)
    with pytest.raises(Invalid):
        keep(tmp_path, CONTENT, len(CONTENT) - 1)


@pytest.mark.parametrize("cut_after", [0, 1, files.PIECE, files.PIECE * 3 // 2])
@pytest.mark.parametrize("error", [ConnectionResetError("cut"), EOFError("cut"), KeyboardInterrupt()])
def test_a_stream_that_breaks_leaves_nothing_and_can_be_sent_again(
    tmp_path: Path, cut_after: int, error: BaseException
) -> None:
    content = b"x" * (files.PIECE * 2)

    with pytest.raises(type(error)):
        keep(tmp_path, BrokenStream(content, cut_after, error), MOST)

    assert everything(tmp_path) == []
    assert keep(tmp_path, content, MOST).size == len(content)


@pytest.mark.parametrize("call", ["write", "fsync", "mkdir"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_said_and_leaves_nothing_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as disk:
        disk.setattr(os, call, full)
        with pytest.raises(StorageFull):
            keep(tmp_path, CONTENT, MOST)

    assert everything(tmp_path) == []
    assert keep(tmp_path, CONTENT, MOST).digest == DIGEST


def test_a_disk_that_fills_when_the_place_is_written_down_leaves_only_a_whole_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(tmp_path, CONTENT, MOST)
    path_of(tmp_path, DIGEST).unlink()
    synced, calls = os.fsync, []

    def full_the_second_time(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 2:
            raise OSError(errno.ENOSPC, "full")
        synced(descriptor)

    monkeypatch.setattr("os.fsync", full_the_second_time)
    with pytest.raises(StorageFull):
        keep(tmp_path, CONTENT, MOST)

    assert everything(tmp_path) == [f"{DIGEST[:2]}/{DIGEST}"]
    assert path_of(tmp_path, DIGEST).read_bytes() == CONTENT


def test_the_content_is_on_disk_before_it_gets_its_name_and_the_name_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path_of(tmp_path, DIGEST).parent.mkdir()
    synced, seen = os.fsync, []

    def note(descriptor: int) -> None:
        seen.append((Path(f"/proc/self/fd/{descriptor}").readlink().suffix, path_of(tmp_path, DIGEST).exists()))
        synced(descriptor)

    monkeypatch.setattr("os.fsync", note)
    keep(tmp_path, CONTENT, MOST)

    assert seen == [(".part", False), ("", True)]


def test_another_fault_of_the_disk_is_not_called_a_full_one(tmp_path: Path) -> None:
    (tmp_path / "evidence").write_text("in the way")

    with pytest.raises(FileExistsError):
        keep(tmp_path / "evidence", CONTENT, MOST)


@pytest.mark.parametrize(
    "digest",
    [
        pytest.param("", id="nothing"),
        pytest.param("../../../etc/passwd", id="path"),
        pytest.param("a" * 63, id="one figure short"),
        pytest.param("a" * 64 + "\n", id="line break after"),
        pytest.param("A" * 64, id="capitals"),
        pytest.param("../" + "a" * 61, id="path of the right length"),
    ],
)
def test_what_is_no_digest_has_no_place(tmp_path: Path, digest: str) -> None:
    with pytest.raises(NotFound):
        path_of(tmp_path, digest)
    with pytest.raises(NotFound):
        opened(tmp_path, digest)


def test_a_file_that_is_gone_is_not_found_and_is_told_to_the_operator(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(NotFound):
        opened(tmp_path, DIGEST)

    assert caplog.messages == [f"the kept file {DIGEST} is missing"]


def test_missing_lists_digests_without_a_file_in_order(tmp_path: Path) -> None:
    keep(tmp_path, CONTENT, MOST)

    assert missing(tmp_path, ["f" * 64, DIGEST, "0" * 64]) == ["f" * 64, "0" * 64]


def test_sweep_removes_what_is_old_and_not_referred_to_and_nothing_else(tmp_path: Path) -> None:
    old, young, referenced = (keep(tmp_path, content, MOST).digest for content in (b"gammel", b"ny", b"i bruk"))
    for digest in (old, referenced):
        make_old(path_of(tmp_path, digest), DAY_BEFORE - timedelta(seconds=1))
    make_old(path_of(tmp_path, young), DAY_BEFORE)
    (tmp_path / "cut.part").write_bytes(b"half")
    make_old(tmp_path / "cut.part", datetime(2026, 1, 1, tzinfo=UTC))
    (tmp_path / "now.part").write_bytes(b"half")
    make_old(tmp_path / "now.part", NOW)

    removed = sweep(tmp_path, {referenced}, DAY_BEFORE)

    assert removed == [tmp_path / "cut.part", path_of(tmp_path, old)]
    assert everything(tmp_path) == sorted(
        ["now.part", f"{young[:2]}/{young}", f"{referenced[:2]}/{referenced}"],
    )


def test_sweep_leaves_what_it_did_not_write(tmp_path: Path) -> None:
    names = ["LESMEG.txt", "ab/LESMEG.txt", f"abc/{DIGEST}", f"{DIGEST}"]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("not ours")
        make_old(tmp_path / name, datetime(2020, 1, 1, tzinfo=UTC))
    (tmp_path / "cd").write_text("a file called as a folder")

    assert sweep(tmp_path, set(), NOW) == []
    assert everything(tmp_path) == sorted([*names, "cd"])


def test_sweep_of_a_folder_that_is_not_there_removes_nothing(tmp_path: Path) -> None:
    assert sweep(tmp_path / "evidence", set(), NOW) == []


def test_sweep_does_not_mind_that_another_was_quicker(tmp_path: Path) -> None:
    (tmp_path / "gone.part").symlink_to(tmp_path / "nowhere")

    assert sweep(tmp_path, set(), NOW) == []


def test_a_file_sent_anew_while_the_old_one_is_swept_is_there_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(tmp_path, CONTENT, MOST)
    make_old(path_of(tmp_path, DIGEST), DAY_BEFORE - timedelta(days=1))
    unlink, sender = os.unlink, threading.Thread(target=keep, args=(tmp_path, CONTENT, MOST))

    def unlink_after_a_while(path: Path) -> None:
        if path == path_of(tmp_path, DIGEST):
            sender.start()
            sender.join(0.3)
        unlink(path)

    monkeypatch.setattr("os.unlink", unlink_after_a_while)
    sweep(tmp_path, set(), DAY_BEFORE)
    sender.join()

    assert path_of(tmp_path, DIGEST).read_bytes() == CONTENT
