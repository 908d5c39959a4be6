"""Where the items of an index show their day, and how it is written: as options for ``html_index``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from bs4.element import Tag

from parsers.html import Node, compiled
from parsers.moments import read_day, read_moment
from pipelines.workbench.selectors import cell_selector, own_selectors

FORMATS = (
    "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%m-%d-%Y", "%Y.%m.%d", "%d %m %Y",
    "%d/%m/%y", "%m/%d/%y", "%d.%m.%y",
    "%a, %d/%m/%Y - %H:%M", "%a, %m/%d/%Y - %H:%M", "%d/%m/%Y %H:%M", "%m/%d/%Y %I:%M %p", "%d.%m.%Y - %H:%M",
)  # fmt: skip
"""Ways to write a day in figures (strptime), the last with a time, as Drupal and SharePoint show it by default; which
one it is only several days together can tell."""
_ATTRIBUTES = ("datetime", "content", "title", "data-date")
_MOST_MISSING = 0.1
"""Part of the items that may show no day: pinned ones, announcements."""


@dataclass(frozen=True, slots=True)
class DateShape:
    """Where and how the items show their day."""

    selector: str
    attribute: str | None = None
    written: str | None = None
    """strptime format; None where the day is told in full."""
    days: tuple[date | None, ...] = ()
    doubt: str | None = None
    """What the days alone cannot tell; None where they are clear."""

    @property
    def options(self) -> dict[str, object]:
        """Options for ``html_index``."""
        return {"date": self.selector, "date_attribute": self.attribute, "date_format": self.written}


def date_shape(items: Sequence[Node]) -> DateShape | None:
    """What shows a day in (nearly) every item, and in none twice; None where nothing does."""
    tried = dict.fromkeys(_tried(items))
    for selector, attribute in tried:
        stated = _stated(items, selector, attribute)
        if stated is None:
            continue
        days = tuple(moment.day if text and (moment := read_moment(text)) else None for text in stated)
        if _enough(days):
            return DateShape(selector, attribute, None, days)
        written, days = in_figures([text for text in stated if text])
        if written and len(days) >= (1 - _MOST_MISSING) * len(items):
            doubt = None if _is_clear(stated, written) else f"{written} is a guess: every day could be read otherwise"
            return DateShape(selector, attribute, written, days, doubt)
    return None


def in_figures(texts: Sequence[str]) -> tuple[str | None, tuple[date | None, ...]]:
    """The format of :data:`FORMATS` that reads every text, with the days; (None, ()) where none does.

    Where several read them all it is the one under which the days go down from item to item, or up.
    """
    found = [
        (written, days)
        for written in FORMATS
        if (days := tuple(read_day(text, written) for text in texts)) and all(days)
    ]
    if not found:
        return None, ()
    in_order = [(written, days) for written, days in found if _is_sorted([day for day in days if day])]
    return (in_order or found)[0]


def _tried(items: Sequence[Node]) -> Iterator[tuple[str, str | None]]:
    """(selector, attribute) of what might be the day in the first items, the surest kind first."""
    attributed, worded = [], []
    for item in items[:3]:
        for tag in item.tag.find_all(True):
            if len(text := _words(tag)) > 60 and tag.name != "time":
                continue
            named = [one for one in own_selectors(tag) if "#" not in one]
            if tag.name in ("td", "th"):
                named.append(cell_selector(tag))
            for selector in named:
                attributed += [(selector, name) for name in _ATTRIBUTES if tag.get(name)]
                worded += [(selector, None)] if text and any(mark.isdigit() for mark in text) else []
    yield from attributed
    yield from worded


def _stated(items: Sequence[Node], selector: str, attribute: str | None) -> list[str | None] | None:
    """What each item states there; None where one holds it twice or too few hold it."""
    stated: list[str | None] = []
    for item in items:
        found = compiled(selector).select(item.tag)
        if len(found) > 1:
            return None
        stated.append(_text(found[0], attribute) if found else None)
    return stated if sum(text is not None for text in stated) >= (1 - _MOST_MISSING) * len(items) else None


def _text(tag: Tag, attribute: str | None) -> str | None:
    value = tag.get(attribute) if attribute else _words(tag)
    return " ".join(str(value).split()) or None if value else None


def _enough(days: Sequence[date | None]) -> bool:
    return sum(day is not None for day in days) >= (1 - _MOST_MISSING) * len(days)


def _is_clear(texts: Sequence[str | None], written: str) -> bool:
    """Whether no other format could read all of them, in an order as good."""
    told = [text for text in texts if text]
    others = [
        days
        for other in FORMATS
        if other != written
        and (days := [day for text in told if (day := read_day(text, other))])
        and len(days) == len(told)
    ]
    return not any(_is_sorted(days) for days in others) if len(told) > 2 else not others


def _is_sorted(days: Sequence[date]) -> bool:
    pairs = list(pairwise(days))
    return all(a >= b for a, b in pairs) or all(a <= b for a, b in pairs)


def _words(tag: Tag) -> str:
    return re.sub(r"\s+", " ", tag.get_text(" ")).strip()
