"""From error to status and page, in one table. What a person typed is never lost on the way."""

import logging
import secrets
from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, g, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from kompass.domain.errors import (
    Invalid,
    KompassError,
    NotAllowed,
    NotComparable,
    NotFound,
    NotPossibleNow,
    StorageBusy,
    StorageFull,
)
from kompass.web.forms.accounts import SignInForm
from kompass.web.guards import SignedOut
from kompass.web.messages import problem_text, sentence
from kompass.web.session import actor, current_language

log = logging.getLogger(__name__)

STATUSES: Mapping[type[KompassError], int] = {
    SignedOut: 401,
    NotAllowed: 403,
    NotFound: 404,
    NotPossibleNow: 409,
    NotComparable: 409,
    Invalid: 422,
    StorageBusy: 503,
    StorageFull: 507,
}
HTTP_CODES: Mapping[int, str] = {
    400: "bad_request",
    403: "not_allowed",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
}
# Never carried along to be sent again.
SECRET_FIELDS = frozenset({"csrf_token", "password"})
LONGEST_KEPT = 600_000


def wants_json() -> bool:
    """Whether a script asks, rather than a person's browser."""
    return request.accept_mimetypes.best == "application/json"


def install(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(KompassError, _expected)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def _expected(error: KompassError) -> ResponseReturnValue:
    status = next((code for kind, code in STATUSES.items() if isinstance(error, kind)), 500)
    if status == 401:
        return signed_out()
    if isinstance(error, StorageBusy):
        g.setdefault("actor", None)  # the page must not ask the database who is reading
    return answer(status, sentence(error.code, dict(error.values), current_language()), error)


def _csrf(_error: CSRFError) -> ResponseReturnValue:
    if actor() is None and not wants_json() and request.endpoint != "accounts.sign_in":
        return signed_out()
    return answer(400, sentence("csrf", {}, current_language()), code="csrf")


def _http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if isinstance(error, SecurityError):
        # A host that is not ours: there is no address to build a page's links from.
        return Response(sentence("bad_request", {}, current_language()), status, mimetype="text/plain")
    if status < 400:
        return error
    code = HTTP_CODES.get(status, "bad_request" if status < 500 else "error")
    values = {"reference": "–"}
    return answer(status, sentence(code, values, current_language()))


def _unexpected(error: Exception) -> ResponseReturnValue:
    reference = secrets.token_hex(4)
    log.error("unexpected error %s", reference, exc_info=error)
    return answer(500, sentence("error", {"reference": reference}, current_language()))


def signed_out() -> ResponseReturnValue:
    """Ask the person to sign in: a redirect for a page, a page that keeps the text for a form."""
    message = sentence("signed_out", {}, current_language())
    if wants_json():
        return jsonify(message=message), 401
    if request.method in ("GET", "HEAD"):
        return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")))
    form = SignInForm(formdata=None)
    return (
        render_template(
            "pages/accounts/sign_in.html", form=form, problems=[], notice=message, kept=kept_form(), next=""
        ),
        401,
    )


def answer(status: int, message: str, error: KompassError | None = None, code: str = "") -> ResponseReturnValue:
    """The error as JSON for a script, as a page with the typed text kept for a person."""
    if status >= 500:
        g.setdefault("has_desk", False)  # the database may be what failed: its page asks it nothing more
    headers = {"Retry-After": "5"} if status == 503 else {}
    if wants_json():
        body: dict[str, Any] = {"message": message}
        if code:
            body["code"] = code
        if isinstance(error, Invalid):
            body["problems"] = [
                {"code": p.code, "field": p.subject, "message": problem_text(p, current_language())}
                for p in error.problems
            ]
        return jsonify(body), status, headers
    problems = [problem_text(p, current_language()) for p in error.problems] if isinstance(error, Invalid) else []
    kept = kept_form() if request.method == "POST" and status not in (403, 404, 405, 413) else None
    page = render_template("errors/error.html", status=status, message=message, problems=problems, kept=kept)
    return page, status, headers


def kept_form() -> tuple[str, list[tuple[str, str]]]:
    """Address and fields of the form that could not be taken, to be sent again."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in SECRET_FIELDS]
    if sum(len(value) for _, value in fields) > LONGEST_KEPT:
        fields = []
    return request.path, fields
