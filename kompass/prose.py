"""Texts people write, with a few marks for headings, lists, tables, emphasis and links.

The only place that reads Markdown. A text that breaks the limits is still shown, as it was written: nobody's
words disappear.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise
from textwrap import dedent

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, heading, table
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup

from kompass.domain.completeness import BIDI_CONTROLS, cleaned, text_problems
from kompass.domain.errors import Problem

LENGTH_LIMIT = 20_000
NESTING_LIMIT = 5
# More do not fit the width of a page, and stay words.
COLUMN_LIMIT = 8

BLOCK_RULES = ("blockquote", "heading", "list", "table")
# Not «entity»: «&#x202E;» would bring in what text_problems keeps out. Not «reference»: a line elsewhere in the
# text would change what a paragraph says.
INLINE_RULES = ("emphasis", "escape", "link", "newline")
BLOCKS = frozenset({"blockquote", "ol", "ul"})
TABLE = frozenset({"table", "tbody", "td", "th", "thead", "tr"})
SAFE = {"a", "blockquote", "br", "em", "li", "ol", "p", "span", "strong", "ul", *TABLE}
MARKS = frozenset({"a", "em", "strong"})

LINK_SCHEMES = frozenset({"http", "https", "mailto"})
LINK_RELATION = "noopener noreferrer nofollow"
# «[Bures boahtin]{se}»: a passage in another language, so that it is read aloud as what it is.
LANGUAGES = frozenset({"da", "de", "en", "fi", "fkv", "fr", "nb", "nn", "pl", "se", "sma", "smj", "sv", "uk"})
PASSAGE = re.compile(r"\[([^\[\]\n]+)\]\{([a-z]{2,3})\}")
# An address without a host or a receiver leads nowhere, or to a page of our own.
LINK = re.compile(r"https?://[^/?#\s]|mailto:[^@\s]+@[^@\s]", re.IGNORECASE)
# An address that stands by itself among the words, and what rather belongs to the sentence than to its end.
ADDRESS = re.compile(r"\bhttps?://[^\s<>\"'«»„“”‘’|\\^`{}]+", re.IGNORECASE)
AFTER_ADDRESS = ".,;:!?*_…)]"

# The controls and lone surrogates that text_problems refuses.
CONTROLS = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff{''.join(sorted(BIDI_CONTROLS))}]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block at the top of a text: a paragraph, a heading, a list, a table or a quote.

    `key` is the same for as long as `text`, its source, is. Two equal blocks are told apart by a number from the
    second on: «…-2». `depth` is 1 for a heading below another, else 0: html(text, first_heading=3 + depth).
    """

    key: str
    text: str
    depth: int = 0


