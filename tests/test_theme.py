"""The palette on screen is the one of kompass/theme.py, and it can be read."""

from pathlib import Path

import pytest

from kompass import theme

PALETTE = Path(__file__).resolve().parents[1] / "static" / "css" / "palette.css"


def test_stylesheet_is_the_themes() -> None:
    assert PALETTE.read_text(encoding="utf-8") == theme.stylesheet(), "Run: python -m kompass write-palette"


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("role", "least"), [*((r, 3.0) for r in theme.SCREEN_ROLES), ("ink", 7.0), ("muted", 4.5)])
def test_contrast_on_the_surface(palette: theme.Palette, role: str, least: float) -> None:
    lighter, darker = sorted((luminance(getattr(palette, role)), luminance(palette.surface)), reverse=True)

    assert (lighter + 0.05) / (darker + 0.05) >= least
