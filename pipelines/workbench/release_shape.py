"""How the releases of a site are built: selectors for title, date and body that hold on several pages, by structure.

What belongs to a release stands on its own page only; what several pages share is the site's. So the body is the
smallest element that holds nearly all paragraphs of which the other pages have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from bs4.element import Tag

from parsers.html import Html, compiled
from parsers.moments import read_moment
from parsers.records import Page
from parsers.text import fold, paragraphs_of
from pipelines.workbench.index_dates import in_figures
from pipelines.workbench.selectors import matching_once, own_selectors, selectors_of

_CHANGE = re.compile(r"updat|modif|revis|review|edited|amend|chang|expir|archiv", re.IGNORECASE)
DAY_PATTERNS = (
    r"\d{1,2}(?:st|nd|rd|th)?\.? [^\W\d_]{3,12}\.?,? \d{4}",
    r"[^\W\d_]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?, \d{4}",
    r"\d{1,2} de [^\W\d_]{4,12} del? \d{4}",
    r"\d{4}-\d{2}-\d{2}",
    r"\d{1,2}[./-]\d{1,2}[./-]\d{4}",
)
"""Ways in which a day stands among other words: "Published: 4 March 2024, Nairobi"."""
_ATTRIBUTES = ("content", "datetime", "title", "data-date")
_NEARLY_ALL = 0.9
_FURNITURE = re.compile(r"shar(?:e|ing)|social|related|breadcrumb|tags?\b|pagination|pager|print", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """What the listing says of one release."""

    title: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class ReleaseShape:
    """Selectors that matched exactly once on every page looked at; None where there is no such selector."""

    title: str | None
    body: str | None
    without: tuple[str, ...] = ()
    date: str | None = None
    date_attribute: str | None = None
    date_pattern: str | None = None
    date_format: str | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def options(self) -> dict[str, object]:
        """Options for ``html_release``."""
        found: dict[str, object] = {
            "title": self.title,
            "date": self.date,
            "date_attribute": self.date_attribute,
            "date_pattern": self.date_pattern,
            "date_format": self.date_format,
            "body": self.body,
            "without": ", ".join(self.without) or None,
        }
        return {name: value for name, value in found.items() if value is not None}


def release_shape(pages: Sequence[Page], told: Sequence[Told], timezone: str = "UTC") -> ReleaseShape:
    """The shape that all of ``pages`` share; ``told`` is what the listing says of each.

    Raises:
        ParseError: a page is no HTML.
    """
    trees = [Html(page).tag for page in pages]
    title = _title(trees, told)
    day = _date(trees, told, timezone)
    body = _body(trees, title)
    without = _without(trees, body, title, day.date) if body else ()
    notes = [name for name, value in (("title", title), ("date", day.date), ("body", body)) if value is None]
    return ReleaseShape(
        title,
        body,
        without,
        day.date,
        day.date_attribute,
        day.date_pattern,
        day.date_format,
        tuple(f"no selector gives the {name} exactly once on each of the pages" for name in notes),
    )


def _title(trees: Sequence[Tag], told: Sequence[Told]) -> str | None:
    """What holds the listing's own title on each page; without one, a heading that differs from page to page."""
    first = told[0].title if told else None
    others = compiled("p, div, span, td, strong, b, font, center").select(trees[0])
    for tag in [*compiled("h1, h2, h3, h4").select(trees[0]), *others]:
        words = _words(tag)
        if not words or (not same_title(words, first) if first else tag.name not in ("h1", "h2")):
            continue
        for selector in matching_once(selectors_of(tag), trees):
            found = [_words(compiled(selector).select(tree)[0]) for tree in trees]
            if all(same_title(words, one.title) for words, one in zip(found, told, strict=True) if one.title) and (
                len(set(found)) == len(found) and all(found)
            ):
                return selector
    return None


