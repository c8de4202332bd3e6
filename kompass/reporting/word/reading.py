"""Reads the HTML of a report, our own, into a tree. Knows nothing of Word."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"br", "img", "meta", "hr"})


@dataclass(slots=True)
class Node:
    """An element with its attributes and what stands in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    @property
    def classes(self) -> frozenset[str]:
        return frozenset(self.attributes.get("class", "").split())

    @property
    def elements(self) -> Iterator["Node"]:
        return (child for child in self.children if isinstance(child, Node))

    @property
    def text(self) -> str:
        """Every word in it, blanks made one."""
        return " ".join("".join(self._words()).split())

    def all(self, *tags: str) -> Iterator["Node"]:
        """Every element below it with one of these tags, in reading order."""
        for child in self.elements:
            if child.tag in tags:
                yield child
            yield from child.all(*tags)

    def _words(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag == "br":
                yield " "
            else:
                yield from child._words()


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("document")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(node)
        if tag not in VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        # The templates leave nothing open; what is closed closes what stands in it.
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place].tag == tag:
                del self._open[place:]
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def body_of(html: str) -> Node:
    """The body of a document."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return next(builder.root.all("body"))
