"""Releases whose address answers that they are gone (404, 410): their documents are closed."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from pipelines.acquisition.archive import Archive, ArchiveError
from pipelines.stages.tally import Tally
from warehouse import fetch_ledger
from warehouse.records import FetchState

GONE = (404, 410)


def reason_of(status: int | None) -> str:
    """In the ledger's words."""
    return f"HTTP status {status}"


def close_where_gone(
    source_id: str,
    url: str,
    at: datetime,
    status: int | None,
    state: FetchState | None,
    archive: Archive,
    tally: Tally,
) -> bool:
    """Close the document of ``url``, which may have been loaded under the address that it redirected to.

    False where there is no document: then the page that is gone is one that failed.
    """
    addresses = {url}
    if state and state.archive_file is not None and state.archive_offset is not None:
        with suppress(ArchiveError):
            addresses.add(archive.read(state.archive_file, state.archive_offset).url)
    closed = [
        tally.warehouse.close_document(source_id, address, at=at, reason=reason_of(status))
        for address in sorted(addresses)
    ]
    if any(closed):
        tally.count(closed=1)
        return True
    with tally.warehouse.transaction() as con:
        return any(fetch_ledger.holds_document(con, source_id, address) for address in sorted(addresses))
