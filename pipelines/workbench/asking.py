"""Asking a publisher for its newest listing and for single releases, politely, without a line in the ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from config.sources import ListingSpec, Source
from parsers.records import Link, Listing, Page, ParseError
from parsers.registry import read_listing
from pipelines.acquisition.failures import FetchError
from pipelines.acquisition.manners import Manners
from pipelines.stages.discovery.dated import address_on, days_back, is_dated
from warehouse.records import FetchKind

if TYPE_CHECKING:
    from pipelines.acquisition.fetcher import Fetcher

Ask = Callable[[str, FetchKind], Page]
"""Address and what it should be → the page; FetchError where there is none."""
One = TypeVar("One")
MOST_LISTINGS = 8
"""Listing pages asked for until one holds a link: a day's page may be empty, an index of sitemaps holds none itself."""


def asking(fetcher: Fetcher, source: Source) -> Ask:
    """A function that asks as the source's YAML allows.

    It raises FetchError for everything but an answer with status 200.
    """

    return lambda url, kind: asked(fetcher, url, Manners.of(source, kind))


def asked(fetcher: Fetcher, url: str, manners: Manners) -> Page:
    """The page at ``url``.

    Raises:
        FetchError: there is no answer, or one with another status than 200.
    """
    page = fetcher.fetch(url, manners=manners).page
    if page.status != 200:
        raise FetchError(f"HTTP status {page.status}")
    return page


def newest_listing(
    source: Source, ask: Ask, today: date | None = None
) -> Iterator[tuple[str, Page, Listing | ParseError]]:
    """(address asked for, page, what it holds) of the listing's first page, and of further ones until one holds links.

    Raises:
        FetchError: a page cannot be had.
    """
    spec = source.listing
    if spec is None:
        return
    waiting = _first_addresses(spec, today or datetime.now(UTC).date())
    for _ in range(MOST_LISTINGS):
        if not waiting:
            return
        url = waiting.pop(0)
        page = ask(url, "listing")
        try:
            listing = read_listing(spec.parser, page, source.listing_options)
        except ParseError as error:
            yield url, page, error
            return
        yield url, page, listing
        if listing.links:
            return
        parts = sorted(listing.parts, key=lambda part: part.newest or date.max, reverse=True)
        waiting = [part.url for part in parts] + waiting


def release_page(link: Link, ask: Ask) -> Page:
    """The page of a link: the item that its listing handed over, else what the server gives.

    Raises:
        FetchError: it cannot be had.
    """
    if link.item is None:
        return ask(link.url, "document")
    return Page(link.url, link.item, datetime.now(UTC), 0, {"content-type": link.item_type})


def spread(items: Sequence[One], count: int) -> list[One]:
    """``count`` of ``items`` at even distances, the first and the last among them; all where they are fewer."""
    if len(items) <= count:
        return list(items)
    if count == 1:
        return [items[0]]
    return [items[round(place * (len(items) - 1) / (count - 1))] for place in range(count)]


def _first_addresses(spec: ListingSpec, today: date) -> list[str]:
    """The address, or those of the latest days, months or years of a date-addressed listing, the newest first."""
    if not is_dated(spec):
        return [spec.url]
    days = islice(days_back(spec, today, date.min), MOST_LISTINGS)
    return list(dict.fromkeys(address_on(spec, day) for day in days))
