"""The releases that one address of a source has shown: which of them a page shows, and which it shows no longer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from duckdb import DuckDBPyConnection

from parsers.records import Document
from warehouse.another_release import is_another_day, is_another_text, is_another_title
from warehouse.closures import not_reopened
from warehouse.identity import document_id
from warehouse.rows import fetch_rows

Held = dict[str, Any]
"""A row of ``document`` without its text, and when its page was fetched."""

_HELD = """
SELECT d.document_id, d.title, d.version, d.text_digest, d.fetch_id, f.fetched_at, d.published_date, d.language,
    d.kind, d.first_seen_at, d.changed_at, d.withdrawn_at, d.closed_at, d.closed_reason, d.fields, d.replaced_at,
    d.replaced_by, d.same_as
FROM document AS d LEFT JOIN "fetch" AS f USING (fetch_id)
WHERE d.source_id = ? AND d.url = ?
ORDER BY d.first_seen_at, d.document_id
"""
_BODY = "SELECT text[body_start + 1:] FROM document WHERE document_id = ?"
_REPLACE = """
UPDATE document SET replaced_at = $at, replaced_by = $by
WHERE document_id = $id AND replaced_by IS NULL
RETURNING document_id
"""
_SHOWN = "UPDATE document SET replaced_at = NULL, replaced_by = NULL WHERE document_id = ? AND replaced_by IS NOT NULL"


def held_at(con: DuckDBPyConnection, source_id: str, url: str) -> list[Held]:
    """All documents of that address, first the one that was seen first."""
    return fetch_rows(con, _HELD, [source_id, url])


def release_on(
    con: DuckDBPyConnection, held: list[Held], document: Document, source_id: str, fetch_id: str, fetched_at: datetime
) -> tuple[str, Held | None]:
    """Id of the release that a page shows, and its row where it is held (``held``: all of the page's address).

    The first release of an address has the address as its identity, each further one the address and its day. The page
    from which a document was last read shows that document, whatever another parser now finds on it.
    """
    own = document_id(source_id, document.url)
    if not held:
        return own, None
    later = document_id(source_id, document.url, document.published_date)
    for row in held:
        if fetch_id == row["fetch_id"] or row["document_id"] == later:
            return row["document_id"], row
    before = [row for row in held if row["first_seen_at"] <= fetched_at] or held[:1]
    others = [row for row in reversed(held) if row is not before[-1]]
    for row in (before[-1], *others):
        if not _is_another(con, row, document):
            return row["document_id"], row
    return later, None


def note_shown(con: DuckDBPyConnection, held: list[Held], identifier: str, fetched_at: datetime) -> None:
    """Note that a page of ``fetched_at`` showed the release ``identifier`` at the address of the documents ``held``.

    From its newest page on the address shows this release and the others no longer. They stay open, for they were not
    withdrawn. One that was gone stays closed: its address came back, it did not. A release on an older page had the
    address until the next one was seen there.
    """
    others = [row for row in held if row["document_id"] != identifier]
    if not others:
        return
    later = [row for row in others if row["fetched_at"] and row["fetched_at"] > fetched_at]
    if later:
        if identifier not in (row["document_id"] for row in held):
            following = min(later, key=lambda row: (max(row["first_seen_at"], fetched_at), row["document_id"]))
            told = {"at": following["first_seen_at"], "by": following["document_id"], "id": identifier}
            con.execute(_REPLACE, told)
        return
    con.execute(_SHOWN, [identifier])
    for row in others:
        told = {"at": fetched_at, "by": identifier, "id": row["document_id"]}
        if con.execute(_REPLACE, told).fetchall():
            not_reopened(con, row["document_id"], fetched_at)


def _is_another(con: DuckDBPyConnection, row: Held, document: Document) -> bool:
    if not is_another_day(row["published_date"], document.published_date):
        return False
    if not is_another_title(row["title"], document.title):
        return False
    found = con.execute(_BODY, [row["document_id"]]).fetchone()
    return is_another_text(found[0] if found else "", document.body)
