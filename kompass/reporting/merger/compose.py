"""From a merger to everything its report says. The only place that decides which chapters there are."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction

from kompass import __version__
from kompass.domain.before_after import Comparison, LeftOut, Starting
from kompass.domain.merged_processes import Fate, common_gaps, lessons
from kompass.domain.merger import BaselineKind, Partner
from kompass.domain.register import Unit
from kompass.reporting.data.chapters import ChapterCover, ChapterReport
from kompass.reporting.data.parts import Chapter, Column, Fact, Heading, Section, Table
from kompass.reporting.merger import rules, tables
from kompass.reporting.merger.figures import dumbbell_figure, emblem, panel_figure, range_figure
from kompass.reporting.merger.material import UNNUMBERED, MergerMaterial
from kompass.reporting.sentences import front, merger_after, merger_before, mergers, names
from kompass.reporting.sentences.merger_rules import weight_rule

LISTED = 10
DIGEST_LENGTH = 12


def merger_report(material: MergerMaterial) -> ChapterReport:
    """The report of one merger, or of a compilation when nobody has merged."""
    voice = material.voice
    return ChapterReport(
        locale=voice.locale,
        title=material.title,
        place=material.short_title,
        mark=front.mark(voice) if material.invented else "",
        foot=_foot(material),
        cover=_cover(material),
        chapters=_numbered(_chapters(material)),
        is_brief=not material.has_figures,
    )


def _chapters(material: MergerMaterial) -> list[Chapter]:
    voice = material.voice
    summary = Chapter(_aside("summary", voice.gettext("Kort fortalt")), _summary(material))
    partners = Chapter(_heading("partners", _partners_title(material), 1), _partners(material))
    colophon = Chapter(_aside("colophon", voice.gettext("Om rapporten")), (_colophon(material),))
    if not material.has_figures:
        return [summary, partners, colophon]
    chapters = [summary, partners, Chapter(_heading("before", _before_title(material), 1), _before(material))]
    if material.is_merger:
        chapters.append(Chapter(_heading("after", voice.gettext("Etter"), 1), _after(material)))
    calculated = Chapter(_heading("rules", voice.gettext("Slik er det regnet"), 1), rules.sections(material))
    chapters.append(calculated)
    if sections := _appendix(material):
        chapters.append(Chapter(_aside("appendix", voice.gettext("Vedlegg: Alle prosessene")), sections))
    return [*chapters, colophon]


def _heading(name: str, title: str, depth: int) -> Heading:
    """A heading that gets its number when all are known."""
    return Heading(name, UNNUMBERED, title, depth)


def _aside(name: str, title: str) -> Heading:
    """A chapter outside the numbering."""
    return Heading(name, "", title, 1)


def _numbered(chapters: Iterable[Chapter]) -> tuple[Chapter, ...]:
    found, number = [], 0
    for chapter in chapters:
        number += bool(chapter.heading.number)
        heading = replace(chapter.heading, number=str(number)) if chapter.heading.number else chapter.heading
        found.append(Chapter(heading, tuple(_numbered_sections(chapter.sections, number))))
    return tuple(found)


def _numbered_sections(sections: Iterable[Section], chapter: int) -> Iterator[Section]:
    position = 0
    for section in sections:
        if section.heading and section.heading.number == UNNUMBERED:
            position += 1
            yield replace(section, heading=replace(section.heading, number=f"{chapter}.{position}"))
        else:
            yield section


# Cover and summary


def _foot(material: MergerMaterial) -> str:
    return material.edition_title(material.starting) or material.voice.gettext("Kommunekompasset")


def _cover(material: MergerMaterial) -> ChapterCover:
    voice, successor = material.voice, material.merger.successor
    notices = []
    if material.invented:
        whole = mergers.invented(voice)
        notices.append(whole if material.is_all_invented else mergers.partly_invented(voice, material.invented))
    found = material.starting.total.coverage
    if not found.is_whole and found.count:
        notices.append(merger_before.coverage(voice, found))
    editions = dict.fromkeys(material.edition_title(one) for one in (material.before, material.starting))
    named = [successor] if successor else material.units
    return ChapterCover(
        kind=mergers.kind(voice, is_merger=successor is not None, is_alone=material.is_alone),
        name=material.name,
        when=mergers.when(voice, successor.valid_from.year) if successor else "",
        lines=(_who(material), *(edition for edition in editions if edition)),
        notices=tuple(notices),
        emblem=emblem(material),
        heading=names.spoken(material.name, *(unit.municipality.other_names for unit in named)),
    )


def _who(material: MergerMaterial) -> str:
    merger, voice = material.merger, material.voice
    if merger.successor is None or merger.on is None:
        return mergers.side_by_side(voice, material.names)
    if material.is_alone:
        return mergers.came_out_of(voice, material.names[0], merger.successor.name, merger.on)
    names = [
        mergers.part_of(voice, partner.unit.name) if partner.is_part else partner.unit.name
        for partner in material.partners
    ]
    return mergers.became(voice, names, merger.successor.name, merger.on)


def _summary(material: MergerMaterial) -> tuple[Section, ...]:
    voice = material.voice
    opening = Section(None, lead=_who(material), facts=_facts(material))
    if not material.has_figures:
        texts = [*_left_out(material, material.before), _nothing_before(material)]
        texts += [_nothing_after(material)] if material.is_merger else []
        return (opening, Section(None, paragraphs=tuple(texts)))
    if not material.is_merger:
        return (
            opening,
            Section(None, findings=tuple(_before_findings(material)), paragraphs=()),
            _judgement(material),
        )
    before = Heading("summary-before", "", voice.gettext("Før"), 2)
    after = Heading("summary-after", "", voice.gettext("Etter"), 2)
    return (
        opening,
        Section(before, findings=tuple(_before_findings(material))),
        Section(after, findings=tuple(_after_findings(material))),
        _judgement(material),
    )


def _judgement(material: MergerMaterial) -> Section:
    return Section(None, paragraphs=(mergers.judgement(material.voice),))


def _facts(material: MergerMaterial) -> tuple[Fact, ...]:
    voice, total = material.voice, material.starting.total
    before = material.before.total
    facts = [] if material.is_alone else [Fact(voice.gettext("kommuner"), voice.whole(len(material.partners)))]
    label = voice.gettext("innbyggere fulgte med") if material.is_merger else voice.gettext("innbyggere")
    facts.append(Fact(label, voice.whole(material.merger.weight)))
    if before.range:
        values = {"maximum": voice.whole(before.maximum)}
        label = (
            voice.gettext("av %(maximum)s poeng før")
            if material.is_merger
            else voice.gettext("av %(maximum)s poeng")
        )
        facts.append(Fact(label % values, voice.band(before.range.low, before.range.high)))
    if total.after is not None and material.after:
        values = {"maximum": voice.whole(total.maximum), "year": mergers.year(voice, material.after.year)}
        label = voice.gettext("av %(maximum)s poeng i %(year)s") % values
        facts.append(Fact(label, voice.whole(total.after)))
    return tuple(facts)


def _before_findings(material: MergerMaterial) -> list[str]:
    starting, voice = material.before, material.voice
    total, findings = starting.total, []
    if total.range:
        findings.append(merger_before.starting(voice, total, is_merger=material.is_merger))
        if not total.coverage.is_whole:
            findings.append(merger_before.coverage(voice, total.coverage) + ".")
    else:
        findings.append(merger_before.too_little(voice, total.coverage))
    findings += _best(material)
    if not material.is_alone:
        step = material.good_step
        gaps = common_gaps(starting.processes, starting.process_coverage, step.value) if step else []
        if gaps and step:
            findings.append(merger_before.gaps_counted(voice, len(gaps), step.name.lower()))
        if taught := lessons(starting.processes):
            findings.append(merger_before.lessons_counted(voice, len(taught)))
    return findings


def _best(material: MergerMaterial) -> list[str]:
    """Who had most in which areas; an area where several were alike is nobody's."""
    best: dict[Unit, list[str]] = {}
    voice, areas = material.voice, material.before.areas
    for area in areas:
        if len(area.best) == 1:
            best.setdefault(area.best[0], []).append(material.area_title(material.before, area.id))
    ordered = sorted(best.items(), key=lambda found: -len(found[1]))
    return [
        merger_before.best_in(voice, unit.name, titles, len(areas), is_merger=material.is_merger)
        for unit, titles in ordered
    ]


