"""Make the database, and fill it with a demonstration."""

import click

from kompass import configuration
from kompass.language import SOURCE, language
from kompass.services import demonstration, maintenance, register
from kompass.web.messages import problem_text


@click.command("create-database")
def create_database() -> None:
    """Make the database or bring it up to date: tables, municipal register, published history."""
    at = configuration.install_from(configuration.read_configuration())
    maintenance.migrate(at)
    with at.session() as session:
        loaded = register.load_register(session, at.register_folder)
        click.echo(
            f"{loaded.municipalities} kommunenumre, {loaded.merged} sammenslåinger og delinger og "
            f"{loaded.results} publiserte resultater er lest inn."
        )
        for finding in register.findings(session):
            click.echo(f"Avvik i publiserte tall: {problem_text(finding, language(SOURCE))}")


@click.command("add-demonstration")
def add_demonstration() -> None:
    """Add invented municipalities with invented scores, and accounts to sign in with."""
    at = configuration.opened()
    with at.session() as session:
        # Printed before anything else can go wrong: they are shown only this once.
        opened = demonstration.open_accounts(at, session)
        if opened:
            click.echo("Demonstrasjonskontoer. Passordene vises bare denne ene gangen:")
        for email, password in opened:
            click.echo(f"  {email}   {password}")
        demonstration.add_evaluations(at, session)
