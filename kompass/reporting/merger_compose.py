"""From a merger to everything its report says. The only place that decides which chapters there are."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction

from kompass import __version__
from kompass.domain.before_after import Comparison, LeftOut, Levelling
from kompass.domain.merged_processes import Fate, ProcessBefore, ProcessFate, common_gaps, lessons
from kompass.domain.merger import BaselineKind, Partner
from kompass.domain.register import Unit
from kompass.reporting.data import Chapter, Column, Fact, Heading, MergerCover, MergerReport, Section, Table
from kompass.reporting.merger_figures import (
    before_text,
    difference_text,
    dumbbell_figure,
    emblem,
    range_figure,
)
from kompass.reporting.merger_material import MergerMaterial
from kompass.reporting.sentences import front, mergers

LISTED = 12
DIGEST_LENGTH = 12


def merger_report(material: MergerMaterial) -> MergerReport:
    """The report of one merger, or of a compilation when nobody has merged."""
    voice = material.voice
    return MergerReport(
        locale=voice.locale,
        title=material.title,
        place=material.title,
        mark=front.mark(voice) if material.is_demonstration else "",
        foot=_edition(material),
        cover=_cover(material),
        chapters=tuple(_numbered(_chapters(material))),
    )


def _chapters(material: MergerMaterial) -> list[Chapter]:
    voice = material.voice
    chapters = [
        Chapter(Heading("summary", "", voice.gettext("Kort sagt"), 1), (_summary(material),)),
        Chapter(_heading("partners", voice.gettext("Kommunene")), _partners(material)),
        Chapter(_heading("before", voice.gettext("Før: sammenstillingen")), _before(material)),
    ]
    if material.merger.successor is not None:
        chapters.append(Chapter(_heading("after", voice.gettext("Etter")), _after(material)))
    chapters.append(Chapter(_heading("rules", voice.gettext("Slik er det regnet")), (_rules(material),)))
    if any(before.levels for before in material.starting.processes):
        heading = Heading("appendix", "", voice.gettext("Vedlegg: Alle prosessene"), 1)
        chapters.append(Chapter(heading, _appendix(material)))
    heading = Heading("colophon", "", voice.gettext("Om rapporten"), 1)
    return [*chapters, Chapter(heading, (_colophon(material),))]


def _heading(name: str, title: str, depth: int = 1) -> Heading:
    return Heading(name, "?", title, depth)


def _numbered(chapters: list[Chapter]) -> list[Chapter]:
    """Chapters and sections with their numbers; those outside the numbering keep none."""
    found, number = [], 0
    for chapter in chapters:
        if not chapter.heading.number:
            found.append(chapter)
            continue
        number += 1
        sections, position = [], 0
        for section in chapter.sections:
            if section.heading is None:
                sections.append(section)
                continue
            position += 1
            sections.append(replace(section, heading=replace(section.heading, number=f"{number}.{position}")))
        found.append(Chapter(replace(chapter.heading, number=str(number)), tuple(sections)))
    return found


def _cover(material: MergerMaterial) -> MergerCover:
    voice, successor = material.voice, material.merger.successor
    notices = [front.invented(voice)] if material.is_demonstration else []
    total = material.starting.total
    if not total.coverage.is_whole:
        notices.append(mergers.coverage(voice, total.coverage))
    return MergerCover(
        kind=mergers.kind(voice, is_merger=successor is not None),
        name=material.name,
        year=str(successor.valid_from.year) if successor else "",
        lines=(_who(material), _edition(material)),
        notices=tuple(notices),
        emblem=emblem(material),
    )


def _who(material: MergerMaterial) -> str:
    merger, voice = material.merger, material.voice
    if merger.successor is None or merger.on is None:
        return mergers.side_by_side(voice, material.names)
    is_part = any(partner.is_part for partner in material.partners)
    return mergers.became(voice, material.names, merger.successor.name, merger.on, is_part=is_part)


def _edition(material: MergerMaterial) -> str:
    if material.starting.framework:
        return material.starting.framework.title
    found = material.starting.edition
    return mergers.edition(material.voice, found) if found else ""


def _summary(material: MergerMaterial) -> Section:
    starting, voice = material.starting, material.voice
    total = starting.total
    facts = [
        Fact(voice.gettext("kommuner"), voice.whole(len(material.partners))),
        Fact(voice.gettext("innbyggere fulgte med"), voice.whole(material.merger.weight)),
    ]
    if total.range:
        facts.append(Fact(voice.gettext("poeng før"), voice.band(total.range.low, total.range.high)))
    if total.after is not None:
        facts.append(Fact(voice.gettext("poeng etter"), voice.whole(total.after)))
    findings = [*_before_findings(material), *_after_findings(material)]
    return Section(None, lead=_who(material), facts=tuple(facts), findings=tuple(findings))


def _before_findings(material: MergerMaterial) -> list[str]:
    starting, voice = material.starting, material.voice
    total = starting.total
    findings = []
    if total.range:
        findings.append(mergers.total_range(voice, total.range.low, total.range.high, total.mean))
    else:
        findings.append(mergers.too_little(voice, total.coverage))
    findings += _best(material)
    step = material.good_step
    gaps = common_gaps(starting.processes, starting.process_coverage, step.value) if step else []
    if gaps and step and len(material.partners) > 1:
        findings.append(mergers.gaps_counted(voice, len(gaps), step.name.lower()))
    if taught := lessons(starting.processes):
        findings.append(mergers.lessons_counted(voice, len(taught)))
    return findings


def _best(material: MergerMaterial) -> list[str]:
    """Who had most in which areas; an area where several were alike is nobody's."""
    alone = [(area.best[0], material.area_title(area)) for area in material.starting.areas if len(area.best) == 1]
    best: dict[Unit, list[str]] = {}
    for unit, title in alone:
        best.setdefault(unit, []).append(title)
    ordered = sorted(best.items(), key=lambda found: -len(found[1]))
    return [mergers.best_in(material.voice, unit.name, titles) for unit, titles in ordered]


