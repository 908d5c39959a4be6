"""Loads parsed documents: new ones, new versions of changed ones, closing of withdrawn ones."""

from __future__ import annotations

from datetime import datetime, timedelta

from duckdb import DuckDBPyConnection

from parsers.records import Document
from warehouse.address_history import Held, held_at, note_shown, release_on
from warehouse.closures import note_closing
from warehouse.document_rows import Origin, document_row, version_row
from warehouse.extraction_loading import delete_extraction
from warehouse.fetch_ledger import forget_rejection, mark_parsed, reject
from warehouse.identity import digest
from warehouse.older_pages import load_older_page
from warehouse.pending_extraction import publisher_of
from warehouse.records import LoadedDocument, LoadOutcome, Rejection, WarehouseError
from warehouse.rows import Row, insert
from warehouse.version_lengths import note_lengths

CLOCKS_DIFFER = timedelta(days=2)
"""A release that is dated so much later than its page was fetched is noted as suspicious."""
_FETCHED_AT = 'SELECT fetched_at, parser_version FROM "fetch" WHERE fetch_id = ?'
_DELETE = "DELETE FROM document WHERE document_id = ?"
_DELETE_VERSION = "DELETE FROM document_version WHERE document_id = ? AND version = ?"
_NEXT_VERSION = "SELECT max(version) + 1 FROM document_version WHERE document_id = ?"
_SUPERSEDE = (
    "UPDATE document_version SET superseded_at = $at WHERE document_id = $id AND superseded_at IS NULL",
    "UPDATE event SET superseded_at = $at WHERE document_id = $id AND superseded_at IS NULL",
    "UPDATE initiative SET superseded_at = $at WHERE document_id = $id AND superseded_at IS NULL",
)
_READ_AGAIN = """
UPDATE document_version SET extractor_version = NULL, published_date = ?, published_at = ?
WHERE document_id = ? AND version = ?
"""


def load_document(con: DuckDBPyConnection, document: Document, origin: Origin) -> LoadedDocument:
    """Bring one document to what its page tells; to be called in a transaction.

    A text that differs from the one held makes a new version and closes the rows of the older one, unless it was read
    from the very same page: then the parser has changed, not the release, and the version is replaced in place. Another
    release at the address of an older one becomes a document of its own. A page older than the one last read changes
    nothing of the present; where its text was not known, it becomes a version of that time.

    Raises:
        WarehouseError: the ledger has no such fetch.
    """
    source_id = origin.source.source_id
    found = con.execute(_FETCHED_AT, [origin.fetch_id]).fetchone()
    if found is None:
        raise WarehouseError(f"the ledger has no fetch {origin.fetch_id} for {document.url}: record the fetch first")
    fetched_at: datetime = found[0]
    was_read = found[1] is not None
    mark_parsed(con, origin.fetch_id, origin.parser_version)
    forget_rejection(con, source_id, document.url, "parse")
    here = held_at(con, source_id, document.url)
    identifier, held = release_on(con, here, document, source_id, origin.fetch_id, fetched_at)
    if held and held["fetch_id"] != origin.fetch_id and held["fetched_at"] and fetched_at < held["fetched_at"]:
        if was_read:  # by other parsers, whose words are not to be compared with these
            return LoadedDocument(identifier, held["version"], "unchanged")
        return load_older_page(con, held, document, origin, fetched_at)
    loaded = _load_present(con, identifier, held, document, origin, fetched_at)
    note_shown(con, here, identifier, fetched_at)
    _note_future(con, document, origin, fetched_at)
    return loaded


def _load_present(
    con: DuckDBPyConnection,
    identifier: str,
    held: Held | None,
    document: Document,
    origin: Origin,
    fetched_at: datetime,
) -> LoadedDocument:
    outcome: LoadOutcome = "new"
    version = held["version"] if held else 1
    reread = held is not None and held["fetch_id"] == origin.fetch_id
    if held:
        outcome = "unchanged" if held["text_digest"] == digest(document.text) else "changed"
        if outcome == "changed" and not reread:
            version = con.execute(_NEXT_VERSION, [identifier]).fetchall()[0][0]
    changed_at = held["changed_at"] if held and version == held["version"] else fetched_at
    if outcome == "unchanged" and held:
        if _context_changed(held, document):
            con.execute(_READ_AGAIN, [document.published_date, document.published_at, identifier, version])
    else:
        if outcome == "changed":
            delete_extraction(con, [(identifier, version)])
            con.execute(_DELETE_VERSION, [identifier, version])
            for statement in _SUPERSEDE:
                con.execute(statement, {"at": fetched_at, "id": identifier})
        insert(con, "document_version", [version_row(identifier, version, document, origin, changed_at)])
        if outcome == "changed":
            note_lengths(con, identifier, version)
    closing = _closing(held, document, fetched_at)
    kept = {name: held[name] if held else None for name in ("same_as", "replaced_at", "replaced_by")}
    row = document_row(identifier, version, document, origin) | kept
    row |= {"first_seen_at": held["first_seen_at"] if held else fetched_at, "changed_at": changed_at, **closing}
    con.execute(_DELETE, [identifier])
    insert(con, "document", [row])
    note_closing(con, identifier, held, closing, fetched_at)
    return LoadedDocument(identifier, version, outcome, closed=bool(closing) and not (held and held["closed_at"]))


def _note_future(con: DuckDBPyConnection, document: Document, origin: Origin, fetched_at: datetime) -> None:
    """Note a release that says it was published well after its page was fetched; most often its date is wrong."""
    told = document.published_at or document.published_date
    if told is None or told.isoformat()[:10] <= (fetched_at + CLOCKS_DIFFER).date().isoformat():
        return
    if document.embargoed_until and document.embargoed_until > fetched_at:
        return
    reason = (
        f"loaded, but it is dated {told}, and its page was fetched on {fetched_at:%Y-%m-%d}: the views of the present "
        "leave it out until then; if the date is wrong, look at the selector of the date"
    )
    reject(con, Rejection(origin.source.source_id, document.url, "parse", reason, origin.fetch_id, noted=True))


def _context_changed(held: Held, document: Document) -> bool:
    """Whether the same words must be read again: their dates, language or publisher now mean something else."""
    now = (document.published_date, document.language, document.kind, publisher_of(document.fields))
    return now != (held["published_date"], held["language"], held["kind"], publisher_of(held["fields"]))


def _closing(held: Held | None, document: Document, fetched_at: datetime) -> Row:
    if document.withdrawn:
        closed_at = held["closed_at"] if held and held["withdrawn_at"] else fetched_at
        return {
            "withdrawn_at": document.withdrawn.at or fetched_at,
            "closed_at": closed_at,
            "closed_reason": document.withdrawn.reason or "withdrawn by its publisher",
        }
    if held and held["closed_at"] and not held["withdrawn_at"] and fetched_at <= held["closed_at"]:
        return {"closed_at": held["closed_at"], "closed_reason": held["closed_reason"]}
    return {}