def problems(text: str, field: str) -> list[Problem]:
    """Why a text cannot be kept: what text_problems says, or nested more than five deep; empty when it can."""
    text = cleaned(text)
    found = text_problems(text, field, LENGTH_LIMIT)
    # What is too long is not read: it could take its time.
    if len(text) <= LENGTH_LIMIT and _too_nested(_MARKED.parse(_readable(text))):
        found.append(Problem("text_nested", field, (("limit", str(NESTING_LIMIT)),)))
    return found


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The blocks of a text in reading order; none when it is blank."""
    readable = _readable(text)
    lines = readable.split("\n")
    times: Counter[str] = Counter()
    found = []
    for block in _blocks(_read(readable)):
        first, end = block[0].map or [0, 0]
        # Without the indent they share, so that a list is the same list when it is read by itself.
        source = dedent("\n".join(lines[first:end])).strip()
        digest = sha256(source.encode()).hexdigest()[:16]
        times[digest] += 1
        key = digest if times[digest] == 1 else f"{digest}-{times[digest]}"
        depth = next((token.meta["depth"] for token in block if token.type == "heading_open"), 0)
        found.append(Paragraph(key, source, depth))
    return tuple(found)


def html(text: str, *, first_heading: int = 3) -> Markup:
    """A text as harmless HTML. Headings get the level `first_heading` and the next one, never past six."""
    tokens = _read(_readable(text))
    for token in tokens:
        if "depth" in token.meta:
            token.tag = _heading_tag(first_heading + token.meta["depth"])
    unsafe = _MARKED.renderer.render(tokens, _MARKED.options, {})
    return Markup(_sieve(first_heading).clean(unsafe))  # noqa: S704  the sieve is what makes it safe


def plain(text: str) -> str:
    """A text without marks and addresses, one line for each paragraph, heading, item and cell."""
    said = (_words(token.children or []) for token in _read(_readable(text)) if token.type == "inline")
    return "\n".join(line for line in said if line)


# --- Reading -----------------------------------------------------------------------------------------------


class _Reader(MarkdownIt):
    """Lets a link be a link only when it leads to the web or to an e-mail address."""

    def validateLink(self, url: str) -> bool:  # noqa: N802  the name is markdown-it's
        return LINK.match(url) is not None


def _heading(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    # An empty heading is a stop for a screen reader with nothing to say there.
    line = state.src[state.bMarks[first] + state.tShift[first] : state.eMarks[first]]
    return bool(line.strip("# \t")) and heading(state, first, end, silent)


def _table(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """A table ends where its lines do, and has no row wider than its head: the words there would be lost."""
    if not table(state, first, end, True):
        return False
    width = len(_cells(state, first))
    last = first + 2
    while last < end and 0 < len(_cells(state, last)) <= width:
        last += 1
    return width <= COLUMN_LIMIT and last > first + 2 and table(state, first, last, silent)


def _cells(state: StateBlock, line: int) -> list[str]:
    """The cells of a row; none when there is no bar in it."""
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
    cells = escapedSplit(text)
    if len(cells) == 1:
        return []
    return cells[0 if cells[0] else 1 : None if cells[-1] else -1]


def _passage(state: StateInline, silent: bool) -> bool:
    found = PASSAGE.match(state.src, state.pos, state.posMax)
    if found is None or found[2] not in LANGUAGES:
        return False
    if not silent:
        state.push("language_open", "span", 1).attrs = {"lang": found[2]}
        state.push("text", "", 0).content = found[1]
        state.push("language_close", "span", -1)
    state.pos = found.end()
    return True


def _marked_reader() -> MarkdownIt:
    # Past maxNesting the reader drops what stands there. Each list counts two; twice the limit and some more
    # lets _too_nested see it first.
    reader = _Reader("zero", {"maxNesting": 4 * NESTING_LIMIT}).enable([*BLOCK_RULES, *INLINE_RULES])
    reader.block.ruler.at("heading", _heading, {"alt": ["paragraph", "reference", "blockquote"]})
    reader.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    reader.inline.ruler.before("link", "language", _passage)
    return reader


_MARKED = _marked_reader()
# Reads no marks but the line break.
_AS_WRITTEN = MarkdownIt("zero").enable("newline")


def _readable(text: str) -> str:
    # Checked again on the way out: a text may have come in before the check, or around it.
    return CONTROLS.sub("", cleaned(text))


def _read(readable: str) -> list[Token]:
    """The tokens of a text; as written, with every line break kept, when it breaks the limits."""
    if len(readable) > LENGTH_LIMIT:
        return _read_as_written(readable)
    tokens = _MARKED.parse(readable)
    if _too_nested(tokens):
        return _read_as_written(readable)
    _rank_headings(tokens)
    _head_columns(tokens)
    for token in tokens:
        if token.children:
            token.children = list(_with_mended_links(token.children))
    return tokens


def _read_as_written(readable: str) -> list[Token]:
    tokens = _AS_WRITTEN.parse(readable)
    for token in tokens:
        for child in token.children or []:
            if child.type == "softbreak":
                child.type, child.tag = "hardbreak", "br"
    return tokens


def _too_nested(tokens: Iterable[Token]) -> bool:
    """Whether lists and quotes, or emphasis and links within a paragraph, go deeper than the limit."""
    open_blocks = 0
    for token in tokens:
        open_blocks += token.nesting if token.tag in BLOCKS else 0
        open_marks = 0
        for child in token.children or []:
            open_marks += child.nesting if child.tag in MARKS else 0
            if open_marks > NESTING_LIMIT:
                return True
        if open_blocks > NESTING_LIMIT:
            return True
    return False


def _rank_headings(tokens: Iterable[Token]) -> None:
    """Give headings depth 0, or 1 below one with fewer «#»; the first is 0 whatever it was written as.

    A page may not go from h2 to h4, and nobody should have to know which level a text lands on.
    """
    upper, depth = 6, 0
    for token in tokens:
        if token.type == "heading_open":
            level = len(token.markup)
            depth = int(level > upper)
            upper = upper if depth else level
        if token.type in ("heading_open", "heading_close"):
            token.meta["depth"] = depth


def _head_columns(tokens: list[Token]) -> None:
    """Say what the cells of a table are: what heads a column, what is words, and what is figures to the right.

    A head without words heads nothing; a screen reader would stop there with nothing to say.
    """
    for token, inside in pairwise(tokens):
        if token.type in ("th_open", "td_open"):
            is_right = token.attrs.pop("style", "") == "text-align:right"
            token.attrs = {"class": "figures" if is_right else "words"}
            if token.tag == "th" and inside.content:
                token.attrs["scope"] = "col"
            else:
                token.tag = "td"
        elif token.type == "inline" and inside.type == "th_close" and not token.content:
            inside.tag = "td"


def _with_mended_links(children: Iterable[Token]) -> Iterator[Token]:
    """The words of a paragraph; a link without words says its address, one without an address is only words.

    An address among the words becomes a link that says it.
    """
    address, has_words, is_open = "", False, False
    for token in children:
        if token.type == "text" and not is_open:
            yield from _with_addresses(token)
            continue
        is_open = (is_open or token.type == "link_open") and token.type != "link_close"
        if token.type == "link_open":
            address, has_words = str(token.attrs["href"]), False
            # A title shows only under a mouse.
            token.attrs = {"href": address}
        elif token.type == "link_close" and not has_words:
            yield Token("text", "", 0, content=address)
        has_words = has_words or bool(token.content.strip())
        if token.tag != "a" or address:
            yield token


def _with_addresses(token: Token) -> Iterator[Token]:
    """The words of one piece of text, with the addresses in it as links."""
    done = 0
    for found in ADDRESS.finditer(token.content):
        said = _without_end(found[0])
        address = _MARKED.normalizeLink(said)
        if not _MARKED.validateLink(address):
            continue
        if found.start() > done:
            yield Token("text", "", 0, content=token.content[done : found.start()])
        yield Token("link_open", "a", 1, attrs={"href": address})
        yield Token("text", "", 0, content=said)
        yield Token("link_close", "a", -1)
        done = found.start() + len(said)
    yield replace(token, content=token.content[done:])


def _without_end(address: str) -> str:
    """An address without the signs of the sentence around it; a bracket opened within it is its own."""
    while address[-1] in AFTER_ADDRESS and not (address[-1] == ")" and address.count("(") >= address.count(")")):
        address = address[:-1]
    return address


# --- Telling -----------------------------------------------------------------------------------------------


def _blocks(tokens: Iterable[Token]) -> Iterator[list[Token]]:
    """The tokens of each block at the top."""
    block = []
    for token in tokens:
        block.append(token)
        if token.level == 0 and token.nesting < 0:
            yield block
            block = []


def _words(children: Iterable[Token]) -> str:
    between = {"softbreak": " ", "hardbreak": "\n"}
    return "".join(between.get(token.type, token.content) for token in children).strip()


def _heading_tag(level: int) -> str:
    return f"h{min(level, 6)}"


@lru_cache
def _sieve(first_heading: int) -> nh3.Cleaner:
    """The second lock: lets nothing through but these elements, should the first ever fail."""
    headings = {_heading_tag(first_heading), _heading_tag(first_heading + 1)}
    return nh3.Cleaner(
        tags=SAFE | headings,
        attributes={"a": {"href"}, "ol": {"start"}, "span": {"lang"}, "th": {"scope"}},
        allowed_classes={"td": {"figures", "words"}, "th": {"figures", "words"}},
        url_schemes=set(LINK_SCHEMES),
        url_relative="deny",
        link_rel=LINK_RELATION,
    )
