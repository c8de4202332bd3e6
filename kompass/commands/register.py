"""The files of the municipal register."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from kompass import configuration
from kompass.domain.register import ChangeKind
from kompass.formats import long_date, number
from kompass.language import SOURCE, language
from kompass.services import register_refresh, statistics_bureau
from kompass.services.installation import utc_now
from kompass.web.messages import problem_text

CHANGE_NAMES = {
    ChangeKind.MERGE: "sammenslåing",
    ChangeKind.SPLIT: "deling",
    ChangeKind.RENUMBER: "nytt nummer",
    ChangeKind.RENAME: "nytt navn",
    ChangeKind.BOUNDARY: "grenseendring",
}


@click.group("register")
def register_files() -> None:
    """The files of the municipal register."""


@register_files.command("refresh")
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--dry-run", is_flag=True, help="Show the difference and write nothing.")
def refresh_register(yes: bool, dry_run: bool) -> None:
    """Bring the register up to date from Statistics Norway. The difference is shown first."""
    folder = Path(configuration.read_configuration()["REGISTER_FOLDER"])
    proposal = register_refresh.propose(folder, utc_now().date(), statistics_bureau.fetch)
    click.echo("\n".join(_difference_lines(proposal.difference)))
    if not proposal.after:
        return
    register_refresh.check(folder, proposal)
    if dry_run or not (yes or _confirmed("Skal dette skrives til registeret?")):
        click.echo("Registeret er ikke endret.")
        return
    register_refresh.write(folder, proposal)
    click.echo("Registeret er oppdatert. Les det inn i databasen: python -m kompass create-database")


def _confirmed(question: str) -> bool:
    return click.prompt(question, type=click.Choice(["ja", "nei"]), default="nei") == "ja"


def _difference_lines(difference: register_refresh.Difference) -> Iterator[str]:
    changed = long_date(difference.last_modified, SOURCE)
    yield f"Statistisk sentralbyrå endret sist kodeverket for kommuner {changed}."
    if difference.is_empty:
        yield "Ingenting er nytt. Registeret er ikke endret."
        return
    for title, steps in (
        ("Nye numre", difference.started),
        ("Numre som går ut", difference.ended),
        ("Nye navn", difference.renamed),
    ):
        yield from _section(title, [f"{one.number} {one.name}, {long_date(one.date, SOURCE)}" for one in steps])
    changes = [
        f"{long_date(one.date, SOURCE)}, {CHANGE_NAMES[one.kind]}: "
        f"{one.from_number} {one.from_name} → {one.to_number} {one.to_name}"
        for one in difference.changes
    ]
    yield from _section("Endringer", changes)
    figures = [
        f"1. januar {one.year}: {one.municipalities} kommuner, {number(one.inhabitants, SOURCE)} innbyggere"
        for one in difference.figures
    ]
    yield from _section("Nye innbyggertall", figures)
    remarks = [problem_text(problem, language(SOURCE)) for problem in difference.for_a_person]
    yield from _section("Må fullføres for hånd", remarks)
    yield from _section("Rader til changes.csv", [register_refresh.as_row(one) for one in difference.unfinished])


def _section(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"{title}:"
        yield from (f"  {line}" for line in lines)
