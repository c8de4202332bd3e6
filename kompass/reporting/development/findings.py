"""What the summary of a development report finds, in sentences."""

from collections import Counter
from collections.abc import Iterator

from kompass.domain.development import (
    Milestone,
    ProcessChanges,
    are_comparable,
    area_changes,
    process_changes,
    total_change,
)
from kompass.domain.measures import MeasureStatus
from kompass.reporting.development.material import DevelopmentMaterial
from kompass.reporting.sentences import development as say


def totals(material: DevelopmentMaterial) -> Iterator[str]:
    """From the nearest comparable evaluation, and from the first one when it is another."""
    if material.pair is None:
        return
    earlier, last = material.pair
    first = next(one for one in material.dated if are_comparable(one, last) and one.known.has_figures)
    for before in (earlier,) if first is earlier else (earlier, first):
        yield from _total_finding(material, before, last)


def _total_finding(material: DevelopmentMaterial, before: Milestone, after: Milestone) -> Iterator[str]:
    voice, labels = material.voice, (material.label(before), material.label(after))
    points = before.known.total, after.known.total
    if points[0] is None or points[1] is None:
        return
    if total_change(before, after) is None:
        yield say.other_maximum(voice, *labels, (before.known.maximum, after.known.maximum))
    else:
        yield say.total_changed(voice, (labels[0], points[0]), (labels[1], points[1]), after.known.maximum)


def areas(material: DevelopmentMaterial) -> Iterator[str]:
    """How many areas rose and fell, and which most."""
    voice, pair = material.voice, material.pair
    changes = area_changes(*pair) if pair else {}
    if pair is None or not changes:
        return
    titles, values = material.area_titles(pair), changes.values()
    yield say.areas_counted(
        voice,
        sum(1 for change in values if change > 0),
        sum(1 for change in values if change < 0),
        sum(1 for change in values if not change),
    )
    most, least = max(values), min(values)
    if most > 0:
        yield say.rose_most(voice, [titles[id_] for id_, change in changes.items() if change == most], most)
    if least < 0:
        yield say.fell_most(voice, [titles[id_] for id_, change in changes.items() if change == least], least)


def changes(material: DevelopmentMaterial) -> ProcessChanges | None:
    """What changed process by process; None where no two evaluations are known so far."""
    if material.full_pair is None:
        return None
    before, after = (one.known.result for one in material.full_pair)
    return process_changes(before, after) if before and after else None


def processes(material: DevelopmentMaterial) -> Iterator[str]:
    """How many processes rose and fell."""
    found, pair = changes(material), material.full_pair
    if found and pair:
        labels = material.label(pair[0]), material.label(pair[1])
        yield say.processes_counted(material.voice, labels, (len(found.up), len(found.down), found.unchanged))


def measures(material: DevelopmentMaterial) -> Iterator[str]:
    """How far the measures have come."""
    every = [one.status for found in material.measures.values() for one in found]
    if every:
        yield say.measures_counted(material.voice, {status: Counter(every)[status] for status in MeasureStatus})
