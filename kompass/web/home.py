"""The start page, the pages about the program, and the two addresses its scripts need."""

from flask import Blueprint, Response, current_app, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from kompass import __version__
from kompass.domain.framework import Framework
from kompass.web import session
from kompass.web.guards import public

pages = Blueprint("home", __name__)


@pages.get("/")
@public
def start() -> ResponseReturnValue:
    return redirect(url_for("desk.show" if session.has_desk() else "municipalities.index"))


@pages.get("/om")
@public
def about() -> ResponseReturnValue:
    return render_template("pages/home/about.html", framework=_newest_framework(), version=__version__)


@pages.get("/tilgjengelighet")
@public
def accessibility() -> ResponseReturnValue:
    return render_template("pages/home/accessibility.html")


@pages.get("/hjelp")
@public
def help_page() -> ResponseReturnValue:
    return render_template("pages/home/help.html", scale=_newest_framework().scale)


@pages.get("/token")
@public
def token() -> ResponseReturnValue:
    # The account tells an open tab that somebody else has signed in since on the same computer.
    return jsonify(csrf=generate_csrf(), account=session.account_id())


@pages.get("/sw.js")
@public
def service_worker() -> Response:
    response = current_app.send_static_file("js/sw.js")
    response.headers["Cache-Control"] = "no-cache"
    return response


def _newest_framework() -> Framework:
    shelf = session.installation().shelf
    edition = shelf.newest()
    return shelf.get(edition.id, edition.edition, session.current_language().locale)
