"""Signing in and out, and choosing a language."""

from urllib.parse import urlsplit

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kompass.domain.errors import Problem
from kompass.services import accounts
from kompass.web import session
from kompass.web.errors import SECRET_FIELDS
from kompass.web.forms.accounts import SignInForm
from kompass.web.guards import public
from kompass.web.messages import problem_text

pages = Blueprint("accounts", __name__)

KEPT_PATH = "kept-path"
KEPT_PREFIX = "kept."


@pages.get("/logg-inn")
@public
def sign_in() -> ResponseReturnValue:
    if session.actor() is not None:
        return redirect(_local(request.args.get("next", "")))
    return _sign_in_page([], next_path=request.args.get("next", ""))


@pages.post("/logg-inn")
@public
def sign_in_submit() -> ResponseReturnValue:
    form = SignInForm()
    problems = form.problems()
    if not problems:
        person = accounts.sign_in(session.database(), form.email.data or "", form.password.data or "")
        if person is not None:
            session.remember(person)
            # The token of this request belongs to the cookie that was; the page below needs one of the new.
            g.pop("csrf_token", None)
            kept = _kept()
            if kept is not None:
                return render_template("pages/accounts/resend.html", kept=kept)
            return redirect(_local(form.next.data or ""), 303)
        problems = [Problem("sign_in_failed", "email")]
    return _sign_in_page(problems, next_path=form.next.data or ""), 422


@pages.post("/logg-ut")
@public
def sign_out() -> ResponseReturnValue:
    session.forget()
    response = redirect(url_for("accounts.sign_in"), 303)
    # Nothing of the evaluation stays behind on a shared computer.
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@pages.post("/sprak")
@public
def choose_language() -> ResponseReturnValue:
    session.choose_locale(request.form.get("sprak", ""))
    return redirect(_local(request.form.get("next", "")), 303)


def _sign_in_page(problems: list[Problem], next_path: str) -> str:
    texts = [(problem.subject, problem_text(problem, session.current_language())) for problem in problems]
    return render_template(
        "pages/accounts/sign_in.html",
        form=SignInForm(),
        problems=texts,
        notice="",
        kept=_kept(),
        next=next_path,
    )


def _kept() -> tuple[str, list[tuple[str, str]]] | None:
    """A form that came while the person was signed out, carried through the sign-in page."""
    path = request.form.get(KEPT_PATH, "")
    if not path:
        return None
    fields = [
        (name.removeprefix(KEPT_PREFIX), value)
        for name, value in request.form.items(multi=True)
        if name.startswith(KEPT_PREFIX) and name.removeprefix(KEPT_PREFIX) not in SECRET_FIELDS
    ]
    return _local(path), fields


def _local(path: str) -> str:
    """The path if it stays on this site, else the start page."""
    parts = urlsplit(path)
    stays = path.startswith("/") and not path.startswith(("//", "/\\")) and not parts.scheme and not parts.netloc
    return path if stays and all(character.isprintable() for character in path) else url_for("home.start")
