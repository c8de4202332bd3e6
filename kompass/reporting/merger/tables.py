"""The tables of a merger report."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from kompass.domain.before_after import Comparison, Starting
from kompass.domain.history import KnownResult
from kompass.domain.merged_processes import Fate, Lesson, ProcessBefore, ProcessFate
from kompass.domain.merger import BaselineKind, Partner
from kompass.reporting.data.parts import AnyCell, Cell, Column, Table
from kompass.reporting.merger.figures import before_text, difference_text
from kompass.reporting.merger.material import MergerMaterial
from kompass.reporting.sentences import merger_after, mergers
from kompass.reporting.sentences.merger_rules import exact

Row = tuple[AnyCell, ...]


# Who they were


def partners(material: MergerMaterial) -> Table:
    """Inhabitants and weight of each."""
    voice = material.voice
    years = {partner.inhabitants_year for partner in material.partners}
    common = str(years.pop()) if len(years) == 1 else ""
    has_parts = any(partner.is_part for partner in material.partners)
    columns = [
        Column(voice.gettext("Kommune"), "words"),
        Column(voice.gettext("Innbyggere 1. januar %(year)s") % {"year": common}),
        Column(voice.gettext("Andel som fulgte med")),
        Column(voice.gettext("Fulgte med")),
        Column(voice.gettext("Vekt")),
    ]
    rows = [_partner_row(material, partner, shows_year=not common) for partner in material.partners]
    total: Row = (voice.gettext("Sum"), "", "", exact(voice, material.merger.weight), voice.percent(Fraction(1)))
    caption = (
        voice.gettext("Forgjengerne, den største først")
        if material.is_merger
        else voice.gettext("Kommunene, den største først")
    )
    table = Table("partners", caption, tuple(columns), tuple(rows), () if material.is_alone else total)
    return table if has_parts else _without(table, 2, 3)


def _without(table: Table, *places: int) -> Table:
    """The table without these columns; what all brought along is then all there were."""

    def kept(row: Row) -> Row:
        return tuple(cell for place, cell in enumerate(row) if place not in places)

    total = (table.total[0], table.total[3], table.total[4]) if table.total else ()
    columns = tuple(column for place, column in enumerate(table.columns) if place not in places)
    return replace(table, columns=columns, rows=tuple(map(kept, table.rows)), total=total)


def _partner_row(material: MergerMaterial, partner: Partner, *, shows_year: bool) -> Row:
    voice = material.voice
    inhabitants = voice.whole(partner.inhabitants)
    if not partner.inhabitants_year:
        inhabitants = mergers.NONE
    elif shows_year:
        inhabitants = f"{inhabitants} ({partner.inhabitants_year})"
    share = voice.percent(partner.share)
    return (
        Cell(partner.unit.name, material.letters[partner.unit]),
        inhabitants,
        voice.gettext("%(share)s (anslått)") % {"share": share} if partner.is_estimate else share,
        exact(voice, partner.weight),
        voice.percent(material.merger.part_of(partner)),
    )


def evaluations(material: MergerMaterial) -> Table:
    """Every evaluation of each predecessor, the one that is used first."""
    voice = material.voice
    rows: list[Row] = []
    for partner in material.partners:
        name = Cell(partner.unit.name, material.letters[partner.unit])
        if partner.known is None:
            rows.append((name, mergers.NONE, mergers.NONE, mergers.NONE, voice.gettext("ingen kjent evaluering")))
            continue
        rows.append((name, *_known_cells(material, partner.known)))
        rows += [
            (
                Cell(
                    voice.gettext("%(name)s, tidligere") % {"name": partner.unit.name},
                    material.letters[partner.unit],
                ),
                *_known_cells(material, known),
            )
            for known in partner.earlier
        ]
    return Table("evaluations", voice.gettext("Evalueringene som er kjent"), _known_columns(material), tuple(rows))


def later(material: MergerMaterial) -> Table:
    """Every evaluation of the new municipality."""
    voice = material.voice
    rows = []
    for known in material.later:
        is_used = known is material.after
        name = voice.gettext("%(name)s, brukt her") % {"name": material.name} if is_used else material.name
        rows.append((Cell(name, is_strong=is_used), *_known_cells(material, known)))
    caption = voice.gettext("Alle evalueringene av %(name)s") % {"name": material.name}
    return Table("evaluations", caption, _known_columns(material), tuple(rows))


def _known_columns(material: MergerMaterial) -> tuple[Column, ...]:
    voice = material.voice
    return (
        Column(voice.gettext("Kommune"), "words"),
        Column(voice.gettext("År"), "words"),
        Column(voice.gettext("Utgave"), "words"),
        Column(voice.gettext("Poeng")),
        Column(voice.gettext("Hva som er kjent"), "words"),
    )


def _known_cells(material: MergerMaterial, known: KnownResult) -> Row:
    voice = material.voice
    edition = known.result.framework.title if known.result else mergers.edition(voice, known.edition)
    return (
        mergers.year(voice, known.year),
        edition,
        mergers.NONE if known.total is None else voice.whole(known.total),
        mergers.depth(voice, known.depth),
    )


# Before


def points(material: MergerMaterial) -> Table:
    """Each predecessor's points in every area; the best of them stands out."""
    voice, starting = material.voice, material.before
    columns = [
        Column(voice.gettext("Område"), "words"),
        *(Column(material.column_title(unit)) for unit in material.units),
        Column(voice.gettext("Vektet snitt")),
        Column(voice.gettext("Best"), "words"),
    ]
    rows = [_points_row(material, area, material.area_cell(starting, area.id)) for area in starting.areas]
    total = _points_row(material, starting.total, voice.gettext("Sum"))
    if material.is_alone:
        columns, rows, total = columns[:2], [row[:2] for row in rows], total[:2]
    caption = _named(material, voice.gettext("Poeng i hvert område"))
    return Table("predecessors", caption, tuple(columns), tuple(rows), total)


