"""Evidence as the pages show it: words for kinds and sizes, lines of a list, the panel of one process."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from flask import url_for

from kompass import formats
from kompass.domain.errors import Problem
from kompass.domain.evidence import Evidence, EvidenceKind, Linked, counts_of, rests_on_one_kind
from kompass.domain.framework import Area, Framework
from kompass.language import Language
from kompass.services import evidence
from kompass.services.evidence_search import Hit, Place
from kompass.web import session
from kompass.web.messages import sentence

MEGABYTE = 1_000_000
KILOBYTE = 1_000
# Values of problems that are numbers of bytes.
SIZES = frozenset({"size", "most", "kept"})


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One piece of evidence in a list. `about` is what it is in words: kind, size or day, who added it."""

    id: int
    kind: str
    title: str
    about: list[str]
    address: str
    has_file: bool
    has_personal_data: bool
    has_active_content: bool
    passage: str
    processes: int
    removed: str


@dataclass(frozen=True, slots=True)
class Process:
    """A process that can be chosen, or that is linked; `passage` is what its link says."""

    id: str
    number: str
    title: str
    area_id: str
    is_linked: bool
    passage: str


@dataclass(frozen=True, slots=True)
class Panel:
    """What one process rests on. `counts` and `one_kind` are in words; `one_kind` is empty when it is not so."""

    criterion_id: str
    lines: list[EvidenceLine]
    counts: str
    one_kind: str


@dataclass(frozen=True, slots=True)
class HitLine:
    """One thing the search found: what it is, where, the text around it, and the address of it or ""."""

    place: str
    title: str
    excerpt: str
    href: str


def evidence_line(one: Evidence, language: Language, *, passage: str = "", processes: int = 0) -> EvidenceLine:
    """One piece of evidence in words."""
    removed = ""
    if one.removed_at:
        day = formats.long_date(one.removed_at, language.locale)
        removed = language.gettext("Fjernet %(day)s av %(name)s") % {"day": day, "name": one.removed_by}
    return EvidenceLine(
        id=one.id,
        kind=one.kind.value,
        title=one.title,
        about=_about(one, language),
        address=one.address,
        has_file=one.file is not None,
        has_personal_data=one.has_personal_data,
        has_active_content=bool(one.file and one.file.has_active_content),
        passage=passage,
        processes=processes,
        removed=removed,
    )


def _about(one: Evidence, language: Language) -> list[str]:
    words, locale = [], language.locale
    if one.file:
        if one.file.name != one.title:
            words.append(one.file.name)
        words.append(f"{one.file.media.upper()}, {size_text(one.file.size, locale)}")
    if one.seen_on:
        day = formats.long_date(one.seen_on, locale)
        text = language.gettext("sett %(day)s") if one.kind is EvidenceKind.WEB else "%(day)s"
        words.append(text % {"day": day})
    from_whom = (
        language.gettext("lagt til av kommunen %(day)s, %(name)s")
        if one.from_municipality
        else language.gettext("lagt til %(day)s av %(name)s")
    )
    words.append(from_whom % {"day": formats.long_date(one.added_at, locale), "name": one.added_by})
    return words


def kind_text(kind: EvidenceKind, language: Language) -> str:
    """What one of the kind is called."""
    return {
        EvidenceKind.DOCUMENT: language.gettext("Dokument"),
        EvidenceKind.WEB: language.gettext("Nettadresse"),
        EvidenceKind.INTERVIEW: language.gettext("Intervju"),
    }[kind]


def count_text(kind: EvidenceKind, count: int, language: Language) -> str:
    """«3 dokumenter»."""
    text = {
        EvidenceKind.DOCUMENT: language.ngettext("%(num)s dokument", "%(num)s dokumenter", count),
        EvidenceKind.WEB: language.ngettext("%(num)s nettadresse", "%(num)s nettadresser", count),
        EvidenceKind.INTERVIEW: language.ngettext("%(num)s intervju", "%(num)s intervjuer", count),
    }[kind]
    return text % {"num": formats.number(count, language.locale)}


def counts_text(counts: Mapping[EvidenceKind, int], language: Language) -> str:
    """«2 dokumenter og 1 intervju»; empty when there is nothing."""
    words = [count_text(kind, count, language) for kind, count in counts.items() if count]
    return formats.listing(words, language.locale) if words else ""


