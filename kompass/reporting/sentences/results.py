"""Sentences of the results: the findings, and why something is a strength or an improvement area."""

from collections.abc import Sequence
from fractions import Fraction

from kompass.domain.findings import Standing
from kompass.domain.points import Published
from kompass.reporting.sentences.voice import Number, Voice, inside


def headline(voice: Voice, best: Sequence[str], worst: Sequence[str]) -> str:
    """The result in one sentence, without points."""
    values = {"best": voice.listed(best), "worst": voice.listed(worst)}
    return voice.gettext("Kommunen er sterkest på %(best)s, og har mest å hente på %(worst)s.") % values


def even(voice: Voice) -> str:
    """The result in one sentence when all areas are alike."""
    return voice.gettext("Kommunen står like sterkt i alle områdene.")


def not_finished(voice: Voice) -> str:
    """The result in one sentence before there is one."""
    return voice.gettext("Vurderingen er ikke ferdig. Her står det som er klart så langt.")


def compared(voice: Voice, ahead: Sequence[str], behind: Sequence[str]) -> str:
    """Where the municipality is farthest from the mean of the group, without points; either may be empty."""
    values = {"ahead": voice.listed(ahead), "behind": voice.listed(behind)}
    if ahead and behind:
        text = voice.gettext(
            "Målt mot gruppen ligger kommunen lengst foran på %(ahead)s og lengst bak på %(behind)s."
        )
    elif ahead:
        text = voice.gettext(
            "Målt mot gruppen ligger kommunen lengst foran på %(ahead)s, og ikke bak i noe område."
        )
    else:
        text = voice.gettext(
            "Målt mot gruppen ligger kommunen lengst bak på %(behind)s, og ikke foran i noe område."
        )
    return text % values


def keep(voice: Voice, subareas: Sequence[str]) -> str:
    """The strongest sub-areas, without points."""
    return voice.gettext("Blant delområdene er kommunen kommet lengst med %(subareas)s.") % {
        "subareas": voice.listed(subareas)
    }


def begin(voice: Voice, subareas: Sequence[str]) -> str:
    """The sub-areas with most to gain, without points."""
    return voice.gettext("Blant delområdene er det mest å hente på %(subareas)s.") % {
        "subareas": voice.listed(subareas)
    }


def more_in_place(voice: Voice, count: int) -> str:
    """That more share the last place than are listed."""
    text = voice.ngettext(
        "Én til deler den siste plassen. Alle står i vedlegget.",
        "%(count)s til deler den siste plassen. Alle står i vedlegget.",
        count,
    )
    return text % {"count": voice.whole(count)}


def strongest(voice: Voice, areas: Sequence[str], found: Published) -> str:
    """The areas that share the most points."""
    values = {
        "areas": voice.listed(areas),
        "points": voice.whole(found.points),
        "maximum": voice.whole(found.maximum),
    }
    return (
        voice.ngettext(
            "Sterkest står kommunen i %(areas)s, med %(points)s av %(maximum)s poeng.",
            "Sterkest står kommunen i %(areas)s, med %(points)s av %(maximum)s poeng i hvert område.",
            len(areas),
        )
        % values
    )


def weakest(voice: Voice, areas: Sequence[str], found: Published) -> str:
    """The areas that share the fewest points."""
    values = {
        "areas": voice.listed(areas),
        "points": voice.whole(found.points),
        "maximum": voice.whole(found.maximum),
    }
    return (
        voice.ngettext(
            "Mest å hente har kommunen i %(areas)s, med %(points)s av %(maximum)s poeng.",
            "Mest å hente har kommunen i %(areas)s, med %(points)s av %(maximum)s poeng i hvert område.",
            len(areas),
        )
        % values
    )


def level_with(voice: Voice, found: Published) -> str:
    """All areas have the same points."""
    values = {"points": voice.whole(found.points), "maximum": voice.whole(found.maximum)}
    return voice.gettext("Alle områdene har like mange poeng: %(points)s av %(maximum)s.") % values


def ahead(voice: Voice, areas: Sequence[str], distance: int) -> str:
    values = {"areas": voice.listed(areas), "distance": voice.whole(distance)}
    return (
        voice.ngettext(
            "Målt mot gruppen ligger kommunen lengst foran i %(areas)s, %(distance)s poeng over snittet.",
            "Målt mot gruppen ligger kommunen lengst foran i %(areas)s, %(distance)s poeng over snittet.",
            distance,
        )
        % values
    )


