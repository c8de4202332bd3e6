"""From config.py and the environment to an installation."""

import runpy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kompass.services.installation import Installation, install
from kompass.services.readiness import require_newest

ROOT = Path(__file__).resolve().parent.parent


def read_configuration(**overrides: Any) -> Mapping[str, Any]:
    """Every knob of config.py by name, overridden by these and by the environment."""
    knobs = runpy.run_path(str(ROOT / "config.py"))
    return {name: value for name, value in knobs.items() if name.isupper()} | overrides


def install_from(configuration: Mapping[str, Any]) -> Installation:
    """Open the installation a configuration describes."""
    extra = {"clock": configuration["CLOCK"]} if "CLOCK" in configuration else {}
    return install(
        database_url=configuration["DATABASE_URL"],
        instance=Path(configuration["INSTANCE"]),
        criteria_folder=Path(configuration["CRITERIA_FOLDER"]),
        report_folder=Path(configuration["REPORT_FOLDER"]),
        register_folder=Path(configuration["REGISTER_FOLDER"]),
        **extra,
    )


def opened() -> Installation:
    """The installation of this machine, whose database must be made and of the program's version."""
    at = install_from(read_configuration())
    require_newest(at)
    return at
