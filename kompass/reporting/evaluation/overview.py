"""The chapter of results: findings, tables, and what stands out against the ideal and against the group."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import chain

from kompass.domain.findings import Ranked, ahead_of_group, behind_group, improvements, strengths
from kompass.domain.points import Published
from kompass.domain.scoring import AreaResult
from kompass.reporting.data.evaluation import LevelRow, PartRow, Place, ProfileRow, Ranking, Results
from kompass.reporting.data.parts import Column, Fact, Table
from kompass.reporting.evaluation.figures import areas_figure, levels_figure, place_figure, radar_figure
from kompass.reporting.evaluation.material import Material
from kompass.reporting.sentences import front, results
from kompass.reporting.sentences.voice import NOTHING

MOST = 5
MOST_PROCESSES = 8
MOST_NAMED = 3
# A list with ties may be longer than asked for, up to this.
FULL = 12


def results_chapter(material: Material) -> Results:
    """Everything chapter 3 shows."""
    steps, place = material.framework.scale.steps, place_figure(material)
    return Results(
        findings=(*total_sentences(material), *area_sentences(material), *_level_sentences(material)),
        facts=_facts(material),
        areas=areas_figure(material),
        rows=tuple(_row(material, area) for area in material.result.areas),
        total=_total_row(material),
        profile=radar_figure(material),
        profile_rows=tuple(_profile_row(material, area) for area in material.result.areas),
        levels=levels_figure(material),
        level_names=tuple(step.name for step in steps),
        level_rows=tuple(_level_row(material, area) for area in material.result.areas),
        has_open=material.result.total.answered < material.result.total.count,
        has_not_applicable=any(not found.applicable for found in material.result.criteria),
        ideal=_against_ideal(material),
        group=_against_group(material) if material.has_group else (),
        place=place,
        place_table=_place_table(material) if place else None,
    )


def total_sentences(material: Material) -> list[str]:
    """The headline, what it does not count, and how it stands against the group."""
    voice, total = material.voice, material.total
    sentences = [front.total(voice, material.place, total)]
    missing = [area.title for area in material.framework.areas if not material.points[area.id].applicable]
    if missing:
        sentences.append(results.areas_not_applicable(voice, missing, total.maximum))
    elif total.complete and material.group and material.group.total:
        sentences.append(front.total_against_group(voice, total.points, material.group.total))
    return sentences


def area_sentences(material: Material) -> list[str]:
    """The strongest and weakest areas, against the ideal and against the group."""
    if len(material.complete_areas) < 2:
        return []
    return ideal_sentences(material) + _group_sentences(material)


def ideal_sentences(material: Material) -> list[str]:
    """The strongest and weakest areas against the ideal; none while fewer than two are scored to the end."""
    voice, areas = material.voice, material.complete_areas
    if len(areas) < 2:
        return []
    best = max(areas.values(), key=lambda found: found.points)
    worst = min(areas.values(), key=lambda found: found.points)
    if best.points == worst.points:
        return [results.level_with(voice, best)] if len(areas) == len(material.points) else []
    return [
        results.strongest(voice, material.titles_with(best.points), best),
        results.weakest(voice, material.titles_with(worst.points), worst),
    ]


def headline(material: Material) -> str:
    """The result in one sentence, without points."""
    voice, areas = material.voice, material.complete_areas
    if len(areas) < sum(found.applicable for found in material.points.values()):
        return results.not_finished(voice)
    points = [found.points for found in areas.values()]
    if len(set(points)) < 2:
        return results.even(voice)
    return results.headline(voice, material.titles_with(max(points)), material.titles_with(min(points)))


def headline_draft(material: Material) -> list[str]:
    """The headline findings without points and levels, for people to go on from; none before there are any."""
    voice, subareas = material.voice, material.subareas()
    if len(material.complete_areas) < 2:
        return []
    keep = [found.standing.title for found in strengths(subareas, MOST_NAMED)][:MOST_NAMED]
    begin = [found.standing.title for found in improvements(subareas, MOST_NAMED)][:MOST_NAMED]
    found = [
        headline(material),
        compared(material),
        results.keep(voice, keep) if keep else "",
        results.begin(voice, begin) if begin else "",
    ]
    return [sentence for sentence in found if sentence]


def compared(material: Material) -> str:
    """Where the municipality is farthest from the group, without points; empty without a group."""
    distances = distances_by_area(material)
    titles = {area.id: area.title for area in material.framework.areas}
    ahead = max(0, *distances.values(), 0)
    behind = min(0, *distances.values(), 0)
    foremost = [titles[i] for i, distance in distances.items() if distance == ahead > 0]
    hindmost = [titles[i] for i, distance in distances.items() if distance == behind < 0]
    return results.compared(material.voice, foremost, hindmost) if foremost or hindmost else ""


def distances_by_area(material: Material) -> dict[str, int]:
    """Whole points from the printed mean of the group by area, where there is one."""
    found = {area.id: material.distance(area.id) for area in material.framework.areas}
    return {area_id: distance for area_id, distance in found.items() if distance is not None}


def _group_sentences(material: Material) -> list[str]:
    titles = {area.id: area.title for area in material.framework.areas}
    distances = distances_by_area(material)
    if not distances:
        return []
    voice, most, least = material.voice, max(distances.values()), min(distances.values())
    foremost = [titles[area_id] for area_id, distance in distances.items() if distance == most]
    hindmost = [titles[area_id] for area_id, distance in distances.items() if distance == least]
    return [
        results.ahead(voice, foremost, most) if most > 0 else results.nowhere_ahead(voice),
        results.behind(voice, hindmost, -least) if least < 0 else results.nowhere_behind(voice),
    ]


def _level_sentences(material: Material) -> list[str]:
    steps = material.framework.scale.steps
    counts = [sum(of_level) for of_level in zip(*map(material.level_counts, material.result.areas), strict=True)]
    if not any(counts):
        return []
    voice, highest = material.voice, max(counts)
    common = [step.name for step, count in zip(steps, counts, strict=True) if count == highest]
    sentences = [
        results.reached(voice, material.reached(material.result.criteria), sum(counts), material.good_step.name),
        results.most_common(voice, common, highest),
    ]
    return [*sentences, results.on_lowest(voice, counts[0], steps[0].name)] if counts[0] else sentences


def _facts(material: Material) -> tuple[Fact, ...]:
    voice, total = material.voice, material.total
    maximum = voice.gettext("av %(maximum)s poeng") % {"maximum": voice.whole(total.maximum)}
    facts = [Fact(maximum, voice.points(total))]
    spread = material.group.total if material.group else None
    if spread:
        facts.append(group_fact(material, voice.whole(spread.mean), spread.count))
    if material.total_distance is not None:
        facts.append(distance_fact(material, material.total_distance))
    return (*facts, reached_fact(material, material.result.areas))


def group_fact(material: Material, mean: str, count: int) -> Fact:
    """The printed mean of the group with the number behind it."""
    label = material.voice.gettext("snitt i gruppen (n = %(count)s)") % {"count": material.voice.whole(count)}
    return Fact(label, mean)


def distance_fact(material: Material, distance: int) -> Fact:
    """The distance from the printed mean."""
    return Fact(material.voice.gettext("poeng fra snittet"), material.voice.change(distance))


def reached_fact(material: Material, areas: Iterable[AreaResult]) -> Fact:
    """How many of the scored processes have come far."""
    voice, areas = material.voice, tuple(areas)
    answered = sum(sum(material.level_counts(area)) for area in areas)
    values = {"answered": voice.whole(answered), "level": voice.quoted(material.good_step.name)}
    label = voice.gettext("av %(answered)s prosesser på %(level)s eller høyere") % values
    return Fact(label, voice.whole(material.reached(chain.from_iterable(area.criteria for area in areas))))


def _row(material: Material, area: AreaResult) -> PartRow:
    voice, found = material.voice, material.points[area.area.id]
    spread, distance = material.spread(area.area.id), material.distance(area.area.id)
    return PartRow(
        number=material.framework.numbers[area.area.id],
        title=area.area.title,
        points=voice.points(found),
        maximum=voice.whole(found.maximum) if found.applicable else NOTHING,
        share=_share(material, found),
        mean=NOTHING if spread is None else voice.whole(spread.mean),
        distance=NOTHING if distance is None else voice.change(distance),
    )


def _total_row(material: Material) -> PartRow:
    voice, total = material.voice, material.total
    spread = material.group.total if material.group else None
    distance = material.total_distance
    return PartRow(
        number="",
        title=voice.gettext("Sum"),
        points=voice.points(total),
        maximum=voice.whole(total.maximum),
        share=_share(material, total),
        mean=voice.whole(spread.mean) if spread else NOTHING,
        distance=NOTHING if distance is None else voice.change(distance),
    )


def _share(material: Material, found: Published) -> str:
    """Printed points as a share of the printed maximum, so that a reader can check it."""
    if not found.applicable or not found.complete:
        return NOTHING
    return material.voice.percent(Fraction(found.points, found.maximum))


def _profile_row(material: Material, area: AreaResult) -> ProfileRow:
    voice, spread = material.voice, material.spread(area.area.id)
    return ProfileRow(
        number=material.framework.numbers[area.area.id],
        title=area.area.title,
        points=voice.points(material.points[area.area.id]),
        median=voice.whole(spread.median) if spread else NOTHING,
    )


def _level_row(material: Material, area: AreaResult) -> LevelRow:
    voice = material.voice
    left = area.part.count - area.part.answered
    counts = material.level_counts(area)
    return LevelRow(
        number=material.framework.numbers[area.area.id],
        title=area.area.title,
        counts=tuple(voice.whole(count) for count in counts),
        open=voice.whole(left),
        not_applicable=voice.whole(area.part.answered - sum(counts)),
    )


def _against_ideal(material: Material) -> tuple[Ranking, ...]:
    voice, subareas, processes = material.voice, material.subareas(), material.processes
    none_strong = voice.gettext("Ingen når tre firedeler av idealet.")
    none_weak = voice.gettext("Ingen ligger på halvparten av idealet eller lavere.")
    return (
        ranking(material, voice.gettext("Sterke delområder"), strengths(subareas, MOST), none_strong),
        ranking(material, voice.gettext("Sterke prosesser"), strengths(processes, MOST), none_strong),
        ranking(material, voice.gettext("Delområder med mest å hente"), improvements(subareas, MOST), none_weak),
        ranking(
            material,
            voice.gettext("Prosesser med mest å hente"),
            improvements(processes, MOST_PROCESSES),
            none_weak,
        ),
    )


def _place_table(material: Material) -> Table | None:
    """The figures behind the total's place in the group; None without a group."""
    voice, group = material.voice, material.group
    if group is None or group.total is None:
        return None
    spread = group.total
    columns = (
        Column(material.evaluation.municipality.name, "own"),
        Column(voice.gettext("Lavest")),
        Column(voice.gettext("Nedre kvartil")),
        Column(voice.gettext("Median")),
        Column(voice.gettext("Øvre kvartil")),
        Column(voice.gettext("Høyest")),
    )
    quartiles = (voice.whole(one) for one in (spread.lower, spread.median, spread.upper))
    row = (voice.points(material.total), voice.whole(group.totals[0]), *quartiles, voice.whole(group.totals[-1]))
    caption = voice.gettext("Summen i gruppen, poeng av %(maximum)s")
    return Table("group-total", caption % {"maximum": voice.whole(material.total.maximum)}, columns, (row,))


