"""Tables as Word's own: repeated heads, rows kept whole, figures to the right, levels in their shade."""

import re
from collections.abc import Iterator

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt, RGBColor
from docx.table import _Cell, _Row

from kompass import theme
from kompass.reporting.word import marks
from kompass.reporting.word.inline import Inline
from kompass.reporting.word.reading import Node

STYLE = "Table Grid"
SHADE = re.compile(r"shade-(\d)")
# Columns of words; the others hold figures, as in the style sheet.
WORDS = frozenset({"words", "what", "title", "number", "place", "name", "evidence"})
STRONG = frozenset({"total", "group"})
SIZE = Pt(9)


def add_table(document: Document, node: Node, inline: Inline, caption: str) -> None:
    """The table at the end of the document; nothing for one without cells."""
    rows = [(row, head) for row, head in _rows(node) if any(row.all("td", "th"))]
    width = max((sum(map(_span, row.all("td", "th"))) for row, _ in rows), default=0)
    if not width:
        return
    table = document.add_table(0, width, STYLE)
    if caption:
        marks.describe(table, caption)
    for row, is_head in rows:
        made = table.add_row()
        marks.keep_whole(made)
        if is_head:
            marks.repeat(made)
        _fill(made, row, inline, is_head=is_head)


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
    if not node.classes & WORDS and node.attributes.get("scope") != "row":
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


def _span(node: Node) -> int:
    return int(node.attributes.get("colspan", "1"))
