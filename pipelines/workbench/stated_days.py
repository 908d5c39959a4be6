"""Which days a page states, and as what: of publication, of a change, or without saying of what."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from bs4.element import Tag

from parsers.html import Html
from parsers.moments import read_moment
from parsers.records import Page
from parsers.text import fold
from pipelines.workbench.trees import tree_of

Use = Literal["publication", "change", "untold"]
_CHANGE = re.compile(r"updat|modif|revis|review|edited|amend|chang|lastmod|expir", re.IGNORECASE)
_PUBLICATION = re.compile(r"publish|publication|issued|created|release|posted|pub-?date|first_", re.IGNORECASE)
_LABEL = re.compile(r"^[^\W\d][\w ]{2,30}\s*[:–-]\s*|^(?:[a-z]+ ){0,2}[a-z]+ed(?:\s+on|\s+at)?\s+", re.IGNORECASE)
_SHOWN = 'time, [class*="date" i], [class*="updated" i], [class*="modified" i], [property*="date" i]'
_MOST = 400
"""Elements or values of one page that are looked at."""
_LONGEST = 60
"""Characters of an element that states a day and nothing else."""


@dataclass(frozen=True, slots=True)
class StatedDay:
    """One day that a page states."""

    day: date
    use: Use
    where: str
    """Name of the meta element, attribute or JSON value, or the words around it."""


def stated_days(page: Page, timezone: str | None = None) -> tuple[StatedDay, ...]:
    """Every day in metadata, ``time`` elements, short labelled lines (HTML) or values (JSON) of a page.

    A day whose name or label speaks of an update is one of a change; days are those in ``timezone``.
    """
    if page.content_type.endswith("json"):
        try:
            found = _in_json(json.loads(page.body), "", timezone)
            return tuple(dict.fromkeys(found))
        except (ValueError, RecursionError):
            return ()
    html = tree_of(page)
    return tuple(dict.fromkeys(_in_html(html, timezone))) if html else ()


def _in_html(html: Html, timezone: str | None) -> Iterator[StatedDay]:
    for meta in html.many("meta")[:_MOST]:
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        yield from _day(meta.get("content"), name, name, timezone)
    for script in html.many('script[type="application/ld+json"]')[:_MOST]:
        try:
            yield from _in_json(json.loads(script.tag.get_text()), "JSON-LD", timezone)
        except (ValueError, RecursionError):
            continue
    for node in html.many(_SHOWN)[:_MOST]:
        words = fold(node.tag.get_text(" "))
        if len(words) > _LONGEST:
            continue
        own = [node.get(name) or "" for name in ("class", "property", "itemprop")]
        names = " ".join([*own, _around(node.tag), words])
        stated = node.get("datetime") or node.get("content") or _LABEL.sub("", words)
        yield from _day(stated, names, words or names.strip(), timezone)
    for tag in html.tag.find_all(string=_CHANGE)[:_MOST]:
        words = fold(str(tag))
        if len(words) <= _LONGEST:
            yield from _day(_LABEL.sub("", words), words, words, timezone)


def _around(tag: Tag) -> str:
    """Class of the parent, and the words right before: where a label stands."""
    parent = tag.parent
    classes = " ".join(parent.get_attribute_list("class")) if isinstance(parent, Tag) and parent.get("class") else ""
    before = tag.find_previous(string=lambda text: bool(text and text.strip()))
    return f"{classes} {fold(str(before))[-30:] if before else ''}"


def _in_json(value: Any, name: str, timezone: str | None) -> Iterator[StatedDay]:
    waiting: list[tuple[str, Any]] = [(name, value)]
    for _ in range(_MOST):
        if not waiting:
            return
        name, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [(str(key), one) for key, one in value.items()]
        elif isinstance(value, list):
            waiting += [(name, one) for one in value]
        elif isinstance(value, str) and len(value) <= _LONGEST:
            yield from _day(value, name, name, timezone)


def _day(stated: str | None, names: str, where: str, timezone: str | None) -> Iterator[StatedDay]:
    moment = read_moment(stated, timezone) if stated and len(stated) <= _LONGEST else None
    if moment:
        use: Use = "change" if _CHANGE.search(names) else "publication" if _PUBLICATION.search(names) else "untold"
        yield StatedDay(moment.day, use, where)
