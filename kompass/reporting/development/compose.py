"""From the evaluations of a municipality to everything the report says. Decides which chapters there are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kompass import __version__
from kompass.domain.development import (
    Milestone,
    ProcessChange,
    are_comparable,
    linked_areas,
    total_change,
)
from kompass.domain.history import Depth
from kompass.reporting.data.chapters import ChapterCover, ChapterReport
from kompass.reporting.data.parts import Chapter, Column, Fact, Heading, Section, Table
from kompass.reporting.development import findings, tables
from kompass.reporting.development.figures import areas_figure, totals_figure
from kompass.reporting.development.material import MOST_MOMENTS, DevelopmentMaterial
from kompass.reporting.sentences import development as say
from kompass.reporting.sentences import development_rules, front, mergers, names, published
from kompass.reporting.sentences.voice import inside

LISTED = 10
DIGEST_LENGTH = 12


def development_report(material: DevelopmentMaterial) -> ChapterReport:
    """The report of one municipality over time."""
    voice = material.voice
    return ChapterReport(
        locale=voice.locale,
        title=material.title,
        place=material.unit.name,
        mark=front.mark(voice) if material.unit.is_demonstration else "",
        foot=voice.gettext("Kommunekompasset"),
        cover=_cover(material),
        chapters=tuple(_numbered(_chapters(material))),
        is_brief=True,
        kind="development",
    )


def _cover(material: DevelopmentMaterial) -> ChapterCover:
    voice, unit = material.voice, material.unit
    notices = [front.invented(voice)] if unit.is_demonstration else []
    notices += [say.draft_notice(voice)] if any(one.is_draft for one in material.milestones) else []
    return ChapterCover(
        kind=say.kind(voice),
        name=unit.name,
        when=_span(material),
        lines=(say.opening(voice, unit.name, len(material.milestones), _span(material)), *_line(material)),
        notices=tuple(notices),
        emblem=None,
        heading=names.spoken(unit.name, unit.municipality.other_names),
    )


def _span(material: DevelopmentMaterial) -> str:
    dated = [one.known.year for one in material.dated]
    return say.years(material.voice, dated[0], dated[-1]) if dated else ""


def _line(material: DevelopmentMaterial) -> list[str]:
    """What the municipality was made from, what it became, and the numbers it has had."""
    voice, made_of, became = material.voice, material.made_of, material.became
    said = []
    if len(material.unit.numbers) > 1:
        said.append(say.numbers(voice, material.unit.numbers))
    if made_of:
        said.append(say.born(voice, [link.predecessor.name for link in made_of], made_of[0].date))
    if became:
        said.append(say.ended(voice, [link.successor.name for link in became], became[0].date))
    return said


def _chapters(material: DevelopmentMaterial) -> Iterator[Chapter]:
    voice = material.voice
    yield Chapter(_heading("summary", voice.gettext("Kort fortalt")), (_summary(material),))
    yield Chapter(_numbered_heading("evaluations", voice.gettext("Evalueringene")), tuple(_evaluations(material)))
    if material.groups:
        yield Chapter(_numbered_heading("areas", voice.gettext("Områdene")), tuple(_areas(material)))
    if material.full_pair:
        yield Chapter(_numbered_heading("processes", voice.gettext("Prosessene")), tuple(_processes(material)))
    if any(material.measures.values()):
        yield Chapter(_numbered_heading("measures", voice.gettext("Tiltakene")), tuple(_measures(material)))
    if any(one.published for one in material.milestones):
        yield Chapter(_numbered_heading("published", voice.gettext("Publiserte tall")), (_published(material),))
    yield Chapter(_numbered_heading("rules", voice.gettext("Slik er det regnet")), tuple(_rules(material)))
    yield Chapter(_heading("colophon", voice.gettext("Om rapporten")), (_colophon(material),))


NUMBER = "#"


def _heading(name: str, title: str) -> Heading:
    """A chapter outside the numbering."""
    return Heading(name, "", title, 1)


def _numbered_heading(name: str, title: str) -> Heading:
    """A chapter that gets its number when all are known."""
    return Heading(name, NUMBER, title, 1)


def _section(name: str, title: str) -> Heading:
    """A section under its chapter."""
    return Heading(name, "", title, 2)


def _numbered(chapters: Iterable[Chapter]) -> Iterator[Chapter]:
    number = 0
    for chapter in chapters:
        number += bool(chapter.heading.number)
        heading = replace(chapter.heading, number=str(number)) if chapter.heading.number else chapter.heading
        yield replace(chapter, heading=heading)


# The summary


def _summary(material: DevelopmentMaterial) -> Section:
    voice = material.voice
    lead = say.opening(voice, material.unit.name, len(material.milestones), _span(material))
    if material.pair is None:
        return Section(
            None,
            lead=lead,
            facts=_facts(material),
            paragraphs=(_why_not(material),),
            findings=(*findings.processes(material), *findings.measures(material)),
        )
    said = (*findings.totals(material), *findings.areas(material), *findings.processes(material))
    return Section(
        None,
        lead=lead,
        facts=_facts(material),
        findings=(*said, *findings.measures(material), say.few_points(voice)),
    )


def _why_not(material: DevelopmentMaterial) -> str:
    """Why neither totals nor areas are compared."""
    if material.full_pair:
        return say.not_finished(material.voice)
    is_alone = len(material.milestones) == 1
    return say.only_one(material.voice) if is_alone else say.nothing_comparable(material.voice)


def _facts(material: DevelopmentMaterial) -> tuple[Fact, ...]:
    """The last total, and how far it is from the one before it."""
    voice, found = material.voice, material.with_total
    if not found:
        return ()
    last = found[-1]
    values = {"maximum": voice.whole(last.known.maximum), "label": material.label(last)}
    facts = [Fact(voice.gettext("av %(maximum)s poeng i %(label)s") % values, material.points(last))]
    if material.pair and material.pair[1] is last:
        change = total_change(*material.pair)
        if change is not None:
            since = voice.gettext("poeng fra %(label)s") % {"label": material.label(material.pair[0])}
            facts.append(Fact(since, voice.change(change)))
    return (*facts, Fact(voice.gettext("evalueringer"), voice.whole(len(material.milestones))))


# The evaluations, and the areas


def _evaluations(material: DevelopmentMaterial) -> Iterator[Section]:
    yield Section(None, paragraphs=tuple(_said(material)), tables=(tables.evaluations(material),))
    figure = totals_figure(material, _totals_caption(material))
    if figure:
        heading = _section("totals", material.voice.gettext("Summen over tid"))
        yield Section(heading, paragraphs=tuple(_said_of_totals(material)), figure=figure)


def _said(material: DevelopmentMaterial) -> Iterator[str]:
    """What is not known or not finished."""
    voice = material.voice
    for one in material.milestones:
        result = one.known.result
        if one.band and result:
            missing = result.total.count - result.total.answered
            yield mergers.raised(say.unfinished(voice, material.label(one), missing))
    totals = material.labels([one for one in material.milestones if one.known.depth is Depth.TOTAL])
    if totals:
        yield say.totals_only(voice, totals)
    nothing = material.labels([one for one in material.milestones if one.known.depth is Depth.EXISTS])
    if nothing:
        yield say.no_figures(voice, nothing)


def _said_of_totals(material: DevelopmentMaterial) -> Iterator[str]:
    found, voice = material.with_total, material.voice
    editions = material.editions(found[-MOST_MOMENTS:])
    if editions > 1:
        yield say.other_editions(voice, editions)
    if len(found) > MOST_MOMENTS:
        yield say.only_last(voice, MOST_MOMENTS)


def _totals_caption(material: DevelopmentMaterial) -> str:
    """What happened with the total; where nothing can be said of that, what it is."""
    said = list(findings.totals(material))
    if said or not material.with_total:
        return said[0] if said else ""
    last = material.with_total[-1]
    return say.totals_caption(material.voice, material.label(last), last.known.total or 0, last.known.maximum)


def _areas(material: DevelopmentMaterial) -> Iterator[Section]:
    """A section for each edition, the newest first."""
    voice = material.voice
    for position, group in enumerate(material.groups, 1):
        heading = _section(f"edition-{position}", mergers.raised(material.edition_title(group[-1])))
        alone = [say.one_of_edition(voice, material.label(group[0]))] if len(group) == 1 else []
        more = [say.only_last_of_edition(voice, MOST_MOMENTS)] if len(group) > MOST_MOMENTS else []
        yield Section(
            heading,
            paragraphs=(*alone, *more),
            figure=areas_figure(material, group, f"areas-{position}"),
            tables=(tables.areas(material, group),),
        )
        if position == 1:
            yield from _across_editions(material, group[-1])


def _across_editions(material: DevelopmentMaterial, last: Milestone) -> Iterator[Section]:
    """The newest evaluation against those by other editions, as far as a crosswalk leads."""
    voice, crosswalks = material.voice, material.crosswalks.get(last.known.edition, ())
    others = [one for one in material.dated if one.known.has_figures and not are_comparable(one, last)]
    linked = [(one, points) for one in others if (points := linked_areas(one, last, crosswalks))]
    if linked:
        older, points = linked[-1]
        titles = material.area_titles([last])
        left_out = [title for id_, title in titles.items() if id_ not in points]
        said = [say.through_crosswalk(voice, material.label(older), material.label(last))]
        said += [say.not_linked(voice, left_out)] if left_out else []
        heading = _section("crosswalk", voice.gettext("Holdt opp mot den eldre utgaven"))
        yield Section(heading, paragraphs=tuple(said), tables=(tables.linked(material, (older, last), points),))
    reached = [one for one, _ in linked]
    apart = [one for one in others if one not in reached]
    if apart:
        yield Section(None, paragraphs=(say.no_crosswalk(voice, material.labels(apart)),))


# Processes and measures


def _processes(material: DevelopmentMaterial) -> Iterator[Section]:
    found, pair, voice = findings.changes(material), material.full_pair, material.voice
    if found is None or pair is None:
        return
    labels = material.label(pair[0]), material.label(pair[1])
    said = [say.compared(voice, *labels)] if found.up or found.down else []
    said += findings.processes(material)
    said += [say.processes_left_out(voice, found.left_out)] if found.left_out else []
    yield Section(None, paragraphs=tuple(said))
    yield from _moved(material, "up", voice.gettext("Det som gikk mest opp"), found.up)
    yield from _moved(material, "down", voice.gettext("Det som gikk mest ned"), found.down)


def _moved(
    material: DevelopmentMaterial, name: str, title: str, found: Sequence[ProcessChange]
) -> Iterator[Section]:
    voice, pair = material.voice, material.full_pair
    framework = material.framework(pair) if pair else None
    if not found or pair is None or framework is None:
        return
    scale = mergers.scale(voice, [(str(step.value), inside(step.name)) for step in framework.scale.steps])
    table = tables.processes(material, pair, found[:LISTED], scale)
    listed = [say.first_of(voice, len(found), LISTED)] if len(found) > LISTED else []
    yield Section(_section(f"processes-{name}", title), paragraphs=tuple(listed), tables=(table,))


def _measures(material: DevelopmentMaterial) -> Iterator[Section]:
    """The measures after each evaluation, and what became of them."""
    voice = material.voice
    yield Section(None, findings=tuple(findings.measures(material)))
    for one in material.milestones:
        found = material.measures.get(one.known.evaluation_id or 0, ())
        if found:
            later = _next(material, one)
            beside = (
                say.levels_beside(voice, material.label(one), material.label(later))
                if later
                else say.levels_unknown(voice)
            )
            heading = _section(
                f"measures-{one.known.evaluation_id}", say.measures_after(voice, material.label(one))
            )
            yield Section(heading, paragraphs=(beside,), tables=(tables.measures(material, one, found, later),))


def _next(material: DevelopmentMaterial, one: Milestone) -> Milestone | None:
    """The last evaluation after this one with the same edition, known to every process."""
    later = material.milestones[material.milestones.index(one) + 1 :]
    return next((found for found in reversed(later) if found.known.result and are_comparable(one, found)), None)


# Published figures, rules and colophon


def _published(material: DevelopmentMaterial) -> Section:
    voice, said = material.voice, [development_rules.published(material.voice)]
    said += _concluded(material)
    for problem in material.findings:
        values = dict(problem.values)
        told = development_rules.disagreement if "stated" in values else development_rules.sum_disagreement
        said.append(told(voice, values))
    return Section(None, paragraphs=tuple(said), tables=(tables.published(material),))


def _concluded(material: DevelopmentMaterial) -> Iterator[str]:
    """In words, what the star in the table stands for: each conclusion with the evaluations it was drawn for."""
    voice, found = material.voice, defaultdict[str, list[str]](list)
    for one in material.milestones:
        for conclusion in published.conclusions(voice.language, one.published.inferred if one.published else ""):
            found[conclusion].append(material.label(one))
    if found:
        yield development_rules.starred(voice)
    for conclusion, labels in found.items():
        yield development_rules.concluded(voice, labels, conclusion)


def _rules(material: DevelopmentMaterial) -> Iterator[Section]:
    voice = material.voice
    for name, title, text in (
        ("editions", voice.gettext("Utgaver"), development_rules.editions_rule(voice)),
        ("depth", voice.gettext("Det som er kjent"), development_rules.depth_rule(voice)),
        ("points", voice.gettext("Endringer"), development_rules.points_rule(voice)),
        ("judgement", voice.gettext("Usikkerhet"), say.few_points(voice)),
    ):
        yield Section(_section(f"rule-{name}", title), paragraphs=(text,), is_beside=True)


def _colophon(material: DevelopmentMaterial) -> Section:
    voice, unit = material.voice, material.unit
    own = any(one.evaluation for one in material.milestones)
    rows = [
        (voice.gettext("Kommune"), f"{unit.name} ({', '.join(unit.numbers)})"),
        (voice.gettext("Kilder"), _sources(material)),
    ]
    if own:
        rows.append((voice.gettext("Evalueringer"), mergers.own_evaluations(voice)))
    for group in material.groups:
        framework = material.framework(group)
        if framework:
            digests = f"{framework.scoring_digest[:DIGEST_LENGTH]}, {framework.text_digest[:DIGEST_LENGTH]}"
            rows.append(
                (
                    framework.title,
                    voice.gettext("Avtrykk av poengregler og tekster: %(digests)s") % {"digests": digests},
                )
            )
    rows += [
        (voice.gettext("Skrift"), voice.gettext("Inter, lisens SIL Open Font License 1.1")),
        (voice.gettext("Laget med"), f"Kompass {__version__}"),
    ]
    return Section(None, tables=(Table("imprint", "", (Column("", "words"),) * 2, tuple(rows)),))


def _sources(material: DevelopmentMaterial) -> str:
    if material.unit.is_demonstration:
        return mergers.invented_sources(material.voice, [material.unit.name])
    return mergers.register_sources(material.voice)
