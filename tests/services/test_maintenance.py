from pathlib import Path

import pytest
from sqlalchemy import text

from kompass.domain.errors import NotPossibleNow, StorageBusy
from kompass.services import maintenance, readiness
from kompass.services.installation import Installation, install, utc_now
from kompass.storage import revision

ROOT = Path(__file__).resolve().parents[2]


def installation(folder: Path, url: str = "") -> Installation:
    return install(
        database_url=url or f"sqlite:///{folder}/new.db",
        instance=folder / "instance",
        criteria_folder=ROOT / "tests" / "frameworks" / "two-areas",
        report_folder=ROOT / "reports",
        register_folder=ROOT / "register",
    )


def test_start_is_refused_until_the_database_is_of_the_programs_version(tmp_path: Path) -> None:
    at = installation(tmp_path)
    with pytest.raises(NotPossibleNow) as error:
        readiness.require_newest(at)
    assert (error.value.code, error.value.values["newest"]) == ("database_outdated", revision.newest())

    maintenance.migrate(at)
    readiness.require_newest(at)


def test_database_out_of_reach_has_its_own_error(tmp_path: Path) -> None:
    at = installation(tmp_path, "sqlite:////finnes/ikke/her.db")

    with pytest.raises(StorageBusy), at.session() as session:
        session.execute(text("SELECT 1"))


def test_the_clock_is_aware() -> None:
    assert utc_now().utcoffset() is not None
