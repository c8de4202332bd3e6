"""From report data to HTML, with a Jinja environment of its own. Templates get report data and nothing else."""

from dataclasses import fields
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kompass import prose, theme
from kompass.language import Language
from kompass.reporting.data.parts import Report

# Address of a chart inside the document; the fetcher in pdf.py hands out the drawing.
CHART_ADDRESS = "chart:"


def report_html(report: Report, folder: Path, language: Language) -> str:
    """The report as one HTML document, laid out by the templates in `folder`."""
    template = _environment(folder, language).get_template(report.template)
    return template.render(
        report=report,
        headings={heading.id: heading for heading in report.headings},
        colours=colours(),
        chart_address=CHART_ADDRESS,
    )


def colours() -> list[tuple[str, str]]:
    """The colours of the theme as names and values, for the print style sheet."""
    light = theme.LIGHT
    roles = [(field.name, value) for field in fields(light) if isinstance(value := getattr(light, field.name), str)]
    steps = [(f"scale-{step}", colour) for step, colour in enumerate(light.scale)]
    signs = [(f"on-scale-{step}", colour) for step, colour in enumerate(light.on_scale)]
    return [*roles, *steps, *signs]


@lru_cache
def _environment(folder: Path, language: Language) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        language.gettext, language.ngettext, newstyle=True
    )
    environment.filters["prose"] = prose.html
    return environment
