"""Every heading of the report that has a place in the list of contents, numbered in the order of reading."""

from kompass.reporting.data.parts import Heading
from kompass.reporting.evaluation.material import Material
from kompass.reporting.sentences.voice import Voice

AREAS = "areas"


def headings(material: Material) -> tuple[Heading, ...]:
    """Chapters and their sections; the areas are sections of their chapter under their own ids."""
    voice = material.voice
    found = [
        Heading("glance", "", voice.gettext("Kort fortalt"), 1),
        Heading("findings", "", voice.gettext("Hovedfunn"), 1),
        Heading("foreword", "", voice.gettext("Forord"), 1),
    ]
    for number, (chapter_id, title, sections) in enumerate(_chapters(material), 1):
        found.append(Heading(chapter_id, str(number), title, 1))
        found += [
            Heading(section_id, f"{number}.{position}", section, 2)
            for position, (section_id, section) in enumerate(sections, 1)
        ]
    if material.beside.measures:
        found.append(Heading("measures", "", voice.gettext("Tiltak som er valgt"), 1))
    return (
        *found,
        Heading("appendix", "", material.voice.gettext("Vedlegg: Alle prosessene"), 1),
        Heading("colophon", "", material.voice.gettext("Om rapporten"), 1),
    )


Section = tuple[str, str]


def _chapters(material: Material) -> list[tuple[str, str, list[Section]]]:
    voice = material.voice
    return [
        ("general", voice.gettext("Generelt"), _general(voice)),
        ("method", voice.gettext("Metode"), _method(voice, bool(material.beside.originals))),
        ("results", voice.gettext("Resultater"), _results(voice, material.has_group)),
        (
            AREAS,
            voice.gettext("Praksis område for område"),
            [(area.id, area.title) for area in material.framework.areas],
        ),
        ("closing", voice.gettext("Avslutning"), []),
    ]


def _general(voice: Voice) -> list[Section]:
    return [
        ("tool", voice.gettext("Hva Kommunekompasset er")),
        ("edition", voice.gettext("Utgaven")),
        ("scale", voice.gettext("Fra bygget opp til forbedret")),
    ]


def _method(voice: Voice, has_agreement: bool) -> list[Section]:
    agreement = [("agreement", voice.gettext("Enighet mellom vurdererne"))] if has_agreement else []
    return [
        ("sources", voice.gettext("Kilder")),
        ("points", voice.gettext("Fra nivå til poeng")),
        ("not-applicable", voice.gettext("Det som ikke er aktuelt")),
        ("uncertainty", voice.gettext("Usikkerhet")),
        *agreement,
        ("group", voice.gettext("Sammenligningsgruppen")),
        ("rules", voice.gettext("Sterke sider og forbedringsområder")),
    ]


def _results(voice: Voice, has_group: bool) -> list[Section]:
    sections = [
        ("by-area", voice.gettext("Poeng per område")),
        ("profile", voice.gettext("Profilen")),
        ("levels", voice.gettext("Hvor langt prosessene er kommet")),
        ("against-ideal", voice.gettext("Målt mot idealet")),
    ]
    return [*sections, ("against-group", voice.gettext("Målt mot gruppen"))] if has_group else sections
