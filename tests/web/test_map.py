"""The map page: tiles, their names, the table, and the colours."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy.orm import Session

from kompass import theme
from kompass.domain.history import PublishedResult
from kompass.domain.permissions import Actor
from kompass.services import demonstration, evaluations, register
from kompass.services.installation import Installation
from kompass.services.map import Tile
from kompass.storage import municipalities, results
from kompass.web.map_drawing import outlines
from tests.factories import begin, make_municipality
from tests.house_rules import Page, Visit
from tests.test_theme import luminance
from tests.web.conftest import answers_of

Publish = Callable[..., None]


@pytest.fixture
def publish(session: Session, places: None) -> Publish:
    """Adds a published result of a municipality."""

    def add(number: str = "5025", total: int | None = 593, year: int | None = 2021, edition: str = "2020") -> None:
        result = PublishedResult(
            place=number,
            country="NO",
            municipality_number=number,
            year=year,
            edition=edition,
            total=total,
            areas=(),
            stated_change=None,
            inferred="",
            facts="",
            source="https://prøve.no/sak",
        )
        results.replace_history(session, [*results.published_results(session), result])
        session.commit()

    return add


def tile_of(page: Page, number: str) -> tuple[str, str]:
    """Name and tone of a municipality's tile."""
    for index, found in page.all("a"):
        if found.get("class") == "map__place" and found.get("href") == f"/kommuner/{number}":
            tones = [
                re.sub("tile tile--", "", a.get("class") or "")
                for i, a in page.all("rect")
                if index in page.ancestors[i]
            ]
            return str(found["aria-label"]), tones[0]
    raise AssertionError(number)


def rows(page: Page) -> list[list[str]]:
    body = page.all("tbody")[0][0]
    return [
        [page.text(i) for i, _ in enumerate(page.elements) if row in page.ancestors[i][-1:]]
        for row, _ in page.all("tr")
        if body in page.ancestors[row]
    ]


def test_map_is_for_those_who_are_signed_in(visit: Visit) -> None:
    assert "logg-inn" in visit.client.get("/kart").headers["Location"]


def test_nothing_known_has_an_empty_state_and_still_a_map(inside: Visit, places: None) -> None:
    page = inside.get("/kart")

    assert "Ingen resultater ennå" in page.html
    assert "<title>Tana: ikke kjent</title>" in page.html
    assert not [a for _, a in page.all("a") if a.get("class") == "map__place"]


def test_tile_is_a_link_with_its_figure_in_words(inside: Visit, publish: Publish) -> None:
    publish()

    page = inside.get("/kart")

    assert tile_of(page, "5025") == ("Røros: 593 poeng (2021)", "scale-4")
    assert rows(page) == [["Røros", "Prøve", "2021", "Utgave: 2020", "593", "–"]]
    assert "1 av 2 kommuner" in page.html


@pytest.mark.parametrize(
    ("total", "tone"),
    [(0, 1), (159, 1), (160, 2), (319, 2), (320, 3), (479, 3), (480, 4), (639, 4), (640, 5), (800, 5)],
)
def test_classes_are_five_of_equal_width(inside: Visit, publish: Publish, total: int, tone: int) -> None:
    publish(total=total)

    assert tile_of(inside.get("/kart"), "5025")[1] == f"scale-{tone}"


def test_legend_says_where_the_classes_end(inside: Visit, places: None) -> None:
    html = inside.get("/kart").html

    for text in ("0–159", "160–319", "320–479", "480–639", "640–800"):
        assert f"{text}</li>" in html


@pytest.mark.parametrize(
    ("year", "name"),
    [
        (2014, "Røros: evaluert (2014), poengene er ikke kjent"),
        (None, "Røros: evaluert (ukjent år), poengene er ikke kjent"),
    ],
)
def test_result_without_a_figure_is_hatched(inside: Visit, publish: Publish, year: int | None, name: str) -> None:
    publish(total=None, year=year, edition="")

    page = inside.get("/kart")

    assert tile_of(page, "5025") == (name, "known")
    assert 'fill="url(#map-hatch)"' in page.html
    assert rows(page)[0][2:] == [str(year or "Ukjent år"), "Ukjent utgave", "Ikke kjent", "–"]


@pytest.mark.parametrize(
    ("before", "tone", "change"),
    [(572, "up", "+21"), (573, "even", "+20"), (593, "even", "0"), (613, "even", "−20"), (614, "down", "−21")],
)
def test_change_has_three_classes(inside: Visit, publish: Publish, before: int, tone: str, change: str) -> None:
    publish()
    publish(total=before, year=2019)

    page = inside.get("/kart?vis=endring")

    assert tile_of(page, "5025") == (f"Røros: {change} poeng (2019–2021)", tone)
    assert rows(page)[0][-1] == f"{change} fra 2019"


def test_change_between_editions_is_not_shown(inside: Visit, publish: Publish) -> None:
    publish()
    publish(total=396, year=2017, edition="2016")

    page = inside.get("/kart?vis=endring")

    assert tile_of(page, "5025") == ("Røros: endringen er ikke kjent", "known")
    assert "Ingen kommuner har to kjente summer" in page.html


def test_evaluation_of_another_maximum_says_so(
    inside: Visit, at: Installation, session: Session, assessor: Actor, places: None
) -> None:
    made = begin(at, session, assessor, "5025", date(2026, 11, 20))
    evaluations.enter_answers(at, session, assessor, made, answers_of(4))
    demonstration.publish(at, session, assessor, made)

    page = inside.get("/kart")

    assert tile_of(page, "5025") == ("Røros: 200 av 200 poeng (2026)", "scale-5")
    assert "følger fargen andelen" in page.html


