"""The commands, run as a person would, on an instance of their own."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kompass.cli import main
from kompass.domain.errors import KompassError
from kompass.services import demonstration, report_batch
from kompass.services.report_batch import Outcome, Wanted


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KOMPASS_INSTANCE", str(tmp_path / "instance"))

    def run_command(*arguments: str, typed: str | None = None) -> Result:
        return CliRunner().invoke(main, arguments, input=typed)

    return run_command


def test_database_is_made_and_says_what_disagrees(run) -> None:
    first, second = run("create-database"), run("create-database")

    assert first.exit_code == second.exit_code == 0
    assert "842 kommunenumre" in first.output
    assert "Røros 2017: kilden oppgir en endring på 139 poeng" in first.output


@pytest.mark.parametrize(
    "arguments",
    [
        ("add-demonstration",),
        ("add-user", "kari@prøve.no", "Kari", "--password", "et langt nok passord"),
        ("new-password", "kari@prøve.no"),
        ("report", "1", "--output", "x.pdf"),
        ("reports", "--all", "--output", "ut"),
        ("evidence", "check"),
        ("interviews", "clean"),
    ],
    ids=" ".join,
)
def test_command_without_a_database_says_how_to_make_one(run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)

    sentence = "Det finnes ingen database ennå. Lag den: python -m kompass create-database\n"
    assert (result.exit_code, result.stderr) == (2, sentence)
    assert not list(tmp_path.rglob("*.db"))


def test_demonstration_prints_each_password_once(run) -> None:
    run("create-database")
    first, second = run("add-demonstration"), run("add-demonstration")

    assert len(re.findall(r"@kompass\.example\s+\S{18}", first.output)) == len(demonstration.PEOPLE)
    assert second.output == ""


def test_account_can_be_added_and_given_a_new_password(run) -> None:
    run("create-database")

    added = run("add-user", "kari@prøve.no", "Kari", typed="et langt nok passord\net langt nok passord\n")
    again = run("add-user", "kari@prøve.no", "Kari", typed="et langt nok passord\net langt nok passord\n")
    renewed = run("new-password", "kari@prøve.no")

    assert "Kontoen for Kari er opprettet." in added.output
    assert (again.exit_code, "Det finnes allerede en konto" in again.stderr) == (2, True)
    assert re.fullmatch(r"\S{18}\n", renewed.output)


def test_unknown_account_gets_a_sentence(run) -> None:
    run("create-database")

    assert run("new-password", "ingen@prøve.no").stderr == "Ingen konto har adressen ingen@prøve.no.\n"


def test_criteria_are_checked_and_counted(run) -> None:
    assert "164 prosesser, ingen feil" in run("check-criteria").output


def test_faulty_criteria_list_every_finding(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "criteria" / "gal").mkdir(parents=True)
    (tmp_path / "criteria" / "gal" / "framework.yaml").write_text("id: gal\nid: gal\n", encoding="utf-8")
    monkeypatch.setenv("KOMPASS_CRITERIA_FOLDER", str(tmp_path / "criteria"))

    result = run("check-criteria")

    assert result.exit_code == 2
    assert "gal/framework.yaml · line 2 · duplicate_key: id" in result.stderr


def test_nothing_new_to_lock(run) -> None:
    assert run("lock-criteria").output == ""


def test_report_needs_one_evaluation(run) -> None:
    assert run("report", "--output", "x.pdf").exit_code == 2
    assert run("report", "1", "--sample", "--output", "x.pdf").exit_code == 2


def test_report_of_an_unknown_evaluation_gets_a_sentence(run, tmp_path: Path) -> None:
    run("create-database")

    result = run("report", "4711", "--output", str(tmp_path / "x.pdf"))

    assert result.exit_code == 2
    assert "Fant ikke «4711» til en rapport av slaget evaluation." in result.stderr


def test_report_of_an_unknown_merger_says_what_is_unknown(run, tmp_path: Path) -> None:
    run("create-database")

    result = run("report", "--merger", "4711-2020", "--output", str(tmp_path / "x.pdf"))

    assert result.exit_code == 2
    assert "Kompass kjenner ingen sammenslåing eller deling med nøkkelen 4711-2020." in result.stderr


def test_sample_report_is_a_pdf(run, tmp_path: Path) -> None:
    run("create-database")
    run("add-demonstration")

    result = run("report", "--sample", "--language", "nn", "--output", str(tmp_path / "ut" / "rapport.pdf"))

    assert result.exit_code == 0, result.output
    assert (tmp_path / "ut" / "rapport.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_every_report_is_written_and_a_second_run_finds_them_there(run, tmp_path: Path) -> None:
    run("create-database")
    command = ("reports", "--kind", "merger", "--language", "nb", "--output", str(tmp_path / "ut"))

    first, second = run(*command), run(*command)

    made = len(list((tmp_path / "ut" / "merger").glob("*.pdf")))
    assert made > 0
    assert first.stdout == f"Laget: {made}. Lå der fra før: 0. Kan ikke lages ennå: 0. Feilet: 0.\n"
    assert second.stdout == f"Laget: 0. Lå der fra før: {made}. Kan ikke lages ennå: 0. Feilet: 0.\n"
    assert first.exit_code == second.exit_code == 0


def test_report_that_fails_is_listed_and_the_others_are_written(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes = [
        Outcome(Wanted("evaluation", "7", "nn"), report_batch.Result.FAILED, KompassError("report_stopped")),
        Outcome(Wanted("evaluation", "8", "nn"), report_batch.Result.MADE),
    ]
    monkeypatch.setattr(report_batch, "make", lambda *_: iter(outcomes))
    run("create-database")

    result = run("reports", "--all", "--output", str(tmp_path / "ut"))

    assert result.exit_code == 1
    assert "Laget: 1." in result.stdout
    assert "Feilet: 1." in result.stdout
    assert "  evaluation 7 nn: Rapporten ble ikke laget" in result.stderr


@pytest.mark.parametrize("chosen", [(), ("--all", "--kind", "merger")])
def test_reports_need_all_or_some_kinds(run, tmp_path: Path, chosen: tuple[str, ...]) -> None:
    assert run("reports", *chosen, "--output", str(tmp_path)).exit_code == 2
