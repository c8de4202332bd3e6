"""Headers of every response: security, caching, compression."""

import gzip
from collections.abc import Callable, Mapping
from functools import lru_cache

import brotli
from flask import Flask, Response, request

SECURITY = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
A_YEAR = 31_536_000
COMPRESSIBLE = ("text/", "application/json", "application/javascript", "image/svg+xml")
SMALLEST_WORTH_COMPRESSING = 800


def install(app: Flask) -> None:
    """Set the headers after every request."""

    @app.after_request
    def finish(response: Response) -> Response:
        for name, value in SECURITY.items():
            response.headers.setdefault(name, value)
        if app.config["SESSION_COOKIE_SECURE"]:
            response.headers["Strict-Transport-Security"] = f"max-age={A_YEAR}; includeSubDomains"
        _set_caching(response)
        return _compressed(response)


def _set_caching(response: Response) -> None:
    if request.endpoint == "static" and response.status_code < 400:
        # A static address carries a digest of the file (?v=…), so it may be kept for good.
        if request.args.get("v"):
            response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
        else:
            response.headers["Cache-Control"] = "no-cache"
    elif "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "private, no-store"
    response.vary.add("Accept-Encoding")


# Brotli makes the scoring page a tenth smaller than gzip does, in the same time at this quality.
BROTLI_QUALITY = 6
BEST_QUALITY = 11
GZIP_LEVEL = 5


def _brotli(content: bytes) -> bytes:
    packed: bytes = brotli.compress(content, quality=BROTLI_QUALITY)
    return packed


# Static files are packed once and sent many times.
@lru_cache(maxsize=64)
def _best_brotli(content: bytes) -> bytes:
    packed: bytes = brotli.compress(content, quality=BEST_QUALITY)
    return packed


def _gzip(content: bytes) -> bytes:
    # No time stamp: equal pages stay equal.
    return gzip.compress(content, compresslevel=GZIP_LEVEL, mtime=0)


# The best first.
ENCODINGS: Mapping[str, Callable[[bytes], bytes]] = {"br": _brotli, "gzip": _gzip}


def _compressed(response: Response) -> Response:
    wanted = next((name for name in ENCODINGS if request.accept_encodings.quality(name) > 0), None)
    if (
        wanted is None
        or response.status_code in (204, 206, 304)
        or "Content-Encoding" in response.headers
        or not (response.mimetype or "").startswith(COMPRESSIBLE)
    ):
        return response
    response.direct_passthrough = False
    content = response.get_data()
    if len(content) >= SMALLEST_WORTH_COMPRESSING:
        pack = _best_brotli if request.endpoint == "static" and wanted == "br" else ENCODINGS[wanted]
        response.set_data(pack(content))
        response.headers["Content-Encoding"] = wanted
    return response
