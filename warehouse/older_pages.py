"""Loads pages that are older than the one that was last read of their release: captures that were imported late.

They change nothing of the present. A text that was not known becomes a version with the stretch of time that it stood.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from duckdb import DuckDBPyConnection

from parsers.records import Document
from warehouse.document_rows import Origin, version_row
from warehouse.identity import digest
from warehouse.records import LoadedDocument
from warehouse.rows import fetch_rows, insert
from warehouse.version_lengths import note_lengths

_VERSIONS = """
SELECT version, text_digest, fetch_id, first_seen_at, superseded_at
FROM document_version WHERE document_id = ? ORDER BY first_seen_at, version
"""
_BEGIN = "UPDATE document_version SET first_seen_at = ? WHERE document_id = ? AND version = ?"
_END = "UPDATE {} SET superseded_at = ? WHERE document_id = ? AND {} = ?"
_VERSIONED = (("document_version", "version"), ("event", "document_version"), ("initiative", "document_version"))
_FIRST_SEEN = "UPDATE document SET first_seen_at = ? WHERE document_id = ?"
_CHANGED = "UPDATE document SET changed_at = ? WHERE document_id = ? AND version = ?"


def load_older_page(
    con: DuckDBPyConnection, held: dict[str, Any], document: Document, origin: Origin, fetched_at: datetime
) -> LoadedDocument:
    """Put the text of an older page among the versions of the document ``held``, by the moment of the page.

    The text of the version before it needs nothing, that of the version after it has stood since this page. A page from
    the time of the present text that shows another is passed over: a version has one beginning and one end.
    """
    identifier, current = held["document_id"], held["version"]
    unchanged = LoadedDocument(identifier, current, "unchanged")
    versions = fetch_rows(con, _VERSIONS, [identifier])
    before = [row for row in versions if row["first_seen_at"] <= fetched_at]
    after = [row for row in versions if row["first_seen_at"] > fetched_at]
    text_digest = digest(document.text)
    if not after or (before and before[-1]["text_digest"] == text_digest):
        return unchanged
    following = after[0]
    if following["text_digest"] == text_digest:
        number = following["version"]
        con.execute(_BEGIN, [fetched_at, identifier, number])
        con.execute(_CHANGED, [fetched_at, identifier, number])
    else:
        number = max(row["version"] for row in versions) + 1
        row = version_row(identifier, number, document, origin, fetched_at)
        insert(con, "document_version", [{**row, "superseded_at": following["first_seen_at"]}])
    if before:
        for table, column in _VERSIONED:
            con.execute(_END.format(table, column), [fetched_at, identifier, before[-1]["version"]])
    else:
        con.execute(_FIRST_SEEN, [fetched_at, identifier])
    note_lengths(con, identifier, number)
    return LoadedDocument(identifier, number, "changed") if number != following["version"] else unchanged
