"""Parsing and loading: archived pages that the present parsers have not read become documents of the warehouse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from config.sources import Source
from parsers.records import Document, ParseError
from pipelines.acquisition.archive import Archive, ArchiveError
from pipelines.stages.expectations import breaches, day_breach
from pipelines.stages.page_reading import read_by
from pipelines.stages.tally import Tally
from pipelines.versions import parser_version
from warehouse import fetch_ledger
from warehouse.records import PendingPage, Rejection

PAGES = 2048
"""Pages that are taken from the ledger at once, so that memory does not depend on how many wait."""
TOGETHER = 32
"""Documents of one transaction, which costs as much as the rows of several."""


@dataclass(frozen=True, slots=True)
class _Read:
    pending: PendingPage
    document: Document
    parser: str


def parse_pending(source: Source, *, archive: Archive, tally: Tally) -> None:
    """Read and load every pending page of ``source``. A page that fails is rejected; nothing else is touched by it."""
    version = parser_version(source)
    with tally.warehouse.transaction() as con:
        total = fetch_ledger.count_pending_pages(con, [source.source_id], version)
    seen: set[str] = set()
    waiting: list[_Read] = []

    def load() -> None:
        _load(source, waiting, version, tally)
        waiting.clear()

    for done, pending in enumerate(_pending(source, version, tally), 1):
        if pending.url in seen:
            load()
            seen.clear()
        seen.add(pending.url)
        try:
            waiting.append(_read(source, pending, archive))
        except (ArchiveError, ParseError, ValueError) as error:
            load()
            # Of what the archive does not give the version is not noted: it is tried again, it may be restored.
            tally.reject(_rejection(pending, str(error), None if isinstance(error, ArchiveError) else version))
        if len(waiting) == TOGETHER:
            load()
        tally.step("parse", done, max(done, total))
    load()
    _check_days(source, tally)


def _pending(source: Source, version: str, tally: Tally) -> Iterator[PendingPage]:
    last: str | None = None
    while True:
        with tally.warehouse.transaction() as con:
            pages = fetch_ledger.pending_pages(con, [source.source_id], version, last, PAGES)
        yield from pages
        if len(pages) < PAGES:
            return
        last = pages[-1].fetch_id


def _check_days(source: Source, tally: Tally) -> None:
    if source.expect.items_per_day is None:
        return
    url = f"source:{source.source_id}"
    breach = day_breach(source, tally.warehouse.documents_per_day(source.source_id))
    if breach:
        tally.note(Rejection(source.source_id, url, "parse", breach))
    else:
        tally.warehouse.forget_rejection(source.source_id, url, "parse")


def _read(source: Source, pending: PendingPage, archive: Archive) -> _Read:
    if pending.archive_file is None or pending.archive_offset is None:
        raise ArchiveError("the ledger names no place in the archive")
    page = archive.read(pending.archive_file, pending.archive_offset)
    return _Read(pending, *read_by(source, page))


def _load(source: Source, waiting: Sequence[_Read], version: str, tally: Tally) -> None:
    """Load documents in one transaction; where one of them cannot be loaded, the others one by one."""
    try:
        with tally.warehouse.transaction():
            loaded = [
                tally.warehouse.load_document(
                    one.document,
                    source=source,
                    fetch_id=one.pending.fetch_id,
                    parser=one.parser,
                    parser_version=version,
                )
                for one in waiting
            ]
    except ValueError as error:
        if len(waiting) > 1:
            for one in waiting:
                _load(source, [one], version, tally)
        else:
            tally.reject(_rejection(waiting[0].pending, str(error), version))
        return
    for one, result in zip(waiting, loaded, strict=True):
        if one.document.url != one.pending.url:
            tally.warehouse.forget_rejection(source.source_id, one.pending.url, "parse")
        tally.count(**{result.outcome: 1}, closed=result.closed)
        for breach in breaches(source, one.document):
            tally.note(_rejection(one.pending, f"loaded, but {breach}", version))


def _rejection(pending: PendingPage, reason: str, version: str | None) -> Rejection:
    return Rejection(
        pending.source_id,
        pending.url,
        "parse",
        reason,
        pending.fetch_id,
        pending.archive_file,
        pending.archive_offset,
        version,
    )
