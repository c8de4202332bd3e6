"""Reports: one, or every one there is."""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from kompass import configuration
from kompass.domain.errors import NotFound
from kompass.language import LOCALES, SOURCE, language
from kompass.services import accounts, demonstration, paper, report_batch, report_kinds
from kompass.web.messages import sentence


@click.command("report")
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
    at = configuration.opened()
    with at.session() as session:
        actor = accounts.operator()
        if options["sample"]:
            actor, sampled = demonstration.sample_evaluation(session)
            subject = str(sampled)
        what = ("merger", key) if key else (options["kind"], subject)
        try:
            order = report_kinds.order(at, session, actor, what, options["locale"])
        except NotFound as error:
            # The general sentence speaks of a page, and here there is none.
            if error.code != NotFound.code:
                raise
            raise click.UsageError(f"Fant ikke «{what[1]}» til en rapport av slaget {what[0]}.") from error
        order = paper.as_word(order) if options["ending"] == "docx" else order
        document = paper.document(at, order, render=paper.in_this_process)
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_bytes(document.content)
    click.echo(f"{output}: {document.title}")


@click.command("reports")
@click.option("--all", "everything", is_flag=True, help="Every kind of report.")
@click.option("--kind", "kinds", type=click.Choice(list(report_kinds.KINDS)), multiple=True)
@click.option("--language", "locales", type=click.Choice(LOCALES), multiple=True, help="All three when not given.")
@click.option("--workers", type=click.IntRange(1, 32), default=2, show_default=True)
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), required=True)
def every_report(**options: Any) -> None:
    """Write every report that can be made to a folder. Run it again to go on after a stop."""
    if options["everything"] == bool(options["kinds"]):
        raise click.UsageError("Oppgi --all, eller --kind en eller flere ganger.")
    at, actor = configuration.opened(), accounts.operator()
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
