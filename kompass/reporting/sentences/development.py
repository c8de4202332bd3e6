"""Sentences of the development report: what changed, and what cannot be said."""

from collections.abc import Mapping, Sequence
from datetime import date

from kompass import formats
from kompass.domain.measures import MeasureStatus
from kompass.reporting.sentences.voice import Voice


def title(voice: Voice, name: str) -> str:
    return voice.gettext("%(name)s over tid") % {"name": name}


def kind(voice: Voice) -> str:
    return voice.gettext("Kommunekompasset: utviklingen over tid")


def years(voice: Voice, first: int | None, last: int | None) -> str:
    """«2019–2026», one year when both are alike; empty when no year is known."""
    if first is None or last is None or first == last:
        return str(last or "")
    return voice.gettext("%(first)s–%(last)s") % {"first": str(first), "last": str(last)}


def opening(voice: Voice, name: str, count: int, span: str) -> str:
    """How many evaluations there are, and of which years."""
    values = {"name": name, "count": voice.whole(count), "years": span}
    if not span:
        text = voice.ngettext(
            "Kompass kjenner én evaluering av %(name)s. Året er ikke kjent.",
            "Kompass kjenner %(count)s evalueringer av %(name)s. Årene er ikke kjent.",
            count,
        )
    else:
        text = voice.ngettext(
            "Kompass kjenner én evaluering av %(name)s, fra %(years)s.",
            "Kompass kjenner %(count)s evalueringer av %(name)s, %(years)s.",
            count,
        )
    return text % values


def only_one(voice: Voice) -> str:
    """Said kindly: there is nothing to compare yet."""
    return voice.gettext(
        "Det er ingenting å sammenligne med ennå, og slik begynner alle. Når kommunen evalueres på nytt etter samme "
        "utgave, kan både summen, områdene og hver prosess holdes opp mot det som står her."
    )


def nothing_comparable(voice: Voice) -> str:
    """Several evaluations, but no two that can be compared."""
    return voice.gettext(
        "Ingen to av evalueringene kan holdes direkte opp mot hverandre: Enten er de gjort etter ulike utgaver, eller "
        "så er poengene ikke kjent. De står ved siden av hverandre, men forskjellen mellom dem er ikke en utvikling."
    )


def not_finished(voice: Voice) -> str:
    """The last evaluation has no area that is scored to the end, but some processes that are."""
    return voice.gettext(
        "Evalueringen som er under arbeid, har ingen ferdige områder ennå. Prosessene som er vurdert, er holdt opp mot "
        "forrige gang."
    )


# What changed


def total_changed(voice: Voice, before: tuple[str, int], after: tuple[str, int], maximum: int) -> str:
    """The total of two evaluations, each with its label."""
    change = after[1] - before[1]
    values = {
        "before": before[0],
        "after": after[0],
        "from": voice.whole(before[1]),
        "to": voice.whole(after[1]),
        "maximum": voice.whole(maximum),
        "change": voice.whole(abs(change)),
    }
    if change > 0:
        text = voice.gettext(
            "Summen gikk fra %(from)s i %(before)s til %(to)s i %(after)s, av %(maximum)s. Det er en økning på %(change)s."
        )
    elif change < 0:
        text = voice.gettext(
            "Summen gikk fra %(from)s i %(before)s til %(to)s i %(after)s, av %(maximum)s. Det er en nedgang på %(change)s."
        )
    else:
        text = voice.gettext("Summen er den samme i %(before)s og %(after)s: %(to)s av %(maximum)s.")
    return text % values


def other_maximum(voice: Voice, before: str, after: str, maxima: tuple[int, int]) -> str:
    """Why two totals by the same edition are not compared."""
    values = {"before": before, "after": after, "first": voice.whole(maxima[0]), "second": voice.whole(maxima[1])}
    return (
        voice.gettext(
            "Summene i %(before)s og %(after)s sammenlignes ikke: Ikke de samme områdene er med, så høyeste mulige sum "
            "er %(first)s og %(second)s. Områdene sammenlignes hvert for seg."
        )
        % values
    )


def areas_counted(voice: Voice, up: int, down: int, unchanged: int) -> str:
    """How many areas rose, fell and stayed."""
    values = {"up": _counted(voice, up), "down": _counted(voice, down), "all": voice.whole(up + down + unchanged)}
    if not up and not down:
        return voice.gettext("Alle områdene har like mange poeng som før.")
    if unchanged or (up and down):
        text = voice.gettext("Av %(all)s områder gikk %(up)s opp og %(down)s ned.")
    elif up:
        text = voice.gettext("Alle de %(all)s områdene gikk opp.")
    else:
        text = voice.gettext("Alle de %(all)s områdene gikk ned.")
    same = voice.ngettext(
        "Ett har like mange poeng som før.", "%(count)s har like mange poeng som før.", unchanged
    ) % {"count": voice.whole(unchanged)}
    return f"{text % values} {same}" if unchanged else text % values


def _counted(voice: Voice, count: int) -> str:
    """A count inside a sentence: no reader says «0 gikk ned»."""
    return voice.whole(count) if count else voice.gettext("ingen")


