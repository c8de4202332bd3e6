"""The council summary: what it says of whom, and always on two pages."""

import re
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import outloud
import pytest
from pypdf import PdfReader

from kompass.domain.answers import Answers, Level, NotApplicable
from kompass.domain.evaluation import Sealed, Status
from kompass.domain.measures import Measure, MeasureStatus
from kompass.domain.scoring import score
from kompass.domain.texts import HEADLINES
from kompass.language import language
from kompass.reporting.data.charts import CompactBarChart
from kompass.reporting.evaluation.beside import Beside
from kompass.reporting.evaluation.material import Material
from kompass.reporting.printing import report_pdf
from kompass.reporting.sentences import summary as say
from kompass.reporting.sentences.voice import Voice
from kompass.reporting.summary.compose import council_summary
from tests.reporting.conftest import FOLDER, MIXED, all_at, full_material, make_material
from tests.reporting.test_pdf import pdfua_errors

LONG = "Nordre Follo kommune – prosjektorganisasjonen"
SENTENCE = "Kommunen er ryddig og åpen, men følger for sjelden opp det den vedtar."


def pages_of(material: Material) -> list[str]:
    reader = PdfReader(BytesIO(report_pdf(council_summary(material), FOLDER)))
    return [re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages]


def scored(material: Material, answers: Answers) -> Material:
    return replace(material, result=score(material.framework, answers))


def with_level(level: int, **other: int) -> Material:
    """Everything at one level but the areas named."""
    material = full_material()
    answers = {id_: Level(other.get(id_.partition(".")[0], level)) for id_ in material.framework.criteria}
    return scored(material, answers)


def without(area: str) -> Material:
    """One whole area is not applicable."""
    material = full_material()
    kept = {found.criterion.id: found.answer for found in material.result.criteria if found.answer}
    answers = {id_: NotApplicable("Ikke her.") if id_.startswith(f"{area}.") else kept[id_] for id_ in kept}
    return scored(material, answers)


def unfinished() -> Material:
    material = full_material()
    answers = all_at(material.framework, 2)
    kept = {id_: answer for id_, answer in answers.items() if not id_.startswith("samfunn.")}
    return replace(scored(material, kept), evaluation=replace(material.evaluation, status=Status.SCORING))


def named(material: Material, name: str) -> Material:
    place = replace(material.evaluation.municipality, name=name)
    return replace(material, evaluation=replace(material.evaluation, municipality=place))


def written(text: str) -> Material:
    return replace(full_material(), texts={HEADLINES: text})


def longest_advice() -> Material:
    """The sub-areas with most to say are those to work on."""
    material = full_material()
    subareas = [subarea for area in material.framework.areas for subarea in area.subareas]
    wordy = sorted(subareas, key=lambda one: -max(len(c.advice) for c in one.criteria))[:3]
    answers = all_at(material.framework, 3)
    for subarea in wordy:
        for criterion in subarea.criteria:
            is_longest = criterion.advice == max((c.advice for c in subarea.criteria), key=len)
            answers = {**answers, criterion.id: Level(0 if is_longest else 1)}
    return scored(material, answers)


def beside(material: Material) -> Material:
    """Everything that can stand beside the scores, so that most is said."""
    sealed = Sealed(12, "f" * 64, "Retting", datetime(2026, 4, 2, tzinfo=UTC), {})
    measure = Measure(
        1, 1, "", "Tiltak", "Rådgiver", None, MeasureStatus.DONE, "", 1, datetime(2026, 4, 2, tzinfo=UTC), ""
    )
    answers = {found.criterion.id: found.answer for found in material.result.criteria if found.answer}
    return replace(material, beside=Beside(originals=(answers, answers), seal=sealed, measures=(measure,) * 9))


CASES = {
    "as usual": full_material(),
    "all at nothing": full_material(0),
    "all at the ideal": full_material(4),
    "all in the middle": full_material(2),
    "no group": replace(full_material(), group=None),
    "seven areas alike": named(with_level(2, arbeidsgiver=1), LONG),
    "one area not applicable": without("arbeidsgiver"),
    "unfinished": unfinished(),
    "long name": named(full_material(), LONG),
    "written": written(f"- {SENTENCE}\n- {SENTENCE}"),
    "4,000 words written": written("\n\n".join([SENTENCE] * 330)),
    "one paragraph of 4,000 words": written(" ".join([SENTENCE] * 330)),
    "longest advice": longest_advice(),
    "most of everything": beside(named(longest_advice(), LONG)),
    "two areas": make_material(MIXED, group=False),
}


