"""Every knob. One name, one explanation; the environment variable KOMPASS_<NAME> overrides it."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def _text(name: str, default: str) -> str:
    return os.environ.get(f"KOMPASS_{name}", default)


# Folder for what the program makes: database, finished reports, secret key. Outside version control.
INSTANCE = _text("INSTANCE", str(ROOT / "instance"))

# Where the database is; SQLite under the instance folder unless another address is given.
DATABASE_URL = _text("DATABASE_URL", f"sqlite:///{INSTANCE}/kompass.db")

# Signs the sign-in cookie. Empty: a key is made once and kept in the instance folder.
SECRET_KEY = _text("SECRET_KEY", "")

# Folder of the evaluation frameworks.
CRITERIA_FOLDER = _text("CRITERIA_FOLDER", str(ROOT / "criteria"))

# Folder of the report layouts, print style sheet and fonts.
REPORT_FOLDER = _text("REPORT_FOLDER", str(ROOT / "reports"))

# Folder of the municipal register and the published history.
REGISTER_FOLDER = _text("REGISTER_FOLDER", str(ROOT / "register"))

# Address of the accessibility statement, shown at the foot of every page; empty shows our own page only.
ACCESSIBILITY_STATEMENT_URL = _text("ACCESSIBILITY_STATEMENT_URL", "")

# The cookie is sent over https only. On in production, off on a machine of one's own without https.
COOKIE_SECURE = _text("COOKIE_SECURE", "no") == "yes"

# Host names the program answers to, separated by commas; anything else gets 400.
TRUSTED_HOSTS = _text("TRUSTED_HOSTS", "127.0.0.1,localhost")

# Hours a sign-in lasts.
SESSION_HOURS = int(_text("SESSION_HOURS", "12"))

# Months the names of those interviewed, and the notes, are kept after delivery; 0 to 24. Deleted by
# `python -m kompass interviews clean`, which is to be run every day.
INTERVIEW_MONTHS = int(_text("INTERVIEW_MONTHS", "6"))

# Largest request body in bytes; a note of the greatest length fits many times over.
MAX_CONTENT_LENGTH = int(_text("MAX_CONTENT_LENGTH", "2000000"))
