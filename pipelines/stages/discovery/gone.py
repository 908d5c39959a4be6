"""Releases that their listing names no longer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from config.sources import ListingSpec, Source
from parsers.records import Link
from pipelines.acquisition.archive import payload_digest
from pipelines.stages.discovery.dated import is_dated
from pipelines.stages.tally import Tally
from warehouse.listing_ledger import NOT_LISTED, ListingProgress
from warehouse.records import Fetch, FetchState, Rejection

LARGEST_SHARE = 0.5
"""Of the documents of a source that may be closed at once for not being listed; more is a listing that broke."""
FEW = 10
"""So many may be closed whatever their share."""


def whole_is_due(source: Source, listing: ListingSpec, tally: Tally, now: datetime) -> bool:
    """Whether the listing must be read to its end this time, to know what is no longer in it: twice in each
    ``gone_after_days``, for sources that have them; a listing with a page for each day has no end."""
    if source.gone_after_days is None or is_dated(listing):
        return False
    last = tally.warehouse.whole_listing_at(source.source_id, listing.url)
    return last is None or now - last >= timedelta(days=source.gone_after_days / 2)


def close_unlisted(source: Source, progress: ListingProgress, tally: Tally, now: datetime) -> None:
    """Close the documents that the listing has named before, but not for ``gone_after_days``; only after it was read
    to its end. One that is listed again is asked for again, which opens its document."""
    if source.gone_after_days is None:
        return
    before = min(now - timedelta(days=source.gone_after_days), progress.started_at)
    listed = tally.warehouse.documents_listed(source.source_id, progress.listing_url)
    gone = {url: last for url, last in listed.items() if last < before}
    if len(gone) > max(FEW, LARGEST_SHARE * len(listed)):
        reason = (
            f"{len(gone)} of {len(listed)} documents are no longer listed; that many are not closed: see whether the "
            "listing's parser still finds all releases"
        )
        tally.reject(Rejection(source.source_id, progress.listing_url, "listing", reason))
        return
    for url, last in sorted(gone.items()):
        closed = tally.warehouse.close_document(
            source.source_id, url, at=now, reason=f"{NOT_LISTED} {last.astimezone(UTC):%Y-%m-%d}"
        )
        tally.count(closed=closed)


def reopen_listed(
    source: Source, links: Iterable[Link], states: Mapping[str, FetchState], tally: Tally, now: datetime
) -> None:
    """Open again what was closed for not being listed and is handed over whole by its listing, as it was: no page of it
    is asked for that would tell."""
    if source.gone_after_days is None:
        return
    closed = tally.warehouse.closed_as_unlisted(source.source_id)
    for link in links:
        state = states.get(link.url)
        if link.item is None or state is None or link.url not in closed:
            continue
        digest = payload_digest(link.item)
        if digest == state.payload_digest:
            tally.record(Fetch(source.source_id, link.url, "document", None, now, "unchanged", payload_digest=digest))
