"""The marks of WordprocessingML that python-docx has no words for. Knows nothing of reports."""

import io
import re
import zipfile
from zipfile import ZipInfo

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.style import BaseStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

# XML has no place for these, and no text means anything by them.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# A zip file cannot say an earlier day; any fixed one gives the same bytes for the same report.
FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def element(tag: str, **values: str) -> BaseOxmlElement:
    """An element of Word's own, with attributes of Word's own."""
    made = OxmlElement(f"w:{tag}")
    for name, value in values.items():
        made.set(qn(f"w:{name}"), value)
    return made


def speak(run_or_style: Run | BaseStyle, tag: str) -> None:
    """Mark the language, so that Word spells and reads aloud in it."""
    run_or_style.element.get_or_add_rPr().append(element("lang", val=tag, eastAsia=tag))


def repeat(row: _Row) -> None:
    """The row is a heading, and stands at the top of every page the table reaches."""
    row._tr.get_or_add_trPr().append(element("tblHeader"))


def keep_whole(row: _Row) -> None:
    """The row is not divided between two pages."""
    row._tr.get_or_add_trPr().append(element("cantSplit"))


def shade(cell: _Cell, colour: str) -> None:
    """A cell's ground, as six hexadecimal digits."""
    cell._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill=colour.lstrip("#")))


def rule(table: Table, colour: str) -> None:
    """Thin lines between the rows and none between the columns, with some room in every cell."""
    lines, room = element("tblBorders"), element("tblCellMar")
    for side in ("top", "bottom", "insideH"):
        lines.append(element(side, val="single", sz="4", space="0", color=colour.lstrip("#")))
    # Twentieths of a point.
    for side, width in (("top", "40"), ("left", "60"), ("bottom", "40"), ("right", "150")):
        room.append(element(side, w=width, type="dxa"))
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    for one in (lines, room):
        look.addprevious(one)


def describe(table: Table, words: str) -> None:
    """What the table is of, for whoever cannot see it."""
    table._tbl.tblPr.append(element("tblCaption", val=words))


def field(paragraph: Paragraph, instruction: str, shown: str = "") -> None:
    """Something Word works out itself, with what is shown until it has."""
    open_field(paragraph, instruction)
    paragraph.add_run(shown)
    close_field(paragraph)


def open_field(paragraph: Paragraph, instruction: str) -> None:
    """Begin a field that may end in a later paragraph."""
    paragraph.add_run()._r.append(element("fldChar", fldCharType="begin"))
    words = element("instrText")
    words.text = instruction
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    paragraph.add_run()._r.append(words)
    paragraph.add_run()._r.append(element("fldChar", fldCharType="separate"))


def close_field(paragraph: Paragraph) -> None:
    """End the field."""
    paragraph.add_run()._r.append(element("fldChar", fldCharType="end"))


def new_numbering(document: Document, style: str, first: int) -> str:
    """A list that counts from `first`, like the lists of this style; its number."""
    numbering = document.part.numbering_part.element
    of_style = document.styles[style].element.pPr.numPr.numId.val
    (like,) = (one.abstractNumId.val for one in numbering.num_lst if one.numId == of_style)
    number = numbering.add_num(like)
    number.add_lvlOverride(ilvl=0).add_startOverride(first)
    return str(number.numId)


def number_by(paragraph: Paragraph, number: str) -> None:
    """Let the paragraph be an item of this list."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = int(number)


def fixed(content: bytes) -> bytes:
    """The same file, packed without the time it was made."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        for info in old.infolist():
            new.writestr(ZipInfo(info.filename, FIRST_DAY), old.read(info), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
