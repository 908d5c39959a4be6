"""Bodies that an API hands over as a fragment of HTML: their words, links and files."""

from __future__ import annotations

from dataclasses import dataclass

from parsers.attachments import files_of
from parsers.html import Node
from parsers.json_page import Json
from parsers.records import Attachment, ParseError
from parsers.soup import soup_of
from parsers.text import fold, html_paragraphs, join, paragraphs_of


@dataclass(frozen=True, slots=True)
class Fragment:
    """What a fragment of HTML tells a reader."""

    text: str
    """Paragraphs separated by one blank line; '' where it holds no text."""
    links: tuple[str, ...] = ()
    files: tuple[Attachment, ...] = ()
    """Those of the links that lead to files, by the ending of their address."""


def markup_at(told: Json, path: str) -> str:
    """The string at ``path`` as it is, line ends and all.

    Raises:
        ParseError: there is none, or it is empty.
    """
    told.text(path)
    return str(told.get(path))


def read_fragment(markup: str, url: str, *, without: str | None = None) -> Fragment:
    """Read a fragment; links count from ``url``, ``without`` is a selector of what is no part of the release."""
    if "<" not in markup:
        return Fragment(join(html_paragraphs(markup)))
    node = Node(soup_of(markup), url, "the markup")
    if without is not None:
        for part in node.many(without):
            part.tag.decompose()
    return Fragment(join(paragraphs_of(node.tag)), node.links(), files_of(node))


def body_of(fragment: Fragment, url: str, place: str) -> str:
    """The text of a fragment that must hold some.

    Raises:
        ParseError: it holds none; ``place`` says where it was expected.
    """
    if not fragment.text:
        raise ParseError("holds no text", url=url, selector=place)
    return fragment.text


def one_line(markup: str) -> str:
    """A title or label that may hold entities and tags, as a reader sees it."""
    return fold(" ".join(html_paragraphs(markup)))
