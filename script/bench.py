"""The measurements of script/bench: CPU seconds, median of several rounds, beside a floor of the same run."""

import argparse
import gc
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import bench_desk  # noqa: E402 - after the path is set
import bench_reports  # noqa: E402
from measuring import Reader, Row, kilobytes, median, milliseconds, p95, p99  # noqa: E402
from sqlalchemy import insert, select  # noqa: E402

from kompass.configuration import install_from, read_configuration  # noqa: E402 - after the path is set
from kompass.domain.answers import Level  # noqa: E402
from kompass.domain.municipality import Municipality  # noqa: E402
from kompass.domain.permissions import Actor  # noqa: E402
from kompass.domain.register import Register  # noqa: E402
from kompass.domain.scoring import score  # noqa: E402
from kompass.services import (  # noqa: E402
    demonstration,
    evaluations,
    maintenance,
    register,
)
from kompass.services.installation import Installation  # noqa: E402
from kompass.storage import municipalities, sheets  # noqa: E402
from kompass.storage.evaluations import answers_of  # noqa: E402
from kompass.storage.tables import AnswerRow, EvaluationRow, SheetRow  # noqa: E402


def scoring(at: Installation, actor: Actor, evaluation_id: int) -> list[Row]:
    with at.session() as session:
        framework = evaluations.scored(at, session, actor, evaluation_id, "nb").framework
        answers = answers_of(session, sheets.sheet_of(session, evaluation_id, None))
    ids = list(framework.criteria)
    floor = milliseconds(lambda: [answers.get(one) for one in ids], 200)
    one = milliseconds(lambda: score(framework, answers), 200)
    start = time.process_time()
    for _ in range(10_000):
        score(framework, answers)
    country = time.process_time() - start
    return [
        ("floor: looking up 164 answers", median(floor), ""),
        ("scoring one full evaluation", median(one), "< 2 ms"),
        ("rescoring 10,000 evaluations", f"{country:.1f} s", "< 10 s"),
    ]


def pages(at: Installation, actor: Actor, evaluation_id: int) -> list[Row]:
    fetch = Reader(at, actor)
    area = f"/evalueringer/{evaluation_id}/omrader/demokrati"
    rows: list[Row] = [
        ("floor: the smallest answer (/token)", median(milliseconds(lambda: fetch("/token"), 100)), "")
    ]
    for name, address, target in (
        ("area page, 21 processes", area, "p50 ≤ 20 ms, ≤ 12 kB"),
        ("result page", f"/evalueringer/{evaluation_id}/resultat", "≤ 8 kB"),
        ("overview", f"/evalueringer/{evaluation_id}", ""),
        ("municipalities, searched", "/kommuner?q=her", ""),
    ):
        size = kilobytes(len(fetch(address)))
        rows.append((name, f"{median(milliseconds(partial(fetch, address), 60))}, {size}", target))
    scripts = sum(len(fetch(f"/static/js/{path.name}")) for path in ROOT.glob("static/js/*.js"))
    rows.append(("scripts, all", kilobytes(scripts), "≤ 10 kB"))
    return rows + _saving(at, actor)


def _saving(at: Installation, actor: Actor) -> list[Row]:
    with at.session() as session:
        evaluation_id = bench_desk.begun(at, session, actor, "0301")
        framework = evaluations.scored(at, session, actor, evaluation_id, "nb").framework
    taken = []
    for criterion_id in framework.criteria:
        proposal = evaluations.Proposal(criterion_id, Level(3), "Sett i arkivet.", 0)
        start = time.perf_counter()
        with at.session() as session:
            evaluations.save_answer(at, session, actor, evaluation_id, proposal, "nb")
        taken.append((time.perf_counter() - start) * 1000)
    taken.sort()
    return [("saving one answer (wall, on disk)", f"{median(taken)}, p99 {p99(taken)}", "p50 ≤ 8, p99 ≤ 30 ms")]


def desk(at: Installation, actor: Actor, _evaluation_id: int) -> list[Row]:
    return bench_desk.rows(at, actor)


def paper(at: Installation, actor: Actor, evaluation_id: int) -> list[Row]:
    return bench_reports.rows(at, actor, evaluation_id, _add_many)


MANY = 2_000


