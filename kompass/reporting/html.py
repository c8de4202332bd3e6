"""From report data to HTML, with a Jinja environment of its own. Templates get report data only."""

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kompass import theme
from kompass.language import language
from kompass.reporting.data import EvaluationReport


def evaluation_html(report: EvaluationReport, folder: Path) -> str:
    """The evaluation report as HTML in its own language; charts are named `chart:<name>.svg`."""
    template = _environment(folder, report.locale).get_template("evaluation/report.html")
    return template.render(report=report, colors=theme.LIGHT)


@lru_cache(maxsize=8)
def _environment(folder: Path, locale: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    found = language(locale)
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        found.gettext, found.ngettext, newstyle=True
    )
    return environment
