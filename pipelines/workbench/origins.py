"""Where on its page each field of a document was found: by the readings of its parser, else by its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bs4.element import Tag

from parsers.agreement import token_f1
from parsers.html import Html
from parsers.moments import read_day, read_moment
from parsers.records import Document, Page, ParseError
from parsers.text import fold, html_paragraphs, join, paragraphs_of
from parsers.trace import Step
from pipelines.workbench.index_dates import FORMATS
from pipelines.workbench.release_shape import DAY_PATTERNS
from pipelines.workbench.selectors import matching_once, own_selectors, selectors_of

_NEARLY = 0.95
_LONGEST_DATE = 200
_STATING = ("content", "datetime")


class Origin(NamedTuple):
    """Where a field was found."""

    field: str
    """title, published, body, or the name of one of ``Document.fields``."""
    place: str
    """CSS selector or JSON path."""
    is_told: bool
    """True: the parser read it there. False: its words stand there; a parser of pages of any layout found them."""


def origins(page: Page, document: Document, steps: Sequence[Step]) -> dict[str, Origin]:
    """Origin by field; a field whose place cannot be told is left out. ``steps``: the parser's readings of ``page``."""
    found = dict(_told(document, steps))
    if "html" in page.content_type and not {"title", "published", "body"} <= found.keys():
        try:
            tree = Html(page).tag
        except ParseError:
            return found
        for origin in _by_words(tree, document):
            found.setdefault(origin.field, origin)
    return found


def _told(document: Document, steps: Sequence[Step]) -> Iterator[tuple[str, Origin]]:
    """Later readings of the same words give way to the first."""
    wanted = [("title", document.title), *((name, values[0]) for name, values in document.fields.items() if values)]
    for name, value in wanted:
        place = next((step.place for step in steps if value in (step.words, fold(step.words))), None)
        if place:
            yield name, Origin(name, place, True)
    published = next((step.place for step in steps if _states_day(step.words, document)), None)
    if published:
        yield "published", Origin("published", published, True)
    body = next((step.place for step in steps if step.words == document.body), None) or _markup(document, steps)
    if body:
        yield "body", Origin("body", body, True)


def _states_day(words: str, document: Document) -> bool:
    """Whether the words, or a part of them that is a day, are the publication date."""
    if document.published_date is None or len(words) > _LONGEST_DATE:
        return False
    parts = [words, *(found[0] for pattern in DAY_PATTERNS if (found := re.search(pattern, words)))]
    moments = [moment for part in parts if (moment := read_moment(part, document.timezone))]
    days = [day for part in parts for written in FORMATS if (day := read_day(part, written))]
    exact = (moment.day for moment in moments if moment.at in (None, document.published_at))
    return document.published_date in (*exact, *days)


def _markup(document: Document, steps: Sequence[Step]) -> str | None:
    """The longest reading, where it is the body's markup."""
    longest = max(steps, key=lambda step: len(step.words), default=None)
    if longest is None or len(longest.words) < len(document.body):
        return None
    told = join(html_paragraphs(longest.words))
    return longest.place if token_f1(told, document.body) >= _NEARLY else None


def _by_words(tree: Tag, document: Document) -> Iterator[Origin]:
    for tag in tree.find_all(True):
        if tag.name not in ("html", "head", "body", "script") and _words(tag) == document.title:
            yield Origin("title", _named(tag, tree), False)
            break
    for tag in tree.find_all(True):
        attribute = _stating(tag, document)
        if attribute is not None:
            yield Origin("published", _named(tag, tree) + attribute, False)
            break
    holder = _holder(tree, set(document.body.split("\n\n")))
    if holder is not None:
        yield Origin("body", _named(holder, tree), False)


def _stating(tag: Tag, document: Document) -> str | None:
    """How an element states the publication date: '@' and an attribute, or '' for its words; None if it does not."""
    for name in _STATING:
        value = tag.get(name)
        if isinstance(value, str) and (moment := read_moment(value, document.timezone)):
            return f"@{name}" if moment.day == document.published_date else None
    words = _words(tag) if not tag.find(True) else ""
    moment = read_moment(words, document.timezone) if 0 < len(words) < 60 else None
    return "" if moment and moment.day == document.published_date else None


def _holder(tree: Tag, wanted: set[str]) -> Tag | None:
    """The smallest element that holds all paragraphs, or nearly all."""
    holder = tree.find("body")
    if not isinstance(holder, Tag):
        return None
    while True:
        inner = [
            child
            for child in holder.find_all(True, recursive=False)
            if len(wanted & set(paragraphs_of(child))) >= _NEARLY * len(wanted)
        ]
        if len(inner) != 1:
            return holder
        holder = inner[0]


def _named(tag: Tag, tree: Tag) -> str:
    return next(matching_once(selectors_of(tag), [tree]), own_selectors(tag)[0] if own_selectors(tag) else tag.name)


def _words(tag: Tag) -> str:
    return fold(" ".join(paragraphs_of(tag)))