def _against_group(material: Material) -> tuple[Ranking, ...]:
    voice, subareas, processes = material.voice, material.subareas(), material.processes
    none_ahead = voice.gettext("Ingen ligger over snittet i gruppen.")
    none_behind = voice.gettext("Ingen ligger under snittet i gruppen.")
    lists = (
        (voice.gettext("Delområder lengst over snittet"), ahead_of_group(subareas, MOST), none_ahead),
        (voice.gettext("Prosesser lengst over snittet"), ahead_of_group(processes, MOST), none_ahead),
        (voice.gettext("Delområder lengst under snittet"), behind_group(subareas, MOST), none_behind),
        (voice.gettext("Prosesser lengst under snittet"), behind_group(processes, MOST), none_behind),
    )
    return tuple(ranking(material, heading, ranked, none, relative=True) for heading, ranked, none in lists)


def ranking(
    material: Material,
    heading: str,
    ranked: Sequence[Ranked],
    none: str,
    *,
    relative: bool = False,
    most: int = FULL,
) -> Ranking:
    """A ranked list as it is printed. Places are never cut in two, but no list becomes longer than a page."""
    reason = results.reason_against_group if relative else results.reason
    places = tuple(
        Place(
            place=material.voice.whole(found.place),
            number=material.framework.numbers[found.standing.id],
            title=found.standing.title,
            reason=reason(material.voice, found.standing, material.level_name(found.standing)),
        )
        for found in ranked[:most]
    )
    return Ranking(heading, places, none, more_than(material, ranked, most))


def more_than(material: Material, ranked: Sequence[Ranked], most: int) -> str:
    """How many are left out of a list; empty when none are."""
    return results.more_in_place(material.voice, len(ranked) - most) if len(ranked) > most else ""
