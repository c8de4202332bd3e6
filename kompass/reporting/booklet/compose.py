"""From an edition to the booklet of its method and criteria, for those to be evaluated."""

from fractions import Fraction

from kompass import __version__, formats
from kompass.domain.framework import Area, Criterion, Framework, SubArea
from kompass.reporting.data.chapters import ChapterCover, ChapterReport
from kompass.reporting.data.parts import AnyCell, Cell, Chapter, Column, Fact, Heading, Section, Table
from kompass.reporting.sentences import booklet as say
from kompass.reporting.sentences.voice import Voice

DIGEST_LENGTH = 12
WORDS = (Column("", "words"), Column("", "words"))


def booklet(framework: Framework, voice: Voice) -> ChapterReport:
    """Everything the edition says, and how an evaluation goes and is counted."""
    return ChapterReport(
        locale=voice.locale,
        title=say.title(voice, framework),
        place=framework.title,
        mark="",
        foot=voice.gettext("Metode og kriterier"),
        cover=ChapterCover(
            kind=voice.gettext("Metode og kriterier"),
            name=framework.title,
            when="",
            lines=(say.size(voice, framework), framework.description),
            notices=(),
            emblem=None,
        ),
        chapters=(
            _about(framework, voice),
            *(_area(area, framework, voice) for area in framework.areas),
            _colophon(framework, voice),
        ),
        kind="booklet",
    )


def _about(framework: Framework, voice: Voice) -> Chapter:
    sections = (
        Section(None, paragraphs=tuple(say.about(voice))),
        Section(_plain("course", voice.gettext("Slik går en evaluering")), tables=(_course(voice),)),
        Section(
            _plain("scale", voice.gettext("Skalaen")),
            paragraphs=(say.scale(voice, framework),),
            tables=(_scale(framework, voice),),
        ),
        Section(
            _plain("points", voice.gettext("Slik regnes poengene")), findings=tuple(say.points(voice, framework))
        ),
        Section(_plain("areas", voice.gettext("Områdene")), tables=(_areas(framework, voice),)),
    )
    return Chapter(Heading("method", "", voice.gettext("Metoden"), 1), sections)


def _plain(name: str, title: str) -> Heading:
    """A section outside the contents."""
    return Heading(name, "", title, 2)


def _course(voice: Voice) -> Table:
    """The steps of an evaluation, in order."""
    columns = (Column(voice.gettext("Steg"), "words"), Column(voice.gettext("Det som skjer"), "words"))
    rows = tuple((Cell(name, str(place)), text) for place, (name, text) in enumerate(say.course(voice), 1))
    return Table("course", "", columns, rows)


def _scale(framework: Framework, voice: Voice) -> Table:
    columns = (
        Column(voice.gettext("Nivå"), "words"),
        Column(voice.gettext("Betydning"), "words"),
        Column(voice.gettext("Andel av poengene")),
    )
    rows = tuple(
        (Cell(step.name, str(step.value)), step.text, formats.percent(step.share, voice.locale))
        for step in framework.scale.steps
    )
    return Table("steps", "", columns, rows)


def _areas(framework: Framework, voice: Voice) -> Table:
    columns = (
        Column(voice.gettext("Område"), "words"),
        Column(voice.gettext("Delområder")),
        Column(voice.gettext("Prosesser")),
        Column(voice.gettext("Poeng")),
    )
    rows = tuple(
        (
            Cell(area.title, framework.numbers[area.id]),
            formats.number(len(area.subareas), voice.locale),
            formats.number(len(list(area.criteria)), voice.locale),
            formats.number(area.points, voice.locale),
        )
        for area in framework.areas
    )
    total = (
        voice.gettext("Sum"),
        formats.number(sum(len(area.subareas) for area in framework.areas), voice.locale),
        formats.number(len(framework.criteria), voice.locale),
        formats.number(say.total(framework), voice.locale),
    )
    return Table("areas-of-edition", "", columns, rows, total)


def _area(area: Area, framework: Framework, voice: Voice) -> Chapter:
    opening = Section(
        None,
        lead=area.introduction,
        facts=(
            Fact(voice.gettext("poeng"), formats.number(area.points, voice.locale)),
            Fact(voice.gettext("delområder"), formats.number(len(area.subareas), voice.locale)),
            Fact(voice.gettext("prosesser"), formats.number(len(list(area.criteria)), voice.locale)),
        ),
    )
    sections = [opening]
    for subarea in area.subareas:
        heading = Heading(_id(subarea.id), framework.numbers[subarea.id], subarea.title, 2)
        sections.append(Section(heading, paragraphs=(say.worth(voice, subarea.points),)))
        sections += [_process(one, subarea, framework, voice) for one in subarea.criteria]
    return Chapter(Heading(_id(area.id), framework.numbers[area.id], area.title, 1), tuple(sections))


def _process(criterion: Criterion, subarea: SubArea, framework: Framework, voice: Voice) -> Section:
    """One process; its number stands in its title, for the contents end with the sub-areas."""
    rows: list[tuple[AnyCell, str]] = [
        (voice.gettext("Spørsmålet"), criterion.question),
        *(
            (Cell(step.name, str(step.value)), text)
            for step, text in zip(criterion.scale.steps, criterion.levels, strict=True)
        ),
        (voice.gettext("Regnes som bevis"), criterion.evidence),
        (voice.gettext("Er ikke nok"), criterion.not_evidence),
        (
            voice.gettext("Hvor det vises"),
            " ".join(say.source(voice, one.kind, one.text) for one in criterion.sources),
        ),
        (voice.gettext("Råd"), criterion.advice),
        (voice.gettext("Poeng"), say.weight(voice, criterion.weight, most(criterion, subarea))),
    ]
    title = f"{framework.numbers[criterion.id]} {criterion.title}"
    table = Table("criterion", "", WORDS, tuple(row for row in rows if row[1]))
    return Section(Heading(_id(criterion.id), "", title, 3), tables=(table,))


def most(criterion: Criterion, subarea: SubArea) -> Fraction:
    """The most points a process gives when everything in its area applies."""
    return Fraction(subarea.points * criterion.weight, sum(one.weight for one in subarea.criteria))


def _id(name: str) -> str:
    return f"part-{name.replace('.', '-')}"


def _colophon(framework: Framework, voice: Voice) -> Chapter:
    rows = (
        (voice.gettext("Utgave"), framework.title),
        (voice.gettext("Avtrykk av poengreglene"), framework.scoring_digest[:DIGEST_LENGTH]),
        (voice.gettext("Avtrykk av tekstene"), framework.text_digest[:DIGEST_LENGTH]),
        (voice.gettext("Skrift"), voice.gettext("Inter, lisens SIL Open Font License 1.1")),
        (voice.gettext("Laget med"), f"Kompass {__version__}"),
    )
    section = Section(None, tables=(Table("imprint", "", WORDS, rows),))
    return Chapter(Heading("colophon", "", voice.gettext("Om heftet"), 1), (section,))