def _after_findings(material: MergerMaterial) -> list[str]:
    voice, total, after = material.voice, material.starting.total, material.after
    if after is None or total.after is None:
        return [_nothing_after(material)]
    findings = [merger_after.outcome(voice, material.name, mergers.year(voice, after.year), total, material.kind)]
    if reason := _not_compared(material):
        return [*findings, reason]
    counts = Counter(area.levelling for area in material.starting.areas if area.levelling)
    if counts and not material.is_alone:
        findings.append(merger_after.levelled(voice, counts))
    if material.fates:
        findings.append(merger_after.fates_counted(voice, Counter(found.fate for found in material.fates)))
    return findings


def _nothing_after(material: MergerMaterial) -> str:
    years = [mergers.year(material.voice, known.year) for known in material.later]
    return merger_after.nothing_after(material.voice, material.name, years)


def _nothing_before(material: MergerMaterial) -> str:
    return merger_before.nothing_before(material.voice, is_evaluated=any(p.known for p in material.partners))


def _not_compared(material: MergerMaterial) -> str:
    """Why nothing can be held against the predecessors; empty when something can."""
    starting, voice = material.starting, material.voice
    if any(part.baseline for part in (starting.total, *starting.areas)):
        return ""
    if material.kind is BaselineKind.LARGEST and starting.total.coverage.is_enough:
        return merger_after.largest_unknown(voice, material.names[0])
    if starting is not material.before:
        return merger_after.other_edition_after(voice, material.name, material.edition_title(starting))
    return merger_after.nothing_to_hold_against(voice)


