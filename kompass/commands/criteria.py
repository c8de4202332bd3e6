"""Check and lock the editions."""

from pathlib import Path

import click

from kompass import configuration
from kompass.catalogue import shelf


@click.command("check-criteria")
def check_criteria() -> None:
    """Check every edition and list all findings."""
    folder = Path(configuration.read_configuration()["CRITERIA_FOLDER"])
    for edition in shelf.load(folder).editions:
        count = sum(len(subarea["criteria"]) for area in edition.areas for subarea in area["subareas"])
        click.echo(f"{edition.id} {edition.edition}: {count} prosesser, ingen feil. {edition.scoring_digest}")


@click.command("lock-criteria")
def lock_criteria() -> None:
    """Write the scoring digest of newly published editions to published.lock."""
    for line in shelf.lock(Path(configuration.read_configuration()["CRITERIA_FOLDER"])):
        click.echo(line)
