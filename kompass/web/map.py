"""The map of the municipalities: what each tile shows, and the table beside it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kompass import formats
from kompass.domain.history import HIGHEST_TOTAL, PUBLISHED_FRAMEWORK, KnownResult
from kompass.domain.permissions import Permission
from kompass.language import Language
from kompass.services.map import Movement, Place, labels, overview, tiles
from kompass.web import session
from kompass.web.guards import needs
from kompass.web.map_drawing import frame, label_views, outlines

pages = Blueprint("map", __name__, url_prefix="/kart")

CLASSES = 5
WIDTH = HIGHEST_TOTAL // CLASSES
# A change of at most one fortieth of the maximum, 20 of 800 points, is called little.
LITTLE = 40


@dataclass(frozen=True, slots=True)
class TileView:
    """One tile: `tone` is scale-1 to scale-5, up, even, down, known or none; `address` is empty without data."""

    x: int
    y: int
    tone: str
    text: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Row:
    """One municipality in the table; a text is empty where nothing is known."""

    view: TileView
    place: Place
    year: str
    edition: str
    total: str
    change: str
    since: str


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of the table; `direction` is ascending or descending in the column the table is sorted by."""

    name: str
    text: str
    address: str
    direction: str


@pages.get("")
@needs(Permission.EVALUATION_READ)
def show() -> ResponseReturnValue:
    language = session.current_language()
    found = overview(session.installation(), session.database(), session.actor(), language.locale)
    shows_change = request.args.get("vis") == "endring"
    rows = [_row(place, shows_change, language) for place in found.places]
    known = [row for row in rows if row.place.results]
    folder = session.installation().register_folder
    return render_template(
        "pages/map/show.html",
        shows_change=shows_change,
        tiles=sorted((row.view for row in rows if row.place.tile), key=lambda tile: (tile.y, tile.x)),
        outlines=outlines(tiles(folder)),
        labels=label_views(labels(folder), found.places),
        frame=frame(tiles(folder)),
        classes=[_class_text(number, language.locale) for number in range(CLASSES)],
        little=formats.number(HIGHEST_TOTAL // LITTLE, language.locale),
        rows=_sorted(known, _order(shows_change)),
        headings=_headings(shows_change, language),
        count=len(rows),
        unplaced=sum(row.place.tile is None for row in known),
        with_change=sum(bool(row.change) for row in known),
        is_uneven=any(row.place.latest and row.place.latest.maximum != HIGHEST_TOTAL for row in known),
        demonstrations=[_row(place, shows_change, language) for place in found.demonstrations],
    )


def _row(place: Place, shows_change: bool, language: Language) -> Row:
    latest, movement, locale = place.latest, place.movement, language.locale
    has_total = latest is not None and latest.total is not None
    return Row(
        view=_view(place, shows_change, language),
        place=place,
        year=str(latest.year or "") if latest else "",
        edition=_edition(latest) if latest else "",
        total=formats.number(latest.total or 0, locale) if latest and has_total else "",
        change=formats.change(movement.points, locale) if movement else "",
        since=str(movement.since) if movement else "",
    )


def _view(place: Place, shows_change: bool, language: Language) -> TileView:
    latest, number = place.latest, place.municipality.number
    return TileView(
        x=place.tile.column if place.tile else 0,
        y=place.tile.row if place.tile else 0,
        tone=_tone(place, shows_change),
        text=_text(place, shows_change, language.locale),
        name=_name(place, shows_change, language),
        address=url_for("municipalities.show", number=number) if latest else "",
    )


def _tone(place: Place, shows_change: bool) -> str:
    latest, movement = place.latest, place.movement
    if latest is None:
        return "none"
    if shows_change and movement:
        if abs(movement.points) * LITTLE <= latest.maximum:
            return "even"
        return "up" if movement.points > 0 else "down"
    if shows_change or latest.total is None or not latest.maximum:
        return "known"
    return f"scale-{min(CLASSES, CLASSES * latest.total // latest.maximum + 1)}"


def _text(place: Place, shows_change: bool, locale: str) -> str:
    """What is printed on the tile."""
    if shows_change:
        return formats.change(place.movement.points, locale) if place.movement else ""
    latest = place.latest
    return "" if latest is None or latest.total is None else formats.number(latest.total, locale)


def _name(place: Place, shows_change: bool, language: Language) -> str:
    """The tile in words."""
    latest = place.latest
    values = {"name": place.municipality.name}
    if latest is None:
        return language.gettext("%(name)s: ikke kjent") % values
    values |= {"year": str(latest.year) if latest.year else language.gettext("ukjent år")}
    if latest.total is None:
        return language.gettext("%(name)s: evaluert (%(year)s), poengene er ikke kjent") % values
    values |= {"points": formats.number(latest.total, language.locale)}
    if not shows_change:
        if latest.maximum == HIGHEST_TOTAL:
            return language.gettext("%(name)s: %(points)s poeng (%(year)s)") % values
        values |= {"maximum": formats.number(latest.maximum, language.locale)}
        return language.gettext("%(name)s: %(points)s av %(maximum)s poeng (%(year)s)") % values
    if place.movement is None:
        return language.gettext("%(name)s: endringen er ikke kjent") % values
    return language.gettext("%(name)s: %(change)s poeng (%(since)s–%(year)s)") % (
        values | _movement_values(place.movement, language)
    )


def _movement_values(movement: Movement, language: Language) -> dict[str, str]:
    return {"change": formats.change(movement.points, language.locale), "since": str(movement.since)}


def _edition(result: KnownResult) -> str:
    """An edition of the official framework goes by its year, any other by its title."""
    if result.result is None or result.edition.framework == PUBLISHED_FRAMEWORK:
        return result.edition.edition
    return result.result.framework.title


def _class_text(number: int, locale: str) -> str:
    highest = HIGHEST_TOTAL if number == CLASSES - 1 else (number + 1) * WIDTH - 1
    return formats.number_range(number * WIDTH, highest, locale)


# --- The table's order ---

SortKey = Callable[[Row], Any]

# What a column sorts by; rows where it gives None come last whichever way the column is sorted.
COLUMNS: Mapping[str, SortKey] = {
    "kommune": lambda row: formats.sorting_key(row.place.municipality.name),
    "fylke": lambda row: formats.sorting_key(row.place.municipality.county),
    "ar": lambda row: row.place.latest.year if row.place.latest else None,
    "utgave": lambda row: row.edition or None,
    "sum": lambda row: row.place.latest.total if row.place.latest else None,
    "endring": lambda row: row.place.movement.points if row.place.movement else None,
}
HIGHEST_FIRST = frozenset({"ar", "sum", "endring"})


def _order(shows_change: bool) -> tuple[str, bool]:
    """Column and whether the highest comes first, from «sorter=sum» or, the other way round, «sorter=-sum»."""
    wish = request.args.get("sorter", "")
    name = wish.removeprefix("-")
    if name not in COLUMNS:
        return ("endring" if shows_change else "sum"), True
    return name, (name in HIGHEST_FIRST) != wish.startswith("-")


def _sorted(rows: Iterable[Row], order: tuple[str, bool]) -> list[Row]:
    name, highest_first = order
    by_name = sorted(rows, key=COLUMNS["kommune"])
    key = COLUMNS[name]
    found = sorted((row for row in by_name if key(row) is not None), key=key, reverse=highest_first)
    return [*found, *(row for row in by_name if key(row) is None)]


def _headings(shows_change: bool, language: Language) -> list[Heading]:
    texts = {
        "kommune": language.gettext("Kommune"),
        "fylke": language.gettext("Fylke"),
        "ar": language.gettext("År"),
        "utgave": language.gettext("Utgave"),
        "sum": language.gettext("Poeng"),
        "endring": language.gettext("Endring"),
    }
    current, highest_first = _order(shows_change)
    return [
        Heading(
            name=name,
            text=text,
            address=_sorted_address(
                name, name == current and highest_first == (name in HIGHEST_FIRST), shows_change
            ),
            direction=("descending" if highest_first else "ascending") if name == current else "",
        )
        for name, text in texts.items()
    ]


def _sorted_address(name: str, turns: bool, shows_change: bool) -> str:
    view = "endring" if shows_change else None
    return url_for("map.show", vis=view, sorter=f"-{name}" if turns else name, _anchor="tabell")
