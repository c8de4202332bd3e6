"""From an evaluation to the two pages of the council summary."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from kompass import prose
from kompass.domain.findings import Standing, improvements, strengths
from kompass.domain.measures import counts
from kompass.domain.points import Published
from kompass.domain.texts import HEADLINES
from kompass.reporting.data.charts import BarChart, CompactBarChart
from kompass.reporting.data.parts import Figure, Heading
from kompass.reporting.data.summary import CouncilSummary, Point, PointList, Score, SentenceList
from kompass.reporting.evaluation import agreement
from kompass.reporting.evaluation.compose import notices
from kompass.reporting.evaluation.figures import areas_caption, ranked_figure
from kompass.reporting.evaluation.material import Material
from kompass.reporting.evaluation.overview import compared, distances_by_area, headline, ideal_sentences
from kompass.reporting.sentences import front, names, results
from kompass.reporting.sentences import summary as say
from kompass.reporting.sentences.voice import Voice

MOST = 3
# An area is named in a question; more than these would make it a list.
MOST_NAMED = 2
# Characters of written findings there is room for, and of each page before both are set smaller.
WRITTEN_ROOM, FIRST_ROOM, SECOND_ROOM = 420, 790, 1920
# A name longer than this takes two lines, each worth so many characters.
LONG_NAME, LINE = 34, 80


def council_summary(material: Material) -> CouncilSummary:
    """The summary of one evaluation."""
    evaluation, framework, voice = material.evaluation, material.framework, material.voice
    written = _written(material)
    found = CouncilSummary(
        locale=voice.locale,
        title=say.title(voice, material.place, evaluation.year),
        place=material.place,
        mark=front.mark(voice) if evaluation.is_demonstration else "",
        foot=framework.title,
        kind=voice.gettext("Sammendrag for kommunestyret"),
        name=material.place,
        year=str(evaluation.year),
        notices=notices(material),
        what=say.what(voice, len(framework.areas), sum(area.points for area in framework.areas)),
        score=_score(material),
        findings=_list("findings", voice.gettext("Hovedfunn"), () if written else _findings(material)),
        written=written,
        more_written=say.more_written(voice) if _is_cut(material, written) else "",
        areas=_heading("areas", areas_caption(material)),
        chart=_chart(material),
        strengths=_strengths(material),
        improvements=_improvements(material),
        questions=_list("questions", voice.gettext("Spørsmål kommunestyret kan stille"), _questions(material)),
        certainty=_list("certainty", voice.gettext("Hvor sikkert er dette?"), _certainty(material)),
        further=_list("further", voice.gettext("Les mer"), _further(material)),
        heading=names.spoken(material.place, evaluation.municipality.other_names),
    )
    return replace(found, is_close=_first_page(found) > FIRST_ROOM or _second_page(found) > SECOND_ROOM)


def _heading(name: str, title: str) -> Heading:
    return Heading(name, "", title, 1)


def _list(name: str, title: str, sentences: tuple[str, ...]) -> SentenceList:
    return SentenceList(_heading(name, title), sentences)


def _first_page(found: CouncilSummary) -> int:
    """Characters above the chart. A name on two lines takes the room of some of them."""
    texts = [*found.notices, found.what, *found.score.meaning, *found.findings.sentences]
    texts += [found.written, found.more_written, found.areas.title]
    return sum(map(len, texts)) + LINE * (len(found.name) > LONG_NAME)


def _second_page(found: CouncilSummary) -> int:
    """Characters on the second page."""
    points = [*found.strengths.points, *found.improvements.points]
    texts = [part for point in points for part in (point.title, point.reason, point.start)]
    texts += [found.strengths.opening, found.improvements.opening]
    texts += [text for one in (found.questions, found.certainty, found.further) for text in one.sentences]
    return sum(map(len, texts))


# The first page


def _score(material: Material) -> Score:
    voice, total = material.voice, material.total
    if not total.applicable:
        return Score(voice.points(total), "", ())
    return Score(voice.points(total), say.of_points(voice, total), tuple(_meaning(material, total)))


def _meaning(material: Material, total: Published) -> Iterable[str]:
    voice, group = material.voice, material.group
    yield say.meaning(voice, total)
    missing = [area.title for area in material.framework.areas if not material.points[area.id].applicable]
    if missing:
        yield results.areas_not_applicable(voice, missing, total.maximum)
    elif total.complete:
        spread = group.total if group else None
        yield say.against_group(voice, total.points, spread) if spread else say.no_group(voice)


def _findings(material: Material) -> tuple[str, ...]:
    """The areas that stand out, and against the group; where none does or all is not scored, the result first."""
    found = [sentence for sentence in (*ideal_sentences(material), compared(material)) if sentence]
    return tuple(found) if found and material.total.complete else (headline(material), *found)


def _written(material: Material) -> str:
    """As many whole blocks of the written findings as there is room for; empty when not even one is."""
    kept, room = [], WRITTEN_ROOM
    for block in prose.paragraphs(material.written(HEADLINES)):
        room -= len(block.text)
        if room < 0:
            break
        kept.append(block.text)
    return "\n\n".join(kept)


def _is_cut(material: Material, written: str) -> bool:
    """Whether the assessors have written more than is printed, or nothing of it is."""
    return len(prose.paragraphs(material.written(HEADLINES))) > len(prose.paragraphs(written))


def _chart(material: Material) -> Figure:
    """Every area as a bar, the longest first, wide as a phone."""
    figure = ranked_figure(material)
    chart = figure.chart
    assert isinstance(chart, BarChart)  # noqa: S101  so the ranked figure is made
    return replace(figure, chart=CompactBarChart(chart.strips, chart.own, chart.mean))


# Strengths, and what to work on


def _strengths(material: Material) -> PointList:
    voice, subareas = material.voice, material.subareas()
    found, opening = [one.standing for one in strengths(subareas, MOST)], ""
    if not found:
        found = sorted((one for one in subareas if one.share), key=lambda one: -one.share)
        opening = say.none_strong(voice) if found else _nothing(voice, subareas, say.none_at_all)
    points = tuple(_point(material, one) for one in found[:MOST])
    title = voice.gettext("Tre sterke sider") if len(points) == MOST else voice.gettext("Sterke sider")
    return PointList(_heading("strengths", title), opening, points)


def _improvements(material: Material) -> PointList:
    voice, subareas = material.voice, material.subareas()
    found, opening = [one.standing for one in improvements(subareas, MOST)], ""
    if not found:
        found = sorted((one for one in subareas if one.gap), key=lambda one: -one.gap)
        opening = say.none_weak(voice) if found else _nothing(voice, subareas, say.nothing_left)
    # The list is in the order of the points to gain, so they are said.
    points = tuple(
        Point(one.title, results.reason(voice, replace(one, distance=None), ""), start=_start(material, one))
        for one in found[:MOST]
    )
    title = voice.gettext("Tre ting å arbeide med") if len(points) == MOST else voice.gettext("Å arbeide med")
    return PointList(_heading("improvements", title), opening, points)


def _nothing(voice: Voice, subareas: Sequence[Standing], otherwise: Callable[[Voice], str]) -> str:
    return otherwise(voice) if subareas else say.nothing_yet(voice)


def _point(material: Material, found: Standing) -> Point:
    return Point(found.title, results.standing(material.voice, found, ""))


def _start(material: Material, found: Standing) -> str:
    """What to do first: the advice for the process of the sub-area that has most to gain."""
    of = next(s for area in material.result.areas for s in area.subareas if s.subarea.id == found.id)
    process = max(of.criteria, key=lambda one: one.gap).criterion
    return say.start(material.voice, process.title, process.advice) if process.advice else ""


# Questions, certainty and where to read more


def _questions(material: Material) -> tuple[str, ...]:
    voice, points = material.voice, [found.points for found in material.complete_areas.values()]
    questions = [say.recognise(voice)]
    if len(set(points)) > 1:
        weakest, strongest = (_few(material.titles_with(end(points))) for end in (min, max))
        questions += [say.why_weak(voice, weakest)] if weakest else []
        questions += [say.keep_strong(voice, strongest)] if strongest else []
    if hindmost := _few(_behind(material)):
        questions.append(say.learn_from_others(voice, hindmost))
    chosen = material.beside.measures
    return (*questions, say.follow(voice, counts(chosen)) if chosen else say.choose(voice))


def _behind(material: Material) -> list[str]:
    """Titles of the areas farthest below the group; none when no area is below."""
    distances = distances_by_area(material)
    most = min(distances.values(), default=0)
    return [area.title for area in material.framework.areas if distances.get(area.id) == most < 0]


def _few(titles: list[str]) -> list[str]:
    """The titles when a question can name them, else none."""
    return titles if len(titles) <= MOST_NAMED else []


def _certainty(material: Material) -> tuple[str, ...]:
    voice, assessors = material.voice, len(material.beside.originals)
    agreed = ""
    if assessors:
        agreed = say.one_assessor(voice) if assessors == 1 else say.agreement(voice, agreement.whole(material))
    return (" ".join(filter(None, [say.judgement(voice), agreed])), say.working_ways(voice))


def _further(material: Material) -> tuple[str, ...]:
    voice, framework = material.voice, material.framework
    return (
        say.whole_report(voice, material.title, len(framework.criteria)),
        say.made_of(voice, framework.title, material.beside.seal),
    )