# The partners


def _partners_title(material: MergerMaterial) -> str:
    if material.is_alone:
        return material.voice.gettext("Kommunen den kom fra")
    if material.is_merger:
        return material.voice.gettext("Kommunene som ble én")
    return material.voice.gettext("Kommunene")


def _partners(material: MergerMaterial) -> tuple[Section, ...]:
    voice = material.voice
    has_parts = any(partner.is_part for partner in material.partners)
    rule = weight_rule(voice, is_merger=material.is_merger, has_parts=has_parts)
    sections = [
        Section(
            _heading("inhabitants", voice.gettext("Innbyggere og vekt"), 2),
            paragraphs=(rule,),
            tables=(tables.partners(material),),
        ),
        Section(_heading("evaluations", voice.gettext("Evalueringer"), 2), tables=(tables.evaluations(material),)),
    ]
    if parts := _parts(material):
        sections.append(
            Section(_heading("parts", voice.gettext("Kommuner som ble delt"), 2), findings=tuple(parts))
        )
    if material.boundaries:
        moved = tuple(mergers.boundary(voice, change) for change in material.boundaries)
        text = voice.gettext("Disse grenseendringene er notert. Det er ikke regnet med dem.")
        heading = _heading("boundaries", voice.gettext("Grenseendringer"), 2)
        sections.append(Section(heading, paragraphs=(text,), findings=moved))
    return tuple(sections)


def _parts(material: MergerMaterial) -> list[str]:
    voice = material.voice
    return [
        mergers.share_moved(
            voice, one.unit.name, voice.percent(one.share), is_estimate=one.is_estimate, note=one.note
        )
        for one in material.partners
        if one.is_part
    ]


def _left_out(material: MergerMaterial, starting: Starting) -> list[str]:
    """Why predecessors have no points, in the total or in the areas alone; those alike in it in one sentence."""
    voice = material.voice
    alike: dict[tuple[LeftOut, object], list[Partner]] = {}
    for partner in material.partners:
        reason, known = _reason(starting, partner.unit), partner.known
        if reason and partner.unit not in starting.through_crosswalk:
            # Those with figures that cannot be used each have a sentence.
            same = (known and known.year) if reason in WITHOUT_FIGURES else partner.unit
            alike.setdefault((reason, same), []).append(partner)
    texts = [
        mergers.left_out(voice, [one.unit.name for one in found], found[0].known, reason)
        for (reason, _), found in alike.items()
    ]
    texts += [
        mergers.not_applicable(voice, unit.name, material.area_title(starting, area.id))
        for unit in material.units
        for area in starting.areas
        if area.left_out.get(unit) is LeftOut.NOT_APPLICABLE
    ]
    return texts


