"""Fetching: ask for one URL conditionally, keep the answer in the archive, write the request into the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from config.sources import Source
from parsers.records import Page
from pipelines.acquisition.archive import Archive, ArchiveError, Place, payload_digest
from pipelines.acquisition.fetcher import Answer, Fetcher, FetchError
from pipelines.acquisition.manners import Manners
from pipelines.stages.tally import Tally
from warehouse.records import Fetch, FetchKind, FetchOutcome, FetchState, Rejection

GONE = (404, 410)


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of one request."""

    fetch_id: str
    fetch: Fetch
    page: Page | None
    """The content, from the archive where the server says that it has not changed; None where there is none."""


def fetch_documents(
    source: Source,
    urls: Iterable[str],
    states: dict[str, FetchState],
    *,
    archive: Archive,
    fetcher: Fetcher,
    tally: Tally,
) -> None:
    """Ask for each document URL in the order given, up to the source's ``requests_per_run``."""
    wanted = list(urls)[: source.politeness.requests_per_run]
    for done, url in enumerate(wanted, 1):
        asked = ask(source, url, "document", states.get(url), archive=archive, fetcher=fetcher, tally=tally)
        tally.counts.fetched += asked.fetch.outcome == "stored"
        tally.counts.unchanged += asked.fetch.outcome == "unchanged"
        tally.step("fetch", done, len(wanted))


def ask(
    source: Source,
    url: str,
    kind: FetchKind,
    state: FetchState | None,
    *,
    archive: Archive,
    fetcher: Fetcher,
    tally: Tally,
) -> Asked:
    """Ask for ``url``; the answer is on disk before the ledger speaks of it, so that stopping between loses nothing.

    ``state`` is what the ledger knows of the URL. A failure becomes a row in ``rejected``; 404 and 410 close the
    document where there is one.
    """
    held = state if state and state.payload_digest and state.outcome != "gone" else None
    try:
        answer = fetcher.fetch(
            url,
            manners=Manners.of(source, kind),
            etag=held.etag if held else None,
            last_modified=held.last_modified if held else None,
        )
    except FetchError as error:
        fetch = Fetch(source.source_id, url, kind, None, datetime.now(UTC), "failed", reason=str(error))
        return _settle(fetch, None, tally)
    for redirect in answer.redirects:
        archive.append(source.source_id, redirect)
    return _keep(source, url, kind, answer, state, held, archive, tally)


def _keep(
    source: Source,
    url: str,
    kind: FetchKind,
    answer: Answer,
    state: FetchState | None,
    held: FetchState | None,
    archive: Archive,
    tally: Tally,
) -> Asked:
    page, content = answer.page, None
    outcome: FetchOutcome = "failed"
    digest = payload_digest(page.body) if page.status == 200 else None
    reason = None if page.status == 200 else f"HTTP status {page.status}"
    if held and (page.status == 304 or digest == held.payload_digest):
        original = _original(held, archive)
        if original:
            outcome, digest, reason = "unchanged", held.payload_digest, None
            place = archive.append_revisit(source.source_id, page, original, digest or "", held.fetched_at)
            content = archive.read(place.file, place.offset) if page.status == 304 else page
    if outcome == "failed":
        place = archive.append(source.source_id, page)
        if page.status == 200:
            outcome, content = "stored", page
        elif page.status in GONE:
            outcome = "gone"
    fetch = Fetch(
        source_id=source.source_id,
        url=url,
        kind=kind,
        status=page.status,
        fetched_at=page.fetched_at,
        outcome=outcome,
        etag=page.headers.get("etag") or (held.etag if held and outcome == "unchanged" else None),
        last_modified=page.headers.get("last-modified")
        or (held.last_modified if held and outcome == "unchanged" else None),
        content_type=page.content_type or None,
        payload_digest=digest,
        bytes=len(page.body),
        archive_file=place.file,
        archive_offset=place.offset,
        reason=reason,
    )
    if outcome == "gone" and state and _close(source, url, page, state, archive, tally):
        return Asked(tally.warehouse.record_fetch(fetch), fetch, None)
    return _settle(fetch, content, tally)


def _settle(fetch: Fetch, content: Page | None, tally: Tally) -> Asked:
    fetch_id = tally.warehouse.record_fetch(fetch)
    if content is None:
        tally.reject(
            Rejection(
                fetch.source_id,
                fetch.url,
                "listing" if fetch.kind == "listing" else "fetch",
                fetch.reason or "no content",
                fetch_id,
                fetch.archive_file,
                fetch.archive_offset,
            )
        )
    return Asked(fetch_id, fetch, content)


def _original(held: FetchState, archive: Archive) -> Place | None:
    """Where the held body stands; None where the archive has lost it, so that it is stored anew."""
    if held.archive_file is None or held.archive_offset is None:
        return None
    try:
        archive.read(held.archive_file, held.archive_offset)
    except ArchiveError:
        return None
    return Place(held.archive_file, held.archive_offset)


def _close(source: Source, url: str, page: Page, state: FetchState, archive: Archive, tally: Tally) -> bool:
    """Close the document of ``url``, which may have been loaded under the address that it redirected to."""
    addresses = {url}
    if state.archive_file is not None and state.archive_offset is not None:
        with suppress(ArchiveError):
            addresses.add(archive.read(state.archive_file, state.archive_offset).url)
    reason = f"HTTP status {page.status}"
    closed = [
        tally.warehouse.close_document(source.source_id, address, at=page.fetched_at, reason=reason)
        for address in sorted(addresses)
    ]
    tally.counts.closed += any(closed)
    return any(closed) or state.outcome == "gone"
