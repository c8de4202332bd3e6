"""What a merger report is made from: the predecessors, what came after, and the language to write in."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from string import ascii_uppercase

from kompass.domain.before_after import Comparison, Starting
from kompass.domain.framework import Step
from kompass.domain.history import KnownResult
from kompass.domain.merged_processes import ProcessFate
from kompass.domain.merger import BaselineKind, Merger, Partner
from kompass.domain.register import Change, Unit
from kompass.reporting.sentences import mergers
from kompass.reporting.sentences.voice import Voice


@dataclass(frozen=True)
class MergerMaterial:
    """Everything the chapters are composed from. Without a successor it is a compilation.

    `after` is the later evaluation the predecessors are held against, None before there is one. `starting_as`
    gives the same comparison with another baseline.
    """

    starting: Starting
    kind: BaselineKind
    after: KnownResult | None
    later: tuple[KnownResult, ...]
    fates: tuple[ProcessFate, ...]
    boundaries: tuple[Change, ...]
    starting_as: Callable[[BaselineKind], Starting]
    voice: Voice

    @property
    def merger(self) -> Merger:
        return self.starting.merger

    @property
    def partners(self) -> tuple[Partner, ...]:
        return self.merger.partners

    @property
    def fingerprint(self) -> str:
        """Everything the report is made from, as text: equal fingerprints give equal reports."""
        partners = [
            (p.unit.key, p.unit.name, p.share, p.inhabitants, p.inhabitants_year, p.note, *map(_print, p.results))
            for p in self.partners
        ]
        successor = self.merger.successor
        merged = (successor.key, successor.name) if successor else ()
        later = [_print(known) for known in (*((self.after,) if self.after else ()), *self.later)]
        return repr((self.voice.locale, self.kind, merged, partners, later, self.boundaries))

    @property
    def is_demonstration(self) -> bool:
        return any(partner.unit.is_demonstration for partner in self.partners)

    @cached_property
    def names(self) -> list[str]:
        """Names of the predecessors, the largest first."""
        return [partner.unit.name for partner in self.partners]

    @property
    def name(self) -> str:
        """What the report is of: the new municipality, or those that are compiled."""
        successor = self.merger.successor
        return successor.name if successor else mergers.joined(self.voice, self.names)

    @property
    def title(self) -> str:
        successor = self.merger.successor
        if successor is None:
            return mergers.compilation_title(self.voice, self.name)
        return mergers.merger_title(self.voice, self.name, successor.valid_from.year)

    @cached_property
    def letters(self) -> dict[Unit, str]:
        """One letter for each predecessor, as the charts mark them."""
        return {partner.unit: letter for partner, letter in zip(self.partners, ascii_uppercase, strict=False)}

    def area_title(self, area: Comparison) -> str:
        """Title of an area; its number where the edition is known from published results only."""
        found = self.starting.framework.area(area.id) if self.starting.framework else None
        return found.title if found else mergers.numbered_area(self.voice, area.id)

    def level_name(self, level: int | None) -> str:
        """Name of a level of the edition's scale; a dash where there is none."""
        framework = self.starting.framework
        step = framework.scale.step(level) if framework and level is not None else None
        return step.name if step else mergers.NONE

    @property
    def good_step(self) -> Step | None:
        """The lowest step that counts as a strength; None without a scale."""
        framework = self.starting.framework
        steps = framework.scale.steps if framework else ()
        return next((step for step in steps if step.share >= Fraction(3, 4)), None)


def _print(known: KnownResult) -> tuple[object, ...]:
    result = known.result
    answers = [subarea.answers for area in result.areas for subarea in area.subareas] if result else []
    digests = (result.framework.scoring_digest, result.framework.text_digest) if result else ()
    return (
        known.year,
        known.edition,
        known.depth,
        known.total,
        tuple(known.areas.items()),
        digests,
        answers,
        known.source,
    )
