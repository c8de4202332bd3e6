"""Addresses of the tables and charts of a page as files."""

from collections.abc import Sequence
from typing import Any

from flask import url_for

# What the reader calls each kind of file, and how its name ends.
Kinds = Sequence[tuple[str, str]]
TABLE_KINDS: Kinds = (("CSV", "csv"), ("Excel", "xlsx"))
FIGURE_KINDS: Kinds = (("SVG", "svg"), ("PNG", "png"))


def file_links(endpoint: str, name: str, kinds: Kinds = TABLE_KINDS, **values: Any) -> list[tuple[str, str]]:
    """The kinds a table or a chart can be had as, with their addresses."""
    return [(kind, url_for(endpoint, name=f"{name}.{ending}", **values)) for kind, ending in kinds]
