"""The process beside the web server: it renders, it refuses in words, and it is ended when it hangs."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kompass.domain.errors import KompassError
from kompass.reporting import worker
from kompass.reporting.data.evaluation import EvaluationReport
from tests.reporting.conftest import FOLDER, ROOT


@pytest.fixture
def made(request: pytest.FixtureRequest) -> Iterator[worker.Worker]:
    found = worker.Worker(**getattr(request, "param", {}))
    yield found
    found.close()


def broken_fonts(folder: Path) -> Path:
    shutil.copytree(FOLDER, folder / "reports")
    (folder / "reports" / "fonts" / "Inter-SemiBold.ttf").unlink()
    return folder / "reports"


def end_the_process(*_arguments: object) -> bytes:
    os._exit(1)


def test_another_process_gives_the_same_bytes_and_survives_a_refusal(
    made: worker.Worker, report: EvaluationReport, tmp_path: Path
) -> None:
    with pytest.raises(KompassError) as error:
        made.render(report, broken_fonts(tmp_path))

    assert (error.value.code, error.value.values) == ("font_missing", {"font": "Inter-SemiBold.ttf"})
    assert made.render(report, FOLDER) == worker.render_here(report, FOLDER)


@pytest.mark.parametrize("made", [{"limit": 1}], indirect=True)
def test_report_that_takes_too_long_is_ended(made: worker.Worker, report: EvaluationReport, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    shutil.copytree(FOLDER, folder)
    loop, end = "{% for number in range(99999) %}", "{% endfor %}"
    (folder / "evaluation" / "report.html").write_text(loop * 3 + end * 3)

    with pytest.raises(worker.TookTooLong):
        made.render(report, folder)


def test_process_that_dies_is_replaced_once_then_given_up(
    made: worker.Worker, report: EvaluationReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_render_bounded", end_the_process)

    with pytest.raises(worker.Stopped):
        made.render(report, FOLDER)


def test_services_and_web_do_not_load_the_heavy_libraries() -> None:
    program = (
        "import sys, kompass.app, kompass.services.reports;"
        "sys.exit(bool({'matplotlib', 'numpy', 'weasyprint', 'fontTools'} & sys.modules.keys()))"
    )

    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0
