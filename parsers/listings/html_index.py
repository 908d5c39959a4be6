"""Listings on HTML pages, read by selectors that the source's YAML gives."""

from __future__ import annotations

from datetime import date

from parsers.html import Html, Node, Selector, address
from parsers.listings.api_pages import number_in, with_parameter
from parsers.moments import read_day, read_moment
from parsers.records import Link, Listing, Page
from parsers.registry import listing_parser
from parsers.url_filter import Pattern, UrlFilter


@listing_parser("html_index")
def parse(
    page: Page,
    *,
    item: Selector,
    link: Selector = "a[href]",
    title: Selector | None = None,
    date: Selector | None = None,
    date_attribute: str | None = None,
    date_format: str | None = None,
    next: Selector | None = None,
    page_parameter: str | None = None,
    first_page: int = 1,
    url_pattern: Pattern | None = None,
    exclude: Pattern | None = None,
    minimum: int = 1,
    timezone: str = "UTC",
) -> Listing:
    """Any HTML index: ``item`` selects one release, ``link`` (title, date) what is inside of it.

    ``date_attribute`` and ``date_format`` (strptime) say how the day is written; without them ISO days and English days
    with their year are read. Pagination: ``next`` selects the link to the next page; or ``page_parameter`` names the
    query parameter that counts pages from ``first_page``, and the last page is the one without items. Only links that
    match ``url_pattern`` and not ``exclude`` are kept. An item may itself be the link.

    Raises:
        ParseError: there are fewer than ``minimum`` items on a first page, or an item has no link.
    """
    html = Html(page)
    number = number_in(page.url, page_parameter, first_page) if page_parameter else first_page
    items = html.many(item, at_least=minimum if number == first_page else 0)
    wanted = UrlFilter(url_pattern, exclude)
    links: dict[str, Link] = {}
    for node in items:
        anchor = _anchor(node, link)
        url = anchor.link()
        if url not in links and wanted.wants(url):
            heading = node.one(title) if title else anchor
            day = _day(node, date, date_attribute, date_format, timezone) if date else None
            links[url] = Link(url, heading.maybe_text(), day)
    following: str | None = None
    if next is not None:
        button = html.maybe(next)
        if button is not None:
            following = button.link()
    elif page_parameter and items:
        following = with_parameter(page.url, page_parameter, number + 1)
    return Listing(tuple(links.values()), following if following != page.url else None)


def _anchor(item: Node, selector: str) -> Node:
    """The item's link: the item itself, or the one address that picture and headline in it link to."""
    if item.tag.name == "a" and item.tag.has_attr("href"):
        return item
    found = item.many(selector, at_least=1)
    addresses = {address(node.base, node.attribute("href")) for node in found}
    return found[0] if len(addresses) == 1 else item.one(selector)


def _day(item: Node, selector: str, attribute: str | None, pattern: str | None, timezone: str) -> date | None:
    """The day that an item shows; None where it shows none that can be read: it is a hint."""
    node = item.maybe(selector)
    stated = (node.get(attribute) if attribute else node.maybe_text()) if node else None
    if not stated:
        return None
    if pattern:
        return read_day(stated, pattern)
    moment = read_moment(stated, timezone)
    return moment.day if moment else None