def same_title(words: str, stated: str | None) -> bool:
    """Whether a page's title is the listing's, cuts at the end ("…") and case aside."""
    if not stated:
        return False
    one, other = fold(words).casefold(), fold(stated).casefold().rstrip("…. ")
    return one.rstrip(". ") == other or (len(other) > 30 and one.startswith(other))


def _date(trees: Sequence[Tag], told: Sequence[Told], timezone: str) -> ReleaseShape:
    """What shows the release's day on each page, the surest kind first; never what is said to be of a change."""
    for attribute in (*_ATTRIBUTES, None):
        for tag in trees[0].find_all(True):
            stated = _stated(tag, attribute)
            if not stated or len(stated) > 200 or _speaks_of_change(tag) or not any(mark.isdigit() for mark in stated):
                continue
            if tag.name in ("script", "style", "a", "title", "body", "html"):
                continue
            ways = list(_ways(stated, timezone))
            for selector in matching_once(selectors_of(tag), trees) if ways else ():
                found = [_stated(compiled(selector).select(tree)[0], attribute) for tree in trees]
                for pattern in ways:
                    written = _agrees(found, pattern, told, timezone)
                    if written is not None:
                        return ReleaseShape(None, None, (), selector, attribute, pattern, written or None)
    return ReleaseShape(None, None)


def _ways(stated: str, timezone: str) -> Iterator[str | None]:
    """Patterns under which the words may state a day; None: all of them."""
    if read_moment(stated, timezone) or in_figures([stated])[0]:
        yield None
    else:
        yield from (pattern for pattern in DAY_PATTERNS if re.search(pattern, stated))


def _agrees(found: Sequence[str | None], pattern: str | None, told: Sequence[Told], timezone: str) -> str | None:
    """The strptime format ('' where none is needed) in which each page states the day that the listing has; or None."""
    texts = [_part(text, pattern) for text in found]
    if not all(texts):
        return None
    stated = [text for text in texts if text]
    moments = [read_moment(text, timezone) for text in stated]
    days: list[date | None] = [moment.day if moment else None for moment in moments]
    written = ""
    if not all(days):
        format_found, days_found = in_figures(stated)
        if format_found is None:
            return None
        written, days = format_found, list(days_found)
    known = [(day, one.day) for day, one in zip(days, told, strict=True) if one.day]
    # a zone that the site keeps and the listing does not may cost a day
    if any(day is None or abs((day - hint).days) > 1 for day, hint in known):
        return None
    return written


def _part(text: str | None, pattern: str | None) -> str | None:
    if not text or pattern is None:
        return text
    found = re.search(pattern, text)
    return found[0] if found else None


def _body(trees: Sequence[Tag], title: str | None) -> str | None:
    """The smallest element that holds nearly all that is on its page only, on each page by the same selector."""
    holders = [_holder(tree, [other for other in trees if other is not tree], title) for tree in trees]
    if not all(holders):
        return None
    wanted = [holder for holder in holders if holder is not None]
    for tag in (wanted[0], *wanted[0].parents):
        if tag.name in ("html", "[document]"):
            break
        for selector in matching_once(selectors_of(tag), trees):
            found = [compiled(selector).select(tree)[0] for tree in trees]
            if all(one is holder or any(parent is one for parent in holder.parents)
                   for one, holder in zip(found, wanted, strict=True)):  # fmt: skip
                return selector
        if tag.name == "body":
            return "body"
    return None


def _holder(tree: Tag, others: Sequence[Tag], title: str | None) -> Tag | None:
    elsewhere = {text for other in others for text in paragraphs_of(other)}
    heading = compiled(title).select(tree)[0] if title else None
    own = [text for text in paragraphs_of(tree) if text not in elsewhere and (not heading or text != _words(heading))]
    wanted = {text: len(text) for text in own if len(text) > 40} or {text: len(text) for text in own}
    total = sum(wanted.values())
    holder = tree.find("body")
    if not total or not isinstance(holder, Tag):
        return None
    while True:
        inner = [
            child
            for child in holder.find_all(True, recursive=False)
            if sum(wanted.get(text, 0) for text in set(paragraphs_of(child))) >= _NEARLY_ALL * total
        ]
        if len(inner) != 1 or inner[0].name in ("p", "ul", "ol", "blockquote"):
            break
        holder = inner[0]
    # the rows of a table are the release's own; a table with one cell for all of it lays out the page
    return holder.find_parent("table") or holder if holder.name in ("table", "tbody", "tr") else holder


