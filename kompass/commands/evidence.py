"""The files of the evidence."""

import sys

import click

from kompass import configuration
from kompass.services import evidence_files


@click.group("evidence")
def evidence() -> None:
    """The files of the evidence."""


@evidence.command("check")
@click.option("--sweep", is_flag=True, help="Also remove files more than a day old that nothing refers to.")
def check_evidence(sweep: bool) -> None:
    """List evidence whose file is missing."""
    at = configuration.opened()
    with at.session() as session:
        missing = evidence_files.problems_on_disk(at, session)
        if sweep:
            click.echo(f"Filer ingen viser til, fjernet: {len(evidence_files.sweep(at, session))}")
    if not missing:
        click.echo("Alle bevis har filen sin.")
        return
    for one in missing:
        click.echo(f"Evaluering {one.evaluation_id}, bevis {one.evidence_id}: {one.file.name} mangler.", err=True)
    sys.exit(2)
