"""Two digests of an edition: what can move a score, and what was read."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def scoring_digest(framework: Mapping[str, Any], areas: list[Mapping[str, Any]]) -> str:
    """SHA-256 over ids, order, scale, weights, maxima and rules; no word is part of it."""
    content = {
        "id": framework["id"],
        "edition": framework["edition"],
        "steps": [[step["value"], step["share"]] for step in framework["scale"]["steps"]],
        "scoring": framework["scoring"],
        "areas": [
            {
                "id": area["id"],
                "subareas": [
                    {
                        "id": subarea["id"],
                        "points": subarea["points"],
                        "criteria": [[c["id"], c["weight"]] for c in subarea["criteria"]],
                    }
                    for subarea in area["subareas"]
                ],
            }
            for area in areas
        ],
    }
    return digest(content)


def digest(content: Any) -> str:
    """SHA-256 of the content in one canonical form; the order of keys does not matter, that of lists does."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
