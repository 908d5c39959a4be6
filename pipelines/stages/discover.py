"""Discovery: walk a source's listing from its newest page on until nothing is new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from config.sources import Source
from parsers.records import Link, Listing, ParseError
from parsers.registry import read_listing
from pipelines.acquisition.archive import Archive
from pipelines.acquisition.fetcher import Fetcher
from pipelines.stages.fetch import Asked, ask
from pipelines.stages.tally import Tally
from warehouse.records import FetchState, Rejection

LONGEST_PAUSE_DAYS = 30


@dataclass(frozen=True, slots=True)
class Depth:
    """How far back a discovery goes."""

    max_pages: int | None = None
    """Most listing pages; None: the source's ``listing_pages``."""
    past_known: bool = False
    """Go on after a page that holds nothing unknown, to fill what an earlier, shallower run left out."""
    since: date | None = None
    """With ``until`` (both days included, either may be open): read this range alone, from the source's ``backfill``
    listing where it has one, past what is known."""
    until: date | None = None


def discover(
    source: Source,
    states: dict[str, FetchState],
    depth: Depth,
    *,
    archive: Archive,
    fetcher: Fetcher,
    tally: Tally,
) -> list[Link]:
    """Links of the listing, newest page first, each once.

    Stops after a page that holds nothing but known links, at a page that was already read, and at a page that repeats
    the links of earlier ones (endless pagination, which is reported). A listing that fails is reported; the links
    found before it count.
    """
    links: dict[str, Link] = {}
    whole = False
    for number, (asked, listing) in enumerate(_pages(source, states, depth, archive, fetcher, tally), 1):
        fresh = [link for link in listing.links if link.url not in links]
        links.update((link.url, link) for link in fresh)
        tally.step("discover", number, None)
        _check_page(source, asked, listing, tally)
        whole = listing.next_url is None
        if listing.links and not fresh:
            tally.reject(_rejection(source, asked, "the pagination repeats the links of earlier pages"))
            break
        if not depth.past_known and all(link.url in states for link in fresh):
            break
    if whole and len(links) < source.expect.minimum_items:
        tally.reject(
            Rejection(
                source.source_id,
                source.listing.url if source.listing else "",
                "listing",
                f"{len(links)} links found, expect.minimum_items is {source.expect.minimum_items}",
            )
        )
    tally.counts.discovered += len(links)
    return list(links.values())


def work_order(
    links: list[Link], states: dict[str, FetchState], recheck_after: timedelta, now: datetime | None = None
) -> list[str]:
    """Document URLs to ask for: earlier failures, then unknown links from the oldest on, then known ones again.

    A page that failed or was gone is asked for at the next run, then after pauses that grow (:func:`pause`), whether or
    not it is still listed; one that is gone only as long as it is. ``recheck_after`` zero asks for everything.

    The oldest comes first because discovery stops at a page that it knows wholly: a run that was stopped half-way has
    then left out the newest ones, which the next discovery meets first. Known links are asked for again when the last
    request is older than ``recheck_after``.
    """
    now = now or datetime.now(UTC)
    listed = {link.url: None for link in reversed(links)}
    due = {
        url
        for url, state in states.items()
        if not recheck_after or now - state.fetched_at >= (pause(state.failures) if state.failures else recheck_after)
    }
    failed = [
        url for url, state in states.items() if url in due and state.kind == "document" and state.outcome == "failed"
    ]
    unknown = [url for url in listed if url not in states]
    again = [url for url in listed if url in due and states[url].outcome != "failed"]
    return failed + unknown + again


def pause(failures: int) -> timedelta:
    """How long a URL rests after so many failures in a row: not at all after one, then 1, 2, 4 … days, at most 30.

    An hour less, so that a daily run that begins a little earlier than the day before does not miss its day.
    """
    if failures < 2:
        return timedelta(0)
    return timedelta(days=min(2 ** min(failures - 2, 5), LONGEST_PAUSE_DAYS)) - timedelta(hours=1)


def _pages(
    source: Source, states: dict[str, FetchState], depth: Depth, archive: Archive, fetcher: Fetcher, tally: Tally
) -> Iterator[tuple[Asked, Listing]]:
    if source.listing is None:
        return
    most = source.politeness.listing_pages
    most = most if depth.max_pages is None else min(most, depth.max_pages)
    seen: set[str] = set()
    url: str | None = source.listing.url
    while url and url not in seen and len(seen) < most:
        seen.add(url)
        asked = ask(source, url, "listing", states.get(url), archive=archive, fetcher=fetcher, tally=tally)
        if asked.page is None:
            return
        try:
            listing = read_listing(source.listing.parser, asked.page, source.listing_options)
        except ParseError as error:
            tally.reject(_rejection(source, asked, str(error)))
            return
        tally.warehouse.forget_rejection(source.source_id, url, "listing")
        yield asked, listing
        url = listing.next_url


def _check_page(source: Source, asked: Asked, listing: Listing, tally: Tally) -> None:
    bounds = source.expect.items_per_listing
    if bounds is None:
        return
    few = len(listing.links) < bounds[0] and listing.next_url is not None  # the last page may hold any remainder
    if few or len(listing.links) > bounds[1]:
        tally.reject(
            _rejection(source, asked, f"{len(listing.links)} links, expect.items_per_listing is {list(bounds)}")
        )


def _rejection(source: Source, asked: Asked, reason: str) -> Rejection:
    fetch = asked.fetch
    return Rejection(
        source.source_id, fetch.url, "listing", reason, asked.fetch_id, fetch.archive_file, fetch.archive_offset
    )
