"""What the charts show, in words: the caption is the finding, the alternative text holds the data."""

from collections.abc import Sequence
from fractions import Fraction

from kompass.domain.points import Published
from kompass.reporting.sentences.voice import Voice


def above_group(voice: Voice, above: int, count: int) -> str:
    """The finding of the dots: how many areas lie above the mean."""
    values = {"above": voice.whole(above), "count": voice.whole(count)}
    if above == count:
        return voice.gettext("Alle områdene ligger over snittet i gruppen.")
    if not above:
        return voice.gettext("Ingen av områdene ligger over snittet i gruppen.")
    return (
        voice.ngettext(
            "Ett av %(count)s områder ligger over snittet i gruppen.",
            "%(above)s av %(count)s områder ligger over snittet i gruppen.",
            above,
        )
        % values
    )


def range_of_areas(voice: Voice, lowest: int, highest: int) -> str:
    """The finding without a group: from the lowest to the highest area."""
    values = {
        "lowest": voice.whole(lowest),
        "highest": voice.whole(highest),
        "spread": voice.whole(highest - lowest),
    }
    return (
        voice.ngettext(
            "Områdene har fra %(lowest)s til %(highest)s poeng. Det skiller %(spread)s poeng mellom det svakeste og "
            "det sterkeste.",
            "Områdene har fra %(lowest)s til %(highest)s poeng. Det skiller %(spread)s poeng mellom det svakeste og "
            "det sterkeste.",
            highest - lowest,
        )
        % values
    )


def outside_median(voice: Voice, outside: int, count: int) -> str:
    """The finding of the radar: in how many areas the profile lies outside the median."""
    values = {"outside": voice.whole(outside), "count": voice.whole(count)}
    return (
        voice.ngettext(
            "Profilen ligger utenfor medianen i gruppen i ett av %(count)s områder.",
            "Profilen ligger utenfor medianen i gruppen i %(outside)s av %(count)s områder.",
            outside,
        )
        % values
    )


def profile(voice: Voice, strongest: Sequence[str], weakest: Sequence[str]) -> str:
    """The finding of the radar without a group."""
    values = {"strongest": voice.listed(strongest), "weakest": voice.listed(weakest)}
    return voice.gettext("Profilen når lengst ut i %(strongest)s og kortest i %(weakest)s.") % values


def even_profile(voice: Voice) -> str:
    return voice.gettext("Profilen er jevn: alle områdene har like mange poeng.")


def still_open(voice: Voice) -> str:
    """The finding while too little is scored to find one."""
    return voice.gettext("Resultatet så langt. Områder som ikke er ferdig vurdert, står som et spenn.")


def furthest(voice: Voice, areas: Sequence[str], share: Fraction, level: str) -> str:
    """The finding of the levels: where the largest share of the processes has come far."""
    values = {"areas": voice.listed(areas), "share": voice.percent(share), "level": voice.quoted(level)}
    return (
        voice.ngettext(
            "Lengst har arbeidet kommet i %(areas)s, der %(share)s av prosessene har nådd %(level)s eller høyere.",
            "Lengst har arbeidet kommet i %(areas)s, der %(share)s av prosessene i hvert område har nådd %(level)s "
            "eller høyere.",
            len(areas),
        )
        % values
    )


def subareas(voice: Voice, best: Sequence[str], worst: Sequence[str], high: Fraction, low: Fraction) -> str:
    """The finding of an area's bars: nearest and farthest from the ideal."""
    values = {
        "best": voice.listed(best),
        "worst": voice.listed(worst),
        "high": voice.percent(high),
        "low": voice.percent(low),
    }
    return voice.gettext("Nærmest idealet: %(best)s med %(high)s. Lengst unna: %(worst)s med %(low)s.") % values


def one_subarea(voice: Voice, title: str, share: Fraction) -> str:
    values = {"title": voice.quoted(title), "share": voice.percent(share)}
    return voice.gettext("%(title)s når %(share)s av idealet.") % values


def same_subareas(voice: Voice, share: Fraction) -> str:
    return voice.gettext("Alle delområdene når like langt: %(share)s av idealet.") % {"share": voice.percent(share)}


def dots_in_words(voice: Voice, items: Sequence[str]) -> str:
    return voice.gettext("Prikkdiagram, poeng per område fra 0 til 100. %(items)s.") % {"items": "; ".join(items)}


def radar_in_words(voice: Voice, items: Sequence[str]) -> str:
    return voice.gettext("Radardiagram, poeng per område fra 0 til 100. %(items)s.") % {"items": "; ".join(items)}


def bars_in_words(voice: Voice, items: Sequence[str]) -> str:
    return voice.gettext("Søylediagram, prosent av idealet per delområde. %(items)s.") % {"items": "; ".join(items)}


def levels_in_words(voice: Voice, items: Sequence[str]) -> str:
    return voice.gettext("Stablet søylediagram, prosesser på hvert nivå per område. %(items)s.") % {
        "items": "; ".join(items)
    }


def emblem_in_words(voice: Voice, found: Published) -> str:
    values = {"points": voice.points(found), "maximum": voice.whole(found.maximum)}
    return voice.gettext("Én linje for hvert område viser poengene. Summen er %(points)s av %(maximum)s.") % values


def item(voice: Voice, title: str, figure: str) -> str:
    return voice.gettext("%(title)s: %(figure)s") % {"title": title, "figure": figure}


def count(voice: Voice, level: str, count: int) -> str:
    return voice.gettext("%(level)s %(count)s") % {"level": level, "count": voice.whole(count)}


def item_with_band(voice: Voice, title: str, figure: str, band: tuple[Fraction, Fraction, Fraction]) -> str:
    """One area with the group's middle half and median."""
    lower, median, upper = band
    values = {
        "title": title,
        "figure": figure,
        "median": voice.whole(median),
        "band": voice.band(lower, upper),
    }
    return voice.gettext("%(title)s: %(figure)s, gruppens midtre halvdel %(band)s og median %(median)s") % values


def item_with_median(voice: Voice, title: str, figure: str, median: Fraction) -> str:
    values = {"title": title, "figure": figure, "median": voice.whole(median)}
    return voice.gettext("%(title)s: %(figure)s, median i gruppen %(median)s") % values


def item_with_mean(voice: Voice, title: str, figure: str, mean: str) -> str:
    values = {"title": title, "figure": figure, "mean": mean}
    return voice.gettext("%(title)s: %(figure)s, snitt i gruppen %(mean)s") % values
