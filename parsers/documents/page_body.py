"""Where the body of a release stands on a page of unknown layout, and what of it is no part of the release."""

from __future__ import annotations

import re

from bs4.element import Tag

from parsers.html import Node, compiled
from parsers.records import ParseError
from parsers.text import fold, join, paragraphs_of

CONTAINERS = (
    '[itemprop~="articleBody"], [property~="schema:articleBody"], [property~="schema:text"]',
    "article",
    'main, [role="main"]',
)
"""Elements that hold a release, the narrowest kind first."""
FURNITURE = """nav, aside, footer, form, dialog, [role="navigation"], [role="complementary"], [role="search"],
    [role="dialog"], [role="contentinfo"], [aria-hidden="true"], [aria-label="breadcrumb" i], [class*="breadcrumb" i],
    [class*="share" i]:not(body, main, article), [class*="sharing" i]:not(body, main, article),
    [class*="social" i]:not(body, main, article), [class*="related" i]:not(body, main, article),
    [class*="cookie" i]:not(body, main, article), [class*="pagination" i], [class*="pager" i], [class*="skip-link" i],
    [class*="updated" i]:not(body, main, article), [class*="modified" i]:not(body, main, article),
    [class*="newsletter" i]:not(body, main, article), [class*="print" i]:not(body, main, article, p)"""
"""Parts of a page that are no part of a release, wherever they stand."""
PARAGRAPHS = "p, li, h2, h3, h4, h5, h6, blockquote, pre, table, dl"
_UPDATED = re.compile(r"^(?:page |content )?(?:last )?(?:updated|modified|reviewed)\b.{0,60}$", re.IGNORECASE)
_ENOUGH = 140
"""Characters below which an element is no body of a release but a teaser."""


def container_of(html: Node, title: str) -> Node | None:
    """The element that holds the release: the only one of its kind, or the one in which the title stands."""
    for selector in CONTAINERS:
        found = [node for node in html.many(selector) if len(node.tag.get_text(" ", strip=True)) >= _ENOUGH]
        outermost = [node for node in found if not any(other.tag in node.tag.parents for other in found)]
        if len(outermost) > 1:
            outermost = [node for node in outermost if any(_is(title, heading.tag) for heading in node.many("h1, h2"))]
        if len(outermost) == 1:
            return outermost[0]
    return None


def body_of(html: Node, container: Node | None, title: str, told: list[str]) -> str:
    """The body: of the container, else by trafilatura, else as JSON-LD tells it. The tree of ``html`` is changed.

    Raises:
        ParseError: there is none.
    """
    paragraphs = _read(container, title) if container else []
    if sum(map(len, paragraphs)) < _ENOUGH:
        paragraphs = _trafilatura(html, title) or paragraphs or told
    body = join(paragraphs)
    if not body:
        raise ParseError("has no body", url=html.url, selector="articleBody, article, main")
    return body


def _read(container: Node, title: str) -> list[str]:
    tag = container.tag
    whole = len(tag.get_text())
    for unwanted in compiled(FURNITURE).select(tag):
        # what holds most of the text is the release, whatever it is called (ASP.NET puts whole pages into a form)
        if not unwanted.decomposed and 2 * len(unwanted.get_text()) < whole:
            unwanted.decompose()
    _drop_head(tag, title)
    everything = paragraphs_of(tag)
    written = [text for node in _outermost(container) for text in paragraphs_of(node)]
    if sum(map(len, written)) > 0.8 * sum(map(len, everything)):
        # the release is written in paragraphs: words that stand right in a div are labels around it
        everything = written
    while everything and _UPDATED.match(everything[-1]):
        everything.pop()
    return everything


def _outermost(container: Node) -> list[Tag]:
    found = [node.tag for node in container.many(PARAGRAPHS)]
    inside = set(map(id, found))
    return [tag for tag in found if not any(id(parent) in inside for parent in tag.parents)]


def _drop_head(tag: Tag, title: str) -> None:
    """Remove the title and what stands before it in the container: labels, dates, the name of the office."""
    heading = next((node for node in compiled("h1, h2").select(tag) if _is(title, node)), None)
    if heading is None:
        return
    node: Tag | None = heading
    while node is not None and node is not tag:
        for before in list(node.previous_siblings):
            before.extract()
        node = node.parent
    heading.decompose()


def _is(title: str, heading: Tag) -> bool:
    return fold(" ".join(paragraphs_of(heading))).casefold() == title.casefold()


def _trafilatura(html: Node, title: str) -> list[str]:
    import trafilatura

    text = trafilatura.extract(str(html.tag), include_comments=False, include_tables=True, favor_precision=True)
    lines = [fold(line) for line in (text or "").splitlines()]
    lines = [re.sub(r"^- ", "", line) for line in lines if line]
    return lines[1:] if lines and lines[0].casefold() == title.casefold() else lines
