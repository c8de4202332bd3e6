"""Static files under addresses that change with their content, so that they may be kept for good.

A script imports others by their plain names; they are sent with the digest put in, so that a browser need not ask
for them again either. The digest of a script therefore covers what it imports.
"""

import hashlib
import re
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, current_app, request, url_for

IMPORT = re.compile(rb"(?<=from ')\./([a-z]+\.js)(?=')")
DIGEST_LENGTH = 12


def static_url(name: str) -> str:
    """Address of a static file with a digest of its content."""
    path = Path(current_app.static_folder or "") / name
    return url_for("static", filename=name, v=_digest(path, _changed(path)))


def install(app: Flask) -> None:
    """Send scripts with the digests of what they import."""

    @app.after_request
    def put_digests_in(response: Response) -> Response:
        name = (request.view_args or {}).get("filename", "")
        if request.endpoint == "static" and response.status_code == 200 and name.endswith(".js"):
            path = Path(current_app.static_folder or "") / name
            file = response.response
            response.direct_passthrough = False
            response.set_data(_script(path, _changed(path)))
            file.close()  # type: ignore[union-attr]  # Flask's own answer, always an open file
        return response


def _changed(path: Path) -> float:
    """When the file, or any script it may import, was last changed."""
    files = path.parent.glob("*.js") if path.suffix == ".js" else [path]
    return max(file.stat().st_mtime for file in files)


@lru_cache(maxsize=256)
def _digest(path: Path, changed: float) -> str:
    content = _script(path, changed) if path.suffix == ".js" else path.read_bytes()
    return hashlib.sha256(content).hexdigest()[:DIGEST_LENGTH]


@lru_cache(maxsize=64)
def _script(path: Path, changed: float) -> bytes:
    def versioned(found: re.Match[bytes]) -> bytes:
        imported = path.parent / found[1].decode()
        return found[0] + f"?v={_digest(imported, changed)}".encode()

    return IMPORT.sub(versioned, path.read_bytes())
