"""The page of one merger, before and after, and the page of municipalities compiled without having merged.

Figures come from the domain; here they become strings ready to print and positions from 0 to 100.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flask import request, url_for

from kompass import formats
from kompass.domain.before_after import Comparison, LeftOut, Starting, starting_point
from kompass.domain.editions import EditionKey
from kompass.domain.errors import NotFound
from kompass.domain.history import KnownResult
from kompass.domain.merger import BaselineKind, Partner
from kompass.domain.register import Change, Unit
from kompass.language import Language
from kompass.services.mergers import BeforeAfter, name_of
from kompass.web import merger_tables, session
from kompass.web.history import sources
from kompass.web.merger_practice import Practice, letter, practice
from kompass.web.merger_tables import AfterRow, BeforeRow, CoverageLine, LeftOutLine
from kompass.web.table_links import file_links

# What a reader may ask for in the address, kept in every link of the page.
ASKED = ("kommune", "grunnlag", "evaluering", "niva", "rekkefolge", "alle")
FRAMEWORK_ORDER = "rammeverk"
# More cells than these are shown when asked for.
MOST_CELLS = 164 * 4


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader asked for, with everything unknown left out; `level` is None for the one we choose."""

    kind: BaselineKind
    evaluation: str
    level: int | None
    in_framework_order: bool
    everything: bool


@dataclass(frozen=True, slots=True)
class KnownLine:
    """One evaluation at the depth it is known; `year`, `edition` and `total` are empty where not known."""

    year: str
    edition: str
    depth: str
    total: str
    maximum: str
    evaluation_id: int | None
    sources: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """One predecessor. `share` is set when only a part of it went along; `weight` is its part of everybody."""

    sign: int
    letter: str
    name: str
    number: str
    share: str
    is_estimate: bool
    inhabitants: str
    year: str
    brought: str
    weight: str
    weight_share: float
    note: str
    known: KnownLine | None
    earlier: list[KnownLine]


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose, with its address."""

    value: str
    address: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Compilation:
    """What the predecessors had, shared by both pages.

    `total` is None where nobody has a figure. `lacking` says why there is no range: a code, empty when there is.
    """

    partners: list[PartnerLine]
    is_demonstration: bool
    edition: str
    coverage: CoverageLine
    smallest_coverage: str
    rows: list[BeforeRow]
    total: BeforeRow | None
    maximum: str
    lacking: str
    left_out: list[LeftOutLine]
    crosswalk: list[tuple[str, str]]
    ambition: str
    practice: Practice | None
    levels: list[Choice]
    everything: str

    @property
    def is_alone(self) -> bool:
        return len(self.partners) == 1


@dataclass(frozen=True, slots=True)
class Boundary:
    """An area that moved without anybody reckoning with it."""

    day: str
    giver: str
    receiver: str
    inhabitants: str
    note: str


@dataclass(frozen=True, slots=True)
class LaterLine:
    """One later evaluation, with its difference from the chosen baseline where the edition is the same."""

    known: KnownLine
    address: str
    difference: str
    tone: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """The new municipality's evaluation against the baseline; `lacking` says why there is no difference.

    `left_out` holds reasons that are not those of the compilation, which is then in an edition of its own.
    """

    known: KnownLine
    total: AfterRow
    rows: list[AfterRow]
    maximum: str
    coverage: CoverageLine
    lacking: str
    levelled: Mapping[str, int]
    falls: bool
    crosswalk: list[tuple[str, str]]
    left_out: list[LeftOutLine]


@dataclass(frozen=True, slots=True)
class MergerPage:
    """Everything the page of one merger shows. `origin` names who became `name`: «A, B and a part of C»."""

    key: str
    name: str
    number: str
    on: str
    year: str
    origin: str
    kind: str
    before: Compilation
    outcome: Outcome | None
    unpublished: KnownLine | None
    later: list[LaterLine]
    kinds: list[Choice]
    evaluations: list[Choice]
    orders: list[Choice]
    boundaries: list[Boundary]
    index: str
    report: str
    word: str
    files: Mapping[str, list[tuple[str, str]]]
    figures: str


@dataclass(frozen=True, slots=True)
class MergerLink:
    """A merger by the name and year of what it made."""

    name: str
    year: int
    address: str


@dataclass(frozen=True, slots=True)
class CompiledPage:
    """Everything the page of a free compilation shows; `became` is the merger when they made one together."""

    names: str
    keys: list[str]
    word: str
    before: Compilation
    index: str
    report: str
    figures: str
    became: MergerLink | None


def asked() -> Wish:
    """The reader's wishes from the address; what is unknown there is as if it were not."""
    kind, level = request.args.get("grunnlag", ""), request.args.get("niva", "")
    return Wish(
        kind=BaselineKind(kind) if kind in set(BaselineKind) else BaselineKind.RANGE,
        evaluation=request.args.get("evaluering", ""),
        level=int(level) if level.isascii() and level.isdigit() and len(level) < 3 else None,
        in_framework_order=request.args.get("rekkefolge") == FRAMEWORK_ORDER,
        everything=bool(request.args.get("alle")),
    )


