"""Loads parsed documents: new ones, new versions of changed ones, closing of withdrawn ones."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from duckdb import DuckDBPyConnection

from config.sources import Source
from parsers.records import Context, Document
from warehouse.extraction_loading import delete_extraction
from warehouse.fetch_ledger import forget_rejection, mark_parsed
from warehouse.identity import digest, document_id
from warehouse.records import LoadedDocument, LoadOutcome, PendingDocument, WarehouseError
from warehouse.rows import Row, fetch_rows, insert

_COUNTRY = re.compile("[A-Z]{2}")
_FETCHED_AT = 'SELECT fetched_at FROM "fetch" WHERE fetch_id = ?'
_HELD = """
SELECT d.version, d.text_digest, d.fetch_id, f.fetched_at, d.published_date, d.language, d.kind, d.first_seen_at,
    d.changed_at, d.withdrawn_at, d.closed_at, d.closed_reason, d.fields
FROM document AS d LEFT JOIN "fetch" AS f USING (fetch_id)
WHERE d.document_id = ?
"""
_DELETE = "DELETE FROM document WHERE document_id = ?"
_DELETE_VERSION = "DELETE FROM document_version WHERE document_id = ? AND version = ?"
_SUPERSEDE = (
    "UPDATE document_version SET superseded_at = $at WHERE document_id = $id AND superseded_at IS NULL",
    "UPDATE event SET superseded_at = $at WHERE document_id = $id AND superseded_at IS NULL",
    "UPDATE initiative SET superseded_at = $at WHERE document_id = $id AND superseded_at IS NULL",
)
_READ_AGAIN = """
UPDATE document_version SET extractor_version = NULL, published_date = ?, published_at = ?
WHERE document_id = ? AND version = ?
"""
_WAITING = """
FROM document AS d
JOIN document_version AS v USING (document_id, version)
JOIN source AS s USING (source_id)
LEFT JOIN agency AS a ON a.agency_id = s.publisher
WHERE v.extractor_version IS DISTINCT FROM $version AND ($sources IS NULL OR list_contains($sources, d.source_id))
"""
# a source without a listing is a box of files, whose name is no publisher's
_PENDING = f"""
SELECT d.document_id, d.version, d.url, d.text, d.body_start, d.published_date, d.kind, d.language, d.fields,
    s.publisher, coalesce(a.name, if(s.listing_url IS NULL, NULL, s.name)) AS publisher_name, s.country,
    s.language AS source_language
{_WAITING}
    AND d.document_id > $after
ORDER BY d.document_id
LIMIT $limit
"""
_COUNT_PENDING = f"SELECT count(*) {_WAITING}"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document comes from and what read it."""

    source: Source
    fetch_id: str
    parser: str
    parser_version: str


def load_document(con: DuckDBPyConnection, document: Document, origin: Origin) -> LoadedDocument:
    """Bring one document to what its page tells; to be called in a transaction.

    A text that differs from the one held makes a new version and closes the rows of the older one, unless it was read
    from the very same page: then the parser has changed, not the release, and the version is replaced in place. A page
    older than the one last read changes nothing.

    Raises:
        WarehouseError: the ledger has no such fetch.
    """
    identifier = document_id(origin.source.source_id, document.url)
    found = con.execute(_FETCHED_AT, [origin.fetch_id]).fetchone()
    if found is None:
        raise WarehouseError(f"the ledger has no fetch {origin.fetch_id} for {document.url}: record the fetch first")
    fetched_at: datetime = found[0]
    mark_parsed(con, origin.fetch_id, origin.parser_version)
    forget_rejection(con, origin.source.source_id, document.url, "parse")
    held = next(iter(fetch_rows(con, _HELD, [identifier])), None)
    text_digest = digest(document.text)
    outcome: LoadOutcome = "new"
    if held is None:
        version = 1
    elif held["fetch_id"] != origin.fetch_id and held["fetched_at"] and fetched_at < held["fetched_at"]:
        return LoadedDocument(identifier, held["version"], "unchanged")
    elif held["text_digest"] == text_digest:
        version, outcome = held["version"], "unchanged"
    else:
        reread = held["fetch_id"] == origin.fetch_id
        version, outcome = held["version"] + (0 if reread else 1), "changed"
    first_seen = held["first_seen_at"] if held else fetched_at
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
        insert(con, "document_version", [_version_row(identifier, version, document, origin, changed_at)])
    con.execute(_DELETE, [identifier])
    row = _document_row(identifier, version, document, origin)
    closing = _closing(held, document, fetched_at)
    row |= {"first_seen_at": first_seen, "changed_at": changed_at, **closing}
    insert(con, "document", [row])
    return LoadedDocument(identifier, version, outcome, closed=bool(closing) and not (held and held["closed_at"]))