def test_invented_municipalities_have_a_row_of_their_own(
    inside: Visit, at: Installation, session: Session, assessor: Actor
) -> None:
    made = make_municipality("9901", name="Fjellvik", is_demonstration=True)
    municipalities.replace_register(session, [made], [], {})
    session.commit()
    started = begin(at, session, assessor, "9901", date(2026, 11, 20))
    evaluations.enter_answers(at, session, assessor, started, answers_of(2))
    demonstration.publish(at, session, assessor, started)

    page = inside.get("/kart")

    assert "Oppdiktede eksempler" in page.html
    assert [a.get("class") for _, a in page.all("a") if a.get("href") == "/kommuner/9901"] == [None]
    assert "Ingen resultater ennå" in page.html


def test_municipality_without_a_tile_is_in_the_table(inside: Visit, session: Session, publish: Publish) -> None:
    municipalities.replace_register(session, [make_municipality("5999", name="Nyby")], [], {})
    publish("5999", year=2025)

    page = inside.get("/kart")

    assert rows(page)[0][0] == "Nyby"
    assert "1 av dem har ingen rute" in page.html


@pytest.mark.parametrize(
    ("address", "order", "sorted_by"),
    [
        ("/kart", ["Røros", "Ås", "Tana"], "Poeng"),
        ("/kart?sorter=-sum", ["Ås", "Røros", "Tana"], "Poeng"),
        ("/kart?sorter=kommune", ["Røros", "Tana", "Ås"], "Kommune"),
        ("/kart?sorter=-kommune", ["Ås", "Tana", "Røros"], "Kommune"),
        ("/kart?sorter=ar", ["Ås", "Røros", "Tana"], "År"),
        ("/kart?sorter=-ar", ["Tana", "Røros", "Ås"], "År"),
        ("/kart?sorter=tull", ["Røros", "Ås", "Tana"], "Poeng"),
        ("/kart?vis=endring", ["Ås", "Røros", "Tana"], "Endring"),
    ],
)
def test_table_is_sorted_by_its_heads(
    inside: Visit, session: Session, publish: Publish, address: str, order: list[str], sorted_by: str
) -> None:
    municipalities.replace_register(session, [make_municipality("3218", name="Ås")], [], {})
    publish(year=2025)
    publish("3218", total=500, year=2026)
    publish("3218", total=480, year=2024)
    publish("5628", total=None, year=2024)

    page = inside.get(address)

    assert [row[0] for row in rows(page)] == order
    heads = [index for index, a in page.all("th") if a.get("aria-sort")]
    assert [page.text(index) for index in heads] == [sorted_by]


def test_heads_turn_the_order_and_keep_the_view(inside: Visit, publish: Publish) -> None:
    publish()

    links = [a.get("href") for _, a in inside.get("/kart?vis=endring&sorter=sum").all("a")]

    assert "/kart?vis=endring&sorter=-sum#tabell" in links
    assert "/kart?vis=endring&sorter=ar#tabell" in links


@pytest.mark.parametrize(
    ("locale", "word"), [("nn", "Kommunar med kjende resultat"), ("en", "Municipalities with")]
)
def test_map_speaks_the_readers_language(inside: Visit, publish: Publish, locale: str, word: str) -> None:
    publish()
    inside.post("/sprak", {"sprak": locale, "next": "/kart"})

    assert word in inside.get("/kart").html


def test_outline_is_drawn_once_around_each_county() -> None:
    made = [Tile("5001", 1, 1), Tile("5002", 2, 1), Tile("4601", 3, 1)]

    assert outlines(made) == "M1 1H4M1 2H4M1 1V2M3 1V2M4 1V2"
    assert outlines([]) == ""


def test_whole_country_is_drawn_and_the_page_is_light(inside: Visit, at: Installation, session: Session) -> None:
    register.load_register(session, at.register_folder)

    page = inside.get("/kart")
    response = inside.client.get("/kart", headers={"Accept-Encoding": "gzip"})

    map_itself = next(index for index, a in page.all("svg") if a.get("class") == "map")
    drawn = [
        a for i, a in page.all("rect") if map_itself in page.ancestors[i] and "tile " in (a.get("class") or "")
    ]
    assert len(drawn) == 357
    assert page.html.count('class="map__county"') == 15
    assert tile_of(page, "5025") == ("Røros: 593 poeng (2021)", "scale-4")
    assert len(response.data) < 12_000


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_figures_can_be_read_on_every_tile(palette: theme.Palette) -> None:
    pairs = [*zip(palette.scale, palette.on_scale, strict=True)]
    pairs += [(palette.now, palette.surface), (palette.fall, palette.surface), (palette.surface, palette.ink)]

    for ground, figure in pairs:
        lighter, darker = sorted((luminance(ground), luminance(figure)), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5, (ground, figure)


def test_tab_goes_through_the_tiles_from_north_to_south(inside: Visit, publish: Publish) -> None:
    publish()
    publish("5628", year=2025)

    page = inside.get("/kart")

    on_the_map = [a["href"] for _, a in page.all("a") if a.get("class") == "map__place"]
    assert on_the_map == ["/kommuner/5628", "/kommuner/5025"]
