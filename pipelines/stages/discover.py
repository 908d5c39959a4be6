"""Discovery: walk a source's listing from its newest page on until it is known, and put in order what to ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from config.sources import ListingSpec, Source
from parsers.records import Link
from pipelines.acquisition.archive import Archive
from pipelines.acquisition.fetcher import Fetcher
from pipelines.stages.discovery.dated import FIRST_REACH_DAYS, days_back, is_dated
from pipelines.stages.discovery.depth import Depth
from pipelines.stages.discovery.enough import Enough
from pipelines.stages.discovery.gone import close_unlisted, reopen_listed, whole_is_due
from pipelines.stages.discovery.guards import EndGuard
from pipelines.stages.discovery.pages import ListingPages, ReadPage
from pipelines.stages.tally import Tally
from warehouse.listing_ledger import Listed, ListingProgress
from warehouse.records import FetchState, Rejection

__all__ = ["Depth", "discover", "pause", "work_order"]

LONGEST_PAUSE_DAYS = 30


def discover(
    source: Source,
    states: dict[str, FetchState],
    depth: Depth,
    *,
    archive: Archive,
    fetcher: Fetcher,
    tally: Tally,
    today: date | None = None,
) -> list[Link]:
    """Links of the listing, newest page first, each once; then those that earlier runs, of ranges too, found and nobody
    asked for yet.

    Ends where :class:`Enough` has been seen, at a page that was already read, and where :class:`EndGuard` finds a
    listing without end (reported). A page that fails is reported; the links found before it count. A reading that was
    cut off, or that met a failure, is gone on with by the next run of the same depth: from its first page until
    nothing on it is unheard of, then by what the archive holds, then by asking again. ``today`` is the publisher's
    day; None: by the clock.
    """
    listing = source.backfill if depth.ranged and source.backfill else source.listing
    if listing is None:
        return []
    now = datetime.now(UTC)
    today = today or now.astimezone(ZoneInfo(source.timezone)).date()
    if not depth.ranged and whole_is_due(source, listing, tally, now):
        depth = replace(depth, past_known=True)
    held = tally.warehouse.listed(source.source_id, listing.url)
    newest, oldest = _bounds(source, listing, depth, held, today)
    progress = tally.warehouse.begin_listing(source.source_id, listing.url, depth.name, oldest, now)
    most = _most(source, listing, depth)
    pages = ListingPages(
        source,
        listing,
        depth,
        progress,
        days=days_back(listing, newest, progress.reach or oldest or newest),
        states=states,
        named_by=frozenset(one.page_url for one in held.values()),
        most=most,
        archive=archive,
        fetcher=fetcher,
        tally=tally,
    )
    closed = depth.until is not None and depth.until < today
    links = _follow(source, listing, depth, pages, progress, states, held, tally, closed_range=closed)
    _finish(source, listing, depth, pages, progress, len(links), tally, today)
    tally.count(discovered=len(links))
    found = [link for link in links.values() if link is not None]
    reopen_listed(source, found, states, tally, datetime.now(UTC))
    if depth.ranged:
        return found
    deeper = tally.warehouse.listed(source.source_id, source.backfill.url) if source.backfill else {}
    return found + _left_over({**deeper, **held}, links, states)


def work_order(
    links: list[Link], states: dict[str, FetchState], recheck_after: timedelta, now: datetime | None = None
) -> list[str]:
    """Document URLs to ask for: earlier failures, then unknown links from the oldest on, then known ones again; none
    that its listing has handed over whole.

    A page that failed or was gone is asked for at the next run, then after pauses that grow (:func:`pause`), whether or
    not it is still listed; one that is gone only as long as it is. ``recheck_after`` zero asks for everything.

    The oldest comes first because discovery stops at pages that it knows wholly: a run that was stopped half-way has
    then left out the newest ones, which the next discovery meets first. Known links are asked for again when the last
    request is older than ``recheck_after``.
    """
    now = now or datetime.now(UTC)
    listed = {link.url: None for link in reversed(links) if link.item is None}
    whole = {link.url for link in links if link.item is not None}
    due = {
        url
        for url, state in states.items()
        if not recheck_after or now - state.fetched_at >= (pause(state.failures) if state.failures else recheck_after)
    }
    failed = [
        url
        for url, state in states.items()
        if url in due and state.kind == "document" and state.outcome == "failed" and url not in whole
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


def _follow(
    source: Source,
    listing: ListingSpec,
    depth: Depth,
    pages: ListingPages,
    progress: ListingProgress,
    states: Mapping[str, FetchState],
    held: Mapping[str, Listed],
    tally: Tally,
    *,
    closed_range: bool,
) -> dict[str, Link | None]:
    """Every link on the pages that were read, by URL; None for one whose item an earlier run has stored.
    ``closed_range``: nothing that came since an earlier run can belong to what is asked for."""

    def known(url: str) -> bool:
        one = held.get(url)
        if one is None:
            return url in states
        found_before = one.first_listed_at < progress.started_at  # not by the part of this reading that was cut off
        return found_before and (url in states or not one.with_item)

    links: dict[str, Link | None] = {}
    named: set[str] = set()
    pages.use_held = progress.resumed and closed_range
    guard = enough = None
    for number, page in enumerate(pages, 1):
        of_change = page.listing.hints_are_changes
        if page.first or guard is None or enough is None:
            guard = EndGuard(resumed=progress.resumed, dates_count=not of_change)
            enough = Enough(known, listing.overlap_days)
        fresh = [link for link in page.links if link.url not in named]
        named.update(link.url for link in fresh)
        within = [link for link in page.links if depth.holds(link.date_hint, of_change=of_change)]
        for link in within:
            stored = page.held and link.item is not None and link.url in states
            links.setdefault(link.url, None if stored else link)
        tally.warehouse.record_listing_page(progress, page.url, within, page.at, again=page.held)
        tally.step("discover", number, None)
        if page.held:
            continue
        _check_page(source, page, tally)
        fault, seen_enough = guard.fault(page.links, fresh), enough.reached(page.links)
        if fault:
            tally.reject(page.rejection(source, fault))
            pages.leave_chain()
        elif progress.resumed and not pages.use_held:
            pages.use_held = bool(page.links) and all(link.url in held for link in within)
        elif depth.ranged:
            if _before(depth.since, page):
                pages.leave_chain()
        elif seen_enough and not depth.past_known and not is_dated(listing) and page.listing.next_url:
            pages.leave_chain()
    return links


def _finish(
    source: Source,
    listing: ListingSpec,
    depth: Depth,
    pages: ListingPages,
    progress: ListingProgress,
    found: int,
    tally: Tally,
    today: date,
) -> None:
    """Note how far the reading came, and what follows from having read the whole listing."""
    if pages.limited and depth.max_pages is None:
        go_on = "the next run of this range goes on there" if depth.ranged else "`--all-pages` reads on"
        reason = f"politeness.listing_pages is {pages.asked}, and the listing has more pages; {go_on}"
        tally.note(Rejection(source.source_id, listing.url, "listing", reason))
    cut_off = pages.failed or (pages.limited and (depth.name != "new" or progress.resumed))
    if cut_off:
        return
    whole = not (pages.skipped or pages.limited or depth.ranged or is_dated(listing))
    few = found < source.expect.minimum_items
    a_month = progress.reach is not None and today - progress.reach >= timedelta(days=FIRST_REACH_DAYS)
    if few and (whole or (a_month and not depth.ranged)):
        reason = f"{found} links found, expect.minimum_items is {source.expect.minimum_items}"
        tally.reject(Rejection(source.source_id, listing.url, "listing", reason))
    now = datetime.now(UTC)
    tally.warehouse.finish_listing(progress, now, whole=whole and not few)
    if whole and not few:
        close_unlisted(source, progress, tally, now)


def _bounds(
    source: Source, listing: ListingSpec, depth: Depth, held: Mapping[str, Listed], today: date
) -> tuple[date, date | None]:
    """Newest and oldest day whose pages are read, of a date-addressed listing; else (today, None)."""
    if not is_dated(listing):
        return today, None
    newest = min(depth.until, today) if depth.until else today
    if depth.since:
        return newest, depth.since
    days = {"day": 1, "month": 31, "year": 366}[listing.every]
    known = [one.date_hint for one in held.values() if one.date_hint and one.date_hint <= today]
    if known and not depth.ranged and not depth.past_known:
        return newest, min(max(known), today) - timedelta(days=listing.overlap_days)
    if depth.ranged or depth.past_known:
        most = depth.max_pages or source.politeness.listing_pages
        return newest, newest - timedelta(days=days * (most - 1))
    return newest, newest - timedelta(days=FIRST_REACH_DAYS)


def _most(source: Source, listing: ListingSpec, depth: Depth) -> int | None:
    """Most listing pages that may be asked for; a range of days of a date-addressed listing is its own limit."""
    if is_dated(listing):
        return depth.max_pages
    most = source.politeness.listing_pages
    if depth.max_pages is None:
        return most
    return depth.max_pages if depth.ranged or depth.past_known else min(most, depth.max_pages)


def _before(since: date | None, page: ReadPage) -> bool:
    """Whether the page reaches back before the range, so that what follows it lies outside."""
    days = [link.date_hint for link in page.links if link.date_hint]
    return since is not None and bool(days) and not page.listing.hints_are_changes and days[-1] < since


def _left_over(
    held: Mapping[str, Listed], links: Mapping[str, Link | None], states: Mapping[str, FetchState]
) -> list[Link]:
    """Links of earlier runs that were never asked for, newest first."""
    waiting = [one for one in held.values() if one.url not in states and one.url not in links and not one.with_item]
    waiting.sort(key=lambda one: (one.date_hint or one.first_listed_at.date(), one.first_listed_at), reverse=True)
    return [Link(one.url, date_hint=one.date_hint) for one in waiting]


def _check_page(source: Source, page: ReadPage, tally: Tally) -> None:
    bounds = source.expect.items_per_listing
    if bounds is None:
        return
    count = len(page.links)
    few = count < bounds[0] and page.listing.next_url is not None  # the last page may hold any remainder
    if few or count > bounds[1]:
        tally.reject(page.rejection(source, f"{count} links, expect.items_per_listing is {list(bounds)}"))