def pending_documents(
    con: DuckDBPyConnection,
    extractor_version: str,
    source_ids: Sequence[str] | None,
    after: str = "",
    limit: int | None = None,
) -> list[PendingDocument]:
    """Documents, closed ones too, whose current version another extractor version read, or none; in order of id."""
    sources = None if source_ids is None else list(source_ids)
    asked = {"version": extractor_version, "sources": sources, "after": after, "limit": limit}
    rows = fetch_rows(con, _PENDING, asked)
    return [PendingDocument(row["document_id"], row["version"], row["text"], _context(row), row["url"]) for row in rows]


def count_pending_documents(con: DuckDBPyConnection, extractor_version: str, source_ids: Sequence[str] | None) -> int:
    """How many documents wait for this extractor version."""
    sources = None if source_ids is None else list(source_ids)
    found = con.execute(_COUNT_PENDING, {"version": extractor_version, "sources": sources}).fetchone()
    return int(found[0]) if found else 0


def _context(row: dict[str, Any]) -> Context:
    has_title = 0 < row["body_start"] < len(row["text"])
    told_name, told_country = _publisher_of(row["fields"])
    name, country = row["publisher_name"], row["country"] or told_country
    if told_name and not row["publisher"]:
        name, country = told_name, told_country or country
    return Context(
        published=row["published_date"],
        publisher=row["publisher"],
        publisher_name=name,
        country=country,
        kind=row["kind"] or "press_release",
        language=row["language"] or row["source_language"] or "en",
        title_end=len(row["text"][: row["body_start"]].rstrip("\n")) if has_title else 0,
    )


def _publisher_of(fields: Mapping[str, Sequence[str]] | None) -> tuple[str | None, str | None]:
    """Name and country of the publisher that a record of many publishers' releases tells in its own fields."""
    told = {name: next(iter((fields or {}).get(name, ())), None) for name in ("source_agency", "source_country")}
    country = told["source_country"]
    return told["source_agency"], country if country and _COUNTRY.fullmatch(country) else None


def _context_changed(held: dict[str, Any], document: Document) -> bool:
    """Whether the same words must be read again: their dates, language or publisher now mean something else."""
    now = (document.published_date, document.language, document.kind, _publisher_of(document.fields))
    return now != (held["published_date"], held["language"], held["kind"], _publisher_of(held["fields"]))


def _closing(held: dict[str, Any] | None, document: Document, fetched_at: datetime) -> Row:
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


def _version_row(identifier: str, version: int, document: Document, origin: Origin, seen: datetime) -> Row:
    return {
        "document_id": identifier,
        "version": version,
        "title": document.title,
        "text": document.text,
        "body_start": document.body_start,
        "text_digest": digest(document.text),
        "published_date": document.published_date,
        "published_at": document.published_at,
        "fetch_id": origin.fetch_id,
        "parser": origin.parser,
        "parser_version": origin.parser_version,
        "first_seen_at": seen,
    }


def _document_row(identifier: str, version: int, document: Document, origin: Origin) -> dict[str, Any]:
    return {
        "document_id": identifier,
        "source_id": origin.source.source_id,
        "url": document.url,
        "canonical_url": document.canonical_url,
        "title": document.title,
        "kind": document.kind,
        "language": document.language,
        "published_date": document.published_date,
        "published_at": document.published_at,
        "timezone": document.timezone,
        "text": document.text,
        "body_start": document.body_start,
        "version": version,
        "fields": {name: list(values) for name, values in document.fields.items()},
        "links": list(document.links),
        "attachments": [asdict(attachment) for attachment in document.attachments],
        "history": [{"changed_at": change.at.astimezone(UTC), "note": change.note} for change in document.history],
        "text_digest": digest(document.text),
        "fetch_id": origin.fetch_id,
        "parser": origin.parser,
        "parser_version": origin.parser_version,
    }
