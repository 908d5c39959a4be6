"""The ledger: what was fetched from where, which pages wait for the parsers, what was refused."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import UTC, date, datetime

from duckdb import DuckDBPyConnection

from warehouse.identity import fetch_id
from warehouse.records import Fetch, FetchState, PendingPage, Rejection, Stage
from warehouse.rows import fetch_rows, insert

_STATES = """
SELECT url,
    arg_max_null(status, fetched_at) AS status,
    arg_max(outcome, fetched_at) AS outcome,
    max(fetched_at) AS fetched_at,
    arg_max(etag, fetched_at) FILTER (WHERE outcome IN ('stored', 'unchanged')) AS etag,
    arg_max(last_modified, fetched_at) FILTER (WHERE outcome IN ('stored', 'unchanged')) AS last_modified,
    arg_max(payload_digest, fetched_at) FILTER (WHERE outcome IN ('stored', 'unchanged')) AS payload_digest,
    arg_max(kind, fetched_at) AS kind,
    arg_max(archive_file, fetched_at) FILTER (WHERE outcome = 'stored') AS archive_file,
    arg_max(archive_offset, fetched_at) FILTER (WHERE outcome = 'stored') AS archive_offset,
    count(*) FILTER (WHERE outcome IN ('failed', 'gone') AND (good IS NULL OR fetched_at > good)) AS failures
FROM (
    SELECT *, max(fetched_at) FILTER (WHERE outcome IN ('stored', 'unchanged')) OVER (PARTITION BY url) AS good
    FROM "fetch" WHERE source_id = $1
)
GROUP BY url
"""

# A page waits when nobody has read it and none newer was read, or when it is the newest and other parsers read it.
_PENDING = """
WITH page AS (
    SELECT *,
        max(fetched_at) OVER page_of AS newest,
        max(fetched_at) FILTER (WHERE parser_version IS NOT NULL) OVER page_of AS read_until
    FROM "fetch"
    WHERE kind <> 'listing' AND outcome = 'stored' AND ($sources IS NULL OR list_contains($sources, source_id))
    WINDOW page_of AS (PARTITION BY source_id, url)
)
SELECT fetch_id, source_id, url, kind, status, fetched_at, content_type, payload_digest, archive_file, archive_offset
FROM page
WHERE CASE WHEN parser_version IS NULL THEN read_until IS NULL OR fetched_at > read_until
    ELSE fetched_at = newest AND parser_version <> $version END
ORDER BY source_id, fetched_at, archive_file, archive_offset
"""

_PER_DAY = """
WITH dated AS (
    SELECT published_date AS day FROM document JOIN "fetch" USING (fetch_id)
    WHERE document.source_id = $source AND "fetch".kind = 'document' AND published_date IS NOT NULL
)
SELECT day, count(*) FROM dated
WHERE day >= (SELECT max(day) FROM dated) - $days
GROUP BY day
"""

_KNOWN = 'SELECT count(*) FROM "fetch" WHERE fetch_id = ?'
# A document stands under its own address and under the one that was asked for, which may have redirected to it.
_AT_ADDRESS = """
SELECT document_id FROM document JOIN "fetch" USING (fetch_id)
WHERE document.source_id = ? AND ? IN (document.url, "fetch".url)
"""
_REOPEN = f"""
UPDATE document SET closed_at = NULL, closed_reason = NULL
WHERE withdrawn_at IS NULL AND closed_at < ? AND document_id IN ({_AT_ADDRESS})
"""
_ANY_CLOSED = "SELECT 1 FROM document WHERE source_id = ? AND closed_at IS NOT NULL LIMIT 1"
_CLOSE = f"""
UPDATE document SET closed_at = ?, closed_reason = ?
WHERE closed_at IS NULL AND document_id IN ({_AT_ADDRESS})
RETURNING document_id
"""
_MARK_PARSED = 'UPDATE "fetch" SET parser_version = ?, parsed_at = ? WHERE fetch_id = ?'
_FORGET = "DELETE FROM rejected WHERE source_id = ? AND url = ? AND stage = ?"


def fetch_states(con: DuckDBPyConnection, source_id: str) -> dict[str, FetchState]:
    """The state of every URL of a source, by URL."""
    return {row["url"]: FetchState(**row) for row in fetch_rows(con, _STATES, [source_id])}


def record_fetch(con: DuckDBPyConnection, fetch: Fetch) -> str:
    """Write one fetch unless it is there; a page that answers again reopens its document. Answers the fetch_id."""
    identifier = fetch_id(fetch.source_id, fetch.url, fetch.fetched_at, fetch.payload_digest)
    known = con.execute(_KNOWN, [identifier]).fetchone()
    if known and known[0]:
        return identifier
    insert(con, "fetch", [{"fetch_id": identifier, **dataclasses.asdict(fetch)}])
    if fetch.outcome in ("stored", "unchanged"):
        forget_rejection(con, fetch.source_id, fetch.url, "fetch")
        if fetch.kind != "listing" and con.execute(_ANY_CLOSED, [fetch.source_id]).fetchone():
            con.execute(_REOPEN, [fetch.fetched_at, fetch.source_id, fetch.url])
    return identifier


def pending_pages(con: DuckDBPyConnection, source_ids: Sequence[str] | None, parser_version: str) -> list[PendingPage]:
    """Pages to parse, older before newer of one source; listing pages never wait."""
    sources = None if source_ids is None else list(source_ids)
    rows = fetch_rows(con, _PENDING, {"sources": sources, "version": parser_version})
    return [PendingPage(**row) for row in rows]


def documents_per_day(con: DuckDBPyConnection, source_id: str, days: int) -> dict[date, int]:
    """Documents that were fetched from their publisher, by publication date, of the latest ``days`` days."""
    return dict(con.execute(_PER_DAY, {"source": source_id, "days": days}).fetchall())


def mark_parsed(con: DuckDBPyConnection, identifier: str, parser_version: str) -> None:
    """Note that a page was read by these parsers, so that it waits for them no longer."""
    con.execute(_MARK_PARSED, [parser_version, datetime.now(UTC), identifier])


def reject(con: DuckDBPyConnection, rejection: Rejection) -> None:
    """Write the rejection in place of an older one of the same source, URL and stage."""
    forget_rejection(con, rejection.source_id, rejection.url, rejection.stage)
    insert(con, "rejected", [{**dataclasses.asdict(rejection), "rejected_at": datetime.now(UTC)}])
    if rejection.stage == "parse" and rejection.fetch_id and rejection.version:
        mark_parsed(con, rejection.fetch_id, rejection.version)


def forget_rejection(con: DuckDBPyConnection, source_id: str, url: str, stage: Stage) -> None:
    """A later try succeeded."""
    con.execute(_FORGET, [source_id, url, stage])


def close_document(con: DuckDBPyConnection, source_id: str, url: str, closed_at: datetime, reason: str) -> bool:
    """Close the documents of that address; False where there is none or it is closed already."""
    return bool(con.execute(_CLOSE, [closed_at, reason, source_id, url]).fetchall())