def _after_findings(material: MergerMaterial) -> list[str]:
    voice, total, after = material.voice, material.starting.total, material.after
    if material.merger.successor is None:
        return []
    if after is None or total.after is None:
        return [mergers.nothing_after(voice, material.name)]
    year = mergers.year(voice, after.year)
    findings = [mergers.outcome(voice, material.name, year, total, material.kind)]
    counts = Counter(area.levelling for area in material.starting.areas if area.levelling)
    if counts:
        findings.append(
            mergers.levelled(
                voice,
                counts[Levelling.UP],
                counts[Levelling.DOWN],
                counts[Levelling.BETWEEN] + counts[Levelling.UNCHANGED],
            )
        )
    if material.fates:
        of = Counter(found.fate for found in material.fates)
        findings.append(
            mergers.fates_counted(voice, of[Fate.KEPT], of[Fate.GAINED], of[Fate.LOST] + of[Fate.NEW_WEAKNESS])
        )
    return findings


def _partners(material: MergerMaterial) -> tuple[Section, ...]:
    voice = material.voice
    table = Table(
        "partners",
        voice.gettext("Forgjengerne, den største først")
        if material.merger.successor
        else voice.gettext("Kommunene, den største først"),
        (
            Column(voice.gettext("Kommune"), is_words=True),
            Column(voice.gettext("Innbyggere")),
            Column(voice.gettext("Andel som fulgte med")),
            Column(voice.gettext("Vekt")),
            Column(voice.gettext("Evaluering"), is_words=True),
        ),
        tuple(_partner_row(material, partner) for partner in material.partners),
    )
    has_parts = any(partner.is_part for partner in material.partners)
    paragraphs = [mergers.weights(voice, has_parts=has_parts), *_earlier(material)]
    sections = [Section(None, paragraphs=tuple(paragraphs), tables=(table,))]
    notes = [f"{partner.unit.name}: {partner.note}" for partner in material.partners if partner.note]
    moved = [mergers.boundary(voice, change) for change in material.boundaries]
    if notes or moved:
        heading = _heading("notes", voice.gettext("Notert, ikke regnet med"), 2)
        sections.append(Section(heading, findings=(*notes, *moved)))
    return tuple(sections)


def _partner_row(material: MergerMaterial, partner: Partner) -> tuple[str, ...]:
    voice, known = material.voice, partner.known
    share = voice.percent(partner.share)
    evaluation = mergers.left_out(voice, LeftOut.NO_EVALUATION)
    if known:
        parts = [
            mergers.year(voice, known.year),
            mergers.edition(voice, known.edition),
            mergers.depth(voice, known.depth),
        ]
        evaluation = ", ".join(parts)
    return (
        f"{material.letters[partner.unit]} {partner.unit.name}",
        f"{voice.whole(partner.inhabitants)} ({partner.inhabitants_year})",
        voice.gettext("%(share)s (anslått)") % {"share": share} if partner.is_estimate else share,
        voice.percent(material.merger.part_of(partner)),
        evaluation,
    )


