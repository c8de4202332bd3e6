"""Finishing touches to the tags of a PDF, where WeasyPrint leaves off.

Header cells get their scope, running heads become artefacts that a screen reader passes over, and links
get words instead of addresses. Works on the objects before they are written, so nothing is parsed again.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes

from kompass.reporting.claims import claim_both

PRINTED = 4


def finish(document: Any, pdf: Any) -> None:
    """The finisher WeasyPrint calls before it writes the file."""
    scope_headers(pdf)
    keep_paragraphs_whole(pdf)
    set_running_heads_aside(pdf)
    name_links(document)
    tell_languages(document, pdf)
    claim_both(pdf)


def scope_headers(pdf: Any) -> None:
    """Say of every header cell whether it heads a column or a row."""
    for cell in pdf.objects:
        if isinstance(cell, pydyf.Dictionary) and cell.get("S") == "/TH":
            part = _object(pdf, _object(pdf, cell["P"])["P"])
            cell["A"]["Scope"] = "/Column" if part["S"] == "/THead" else "/Row"


def keep_paragraphs_whole(pdf: Any) -> None:
    """Let no paragraph stand in another: a line of the contents is set as a row of cells, each one a paragraph."""
    inner = [one for one in pdf.objects if _is_paragraph(one) and _is_paragraph(_object(pdf, one["P"]))]
    for one in inner:
        one["S"] = "/NonStruct"


def _is_paragraph(found: Any) -> bool:
    return isinstance(found, pydyf.Dictionary) and found.get("S") == "/P"


def set_running_heads_aside(pdf: Any) -> None:
    """Turn what stands in the margins from content nobody reaches into artefacts."""
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    reached = set(_reached(pdf, root["K"]))
    content = _object(pdf, root["ParentTree"])["Nums"]
    for page_number, page_reference in enumerate(pdf.page_references):
        parents = content[2 * page_number + 1]
        aside = {mark for mark, parent in enumerate(parents) if _number(parent) not in reached}
        for mark in aside:
            _object(pdf, parents[mark]).clear()
            parents[mark] = "null"
        _make_artefacts(_object(pdf, _object(pdf, page_reference)["Contents"]).stream, aside)


def _reached(pdf: Any, children: Iterable[Any]) -> Iterator[int]:
    """Numbers of all elements under these children. Iterative: a document is deeper than Python's stack likes."""
    waiting = [child for child in children if isinstance(child, bytes)]
    while waiting:
        number = _number(waiting.pop())
        yield number
        waiting += [child for child in pdf.objects[number].get("K", ()) if isinstance(child, bytes)]


def _make_artefacts(stream: list[Any], marks: set[int]) -> None:
    for position, part in enumerate(stream):
        if isinstance(part, pydyf.Dictionary) and part.get("MCID") in marks:
            stream[position - 1] = "/Artifact"
            stream[position] = pydyf.Dictionary({"Type": "/Pagination"})


def name_links(document: Any) -> None:
    """Describe every link by its text, and let it be printed as it is shown."""
    for page in document.pages:
        for _, _, _, box in page.links:
            if box.link_annotation:
                text = " ".join("".join(box.element.itertext()).split())
                box.link_annotation["Contents"] = pydyf.String(text)
                box.link_annotation["F"] = PRINTED


def tell_languages(document: Any, pdf: Any) -> None:
    """Say of every passage in another language which it is, so that it is read aloud as that.

    WeasyPrint makes one element for each box of a span, in the order of the boxes; what it makes for words alone
    holds numbers of content instead of elements.
    """
    root = next((box.element for box in document.pages[0]._page_box.children if box.element_tag == "html"), None)
    if root is None or not any(span.get("lang") for span in root.iter("span")):
        return
    found = [box for page in document.pages for box in _spans(page._page_box)]
    made = [one for one in pdf.objects if isinstance(one, pydyf.Dictionary) and one.get("S") == "/Span"]
    elements = [one for one in made if not any(isinstance(child, int) for child in one["K"])]
    for box, element in zip(found, elements, strict=True):
        if language := box.element.get("lang"):
            element["Lang"] = pydyf.String(language)


def _spans(box: Any) -> Iterator[Any]:
    """Every box of a span, in the order they are drawn in."""
    waiting = [box]
    while waiting:
        found = waiting.pop()
        found = getattr(found, "_box", found)
        if found.element_tag == "span" and not isinstance(found, boxes.LineBox | boxes.TextBox):
            yield found
        waiting += reversed(getattr(found, "children", ()))


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[_number(reference)]


def _number(reference: bytes) -> int:
    return int(reference.split()[0])
