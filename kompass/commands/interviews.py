"""The names and the notes of the interviews."""

import click

from kompass import configuration
from kompass.formats import long_date
from kompass.language import SOURCE
from kompass.services import retention


@click.group("interviews")
def interviews() -> None:
    """The names and the notes of the interviews."""


@interviews.command("clean")
@click.option("--dry-run", is_flag=True, help="Say what would be deleted, and delete nothing.")
def clean_interviews(dry_run: bool) -> None:
    """Delete names and notes of evaluations that have been over for INTERVIEW_MONTHS months. Run it every day."""
    at, months = configuration.opened(), configuration.read_configuration()["INTERVIEW_MONTHS"]
    with at.session() as session:
        done = retention.clean(at, session, months, dry_run=dry_run)
    for one in done:
        place, day = one.evaluation.municipality.name, long_date(one.over_on, SOURCE)
        click.echo(
            f"{place} {one.evaluation.year} (evaluering {one.evaluation.id}), levert eller trukket {day}: "
            f"navn {one.names}, intervjuer med notater {one.notes}."
        )
    if not done:
        click.echo("Ingen navn eller notater er gamle nok til å slettes.")
    elif dry_run:
        click.echo("Ingenting er slettet. Kjør uten --dry-run for å slette.")
    else:
        click.echo("Slettet.")