@pytest.mark.parametrize("material", CASES.values(), ids=CASES)
def test_summary_is_two_pages_whatever_it_says(material: Material) -> None:
    pages = pages_of(material)

    assert len(pages) == 2
    assert "Tre sterke sider" not in pages[0]


def test_first_page_says_what_it_is_how_much_and_what_it_means() -> None:
    material = full_material()
    first, second = pages_of(material)

    assert "Kommunekompasset måler hvordan en kommune styres, ledes og utvikles, i 8 områder" in first
    assert f"{material.total.points} av 800 poeng" in first
    assert "Snittet for de 7 andre kommunene som er vurdert på samme måte, er" in first
    assert "Eksempeldata" in first
    assert "Spørsmål kommunestyret kan stille" in second
    assert "Hele rapporten heter «Kommunekompasset: Fjellvik kommune 2026»" in second


def test_unfinished_evaluation_says_so_before_anything_else() -> None:
    found = council_summary(unfinished())

    assert found.findings.sentences[0].startswith("Vurderingen er ikke ferdig.")
    assert "–" in found.score.figure


def test_chart_is_wide_as_a_phone_with_the_longest_first() -> None:
    chart = council_summary(full_material()).chart.chart

    assert isinstance(chart, CompactBarChart)
    shares = [strip.low or 0 for strip in chart.strips]
    assert shares == sorted(shares, reverse=True)


@pytest.mark.parametrize(
    ("material", "strengths", "improvements"),
    [
        (full_material(0), (0, "Ingen av arbeidsmåtene er påvist ennå."), (3, "")),
        (full_material(4), (3, ""), (0, "Kommunen har full uttelling i alt. Oppgaven er å holde det ved like.")),
        (full_material(2), (3, "Ingenting når tre firedeler av idealet ennå."), (3, "")),
        (full_material(3), (3, ""), (3, "Ingenting ligger på halvparten av idealet eller lavere.")),
        (
            make_material({"apenhet.innsyn.postliste": Level(3)}),
            (0, "Ikke nok er vurdert til å si det ennå."),
            (0, "Ikke nok er vurdert til å si det ennå."),
        ),
    ],
    ids=["nothing", "ideal", "middle", "good", "one process"],
)
def test_lists_say_why_they_are_short(
    material: Material, strengths: tuple[int, str], improvements: tuple[int, str]
) -> None:
    found = council_summary(material)

    for made, (count, opening) in ((found.strengths, strengths), (found.improvements, improvements)):
        assert len(made.points) == count
        assert made.opening.startswith(opening)
        assert bool(made.opening) == bool(opening)


def test_what_to_do_is_the_advice_for_the_process_with_most_to_gain() -> None:
    found = council_summary(make_material(MIXED))
    (point,) = found.improvements.points[:1]

    # The small edition has two to name, and the heading does not promise three.
    assert (found.improvements.heading.title, len(found.improvements.points)) == ("Å arbeide med", 2)
    assert point.start.startswith("Begynn med «")
    assert re.fullmatch(r"\d+\s% av idealet, \d+,\d poeng å hente", point.reason)


@pytest.mark.parametrize(
    ("material", "said", "left_out"),
    [
        (full_material(), "hvem kan vi besøke?", ""),
        (replace(full_material(), group=None), "Hva gjør kommunen riktig i", "hvem kan vi besøke?"),
        (full_material(2), "Kjenner vi igjen bildet?", "Hva er grunnen til"),
        (with_level(2, arbeidsgiver=1), "svakest i «Kommunen som arbeidsgiver»", "Hva gjør kommunen riktig"),
        (full_material(), "Hvilke to eller tre tiltak skal kommunen begynne med", "Kommunen har valgt"),
        (beside(full_material()), "Kommunen har valgt 9 tiltak, og 9 er gjennomført.", "Hvilke to eller tre"),
    ],
)
def test_questions_come_from_the_result(material: Material, said: str, left_out: str) -> None:
    questions = " ".join(council_summary(material).questions.sentences)

    assert said in questions
    assert not left_out or left_out not in questions


