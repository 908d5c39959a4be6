"""Hosts that asked in an earlier run to be left alone: what ``Retry-After`` says holds over runs."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta

from pipelines.acquisition.archive import Archive, ArchiveError
from pipelines.acquisition.fetcher import Fetcher
from warehouse import fetch_ledger
from warehouse.warehouse import Warehouse

HEEDED_FOR = timedelta(days=7)
"""A server that asks for more, by mistake perhaps, is asked again once a week."""


def rest_as_asked(warehouse: Warehouse, archive: Archive, fetcher: Fetcher, now: datetime | None = None) -> None:
    """Have ``fetcher`` leave those hosts alone that asked for it, of whichever source, and whose time is not over."""
    now = now or datetime.now(UTC)
    with warehouse.transaction() as con:
        places = fetch_ledger.put_off(con, now - HEEDED_FOR)
    for file, offset in places:
        with suppress(ArchiveError):
            fetcher.obey(archive.read(file, offset), now)
