"""Colours, fonts and line widths, used by screen, paper and charts alike."""

from dataclasses import dataclass

FONT = "Inter"


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by role; contrast and colour-blind distances are measured."""

    now: str
    fall: str
    second: str
    third: str
    before: str
    ink: str
    muted: str
    line: str
    surface: str
    # The five classes of the map from lowest to highest, and what is printed on each.
    scale: tuple[str, ...]
    on_scale: tuple[str, ...]


LIGHT = Palette(
    now="#0b5a6b",
    fall="#c2410c",
    second="#241a6b",
    third="#d44fc0",
    before="#5b6770",
    ink="#1f2b33",
    muted="#52606a",
    line="#d5dadd",
    surface="#ffffff",
    scale=("#dcecef", "#aed3da", "#74b3bf", "#277a8b", "#0a4a58"),
    on_scale=("#1f2b33", "#1f2b33", "#1f2b33", "#ffffff", "#ffffff"),
)
DARK = Palette(
    now="#7cc4d4",
    fall="#f2c57c",
    second="#8284d7",
    third="#f0438f",
    before="#a5aeb4",
    ink="#e8ecee",
    muted="#b3bdc3",
    line="#3a464d",
    surface="#1b2328",
    scale=("#163841", "#215161", "#36707f", "#74bccc", "#c3ecf3"),
    on_scale=("#e8ecee", "#e8ecee", "#e8ecee", "#1b2328", "#1b2328"),
)

# Points (1/72 inch), shared by every chart on paper.
LINE_WIDTH = 1.6
GRID_WIDTH = 0.6
MARKER_SIZE = 6.5
TEXT_SIZE = 8.5

# The series the charts on screen draw with; ink and surface come from the design system's own tokens.
SCREEN_ROLES = ("now", "fall", "second", "third", "before")


def stylesheet() -> str:
    """The palette as CSS custom properties; static/css/palette.css is this text, and a test compares."""
    light, dark = _properties(LIGHT), _properties(DARK)
    return (
        "/* Written by kompass/theme.py. Change it there, then run: python -m kompass write-palette */\n"
        f":root {{\n{light}}}\n"
        f"[data-color-scheme=dark] {{\n{dark}}}\n"
        f"@media (prefers-color-scheme: dark) {{\n[data-color-scheme=auto] {{\n{dark}}}\n}}\n"
    )


def _properties(palette: Palette) -> str:
    series = [(f"series-{role}", getattr(palette, role)) for role in SCREEN_ROLES]
    on_series = ("on-series", palette.surface)
    steps = [(f"scale-{step}", colour) for step, colour in enumerate(palette.scale, 1)]
    signs = [(f"on-scale-{step}", colour) for step, colour in enumerate(palette.on_scale, 1)]
    return "".join(f"  --{name}: {colour};\n" for name, colour in (*series, on_series, *steps, *signs))