def rose_most(voice: Voice, areas: Sequence[str], change: int) -> str:
    values = {"areas": voice.listed(areas), "points": voice.whole(change)}
    return (
        voice.ngettext(
            "Mest opp gikk %(areas)s, med %(points)s poeng.",
            "Mest opp gikk %(areas)s, med %(points)s poeng.",
            change,
        )
        % values
    )


def fell_most(voice: Voice, areas: Sequence[str], change: int) -> str:
    values = {"areas": voice.listed(areas), "points": voice.whole(abs(change))}
    return (
        voice.ngettext(
            "Mest ned gikk %(areas)s, med %(points)s poeng.",
            "Mest ned gikk %(areas)s, med %(points)s poeng.",
            abs(change),
        )
        % values
    )


def processes_counted(voice: Voice, labels: tuple[str, str], counts: tuple[int, int, int]) -> str:
    """How many processes rose, fell and stayed between two evaluations, given by their labels."""
    up, down, unchanged = counts
    values = {"before": labels[0], "after": labels[1], "count": voice.whole(up)}
    values |= {"down": _counted(voice, down), "unchanged": _counted(voice, unchanged)}
    if not up and not down:
        text = voice.gettext("Ingen prosesser står på et annet nivå i %(after)s enn i %(before)s.")
    elif not up:
        text = voice.gettext(
            "Ingen prosesser står på et høyere nivå i %(after)s enn i %(before)s, %(down)s på et lavere og "
            "%(unchanged)s på det samme."
        )
    else:
        text = voice.ngettext(
            "Én prosess står på et høyere nivå i %(after)s enn i %(before)s, %(down)s på et lavere og %(unchanged)s på "
            "det samme.",
            "%(count)s prosesser står på et høyere nivå i %(after)s enn i %(before)s, %(down)s på et lavere og "
            "%(unchanged)s på det samme.",
            up,
        )
    return text % values


def processes_left_out(voice: Voice, count: int) -> str:
    """Processes without a level in one of the two."""
    return voice.ngettext(
        "Én prosess er ikke med, for den mangler nivå eller er ikke aktuell i en av evalueringene.",
        "%(count)s prosesser er ikke med, for de mangler nivå eller er ikke aktuelle i en av evalueringene.",
        count,
    ) % {"count": voice.whole(count)}


def measures_counted(voice: Voice, counts: Mapping[MeasureStatus, int]) -> str:
    """How many of the measures are carried out."""
    whole = sum(counts.values())
    values = {
        "whole": voice.whole(whole),
        "done": _counted(voice, counts[MeasureStatus.DONE]),
        "started": _counted(voice, counts[MeasureStatus.STARTED]),
        "dropped": _counted(voice, counts[MeasureStatus.DROPPED]),
    }
    if whole == 1:
        return _only_measure(voice, next(status for status, count in counts.items() if count))
    return (
        voice.gettext("Av %(whole)s tiltak er %(done)s gjennomført, %(started)s i gang og %(dropped)s droppet.")
        % values
    )


def _only_measure(voice: Voice, status: MeasureStatus) -> str:
    texts = {
        MeasureStatus.PLANNED: voice.gettext("Ett tiltak er valgt. Det er ikke begynt på ennå."),
        MeasureStatus.STARTED: voice.gettext("Ett tiltak er valgt. Det er i gang."),
        MeasureStatus.DONE: voice.gettext("Ett tiltak er valgt. Det er gjennomført."),
        MeasureStatus.DROPPED: voice.gettext("Ett tiltak er valgt. Det er droppet."),
    }
    return texts[status]


def few_points(voice: Voice) -> str:
    return voice.gettext(
        "Nivåene er satt av mennesker, og ofte av ulike mennesker hver gang. Noen få poeng opp eller ned betyr lite."
    )


# The evaluations


def label(voice: Voice, name: str, *, is_draft: bool) -> str:
    """What an evaluation is called in charts and tables."""
    return voice.gettext("%(name)s (utkast)") % {"name": name} if is_draft else name


def draft_notice(voice: Voice) -> str:
    """That an evaluation is not delivered."""
    return voice.gettext("Det som er merket som utkast, er ikke levert og kan bli endret.")


def unfinished(voice: Voice, label: str, missing: int) -> str:
    values = {"label": label, "missing": voice.whole(missing)}
    return (
        voice.ngettext(
            "%(label)s: Én prosess er ikke vurdert. Områder som ikke er ferdige, står uten tall.",
            "%(label)s: %(missing)s prosesser er ikke vurdert. Områder som ikke er ferdige, står uten tall.",
            missing,
        )
        % values
    )


def totals_only(voice: Voice, labels: Sequence[str]) -> str:
    values = {"labels": formats.listing(labels, voice.locale)}
    return voice.gettext("Fra %(labels)s er bare summen kjent. Områdene er derfor ikke med.") % values


