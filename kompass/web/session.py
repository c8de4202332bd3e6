"""What belongs to one request: the database session, the person, the language."""

from typing import Any

from flask import Flask, Response, current_app, g, request
from flask import session as cookie
from flask.sessions import SecureCookieSessionInterface, SessionMixin

from kompass.domain.permissions import Actor
from kompass.language import LOCALES, Language, chosen_locale, language
from kompass.services import accounts, desk
from kompass.services.installation import Database, Installation

ACCOUNT = "account"
LOCALE = "locale"


def installation() -> Installation:
    """The installation this application serves."""
    found: Installation = current_app.extensions["kompass"]
    return found


def database() -> Database:
    """The database session of this request, opened when first asked for."""
    if "database" not in g:
        g.database = installation().session()
    found: Database = g.database
    return found


def account_id() -> int | None:
    """Number of the account the cookie names; None when nobody is signed in. Asks no database."""
    found = cookie.get(ACCOUNT)
    return found if isinstance(found, int) else None


def actor() -> Actor | None:
    """The person who is signed in; None when nobody is."""
    if "actor" not in g:
        number = account_id()
        g.actor = None if number is None else accounts.actor(database(), number)
    found: Actor | None = g.actor
    return found


def has_desk() -> bool:
    """Whether the person has a page of their own."""
    if "has_desk" not in g:
        g.has_desk = desk.has_desk(database(), actor())
    found: bool = g.has_desk
    return found


def remember(person: Actor) -> None:
    """Sign a person in: a fresh cookie, so that nothing from before sign-in is carried along."""
    locale = cookie.get(LOCALE)
    cookie.clear()
    cookie.permanent = True
    cookie[ACCOUNT] = person.id
    if locale:
        cookie[LOCALE] = locale
    g.actor = person


def forget() -> None:
    """Sign the person out; the choice of language stays."""
    locale = cookie.get(LOCALE)
    cookie.clear()
    if locale:
        cookie[LOCALE] = locale
    g.actor = None


def current_language() -> Language:
    """The language chosen by the reader, else the best the browser asks for, else bokmål."""
    if "language" not in g:
        chosen = cookie.get(LOCALE)
        wishes = [chosen] if chosen in LOCALES else list(request.accept_languages.values())
        g.language = language(chosen_locale(wishes))
    found: Language = g.language
    return found


def choose_locale(locale: str) -> None:
    """Keep the reader's choice of language; an unknown one changes nothing."""
    if locale in LOCALES:
        cookie[LOCALE] = locale
        g.pop("language", None)


class Cookies(SecureCookieSessionInterface):
    """Renews the cookie with every answer, but those that may be kept.

    What is kept must not carry one person's cookie to the next. It must not depend on it either: the cookie is new
    each time, and a browser would never find again what it was told to keep by cookie.
    """

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        is_kept = response.cache_control and not response.cache_control.no_store
        if not is_kept:
            super().save_session(app, session, response)


def install(app: Flask) -> None:
    """Send the cookie where it belongs, and close the database session when the request ends."""
    app.session_interface = Cookies()

    @app.teardown_appcontext
    def close(_error: Any) -> None:
        opened: Database | None = g.pop("database", None)
        if opened is not None:
            opened.close()
