"""What nobody planned for, all the way to paper: nothing is lost, and no word leaves its margins."""

from dataclasses import replace

import pytest

from kompass.domain.answers import Answers, Level, NotApplicable
from kompass.domain.comparison import group_of
from kompass.domain.development import Milestone, of_publication
from kompass.domain.history import KnownResult
from kompass.domain.merger import merger
from kompass.domain.scoring import score
from kompass.language import language
from kompass.reporting.data.chapters import ChapterReport
from kompass.reporting.development.compose import development_report
from kompass.reporting.evaluation.compose import evaluation_report
from kompass.reporting.evaluation.material import Material
from kompass.reporting.letter import letter
from kompass.reporting.merger.compose import merger_report
from kompass.reporting.printing import report_pdf
from kompass.reporting.sentences.voice import Voice
from kompass.reporting.summary.compose import council_summary
from tests.reporting import mergers as made
from tests.reporting import test_development as development
from tests.reporting import test_letter as letters
from tests.reporting.conftest import FOLDER, MIXED, all_at, make_material, small_framework
from tests.reporting.margins import strays
from tests.reporting.test_written import text_of

LONG_NAMES = ("Guovdageaidnu - Kautokeino", "Nordre Follo kommune – prosjektorganisasjonen")
ADDRESS = "https://www.eksempel.no/" + "politikk/planer_og_vedtak/" * 12 + "?a=" + "b" * 120
TABLE = "|" + "Kolonne|" * 8 + "\n|" + "-:|" * 8 + "\n|" + "Menneskerettighetsombudskontor|" * 8
GONE = {f"ledelse.ansvar.{name}": NotApplicable("Finnes ikke.") for name in ("fullmakt", "avtaler")}
TEXTS = {
    "three words": "Godt gjort, alle.",
    "four thousand words": "\n\n".join("Kommunen arbeidet grundigst med dette. " * 40 for _ in range(20)),
    "a long address": f"Se {ADDRESS} og [planen]({ADDRESS}).\n\n- {ADDRESS}\n\n> {ADDRESS}",
    "a table": f"Først.\n\n{TABLE}\n\n| Se | Hva |\n|---|---|\n| {ADDRESS} | {'a' * 300} |",
    "one long word": "a" * 3_000,
    "signs without shape": "sam\u00adfunns\u200bplan\ufeff og ❤\ufe0f, a\u00a0b",
}
ANSWERS: dict[str, Answers] = {
    "nothing": all_at(small_framework(), 0),
    "everything": all_at(small_framework(), 4),
    "an area not applicable": {**MIXED, **GONE},
    "one answer": {"apenhet.innsyn.postliste": Level(2)},
}


def assert_within(material: Material) -> None:
    assert strays(report_pdf(evaluation_report(material), FOLDER), left=24, right=24, first=2) == []
    assert strays(report_pdf(council_summary(material), FOLDER), left=16, right=16) == []


@pytest.mark.parametrize("name", TEXTS)
def test_no_word_of_a_text_leaves_the_margins(name: str) -> None:
    parts = ("headlines", "foreword", "apenhet/summary", "apenhet/strengths", "closing")

    assert_within(replace(make_material(MIXED), texts=dict.fromkeys(parts, TEXTS[name])))


def test_four_thousand_words_are_all_printed() -> None:
    text = TEXTS["four thousand words"]
    material = replace(make_material(MIXED), texts={"apenhet/summary": text})

    printed = text_of(report_pdf(evaluation_report(material), FOLDER))

    assert len(text.split()) == 4_000
    assert printed.count("grundigst") == 800


@pytest.mark.parametrize("name", LONG_NAMES)
@pytest.mark.parametrize("locale", ["nb", "nn", "en"])
def test_a_long_name_stays_on_the_page(name: str, locale: str) -> None:
    material = make_material(MIXED, locale=locale, name=name)

    assert_within(material)
    assert strays(report_pdf(evaluation_report(material), FOLDER), left=0, right=0) == []