def _earlier(material: MergerMaterial) -> list[str]:
    voice = material.voice
    lines = []
    for partner in material.partners:
        if partner.earlier:
            years = [mergers.year(voice, known.year) for known in partner.earlier]
            values = {"name": partner.unit.name, "years": mergers.joined(voice, years)}
            lines.append(voice.gettext("%(name)s er også evaluert før: %(years)s.") % values)
    return lines


def _before(material: MergerMaterial) -> tuple[Section, ...]:
    starting, voice = material.starting, material.voice
    total = starting.total
    notes = [
        mergers.left_out_of_total(voice, unit.name, reason)
        for unit, reason in total.left_out.items()
        if reason is not LeftOut.OTHER_EDITION or unit not in starting.through_crosswalk
    ]
    if starting.through_crosswalk:
        notes.append(mergers.crosswalked(voice, [unit.name for unit in starting.through_crosswalk]))
    if total.range is None:
        notes.append(mergers.too_little(voice, total.coverage))
    sections = [Section(None, paragraphs=tuple(notes))] if notes else []
    if total.points or any(area.points for area in starting.areas):
        sections.append(
            Section(
                _heading("by-area", voice.gettext("Poeng per område"), 2),
                figure=range_figure(material) if starting.areas else None,
                tables=(_points_table(material),),
            )
        )
    if starting.ambition is not None and len(material.partners) > 1:
        paragraph = mergers.ambition(voice, starting.ambition, len(total.points))
        sections.append(
            Section(_heading("ambition", voice.gettext("Det beste av hver"), 2), paragraphs=(paragraph,))
        )
    return (*sections, *_practice(material))


def _points_table(material: MergerMaterial) -> Table:
    voice = material.voice
    columns = [
        Column(voice.gettext("Område"), is_words=True),
        *(Column(f"{material.letters[p.unit]} {p.unit.name}") for p in material.partners),
        Column(voice.gettext("Vektet snitt")),
        Column(voice.gettext("Best"), is_words=True),
    ]
    rows = tuple(_points_row(material, area, material.area_title(area)) for area in material.starting.areas)
    total = _points_row(material, material.starting.total, voice.gettext("Sum"))
    return Table("predecessors", voice.gettext("Poeng til hver forgjenger"), tuple(columns), rows, total)


def _points_row(material: MergerMaterial, part: Comparison, title: str) -> tuple[str, ...]:
    voice = material.voice
    points = [part.points.get(partner.unit) for partner in material.partners]
    return (
        title,
        *(mergers.NONE if found is None else voice.whole(found) for found in points),
        mergers.NONE if part.mean is None else voice.tenth(part.mean),
        ", ".join(material.letters[unit] for unit in part.best) or mergers.NONE,
    )


def _practice(material: MergerMaterial) -> list[Section]:
    starting, voice = material.starting, material.voice
    step = material.good_step
    if step is None or len(material.partners) < 2:
        return []
    gaps = common_gaps(starting.processes, starting.process_coverage, step.value)
    taught = lessons(starting.processes)
    sections = []
    if starting.process_coverage.is_whole:
        text = voice.gettext(
            "Prosesser der ingen når nivået «%(level)s». Flest poeng igjen for den beste av dem står først."
        )
        sections.append(
            Section(
                _heading("gaps", voice.gettext("Det alle mangler"), 2),
                paragraphs=(text % {"level": step.name.lower()}, *_more(material, len(gaps))),
                tables=(_levels_table(material, gaps[:LISTED]),) if gaps else (),
            )
        )
    if taught:
        text = voice.gettext("Prosesser der én står på øverste nivå og en annen knapt er begynt.")
        sections.append(
            Section(
                _heading("lessons", voice.gettext("Det en kan lære de andre"), 2),
                paragraphs=(text, *_more(material, len(taught))),
                tables=(_levels_table(material, [one.before for one in taught[:LISTED]]),),
            )
        )
    return sections


def _more(material: MergerMaterial, count: int) -> tuple[str, ...]:
    if count <= LISTED:
        return ()
    values = {"listed": material.voice.whole(LISTED), "count": material.voice.whole(count)}
    return (material.voice.gettext("De %(listed)s første av %(count)s. Alle står i vedlegget.") % values,)


