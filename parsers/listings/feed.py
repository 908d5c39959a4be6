"""Listings from RSS and Atom feeds."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from parsers.html import address
from parsers.listings.api_pages import item_of, number_in, with_parameter
from parsers.moments import Moment, moment_of, read_moment
from parsers.records import Link, Listing, Page, ParseError
from parsers.registry import listing_parser
from parsers.text import fold, html_paragraphs
from parsers.url_filter import Pattern, UrlFilter

_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)\b", re.IGNORECASE)
_ENDS = re.compile(rb"[\[>]")
_ENDS_SUBSET = re.compile(rb"\]\s*+>")


@listing_parser("feed")
def parse(
    page: Page,
    *,
    timezone: str = "UTC",
    language: str | None = None,
    title_pattern: Pattern | None = None,
    pattern: Pattern | None = None,
    exclude: Pattern | None = None,
    page_parameter: str | None = None,
    first_page: int = 1,
    full_text: bool = False,
) -> Listing:
    """RSS and Atom feeds (all versions); older pages by ``rel="next"`` or ``rel="prev-archive"`` (RFC 5005).

    Only titles that match ``title_pattern``, only addresses that match ``pattern`` and not ``exclude``.
    ``page_parameter`` names the query parameter that counts pages from ``first_page``, for feeds that do not link to
    older ones (WordPress: ``paged``). ``full_text``: the feed holds whole releases, which are handed over as
    :func:`item_of_entry` says, for the document parser ``feed_item``; their pages are not asked for.

    Raises:
        ParseError: the page is no feed.
    """
    import feedparser

    feed = feedparser.parse(
        _without_declarations(page.body),
        response_headers={"content-location": page.url, "content-type": page.headers.get("content-type", "")},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    if not feed.get("version") and not feed.entries:
        reason = feed.get("bozo_exception")
        raise ParseError(f"is no feed{f' ({reason})' if reason else ''}", url=page.url, selector="rss, feed")
    titles, wanted = UrlFilter(title_pattern), UrlFilter(pattern, exclude)
    spoken = feed.feed.get("language") or language
    links = []
    for entry in feed.entries:
        title = fold(" ".join(html_paragraphs(str(entry.get("title") or "")))) or None
        url = _address(entry, page.url)
        if url and titles.wants(title or "") and wanted.wants(url):
            item = item_of(item_of_entry(entry, title, url, timezone, spoken), page.url) if full_text else None
            links.append(Link(url, title, _day(entry, timezone), item))
    following = _older(feed, page.url)
    if page_parameter and feed.entries:
        following = with_parameter(page.url, page_parameter, number_in(page.url, page_parameter, first_page) + 1)
    return Listing(tuple(links), following)


def item_of_entry(entry: Any, title: str | None, url: str, timezone: str, language: str | None) -> dict[str, object]:
    """A whole entry as the document parser ``feed_item`` reads it.

    ``title`` and ``url`` of the release; ``published`` and ``updated`` in ISO 8601 (a day, or a moment with its zone)
    or None; ``html`` or ``text``, its longest content, the other None; ``categories`` (names), ``author``,
    ``enclosures`` (``url``, ``type``, ``title``), ``language``. What the feed does not tell is None or empty.
    """
    told = dict(entry)
    content: dict[str, Any] = max(
        [*told.get("content", ()), *([told["summary_detail"]] if "summary_detail" in told else [])],
        key=lambda one: len(one.get("value") or ""),
        default={},
    )
    plain = content.get("type") == "text/plain"
    return {
        "title": title,
        "url": url,
        "published": _iso(told, "published", timezone),
        "updated": _iso(told, "updated", timezone),
        "html": None if plain else content.get("value") or None,
        "text": (content.get("value") or None) if plain else None,
        "categories": [str(tag["term"]) for tag in told.get("tags", ()) if tag.get("term")],
        "author": told.get("author") or None,
        "enclosures": [
            {"url": file, "type": one.get("type") or None, "title": one.get("title") or None}
            for one in told.get("links", ())
            if one.get("rel") == "enclosure" and (file := address(url, str(one.get("href") or "")))
        ],
        "language": content.get("language") or language,
    }


def _without_declarations(body: bytes) -> bytes:
    """Without declarations of entities: no feed needs its own, and they can be made to unfold without end."""
    kept, position = [], 0
    while found := _DECLARES.search(body, position):
        end = _ENDS.search(body, found.end())
        if end and end[0] == b"[":
            end = _ENDS_SUBSET.search(body, end.end())
        kept.append(body[position : found.start()])
        position = end.end() if end else len(body)
    return b"".join([*kept, body[position:]])


def _older(feed: Any, base: str) -> str | None:
    for relation in ("next", "prev-archive"):
        for link in feed.feed.get("links", []):
            url = address(base, str(link.get("href") or "")) if link.get("rel") == relation else None
            if url and url != base:
                return url
    return None


def _iso(told: dict[str, Any], name: str, timezone: str) -> str | None:
    moment = read_moment(str(told[name]), timezone) if told.get(name) else None
    if moment is None:
        moment = _parsed(told.get(f"{name}_parsed"), timezone)
    return None if moment is None else (moment.at or moment.day).isoformat()


def _address(entry: Any, base: str) -> str | None:
    """The entry's page: its link, else its guid where that is a web address."""
    for candidate in (entry.get("link"), entry.get("id")):
        url = address(base, str(candidate)) if candidate else None
        if url and (candidate == entry.get("link") or str(candidate).startswith("http")):
            return url
    return None


def _day(entry: Any, timezone: str) -> date | None:
    told = dict(entry)  # not the entry itself, which answers for other names than it has
    stated = told.get("published") or told.get("updated")
    moment = read_moment(str(stated), timezone) if stated else None
    if moment is not None:
        return moment.day
    parsed = _parsed(told.get("published_parsed") or told.get("updated_parsed"), timezone)
    return parsed.day if parsed else None


def _parsed(told: Any, timezone: str) -> Moment | None:
    """What feedparser made of a date that is written in none of the ways that :mod:`parsers.moments` reads."""
    if told is None:
        return None
    try:
        return moment_of(datetime.fromtimestamp(calendar.timegm(told), UTC), ZoneInfo(timezone))
    except (ValueError, OverflowError, OSError):
        return None
