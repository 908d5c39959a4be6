"""Listings from RSS and Atom feeds."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from parsers.html import address
from parsers.moments import moment_of, read_moment
from parsers.records import Link, Listing, Page, ParseError
from parsers.registry import listing_parser
from parsers.text import fold, html_paragraphs

_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>|<!ENTITY[^>]*>", re.DOTALL | re.IGNORECASE)
"""Declarations of entities: no feed needs its own, and they can be made to unfold without end."""


@listing_parser("feed")
def parse(page: Page, *, timezone: str = "UTC", title_pattern: str | None = None) -> Listing:
    """RSS and Atom feeds (all versions); next page by ``rel="next"``. ``title_pattern``: only titles that match it.

    Raises:
        ParseError: the page is no feed.
    """
    import feedparser

    feed = feedparser.parse(
        _DOCTYPE.sub(b"", page.body),
        response_headers={"content-location": page.url, "content-type": page.headers.get("content-type", "")},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    if not feed.get("version") and not feed.entries:
        reason = feed.get("bozo_exception")
        raise ParseError(f"is no feed{f' ({reason})' if reason else ''}", url=page.url, selector="rss, feed")
    wanted = re.compile(title_pattern) if title_pattern else None
    links = []
    for entry in feed.entries:
        title = fold(" ".join(html_paragraphs(str(entry.get("title") or "")))) or None
        url = _address(entry, page.url)
        if url and (wanted is None or wanted.search(title or "")):
            links.append(Link(url, title, _day(entry, timezone)))
    following = next((link.get("href") for link in feed.feed.get("links", []) if link.get("rel") == "next"), None)
    return Listing(tuple(links), address(page.url, following) if following else None)


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
    parsed = told.get("published_parsed") or told.get("updated_parsed")
    if parsed is None:
        return None
    try:
        at = datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment_of(at, ZoneInfo(timezone)).day
