"""The ledger: what was fetched from where, which pages wait for the parsers, what was refused."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime

import pyarrow as pa
from duckdb import DuckDBPyConnection

from warehouse.closures import note_closed, note_reopened
from warehouse.identity import fetch_id
from warehouse.records import Fetch, FetchState, PendingPage, Rejection, Stage
from warehouse.rows import fetch_rows, insert, registered

# The validators are those of the body that is held: one of an earlier body would have the server say that the page has
# not changed since then.
_STATES = """
SELECT url,
    arg_max_null(status, fetched_at) AS status,
    arg_max(outcome, fetched_at) AS outcome,
    max(fetched_at) AS fetched_at,
    arg_max(etag, fetched_at) FILTER (WHERE outcome IN ('stored', 'unchanged') AND fetched_at >= held) AS etag,
    arg_max(last_modified, fetched_at) FILTER (WHERE outcome IN ('stored', 'unchanged') AND fetched_at >= held)
        AS last_modified,
    arg_max(payload_digest, fetched_at) FILTER (WHERE outcome IN ('stored', 'unchanged')) AS payload_digest,
    arg_max(kind, fetched_at) AS kind,
    arg_max(archive_file, fetched_at) FILTER (WHERE outcome = 'stored') AS archive_file,
    arg_max(archive_offset, fetched_at) FILTER (WHERE outcome = 'stored') AS archive_offset,
    count(*) FILTER (WHERE outcome IN ('failed', 'gone') AND (good IS NULL OR fetched_at > good)) AS failures
FROM (
    SELECT *, max(fetched_at) FILTER (WHERE outcome IN ('stored', 'unchanged')) OVER page_of AS good,
        max(fetched_at) FILTER (WHERE outcome = 'stored') OVER page_of AS held
    FROM "fetch" WHERE source_id = $1
    WINDOW page_of AS (PARTITION BY url)
)
GROUP BY url
"""

# A page waits when nobody has read it (one that was imported late, too), or when it is the newest and other parsers
# read it.
_PENDING = """
WITH page AS (
    SELECT *, max(fetched_at) OVER page_of AS newest
    FROM "fetch"
    WHERE kind <> 'listing' AND outcome = 'stored' AND ($sources IS NULL OR list_contains($sources, source_id))
    WINDOW page_of AS (PARTITION BY source_id, url)
)
SELECT {columns}
FROM page
WHERE parser_version IS NULL OR (fetched_at = newest AND parser_version <> $version)
"""
_PLACE = "source_id, fetched_at, coalesce(archive_file, ''), coalesce(archive_offset, -1), fetch_id"
_IN_ORDER = f"""
    AND ($after IS NULL OR ({_PLACE}) > (SELECT ({_PLACE}) FROM "fetch" WHERE fetch_id = $after))
