"""Where the body of a release stands on a page of unknown layout, and what of it is no part of the release."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bs4.element import Tag

from parsers.html import Node
from parsers.records import ParseError
from parsers.text import fold, join, paragraphs_of

FURNITURE_NAMES = frozenset({"nav", "aside", "footer", "form", "dialog"})
FURNITURE_ROLES = frozenset({"navigation", "complementary", "search", "dialog", "contentinfo"})
FURNITURE_CLASSES = re.compile(
    r"breadcrumb|shar(?:e|ing)|social|related|cookie|pagination|pager|skip-link|updated|modified|newsletter|print",
    re.IGNORECASE,
)
"""Parts of a page that are no part of a release, wherever they stand."""
FURNITURE_ELEMENTS = ("nav", "header", "footer", "aside", "style", "svg", "noscript", "iframe", "template")
"""Elements that hold no release where they stand around it."""
PARAGRAPHS = frozenset({"p", "li", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "dl"})
_BODY_PROPERTIES = frozenset({"articleBody", "schema:articleBody", "schema:text"})
_UPDATED = re.compile(r"^(?:page |content )?(?:last )?(?:updated|modified|reviewed)\b.{0,60}$", re.IGNORECASE)
HEADINGS = ("h1", "h2")
_ENOUGH = 140
"""Characters below which an element is no body of a release but a teaser."""
_NEARLY_ALL = 0.9


def container_of(html: Node, title: str) -> Node | None:
    """The element that holds the release: the only one of its kind, or the one in which the title stands.

    On pages without such elements trafilatura tells which words are the release; the element is the smallest that
    holds nearly all of them.
    """
    for kind in _holders(html.tag):
        outermost = _outermost([tag for tag in kind if len(tag.get_text(" ", strip=True)) >= _ENOUGH])
        if len(outermost) > 1:
            outermost = [tag for tag in outermost if any(_is(title, heading) for heading in tag.find_all(HEADINGS))]
        if len(outermost) == 1:
            return Node(outermost[0], html.url, outermost[0].name, html.base)
    return _located(html)


def _holders(root: Tag) -> tuple[list[Tag], list[Tag], list[Tag]]:
    """Elements that hold a release: marked as its body, ``article``, ``main``; the narrowest kind first."""
    bodies: list[Tag] = []
    articles: list[Tag] = []
    mains: list[Tag] = []
    for tag in root.find_all(True):
        attributes = tag.attrs
        if attributes:
            marks = f"{attributes.get('itemprop', '')} {attributes.get('property', '')}".split()
            if marks and not _BODY_PROPERTIES.isdisjoint(marks):
                bodies.append(tag)
        if tag.name == "article":
            articles.append(tag)
        elif tag.name == "main" or (attributes and attributes.get("role") == "main"):
            mains.append(tag)
    return bodies, articles, mains


def body_of(html: Node, container: Node | None, title: str, told: list[str]) -> str:
    """The body: of the container, else as JSON-LD tells it. The tree of ``html`` is changed.

    Raises:
        ParseError: there is none.
    """
    paragraphs = _read(container, title) if container else []
    if sum(map(len, paragraphs)) < _ENOUGH:
        paragraphs = told or paragraphs
    body = join(paragraphs)
    if not body:
        raise ParseError("has no body", url=html.url, selector="articleBody, article, main")
    return body


def _located(html: Node) -> Node | None:
    import trafilatura

    text = trafilatura.extract(str(html.tag), include_comments=False, include_tables=True, fast=True) or ""
    words = Counter(text.replace("|", " ").split())
    body = html.tag.find("body")
    if not isinstance(body, Tag) or len(text) < _ENOUGH:
        return None
    while True:
        inner = [child for child in body.find_all(True, recursive=False) if _share(words, child) >= _NEARLY_ALL]
        if len(inner) != 1:
            return Node(body, html.url, "the words that trafilatura found", html.base)
        body = inner[0]


def _share(words: Counter[str], tag: Tag) -> float:
    """Part of ``words`` that stand in an element."""
    return (words & Counter(tag.get_text(" ").split())).total() / words.total()


def _read(container: Node, title: str) -> list[str]:
    tag = container.tag
    whole = len(tag.get_text())
    for unwanted in [part for part in tag.find_all(True) if _is_furniture(part)]:
        # what holds most of the text is the release, whatever it is called (ASP.NET puts whole pages into a form)
        if not unwanted.decomposed and 2 * len(unwanted.get_text()) < whole:
            unwanted.decompose()
    _drop_head(tag, title)
    everything = paragraphs_of(tag)
    parts = [part for part in tag.find_all(True) if part.name in PARAGRAPHS]
    written = [text for part in _outermost(parts) for text in paragraphs_of(part)]
    if sum(map(len, written)) > 0.8 * sum(map(len, everything)):
        # the release is written in paragraphs: words that stand right in a div are labels around it
        everything = written
    while everything and _UPDATED.match(everything[-1]):
        everything.pop()
    return everything


def _is_furniture(tag: Tag) -> bool:
    if tag.name in FURNITURE_NAMES or tag.get("role") in FURNITURE_ROLES or tag.get("aria-hidden") == "true":
        return True
    classes = tag.get("class")
    return classes is not None and FURNITURE_CLASSES.search(" ".join(classes)) is not None


def _outermost(found: Sequence[Tag]) -> list[Tag]:
    """Those that stand in no other of them."""
    inside = set(map(id, found))
    return [tag for tag in found if not any(id(parent) in inside for parent in tag.parents)]


def _drop_head(tag: Tag, title: str) -> None:
    """Remove the title and what stands before it in the container: labels, dates, the name of the office."""
    headings = (node for node in tag.find_all(True) if node.name in HEADINGS)
    heading = next((node for node in headings if _is(title, node)), None)
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
