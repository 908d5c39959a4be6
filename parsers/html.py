"""What parser authors write with: BeautifulSoup, strict. What must be there is found exactly once, or it says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Annotated, Any, overload
from urllib.parse import urldefrag, urljoin, urlsplit

import lxml.html  # type: ignore[import-untyped]
import soupsieve
from bs4.element import Tag
from bs4.exceptions import ParserRejectedMarkup
from lxml import etree
from pydantic import AfterValidator

from parsers.encoding import decode
from parsers.moments import Moment, read_moment
from parsers.records import Page, ParseError
from parsers.soup import soup_of
from parsers.text import fold, join, paragraphs_of
from parsers.trace import STEPS, Step


def _selector(value: str) -> str:
    try:
        compiled(value)
    except soupsieve.SelectorSyntaxError as error:
        raise ValueError(f"is no CSS selector: {str(error).splitlines()[0]}") from error
    return value


_BASE = re.compile("<base", re.IGNORECASE)


@lru_cache(maxsize=512)
def compiled(selector: str) -> soupsieve.SoupSieve:
    """A CSS selector, parsed once."""
    return soupsieve.compile(selector)


Selector = Annotated[str, AfterValidator(_selector)]
"""Type of a parser's option that is a CSS selector: a wrong one is told before any page is read."""


class Node:
    """One element of a page."""

    def __init__(self, tag: Tag, url: str, selector: str, base: str | None = None) -> None:
        """``url`` and ``selector`` are what messages name; relative links count from ``base``, else from ``url``."""
        self.tag, self.url, self.selector, self.base = tag, url, selector, base or url

    # --- finding ---

    def one(self, selector: str) -> Node:
        """The only element that matches.

        Raises:
            ParseError: none or several do.
        """
        found = self.many(selector)
        if len(found) != 1:
            raise ParseError(f"found {len(found)} times, must be there once", url=self.url, selector=selector)
        return found[0]

    def maybe(self, selector: str) -> Node | None:
        """The only element that matches, or None.

        Raises:
            ParseError: several do.
        """
        found = self.many(selector)
        if len(found) > 1:
            raise ParseError(f"found {len(found)} times, may be there once", url=self.url, selector=selector)
        return found[0] if found else None

    def many(self, selector: str, *, at_least: int = 0) -> Nodes:
        """Every element that matches, in the page's order.

        Raises:
            ParseError: there are fewer than ``at_least``.
        """
        # a name alone needs no selector engine: several times faster
        found = self.tag.find_all(selector) if selector.isalnum() else compiled(selector).select(self.tag)
        if len(found) < at_least:
            raise ParseError(f"found {len(found)} times, expected {at_least}", url=self.url, selector=selector)
        return Nodes([Node(tag, self.url, selector, self.base) for tag in found])

    # --- reading ---

    def text(self) -> str:
        """All words that a reader sees in the element, on one line.

        Raises:
            ParseError: there are none.
        """
        text = self.maybe_text()
        if text is None:
            raise ParseError("holds no text", url=self.url, selector=self.selector)
        return text

    def maybe_text(self) -> str | None:
        """The same; None where there are none."""
        text = fold(" ".join(paragraphs_of(self.tag))) or None
        if text:
            self._trace(text)
        return text

    def paragraphs(self, *, without: str | None = None) -> str:
        """The element's text as a document's body: paragraphs, list items and table rows with a blank line between.

        ``without`` is a selector of what to leave out.

        Raises:
            ParseError: there is no text.
        """
        left_out = compiled(without).select(self.tag) if without is not None else []
        body = join(paragraphs_of(self.tag, left_out))
        if not body:
            raise ParseError("holds no text", url=self.url, selector=self.selector)
        self._trace(body)
        return body

    def attribute(self, name: str) -> str:
        """An attribute's value, white space folded.

        Raises:
            ParseError: the element has no such attribute, or an empty one.
        """
        value = self.get(name)
        if not value:
            raise ParseError(f"has no attribute {name!r}", url=self.url, selector=self.selector)
        return value

    def get(self, name: str) -> str | None:
        """An attribute's value, white space folded; None where there is none or an empty one."""
        value = self.tag.get(name)
        if not value:
            return None
        words = fold(value if isinstance(value, str) else " ".join(value)) or None
        self._trace(words or "", f"@{name}")
        return words

    def datetime(self, attribute: str | None = None, *, timezone: str | None = None) -> Moment:
        """The publication date that an attribute, or the text, states: day in ``timezone``, moment if it tells a time.

        Raises:
            ParseError: it states no full date (see :func:`parsers.moments.read_moment`).
        """
        stated = self.attribute(attribute) if attribute else self.text()
        moment = read_moment(stated, timezone)
        if moment is None:
            raise ParseError(f"{stated[:80]!r} is no date", url=self.url, selector=self.selector)
        return moment

    def links(self, *, without: str | None = None) -> tuple[str, ...]:
        """Absolute http(s) addresses that the element links to, in order, without fragments and repeats.

        ``without`` is a selector of what to leave out.
        """
        left_out = set(map(id, compiled(without).select(self.tag))) if without is not None else set()
        tags = (tag for tag in self.tag.find_all("a", href=True) if not left_out & {id(tag), *map(id, tag.parents)})
        found = (address(self.base, str(tag["href"])) for tag in tags)
        return tuple(dict.fromkeys(link for link in found if link))

    def link(self) -> str:
        """The absolute address that this element (an ``a`` or ``link``) points to, without fragment.

        Raises:
            ParseError: it has no ``href`` with an http(s) address.
        """
        link = address(self.base, self.attribute("href"))
        if link is None:
            raise ParseError("links to no web page", url=self.url, selector=self.selector)
        return link

    def _trace(self, words: str, attribute: str = "") -> None:
        steps = STEPS.get()
        if steps is not None:
            stated = ((name, self.tag.get(name)) for name in ("property", "name", "itemprop"))
            named = "".join(f'[{name}="{value}"]' for name, value in stated if value and self.selector == "meta")
            steps.append(Step(f"{self.selector}{named}{attribute}", words))