def _named(material: MergerMaterial, caption: str) -> str:
    """The caption, with whose the letters are where the columns are headed by letters alone."""
    if material.has_names:
        return caption
    names = ", ".join(f"{material.letters[unit]} {unit.name}" for unit in material.units)
    return f"{caption.removesuffix('.')}. {names}"


def _points_row(material: MergerMaterial, part: Comparison, title: AnyCell) -> Row:
    voice = material.voice
    best = part.best if part.spread else ()
    cells: list[AnyCell] = []
    for unit in material.units:
        found = part.points.get(unit)
        cells.append(mergers.NONE if found is None else Cell(voice.whole(found), is_strong=unit in best))
    mean = mergers.NONE if part.mean is None else voice.tenth(part.mean)
    return (title, *cells, mean, ", ".join(material.letters[unit] for unit in best) or mergers.NONE)


def gaps(material: MergerMaterial, found: Sequence[ProcessBefore]) -> Table:
    """What all lack, with the points the best of them has left."""
    return _levels(
        material,
        [(one, one.maximum * (1 - max(one.shares.values()))) for one in found],
        material.voice.gettext("Poeng igjen"),
    )


def taught(material: MergerMaterial, found: Sequence[Lesson]) -> Table:
    """What one can teach the others, with the points between them."""
    return _levels(
        material,
        [
            (one.before, one.before.maximum * (max(one.before.shares.values()) - min(one.before.shares.values())))
            for one in found
        ],
        material.voice.gettext("Poeng mellom dem"),
    )


def _levels(material: MergerMaterial, found: Sequence[tuple[ProcessBefore, Fraction]], last: str) -> Table:
    starting = material.before
    columns = (*_process_columns(material), Column(last))
    rows = tuple((*_process(material, starting, one), material.voice.tenth(worth)) for one, worth in found)
    return Table("processes-merged", _named(material, material.scale(starting)), columns, rows)


def _process_columns(material: MergerMaterial) -> tuple[Column, ...]:
    kind = "levels" if material.has_names else "levels narrow"
    columns = (Column(material.column_title(unit), kind) for unit in material.units)
    return (Column(material.voice.gettext("Prosess"), "words"), *columns)


def _process(material: MergerMaterial, starting: Starting, found: ProcessBefore) -> Row:
    number = starting.framework.numbers[found.criterion.id] if starting.framework else ""
    levels = (material.level_cell(starting, found.levels.get(unit)) for unit in material.units)
    return (Cell(found.criterion.title, number), *levels)


# After


def baselines(material: MergerMaterial) -> Table:
    """The total against every baseline there is."""
    voice = material.voice
    rows = []
    for kind in BaselineKind:
        compared = replace(material, kind=kind, starting=material.starting_as(kind))
        name, total = mergers.raised(merger_after.baseline(voice, kind)), compared.starting.total
        rows.append(
            (
                Cell(name, is_strong=kind is material.kind),
                before_text(compared, total),
                difference_text(compared, total),
                merger_after.caveat(voice, kind),
            )
        )
    values = {"name": material.name, "points": voice.whole(material.starting.total.after or 0)}
    return Table(
        "baselines",
        voice.gettext("Summen til %(name)s, %(points)s poeng, mot hvert grunnlag") % values,
        (
            Column(voice.gettext("Grunnlag"), "words"),
            Column(voice.gettext("Før")),
            Column(voice.gettext("Forskjell")),
            Column(voice.gettext("Vær klar over"), "words"),
        ),
        tuple(rows),
    )


