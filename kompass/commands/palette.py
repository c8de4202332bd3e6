"""The colours of the theme, for the screen."""

import click

from kompass import theme
from kompass.configuration import ROOT

PALETTE = ROOT / "static" / "css" / "palette.css"


@click.command("write-palette")
def write_palette() -> None:
    """Write the colours of kompass/theme.py to static/css/palette.css."""
    PALETTE.write_text(theme.stylesheet(), encoding="utf-8")
