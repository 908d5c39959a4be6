"""Paragraphs and white space: how the visible words of a page become the text that all offsets refer to.

The rules of :class:`parsers.records.Document`: paragraphs are separated by one blank line, white space inside them is
folded to one blank, list items and table rows are paragraphs of their own, what a reader does not see is left out.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator

from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from parsers.soup import soup_of

BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre search section
    summary table tbody td tfoot th thead tr ul""".split()  # noqa: SIM905
)
"""Elements that browsers set on lines of their own."""
UNSEEN = frozenset(
    """audio base button canvas datalist embed head iframe input link map math meta noscript object option script
    select source style svg template textarea title track video""".split()  # noqa: SIM905
)
"""Elements whose content is no text of the page."""
_UNSEEN_CLASSES = frozenset(
    """element-invisible element-hidden visually-hidden visuallyhidden sr-only screen-reader-text
    govuk-visually-hidden""".split()  # noqa: SIM905
)
_NO_DISPLAY = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ZERO_WIDTH = dict.fromkeys([0x00AD, 0x200B, 0x2060, 0xFEFF, *range(0x00, 0x09), *range(0x0E, 0x20), 0x7F])
"""Soft hyphen, zero-width space, word joiner, byte order mark, control characters: nothing that a reader sees."""
_SURROGATES = re.compile("[\ud800-\udfff]")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&(?:#\d+|#x[0-9A-Fa-f]+|[A-Za-z]\w*);")
LONGEST_TITLE = 300
"""Characters up to which the first line of a text counts as its title."""
CELL_SEPARATOR = " | "
"""Between the cells of one table row."""


def fold(text: str) -> str:
    """One line: white space folded to single blanks, invisible characters dropped, Unicode composed (NFC)."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", _SURROGATES.sub("\ufffd", text))
    return " ".join(text.translate(_ZERO_WIDTH).split())


def join(paragraphs: Iterable[str]) -> str:
    """A body from paragraphs that are folded already, empty ones left out."""
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def plain_paragraphs(text: str) -> list[str]:
    """Paragraphs of plain text, each folded to one line.

    Blank lines separate paragraphs. So does every line end, except in a text wrapped to a width: there a line whose
    next word would not have fitted goes on in the next.
    """
    lines = text.replace("\f", "\n\n").replace("\u2029", "\n\n").splitlines()
    width = _width([len(line.strip()) for line in lines])
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        folded = fold(line)
        last = paragraphs[-1][-1] if paragraphs[-1] else ""
        if not folded or (last and len(last) + 1 + len(folded.partition(" ")[0]) <= width):
            paragraphs.append([])
        if folded:
            paragraphs[-1].append(folded)
    return [" ".join(paragraph) for paragraph in paragraphs if paragraph]


def _width(lengths: list[int]) -> int:
    """The width to which lines are wrapped: the longest, if people wrap to such a one and other lines come near it."""
    width = max(lengths, default=0)
    near = sum(length > 0.8 * width for length in lengths)
    return width if 40 <= width <= 100 and near > 1 else sys.maxsize


def split_title(paragraphs: list[str]) -> tuple[str, list[str]]:
    """Title and body of a text that names no title: its first paragraph, or '' where that is too long to be one."""
    if not paragraphs or len(paragraphs[0]) > LONGEST_TITLE:
        return "", paragraphs
    return paragraphs[0], paragraphs[1:]


def html_paragraphs(markup: str) -> list[str]:
    """Paragraphs of a fragment of HTML; of plain text where it has neither tag nor entity."""
    if not _MARKUP.search(markup):
        return plain_paragraphs(markup)
    return paragraphs_of(soup_of(markup))


def paragraphs_of(element: Tag, without: Iterable[Tag] = ()) -> list[str]:
    """The paragraphs that a reader sees in ``element``, in order; ``without`` are elements of it to leave out."""
    left_out = frozenset(map(id, without))
    return [folded for part in _parts(element, left_out) if (folded := fold(part))]


def lines_of(element: Tag) -> list[str]:
    """The same with a line of its own also after each ``br``."""
    return [folded for part in _parts(element, frozenset(), 1) if (folded := fold(part))]


def _parts(root: Tag, left_out: frozenset[int], breaks_between: int = 2) -> Iterator[str]:
    """Unfolded paragraphs. A walk with a stack of its own: pages nest deeper than Python's recursion goes."""
    words: list[str] = []
    breaks = 0
    stack: list[PageElement | None] = [root]
    while stack:
        node = stack.pop()
        if node is None:  # the end of a block
            yield "".join(words)
            words, breaks = [], 0
        elif isinstance(node, NavigableString):
            if isinstance(node, PreformattedString):  # comments, CDATA, doctypes
                continue
            if breaks and not node.isspace():
                breaks = 0
            words.append(node)
        elif isinstance(node, Tag):
            name = node.name
            if name == "br":
                breaks += 1
                words.append(" ")
                if breaks == breaks_between:  # two line breaks are how editors without paragraphs make one
                    yield "".join(words)
                    words = []
                continue
            if node is not root and (id(node) in left_out or is_unseen(node)):
                continue
            if name not in BLOCKS:
                stack.extend(reversed(node.contents))
                continue
            yield "".join(words)
            words, breaks = [], 0
            if name == "table" and (rows := _rows(node, left_out)) is not None:
                yield from rows
            elif name == "pre":
                yield from plain_paragraphs(node.get_text())
            else:
                stack.append(None)
                stack.extend(reversed(node.contents))
    yield "".join(words)


def is_unseen(tag: Tag) -> bool:
    """Whether a reader of the page does not see this element, as far as the markup alone tells."""
    if tag.name in UNSEEN:
        return True
    attributes = tag.attrs
    if not attributes:
        return False
    classes = attributes.get("class")
    if classes and not _UNSEEN_CLASSES.isdisjoint(classes if isinstance(classes, list) else classes.split()):
        return True
    style = attributes.get("style")
    return "hidden" in attributes or (isinstance(style, str) and _NO_DISPLAY.search(style) is not None)


def _rows(table: Tag, left_out: frozenset[int]) -> list[str] | None:
    """One line a row, cells apart; None for a table that only lays out the page (one column, paragraphs in cells)."""
    rows: list[str] = []
    columns = 0
    for row in table.find_all("tr"):
        if row.find("table"):
            return None
        if id(row) in left_out:
            continue
        seen = [cell for cell in row.find_all(["td", "th"]) if id(cell) not in left_out and not is_unseen(cell)]
        cells = [[folded for part in _parts(cell, left_out) if (folded := fold(part))] for cell in seen]
        if any(len(cell) > 1 for cell in cells):
            return None
        columns = max(columns, len(cells))
        rows.append(CELL_SEPARATOR.join(cell[0] for cell in cells if cell))
    caption = table.find("caption")
    return [*(paragraphs_of(caption) if caption else []), *rows] if columns > 1 else None
