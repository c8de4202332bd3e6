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


def test_installation_is_refused_until_it_has_a_database(tmp_path: Path) -> None:
    at = installation(tmp_path)
    with pytest.raises(NotPossibleNow) as error:
        readiness.require_newest(at)
    assert error.value.code == "database_missing"

    maintenance.migrate(at)
    readiness.require_newest(at)


def test_empty_file_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "new.db").touch()

    with pytest.raises(NotPossibleNow) as error:
        readiness.require_newest(installation(tmp_path))

    assert error.value.code == "database_missing"


def test_database_of_another_version_is_refused(tmp_path: Path) -> None:
    at = installation(tmp_path)
    maintenance.migrate(at)
    with at.session() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
        session.commit()

    with pytest.raises(NotPossibleNow) as error:
        readiness.require_newest(at)

    assert error.value.code == "database_outdated"
    assert error.value.values == {"applied": "0001", "newest": revision.newest()}


def test_database_out_of_reach_has_its_own_error(tmp_path: Path) -> None:
    at = installation(tmp_path, "sqlite:////finnes/ikke/her.db")

    with pytest.raises(StorageBusy), at.session() as session:
        session.execute(text("SELECT 1"))


def test_the_clock_is_aware() -> None:
    assert utc_now().utcoffset() is not None
