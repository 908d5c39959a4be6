"""The tree of an HTML page for checks that look at all of it, by lxml alone, parsed once; nobody may change it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache

import lxml.html  # type: ignore[import-untyped]
from lxml import etree

from parsers.encoding import decode
from parsers.records import Page
from parsers.text import fold

HTML = ("text/html", "application/xhtml+xml")
_UNSEEN = frozenset(("script", "style", "noscript", "template"))


def tree_of(page: Page | None) -> lxml.html.HtmlElement | None:
    """The page as HTML; None where it is none, or cannot be parsed. The latest few are kept."""
    if page is None or page.content_type not in HTML:
        return None
    return _tree(page.headers.get("content-type", ""), page.body)


def walk(root: lxml.html.HtmlElement) -> Iterator[tuple[lxml.html.HtmlElement, str]]:
    """Every element in the page's order, and the words that stand right before it."""
    before = ""
    for event, element in etree.iterwalk(root, ("start", "end")):
        if not isinstance(element.tag, str):
            continue
        if event == "start":
            yield element, before
        text = element.text if event == "start" else element.tail
        if text and not text.isspace() and not (event == "start" and element.tag in _UNSEEN):
            before = text


def words_of(element: lxml.html.HtmlElement) -> str:
    """All words in an element, on one line, a blank between elements."""
    return fold(" ".join(element.itertext()))


@lru_cache(maxsize=4)
def _tree(content_type: str, body: bytes) -> lxml.html.HtmlElement | None:
    text, _ = decode(Page("", body, datetime.now(UTC), 200, {"content-type": content_type}))
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
