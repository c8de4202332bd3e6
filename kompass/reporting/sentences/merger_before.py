"""Sentences of the merger report about what the predecessors had; a compilation has no more than this."""

from collections.abc import Sequence
from fractions import Fraction

from kompass.domain.before_after import Comparison
from kompass.domain.merger import Coverage
from kompass.reporting.sentences.mergers import joined, most_of
from kompass.reporting.sentences.voice import Voice


def coverage(voice: Voice, found: Coverage) -> str:
    values = {"count": voice.whole(found.count), "of": voice.whole(found.of), "share": voice.percent(found.share)}
    return voice.gettext("Dekning: %(count)s av %(of)s kommuner, %(share)s av innbyggerne") % values


def too_little(voice: Voice, found: Coverage) -> str:
    if not found.count:
        return voice.gettext(
            "Ingen av dem har poeng som kan sammenlignes. Derfor er det ikke regnet ut noe grunnlag."
        )
    values = {"count": voice.whole(found.count), "of": voice.whole(found.of), "share": voice.percent(found.share)}
    return (
        voice.gettext(
            "Bare %(count)s av %(of)s kommuner, med %(share)s av innbyggerne, har poeng som kan sammenlignes. Det er "
            "mindre enn to tredeler, og derfor er det ikke regnet ut noe grunnlag. Poengene som finnes, står likevel."
        )
        % values
    )


def starting(voice: Voice, found: Comparison, *, is_merger: bool) -> str:
    """What the predecessors had in all."""
    low, high = min(found.points.values()), max(found.points.values())
    values = {
        "low": voice.whole(low),
        "high": voice.whole(high),
        "maximum": voice.whole(found.maximum),
        "mean": voice.tenth(found.mean or Fraction(0)),
    }
    if len(found.points) == 1:
        values["name"] = next(iter(found.points)).name
        return voice.gettext("%(name)s hadde %(low)s av %(maximum)s poeng.") % values
    text = (
        voice.gettext(
            "Den nye kommunen startet et sted mellom %(low)s og %(high)s av %(maximum)s poeng: det den svakeste og "
            "den sterkeste forgjengeren hadde. Snittet vektet etter innbyggere er %(mean)s."
        )
        if is_merger
        else voice.gettext(
            "Kommunene har fra %(low)s til %(high)s av %(maximum)s poeng. Snittet vektet etter innbyggere er "
            "%(mean)s."
        )
    )
    return text % values


def best_in(voice: Voice, name: str, areas: Sequence[str], of: int, *, is_merger: bool) -> str:
    """In which of the `of` areas one has the most points; all of them are not listed."""
    values = {"name": name, "areas": voice.listed(list(areas)), "count": voice.whole(of)}
    if len(areas) == of > 1:
        text = (
            voice.gettext("%(name)s hadde flest poeng i alle de %(count)s områdene.")
            if is_merger
            else voice.gettext("%(name)s har flest poeng i alle de %(count)s områdene.")
        )
        return text % values
    if is_merger:
        return voice.gettext("%(name)s hadde flest poeng i %(areas)s.") % values
    return voice.gettext("%(name)s har flest poeng i %(areas)s.") % values


def gaps_counted(voice: Voice, count: int, level: str) -> str:
    values = {"count": voice.whole(count), "level": level}
    return (
        voice.ngettext(
            "I én prosess når ingen av kommunene nivået «%(level)s».",
            "I %(count)s prosesser når ingen av kommunene nivået «%(level)s».",
            count,
        )
        % values
    )


def lessons_counted(voice: Voice, count: int) -> str:
    return voice.ngettext(
        "I én prosess står én kommune på øverste nivå mens en annen knapt er i gang.",
        "I %(count)s prosesser står én kommune på øverste nivå mens en annen knapt er i gang.",
        count,
    ) % {"count": voice.whole(count)}


def crosswalked(voice: Voice, names: Sequence[str]) -> str:
    return voice.gettext(
        "Merk: %(names)s ble evaluert med en eldre utgave. Poengene er ført over for de områdene som spør om det samme, "
        "og bare der. Summen er ikke ført over."
    ) % {"names": joined(voice, names)}


