"""Accounts, from the command line."""

import click

from kompass import configuration
from kompass.domain.permissions import Role
from kompass.services import accounts


@click.command("add-user")
@click.argument("email")
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role if role is not Role.OPERATOR]),
    default=Role.ASSESSOR.value,
)
@click.password_option(help="Asked for when not given; at least 15 characters.")
def add_user(email: str, name: str, role: str, password: str) -> None:
    """Add an account."""
    at = configuration.opened()
    with at.session() as session:
        accounts.add(at, session, email=email, name=name, role=Role(role), password=password)
    click.echo(f"Kontoen for {name} er opprettet.")


@click.command("new-password")
@click.argument("email")
def new_password(email: str) -> None:
    """Give an account a new random password and print it once."""
    at = configuration.opened()
    with at.session() as session:
        click.echo(accounts.reset_password(at, session, email))
