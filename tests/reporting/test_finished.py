"""Finished reports on disk: rendered once, kept whole, and never a reason to go without a report."""

import threading
from pathlib import Path

import pytest

from kompass.reporting import finished
from tests.reporting.conftest import FOLDER, MIXED, make_material

KEY = "a" * 64


def test_rendered_once_then_kept(tmp_path: Path) -> None:
    finished.kept(tmp_path / "reports", KEY, lambda: b"%PDF first")

    assert finished.kept(tmp_path / "reports", KEY, lambda: b"%PDF second") == b"%PDF first"
    assert [file.name for file in (tmp_path / "reports").glob("*.pdf")] == [f"{KEY}.pdf"]


def test_asked_for_at_once_it_is_rendered_once(tmp_path: Path) -> None:
    everybody, renders, answers = threading.Barrier(4), [], []

    def render() -> bytes:
        renders.append(1)
        threading.Event().wait(0.2)
        return b"%PDF"

    def ask() -> None:
        everybody.wait()
        answers.append(finished.kept(tmp_path, KEY, render))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(renders), answers) == (1, [b"%PDF"] * 4)


def test_folder_that_cannot_be_made_still_gives_the_report(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("in the way")

    assert finished.kept(tmp_path / "reports", KEY, lambda: b"%PDF") == b"%PDF"


def test_full_disk_still_gives_the_report_and_leaves_nothing_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)

    assert finished.kept(tmp_path, KEY, lambda: b"%PDF") == b"%PDF"
    assert [file.suffix for file in tmp_path.iterdir()] == [".lock"]


def test_a_render_that_fails_keeps_nothing(tmp_path: Path) -> None:
    def fail() -> bytes:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        finished.kept(tmp_path, KEY, fail)

    assert finished.kept(tmp_path, KEY, lambda: b"%PDF") == b"%PDF"


def test_digest_follows_every_answer_the_language_and_the_layout(tmp_path: Path) -> None:
    material = make_material(MIXED)
    (tmp_path / "print.css").write_text("p { color: red }")
    first, *others = MIXED
    changed = {**MIXED, first: MIXED[others[0]]}

    digests = {
        finished.digest(material.fingerprint, FOLDER),
        finished.digest(make_material(changed).fingerprint, FOLDER),
        finished.digest(make_material(MIXED, locale="nn").fingerprint, FOLDER),
        finished.digest(make_material(MIXED, group=False).fingerprint, FOLDER),
        finished.digest(make_material(MIXED, name="Annenvik").fingerprint, FOLDER),
        finished.digest(material.fingerprint, tmp_path),
    }

    assert len(digests) == 6
    assert finished.digest(make_material(MIXED).fingerprint, FOLDER) in digests
