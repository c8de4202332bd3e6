"""From a plan to everything the letter to the municipality says."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kompass import formats
from kompass.domain.deadlines import Days
from kompass.domain.evaluation import Evaluation
from kompass.domain.framework import Framework
from kompass.domain.preparation import DocumentRequest, Meeting
from kompass.reporting.data.letter import Letter, LetterSection
from kompass.reporting.data.parts import Column, Heading, Table
from kompass.reporting.sentences import front
from kompass.reporting.sentences import letter as say
from kompass.reporting.sentences.voice import NOTHING, Voice

WORDS = "words"


@dataclass(frozen=True)
class LetterMaterial:
    """What a letter is made from. `sender` is whoever leads, `address` their e-mail; both empty without a lead.

    It knows interviews by role and group: there is no place in it for a name.
    """

    evaluation: Evaluation
    framework: Framework
    days: Days
    meetings: tuple[Meeting, ...]
    documents: tuple[DocumentRequest, ...]
    sender: str
    address: str
    written_on: date
    voice: Voice

    @property
    def fingerprint(self) -> str:
        """Everything the letter is made from, as text: equal fingerprints give equal letters."""
        edition = (self.framework.id, self.framework.text_digest)
        asked = [(one.wanted, one.is_received) for one in self.documents]
        known = (self.evaluation.municipality, self.days, self.meetings, asked, self.written_on)
        return repr(("letter", self.voice.locale, edition, known, self.sender, self.address))

    @cached_property
    def place(self) -> str:
        return front.place(self.voice, self.evaluation.municipality.name)

    @property
    def title(self) -> str:
        return say.title(self.voice, self.place)


def letter(material: LetterMaterial) -> Letter:
    """The letter."""
    voice, framework = material.voice, material.framework
    titles = [area.title for area in framework.areas]
    return Letter(
        locale=voice.locale,
        title=material.title,
        place=material.place,
        mark=front.mark(voice) if material.evaluation.is_demonstration else "",
        foot=framework.title,
        to=voice.gettext("Til %(place)s") % {"place": material.place},
        written=formats.long_date(material.written_on, voice.locale),
        opening=(
            say.purpose(voice, material.place),
            say.areas(voice, len(titles), titles),
            say.basis(voice),
        ),
        sections=tuple(_sections(material)),
        greeting=voice.gettext("Vennlig hilsen") if material.sender else "",
        sender=(material.sender, voice.gettext("Leder for evalueringen")) if material.sender else (),
        address=material.address,
    )


def _sections(material: LetterMaterial) -> Iterator[LetterSection]:
    voice, count = material.voice, len(material.framework.areas)
    yield _days(material)
    yield LetterSection(
        _heading("self-description", voice.gettext("Kommunens egen beskrivelse")),
        paragraphs=(
            say.self_description(voice, material.days.self_description_due),
            say.self_description_how(voice, count),
            say.self_description_advice(voice),
        ),
    )
    if material.documents:
        yield _documents(material)
    if material.meetings:
        yield _interviews(material)


def _heading(name: str, title: str) -> Heading:
    return Heading(name, "", title, 1)


def _days(material: LetterMaterial) -> LetterSection:
    voice, days = material.voice, material.days
    heading = _heading("days", voice.gettext("Dagene"))
    single = (
        (voice.gettext("Selvbeskrivelsen er ferdig"), days.self_description_due),
        (voice.gettext("Kommunen har lest utkastet og rettet faktafeil"), days.fact_check_due),
        (voice.gettext("Rapporten blir levert"), days.delivery_due),
    )
    rows = [(text, formats.weekday_date(day, voice.locale)) for text, day in single if day]
    if days.visit:
        place = 1 if days.self_description_due else 0
        rows.insert(place, (voice.gettext("Vi besøker kommunen"), say.date_range(voice, *days.visit)))
    if not rows:
        return LetterSection(heading, paragraphs=(say.days_not_set(voice),))
    columns = (Column(voice.gettext("Hva"), WORDS), Column(voice.gettext("Når"), WORDS))
    return LetterSection(heading, table=Table("letter-days", "", columns, tuple(rows)))


def _documents(material: LetterMaterial) -> LetterSection:
    voice = material.voice
    columns = tuple(
        Column(title, WORDS)
        for title in (voice.gettext("Dokument"), voice.gettext("Område"), voice.gettext("Frist"))
    )
    rows = tuple((one.wanted.title, _area(material, one), _due(voice, one)) for one in material.documents)
    return LetterSection(
        _heading("documents", voice.gettext("Dokumenter vi ber om")),
        paragraphs=(say.documents(voice),),
        table=Table("letter-documents", "", columns, rows),
    )


def _area(material: LetterMaterial, one: DocumentRequest) -> str:
    area = material.framework.area(one.wanted.area_id)
    return area.title if area else material.voice.gettext("Hele evalueringen")


def _due(voice: Voice, one: DocumentRequest) -> str:
    if one.is_received:
        return voice.gettext("Mottatt")
    return formats.long_date(one.wanted.due_on, voice.locale) if one.wanted.due_on else NOTHING


def _interviews(material: LetterMaterial) -> LetterSection:
    voice = material.voice
    titles = (voice.gettext("Hvem"), voice.gettext("Dag"), voice.gettext("Tid"), voice.gettext("Sted"))
    columns = tuple(Column(title, WORDS) for title in titles)
    return LetterSection(
        _heading("interviews", voice.gettext("Samtaler")),
        paragraphs=(say.interviews(voice, len(material.meetings)),),
        table=Table("letter-interviews", "", columns, tuple(_meeting(voice, one) for one in material.meetings)),
        after=(say.interview_use(voice),),
    )


def _meeting(voice: Voice, one: Meeting) -> tuple[str, ...]:
    return (
        _who(one),
        formats.weekday_date(one.held_on, voice.locale) if one.held_on else voice.gettext("Avtales"),
        formats.hours(one.starts, one.minutes, voice.locale) if one.starts else NOTHING,
        one.place or NOTHING,
    )


def _who(one: Meeting) -> str:
    """The role with its group in brackets, or the one of them that is given."""
    return f"{one.role} ({one.group})" if one.role and one.group else one.role or one.group
