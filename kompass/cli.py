"""What a person can do from the command line: python -m kompass COMMAND."""

import sys
from importlib import import_module

import click

from kompass import __version__
from kompass.catalogue.findings import UnusableEdition
from kompass.domain.errors import Invalid, KompassError
from kompass.language import SOURCE, language
from kompass.web.messages import problem_text, sentence

# Which file of kompass/commands has the command, and its name there. A command is read when it is asked for:
# a report is a second sooner without what only the database or the register needs.
COMMANDS = {
    "create-database": "database.create_database",
    "add-demonstration": "database.add_demonstration",
    "add-user": "accounts.add_user",
    "new-password": "accounts.new_password",
    "check-criteria": "criteria.check_criteria",
    "lock-criteria": "criteria.lock_criteria",
    "write-palette": "palette.write_palette",
    "report": "reports.report",
    "reports": "reports.every_report",
    "register": "register.register_files",
    "evidence": "evidence.evidence",
    "interviews": "interviews.interviews",
}


class Commands(click.Group):
    """Finds the commands, and turns every expected error into one sentence and exit code 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        file, name = COMMANDS[cmd_name].split(".")
        found: click.Command = getattr(import_module(f"kompass.commands.{file}"), name)
        return found

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except Invalid as error:
            lines = [problem_text(problem, language(SOURCE)) for problem in error.problems]
        except KompassError as error:
            lines = [sentence(error.code, dict(error.values), language(SOURCE))]
        except UnusableEdition as error:
            lines = [str(finding) for finding in error.findings]
        click.echo("\n".join(lines), err=True)
        sys.exit(2)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kompass")
def main() -> None:
    """Kompass: evaluer kommuner med Kommunekompasset."""
