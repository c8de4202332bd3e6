"""What the assessors have written, in the report: in place of the automatic text, and never as code."""

import re
import subprocess
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import outloud
import pytest
import tinyhtml5  # type: ignore[import-untyped]  # WeasyPrint's own parser
from pypdf import PdfReader

from kompass.domain.answers import NotApplicable
from kompass.domain.texts import OF_AREA
from kompass.language import language
from kompass.reporting.data.evaluation import EvaluationReport, WrittenArea
from kompass.reporting.evaluation.compose import evaluation_report
from kompass.reporting.evaluation.material import Material
from kompass.reporting.html import report_html
from kompass.reporting.printing import report_pdf
from tests.reporting.conftest import FOLDER, MIXED, full_report, make_material

TEXTS = {
    "foreword": "Kjære *kommunestyre*.\n\n# Bakgrunn\n\nFordi **vi** ville.",
    "method": "Vi leste [planene](https://eksempel.no/plan).",
    "apenhet/summary": "Åpent hus.\n\n> Slik er det.",
    "apenhet/strengths": "# Innsyn\n\n- Postlisten\n- Møtene",
    "apenhet/improvements": "1. Svar raskere",
    "closing": "Takk for oss.",
}


def written(**texts: str) -> EvaluationReport:
    return evaluation_report(replace(make_material(MIXED), texts=texts or TEXTS))


def parsed(report: EvaluationReport) -> Element:
    html = report_html(report, FOLDER, language(report.locale))
    found: Element = tinyhtml5.parse(html, namespace_html_elements=False)
    return found


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def text_of(content: bytes) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages))


def test_every_text_stands_where_it_belongs() -> None:
    boxes = [box for box in parsed(written()).iter("div") if box.get("class") == "written"]

    assert [words(box) for box in boxes] == [
        "Kjære kommunestyre. Bakgrunn Fordi vi ville.",
        "Vi leste planene.",
        "Åpent hus. Slik er det.",
        "Innsyn Postlisten Møtene",
        "Svar raskere",
        "Takk for oss.",
    ]
    assert [[e.tag for e in box.iter() if e.tag not in ("div", "p", "li")] for box in boxes] == [
        ["em", "h3", "strong"],
        ["a"],
        ["blockquote"],
        ["h5", "ul"],
        ["ol"],
        [],
    ]


def test_headings_go_down_one_level_at_a_time() -> None:
    levels = [int(e.tag[1]) for e in parsed(written()).iter() if re.fullmatch(r"h[1-6]", str(e.tag))]

    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_automatic_text_gives_way_only_where_something_is_written() -> None:
    automatic = evaluation_report(make_material(MIXED))
    by_hand = written(foreword="Mitt forord.", **{"apenhet/strengths": "Det beste."})

    assert (by_hand.foreword, by_hand.closing) == ((), automatic.closing)
    text = words(parsed(by_hand))
    assert automatic.foreword[0] not in text
    assert automatic.areas[0].summary in text
    assert "Sterke sider Det beste. Forbedringsområder" in text
    assert automatic.areas[0].improvements[0].advice in text
    assert "Rapporten er nyttig først når den blir brukt." in text
    assert "Kommunekompasset måler arbeidsmåter" in text


def test_area_that_is_not_applicable_prints_what_is_written() -> None:
    gone = {f"ledelse.ansvar.{name}": NotApplicable("Finnes ikke.") for name in ("fullmakt", "avtaler")}
    material = replace(make_material({**MIXED, **gone}), texts={"ledelse/strengths": "Likevel bra."})

    text = words(parsed(evaluation_report(material)))

    assert "Sterke sider Likevel bra." in text


def test_text_that_looks_like_code_stays_text() -> None:
    hostile = "<script>alert(1)</script> <img src=x> {{7*7}} $$ %s [x](javascript:alert(1))"
    root = parsed(written(foreword=hostile, **{"apenhet/summary": hostile}))

    assert not list(root.iter("script"))
    assert words(root).count("<script>alert(1)</script> <img src=x> {{7*7}} $$ %s") == 2
    assert not [a for a in root.iter("a") if "javascript" in (a.get("href") or "")]


@pytest.mark.parametrize("part", sorted(TEXTS))
def test_a_changed_text_gives_another_report(part: str) -> None:
    material = replace(make_material(MIXED), texts=TEXTS)
    changed = replace(material, texts={**TEXTS, part: "Noe annet."})

    assert material.fingerprint != changed.fingerprint
    assert material.fingerprint == replace(make_material(MIXED), texts=dict(reversed(TEXTS.items()))).fingerprint


def test_paper_says_what_is_written(tmp_path: Path) -> None:
    automatic = full_report()
    area = replace(automatic.areas[0], written=WrittenArea(*(TEXTS[f"apenhet/{kind}"] for kind in OF_AREA)))
    report = replace(
        automatic,
        written_foreword=TEXTS["foreword"],
        written_closing=TEXTS["closing"],
        method=replace(automatic.method, written=TEXTS["method"]),
        areas=(area, *automatic.areas[1:]),
    )
    content = report_pdf(report, FOLDER)
    file = tmp_path / "rapport.pdf"
    file.write_bytes(content)

    text = text_of(content)
    for said in ("Kjære kommunestyre.", "Vi leste planene.", "Slik er det.", "Svar raskere", "Takk for oss."):
        assert said in text
    assert outloud.check(str(file)).errors == 0
    assert subprocess.run(["qpdf", "--check", str(file)], capture_output=True, check=False).returncode == 0


def test_a_long_text_is_printed_to_the_end() -> None:
    long = "\n\n".join(f"Avsnitt {number}. " + "Ord på ord. " * 30 for number in range(1, 50))
    material: Material = make_material(MIXED)

    report = evaluation_report(replace(material, texts={"foreword": long, "apenhet/summary": long}))
    text = text_of(report_pdf(report, FOLDER))

    assert [text.count(f"Avsnitt {number}.") for number in (1, 25, 49)] == [2, 2, 2]
