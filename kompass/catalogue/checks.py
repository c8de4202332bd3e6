"""Everything an edition must be before it is used. All findings at once, each with file and id."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from kompass.catalogue.findings import Finding
from kompass.domain.scoring import AGGREGATES

UNWANTED = {
    "html": re.compile(r"<[a-zA-Z/!]|&[a-z]+;"),
    "double_space": re.compile(r" {2}|\t"),
    "straight_quote": re.compile(r"[\"']"),
    "blank_at_end": re.compile(r"^\s|\s$"),
    "control_character": re.compile(r"[\x00-\x09\x0b-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]"),
}

Content = Mapping[str, Any]


def schema_findings(file: str, content: Any, schema: Path) -> list[Finding]:
    """What the JSON schema has to say about one file."""
    validator = Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))
    errors = sorted(validator.iter_errors(content), key=lambda error: [str(part) for part in error.absolute_path])
    return [Finding(file, _place(content, error.absolute_path), "schema", error.message) for error in errors]


def _place(content: Any, path: Any) -> str:
    # The id nearest above the fault tells an author more than a chain of list positions.
    nearest, rest = "", []
    for part in path:
        rest.append(str(part))
        content = content[part]
        if isinstance(content, dict) and isinstance(content.get("id"), str):
            nearest, rest = content["id"], []
    return " ".join(part for part in (nearest, ".".join(rest)) if part)


def framework_findings(file: str, framework: Content) -> list[Finding]:
    """Rules known, shares of the scale growing from 0 to 1, texts complete."""
    findings = [
        Finding(file, "scoring", "unknown_rule", f"{part}: {rule}")
        for part in ("criteria", "subareas")
        if (rule := framework["scoring"][part]) not in AGGREGATES
    ]
    steps = framework["scale"]["steps"]
    shares = [Fraction(step["share"]) for step in steps]
    if shares[0] != 0 or shares[-1] != 1 or any(a >= b for a, b in pairwise(shares)):
        findings.append(
            Finding(file, "scale", "shares_not_from_0_to_1", ", ".join(step["share"] for step in steps))
        )
    values = [step["value"] for step in steps]
    if values != sorted(set(values)):
        findings.append(Finding(file, "scale", "steps_not_in_order", str(values)))
    texts = [("title", framework["title"]), ("description", framework["description"])]
    texts += [(f"scale {step['value']}.{key}", step[key]) for step in steps for key in ("name", "text")]
    return findings + _text_findings(file, texts, framework["locales"])


def area_findings(file: str, area: Content, framework: Content) -> list[Finding]:
    """Maxima add up, ids say where they stand, a text for every step and no more, locales complete."""
    findings = []
    wanted = framework["scoring"]["area_points"]
    found = sum(subarea["points"] for subarea in area["subareas"])
    if found != wanted:
        findings.append(Finding(file, area["id"], "maxima_do_not_add_up", f"{found}, not {wanted}"))
    steps = {step["value"] for step in framework["scale"]["steps"]}
    for subarea in area["subareas"]:
        if not subarea["id"].startswith(f"{area['id']}."):
            findings.append(Finding(file, subarea["id"], "id_says_another_place", area["id"]))
        for criterion in subarea["criteria"]:
            if not criterion["id"].startswith(f"{subarea['id']}."):
                findings.append(Finding(file, criterion["id"], "id_says_another_place", subarea["id"]))
            levels = set(criterion.get("levels", steps))
            findings += [
                Finding(file, criterion["id"], "level_text_missing", str(s)) for s in sorted(steps - levels)
            ]
            findings += [
                Finding(file, criterion["id"], "level_off_scale", str(s)) for s in sorted(levels - steps, key=str)
            ]
    return findings + _text_findings(file, _texts_of(area), framework["locales"])


def crosswalk_findings(file: str, content: Content, framework: Content) -> list[Finding]:
    """Links lead to areas of this edition, each at most once; every older edition stands there once."""
    findings = []
    own = (framework["id"], framework["edition"])
    older = [(one["framework"], one["edition"]) for one in content["crosswalks"]]
    for key in dict.fromkeys(older):
        if key == own:
            findings.append(Finding(file, " ".join(key), "crosswalk_to_itself"))
        elif older.count(key) > 1:
            findings.append(Finding(file, " ".join(key), "crosswalk_twice"))
    for one in content["crosswalks"]:
        place, targets = f"{one['framework']} {one['edition']}", list(one["areas"].values())
        findings += [
            Finding(file, place, "unknown_area", target)
            for target in dict.fromkeys(targets)
            if target not in framework["areas"]
        ]
        findings += [
            Finding(file, place, "area_linked_twice", target)
            for target in dict.fromkeys(targets)
            if targets.count(target) > 1
        ]
    return findings


def id_findings(framework: Content, areas: Mapping[str, Content]) -> list[Finding]:
    """Every id once in the whole edition; areas listed exactly once; `areas` by file name."""
    ids = [(file, found) for file, area in areas.items() for found in _ids_of(area)]
    counts = Counter(found for _, found in ids)
    findings = [Finding(file, found, "duplicate_id") for file, found in ids if counts[found] > 1]
    listed, present = set(framework["areas"]), {area["id"] for area in areas.values()}
    findings += [Finding("framework.yaml", missing, "area_file_missing") for missing in sorted(listed - present)]
    findings += [
        Finding(file, area["id"], "area_not_listed") for file, area in areas.items() if area["id"] not in listed
    ]
    return findings


def _ids_of(area: Content) -> Iterator[str]:
    yield area["id"]
    for subarea in area["subareas"]:
        yield subarea["id"]
        for criterion in subarea["criteria"]:
            yield criterion["id"]


def _texts_of(area: Content) -> Iterator[tuple[str, Any]]:
    yield f"{area['id']} title", area["title"]
    yield f"{area['id']} introduction", area["introduction"]
    for subarea in area["subareas"]:
        yield f"{subarea['id']} title", subarea["title"]
        for criterion in subarea["criteria"]:
            place = criterion["id"]
            for key in ("title", "question", "evidence", "not_evidence", "advice"):
                yield f"{place} {key}", criterion[key]
            yield from ((f"{place} sources.{kind}", text) for kind, text in criterion["sources"].items())
            yield from ((f"{place} levels.{step}", text) for step, text in criterion.get("levels", {}).items())


def _text_findings(file: str, texts: Any, locales: list[str]) -> list[Finding]:
    findings = []
    for place, text in texts:
        translations = text if isinstance(text, dict) else {locales[0]: text}
        findings += [
            Finding(file, place, "translation_missing", locale) for locale in locales if locale not in translations
        ]
        findings += [
            Finding(file, place, "unknown_locale", locale) for locale in translations if locale not in locales
        ]
        findings += [
            Finding(file, f"{place}.{locale}", code, words[:60])
            for locale, words in translations.items()
            for code, pattern in UNWANTED.items()
            if pattern.search(words)
        ]
    return findings