def changes(material: MergerMaterial, areas: Sequence[Comparison]) -> Table:
    """These areas before and after, in the order they are given."""
    voice, starting = material.voice, material.starting
    year = mergers.year(voice, material.after.year) if material.after else ""
    columns = [
        Column(voice.gettext("Område"), "words"),
        Column(voice.gettext("Før")),
        Column(year, "own"),
        Column(voice.gettext("Forskjell")),
        Column(voice.gettext("Mot forgjengerne"), "words"),
    ]
    rows = [_change_row(material, area, material.area_cell(starting, area.id)) for area in areas]
    total = _change_row(material, starting.total, voice.gettext("Sum"))
    if material.is_alone:
        columns, rows, total = columns[:4], [row[:4] for row in rows], total[:4]
    caption = merger_after.changes_caption(voice, material.kind, material.names[0] if material.is_alone else "")
    return Table("changes", caption, tuple(columns), tuple(rows), total)


def _change_row(material: MergerMaterial, part: Comparison, title: AnyCell) -> Row:
    return (
        title,
        before_text(material, part),
        mergers.NONE if part.after is None else material.voice.whole(part.after),
        difference_text(material, part),
        merger_after.levelling(material.voice, part.levelling),
    )


def points_after(material: MergerMaterial) -> Table:
    """What the new municipality got, where there is nothing to hold it against."""
    voice, starting = material.voice, material.starting
    year = mergers.year(voice, material.after.year) if material.after else ""
    rows = [_after_row(material, area, material.area_cell(starting, area.id)) for area in starting.areas]
    total = _after_row(material, starting.total, voice.gettext("Sum"))
    columns = (
        Column(voice.gettext("Område"), "words"),
        Column(f"{material.name} {year}", "own"),
        Column(voice.gettext("Maksimum")),
    )
    return Table("predecessors", voice.gettext("Poeng i hvert område"), columns, tuple(rows), total)


def _after_row(material: MergerMaterial, part: Comparison, title: AnyCell) -> Row:
    voice = material.voice
    return (title, mergers.NONE if part.after is None else voice.whole(part.after), voice.whole(part.maximum))


def fates(material: MergerMaterial) -> Table:
    """How many processes there are of each fate."""
    voice, counts = material.voice, Counter(found.fate for found in material.fates)
    return Table(
        "fates",
        voice.gettext("Antall prosesser"),
        (
            Column(voice.gettext("Utfall"), "words"),
            Column(voice.gettext("Prosesser")),
            Column(voice.gettext("Betyr"), "words"),
        ),
        tuple(
            (merger_after.fate(voice, fate), voice.whole(counts[fate]), merger_after.fate_meaning(voice, fate))
            for fate in Fate
        ),
    )


def of_fate(material: MergerMaterial, fate: Fate, found: Sequence[ProcessFate]) -> Table:
    """Processes of one fate, with the points each has or has left."""
    voice, starting = material.voice, material.starting
    columns = (
        *_process_columns(material),
        Column(material.name, "levels new"),
        Column(voice.gettext("Poeng") if fate in STRENGTHS else voice.gettext("Poeng igjen")),
    )
    rows = tuple(
        (
            *_process(material, starting, one.before),
            material.level_cell(starting, one.level),
            voice.tenth(_worth(one)),
        )
        for one in found
    )
    return Table("processes-merged", "", columns, rows)


STRENGTHS = frozenset({Fate.KEPT, Fate.GAINED})


def ordered(found: Iterable[ProcessFate], fate: Fate) -> list[ProcessFate]:
    """Processes of one fate, those with most points, or most points left, first."""
    return sorted((one for one in found if one.fate is fate), key=lambda one: -_worth(one))


def _worth(found: ProcessFate) -> Fraction:
    """A strength is worth its points, the others what is left."""
    return found.after.points if found.fate in STRENGTHS else found.after.gap


# The appendix


def processes(material: MergerMaterial, starting: Starting, area_id: str) -> Table:
    """Every process of an area with the level of each, before and after."""
    voice, area = material.voice, starting.framework.area(area_id) if starting.framework else None
    before = {one.criterion.id: one for one in starting.processes}
    after = _levels_after(material, starting)
    fate = {one.before.criterion.id: one.fate for one in material.fates}
    columns = [*_process_columns(material)]
    columns += [Column(material.name, "levels new")] if after else []
    columns += [Column(voice.gettext("Utfall"), "words")] if fate else []
    rows = []
    for criterion in area.criteria if area else ():
        row = [*_process(material, starting, before[criterion.id])]
        if after:
            row.append(material.level_cell(starting, after.get(criterion.id)))
        if fate:
            found = fate.get(criterion.id)
            row.append(merger_after.fate_of_one(voice, found) if found else mergers.NONE)
        rows.append(tuple(row))
    return Table("processes-merged all", "", tuple(columns), tuple(rows))


def _levels_after(material: MergerMaterial, starting: Starting) -> dict[str, int]:
    """The new municipality's level on each process that has one, when it is of the same edition."""
    result = material.after.result if material.after and starting is material.starting else None
    return {
        found.criterion.id: step.value
        for found in (result.criteria if result else ())
        for step in found.criterion.scale.steps
        if step.share == found.share
    }