def address(anchor: str = "", **changes: str) -> str:
    """This page with something else chosen; an empty value goes back to what is shown unasked."""
    kept = {name: request.args.getlist(name) for name in ASKED} | {name: [value] for name, value in changes.items()}
    values: dict[str, Any] = {name: found for name, values in kept.items() if (found := [v for v in values if v])}
    return url_for(request.endpoint or "", _anchor=anchor or None, **(request.view_args or {}), **values)


def merger_page(found: BeforeAfter, wish: Wish) -> MergerPage:
    """One merger before and after."""
    language = session.current_language()
    locale = language.locale
    successor = found.merger.successor
    if successor is None or found.merger.on is None:
        raise NotFound
    partners = found.merger.partners
    after = found.after if found.after and found.after.total is not None else None
    return MergerPage(
        key=successor.key,
        name=successor.name,
        number=successor.number,
        on=formats.long_date(found.merger.on, locale),
        year=str(found.merger.on.year),
        origin=_origin(partners, language),
        kind=found.kind.value,
        before=_compilation(_own_starting(found), found, wish, language),
        outcome=_outcome(found, after, wish, language) if after else None,
        unpublished=_known_line(found.later[-1], language) if found.later and not after else None,
        later=[_later_line(known, found, language) for known in found.later],
        kinds=[_kind_choice(kind, found.kind) for kind in BaselineKind] if len(partners) > 1 else [],
        evaluations=[
            Choice(str(known.year or "–"), address("etter", evaluering=name_of(known)), known == found.after)
            for known in found.later
            if known.total is not None
        ],
        orders=[
            Choice("", address("etter", rekkefolge=""), not wish.in_framework_order),
            Choice(FRAMEWORK_ORDER, address("etter", rekkefolge=FRAMEWORK_ORDER), wish.in_framework_order),
        ],
        boundaries=[_boundary(change, locale) for change in found.boundaries],
        index=url_for("mergers.index"),
        report=url_for("mergers.report", key=successor.key, vent=1, **_report_query(found)),
        word=url_for("mergers.report_word", key=successor.key, **_report_query(found)),
        files={
            name: file_links("table_files.merger", name, key=successor.key, **_report_query(found))
            for name in ("for", "etter")
        },
        figures=url_for("figure_files.merger", key=successor.key, **_report_query(found)),
    )


def _origin(partners: Sequence[Partner], language: Language) -> str:
    if len(partners) == 1:
        return partners[0].unit.name
    parts = [language.gettext("en del av %(name)s") % {"name": one.unit.name} for one in partners if one.is_part]
    words = formats.listing([one.unit.name for one in partners if not one.is_part] + parts, language.locale)
    return words[0].upper() + words[1:]


def compiled_page(starting: Starting, units: Sequence[Unit], became: Unit | None = None) -> CompiledPage:
    """Freely chosen municipalities side by side, with the way to the merger when they made one together."""
    language = session.current_language()
    return CompiledPage(
        names=formats.listing([partner.unit.name for partner in starting.merger.partners], language.locale),
        keys=[unit.key for unit in units],
        word=url_for("mergers.compiled_word", kommune=[unit.key for unit in units]),
        before=_compilation(starting, None, asked(), language),
        index=url_for("mergers.index"),
        report=url_for("mergers.compiled_report", kommune=[unit.key for unit in units], vent=1),
        figures=url_for("figure_files.compiled", kommune=[unit.key for unit in units]),
        became=_merger_link(became) if became else None,
    )