WITHOUT_FIGURES = frozenset({LeftOut.NO_EVALUATION, LeftOut.NO_FIGURES})


def _reason(starting: Starting, unit: Unit) -> LeftOut | None:
    """Why this predecessor has no points; None when it has, or when areas are not applicable."""
    if unit in starting.total.left_out:
        return starting.total.left_out[unit]
    reasons = [area.left_out.get(unit) for area in starting.areas]
    return LeftOut.TOTAL_ONLY if LeftOut.TOTAL_ONLY in reasons else None


# Before


def _before_title(material: MergerMaterial) -> str:
    if material.is_merger and not material.is_alone:
        return material.voice.gettext("Før: sammenstillingen")
    return material.voice.gettext("Før") if material.is_merger else material.voice.gettext("Sammenstillingen")


def _before(material: MergerMaterial) -> tuple[Section, ...]:
    starting, voice = material.before, material.voice
    notes = _left_out(material, starting)
    if starting is not material.starting and starting.total.points:
        notes.append(merger_before.own_edition(voice, material.edition_title(starting)))
    if starting.through_crosswalk:
        notes.append(merger_before.crosswalked(voice, [unit.name for unit in starting.through_crosswalk]))
    if starting.total.range is None:
        notes.append(merger_before.too_little(voice, starting.total.coverage))
    sections = [Section(None, paragraphs=tuple(notes))] if notes else []
    if starting.total.points or any(area.points for area in starting.areas):
        has_areas = any(area.points for area in starting.areas)
        heading = _heading(
            "by-area", voice.gettext("Poeng i hvert område") if has_areas else voice.gettext("Poeng"), 2
        )
        figure = range_figure(material) if has_areas else None
        sections.append(Section(heading, figure=figure, tables=(tables.points(material),)))
    if panels := panel_figure(material):
        sections.append(Section(_heading("side-by-side", voice.gettext("Kommune for kommune"), 2), figure=panels))
    if starting.ambition is not None and not material.is_alone:
        texts = (
            merger_before.ambition(voice, starting.ambition, is_merger=material.is_merger),
            merger_before.noise(voice, len(starting.areas[0].points)),
        )
        heading = _heading("ambition", voice.gettext("Det beste av hver"), 2)
        sections.append(Section(heading, paragraphs=texts))
    return (*sections, *_practice(material))


def _practice(material: MergerMaterial) -> list[Section]:
    """What all lack, and what one can teach the others."""
    starting, voice, step = material.before, material.voice, material.good_step
    if step is None or material.is_alone:
        return []
    sections = []
    if starting.process_coverage.is_whole:
        gaps = common_gaps(starting.processes, starting.process_coverage, step.value)
        text = merger_before.gaps_introduced(voice, len(gaps), step.name.lower(), LISTED)
        table = (tables.gaps(material, gaps[:LISTED]),) if gaps else ()
        heading = _heading("gaps", voice.gettext("Det alle mangler"), 2)
        sections.append(Section(heading, paragraphs=(text,), tables=table))
    if taught := lessons(starting.processes):
        text = merger_before.lessons_introduced(voice, len(taught), LISTED)
        heading = _heading("lessons", voice.gettext("Det en kan lære de andre"), 2)
        shown = tables.taught(material, taught[:LISTED])
        sections.append(Section(heading, paragraphs=(text,), tables=(shown,)))
    return sections


# After


def _after(material: MergerMaterial) -> tuple[Section, ...]:
    starting, voice = material.starting, material.voice
    result = Section(
        _heading("outcome", voice.gettext("Resultatet"), 2),
        findings=tuple(_after_findings(material)),
        tables=(tables.later(material),) if len(material.later) > 1 else (),
    )
    if material.after is None or starting.total.after is None:
        return (result,)
    if _not_compared(material):
        table = tables.points_after(material)
        return (result, Section(_heading("changes", voice.gettext("Poeng i hvert område"), 2), tables=(table,)))
    sections = [result]
    if material.is_alone:
        text = merger_after.against_whole(voice, material.names[0])
        sections.append(Section(_heading("baselines", voice.gettext("Grunnlaget"), 2), paragraphs=(text,)))
    elif starting.total.range:
        heading = _heading("baselines", voice.gettext("Grunnlaget er et valg"), 2)
        text = merger_after.chosen(voice, material.kind)
        sections.append(Section(heading, paragraphs=(text,), tables=(tables.baselines(material),)))
    if compared := _by_difference(starting.areas):
        sections.append(
            Section(
                _heading("changes", voice.gettext("Område for område"), 2),
                figure=dumbbell_figure(material, compared),
                tables=(tables.changes(material, compared),),
            )
        )
    return (*sections, *_fates(material))