class Nodes(Sequence[Node]):
    """Several elements of a page, in its order."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        """``nodes`` in the page's order."""
        self._nodes = nodes

    @overload
    def __getitem__(self, index: int) -> Node: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Node]: ...
    def __getitem__(self, index: int | slice) -> Node | Sequence[Node]:
        """The element, or elements, at ``index``."""
        return self._nodes[index]

    def __len__(self) -> int:
        """How many there are."""
        return len(self._nodes)

    def __iter__(self) -> Iterator[Node]:
        """In the page's order."""
        return iter(self._nodes)

    def texts(self) -> tuple[str, ...]:
        """The text of each, those without any left out."""
        texts = tuple(text for node in self if (text := fold(" ".join(paragraphs_of(node.tag)))))
        steps = STEPS.get()
        if steps is not None and self._nodes:
            steps += [Step(self._nodes[0].selector, text) for text in texts]
        return texts


class Html(Node):
    """A whole page."""

    def __init__(self, page: Page, *, only: str | None = None, around: Sequence[str] = ()) -> None:
        """Parse the page. Less of it is faster: ``only`` names an element (``article``) outside of which nothing is
        kept; ``around`` names elements (``nav``, ``footer``) that are left out where they stand outside of ``article``
        and ``main`` and hold neither these nor an ``h1``, and with them the menus of pages that have one of these.

        Raises:
            ParseError: the bytes are no page at all.
        """
        text, self.encoding = decode(page)
        try:
            soup = soup_of(_cut(text, only, around) if only or around else text)
        except (ParserRejectedMarkup, etree.LxmlError, AssertionError, RecursionError, ValueError) as error:
            raise ParseError(f"is no HTML: {error}", url=page.url) from error
        stated = soup.find("base", href=True) if _BASE.search(text) else None
        base = address(page.url, str(stated["href"])) if isinstance(stated, Tag) else None
        super().__init__(soup, page.url, "html", base)


def _cut(text: str, only: str | None, around: Sequence[str]) -> str:
    """The wanted part of a page. lxml alone takes a tenth of the time of a whole BeautifulSoup."""
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, huge_tree=True)
    root = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    if around:
        marked = next(root.iter("article", "main"), None) is not None
        lists = ("ul", "ol") if marked else ()
        for element in list(root.iter(*around, *lists)):
            if (element.tag not in lists or _is_menu(element)) and _stands_apart(element):
                element.drop_tree()
    for element in list(root.iter("script", "link")):
        if not _is_read(element):
            element.drop_tree()
    if only is None:
        return str(lxml.html.tostring(root, encoding="unicode"))
    outermost = (element for element in root.iter(only) if next(element.iterancestors(only), None) is None)
    return "".join(lxml.html.tostring(element, encoding="unicode", with_tail=False) for element in outermost)


def _stands_apart(element: Any) -> bool:
    """Whether an element is neither part of what may be the release nor holds it."""
    release = ("article", "main", "h1")
    return next(element.iterancestors(*release), None) is None and next(element.iterdescendants(*release), None) is None


def _is_menu(element: Any) -> bool:
    """Whether all words of a list are those of its links."""
    linked = sum(len(link.text_content().split()) for link in element.iter("a"))
    return bool(linked) and linked == len(element.text_content().split())


def _is_read(element: Any) -> bool:
    """Whether a script or link is one that parsers read: JSON-LD, the page's other addresses."""
    if element.tag == "script":
        return "json" in (element.get("type") or "").lower()
    return not {"canonical", "alternate", "next"}.isdisjoint((element.get("rel") or "").lower().split())


@lru_cache(maxsize=1024)
def address(base: str, href: str) -> str | None:
    """Absolute http(s) address of ``href`` on the page ``base``, without fragment; None for mail and nonsense."""
    try:
        absolute = urldefrag(urljoin(base, fold(href))).url
        parts = urlsplit(absolute)
        return absolute if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None