def mergers(at: Installation, actor: Actor, evaluation_id: int) -> list[Row]:
    files = register.read_register(at.register_folder)
    found = files.register

    def graph() -> int:
        built = Register(found.municipalities, found.changes)
        return sum(len(built.origins(unit)) for unit in built.units)

    floor = milliseconds(lambda: [path.read_bytes() for path in at.register_folder.glob("*.csv")], 30)
    loading = milliseconds(lambda: register.read_register(at.register_folder), 30)
    walking = milliseconds(graph, 30)
    rows = [
        ("floor: reading the register's files as bytes", median(floor), ""),
        ("loading the register from files, checked", median(loading), "< 60 ms"),
        (f"graph and origins of {len(found.units)} units", median(walking), "< 50 ms"),
    ]
    address = "/sammenslainger/9914-2024"
    fetch = Reader(at, actor)
    few = milliseconds(lambda: fetch(address), 40)
    _add_many(at, actor, evaluation_id, MANY)
    many = milliseconds(lambda: fetch(address), 60)
    size = kilobytes(len(fetch(address)))
    smallest = milliseconds(lambda: fetch("/token"), 60)
    rows.append(("floor: the smallest answer (/token)", f"{median(smallest)}, p95 {p95(smallest)}", ""))
    for count, taken in (("few", few), (str(MANY), many)):
        measured = f"{median(taken)}, p95 {p95(taken)}"
        rows.append((f"before and after, {count} evaluations", measured, "p95 < 150 ms"))
    rows.append(("its page", size, "≤ 30 kB"))
    return rows


def _add_many(at: Installation, actor: Actor, evaluation_id: int, count: int) -> None:
    """Finished evaluations of invented municipalities, each with the answers of this one."""
    with at.session() as session:
        sample = session.get_one(EvaluationRow, evaluation_id)
        first = sample.evaluated_on
        places = [f"8{number:03}" for number in range(count // 5)]
        made = [
            Municipality(number, f"Prøve {number}", "", "Prøve", first.replace(2020), None) for number in places
        ]
        municipalities.replace_register(session, made, [], {})
        common = {
            "framework_id": sample.framework_id,
            "edition": sample.edition,
            "scoring_digest": sample.scoring_digest,
            "status": sample.status,
            "created_at": at.clock(),
            "created_by": actor.id,
        }
        ids = session.scalars(
            insert(EvaluationRow).returning(EvaluationRow.id),
            [
                common | {"municipality_number": number, "evaluated_on": first.replace(year)}
                for number in places
                for year in range(2021, 2026)
            ],
        ).all()
        given = session.execute(
            select(AnswerRow.criterion_id, AnswerRow.level, AnswerRow.reason).where(
                AnswerRow.sheet_id == sheets.sheet_of(session, evaluation_id, None)
            )
        ).all()
        same = {"note": "", "version": 1, "saved_at": at.clock(), "saved_by": actor.id}
        answers = [same | dict(row._mapping) for row in given]
        agreed = session.scalars(
            insert(SheetRow).returning(SheetRow.id), [{"evaluation_id": new, "account_id": None} for new in ids]
        ).all()
        session.execute(insert(AnswerRow), [one | {"sheet_id": new} for new in agreed for one in answers])
        session.commit()


MEASURES = {"scoring": scoring, "pages": pages, "desk": desk, "mergers": mergers, "reports": paper}


def main() -> None:
    """Make a demonstration installation in a temporary folder and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="?", choices=MEASURES)
    one = parser.parse_args().what
    with tempfile.TemporaryDirectory() as folder:
        settings = read_configuration(INSTANCE=folder, DATABASE_URL=f"sqlite:///{folder}/kompass.db")
        at = install_from(settings)
        maintenance.migrate(at)
        with at.session() as session:
            register.load_register(session, at.register_folder)
            demonstration.open_accounts(at, session)
            demonstration.add_evaluations(at, session)
            actor, evaluation_id = demonstration.sample_evaluation(session)
        gc.collect()
        wanted = [one] if one else list(MEASURES)
        rows = [row for name in wanted for row in MEASURES[name](at, actor, evaluation_id)]
    width = max(len(row[0]) for row in rows)
    for what, measured, target in [("What", "Measured", "Target"), *rows]:
        print(f"{what:<{width}}  {measured:<34}  {target}")


if __name__ == "__main__":  # the processes that render load this file again
    main()