def one_kind_text(found: Sequence[Evidence], language: Language) -> str:
    """That a process rests on one kind of source only; empty when it does not."""
    kind = rests_on_one_kind(found)
    if kind is None:
        return ""
    return {
        EvidenceKind.DOCUMENT: language.gettext("Hviler bare på dokumenter."),
        EvidenceKind.WEB: language.gettext("Hviler bare på nettadresser."),
        EvidenceKind.INTERVIEW: language.gettext("Hviler bare på intervjuer."),
    }[kind]


def evidence_panels(evaluation_id: int, area: Area) -> dict[str, Panel]:
    """The panel of every process of an area, for the scoring page."""
    found = evidence.for_area(session.database(), session.actor(), evaluation_id, area)
    language = session.current_language()
    return {criterion_id: panel(criterion_id, linked, language) for criterion_id, linked in found.items()}


def panel(criterion_id: str, linked: Iterable[Linked], language: Language) -> Panel:
    """What one process rests on."""
    linked = list(linked)
    found = [one.evidence for one in linked]
    return Panel(
        criterion_id=criterion_id,
        lines=[evidence_line(one.evidence, language, passage=one.passage) for one in linked],
        counts=counts_text(counts_of(found), language),
        one_kind=one_kind_text(found, language),
    )


def processes(framework: Framework, criterion_ids: Iterable[str], passages: Mapping[str, str]) -> list[Process]:
    """These processes; those among the passages are linked."""
    found = []
    for criterion_id in criterion_ids:
        area = framework.area_of(criterion_id)
        found.append(
            Process(
                id=criterion_id,
                number=framework.numbers[criterion_id],
                title=framework.criteria[criterion_id].title,
                area_id=area.id if area else "",
                is_linked=criterion_id in passages,
                passage=passages.get(criterion_id, ""),
            )
        )
    return found


def hit_line(hit: Hit, evaluation_id: int, framework: Framework, language: Language) -> HitLine:
    """One hit, with the address of what it is in."""
    place = {
        Place.EVIDENCE: language.gettext("Bevis"),
        Place.PASSAGE: language.gettext("Sted i et bevis"),
        Place.INTERVIEW: language.gettext("Intervju"),
        Place.OWN_NOTE: language.gettext("Ditt eget notat"),
        Place.AGREED_NOTE: language.gettext("Felles notat"),
    }[hit.place]
    process = ""
    if hit.criterion_id in framework.criteria:
        process = f"{framework.numbers[hit.criterion_id]} {framework.criteria[hit.criterion_id].title}"
    title = ": ".join(part for part in (process, hit.title) if part)
    return HitLine(place, title, hit.excerpt, _address_of(hit, evaluation_id, framework))


def _address_of(hit: Hit, evaluation_id: int, framework: Framework) -> str:
    if hit.interview_id:
        return url_for("interviews.notes", evaluation_id=evaluation_id, interview_id=hit.interview_id)
    if hit.evidence_id:
        return url_for("evidence.show", evaluation_id=evaluation_id, evidence_id=hit.evidence_id)
    area = framework.area_of(hit.criterion_id)
    if area is None:
        return ""
    anchor = f"k-{hit.criterion_id}"
    return url_for("scoring.area", evaluation_id=evaluation_id, area_id=area.id, _anchor=anchor)


def size_text(size: int, locale: str) -> str:
    """«1,2 MB» or «340 kB», never less than it is."""
    if size < MEGABYTE // 10:
        return f"{formats.number(ceil(Fraction(size, KILOBYTE)), locale)} kB"
    tenths = Fraction(ceil(Fraction(size * 10, MEGABYTE)), 10)
    return f"{formats.number(tenths, locale, 0 if tenths.denominator == 1 else 1)} MB"


def problem_line(problem: Problem, language: Language) -> str:
    """The sentence of a problem, with its sizes in words and a kind of file as it is usually written."""
    values = {
        key: size_text(int(value), language.locale) if key in SIZES else value for key, value in problem.values
    }
    if "kind" in values:
        values["kind"] = values["kind"].upper()
    return sentence(problem.code, {"subject": problem.subject, **values}, language)
