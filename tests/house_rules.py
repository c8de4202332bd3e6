"""The client every page test uses. It fails when any page it fetches breaks a house rule."""

from collections import Counter
from html.parser import HTMLParser
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from kompass.domain.permissions import Actor

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
LABELLED = frozenset({"input", "select", "textarea"})
NEED_NO_LABEL = frozenset({"hidden", "submit", "button"})


class Page(HTMLParser):
    """The elements of a page, enough to check and to ask about."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html = html
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[int, list[str]] = {}
        self.ancestors: dict[int, tuple[int, ...]] = {}
        self._open: list[int] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        index = len(self.elements) - 1
        self.ancestors[index] = tuple(self._open)
        if tag not in VOID:
            self._open.append(index)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.ancestors[len(self.elements) - 1] = tuple(self._open)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self.elements[self._open.pop()][0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(self.elements[index][1].get("aria-hidden") == "true" for index in self._open):
            for index in self._open:
                self.texts.setdefault(index, []).append(data)

    def all(self, tag: str) -> list[tuple[int, dict[str, str | None]]]:
        return [(index, attributes) for index, (name, attributes) in enumerate(self.elements) if name == tag]

    def text(self, index: int) -> str:
        return " ".join("".join(self.texts.get(index, [])).split())

    def fields_of(self, form_index: int) -> dict[str, str]:
        """Names and values of a form's hidden and text inputs, as a browser would send them."""
        fields = {}
        for index, (tag, attributes) in enumerate(self.elements):
            if form_index not in self.ancestors[index] or not attributes.get("name"):
                continue
            kind = attributes.get("type") or "text"
            if tag == "textarea":
                fields[str(attributes["name"])] = "".join(self.texts.get(index, [])).removeprefix("\n")
            elif tag == "input" and (kind not in ("radio", "checkbox") or "checked" in attributes):
                fields[str(attributes["name"])] = attributes.get("value") or ""
        return fields


def broken_rules(page: Page) -> list[str]:
    """Every house rule the page breaks."""
    return [
        *_head_rules(page),
        *_id_rules(page),
        *_form_rules(page),
        *_script_rules(page),
        *_heading_rules(page),
    ]


def _head_rules(page: Page) -> list[str]:
    broken = []
    headings = page.all("h1")
    if len(headings) != 1:
        broken.append(f"{len(headings)} h1")
    elif not page.text(page.all("title")[0][0]).startswith(page.text(headings[0][0])):
        broken.append("the title does not begin with the h1")
    if page.all("html")[0][1].get("lang") not in ("nb", "nn", "en"):
        broken.append("lang is missing")
    if len(page.all("main")) != 1:
        broken.append("not one main")
    return broken


def _id_rules(page: Page) -> list[str]:
    ids = Counter(a["id"] for _, a in page.elements if a.get("id"))
    broken = [f"id {name} stands {times} times" for name, times in ids.items() if times > 1]
    for tag, attributes in page.elements:
        for name in ("for", "aria-labelledby", "aria-describedby"):
            wanted = (attributes.get(name) or "").split()
            broken += [f"{tag} {name} points to {one}, which is not there" for one in wanted if one not in ids]
        href = attributes.get("href") or ""
        if tag == "a" and href.startswith("#") and href != "#" and href[1:] not in ids:
            broken.append(f"a link points to {href}, which is not there")
    return broken


def _form_rules(page: Page) -> list[str]:
    broken = []
    labels = {a.get("for") for _, a in page.all("label")}
    for index, (tag, attributes) in enumerate(page.elements):
        if tag in LABELLED and (attributes.get("type") or "") not in NEED_NO_LABEL:
            inside_label = any(page.elements[a][0] == "label" for a in page.ancestors[index])
            named = attributes.get("aria-label") or attributes.get("aria-labelledby")
            if not (inside_label or named or (attributes.get("id") and attributes["id"] in labels)):
                broken.append(f"{tag} {attributes.get('name')} has no label")
    for index, attributes in page.all("form"):
        posts = (attributes.get("method") or "get").lower() == "post"
        if posts and "csrf_token" not in page.fields_of(index):
            broken.append(f"form {attributes.get('action')} has no csrf_token")
    return broken


def _script_rules(page: Page) -> list[str]:
    broken = [f"inline script: {page.text(index)[:40]}" for index, a in page.all("script") if not a.get("src")]
    for tag, attributes in page.elements:
        broken += [f"{tag} has {name}" for name in attributes if name == "style" or name.startswith("on")]
    return broken


def _heading_rules(page: Page) -> list[str]:
    broken = []
    last = 0
    for tag, _ in page.elements:
        if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            if int(tag[1]) > last + 1:
                broken.append(f"h{last} is followed by {tag}")
            last = int(tag[1])
    return broken


class Visit:
    """Fetches pages as a signed-in person or as nobody, and checks each one."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()

    def sign_in(self, person: Actor) -> "Visit":
        """Sign in without the form; the form has its own tests."""
        with self.client.session_transaction() as cookie:
            cookie["account"] = person.id
        return self

    def get(self, address: str, status: int = 200, **options: Any) -> Page:
        return self._page(self.client.get(address, **options), status)

    def post(self, address: str, data: dict[str, Any], status: int = 303, **options: Any) -> Page | TestResponse:
        """Post a form with the token a browser would have; the page, or the response of a redirect."""
        response = self.client.post(address, data={"csrf_token": self.token(), **data}, **options)
        if response.is_json or 300 <= response.status_code < 400:
            assert response.status_code == status, (
                response.status_code,
                response.get_data(as_text=True)[:400],
            )
            return response
        return self._page(response, status)

    def save(self, address: str, data: dict[str, Any], status: int = 200) -> dict[str, Any]:
        """Save as the scripts do; the answer as JSON."""
        response = self.client.post(
            address, data=data, headers={"Accept": "application/json", "X-CSRFToken": self.token()}
        )
        assert response.status_code == status, (response.status_code, response.get_data(as_text=True)[:400])
        found: dict[str, Any] = response.get_json()
        return found

    def token(self) -> str:
        return str(self.client.get("/token").get_json()["csrf"])

    @staticmethod
    def _page(response: TestResponse, status: int) -> Page:
        html = response.get_data(as_text=True)
        assert response.status_code == status, (response.status_code, html[:600])
        page = Page(html)
        broken = broken_rules(page)
        assert not broken, broken
        return page
