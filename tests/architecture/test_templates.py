"""House rules of the templates that no single page test would see."""

import re
from pathlib import Path

import pytest
from flask import Flask

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html")) + sorted((ROOT / "reports").rglob("*.html"))
NAMES = [str(path.relative_to(ROOT)) for path in TEMPLATES]
IMPORT = re.compile(r"\{%-?\s*from\s+\"[^\"]+\"\s+import\s+([^%]+?)(?:\s+with(?:out)? context)?\s*-?%\}")


@pytest.mark.parametrize("path", TEMPLATES, ids=NAMES)
def test_nothing_is_marked_as_safe(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"\|\s*safe\b|autoescape\s+false|Markup\(", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=NAMES)
def test_every_imported_macro_is_used(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    for names in IMPORT.findall(text):
        for name in (part.split(" as ")[-1].strip() for part in names.split(",")):
            assert len(re.findall(rf"\b{name}\b", text)) > 1, name


@pytest.mark.parametrize("path", TEMPLATES, ids=NAMES)
def test_templates_are_short(path: Path) -> None:
    limit = 100 if "components" in path.parts else 150

    assert len(path.read_text(encoding="utf-8").splitlines()) <= limit


def test_every_page_template_parses(app: Flask) -> None:
    for name in app.jinja_env.list_templates(extensions=["html"]):
        app.jinja_env.get_template(name)