def _without(trees: Sequence[Tag], body: str, title: str | None, day: str | None) -> tuple[str, ...]:
    """Selectors of what stands in the body and is no part of it: title, day, what other pages have too, "Updated"."""
    bodies = [compiled(body).select(tree)[0] for tree in trees]
    held = [one for one in (title, day) if one and any(compiled(one).select(tag) for tag in bodies)]
    found = [inside for one in held if (inside := _inside(one, bodies))]
    if title and title in held:
        found += _before(bodies, title)
    shared = set.intersection(*(set(paragraphs_of(tag)) for tag in bodies)) if len(bodies) > 1 else set()
    for tag in bodies[0].find_all(True):
        words = paragraphs_of(tag)
        named = " ".join(str(tag.get("class") or "").split()) if tag.name not in ("p", "body") else ""
        if not words or not (all(text in shared for text in words) or _FURNITURE.search(named) or _is_update(words)):
            continue
        if any(_matches(one, tag, bodies[0]) for one in found):
            continue
        selector = next((one for one in own_selectors(tag)[:-1] if _is_small(one, bodies)), None)
        found += [selector] if selector else []
    return tuple(dict.fromkeys(found))


def _before(bodies: Sequence[Tag], title: str) -> list[str]:
    """Selectors of short labels before the title, beside it: the kind of the page, the office."""
    heading = compiled(title).select(bodies[0])
    found = []
    for before in heading[0].find_previous_siblings(True) if heading else ():
        selector = next((one for one in own_selectors(before)[:-1] if _is_small(one, bodies)), None)
        found += [selector] if selector and before.name not in ("p", "ul", "ol", "table") else []
    return found


def _inside(selector: str, bodies: Sequence[Tag]) -> str | None:
    """A selector as it must be written to be sought inside of the body."""
    if all(compiled(selector).select(tag) for tag in bodies):
        return selector
    last = re.split(r"\s>\s|\s", selector)[-1]
    return last if all(len(compiled(last).select(tag)) == 1 for tag in bodies) else None


def _is_small(selector: str, bodies: Sequence[Tag]) -> bool:
    """Whether what it matches is no more than a third of any body."""
    for body in bodies:
        taken = sum(len(_words(tag)) for tag in compiled(selector).select(body))
        if 3 * taken > len(_words(body)):
            return False
    return True


def _matches(selector: str, tag: Tag, root: Tag) -> bool:
    found = set(map(id, compiled(selector).select(root)))
    return id(tag) in found or any(id(parent) in found for parent in tag.parents)


def _is_update(words: Sequence[str]) -> bool:
    return (
        len(words) == 1
        and len(words[0]) < 80
        and re.match(r"(?:page |last )*(?:updated|modified|reviewed)\b", words[0], re.I) is not None
    )


def _speaks_of_change(tag: Tag) -> bool:
    names = [str(tag.get(name) or "") for name in ("class", "property", "name", "itemprop", "id")]
    before = tag.find_previous(string=lambda text: bool(text and text.strip())) if tag.name != "meta" else None
    words = _words(tag) if len(_words(tag)) < 80 else ""
    return bool(_CHANGE.search(" ".join(names)) or _CHANGE.search(words) or (before and _CHANGE.search(before[-40:])))


def _stated(tag: Tag, attribute: str | None) -> str | None:
    if attribute is None:
        return _words(tag)
    value = tag.get(attribute)
    return fold(value if isinstance(value, str) else " ".join(value)) if value else None


def _words(tag: Tag) -> str:
    return fold(tag.get_text(" "))
