"""From the HTML of a report, the same the PDF is made of, to a Word file for those who must edit it.

Headings, lists and tables become Word's own. What only has to do with looks on paper is left to Word's styles.
"""

import io
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from kompass import theme
from kompass.reporting.word import marks
from kompass.reporting.word.inline import Inline
from kompass.reporting.word.reading import Node, body_of
from kompass.reporting.word.tables import TEXT_WIDTH, add_table

# As Word names them; English is British, as elsewhere.
TAGS = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
HEADING = re.compile(r"h([1-6])")
BLOCKS = frozenset(
    {"blockquote", "div", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "img", "ol", "p", "section", "table", "ul"}
)
# Never drawn wider than the text; a coat of arms is not blown up to it.
SMALL_PICTURE = Mm(30)
FONT = "Calibri"
DEEPEST_LIST = 3
# Word asks for a day; the report has none, so that the same data give the same file.
NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)
CONTENTS = ' TOC \\o "1-2" \\h \\z \\u '


def docx(html: str, *, locale: str, title: str, pictures: Mapping[str, bytes]) -> bytes:
    """The document as a Word file.

    `pictures` holds the PNG of each chart and picture by its name. One that is missing leaves its words behind.
    """
    body = body_of(html)
    writer = _Writer(_prepared(locale, title, body), pictures)
    writer.blocks(body)
    target = io.BytesIO()
    writer.document.save(target)
    return marks.fixed(target.getvalue())


