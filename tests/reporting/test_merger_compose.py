"""What the report of a merger says, in every state a merger can be in."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from kompass.domain.editions import Crosswalk
from kompass.domain.merger import BaselineKind, Partner, merger
from kompass.domain.register import Change, ChangeKind, Unit
from kompass.language import language
from kompass.reporting.data.chapters import ChapterCover
from kompass.reporting.data.charts import DumbbellChart, Marked, PanelChart, RangeChart
from kompass.reporting.data.parts import Cell, Column, Fact, Table
from kompass.reporting.merger.compose import merger_report
from kompass.reporting.merger.tables import partners as partners_table
from kompass.reporting.sentences import merger_before as say
from kompass.reporting.sentences.voice import Voice
from tests.factories import make_municipality
from tests.reporting import mergers as made
from tests.reporting.mergers import AFTER, OLD, THREE, UNKNOWN, areas, cells, known, scored, section, words


def test_cover_says_who_became_what() -> None:
    cover = merger_report(made.material(made.became(*made.of(*THREE)), AFTER)).cover

    assert cover.emblem
    assert cover == ChapterCover(
        kind="Kommunekompasset før og etter en sammenslåing",
        name="Nyby",
        when="før og etter 2020",
        lines=("Vest, Aust og Nord ble til Nyby 1. januar 2020.", "utgaven fra 2020"),
        notices=(),
        emblem=cover.emblem,
    )


def test_cover_of_a_compilation_marks_the_names_of_each_in_their_language() -> None:
    places = [
        make_municipality("9991", name="Hábmer - Hamarøy", other_names="Hábmer"),
        make_municipality("9992", name="Tromsø", other_names="Romsa; Tromssa"),
        make_municipality("9993", name="Guovdageaidnu", other_names="Guovdageaidnu"),
    ]
    partners = [
        replace(one, unit=Unit((place,), date(2000, 1, 1), None))
        for one, place in zip(made.of(*THREE), places, strict=True)
    ]

    assert merger_report(made.material(merger(partners))).cover.heading == (
        ("Hábmer", "smj"),
        (" - Hamarøy, Tromsø og ", ""),
        ("Guovdageaidnu", "se"),
    )


def test_summary_is_facts_and_findings() -> None:
    report = merger_report(made.material(made.became(*made.of(*THREE)), AFTER))
    opening, before, after, judgement = report.chapters[0].sections

    assert opening.facts == (
        Fact("kommuner", "3"),
        Fact("innbyggere fulgte med", "10\u00a0000"),
        Fact("av 800 poeng før", "159–179"),
        Fact("av 800 poeng i 2022", "193"),
    )
    assert before.findings == (
        "Den nye kommunen startet et sted mellom 159 og 179 av 800 poeng: det den svakeste og den sterkeste "
        "forgjengeren hadde. Snittet vektet etter innbyggere er 166,7.",
        "Vest hadde flest poeng i «Område 1».",
        "Aust hadde flest poeng i «Område 2».",
    )
    assert after.findings == (
        "Nyby fikk 193 av 800 poeng i 2022, 14 over den høyeste forgjengeren.",
        "Av de 3 områdene er 1 løftet til den beste eller over, 1 mellom den beste og den svakeste og 1 uendret.",
    )
    assert "etter skjønn" in judgement.paragraphs[0]


def test_tables_hold_the_figures_of_the_document() -> None:
    """The worked example of docs/mergers.md."""
    report = merger_report(made.material(made.became(*made.of(*THREE)), AFTER))

    assert cells(section(report, "by-area").tables[0]) == [
        ["Område 1", "61", "48", "55", "56,5", "A"],
        ["Område 2", "40", "72", "66", "52,2", "B"],
        ["Område 3", "58", "58", "58", "58,0", "–"],
        ["Sum", "159", "178", "179", "166,7", "C"],
    ]
    assert [row[:3] for row in cells(section(report, "baselines").tables[0])] == [
        ["Spennet", "159–179", "+14"],
        ["Snittet vektet etter innbyggere", "166,7", "+26,3"],
        ["Snittet der hver kommune teller likt", "172,0", "+21,0"],
        ["Den største kommunen", "159", "+34"],
        ["Det beste av hver (ambisjon)", "191", "+2"],
        ["Det svakeste av hver", "146", "+47"],
    ]
    assert cells(section(report, "changes").tables[0]) == [
        ["Område 2", "40–72", "75", "+3", "løftet til den beste eller over"],
        ["Område 1", "48–61", "60", "0", "mellom"],
        ["Område 3", "58", "58", "0", "uendret"],
        ["Sum", "159–179", "193", "+14", "løftet til den beste eller over"],
    ]


def test_best_points_stand_out() -> None:
    report = merger_report(made.material(made.became(*made.of(*THREE))))
    first, _, third = section(report, "by-area").tables[0].rows

    assert first[1:4] == (Cell("61", is_strong=True), Cell("48"), Cell("55"))
    assert third[1:4] == (Cell("58"), Cell("58"), Cell("58"))


def test_range_chart_is_the_data() -> None:
    figure = section(merger_report(made.material(made.became(*made.of(*THREE)), AFTER)), "by-area").figure

    assert figure
    assert isinstance(figure.chart, RangeChart)
    assert figure.chart.names == (("A", "Vest"), ("B", "Aust"), ("C", "Nord"))
    assert figure.chart.strips[0] == Marked(
        label="Område 1",
        figure="48–61",
        marks=(("A", Fraction(61)), ("B", Fraction(48)), ("C", Fraction(55))),
        low=Fraction(48),
        high=Fraction(61),
        mean=Fraction(565, 10),
        after=Fraction(60),
    )
    assert figure.caption == "Forgjengerne sto lengst fra hverandre i «Område 2»: 32 poeng."
    assert "Område 1: Vest 61, Aust 48, Nord 55, vektet snitt 56,5" in figure.alternative


def test_dumbbell_holds_the_new_one_against_the_range_with_everyone_on_it() -> None:
    figure = section(merger_report(made.material(made.became(*made.of(*THREE)), AFTER)), "changes").figure

    assert figure
    assert isinstance(figure.chart, DumbbellChart)
    assert [(strip.label, strip.figure, len(strip.marks)) for strip in figure.chart.strips] == [
        ("Område 2", "+3", 3),
        ("Område 1", "0", 3),
        ("Område 3", "0", 3),
    ]
    assert figure.caption == "Av 3 områder ligger Nyby over spennet i 1, innenfor i 2 og under i 0."
    assert "Område 2: før 40–72, etter 75, forskjell +3" in figure.alternative


@pytest.mark.parametrize(
    ("after", "caption"),
    [
        (areas(70, 40, 58), "Mest opp i «Område 1» (+13,5), mest ned i «Område 2» (−12,2)."),
        (areas(70, 75, 60), "Mest opp i «Område 2» (+22,8), minst i «Område 3» (+2,0)."),
        (areas(50, 40, 50), "Mest ned i «Område 2» (−12,2), minst i «Område 1» (−6,5)."),
    ],
)
def test_caption_of_a_chosen_baseline_names_both_ends(after: dict[str, int], caption: str) -> None:
    given = made.material(made.became(*made.of(*THREE)), known(after, year=2022), kind=BaselineKind.WEIGHTED_MEAN)
    figure = section(merger_report(given), "changes").figure

    assert figure
    assert figure.caption == caption


def test_differences_that_are_all_the_same_are_said_once() -> None:
    given = made.material(
        made.became(*made.of(known(areas(40)), known(areas(50)))), known(areas(60)), kind=BaselineKind.LARGEST
    )
    figure = section(merger_report(given), "changes").figure

    assert figure
    assert figure.caption == "Forskjellen er den samme i alle områdene: +20."


@pytest.mark.parametrize(
    ("kind", "total", "sentence"),
    [
        (BaselineKind.RANGE, 120, "Det er innenfor spennet av forgjengerne."),
        (BaselineKind.RANGE, 90, "Nyby fikk 90 av 800 poeng i 2022, 10 under den laveste forgjengeren."),
        (BaselineKind.LARGEST, 100, "Grunnlaget, den største kommunen, er det samme."),
        (BaselineKind.LARGEST, 130, "130 av 800 poeng i 2022, 30 over grunnlaget: den største kommunen."),
        (BaselineKind.MEAN, 120, "120 av 800 poeng i 2022, 5,0 under grunnlaget: snittet der hver kommune"),
    ],
)
def test_outcome_in_a_sentence(kind: BaselineKind, total: int, sentence: str) -> None:
    given = made.material(
        made.became(*made.of(known(total=100), known(total=150))), known(total=total, year=2022), kind=kind
    )

    assert sentence in words(merger_report(given)).replace("5 under", "5,0 under")


def test_totals_alone_give_a_table_without_a_chart() -> None:
    report = merger_report(made.material(made.became(*made.of(known(total=400), known(total=300)))))

    assert section(report, "by-area").figure is None
    assert cells(section(report, "by-area").tables[0]) == [["Sum", "400", "300", "366,7", "A"]]
    assert [chapter.heading.id for chapter in report.chapters] == [
        "summary",
        "partners",
        "before",
        "after",
        "rules",
        "colophon",
    ]


def test_those_left_out_are_named_with_the_reason() -> None:
    given = made.of(known(areas(40, 60)), known(total=150), known(), None)

    text = words(merger_report(made.material(made.became(*given))))

    assert "Aust: bare summen fra 2018 er publisert, ikke områdene." in text
    assert "Nord ble evaluert i 2018, men poengene er ikke publisert." in text
    assert "Sør: Kompass kjenner ingen evaluering. Det betyr ikke at kommunen aldri er evaluert." in text
    assert "Dekning: 2 av 4 kommuner, 86\u00a0% av innbyggerne." in text


def test_total_of_fewer_areas_is_left_out_with_the_reason() -> None:
    fewer = replace(known(areas(70)), maximum=700)

    text = words(merger_report(made.material(made.became(*made.of(known(areas(40, 60)), fewer)))))

    assert "Summen fra 2018 er derfor ikke med, men områdene er det." in text


def test_other_editions_and_unknown_ones_are_named_with_the_reason() -> None:
    given = made.of(
        known(areas(40, 60)), known(total=150, edition=OLD), known(total=100, edition=UNKNOWN, year=None)
    )

    text = words(merger_report(made.material(made.became(*given))))

    assert "Aust ble evaluert i 2018 med en annen utgave (2016)." in text
    assert "Nord ble evaluert i et ukjent år, men utgaven er ukjent." in text


def test_compilation_is_in_the_predecessors_own_edition_when_the_new_one_has_another() -> None:
    given = made.material(
        made.became(*made.of(known(areas(40, 60), edition=OLD), known(areas(50, 30), edition=OLD))),
        known(areas(70, 70), year=2022),
    )
    report = merger_report(given)

    assert "Poengene i dette kapitlet er etter forgjengernes egen utgave: utgaven fra 2016." in words(report)
    assert cells(section(report, "by-area").tables[0])[-1][:3] == ["Sum", "100", "80"]
    assert "Nyby ble evaluert med en annen utgave enn forgjengerne (utgaven fra 2020)." in words(report)
    assert cells(section(report, "changes").tables[0]) == [
        ["Område 1", "70", "100"],
        ["Område 2", "70", "100"],
        ["Sum", "140", "800"],
    ]
    assert report.cover.lines[1:] == ("utgaven fra 2016", "utgaven fra 2020")
    assert "rule-editions" in [heading.id for heading in report.headings]


def test_crosswalk_is_marked_and_gives_no_total() -> None:
    given = made.material(
        made.became(*made.of(known(areas(40, 60), edition=OLD), known(areas(50, 30)))),
        known(areas(70, 70), year=2022),
        crosswalks=(Crosswalk(OLD, {"1": "1"}),),
    )
    report = merger_report(given)

    assert "Merk: Vest ble evaluert med en eldre utgave." in words(report)
    assert cells(section(report, "changes").tables[0]) == [
        ["Område 1", "40–50", "70", "+20", "løftet til den beste eller over"],
        ["Sum", "–", "140", "–", "–"],
    ]
    assert "baselines" not in [heading.id for heading in report.headings]


def test_largest_without_points_is_said() -> None:
    given = [
        made.partner(1, "Vest", 1000),
        *(
            made.partner(number, name, 900, known(total=300))
            for number, name in ((2, "Aust"), (3, "Nord"), (4, "Sør"))
        ),
    ]
    report = merger_report(
        made.material(made.became(*given), known(total=420, year=2022), kind=BaselineKind.LARGEST)
    )

    assert "Den største kommunen, Vest, har ingen poeng å sammenligne med." in words(report)


def test_too_little_coverage_leaves_every_baseline_out() -> None:
    report = merger_report(made.material(made.became(*made.of(None, known(areas(40, 60)))), AFTER))

    text = words(report)
    assert "Bare 1 av 2 kommuner, med 33\u00a0% av innbyggerne, har poeng som kan sammenlignes." in text
    assert "Det kan ikke holdes opp mot noe grunnlag" in text
    assert "Bare Aust har poeng." in text
    assert report.cover.notices == ("Dekning: 1 av 2 kommuner, 33\u00a0% av innbyggerne",)
    chart = next(figure.chart for figure in report.figures if figure.name == "range")
    assert isinstance(chart, RangeChart)
    assert all(strip.low is None and strip.mean is None for strip in chart.strips)
    assert {"baselines", "ambition"}.isdisjoint(heading.id for heading in report.headings)


def test_nobody_with_points_beside_one_who_has_them_after() -> None:
    report = merger_report(made.material(made.became(*made.of(known(), None)), AFTER))

    assert "Ingen av dem har poeng som kan sammenlignes." in words(report)
    assert "by-area" not in [heading.id for heading in report.headings]


@pytest.mark.parametrize(
    ("years", "sentence"),
    [
        ((), "Kompass kjenner ingen evaluering av den nye kommunen, Nyby, ennå."),
        ((2022, None), "Nyby ble evaluert i 2022 og ukjent år, men poengene er ikke publisert."),
    ],
)
def test_without_a_figure_the_report_is_brief(years: tuple[int | None, ...], sentence: str) -> None:
    given = made.material(
        made.became(*made.of(known(), known(), None, None)), later=[known(year=year) for year in years]
    )
    report = merger_report(given)

    assert report.is_brief
    assert report.cover.emblem is None
    assert report.foot == "Kommunekompasset"
    assert [chapter.heading.id for chapter in report.chapters] == ["summary", "partners", "colophon"]
    text = words(report)
    assert "Vest og Aust ble evaluert i 2018, men poengene er ikke publisert." in text
    assert "Nord og Sør: Kompass kjenner ingen evaluering. Det betyr ikke at de aldri er evaluert." in text
    assert "Rapportene fra den gangen kan ligge i kommunens arkiv." in text
    assert sentence in text


def test_later_evaluation_alone_without_figures() -> None:
    report = merger_report(made.material(made.became(*made.of(None, None)), later=[known(year=2022)]))

    assert "Uten en evaluering kan det ikke sies hva kommunene hadde til sammen" in words(report)


@pytest.mark.parametrize(
    ("total", "sentence"),
    [(420, "like mange som forgjengeren"), (430, "10 over forgjengeren"), (400, "20 under forgjengeren")],
)
def test_what_came_out_of_a_division_has_one_predecessor(total: int, sentence: str) -> None:
    whole = made.divided(made.partner(1, "Storby", 9000, known({"1": 220, "2": 200})))
    after = known({"1": 220, "2": total - 220}, year=2022)
    report = merger_report(made.material(made.became(whole), after))

    text = words(report)
    assert report.cover.kind == "Kommunekompasset før og etter en deling"
    assert "Nyby ble skilt ut da Storby ble delt 1. januar 2020." in text
    assert sentence in text
    assert "Den nye kommunen holdes opp mot hele Storby, slik kommunen var før delingen." in text
    assert "Storby ble delt. Om lag 60\u00a0% av innbyggerne gikk hit. Andelen er anslått." in text
    assert section(report, "baselines").tables == ()
    assert {"ambition", "rule-weight"}.isdisjoint(heading.id for heading in report.headings)
    assert [len(row) for row in cells(section(report, "changes").tables[0])] == [4, 4, 4]


def test_part_of_a_divided_municipality_weighs_by_what_moved() -> None:
    part = made.divided(made.partner(3, "Sund", 1000, known(areas(55))), note="Anslått av noen.")
    given = made.became(*made.of(known(areas(40)), known(areas(50))), part)
    report = merger_report(made.material(given))

    assert report.cover.lines[0] == "Vest, Aust og en del av Sund ble til Nyby 1. januar 2020."
    assert cells(section(report, "inhabitants").tables[0]) == [
        ["A Vest", "6\u00a0000", "100\u00a0%", "6\u00a0000", "63\u00a0%"],
        ["B Aust", "3\u00a0000", "100\u00a0%", "3\u00a0000", "31\u00a0%"],
        ["C Sund", "1\u00a0000", "60\u00a0% (anslått)", "600", "6\u00a0%"],
        ["Sum", "", "", "9\u00a0600", "100\u00a0%"],
    ]
    text = words(report)
    assert "Sund ble delt. Om lag 60\u00a0% av innbyggerne gikk hit. Anslått av noen." in text
    assert "Her: Sund hadde 1\u00a0000 innbyggere, og 60\u00a0% av dem fulgte med. Det er 600 av 9\u00a0600" in text


def test_partners_table_by_equality() -> None:
    given = made.material(made.became(*made.of(*THREE)))

    assert partners_table(given) == Table(
        "partners",
        "Forgjengerne, den største først",
        (Column("Kommune", "words"), Column("Innbyggere 1. januar 2019"), Column("Vekt")),
        (
            (Cell("Vest", "A"), "6\u00a0000", "60\u00a0%"),
            (Cell("Aust", "B"), "3\u00a0000", "30\u00a0%"),
            (Cell("Nord", "C"), "1\u00a0000", "10\u00a0%"),
        ),
        ("Sum", "10\u00a0000", "100\u00a0%"),
    )


def test_inhabitants_of_different_years_each_show_theirs() -> None:
    first, second, third = made.of(*THREE)
    given = [first, replace(second, inhabitants_year=2018), replace(third, inhabitants_year=0, inhabitants=0)]

    rows = cells(partners_table(made.material(made.became(*given))))

    assert [row[1] for row in rows[:3]] == ["6\u00a0000 (2019)", "3\u00a0000 (2018)", "–"]


def test_share_that_is_counted_is_not_called_an_estimate() -> None:
    part = replace(made.divided(made.partner(3, "Sund", 1000, known(areas(55)))), is_estimate=False)
    report = merger_report(made.material(made.became(*made.of(known(areas(40))), part)))

    assert section(report, "parts").findings == ("Sund ble delt. 60\u00a0% av innbyggerne gikk hit.",)


def test_earlier_and_later_evaluations_are_listed() -> None:
    first, *others = made.of(*THREE)
    first = replace(first, earlier=(known(year=2010, edition=UNKNOWN),))
    later = [AFTER, known(total=200, year=2026)]
    report = merger_report(made.material(made.became(first, *others), AFTER, later=later))

    assert cells(section(report, "evaluations").tables[0])[:2] == [
        ["A Vest", "2018", "utgaven fra 2020", "159", "sum og områder er publisert"],
        ["A Vest, tidligere", "2010", "ukjent utgave", "–", "poengene er ikke publisert"],
    ]
    assert [row[:2] for row in cells(section(report, "outcome").tables[0])] == [
        ["Nyby, brukt her", "2022"],
        ["Nyby", "2026"],
    ]


def test_boundary_changes_are_noted() -> None:
    given = made.material(made.became(*made.of(*THREE)))
    moved = Change(date(2021, 1, 1), ChangeKind.BOUNDARY, "9999", "Nyby", "9998", "Nabo", None, 40, note="Et nes.")
    unknown = replace(moved, inhabitants=None, note="")

    noted = section(merger_report(replace(given, boundaries=(moved, unknown))), "boundaries")

    assert noted.findings == (
        "1. januar 2021: et område gikk fra Nyby til Nabo, 40 innbyggere. Et nes.",
        "1. januar 2021: et område gikk fra Nyby til Nabo.",
    )
    assert noted.paragraphs == ("Disse grenseendringene er notert. Det er ikke regnet med dem.",)


# Every process known


def full(*, locale: str = "nb") -> list[Partner]:
    """Three with every process of the small edition known."""
    return made.of(
        scored(4, 0, 2, 3, 1, 4, locale=locale),
        scored(2, 4, 1, 3, 1, 3, locale=locale),
        scored(0, 1, 2, 3, 0, 4, locale=locale),
    )


def test_what_all_lack_and_what_one_can_teach() -> None:
    report = merger_report(made.material(made.became(*full())))

    gaps, lessons = section(report, "gaps"), section(report, "lessons")
    assert gaps.paragraphs[0].startswith("I 2 prosesser når ingen av kommunene nivået «")
    assert [row[1:4] for row in cells(gaps.tables[0])] == [["1", "1", "0"], ["2", "1", "2"]]
    assert [row[1:4] for row in cells(lessons.tables[0])] == [["0", "4", "1"], ["4", "2", "0"]]
    assert gaps.tables[0].rows[0][1] == Cell("1", shade=1)


def test_where_somebody_is_good_at_everything_nothing_is_lacking() -> None:
    report = merger_report(made.material(made.became(*made.of(scored(4), scored(3)))))

    assert section(report, "gaps").tables == ()
    assert section(report, "gaps").paragraphs[0].startswith("I alle prosessene når minst én av kommunene nivået «")
    assert "lessons" not in [heading.id for heading in report.headings]


def test_one_gap_alone_has_no_order() -> None:
    report = merger_report(made.material(made.became(*made.of(scored(4, 4, 4, 4, 4, 0), scored(4, 4, 4, 4, 4, 1)))))

    assert "først" not in section(report, "gaps").paragraphs[0]


def test_fates_are_counted_and_listed_and_in_the_appendix() -> None:
    report = merger_report(made.material(made.became(*full()), scored(4, 2, 3, 2, 1, 3, year=2022)))

    assert [row[:2] for row in cells(section(report, "fates").tables[0])] == [
        ["Styrker som ble med videre", "2"],
        ["Nye styrker", "1"],
        ["Styrker som ikke ble med videre", "1"],
        ["Nye svakheter (alle hadde dette før)", "1"],
        ["Svakheter som ble arvet", "1"],
    ]
    headings = [s.heading for c in report.chapters for s in c.sections if s.heading and s.heading.depth == 3]
    assert [heading.id for heading in headings] == [
        "fate-kept",
        "fate-gained",
        "fate-lost",
        "fate-new_weakness",
        "fate-inherited",
    ]
    appendix = next(chapter for chapter in report.chapters if chapter.heading.id == "appendix")
    rows = [row for one in appendix.sections for table in one.tables for row in cells(table)]
    assert len(rows) == 6
    assert rows[0][1:] == ["4", "2", "0", "4", "med videre"]
    assert rows[3][1:] == ["3", "3", "3", "2", "ny svakhet"]


def test_appendix_shows_the_new_levels_also_when_too_few_are_known_before() -> None:
    given = made.became(*made.of(None, scored(2)))
    report = merger_report(made.material(given, scored(3, year=2022)))

    appendix = next(chapter for chapter in report.chapters if chapter.heading.id == "appendix")
    rows = [row for one in appendix.sections for table in one.tables for row in cells(table)]
    assert rows[0][1:] == ["–", "2", "3"]


def test_long_lists_are_cut_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kompass.reporting.merger.compose.LISTED", 1)

    gaps = section(merger_report(made.material(made.became(*full()))), "gaps")

    assert len(gaps.tables[0].rows) == 1
    assert gaps.paragraphs[0].endswith("Her er de 1 første. Alle prosessene står i vedlegget.")


def test_rules_are_recomputed_with_the_mergers_own_figures() -> None:
    report = merger_report(made.material(made.became(*made.of(*THREE)), AFTER))
    text = words(report).replace("\u00a0", " ")

    assert "Her: Vest hadde 6 000 av 10 000 innbyggere, og vekten blir 60 %." in text
    assert "Her: De som har poeng, har 10 000 av 10 000 innbyggere: 100 %." in text
    assert "Her: I «Område 2» går spennet fra 40 til 72. Nyby fikk 75, og forskjellen blir +3." in text
    assert "Her, i «Område 1»: (6 000 · 61 + 3 000 · 48 + 1 000 · 55) / 10 000 = 56,5." in text
    assert "Her, snittet vektet etter innbyggere: 56,5 + 52,2 + 58,0 = 166,7." in text
    assert [section.is_beside for section in report.chapters[4].sections] == [True] * 7


# Compilations


def test_compilation_has_no_after() -> None:
    report = merger_report(made.material(merger(made.of(*THREE))))

    assert report.title == "Sammenstilling: Vest, Aust og Nord"
    assert report.cover.kind == "Kommunekompasset: sammenstilling av kommuner"
    assert (report.cover.name, report.cover.when) == ("Vest, Aust og Nord", "")
    text = words(report)
    assert "Vest, Aust og Nord ved siden av hverandre, slik hver av dem sist ble evaluert." in text
    assert "Kommunene har fra 159 til 179 av 800 poeng." in text
    assert "Vest har flest poeng i «Område 1»." in text
    assert "Kommunene står lengst fra hverandre i «Område 2»: 32 poeng." in text
    assert "Det er en ambisjon, ikke et resultat noen av dem har." in text
    assert [chapter.heading.id for chapter in report.chapters] == [
        "summary",
        "partners",
        "before",
        "rules",
        "colophon",
    ]


def test_compilation_of_those_without_figures_is_brief() -> None:
    report = merger_report(made.material(merger(made.of(known(), known(year=None)))))

    assert report.is_brief
    assert "Nord" not in words(report)
    assert "Aust er evaluert, men verken år eller poeng er publisert." in words(report)


def test_many_are_headed_by_letters_and_the_title_is_short_at_the_foot() -> None:
    names = ("Vest", "Aust", "Nord", "Sør", "Midt", "Ytre")
    given = [made.partner(n, name, 7000 - n, scored(n % 5)) for n, name in enumerate(names, 1)]
    report = merger_report(made.material(merger(given)))

    assert report.place == "Sammenstilling av 6 kommuner"
    assert report.title == "Sammenstilling: Vest, Aust, Nord, Sør, Midt og Ytre"
    table = section(report, "by-area").tables[0]
    assert [column.title for column in table.columns][1:7] == list("ABCDEF")
    assert table.caption.endswith(". A Vest, B Aust, C Nord, D Sør, E Midt, F Ytre")
    assert {column.kind for column in section(report, "lessons").tables[0].columns[1:7]} == {"levels narrow"}
    assert "blir den mer enn 41 poeng for høy med 6 kommuner" in words(report)


def test_two_alike_in_everything() -> None:
    report = merger_report(made.material(merger(made.of(known(areas(40, 50)), known(areas(40, 50))))))

    figure = section(report, "by-area").figure
    assert figure
    assert figure.caption == "I hvert område har alle like mange poeng."
    assert cells(section(report, "by-area").tables[0])[0][-1] == "–"


def test_area_that_is_not_applicable_is_named() -> None:
    given = made.of(known(areas(40, 50)), known({"1": 45}))

    report = merger_report(made.material(merger(given)))

    assert "Aust: «Område 2» er ikke aktuelt der." in words(report)


# Invented ones


def test_invented_figures_are_marked() -> None:
    given = [made.partner(n, name, 1000, scored(2), demonstration=True) for n, name in ((1, "Vest"), (2, "Aust"))]
    report = merger_report(made.material(made.became(*given, demonstration=True)))

    assert report.mark == "Eksempeldata: oppdiktede tall"
    assert report.cover.notices == ("Eksempeldata. Kommunene, svarene og alle tallene er oppdiktet.",)
    assert "Aust, Vest og Nyby: navn, innbyggertall og vurderinger er oppdiktet." in words(report)
    assert "Statistisk sentralbyrå" not in words(report)


def test_real_ones_beside_invented_ones_keep_their_source() -> None:
    given = [
        made.partner(1, "Vest", 1000, known(areas(50))),
        made.partner(2, "Aust", 900, scored(2), demonstration=True),
    ]
    report = merger_report(made.material(merger(given)))

    assert report.cover.notices[0] == "Eksempeldata. Aust og alle tallene deres er oppdiktet."
    assert "Statistisk sentralbyrå, Klass 131" in words(report)


def test_sources_are_named_once() -> None:
    text = words(merger_report(made.material(made.became(*made.of(*THREE)))))
    listed = known(areas(40), source="docplayer.me related-document list")

    assert "Evalueringer | https://kilde.example/a; https://kilde.example/b\n" in text
    assert "Dokumentlisten hos docplayer.me" in words(merger_report(made.material(made.became(*made.of(listed)))))


def test_fingerprint_follows_the_content() -> None:
    whole = made.became(*made.of(*THREE))
    first = made.material(whole, AFTER).fingerprint

    assert made.material(whole, AFTER).fingerprint == first
    others = [
        made.material(whole),
        made.material(whole, AFTER, kind=BaselineKind.BEST),
        made.material(whole, AFTER, locale="nn"),
        made.material(whole, AFTER, later=[AFTER, known(year=2026)]),
        made.material(whole, AFTER, crosswalks=(Crosswalk(OLD, {"1": "1"}),)),
        made.material(made.became(*made.of(*THREE[:2])), AFTER),
        made.material(made.became(made.divided(made.of(*THREE)[0]), *made.of(*THREE)[1:]), AFTER),
    ]
    assert len({first, *(one.fingerprint for one in others)}) == len(others) + 1


@pytest.mark.parametrize("locale", ["nn", "en"])
def test_report_in_another_language_leaves_no_source_text(locale: str) -> None:
    given = made.material(
        made.became(*full(locale=locale)), scored(4, 2, 3, 2, 1, 3, year=2022, locale=locale), locale=locale
    )
    text = words(merger_report(given))

    assert "forgjengerne" not in text
    assert "innbyggere" not in text


# Side by side


def test_predecessors_stand_side_by_side_with_the_best_of_each_area_marked() -> None:
    figure = section(merger_report(made.material(made.became(*made.of(*THREE)), AFTER)), "side-by-side").figure

    assert figure
    assert isinstance(figure.chart, PanelChart)
    assert [(panel.name, panel.figure) for panel in figure.chart.panels] == [
        ("A Vest", "159 av 800"),
        ("B Aust", "178 av 800"),
        ("C Nord", "179 av 800"),
    ]
    # All are alike in the last area, which is nobody's.
    assert [[bar.is_strong for bar in panel.bars] for panel in figure.chart.panels] == [
        [True, False, False],
        [False, True, False],
        [False, False, False],
    ]
    assert figure.chart.means == (Fraction(565, 10), Fraction(522, 10), Fraction(58))
    assert figure.caption == "Vest og Aust har flest poeng i ett av 3 områder hver."
    assert "Vest har Område 1: 61; Område 2: 40; Område 3: 58." in figure.alternative


def test_those_without_points_in_areas_have_no_panel() -> None:
    partners = made.of(known(areas(61, 40)), known(total=300), known(areas(61, 40)))
    figure = section(merger_report(made.material(made.became(*partners))), "side-by-side").figure

    assert figure
    assert isinstance(figure.chart, PanelChart)
    assert [panel.name for panel in figure.chart.panels] == ["A Vest", "C Nord"]
    assert figure.caption == "Ingen av kommunene er alene om å ha flest poeng i et område."


def test_one_alone_or_too_many_are_not_put_side_by_side() -> None:
    alone = made.material(made.became(*made.of(known(areas(61, 40)))))
    many = [made.partner(n, f"Sted {n}", 900 - n, known(areas(50 + n, 40))) for n in range(1, 7)]

    for material in (alone, made.material(made.became(*many))):
        assert "side-by-side" not in [heading.id for heading in merger_report(material).headings]


def test_panel_without_a_total_has_only_its_name() -> None:
    without = replace(known(areas(61, 40)), total=None)
    report = merger_report(made.material(made.became(*made.of(without, known(areas(50, 60))))))
    figure = section(report, "side-by-side").figure

    assert figure
    assert isinstance(figure.chart, PanelChart)
    assert figure.chart.panels[0].figure == ""


@pytest.mark.parametrize(
    ("is_merger", "expected"),
    [(True, "Vest hadde flest poeng i alle de 3 områdene."), (False, "Vest har flest poeng i alle de 3 områdene.")],
)
def test_one_with_most_points_in_every_area_is_told_without_a_list(is_merger: bool, expected: str) -> None:
    assert say.best_in(Voice(language("nb")), "Vest", ["A", "B", "C"], 3, is_merger=is_merger) == expected
