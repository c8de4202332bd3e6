"""The real register and the published history, loaded as the program loads them."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from kompass.domain.errors import Invalid
from kompass.domain.history import Depth
from kompass.domain.permissions import Actor
from kompass.services import municipalities, register

FOLDER = Path(__file__).resolve().parents[2] / "register"
ON_FIRST_OF_JANUARY = {2016: 428, 2017: 426, 2018: 422, 2019: 422, 2020: 356, 2024: 357, 2026: 357}


def test_counts_on_each_first_of_january() -> None:
    found = register.read_municipalities(FOLDER)

    counts = {year: sum(m.is_valid_on(date(year, 1, 1)) for m in found) for year in ON_FIRST_OF_JANUARY}
    assert counts == ON_FIRST_OF_JANUARY


def test_loaded_history_keeps_its_depth_and_reports_what_disagrees(session: Session, reader: Actor) -> None:
    register.load_register(session, FOLDER)

    roros = municipalities.dossier(session, reader, "5025")
    assert [(result.year, result.total, result.depth) for result in roros.history] == [
        (2013, 254, Depth.TOTAL),
        (2017, 396, Depth.TOTAL),
        (2021, 593, Depth.TOTAL),
    ]
    assert [finding.code for finding in roros.findings] == ["change_differs_from_totals"]
    assert register.findings(session) == roros.findings


def test_only_published_areas_are_areas(session: Session) -> None:
    found = register.read_history(FOLDER, {m.number for m in register.read_municipalities(FOLDER)})

    assert [result.place for result in found if result.depth is Depth.AREAS] == ["Grästorp"]


def test_loading_twice_changes_nothing(session: Session) -> None:
    assert register.load_register(session, FOLDER) == register.load_register(session, FOLDER)


def test_every_faulty_row_is_listed_with_its_number(tmp_path: Path) -> None:
    head = (FOLDER / "published-results.csv").read_text(encoding="utf-8").splitlines()[0]
    rows = [
        "NO,Røros,9999,2013,2010,254,,,,,,,,,,,,x",
        "NO,Røros,,2013,2010,801,,,,,,,,,,,,x",
        "NO,Røros,,2013,2010,500,61,60,,,,,,,,,,x",
        "FI,Åbo,,2013,2010,254,,,,,,,,,,,,x",
        "NO,Røros,,året,2010,254,,,,,,,,,,,,x",
    ]
    (tmp_path / "published-results.csv").write_text("\n".join([head, *rows]), encoding="utf-8")

    with pytest.raises(Invalid) as error:
        register.read_history(tmp_path, {"5025"})

    assert [dict(problem.values)["row"] for problem in error.value.problems] == ["2", "3", "4", "5", "6"]


def test_numbers_that_are_none_or_stand_twice_are_listed(tmp_path: Path) -> None:
    for name in ("counties.csv", "renumberings.csv"):
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    head = "number,name,other_names,county_number,valid_from,valid_to\n"
    (tmp_path / "municipalities.csv").write_text(f"{head}30A1,Gal,,03,2020-01-01,\n", encoding="utf-8")
    with pytest.raises(Invalid, match="register_row"):
        register.read_municipalities(tmp_path)

    twice = "0301,Oslo,,03,1838-01-01,\n" * 2
    (tmp_path / "municipalities.csv").write_text(head + twice, encoding="utf-8")
    with pytest.raises(Invalid, match="duplicate_number"):
        register.read_municipalities(tmp_path)