def no_figures(voice: Voice, labels: Sequence[str]) -> str:
    values = {"labels": formats.listing(labels, voice.locale)}
    return (
        voice.gettext("Fra %(labels)s vet vi bare at det er gjort en evaluering. Poengene er ikke publisert.")
        % values
    )


def other_editions(voice: Voice, count: int) -> str:
    return voice.gettext(
        "Evalueringene er gjort etter %(count)s ulike utgaver. Linjen er brutt der utgaven skifter, for poeng etter "
        "ulike utgaver kan ikke trekkes fra hverandre."
    ) % {"count": voice.whole(count)}


def only_last(voice: Voice, count: int) -> str:
    return voice.gettext("Diagrammet viser de %(count)s siste. Alle står i tabellen.") % {
        "count": voice.whole(count)
    }


def only_last_of_edition(voice: Voice, count: int) -> str:
    return voice.gettext("Diagrammet og tabellen viser de %(count)s siste.") % {"count": voice.whole(count)}


def totals_in_words(voice: Voice, items: Sequence[str]) -> str:
    return voice.gettext("Linjediagram over summen, i prosent av det høyeste mulige. %(items)s.") % {
        "items": "; ".join(items)
    }


def totals_caption(voice: Voice, highest: str, points: int, maximum: int) -> str:
    """The finding where no two totals can be compared."""
    values = {"label": highest, "points": voice.whole(points), "maximum": voice.whole(maximum)}
    return voice.gettext("Den siste kjente summen er %(points)s av %(maximum)s, fra %(label)s.") % values


# Areas, processes and measures


def one_of_edition(voice: Voice, label: str) -> str:
    return voice.gettext(
        "Bare evalueringen fra %(label)s er gjort etter denne utgaven med områdene kjent. Den har ingenting å holdes opp mot."
    ) % {"label": label}


def through_crosswalk(voice: Voice, earlier: str, later: str) -> str:
    """What a comparison through a crosswalk holds for."""
    return voice.gettext(
        "Utgaven har en overgang fra den eldre utgaven. Områdene i tabellen spør om det samme i %(earlier)s og "
        "%(later)s, og bare de sammenlignes. Summen sammenlignes ikke."
    ) % {"earlier": earlier, "later": later}


def not_linked(voice: Voice, areas: Sequence[str]) -> str:
    return voice.gettext("Disse områdene har ingen motpart i den eldre utgaven: %(areas)s.") % {
        "areas": voice.listed(areas)
    }


def no_crosswalk(voice: Voice, labels: Sequence[str]) -> str:
    """Which evaluations are by an edition without a crosswalk to the newest."""
    return voice.gettext(
        "Utgaven har ingen overgang fra utgavene som ble brukt i %(labels)s. Ingenting derfra er sammenlignet med den."
    ) % {"labels": formats.listing(labels, voice.locale)}


def compared(voice: Voice, before: str, after: str) -> str:
    return voice.gettext(
        "Prosess for prosess, fra %(before)s til %(after)s. Det som er verdt flest poeng, står først."
    ) % {
        "before": before,
        "after": after,
    }


def first_of(voice: Voice, count: int, listed: int) -> str:
    """That a list is longer than what is printed."""
    return voice.gettext("Her er de %(listed)s første av %(count)s.") % {
        "listed": voice.whole(listed),
        "count": voice.whole(count),
    }


def measures_after(voice: Voice, label: str) -> str:
    return voice.gettext("Tiltak etter %(label)s") % {"label": label}


def levels_beside(voice: Voice, before: str, after: str) -> str:
    """What stands beside the measures, and what it does not prove."""
    return voice.gettext(
        "Ved siden av står nivået prosessen hadde i %(before)s, og det den hadde i %(after)s. At nivået er et annet, "
        "viser ikke at det var tiltaket som gjorde det."
    ) % {"before": before, "after": after}


def levels_unknown(voice: Voice) -> str:
    return voice.gettext(
        "Kommunen er ikke evaluert på nytt etter samme utgave, så vi vet ikke hvor prosessene står nå."
    )


# The municipality itself


def born(voice: Voice, names: Sequence[str], day: date) -> str:
    """What the municipality was made from: theirs is another report."""
    values = {"names": formats.listing(names, voice.locale), "date": formats.long_date(day, voice.locale)}
    return (
        voice.gettext(
            "Kommunen ble til %(date)s av %(names)s. Evalueringene av dem gjelder andre kommuner og er ikke med her. Se "
            "rapporten før og etter."
        )
        % values
    )


def ended(voice: Voice, names: Sequence[str], day: date) -> str:
    values = {"names": formats.listing(names, voice.locale), "date": formats.long_date(day, voice.locale)}
    return (
        voice.gettext(
            "Kommunen fantes til %(date)s og gikk inn i %(names)s. Rapporten gjelder kommunen slik den var. Se rapporten "
            "før og etter."
        )
        % values
    )


def numbers(voice: Voice, found: Sequence[str]) -> str:
    """That the municipality has changed its number."""
    return voice.gettext("Kommunen har hatt numrene %(numbers)s. Det er den samme kommunen, og alt er med.") % {
        "numbers": formats.listing(found, voice.locale)
    }