def own_edition(voice: Voice, found: str) -> str:
    return voice.gettext("Poengene i dette kapitlet er etter forgjengernes egen utgave: %(edition)s.") % {
        "edition": found
    }


def range_in_words(voice: Voice, items: Sequence[str]) -> str:
    return voice.gettext("Diagram over poengene i hvert område. %(items)s.") % {"items": "; ".join(items)}


def range_item(voice: Voice, title: str, points: Sequence[tuple[str, int]], mean: Fraction | None) -> str:
    if not points:
        return voice.gettext("%(title)s: ingen tall") % {"title": title}
    text = f"{title}: " + ", ".join(f"{name} {voice.whole(value)}" for name, value in points)
    if mean is not None and len(points) > 1:
        text += ", " + voice.gettext("vektet snitt %(mean)s") % {"mean": voice.tenth(mean)}
    return text


def range_caption(voice: Voice, widest: str, spread: int, *, is_merger: bool) -> str:
    values = {"area": voice.quoted(widest), "spread": voice.whole(spread)}
    if is_merger:
        return voice.gettext("Forgjengerne sto lengst fra hverandre i %(area)s: %(spread)s poeng.") % values
    return voice.gettext("Kommunene står lengst fra hverandre i %(area)s: %(spread)s poeng.") % values


def alike_caption(voice: Voice) -> str:
    return voice.gettext("I hvert område har alle like mange poeng.")


def known_caption(voice: Voice, names: Sequence[str]) -> str:
    return voice.gettext("Bare %(names)s har poeng.") % {"names": joined(voice, names)}


def ambition(voice: Voice, points: int, *, is_merger: bool) -> str:
    values = {"points": voice.whole(points)}
    if is_merger:
        return (
            voice.gettext(
                "Tar den nye kommunen med seg det beste av hver i alle områdene, blir summen %(points)s. Det er en "
                "ambisjon, ikke et grunnlag."
            )
            % values
        )
    return (
        voice.gettext(
            "Legges det beste av hver sammen, område for område, blir summen %(points)s. Det er en ambisjon, ikke et "
            "resultat noen av dem har."
        )
        % values
    )


def noise(voice: Voice, partners: int) -> str:
    """Why best of each is too high. The figures are those of docs/mergers.md: standard deviation 5, 8 areas."""
    values = {"noise": voice.whole({2: 23, 3: 34}.get(partners, 41)), "partners": voice.whole(partners)}
    text = (
        voice.gettext(
            "Ambisjonen er for høy, for den velger ut de tilfeldige utslagene. Er det tilfeldige utslaget 5 poeng "
            "i hvert område, blir den om lag %(noise)s poeng for høy med %(partners)s kommuner."
        )
        if partners in (2, 3, 4)
        else voice.gettext(
            "Ambisjonen er for høy, for den velger ut de tilfeldige utslagene. Er det tilfeldige utslaget 5 poeng "
            "i hvert område, blir den mer enn %(noise)s poeng for høy med %(partners)s kommuner."
        )
    )
    return text % values


def gaps_introduced(voice: Voice, count: int, level: str, listed: int) -> str:
    if not count:
        return voice.gettext("I alle prosessene når minst én av kommunene nivået «%(level)s».") % {"level": level}
    text = gaps_counted(voice, count, level)
    if count > 1:
        text += " " + voice.gettext("De der den beste har flest poeng igjen, står først.")
    return text + most_of(voice, count, listed)


def lessons_introduced(voice: Voice, count: int, listed: int) -> str:
    text = lessons_counted(voice, count)
    if count > 1:
        text += " " + voice.gettext("De som står lengst fra hverandre i poeng, står først.")
    return text + most_of(voice, count, listed)


def nothing_before(voice: Voice, *, is_evaluated: bool) -> str:
    """What can be said while no predecessor has figures."""
    if is_evaluated:
        return voice.gettext(
            "Uten poengene kan det ikke sies hva kommunene hadde til sammen, hvem som var best i hva, eller hva alle "
            "manglet. Rapportene fra den gangen kan ligge i kommunens arkiv."
        )
    return voice.gettext(
        "Uten en evaluering kan det ikke sies hva kommunene hadde til sammen, hvem som var best i hva, eller hva alle "
        "manglet."
    )