@pytest.mark.parametrize("answers", ANSWERS)
@pytest.mark.parametrize("others", [None, 0, 1, 5])
def test_extremes_are_printed_with_and_without_a_group(answers: str, others: int | None) -> None:
    framework = small_framework()
    results = [score(framework, all_at(framework, 4)) for _ in range(others or 0)]
    group = None if others is None else group_of("Andre", framework.scoring_digest, results)

    assert_within(replace(make_material(ANSWERS[answers]), group=group))


def assert_chapters_within(report: ChapterReport) -> None:
    assert ".." not in made.words(report)
    content = report_pdf(report, FOLDER)
    assert strays(content, left=24, right=24, first=2) == []
    assert strays(content, left=0, right=0) == []


# What may be known of municipalities that merge: all of it, its ends, only sums, only that there was one, nothing.
KNOWN: dict[str, tuple[KnownResult | None, ...]] = {
    "everything": tuple(made.scored(4) for _ in range(5)),
    "nothing done": tuple(made.scored(0) for _ in range(5)),
    "far apart": (made.scored(4), made.scored(0), made.scored(2), None, made.known(total=800)),
    "areas": (made.known(made.areas(0, 100, 50)), made.known(made.areas(100, 0, 50)), None),
    "totals": (made.known(total=0), made.known(total=800), made.known(total=412)),
    "that it was evaluated": (made.known(), made.known(year=None)),
    "none": (None, None),
    "one alone": (made.scored(1, 2, 3, 4, 0, 1),),
}
NAMES = (*LONG_NAMES, "Å", "Unjárga – Nesseby", "a" * 40)


@pytest.mark.parametrize("found", KNOWN)
@pytest.mark.parametrize("locale", ["nb", "nn", "en"])
def test_mergers_and_compilations_of_whatever_is_known_stay_within_the_margins(found: str, locale: str) -> None:
    partners = [
        made.partner(number, name, 10 ** (6 - number), one)
        for number, (name, one) in enumerate(zip(NAMES, KNOWN[found], strict=False), 1)
    ]

    for after in (made.scored(0, year=2022), made.known(total=800, year=2022), None):
        assert_chapters_within(merger_report(made.material(made.became(*partners), after, locale=locale)))
    if len(partners) > 1:
        assert_chapters_within(merger_report(made.material(merger(partners), locale=locale)))


HISTORIES: dict[str, tuple[Milestone, ...]] = {
    "sums alone": tuple(
        of_publication(development.result(year, 300 + year % 100)) for year in range(2004, 2024, 4)
    ),
    "sums and then everything": (of_publication(development.result(2016, 800)), development.in_year(2020, 4)),
    "from nothing to everything": (development.in_year(2016, 0), development.in_year(2020, 4)),
    "from everything to nothing": (development.in_year(2016, 4), development.in_year(2020, 0)),
    "one": (development.in_year(2020, 0),),
    "no figures": (of_publication(development.result(None)),),
}


@pytest.mark.parametrize("history", HISTORIES)
@pytest.mark.parametrize("locale", ["nb", "nn", "en"])
def test_histories_of_whatever_is_known_stay_within_the_margins(history: str, locale: str) -> None:
    unit = development.place(LONG_NAMES[1], "9998", "9999")
    titles = ("a" * 300, ADDRESS, "Ett ord")
    planned = [
        replace(development.measure(number, "apenhet.innsyn.postliste"), title=title, owner_role=LONG_NAMES[1])
        for number, title in enumerate(titles, 1)
    ]
    material = development.made(*HISTORIES[history], unit=unit, measures=planned)

    assert_chapters_within(development_report(replace(material, voice=Voice(language(locale)))))


@pytest.mark.parametrize("name", NAMES)
def test_letters_to_long_names_stay_within_the_margins(name: str) -> None:
    usual = letters.made()
    place = replace(usual.evaluation.municipality, name=name)
    asked = (letters.asked("a" * 200), letters.asked(ADDRESS, "ledelse"))
    material = replace(
        usual,
        evaluation=replace(usual.evaluation, municipality=place),
        documents=asked,
        meetings=tuple(replace(one, role=name, place="b" * 120) for one in usual.meetings),
        sender=name,
        address=f"{'c' * 60}@{'d' * 60}.example",
    )

    assert strays(report_pdf(letter(material), FOLDER), left=24, right=24) == []