def _by_difference(areas: Iterable[Comparison]) -> list[Comparison]:
    """Areas with a difference, the largest rise first; within the range, the farthest above the mean first."""
    compared = [area for area in areas if area.difference is not None]

    def order(area: Comparison) -> tuple[Fraction, Fraction]:
        return -(area.difference or Fraction(0)), (area.mean or Fraction(0)) - (area.after or 0)

    return sorted(compared, key=order)


def _fates(material: MergerMaterial) -> list[Section]:
    voice, starting = material.voice, material.starting
    if not material.fates:
        return []
    text = voice.gettext(
        "En prosess er en styrke når den når minst tre firedeler av idealet. Tabellen teller hva som ble av hver "
        "av dem."
    )
    heading = _heading("fates", voice.gettext("Styrker og svakheter"), 2)
    sections = [Section(heading, paragraphs=(text,), tables=(tables.fates(material),))]
    for fate in Fate:
        found = tables.ordered(material.fates, fate)
        if found:
            heading = Heading(f"fate-{fate}", "", merger_after.fate(voice, fate), 3)
            text = (merger_after.fate_meaning(voice, fate) + mergers.most_of(voice, len(found), LISTED)).strip()
            table = tables.of_fate(material, fate, found[:LISTED])
            table = replace(table, caption=material.scale(starting))
            sections.append(Section(heading, paragraphs=(text,), tables=(table,)))
    return sections


# Appendix and colophon


def _appendix(material: MergerMaterial) -> tuple[Section, ...]:
    """Every process, an area at a time; nothing where no process is known."""
    starting = next(
        (
            one
            for one in (material.before, material.starting)
            if any(before.levels for before in one.processes) or (one.framework and material.after)
        ),
        None,
    )
    if starting is None or starting.framework is None:
        return ()
    intro = Section(None, paragraphs=(material.scale(starting),))
    sections = [intro]
    for area in starting.framework.areas:
        heading = Heading(f"processes-{area.id}", starting.framework.numbers[area.id], area.title, 2)
        sections.append(Section(heading, tables=(tables.processes(material, starting, area.id),)))
    return tuple(sections)


def _colophon(material: MergerMaterial) -> Section:
    voice = material.voice
    sources = [] if material.is_all_invented else [mergers.register_sources(voice)]
    if material.invented:
        sources.append(mergers.invented_sources(voice, material.invented))
    rows = [(voice.gettext("Kommuner og innbyggere"), " ".join(sources))]
    if evaluated := _evaluation_sources(material):
        rows.append((voice.gettext("Evalueringer"), "; ".join(evaluated)))
    framework = material.starting.framework or material.before.framework
    if framework:
        rows += [
            (voice.gettext("Utgave"), framework.title),
            (voice.gettext("Avtrykk av poengreglene"), framework.scoring_digest[:DIGEST_LENGTH]),
            (voice.gettext("Avtrykk av tekstene"), framework.text_digest[:DIGEST_LENGTH]),
        ]
    rows += [
        (voice.gettext("Regler"), voice.gettext("docs/mergers.md, som følger med programmet")),
        (voice.gettext("Skrift"), voice.gettext("Inter, lisens SIL Open Font License 1.1")),
        (voice.gettext("Laget med"), f"Kompass {__version__}"),
    ]
    return Section(None, tables=(Table("imprint", "", (Column("", "words"),) * 2, tuple(rows)),))


def _evaluation_sources(material: MergerMaterial) -> list[str]:
    """Where the evaluations come from, each source once."""
    known = [*(one for partner in material.partners for one in partner.results), *material.later]
    texts = [mergers.own_evaluations(material.voice) if one.result else one.source for one in known]
    parts = dict.fromkeys(part.strip() for text in texts for part in text.split(";"))
    return [mergers.source(material.voice, part) for part in parts if part]
