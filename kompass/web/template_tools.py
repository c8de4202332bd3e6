"""The filters and globals the pages get. Pages hold no logic; what they need made into text is here."""

from datetime import date, datetime
from fractions import Fraction
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, request, url_for
from jinja2 import StrictUndefined

from kompass import formats
from kompass.language import NAMES
from kompass.reporting.sentences.names import with_languages
from kompass.web.session import actor, current_language, has_desk
from kompass.web.static_files import static_url


def number(value: int | Fraction, decimals: int = 0) -> str:
    return formats.number(value, current_language().locale, decimals)


def change(value: int | Fraction, decimals: int = 0) -> str:
    return formats.change(value, current_language().locale, decimals)


def percent(share: Fraction) -> str:
    return formats.percent(share, current_language().locale)


def long_date(day: date) -> str:
    return formats.long_date(day, current_language().locale)


def clock(moment: datetime) -> str:
    return formats.clock(moment, current_language().locale)


def _context() -> dict[str, Any]:
    return {
        "actor": actor(),
        "has_desk": has_desk(),
        "locale": current_language().locale,
        "locales": tuple(NAMES.items()),
        "now_path": _page_path(),
        "settings": {"accessibility_statement_url": current_app.config["ACCESSIBILITY_STATEMENT_URL"]},
        "endpoint": request.endpoint or "",
    }


def _page_path() -> str:
    """Path of the page the reader sees; after a form that was sent, the page the form stood on."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    page = urlsplit(request.referrer or "")
    return page.path if page.netloc == request.host and page.path else url_for("home.start")


def install(app: Flask) -> None:
    """Make undefined variables errors, translate, and hand out the tools."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # added by the i18n extension
        lambda message: current_language().gettext(message),
        lambda singular, plural, count: current_language().ngettext(singular, plural, count),
        newstyle=True,
    )
    tools = {"number": number, "change": change, "percent": percent, "date": long_date, "time": clock}
    app.jinja_env.globals.update(static_url=static_url, names_with_languages=with_languages, **tools)
    app.context_processor(_context)
