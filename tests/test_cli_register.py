"""The command that brings the register up to date, run as a person would, on a small register of its own."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kompass.cli import main
from kompass.commands import register
from kompass.language import LOCALES, language
from kompass.services import statistics_bureau
from kompass.services.statistics_bureau import NoAnswer
from kompass.web.messages import SENTENCES, sentence
from tests.recorded import answers, contents, copy_register

SHARES = "2027-01-01,split,9107,Lia,9120,Lia,3/5,,,\n2027-01-01,split,9107,Lia,9121,Moen,2/5,,,\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KOMPASS_REGISTER_FOLDER", str(tmp_path / "register"))
    return copy_register(tmp_path / "register")


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch):
    def refresh(*arguments: str, year: int, typed: str | None = None, fetch=None) -> Result:
        monkeypatch.setattr(register, "utc_now", lambda: datetime(year, 3, 1, tzinfo=UTC))
        monkeypatch.setattr(statistics_bureau, "fetch", fetch or answers(str(year)))
        return CliRunner().invoke(main, ["register", "refresh", *arguments], input=typed)

    return refresh


def with_shares(folder: Path) -> None:
    with (folder / "changes.csv").open("a", encoding="utf-8", newline="") as file:
        file.write(SHARES)


def test_nothing_new_is_said_with_the_date_of_the_last_change(run, folder: Path) -> None:
    before = contents(folder)

    result = run(year=2026)

    assert (result.exit_code, result.output.splitlines()) == (
        0,
        [
            "Statistisk sentralbyrå endret sist kodeverket for kommuner 5. januar 2026.",
            "Ingenting er nytt. Registeret er ikke endret.",
        ],
    )
    assert contents(folder) == before


def test_difference_is_shown_before_the_question(run, folder: Path) -> None:
    with_shares(folder)
    before = contents(folder)

    result = run(year=2027, typed="nei\n")

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Statistisk sentralbyrå endret sist kodeverket for kommuner 4. januar 2027.",
        "Nye numre:",
        "  9110 Vik, 1. januar 2027",
        "  9120 Lia, 1. januar 2027",
        "  9121 Moen, 1. januar 2027",
        "  9203 Fjellbygd, 1. januar 2027",
        "Numre som går ut:",
        "  9108 Holt, 1. januar 2027",
        "  9101 Nordvik, 1. januar 2027",
        "  9102 Sørvik, 1. januar 2027",
        "  9107 Lia, 1. januar 2027",
        "  9103 Fjellbygd, 1. januar 2027",
        "Nye navn:",
        "  9104 Elvestad - Johka, 1. januar 2027",
        "Endringer:",
        "  1. januar 2027, sammenslåing: 9108 Holt → 9109 Ås",
        "  1. januar 2027, sammenslåing: 9109 Ås → 9109 Ås",
        "  1. januar 2027, sammenslåing: 9101 Nordvik → 9110 Vik - Luokta",
        "  1. januar 2027, sammenslåing: 9102 Sørvik → 9110 Vik - Luokta",
        "  1. januar 2027, nytt nummer: 9103 Váribáiki - Fjellbygd → 9203 Váribáiki - Fjellbygd",
        "  1. januar 2027, nytt navn: 9104 Elvestad → 9104 Elvestad - Johka",
        "  1. januar 2027, grenseendring: 9105 Dalen → 9106 Øyane",
        "Nye innbyggertall:",
        "  1. januar 2027: 8 kommuner, 17\u00a0445 innbyggere",
        "Må fullføres for hånd:",
        "  9110 Vik - Luokta: Kompass vet ikke hvilket av navnene som er det norske. Se over name og other_names.",
        "  Grenseendringen 2027-01-01 fra 9105 Dalen til 9106 Øyane: legg inn hva som ble flyttet (note), "
        "og hvor mange innbyggere (inhabitants), hvis du finner det.",
        "Skal dette skrives til registeret? (ja, nei) [nei]: nei",
        "Registeret er ikke endret.",
    ]
    assert contents(folder) == before


def test_dry_run_neither_asks_nor_writes(run, folder: Path) -> None:
    with_shares(folder)
    before = contents(folder)

    result = run("--dry-run", "--yes", year=2027)

    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "Registeret er ikke endret.")
    assert "Skal dette" not in result.output
    assert contents(folder) == before


@pytest.mark.parametrize(("arguments", "typed"), [(["--yes"], None), ([], "ja\n")])
def test_writing_makes_the_next_refresh_empty(run, folder: Path, arguments: list[str], typed: str | None) -> None:
    with_shares(folder)

    written, again = run(*arguments, year=2027, typed=typed), run(year=2027)

    assert (written.exit_code, "Registeret er oppdatert." in written.output) == (0, True)
    assert "Ingenting er nytt." in again.output


def test_division_is_left_to_a_person_with_the_rows_to_fill_in(run, folder: Path) -> None:
    before = contents(folder)

    result = run("--yes", year=2027)

    assert result.exit_code == 2
    assert result.stdout.splitlines()[-3:] == [
        "Rader til changes.csv:",
        "  2027-01-01,split,9107,Lia,9120,Lia,,,,",
        "  2027-01-01,split,9107,Lia,9121,Moen,,,,",
    ]
    assert result.stderr.splitlines()[0] == (
        "Registeret er ikke endret. Slik det ville blitt, har det disse feilene:"
    )
    assert contents(folder) == before


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (NoAnswer("bureau_unreachable", address="x"), "Fikk ikke kontakt med Statistisk sentralbyrå."),
        (NoAnswer("bureau_timed_out", address="x"), "Statistisk sentralbyrå brukte for lang tid på å svare."),
        (NoAnswer("bureau_refused", address="x", status="503"), "svarte med feilkoden 503 på x."),
        (NoAnswer("bureau_answer_too_large", address="x"), "sendte mye mer enn ventet fra x."),
        (b"<html>", "changes?from=2025-12-18&to=2028-01-15&includeFuture=true, kan ikke leses"),
        (b"{}", "includeFuture=true har en annen form enn Kompass kjenner."),
    ],
)
def test_failing_answer_is_one_sentence_and_changes_nothing(
    run, folder: Path, answer: bytes | Exception, expected: str
) -> None:
    before = contents(folder)

    result = run("--yes", year=2027, fetch=answers("2027", {"changes.json": answer}))

    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1
    assert expected in result.stderr
    assert "Registeret er ikke endret." in result.stderr
    assert contents(folder) == before


@pytest.mark.parametrize("locale", LOCALES)
def test_every_remark_and_refusal_has_its_sentence(locale: str) -> None:
    values = dict.fromkeys(
        (
            "address",
            "status",
            "date",
            "subject",
            "detail",
            "folder",
            "from",
            "to",
            "number",
            "name",
            "ours",
            "county",
        ),
        "x",
    )
    codes = [code for code in SENTENCES if code.startswith("bureau_")]
    codes += ["register_file_unreadable", "register_not_writable", "register_changed_meanwhile"]
    codes += ["number_used_again", "start_unexplained", "end_unexplained", "county_unknown", "name_differs"]

    assert all(sentence(code, values, language(locale)) for code in codes)