def _merger_link(successor: Unit) -> MergerLink:
    return MergerLink(successor.name, successor.valid_from.year, url_for("mergers.show", key=successor.key))


def _report_query(found: BeforeAfter) -> dict[str, Any]:
    """What the report of this page is asked for with."""
    chosen = {"grunnlag": found.kind.value if found.kind is not BaselineKind.RANGE else ""}
    chosen["evaluering"] = name_of(found.after) if found.after else ""
    return {name: value for name, value in chosen.items() if value}


def _own_starting(found: BeforeAfter) -> Starting:
    """What the predecessors had, in their own edition when the later evaluation is of another one.

    The compilation is worth reading whatever edition the new municipality was evaluated with.
    """
    starting = found.starting
    reasons = set(starting.total.left_out.values())
    if not starting.total.points and LeftOut.OTHER_EDITION in reasons:
        return starting_point(found.merger)
    return starting


def _compilation(starting: Starting, found: BeforeAfter | None, wish: Wish, language: Language) -> Compilation:
    locale = language.locale
    titles = _titles(starting, language)
    total = starting.total
    after = found.after if found and starting is found.starting else None
    fates = found.fates if found and after else ()
    edition = _edition(starting.edition, locale) if starting.edition else ""
    cells = (len(starting.merger.partners) + bool(fates)) * sum(bool(one.shares) for one in starting.processes)
    shown = practice(
        starting,
        fates,
        after,
        wish.level,
        locale,
        with_processes=wish.everything or (not fates and cells <= MOST_CELLS),
    )
    return Compilation(
        partners=[
            _partner_line(sign, one, starting, language) for sign, one in enumerate(starting.merger.partners)
        ],
        is_demonstration=_is_demonstration(starting),
        edition=edition,
        coverage=merger_tables.coverage_line(total.coverage, locale),
        smallest_coverage=merger_tables.smallest_coverage(locale),
        rows=merger_tables.before_rows(starting, titles, locale),
        total=merger_tables.before_row(total, starting, "", "", locale=locale) if _has_points(starting) else None,
        maximum=formats.number(total.maximum, locale),
        lacking="" if total.range else _lacking(total),
        left_out=merger_tables.left_out_lines(starting, titles),
        crosswalk=_crosswalk(starting, language),
        ambition=""
        if starting.ambition is None or len(starting.merger.partners) == 1
        else formats.number(starting.ambition, locale),
        practice=shown,
        levels=_levels(shown),
        everything=address("omrader", alle="1"),
    )


def _levels(shown: Practice | None) -> list[Choice]:
    """The levels «what all lack» may be asked for at; `value` is the level's name."""
    steps = shown.steps if shown else []
    return [Choice(step.name, address("mangler", niva=str(step.value)), step.is_chosen) for step in steps]


def _has_points(starting: Starting) -> bool:
    return bool(starting.total.points) or any(area.points for area in starting.areas)


def _is_demonstration(starting: Starting) -> bool:
    units = [partner.unit for partner in starting.merger.partners]
    return any(unit is not None and unit.is_demonstration for unit in [*units, starting.merger.successor])


def _titles(starting: Starting, language: Language) -> Mapping[str, tuple[str, str]]:
    return merger_tables.area_titles(starting, language.gettext("Område %(number)s"))


def _lacking(row: Comparison) -> str:
    """Why there is no range: a reason all share, `mixed`, or `coverage` where some have points and too few."""
    if row.points:
        return "coverage"
    reasons = set(row.left_out.values())
    return reasons.pop().value if len(reasons) == 1 else "mixed"


def _crosswalk(starting: Starting, language: Language) -> list[tuple[str, str]]:
    """Name and own edition of those whose points come from an older edition."""
    return [
        (partner.unit.name, _edition(partner.known.edition, language.locale))
        for partner in starting.merger.partners
        if partner.known and partner.unit in starting.through_crosswalk
    ]


