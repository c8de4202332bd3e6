"""The process beside the web server: it renders, it refuses in words, and it is ended when it hangs."""

import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from kompass.domain.errors import KompassError
from kompass.reporting import worker
from kompass.reporting.data.evaluation import EvaluationReport
from kompass.reporting.evaluation.compose import evaluation_report
from tests.reporting.conftest import FOLDER, MIXED, ROOT, make_material

TEXT: dict[str, Any] = {"capture_output": True, "text": True}


@pytest.fixture
def made(request: pytest.FixtureRequest) -> Iterator[worker.Worker]:
    found = worker.Worker(**getattr(request, "param", {}))
    yield found
    found.close()


def broken_fonts(folder: Path) -> Path:
    shutil.copytree(FOLDER, folder / "reports")
    (folder / "reports" / "fonts" / "Inter-SemiBold.ttf").unlink()
    return folder / "reports"


def endless(folder: Path) -> None:
    """Lay out without end."""
    loop, end = "{% for number in range(99999) %}", "{% endfor %}"
    (folder / "evaluation" / "report.html").write_text(loop * 3 + end * 3)


def renderers(parent: int) -> list[int]:
    """The processes that render for that one: those that Python spawned, its tracker of resources left out."""
    found = subprocess.run(["ps", "-ww", "-o", "pid=", "-o", "args=", "--ppid", str(parent)], check=False, **TEXT)
    return [int(line.split()[0]) for line in found.stdout.splitlines() if "spawn_main" in line]


def is_alive(process: int) -> bool:
    found = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], check=False, **TEXT)
    return found.stdout.strip() not in ("", "Z")


def end_the_process(*_arguments: object) -> bytes:
    os._exit(1)


def test_another_process_gives_the_same_bytes_and_survives_a_refusal(
    made: worker.Worker, report: EvaluationReport, tmp_path: Path
) -> None:
    with pytest.raises(KompassError) as error:
        made.render(report, broken_fonts(tmp_path))

    assert (error.value.code, error.value.values) == ("font_missing", {"font": "Inter-SemiBold.ttf"})
    assert made.render(report, FOLDER) == worker.render_here(report, FOLDER)


@pytest.mark.parametrize("made", [{"memory": 500_000_000}], indirect=True)
def test_report_that_needs_too_much_memory_fails_alone(
    made: worker.Worker, report: EvaluationReport, tmp_path: Path
) -> None:
    folder = tmp_path / "reports"
    shutil.copytree(FOLDER, folder)
    (folder / "evaluation" / "report.html").write_text("{{ 'x' * 600000000 }}")

    with pytest.raises(worker.TookTooMuch):
        made.render(report, folder)

    assert made.render(report, FOLDER).startswith(b"%PDF")


def test_process_that_is_killed_while_it_renders_is_replaced_and_the_report_is_the_same(
    made: worker.Worker, report: EvaluationReport
) -> None:
    others = set(renderers(os.getpid()))
    undisturbed = made.render(report, FOLDER)
    (victim,) = set(renderers(os.getpid())) - others
    with ThreadPoolExecutor() as threads:
        running = threads.submit(made.render, report, FOLDER)
        time.sleep(0.1)
        os.kill(victim, signal.SIGKILL)

        assert running.result() == undisturbed


class Deadly:
    """A report that ends the process it is taken into."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os._exit, (1,)


def test_nobody_elses_report_suffers_when_one_ends_the_process(
    made: worker.Worker, report: EvaluationReport
) -> None:
    deadly: Any = Deadly()
    with ThreadPoolExecutor() as threads:
        bad = threads.submit(made.render, deadly, FOLDER)
        good = [threads.submit(made.render, report, FOLDER) for _ in range(2)]

        assert isinstance(bad.exception(), worker.Stopped)
        assert all(one.result().startswith(b"%PDF") for one in good)


def test_renderer_leaves_when_the_program_that_started_it_is_killed(tmp_path: Path) -> None:
    program = (
        "import pickle, sys\n"
        "from pathlib import Path\n"
        "from kompass.reporting.worker import Worker\n"
        "if __name__ == '__main__':\n"
        "    made = Worker()\n"
        "    made.render(pickle.loads(sys.stdin.buffer.read()), Path('reports'))\n"
        "    print('rendered', flush=True)\n"
        "    import time; time.sleep(60)\n"
    )
    script = tmp_path / "program.py"
    script.write_text(program)
    with subprocess.Popen(
        [sys.executable, script],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as started:
        assert started.stdin
        assert started.stdout
        started.stdin.write(pickle.dumps(evaluation_report(make_material(MIXED))))
        started.stdin.close()
        assert started.stdout.readline() == b"rendered\n"
        renderer = renderers(started.pid)
        started.kill()

    assert renderer
    deadline = time.monotonic() + 10
    while any(map(is_alive, renderer)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(map(is_alive, renderer))


@pytest.mark.parametrize("made", [{"limit": 1}], indirect=True)
def test_report_that_takes_too_long_is_ended(made: worker.Worker, report: EvaluationReport, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    shutil.copytree(FOLDER, folder)
    endless(folder)

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
