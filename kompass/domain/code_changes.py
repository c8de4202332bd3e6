"""What the statistics bureau says about municipality codes, read as changes of municipalities.

The bureau gives pairs of codes only. What happened is read out of which codes go on and how the pairs meet.
"""

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date

from kompass.domain.register import WHOLE, Change, ChangeKind

SEPARATOR = " - "
COUNTY_SUFFIX = re.compile(r"\s*\([^()]*\)$")
BOUNDARY_NOTE = "Grenseendring oppgitt av SSB."

# The order of the rows of one day.
ORDER = (ChangeKind.MERGE, ChangeKind.SPLIT, ChangeKind.RENUMBER, ChangeKind.RENAME, ChangeKind.BOUNDARY)


@dataclass(frozen=True, slots=True)
class CodeChange:
    """One pair of codes, and the first day the second one holds."""

    date: date
    old_code: str
    old_name: str
    new_code: str
    new_name: str


@dataclass(frozen=True, slots=True)
class Names:
    """The Norwegian name, the others with «; » between, and whether the names could be told apart."""

    name: str
    others: str
    is_certain: bool


def without_county(name: str) -> str:
    """«Herøy (Nordland)» is Herøy."""
    return COUNTY_SUFFIX.sub("", name)


def split_names(full: str, norwegian: Container[str], parallel: Container[str]) -> Names:
    """The names in «Hábmer - Hamarøy», by the Norwegian and other names known; as given when that does not help."""
    parts = full.split(SEPARATOR)
    candidates = [part for part in parts if part in norwegian] or [part for part in parts if part not in parallel]
    is_certain = len(candidates) == 1
    name = candidates[0] if is_certain else parts[0]
    return Names(name, "; ".join(part for part in parts if part != name), is_certain)


def read_changes(
    pairs: Sequence[CodeChange],
    before: Container[str],
    after: Container[str],
    boundaries: Container[tuple[str, str]] = (),
) -> list[Change]:
    """The changes of one day; `before` and `after` are the codes in use the day before and from that day.

    `boundaries` are the pairs a person has found to be a boundary change. A division has no shares yet.
    """
    pairs = list(dict.fromkeys(pairs))
    kinds = _kinds([pair for pair in pairs if pair.old_code != pair.new_code], before, after, boundaries)
    named = {pair.old_code: pair for pair in pairs if pair.old_code == pair.new_code}
    changes = [_change(pair, kind) for pair, kind in kinds.items()]
    changes += [_change(pair, ChangeKind.RENAME) for pair in named.values() if pair.old_name != pair.new_name]
    changes += [_change(pair, kind) for pair, kind in _kept(kinds, named, before, after).items()]
    return sorted(changes, key=lambda change: (ORDER.index(change.kind), change.to_number, change.from_number))


def _kinds(
    pairs: Sequence[CodeChange],
    before: Container[str],
    after: Container[str],
    boundaries: Container[tuple[str, str]],
) -> dict[CodeChange, ChangeKind]:
    flows = [p for p in pairs if p.old_code not in after and (p.old_code, p.new_code) not in boundaries]
    leaving = Counter(pair.old_code for pair in flows)
    arriving = Counter(pair.new_code for pair in flows)

    def kind(pair: CodeChange) -> ChangeKind:
        is_new = pair.new_code not in before
        if pair not in flows:
            # A code that goes on has given away an area, unless the new code comes from it alone.
            made_of_it = is_new and not arriving[pair.new_code] and (pair.old_code, pair.new_code) not in boundaries
            return ChangeKind.SPLIT if made_of_it else ChangeKind.BOUNDARY
        if leaving[pair.old_code] > 1:
            return ChangeKind.SPLIT
        return ChangeKind.RENUMBER if is_new and arriving[pair.new_code] == 1 else ChangeKind.MERGE

    return {pair: kind(pair) for pair in pairs}


def _kept(
    kinds: dict[CodeChange, ChangeKind],
    named: dict[str, CodeChange],
    before: Container[str],
    after: Container[str],
) -> dict[CodeChange, ChangeKind]:
    """A code that others are merged into, or that is divided, and still goes on: from itself to itself."""
    kept: dict[CodeChange, ChangeKind] = {}
    for pair, kind in kinds.items():
        if kind is ChangeKind.MERGE and pair.new_code in before:
            code, name = pair.new_code, pair.new_name
        elif kind is ChangeKind.SPLIT and pair.old_code in after:
            code, name = pair.old_code, pair.old_name
        else:
            continue
        kept[named.get(code) or CodeChange(pair.date, code, name, code, name)] = kind
    return kept


def _change(pair: CodeChange, kind: ChangeKind) -> Change:
    return Change(
        date=pair.date,
        kind=kind,
        from_number=pair.old_code,
        from_name=pair.old_name,
        to_number=pair.new_code,
        to_name=pair.new_name,
        share=WHOLE if kind in {ChangeKind.MERGE, ChangeKind.RENUMBER} else None,
        note=BOUNDARY_NOTE if kind is ChangeKind.BOUNDARY else "",
    )
