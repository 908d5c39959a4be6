"""Parsing and loading: archived pages that the present parsers have not read become documents of the warehouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from config.sources import Source
from parsers.layouts import read_layouts
from parsers.records import Document, Page, ParseError
from parsers.registry import read_document
from pipelines.acquisition.archive import HINT, Archive, ArchiveError
from pipelines.stages.expectations import breaches, day_breach
from pipelines.stages.tally import Tally
from pipelines.versions import parser_version
from warehouse import fetch_ledger
from warehouse.records import PendingPage, Rejection

PAGES = 2048
"""Pages that are taken from the ledger at once, so that memory does not depend on how many wait."""


def parse_pending(
    source: Source, *, archive: Archive, tally: Tally, before_newer: Callable[[], None] | None = None
) -> None:
    """Read and load every pending page of ``source``. A page that fails is rejected; nothing else is touched by it.

    ``before_newer`` is called before a further page of a URL is read of which one was read since the last call: so that
    the version which that one may have made can be read for events before the next takes its place.
    """
    version = parser_version(source)
    with tally.warehouse.transaction() as con:
        total = fetch_ledger.count_pending_pages(con, [source.source_id], version)
    read: set[str] = set()
    for done, page in enumerate(_pending(source, version, tally), 1):
        if page.url in read and before_newer:
            before_newer()
            read.clear()
        read.add(page.url)
        _parse_one(source, page, version, archive, tally)
        tally.step("parse", done, max(done, total))
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


def read_page(source: Source, page: Page) -> Document:
    """The document on ``page`` by the source's parser, or by the one that the page was imported with.

    Raises:
        ParseError: the page is not what that parser reads, or holds no text.
    """
    return read_by(source, page)[0]


def read_by(source: Source, page: Page) -> tuple[Document, str]:
    """The same, and the name of the parser that read it: of earlier layouts of a source the one that fits the page."""
    hints = {name.removeprefix(HINT): value for name, value in page.headers.items() if name.startswith(HINT)}
    told: dict[str, object] = {name: hints[name] for name in ("kind", "language") if name in hints}
    parser = hints.get("parser", source.document.parser)
    if parser == source.document.parser:
        document, layout = read_layouts(source.layouts, page, told)
        parser = layout.parser
    else:
        own = {"timezone": source.timezone, "language": source.language, "kind": source.kind}
        document = read_document(parser, page, {**own, **told})
    if not document.text.strip():
        raise ParseError("the page holds no text", url=page.url)
    if "published" in hints:
        document = replace(document, published_date=date.fromisoformat(hints["published"]))
    return document, parser


def _check_days(source: Source, tally: Tally) -> None:
    if source.expect.items_per_day is None:
        return
    url = f"source:{source.source_id}"
    breach = day_breach(source, tally.warehouse.documents_per_day(source.source_id))
    if breach:
        tally.note(Rejection(source.source_id, url, "parse", breach))
    else:
        tally.warehouse.forget_rejection(source.source_id, url, "parse")


def _parse_one(source: Source, pending: PendingPage, version: str, archive: Archive, tally: Tally) -> None:
    def rejection(reason: str, version: str | None = version) -> Rejection:
        return Rejection(
            source.source_id,
            pending.url,
            "parse",
            reason,
            pending.fetch_id,
            pending.archive_file,
            pending.archive_offset,
            version,
        )

    try:
        if pending.archive_file is None or pending.archive_offset is None:
            raise ArchiveError("the ledger names no place in the archive")
        page = archive.read(pending.archive_file, pending.archive_offset)
        document, parser = read_by(source, page)
        loaded = tally.warehouse.load_document(
            document,
            source=source,
            fetch_id=pending.fetch_id,
            parser=parser,
            parser_version=version,
        )
    except ArchiveError as error:
        tally.reject(rejection(str(error), None))  # without a version: tried again, the archive may be restored
        return
    except (ParseError, ValueError) as error:
        tally.reject(rejection(str(error)))
        return
    if document.url != pending.url:
        tally.warehouse.forget_rejection(source.source_id, pending.url, "parse")
    tally.count(**{loaded.outcome: 1}, closed=loaded.closed)
    for breach in breaches(source, document):
        tally.note(rejection(f"loaded, but {breach}"))
