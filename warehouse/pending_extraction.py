"""Versions of documents that wait for their extraction, with what is known of them before they are read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from duckdb import DuckDBPyConnection

from parsers.records import Context
from warehouse.records import PendingDocument
from warehouse.rows import fetch_rows

_COUNTRY = re.compile("[A-Z]{2}")
_WAITING = """
FROM document AS d
JOIN document_version AS v USING (document_id)
JOIN source AS s USING (source_id)
LEFT JOIN agency AS a ON a.agency_id = s.publisher
WHERE if(v.version = d.version, v.extractor_version IS DISTINCT FROM $version, v.extracted_at IS NULL)
    AND ($sources IS NULL OR list_contains($sources, d.source_id))
"""
# older versions keep what the reader of their time found; one that came too late for it (an old capture) waits as well
# a source without a listing is a box of files, whose name is no publisher's
_PENDING = f"""
SELECT d.document_id, v.version, d.url, v.text, v.body_start, v.published_date, d.kind, d.language, d.fields,
    s.publisher, coalesce(a.name, if(s.listing_url IS NULL, NULL, s.name)) AS publisher_name, s.country,
    s.language AS source_language
{_WAITING}
    AND (d.document_id, v.version) > ($document, $number)
ORDER BY d.document_id, v.version
LIMIT $limit
"""
_COUNT_PENDING = f"SELECT count(*) {_WAITING}"


def pending_documents(
    con: DuckDBPyConnection,
    extractor_version: str,
    source_ids: Sequence[str] | None,
    after: tuple[str, int] = ("", 0),
    limit: int | None = None,
) -> list[PendingDocument]:
    """Current versions that another extractor version read, or none, and older ones that none has read, those of closed
    documents too: at most ``limit`` of those after (document_id, version), in this order."""
    sources = None if source_ids is None else list(source_ids)
    document, number = after
    asked = {"version": extractor_version, "sources": sources, "document": document, "number": number, "limit": limit}
    rows = fetch_rows(con, _PENDING, asked)
    return [PendingDocument(row["document_id"], row["version"], row["text"], _context(row), row["url"]) for row in rows]


def count_pending_documents(con: DuckDBPyConnection, extractor_version: str, source_ids: Sequence[str] | None) -> int:
    """How many versions wait for this extractor version."""
    sources = None if source_ids is None else list(source_ids)
    found = con.execute(_COUNT_PENDING, {"version": extractor_version, "sources": sources}).fetchone()
    return int(found[0]) if found else 0


def _context(row: dict[str, Any]) -> Context:
    has_title = 0 < row["body_start"] < len(row["text"])
    told_name, told_country = publisher_of(row["fields"])
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


def publisher_of(fields: Mapping[str, Sequence[str]] | None) -> tuple[str | None, str | None]:
    """Name and country of the publisher that a record of many publishers' releases tells in its own fields."""
    told = {name: next(iter((fields or {}).get(name, ())), None) for name in ("source_agency", "source_country")}
    country = told["source_country"]
    return told["source_agency"], country if country and _COUNTRY.fullmatch(country) else None
