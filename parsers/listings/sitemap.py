"""Listings from sitemaps (sitemaps.org protocol): XML and plain text, indexes of sitemaps, news sitemaps, gzip."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from datetime import date
from io import BytesIO

from lxml import etree  # type: ignore[import-untyped]

from parsers.html import address
from parsers.moments import read_moment
from parsers.records import Link, Listing, Page, ParseError, Part
from parsers.registry import listing_parser
from parsers.text import fold
from parsers.url_filter import Pattern, UrlFilter

LONGEST = 60_000_000
"""Bytes of an unpacked sitemap; the protocol allows 52,428,800."""
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_BARE_AMPERSAND = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9A-Fa-f]+);)")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@listing_parser("sitemap")
def parse(
    page: Page,
    *,
    pattern: Pattern | None = None,
    exclude: Pattern | None = None,
    parts: Pattern | None = None,
    date_in_url: Pattern | None = None,
    timezone: str = "UTC",
) -> Listing:
    """Sitemaps and news sitemaps, XML, text or gzip; an index hands on its sitemaps, those that match ``parts``.

    Addresses must match ``pattern`` and not ``exclude``. A release's day is that of ``news:publication_date``, else
    what ``date_in_url`` (with groups ``year``, ``month``, ``day``) finds in its address, else ``lastmod``, the day of
    its latest change. Newest first. Entries without a web address are left out.

    Raises:
        ParseError: it is no sitemap, is cut off or no well-formed XML, declares entities, or no entry has an address.
    """
    body = _in_utf_8(_unpacked(page)).lstrip()
    wanted = UrlFilter(pattern, exclude)
    if not body.startswith(b"<"):
        return Listing(
            tuple(Link(url, None, _in_url(url, date_in_url)) for url in _lines(page, body) if wanted.wants(url))
        )
    links: dict[str, Link] = {}
    indexed: dict[str, Part] = {}
    entries = named = 0
    of_change = False
    wanted_part = UrlFilter(parts)
    for kind, told in _entries(page, body):
        entries += 1
        url = address(page.url, told["loc"]) if "loc" in told else None
        if url is None:
            continue
        named += 1
        changed = _day(told.get("lastmod"), timezone)
        if kind == "sitemap":
            if wanted_part.wants(url):
                indexed.setdefault(url, Part(url, changed))
        elif wanted.wants(url) and url not in links:
            day = _day(told.get("publication_date"), timezone) or _in_url(url, date_in_url)
            of_change = of_change or (day is None and changed is not None)
            links[url] = Link(url, told.get("title"), day or changed)
    if entries and not named:
        raise ParseError(f"none of {entries} entries has a web address", url=page.url, selector="loc")
    newest_first = sorted(links.values(), key=lambda link: link.date_hint or date.min, reverse=True)
    return Listing(tuple(newest_first), parts=tuple(indexed.values()), hints_are_changes=of_change)


def _entries(page: Page, body: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """("url" or "sitemap", what it tells by local name) of each entry; elements are dropped once they are read."""
    if _DECLARES.search(body):
        raise ParseError("declares a document type or entities, which no sitemap needs", url=page.url)
    stream = BytesIO(_BARE_AMPERSAND.sub(b"&amp;", body))
    root = None
    try:
        reading = etree.iterparse(
            stream,
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
        )
        for event, element in reading:
            name = _name(element)
            if root is None:
                root = element
                if name not in ("urlset", "sitemapindex"):
                    raise ParseError(f"is no sitemap, but <{name}>", url=page.url, selector="urlset, sitemapindex")
            if event == "end" and element.getparent() is root and name in ("url", "sitemap"):
                yield name, _told(element)
                element.clear(keep_tail=True)
                while element.getprevious() is not None:
                    del root[0]
    except etree.XMLSyntaxError as error:
        raise ParseError(f"is no whole XML: {error}", url=page.url, selector="urlset, sitemapindex") from error


def _told(entry: etree._Element) -> dict[str, str]:
    """Words of the entry's own children and of those of its ``news:news``, by local name; images and videos have
    addresses of their own, which are not the page's."""
    told: dict[str, str] = {}
    for child in entry:
        for element in child if _name(child) == "news" else (child,):
            text = fold(element.text or "") if isinstance(element.tag, str) else ""
            if text:
                told.setdefault(_name(element), text)
    return told


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _lines(page: Page, body: bytes) -> Iterator[str]:
    """The addresses of a text sitemap, one a line, each once."""
    seen = set()
    for number, line in enumerate(body.decode("utf-8", "replace").splitlines(), 1):
        told = fold(line)
        if not told:
            continue
        url = address(page.url, told) if told.startswith(("http://", "https://")) else None
        if url is None:
            raise ParseError(f"is no sitemap: line {number} is no address ({told[:60]!r})", url=page.url)
        if url not in seen:
            seen.add(url)
            yield url
    if not seen:
        raise ParseError("is empty", url=page.url, selector="urlset, sitemapindex")


def _unpacked(page: Page) -> bytes:
    """The body, unpacked where it is a gzip file (``sitemap.xml.gz`` is one whatever the transfer does)."""
    if not page.body.startswith(b"\x1f\x8b"):
        return page.body
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS + 16)
    try:
        body = unpacking.decompress(page.body, LONGEST + 1)
    except zlib.error as error:
        raise ParseError(f"is no gzip file: {error}", url=page.url) from error
    if len(body) > LONGEST:
        raise ParseError(f"unpacks to more than {LONGEST:,} bytes", url=page.url)
    if not unpacking.eof:
        raise ParseError("is a gzip file that is cut off", url=page.url)
    return body


def _in_utf_8(body: bytes) -> bytes:
    """Without a byte order mark; UTF-16, which the protocol does not allow but some write, as UTF-8."""
    if body.startswith(_UTF_16):
        return _DECLARATION.sub("", body.decode("utf-16", "replace")).encode("utf-8", "replace")
    return body.removeprefix(b"\xef\xbb\xbf")


def _day(stated: str | None, timezone: str) -> date | None:
    moment = read_moment(stated, timezone) if stated else None
    return moment.day if moment else None


def _in_url(url: str, pattern: str | None) -> date | None:
    found = re.search(pattern, url) if pattern else None
    if found is None:
        return None
    try:
        return date(*(int(found[name]) for name in ("year", "month", "day")))
    except (ValueError, TypeError, IndexError):
        return None