def behind(voice: Voice, areas: Sequence[str], distance: int) -> str:
    values = {"areas": voice.listed(areas), "distance": voice.whole(distance)}
    return (
        voice.ngettext(
            "Målt mot gruppen ligger kommunen lengst bak i %(areas)s, %(distance)s poeng under snittet.",
            "Målt mot gruppen ligger kommunen lengst bak i %(areas)s, %(distance)s poeng under snittet.",
            distance,
        )
        % values
    )


def nowhere_ahead(voice: Voice) -> str:
    return voice.gettext("Ingen områder ligger over snittet i gruppen.")


def nowhere_behind(voice: Voice) -> str:
    return voice.gettext("Ingen områder ligger under snittet i gruppen.")


def reached(voice: Voice, count: int, answered: int, level: str) -> str:
    """How many processes are at least this far."""
    values = {"count": voice.whole(count), "answered": voice.whole(answered), "level": voice.quoted(level)}
    return (
        voice.ngettext(
            "%(count)s av %(answered)s vurderte prosesser har nådd nivået %(level)s eller høyere.",
            "%(count)s av %(answered)s vurderte prosesser har nådd nivået %(level)s eller høyere.",
            count,
        )
        % values
    )


def most_common(voice: Voice, levels: Sequence[str], count: int) -> str:
    """The level or levels most processes stand on."""
    values = {"levels": voice.listed(levels), "count": voice.whole(count)}
    return (
        voice.ngettext(
            "Flest prosesser, %(count)s, står på nivået %(levels)s.",
            "Flest prosesser, %(count)s på hvert nivå, står på %(levels)s.",
            len(levels),
        )
        % values
    )


def on_lowest(voice: Voice, count: int, level: str) -> str:
    values = {"count": voice.whole(count), "level": voice.quoted(level)}
    return (
        voice.ngettext(
            "Én prosess står på det laveste nivået, %(level)s.",
            "%(count)s prosesser står på det laveste nivået, %(level)s.",
            count,
        )
        % values
    )


def areas_not_applicable(voice: Voice, areas: Sequence[str], maximum: int) -> str:
    values = {"areas": voice.listed(areas), "maximum": voice.whole(maximum)}
    return (
        voice.ngettext(
            "Området %(areas)s er ikke aktuelt for kommunen. Høyeste mulige resultat er derfor %(maximum)s poeng.",
            "Områdene %(areas)s er ikke aktuelle for kommunen. Høyeste mulige resultat er derfor %(maximum)s poeng.",
            len(areas),
        )
        % values
    )


def standing(voice: Voice, found: Standing, level: str) -> str:
    """How far a part has come: the level's name, or the share of the ideal."""
    if level:
        return inside(level)
    return voice.gettext("%(share)s av idealet") % {"share": voice.percent(found.share)}


def reason(voice: Voice, found: Standing, level: str) -> str:
    """Why a part is listed against the ideal: where it stands, what is left, how far from the group."""
    values = {
        "standing": standing(voice, found, level),
        "gap": voice.tenth(found.gap),
        "distance": voice.tenth(abs(found.distance or Fraction(0))),
    }
    return _reason_text(voice, bool(found.gap), found.distance or 0) % values


def reason_against_group(voice: Voice, found: Standing, level: str) -> str:
    """Why a part is listed against the group: where it stands and how far from the mean."""
    values = {
        "standing": standing(voice, found, level),
        "distance": voice.tenth(abs(found.distance or Fraction(0))),
    }
    return _reason_text(voice, False, found.distance or 0) % values


def _reason_text(voice: Voice, has_gap: bool, distance: Number) -> str:
    side = (distance > 0) - (distance < 0)
    texts = {
        (False, 0): "%(standing)s",
        (False, 1): voice.gettext("%(standing)s, %(distance)s poeng over snittet"),
        (False, -1): voice.gettext("%(standing)s, %(distance)s poeng under snittet"),
        (True, 0): voice.gettext("%(standing)s, %(gap)s poeng å hente"),
        (True, 1): voice.gettext("%(standing)s, %(gap)s poeng å hente, %(distance)s over snittet"),
        (True, -1): voice.gettext("%(standing)s, %(gap)s poeng å hente, %(distance)s under snittet"),
    }
    return texts[has_gap, side]
