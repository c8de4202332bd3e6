"""docs/configuration.md names every knob of config.py, and no other."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_knob_is_documented() -> None:
    knobs = re.findall(r"^([A-Z_]+) = ", (ROOT / "config.py").read_text(encoding="utf-8"), re.M)
    documented = re.findall(
        r"^\| `KOMPASS_(\w+)`", (ROOT / "docs/configuration.md").read_text(encoding="utf-8"), re.M
    )

    assert sorted(documented) == sorted(set(knobs) - {"ROOT"})
