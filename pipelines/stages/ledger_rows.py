"""The ledger's rows as pages and places tell them, the same for what is fetched, imported and replayed."""

from __future__ import annotations

from parsers.records import Page
from pipelines.acquisition.archive import Place
from warehouse.records import Fetch, FetchKind, FetchOutcome, FetchState, Rejection


def row_of(
    source_id: str,
    url: str,
    kind: FetchKind,
    page: Page,
    place: Place,
    outcome: FetchOutcome,
    digest: str | None,
    reason: str | None = None,
) -> Fetch:
    """The row of one answer (or file from disk, whose status is 0); ``url`` is what was asked for."""
    return Fetch(
        source_id=source_id,
        url=url,
        kind=kind,
        status=page.status or None,
        fetched_at=page.fetched_at,
        outcome=outcome,
        etag=page.headers.get("etag"),
        last_modified=page.headers.get("last-modified"),
        content_type=page.content_type or None,
        payload_digest=digest,
        bytes=len(page.body),
        archive_file=place.file,
        archive_offset=place.offset,
        reason=reason,
    )


def state_of(fetch: Fetch) -> FetchState:
    """What the ledger knows of a URL after a good answer."""
    return FetchState(
        url=fetch.url,
        status=fetch.status,
        outcome=fetch.outcome,
        fetched_at=fetch.fetched_at,
        etag=fetch.etag,
        last_modified=fetch.last_modified,
        payload_digest=fetch.payload_digest,
        kind=fetch.kind,
        archive_file=fetch.archive_file,
        archive_offset=fetch.archive_offset,
    )


def rejection_of(fetch: Fetch, fetch_id: str | None) -> Rejection:
    """Why a request brought nothing that could be used; without a ``fetch_id``, why none was made."""
    return Rejection(
        fetch.source_id,
        fetch.url,
        "listing" if fetch.kind == "listing" else "fetch",
        fetch.reason or "no content",
        fetch_id,
        fetch.archive_file,
        fetch.archive_offset,
    )
