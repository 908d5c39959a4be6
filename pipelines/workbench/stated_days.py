"""Which days a page states, and as what: of publication, of a change, or without saying of what."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from parsers.moments import read_moment
from parsers.records import Page
from parsers.text import fold
from pipelines.workbench.trees import tree_of, walk, words_of

Use = Literal["publication", "change", "untold"]
_CHANGE = re.compile(r"updat|modif|revis|review|edited|amend|chang|lastmod|expir", re.IGNORECASE)
_PUBLICATION = re.compile(r"publish|publication|issued|created|release|posted|pub-?date|first_", re.IGNORECASE)
_LABEL = re.compile(r"^[^\W\d][\w ]{2,30}\s*[:–-]\s*|^(?:[a-z]+ ){0,2}[a-z]+ed(?:\s+on|\s+at)?\s+", re.IGNORECASE)
_SHOWN = re.compile(r"date|updated|modified", re.IGNORECASE)
"""In the class of an element, or its RDFa property: it shows a day."""
_MOST = 400
"""Values of one JSON object that are looked at."""
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
    return tuple(dict.fromkeys(_in_html(html, timezone))) if html is not None else ()


def _in_html(root: Any, timezone: str | None) -> Iterator[StatedDay]:
    for element, before in walk(root):
        told = element.attrib
        if element.tag == "meta":
            name = told.get("property") or told.get("name") or told.get("itemprop") or ""
            yield from _day(told.get("content"), name, name, timezone)
        elif element.tag == "script":
            if told.get("type") == "application/ld+json":
                yield from _in_script(element.text or "", timezone)
        elif element.tag == "time" or _SHOWN.search(f"{told.get('class', '')} {told.get('property', '')}"):
            yield from _shown(element, before, timezone)
        elif element.text and len(element.text) <= _LONGEST and _CHANGE.search(element.text):
            words = fold(element.text)
            yield from _day(_LABEL.sub("", words), words, words, timezone)


def _shown(element: Any, before: str, timezone: str | None) -> Iterator[StatedDay]:
    """The day of a ``time`` element, or of one whose class speaks of a date; labels stand in, before or around it."""
    words, told, parent = words_of(element), element.attrib, element.getparent()
    if len(words) > _LONGEST:
        return
    around = [parent.get("class", "") if parent is not None else "", fold(before)[-30:], words]
    names = " ".join([told.get("class", ""), told.get("property", ""), told.get("itemprop", ""), *around])
    stated = told.get("datetime") or told.get("content") or _LABEL.sub("", words)
    yield from _day(stated, names, words or names.strip(), timezone)


def _in_script(text: str, timezone: str | None) -> Iterator[StatedDay]:
    try:
        yield from _in_json(json.loads(text), "JSON-LD", timezone)
    except (ValueError, RecursionError):
        return


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
