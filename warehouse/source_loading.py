"""Loads the declaration of a source."""

from __future__ import annotations

from datetime import UTC, datetime

from duckdb import DuckDBPyConnection

from config.sources import Source
from warehouse.rows import fetch_rows, insert

_HELD = "SELECT name, publisher, country, language FROM source WHERE source_id = ?"
_DELETE = "DELETE FROM source WHERE source_id = ?"
_READ_AGAIN = """
UPDATE document_version SET extractor_version = NULL
WHERE document_id IN (SELECT document_id FROM document WHERE source_id = ?)
"""


def load_source(con: DuckDBPyConnection, source: Source) -> None:
    """Put ``source`` in place of its older declaration.

    Where publisher, country or language are others now, its documents wait for extraction again: who "the Commission"
    is depends on them.
    """
    row = {
        "source_id": source.source_id,
        "name": source.name,
        "publisher": source.publisher,
        "country": source.country,
        "language": source.language,
        "timezone": source.timezone,
        "kind": source.kind,
        "listing_url": source.listing.url if source.listing else None,
        "schedule": source.schedule,
        "verified": source.verified,
        "loaded_at": datetime.now(UTC),
    }
    held = next(iter(fetch_rows(con, _HELD, [source.source_id])), None)
    if held and any(row[name] != value for name, value in held.items()):
        con.execute(_READ_AGAIN, [source.source_id])
    con.execute(_DELETE, [source.source_id])
    insert(con, "source", [row])
