"""The page of one merger and the page of a compilation: every state, and figures that are the domain's own."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction

import pytest
from flask import Flask, render_template
from sqlalchemy.orm import Session

from kompass import formats
from kompass.catalogue.shelf import Shelf
from kompass.domain.before_after import Starting
from kompass.domain.editions import Crosswalk, EditionKey
from kompass.domain.history import PublishedResult
from kompass.domain.merged_processes import Fate, common_gaps, lessons
from kompass.domain.merger import BaselineKind
from kompass.domain.permissions import Actor
from kompass.domain.register import Change, ChangeKind
from kompass.services import mergers
from kompass.services.installation import Installation
from kompass.storage import municipalities, results
from kompass.web import session as web_session
from kompass.web.merger_pages import compiled_page
from tests.factories import make_municipality
from tests.house_rules import Page, Visit, broken_rules

ADDRESS = "/sammenslainger/9914-2024"
MERGED = date(2020, 1, 1)
OLD, NEW = "2016", "2020"
AREAS = (40, 45, 50, 55, 60, 65, 70, 75)


@pytest.fixture
def found(exhibition: Installation, analyst: Actor) -> Iterator[Callable[..., mergers.BeforeAfter]]:
    """What the service says, to hold the page against."""
    with exhibition.session() as session:

        def ask(key: str, kind: BaselineKind = BaselineKind.RANGE, evaluation: str = "") -> mergers.BeforeAfter:
            choice = mergers.Choice(kind, evaluation)
            return mergers.before_after(exhibition, session, analyst, key, "nb", choice)

        yield ask


def heading(page: Page) -> str:
    return page.text(page.all("h1")[0][0])


def table(page: Page, caption: str) -> list[list[str]]:
    """Texts of the cells, row by row, of the table with this caption."""
    captions = [index for index, _ in page.all("caption") if page.text(index) == caption]
    inside = page.ancestors[captions[0]][-1]
    rows = [index for index, _ in page.all("tr") if inside in page.ancestors[index]]
    cells = [index for index, (tag, _) in enumerate(page.elements) if tag in ("th", "td")]
    return [[page.text(cell) for cell in cells if page.ancestors[cell][-1] == row] for row in rows]


def main(page: Page) -> str:
    return page.text(page.all("main")[0][0])


def links(page: Page) -> Mapping[str, str]:
    return {page.text(index): attributes.get("href") or "" for index, attributes in page.all("a")}


BEFORE = "Poeng i hvert område hos hver av forgjengerne"
AFTER = "Poeng før og etter i hvert område"


# --- The whole thing, on the demonstration -----------------------------------------------------------------------


def test_head_says_who_became_what_when_and_how_it_went(look: Visit) -> None:
    page = look.get(ADDRESS)

    assert heading(page) == "Storhavn, Ytterskog og Nordlia ble Havnefjell"
    assert "Slått sammen 1. januar 2024. Havnefjell fikk 500 av 800 poeng i 2025." in main(page)
    assert "Det er innenfor spennet av forgjengerne: de hadde 451–514." in main(page)


def test_predecessors_show_inhabitants_weight_and_evaluations(look: Visit) -> None:
    text = main(look.get(ADDRESS))

    assert "15 240 innbyggere 1. januar 2023" in text.replace("\u00a0", " ")
    assert "veier 68" in text
    assert "Tidligere: Evaluert i 2019" in text
    assert "kjent ned til hver prosess" in text


def test_points_before_are_those_of_the_domain(look: Visit, found: Callable[..., mergers.BeforeAfter]) -> None:
    starting = found("9914-2024").starting
    rows = table(look.get(ADDRESS), BEFORE)

    assert starting.framework
    assert [row[0].split(" ", 1)[1] for row in rows[1:9]] == [area.title for area in starting.framework.areas]
    for row, area in zip(rows[1:], [*starting.areas, starting.total], strict=True):
        points = [cell.removesuffix(" (best)") for cell in row[2:5]]
        assert points == [str(area.points[partner.unit]) for partner in starting.merger.partners]
        assert [cell.endswith("(best)") for cell in row[2:5]] == [
            partner.unit in area.best for partner in starting.merger.partners
        ]
        assert row[5:] == [str(area.spread), formats.number(area.mean or 0, "nb", 1)]


def test_best_of_each_is_called_an_ambition(look: Visit, found: Callable[..., mergers.BeforeAfter]) -> None:
    text = main(look.get(ADDRESS))

    assert f"Det beste av hver: {found('9914-2024').starting.ambition} av 800 poeng." in text
    assert "Det er en ambisjon, ikke et grunnlag" in text


@pytest.mark.parametrize("kind", list(BaselineKind))
def test_every_baseline_prints_the_domains_differences(
    look: Visit, found: Callable[..., mergers.BeforeAfter], kind: BaselineKind
) -> None:
    starting = found("9914-2024", kind).starting
    rows = table(look.get(f"{ADDRESS}?grunnlag={kind}&rekkefolge=rammeverk"), AFTER)

    decimals = 1 if kind in (BaselineKind.WEIGHTED_MEAN, BaselineKind.MEAN) else 0
    for row, area in zip(rows[1:], [starting.total, *starting.areas], strict=True):
        assert area.baseline is not None
        assert area.difference is not None
        low = formats.number(area.baseline.low, "nb", decimals)
        high = formats.number(area.baseline.high, "nb", decimals)
        assert row[2:5] == [
            low if low == high else f"{low}–{high}",
            str(area.after),
            formats.change(area.difference, "nb", decimals),
        ]


def test_largest_rise_stands_first_and_the_total_above_it(look: Visit) -> None:
    rows = table(look.get(f"{ADDRESS}?grunnlag=weighted_mean"), AFTER)

    changes = [Fraction(row[4].replace("−", "-").replace(",", ".")) for row in rows[1:]]
    assert rows[1][0] == "Sum av 800"
    assert changes[1:] == sorted(changes[1:], reverse=True)


def test_later_evaluation_is_chosen_and_every_one_is_listed(
    look: Visit, found: Callable[..., mergers.BeforeAfter]
) -> None:
    last = found("9914-2024").later[-1]
    page = look.get(f"{ADDRESS}?evaluering={mergers.name_of(last)}")

    assert f"Havnefjell fikk {last.total} av 800 poeng i 2026." in main(page)
    assert [row[0] for row in table(page, "Alle evalueringene av Havnefjell")[1:]] == ["2025", "2026 vist her"]


def test_choices_keep_one_another(look: Visit) -> None:
    page = look.get(f"{ADDRESS}?grunnlag=mean&niva=2")

    assert "grunnlag=mean" in links(page)["Som i rammeverket"]
    assert "niva=2" in links(page)["Den største kommunen"]
    assert "grunnlag" not in links(page)["Spenn"]
    assert "/9914-2024/rapport.pdf?vent=1&grunnlag=mean&" in links(page)["Åpne rapporten (PDF)"]


def test_fates_are_counted_and_listed(look: Visit, found: Callable[..., mergers.BeforeAfter]) -> None:
    fates = found("9914-2024").fates
    page = look.get(ADDRESS)

    (shown_counts,) = [index for index, attributes in page.all("dl") if attributes.get("class") == "fates"]
    counts = [page.text(index) for index, _ in page.all("dd") if shown_counts in page.ancestors[index]]
    assert counts == [str(sum(one.fate is kind for one in fates)) for kind in Fate]
    for one in fates:
        assert one.before.criterion.title in main(page)


def test_what_all_lack_follows_the_level(look: Visit, found: Callable[..., mergers.BeforeAfter]) -> None:
    starting = found("9914-2024").starting

    for address, level in ((ADDRESS, 3), (f"{ADDRESS}?niva=4", 4)):
        count = len(common_gaps(starting.processes, starting.process_coverage, level))
        assert f"{count} prosesser av 164." in main(look.get(address))


def test_what_one_can_teach_is_counted(look: Visit, found: Callable[..., mergers.BeforeAfter]) -> None:
    assert f"{len(lessons(found('9914-2024').starting.processes))} prosesser av 164." in main(look.get(ADDRESS))


def test_subareas_have_exact_points_and_processes_come_when_asked_for(
    look: Visit, found: Callable[..., mergers.BeforeAfter]
) -> None:
    starting = found("9914-2024").starting
    assert starting.framework
    short, whole = look.get(ADDRESS), look.get(f"{ADDRESS}?alle=1")
    captions = [f"Delområdene i {area.title}" for area in starting.framework.areas]

    known = [partner.known.result for partner in starting.merger.partners if partner.known]
    parts = [result.areas[0].subareas[0].part for result in known if result]
    assert table(short, captions[0])[1][1:4] == [formats.number(part.points, "nb", 1) for part in parts]
    # Five sub-areas in each area; the processes come on top.
    assert [len(table(short, caption)) - 1 for caption in captions] == [5] * 8
    assert sum(len(table(whole, caption)) - 1 for caption in captions) == 40 + 164


def test_page_is_light(look: Visit) -> None:
    zipped = look.client.get(ADDRESS, headers={"Accept-Encoding": "gzip"}).get_data()

    assert len(zipped) < 30_000
    assert len(look.get(ADDRESS).elements) < 2_500


@pytest.mark.parametrize("key", ["9914-2024", "9925-2024", "9926-2024"])
def test_invented_figures_are_marked_in_head_and_at_every_chart(look: Visit, key: str) -> None:
    text = main(look.get(f"/sammenslainger/{key}"))

    assert "Kommunen og svarene er oppdiktet." in text
    assert text.count("Oppdiktet eksempel") >= 2


@pytest.mark.parametrize("locale", ["nn", "en"])
def test_page_reads_in_every_language(look: Visit, locale: str) -> None:
    page = look.get(ADDRESS, headers={"Accept-Language": locale})

    assert heading(page).endswith({"nn": "vart Havnefjell", "en": "became Havnefjell"}[locale])


# --- Honest states ------------------------------------------------------------------------------------------------


def test_part_of_a_divided_municipality_and_one_never_evaluated(look: Visit) -> None:
    page = look.get("/sammenslainger/9925-2024")
    text = main(page).replace("\u00a0", " ")

    assert heading(page) == "Øverbygd, Fossgrend og en del av Innerdal ble Dalfoss"
    assert "Om lag 60 % av dem gikk hit (612). Andelen er anslått." in text
    assert "Dekning: 2 av 3 kommuner, 74 % av innbyggerne." in text
    assert "Fossgrend: Kompass kjenner ingen evaluering." in text
    assert "Da kan ingen si hva alle mangler." in text
    assert "«Alle» og «ingen» gjelder de forgjengerne som er evaluert." in text


@pytest.mark.parametrize("kind", ["range", "weighted_mean", "best"])
def test_too_small_coverage_shows_no_baseline_and_says_why(look: Visit, kind: str) -> None:
    page = look.get(f"/sammenslainger/9926-2024?grunnlag={kind}")
    text = main(page).replace("\u00a0", " ")

    assert "Dekning: 1 av 2 kommuner, 12 % av innbyggerne. Kompass viser ikke noe grunnlag" in text
    assert {tuple(row[i] for i in (2, 4)) for row in table(page, AFTER)[1:]} == {("–", "–")}
    assert "strip__band" not in page.html
    assert "strip__median" not in page.html


def test_evaluated_without_published_figures(look: Visit) -> None:
    page = look.get("/sammenslainger/4205-2020")

    assert heading(page) == "Mandal, Lindesnes og Marnardal ble Lindesnes"
    assert "Mandal ble evaluert i 2017, men poengene er ikke publisert." in main(page)
    assert "Tidligere: Evaluert i 2010" in main(page)
    assert "Lindesnes er ikke evaluert ennå, så vidt Kompass vet." in main(page)
    assert "docplayer.me" in links(page)
    assert page.all("td") == []


def test_estimated_share_and_note_of_a_real_division(look: Visit) -> None:
    text = main(look.get("/sammenslainger/5055-2020")).replace("\u00a0", " ")

    assert "Om lag 17 % av dem gikk hit (170). Andelen er anslått." in text
    assert "Andelen er anslått ut fra folketallene i 2019 og 2020." in text


def test_year_that_is_not_known_is_said(look: Visit) -> None:
    assert "Skodje er evaluert, men verken år eller poeng er publisert." in main(
        look.get("/sammenslainger/1507-2020")
    )


def test_boundary_changes_are_noted(look: Visit) -> None:
    text = main(look.get("/sammenslainger/3030-2020"))

    assert "Grenseendringer, notert og ikke regnet med:" in text
    assert "1. januar 2020: fra Sørum til Nes. 900 innbyggere." in text


def test_municipality_out_of_a_division_has_no_compilation(look: Visit) -> None:
    page = look.get("/sammenslainger/1580-2024")

    assert heading(page) == "Haram etter delingen av Ålesund"
    assert "Delt 1. januar 2024." in main(page)
    assert "Grunnlag" not in main(page)
    assert "Det alle mangler" not in main(page)


@pytest.mark.parametrize(
    "query",
    [
        "grunnlag=tull",
        "niva=9",
        "niva=x",
        "niva=²",
        "rekkefolge=tull",
        "alle=&niva=-1",
        "_scheme=x&_anchor=y",
        "kommune=%00&alle=%ff",
    ],
)
def test_unknown_wishes_fall_back(look: Visit, query: str) -> None:
    page = look.get(f"{ADDRESS}?{query}")

    assert "27 prosesser av 164." in main(page)


@pytest.mark.parametrize(
    "address", ["/sammenslainger/4205-2019", "/sammenslainger/tull", f"{ADDRESS}?evaluering=x"]
)
def test_unknown_merger_or_evaluation_is_not_found(look: Visit, address: str) -> None:
    look.get(address, status=404)


def test_nobody_reads_without_signing_in(shown: Flask) -> None:
    assert Visit(shown).client.get(ADDRESS).status_code == 302


# --- Published results of every depth and edition, on places made for it ------------------------------------------


def published(number: str, year: int | None, **given: object) -> PublishedResult:
    values: dict[str, object] = {
        "place": number,
        "country": "NO",
        "municipality_number": number,
        "year": year,
        "edition": OLD,
        "total": None,
        "areas": (),
        "stated_change": None,
        "inferred": "",
        "facts": "",
        "source": "https://kilde.example/rapport",
    }
    return PublishedResult(**(values | given))  # type: ignore[arg-type]


@pytest.fixture
def merged(session: Session, inside: Visit) -> Callable[..., Page]:
    """The page of places that became Ny, with these published results; two of 3,000 and 1,000 unless told."""

    def page_of(*found: PublishedResult, query: str = "", inhabitants: tuple[int, ...] = (3000, 1000)) -> Page:
        old = {f"900{n}": name for n, name in enumerate(("Vest", "Aust", "Nord", "Sør")[: len(inhabitants)], 1)}
        since = date(2000, 1, 1)
        made = [
            make_municipality(number, name=name, valid_from=since, valid_to=MERGED) for number, name in old.items()
        ]
        made.append(make_municipality("9009", name="Ny", valid_from=MERGED))
        changes = [Change(MERGED, ChangeKind.MERGE, number, name, "9009", "Ny") for number, name in old.items()]
        population = {(number, 2019): count for number, count in zip(old, inhabitants, strict=True)}
        municipalities.replace_register(session, made, changes, population)
        results.replace_history(session, found)
        session.commit()
        return inside.get(f"/sammenslainger/9009-2020{query}")

    return page_of


def test_nobody_was_ever_evaluated(merged: Callable[..., Page]) -> None:
    text = main(merged())

    assert "Kompass kjenner ingen evaluering av noen av kommunene." in text
    assert "Når Ny er evaluert og evalueringen er levert, står forskjellene her." in text


def test_totals_alone_give_a_total_row_and_nothing_else(merged: Callable[..., Page]) -> None:
    page = merged(
        published("9001", 2017, total=400),
        published("9002", 2018, total=300),
        published("9009", 2022, total=420),
        query="?grunnlag=weighted_mean",
    )

    assert [row[2:] for row in table(page, BEFORE)[1:]] == [["400 (best)", "300", "100", "375,0"]]
    assert [row[2:5] for row in table(page, AFTER)[1:]] == [["375,0", "420", "+45,0"]]
    assert "bare summen er publisert" in main(page)


def test_total_beside_areas_is_named_as_that(merged: Callable[..., Page]) -> None:
    page = merged(published("9001", 2017, total=460, areas=AREAS), published("9002", 2018, total=300))

    assert "Aust: bare summen fra 2018 er publisert, ikke områdene." in main(page)
    rows = table(page, BEFORE)
    assert rows[1][0].startswith("1 Område 1 Dekning: 1 av 2 kommuner")
    assert rows[1][2:4] == ["40", "–"]
    assert rows[-1][2:4] == ["460 (best)", "300"]


def test_other_edition_gives_no_difference_and_no_line(merged: Callable[..., Page]) -> None:
    page = merged(
        published("9001", 2017, total=460, areas=AREAS),
        published("9002", 2018, total=400),
        published("9009", 2022, edition=NEW, total=500),
    )

    assert "Ny ble evaluert med en annen utgave enn forgjengerne (utgaven fra 2020)." in main(page)
    assert "Vest ble evaluert i 2017 med en annen utgave (2016)." in main(page)
    assert [row[2:5] for row in table(page, AFTER)[1:]] == [["–", "500", "–"]]
    assert "strip__change" not in page.html
    # The compilation is still there, in the predecessors' own edition.
    assert table(page, BEFORE)[-1][2:5] == ["460 (best)", "400", "60"]


def test_predecessors_of_different_editions(merged: Callable[..., Page]) -> None:
    page = merged(published("9001", 2017, total=400), published("9002", 2012, edition="2010", total=300))

    assert "Aust ble evaluert i 2012 med en annen utgave (2010)." in main(page)
    assert "Dekning: 1 av 2 kommuner" in main(page)


def test_edition_nobody_knows_is_compared_with_nothing(merged: Callable[..., Page]) -> None:
    page = merged(published("9001", 2017, edition="", total=400), published("9002", None, edition="", total=300))

    assert "Vest ble evaluert i 2017, men utgaven er ukjent." in main(page)
    assert "Aust ble evaluert i et ukjent år, men utgaven er ukjent." in main(page)
    assert "Ingen av kommunene har poeng som kan sammenlignes." in main(page)


def test_crosswalk_is_marked(merged: Callable[..., Page], monkeypatch: pytest.MonkeyPatch) -> None:
    link = Crosswalk(EditionKey("kommunekompasset", OLD), {"1": "1", "2": "2"})
    monkeypatch.setattr(Shelf, "crosswalks", lambda *_: (link,))

    page = merged(
        published("9001", 2017, total=460, areas=AREAS),
        published("9002", 2018, total=460, areas=AREAS),
        published("9009", 2022, edition=NEW, total=480, areas=(45, *AREAS[1:7], 90)),
        query="?rekkefolge=rammeverk",
    )

    assert "Vest ble evaluert med en eldre utgave (2016). Poengene er ført over" in main(page)
    assert "Vest: «Område 3» har ikke noe motstykke i den eldre utgaven." in main(page)
    assert [row[2:5] for row in table(page, AFTER)[1:4]] == [
        ["–", "480", "–"],
        ["40", "45", "+5"],
        ["45", "45", "0"],
    ]


def test_largest_without_points_is_said(merged: Callable[..., Page]) -> None:
    others = [published(number, 2018, total=300) for number in ("9002", "9003", "9004")]
    page = merged(
        *others,
        published("9009", 2022, total=420),
        query="?grunnlag=largest",
        inhabitants=(1000, 900, 900, 900),
    )

    assert "Den største kommunen, Vest, har ingen poeng å sammenligne med." in main(page)
    assert links(page)["Spenn"].startswith("/sammenslainger/9009-2020#etter")


def test_later_evaluation_without_figures(merged: Callable[..., Page]) -> None:
    page = merged(published("9001", 2017, total=400), published("9009", 2022, edition=NEW))

    assert "Ny ble evaluert i 2022. Vi kjenner ikke poengene" in main(page)


# --- The free compilation -----------------------------------------------------------------------------------------


@pytest.fixture
def compiled(exhibition: Installation, shown: Flask, analyst: Actor) -> Callable[..., tuple[Page, Starting]]:
    def compile_these(*keys: str, query: str = "") -> tuple[Page, Starting]:
        with shown.test_request_context(f"{ADDRESS}?{query}"), exhibition.session() as session:
            graph = municipalities.register(session)
            units = [unit for key in keys if (unit := graph.by_key(key))]
            starting = mergers.compiled(exhibition, session, analyst, units, "nb")
            web_session.remember(analyst)
            html = render_template("pages/mergers/compiled.html", page=compiled_page(starting, units))
        page = Page(html)
        assert broken_rules(page) == []
        return page, starting

    return compile_these


def test_compilation_stands_side_by_side(compiled: Callable[..., tuple[Page, Starting]]) -> None:
    page, starting = compiled("9901-2020", "9902-2020")

    assert heading(page) == "Fjellvik og Sundøy side om side"
    assert "Oppdiktet eksempel" in main(page)
    total = table(page, BEFORE)[-1]
    assert [cell.removesuffix(" (best)") for cell in total[2:4]] == [
        str(points) for points in starting.total.points.values()
    ]
    assert f"Det beste av hver: {starting.ambition} av 800 poeng." in main(page)


def test_compilation_of_twelve_fits(compiled: Callable[..., tuple[Page, Starting]]) -> None:
    keys = [f"99{number:02}-2020" for number in range(1, 9)] + ["9914-2024", "9925-2024", "9926-2024", "0301-1838"]

    page, starting = compiled(*keys)

    assert len(table(page, BEFORE)[1]) == 2 + len(starting.merger.partners) + 2
    assert "Oslo: Kompass kjenner ingen evaluering." in main(page)


def test_report_is_sent_as_a_pdf_in_the_language_asked_for(look: Visit) -> None:
    answer = look.client.get("/sammenslainger/9926-2024/rapport.pdf?sprak=nn")

    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Content-Language"] == "nn"
    assert "kystdal-9926-2024-nn.pdf" in answer.headers["Content-Disposition"]


def test_compilation_is_sent_as_a_pdf(look: Visit) -> None:
    query = "kommune=9901-2020&kommune=9902-2020"
    answer = look.client.get(f"/sammenslainger/sammenstilling.pdf?{query}")

    assert (answer.status_code, answer.data[:5]) == (200, b"%PDF-")
    word = f"/sammenslainger/sammenstilling.docx?{query}"
    assert any(
        one.get("href") == word for _, one in look.get(f"/sammenslainger/sammenstilling?{query}&vis=1").all("a")
    )
    assert look.client.get(word).data.startswith(b"PK")


def test_report_of_nobody_is_not_found(look: Visit) -> None:
    look.get("/sammenslainger/9999-2024/rapport.pdf", status=404)
    look.get("/sammenslainger/sammenstilling.pdf?kommune=finnes-ikke", status=404)


def test_list_leads_from_every_merger_to_its_page(look: Visit) -> None:
    page = look.get("/sammenslainger")

    addresses = {attrs.get("href") for _, attrs in page.all("a")}
    assert {"/sammenslainger/4205-2020", "/sammenslainger/1580-2024", ADDRESS} <= addresses


def test_empty_list_says_so(visit: Visit, reader: Actor) -> None:
    visit.sign_in(reader).get("/sammenslainger")
