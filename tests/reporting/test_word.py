"""The Word file, opened again: real headings, lists and tables, in its language, the same bytes each time."""

import io
import struct
import zlib
from fractions import Fraction

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm

from kompass import prose
from kompass.domain.points import published_areas
from kompass.reporting import worker
from kompass.reporting.data.word import AsWord
from kompass.reporting.evaluation.compose import evaluation_report
from kompass.reporting.word.reading import body_of
from kompass.reporting.word.writing import docx
from tests.reporting.conftest import FOLDER, MIXED, make_material


def opened(content: bytes) -> WordDocument:
    return Document(io.BytesIO(content))


def made(body: str, *, locale: str = "nb", pictures: dict[str, bytes] | None = None) -> WordDocument:
    return opened(docx(f"<html><body>{body}</body></html>", locale=locale, title="T", pictures=pictures or {}))


def lines(document: WordDocument) -> list[tuple[str, str]]:
    return [(one.style.name or "", one.text) for one in document.paragraphs if one.style]


def a_png() -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    )


@pytest.fixture(scope="module")
def content() -> bytes:
    return worker.render_here(AsWord(evaluation_report(make_material(MIXED))), FOLDER)


def test_every_chart_is_a_picture_with_its_words_and_the_caption_below(content: bytes) -> None:
    figures = evaluation_report(make_material(MIXED)).figures
    document = opened(content)
    found = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    after = [text for style, text in lines(document) if style == "Caption"]

    assert found == [one.alternative for one in figures]
    assert [one.caption for one in figures if one.caption] == [
        one for one in after if one in {f.caption for f in figures}
    ]
    for shape in document.inline_shapes:
        part = document.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed]
        assert round(part.image.px_width / (shape.width / 914400)) in range(190, 210)


def test_report_has_the_headings_of_its_pdf_in_order(content: bytes) -> None:
    report = evaluation_report(make_material(MIXED))

    found = lines(opened(content))

    titles = [text for style, text in found if style.startswith("Heading")]
    wanted = [f"{one.number} {one.title}".strip() for one in report.headings]
    assert [title for title in titles if title in wanted] == wanted
    assert [text for style, text in found if style == "Title"] == [f"{report.cover.place}\n2026"]


def test_points_are_those_of_the_scoring_module(content: bytes) -> None:
    material = make_material(MIXED)
    points = published_areas(material.result)
    table = next(one for one in opened(content).tables if one.cell(0, 1).text == "Poeng")

    rows = [[cell.text for cell in row.cells] for row in table.rows[1 : 1 + len(points)]]

    assert [row[1] for row in rows] == [str(one.points) for one in points.values()]
    assert [row[2] for row in rows] == [str(one.maximum) for one in points.values()]
    assert Fraction(table.rows[-1].cells[1].text) == sum(one.points for one in points.values())


def test_every_table_repeats_its_head_and_keeps_rows_whole(content: bytes) -> None:
    for table in opened(content).tables:
        for row in table.rows:
            assert row._tr.trPr is not None
            assert row._tr.trPr.find(qn("w:cantSplit")) is not None
    heads = [table for table in opened(content).tables if "w:tblHeader" in table.rows[0]._tr.xml]
    assert len(heads) == len(opened(content).tables) - 1  # the colophon has no head


@pytest.mark.parametrize(("locale", "tag"), [("nb", "nb-NO"), ("nn", "nn-NO"), ("en", "en-GB")])
def test_document_says_its_language_and_title(locale: str, tag: str) -> None:
    report = evaluation_report(make_material(MIXED, locale=locale))

    found = opened(worker.render_here(AsWord(report), FOLDER))

    assert found.core_properties.language == tag
    assert found.core_properties.title == report.title
    languages = found.styles["Normal"].element.rPr.findall(qn("w:lang"))
    assert [one.get(qn("w:val")) for one in languages] == [tag]


def test_the_same_report_gives_the_same_bytes(content: bytes) -> None:
    assert worker.render_here(AsWord(evaluation_report(make_material(MIXED))), FOLDER) == content


def test_invented_figures_are_marked_on_every_page() -> None:
    report = evaluation_report(make_material(MIXED, demonstration=True))

    found = opened(worker.render_here(AsWord(report), FOLDER))

    assert report.mark in found.sections[0].footer.paragraphs[0].text


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>A</h1><h2>B</h2><h3>C</h3>", [("Title", "A"), ("Heading 1", "B"), ("Heading 2", "C")]),
        ("<ul><li>a</li><li>b</li></ul>", [("List Bullet", "a"), ("List Bullet", "b")]),
        (
            "<ul><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ul>",
            [("List Bullet", "a"), ("List Bullet 2", "b"), ("List Bullet", "c"), ("List Continue", "d")],
        ),
        ("<blockquote><p>Sagt</p></blockquote>", [("Quote", "Sagt")]),
        ("løst <em>ord</em><p>p</p>", [("Normal", "løst ord"), ("Normal", "p")]),
        ("<p>  to\n   ord </p>", [("Normal", "to ord")]),
        ("<p>&lt;b&gt; &amp; \x0bæ</p>", [("Normal", "<b> & æ")]),
        ("<p>مرحبا 🙂 Guovdageaidnu</p>", [("Normal", "مرحبا 🙂 Guovdageaidnu")]),
        ("<div><p></p></div>", [("Normal", "")]),
    ],
)
def test_html_becomes_word(html: str, expected: list[tuple[str, str]]) -> None:
    assert lines(made(html)) == expected


