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
    shares = _shares(rows, len(table.columns), TEXT_WIDTH / Mm(1))
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Mm(share)
    for row in table.rows:
        place = 0
        for cell in row._tr.tc_lst:
            cell.width = Mm(sum(shares[place : place + cell.grid_span]))
            place += cell.grid_span


def _shares(rows: Sequence[Node], count: int, whole: float) -> list[float]:
    """The width of each column in millimetres, together the whole."""
    texts: list[list[str]] = [[""] for _ in range(count)]
    is_words = [False] * count
    for row in rows:
        place = 0
        for cell in row.all("td", "th"):
            if _span(cell) == 1:
                texts[place].append(cell.text)
                is_words[place] |= _is_words(cell)
            place += _span(cell)
    needs = []
    for column, words in zip(texts, is_words, strict=True):
        longest = max(len(word) for text in column for word in [*text.split(), ""])
        wanted = min(max(map(len, column)), WIDEST if words else BROKEN)
        needs.append(max(longest if longest <= WIDEST else WIDEST, wanted) * CHARACTER + AROUND)
    figures = sum(need for need, words in zip(needs, is_words, strict=True) if not words)
    written = sum(needs) - figures
    # With little room left for the words, all give way alike.
    if not written or figures > whole / 2:
        return [need * whole / sum(needs) for need in needs]
    return [
        need * (whole - figures) / written if words else need for need, words in zip(needs, is_words, strict=True)
    ]


def _rows(node: Node) -> Iterator[tuple[Node, bool]]:
    """Every row, and whether it belongs to the head."""
    for part in node.elements:
        if part.tag in ("thead", "tbody"):
            yield from ((row, part.tag == "thead") for row in part.all("tr"))


def _fill(made: _Row, row: Node, inline: Inline, *, is_head: bool) -> None:
    place, cells = 0, made.cells
    for node in row.all("td", "th"):
        last = place + _span(node) - 1
        cell = cells[place].merge(cells[last]) if last > place else cells[place]
        _write(cell, node, inline, is_strong=is_head or bool(row.classes & STRONG))
        place = last + 1


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