def test_certainty_tells_of_the_assessors_who_are_known() -> None:
    alone, both = full_material(), beside(full_material())
    alone = replace(alone, beside=Beside(originals=both.beside.originals[:1]))
    unlike = replace(
        alone,
        beside=Beside(
            originals=(
                {"demokrati.apenhet.finnes-ikke": Level(1)},
                {"demokrati.apenhet.finnes-ikke": Level(1)},
            )
        ),
    )

    assert "satt nivåene, så vi vet ikke" in council_summary(alone).certainty.sentences[0]
    assert "samme nivå i 100\N{NO-BREAK SPACE}% av tilfellene." in council_summary(both).certainty.sentences[0]
    assert council_summary(unlike).certainty.sentences[0].endswith("Se etter mønster.")
    assert "versjon 12, avtrykk ffffffffffff." in council_summary(both).further.sentences[1]


@pytest.mark.parametrize(
    ("text", "kept", "is_cut"),
    [
        ("", "", False),
        (SENTENCE, SENTENCE, False),
        (f"- {SENTENCE}\n- {SENTENCE}", f"- {SENTENCE}\n- {SENTENCE}", False),
        ("\n\n".join([SENTENCE] * 9), "\n\n".join([SENTENCE] * 6), True),
        (" ".join([SENTENCE] * 9), "", True),
    ],
    ids=["nothing", "a paragraph", "a list", "too many", "too long"],
)
def test_what_is_written_is_printed_as_far_as_there_is_room(text: str, kept: str, is_cut: bool) -> None:
    found = council_summary(written(text))

    assert (found.written, bool(found.findings.sentences)) == (kept, not kept)
    assert (found.more_written == "Resten av hovedfunnene står i rapporten.") == is_cut


@pytest.mark.parametrize(
    ("points", "said"),
    [(0, "Kommunen ligger 375 poeng under."), (4, "Kommunen ligger 425 poeng over."), (2, "er det samme: 400.")],
)
def test_total_is_held_against_the_group(points: int, said: str) -> None:
    material = full_material(points)
    group, total = material.group, material.total
    assert group is not None
    assert group.total is not None
    mean = {0: 375, 4: 375, 2: 400}[points]
    spread = replace(group.total, mean=group.total.mean * 0 + mean)
    meaning = council_summary(replace(material, group=replace(group, total=spread))).score.meaning

    assert total.points == points * 200
    assert meaning[1].endswith(said)


def test_nothing_applicable_is_said_as_words() -> None:
    material = full_material()
    nothing = scored(material, dict.fromkeys(material.framework.criteria, NotApplicable("Ikke her.")))

    assert council_summary(nothing).score.figure == "ikke aktuell"
    assert len(pages_of(nothing)) == 2


def test_checkers_find_no_error(tmp_path: Path) -> None:
    file = tmp_path / "sammendrag.pdf"
    file.write_bytes(report_pdf(council_summary(beside(full_material())), FOLDER))

    assert outloud.check(str(file)).errors == 0
    assert pdfua_errors(file) == []
    assert subprocess.run(["qpdf", "--check", str(file)], capture_output=True, check=False).returncode == 0
    assert file.stat().st_size < 120_000


def test_summary_of_a_day_is_the_same_bytes() -> None:
    material = full_material()
    assert material.evaluation.evaluated_on == date(2026, 3, 2)
    assert report_pdf(council_summary(material), FOLDER) == report_pdf(council_summary(material), FOLDER)


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([MeasureStatus.DONE], "Kommunen har valgt ett tiltak. Er det det riktige,"),
        ([MeasureStatus.STARTED] * 2, "Kommunen har valgt 2 tiltak, og ingen er gjennomført. Er det de riktige,"),
    ],
)
def test_question_of_the_measures_counts_them_in_words(statuses: list[MeasureStatus], expected: str) -> None:
    counts = {status: statuses.count(status) for status in MeasureStatus}

    assert say.follow(Voice(language("nb")), counts).startswith(expected)