def test_numbered_lists_begin_anew_and_where_they_are_told() -> None:
    found = made('<ol><li>a</li></ol><ol start="7"><li>b</li></ol>')

    numbers = [one._p.pPr.numPr.numId.val for one in found.paragraphs]  # type: ignore[union-attr]
    assert len(set(numbers)) == 2
    starts = found.part.numbering_part.element.xpath(".//w:num[last()]//w:startOverride/@w:val")
    assert starts == ["7"]


def test_weight_emphasis_language_and_links_are_kept() -> None:
    found = made(
        '<p>en <strong>to</strong> <em>tre</em> <span lang="se">Gáivuotna</span> <a href="https://a.no">her</a></p>'
    )

    (paragraph,) = found.paragraphs
    assert [run.text for run in paragraph.runs if run.bold] == ["to"]
    assert [run.text for run in paragraph.runs if run.italic] == ["tre"]
    assert [one.address for one in paragraph.hyperlinks] == ["https://a.no"]
    assert paragraph.text == "en to tre Gáivuotna her"
    assert 'w:val="se"' in paragraph._p.xml


def test_link_within_the_document_is_only_words() -> None:
    assert not made('<p><a href="#b">se b</a></p>').paragraphs[0].hyperlinks


def test_chart_has_its_words_and_its_caption() -> None:
    html = '<figure><p class="finding">Funnet</p><img src="chart:a" alt="Søyler"></figure>'

    found = made(html, pictures={"a": a_png()})

    (picture,) = found.inline_shapes
    assert picture._inline.docPr.get("descr") == "Søyler"
    assert lines(found)[-1] == ("Caption", "Funnet")


def test_chart_without_a_picture_leaves_its_words() -> None:
    assert lines(made('<img src="chart:a" alt="Søyler">')) == [("Normal", "Søyler")]


def test_wide_cells_and_shades_of_levels_are_kept() -> None:
    html = (
        '<table><caption>Svar</caption><thead><tr><th class="words">A</th><th>B</th></tr></thead>'
        '<tbody><tr><th scope="rowgroup" class="words" colspan="2">Bred</th></tr>'
        '<tr><td class="words">x</td><td class="figures shade-3">3</td></tr></tbody></table>'
    )

    (table,) = made(html).tables

    assert [cell.text for cell in table.rows[1].cells] == ["Bred", "Bred"]
    assert 'w:fill="277a8b"' in table.cell(2, 1)._tc.xml
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Svar"


def test_tables_are_as_wide_as_the_text(content: bytes) -> None:
    for table in opened(content).tables:
        widths = [column.width or 0 for column in table.columns]
        assert sum(widths) == pytest.approx(Mm(165), rel=0.001)
        for row in table.rows:
            assert sum(cell.width or 0 for cell in row._tr.tc_lst) == pytest.approx(Mm(165), rel=0.001)
        assert min(widths) > Mm(8)


def test_figures_get_the_room_they_need_and_words_the_rest() -> None:
    area = "Tilgjengelighet, innbygger- og brukerorientering"
    document = made(f'<table><tbody><tr><td class="words">{area}</td><td>43</td><td>100</td></tr></tbody></table>')

    first, second, third = ((column.width or 0) / Mm(1) for column in document.tables[0].columns)

    assert first > 140
    assert second < third < 15


@pytest.mark.parametrize(
    "cells",
    [
        '<td class="words">en</td>' + "<td>1000000</td>" * 9,
        "<td>1</td><td>22</td>",
        f'<td class="words">{"a" * 300}</td><td class="words">b</td>',
    ],
)
def test_odd_tables_are_as_wide_as_the_text_too(cells: str) -> None:
    document = made(f"<table><tbody><tr>{cells}</tr></tbody></table>")

    assert sum(column.width or 0 for column in document.tables[0].columns) == pytest.approx(Mm(165), rel=0.001)


@pytest.mark.parametrize("mark", ["", "> ", "  "])
def test_table_somebody_has_written_is_a_table_in_word(mark: str) -> None:
    text = "\n".join(f"{mark}{line}" for line in ("| År | Sum |", "|----|----:|", "| 2026 | **12** |"))

    (table,) = made(str(prose.html(f"- a\n\n{text}"))).tables

    assert [[cell.text for cell in row.cells] for row in table.rows] == [["År", "Sum"], ["2026", "12"]]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert table.cell(1, 0).paragraphs[0].alignment is None
    assert table.cell(1, 1).paragraphs[0].alignment is WD_ALIGN_PARAGRAPH.RIGHT


def test_table_without_cells_is_left_out() -> None:
    assert not made("<table><tbody></tbody></table>").tables


def test_chapter_begins_a_page_unless_it_follows() -> None:
    found = made(
        '<section class="chapter"><h2>A</h2></section><section class="chapter follows"><h2>B</h2></section>'
    )

    assert [one.paragraph_format.page_break_before for one in found.paragraphs] == [True, None]


def test_stray_end_tag_changes_nothing() -> None:
    assert body_of("<html><body><p>a</i>b</p></body></html>").text == "ab"


def test_a_wish_for_word_says_what_its_report_says() -> None:
    report = evaluation_report(make_material(MIXED))
    wish = AsWord(report)

    for name in ("template", "locale", "title", "place", "mark", "foot", "headings", "figures"):
        assert getattr(wish, name) == getattr(report, name)
