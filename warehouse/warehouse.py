"""The writer's door to the warehouse: everything that pipelines may do to it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime

from config.sources import Source
from parsers.records import Document, Extraction, Link
from warehouse import (
    document_loading,
    extraction_loading,
    fetch_ledger,
    listing_ledger,
    pending_extraction,
)
from warehouse.agency_merging import Merging
from warehouse.document_rows import Origin
from warehouse.extraction_loading import ExtractedDocument
from warehouse.listing_ledger import Listed, ListingProgress
from warehouse.records import (
    Extractor,
    Fetch,
    FetchState,
    LoadedDocument,
    PendingDocument,
    PendingPage,
    Rejection,
    Stage,
)
from warehouse.register_loading import load_registers
from warehouse.rows import insert
from warehouse.source_loading import load_source
from warehouse.written_file import WrittenFile

PAGE = 256
"""Documents that are taken from the file at once; finding a page costs as much as reading a few hundred texts."""
_FINISH_RUN = "UPDATE run_log SET finished_at = ?, status = ?, counts = ?, message = ? WHERE run_id = ?"


class Warehouse(WrittenFile):
    """Everything that is kept in it. Each method is one transaction; ``with warehouse.transaction():`` makes one of
    several calls.
    """

    # --- registers -------------------------------------------------------------------------------------------------

    def load_registers(self) -> Merging:
        """Bring agency, agency_alias, country and event_type to the registers of config/; no-op when unchanged."""
        with self.transaction() as con:
            return load_registers(con)

    def load_source(self, source: Source) -> None:
        """Put the declaration of a source in place of an older one; its documents are read again where that matters."""
        with self.transaction() as con:
            load_source(con, source)

    # --- ledger ----------------------------------------------------------------------------------------------------

    def fetch_states(self, source_id: str) -> dict[str, FetchState]:
        """What is known of every URL of a source, by URL; for conditional requests."""
        with self._turn:
            return fetch_ledger.fetch_states(self._con, source_id)

    def record_fetch(self, fetch: Fetch) -> str:
        """Write one fetch to the ledger, once however often it is called; answers its fetch_id."""
        with self.transaction() as con:
            return fetch_ledger.record_fetch(con, fetch)

    def pending_pages(self, source_ids: Sequence[str] | None, parser_version: str) -> list[PendingPage]:
        """Archived pages that these parsers have not read: all new ones of a URL in their order, and of
        those that other parsers read the newest; ``source_ids`` None: of all sources."""
        with self._turn:
            return fetch_ledger.pending_pages(self._con, source_ids, parser_version)

    def documents_per_day(self, source_id: str, days: int = 30) -> dict[date, int]:
        """How many documents of each of the latest days were fetched from their publisher; days without are absent."""
        with self._turn:
            return fetch_ledger.documents_per_day(self._con, source_id, days)

    def reject(self, rejection: Rejection) -> None:
        """Note what could not be used; the latest reason of a source, URL and stage stands."""
        with self.transaction() as con:
            fetch_ledger.reject(con, rejection)

    def forget_rejection(self, source_id: str, url: str, stage: Stage) -> None:
        """Take a rejection back: a later try succeeded."""
        with self.transaction() as con:
            fetch_ledger.forget_rejection(con, source_id, url, stage)

    # --- listings --------------------------------------------------------------------------------------------------

    def listed(self, source_id: str, listing_url: str) -> dict[str, Listed]:
        """Every release that this listing has named, by URL."""
        with self._turn:
            return listing_ledger.listed(self._con, source_id, listing_url)

    def begin_listing(
        self, source_id: str, listing_url: str, depth: str, reach: date | None, at: datetime
    ) -> ListingProgress:
        """Go on with the reading of that listing and depth that was cut off, or begin one at the moment ``at``."""
        with self.transaction() as con:
            return listing_ledger.begin(con, source_id, listing_url, depth, reach, at)

    def record_listing_page(
        self, progress: ListingProgress, page_url: str, links: Sequence[Link], at: datetime, *, again: bool = False
    ) -> None:
        """Note that a page of the listing was read and what it named; ``again``: an earlier run has counted it."""
        with self.transaction() as con:
            listing_ledger.record_page(con, progress, page_url, links, at, again=again)

    def finish_listing(self, progress: ListingProgress, at: datetime, *, whole: bool) -> None:
        """Note that a reading came to its end; ``whole``: none of the listing was left unread."""
        with self.transaction() as con:
            listing_ledger.finish(con, progress, at, whole=whole)

    def whole_listing_at(self, source_id: str, listing_url: str) -> datetime | None:
        """When the listing was last read to its very end."""
        with self._turn:
            return listing_ledger.whole_at(self._con, source_id, listing_url)

    def documents_listed(self, source_id: str, listing_url: str) -> dict[str, datetime]:
        """Open documents that this listing has named at any time: URL → when it named them last."""
        with self._turn:
            return listing_ledger.documents_listed(self._con, source_id, listing_url)

    def closed_as_unlisted(self, source_id: str) -> set[str]:
        """Addresses of documents that were closed because their listing named them no longer."""
        with self._turn:
            return listing_ledger.closed_as_unlisted(self._con, source_id)

    # --- documents -------------------------------------------------------------------------------------------------

    def load_document(
        self, document: Document, *, source: Source, fetch_id: str, parser: str, parser_version: str
    ) -> LoadedDocument:
        """Bring one document to what its page tells: new, a new version where its text changed, or unchanged.

        Raises:
            WarehouseError: the ledger has no such fetch.
        """
        origin = Origin(source, fetch_id, parser, parser_version)
        with self.transaction() as con:
            return document_loading.load_document(con, document, origin)

    def close_document(self, source_id: str, url: str, *, at: datetime, reason: str) -> bool:
        """Close the document of that address; False where there is none or it is closed already."""
        with self.transaction() as con:
            return fetch_ledger.close_document(con, source_id, url, at, reason)

    # --- extractions -----------------------------------------------------------------------------------------------

    def pending_documents(
        self,
        extractor_version: str,
        source_ids: Sequence[str] | None = None,
        *,
        after: tuple[str, int] = ("", 0),
        limit: int | None = None,
    ) -> list[PendingDocument]:
        """Current versions that this extractor version has not read, and older ones that none has, in order of document
        and version: at most ``limit`` of those that come after ``after``."""
        with self._turn:
            return pending_extraction.pending_documents(self._con, extractor_version, source_ids, after, limit)

    def each_pending_document(
        self, extractor_version: str, source_ids: Sequence[str] | None = None, *, at_once: int = PAGE
    ) -> Iterator[PendingDocument]:
        """The same one by one; memory holds ``at_once`` of them, and each is given once though it stays pending."""
        last = ("", 0)
        while page := self.pending_documents(extractor_version, source_ids, after=last, limit=at_once):
            yield from page
            last = (page[-1].document_id, page[-1].version)

    def count_pending_documents(self, extractor_version: str, source_ids: Sequence[str] | None = None) -> int:
        """How many documents :meth:`pending_documents` gives."""
        with self._turn:
            return pending_extraction.count_pending_documents(self._con, extractor_version, source_ids)

    def load_extraction(self, document_id: str, version: int, extraction: Extraction, extractor: Extractor) -> None:
        """Put an extraction in place of the older one of that version.

        Raises:
            OffsetError: it does not fit the text; nothing has changed.
            WarehouseError: there is no such version.
        """
        self.load_extractions([ExtractedDocument(document_id, version, extraction)], extractor)

    def load_extractions(self, extracted: Sequence[ExtractedDocument], extractor: Extractor) -> None:
        """The same for a batch of documents in one transaction; fifty together take a fraction of fifty alone."""
        if extracted:
            with self.transaction() as con:
                extraction_loading.load_extractions(con, extracted, extractor)

    # --- runs ------------------------------------------------------------------------------------------------------

    def start_run(self, kind: str, source_ids: Sequence[str]) -> str:
        """Open a line of the run log; answers its run_id."""
        started = datetime.now(UTC)
        run_id = f"{started:%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
        row = {"run_id": run_id, "kind": kind, "source_ids": list(source_ids), "started_at": started}
        with self.transaction() as con:
            insert(con, "run_log", [{**row, "status": "running", "counts": {}}])
        return run_id

    def finish_run(self, run_id: str, *, status: str, counts: Mapping[str, int], message: str | None = None) -> None:
        """Close a line of the run log; ``status``: done, partial (some pages or sources failed) or failed."""
        with self.transaction() as con:
            con.execute(_FINISH_RUN, [datetime.now(UTC), status, dict(counts), message, run_id])
