"""Keeps when releases were closed and opened again (``document_closure``); ``document.closed_at`` tells the present."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from duckdb import DuckDBPyConnection

from warehouse.rows import Row, insert

_REOPEN = """
UPDATE document_closure SET reopened_at = $at
WHERE reopened_at IS NULL AND closed_at < $at AND list_contains($ids, document_id)
"""
# A page that is not younger than the closing is proof that there was none: another parser reads it otherwise now.
_UNDO = """
DELETE FROM document_closure
WHERE list_contains($ids, document_id) AND (reopened_at IS NULL OR closed_at = $at) AND closed_at >= $at
"""
_FORGET_OPEN = "DELETE FROM document_closure WHERE document_id = $id AND (reopened_at IS NULL OR closed_at = $at)"
_ANSWERED = """
UPDATE document_closure SET reopened_at = NULL WHERE document_id = $id AND reopened_at = $at
RETURNING closed_at, reason
"""
_CLOSE_AGAIN = "UPDATE document SET closed_at = ?, closed_reason = ? WHERE document_id = ?"


def note_closed(con: DuckDBPyConnection, ids: Sequence[str], at: datetime, kind: str, reason: str | None) -> None:
    """Begin a closure of each of these documents in place of one that is open; ``kind`` as in the register."""
    for identifier in ids:
        con.execute(_FORGET_OPEN, {"id": identifier, "at": at})
    rows = [{"document_id": identifier, "closed_at": at, "kind": kind, "reason": reason} for identifier in ids]
    insert(con, "document_closure", rows)


def note_reopened(con: DuckDBPyConnection, ids: Sequence[str], at: datetime) -> None:
    """End the stretch that is open; a page of ``at`` that is no younger than its beginning takes it away."""
    if ids:
        con.execute(_UNDO, {"ids": list(ids), "at": at})
        con.execute(_REOPEN, {"ids": list(ids), "at": at})


def note_closing(con: DuckDBPyConnection, identifier: str, held: dict[str, Any] | None, now: Row, at: datetime) -> None:
    """Note what a page of the moment ``at`` changed: ``held`` and ``now`` are the document's row before and after."""
    before = held["closed_at"] if held else None
    kind = "withdrawn" if now.get("withdrawn_at") else "gone"
    if now.get("closed_at"):
        if before != now["closed_at"] or (held and held["closed_reason"] != now["closed_reason"]):
            note_closed(con, [identifier], now["closed_at"], kind, now["closed_reason"])
    elif before:
        note_reopened(con, [identifier], at)


def not_reopened(con: DuckDBPyConnection, identifier: str, at: datetime) -> None:
    """The page of ``at`` reopened the document of its address, but shows another release: close it again as it was."""
    for closed_at, reason in con.execute(_ANSWERED, {"id": identifier, "at": at}).fetchall():
        con.execute(_CLOSE_AGAIN, [closed_at, reason, identifier])
