"""Taking up what the archive holds and the ledger does not know: rows made from the archive's records alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from urllib.parse import urljoin

from config.sources import Source
from pipelines.acquisition.archive import Archive, ArchiveError, Entry
from pipelines.stages.gone import GONE, close_where_gone, reason_of
from pipelines.stages.ledger_rows import rejection_of, row_of
from pipelines.stages.listing_pages import listing_pattern
from pipelines.stages.parse import parse_pending
from pipelines.stages.tally import Tally
from warehouse import fetch_ledger
from warehouse.records import Fetch, FetchKind, FetchOutcome, Rejection

AHEAD = timedelta(minutes=10)
"""How much the clock of the files' folder may differ from the one that dates responses."""


def take_up_tail(source: Source, *, archive: Archive, tally: Tally) -> None:
    """Bring into the ledger what a run that was killed had archived last and not yet written there.

    Where the ledger knows nothing of the source, that is all of its archive: a run in a home whose warehouse is lost
    asks conditionally from the first page on.
    """
    with tally.warehouse.transaction() as con:
        latest = fetch_ledger.latest_archived(con, source.source_id)
    begin: dict[str, int] = {}
    for path in archive.files(source.source_id):
        if latest is None or datetime.fromtimestamp(path.stat().st_mtime, UTC) > latest - AHEAD:
            file = path.relative_to(archive.folder).as_posix()
            with tally.warehouse.transaction() as con:
                begin[file] = max(fetch_ledger.archived_offsets(con, source.source_id, file), default=0)
    if begin:
        load = partial(parse_pending, source, archive=archive, tally=tally)
        take_up(source, archive=archive, tally=tally, begin=begin, before_newer=load)


def take_up(
    source: Source,
    *,
    archive: Archive,
    tally: Tally,
    begin: Mapping[str, int] | None = None,
    before_newer: Callable[[], None] | None = None,
) -> None:
    """Write a ledger row for each archived record of ``source`` that has none; those of its redirects have none.

    ``begin``: the files that are read and the offset from which on; None: all of them. Requests that brought no
    response were never archived and stay unknown. Documents of pages that are gone are closed at the end, and before a
    page comes that answers again; ``before_newer`` is called before, so that they are loaded by then.
    """
    taking = _TakingUp(source, archive, tally, before_newer)
    for path in archive.files(source.source_id):
        file = path.relative_to(archive.folder).as_posix()
        if begin is not None and file not in begin:
            continue
        with tally.warehouse.transaction() as con:
            known = fetch_ledger.archived_offsets(con, source.source_id, file)
        for entry in archive.entries(source.source_id, {file: begin[file] if begin else 0}):
            tally.go_on()
            if isinstance(entry, ArchiveError):
                tally.note(Rejection(source.source_id, f"archive:{file}", "import", str(entry)))
            elif entry.place.offset not in known:
                taking.one(entry)
    taking.close()
    tally.batch.write()


class _TakingUp:
    def __init__(self, source: Source, archive: Archive, tally: Tally, before_newer: Callable[[], None] | None) -> None:
        self._source, self._archive, self._tally, self._before_newer = source, archive, tally, before_newer
        self._is_listing = listing_pattern(source)
        self._hop: tuple[str, str] | None = None
        """(URL that was asked for, URL to which the latest redirect leads), in archives that do not tell."""
        self._gone: dict[str, Fetch] = {}
        self._refused: set[str] = set()
        """URLs that were gone from the first and have been told of."""
        self._taken = 0

    def one(self, entry: Entry) -> None:
        asked = self._asked(entry)
        if asked is None:
            return
        fetch = self._row(entry, asked)
        if fetch.url in self._gone and fetch.outcome in ("stored", "unchanged"):
            self.close()
        self._tally.record(fetch)
        self._taken += 1
        self._tally.step("replay", self._taken, None)
        if fetch.outcome in ("stored", "unchanged"):
            self._refused.discard(fetch.url)
        if fetch.outcome == "gone" and fetch.kind != "listing":
            if fetch.url not in self._refused:
                self._gone.setdefault(fetch.url, fetch)
        elif fetch.outcome in ("gone", "failed"):
            self._tally.batch.reject(rejection_of(fetch, fetch_ledger.id_of(fetch)))
        elif fetch.kind == "listing":
            self._tally.forget(fetch.url, "listing")

    def close(self) -> None:
        """Close the documents of the pages that are gone; those that never were any are failures."""
        if not self._gone:
            return
        self._tally.batch.write()
        if self._before_newer:
            self._before_newer()
        states = self._tally.warehouse.fetch_states(self._source.source_id)
        for url, fetch in self._gone.items():
            status, state = fetch.status, states.get(url)
            if not close_where_gone(
                self._source.source_id, url, fetch.fetched_at, status, state, self._archive, self._tally
            ):
                self._tally.batch.reject(rejection_of(fetch, fetch_ledger.id_of(fetch)))
                self._refused.add(url)
        self._gone.clear()

    def _asked(self, entry: Entry) -> str | None:
        """The URL that was asked for; None for a redirect on the way."""
        if entry.role is not None:
            return None if entry.role == "redirect" else entry.asked or entry.page.url
        url, hop, self._hop = entry.page.url, self._hop, None
        asked = hop[0] if hop and hop[1] == url else url
        target = entry.page.headers.get("location")
        if 300 <= entry.page.status < 400 and entry.page.status != 304 and target:
            self._hop = (asked, urljoin(url, target))
            return None
        return asked

    def _row(self, entry: Entry, asked: str) -> Fetch:
        page, source_id, status = entry.page, self._source.source_id, entry.page.status
        kind = self._kind(entry, asked)
        if entry.type == "revisit":
            row = row_of(source_id, asked, kind, page, entry.place, "unchanged", entry.digest)
            moved = entry.first_url not in (None, page.url)
            return replace(row, etag=None, last_modified=None) if moved else row  # as in stages.fetch
        if status in (0, 200):
            return row_of(source_id, asked, kind, page, entry.place, "stored", entry.digest)
        outcome: FetchOutcome = "gone" if status in GONE else "failed"
        return row_of(source_id, asked, kind, page, entry.place, outcome, None, reason_of(status))

    def _kind(self, entry: Entry, asked: str) -> FetchKind:
        if entry.role is not None and entry.role != "redirect":
            return entry.role
        if self._is_listing(asked):
            return "listing"
        return "import" if entry.type == "resource" or self._source.listing is None else "document"
