"""YAML without surprises: no guessing of truth values, dates or floats, and no key twice.

A plain whole number is a number, everything else is the text it looks like: `no` is not false here.
"""

import re
from pathlib import Path
from typing import Any

import yaml

from kompass.catalogue.findings import Finding, Unreadable

WHOLE_NUMBER = re.compile(r"^(0|[1-9][0-9]*)$")


class _Loader(yaml.CSafeLoader):
    """The safe loader with its implicit types taken away, all but whole numbers. The C parser, for speed."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, Any]]] = {}  # noqa: RUF012 - PyYAML's own form

    def __init__(self, text: str, file_name: str) -> None:
        super().__init__(text)
        self.file_name = file_name


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            place = f"line {key_node.start_mark.line + 1}"
            raise Unreadable(Finding(loader.file_name, place, "duplicate_key", str(key)))
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


_Loader.add_implicit_resolver("tag:yaml.org,2002:int", WHOLE_NUMBER, list("0123456789"))
_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read(path: Path) -> Any:
    """The content of a YAML file; Unreadable with file and line when it cannot be read safely."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(Finding(path.name, "", "unreadable", str(error))) from error
    loader = _Loader(text, path.name)
    try:
        return loader.get_single_data()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else ""
        detail = getattr(error, "problem", None) or str(error)
        raise Unreadable(Finding(path.name, place, "not_yaml", detail)) from error
    finally:
        loader.dispose()