def _partner_line(sign: int, partner: Partner, starting: Starting, language: Language) -> PartnerLine:
    locale = language.locale
    return PartnerLine(
        sign=sign,
        letter=letter(sign),
        name=partner.unit.name,
        number=partner.unit.number,
        share=share_text(partner.share, locale) if partner.is_part else "",
        is_estimate=partner.is_estimate,
        inhabitants=formats.number(partner.inhabitants, locale),
        year=str(partner.inhabitants_year) if partner.inhabitants_year else "",
        brought=formats.number(partner.weight, locale),
        weight=share_text(starting.merger.part_of(partner), locale),
        weight_share=round(float(100 * starting.merger.part_of(partner)), 2),
        note=partner.note,
        known=_known_line(partner.known, language) if partner.known else None,
        earlier=[_known_line(known, language) for known in partner.earlier],
    )


def share_text(share: Fraction, locale: str) -> str:
    """A share in whole per cent; a part is never printed as 0 or 100: «< 1 %», «> 99 %»."""
    if 0 < share < Fraction(1, 200):
        return f"< {formats.percent(Fraction(1, 100), locale)}"
    if Fraction(199, 200) <= share < 1:
        return f"> {formats.percent(Fraction(99, 100), locale)}"
    return formats.percent(share, locale)


def _known_line(known: KnownResult, language: Language) -> KnownLine:
    locale = language.locale
    return KnownLine(
        year="" if known.year is None else str(known.year),
        edition=_edition(known.edition, locale),
        depth=known.depth.value,
        total="" if known.total is None else formats.number(known.total, locale),
        maximum=formats.number(known.maximum, locale),
        evaluation_id=known.evaluation_id,
        sources=sources(known.source, language),
    )


def _edition(edition: EditionKey, locale: str) -> str:
    """The title of an edition on the shelf, the year of one that is not; empty for an unknown one."""
    try:
        return session.installation().shelf.get(edition.framework, edition.edition, locale).title
    except NotFound:
        return edition.edition


def _outcome(found: BeforeAfter, after: KnownResult, wish: Wish, language: Language) -> Outcome:
    locale, starting = language.locale, found.starting
    titles = _titles(starting, language)
    total = merger_tables.after_row(starting.total, starting, ("", ""), found.kind, locale)
    rows = merger_tables.after_rows(starting, titles, found.kind, locale)
    if not wish.in_framework_order:
        rows = [rows[place] for place in merger_tables.by_difference(starting)]
    return Outcome(
        known=_known_line(after, language),
        total=total,
        rows=rows,
        maximum=formats.number(after.maximum, locale),
        coverage=merger_tables.coverage_line(starting.total.coverage, locale),
        lacking=_no_difference(found),
        levelled=merger_tables.levelled(starting),
        falls=any(row.tone == "fall" for row in [total, *rows]),
        crosswalk=_crosswalk(starting, language),
        left_out=merger_tables.left_out_lines(starting, titles) if _own_starting(found) is not starting else [],
    )


def _no_difference(found: BeforeAfter) -> str:
    total = found.starting.total
    if total.baseline is not None:
        return ""
    if total.range is None and any(area.difference is not None for area in found.starting.areas):
        return "crosswalk" if found.starting.through_crosswalk else "total"
    without_largest = found.kind is BaselineKind.LARGEST and total.range is not None
    return "largest" if without_largest else _lacking(total)


def _later_line(known: KnownResult, found: BeforeAfter, language: Language) -> LaterLine:
    baseline = found.starting.total.baseline
    comparable = baseline is not None and known.edition == found.starting.edition and known.total is not None
    difference = baseline.difference(known.total) if comparable and baseline and known.total is not None else None
    return LaterLine(
        known=_known_line(known, language),
        address=address("etter", evaluering=name_of(known)),
        difference=merger_tables.difference_text(difference, found.kind, language.locale),
        tone=merger_tables.tone(difference),
        is_chosen=known == found.after,
    )


def _kind_choice(kind: BaselineKind, chosen: BaselineKind) -> Choice:
    value = "" if kind is BaselineKind.RANGE else kind.value
    return Choice(kind.value, address("etter", grunnlag=value), kind is chosen)


def _boundary(change: Change, locale: str) -> Boundary:
    return Boundary(
        day=formats.long_date(change.date, locale),
        giver=change.from_name,
        receiver=change.to_name,
        inhabitants="" if change.inhabitants is None else formats.number(change.inhabitants, locale),
        note=change.note,
    )
