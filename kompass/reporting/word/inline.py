"""Words with their marks: weight, emphasis, language, links, line breaks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.text.hyperlink import Hyperlink
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from kompass.reporting.word import marks
from kompass.reporting.word.reading import Node

BLANKS = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True, slots=True)
class _Manner:
    """How words are set; `language` is empty where it is the document's own."""

    is_bold: bool = False
    is_italic: bool = False
    language: str = ""
    link: str = ""


class Inline:
    """Writes words into paragraphs of one document."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def write(self, paragraph: Paragraph, children: Iterable[Node | str]) -> None:
        """Add these words to a paragraph; blanks as a browser would set them."""
        _Line(self._document, paragraph).add(children, _Manner())


class _Line:
    def __init__(self, document: Document, paragraph: Paragraph) -> None:
        self._document, self._paragraph = document, paragraph
        # Whether a blank here would stand at the beginning, or after another.
        self._after_blank = True

    def add(self, children: Iterable[Node | str], manner: _Manner) -> None:
        items = list(children)
        for place, child in enumerate(items):
            if isinstance(child, str):
                self._words(child, manner, is_last=place == len(items) - 1)
            elif child.tag == "br":
                self._paragraph.add_run().add_break()
                self._after_blank = True
            else:
                self.add(child.children, _within(child, manner))

    def _words(self, text: str, manner: _Manner, *, is_last: bool) -> None:
        text = BLANKS.sub(" ", marks.UNPRINTABLE.sub("", text))
        if self._after_blank:
            text = text.removeprefix(" ")
        if is_last and manner == _Manner():
            text = text.removesuffix(" ")
        if not text:
            return
        self._after_blank = text.endswith(" ")
        run = self._linked(manner.link) if manner.link else self._paragraph.add_run()
        run.text = text
        run.bold, run.italic = manner.is_bold or None, manner.is_italic or None
        if manner.language:
            marks.speak(run, manner.language)

    def _linked(self, address: str) -> Run:
        link = marks.element("hyperlink")
        link.set(qn("r:id"), self._document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        run = marks.element("r")
        link.append(run)
        self._paragraph._p.append(link)
        (made,) = Hyperlink(link, self._paragraph).runs
        made.underline = True
        return made


def _within(node: Node, manner: _Manner) -> _Manner:
    address = node.attributes.get("href", "")
    return replace(
        manner,
        is_bold=manner.is_bold or node.tag == "strong",
        is_italic=manner.is_italic or node.tag == "em",
        language=node.attributes.get("lang", manner.language),
        # A place in the document itself is found by its heading.
        link=address if address and not address.startswith("#") else manner.link,
    )
