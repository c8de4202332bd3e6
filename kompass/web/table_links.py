"""Addresses of the tables of a page as files."""

from typing import Any

from flask import url_for

# What the reader calls each kind of file, and how its name ends.
KINDS = (("CSV", "csv"), ("Excel", "xlsx"))


def file_links(endpoint: str, table: str, **values: Any) -> list[tuple[str, str]]:
    """The kinds a table can be had as, with their addresses."""
    return [(kind, url_for(endpoint, name=f"{table}.{ending}", **values)) for kind, ending in KINDS]
