"""What a merger report is made from: the predecessors, what came after, and the language to write in."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from string import ascii_uppercase

from kompass.domain.before_after import LeftOut, Starting, starting_point
from kompass.domain.editions import Crosswalk
from kompass.domain.findings import STRONG
from kompass.domain.framework import Step
from kompass.domain.history import KnownResult
from kompass.domain.merged_processes import ProcessFate
from kompass.domain.merger import BaselineKind, Merger, Partner
from kompass.domain.register import Change, Unit
from kompass.reporting.data.parts import Cell
from kompass.reporting.sentences import mergers
from kompass.reporting.sentences.voice import Voice, inside

# With more partners than this a column is headed by the letter alone.
MOST_NAMED = 4
MOST_IN_TITLE = 3
# Stands for the number of a heading until all headings are known.
UNNUMBERED = "?"


@dataclass(frozen=True)
class MergerMaterial:
    """Everything the chapters are composed from. Without a successor it is a compilation.

    `after` is the later evaluation the predecessors are held against, None before there is one; `later` are all
    of them, the oldest first.
    """

    starting: Starting
    kind: BaselineKind
    after: KnownResult | None
    later: tuple[KnownResult, ...]
    fates: tuple[ProcessFate, ...]
    boundaries: tuple[Change, ...]
    crosswalks: tuple[Crosswalk, ...]
    voice: Voice

    @property
    def merger(self) -> Merger:
        return self.starting.merger

    @property
    def partners(self) -> tuple[Partner, ...]:
        return self.merger.partners

    @property
    def is_merger(self) -> bool:
        return self.merger.successor is not None

    @property
    def is_alone(self) -> bool:
        """Whether it came out of a division, with nobody to compile."""
        return len(self.partners) == 1

    @property
    def units(self) -> list[Unit]:
        return [partner.unit for partner in self.partners]

    @cached_property
    def before(self) -> Starting:
        """What the predecessors had: in their own edition when the later evaluation is of another one."""
        total = self.starting.total
        if not total.points and LeftOut.OTHER_EDITION in total.left_out.values():
            return starting_point(self.merger)
        return self.starting

    def starting_as(self, kind: BaselineKind) -> Starting:
        """The same comparison with another baseline."""
        return starting_point(self.merger, self.after, kind, self.crosswalks)

    @property
    def has_figures(self) -> bool:
        """Whether anybody, before or after, has points."""
        found = (self.before.total, *self.before.areas, *self.starting.areas)
        return any(part.points for part in found) or self.starting.total.after is not None

    @property
    def fingerprint(self) -> str:
        """Everything the report is made from, as text: equal fingerprints give equal reports."""
        partners = [
            (
                _names(p.unit),
                p.share,
                p.is_estimate,
                p.inhabitants,
                p.inhabitants_year,
                p.note,
                *map(_print, p.results),
            )
            for p in self.partners
        ]
        successor = self.merger.successor
        merged = (_names(successor), self.merger.on) if successor else ()
        later = [_print(known) for known in (*((self.after,) if self.after else ()), *self.later)]
        links = [(link.older, tuple(link.areas.items())) for link in self.crosswalks]
        return repr((self.voice.locale, self.kind, merged, partners, later, self.boundaries, links))

    @property
    def invented(self) -> list[str]:
        """Names of the municipalities that do not exist, the new one too."""
        successor = self.merger.successor
        units = [*self.units, successor] if successor else self.units
        return [unit.name for unit in units if unit.is_demonstration]

    @property
    def is_all_invented(self) -> bool:
        return all(unit.is_demonstration for unit in self.units)

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

    @property
    def short_title(self) -> str:
        """The title, for the foot of a page and a file: many names become their number."""
        if self.is_merger or len(self.partners) <= MOST_IN_TITLE:
            return self.title
        return mergers.short_title(self.voice, len(self.partners))

    @cached_property
    def letters(self) -> dict[Unit, str]:
        """One letter for each predecessor, as the charts mark them."""
        return dict(zip(self.units, ascii_uppercase, strict=False))

    def column_title(self, unit: Unit) -> str:
        """What heads a predecessor's column: letter and name, or the letter where there are many."""
        letter = self.letters[unit]
        return f"{letter} {unit.name}" if self.has_names else letter

    @property
    def has_names(self) -> bool:
        """Whether there is room for names above the columns."""
        return len(self.partners) <= MOST_NAMED

    def area_cell(self, starting: Starting, area_id: str) -> Cell:
        """Number and title of an area; the number alone where the edition is known from published results only."""
        framework = starting.framework
        found = framework.area(area_id) if framework else None
        if framework and found:
            return Cell(found.title, framework.numbers[area_id])
        return Cell(mergers.numbered_area(self.voice, area_id))

    def area_title(self, starting: Starting, area_id: str) -> str:
        return self.area_cell(starting, area_id).text

    def edition_title(self, starting: Starting) -> str:
        """What the edition of a comparison is called; empty while nobody has figures."""
        if starting.framework:
            return starting.framework.title
        return mergers.edition(self.voice, starting.edition) if starting.edition else ""

    @cached_property
    def good_step(self) -> Step | None:
        """The lowest step that counts as a strength; None without a scale."""
        framework = self.before.framework
        steps = framework.scale.steps if framework else ()
        return next((step for step in steps if step.share >= STRONG), None)

    def level_cell(self, starting: Starting, level: int | None) -> Cell | str:
        """A level as its figure, shaded by its share of the ideal; a dash where there is none."""
        step = starting.framework.scale.step(level) if starting.framework and level is not None else None
        return Cell(str(step.value), shade=int(step.share * Fraction(4))) if step else mergers.NONE

    def scale(self, starting: Starting) -> str:
        """What the figures of a table of levels mean."""
        steps = starting.framework.scale.steps if starting.framework else ()
        return mergers.scale(self.voice, [(str(step.value), inside(step.name)) for step in steps])


def _names(unit: Unit) -> tuple[object, ...]:
    return (unit.key, unit.name, unit.municipality.other_names, unit.is_demonstration)


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
