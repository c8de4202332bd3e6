"""Scripts are sent with the digests of what they import, so that a browser asks for nothing twice."""

import re
from pathlib import Path

from flask import Flask

from kompass.web.static_files import static_url
from tests.house_rules import Visit


def test_script_imports_others_under_lasting_addresses(visit: Visit) -> None:
    script = visit.client.get("/static/js/scoring.js").text

    imported = re.findall(r"from '([^']+)'", script)
    assert len(imported) == 3
    for address in imported:
        assert re.fullmatch(r"\./[a-z]+\.js\?v=[0-9a-f]{12}", address)
        response = visit.client.get(f"/static/js/{address[2:]}")
        assert "immutable" in response.headers["Cache-Control"]


def test_address_of_a_script_changes_with_what_it_imports(app: Flask, tmp_path: Path) -> None:
    app.static_folder = str(tmp_path)
    (tmp_path / "one.js").write_text("import { a } from './two.js';", encoding="utf-8")
    (tmp_path / "two.js").write_text("export const a = 1;", encoding="utf-8")
    with app.test_request_context():
        before = static_url("one.js")
        (tmp_path / "two.js").write_text("export const a = 22;", encoding="utf-8")
        assert static_url("one.js") != before
