"""What the charts show, in words: the caption is the finding, the alternative text holds the data."""

from collections.abc import Sequence
from fractions import Fraction

from kompass import formats
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


def subareas_of(voice: Voice, area: str) -> str:
    """What the bars of an area are called."""
    return voice.gettext("Delområdene i %(area)s") % {"area": voice.quoted(area)}


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


# Ranked


def ranked_in_words(voice: Voice, items: Sequence[str]) -> str:
    return voice.gettext("Søylediagram, poeng per område fra 0 til 100, det høyeste først. %(items)s.") % {
        "items": "; ".join(items)
    }


# Development


def slopes_in_words(voice: Voice, items: Sequence[str]) -> str:
    return voice.gettext("Linjediagram, poeng per område fra 0 til 100 i hver evaluering. %(items)s.") % {
        "items": "; ".join(items)
    }


def slope_item(voice: Voice, title: str, points: Sequence[tuple[str, str]]) -> str:
    """One line: each evaluation with its points, an empty text where they are not known."""
    unknown = voice.gettext("ikke kjent")
    return item(voice, title, ", ".join(f"{moment} {figure or unknown}" for moment, figure in points))


def changed_most(voice: Voice, areas: Sequence[str], change: int, since: str) -> str:
    """The finding of the lines: where the largest change is, a rise or a fall in whole points."""
    values = {"areas": voice.listed(areas), "points": voice.whole(abs(change)), "since": since}
    if change < 0:
        return (
            voice.ngettext(
                "Siden %(since)s har %(areas)s falt mest, med %(points)s poeng.",
                "Siden %(since)s har %(areas)s falt mest, med %(points)s poeng.",
                abs(change),
            )
            % values
        )
    return (
        voice.ngettext(
            "Siden %(since)s har %(areas)s økt mest, med %(points)s poeng.",
            "Siden %(since)s har %(areas)s økt mest, med %(points)s poeng.",
            change,
        )
        % values
    )


def nothing_changed(voice: Voice, since: str) -> str:
    return voice.gettext("Alle områdene har like mange poeng som i %(since)s.") % {"since": since}


# Every process


def heat_in_words(voice: Voice, items: Sequence[str]) -> str:
    """The items count the levels of an area; each process stands in the appendix."""
    return voice.gettext("Rutediagram med én rute for hver prosess, skyggelagt etter nivå. %(items)s.") % {
        "items": "; ".join(items)
    }


# Side by side


def panels_in_words(voice: Voice, items: Sequence[str]) -> str:
    text = voice.gettext("Små søylediagrammer ved siden av hverandre, poeng per område fra 0 til 100.")
    return " ".join((text, *items))


def panel_item(voice: Voice, name: str, parts: Sequence[tuple[str, str]]) -> str:
    """One municipality with its points in each area."""
    values = {"name": name, "areas": "; ".join(item(voice, title, figure) for title, figure in parts)}
    return voice.gettext("%(name)s har %(areas)s.") % values


def of_maximum(voice: Voice, points: int, maximum: int) -> str:
    values = {"points": voice.whole(points), "maximum": voice.whole(maximum)}
    return voice.gettext("%(points)s av %(maximum)s") % values


def most_in(voice: Voice, names: Sequence[str], count: int, of: int) -> str:
    """The finding of the panels: who has most points, alone, in the largest number of areas."""
    values = {"names": formats.listing(names, voice.locale), "count": voice.whole(count), "of": voice.whole(of)}
    if len(names) > 1:
        return (
            voice.ngettext(
                "%(names)s har flest poeng i ett av %(of)s områder hver.",
                "%(names)s har flest poeng i %(count)s av %(of)s områder hver.",
                count,
            )
            % values
        )
    return (
        voice.ngettext(
            "%(names)s har flest poeng i ett av %(of)s områder.",
            "%(names)s har flest poeng i %(count)s av %(of)s områder.",
            count,
        )
        % values
    )


def nobody_alone(voice: Voice) -> str:
    return voice.gettext("Ingen av kommunene er alene om å ha flest poeng i et område.")


# The group


def distribution_in_words(voice: Voice, own: str, group: tuple[int, int, int], median: Fraction | None) -> str:
    """`own` is the municipality with its points; the group is its count and its lowest and highest points."""
    count, lowest, highest = group
    values = {"own": own, "count": voice.whole(count), "band": voice.band(lowest, highest)}
    text = (
        voice.gettext("Prikkdiagram over summen i kommunene i gruppen. %(own)s. De %(count)s andre: %(band)s")
        % values
    )
    if median is not None:
        text += ", " + voice.gettext("median %(median)s") % {"median": voice.whole(median)}
    return text + "."


def place_in_group(voice: Voice, name: str, below: int, count: int) -> str:
    """The finding of the group: how many of the others have fewer points."""
    values = {"name": name, "below": voice.whole(below), "count": voice.whole(count)}
    if below == count:
        return voice.gettext("%(name)s har flere poeng enn alle de %(count)s andre i gruppen.") % values
    if not below:
        return voice.gettext("%(name)s har ikke flere poeng enn noen av de %(count)s andre i gruppen.") % values
    return (
        voice.ngettext(
            "%(name)s har flere poeng enn én av de %(count)s andre i gruppen.",
            "%(name)s har flere poeng enn %(below)s av de %(count)s andre i gruppen.",
            below,
        )
        % values
    )