def _prepared(locale: str, title: str, body: Node) -> WordDocument:
    """An empty document with language, title, page and what stands at the foot of every page."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.language = title, TAGS[locale]
    properties.author, properties.comments = "Kommunekompasset", ""
    properties.created = properties.modified = NO_DAY
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22.5)
    section.top_margin = section.bottom_margin = Mm(22)
    for style in document.styles:
        if isinstance(style, ParagraphStyle) and style.element.rPr is not None:
            _set_font(style)
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)  # noqa: S101  so it is in every document python-docx makes
    _set_font(normal)
    normal.font.size = Pt(10.5)
    marks.speak(normal, TAGS[locale])
    section.header.paragraphs[0].text = body.attributes.get("data-place", "")
    foot = section.footer.paragraphs[0]
    foot.text = f"{body.attributes.get('data-foot', '')}\t\t".lstrip()
    marks.field(foot, " PAGE ", "1")
    return document


def _set_font(style: ParagraphStyle) -> None:
    style.font.name = FONT
    # The template's own theme would win over the name.
    fonts = style.element.rPr.rFonts
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]
    if style.name and style.name.startswith(("Heading", "Title", "Caption")):
        style.font.color.rgb = RGBColor.from_string(theme.LIGHT.now.lstrip("#").upper())


class _Writer:
    """Writes blocks one after another at the end of a document."""

    def __init__(self, document: WordDocument, pictures: Mapping[str, bytes]) -> None:
        self.document, self.pictures = document, pictures
        self.inline = Inline(document)
        self.depth = 0

    def blocks(self, parent: Node) -> None:
        """Everything that stands in an element; loose words between blocks are a paragraph too."""
        loose: list[Node | str] = []
        for child in parent.children:
            if isinstance(child, Node) and child.tag in BLOCKS:
                self._loose(loose)
                loose = []
                self._block(child, parent)
            else:
                loose.append(child)
        self._loose(loose)

    def _loose(self, children: list[Node | str]) -> None:
        if any(child.strip() if isinstance(child, str) else child.text for child in children):
            self._paragraph(Node("p", {}, children))

    def _block(self, node: Node, parent: Node) -> None:
        if found := HEADING.fullmatch(node.tag):
            self._heading(node, int(found[1]), parent)
        elif node.tag == "figure":
            self._figure(node)
        elif node.tag == "img":
            self._picture(node, whole=False)
        elif node.tag == "table":
            self._table(node)
        elif node.tag in ("ul", "ol"):
            self._list(node)
        elif node.tag == "p":
            self._paragraph(node)
        elif node.tag == "blockquote":
            for one in node.elements:
                if one.tag == "table":
                    self._table(one)
                else:
                    self._paragraph(one, "Quote")
        else:
            self.blocks(node)

    def _paragraph(self, node: Node, style: str = "Normal") -> Paragraph:
        paragraph = self.document.add_paragraph(style=style)
        self.inline.write(paragraph, node.children)
        if "notice" in node.classes:
            for run in paragraph.runs:
                run.bold = True
        return paragraph

    def _heading(self, node: Node, level: int, parent: Node) -> None:
        paragraph = self._paragraph(node, "Title" if level == 1 else f"Heading {level - 1}")
        starts = parent.tag == "section" and parent.classes & {"chapter", "opening"}
        if level == 2 and starts and "follows" not in parent.classes:
            paragraph.paragraph_format.page_break_before = True

    def _figure(self, node: Node) -> None:
        for picture in node.all("img"):
            self._picture(picture, whole=True)
        for caption in node.all("p"):
            self._paragraph(caption, "Caption")

    def _picture(self, node: Node, *, whole: bool) -> None:
        name, words = node.attributes["src"].rpartition(":")[2], node.attributes["alt"]
        content = self.pictures.get(name)
        if content is None:
            self.document.add_paragraph(words)
            return
        width = TEXT_WIDTH if whole else SMALL_PICTURE
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = whole
        drawn = paragraph.add_run().add_picture(io.BytesIO(content), width=width)
        drawn._inline.docPr.set("descr", words)
        drawn._inline.docPr.set("name", name)

    def _table(self, node: Node) -> None:
        caption = next(node.all("caption"), None)
        if caption:
            self._paragraph(caption, "Caption").paragraph_format.keep_with_next = True
        add_table(self.document, node, self.inline, caption.text if caption else "")
        # Two tables that touch would become one.
        self.document.add_paragraph().paragraph_format.space_after = Pt(0)

    def _list(self, node: Node) -> None:
        if "contents" in node.classes:
            self._contents(node)
            return
        self.depth += 1
        depth = min(self.depth, DEEPEST_LIST)
        style = ("List Number" if node.tag == "ol" else "List Bullet") + (f" {depth}" if depth > 1 else "")
        number = ""
        if node.tag == "ol":
            first = node.attributes.get("start", "1")
            number = marks.new_numbering(self.document, style, int(first) if first.isdecimal() else 1)
        for item in node.elements:
            self._item(item, style, number)
        self.depth -= 1

    def _item(self, item: Node, style: str, number: str) -> None:
        """An item of a list: its first paragraph carries the sign, the rest stands below it."""
        opening, rest = _opening(item)
        paragraph = self._paragraph(Node("p", {}, opening), style)
        if number:
            marks.number_by(paragraph, number)
        if rest:
            paragraph.paragraph_format.keep_with_next = True
            paragraph.paragraph_format.space_after = Pt(0)
        depth = min(self.depth, DEEPEST_LIST)
        for block in rest:
            if block.tag == "p":
                self._paragraph(block, f"List Continue {depth}" if depth > 1 else "List Continue")
            else:
                self._block(block, item)

    def _contents(self, node: Node) -> None:
        """The contents, as written, inside a field that Word brings up to date with its page numbers."""
        entries = [self.document.add_paragraph() for _ in node.elements]
        marks.open_field(entries[0], CONTENTS)
        for paragraph, item in zip(entries, node.elements, strict=True):
            paragraph.add_run(item.text)
            paragraph.paragraph_format.space_after = Pt(2)
            if "depth-2" in item.classes:
                paragraph.paragraph_format.left_indent = Mm(8)
        marks.close_field(entries[-1])


def _opening(item: Node) -> tuple[list[Node | str], list[Node]]:
    """What the first paragraph of an item says, and the blocks after it."""
    blocks = list(_flat(item.elements))
    if not blocks:
        return item.children, []
    loose = [child for child in item.children if not (isinstance(child, Node) and child.tag in BLOCKS)]
    if any(child.strip() if isinstance(child, str) else child.text for child in loose):
        return loose, blocks
    if blocks[0].tag == "p":
        return blocks[0].children, blocks[1:]
    return [], blocks


def _flat(nodes: Iterable[Node]) -> Iterable[Node]:
    """The blocks among these, those inside a `div` too."""
    for node in nodes:
        if node.tag == "div":
            yield from _flat(node.elements)
        elif node.tag in BLOCKS:
            yield node
