"""How much each version of a release adds to the one before it and takes from it, in characters."""

from __future__ import annotations

from itertools import pairwise

from duckdb import DuckDBPyConnection

from warehouse.text_diff import text_diff

_VERSIONS = "SELECT version, text FROM document_version WHERE document_id = ? ORDER BY first_seen_at, version"
_WRITE = """
UPDATE document_version SET characters_added = ?, characters_removed = ? WHERE document_id = ? AND version = ?
"""


def note_lengths(con: DuckDBPyConnection, identifier: str, version: int) -> None:
    """Write them of ``version`` and of the one after it."""
    held = con.execute(_VERSIONS, [identifier]).fetchall()
    for (earlier, before), (later, after) in pairwise(held):
        if version in (earlier, later):
            found = text_diff(before, after)
            con.execute(_WRITE, [found.added, found.removed, identifier, later])