def _levels_table(material: MergerMaterial, found: list[ProcessBefore]) -> Table:
    voice = material.voice
    columns = (
        Column(voice.gettext("Prosess"), is_words=True),
        *(Column(f"{material.letters[p.unit]} {p.unit.name}", is_words=True) for p in material.partners),
    )
    rows = tuple((_title(material, before), *_levels(material, before)) for before in found)
    return Table("levels-before", voice.gettext("Nivå hos hver forgjenger"), columns, rows)


def _title(material: MergerMaterial, before: ProcessBefore) -> str:
    framework = material.starting.framework
    number = framework.numbers[before.criterion.id] if framework else ""
    return f"{number} {before.criterion.title}"


def _levels(material: MergerMaterial, before: ProcessBefore) -> list[str]:
    return [material.level_name(before.levels.get(partner.unit)) for partner in material.partners]


def _after(material: MergerMaterial) -> tuple[Section, ...]:
    starting, voice, after = material.starting, material.voice, material.after
    if after is None or starting.total.after is None:
        return (Section(None, paragraphs=(mergers.nothing_after(voice, material.name),)),)
    sections = [Section(None, findings=tuple(_after_findings(material)))]
    if not any(part.baseline for part in (starting.total, *starting.areas)):
        reason = mergers.too_little(voice, starting.total.coverage)
        if LeftOut.OTHER_EDITION in starting.total.left_out.values():
            reason = mergers.other_edition_after(voice)
        return (*sections, Section(None, paragraphs=(reason,)))
    sections.append(_baselines(material))
    compared = sorted(
        (area for area in starting.areas if area.difference is not None), key=lambda area: -(area.difference or 0)
    )
    if compared:
        sections.append(
            Section(
                _heading("changes", voice.gettext("Område for område"), 2),
                figure=dumbbell_figure(material, compared),
                tables=(_changes_table(material, compared),),
            )
        )
    return (*sections, *_fates(material))


def _baselines(material: MergerMaterial) -> Section:
    voice = material.voice
    rows = []
    for kind in BaselineKind:
        total = material.starting_as(kind).total
        compared = replace_kind(material, kind)
        name = mergers.baseline(voice, kind)
        rows.append(
            (
                name[:1].upper() + name[1:],
                before_text(compared, total),
                difference_text(compared, total),
                mergers.caveat(voice, kind),
            )
        )
    table = Table(
        "baselines",
        voice.gettext("Summen mot hvert grunnlag"),
        (
            Column(voice.gettext("Grunnlag"), is_words=True),
            Column(voice.gettext("Før")),
            Column(voice.gettext("Forskjell")),
            Column(voice.gettext("Vær klar over"), is_words=True),
        ),
        tuple(rows),
    )
    text = voice.gettext(
        "Grunnlaget er et valg. Denne rapporten bruker %(kind)s. Her står alle, så ingen kan velge det som "
        "passer best."
    )
    return Section(
        _heading("baselines", voice.gettext("Grunnlaget"), 2),
        paragraphs=(text % {"kind": mergers.baseline(voice, material.kind)},),
        tables=(table,),
    )


def replace_kind(material: MergerMaterial, kind: BaselineKind) -> MergerMaterial:
    """The same material held against another baseline."""
    return replace(material, kind=kind, starting=material.starting_as(kind))


def _changes_table(material: MergerMaterial, areas: list[Comparison]) -> Table:
    voice = material.voice
    total = material.starting.total
    return Table(
        "changes",
        voice.gettext("Før, etter og forskjell, den største først"),
        (
            Column(voice.gettext("Område"), is_words=True),
            Column(voice.gettext("Før")),
            Column(voice.gettext("Etter")),
            Column(voice.gettext("Forskjell")),
            Column(voice.gettext("Blant forgjengerne"), is_words=True),
        ),
        tuple(_change_row(material, area, material.area_title(area)) for area in areas),
        _change_row(material, total, voice.gettext("Sum")),
    )


def _change_row(material: MergerMaterial, part: Comparison, title: str) -> tuple[str, ...]:
    voice = material.voice
    return (
        title,
        before_text(material, part),
        mergers.NONE if part.after is None else voice.whole(part.after),
        difference_text(material, part),
        mergers.levelling(voice, part.levelling),
    )