ORDER BY {_PLACE}
LIMIT $limit
"""
_PAGE_COLUMNS = (
    "fetch_id, source_id, url, kind, status, fetched_at, content_type, payload_digest, archive_file, archive_offset"
)

_PER_DAY = """
WITH dated AS (
    SELECT published_date AS day FROM document JOIN "fetch" USING (fetch_id)
    WHERE document.source_id = $source AND "fetch".kind = 'document' AND published_date IS NOT NULL
)
SELECT day, count(*) FROM dated
WHERE day >= (SELECT max(day) FROM dated) - $days
GROUP BY day
"""

_KNOWN = 'SELECT fetch_id FROM "fetch" SEMI JOIN incoming_ids USING (fetch_id)'
# A document stands under its own address and under the one that was asked for, which may have redirected to it, until
# the address shows another release.
_AT_ADDRESS = """
SELECT document_id FROM document JOIN "fetch" USING (fetch_id)
WHERE document.source_id = ? AND ? IN (document.url, "fetch".url) AND document.replaced_by IS NULL
"""
_BACK = """
SELECT document_id, min(fetched_at)
FROM (
    SELECT d.document_id, d.closed_at, d.withdrawn_at, d.replaced_by, a.fetched_at FROM document AS d
    JOIN answered AS a ON a.source_id = d.source_id AND a.url = d.url
    UNION
    SELECT d.document_id, d.closed_at, d.withdrawn_at, d.replaced_by, a.fetched_at
    FROM document AS d JOIN "fetch" AS f USING (fetch_id)
    JOIN answered AS a ON a.source_id = d.source_id AND a.url = f.url
)
WHERE closed_at < fetched_at AND withdrawn_at IS NULL AND replaced_by IS NULL
GROUP BY document_id
ORDER BY document_id
"""
_REOPEN = "UPDATE document SET closed_at = NULL, closed_reason = NULL WHERE document_id = ?"
_ANY_CLOSED = "SELECT 1 FROM document WHERE closed_at IS NOT NULL AND source_id IN (SELECT unnest($sources)) LIMIT 1"
_CLOSE = f"""
UPDATE document SET closed_at = ?, closed_reason = ?
WHERE closed_at IS NULL AND document_id IN ({_AT_ADDRESS})
RETURNING document_id
"""
_MARK_PARSED = 'UPDATE "fetch" SET parser_version = ?, parsed_at = ? WHERE fetch_id = ?'
_FORGET = "DELETE FROM rejected WHERE source_id = ? AND url = ? AND stage = ?"
_FORGET_ALL = """
DELETE FROM rejected USING forgotten AS f
WHERE rejected.source_id = f.source_id AND rejected.url = f.url AND rejected.stage = f.stage
"""
_ANY_REJECTED = "SELECT 1 FROM rejected LIMIT 1"
_HOLDS = f"SELECT count(*) FROM ({_AT_ADDRESS})"
_PLACES = 'SELECT archive_offset FROM "fetch" WHERE source_id = ? AND archive_file = ?'
_PUT_OFF = """
SELECT archive_file, archive_offset FROM "fetch"
WHERE status IN (429, 503) AND fetched_at > ? AND archive_file IS NOT NULL
"""
_LATEST = 'SELECT max(fetched_at) FROM "fetch" WHERE source_id = ? AND archive_file IS NOT NULL'


def fetch_states(con: DuckDBPyConnection, source_id: str) -> dict[str, FetchState]:
    """The state of every URL of a source, by URL."""
    return {row["url"]: FetchState(**row) for row in fetch_rows(con, _STATES, [source_id])}


def id_of(fetch: Fetch) -> str:
    """The fetch_id of a row."""
    return fetch_id(fetch.source_id, fetch.url, fetch.fetched_at, fetch.payload_digest)


def record_fetch(con: DuckDBPyConnection, fetch: Fetch) -> str:
    """Write one fetch unless it is there; a page that answers again reopens its document. Answers the fetch_id."""
    identifier = id_of(fetch)
    if record_fetches(con, [fetch]) and fetch.outcome in ("stored", "unchanged"):
        forget_rejection(con, fetch.source_id, fetch.url, "fetch")
    return identifier


def record_fetches(con: DuckDBPyConnection, fetches: Sequence[Fetch]) -> int:
    """Write those fetches that are not there; pages that answer again reopen their documents. Answers how many.

    What was refused of them earlier stays for :func:`forget_rejections`.
    """
    if not fetches:
        return 0
    rows = {id_of(fetch): fetch for fetch in fetches}
    with registered(con, "incoming_ids", pa.table({"fetch_id": list(rows)})):
        known = {row[0] for row in con.execute(_KNOWN).fetchall()}
    new = {identifier: fetch for identifier, fetch in rows.items() if identifier not in known}
    insert(con, "fetch", [{"fetch_id": identifier, **dataclasses.asdict(fetch)} for identifier, fetch in new.items()])
    answered = [f for f in new.values() if f.outcome in ("stored", "unchanged") and f.kind != "listing"]
    sources = sorted({fetch.source_id for fetch in answered})
    if sources and con.execute(_ANY_CLOSED, {"sources": sources}).fetchone():
        moments = pa.array([f.fetched_at.astimezone(UTC) for f in answered], pa.timestamp("us", "UTC"))
        columns = {"source_id": [f.source_id for f in answered], "url": [f.url for f in answered]}
        with registered(con, "answered", pa.table({**columns, "fetched_at": moments})):
            for document, back_at in con.execute(_BACK).fetchall():
                con.execute(_REOPEN, [document])
                note_reopened(con, [document], back_at)
    return len(new)


def pending_pages(
    con: DuckDBPyConnection,
    source_ids: Sequence[str] | None,
    parser_version: str,
    after: str | None = None,
    limit: int | None = None,
) -> list[PendingPage]:
    """Pages to parse, older before newer of one source, at most ``limit`` of those that come after the fetch ``after``;
    listing pages never wait."""
    sources = None if source_ids is None else list(source_ids)
    asked = {"sources": sources, "version": parser_version, "after": after, "limit": limit}
    rows = fetch_rows(con, _PENDING.format(columns=_PAGE_COLUMNS) + _IN_ORDER, asked)
    return [PendingPage(**row) for row in rows]


def count_pending_pages(con: DuckDBPyConnection, source_ids: Sequence[str] | None, parser_version: str) -> int:
    """How many pages :func:`pending_pages` gives without a limit."""
    sources = None if source_ids is None else list(source_ids)
    found = con.execute(_PENDING.format(columns="count(*)"), {"sources": sources, "version": parser_version}).fetchone()
    return int(found[0]) if found else 0


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


def forget_rejections(con: DuckDBPyConnection, keys: Collection[tuple[str, str, Stage]]) -> None:
    """The same for many (source, URL, stage)."""
    if keys and con.execute(_ANY_REJECTED).fetchone():
        columns = zip(*keys, strict=True)
        names = ("source_id", "url", "stage")
        with registered(con, "forgotten", pa.table({n: list(c) for n, c in zip(names, columns, strict=True)})):
            con.execute(_FORGET_ALL)


def reject_all(con: DuckDBPyConnection, rejections: Sequence[Rejection]) -> None:
    """Write the rejections of fetching, each in place of an older one of the same source, URL and stage."""
    forget_rejections(con, {(one.source_id, one.url, one.stage) for one in rejections})
    now = datetime.now(UTC)
    insert(con, "rejected", [{**dataclasses.asdict(one), "rejected_at": now} for one in rejections])


def archived_offsets(con: DuckDBPyConnection, source_id: str, archive_file: str) -> set[int]:
    """Bytes at which the records of one archive file begin that the ledger knows."""
    return {row[0] for row in con.execute(_PLACES, [source_id, archive_file]).fetchall()}


def latest_archived(con: DuckDBPyConnection, source_id: str) -> datetime | None:
    """Moment of the source's latest response that the ledger knows."""
    found = con.execute(_LATEST, [source_id]).fetchone()
    return found[0] if found else None


def put_off(con: DuckDBPyConnection, since: datetime) -> list[tuple[str, int]]:
    """Archive file and offset of each answer after ``since``, of any source, that told us to come later (429, 503)."""
    return con.execute(_PUT_OFF, [since]).fetchall()


def holds_document(con: DuckDBPyConnection, source_id: str, url: str) -> bool:
    """Whether there is a document of that address, open or closed."""
    found = con.execute(_HOLDS, [source_id, url]).fetchone()
    return bool(found and found[0])


def close_document(con: DuckDBPyConnection, source_id: str, url: str, closed_at: datetime, reason: str) -> bool:
    """Close the documents of that address; False where there is none or it is closed already."""
    closed = [document for (document,) in con.execute(_CLOSE, [closed_at, reason, source_id, url]).fetchall()]
    note_closed(con, closed, closed_at, "gone", reason)
    return bool(closed)
