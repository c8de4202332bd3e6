"""What a person can do from the command line: python -m kompass COMMAND."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from kompass import __version__, theme
from kompass.app import ROOT, install_from, read_configuration
from kompass.catalogue import shelf
from kompass.catalogue.findings import UnusableEdition
from kompass.domain.errors import Invalid, KompassError
from kompass.domain.permissions import Role
from kompass.domain.register import ChangeKind
from kompass.formats import long_date, number
from kompass.language import LOCALES, SOURCE, language
from kompass.services import (
    accounts,
    demonstration,
    evidence_files,
    maintenance,
    paper,
    register,
    register_refresh,
    report_batch,
    report_kinds,
    retention,
    statistics_bureau,
)
from kompass.services.installation import Installation, utc_now
from kompass.web.messages import problem_text, sentence

PALETTE = ROOT / "static" / "css" / "palette.css"
CHANGE_NAMES = {
    ChangeKind.MERGE: "sammenslåing",
    ChangeKind.SPLIT: "deling",
    ChangeKind.RENUMBER: "nytt nummer",
    ChangeKind.RENAME: "nytt navn",
    ChangeKind.BOUNDARY: "grenseendring",
}


class Commands(click.Group):
    """Turns every expected error into one sentence and exit code 2."""

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


def _installation() -> Installation:
    return install_from(read_configuration())


@main.command("create-database")
def create_database() -> None:
    """Make the database or bring it up to date: tables, municipal register, published history."""
    at = _installation()
    maintenance.migrate(at)
    with at.session() as session:
        loaded = register.load_register(session, at.register_folder)
        click.echo(
            f"{loaded.municipalities} kommunenumre, {loaded.merged} sammenslåinger og delinger og "
            f"{loaded.results} publiserte resultater er lest inn."
        )
        for finding in register.findings(session):
            click.echo(f"Avvik i publiserte tall: {problem_text(finding, language(SOURCE))}")


@main.command("add-demonstration")
def add_demonstration() -> None:
    """Add invented municipalities with invented scores, and accounts to sign in with."""
    at = _installation()
    with at.session() as session:
        # Printed before anything else can go wrong: they are shown only this once.
        opened = demonstration.open_accounts(at, session)
        if opened:
            click.echo("Demonstrasjonskontoer. Passordene vises bare denne ene gangen:")
        for email, password in opened:
            click.echo(f"  {email}   {password}")
        demonstration.add_evaluations(at, session)


@main.command("add-user")
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
    at = _installation()
    with at.session() as session:
        accounts.add(at, session, email=email, name=name, role=Role(role), password=password)
    click.echo(f"Kontoen for {name} er opprettet.")


@main.command("new-password")
@click.argument("email")
def new_password(email: str) -> None:
    """Give an account a new random password and print it once."""
    at = _installation()
    with at.session() as session:
        click.echo(accounts.reset_password(at, session, email))


@main.command("check-criteria")
def check_criteria() -> None:
    """Check every edition and list all findings."""
    folder = Path(read_configuration()["CRITERIA_FOLDER"])
    for edition in shelf.load(folder).editions:
        count = sum(len(subarea["criteria"]) for area in edition.areas for subarea in area["subareas"])
        click.echo(f"{edition.id} {edition.edition}: {count} prosesser, ingen feil. {edition.scoring_digest}")


@main.command("lock-criteria")
def lock_criteria() -> None:
    """Write the scoring digest of newly published editions to published.lock."""
    for line in shelf.lock(Path(read_configuration()["CRITERIA_FOLDER"])):
        click.echo(line)


@main.command("write-palette")
def write_palette() -> None:
    """Write the colours of kompass/theme.py to static/css/palette.css."""
    PALETTE.write_text(theme.stylesheet(), encoding="utf-8")


@main.command("report")
@click.argument("subject", required=False)
@click.option("--kind", type=click.Choice(list(report_kinds.KINDS)), default="evaluation", help="Kind of report.")
@click.option("--sample", is_flag=True, help="The demonstration evaluation.")
@click.option("--merger", "key", help="A merger before and after, by its key: 4205-2020.")
@click.option("--language", "locale", type=click.Choice(LOCALES), default=SOURCE)
@click.option("--format", "ending", type=click.Choice(["pdf", "docx"]), default="pdf", help="docx is for Word.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), required=True)
def report(**options: Any) -> None:
    """Write the report of SUBJECT.

    \b
    evaluation, summary   number of the evaluation: 7
    merger                key of the new municipality: 4205-2020
    compilation           municipalities with commas between: 4204,4205
    development           key of the municipality: 1640-1964
    booklet, sheet        edition: kommunekompasset-apen:2026
    """
    subject, key, output = options["subject"], options["key"], options["output"]
    if (subject is not None) + options["sample"] + (key is not None) != 1:
        raise click.UsageError("Oppgi hva rapporten er om, --sample eller --merger.")
    at = _installation()
    with at.session() as session:
        actor = accounts.operator()
        if options["sample"]:
            actor, sampled = demonstration.sample_evaluation(session)
            subject = str(sampled)
        what = ("merger", key) if key else (options["kind"], subject)
        order = report_kinds.order(at, session, actor, what, options["locale"])
        order = paper.as_word(order) if options["ending"] == "docx" else order
        document = paper.document(at, order, render=paper.in_this_process)
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_bytes(document.content)
    click.echo(f"{output}: {document.title}")


@main.command("reports")
@click.option("--all", "everything", is_flag=True, help="Every kind of report.")
@click.option("--kind", "kinds", type=click.Choice(list(report_kinds.KINDS)), multiple=True)
@click.option("--language", "locales", type=click.Choice(LOCALES), multiple=True, help="All three when not given.")
@click.option("--workers", type=click.IntRange(1, 32), default=2, show_default=True)
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), required=True)
def every_report(**options: Any) -> None:
    """Write every report that can be made to a folder. Run it again to go on after a stop."""
    if options["everything"] == bool(options["kinds"]):
        raise click.UsageError("Oppgi --all, eller --kind en eller flere ganger.")
    at, actor = _installation(), accounts.operator()
    with at.session() as session:
        asked = report_batch.wanted(at, session, actor, options["locales"] or LOCALES, options["kinds"])
    shop = report_batch.Workshop(actor, options["output"], options["workers"])
    made = report_batch.make(at, shop, asked)
    with click.progressbar(made, length=len(asked), label="Rapporter", file=sys.stderr) as shown:
        outcomes = list(shown)
    _tell(outcomes)


def _tell(outcomes: Sequence[report_batch.Outcome]) -> None:
    """How it went; exit code 1 when a report could not be made."""
    count = Counter(one.result for one in outcomes)
    result = report_batch.Result
    click.echo(
        f"Laget: {count[result.MADE]}. Lå der fra før: {count[result.THERE]}. "
        f"Kan ikke lages ennå: {count[result.NOT_YET]}. Feilet: {count[result.FAILED]}."
    )
    for one in outcomes:
        if one.result is result.FAILED and one.error:
            reason = sentence(one.error.code, dict(one.error.values), language(SOURCE))
            click.echo(f"  {one.wanted.kind} {one.wanted.subject} {one.wanted.locale}: {reason}", err=True)
    if count[result.FAILED]:
        sys.exit(1)


@main.group("register")
def register_files() -> None:
    """The files of the municipal register."""


@register_files.command("refresh")
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--dry-run", is_flag=True, help="Show the difference and write nothing.")
def refresh_register(yes: bool, dry_run: bool) -> None:
    """Bring the register up to date from Statistics Norway. The difference is shown first."""
    folder = Path(read_configuration()["REGISTER_FOLDER"])
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


@main.group("evidence")
def evidence() -> None:
    """The files of the evidence."""


@evidence.command("check")
@click.option("--sweep", is_flag=True, help="Also remove files more than a day old that nothing refers to.")
def check_evidence(sweep: bool) -> None:
    """List evidence whose file is missing."""
    at = _installation()
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


@main.group("interviews")
def interviews() -> None:
    """The names and the notes of the interviews."""


@interviews.command("clean")
@click.option("--dry-run", is_flag=True, help="Say what would be deleted, and delete nothing.")
def clean_interviews(dry_run: bool) -> None:
    """Delete names and notes of evaluations that have been over for INTERVIEW_MONTHS months. Run it every day."""
    configuration = read_configuration()
    at = install_from(configuration)
    with at.session() as session:
        done = retention.clean(at, session, configuration["INTERVIEW_MONTHS"], dry_run=dry_run)
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