def _fates(material: MergerMaterial) -> list[Section]:
    voice = material.voice
    if not material.fates:
        return []
    counts = Counter(found.fate for found in material.fates)
    table = Table(
        "fates",
        voice.gettext("Antall prosesser"),
        (
            Column(voice.gettext("Utfall"), is_words=True),
            Column(voice.gettext("Prosesser")),
            Column(voice.gettext("Betyr"), is_words=True),
        ),
        tuple(
            (mergers.fate(voice, fate), voice.whole(counts[fate]), mergers.fate_meaning(voice, fate))
            for fate in Fate
        ),
    )
    text = voice.gettext(
        "En styrke når minst tre firedeler av idealet. Her er det som ble med, det som er nytt, og det som "
        "ikke ble med."
    )
    sections = [
        Section(_heading("fates", voice.gettext("Det som ble med videre"), 2), paragraphs=(text,), tables=(table,))
    ]
    for fate in (Fate.GAINED, Fate.LOST, Fate.NEW_WEAKNESS, Fate.INHERITED, Fate.KEPT):
        found = sorted((one for one in material.fates if one.fate is fate), key=_weight)
        if found:
            heading = _heading(f"fate-{fate}", mergers.fate(voice, fate), 2)
            more = _more(material, len(found))
            sections.append(Section(heading, paragraphs=more, tables=(_fate_table(material, found[:LISTED]),)))
    return sections


def _weight(found: ProcessFate) -> Fraction:
    """Strengths by what they are worth, the others by what is left: the most first."""
    is_strength = found.fate in (Fate.KEPT, Fate.GAINED)
    return -(found.after.points if is_strength else found.after.gap)


def _fate_table(material: MergerMaterial, found: list[ProcessFate]) -> Table:
    voice = material.voice
    columns = (
        Column(voice.gettext("Prosess"), is_words=True),
        *(Column(f"{material.letters[p.unit]} {p.unit.name}", is_words=True) for p in material.partners),
        Column(material.name, is_words=True),
    )
    rows = tuple(
        (_title(material, one.before), *_levels(material, one.before), material.level_name(one.level))
        for one in found
    )
    return Table("levels-before", voice.gettext("Nivå før og etter"), columns, rows)


def _rules(material: MergerMaterial) -> Section:
    return Section(None, paragraphs=mergers.rules(material.voice))


def _appendix(material: MergerMaterial) -> tuple[Section, ...]:
    """Every process with the predecessors' levels and the new one's, an area at a time."""
    framework, voice = material.starting.framework, material.voice
    if framework is None:
        return ()
    now = {found.before.criterion.id: found.level for found in material.fates}
    before = {one.criterion.id: one for one in material.starting.processes}
    columns = [
        Column(voice.gettext("Prosess"), is_words=True),
        *(Column(f"{material.letters[p.unit]} {p.unit.name}", is_words=True) for p in material.partners),
    ]
    if now:
        columns.append(Column(material.name, is_words=True))
    sections = []
    for area in framework.areas:
        rows = []
        for criterion in area.criteria:
            row = [_title(material, before[criterion.id]), *_levels(material, before[criterion.id])]
            rows.append((*row, material.level_name(now.get(criterion.id))) if now else tuple(row))
        caption = f"{framework.numbers[area.id]} {area.title}"
        sections.append(Section(None, tables=(Table("levels-before", caption, tuple(columns), tuple(rows)),)))
    return tuple(sections)


def _colophon(material: MergerMaterial) -> Section:
    framework, voice = material.starting.framework, material.voice
    rows = [(voice.gettext("Kilder"), mergers.sources(voice, is_demonstration=material.is_demonstration))]
    if framework:
        rows += [
            (voice.gettext("Utgave"), framework.title),
            (voice.gettext("Avtrykk av poengreglene"), framework.scoring_digest[:DIGEST_LENGTH]),
            (voice.gettext("Avtrykk av tekstene"), framework.text_digest[:DIGEST_LENGTH]),
        ]
    rows += [
        (voice.gettext("Regler"), "docs/mergers.md"),
        (voice.gettext("Skrift"), voice.gettext("Inter, lisens SIL Open Font License 1.1")),
        (voice.gettext("Laget med"), f"Kompass {__version__}"),
    ]
    columns = (Column(voice.gettext("Hva"), is_words=True), Column(voice.gettext("Opplysning"), is_words=True))
    return Section(None, tables=(Table("facts-table", "", columns, tuple(rows)),))
