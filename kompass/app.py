"""Builds the application. The only module that knows every room."""

import os
import secrets
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask

from kompass.configuration import ROOT, install_from, read_configuration
from kompass.services.readiness import require_newest
from kompass.web import (
    accounts,
    answer_history,
    comments,
    consensus,
    course,
    desk,
    editions,
    errors,
    evaluations,
    evidence,
    figure_files,
    gold_stars,
    guards,
    guidance,
    headers,
    home,
    interviews,
    measures,
    mergers,
    municipalities,
    preparation,
    process_evidence,
    reports,
    scoring,
    self_description,
    session,
    static_files,
    table_files,
    team,
    template_tools,
    text_blocks,
    texts,
)
from kompass.web import map as map_pages

BLUEPRINTS = (
    home.pages,
    desk.pages,
    accounts.pages,
    municipalities.pages,
    map_pages.pages,
    mergers.pages,
    evaluations.pages,
    scoring.pages,
    guidance.pages,
    answer_history.pages,
    consensus.pages,
    course.pages,
    team.pages,
    preparation.pages,
    interviews.pages,
    self_description.pages,
    measures.pages,
    texts.pages,
    comments.pages,
    gold_stars.pages,
    text_blocks.pages,
    reports.pages,
    table_files.pages,
    figure_files.pages,
    editions.pages,
    evidence.pages,
    process_evidence.pages,
)


def create_app(**overrides: Any) -> Flask:
    """The application; overrides are knobs of config.py by name. Refuses to start when anything is wrong."""
    configuration = read_configuration(**overrides)
    installation = install_from(configuration)
    require_newest(installation)
    app = Flask("kompass", root_path=str(ROOT), static_folder="static", template_folder="templates")
    app.config.update(_flask_settings(configuration))
    app.extensions["kompass"] = installation
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for room in (session, guards, headers, errors, template_tools, static_files):
        room.install(app)
    guards.refuse_unguarded(app)
    return app


def _flask_settings(configuration: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **configuration,
        "SECRET_KEY": configuration["SECRET_KEY"] or _kept_key(Path(configuration["INSTANCE"])),
        "SESSION_COOKIE_NAME": "kompass",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": configuration["COOKIE_SECURE"],
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=configuration["SESSION_HOURS"]),
        "TRUSTED_HOSTS": [host.strip() for host in configuration["TRUSTED_HOSTS"].split(",")],
        "MAX_FORM_MEMORY_SIZE": configuration["MAX_CONTENT_LENGTH"],
        # A page may stay open through a long meeting; the token then lives as long as the sign-in.
        "WTF_CSRF_TIME_LIMIT": None,
    }


def _kept_key(instance: Path) -> str:
    path = instance / "secret-key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="utf-8")
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="utf-8")
