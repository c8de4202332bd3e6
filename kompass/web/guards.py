"""Every view says who may see it. A view that says nothing stops the start."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from kompass.domain.errors import KompassError, NotAllowed
from kompass.domain.permissions import Permission, can
from kompass.services.access import evaluation_for
from kompass.web.session import actor, database

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")
View = Callable[Parameters, Answer]

POLICY = "kompass_policy"
# What every address below an evaluation calls its number.
EVALUATION = "evaluation_id"
PUBLIC = "public"
csrf = CSRFProtect()


class SignedOut(KompassError):
    """Nobody is signed in."""

    code = "signed_out"


class Unguarded(Exception):
    """A view without a declared policy."""


def needs(permission: Permission) -> Callable[[View[Parameters, Answer]], View[Parameters, Answer]]:
    """Only for those with the permission: to the evaluation of the address, as it stands now, when there is one."""

    def guard(view: View[Parameters, Answer]) -> View[Parameters, Answer]:
        @wraps(view)
        def guarded(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Answer:
            if actor() is None:
                raise SignedOut
            if not can(actor(), permission):
                raise NotAllowed
            evaluation_id = kwargs.get(EVALUATION)
            if isinstance(evaluation_id, int):
                evaluation_for(database(), actor(), permission, evaluation_id)
            return view(*args, **kwargs)

        setattr(guarded, POLICY, permission.value)
        return guarded

    return guard


def public(view: View[Parameters, Answer]) -> View[Parameters, Answer]:
    """For everybody, signed in or not."""
    setattr(view, POLICY, PUBLIC)
    return view


def policies(app: Flask) -> dict[str, str | None]:
    """The declared policy of every endpoint; None where there is none."""
    return {
        rule.endpoint: PUBLIC
        if rule.endpoint == "static"
        else getattr(app.view_functions[rule.endpoint], POLICY, None)
        for rule in app.url_map.iter_rules()
    }


def refuse_unguarded(app: Flask) -> None:
    """Stop the start when a view declares no policy."""
    unguarded = sorted(endpoint for endpoint, policy in policies(app).items() if policy is None)
    if unguarded:
        raise Unguarded(", ".join(unguarded))


def install(app: Flask) -> None:
    """Demand the token against cross-site requests on every form."""
    csrf.init_app(app)
