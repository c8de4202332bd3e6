"""Tables as Word's own: repeated heads, rows kept whole, figures to the right, levels in their shade."""

import re
from collections.abc import Iterator, Sequence

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell, _Row

from kompass import theme
from kompass.reporting.word import marks
from kompass.reporting.word.inline import Inline
from kompass.reporting.word.reading import Node

SHADE = re.compile(r"shade-(\d)")
# Columns of words; the others hold figures, as in the style sheet.
WORDS = frozenset({"words", "what", "title", "number", "place", "name", "evidence"})
STRONG = frozenset({"total", "group"})
SIZE = Pt(9)
# Between the margins of the page.
TEXT_WIDTH = Mm(165)
# Millimetres: of a character of this size, about, and of the room around what stands in a cell.
CHARACTER, AROUND = 1.9, 4.5
# Characters beyond which a column of words grows no wider than the others, and a heading of figures is broken.
WIDEST, BROKEN = 60, 12


def add_table(document: Document, node: Node, inline: Inline, caption: str) -> None:
    """The table at the end of the document; nothing for one without cells."""
    rows = [(row, head) for row, head in _rows(node) if any(row.all("td", "th"))]
    width = max((sum(map(_span, row.all("td", "th"))) for row, _ in rows), default=0)
    if not width:
        return
    table = document.add_table(0, width)
    marks.rule(table, theme.LIGHT.line)
    if caption:
        marks.describe(table, caption)
    for row, is_head in rows:
        made = table.add_row()
        marks.keep_whole(made)
        if is_head:
            marks.repeat(made)
        _fill(made, row, inline, is_head=is_head)
    _set_widths(table, [row for row, _ in rows])


def _set_widths(table: Table, rows: Sequence[Node]) -> None:
    """Give the figures the room they need, and the words the rest."""
    table.autofit = False
    shares = _shares(rows, len(table.columns))
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Mm(share)
    for row in table.rows:
        place = 0
        for cell in row._tr.tc_lst:
            cell.width = Mm(sum(shares[place : place + cell.grid_span]))
            place += cell.grid_span


def _shares(rows: Sequence[Node], count: int) -> list[float]:
    """The width of each column in millimetres, together that of the text."""
    columns: list[list[Node]] = [[] for _ in range(count)]
    for row in rows:
        for first, last, node in _placed(row):
            if first == last:
                columns[first].append(node)
    whole, needs = TEXT_WIDTH / Mm(1), [_need(column) for column in columns]
    words = [any(map(_is_words, column)) for column in columns]
    written = sum(need for need, is_words in zip(needs, words, strict=True) if is_words)
    left = whole - (sum(needs) - written)
    # With little room left for the words, all give way alike.
    if not written or left < whole / 2:
        return [need * whole / sum(needs) for need in needs]
    return [need * left / written if is_words else need for need, is_words in zip(needs, words, strict=True)]


def _need(column: Sequence[Node]) -> float:
    """Millimetres in which a column of these cells reads well."""
    most = WIDEST if any(map(_is_words, column)) else BROKEN
    wanted = min(max((len(cell.text) for cell in column), default=0), most)
    longest = min(max((len(word) for cell in column for word in cell.text.split()), default=0), WIDEST)
    return max(longest, wanted) * CHARACTER + AROUND


def _rows(node: Node) -> Iterator[tuple[Node, bool]]:
    """Every row, and whether it belongs to the head."""
    for part in node.elements:
        if part.tag in ("thead", "tbody"):
            yield from ((row, part.tag == "thead") for row in part.all("tr"))


def _placed(row: Node) -> Iterator[tuple[int, int, Node]]:
    """Each cell of a row with its first column and its last."""
    place = 0
    for node in row.all("td", "th"):
        last = place + _span(node) - 1
        yield place, last, node
        place = last + 1


def _fill(made: _Row, row: Node, inline: Inline, *, is_head: bool) -> None:
    cells = made.cells
    for first, last, node in _placed(row):
        cell = cells[first].merge(cells[last]) if last > first else cells[first]
        _write(cell, node, inline, is_strong=is_head or bool(row.classes & STRONG))


def _write(cell: _Cell, node: Node, inline: Inline, *, is_strong: bool) -> None:
    paragraph = cell.paragraphs[0]
    inline.write(paragraph, node.children)
    paragraph.paragraph_format.space_after = Pt(0)
    if not _is_words(node):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    shade = next((found[1] for name in node.classes if (found := SHADE.fullmatch(name))), "")
    if shade:
        marks.shade(cell, theme.LIGHT.scale[int(shade)])
    for run in paragraph.runs:
        run.font.size = SIZE
        if is_strong or node.attributes.get("scope") == "rowgroup":
            run.bold = True
        if shade:
            run.font.color.rgb = RGBColor.from_string(theme.LIGHT.on_scale[int(shade)].lstrip("#").upper())


def _is_words(node: Node) -> bool:
    return bool(node.classes & WORDS) or node.attributes.get("scope") == "row"


def _span(node: Node) -> int:
    return int(node.attributes.get("colspan", "1"))
